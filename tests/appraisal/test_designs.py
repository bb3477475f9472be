"""Designs: a phrase names one of them, and each is known to have a comparison group or not."""

import pytest

from reviewer.appraisal.designs import CUES, DESIGNS, classify, kind_of, uncontrolled


@pytest.mark.parametrize(
    ("words", "design"),
    [
        ("Retrospective case series with prospective follow-up", "case series"),
        ("prospective single-arm open-label study", "single-arm study"),
        ("A randomized, double-blind, placebo-controlled trial", "randomised trial"),
        ("Patients were randomised to one of two doses", "randomised trial"),
        ("randomly assigned", "randomised trial"),
        ("non-randomized comparative study", "non-randomised controlled study"),
        ("nonrandomised trial", "non-randomised controlled study"),
        (
            "systematic review and meta-analysis of randomised controlled trials",
            "systematic review of randomised trials",
        ),
        ("Systematic review", "systematic review"),
        ("nested case–control study", "case-control study"),
        ("inception cohort", "inception cohort"),
        ("retrospective cohort study", "cohort study"),
        ("one-group study", "single-arm study"),
        ("an uncontrolled pilot study", "single-arm study"),
        ("open-label extension study", "single-arm study"),
        ("case report", "case report"),
        ("cross-sectional survey", "cross-sectional study"),
        ("historically controlled trial", "historically controlled study"),
        ("n-of-1 trial", "n-of-1 trial"),
        ("Case Series", "case series"),
        ("a cluster randomized controlled trial", "cluster-randomised trial"),
        ("stepped-wedge cluster trial", "cluster-randomised trial"),
        ("A randomised, double-blind, crossover trial", "randomised crossover trial"),
        ("cross-over randomized trial", "randomised crossover trial"),
        ("a non-randomised crossover trial", "non-randomised controlled study"),
        ("a narrative", ""),
        ("", ""),
    ],
)
def test_a_phrase_names_a_design(words: str, design: str):
    assert classify(words) == design


def test_every_design_is_its_own_word_and_every_cue_names_one():
    assert all(classify(name) == name for name in DESIGNS)
    assert {name for name, _ in CUES} <= set(DESIGNS)


def test_only_three_designs_have_no_comparison_group():
    assert {name for name in DESIGNS if uncontrolled(name)} == {
        "case series",
        "case report",
        "single-arm study",
    }
    assert uncontrolled("Retrospective case series") and not uncontrolled("")


def test_a_variant_of_a_trial_stands_in_tables_as_a_trial():
    assert {kind_of(each) for each in DESIGNS if "trial" in each and "random" in each} == {
        "randomised trial", "systematic review of randomised trials",
    }  # fmt: skip
    assert kind_of("case series") == "case series" and kind_of("a poem") == "a poem"
