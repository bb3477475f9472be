"""How near two strings are. The one place that opens rapidfuzz, and only once something is compared."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache


@cache
def _ratio() -> Callable[..., float]:
    from rapidfuzz.fuzz import ratio  # 17 ms: only when there is something to compare

    return ratio


@cache
def _distance() -> Callable[..., int]:
    from rapidfuzz.distance import OSA

    return OSA.distance


def ratio(one: str, other: str, cutoff: float = 0) -> float:
    """Return how much two strings share, from 0 to 100; 0 for less than `cutoff`."""
    return float(_ratio()(one, other, score_cutoff=cutoff))


@lru_cache(maxsize=16384)
def near(one: str, other: str) -> bool:
    """Whether two words differ by a letter or two, as slips and spellings do."""
    longest = max(len(one), len(other))
    most = 1 if longest < 8 else 2
    return abs(len(one) - len(other)) <= most and _distance()(one, other, score_cutoff=most) <= most
