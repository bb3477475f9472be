"""The wall between the voices: only the words of studies make a body of evidence."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.appraisal import grade
from reviewer.model import QuoteLink, Span, Stance, Study, Voice


def link(voice: Voice, stance: Stance = Stance.SUPPORTS, document: int = 1, population: int | None = 1):
    return QuoteLink(0, 1, Span(document, 0, 3, "abc"), stance, voice, population=population)


def background() -> QuoteLink:
    return replace(link(Voice.STUDY), background=True)


@pytest.mark.parametrize(
    ("quotes", "why"),
    [
        ([], "no quotes"),
        ([link(Voice.READER)], "experience"),
        ([link(Voice.READER), link(Voice.COMMENTARY)], "opinion, experience"),
        ([background()], "context"),
        ([background(), link(Voice.READER)], "experience, context"),
        ([link(Voice.NONE)], "set aside"),
    ],
)
def test_what_cannot_be_graded_says_why(quotes: list[QuoteLink], why: str):
    assert grade.gradable(quotes) == (False, why)


@pytest.mark.parametrize("stance", list(Stance))
def test_the_words_of_a_study_can_be_graded(stance: Stance):
    assert grade.gradable([link(Voice.READER), link(Voice.STUDY, stance)]) == (True, "")


LINKS = st.lists(
    st.builds(
        link,
        st.sampled_from(list(Voice)),
        st.sampled_from(list(Stance)),
        st.integers(1, 4),
        st.sampled_from([1, 2, None]),
    ),
    max_size=8,
)
STUDIES = {
    1: Study(1, "A", "case series", 20),
    2: Study(2, "B", "single-arm study", 19),
    3: Study(3, "A again", same_as=1),
}


@given(LINKS, st.lists(st.sampled_from([Voice.READER, Voice.COMMENTARY]), max_size=6))
def test_readers_and_commentary_never_change_anything(quotes: list[QuoteLink], others: list[Voice]):
    more = [*quotes, *(link(voice) for voice in others)]
    assert grade.gradable(more)[0] == grade.gradable(quotes)[0]
    for population in (None, 1, 2):
        assert grade.body(more, STUDIES, population) == grade.body(quotes, STUDIES, population)


def test_a_study_counts_once_also_when_a_page_repeats_it():
    quotes = [link(Voice.STUDY, document=1), link(Voice.STUDY, document=3), link(Voice.STUDY, document=1)]
    assert grade.body(quotes, STUDIES) == grade.Body((1,), 20)


def test_populations_are_never_pooled():
    quotes = [link(Voice.STUDY), link(Voice.STUDY, document=2, population=2)]
    assert grade.body(quotes, STUDIES, 1) == grade.Body((1,), 20)
    assert grade.body(quotes, STUDIES, 2) == grade.Body((2,), 19)
    assert grade.body(quotes, STUDIES) == grade.Body((1, 2), 39)


def test_participants_that_a_study_does_not_state_are_not_stated():
    assert grade.body([link(Voice.STUDY), link(Voice.STUDY, document=9)], STUDIES) == grade.Body((1, 9), None)
    assert grade.body([], STUDIES) == grade.Body((), None)
