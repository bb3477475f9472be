"""What a certainty means in words: signs, labels, meanings, and the sentence a finding is stated with.

The sentences follow GRADE guidelines 26: the lower the certainty, the more careful the verb, and at very
low certainty the sentence is about the evidence and not about the effect.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from reviewer.errors import ReviewError
from reviewer.language import later, say, spoken
from reviewer.model import Direction

LABELS: Mapping[int, str] = MappingProxyType(
    {4: later("High"), 3: later("Moderate"), 2: later("Low"), 1: later("Very low")}
)

SIGNS: Mapping[int, str] = MappingProxyType({4: "⊕⊕⊕⊕", 3: "⊕⊕⊕◯", 2: "⊕⊕◯◯", 1: "⊕◯◯◯"})
"""U+2295 and U+25EF. A screen reader needs the label beside them."""

PLAIN_SIGNS: Mapping[int, str] = MappingProxyType({4: "++++", 3: "+++o", 2: "++oo", 1: "+ooo"})
"""For fonts and files that lack the signs."""

MEANINGS: Mapping[int, str] = MappingProxyType(
    {
        4: later("We are very confident that the true effect is close to the estimate."),
        3: later("The true effect is probably close to the estimate, but it may be substantially different."),
        2: later("The true effect may be substantially different from the estimate."),
        1: later("The true effect is likely to be substantially different from the estimate."),
    }
)

_FINDINGS: Mapping[Direction, Mapping[int, str]] = MappingProxyType(
    {
        Direction.RISES: {
            4: later("{intervention} increases {outcome}."),
            3: later("{intervention} probably increases {outcome}."),
            2: later("{intervention} may increase {outcome}."),
        },
        Direction.FALLS: {
            4: later("{intervention} reduces {outcome}."),
            3: later("{intervention} probably reduces {outcome}."),
            2: later("{intervention} may reduce {outcome}."),
        },
        Direction.NO_CHANGE: {
            4: later("{intervention} makes little or no difference to {outcome}."),
            3: later("{intervention} probably makes little or no difference to {outcome}."),
            2: later("{intervention} may make little or no difference to {outcome}."),
        },
    }
)
_UNCLEAR = {
    4: later("The direction of the effect of {intervention} on {outcome} is unclear (high certainty)."),
    3: later("The direction of the effect of {intervention} on {outcome} is unclear (moderate certainty)."),
    2: later("The direction of the effect of {intervention} on {outcome} is unclear (low certainty)."),
}
_NAMES = frozenset(
    (
        *("Cochrane", "Egger", "Begg", "Cox", "Kaplan", "Fisher", "Bonferroni", "Mendelian"),
        *("European", "American", "African", "Asian", "Korean", "Japanese", "Chinese", "English"),
        *("January", "February", "April", "June", "July", "August"),
        *("September", "October", "November", "December"),
    )
)
"""Words that keep their capital inside a sentence."""


def finding(level: int, intervention: str, outcome: str, direction: Direction | None = None) -> str:
    """Return the sentence that states a finding at a certainty of `level` (1 to 4).

    Without a direction the sentence says that the direction is unclear; an empty intervention or outcome
    reads "the intervention" and "this outcome". Raises ReviewError for a level outside 1 to 4.
    """
    if level not in LABELS:
        raise ReviewError(
            say("{level} is no certainty.", level=level), say("A certainty is 1 (very low) to 4 (high).")
        )
    what = in_sentence(intervention.strip()) or say("the intervention")
    on = in_sentence(outcome.strip().rstrip(".")) or say("this outcome")
    if level == 1:
        return say(
            "The evidence is very uncertain about the effect of {intervention} on {outcome}.",
            intervention=what,
            outcome=on,
        )
    if direction is None or direction not in _FINDINGS:
        return say(_UNCLEAR[level], intervention=what, outcome=on)
    return say(_FINDINGS[direction][level], intervention=upper_first(what), outcome=on)


def in_sentence(text: str) -> str:
    """Return words of a person to stand inside a sentence; where nouns have capitals they stay as typed."""
    return text if spoken().code == "de" else lower_first(text)


def lower_first(text: str) -> str:
    """Return `text` to stand inside a sentence: the first letter small, unless the word needs it.

    Abbreviations (NMO, CI, B cells, mRNA) and names that are known to be names keep their capital.
    """
    first = re.match(r"\w+", text)
    if first is None or not _may_lose_capital(first[0]):
        return text
    return text[0].lower() + text[1:]


def inside(text: str) -> str:
    """Return words of the program to stand inside a sentence; in German all but a few keep their capital."""
    if spoken().code == "de":
        first = text.split(maxsplit=1)[:1]
        return text[:1].lower() + text[1:] if first and first[0].strip(",:.") in _SMALL else text
    return lower_first(text)


_SMALL = frozenset(
    "Ja Nein Teilweise Wahrscheinlich "
    "Sehr Hoch Moderat Niedrig Nicht Kein Keine Keiner Schwerwiegend Unentdeckt Vermutet Groß Großer Stark "
    "Unklar Alle Randomisiert Offen Eine Ein Der Die Das Bei Für Unter".split()
)
"""German words that begin a label and are no nouns."""


def _may_lose_capital(word: str) -> bool:
    return word == "A" or (word[1:].islower() and word[1:].isalpha() and word not in _NAMES)


def upper_first(text: str) -> str:
    """Return `text` with its first letter as a capital, the rest untouched."""
    return text[:1].upper() + text[1:]


def closed(text: str) -> str:
    """Return `text` ending in exactly one mark that closes a sentence."""
    bare = text.strip()
    return bare if bare.endswith(("?", "…", ".”", ".)")) else bare.rstrip(".;:, ") + "."
