"""The lines of the evidence specification about GRADE, OCEBM and JBI, each held against the example review.

What another test holds in full (vectors, formulas, intervals) is only touched here, so that the list is
whole.
"""

from __future__ import annotations

import pytest

from reviewer import library
from reviewer.actions import reports
from reviewer.appraisal import effects, grade, information_size, wording
from reviewer.appraisal.instruments import instruments
from reviewer.appraisal.score import level_row, score
from reviewer.library import Library, appraisals, claims, documents
from reviewer.model import Answer, Certainty, Direction, Effect, Judgement, Voice
from reviewer.reports import build
from reviewer.reports.blocks import Fact, Listing, TitleBlock, plain

GRADE, OCEBM = instruments()["grade"], instruments()["ocebm-2011"]


def rated(start: str = "non-randomised", rules: str = "classic", **levels: int) -> grade.Rating:
    judgements = {domain: Judgement(moved, "Because.") for domain, moved in levels.items()}
    return grade.rate(Certainty(1, 1, 1, "r", rules, start, judgements=judgements))


# ------------------------------------------------------------------ 1 GRADE


def test_the_unit_is_a_claim_in_one_population(review: Library) -> None:
    units = [(each.claim, each.population, each.reviewer) for each in appraisals.certainties(review)]
    assert len(units) == len(set(units)) == 8 and None not in {population for _, population, _ in units}


@pytest.mark.parametrize(
    ("start", "rules", "level"),
    [
        ("randomised", "classic", 4), ("non-randomised", "classic", 2), ("case-series", "classic", 2),
        ("case-series-very-low", "classic", 1), ("non-randomised", "robins-i", 4),
        ("case-series", "robins-i", 2), ("randomised", "core", 4), ("non-randomised", "core", 2),
    ],
)  # fmt: skip
def test_where_a_body_starts(start: str, rules: str, level: int) -> None:
    assert rated(start, rules).start_level == level


def test_a_case_series_must_say_something_of_its_risk_of_bias() -> None:
    own = Certainty(1, 1, 1, "r", start="case-series", start_reason="Series.")
    assert grade.missing(own) == ["Risk of bias: without a comparison group it must be judged with a reason."]


def test_three_levels_down_where_a_rule_set_has_them_and_two_for_publication_bias_with_a_warning() -> None:
    three = {
        (rules.id, item.id)
        for rules in GRADE.rule_sets
        for item in GRADE.items
        if -3 in grade.allowed(item.id, rules.id)
    }
    assert three == {("robins-i", "risk_of_bias"), ("core", "imprecision")}
    assert "Publication bias is rated −2" in rated(publication_bias=-2).warnings[0]


def test_ups_need_nothing_rated_down() -> None:
    assert rated(large_effect=1).label == "Moderate" and rated(large_effect=2).label == "High"
    locked = rated(risk_of_bias=-1, large_effect=1)
    assert (locked.label, "upgrade not applied" in locked.warnings[0]) == ("Very low", True)
    large = GRADE.item("large_effect").guidance
    assert all(edge in large for edge in ("over 2", "under 0.5", "over 5", "under 0.2"))


def test_the_scale_has_a_floor_a_ceiling_signs_and_meanings() -> None:
    assert rated("randomised", risk_of_bias=-2, inconsistency=-1, imprecision=-1).level == 1
    assert rated("randomised", large_effect=2).level == 4
    assert grade.SIGNS[2] == "\u2295\u2295\u25ef\u25ef" and grade.PLAIN_SIGNS[2] == "++oo"
    assert [grade.LABELS[level] for level in (4, 3, 2, 1)] == ["High", "Moderate", "Low", "Very low"]
    assert len(set(grade.MEANINGS.values())) == 4


def test_imprecision_has_its_target_and_its_information_size() -> None:
    assert effects.crosses_target(Effect("RR", "0.8", "0.6", "1.1")) is True
    assert effects.crosses_target(Effect("RR", "0.8", "0.7", "0.95", target="0.9")) is True
    size = information_size.for_risk("20%", information_size.REDUCTIONS[1])
    assert "α 0.05, β 0.20" in size.assumed and size.total == 1812
    assert [float(each) for each in information_size.REDUCTIONS] == [0.2, 0.25]


def test_the_bands_of_heterogeneity_are_named_and_not_automated() -> None:
    said = GRADE.item("inconsistency").guidance
    assert all(band in said for band in ("0 to 40", "30 to 60", "50 to 90", "75 to 100%", "never"))


def test_the_certainty_over_all_outcomes_is_the_lowest_of_the_critical() -> None:
    assert grade.overall([(4, 9), (2, 7), (1, 6), (1, None)]) == 2


def test_the_summary_and_the_profile_have_their_columns(review: Library) -> None:
    table, reasons, notes = reports.findings(review, "summary")
    heads = [column.title for column in table.columns]
    assert {"Outcome", "Participants (studies)", "Certainty (GRADE)", "Relative effect (95% CI)"} <= set(
        heads
    )
    profile = [column.title for column in reports.findings(review, "profile")[0].columns]
    assert {GRADE.item(domain).label for domain in grade.DOMAINS_DOWN} <= set(profile)
    assert [mark for mark, _ in reasons] == list("abcde")
    assert reasons[1][1] == "Downgraded one level for imprecision: 20 participants."
    assert notes[-1].startswith("CI, confidence interval")


def test_the_head_names_population_setting_intervention_and_comparison(review: Library) -> None:
    head = build(library.snapshot(review)).blocks[0]
    assert isinstance(head, TitleBlock)
    said = {fact.label: plain(fact.run) for fact in head.facts if isinstance(fact, Fact)}
    assert {"Population", "Setting", "Intervention"} <= set(said) and "Comparison" in said["Intervention"]


@pytest.mark.parametrize(
    ("level", "words"),
    [(4, "X reduces y."), (3, "X probably reduces y."), (2, "X may reduce y."), (1, "very uncertain about")],
)
def test_a_finding_is_worded_by_its_certainty(level: int, words: str) -> None:
    assert words in wording.finding(level, "x", "y", Direction.FALLS)
    none = wording.finding(4, "x", "y", Direction.NO_CHANGE)
    assert none == "X makes little or no difference to y."


def test_significance_is_no_imprecision() -> None:
    told = Certainty(
        1, 1, 1, "r", judgements={"imprecision": Judgement(-1, "Not statistically significant.")}
    )
    assert "speaks of significance" in grade.rate(told).warnings[0]


def test_the_first_seed_comes_out_as_worked(review: Library) -> None:
    rating = grade.rate(appraisals.certainties(review)[0])
    moved = {step.domain: step.levels for step in rating.steps if step.levels}
    assert (rating.start_level, moved) == (2, {"risk_of_bias": -1, "imprecision": -1})
    assert rating.label == "Very low"


# ------------------------------------------------------------------ 2 OCEBM


LEVELS = {
    ("benefit", "systematic review of randomised trials"): 1,
    ("benefit", "randomised trial"): 2,
    ("benefit", "observational study with dramatic effect"): 2,
    ("benefit", "cohort study"): 3,
    ("benefit", "case series"): 4,
    ("benefit", "mechanism"): 5,
    ("common-harms", "randomised trial"): 2,
    ("rare-harms", "randomised trial"): 2,
    ("prognosis", "inception cohort"): 2,
    ("prognosis", "case series"): 4,
    ("screening", "randomised trial"): 2,
    ("frequency", "case series"): 4,
}


@pytest.mark.parametrize(("asked", "level"), LEVELS.items())
def test_the_levels_of_2011(asked: tuple[str, str], level: int) -> None:
    row = level_row(OCEBM, *asked)
    assert row is not None and row[0] == level


def test_there_are_seven_questions_five_levels_and_none_for_opinion() -> None:
    assert len(OCEBM.item("question").answers) == 7
    assert not any("opinion" in option.label.lower() for option in OCEBM.item("study").answers)
    given = {"question": Answer("benefit"), "study": Answer("case series")}
    assert score(OCEBM, {**given, "imprecision": Answer("down", "Few.")}).text.startswith("Level 5")


def test_the_seeds_have_the_levels_worked_out_and_comments_none(review: Library) -> None:
    given = [each for each in appraisals.appraisals(review) if each.instrument == OCEBM.id]
    numbers = {claim.id: claim.number for claim in claims.claims(review)}
    levels = {(each.document, numbers[each.claim or 0]): each.judgement for each in given}
    assert levels[1, 1] == levels[1, 2] == levels[1, 4] == levels[2, 8] == "4"
    assert levels[2, 6] == levels[2, 7] == levels[2, 5] == "5"
    assert Voice.READER not in OCEBM.voices and Voice.COMMENTARY not in OCEBM.voices


# ------------------------------------------------------------------ 5 JBI


def test_the_case_series_form_has_ten_items_and_the_abstract_answers_few(review: Library) -> None:
    form = instruments()["jbi-case-series"]
    assert len(form.items) == 10
    assert [option.label for option in form.items[0].answers] == ["Yes", "No", "Unclear", "Not applicable"]
    assert [option.key for option in form.overall] == ["include", "exclude", "seek"]
    own = next(each for each in appraisals.appraisals(review, 1) if each.instrument == form.id)
    assert own.basis == "abstract" and score(form, own.answers).text == "3 yes, 7 unclear"


def test_opinion_and_grey_sources_have_six_items_each_and_only_commentary_gets_them() -> None:
    for id in ("jbi-text-opinion", "aacods"):
        form = instruments()[id]
        assert len(form.items) == 6 and list(form.voices) == [Voice.COMMENTARY]


# ------------------------------------------------------------------ what always holds


def test_not_gradable_says_why(review: Library) -> None:
    links = claims.quotes(review)
    why = {
        claim.number: grade.gradable([link for link in links if link.claim == claim.id])[1]
        for claim in claims.claims(review)
    }
    assert {number: said for number, said in why.items() if said} == {
        3: "opinion, experience", 9: "opinion, experience", 10: "experience", 11: "context",
    }  # fmt: skip


def test_a_study_quoted_second_hand_counts_once(review: Library) -> None:
    links = [link for link in claims.quotes(review) if link.counts and link.span.document == 2]
    assert links and all(link.second_hand for link in links)
    assert grade.body(links, documents.studies(review)).documents == (2,)


def test_the_report_prints_the_rules_it_follows(review: Library) -> None:
    blocks = build(library.snapshot(review)).blocks
    notes = [plain(item.run) for block in blocks if isinstance(block, Listing) for item in block.items]
    assert any(note.startswith("Only the words of a study enter a certainty rating.") for note in notes)
    assert any("Populations are never pooled without a decision" in note for note in notes)
