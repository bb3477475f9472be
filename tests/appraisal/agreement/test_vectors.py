"""Agreement: the values of the specification, textbook sets, and what is not defined."""

from __future__ import annotations

import math
from collections import Counter

import pytest

from reviewer.appraisal import agreement
from reviewer.appraisal.agreement import Statistic, Table
from reviewer.appraisal.counts import exact_interval
from reviewer.errors import ReviewError
from tests.appraisal.agreement.sets import LEVELS, fleiss_set, krippendorff_set, table


def rounded(statistic: Statistic) -> float | None:
    return None if statistic.value is None else round(statistic.value, 4)


def test_a_table_of_two_categories() -> None:
    first = table((20, 5), (10, 15))
    kappa = agreement.kappa(first)

    assert (rounded(kappa), round(kappa.error or 0, 4)) == (0.4, 0.1296)
    assert (round(kappa.low or 0, 3), round(kappa.high or 0, 3)) == (0.146, 0.654)
    assert agreement.observed(first).value == 0.7 and agreement.expected(first) == 0.5
    assert rounded(agreement.pabak(first)) == 0.4
    assert rounded(agreement.ac1(first.tallies())) == 0.4059
    assert rounded(agreement.scott(first.tallies())) == 0.3939
    assert rounded(agreement.positive(first)) == 0.7273 and rounded(agreement.negative(first)) == 0.6667


def test_a_prevalent_category_lowers_kappa_alone() -> None:
    first = table((118, 5), (2, 0))

    assert rounded(agreement.observed(first)) == 0.944
    assert rounded(agreement.kappa(first)) == -0.0234
    assert rounded(agreement.pabak(first)) == 0.888
    assert rounded(agreement.ac1(first.tallies())) == 0.9408
    assert rounded(agreement.negative(first)) == 0


def test_ordered_categories() -> None:
    first = table(*LEVELS)

    assert rounded(agreement.kappa(first)) == 0.6861
    assert rounded(agreement.weighted_kappa(first, "linear")) == 0.8098
    assert rounded(agreement.weighted_kappa(first, "quadratic")) == 0.9041


def test_many_reviewers() -> None:
    assert rounded(agreement.fleiss(fleiss_set())) == 0.2099


def test_reviewers_who_saw_different_items() -> None:
    tallies = agreement.tallies_of(krippendorff_set(), "1234")

    assert rounded(agreement.alpha(tallies)) == 0.6914
    assert rounded(agreement.alpha(tallies, "interval", (1, 2, 3, 4))) == 0.8108
    assert agreement.alpha(tallies, "interval") == agreement.alpha(tallies, "interval", (1, 2, 3, 4))
    assert rounded(agreement.alpha(tallies, "ordinal")) == 0.8067
    unequal = agreement.fleiss(tallies)
    assert unequal.value is None and "Krippendorff's alpha" in unequal.reason


def test_intervals_that_follow_from_one_proportion_are_exact() -> None:
    first = table((20, 5), (10, 15))
    low, high = exact_interval(35, 50) or (0, 0)
    among = exact_interval(20, 35) or (0, 0)
    pabak, positive = agreement.pabak(first), agreement.positive(first)

    assert (agreement.observed(first).low, agreement.observed(first).high) == (low, high)
    assert (pabak.low, pabak.high) == (2 * low - 1, 2 * high - 1)
    assert (positive.low, positive.high) == tuple(2 * each / (1 + each) for each in among)


def test_no_spread_is_no_narrow_interval() -> None:
    first = table((3, 0), (0, 2))
    kappa = agreement.kappa(first)

    assert kappa.value == 1 and kappa.low is None and "do not vary" in kappa.reason
    assert agreement.observed(first).low == pytest.approx(0.025 ** (1 / 5))


@pytest.mark.parametrize("counts", [((3, 0), (0, 2)), ((4, 3), (0, 0)), ((7, 0, 0), (0, 11, 0), (0, 0, 13))])
@pytest.mark.parametrize("weights", ["linear", "quadratic"])
def test_rounding_is_no_standard_error(weights: str, counts: tuple[tuple[int, ...], ...]) -> None:
    found = agreement.weighted_kappa(table(*counts), weights)

    assert found.low is None and found.error is None and "do not vary" in found.reason


def test_the_bootstrap_gives_the_same_interval_each_time() -> None:
    tallies = table(*LEVELS).tallies()
    first, again = agreement.alpha(tallies, "ordinal"), agreement.alpha(tallies, "ordinal")

    assert first == again
    assert first.low is not None and first.value is not None and first.high is not None
    assert 0.6 < first.low < first.value < first.high < 1 and "bootstrap over items" in first.method


@pytest.mark.parametrize("name", ["kappa", "linear", "quadratic", "pi", "alpha", "fleiss"])
def test_one_category_throughout_is_not_defined(name: str) -> None:
    first = table((9, 0, 0), (0, 0, 0), (0, 0, 0))
    found = every(first)[name]

    assert found.value is None and found.low is None and "one category" in found.reason


def test_coefficients_that_know_the_other_categories_stay_defined() -> None:
    first = table((9, 0), (0, 0))

    assert agreement.pabak(first).value == 1 and agreement.ac1(first.tallies()).value == 1
    assert agreement.positive(first).value == 1
    assert agreement.negative(first).reason == "Nobody chose “b”."
    alone = table((9,))
    assert {each.value for name, each in every(alone).items() if name not in ("observed", "mean")} == {None}


def test_nothing_judged_by_two_is_not_defined() -> None:
    found = every(table((0, 0), (0, 0)))

    assert {each.value for each in found.values()} == {None}
    assert {each.reason for each in found.values()} == {"No item was judged by two people."}
    assert agreement.expected(table((0, 0), (0, 0))) is None
    assert agreement.tallies_of([("a", None), (None, None)], "ab") == Counter()


def test_what_does_not_fit_says_what_does() -> None:
    assert "each category" in agreement.positive(table(*LEVELS)).reason
    assert "Fleiss" in agreement.scott(fleiss_set()).reason


def test_a_bad_table_is_refused() -> None:
    for counts in (((1, 2),), ((1, 2), (3,)), ((1, -2), (3, 4))):
        with pytest.raises(ReviewError):
            Table(("a", "b"), counts)
    with pytest.raises(ReviewError):
        agreement.tallies_of([("a", "x")], "ab")


def test_pairs_are_counted_and_strange_categories_stand_at_the_end() -> None:
    made = agreement.table_of([("no", "yes"), ("yes", "yes"), ("maybe", "no")], ("yes", "no"))

    assert made.categories == ("yes", "no", "maybe")
    assert made.counts == ((1, 0, 0), (1, 0, 0), (0, 1, 0))
    assert made.swapped().counts == ((1, 1, 0), (0, 0, 1), (0, 0, 0))


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, ""),
        (-0.02, "poor (Landis and Koch); below fair (Cochrane)"),
        (0.0, "slight (Landis and Koch); below fair (Cochrane)"),
        (0.4, "fair (Landis and Koch); fair (Cochrane)"),
        (0.61, "substantial (Landis and Koch); good (Cochrane)"),
        (0.75, "substantial (Landis and Koch); excellent (Cochrane)"),
        (1.0, "almost perfect (Landis and Koch); excellent (Cochrane)"),
    ],
)
def test_bands_name_their_scale(value: float | None, words: str) -> None:
    assert agreement.band(value) == words


def test_the_same_stretches() -> None:
    first = [([(0, 5), (10, 20), (10, 20)], [(0, 5), (11, 20)]), ([], [(3, 4)])]
    found = agreement.exact_f1(first)

    assert found.value == pytest.approx(2 * 1 / (2 + 3))
    assert found.low is not None and found.high is not None and found.low < 0.4 < found.high
    assert agreement.exact_f1([([], [])]).value is None and agreement.exact_f1([]).value is None
    assert agreement.exact_f1([([(5, 5)], [])]).reason == "Neither of the two marked anything."


def test_characters_that_overlap() -> None:
    found = agreement.overlap_f1([([(0, 10), (5, 20)], [(10, 30)])])

    assert found.value == pytest.approx(2 * 10 / (20 + 20))
    assert found.low is None and found.reason
    wide = agreement.overlap_f1([([(0, 10)], [(0, 10 - n)]) for n in range(10)])
    assert wide.low is not None and "over documents" in wide.method
    assert agreement.overlap_f1([]).value is None


def every(first: Table) -> dict[str, Statistic]:
    """Every statistic of a table that is not about one category."""
    tallies = first.tallies()
    return {
        "observed": agreement.observed(first),
        "kappa": agreement.kappa(first),
        "linear": agreement.weighted_kappa(first, "linear"),
        "quadratic": agreement.weighted_kappa(first, "quadratic"),
        "pabak": agreement.pabak(first),
        "ac1": agreement.ac1(tallies),
        "pi": agreement.scott(tallies),
        "fleiss": agreement.fleiss(tallies),
        "mean": agreement.mean_agreement(tallies),
        "alpha": agreement.alpha(tallies),
    }


def test_no_number_is_a_nan() -> None:
    for first in (table((1, 0), (0, 0)), table((0, 1), (0, 0)), table((1, 1), (1, 1)), table(*LEVELS)):
        for each in every(first).values():
            numbers = [n for n in (each.value, each.low, each.high, each.error) if n is not None]
            assert all(math.isfinite(n) for n in numbers)
            assert (each.value is not None and each.low is not None) or each.reason
