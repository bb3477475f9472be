"""Conditions of an instrument file: one line of text such as `1.2 n or 1.2 ni and 1.3 y`.

`and` binds more tightly than `or`. A check is a name with the answers that fit, parted by strokes
(`2.3 y/ni`), or a section with a sum of points (`critical >= 2`, `selection <= 1`). Nothing at all always
holds. Answers may still be missing, so a condition holds, does not hold, or is not decided yet.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

from reviewer.errors import ReviewError
from reviewer.language import say

_FITS = re.compile(r"(?P<name>\S+) +(?P<answers>[^\s<>=]+)")
_SUM = re.compile(r"(?P<name>\S+) *(?P<sign>>=|<=) *(?P<number>\d{1,3})")


@dataclass(frozen=True, slots=True)
class Check:
    """One check: an answer among `answers`, or a sum of points of at least or at most `number`."""

    name: str
    answers: tuple[str, ...] = ()
    sign: str = ""
    number: int = 0


Condition = tuple[tuple[Check, ...], ...]
"""Ways to hold, any of which is enough; each a run of checks that must all fit."""

Verdict = bool | None
"""Holds, does not hold, not decided yet."""


@lru_cache(maxsize=4096)
def parsed(text: str) -> Condition:
    """Return the condition that a line of text states; raises ReviewError, its hint the words at fault."""
    if not text.strip():
        return ((),)
    return tuple(
        tuple(_check(words) for words in re.split(r"\s+and\s+", way)) for way in re.split(r"\s+or\s+", text)
    )


def _check(words: str) -> Check:
    words = words.strip()
    if found := _SUM.fullmatch(words):
        return Check(found["name"], (), found["sign"], int(found["number"]))
    if found := _FITS.fullmatch(words):
        return Check(found["name"], tuple(found["answers"].split("/")))
    raise ReviewError(
        say("“{words}” is no check; write for example “2.3 y/ni” or “critical >= 2”.", words=words), words
    )


def checks(text: str) -> Iterable[Check]:
    """Return every check of a condition."""
    return (check for way in parsed(text) for check in way)


def holds(condition: Condition, verdict: Callable[[Check], Verdict]) -> Verdict:
    """Tell whether a condition holds, asking `verdict` of each check no longer than needed."""
    return _any(_all(verdict(check) for check in way) for way in condition)


def _all(verdicts: Iterable[Verdict]) -> Verdict:
    open_yet = False
    for verdict in verdicts:
        if verdict is False:
            return False
        open_yet = open_yet or verdict is None
    return None if open_yet else True


def _any(verdicts: Iterable[Verdict]) -> Verdict:
    open_yet = False
    for verdict in verdicts:
        if verdict is True:
            return True
        open_yet = open_yet or verdict is None
    return None if open_yet else False
