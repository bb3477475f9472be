"""Agreement on which words were marked, where there is no count of what neither marked.

F1 is specific agreement (Hripcsak and Rothschild, J Am Med Inform Assoc 2005;12:296-8): 2 × shared over
all that the one and the other marked. Positions are code points, half-open.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from reviewer.appraisal.agreement.statistic import EXACT, Statistic, from_proportion, not_defined, resampled
from reviewer.appraisal.agreement.two import dice
from reviewer.language import later, say

Marks = Iterable[tuple[int, int]]
"""Stretches (start, end) that one reviewer marked in one document, for one code."""

NO_MARKS = later("Neither of the two marked anything.")


def exact_f1(documents: Sequence[tuple[Marks, Marks]]) -> Statistic:
    """Return F1 of marks with the same start and end, over documents (first's marks, second's marks).

    The same stretch marked twice by one person counts once. Interval: exact, for the shared ones among
    all different ones.
    """
    shared = total = 0
    for first, second in documents:
        one, other = set(_real(first)), set(_real(second))
        shared += len(one & other)
        total += len(one | other)
    if not total:
        return not_defined("f1-exact", say("F1 of the same stretches"), NO_MARKS)
    method = say("{method}, among all different stretches", method=say(EXACT))
    return from_proportion("f1-exact", say("F1 of the same stretches"), shared, total, dice, method)


def overlap_f1(documents: Sequence[tuple[Marks, Marks]]) -> Statistic:
    """Return F1 of the characters marked (Dice), over documents (first's marks, second's marks).

    A character under several marks of one person counts once. Interval: bootstrap over documents, since
    the characters of a quote do not come one by one.
    """
    id, name = "f1-overlap", say("F1 of the characters marked")
    sizes = [_sizes(first, second) for first, second in documents]
    value = _f1(Counter(sizes))
    if value is None:
        return not_defined(id, name, NO_MARKS)
    return resampled(id, name, value, Counter(sizes), _f1, later("documents"))


def _f1(sizes: Counter[tuple[int, int]]) -> float | None:
    """Return 2 × shared over marked, from (shared, marked by the one plus marked by the other)."""
    marked = sum(both * times for (_, both), times in sizes.items())
    return 2 * sum(shared * times for (shared, _), times in sizes.items()) / marked if marked else None


def _sizes(first: Marks, second: Marks) -> tuple[int, int]:
    one, other = _apart(first), _apart(second)
    shared = _length(one) + _length(other) - _length(_apart([*one, *other]))
    return shared, _length(one) + _length(other)


def _apart(marks: Marks) -> list[tuple[int, int]]:
    """Return the same characters as stretches that do not touch, in order."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(_real(marks)):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return found


def _real(marks: Marks) -> list[tuple[int, int]]:
    return [(start, end) for start, end in marks if start < end]


def _length(marks: Marks) -> int:
    return sum(end - start for start, end in marks)
