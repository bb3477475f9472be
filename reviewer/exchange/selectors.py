"""Where words stand in a text, as Web Annotation selectors say it, and where they are found again.

A quote is given twice: by its words with what stands around them (TextQuoteSelector) and by its position in
code points (TextPositionSelector). Reading takes either, alone or together, one refining another, from
whatever program wrote them. Finding says how sure it is: 1 where the words stand as and where they were.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from reviewer import text as texts

LONGEST = 100_000
"""Code points of a quote beyond which it is not looked for in any form but its own."""
DEEPEST = 8
"""Selectors within one another that are looked at."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """Words to be found: `exact` may be empty when only a position is known, `start` and `end` None when
    only words are."""

    exact: str = ""
    prefix: str = ""
    suffix: str = ""
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """Where an anchor stands now, half-open, and how sure that is: 0..1."""

    start: int
    end: int
    score: float


def selectors(exact: str, prefix: str, suffix: str, start: int, end: int) -> list[dict[str, Any]]:
    """Return a quote as a TextQuoteSelector and a TextPositionSelector."""
    return [
        {"type": "TextQuoteSelector", "exact": exact, "prefix": prefix, "suffix": suffix},
        {"type": "TextPositionSelector", "start": start, "end": end},
    ]


def anchor(data: object) -> Anchor | None:
    """Return what a `selector` (an object, or a list of them) says of words and places, or None for nothing.

    Selectors of other kinds are passed over; the first of each kind counts.
    """
    exact = prefix = suffix = ""
    place: tuple[int | None, int | None] = (None, None)
    for each in _flat(data, 0):
        kind = each.get("type", each.get("@type", ""))
        if kind == "TextQuoteSelector" and not exact:
            exact, prefix, suffix = (texts.clean(_words(each.get(key))) for key in _QUOTE)
        elif kind == "TextPositionSelector" and place[0] is None:
            place = _place(each.get("start"), each.get("end"))
    return Anchor(exact, prefix, suffix, *place) if exact or place[0] is not None else None


_QUOTE = ("exact", "prefix", "suffix")


def _flat(data: object, depth: int) -> Iterator[dict[str, Any]]:
    if depth > DEEPEST:
        return
    if isinstance(data, list):
        for each in data:
            yield from _flat(each, depth + 1)
    elif isinstance(data, dict):
        yield data
        yield from _flat(data.get("refinedBy"), depth + 1)


def _words(value: object) -> str:
    return value if isinstance(value, str) else ""


def _place(start: object, end: object) -> tuple[int | None, int | None]:
    if type(start) is int and type(end) is int and 0 <= start < end:
        return start, end
    return None, None


def find(text: str, anchor: Anchor) -> Found | None:
    """Return where the words of an anchor stand in a text now, or None.

    The place that was given counts where the words stand there. Else they are looked for in the whole text,
    as they are and then with white space as it comes; surroundings tell several places apart.
    """
    start, end, exact = anchor.start, anchor.end, anchor.exact
    if not exact:
        if start is None or end is None or end > len(text):
            return None
        return Found(start, end, 0.5)
    if start is not None and text.startswith(exact, start):
        return Found(start, start + len(exact), max(_fit(text, start, start + len(exact), anchor), 0.8))
    near = start or 0
    found = texts.refind(text, exact, anchor.prefix, anchor.suffix, near)
    if found is not None:
        return Found(*found, _fit(text, *found, anchor))
    found = _loosely(text, exact, near)
    return Found(*found, round(0.9 * _fit(text, *found, anchor), 3)) if found is not None else None


def _fit(text: str, start: int, end: int, anchor: Anchor) -> float:
    """Return 1 where nothing around the words differs from what was kept, else less, never under 0.5."""
    before, after = text[max(0, start - len(anchor.prefix)) : start], text[end : end + len(anchor.suffix)]
    likeness = [
        difflib.SequenceMatcher(None, kept, now, autojunk=False).ratio()
        for kept, now in ((anchor.prefix[-64:], before[-64:]), (anchor.suffix[:64], after[:64]))
        if kept
    ]
    if not likeness:
        return 1.0 if anchor.start == start else 0.7
    return round(0.5 + 0.5 * sum(likeness) / len(likeness), 3)


def _loosely(text: str, exact: str, near: int) -> tuple[int, int] | None:
    """Return where the words stand with other white space between them, nearest to a place, or None."""
    words = exact.split()
    if not words or len(exact) > LONGEST:
        return None
    pattern = re.compile(r"\s+".join(map(re.escape, words)))
    places = [match.span() for match in pattern.finditer(text)]
    return min(places, key=lambda place: abs(place[0] - near), default=None)
