"""Stretches of readers' words that a person left out of reports; the text itself never changes."""

from __future__ import annotations

from dataclasses import dataclass

from reviewer.library.handle import Library

_KEY = "mask:"


@dataclass(frozen=True, slots=True)
class Mask:
    """A stretch of a document in code points; `id` is the row that holds it, `reviewer` who confirmed it."""

    id: int
    document: int
    start: int
    end: int
    reviewer: str


def key_of(document: int, start: int, end: int) -> str:
    """Return the key of the property that holds a mask."""
    return f"{_KEY}{document}:{start}:{end}"


def masks(library: Library) -> list[Mask]:
    """Return the masks of the documents that are here, by document and place."""
    rows = library.db.execute(
        "SELECT id, key, value FROM properties WHERE substr(key, 1, ?) = ? "
        "AND CAST(substr(key, ?) AS INTEGER) IN (SELECT id FROM shown_documents)",
        (len(_KEY), _KEY, len(_KEY) + 1),
    )
    found = []
    for id, key, reviewer in rows:
        document, start, end = key.removeprefix(_KEY).split(":")
        found.append(Mask(id, int(document), int(start), int(end), reviewer))
    return sorted(found, key=lambda mask: (mask.document, mask.start, mask.end))
