"""The parts on plain data: the stair's words, segments, fields, bodies, short titles."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from reviewer.gui.words_field import common_ends
from reviewer.gui.workspaces.grading.bodies import distinct_studies, place_of, source_of, tag_of
from reviewer.gui.workspaces.grading.choices import Choice, ChoiceBar
from reviewer.gui.workspaces.grading.frame import short_of
from reviewer.gui.workspaces.grading.rows import Columns, signed
from reviewer.gui.workspaces.grading.stair import Stair, Tread
from reviewer.gui.workspaces.grading.writing import Writing
from reviewer.model import (
    Attribution,
    Claim,
    Document,
    Kind,
    PartialDate,
    Quoted,
    QuoteLink,
    Record,
    Role,
    Segment,
    Span,
    Stance,
    Study,
    Tag,
    Voice,
)


@pytest.mark.parametrize(
    ("moved", "note", "label"),
    [
        (-1, "", "−1"),
        (-2, "floor", "−2, floor"),
        (1, "locked", "+1, not counted"),
        (2, "ceiling", "+2, ceiling"),
        (0, "", ""),
    ],
)
def test_a_tread_says_what_was_judged_and_what_became_of_it(
    qtbot: QtBot, moved: int, note: str, label: str
) -> None:
    row = QWidget()
    qtbot.addWidget(row)

    assert Tread(row, 18, 2, 1, moved, note).label == label


def test_the_columns_of_the_stair_rise_to_the_right(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    stair = Stair(parent)
    stair.set_right(400)

    columns = [stair.column_x(level) for level in (1, 2, 3, 4)]
    assert columns == sorted(columns)
    assert columns[-1] < 400
    assert stair.description() == ""


def test_levels_are_written_with_a_real_minus() -> None:
    assert [signed(levels) for levels in (-2, 0, 1)] == ["−2", "", "+1"]


@given(st.integers(400, 2000), st.integers(272, 420))
def test_a_rationale_always_has_room(width: int, judgement: int) -> None:
    columns = Columns.of(width, judgement, name=0)
    beside = width - columns.domain - columns.judgement - 48 - 16 - 150

    assert columns.stacked or beside >= 170


@given(st.text(), st.text())
def test_common_ends_never_overlap(old: str, new: str) -> None:
    head, tail = common_ends(old, new)

    assert old[:head] == new[:head]
    assert old[len(old) - tail :] == new[len(new) - tail :]
    assert head + tail <= min(len(old), len(new))


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Zl", "Zp", "Zs"])))
@settings(max_examples=30)
def test_showing_words_in_a_field_in_use_gives_those_words(qapp: QApplication, text: str) -> None:
    field = Writing("Reason")
    field.show_words("We 😀 saw 10 of 20.")
    field._replace_middle(field.words(), text)

    assert field.words() == text


def test_a_field_without_focus_shows_what_is_stored_and_tells_nothing(qtbot: QtBot) -> None:
    field = Writing("Reason")
    qtbot.addWidget(field)
    told: list[str] = []
    field.written.connect(told.append)

    field.show_words("stored")
    field.flush()

    assert field.words() == "stored"
    assert told == [] and not field.draft.pending


def test_words_being_typed_are_kept_when_the_library_says_otherwise(qtbot: QtBot) -> None:
    field = Writing("Reason")
    qtbot.addWidget(field)
    field.show_words("old")
    QTest.keyClicks(field, "new ")

    assert field.draft.pending
    field.show_words("from elsewhere")
    assert "new" in field.words()
    with qtbot.waitSignal(field.written, timeout=2000) as told:
        pass
    assert told.args == ["new old"]


def test_a_field_grows_with_its_words(qtbot: QtBot) -> None:
    field = Writing("Reason")
    qtbot.addWidget(field)
    field.resize(200, 30)
    field.show()
    one = field.height()
    field.show_words("words " * 60)

    assert field.height() > 4 * one


def test_a_bar_shows_what_is_stored_until_it_is_told_otherwise(qtbot: QtBot) -> None:
    bar = ChoiceBar([Choice("a", "First", True), Choice("b", "Second")], "Choice")
    qtbot.addWidget(bar)
    bar.show()
    bar.show_value("a")
    told: list[str] = []
    bar.chosen.connect(told.append)

    QTest.mouseClick(bar.segments[1], Qt.MouseButton.LeftButton)

    assert told == ["b"]
    assert bar.segments[0].isChecked() and not bar.segments[1].isChecked()
    assert not bar.pick(2) and bar.pick(0)
    bar.show_value("gone")
    assert not any(segment.isChecked() for segment in bar.segments)
    assert bar.focus_segment() is bar.segments[0]


def quote(document: int) -> QuoteLink:
    return QuoteLink(1, 1, Span(document, 0, 4, "word"), Stance.SUPPORTS, Voice.STUDY)


def test_a_study_quoted_elsewhere_counts_once() -> None:
    studies = {1: Study(1, "The series", participants=20), 2: Study(2, "Quoted", participants=20, same_as=1)}

    assert distinct_studies([quote(2), quote(1), quote(2)], studies) == (studies[1],)
    assert distinct_studies([quote(3)], {}) == (Study(3),)


def test_a_tag_is_named_by_its_path_in_the_colour_of_its_group() -> None:
    tags = {1: Tag(1, "Efficacy", None, "moss"), 2: Tag(2, "Relapse rate", 1)}

    assert tag_of(Claim(1, 1, "S", tags=(2,)), tags) == ("moss", "Efficacy › Relapse rate")
    assert tag_of(Claim(1, 1, "S"), tags) == ("", "")


def test_words_are_placed_by_source_and_part() -> None:
    article = Document("", Record("article-journal", container="Arch Neurol", issued=PartialDate(2011)))
    blog = Document("", Record("post-weblog", title="Post"))
    result = Segment(0, 9, Kind.ABSTRACT, Voice.STUDY, Role.RESULTS)
    quoted = Segment(0, 9, Kind.ABSTRACT, Voice.STUDY, quotes=Quoted())
    comment = Segment(0, 9, Kind.COMMENT, Voice.READER, comment=2)
    said = Segment(0, 9, Kind.COMMENTARY, Voice.COMMENTARY, attribution=Attribution("MouseDoctor"))

    assert source_of(article) == "Arch Neurol 2011"
    assert place_of(article, result) == "Arch Neurol 2011 · Results"
    assert place_of(blog, quoted) == "Blog, quoted abstract"
    assert place_of(blog, comment) == "Blog comment 2"
    assert place_of(blog, said) == "Blog · MouseDoctor"
    assert place_of(blog, None) == "Blog"


def test_titles_shorten_where_the_strip_is_narrow() -> None:
    titles = ["Certainty (GRADE)", "Level (OCEBM)  4", "Level (OCEBM)", "JBI case series"]

    assert [short_of(title) for title in titles] == ["GRADE", "OCEBM 4", "OCEBM", "JBI case series"]


def test_a_long_name_moves_the_judgements_of_all_rows() -> None:
    """In German a domain is called “Unzureichende Präzision”, longer than any in English."""
    assert Columns.of(720, 272, name=90).domain == 132
    assert Columns.of(720, 272, name=170).domain == 178
