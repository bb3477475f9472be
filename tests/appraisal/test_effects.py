"""Absolute effects: the formulas of the specification, honest rounding, and what is refused."""

from __future__ import annotations

import math
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.appraisal import effects
from reviewer.errors import ReviewError
from reviewer.model import Effect

WORKED = [
    (("RR", "0.75", "0.60", "0.94", "200/1000"), "200", "150", "50 fewer per 1,000 (80 fewer to 12 fewer)"),
    (("RR", "0.75", "0.50", "1.10", "20%"), "200", "150", "50 fewer per 1,000 (100 fewer to 20 more)"),
    (("OR", "0.5", "0.25", "1", "0.2"), "200", "111", "89 fewer per 1,000 (141 fewer to 0)"),
    (("OR", "2", "", "", "0.5"), "500", "667", "167 more per 1,000"),
    (("HR", "0.5", "0.4", "0.7", "0.36"), "360", "200", "160 fewer per 1,000 (197 fewer to 92 fewer)"),
    (("RR", "1", "0.9", "1.1", "0.1"), "100", "100", "0 per 1,000 (10 fewer to 10 more)"),
    (("RR", "0.9", "", "", "0.001"), "1", "1", "less than 1 fewer per 1,000"),
    (("RR", "0,95", "", "", "0.05"), "50", "48", "3 fewer per 1,000"),
    (("RR", "2", "1.5", "3", "400/1000"), "400", "800", "400 more per 1,000 (200 more to 600 more)"),
]


@pytest.mark.parametrize(("numbers", "comparator", "intervention", "difference"), WORKED)
def test_the_absolute_effect_is_that_of_the_formulas(
    numbers: tuple[str, ...], comparator: str, intervention: str, difference: str
) -> None:
    effect = Effect(*numbers)
    assert effects.checked(effect)
    assert effects.comparator(effect) == f"{comparator} per 1,000"
    assert effects.intervention(effect) == f"{intervention} per 1,000"
    assert effects.difference(effect) == difference


def test_a_risk_is_read_however_it_is_written() -> None:
    for text in ("0.2", ".2", "0,2", "20%", "20 %", "200/1000", "200 per 1,000", "2 of 10", "1 in 5"):
        assert effects.risk_of(text) == Fraction(1, 5), text


def test_a_limit_over_all_people_is_held_there() -> None:
    found = effects.absolute(Effect("RR", "2", "1.5", "3", "0.4"))
    assert found is not None and found.capped and found.high == Fraction(6, 10)


def test_a_ratio_and_a_difference_read_as_they_were_typed() -> None:
    assert effects.relative(Effect("RR", "0.60", "0.40", "0.90")) == "RR 0.60 (0.40 to 0.90)"
    assert effects.relative(Effect("MD", "−3.2", "−5.1", "−1.3")) == ""
    shown = effects.difference(Effect("MD", "−3.2", "−5.1", "−1.3", unit="points"))
    assert shown == "MD −3.2 points (−5.1 to −1.3)"
    assert effects.absolute(Effect("MD", "−3.2", "−5.1", "−1.3")) is None
    assert effects.difference(Effect()) == effects.comparator(Effect("RR", "0.5")) == ""


@pytest.mark.parametrize(
    ("effect", "sentence"),
    [
        (Effect("RR", "0.5", "0.6", "0.9"), "The interval 0.6 to 0.9 does not hold 0.5."),
        (Effect("RR", "0.95", "0.6", "0.9"), "does not hold 0.95"),
        (Effect("MD", "", "2", "1"), "The interval 2 to 1 runs backwards."),
        (Effect("RR", "0.5", risk="1.2"), "Assumed risk: 1.2 does not lie between 0 and 1."),
        (Effect("RR", "0.5", risk="120%"), "does not lie between 0 and 1"),
        (Effect(risk="-0.1"), "does not lie between 0 and 1"),
        (Effect("RR", "0.5", risk="3/0"), "no people to count among"),
        (Effect("RR", "3", risk="0.5"), "would give 1,500 of 1,000"),
        (Effect("RR", "0"), "cannot be; risk ratios lie above 0"),
        (Effect("OR", "-2"), "cannot be; odds ratios lie above 0"),
        (Effect("MD", "3", risk="0.2"), "needs no assumed risk"),
        (Effect("NNT", "3"), "“NNT” is no measure of effect."),
        (Effect("", "3"), "These numbers have no measure."),
        (Effect("RR", "half"), "Estimate: “half” is not a number."),
        (Effect("RR", "1,000"), "“1,000” could be read in two ways."),
        (Effect("RR", "1e5"), "is not a number"),
        (Effect("RR", "9" * 400), "is not a number"),
    ],
)
def test_what_cannot_be_is_refused_with_a_hint(effect: Effect, sentence: str) -> None:
    with pytest.raises(ReviewError) as refused:
        effects.checked(effect)
    assert sentence in refused.value.message and refused.value.hint
    assert effects.absolute(effect) is None


def test_what_is_not_complete_passes_and_is_not_worked_out() -> None:
    for effect in (Effect("RR"), Effect("RR", "0.5"), Effect("RR", "0.5", "0.2"), Effect("RR", risk="0.2")):
        assert effects.checked(effect) == effect
        assert effects.absolute(effect) is None
    assert effects.relative(Effect("RR", "0.5", "0.2")) == "RR 0.5"
    assert effects.checked(Effect(" RR", " 0.5 ")) == Effect("RR", "0.5")


def test_whether_the_interval_includes_no_effect() -> None:
    assert effects.holds_no_effect(Effect("RR", "0.9", "0.7", "1.1")) is True
    assert effects.holds_no_effect(Effect("MD", "2", "1", "3")) is False
    assert effects.holds_no_effect(Effect("RR", "0.9")) is None
    assert effects.risk_ratio(Effect("OR", "2", risk="0.5")) == Fraction(4, 3)
    assert effects.risk_ratio(Effect("OR", "2")) is None


def test_how_the_interval_lies_to_its_target() -> None:
    ratio = Effect("RR", "0.75", "0.60", "0.94")
    assert effects.crosses_target(ratio) is False
    assert effects.about_target(ratio) == "No effect lies outside the interval 0.60 to 0.94."
    assert effects.about_target(replace(ratio, target="0.9")) == (
        "The target 0.9 lies within the interval 0.60 to 0.94."
    )
    assert effects.about_target(Effect("MD", "-3", "-7", "1", target="-5")).startswith(
        "The target −5 lies within"
    )
    assert effects.about_target(Effect("RR", "0.75")) == ""
    with pytest.raises(ReviewError, match="Target: 0 cannot be; risk ratios lie above 0"):
        effects.checked(replace(ratio, target="0"))


RISKS = st.fractions(0, 1, max_denominator=1000)
RATIOS = st.decimals("0.01", "20", places=2).map(str)


@given(st.sampled_from(["RR", "OR", "HR"]), RATIOS, RISKS)
def test_a_risk_stays_a_risk_and_moves_with_its_ratio(measure: str, ratio: str, risk: Fraction) -> None:
    effect = Effect(measure, ratio, risk=f"{risk.numerator}/{risk.denominator}")
    found = effects.absolute(effect)
    if found is None:
        assert measure == "RR" and Fraction(ratio) * risk > 1
        return
    assert found.comparator == risk and 0 <= found.intervention <= 1
    if risk in (0, 1) and measure != "RR":
        assert found.difference == 0
    elif risk and Fraction(ratio) != 1:
        assert (found.difference > 0) == (Fraction(ratio) > 1)
    else:
        assert found.difference == 0


@given(st.sampled_from(["RR", "OR", "HR"]), st.lists(RATIOS, min_size=3, max_size=3), RISKS)
def test_the_interval_holds_the_difference(measure: str, ratios: list[str], risk: Fraction) -> None:
    low, estimate, high = sorted(ratios, key=Fraction)
    effect = Effect(measure, estimate, low, high, f"{risk.numerator}/{risk.denominator}")
    found = effects.absolute(effect)
    if found is not None:
        assert found.low is not None and found.high is not None
        assert found.low <= found.difference <= found.high
        assert -risk <= found.low and found.high <= 1 - risk


@given(RATIOS, st.fractions("0.01", "0.99", max_denominator=1000))
def test_odds_and_hazards_turn_back_into_their_ratio(ratio: str, risk: Fraction) -> None:
    odds = effects.absolute(Effect("OR", ratio, risk=f"{risk.numerator}/{risk.denominator}"))
    assert odds is not None
    back = (odds.intervention / (1 - odds.intervention)) / (risk / (1 - risk))
    assert back == Fraction(ratio)
    hazard = effects.absolute(Effect("HR", ratio, risk=f"{risk.numerator}/{risk.denominator}"))
    assert hazard is not None
    left = float(1 - hazard.intervention)
    if 1e-9 < left < 1 - 1e-9:
        assert math.log(left) / math.log(1 - risk) == pytest.approx(float(Fraction(ratio)), rel=1e-4)


@given(st.fractions(-1000, 1000, max_denominator=10_000))
def test_a_whole_number_is_never_further_away_than_half(value: Fraction) -> None:
    shown = effects.whole(value)
    if shown == "less than 1":
        assert 0 < abs(value) < Fraction(1, 2)
    elif shown == "more than 999":
        assert Fraction(1999, 2) <= value < 1000
    else:
        assert abs(int(shown.replace(",", "")) - value) <= Fraction(1, 2)
        assert (shown == "0") == (value == 0)
