"""Views that a reviewer keeps: a name and the query it stands for, in the order they were made."""

from __future__ import annotations

from dataclasses import dataclass

from reviewer.library.handle import Library

_KEY = "view:"


@dataclass(frozen=True, slots=True)
class View:
    """A saved query; `id` is the row of the property that holds it."""

    id: int
    name: str
    query: str


def key_of(name: str) -> str:
    """Return the key of the property that holds a view of this name."""
    return _KEY + name


def views(library: Library) -> list[View]:
    """Return the views that were saved in this library."""
    rows = library.db.execute(
        "SELECT id, key, value FROM properties WHERE substr(key, 1, ?) = ? ORDER BY id", (len(_KEY), _KEY)
    )
    return [View(row[0], row[1].removeprefix(_KEY), row[2]) for row in rows]
