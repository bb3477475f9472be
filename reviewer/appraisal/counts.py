"""Counts and their exact intervals: how much 10 of 20, or 0 of 20, can tell.

Clopper and Pearson (1934): each limit is the proportion at which the observed count is just as far out
as the level allows, found in the beta distribution. The distribution is summed here with a continued
fraction (Lentz's method), so that no numerical library is needed.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from functools import lru_cache

from reviewer.errors import ReviewError
from reviewer.language import later, localised, say

MARK = "*"
"""Stands behind every interval that we worked out and the source does not give."""

WORKED_OUT = later("Exact interval worked out from the counts.")
"""What the mark means, for the line below a table."""

_TOKEN = re.compile(r"\{\s*(\d{1,7})\s*/\s*(\d{1,7})\s*\}")
_NOTE = re.compile(r"\s*\{note:\s*([^{}]*?)\s*\}")


@lru_cache(maxsize=1024)
def exact_interval(events: int, total: int, level: float = 0.95) -> tuple[float, float] | None:
    """Return the two-sided Clopper-Pearson interval of a proportion, as fractions of 1.

    None when `total` is 0: there the interval is not defined. Raises ReviewError when the counts are
    impossible or `level` does not lie between 0 and 1. Accurate to 1e-9.
    """
    _refuse_impossible(events, total, level)
    if total == 0:
        return None
    tail = (1 - level) / 2
    low = 0.0 if events == 0 else _solve(lambda p: _beta(p, events, total - events + 1), tail)
    high = 1.0 if events == total else _solve(lambda p: _beta(p, events + 1, total - events), 1 - tail)
    return low, high


def upper_limit(events: int, total: int, level: float = 0.95) -> float | None:
    """Return the one-sided exact upper limit, as a fraction of 1; None when `total` is 0."""
    _refuse_impossible(events, total, level)
    if total == 0:
        return None
    return 1.0 if events == total else _solve(lambda p: _beta(p, events + 1, total - events), level)


def rule_of_three(total: int) -> float | None:
    """Return the rough 95% upper limit when nobody had the event, 3/total; None when `total` is 0."""
    _refuse_impossible(0, total, 0.95)
    return min(1.0, 3 / total) if total else None


def render(observed: str) -> str:
    """Return `observed` with each `{10/20}` as "10 of 20, 50% (27.2 to 72.8)*", without its notes.

    No events read "0 of 20 (0 to 16.8%)*", no participants "0 of 0, not defined". A token that is no
    possible count stays as it was typed.
    """
    return _TOKEN.sub(_rendered, _NOTE.sub("", observed))


def worked_out(observed: str) -> bool:
    """Tell whether `render` puts a worked-out interval into this text."""
    return any(_rendered(match).endswith(MARK) for match in _TOKEN.finditer(observed))


def notes(observed: str) -> tuple[str, ...]:
    """Return the notes of an observed text: the words of each `{note: …}`, to be printed with a letter."""
    return tuple(note for note in _NOTE.findall(observed) if note)


def percent(fraction: float) -> str:
    """Return a percentage without its sign, to one decimal; 0 and 100 only where exactly reached."""
    value = 100 * fraction
    if value in (0.0, 100.0):
        return f"{value:.0f}"
    for decimals in range(1, 8):
        text = f"{value:.{decimals}f}"
        if float(text) not in (0.0, 100.0):
            return text
    return say("less than 0.0000001") if value < 50 else say("more than 99.9999999")


def _rendered(match: re.Match[str]) -> str:
    events, total = int(match[1]), int(match[2])
    if events > total:
        return match[0]
    interval = exact_interval(events, total)
    if interval is None:
        return say("{events} of {total}, not defined", events=events, total=total)
    low, high = percent(interval[0]), percent(interval[1])
    if events in (0, total):
        return (
            say(
                "{events} of {total} ({low} to {high}%)",
                events=events,
                total=total,
                low=localised(low),
                high=localised(high),
            )
            + MARK
        )
    return (
        say(
            "{events} of {total}, {share}% ({low} to {high})",
            events=events,
            total=total,
            share=localised(percent(events / total).removesuffix(".0")),
            low=localised(low),
            high=localised(high),
        )
        + MARK
    )


def _refuse_impossible(events: int, total: int, level: float) -> None:
    if not 0 <= events <= total:
        raise ReviewError(
            say("{events} of {total} is not a possible count.", events=events, total=total),
            say("Give events, then participants."),
        )
    if not 0 < level < 1:
        raise ReviewError(
            say("{level} is not a level of confidence.", level=level), say("Give a fraction such as 0.95.")
        )


def _solve(rising: Callable[[float], float], target: float) -> float:
    """Return where a function that rises from 0 to 1 on 0..1 reaches `target`, by halving."""
    low, high = 0.0, 1.0
    while high - low > 1e-13 and low < (middle := (low + high) / 2) < high:
        if rising(middle) < target:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _beta(x: float, a: int, b: int) -> float:
    """Return the regularised incomplete beta function I_x(a, b)."""
    if x <= 0.0 or x >= 1.0:
        return float(x >= 1.0)
    front = math.exp(
        math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x)
    )
    if x < (a + 1) / (a + b + 2):
        return front * _continued_fraction(x, a, b) / a
    return 1.0 - front * _continued_fraction(1.0 - x, b, a) / b


def _continued_fraction(x: float, a: int, b: int) -> float:
    """Return the continued fraction of the incomplete beta function, by Lentz's method."""
    c, d = 1.0, 1.0 / _away_from_zero(1.0 - (a + b) * x / (a + 1))
    result = d
    for m in range(1, 100_000):
        for term in (
            m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
        ):
            d = 1.0 / _away_from_zero(1.0 + term * d)
            c = _away_from_zero(1.0 + term / c)
            result *= c * d
        if abs(c * d - 1.0) < 1e-15:
            break
    return result


def _away_from_zero(value: float) -> float:
    return value if abs(value) > 1e-300 else 1e-300
