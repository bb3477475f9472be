"""Two people who judge the same: what they judged first, what they settled, and what is hidden from whom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


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
