"""How a review was made, as its library recorded it: what was brought in, kept, proposed and compared."""

from __future__ import annotations

from dataclasses import dataclass

from reviewer.model.flow import Origin
from reviewer.model.suggestion import Suggestion


@dataclass(frozen=True, slots=True)
class Brought:
    """One file of an import: its name without folders, where its records were found, when and by whom it was
    named, and what became of its records."""

    file: str
    origin: Origin
    time: str
    reviewer: str
    added: int
    duplicates: int
    rejected: int


@dataclass(frozen=True, slots=True)
class Became:
    """What became of a thing that an earlier report states: "unchanged", "changed", "added", "missing"."""

    state: str
    label: str
    detail: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class Since:
    """An earlier report, named in words, and what became of each thing it states."""

    label: str
    changes: tuple[Became, ...]


@dataclass(frozen=True, slots=True)
class Recorded:
    """What a report says of its methods. `filters` are (name, query); `agreement` is (on what, lines)."""

    brought: tuple[Brought, ...] = ()
    filters: tuple[tuple[str, str], ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    agreement: tuple[tuple[str, tuple[str, ...]], ...] = ()
    since: Since | None = None
    masks: tuple[tuple[int, int, int], ...] = ()
    """Stretches of readers' words that a person left out of reports: document, start, end."""
    language: str = "en"
    """The language of the sentences of `agreement`."""
