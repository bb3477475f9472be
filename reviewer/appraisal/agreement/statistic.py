"""One number of agreement, with its interval, or the words that say why there is none.

Three ways lead to an interval, and each statistic says which it went:
* exact, where the number follows from one proportion (Clopper and Pearson, Biometrika 1934;26:404-13);
* large sample, value ± 1.96 standard errors, with the source of the standard error;
* bootstrap over items or documents (Zapf et al., BMC Med Res Methodol 2016;16:93), seeded, so that the
  same judgements always give the same interval.
"""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import NormalDist
from typing import TypeVar

from reviewer.appraisal.counts import exact_interval
from reviewer.language import amount, later, say

T = TypeVar("T")

LEVEL = 0.95
Z = NormalDist().inv_cdf((1 + LEVEL) / 2)
RESAMPLES = 1_000

NO_PAIRS = later("No item was judged by two people.")
ONE_CATEGORY = later("Only one category was used, so agreement by chance cannot be told from any other.")
ONE_OFFERED = later("There are fewer than two categories to choose from.")
NO_WIDTH = later(
    "The items do not vary, so a standard error cannot be estimated; see the observed agreement."
)
ONE_ITEM = later("One item alone has no spread from which to estimate an interval.")
FEW_RESAMPLES = later("In too many of the resamples the number is not defined.")

EXACT = later("exact (Clopper and Pearson 1934)")


@dataclass(frozen=True, slots=True)
class Statistic:
    """A number of agreement. `value` None: not defined; `low` None: no interval; `reason` says why.

    `error` is the standard error where the interval was made from one; `method` says how it was made.
    """

    id: str
    name: str
    value: float | None
    low: float | None = None
    high: float | None = None
    error: float | None = None
    method: str = ""
    reason: str = ""


def not_defined(id: str, name: str, reason: str) -> Statistic:
    """Return a statistic without a value, and the reason in words."""
    return Statistic(id, name, None, reason=say(reason))


def from_proportion(
    id: str,
    name: str,
    events: int,
    total: int,
    rising: Callable[[float], float] = lambda p: p,
    method: str = EXACT,
) -> Statistic:
    """Return a number that rises with one proportion, its exact interval carried over; `total` above 0."""
    interval = exact_interval(events, total)
    if interval is None:
        return not_defined(id, name, NO_PAIRS)
    return Statistic(
        id, name, rising(events / total), rising(interval[0]), rising(interval[1]), None, say(method)
    )


def from_error(id: str, name: str, value: float, error: float, source: str, items: int) -> Statistic:
    """Return a number with value ± 1.96 standard errors, kept within −1 and 1."""
    if items < 2:
        return Statistic(id, name, value, reason=say(ONE_ITEM))
    if error < 1e-9:  # what rounding leaves of 0
        return Statistic(id, name, value, reason=say(NO_WIDTH))
    low, high = max(-1.0, value - Z * error), min(1.0, value + Z * error)
    return Statistic(id, name, value, low, high, error, say("large sample ({source})", source=source))


def from_influences(
    id: str, name: str, value: float, influences: Sequence[tuple[float, int]], source: str
) -> Statistic:
    """Return a number with the standard error of the mean of its items' influences (influence, times)."""
    items = sum(times for _, times in influences)
    if items < 2:
        return Statistic(id, name, value, reason=say(ONE_ITEM))
    spread = math.fsum(times * (each - value) ** 2 for each, times in influences)
    return from_error(id, name, value, math.sqrt(spread / (items * (items - 1))), source, items)


def resampled(
    id: str,
    name: str,
    value: float,
    units: Counter[T],
    again: Callable[[Counter[T]], float | None],
    what: str,
) -> Statistic:
    """Return a number with its percentile interval over resampled units (unit, times).

    `again` works the number out for one resample, None where it is not defined; `what` names the units.
    """
    kinds, times = list(units), list(units.values())
    total = sum(times)
    if total < 2 or len(kinds) < 2:
        return Statistic(id, name, value, reason=say(ONE_ITEM if total < 2 else NO_WIDTH))
    dice = random.Random(20_160_716)  # any fixed number: the same judgements, the same interval
    drawn = (again(Counter(dice.choices(kinds, times, k=total))) for _ in range(RESAMPLES))
    found = sorted(each for each in drawn if each is not None)
    if len(found) < LEVEL * RESAMPLES:
        return Statistic(id, name, value, reason=say(FEW_RESAMPLES))
    cut = (1 - LEVEL) / 2
    low, high = found[int(cut * len(found))], found[math.ceil((1 - cut) * len(found)) - 1]
    method = say(
        "percentile bootstrap over {what}, {count} resamples (Zapf et al. 2016)",
        what=say(what),
        count=amount(RESAMPLES),
    )
    return Statistic(id, name, value, min(low, value), max(high, value), None, method)


LANDIS_KOCH = (
    (0.8, later("almost perfect")),
    (0.6, later("substantial")),
    (0.4, later("moderate")),
    (0.2, later("fair")),
    (0.0, later("slight")),
)
COCHRANE = ((0.75, later("excellent")), (0.6, later("good")), (0.4, later("fair")))


def band(value: float | None) -> str:
    """Return what two scales call a coefficient, each named; empty where it is not defined.

    Landis and Koch (Biometrics 1977;33:159-74), where a limit belongs to the lower band, and the Cochrane
    Handbook, which names nothing below 0.40. Both are conventions, no tests.
    """
    if value is None:
        return ""
    one = next(
        (name for limit, name in LANDIS_KOCH if value > limit),
        later("slight") if value == 0 else later("poor"),
    )
    other = next((name for limit, name in COCHRANE if value >= limit), later("below fair"))
    return say("{one} (Landis and Koch); {other} (Cochrane)", one=say(one), other=say(other))
