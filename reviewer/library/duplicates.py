"""Records of one work: which are set aside under which, what a person told apart, what to compare."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from reviewer.library import rows
from reviewer.library.handle import Library
from reviewer.model import Name, PartialDate, Record

CONFIRMED, REJECTED = "confirmed", "rejected"

_COMPARED = (
    "type container container_short volume issue pages number doi pmid pmcid issn isbn original_title"
).split()


_SHOWN = "EXISTS (SELECT 1 FROM shown_documents s WHERE s.id = l.{})"
"""Whether a document of a link `l` is there, asked one by one: the view lists all that are."""


@dataclass(frozen=True, slots=True)
class Link:
    """A record set aside under another of the same work ("confirmed"), or a pair told apart ("rejected")."""

    id: int
    document: int
    kept: int
    state: str
    score: float
    reason: str
    reviewer: str


# ------------------------------------------------------------------ reading


def compared(library: Library) -> Iterator[tuple[int, Record]]:
    """Yield the id of every record that is not set aside with the fields that duplicates are known by."""
    for id, title, text in library.db.execute(
        "SELECT id, title, record FROM shown_documents "
        "WHERE id NOT IN (SELECT document FROM set_aside) ORDER BY id"
    ):
        yield id, _record(title, json.loads(text))


def _record(title: str, data: dict[str, Any]) -> Record:
    """Return a record without what is not compared; that is most of it, and 100,000 are kept at once."""
    return Record(
        title=title,
        authors=tuple(Name(**name) for name in data.get("authors", ())[:40]),
        issued=_date(data.get("issued")),
        epub=_date(data.get("epub")),
        publication_types=tuple(data.get("publication_types", ())),
        **{name: data[name] for name in _COMPARED if name in data},
    )


def _date(data: dict[str, int] | None) -> PartialDate | None:
    return PartialDate(**data) if data else None


def links(library: Library, document: int | None = None) -> list[Link]:
    """Return what was settled, of one document or of all, in the order it was."""
    where, values = ("document = ? OR kept = ?", [document, document]) if document is not None else ("1", [])
    found = library.db.execute(
        "SELECT id, document, kept, state, score, reason, reviewer FROM duplicates l "
        f"WHERE ({where}) AND {_SHOWN.format('document')} AND {_SHOWN.format('kept')} ORDER BY id",
        values,
    )
    return [
        Link(id, one, kept, state, score / 1000, reason, reviewer)
        for id, one, kept, state, score, reason, reviewer in found
    ]


def set_aside(library: Library) -> dict[int, int]:
    """Return for each record that is set aside the one that stands for its work."""
    return dict(library.db.execute("SELECT document, kept FROM set_aside ORDER BY document").fetchall())


def standing_for(library: Library, document: int) -> int:
    """Return the record that stands for the work of a document: itself, unless it is set aside."""
    row = library.db.execute(
        "SELECT kept FROM duplicates l WHERE document = ? AND state = 'confirmed' "
        f"AND {_SHOWN.format('kept')}",
        (document,),
    ).fetchone()
    return int(row[0]) if row else document


def others(library: Library, document: int) -> list[int]:
    """Return the records set aside under a document."""
    found = library.db.execute("SELECT document FROM set_aside WHERE kept = ? ORDER BY document", (document,))
    return [row[0] for row in found]


def told_apart(library: Library) -> set[tuple[int, int]]:
    """Return the pairs that a person said are two works, the smaller id first."""
    found = library.db.execute("SELECT document, kept FROM duplicates WHERE state = ?", (REJECTED,))
    return {(min(pair), max(pair)) for pair in found}


def worth_keeping(library: Library, ids: Sequence[int]) -> list[int]:
    """Return documents in the order in which they should stand for a work.

    First the one with most of a person's work, then the one with the fullest record, then the oldest.
    """
    found = library.db.execute(
        "SELECT d.id, (SELECT count(*) FROM quotes q WHERE q.document = d.id) "
        "+ (SELECT count(*) FROM appraisals a WHERE a.document = d.id) "
        "+ (SELECT count(*) FROM studies s WHERE s.id = d.id) "
        "+ (SELECT count(*) FROM duplicates x WHERE x.kept = d.id AND x.state = 'confirmed') AS work, "
        "(json_extract(d.record, '$.pmid') IS NOT NULL) + (json_extract(d.record, '$.doi') IS NOT NULL) "
        "+ (json_extract(d.record, '$.pages') IS NOT NULL) + (d.year IS NOT NULL) + (d.container <> '') "
        "+ (json_extract(d.record, '$.authors') IS NOT NULL) AS fields, length(t.text) AS size "
        "FROM documents d JOIN texts t ON t.id = d.text WHERE d.id IN (SELECT value FROM json_each(?)) "
        "ORDER BY work DESC, fields DESC, size DESC, d.id",
        (json.dumps(list(ids)),),
    )
    return [row[0] for row in found]


def spoken_of(library: Library) -> set[int]:
    """Return the documents of which anything was settled: set aside, kept for another, or told apart."""
    found = library.db.execute("SELECT document, kept FROM duplicates").fetchall()
    return {id for pair in found for id in pair}


def settled(library: Library, links: Collection[int] | None = None) -> dict[int, tuple[int, int, str]]:
    """Return (document, kept or other, state) by link, of these links or of all, shown or not."""
    where, values = "", []
    if links is not None:
        where, values = " WHERE id IN (SELECT value FROM json_each(?))", [json.dumps(list(links))]
    found = library.db.execute(f"SELECT id, document, kept, state FROM duplicates{where}", values)
    return {id: (document, kept, state) for id, document, kept, state in found.fetchall()}


def titles(library: Library, ids: Sequence[int]) -> dict[int, str]:
    """Return the titles of those of these documents that are shown."""
    found = library.db.execute(
        "SELECT id, title FROM shown_documents WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(ids)),),
    )
    return dict(found.fetchall())


# ------------------------------------------------------------------ writing, inside an op


def add(library: Library, document: int, kept: int, state: str, score: float, reason: str) -> int:
    """Record that a document is set aside under another, or that the two were told apart."""
    return rows.add(library, "duplicates", **_row(library, document, kept, state, score, reason))


def set_all_aside(library: Library, found: Iterable[tuple[int, int, float, str]]) -> None:
    """Record for many (document, kept, score, reason) that a document is set aside under another."""
    rows.add_all(
        library,
        "duplicates",
        [_row(library, one, kept, CONFIRMED, score, reason) for one, kept, score, reason in found],
    )


def _row(
    library: Library, document: int, kept: int, state: str, score: float, reason: str
) -> dict[str, rows.Value]:
    return {
        "document": document, "kept": kept, "state": state, "score": round(score * 1000), "reason": reason,
        "reviewer": library.reviewer.id,
    }  # fmt: skip


def move(library: Library, old: int, new: int) -> None:
    """Let what was set aside under one document be set aside under another."""
    for link in links(library, old):
        if link.kept == old and link.state == CONFIRMED and link.document != new:
            rows.change(library, "duplicates", link.id, kept=new)
