"""Agreement of two or more reviewers in which it does not matter who said what, from tallies.

Intervals: large sample over the items (the reviewers are taken as given), with the linearised standard
error of Gwet (Br J Math Stat Psychol 2008;61:29-48).
"""

from __future__ import annotations

from fractions import Fraction

from reviewer.appraisal.agreement.statistic import (
    NO_PAIRS,
    ONE_CATEGORY,
    ONE_OFFERED,
    Statistic,
    from_influences,
    not_defined,
)
from reviewer.appraisal.agreement.table import Tallies, Tally
from reviewer.language import later, say

SOURCE = later("Gwet 2008")
UNEQUAL = later(
    "Not every item was judged by the same number of people; Krippendorff's alpha allows for that."
)


def mean_agreement(tallies: Tallies) -> Statistic:
    """Return the share of agreeing pairs of reviewers, averaged over the items."""
    id, name = "observed", say("Observed agreement of pairs")
    if not tallies:
        return not_defined(id, name, NO_PAIRS)
    value = float(_seen(tallies))
    return from_influences(id, name, value, [(float(_pairs(t)), n) for t, n in tallies.items()], SOURCE)


def fleiss(tallies: Tallies) -> Statistic:
    """Return Fleiss' kappa (Psychol Bull 1971;76:378-82): chance from the margins of all together.

    Not defined when items were judged by different numbers of people, or with one category throughout.
    """
    return _pooled(tallies, "fleiss", say("Fleiss' kappa"))


def scott(tallies: Tallies) -> Statistic:
    """Return Scott's pi (Public Opin Q 1955;19:321-5), which is Fleiss' kappa of two reviewers."""
    if any(sum(tally) != 2 for tally in tallies):
        return not_defined("pi", say("Scott's pi"), say("It is for two reviewers; see Fleiss' kappa."))
    return _pooled(tallies, "pi", say("Scott's pi"))


def _pooled(tallies: Tallies, id: str, name: str) -> Statistic:
    if not tallies:
        return not_defined(id, name, NO_PAIRS)
    if len({sum(tally) for tally in tallies}) > 1:
        return not_defined(id, name, UNEQUAL)
    margins = _margins(tallies)
    chance = sum((share**2 for share in margins), Fraction())
    if chance == 1:
        return not_defined(id, name, ONE_CATEGORY)
    return _beyond_chance(id, name, tallies, chance, margins)


def ac1(tallies: Tallies) -> Statistic:
    """Return Gwet's AC1: chance is Σπ(1−π)/(k−1), which stays small where one category prevails.

    Items may be judged by different numbers of people. Defined also when one category was used
    throughout, as long as another could have been chosen.
    """
    id, name = "ac1", say("Gwet's AC1")
    if not tallies:
        return not_defined(id, name, NO_PAIRS)
    margins = _margins(tallies)
    if len(margins) < 2:
        return not_defined(id, name, ONE_OFFERED)
    others = [(1 - share) / (len(margins) - 1) for share in margins]
    chance = sum((share * other for share, other in zip(margins, others, strict=True)), Fraction())
    return _beyond_chance(id, name, tallies, chance, others)


def _beyond_chance(
    id: str, name: str, tallies: Tallies, chance: Fraction, per_choice: list[Fraction]
) -> Statistic:
    """Return (p_o − p_e)/(1 − p_e); `per_choice` is what each judgement adds to the chance of its item."""
    value = (_seen(tallies) - chance) / (1 - chance)
    influences = []
    for tally, times in tallies.items():
        own = sum((n * each for n, each in zip(tally, per_choice, strict=True)), Fraction()) / sum(tally)
        influence = (_pairs(tally) - chance) / (1 - chance) - 2 * (1 - value) * (own - chance) / (1 - chance)
        influences.append((float(influence), times))
    return from_influences(id, name, float(value), influences, SOURCE)


def _pairs(tally: Tally) -> Fraction:
    """Return the share of pairs of judgements of one item that agree."""
    judged = sum(tally)
    return Fraction(sum(n * (n - 1) for n in tally), judged * (judged - 1))


def _seen(tallies: Tallies) -> Fraction:
    return sum((_pairs(tally) * times for tally, times in tallies.items()), Fraction()) / tallies.total()


def _margins(tallies: Tallies) -> list[Fraction]:
    """Return the share of each category, every item weighing the same."""
    items = tallies.total()
    size = len(next(iter(tallies)))
    shares = [Fraction()] * size
    for tally, times in tallies.items():
        judged = sum(tally)
        shares = [share + Fraction(n * times, judged) for share, n in zip(shares, tally, strict=True)]
    return [share / items for share in shares]
