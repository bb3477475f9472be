"""Proposals: design and size of the seeds with their exact words, and of many phrasings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.appraisal.proposals import number, propose_design
from reviewer.model import Document, IndexTerm, Kind, Quoted, Record, Role, Segment, Voice


def of(text: str, role: Role | None = None, *terms: str):
    record = Record(index_terms=tuple(IndexTerm(term) for term in terms))
    return propose_design(
        Document(text, record, id=3), [Segment(0, len(text), Kind.ABSTRACT, Voice.STUDY, role)]
    )


def test_the_first_seed_is_a_case_series_of_twenty(case_series):
    found = propose_design(*case_series)
    assert (found.design, found.participants, found.comparator) == ("case series", 20, "none")
    assert found.words.exact == "Retrospective case series with prospective follow-up"
    assert found.participants_words.exact == "Twenty patients"
    document, _ = case_series
    assert document.text[found.words.start : found.words.end] == found.words.exact


def test_index_terms_that_say_otherwise_are_shown_and_never_decide(case_series):
    found = propose_design(*case_series)
    named = [each.words for each in found.conflicts]
    assert named == ["Comparative Study", "Prospective Studies", "Retrospective Studies"]
    document, _ = case_series
    for each in found.conflicts:
        assert document.text[each.span.start : each.span.end] == each.words


def test_the_second_seed_is_a_single_arm_study_of_nineteen(blog_post):
    found = propose_design(*blog_post)
    assert (found.design, found.participants, found.comparator) == ("single-arm study", 19, "none")
    assert found.words.exact == "prospective single-arm open-label study"
    assert found.participants_words.exact.split() == ["19", "secondary", "progressive", "MS", "patients"]
    assert found.conflicts == ()


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Twenty-three patients took part.", 23),
        ("We enrolled one hundred and five women.", 105),
        ("A total of 1,204 participants were randomised.", 1204),
        ("The cohort (n = 48) was followed.", 48),
        ("50% of patients improved.", None),
        ("Each took 120 mg/m(2) for 3 months.", None),
        ("Two groups of patients were seen at 3 referral centers.", None),
        ("At 41 months the patients were well.", None),
        ("8 (40%) of 20 patients relapsed.", 20),
        ("A 3.5 fold rise in patients.", None),
        ("12 healthy volunteers and 6 controls.", 12),
        ("Six consecutive adult patients.", 6),
    ],
)
def test_participants_are_read_from_words_and_digits(text: str, people: int | None):
    assert of(text).participants == people


def test_background_and_conclusions_are_other_peoples_numbers():
    assert of("A randomised trial in 400 patients showed it.", Role.BACKGROUND).design == ""
    assert of("A trial in 400 patients is needed.", Role.CONCLUSIONS).participants is None


@pytest.mark.parametrize(
    ("design", "term", "shown"),
    [
        ("A case series.", "Randomized Controlled Trial", True),
        ("A randomised controlled trial.", "Randomized Controlled Trial", False),
        ("A cohort study.", "Randomized Controlled Trial", True),
        ("A cohort study.", "Cohort Studies", False),
        ("A prospective cohort study.", "Retrospective Studies", True),
        ("A retrospective case series.", "Retrospective Studies", False),
        ("A case series.", "Retrospective Studies", False),
        ("A case series.", "Adult", False),
        ("Some words.", "Comparative Study", False),
    ],
)
def test_what_conflicts(design: str, term: str, shown: bool):
    assert bool(of(design, Role.DESIGN, term).conflicts) is shown


def test_a_title_names_the_design_only_at_first_hand():
    text = "Drug X: a randomised controlled trial\nWe gave it."
    title, rest = Segment(0, 37, Kind.TITLE), Segment(38, 49, Kind.ABSTRACT, Voice.STUDY)
    quoted = Segment(38, 49, Kind.ABSTRACT, Voice.STUDY, quotes=Quoted())
    assert propose_design(Document(text), [title, rest]).design == "randomised trial"
    assert propose_design(Document(text), [title, quoted]).design == ""


def test_readers_and_commentary_propose_nothing(blog_post):
    document, segments = blog_post
    others = [segment for segment in segments if segment.voice is not Voice.STUDY]
    assert propose_design(document, others) == propose_design(document, [])


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("20", 20),
        ("1,204", 1204),
        ("Twenty", 20),
        ("twenty-three", 23),
        ("two hundred and twelve", 212),
        ("hundred", 100),
        ("three thousand forty", 3040),
    ],
)
def test_numbers_in_words(words: str, value: int):
    assert number(words) == value


@given(st.text(max_size=200))
def test_any_text_gives_spans_that_read_what_they_say(text: str):
    found = of(text)
    for span in (found.words, found.participants_words):
        assert span is None or text[span.start : span.end] == span.exact


@given(st.text(alphabet="20 case series patients-randomised trial.,\n", max_size=120))
def test_texts_near_the_cues_give_spans_that_read_what_they_say(text: str):
    found = of(text, Role.DESIGN)
    assert (found.words is None) == (found.design == "")
    if found.words:
        assert text[found.words.start : found.words.end] == found.words.exact
