"""The names of authors beside the records, one a line: a filter reads these and not all records.

A document without authors has an empty row, so that those without are found as quickly.
"""

from __future__ import annotations

from reviewer.model import Name, Record

TABLE = """
CREATE TABLE document_authors (
  id INTEGER PRIMARY KEY REFERENCES documents(id), names TEXT NOT NULL) STRICT;
"""
_PARTS = ("given", "dropping", "particle", "family", "literal")
"""What a name is made of, in reading order; a filter does not look at suffixes."""
_NAME = " || ".join(f"coalesce(json_extract(a.value, '$.{part}') || ' ', '')" for part in _PARTS)
OF_RECORDS = (
    f"SELECT d.id, group_concat(trim({_NAME}), char(10)) AS names "
    "FROM documents d LEFT JOIN json_each(d.record, '$.authors') a GROUP BY d.id"
)
"""SQL of what `document_authors` holds, made anew from the records."""
OF_RECORD = OF_RECORDS.replace(" GROUP", " WHERE d.id = {id} GROUP")


def names(record: Record) -> str:
    """Return the names of a record's authors as `document_authors` keeps them."""
    return "\n".join([_name(one) for one in record.authors])


def _name(one: Name) -> str:
    if not (one.dropping or one.particle or one.literal):  # nearly always
        return f"{one.given} {one.family}".strip(" ")
    return " ".join(part for part in (getattr(one, part) for part in _PARTS) if part).strip(" ")
