"""Words that were typed and are not in the library yet: small files in the user folder, never in the library.

One file holds what was written in one field of one row of one library: the words being typed now, last, and
before them words of earlier days that nobody has kept or put away. A file is written aside and renamed, so
that a kill leaves the old one or the new one. The disk is not waited for: a draft lives half a second or so,
and is there for a program that ends in the middle of a sentence.

A folder that cannot be written makes a draft last as long as the window does; the field saves all the same.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections import defaultdict
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from reviewer import settings


@dataclass(frozen=True, slots=True)
class Draft:
    """Words, when they were typed last (ISO 8601), and what the field said when they were begun."""

    words: str
    time: str
    over: str
    told: bool = False
    """Whether a person has been told at a start of the program that it is there."""


@dataclass(frozen=True, slots=True)
class Place:
    """One field of one row of the library that `drafts` belong to: its table, id and column."""

    drafts: Drafts = field(repr=False, compare=False)
    table: str
    row: int | str
    column: str


Places = Callable[[str], Place | None]
"""Gives the place of each field of a form, by the name of the field."""


def nowhere(_column: str) -> Place | None:
    """Return no place: what is typed there is not kept."""
    return None


class Drafts:
    """The drafts of one library, read once and kept on disk."""

    def __init__(self, library: Path) -> None:
        self.library = library
        self.refused = 0
        """How often the library declined to save something; a field compares it before and after."""
        self._folder = settings.home() / "drafts"
        self._prefix = _digest(str(library.absolute()))
        self._kept: dict[Place, list[Draft]] = defaultdict(list)
        self._open: set[Place] = set()
        """Places whose last draft is being typed now."""
        self._read()

    def put(self, place: Place, words: str, over: str) -> None:
        """Keep what is being typed over what the field said, in place of what was typed a moment ago."""
        kept = self._kept[place]
        if place in self._open:
            kept.pop()
        kept[:] = [draft for draft in kept if draft.words != words]
        kept.append(Draft(words, datetime.now(UTC).isoformat(timespec="seconds"), over))
        self._open.add(place)
        self._write(place)

    def saved(self, place: Place) -> None:
        """Forget what was being typed: the library holds it now."""
        if place in self._open:
            self._open.discard(place)
            self._kept[place].pop()
            self._write(place)

    def offered(self, place: Place, stored: str) -> Draft | None:
        """Return the newest draft that says something else than the library; drop those that do not."""
        if place not in self._kept:
            return None
        self._open.discard(place)
        differing = [draft for draft in self._kept[place] if not alike(draft.words, stored)]
        if differing != self._kept[place]:
            self._kept[place] = differing
            self._write(place)
        return differing[-1] if differing else None

    def put_away(self, place: Place, draft: Draft) -> None:
        """Drop a draft, as somebody asked to."""
        if draft in self._kept[place]:
            self._kept[place].remove(draft)
            self._write(place)

    def untold(self) -> list[Place]:
        """Return the places where drafts stand that a person has not been told of; now they are."""
        news = [place for place, kept in self._kept.items() if not all(draft.told for draft in kept)]
        for place in news:
            self._kept[place] = [replace(draft, told=True) for draft in self._kept[place]]
            self._write(place)
        return news

    # ------------------------------------------------------------------ on disk

    def _read(self) -> None:
        """Read what was left; a file that is damaged or cannot be read is passed over and stays."""
        for path in self._folder.glob(f"{self._prefix}-*.json"):
            with suppress(OSError, ValueError, KeyError, TypeError):
                stored: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
                place = Place(self, stored["table"], stored["row"], stored["column"])
                drafts = [
                    Draft(str(each["words"]), str(each["time"]), str(each["over"]), bool(each["told"]))
                    for each in stored["drafts"]
                ]
                datetime.fromisoformat(max(draft.time for draft in drafts))
                self._kept[place] = drafts

    def _write(self, place: Place) -> None:
        name = _digest(f"{place.table} {place.row} {place.column}")
        kept, path = self._kept[place], self._folder / f"{self._prefix}-{name}.json"
        with suppress(OSError):
            if not kept:
                del self._kept[place]
                path.unlink(missing_ok=True)
                return
            self._folder.mkdir(parents=True, exist_ok=True)
            told = {
                "library": str(self.library), "table": place.table, "row": place.row, "column": place.column,
                "drafts": [asdict(draft) for draft in kept],
            }  # fmt: skip
            aside = path.with_suffix(f".{os.getpid()}.tmp")
            try:
                aside.write_text(json.dumps(told, indent=1), encoding="utf-8")
                os.replace(aside, path)
            except OSError:
                with suppress(OSError):
                    aside.unlink(missing_ok=True)


def _digest(words: str) -> str:
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:20]


def alike(one: str, other: str) -> bool:
    """Tell whether two texts are the same but for white space."""
    return " ".join(one.split()) == " ".join(other.split())
