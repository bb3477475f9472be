"""Explanations: the lettered reasons below a table of findings.

Letters run in the order met, left to right and top to bottom; the same reason keeps its letter. Each
change of a rating has one: an action, the levels, the domain and the reviewer's concrete reason. A
rating without a reason says so in print rather than passing for explained.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reviewer.appraisal import counts
from reviewer.appraisal.instruments import Instrument, Item, instruments
from reviewer.appraisal.rating import (
    DOMAINS,
    DOMAINS_UP,
    counted_levels,
    judgement,
    rated_down,
)
from reviewer.appraisal.wording import closed, lower_first
from reviewer.model import Certainty

OBSERVED = "observed"
"""The key of letters that belong to the observed column, which stands left of the certainty."""

_LEVELS = {1: "one level", 2: "two levels", 3: "three levels"}


def explanations(
    certainties: Iterable[Certainty], *, borderline: bool = False, scheme: Instrument | None = None
) -> tuple[dict[int, dict[str, str]], list[tuple[str, str]]]:
    """Return the letters of each certainty and the reasons they stand for.

    First: certainty id → domain (or "observed") → letter, several with spaces between. Second: (letter,
    text) in order. With `borderline`, reasons given for not rating down, or noted for a rating up that
    does not count, are explained too. Certainties are taken in reading order.
    """
    scheme = scheme or instruments()["grade"]
    known: dict[str, str] = {}
    letters: dict[int, dict[str, str]] = {}
    for certainty in certainties:
        own: dict[str, str] = {}
        for place, text in _texts(certainty, scheme, borderline):
            mark = known.setdefault(text, letter(len(known)))
            own[place] = f"{own[place]} {mark}" if place in own else mark
        letters[certainty.id] = own
    return letters, [(mark, text) for text, mark in known.items()]


def letter(number: int) -> str:
    """Return the letter of the reason with this number from 0: a … z, aa, ab …"""
    mark = chr(ord("a") + number % 26)
    return mark if number < 26 else letter(number // 26 - 1) + mark


def _texts(certainty: Certainty, scheme: Instrument, borderline: bool) -> Iterator[tuple[str, str]]:
    for note in counts.notes(certainty.observed):
        yield OBSERVED, closed(note)
    for domain in DOMAINS:
        text = explanation(certainty, domain, scheme) or (
            _borderline(certainty, scheme.item(domain)) if borderline else ""
        )
        if text:
            yield domain, text


def explanation(certainty: Certainty, domain: str, scheme: Instrument | None = None) -> str:
    """Return the reason printed for one domain's change of the rating, or "" when it changes nothing."""
    scheme = scheme or instruments()["grade"]
    levels, given = counted_levels(certainty, domain, scheme), judgement(certainty, domain)
    overridden = given.override.strip() if rated_down(certainty, scheme) else ""
    if not levels or (levels > 0 and rated_down(certainty, scheme) and not overridden):
        return ""
    action = "Downgraded" if levels < 0 else "Upgraded"
    text = (
        f"{action} {_LEVELS[abs(levels)]} for {_phrase(scheme.item(domain), levels)}: {_reason(given.reason)}"
    )
    if levels > 0 and overridden:
        text += f" Counted although rated down: {_reason(overridden)}"
    return text


def _borderline(certainty: Certainty, item: Item) -> str:
    given = judgement(certainty, item.id)
    if not given.reason.strip():
        return ""
    action = "Not upgraded" if item.id in DOMAINS_UP else "Not downgraded"
    return f"{action} for {_phrase(item, given.levels)}: {_reason(given.reason)}"


def _phrase(item: Item, levels: int) -> str:
    chosen = next((option.phrase for option in item.answers if option.levels == levels), "")
    return chosen or item.phrase or item.label.lower()


def _reason(text: str) -> str:
    return closed(lower_first(text.strip())) if text.strip() else "no reason given."
