"""Instruments of one’s own: from a file or a few lines; what is wrong is refused and nothing is written."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.actions.instruments import add_instrument, make_instrument
from reviewer.appraisal.instruments import from_toml, instruments, own_folder, refused
from reviewer.appraisal.score import score
from reviewer.appraisal.sketch import Sketch, sketched
from reviewer.errors import ReviewError
from reviewer.model import Answer, Voice

QUESTIONS = "# Setting\nPlace: Where was it done?\nWho paid?\n\n# Outcome\nMeasured: How was it measured?"


def test_a_few_lines_make_a_form_that_is_offered_at_once() -> None:
    form, path = make_instrument(Sketch("Our own checklist", QUESTIONS, short="Ours", overall="Keep\nDrop"))
    assert path == own_folder() / "ours.toml" and instruments()["ours"] == form
    assert [(item.id, item.label, item.prompt, item.section) for item in form.items] == [
        ("1", "Place", "Where was it done?", "part-1"),
        ("2", "Who paid?", "Who paid?", "part-1"),
        ("3", "Measured", "How was it measured?", "part-2"),
    ]
    assert [option.key for option in form.items[0].answers] == ["yes", "no", "unclear", "not-applicable"]
    assert [option.label for option in form.overall] == ["Keep", "Drop"]
    assert form.checked == "Not compared with any source." and form.voices == (Voice.STUDY,)


def test_a_sketch_with_judgements_has_one_for_each_part_that_a_person_makes() -> None:
    form, _ = sketched(Sketch("Ours", QUESTIONS, judgements="Low\nHigh", overall="Low\nHigh"))
    assert form.rule == "domains"
    assert [(item.id, item.section) for item in form.items] == [
        ("1", "part-1"), ("2", "part-1"), ("J1", "part-1"), ("3", "part-2"), ("J2", "part-2"),
    ]  # fmt: skip
    parts = [item for item in form.items if item.rules]
    assert [item.label for item in parts] == ["Setting", "Outcome"]
    assert [option.sign for option in parts[0].answers] == ["good", "bad"]
    worked = score(form, {"1": Answer("yes"), "J1": Answer("low"), "J2": Answer("high")})
    assert (worked.text, worked.judgement) == ("1 low, 1 high", ""), "nothing is proposed"


@pytest.mark.parametrize(
    ("sketch", "reason"),
    [
        (Sketch("X", "One?", judgements="Low"), "Judgements are of parts"),
        (Sketch("", "One?"), "has no name"),
        (Sketch("X", ""), "has no questions"),
        (Sketch("X", "One?", answers=" \n"), "has no answers"),
        (Sketch("X", "One?", voices=()), "nobody’s words"),
        (Sketch("X", "\nOne: "), r"Line 2 of the questions, “One:”, lacks the label or the question"),
        (Sketch("X", "One?\n#  "), r"Line 2 of the questions is a heading without words"),
        (Sketch("X", "One?\n# Late\nTwo?"), r"Line 1 of the questions stands above the first heading"),
        (Sketch("X", "One?", answers="Yes\n?!"), r"Line 2 of the answers, “\?!”, holds no word"),
        (Sketch("X", "One?", answers="Yes\nyes"), r"answer “yes” stands there twice"),
        (Sketch("X", "One?", short="RoB 2"), r"id “rob-2” already: RoB 2"),
    ],
)
def test_a_bad_sketch_is_refused_with_its_line(sketch: Sketch, reason: str) -> None:
    with pytest.raises(ReviewError, match=reason):
        make_instrument(sketch)
    assert not own_folder().exists() or not list(own_folder().iterdir())


LINE = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1, max_size=40)


@given(LINE, st.lists(LINE, min_size=1, max_size=5), st.lists(LINE, min_size=1, max_size=4))
def test_whatever_is_typed_gives_a_readable_file_or_a_sentence(
    name: str, questions: list[str], answers: list[str]
) -> None:
    try:
        form, text = sketched(Sketch(name, "\n".join(questions), "\n".join(answers)))
    except ReviewError as refusal:
        assert refusal.message
    else:
        assert from_toml(text, "x") == form and form.name == name.strip()


def test_a_file_is_copied_into_the_folder_or_refused_with_line_and_reason(tmp_path: Path) -> None:
    _, text = sketched(Sketch("Filed", "One?"))
    (tmp_path / "f.toml").write_text(text, encoding="utf-8")
    form, path = add_instrument(tmp_path / "f.toml")
    assert path.read_text(encoding="utf-8") == text and instruments()[form.id] == form
    with pytest.raises(ReviewError, match="id “filed” already"):
        add_instrument(tmp_path / "f.toml")

    (tmp_path / "bad.toml").write_text(text.replace('rule = "tally"', 'rule = "taly"'), encoding="utf-8")
    with pytest.raises(ReviewError, match=r"bad\.toml, line 6, cannot be used: .*Did you mean “tally”"):
        add_instrument(tmp_path / "bad.toml")
    with pytest.raises(ReviewError, match="cannot be read"):
        add_instrument(tmp_path / "none.toml")
    assert refused() == ()
