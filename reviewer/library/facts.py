"""What filters ask of records, beside the records: a list of 100,000 is narrowed without reading them.

The records take a hundred megabytes then, these tables twenty. A row is made when a document is added, and
anew when its record is changed; all of it can be made from the records, and `check` holds it against them.
"""

from __future__ import annotations

from reviewer.library import authors
from reviewer.model import Record

TABLES = """
CREATE TABLE document_facts (
  id INTEGER PRIMARY KEY REFERENCES documents(id), source INTEGER NOT NULL, format TEXT NOT NULL,
  type TEXT NOT NULL, language TEXT NOT NULL, database TEXT NOT NULL,
  doi INTEGER NOT NULL, pmid INTEGER NOT NULL, retracted INTEGER NOT NULL) STRICT;
CREATE TABLE document_keywords (
  id INTEGER PRIMARY KEY REFERENCES documents(id), words TEXT NOT NULL) STRICT;
CREATE INDEX documents_container ON documents(container COLLATE NOCASE);
CREATE INDEX segments_abstract ON segments(document) WHERE kind = 'abstract';
"""
_RETRACTED = ('"kind": "retraction in"', '"Retracted Publication"')
"""By which of its strings a record as JSON says that it was retracted."""


def _said(field: str) -> str:
    return f"coalesce(json_extract(d.record, '$.{field}'), '')"


def _each(field: str, words: str) -> str:
    return f"SELECT {words} AS words FROM json_each(d.record, '$.{field}') a"


_TERM = "trim(coalesce(json_extract(a.value, '$.descriptor'), '') || ' ' || {})".format(
    "coalesce(json_extract(a.value, '$.qualifier'), '')"
)
_KEYWORDS = " UNION ALL ".join(
    [
        *(_each(field, "a.value") for field in ("keywords", "substances", "publication_types")),
        _each("index_terms", _TERM),
    ]
)
_IS_RETRACTED = " OR ".join(f"instr(d.record, '{words}') > 0" for words in _RETRACTED)
OF_RECORDS = {
    "document_authors": authors.OF_RECORDS,
    "document_facts": (
        f"SELECT d.id, d.source, d.format, {_said('type')}, {_said('language')}, {_said('database')}, "
        "json_extract(d.record, '$.doi') IS NOT NULL, json_extract(d.record, '$.pmid') IS NOT NULL, "
        f"{_IS_RETRACTED} FROM documents d WHERE 1"
    ),
    "document_keywords": (
        "SELECT id, words FROM (SELECT d.id, "
        f"(SELECT group_concat(words, char(10)) FROM ({_KEYWORDS})) AS words FROM documents d) d "
        "WHERE words <> ''"
    ),
}
"""SQL of what each table holds, made anew from the records; documents without keywords have no row there."""


def of_record(table: str, id: str) -> str:
    """Return the SQL of what a table holds of one document; `id` is an expression."""
    if table == "document_authors":
        return authors.OF_RECORD.format(id=id)
    return f"{OF_RECORDS[table]} AND d.id = {id}"


Facts = tuple[str, str, str, bool, bool, bool]
"""The columns of `document_facts` that are of the record, in order."""
NO_FACTS: Facts = ("document", "", "", False, False, False)
FACTS = "document_facts(id, source, format, type, language, database, doi, pmid, retracted)"
KEYWORDS = "document_keywords(id, words)"


def facts(record: Record, kept: str) -> Facts:
    """Return what `document_facts` holds of a record; `kept` is the record as JSON."""
    retracted = any(words in kept for words in _RETRACTED)
    return record.type, record.language, record.database, bool(record.doi), bool(record.pmid), retracted


def keywords(record: Record) -> str:
    """Return the words a record is indexed by, one term a line, as `document_keywords` holds them."""
    words = [*record.keywords, *record.substances, *record.publication_types]
    words += [f"{term.descriptor} {term.qualifier}".strip(" ") for term in record.index_terms]
    return "\n".join(words)
