"""Which engine separated a document, from what file it came, and who settled which of its parts when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reviewer.library.handle import Library


@dataclass(frozen=True, slots=True)
class Settled:
    """Who confirmed a part or set it by hand, and when (ISO 8601, UTC; empty where no op tells)."""

    reviewer: str
    time: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a document came from: the fingerprint and name of its file, and its number in there."""

    sha256: str
    name: str
    number: int


def engine(library: Library, document: int) -> str:
    """Return which engine made the parts of a document; empty when nothing tells."""
    row = library.db.execute("SELECT engine FROM separations WHERE id = ?", (document,)).fetchone()
    return str(row[0]) if row else ""


def made_by_others(library: Library, engine: str) -> list[int]:
    """Return the documents whose parts another engine made, in the order of import."""
    rows = library.db.execute(
        "SELECT d.id FROM shown_documents d LEFT JOIN separations s ON s.id = d.id "
        "WHERE coalesce(s.engine, '') <> ? ORDER BY d.id",
        (engine,),
    )
    return [row[0] for row in rows]


def places(library: Library, ids: Sequence[int]) -> dict[int, Place]:
    """Return where documents came from, by id."""
    marks = ", ".join("?" for _ in ids)
    rows = library.db.execute(
        "SELECT d.id, s.sha256, s.path, d.number FROM documents d JOIN sources s ON s.id = d.source "
        f"WHERE d.id IN ({marks})",
        list(ids),
    )
    return {id: Place(sha256, _name(path), number) for id, sha256, path, number in rows}


def _name(path: str) -> str:
    return path.replace("\\", "/").rsplit("/", 1)[-1]


# What a person settles of a part. Its comment's number and the study it quotes may change later without
# that anybody settled it anew.
_FIELDS = ("start", "end", "kind", "voice", "role", "name", "date", "confirmed_by")
_CHANGED = " OR ".join(
    f"json_extract(r.before, '$.{f}') IS NOT json_extract(r.after, '$.{f}')" for f in _FIELDS
)
_SETTLED = f"""
SELECT g.id, coalesce(p.name, g.confirmed_by), coalesce(
  (SELECT o.time FROM op_rows r JOIN ops o ON o.id = r.op
   WHERE r.tbl = 'segments' AND r.row = g.id AND o.undoes IS NULL AND o.state = 'done'
   AND json_extract(r.after, '$.confirmed_by') <> '' AND ({_CHANGED}) ORDER BY r.id DESC LIMIT 1), '')
FROM segments g LEFT JOIN reviewers p ON p.id = g.confirmed_by
WHERE g.document = ? AND g.confirmed_by <> ''
"""


def settled(library: Library, document: int) -> dict[int, Settled]:
    """Return who settled the parts of a document and when, by segment id."""
    return {id: Settled(name, time) for id, name, time in library.db.execute(_SETTLED, (document,))}
