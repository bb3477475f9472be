"""Why sources may differ: whom they speak of, what was given, what was measured, how, each in its words.

Nothing is worked out or guessed: a row is shown only where at least two sources state something, and not
the same. What a source does not state stands as "not stated".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from reviewer.language import amount, later, say
from reviewer.model import Population, QuoteLink, Stance, Study, Voice

NOT_STATED = later("not stated")


@dataclass(frozen=True, slots=True)
class Told:
    """A quote with what is known of it: which source it is of, its population, its study."""

    quote: QuoteLink
    source: str
    population: Population | None
    study: Study | None


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing in which sources differ, and what each of them states, in order, each once."""

    name: str
    stated: tuple[tuple[str, str], ...]
    """(source, its words)"""


def disagreement(quotes: Sequence[QuoteLink]) -> str:
    """Say how the sources of a claim stand against each other, or "" where they do not."""
    stances = {quote.stance for quote in quotes}
    if not {Stance.SUPPORTS, Stance.CONTRADICTS} <= stances:
        return ""
    sides = {
        stance: {quote.population for quote in quotes if quote.stance is stance} - {None}
        for stance in (Stance.SUPPORTS, Stance.CONTRADICTS)
    }
    apart = all(sides.values()) and not sides[Stance.SUPPORTS] & sides[Stance.CONTRADICTS]
    if apart:
        return say(
            "The sources disagree, and on different populations. They are shown together, never pooled."
        )
    return say("The sources disagree. They are shown together, never pooled.")


def differences(told: Sequence[Told]) -> tuple[Difference, ...]:
    """Return in what the sources of a claim differ, in the order of ROWS."""
    found = []
    for name, words in ROWS.items():
        stated: dict[str, list[str]] = {}
        for each in told:
            said = " ".join(words(each).split())
            known = stated.setdefault(each.source, [])
            if said and said.casefold() not in (one.casefold() for one in known):
                known.append(said)
        if len({tuple(sorted(word.casefold() for word in said)) for said in stated.values() if said}) > 1:
            found.append(
                Difference(
                    name,
                    tuple((source, "; ".join(said) or say(NOT_STATED)) for source, said in stated.items()),
                )
            )
    return tuple(found)


def _population(told: Told) -> str:
    named = told.population.name if told.population else ""
    return told.quote.pico.population or named


def _design(told: Told) -> str:
    study = told.study if told.quote.voice is Voice.STUDY else None
    if study is None:
        return ""
    size = f"n = {amount(study.participants)}" if study.participants is not None else ""
    return ", ".join(part for part in (say(study.design), size) if part)


def _setting(told: Told) -> str:
    return told.study.setting if told.study is not None and told.quote.voice is Voice.STUDY else ""


def _kind(told: Told) -> str:
    if told.quote.voice is not Voice.STUDY:
        return say(_KINDS[told.quote.voice])
    if told.quote.second_hand:
        return say(
            "background of the study, second-hand"
            if told.quote.background
            else "a result of the study, second-hand"
        )
    return say("background of the study" if told.quote.background else "a result of the study")


_KINDS = {
    Voice.COMMENTARY: later("opinion of a commentator"),
    Voice.READER: later("experience of a reader"),
    Voice.NONE: later("title, index terms or page furniture"),
}

ROWS: Mapping[str, Callable[[Told], str]] = {
    later("Population"): _population,
    later("Design"): _design,
    later("Setting"): _setting,
    later("Intervention, dose"): lambda told: told.quote.pico.intervention,
    later("Comparator"): lambda told: told.quote.pico.comparator,
    later("Outcome"): lambda told: told.quote.pico.outcome,
    later("Kind of words"): _kind,
}
"""What is compared, with where the words of it come from."""
