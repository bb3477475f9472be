"""GRADE: the vectors of the evidence specification, the stair, the locks, and what holds for any input."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.appraisal import grade
from reviewer.appraisal.instruments import instruments
from reviewer.errors import ReviewError
from reviewer.model import Certainty, Effect, Judgement

SHORT = {
    "rob": "risk_of_bias",
    "inc": "inconsistency",
    "ind": "indirectness",
    "imp": "imprecision",
    "pub": "publication_bias",
    "large": "large_effect",
    "dose": "dose_response",
    "conf": "confounding",
}


def certainty(
    start: str = "non-randomised",
    rules: str = "classic",
    reasons: Mapping[str, str] | None = None,
    overrides: Mapping[str, str] | None = None,
    **levels: int,
) -> Certainty:
    reasons, overrides = reasons or {}, overrides or {}
    judgements = {
        domain: Judgement(levels.get(short, 0), reasons.get(short, ""), overrides.get(short, ""))
        for short, domain in SHORT.items()
        if short in levels or short in reasons
    }
    return Certainty(1, 1, 1, "r", rule_set=rules, start=start, judgements=judgements)


@pytest.mark.parametrize(
    ("rating", "label"),
    [
        (certainty("randomised"), "High"),
        (certainty("randomised", rob=-1), "Moderate"),
        (certainty("randomised", rob=-2, inc=-1, imp=-1), "Very low"),
        (certainty(large=1), "Moderate"),
        (certainty(large=2), "High"),
        (certainty(rob=-1, large=1), "Very low"),
        (certainty(rules="robins-i", rob=-2), "Low"),
        (certainty(rob=-1, imp=-1), "Very low"),
        (certainty("case-series", rob=-1, imp=-1), "Very low"),
        (certainty("case-series-very-low"), "Very low"),
        (certainty(), "Low"),
        (certainty(rules="core"), "Low"),
        (certainty("randomised", rules="core", imp=-3), "Very low"),
        (certainty(rules="robins-i", rob=-3), "Very low"),
        (certainty(dose=1, conf=1), "High"),
        (certainty("randomised", ind=-1, pub=-1), "Low"),
    ],
)
def test_the_vectors_of_the_specification(rating: Certainty, label: str):
    assert grade.rate(rating).label == label


def steps(rating: Certainty) -> dict[str, tuple[int, int, int, str]]:
    return {
        step.domain: (step.levels, step.before, step.after, step.note) for step in grade.rate(rating).steps
    }


def test_the_stair_of_the_first_seed():
    worked = grade.rate(certainty(rob=-1, imp=-1))
    assert (worked.start_level, worked.level, worked.signs) == (2, 1, "⊕◯◯◯")
    stair = steps(certainty(rob=-1, imp=-1))
    assert tuple(stair) == grade.DOMAINS_DOWN + grade.DOMAINS_UP
    assert stair["risk_of_bias"] == (-1, 2, 1, "")
    assert stair["imprecision"] == (-1, 1, 1, "floor")
    assert stair["inconsistency"] == stair["confounding"] == (0, 1, 1, "")
    assert worked.warnings == ()


def test_an_upgrade_is_locked_while_something_is_rated_down():
    locked = certainty(rob=-1, large=1)
    assert steps(locked)["large_effect"] == (1, 1, 1, "locked")
    assert grade.rate(locked).warnings == (
        "Large effect: upgrade not applied, because a domain is rated down.",
    )
    assert grade.rated_down(locked) and not grade.rated_down(certainty(large=1))


def test_an_override_with_a_reason_opens_the_lock():
    opened = certainty(rob=-1, large=1, overrides={"large": "The bias would hide the effect."})
    assert grade.rate(opened).label == "Low"
    assert steps(opened)["large_effect"] == (1, 1, 2, "")
    assert "counted although a domain is rated down" in grade.rate(opened).warnings[0]
    assert grade.rate(certainty(rob=-1, large=1, overrides={"large": "  "})).label == "Very low"


def test_an_override_cannot_climb_out_of_more_than_was_lost():
    sunk = certainty(rob=-2, imp=-2, large=1, overrides={"large": "Why not."})
    assert grade.rate(sunk).level == 1
    assert steps(sunk)["large_effect"] == (1, 1, 1, "floor")


def test_the_ceiling_is_said():
    assert steps(certainty("randomised", large=1))["large_effect"] == (1, 4, 4, "ceiling")
    assert steps(certainty(large=2, dose=1))["dose_response"] == (1, 4, 4, "ceiling")
    assert steps(certainty("randomised", rob=-2, imp=-2))["imprecision"] == (-2, 2, 1, "floor")


@pytest.mark.parametrize(
    ("rating", "words"),
    [
        (certainty("randomised", large=1), "rating up is meant for non-randomised"),
        (certainty("randomised", pub=-2), "rated −2; GRADE knows undetected"),
        (certainty(rules="core", dose=1), "Core GRADE names only a large effect"),
        (certainty(rules="robins-i", rob=-1), "normally rated down at least two levels"),
        (certainty("case-series", rules="robins-i", rob=-1), "ROBINS-I does not fit"),
        (certainty(imp=-3), "Imprecision: −3 is not open under classic GRADE; counted as −2"),
        (certainty(rob=-3), "Risk of bias: −3 is not open"),
        (certainty(rules="robins-i", imp=-3), "Imprecision: −3 is not open under GRADE with ROBINS-I"),
        (certainty(inc=1), "Inconsistency: +1 is not open"),
        (certainty(large=-1), "Large effect: −1 is not open"),
        (certainty(rules="own"), "The rule set “own” is not known; classic GRADE was used"),
        (certainty("trial"), "The start “trial” is not known"),
        (certainty(imp=-1, reasons={"imp": "Not statistically significant"}), "speaks of significance"),
        (Certainty(1, 1, 1, "r", judgements={"mood": Judgement(-1)}), "“mood” is no domain of GRADE"),
    ],
)
def test_what_is_unusual_is_said(rating: Certainty, words: str):
    assert any(words in warning for warning in grade.rate(rating).warnings)


def test_publication_bias_minus_two_counts_with_its_warning():
    assert grade.rate(certainty("randomised", pub=-2)).label == "Low"
    assert grade.rate(certainty("randomised", pub=-3)).label == "Low"


def test_each_domain_has_its_levels():
    assert grade.allowed("risk_of_bias") == grade.allowed("imprecision") == (0, -1, -2)
    assert grade.allowed("risk_of_bias", "robins-i") == (0, -1, -2, -3)
    assert grade.allowed("imprecision", "core") == (0, -1, -2, -3)
    assert grade.allowed("publication_bias") == (0, -1)
    assert grade.allowed("large_effect") == (0, 1, 2)
    assert grade.allowed("dose_response") == grade.allowed("confounding") == (0, 1)


def test_a_level_that_is_not_open_is_refused_with_the_choices():
    grade.require_allowed("imprecision", -2)
    grade.require_allowed("publication_bias", -2)
    with pytest.raises(ReviewError, match="Imprecision cannot be rated −3") as caught:
        grade.require_allowed("imprecision", -3)
    assert "0, −1, −2" in caught.value.hint
    with pytest.raises(ReviewError, match="no item “mood”"):
        grade.require_allowed("mood", 0)


def test_the_domains_are_those_of_the_file():
    assert tuple(item.id for item in instruments()["grade"].items) == grade.DOMAINS
    sections = {item.id: item.section for item in instruments()["grade"].items}
    assert {sections[each] for each in grade.DOMAINS_DOWN} == {"down"}
    assert {sections[each] for each in grade.DOMAINS_UP} == {"up"}


@pytest.mark.parametrize(
    ("design", "start"),
    [
        ("randomised trial", "randomised"),
        ("cohort study", "non-randomised"),
        ("Retrospective case series", "case-series"),
        ("single-arm study", "case-series"),
        ("", "non-randomised"),
    ],
)
def test_a_design_suggests_the_start(design: str, start: str):
    assert grade.start_for(design) == start


def test_what_stands_before_mark_as_graded():
    assert grade.missing(certainty(rob=-1, imp=-1, reasons={"rob": "No comparison group."})) == [
        "Starts at: say why.",
        "Imprecision: say why it is rated −1.",
    ]
    done = Certainty(
        1, 1, 1, "r", start_reason="Case series.", judgements={"risk_of_bias": Judgement(-1, "No controls.")}
    )
    assert grade.missing(done) == []


def test_a_case_series_needs_a_reasoned_risk_of_bias():
    bare = Certainty(1, 1, 1, "r", start="case-series", start_reason="Case series.")
    assert grade.missing(bare) == [
        "Risk of bias: without a comparison group it must be judged with a reason."
    ]


def test_the_decision_rests_on_the_lowest_critical_outcome():
    assert grade.overall([(3, 9), (2, 7), (1, 6), (1, None)]) == 2
    assert grade.overall([(1, 3)]) is None


ANY_JUDGEMENT = st.builds(Judgement, st.integers(-5, 5), st.text(max_size=5), st.text(max_size=3))
ANY = st.builds(
    Certainty,
    id=st.just(1),
    claim=st.just(1),
    population=st.none(),
    reviewer=st.just("r"),
    rule_set=st.sampled_from(["classic", "robins-i", "core", "other"]),
    start=st.sampled_from(["randomised", "non-randomised", "case-series", "case-series-very-low", "?"]),
    judgements=st.dictionaries(st.sampled_from([*grade.DOMAINS, "mood"]), ANY_JUDGEMENT),
)


@given(ANY)
def test_whatever_is_stored_gives_a_level_and_an_unbroken_stair(rating: Certainty):
    worked = grade.rate(rating)
    assert 1 <= worked.level <= 4 and len(worked.steps) == 8
    level = worked.start_level
    for step in worked.steps:
        assert step.before == level and 1 <= step.after <= 4
        if not step.note:
            assert step.after - step.before == step.levels
        level = step.after
    assert level == worked.level


@given(ANY)
def test_without_an_override_nothing_rated_down_ends_above_its_start(rating: Certainty):
    plain = {key: Judgement(each.levels, each.reason) for key, each in rating.judgements.items()}
    bare = Certainty(1, 1, None, "r", rule_set=rating.rule_set, start=rating.start, judgements=plain)
    worked = grade.rate(bare)
    if grade.rated_down(bare):
        assert worked.level <= worked.start_level
        assert all(step.note == "locked" for step in worked.steps if step.levels > 0)


def test_the_overall_certainty_in_words():
    assert grade.overall_words([(1, 2, 9), (2, 1, 6), (3, 3, 7)]) == (
        "Low, the lowest of 2 critical outcomes (claims 1 and 3)."
    )
    assert grade.overall_words([(1, 2, 9)]) == "Low, that of the only critical outcome (claim 1)."
    assert grade.overall_words([(1, None, 9), (2, 4, 8)]) == (
        "Not defined yet: claim 1 is critical and without a certainty so far."
    )
    assert grade.overall_words([(1, 4, 6), (2, 4, None)]).startswith("Not defined: no outcome")


@pytest.mark.parametrize(
    ("effect", "levels", "words"),
    [
        (Effect("RR", "0.75"), 1, "a relative risk of 0.75 is neither over 2 nor under 0.5"),
        (Effect("RR", "3"), 2, "neither over 5 nor under 0.2"),
        (Effect("RR", "3"), 1, ""),
        (Effect("OR", "2.2", risk="0.5"), 1, "a relative risk of 1.38"),
        (Effect("OR", "2.2"), 1, ""),
    ],
)
def test_a_large_effect_is_held_against_its_numbers(effect: Effect, levels: int, words: str):
    rated = replace(certainty(large=levels), effect=effect)
    said = [warning for warning in grade.rate(rated).warnings if "relative risk" in warning]
    assert bool(said) == bool(words) and words in " ".join(said)


def test_core_grade_is_reminded_of_its_target():
    crossing = Effect("RR", "0.8", "0.6", "1.1")
    assert grade.rate(replace(certainty(rules="core"), effect=crossing)).warnings == (
        "Imprecision: no effect lies within the interval 0.6 to 1.1. Core GRADE rates down then.",
    )
    for quiet in (certainty(rules="core", imp=-1), certainty()):
        assert not any("Imprecision" in w for w in grade.rate(replace(quiet, effect=crossing)).warnings)
