"""Two people who judge the same: what each says, what they settled, and what is hidden from whom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Subject:
    """What is judged: a body of evidence (claim and population), or a document, or one result of it, with
    an instrument. `instrument` is empty for a body of evidence."""

    document: int | None = None
    claim: int | None = None
    population: int | None = None
    instrument: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """What one reviewer judged of one thing: its value as stored, and why."""

    value: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Settlement:
    """The third judgement on one thing that reviewers judged differently: what holds, why, and who says so.

    `item` is a domain, a field of the rating, an item of a form, or "overall". `basis` is what each reviewer
    had said when it was settled; where one says something else now, the settlement is out of date.
    """

    id: int
    subject: Subject
    item: str
    value: str
    reason: str
    reviewer: str
    basis: Mapping[str, Said] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Hidden:
    """A judgement of another reviewer that one may not see yet; `done` when only one's own is missing."""

    subject: Subject
    reviewer: str
    done: bool


class Shared(StrEnum):
    """How a judgement stands that several reviewers may have made."""

    ALONE = ""
    AGREED = "agreed"
    SETTLED = "settled"
    STALE = "settled, out of date"
    DIFFERS = "not settled"
    HIDDEN = "hidden"


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that reviewers judged differently, in words: what each says, and what was settled, by whom
    and why; without `settled` it stands open. `changed` names who says something else since."""

    label: str
    said: str
    settled: str = ""
    by: str = ""
    why: str = ""
    changed: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """How a judgement stands that a report prints: by whom it was made, in words, and what differs."""

    shared: Shared = Shared.ALONE
    words: str = ""
    differences: Mapping[str, Difference] = field(default_factory=dict)

    def unsettled(self, item: str) -> str:
        """Return what each says of an item that stands open, or ""."""
        found = self.differences.get(item)
        return found.said if found and not found.settled else ""
