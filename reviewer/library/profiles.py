"""Profiles of reports: what was chosen about one, kept under a name, in the order they were made."""

from __future__ import annotations

from dataclasses import dataclass

from reviewer.library.handle import Library

_KEY = "profile:"


@dataclass(frozen=True, slots=True)
class Profile:
    """A kept choice as JSON; `id` is the row of the property that holds it."""

    id: int
    name: str
    options: str


def key_of(name: str) -> str:
    """Return the key of the property that holds a profile of this name."""
    return _KEY + name


def profiles(library: Library) -> list[Profile]:
    """Return the profiles that were saved in this library."""
    rows = library.db.execute(
        "SELECT id, key, value FROM properties WHERE substr(key, 1, ?) = ? ORDER BY id", (len(_KEY), _KEY)
    )
    return [Profile(row[0], row[1].removeprefix(_KEY), row[2]) for row in rows]
