"""Suggestions: what could be made of the words of a document, each with its reason. Pure.

A rule is a function from the material to suggestions and one row in RULES; nothing else knows of it. What a
person answered is kept elsewhere and laid over the result by `without`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from hashlib import sha256

from reviewer.model import Span, State, Suggestion, SuggestionKind
from reviewer.suggestions.directions import directions
from reviewer.suggestions.flagged import causal, harms
from reviewer.suggestions.likeness import links
from reviewer.suggestions.material import Material, Sentence
from reviewer.suggestions.numbers import numbers
from reviewer.suggestions.pico_fields import pico
from reviewer.suggestions.restating import drifts, restated
from reviewer.suggestions.results import conclusions, statements
from reviewer.suggestions.studies import studies

__all__ = [
    "RULES",
    "Material",
    "Sentence",
    "key",
    "settled",
    "sparing",
    "steps",
    "suggest",
    "without",
]

Rule = Callable[[Material], Iterable[Suggestion | None]]
"""Yields what it finds, and None where it may rest."""

RULES: Mapping[str, Rule] = {
    "links": links,
    "statements": statements,
    "conclusions": conclusions,
    "studies": studies,
    "numbers": numbers,
    "causal": causal,
    "harms": harms,
    "pico": pico,
    "directions": directions,
    "restated": restated,
    "drifts": drifts,
}
"""Every rule by name, in the order asked: of two that propose the same words the first stays."""

OF_THE_STUDY = frozenset((SuggestionKind.DESIGN, SuggestionKind.PARTICIPANTS))
"""Kinds that are about the whole document: the place of their words does not tell two of them apart."""
_SAYING = frozenset((SuggestionKind.STATEMENT, SuggestionKind.CONCLUSION))
MOST = 5
"""Places in a document that are proposed for one claim at a time."""
_NEAR = 1000
"""Characters of a stretch of text in which suggestions are compared with one another."""


def suggest(material: Material) -> list[Suggestion]:
    """Return what all rules propose, in the order of the text, each stretch once for each kind of use."""
    return ordered(found for found in steps(material) if found is not None)


def steps(material: Material) -> Iterator[Suggestion | None]:
    """Yield what every rule finds, and None between, in short steps, so that a window can paint between."""
    for rule in RULES.values():
        yield None
        yield from rule(material)


def ordered(found: Iterable[Suggestion]) -> list[Suggestion]:
    """Return suggestions as the text has them; of those that would quote the same words the first stays."""
    kept: list[Suggestion] = []
    same: set[tuple[SuggestionKind, Span, str]] = set()
    saying: defaultdict[int, list[Suggestion]] = defaultdict(list)
    for each in found:
        if each.kind in _SAYING:
            places = range(each.span.start // _NEAR, each.span.end // _NEAR + 1)
            if any(_overlap(each, other) > 0 for place in places for other in saying[place]):
                continue
            for place in places:
                saying[place].append(each)
        elif (each.kind, each.span, each.value) in same:
            continue
        same.add((each.kind, each.span, each.value))
        kept.append(each)
    return sorted(kept, key=lambda each: (each.span.start, each.span.end, each.kind.value))


def without(found: Iterable[Suggestion], answered: Collection[Suggestion]) -> list[Suggestion]:
    """Return what nobody has answered yet."""
    return [each for each in found if settled(each, answered) is None]


def sparing(found: Iterable[Suggestion]) -> list[Suggestion]:
    """Return suggestions with only the likest places for each claim; answered ones make room for others."""
    every = list(found)
    linking: defaultdict[int, list[Suggestion]] = defaultdict(list)
    for each in every:
        if each.kind in _SAYING and each.claim is not None:
            linking[each.claim].append(each)
    left_out = {id(each) for own in linking.values() for each in sorted(own, key=lambda e: -e.score)[MOST:]}
    return [each for each in every if id(each) not in left_out]


def settled(suggestion: Suggestion, answered: Iterable[Suggestion]) -> Suggestion | None:
    """Return the answer that was given to a suggestion, also to one that stood a few characters elsewhere."""
    return next((each for each in answered if each.state is not State.OPEN and _is(suggestion, each)), None)


def _is(one: Suggestion, other: Suggestion) -> bool:
    if (one.document, one.kind, one.value, one.claim) != (
        other.document, other.kind, other.value, other.claim,
    ):  # fmt: skip
        return False
    if one.kind is SuggestionKind.MARK:
        return one.id == other.id
    shorter = min(len(one.span.exact), len(other.span.exact))
    return one.kind in OF_THE_STUDY or 2 * _overlap(one, other) >= shorter


def _overlap(one: Suggestion, other: Suggestion) -> int:
    return min(one.span.end, other.span.end) - max(one.span.start, other.span.start)


def key(suggestion: Suggestion) -> str:
    """Return a short name of a suggestion that is the same whenever it is found: "2-91ab07"."""
    if suggestion.kind is SuggestionKind.MARK:
        return f"{suggestion.document}-m{suggestion.id}"
    span = suggestion.span
    told = (suggestion.kind.value, span.start, span.end, suggestion.value, suggestion.claim)
    return f"{suggestion.document}-{sha256(repr(told).encode()).hexdigest()[:6]}"
