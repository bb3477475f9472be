"""What was done, by whom and to what: the history filtered and page by page, and each op in words."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from reviewer.errors import Declined
from reviewer.language import recorded, retold, say
from reviewer.library import blinding, images, schema
from reviewer.library.handle import Library
from reviewer.model import Op

PAGE = 200
"""Entries of one page."""


@dataclass(frozen=True, slots=True)
class Filter:
    """Which entries of the history are wanted; what is left out does not narrow.

    `person` is a reviewer's name, `claim` and `document` are ids, and every one of the words must stand in
    the label, or in what the op changed.
    """

    person: str = ""
    claim: int | None = None
    document: int | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Altered:
    """One row that an op changed: what it is in words, and each field with its words before and after."""

    what: str
    fields: tuple[tuple[str, str, str], ...]
    made: bool = False
    gone: bool = False

    def sentences(self) -> list[str]:
        """Return each field in a line: its value before and after, one of them for a row made or gone."""
        if self.made:
            return [f"{name}: {after}" for name, _, after in self.fields if after]
        if self.gone:
            return [f"{name}: {before}" for name, before, _ in self.fields if before]
        return [
            f"{name}: {before or 'nothing'} → {after or 'nothing'}" for name, before, after in self.fields
        ]


# ------------------------------------------------------------------ finding


def entries(
    library: Library, wanted: Filter = Filter(), *, before: int | None = None, limit: int = PAGE
) -> list[Op]:
    """Return a page of the history, newest first: those older than the op `before`, at most `limit`."""
    where, values = _narrowed(library, wanted)
    if before is not None:
        where.append("ops.id < ?")
        values.append(before)
    rows = library.db.execute(
        f"SELECT ops.id, ops.time, reviewers.name, {blinding.told(library)}, ops.state <> 'done' FROM ops "
        "JOIN reviewers ON reviewers.id = ops.reviewer WHERE ops.undoes IS NULL "
        f"AND ops.state <> 'superseded' AND {' AND '.join(['1', *where])} ORDER BY ops.id DESC LIMIT ?",
        [*values, limit],
    )
    return [Op(id, time, name, label, bool(undone)) for id, time, name, label, undone in rows]


def people(library: Library) -> list[str]:
    """Return the names of those who have done something in this library."""
    rows = library.db.execute("SELECT name FROM reviewers ORDER BY name COLLATE NOCASE")
    return list(dict.fromkeys(name for (name,) in rows))


def claims_ever(library: Library) -> list[tuple[int, int, str]]:
    """Return id, number and statement of every claim that was ever made, by number.

    One that was deleted has what it said last. Where a number was given twice, the one that stands counts.
    """
    rows = library.db.execute(
        "SELECT row, json_extract(image, '$.number'), json_extract(image, '$.statement'), stands FROM "
        "(SELECT row, coalesce(after, before) AS image, after IS NOT NULL AS stands, max(id) "
        "FROM op_rows WHERE tbl = 'claims' GROUP BY row) ORDER BY 2, stands, row"
    )
    newest = {number: (id, number, statement) for id, number, statement, _stands in rows}
    return list(newest.values())


def documents_like(library: Library, words: str, limit: int) -> list[tuple[int, str]]:
    """Return id and title of documents with this id, or these words in their title; the newest first."""
    rows = library.db.execute(
        "SELECT id, title FROM documents WHERE CAST(id AS TEXT) = ? OR title LIKE ? ESCAPE '!' "
        "ORDER BY CAST(id AS TEXT) = ? DESC, id DESC LIMIT ?",
        (words, f"%{_literal(words)}%", words, limit),
    )
    return list(rows)


def _narrowed(library: Library, wanted: Filter) -> tuple[list[str], list[Any]]:
    where: list[str] = []
    values: list[Any] = []
    if wanted.person:
        where.append("reviewers.name = ? COLLATE NOCASE")
        values.append(wanted.person)
    for table, row in (("claims", wanted.claim), ("documents", wanted.document)):
        if row is not None:
            where.append(f"ops.id IN ({_touching(library.db, table)})")
            values += [row] * where[-1].count("?")
    for word in wanted.words.split():
        condition, likes = _holds_word(library, word)
        where.append(condition)
        values += likes
    return where, values


def _holds_word(library: Library, word: str) -> tuple[str, list[str]]:
    """Return the condition that an op's label or a value it changed holds a word, as far as one may see it.

    Whether an image holds it anywhere is asked first: taking every image apart would cost seconds.
    """
    forms = list(dict.fromkeys((word, word.lower(), word.upper(), word.capitalize())))
    plain = [f"%{_literal(form)}%" for form in forms]
    quoted = [f"%{_literal(json.dumps(form, ensure_ascii=False)[1:-1])}%" for form in forms]
    label, value, before, after = (
        " OR ".join([f"{column} LIKE ? ESCAPE '!'"] * len(forms))
        for column in (f"({blinding.told(library)})", "part.value", "w.before", "w.after")
    )
    condition = (
        f"({label} OR EXISTS (SELECT 1 FROM op_rows w WHERE w.op = ops.id AND ({before} OR {after}) "
        f"AND NOT {blinding.concealed_row(library, 'w')} "
        "AND EXISTS (SELECT 1 FROM json_each(json_array(json(coalesce(w.before, '{}')), "
        "json(coalesce(w.after, '{}')))) side, json_each(side.value) part "
        f"WHERE part.type = 'text' AND ({value}))))"
    )
    return condition, [*plain, *quoted, *quoted, *plain]


def _literal(word: str) -> str:
    """Return a word for LIKE, its joker characters taken literally."""
    return "".join(f"!{c}" if c in "!%_" else c for c in word)


def _touching(db: sqlite3.Connection, parent: str) -> str:
    """Return a query of the ops that touched a row of `parent` or one that pointed to it, before or after."""
    parts = []
    if parent in schema.JOURNALLED:
        parts.append(f"SELECT op FROM op_rows WHERE tbl = '{parent}' AND row = ?")
    if parent == "documents":
        parts.append(
            "SELECT op FROM op_rows WHERE tbl = 'imports' "
            "AND row = (SELECT batch FROM documents WHERE id = ?)"
        )
    for table, column in images.references(db, parent):
        if column == "id":
            parts.append(f"SELECT op FROM op_rows WHERE tbl = '{table}' AND row = ?")
            continue
        parts.append(
            f"SELECT op FROM op_rows WHERE tbl = '{table}' AND ? IN "
            f"(json_extract(before, '$.{column}'), json_extract(after, '$.{column}'))"
        )
    return " UNION ".join(parts)


# ------------------------------------------------------------------ in words

TABLES = {
    "imports": "Import",
    "segments": "Part of the text",
    "claims": "Claim",
    "claim_tags": "Tag of a claim",
    "tags": "Tag",
    "populations": "Population",
    "quotes": "Quote",
    "studies": "Study",
    "appraisals": "Appraisal",
    "certainties": "Certainty",
    "properties": "Setting of the review",
    "separations": "Separation",
    "quoted_studies": "Study that a page quotes",
    "duplicates": "Two records of one work",
    "record_edits": "Record",
    "suggestions": "Suggestion",
    "first_judgements": "Judgement before both were shown",
    "settlements": "Settled difference",
    "onlookers": "Onlooker",
    "exclusion_reasons": "Reason for exclusion",
    "decisions": "Decision",
    "first_decisions": "Decision before it was changed in sight of another’s",
    "settled_decisions": "Settled decision",
    "retrievals": "Full text",
    "exports": "Export",
}
"""What a row of a table is called; a table without a line here is called after its name."""

FIELDS = {
    "group_id": "population",
    "tbl": "table",
    "text_sha256": "",
    "prefix": "",
    "suffix": "",
    "words": "",
    "confidence": "",
    "rule": "",
    "score": "",
    "guid": "",
    "position": "place in the codebook",
    "same_as": "same study as",
    "in_reply_to": "in reply to",
    "quotes_document": "quotes document",
    "quotes_start": "",
    "confirmed_by": "confirmed by",
    "verdict": "decision",
    "carried": "decided on the record set aside",
    "sha256": "fingerprint",
    "manifest": "",
}
"""Columns whose word is not their name; an empty word is not told."""

_CLAIM = recorded("claim {number}").removesuffix("{number}")
"""What stands before the number of a claim: retold where a sentence of the history names it."""

NAMED = {
    "claims": f"SELECT '{_CLAIM}' || number FROM claims WHERE id = ?",
    "tags": "SELECT name FROM tags WHERE id = ?",
    "populations": "SELECT name FROM populations WHERE id = ?",
    "documents": "SELECT title FROM documents WHERE id = ?",
    "reviewers": "SELECT name FROM reviewers WHERE id = ?",
    "exclusion_reasons": "SELECT name FROM exclusion_reasons WHERE id = ?",
}
"""How a row is called that another row points to."""

LENT = {
    "quotes": (
        f"SELECT '{_CLAIM}' || number FROM quotes JOIN claims ON claims.id = quotes.claim WHERE quotes.id = ?"
    ),
    "segments": (
        "SELECT title FROM segments JOIN documents ON documents.id = segments.document WHERE segments.id = ?"
    ),
}
"""How that is called which a row without a name of its own belongs to."""


def name_of(library: Library, table: str, row: int) -> str:
    """Return the name of a row, or of what it belongs to; "" where it is not there or has none."""
    query = NAMED.get(table) or LENT.get(table)
    found = library.db.execute(query, (row,)).fetchone() if query is not None else None
    return str(found[0] or "") if found is not None else ""


def altered(library: Library, op: int, limit: int = 100) -> list[Altered]:
    """Return what an op changed, row by row, in words; typing in one field shows its first and last state.

    Judgements of others that are hidden are left out.
    """
    first: dict[tuple[str, int], images.Row] = {}
    last: dict[tuple[str, int], images.Row] = {}
    for table, row, before, after in library.db.execute(
        "SELECT tbl, row, before, after FROM op_rows w WHERE op = ? "
        f"AND NOT {blinding.concealed_row(library, 'w')} ORDER BY id",
        (op,),
    ):
        first.setdefault((table, row), images.parsed(before))
        last[table, row] = images.parsed(after)
        if len(last) >= limit:
            break
    return [
        (
            _import(library.db, row, made=not before, gone=not last[table, row])
            if table == "imports"
            else _in_words(library.db, table, before, last[table, row])
        )
        for (table, row), before in first.items()
    ]


def _import(db: sqlite3.Connection, batch: int, *, made: bool, gone: bool) -> Altered:
    """Return an import as the files that it brought: its row says nothing that a person would know."""
    paths = [path for (path,) in db.execute("SELECT path FROM sources WHERE batch = ? ORDER BY id", (batch,))]
    files = [re.split(r"[/\\]", path)[-1] for path in paths]
    fields = [("file", "", name) if made else ("file", name, "") for name in files]
    return Altered("Import", tuple(fields), made=made, gone=gone)


def _in_words(db: sqlite3.Connection, table: str, before: images.Row, after: images.Row) -> Altered:
    keys = {key[3]: key[2] for key in db.execute(f"PRAGMA foreign_key_list({table})") if key[3] != "id"}
    fields: list[tuple[str, str, str]] = []
    for column in dict.fromkeys([*before, *after]):
        if column == "id" or before.get(column) == after.get(column):
            continue
        name = FIELDS.get(column, column.replace("_", " "))
        shown = [_shown(db, keys.get(column), row.get(column)) for row in (before, after)]
        if name and shown[0] != shown[1]:
            fields += _parts(name, shown[0], shown[1])
    what = _called(db, table, keys, after or before)
    return Altered(what, tuple(fields), made=not before, gone=not after)


def _parts(name: str, before: str, after: str) -> Iterator[tuple[str, str, str]]:
    """Yield a field; one that holds several answers gives each that differs."""
    try:
        old, new = json.loads(before or "{}"), json.loads(after or "{}")
    except ValueError:
        old = new = None
    if not isinstance(old, dict) or not isinstance(new, dict):
        yield name, before, after
        return
    for key in dict.fromkeys([*old, *new]):
        if old.get(key) != new.get(key):
            label = f"{name}: {key}".replace("_", " ")
            yield label, _plain(old.get(key)), _plain(new.get(key))


def _plain(value: Any) -> str:
    if isinstance(value, dict):  # what was answered before why
        parts = [value[key] for key in sorted(value, key=lambda key: key != "value")]
        return ", ".join(said for said in map(_plain, parts) if said)
    if isinstance(value, list):
        return ", ".join(said for said in map(_plain, value) if said)
    if value is True:
        return "yes"
    return "" if value is None else str(value)


def _shown(db: sqlite3.Connection, parent: str | None, value: Any) -> str:
    """Return a value in words: the name of the row that an id points to, otherwise itself."""
    if value is None:
        return ""
    if parent in NAMED:
        found = db.execute(NAMED[parent], (value,)).fetchone()
        if found is not None and found[0]:
            return str(found[0])
    return str(value)


def _called(db: sqlite3.Connection, table: str, keys: dict[str, str], row: images.Row) -> str:
    """Return what a row is called: its table, its number or name, and the claim or document it is of."""
    word = TABLES.get(table) or table.replace("_", " ").removesuffix("s").capitalize()
    own = row.get("number") if table == "claims" else row.get("name") if table != "segments" else None
    if own:
        word += f" {own}" if table == "claims" else f" “{own}”"
    if row.get("exact"):
        word += f" “{' '.join(str(row['exact']).split())}”"
    for column in ("claim", "tag", "document"):
        if column in keys and row.get(column) is not None:
            word += f", {_shown(db, keys[column], row[column])}"
    return word


def check_still_there(library: Library, table: str, row: int) -> None:
    """Raise Declined, saying who did it, when a row was removed.

    Rows that share the id of their document come and go with what is said of it; these are not missed.
    """
    keys = {key[3]: key[2] for key in library.db.execute(f"PRAGMA foreign_key_list({table})")}
    there = library.db.execute(f"SELECT 1 FROM {table} WHERE id = ?", (row,)).fetchone()
    if "id" in keys or there is not None:
        return
    found = library.db.execute(
        "SELECT r.name, o.label, w.before FROM op_rows w JOIN ops o ON o.id = w.op "
        "JOIN reviewers r ON r.id = o.reviewer WHERE w.tbl = ? AND w.row = ? AND w.after IS NULL "
        "ORDER BY w.id DESC LIMIT 1",
        (table, row),
    ).fetchone()
    if found is not None:
        name, label, before = found
        raise Declined(
            say(
                "{called} is no longer there: {name} did “{label}”.",
                called=_called(library.db, table, keys, images.parsed(before)),
                name=name,
                label=retold(label),
            ),
            say("Nothing was written. Undo in the history brings it back."),
        )
