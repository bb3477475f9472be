"""Judgements to work on: textbook sets, tables made from a number, and reading them."""

from __future__ import annotations

import random
from collections import Counter

from reviewer.appraisal.agreement import Table, Tallies

# Fleiss (1971) as reprinted widely: 10 subjects, 14 raters, 5 categories.
FLEISS = """
0 0 0 0 14
0 2 6 4 2
0 0 3 5 6
0 3 9 2 0
2 2 8 1 1
7 7 0 0 0
3 2 6 3 0
2 5 3 2 2
6 5 2 1 0
0 2 2 3 7
"""

# Three coders, 15 units, with gaps: the set of Krippendorff's own examples.
KRIPPENDORFF = """
* * * * * 3 4 1 2 1 1 3 3 * 3
1 * 2 1 3 3 4 3 * * * * * * *
* * 2 1 3 4 4 * 2 1 1 3 3 * 4
"""

LEVELS = ((5, 1, 0, 0), (1, 4, 1, 0), (0, 2, 6, 1), (0, 0, 1, 8))


def table(*rows: tuple[int, ...]) -> Table:
    """Return a table whose categories are letters."""
    return Table(tuple("abcdefgh"[: len(rows)]), rows)


def fleiss_set() -> Tallies:
    return Counter(tuple(map(int, line.split())) for line in FLEISS.split("\n") if line)


def krippendorff_set() -> list[tuple[str | None, ...]]:
    lines = [line.split() for line in KRIPPENDORFF.split("\n") if line]
    return [tuple(None if each == "*" else each for each in unit) for unit in zip(*lines, strict=True)]


def made_table(number: int) -> Table:
    """Return the table that belongs to a number: 2 to 5 categories, few to many items, often lopsided."""
    dice = random.Random(number)
    size = dice.randint(2, 5)
    weights = [dice.random() ** dice.choice((1, 4)) for _ in range(size)]
    agree = dice.random()
    counts = [[0] * size for _ in range(size)]
    for _ in range(dice.choice((3, 8, 25, 120))):
        [one] = dice.choices(range(size), weights)
        other = one if dice.random() < agree else dice.choices(range(size), weights)[0]
        counts[one][other] += 1
    return table(*map(tuple, counts))


def made_units(number: int) -> tuple[int, list[list[int | None]]]:
    """Return (categories, units) that belong to a number: 2 to 5 reviewers, with gaps."""
    dice = random.Random(-number)
    size, people = dice.randint(2, 5), dice.randint(2, 5)
    agree, gaps = dice.random(), dice.choice((0.0, 0.1, 0.4))
    units: list[list[int | None]] = []
    for _ in range(dice.choice((4, 10, 40))):
        truth = dice.randrange(size)
        given = [truth if dice.random() < agree else dice.randrange(size) for _ in range(people)]
        units.append([None if dice.random() < gaps else each for each in given])
    return size, units
