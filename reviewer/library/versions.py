"""Which documents look like versions of one another, and hold quotes that could be carried over."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from reviewer.language import later
from reviewer.library import duplicates
from reviewer.library.handle import Library

TELLING = 20
"""Letters that a title must have to tell a document by itself."""
_SAME = (
    ("doi", later("the same DOI")),
    ("pmid", later("the same PMID")),
    ("pmcid", later("the same PMCID")),
    ("url", later("the same address")),
)
_SHOWN = (
    "SELECT d.id, d.title, d.record, t.sha256, s.path, s.records, "
    "(SELECT count(*) FROM quotes q WHERE q.document = d.id) FROM shown_documents d "
    "JOIN texts t ON t.id = d.text JOIN sources s ON s.id = d.source "
)


@dataclass(frozen=True, slots=True)
class Version:
    """Two documents that look like versions of one: the older holds quotes, the newer another text."""

    old: int
    new: int
    title: str
    """Title of the older one."""
    reason: str
    quotes: int
    """Quotes that lie in the older one."""


@dataclass(frozen=True, slots=True)
class _Entry:
    id: int
    title: str
    names: dict[str, str]
    sha256: str
    path: str
    quotes: int


_HOLDS = "EXISTS (SELECT 1 FROM quotes q WHERE q.document = d.id)"
_LIKE_IT = (
    "d.id > :id AND d.id IN (SELECT id FROM documents WHERE json_extract(record, '$.doi') = :doi "
    "UNION SELECT id FROM documents WHERE json_extract(record, '$.pmid') = :pmid "
    "UNION SELECT id FROM documents WHERE title = :title COLLATE NOCASE "
    "UNION SELECT id FROM documents WHERE source IN (SELECT id FROM sources WHERE path = :path))"
)
"""Newer documents that an index finds; of the thousands of a library none other is looked at."""


def of_document(library: Library, document: int) -> list[Version]:
    """Return the pairs of versions that a document is part of, those with most quotes first."""
    own = next(_entries(library, "d.id = :id", id=document), None)
    if own is None:
        return []
    others = list(_entries(library, f"d.id < :id AND {_HOLDS}", id=document))
    if own.quotes:
        named = {name: own.names.get(name) for name in ("doi", "pmid")}
        others += _entries(library, _LIKE_IT, id=document, title=own.title, path=own.path, **named)
    return _pairs(library, [(other, own) for other in others])


def in_library(library: Library) -> list[Version]:
    """Return every pair of versions of which the older holds quotes, those with most quotes first."""
    everything = list(_entries(library, "1"))
    holders = [entry for entry in everything if entry.quotes]
    return _pairs(library, [(old, new) for old in holders for new in everything if new.id > old.id])


def _entries(library: Library, where: str, **values: Any) -> Iterator[_Entry]:
    for id, title, record, sha256, path, records, quotes in library.db.execute(
        f"{_SHOWN} WHERE {where} ORDER BY d.id", values
    ):
        data = json.loads(record)
        names = {name: str(data[name]) for name, _ in _SAME if data.get(name)}
        yield _Entry(id, title, names, sha256, path if records in (None, 1) else "", quotes)


def _pairs(library: Library, among: list[tuple[_Entry, _Entry]]) -> list[Version]:
    apart = duplicates.told_apart(library)
    found = []
    for one, other in among:
        old, new = (one, other) if one.id < other.id else (other, one)
        reason = _reason(old, new)
        if reason and old.quotes and old.sha256 != new.sha256 and (old.id, new.id) not in apart:
            found.append(Version(old.id, new.id, old.title, reason, old.quotes))
    return sorted(found, key=lambda version: (-version.quotes, version.old, version.new))


def _reason(old: _Entry, new: _Entry) -> str:
    for name, told in _SAME:
        if name in old.names and old.names[name] == new.names.get(name):
            return told
        if name in ("doi", "pmid") and name in old.names and name in new.names:
            return ""  # two works
    title = _letters(old.title)
    if len(title) >= TELLING and title == _letters(new.title):
        return later("the same title")
    return later("the same file name") if old.path and old.path == new.path else ""


def _letters(title: str) -> str:
    return "".join(character for character in title.casefold() if character.isalnum())
