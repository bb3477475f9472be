"""Suggestions: what could be made of the words of a document, each with its reason. Pure.

A rule is a function from the material to suggestions and one row in RULES; nothing else knows of it. What a
person answered is kept elsewhere and laid over the result by `without`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from hashlib import sha256

from reviewer.model import State, Suggestion, SuggestionKind
from reviewer.suggestions.flagged import causal, harms
from reviewer.suggestions.likeness import links
from reviewer.suggestions.material import Material, Sentence
from reviewer.suggestions.numbers import numbers
from reviewer.suggestions.results import conclusions, statements
from reviewer.suggestions.studies import studies

__all__ = ["RULES", "Material", "Sentence", "key", "settled", "steps", "suggest", "without"]

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
}
"""Every rule by name, in the order asked: of two that propose the same words the first stays."""

OF_THE_STUDY = frozenset((SuggestionKind.DESIGN, SuggestionKind.PARTICIPANTS))
"""Kinds that are about the whole document: the place of their words does not tell two of them apart."""
_SAYING = frozenset((SuggestionKind.STATEMENT, SuggestionKind.CONCLUSION))


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
    for each in found:
        if not any(_same_use(each, other) for other in kept):
            kept.append(each)
    return sorted(kept, key=lambda each: (each.span.start, each.span.end, each.kind.value))


def _same_use(one: Suggestion, other: Suggestion) -> bool:
    if one.kind in _SAYING and other.kind in _SAYING:
        return _overlap(one, other) > 0
    return one.kind is other.kind and one.span == other.span and one.value == other.value


def without(found: Iterable[Suggestion], answered: Collection[Suggestion]) -> list[Suggestion]:
    """Return what nobody has answered yet."""
    return [each for each in found if settled(each, answered) is None]


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
