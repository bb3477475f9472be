"""The certainty of each claim in each population, as the matrix and the map print it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from reviewer.appraisal import grade
from reviewer.language import later, say
from reviewer.model import Certainty, Claim, QuoteLink, Shared
from reviewer.synthesis.holdings import Holdings


class Standing(StrEnum):
    """How far the certainty of a claim in a population is settled; EMPTY where nothing speaks of it."""

    EMPTY = ""
    GRADED = "graded"
    OPEN = "not graded yet"
    DIFFERS = "not settled"
    NOT_GRADABLE = "not gradable"


WORDS = {
    Standing.EMPTY: "",
    Standing.GRADED: later("Graded"),
    Standing.OPEN: later("Not graded yet"),
    Standing.DIFFERS: later("Not settled"),
    Standing.NOT_GRADABLE: later("Not gradable"),
}


@dataclass(frozen=True, slots=True)
class Grade:
    """A certainty: its standing, the level 1 to 4 where it is graded, and why it is not gradable."""

    standing: Standing = Standing.EMPTY
    level: int = 0
    reason: str = ""

    @property
    def words(self) -> str:
        """Return it in words: "Very low", "Not gradable", or "" where there is nothing."""
        return say(grade.LABELS[self.level] if self.level else WORDS[self.standing])


Key = int | None
"""The id of a population; None for words that name none."""
EMPTY = Grade()


def shown_rating(ratings: Iterable[Certainty], reviewer: str) -> Certainty | None:
    """Return the rating of a body that a list shows: what several made of it, else one's own, else another's
    that is finished."""
    kept = list(ratings)
    joint = next((each for each in kept if each.shared is not Shared.ALONE), None)
    own = next((each for each in kept if each.reviewer == reviewer), None)
    return joint or own or next((each for each in kept if each.graded), None)


def ratings_of(holdings: Holdings) -> dict[tuple[int, Key], Certainty]:
    """Return the rating shown for each claim and population."""
    found: dict[tuple[int, Key], list[Certainty]] = {}
    for each in holdings.certainties:
        found.setdefault((each.claim, each.population), []).append(each)
    chosen = {body: shown_rating(ratings, holdings.reviewer) for body, ratings in found.items()}
    return {body: rating for body, rating in chosen.items() if rating is not None}


def grades(
    claim: Claim, quotes: Sequence[QuoteLink], ratings: Mapping[tuple[int, Key], Certainty]
) -> dict[Key, Grade]:
    """Return the certainty of a claim by population, for those that its quotes speak of.

    Words that name no population make the claim "not gradable" only where nothing else is known of it.
    """
    found: dict[Key, Grade] = {}
    for key in dict.fromkeys(quote.population for quote in quotes):
        own = [quote for quote in quotes if quote.population == key]
        found[key] = _grade(own, ratings.get((claim.id, key)))
    if len(found) > 1 and found.get(None, EMPTY).standing is Standing.NOT_GRADABLE:
        del found[None]
    return found


def _grade(quotes: Sequence[QuoteLink], rating: Certainty | None) -> Grade:
    gradable, reason = grade.gradable(quotes)
    if not gradable:
        return Grade(Standing.NOT_GRADABLE, reason=reason)
    if rating is not None and rating.shared is Shared.DIFFERS:
        return Grade(Standing.DIFFERS)
    if rating is None or not rating.graded:
        return Grade(Standing.OPEN)
    return Grade(Standing.GRADED, grade.rate(rating).level)


def best(found: Iterable[Grade]) -> Grade:
    """Return the certainty a claim is sorted under: the highest of its populations; they are not pooled."""
    return max(found, key=lambda each: (each.level, _ORDER[each.standing]), default=EMPTY)


_ORDER = {
    Standing.EMPTY: 0,
    Standing.NOT_GRADABLE: 1,
    Standing.OPEN: 2,
    Standing.DIFFERS: 2,
    Standing.GRADED: 3,
}
