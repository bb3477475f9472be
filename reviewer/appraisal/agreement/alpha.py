"""Krippendorff's alpha: any number of reviewers, any who are missing, and how far apart answers are.

Krippendorff, Content Analysis (4th ed. 2019), chapter 12; Hayes and Krippendorff (Commun Methods Meas
2007;1:77-89) for missing judgements.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from reviewer.appraisal.agreement.statistic import (
    NO_PAIRS,
    ONE_CATEGORY,
    Statistic,
    not_defined,
    resampled,
)
from reviewer.appraisal.agreement.table import Tallies, Tally
from reviewer.language import later, say

Distance = Callable[[Sequence[int], Sequence[float], int, int], float]


def _nominal(_used: Sequence[int], _values: Sequence[float], _low: int, _high: int) -> float:
    return 1


def _ordinal(used: Sequence[int], _values: Sequence[float], low: int, high: int) -> float:
    """Return the squared number of judgements between two ranks, half of each end counted in."""
    return (sum(used[low : high + 1]) - (used[low] + used[high]) / 2) ** 2


def _interval(_used: Sequence[int], values: Sequence[float], low: int, high: int) -> float:
    return (values[high] - values[low]) ** 2


METRICS: Mapping[str, Distance] = {"nominal": _nominal, "ordinal": _ordinal, "interval": _interval}
"""How far apart two categories are: all alike, by rank, or by the difference of their numbers."""


_NAMES = {
    "nominal": later("Krippendorff's alpha, nominal"),
    "ordinal": later("Krippendorff's alpha, ordinal"),
    "interval": later("Krippendorff's alpha, interval"),
}


def alpha(tallies: Tallies, metric: str = "nominal", values: Sequence[float] = ()) -> Statistic:
    """Return Krippendorff's alpha, 1 − D_o/D_e, from the tallies of items with two or more judgements.

    `metric` is a key of METRICS; the categories stand in their order; `values` are their numbers for
    "interval" (without them 0, 1, 2 …). Interval: bootstrap over items (Zapf et al. 2016).
    """
    id, name = f"alpha-{metric}", say(_NAMES[metric])
    if not tallies:
        return not_defined(id, name, NO_PAIRS)
    shares = {tally: _disagreements(tally) for tally in tallies}
    numbers = values or range(len(next(iter(tallies))))

    def worked_out(found: Tallies) -> float | None:
        return _alpha(found, shares, METRICS[metric], numbers)

    value = worked_out(tallies)
    if value is None:
        return not_defined(id, name, ONE_CATEGORY)
    return resampled(id, name, value, Counter(tallies), worked_out, later("items"))


def _alpha(
    tallies: Tallies,
    shares: Mapping[Tally, list[tuple[int, int, float]]],
    distance: Distance,
    values: Sequence[float],
) -> float | None:
    used = [0] * len(next(iter(tallies)))
    seen: dict[tuple[int, int], float] = {}
    for tally, times in tallies.items():
        used = [n + times * more for n, more in zip(used, tally, strict=True)]
        for low, high, share in shares[tally]:
            seen[low, high] = seen.get((low, high), 0.0) + share * times
    places = [place for place, n in enumerate(used) if n]
    apart = {
        (low, high): distance(used, values, low, high)
        for at, low in enumerate(places)
        for high in places[at + 1 :]
    }
    chance = sum(used[low] * used[high] * far for (low, high), far in apart.items())
    if not chance:
        return None
    return 1 - (sum(used) - 1) * sum(share * apart[pair] for pair, share in seen.items()) / chance


def _disagreements(tally: Tally) -> list[tuple[int, int, float]]:
    """Return what one item adds to each cell above the diagonal of the coincidence matrix."""
    judged = sum(tally)
    places = [place for place, n in enumerate(tally) if n]
    return [
        (low, high, tally[low] * tally[high] / (judged - 1))
        for at, low in enumerate(places)
        for high in places[at + 1 :]
    ]
