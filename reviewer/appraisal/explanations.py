"""Explanations: the lettered reasons below a table of findings.

Letters run in the order met, left to right and top to bottom; the same reason keeps its letter. Each
change of a rating has one: an action, the levels, the domain and the reviewer's concrete reason. So has
what could have gone the other way. A rating without a reason says so in print rather than passing for
explained.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from reviewer.appraisal import counts
from reviewer.appraisal.instrument import Instrument, Item
from reviewer.appraisal.instruments import instruments
from reviewer.appraisal.rating import (
    DOMAINS,
    DOMAINS_UP,
    counted_levels,
    judgement,
    rated_down,
)
from reviewer.appraisal.wording import closed, in_sentence, inside
from reviewer.language import later, say
from reviewer.model import Certainty

OBSERVED = "observed"
"""The key of letters that belong to the observed column, which stands left of the certainty."""

_MOVED = {
    -1: later("Downgraded one level for {domain}: {reason}"),
    -2: later("Downgraded two levels for {domain}: {reason}"),
    -3: later("Downgraded three levels for {domain}: {reason}"),
    1: later("Upgraded one level for {domain}: {reason}"),
    2: later("Upgraded two levels for {domain}: {reason}"),
    3: later("Upgraded three levels for {domain}: {reason}"),
}


def explanations(
    certainties: Iterable[Certainty],
    *,
    everything: bool = False,
    known: Mapping[str, str] | None = None,
    observed_last: bool = False,
    scheme: Instrument | None = None,
) -> tuple[dict[int, dict[str, str]], list[tuple[str, str]]]:
    """Return the letters of each certainty and the reasons they stand for.

    First: certainty id → domain (or "observed") → letter, several with spaces between. Second: (letter,
    text) in order. Explained is what changes a rating, what was judged borderline, and a rating up that does
    not count; with `everything` every reason that was given. `known` are texts that have their letter from
    a table before this one; `observed_last` says that what was observed stands right of the certainty.
    Certainties are taken in reading order.
    """
    scheme = scheme or instruments()["grade"]
    marks: dict[str, str] = dict(known or {})
    letters: dict[int, dict[str, str]] = {}
    for certainty in certainties:
        own: dict[str, str] = {}
        found = list(_texts(certainty, scheme, everything))
        if observed_last:
            found.sort(key=lambda pair: pair[0] == OBSERVED)
        for place, text in found:
            mark = marks.setdefault(text, letter(len(marks)))
            own[place] = f"{own[place]} {mark}" if place in own else mark
        letters[certainty.id] = own
    return letters, [(mark, text) for text, mark in marks.items()]


def letter(number: int) -> str:
    """Return the letter of the reason with this number from 0: a … z, aa, ab …"""
    mark = chr(ord("a") + number % 26)
    return mark if number < 26 else letter(number // 26 - 1) + mark


def _texts(certainty: Certainty, scheme: Instrument, everything: bool) -> Iterator[tuple[str, str]]:
    for note in counts.notes(certainty.observed):
        yield OBSERVED, closed(note)
    for domain in DOMAINS:
        given = judgement(certainty, domain)
        text = explanation(certainty, domain, scheme)
        if not text and (everything or given.borderline or given.levels > 0):
            text = _unmoved(certainty, scheme.item(domain))
        if text:
            yield domain, text


def explanation(certainty: Certainty, domain: str, scheme: Instrument | None = None) -> str:
    """Return the reason printed for one domain's change of the rating, or "" when it changes nothing."""
    scheme = scheme or instruments()["grade"]
    levels, given = counted_levels(certainty, domain, scheme), judgement(certainty, domain)
    overridden = given.override.strip() if rated_down(certainty, scheme) else ""
    if not levels or (levels > 0 and rated_down(certainty, scheme) and not overridden):
        return ""
    text = say(_MOVED[levels], domain=_phrase(scheme.item(domain), levels), reason=_reason(given.reason))
    if levels > 0 and overridden:
        why = say("Counted although rated down: {reason}", reason=_reason(overridden))
        return f"{text} {why}"
    return text


def _unmoved(certainty: Certainty, item: Item) -> str:
    given = judgement(certainty, item.id)
    if not given.reason.strip():
        return ""
    return say(
        (
            "Not upgraded for {domain}: {reason}"
            if item.id in DOMAINS_UP
            else "Not downgraded for {domain}: {reason}"
        ),
        domain=_phrase(item, given.levels),
        reason=_reason(given.reason),
    )


def _phrase(item: Item, levels: int) -> str:
    chosen = next((option.phrase for option in item.answers if option.levels == levels), "")
    phrase = chosen or item.phrase
    return say(phrase) if phrase else inside(say(item.label))


def _reason(text: str) -> str:
    return closed(in_sentence(text.strip())) if text.strip() else say("no reason given.")
