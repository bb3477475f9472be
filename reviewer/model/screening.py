"""Screening: what reviewers decide about a record at a stage, why, and what is settled between them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from reviewer.language import recorded, retold
from reviewer.model.together import Said


class Stage(StrEnum):
    """What a decision is made from."""

    ABSTRACT = "abstract"
    FULL_TEXT = "full-text"

    @property
    def words(self) -> str:
        """Return the stage as people read it."""
        return "title and abstract" if self is Stage.ABSTRACT else "full text"


class Verdict(StrEnum):
    """What a reviewer decides. A maybe is a decision: it differs from include and from exclude."""

    INCLUDE = "include"
    EXCLUDE = "exclude"
    MAYBE = "maybe"


class Outcome(StrEnum):
    """What holds for a record at a stage, as far as one may see. Include and maybe go on to the full text."""

    UNDECIDED = "undecided"
    INCLUDE = "include"
    EXCLUDE = "exclude"
    MAYBE = "maybe"
    CONFLICT = "conflict"

    @property
    def goes_on(self) -> bool:
        """Tell whether the record is read in full."""
        return self in (Outcome.INCLUDE, Outcome.MAYBE)


class Retrieval(StrEnum):
    """What became of the search for the full text of a record that goes on."""

    SOUGHT = "sought"
    NOT_RETRIEVED = "not retrieved"
    RETRIEVED = "retrieved"


@dataclass(frozen=True, slots=True)
class ExclusionReason:
    """An entry of the library's list of reasons. One that is no longer `offered` stays with old decisions."""

    id: int
    name: str
    position: int
    offered: bool = True

    @property
    def words(self) -> str:
        """The reason as it is shown: those that a library begins with are known in every language."""
        return retold(self.name)


FIRST_REASONS = (
    recorded("Wrong population"),
    recorded("Wrong intervention"),
    recorded("Wrong outcome"),
    recorded("Wrong study design"),
    recorded("No primary data"),
)
"""Reasons for exclusion that stand in every new library."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What one reviewer decided about a document at a stage; `reason` is there for exclude, and only then.

    `carried` is the record set aside under this one that the decision was made on.
    """

    id: int
    document: int
    stage: Stage
    reviewer: str
    verdict: Verdict
    reason: int | None = None
    note: str = ""
    independent: bool = True
    carried: int | None = None

    def differs(self, other: Decision) -> bool:
        """Tell whether two decisions are a conflict.

        At full text two reasons are one too, because each report is excluded for a single reason.
        """
        if self.verdict is not other.verdict:
            return True
        return self.stage is Stage.FULL_TEXT and self.reason != other.reason


@dataclass(frozen=True, slots=True)
class SettledDecision:
    """The third decision where reviewers decided differently; `basis` is what each had said, by reviewer.

    It holds until it is opened again.
    """

    id: int
    document: int
    stage: Stage
    verdict: Verdict
    reason: int | None
    note: str
    reviewer: str
    basis: Mapping[str, Said] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Screened:
    """How a document stands at a stage, for one who looks: the own decision, those of others that may be
    seen, who else has decided without one seeing what, and what was settled."""

    document: int
    stage: Stage
    own: Decision | None = None
    others: tuple[Decision, ...] = ()
    hidden: tuple[str, ...] = ()
    settled: SettledDecision | None = None

    @property
    def decisions(self) -> tuple[Decision, ...]:
        """Return the decisions one may see, one's own first."""
        return (self.own, *self.others) if self.own else self.others

    @property
    def differ(self) -> bool:
        """Tell whether two decided differently, settled or not."""
        return any(one.differs(other) for one in self.decisions for other in self.decisions)

    @property
    def outcome(self) -> Outcome:
        """Return what holds: what was settled, or what all say, or that they are in conflict."""
        if self.settled is not None:
            return Outcome(self.settled.verdict.value)
        if not self.decisions:
            return Outcome.UNDECIDED
        return Outcome.CONFLICT if self.differ else Outcome(self.decisions[0].verdict.value)

    @property
    def reason(self) -> int | None:
        """Return the one reason for which the record is excluded: the settled one, else the first given."""
        if self.settled is not None:
            return self.settled.reason
        if self.outcome is not Outcome.EXCLUDE:
            return None
        return min(self.decisions, key=lambda each: each.id).reason


@dataclass(frozen=True, slots=True)
class Tally:
    """How far a stage has come for one who looks: records at this stage, and how many of each kind."""

    records: int
    decided: int
    include: int = 0
    exclude: int = 0
    maybe: int = 0
    conflicts: int = 0
    settled: int = 0
    waiting: int = 0
    today: int = 0


@dataclass(frozen=True, slots=True)
class Screening:
    """All that was decided in screening and stands, as far as one may see it; reasons by their ids. `hidden`
    counts the decisions of others that one may not see yet."""

    decisions: tuple[Decision, ...] = ()
    settled: tuple[SettledDecision, ...] = ()
    reasons: Mapping[int, str] = field(default_factory=dict)
    hidden: int = 0
