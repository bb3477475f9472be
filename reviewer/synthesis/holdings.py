"""What the synthesis reads: claims with their quotes, who speaks in each, and what was rated."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field

from reviewer.model import (
    Certainty,
    Claim,
    Population,
    QuoteLink,
    Record,
    Segment,
    Snapshot,
    Span,
    Stance,
    Study,
    Tag,
    Voice,
)

Speaker = tuple[int | None, str]
"""The number of the comment that words stand in, None outside of comments, and the name shown with it."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """Words that the machine proposes as a quote of a claim; they count for nothing."""

    key: str
    claim: int
    span: Span
    stance: Stance
    voice: Voice
    second_hand: bool = False
    comment: int | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Holdings:
    """The parts of a library that the synthesis is made of. `reviewer` is whose ratings come first."""

    claims: tuple[Claim, ...] = ()
    quotes: tuple[QuoteLink, ...] = ()
    tags: tuple[Tag, ...] = ()
    populations: tuple[Population, ...] = ()
    certainties: tuple[Certainty, ...] = ()
    studies: Mapping[int, Study] = field(default_factory=dict)
    records: Mapping[int, Record] = field(default_factory=dict)
    speakers: Mapping[int, Speaker] = field(default_factory=dict)
    """Quote link to who speaks."""
    set_aside: Mapping[int, int] = field(default_factory=dict)
    """Record that is set aside to the one that stands for its work."""
    proposed: tuple[Proposed, ...] = ()
    reviewer: str = ""

    def work(self, document: int) -> int:
        """Return the record that stands for a document: itself, unless it is set aside."""
        return self.set_aside.get(document, document)


def of_snapshot(snapshot: Snapshot, reviewer: str = "") -> Holdings:
    """Return what a snapshot holds, for reports."""
    return Holdings(
        claims=snapshot.claims,
        quotes=snapshot.quotes,
        tags=snapshot.tags,
        populations=snapshot.populations,
        certainties=snapshot.certainties,
        studies=snapshot.studies,
        records={document.id: document.record for document in snapshot.documents},
        speakers={
            quote.id: speaker_at(snapshot.segments.get(quote.span.document, ()), quote.span.start)
            for quote in snapshot.quotes
        },
        set_aside=snapshot.set_aside,
        reviewer=reviewer,
    )


def speaker_at(segments: tuple[Segment, ...] | list[Segment], position: int) -> Speaker:
    """Return who speaks at a position of a document with these parts."""
    place = bisect_right(segments, position, key=lambda segment: segment.start) - 1
    if place < 0:
        return None, ""
    segment = segments[place]
    return segment.comment, segment.attribution.name if segment.attribution else ""
