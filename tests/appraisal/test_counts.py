"""Exact intervals: known values, the definition itself, and how counts read in a table."""

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.appraisal.counts import (
    exact_interval,
    notes,
    percent,
    render,
    rule_of_three,
    upper_limit,
    worked_out,
)
from reviewer.errors import ReviewError


def tail_at_least(events: int, total: int, p: float) -> float:
    """The chance of `events` or more, summed exactly in fractions."""
    exact = Fraction(p)
    terms = (math.comb(total, k) * exact**k * (1 - exact) ** (total - k) for k in range(events, total + 1))
    return float(sum(terms))


def test_the_values_of_the_specification():
    low, high = exact_interval(0, 20)
    assert (low, round(high, 3)) == (0.0, 0.168)
    assert round(upper_limit(0, 20), 3) == 0.139
    assert rule_of_three(20) == 0.15
    low, high = exact_interval(10, 20)
    assert (round(low, 3), round(high, 3)) == (0.272, 0.728)


@pytest.mark.parametrize("total", [1, 2, 7, 19, 20, 100, 5000])
def test_no_events_and_all_events_have_a_closed_form(total: int):
    bound = 0.025 ** (1 / total)
    assert exact_interval(0, total)[1] == pytest.approx(1 - bound, abs=1e-9)
    assert exact_interval(total, total) == (pytest.approx(bound, abs=1e-9), 1.0)
    assert upper_limit(0, total) == pytest.approx(1 - 0.05 ** (1 / total), abs=1e-9)


@given(st.integers(1, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_each_limit_leaves_the_tail_it_should(counts: tuple[int, int]):
    events, total = counts
    low, high = exact_interval(events, total)
    assert 0 <= low <= events / total <= high <= 1
    if events:
        assert tail_at_least(events, total, low) == pytest.approx(0.025, abs=1e-9)
    if events < total:
        assert 1 - tail_at_least(events + 1, total, high) == pytest.approx(0.025, abs=1e-9)


@given(st.integers(0, 2000), st.integers(1, 2000), st.sampled_from([0.8, 0.9, 0.95, 0.99]))
def test_events_and_their_absence_mirror_each_other(events: int, more: int, level: float):
    total = events + more
    low, high = exact_interval(events, total, level)
    other_low, other_high = exact_interval(more, total, level)
    assert low == pytest.approx(1 - other_high, abs=1e-9)
    assert high == pytest.approx(1 - other_low, abs=1e-9)


def test_large_counts_stay_near_the_normal_interval():
    low, high = exact_interval(500_000, 1_000_000)
    assert low == pytest.approx(0.5 - 1.96 * 0.0005, abs=1e-5)
    assert high == pytest.approx(0.5 + 1.96 * 0.0005, abs=1e-5)


def test_nobody_at_all_is_not_defined():
    assert exact_interval(0, 0) is None and upper_limit(0, 0) is None and rule_of_three(0) is None
    assert upper_limit(4, 4) == 1.0


@pytest.mark.parametrize(
    ("events", "total", "level"), [(3, 2, 0.95), (-1, 5, 0.95), (1, 5, 1.0), (0, -1, 0.9)]
)
def test_impossible_counts_are_refused(events: int, total: int, level: float):
    with pytest.raises(ReviewError):
        exact_interval(events, total, level)


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("relapse free {10/20}", "relapse free 10 of 20, 50% (27.2 to 72.8)*"),
        ("{0/20}; index terms", "0 of 20 (0 to 16.8%)*; index terms"),
        ("{20/20}", "20 of 20 (83.2 to 100%)*"),
        ("{1/3} and { 2 / 3 }", "1 of 3, 33.3% (0.8 to 90.6)* and 2 of 3, 66.7% (9.4 to 99.2)*"),
        ("{0/0}", "0 of 0, not defined"),
        ("{21/20} {-1/20} {a/b} {10} {1.5/2}", "{21/20} {-1/20} {a/b} {10} {1.5/2}"),
        ("{123456789/2000000000}", "{123456789/2000000000}"),
        ("not estimable", "not estimable"),
        ("{0/20} nausea {note: Only in index terms.}", "0 of 20 (0 to 16.8%)* nausea"),
    ],
)
def test_counts_in_a_table(typed: str, printed: str):
    assert render(typed) == printed


def test_what_is_worked_out_is_known():
    assert worked_out("free {10/20}") and not worked_out("a* {0/0}") and not worked_out("50%*")


def test_notes_are_taken_out_of_the_text():
    assert notes("x {note: The abstract does not mention them.} y {note: }") == (
        "The abstract does not mention them.",
    )


def test_a_percentage_never_rounds_to_none_or_all():
    assert [percent(value) for value in (0.0, 1.0, 0.5, 0.27196)] == ["0", "100", "50.0", "27.2"]
    assert percent(0.0001) == "0.01" and percent(0.99999) == "99.999"
    assert percent(1e-12) == "less than 0.0000001" and percent(1 - 1e-12) == "more than 99.9999999"


@given(st.text(max_size=60))
def test_any_text_renders(text: str):
    rendered = render(text)
    assert isinstance(rendered, str)
    if "{" not in text:
        assert rendered == text
