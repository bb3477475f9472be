"""Bodies of evidence: which quotes of a claim count, and which studies and people stand behind them.

This is the wall between the voices, on the side of the sums: commentary is context and readers' words
are experience, however many there are and whatever they say.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from reviewer.language import later, say
from reviewer.model import QuoteLink, Study, Voice


@dataclass(frozen=True, slots=True)
class Body:
    """The studies behind a claim, each once, and how many people they had; None where one does not say."""

    documents: tuple[int, ...]
    participants: int | None


def gradable(quotes: Iterable[QuoteLink]) -> tuple[bool, str]:
    """Tell whether there is anything to grade, and if not, on what the claim rests instead.

    The second part reads "opinion, experience", "context" (background of a study), "set aside"
    (index terms, titles) or "no quotes", in that order; it is empty when the claim is gradable.
    """
    links = list(quotes)
    if any(counting(link) for link in links):
        return True, ""
    voices = {link.voice for link in links}
    rest = [word for voice, word in _INSTEAD if voice in voices]
    return False, ", ".join(rest) or _NO_QUOTES


_NO_QUOTES = later("no quotes")
_INSTEAD = (
    (Voice.COMMENTARY, later("opinion")),
    (Voice.READER, later("experience")),
    (Voice.STUDY, later("context")),
    (Voice.NONE, later("set aside")),
)


def instead_in_words(reason: str) -> str:
    """Return what a claim rests on instead, as `gradable` names it, in the language in use."""
    return ", ".join(say(part) for part in reason.split(", "))


def counting(link: QuoteLink) -> bool:
    """Tell whether a quote link counts towards certainty: the words of a study about what it found."""
    return link.counts


def body(quotes: Iterable[QuoteLink], studies: Mapping[int, Study], population: int | None = None) -> Body:
    """Return the studies behind the quotes of one claim, each once, also when a page repeats it.

    With `population` only quotes about that population count; they are never pooled.
    """
    first_hand: dict[int, Study | None] = {}
    for link in quotes:
        if counting(link) and (population is None or link.population == population):
            study = studies.get(link.study)
            original = study.same_as if study and study.same_as else link.study
            told = studies.get(original) or study or studies.get(link.span.document)
            first_hand[original] = told or first_hand.get(original)
    sizes = [study.participants if study else None for study in first_hand.values()]
    known = [size for size in sizes if size is not None]
    total = sum(known) if sizes and len(known) == len(sizes) else None
    return Body(tuple(sorted(first_hand)), total)


def pooled_unseen(quotes: Iterable[QuoteLink], studies: Mapping[int, Study], population: int | None) -> str:
    """Return why a body of several studies cannot be finished while nobody says whom they are about, or "".

    Without a population the people of two diseases could be taken for one; naming it is the decision.
    """
    if population is not None:
        return ""
    own = [link for link in quotes if link.population is None]
    count = len(body(own, studies).documents)
    if count < 2:
        return ""
    return say(
        "Population: {count} studies and no population. Say for each quote whom it is about, so that no"
        " diseases are pooled unseen.",
        count=count,
    )
