"""Agreement of two fixed reviewers, from their table.

Sums are whole numbers up to the last division, so perfect agreement is exactly 1 and "undefined" is
decided without rounding.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

from reviewer.appraisal.agreement.statistic import (
    EXACT,
    NO_PAIRS,
    ONE_CATEGORY,
    ONE_OFFERED,
    Statistic,
    from_error,
    from_proportion,
    not_defined,
)
from reviewer.appraisal.agreement.table import Table
from reviewer.language import say

WEIGHTS: Mapping[str, Callable[[int], int]] = {
    "linear": lambda steps: steps,
    "quadratic": lambda steps: steps**2,
}
"""How much a disagreement of so many steps counts, before it is divided by the largest."""


def observed(table: Table) -> Statistic:
    """Return the share of items on which both agree; exact interval (Clopper and Pearson 1934)."""
    if not table.total:
        return not_defined("observed", say("Observed agreement"), NO_PAIRS)
    return from_proportion("observed", say("Observed agreement"), table.agreed, table.total)


def expected(table: Table) -> float | None:
    """Return the agreement expected by chance from each one's own margins; None without items."""
    return _chance(table) / table.total**2 if table.total else None


def kappa(table: Table) -> Statistic:
    """Return Cohen's kappa: agreement beyond chance, chance from each one's own margins.

    Interval: value ± 1.96 SE with SE = √(p_o(1−p_o) / (n(1−p_e)²)), after Cohen (Educ Psychol Meas
    1960;20:37-46). Not defined when both used one and the same category throughout.
    """
    id, name = "kappa", say("Cohen's kappa")
    n, chance = table.total, _chance(table)
    if not n:
        return not_defined(id, name, NO_PAIRS)
    if chance == n * n:
        return not_defined(id, name, ONE_CATEGORY)
    agreed = table.agreed / n
    error = math.sqrt(agreed * (1 - agreed) / n) / (1 - chance / n**2)
    return from_error(id, name, (n * table.agreed - chance) / (n * n - chance), error, say("Cohen 1960"), n)


def weighted_kappa(table: Table, weights: str) -> Statistic:
    """Return weighted kappa for ordered categories: 1 − Σw·o/Σw·e; `weights` is a key of WEIGHTS.

    The categories stand in their order, equally far apart. Interval: the large-sample standard error of
    Fleiss, Cohen and Everitt (Psychol Bull 1969;72:323-7), formula for a kappa that is not 0.
    """
    id, name = (
        f"kappa-{weights}",
        say("Weighted kappa, linear" if weights == "linear" else "Weighted kappa, quadratic"),
    )
    n, size = table.total, range(len(table.categories))
    weight = WEIGHTS[weights]
    if not n:
        return not_defined(id, name, NO_PAIRS)
    seen = sum(weight(abs(i - j)) * table.counts[i][j] for i in size for j in size)
    chance = sum(weight(abs(i - j)) * table.rows[i] * table.columns[j] for i in size for j in size)
    if not chance:
        return not_defined(id, name, ONE_CATEGORY)
    value = (chance - n * seen) / chance
    largest = weight(len(size) - 1)
    similar = [[1 - weight(abs(i - j)) / largest for j in size] for i in size]
    return from_error(id, name, value, _error(table, similar), say("Fleiss, Cohen and Everitt 1969"), n)


def _error(table: Table, similar: list[list[float]]) -> float:
    """Return the standard error of weighted kappa for weights of similarity, 1 on the diagonal."""
    n, size = table.total, range(len(table.categories))
    rows, columns = [each / n for each in table.rows], [each / n for each in table.columns]
    by_row = [math.fsum(similar[i][j] * columns[j] for j in size) for i in size]
    by_column = [math.fsum(similar[i][j] * rows[i] for i in size) for j in size]
    seen = math.fsum(similar[i][j] * table.counts[i][j] / n for i in size for j in size)
    chance = math.fsum(rows[i] * by_row[i] for i in size)
    # Summed around their mean, as the published formula is not: what does not vary then gives a clean 0.
    mean = seen + seen * chance - 2 * chance
    squares = (
        table.counts[i][j]
        / n
        * (similar[i][j] * (1 - chance) - (by_row[i] + by_column[j]) * (1 - seen) - mean) ** 2
        for i in size
        for j in size
    )
    return math.sqrt(math.fsum(squares) / n) / (1 - chance) ** 2


def pabak(table: Table) -> Statistic:
    """Return the kappa that even use of the k categories would give: (k·p_o − 1)/(k − 1).

    Byrt, Bishop and Carlin (J Clin Epidemiol 1993;46:423-9). It rises with the observed agreement alone,
    whose exact interval is carried over.
    """
    id, name, size = "pabak", "PABAK", len(table.categories)
    if size < 2:
        return not_defined(id, name, ONE_OFFERED)
    if not table.total:
        return not_defined(id, name, NO_PAIRS)
    return from_proportion(
        id, name, table.agreed, table.total, lambda p: (size * p - 1) / (size - 1),
        say("{method}, from the observed agreement", method=say(EXACT)),
    )  # fmt: skip


def specific(table: Table, category: str, id: str = "", name: str = "", word: str = "") -> Statistic:
    """Return specific agreement on one category: 2a/(2a + b + c), a where both, b and c where one chose it.
    `word` is what people call the category.

    Cicchetti and Feinstein (J Clin Epidemiol 1990;43:551-8). Interval: that of a among a + b + c, exact,
    carried over by 2p/(1+p).
    """
    place = table.categories.index(category)
    word = word or category
    id, name = id or f"specific-{category}", name or say("Agreement on “{word}”", word=word)
    both = table.counts[place][place]
    any_of_two = table.rows[place] + table.columns[place] - both
    if not any_of_two:
        return not_defined(id, name, say("Nobody chose “{word}”.", word=word))
    return from_proportion(
        id, name, both, any_of_two, dice, say("{method}, among items where one chose it", method=say(EXACT))
    )


def positive(table: Table, word: str = "") -> Statistic:
    """Return positive agreement: specific agreement on the first of two categories, called `word`."""
    return _of_two(table, 0, "positive", say("Positive agreement"), word)


def negative(table: Table, word: str = "") -> Statistic:
    """Return negative agreement: specific agreement on the second of two categories, called `word`."""
    return _of_two(table, 1, "negative", say("Negative agreement"), word)


def dice(share: float) -> float:
    """Return 2p/(1+p): what a share of shared among all becomes as F1."""
    return 2 * share / (1 + share)


def _of_two(table: Table, place: int, id: str, name: str, word: str) -> Statistic:
    if len(table.categories) != 2:
        return not_defined(id, name, say("It is for two categories; see the agreement on each category."))
    return specific(table, table.categories[place], id, name, word)


def _chance(table: Table) -> int:
    return sum(row * column for row, column in zip(table.rows, table.columns, strict=True))
