"""The optimal information size: known sizes, the power it gives, and what it says of itself."""

from __future__ import annotations

import math
from fractions import Fraction
from statistics import NormalDist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.appraisal import information_size as sizes
from reviewer.errors import ReviewError

HALF = Fraction(1, 2)


def test_sizes_that_are_published() -> None:
    # The manual of R's power.prop.test: proportions .50 and .75 at power .90 need 76.7 in each group.
    assert sizes.for_risk("0.75", Fraction(1, 3), beta=Fraction(1, 10)).per_group == 77
    # A difference of one standard deviation at power .90 needs 21.01 by the normal approximation.
    assert sizes.for_means("1", "1", beta=Fraction(1, 10)).per_group == 22
    assert sizes.for_means("10", "−5").per_group == 63


def test_it_says_what_it_assumed_and_how_much_there_is() -> None:
    size = sizes.for_risk("200 per 1000", Fraction(1, 4))
    assert size.total == 1812
    assert sizes.sentence(size, 20) == (
        "Optimal information size 1,812 (assumed risk 200 per 1,000, relative reduction 25%, two-sided "
        "α 0.05, β 0.20, two groups of one size); the body has 20, 1% of it."
    )
    assert sizes.sentence(size, 3).endswith("the body has 3, less than 1% of it.")
    assert sizes.sentence(size, 1812).endswith("the body has 1,812, reached.")
    assert sizes.sentence(size, None).endswith("how many people the body has is not stated.")


def test_the_older_rule_of_thumb_says_that_it_is_to_be_verified() -> None:
    assert sizes.RULES_OF_THUMB == {"events": 300, "participants": 400}
    said = "Older rule of thumb (to verify): about"
    assert sizes.rule_of_thumb("events", None) == (
        f"{said} 300 events; how many events the body has is not stated."
    )
    assert sizes.rule_of_thumb("events", 10) == f"{said} 300 events; the body has 10, 3% of it."
    assert sizes.rule_of_thumb("participants", 400) == f"{said} 400 participants; the body has 400, reached."
    assert (sizes.events_of(" "), sizes.events_of("0"), sizes.events_of("10")) == (None, 0, 10)
    for typed in ("-1", "2.5", "few"):
        with pytest.raises(ReviewError, match="Events"):
            sizes.events_of(typed)


@pytest.mark.parametrize(("risk", "reduction"), [("0", "0.2"), ("1", "0.2"), ("0.2", "0"), ("0.2", "1")])
def test_a_size_that_is_not_defined_is_refused(risk: str, reduction: str) -> None:
    with pytest.raises(ReviewError, match="No information size"):
        sizes.for_risk(risk, Fraction(reduction))


def test_means_need_a_spread_and_a_difference() -> None:
    for spread, smallest in (("0", "1"), ("1", "0")):
        with pytest.raises(ReviewError, match="No information size"):
            sizes.for_means(spread, smallest)
    with pytest.raises(ReviewError, match="thousand million"):
        sizes.for_means("1000000", "0.000001")
    with pytest.raises(ReviewError, match="Standard deviation: “wide” is not a number"):
        sizes.for_means("wide", "1")


def power(first: float, second: float, people: int) -> float:
    """Return the power of the comparison of two proportions, by the same approximation."""
    mean = (first + second) / 2
    edge = NormalDist().inv_cdf(0.975) * math.sqrt(2 * mean * (1 - mean))
    spread = math.sqrt(first * (1 - first) + second * (1 - second))
    return NormalDist().cdf((abs(first - second) * math.sqrt(people) - edge) / spread)


@given(st.integers(5, 95), st.sampled_from(sizes.REDUCTIONS))
def test_the_size_is_the_smallest_with_the_power_asked_for(percent: int, reduction: Fraction) -> None:
    size = sizes.for_risk(f"{percent}%", reduction)
    first = percent / 100
    second = first * (1 - float(reduction))
    assert power(first, second, size.per_group) >= 0.8 - 1e-9
    assert power(first, second, size.per_group - 1) < 0.8
