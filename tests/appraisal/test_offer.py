"""The wall between the voices, for every form, voice and design."""

import pytest

from reviewer.appraisal.designs import DESIGNS, uncontrolled
from reviewer.appraisal.instruments import instruments
from reviewer.appraisal.offer import forms_for, offered, require_offered, why_not
from reviewer.errors import Declined
from reviewer.model import Voice

FORMS = instruments()


FITTING = {
    "randomised trial": {"rob-2"},
    "cluster-randomised trial": {"rob-2-cluster"},
    "randomised crossover trial": {"rob-2-crossover"},
    "non-randomised controlled study": {"robins-i", "nos-cohort"},
    "historically controlled study": {"robins-i"},
    "cohort study": {"robins-i", "nos-cohort"},
    "inception cohort": {"robins-i", "nos-cohort"},
    "case-control study": {"robins-i", "nos-case-control"},
    "systematic review": {"amstar-2"},
    "systematic review of randomised trials": {"amstar-2"},
    "diagnostic accuracy study": {"quadas-2"},
    "cross-sectional study": {"quadas-2"},
}


def names(voice: Voice, design: str = "") -> set[str]:
    return {form.id for form in forms_for(FORMS, voice, design)}


@pytest.mark.parametrize("design", [*DESIGNS, "", "something else"])
def test_only_studies_are_graded_and_only_uncontrolled_ones_get_the_case_series_form(design: str):
    assert names(Voice.COMMENTARY, design) == {"jbi-text-opinion", "aacods"}
    assert names(Voice.READER, design) == names(Voice.NONE, design) == set()
    case_series = {"jbi-case-series"} if uncontrolled(design) and design != "case report" else set()
    by_design = FITTING.get(design, set())
    assert names(Voice.STUDY, design) == {"grade", "ocebm-2011"} | case_series | by_design
    assert not (case_series and by_design)


def test_the_seeds_get_their_forms():
    assert offered(
        FORMS["jbi-case-series"], Voice.STUDY, "Retrospective case series with prospective follow-up"
    )
    assert offered(FORMS["jbi-case-series"], Voice.STUDY, "prospective single-arm open-label study")


@pytest.mark.parametrize(
    ("form", "voice", "design", "reason"),
    [
        ("grade", Voice.READER, "", "never appraised or graded"),
        ("aacods", Voice.READER, "", "never appraised or graded"),
        ("grade", Voice.NONE, "", "nobody’s words"),
        ("ocebm-2011", Voice.COMMENTARY, "", "OCEBM is for the words of studies"),
        ("aacods", Voice.STUDY, "", "AACODS is for commentary"),
        ("jbi-case-series", Voice.STUDY, "", "not stated yet"),
        ("jbi-case-series", Voice.STUDY, "randomised trial", "This study: randomised trial"),
    ],
)
def test_what_is_not_offered_says_why(form: str, voice: Voice, design: str, reason: str):
    assert reason in why_not(FORMS[form], voice, design)
    with pytest.raises(Declined, match=reason):
        require_offered(FORMS[form], voice, design)


def test_what_is_offered_passes():
    assert require_offered(FORMS["grade"], Voice.STUDY) is None
