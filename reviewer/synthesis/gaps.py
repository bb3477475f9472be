"""Gaps: what a claim rests on alone, where sources disagree, and what nobody has rated."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum

from reviewer.appraisal import grade
from reviewer.language import later
from reviewer.model import QuoteLink, Stance, Voice
from reviewer.synthesis.certainty import Grade, Standing


class Gap(StrEnum):
    """What a claim lacks, or where its sources stand against each other."""

    CONTRADICTION = "contradiction"
    OPINION = "only opinion"
    EXPERIENCE = "only experience"
    NO_STUDY = "no study result"
    NO_QUOTES = "no quotes"
    UNGRADED = "not graded yet"
    UNSETTLED = "not settled"


GAPS = {
    Gap.CONTRADICTION: later("Contradictions"),
    Gap.OPINION: later("Only opinion"),
    Gap.EXPERIENCE: later("Only experience"),
    Gap.NO_STUDY: later("No study result"),
    Gap.NO_QUOTES: later("No quotes"),
    Gap.UNGRADED: later("Not graded yet"),
    Gap.UNSETTLED: later("Rated differently"),
}
"""Each gap with what a list of such claims is called."""


def gaps_of(quotes: Sequence[QuoteLink], graded: Iterable[Grade]) -> frozenset[Gap]:
    """Return the gaps of a claim with these quotes and certainties."""
    if not quotes:
        return frozenset((Gap.NO_QUOTES, Gap.NO_STUDY))
    found = set()
    voices = {quote.voice for quote in quotes} - {Voice.NONE}
    if {Stance.SUPPORTS, Stance.CONTRADICTS} <= {quote.stance for quote in quotes}:
        found.add(Gap.CONTRADICTION)
    if voices == {Voice.COMMENTARY}:
        found.add(Gap.OPINION)
    if voices == {Voice.READER}:
        found.add(Gap.EXPERIENCE)
    if not grade.gradable(quotes)[0]:
        found.add(Gap.NO_STUDY)
    standings = {each.standing for each in graded}
    found |= {gap for standing, gap in _OPEN.items() if standing in standings}
    return frozenset(found)


_OPEN = {Standing.OPEN: Gap.UNGRADED, Standing.DIFFERS: Gap.UNSETTLED}
"""Certainties that are still to be given, or settled."""
