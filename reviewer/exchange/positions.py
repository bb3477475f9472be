"""Positions in texts of other programs: which characters they counted, found by looking where they lead.

Some count code points, some UTF-16 units; some count a line break of two characters as two, some as one; some
count a byte-order mark. The way of counting that puts most selections on their words is the one meant.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, product

from reviewer import text as texts

ENOUGH = 400
"""Selections by which the way of counting is told."""


@dataclass(frozen=True, slots=True)
class Selection:
    """A stretch as a file gives it, with the words it says stand there, if it says any."""

    start: int
    end: int
    words: str = ""


class Counting:
    """One way to count the characters of a text."""

    def __init__(self, starts: Sequence[int]) -> None:
        self._starts = starts

    def place(self, position: int) -> int:
        """Return the code point at a position as this way counts; the end for what lies behind."""
        return min(bisect_left(self._starts, position), len(self._starts) - 1)


def counting(raw: str, selections: Sequence[Selection]) -> Counting:
    """Return the way in which the positions in a text were counted; `raw` is the text as its file has it."""
    clean = texts.clean(raw)
    ways = [Counting(starts) for starts in _ways(raw, clean)]
    if len(ways) == 1:
        return ways[0]
    some = selections[:: max(1, len(selections) // ENOUGH)]
    return max(ways, key=lambda way: sum(_fits(clean, way, each) for each in some))


def _ways(raw: str, clean: str) -> Iterator[list[int]]:
    """Yield where each character of the clean text begins, in each way it may have been counted."""
    doubled = "\r\n" in raw
    astral = any(ord(sign) > 0xFFFF for sign in clean)
    marked = raw.startswith("\ufeff")
    breaks = _double_breaks(raw) if doubled else frozenset()
    for two, wide, mark in product((True, False) if doubled else (False,), (False, True)[: 1 + astral],
                                   (False, True)[: 1 + marked]):  # fmt: skip
        widths = (1 + (two and at in breaks) + (wide and ord(sign) > 0xFFFF) for at, sign in enumerate(clean))
        yield list(accumulate(widths, initial=int(mark)))


def _double_breaks(raw: str) -> frozenset[int]:
    """Return where in the clean text a line break stands that is two characters in the file."""
    found, at = set(), 0
    for line in raw.removeprefix("\ufeff").split("\r\n"):
        at += len(line)
        found.add(at)
        at += 1
    return frozenset(found)


def _fits(text: str, way: Counting, each: Selection) -> int:
    start, end = way.place(each.start), way.place(each.end)
    held = " ".join(text[start:end].split())
    said = " ".join(each.words.split()).rstrip(".… ")
    points = 8 * (len(said) >= 3 and (held.startswith(said) or (len(held) >= 3 and said.startswith(held))))
    points += 8 * bool(said and held.rstrip(".… ") == said)
    return points + _edge(text, start) + _edge(text, end) + 2 * bool(held and held == text[start:end].strip())


def _edge(text: str, position: int) -> int:
    """Return 1 where no word would be cut at a position."""
    if not 0 < position < len(text):
        return 1
    return int(not (text[position - 1].isalnum() and text[position].isalnum()))
