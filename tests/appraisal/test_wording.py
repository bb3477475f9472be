"""The sentence a finding is stated with: careful by certainty, aware of direction, plain in form."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.appraisal.wording import (
    LABELS,
    MEANINGS,
    PLAIN_SIGNS,
    SIGNS,
    closed,
    finding,
    lower_first,
    upper_first,
)
from reviewer.errors import ReviewError
from reviewer.model import Direction


@pytest.mark.parametrize(
    ("level", "direction", "sentence"),
    [
        (4, Direction.FALLS, "Mitoxantrone reduces relapse rate."),
        (3, Direction.FALLS, "Mitoxantrone probably reduces relapse rate."),
        (2, Direction.FALLS, "Mitoxantrone may reduce relapse rate."),
        (4, Direction.RISES, "Mitoxantrone increases relapse rate."),
        (3, Direction.RISES, "Mitoxantrone probably increases relapse rate."),
        (2, Direction.RISES, "Mitoxantrone may increase relapse rate."),
        (4, Direction.NO_CHANGE, "Mitoxantrone makes little or no difference to relapse rate."),
        (3, Direction.NO_CHANGE, "Mitoxantrone probably makes little or no difference to relapse rate."),
        (2, Direction.NO_CHANGE, "Mitoxantrone may make little or no difference to relapse rate."),
        (
            2,
            Direction.UNCLEAR,
            "The direction of the effect of mitoxantrone on relapse rate is unclear (low certainty).",
        ),
        (4, None, "The direction of the effect of mitoxantrone on relapse rate is unclear (high certainty)."),
    ],
)
def test_the_verb_follows_certainty_and_direction(level: int, direction: Direction | None, sentence: str):
    assert finding(level, "mitoxantrone", "Relapse rate", direction) == sentence


@pytest.mark.parametrize("direction", [None, *Direction])
def test_very_low_is_a_sentence_about_the_evidence(direction: Direction | None):
    said = "The evidence is very uncertain about the effect of mitoxantrone on relapse rate."
    assert finding(1, "Mitoxantrone", "relapse rate", direction) == said


def test_missing_parts_still_make_a_sentence():
    assert finding(2, "", " ", Direction.FALLS) == "The intervention may reduce this outcome."


@pytest.mark.parametrize("level", [0, 5, -1])
def test_only_four_levels_have_words(level: int):
    with pytest.raises(ReviewError, match="no certainty"):
        finding(level, "x", "y", None)


def test_signs_labels_and_meanings_cover_the_four_levels():
    assert SIGNS[1] == "⊕◯◯◯" and SIGNS[2] == "⊕⊕◯◯" and SIGNS[3] == "⊕⊕⊕◯" and SIGNS[4] == "⊕⊕⊕⊕"
    assert [LABELS[level] for level in (1, 2, 3, 4)] == ["Very low", "Low", "Moderate", "High"]
    assert set(MEANINGS) == set(PLAIN_SIGNS) == {1, 2, 3, 4}


@pytest.mark.parametrize(
    ("written", "inside"),
    [
        ("No comparison group. Patients", "no comparison group. Patients"),
        ("20 participants", "20 participants"),
        ("CI includes no effect", "CI includes no effect"),
        ("B cells in blood", "B cells in blood"),
        ("CD27(+)CD19(+) memory B cells", "CD27(+)CD19(+) memory B cells"),
        ("Th17 cells", "Th17 cells"),
        ("A single arm", "a single arm"),
        ("Korean patients only", "Korean patients only"),
        ("Disability (EDSS)", "disability (EDSS)"),
        ("", ""),
        ("“Quoted”", "“Quoted”"),
    ],
)
def test_the_first_letter_inside_a_sentence(written: str, inside: str):
    assert lower_first(written) == inside


@given(st.text(max_size=30))
def test_only_the_first_letter_can_change(text: str):
    assert lower_first(text)[1:] == text[1:]
    assert upper_first(text).endswith(text[1:])


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("20 participants", "20 participants."),
        ("20 participants.", "20 participants."),
        ("20 participants..", "20 participants."),
        ("regression (to the mean).", "regression (to the mean)."),
        ("so it is said; ", "so it is said."),
        ("why?", "why?"),
    ],
)
def test_a_sentence_ends_once(text: str, end: str):
    assert closed(text) == end
