"""What a claim loses on its way from a study to a commentator to a reader.

A chain begins with the sentence of a study and goes on with the sentences of others that say the same. What
is lost is told by the rules of `suggestions.restating`: how sure the study is, in whom it was found, the
numbers. Words that contradict or qualify a claim restate nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reviewer.language import later, say
from reviewer.model import Lost, QuoteLink, Stance, Voice
from reviewer.suggestions.restating import WORDS, lost_between

RESTATING = (Stance.SUPPORTS, Stance.MENTIONS)
_WHO = {
    Voice.STUDY: later("The study"),
    Voice.COMMENTARY: later("The commentator"),
    Voice.READER: later("The reader"),
}


@dataclass(frozen=True, slots=True)
class Step:
    """One link of a chain: a quote, the sentence it stands in, and what that lost since the step before."""

    quote: QuoteLink
    sentence: str
    lost: tuple[Lost, ...] = ()

    @property
    def words(self) -> str:
        """Return what became of the claim here: "The commentator leaves out the numbers"."""
        who = _WHO.get(self.quote.voice, "The page")
        if not self.lost:
            return say("{who} leaves out nothing that these rules know of", who=who)
        named = [WORDS[each] for each in self.lost]
        said = " and ".join([", ".join(named[:-1]), named[-1]] if len(named) > 1 else named)
        return say("{who} leaves out {said}", who=who, said=said)


@dataclass(frozen=True, slots=True)
class Chain:
    """A study's quote and the restatements of it, commentators before readers."""

    study: Step
    steps: tuple[Step, ...]

    @property
    def lost(self) -> tuple[Lost, ...]:
        """Return everything that is lost at its end."""
        return tuple(dict.fromkeys(lost for step in self.steps for lost in step.lost))


def may_drift(quotes: Sequence[QuoteLink]) -> bool:
    """Tell whether there can be a chain: a study's result, and others who say the same."""
    return any(quote.counts for quote in quotes) and any(map(_restates, quotes))


def _restates(quote: QuoteLink) -> bool:
    return quote.stance in RESTATING and quote.voice in _AFTER


def chains(quotes: Sequence[QuoteLink], sentences: Mapping[int, str]) -> tuple[Chain, ...]:
    """Return the chains of one claim; `sentences` holds what each quote link stands in.

    A restatement belongs to the study that its own page quotes, else to the first one of the claim.
    """
    own = [quote for quote in quotes if quote.counts]
    others = [quote for quote in quotes if _restates(quote)]
    found: dict[int, list[QuoteLink]] = {}
    for other in sorted(
        others, key=lambda quote: (_AFTER[quote.voice], quote.span.document, quote.span.start)
    ):
        first = _restated(own, other)
        if first is not None:
            found.setdefault(first.id, []).append(other)
    return tuple(_chain(study, found[study.id], sentences) for study in own if study.id in found)


_AFTER = {Voice.COMMENTARY: 1, Voice.READER: 2}


def _restated(own: Sequence[QuoteLink], other: QuoteLink) -> QuoteLink | None:
    same_page = (quote for quote in own if quote.span.document == other.span.document)
    return next(same_page, next(iter(own), None))


def _chain(study: QuoteLink, others: Sequence[QuoteLink], sentences: Mapping[int, str]) -> Chain:
    said = sentences.get(study.id, study.span.exact)
    gone: tuple[Lost, ...] = ()
    steps = []
    for voice in _AFTER:
        lost_here: list[Lost] = []
        for quote in (each for each in others if each.voice is voice):
            words = sentences.get(quote.id, quote.span.exact)
            lost = tuple(each for each in lost_between(said, words) if each not in gone)
            lost_here += lost
            steps.append(Step(quote, words, lost))
        gone = (*gone, *lost_here)
    return Chain(Step(study, said), tuple(steps))
