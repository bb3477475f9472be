"""How often segments are right at each confidence, and a rising curve through it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Any

KINDS = {"byline": "boilerplate", "body": "commentary", "quote": "comment"}
STEPS = (0.3, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 0.98, 0.99, 0.995, 1.01)
Point = tuple[float, bool]


def points(cases: Sequence[dict[str, Any]], outputs: dict[str, Any], scorer: Any) -> list[Point]:
    """Return for each worded segment its confidence and whether most of its words are of its kind."""
    found: list[Point] = []
    for case in cases:
        if case["family"].startswith("roles"):
            continue
        output = outputs[case["id"]]
        gold = _gold(case, output["text"], scorer)
        starts = [start for start, _ in gold]
        for segment in output["segments"]:
            if segment["rule"] == "blank":
                continue
            known = gold[bisect_left(starts, segment["start"]) : bisect_left(starts, segment["end"])]
            known = [kinds for _, kinds in known if kinds]
            kind = KINDS.get(segment["kind"], segment["kind"])
            if known:
                right = sum(kind in kinds for kinds in known)
                found.append((segment["confidence"], 2 * right > len(known)))
    return found


def _gold(case: dict[str, Any], text: str, scorer: Any) -> list[tuple[int, Sequence[str] | None]]:
    """Return the kinds that gold accepts for each word of the text."""
    theirs = scorer.tokens(case["text"])
    kinds: list[Sequence[str] | None] = [None] * len(theirs)
    starts = [token[0] for token in theirs]
    for start, end, accepted, _ in case["spans"]:
        for index in range(bisect_left(starts, start), bisect_left(starts, end)):
            kinds[index] = accepted
    ours = scorer.tokens(text)
    if text == case["text"]:
        return [(token[0], kind) for token, kind in zip(ours, kinds, strict=True)]
    back: list[int | None] = [None] * len(ours)
    for index, place in enumerate(scorer.align([t[2] for t in theirs], [t[2] for t in ours])):
        if place is not None:
            back[place] = index
    return [(token[0], kinds[i] if i is not None else None) for token, i in zip(ours, back, strict=True)]


def _steps(said: Sequence[Point]) -> list[tuple[float, float, int]]:
    """Return mean confidence, share right and count for each step of confidence."""
    found = []
    low = 0.0
    for high in STEPS:
        inside = [point for point in said if low <= point[0] < high]
        if inside:
            found.append(
                (
                    sum(p[0] for p in inside) / len(inside),
                    sum(p[1] for p in inside) / len(inside),
                    len(inside),
                )
            )
        low = high
    return found


def show(said: Sequence[Point]) -> None:
    """Print the curve: said, right, how many segments."""
    print("said   right  segments")
    for mean, right, count in _steps(said):
        print(f"{mean:.3f}  {right:.3f}  {count}")


def fitted(said: Sequence[Point]) -> list[tuple[float, float]]:
    """Return the curve made rising by joining neighbours that fall (pool adjacent violators)."""
    pooled: list[list[float]] = []
    for mean, right, count in _steps(said):
        pooled.append([mean, right, count])
        while len(pooled) > 1 and pooled[-2][1] > pooled[-1][1]:
            mean, right, count = pooled.pop()
            before = pooled[-1]
            total = before[2] + count
            pooled[-1] = [
                (before[0] * before[2] + mean * count) / total,
                (before[1] * before[2] + right * count) / total,
                total,
            ]
    return [(round(mean, 3), round(right, 3)) for mean, right, _ in pooled]
