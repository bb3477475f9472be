"""What holds for every table: bounds, symmetry, perfect agreement, and how the coefficients hang together."""

from __future__ import annotations

import math
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.appraisal import agreement
from reviewer.appraisal.agreement import Statistic, Table
from tests.appraisal.agreement.sets import table

Measure = Callable[[Table], Statistic]

NOMINAL: dict[str, Measure] = {
    "observed": agreement.observed,
    "kappa": agreement.kappa,
    "pabak": agreement.pabak,
    "ac1": lambda each: agreement.ac1(each.tallies()),
    "pi": lambda each: agreement.scott(each.tallies()),
    "fleiss": lambda each: agreement.fleiss(each.tallies()),
}
ORDERED: dict[str, Measure] = {
    "linear": lambda each: agreement.weighted_kappa(each, "linear"),
    "quadratic": lambda each: agreement.weighted_kappa(each, "quadratic"),
}
ALPHA: dict[str, Measure] = {
    "nominal": lambda each: agreement.alpha(each.tallies(), "nominal"),
    "ordinal": lambda each: agreement.alpha(each.tallies(), "ordinal"),
    "interval": lambda each: agreement.alpha(each.tallies(), "interval"),
}
ALL = NOMINAL | ORDERED


@st.composite
def tables(draw: st.DrawFn, most: int = 30, size: int | None = None) -> Table:
    size = size or draw(st.integers(1, 5))
    row = st.tuples(*[st.integers(0, most)] * size)
    return table(*draw(st.tuples(*[row] * size)))


def relabelled(first: Table, order: list[int]) -> Table:
    """Return the table with its categories in another order."""
    return Table(
        tuple(first.categories[i] for i in order),
        tuple(tuple(first.counts[i][j] for j in order) for i in order),
    )


def same(one: Statistic, other: Statistic) -> bool:
    """Tell whether two statistics say the same but for rounding."""
    numbers = zip((one.value, one.low, one.high), (other.value, other.low, other.high), strict=True)
    close = all(
        a == b or (a is not None and b is not None and math.isclose(a, b, abs_tol=1e-9)) for a, b in numbers
    )
    return close and one.reason == other.reason


@pytest.mark.parametrize("name", sorted(ALL))
@given(tables())
def test_every_number_lies_in_its_interval_and_within_bounds(name: str, first: Table) -> None:
    found = ALL[name](first)

    assert (found.value is None) <= (found.low is None and bool(found.reason))
    assert (found.low is None) == (found.high is None) == bool(found.reason)
    if found.value is not None:
        assert (0 if name == "observed" else -1) - 1e-9 <= found.value <= 1
    if found.value is not None and found.low is not None and found.high is not None:
        assert -1 <= found.low <= found.value + 1e-12 and found.value - 1e-12 <= found.high <= 1


@pytest.mark.parametrize("name", sorted(ALL))
@given(tables())
def test_who_is_first_does_not_matter(name: str, first: Table) -> None:
    assert same(ALL[name](first), ALL[name](first.swapped()))


@pytest.mark.parametrize("name", sorted(NOMINAL))
@given(tables(), st.randoms(use_true_random=False))
def test_the_names_of_categories_do_not_matter(name: str, first: Table, dice: object) -> None:
    order = list(range(len(first.categories)))
    dice.shuffle(order)  # type: ignore[attr-defined]

    assert same(NOMINAL[name](first), NOMINAL[name](relabelled(first, order)))


@pytest.mark.parametrize("name", sorted(ORDERED))
@given(tables())
def test_an_order_may_be_read_from_either_end(name: str, first: Table) -> None:
    order = list(range(len(first.categories)))[::-1]

    assert same(ORDERED[name](first), ORDERED[name](relabelled(first, order)))


@pytest.mark.parametrize("name", sorted(ALL | ALPHA))
@given(st.lists(st.integers(1, 9), min_size=2, max_size=4), st.lists(st.just(0), max_size=1))
def test_perfect_agreement_is_one(name: str, used: list[int], unused: list[int]) -> None:
    diagonal = used[:1] + unused + used[1:]
    size = range(len(diagonal))
    perfect = table(*(tuple(diagonal[i] if i == j else 0 for j in size) for i in size))

    assert (ALL | ALPHA)[name](perfect).value == 1


@given(tables(most=4, size=2))
def test_with_two_categories_linear_and_quadratic_weights_are_plain_kappa(first: Table) -> None:
    assert {ORDERED[name](first).value for name in ORDERED} == {agreement.kappa(first).value}


@given(tables(most=3))
def test_nominal_alpha_is_pi_mended_for_few_items(first: Table) -> None:
    pi, alpha = NOMINAL["pi"](first), ALPHA["nominal"](first)

    assert (pi.value is None) == (alpha.value is None)
    if pi.value is not None and alpha.value is not None:
        pairs = 2 * first.total
        assert 1 - alpha.value == pytest.approx((1 - pi.value) * (pairs - 1) / pairs)
        assert alpha.low is None or alpha.high is None or alpha.low <= alpha.value <= alpha.high


marks = st.lists(
    st.tuples(st.integers(0, 40), st.integers(0, 40)).map(lambda ends: tuple(sorted(ends))), max_size=5
)


@given(st.lists(st.tuples(marks, marks), max_size=4))
def test_marks_are_compared_alike_from_both_sides(documents: list[tuple[list, list]]) -> None:
    turned = [(other, one) for one, other in documents]
    for measure in (agreement.exact_f1, agreement.overlap_f1):
        found = measure(documents)
        assert same(found, measure(turned))
        assert found.value is None or 0 <= found.value <= 1
        alike = measure([(one, list(reversed(one))) for one, _ in documents])
        assert alike.value in (None, 1)


@given(st.lists(st.tuples(marks, marks), max_size=3))
def test_shared_characters_are_those_of_the_sets(documents: list[tuple[list, list]]) -> None:
    sets = [[{n for a, b in side for n in range(a, b)} for side in pair] for pair in documents]
    marked = sum(len(one) + len(other) for one, other in sets)
    expected = 2 * sum(len(one & other) for one, other in sets) / marked if marked else None

    assert agreement.overlap_f1(documents).value == expected
