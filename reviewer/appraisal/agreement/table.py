"""The table of what two reviewers said of the same items, and the tallies of what any number said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from reviewer.errors import ReviewError
from reviewer.language import say

Tally = tuple[int, ...]
"""How many chose each category for one item, in the order of the categories."""

Tallies = Counter[Tally]
"""Tallies of items, each with how many items had it: all that agreement without order of persons needs."""


@dataclass(frozen=True)
class Table:
    """Counts of items: a row for each category of the first reviewer, a column for each of the second."""

    categories: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]

    def __post_init__(self) -> None:
        size = len(self.categories)
        if len(self.counts) != size or any(len(row) != size for row in self.counts):
            raise ReviewError(
                say("A table of agreement needs a row and a column for each category."),
                say("There are {size} categories.", size=size),
            )
        if any(count < 0 for row in self.counts for count in row):
            raise ReviewError(
                say("A table of agreement holds no counts below 0."), say("Count the items again.")
            )

    @cached_property
    def total(self) -> int:
        return sum(self.rows)

    @cached_property
    def rows(self) -> tuple[int, ...]:
        """How often the first reviewer chose each category."""
        return tuple(sum(row) for row in self.counts)

    @cached_property
    def columns(self) -> tuple[int, ...]:
        """How often the second reviewer chose each category."""
        return tuple(sum(column) for column in zip(*self.counts, strict=True))

    @cached_property
    def agreed(self) -> int:
        return sum(row[place] for place, row in enumerate(self.counts))

    def swapped(self) -> Table:
        """Return the table with the two reviewers changed over."""
        return Table(self.categories, tuple(zip(*self.counts, strict=True)))

    def tallies(self) -> Tallies:
        """Return the tallies of the items, in which it no longer matters who said what."""
        size = len(self.categories)
        found: Tallies = Counter()
        for i, row in enumerate(self.counts):
            for j, count in enumerate(row):
                if count:
                    found[tuple((k == i) + (k == j) for k in range(size))] += count
        return found


def table_of(pairs: Iterable[tuple[str, str]], categories: Sequence[str]) -> Table:
    """Count pairs (first reviewer's category, second reviewer's) into a table.

    Categories that were used but not named stand at the end, in the order of their names.
    """
    counted = Counter(pairs)
    known = (*categories, *sorted({each for pair in counted for each in pair} - set(categories)))
    return Table(known, tuple(tuple(counted[one, other] for other in known) for one in known))


def tallies_of(items: Iterable[Sequence[str | None]], categories: Sequence[str]) -> Tallies:
    """Count items (one judgement for each reviewer, None where missing) into tallies.

    Items that fewer than two people judged hold no pair and are left out. Raises ReviewError for a
    judgement that is no category.
    """
    places = {category: place for place, category in enumerate(categories)}
    found: Tallies = Counter()
    for item in items:
        given = Counter(each for each in item if each is not None)
        if strange := sorted(set(given) - set(places)):
            raise ReviewError(
                say("“{category}” is none of the categories.", category=strange[0]),
                say("Name every category that was used."),
            )
        if given.total() >= 2:
            found[tuple(given[category] for category in categories)] += 1
    return found
