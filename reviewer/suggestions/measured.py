"""How often suggestions were right where documents were read one by one, and how many there were to find.

The counts are those of documents that were looked at once, after the rules were settled
(`packaging/measuring/suggestions.py --half test --apart`). Causal wording was counted with the design known;
restatements where the authors' own conclusion stood for another's words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from reviewer.appraisal.counts import exact_interval
from reviewer.language import say
from reviewer.model import SuggestionKind


@dataclass(frozen=True, slots=True)
class Measured:
    """Of `read` proposals `right` were right; of `due` things to be found `found` were proposed, where that
    was counted."""

    right: int
    read: int
    found: int = 0
    due: int = 0


MEASURED: Mapping[SuggestionKind, Measured] = {
    SuggestionKind.STATEMENT: Measured(97, 100, 91, 105),
    SuggestionKind.CONCLUSION: Measured(55, 65, 50, 52),
    SuggestionKind.DESIGN: Measured(11, 11, 11, 12),
    SuggestionKind.PARTICIPANTS: Measured(9, 13, 9, 17),
    SuggestionKind.NUMBER: Measured(32, 32, 32, 38),
    SuggestionKind.POPULATION: Measured(3, 3, 3, 27),
    SuggestionKind.INTERVENTION: Measured(7, 10, 7, 16),
    SuggestionKind.COMPARATOR: Measured(2, 2, 2, 11),
    SuggestionKind.OUTCOME: Measured(8, 8, 8, 19),
    SuggestionKind.DIRECTION: Measured(26, 31, 26, 41),
    SuggestionKind.CAUSAL: Measured(6, 11, 5, 7),
    SuggestionKind.RESTATED: Measured(9, 11, 12, 33),
    SuggestionKind.DRIFT: Measured(3, 3),
}
"""A kind that is not here was not met: no document that was read has a harm among its index terms."""


def together(kinds: Iterable[SuggestionKind]) -> Measured | None:
    """Return the counts of several kinds added up, or None where none of them was measured."""
    own = [MEASURED[kind] for kind in kinds if kind in MEASURED]
    if not own:
        return None
    return Measured(
        sum(each.right for each in own), sum(each.read for each in own),
        sum(each.found for each in own), sum(each.due for each in own),
    )  # fmt: skip


def in_short(counts: Measured) -> str:
    """Return how often they were right in few words: "8 of 11 right"."""
    return say("{right} of {read} right", right=counts.right, read=counts.read)


def in_full(counts: Measured) -> str:
    """Return the same with its exact interval, and how many of those there were the rules find."""
    low, high = exact_interval(counts.right, counts.read) or (0.0, 1.0)
    right = say(
        "{right} of {read} right when read one by one, 95% interval {low} to {high}%",
        right=counts.right, read=counts.read, low=f"{100 * low:.0f}", high=f"{100 * high:.0f}",
    )  # fmt: skip
    if not counts.due:
        return right
    return say("{right}; {found} of {due} found", right=right, found=counts.found, due=counts.due)
