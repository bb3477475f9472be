"""What the machine proposes, or what a reader of a file once marked, until a person answers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from reviewer.model.place import Span


class SuggestionKind(StrEnum):
    STATEMENT = "statement"
    CONCLUSION = "conclusion"
    DESIGN = "design"
    PARTICIPANTS = "participants"
    POPULATION = "population"
    INTERVENTION = "intervention"
    COMPARATOR = "comparator"
    OUTCOME = "outcome"
    DIRECTION = "direction"
    NUMBER = "number"
    CAUSAL = "causal"
    HARM = "harm"
    RESTATED = "restated"
    DRIFT = "drift"
    MARK = "mark"


class Lost(StrEnum):
    """What a restatement left out of the words it restates."""

    HEDGE = "hedge"
    POPULATION = "population"
    NUMBER = "number"


class State(StrEnum):
    """What became of a suggestion: nobody has answered, or a person did."""

    OPEN = "open"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Words of a document and what could be made of them. It counts for nothing until a person accepts it.

    `value` is what accepting sets: a stance where `claim` is the claim to link to, the word of a design, a
    number of participants, words of a PICO field. `reason` says why, for the reviewer. `other` is the other
    place of a restatement, `lost` what is missing here. Marks that came with a file have `author`, `date`,
    `note` and `origin` (what made the file); one whose words were not found has an empty stretch. `score` is
    0..1. `id` is the row of what is kept in the library: marks, and whatever was answered.
    """

    kind: SuggestionKind
    span: Span
    value: str = ""
    reason: str = ""
    claim: int | None = None
    other: Span | None = None
    lost: tuple[Lost, ...] = ()
    score: float = 1.0
    author: str = ""
    date: str = ""
    note: str = ""
    origin: str = ""
    state: State = State.OPEN
    reviewer: str = ""
    id: int = 0

    @property
    def document(self) -> int:
        return self.span.document

    @property
    def anchored(self) -> bool:
        """True where the words stand in the text; False for a mark whose words were not found."""
        return self.span.start < self.span.end
