"""What forms come to: one worked example for each instrument, and the levels of the two seeds."""

import pytest

from reviewer.appraisal.instrument import RULES as RULE_NAMES
from reviewer.appraisal.instruments import instruments
from reviewer.appraisal.score import RULES, Score, level_row, missing, score, studies_for
from reviewer.errors import ReviewError
from reviewer.model import Answer

FORMS = instruments()
SEED_CASE_SERIES = {str(n): Answer("yes" if n in (1, 8, 9) else "unclear") for n in range(1, 11)}


def ocebm(question: str, study: str, **moves: str) -> Score:
    answers = {"question": Answer(question), "study": Answer(study)}
    answers |= {item: Answer(value, "Because.") for item, value in moves.items()}
    return score(FORMS["ocebm-2011"], answers)


TRIAL = {
    "effect": Answer("assignment"),
    **{item: Answer("y") for item in ("1.1", "1.2", "2.6", "3.1", "5.1")},
    **{item: Answer("n") for item in ("1.3", "2.1", "2.2", "4.1", "4.2", "4.3", "5.2")},
    "5.3": Answer("ni"),
}
WORKED = {
    "jbi-case-series": (SEED_CASE_SERIES, "3 yes, 7 unclear"),
    "jbi-text-opinion": (
        {"1": Answer("unclear"), "2": Answer("unclear"), "3": Answer("yes"), "6": Answer("na")},
        "1 yes, 2 unclear, 2 not answered, of 5 that apply",
    ),
    "aacods": ({"authority": Answer("no"), "date": Answer("unclear")}, "1 no, 1 unclear, 4 not answered"),
    "ocebm-2011": ({"question": Answer("benefit"), "study": Answer("case series")}, "Level 4"),
    "rob-2": (TRIAL, "4 low, 1 some concerns; proposed: Some concerns"),
    "rob-2-cluster": (
        {**TRIAL, "1b.1": Answer("y"), "1b.3": Answer("y")},
        "4 low, 1 some concerns, 1 not judged",
    ),
    "rob-2-crossover": (
        {**TRIAL, "S.1": Answer("y"), "S.3": Answer("n"), "DS": Answer("high", "No washout.")},
        "4 low, 1 some concerns, 1 high; proposed: High",
    ),
    "robins-i": (
        {"1.1": Answer("y"), "2.1": Answer("n"), "2.4": Answer("py"), "D1": Answer("critical")},
        "1 low, 1 critical, 5 not judged; proposed: Critical",
    ),
    "nos-cohort": (
        {"S1": Answer("b"), "S3": Answer("a"), "S4": Answer("yes"), "C1": Answer("yes"), "C2": Answer("no")},
        "Selection 3 of 4, Comparability 1 of 2, Outcome 0 of 3, 4 not answered",
    ),
    "nos-case-control": (
        {
            **{item: Answer("a") for item in ("S1", "S2", "E1", "E3")},
            **{item: Answer("b") for item in ("S3", "S4")},
            **{item: Answer("yes") for item in ("C1", "C2", "E2")},
        },
        "Selection 2 of 4, Comparability 2 of 2, Exposure 3 of 3; proposed: Fair",
    ),
    "amstar-2": (
        {str(n): Answer("no" if n in (7, 10) else "partial" if n in (2, 4) else "yes") for n in range(1, 17)},
        "12 yes, 2 no, 2 partial yes; weaknesses: 1 in critical items, 1 in other items; proposed: Low",
    ),
    "quadas-2": (
        {
            **{
                item: Answer("yes")
                for item in ("1.1", "1.2", "1.3", "2.1", "2.2", "3.1", "4.1", "4.2", "4.3")
            },
            **{item: Answer("unclear") for item in ("3.2", "4.4")},
            **{item: Answer("low") for item in ("A1", "A2", "A3")},
        },
        "2 low, 2 unclear; proposed: At risk, fits",
    ),
    "grade": ({}, "Rated per claim and population"),
}


@pytest.mark.parametrize("form", list(FORMS))
def test_every_instrument_has_a_worked_example(form: str):
    answers, text = WORKED[form]
    assert score(FORMS[form], answers).text == text


def test_every_rule_a_file_may_name_has_its_function():
    assert tuple(RULES) == RULE_NAMES


def test_the_case_series_of_the_first_seed():
    worked = score(FORMS["jbi-case-series"], SEED_CASE_SERIES)
    assert worked.counts == {"yes": 3, "unclear": 7} and worked.judgement == ""
    assert missing(FORMS["jbi-case-series"], SEED_CASE_SERIES) == []


@pytest.mark.parametrize(
    ("question", "study", "level"),
    [
        ("benefit", "case series", "4"),
        ("benefit", "single-arm study", "4"),
        ("common-harms", "case series", "4"),
        ("benefit", "mechanism", "5"),
        ("benefit", "systematic review of randomised trials", "1"),
        ("benefit", "randomised trial", "2"),
        ("benefit", "cohort study", "3"),
        ("common-harms", "observational study with dramatic effect", "2"),
        ("rare-harms", "n-of-1 trial", "1"),
        ("frequency", "random sample survey", "1"),
        ("diagnosis", "poor reference standard", "4"),
        ("prognosis", "control arm of a randomised trial", "3"),
        ("screening", "randomised trial", "2"),
        ("frequency", "mechanism", ""),
        ("prognosis", "mechanism", ""),
    ],
)
def test_levels_of_the_table(question: str, study: str, level: str):
    assert ocebm(question, study).judgement == level


def test_adjustments_move_the_level_within_one_to_five():
    assert ocebm("benefit", "randomised trial", imprecision="down") == Score(
        "3", {}, "Level 3 (table 2; one down for imprecision)"
    )
    moved = ocebm("benefit", "case series", quality="down", indirectness="down-2", large_effect="up")
    assert moved.judgement == "5"
    assert "two down for indirectness; one up for a large effect" in moved.text
    assert ocebm("benefit", "randomised trial", large_effect="up-2").judgement == "1"
    assert ocebm("benefit", "case series", quality="no").text == "Level 4"


def test_what_is_missing_is_listed():
    form = FORMS["ocebm-2011"]
    assert score(form, {}).text == "Level not set"
    assert missing(form, {"question": Answer("benefit"), "quality": Answer("down")}) == [
        "Kind of study: not answered.",
        "Study quality: say why the level moves.",
    ]
    assert len(missing(FORMS["jbi-case-series"], {})) == 10


def test_answers_that_the_form_does_not_know_are_refused():
    with pytest.raises(ReviewError, match="“maybe” is no answer to “Clear criteria for inclusion”"):
        score(FORMS["jbi-case-series"], {"1": Answer("maybe")})
    with pytest.raises(ReviewError, match="no item “11”"):
        score(FORMS["jbi-case-series"], {"11": Answer("yes")})


def test_the_table_offers_only_studies_that_answer_the_question():
    form = FORMS["ocebm-2011"]
    offered = [option.key for option in studies_for(form, "frequency")]
    assert "mechanism" not in offered and offered[0] == "systematic review of surveys"
    assert level_row(form, "benefit", "case series") == (
        4,
        "Case series, case-control study, or historical controls",
    )
    assert level_row(form, "benefit", "opinion") is None
