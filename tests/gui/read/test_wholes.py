"""An abstract of passages and a comment of parts are reviewed as one, and every part can still be moved."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from reviewer.gui.page.boundaries import handle_box
from reviewer.gui.workspaces.reading.boundaries import spoken
from reviewer.library import documents
from reviewer.model import Kind, Voice
from tests.gui.read.at_the_desk import ALT, NONE, SHIFT, Key, Person, at, below

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


def test_the_list_holds_the_boundaries_where_another_voice_may_begin(separating: Person) -> None:
    lines = [spoken(line) for line in separating.workspace.boundaries.model.rows]

    assert lines == [
        "Boundary 1, Title to Study, Mitoxantrone is one of the few drugs…, sure",
        "Boundary 2, Study to Commentary, In my mind it is not clear…, sure",
        "Boundary 3, Commentary to Boilerplate, About the author Leave a Reply to…, sure",
        "Boundary 4, Boilerplate to Reader, I will get my 5th infusion in…, sure",
        "Boundary 5, Reader to Reader, If only there was a way to…, sure",
        'Boundary 6, Reader to Reader, Re: "If only there was a way…, check',
        "Boundary 7, Reader to Byline, By MouseDoctor, check",
        "Boundary 8, Byline to Boilerplate, Recent Posts Recent Comments Subscribe to Blog…, sure",
    ]
    (row,) = separating.session.read(documents.page, [2])
    assert row.to_check == 2 and separating.workspace.outline is not None


def test_a_boundary_inside_a_whole_is_reached_by_keys_and_moved(separating: Person) -> None:
    at(separating, "Mitoxantrone is one")
    separating.key(Key.Key_J)
    assert below(separating) == "Accordingly, we initiated"
    assert separating.workspace.right.windowTitle() == "Boundary, not listed"
    assert separating.workspace.boundaries.list.current_row().number == 1
    separating.key(Key.Key_Down, SHIFT)
    assert below(separating) == "we initiated a"
    assert len(separating.workspace.separating.listed) == 8

    separating.key(Key.Key_C)
    assert separating.part("we initiated").voice is Voice.COMMENTARY
    assert separating.part("While").voice is Voice.STUDY
    separating.key(Key.Key_K)
    assert below(separating) == "Mitoxantrone is one"


def test_the_end_of_an_abstract_moves_past_its_passages(separating: Person) -> None:
    before = separating.segments()
    at(separating, "In my mind")
    for _ in range(3):
        separating.key(Key.Key_Up, ALT)

    assert below(separating) == "Importantly, this mitoxantrone-induced"
    assert [part.start for part in separating.segments() if part.voice is Voice.STUDY] == [41, 530, 750]
    separating.session.undo()
    separating.key(Key.Key_Down, ALT)
    assert below(separating) == "In particular, these"  # what was taken in belongs to the words below
    for _ in range(2):
        separating.session.undo()
    separating.session.undo()
    assert separating.segments() == before


def test_the_beginning_of_an_abstract_moves_past_a_passage(separating: Person) -> None:
    at(separating, "Mitoxantrone is one")
    target = separating.text.index("We investigated")
    separating.page.boundary_moved.emit(separating.part("Mitoxantrone is one").id, target)

    assert below(separating) == "We investigated long-term"
    assert separating.workspace.right.windowTitle() == "Boundary 1"
    assert [part.start for part in separating.segments() if part.voice is Voice.STUDY] == [target, 750, 1200]
    assert separating.messages == []


def test_a_boundary_inside_a_whole_is_reached_by_the_mouse(separating: Person) -> None:
    page, start = separating.page, separating.part("While").start
    page.scroll_to(start)
    seam = page.scene.seam_box(page.scene.plan.block_of(start))
    separating.click(page.viewport(), seam.center().toPoint())

    assert below(separating) == "While we corroborate"
    assert [run.segment.start for run in page.scene.plan.runs if run.rule == "current"] == [start]


def test_an_abstract_is_split_at_the_caret_and_merged_again(separating: Person) -> None:
    count = len(separating.segments())
    separating.page.set_caret(separating.text.index("Moreover, sustained"))
    separating.key(Key.Key_X)
    assert below(separating) == "Moreover, sustained mitoxantrone"
    assert len(separating.segments()) == count + 1
    assert len(separating.workspace.separating.listed) == 8

    separating.key(Key.Key_M)
    assert len(separating.segments()) == count
    assert separating.part("While").end == separating.part("Our data").start - 1


def test_a_boundary_inside_a_whole_is_dragged_by_its_handle(separating: Person) -> None:
    at(separating, "While")
    page, part = separating.page, separating.part("While")
    run = next(run for run in page.scene.plan.runs if run.rule == "current")
    target = part.start + len("While we\n")
    first = handle_box(page.scene.left, page.scene.rule_y(run)).center().toPoint()
    last = page.scene.caret_box(target).center().toPoint() + QPoint(3, 0)
    QTest.mousePress(page.viewport(), Qt.MouseButton.LeftButton, NONE, first)
    QTest.mouseMove(page.viewport(), last)
    QTest.mouseRelease(page.viewport(), Qt.MouseButton.LeftButton, NONE, last)

    assert below(separating) == "corroborate that mitoxantrone"


def test_a_voice_is_given_to_a_whole_abstract_in_one_step(separating: Person) -> None:
    before = separating.segments()
    at(separating, "Mitoxantrone is one")
    separating.key(Key.Key_C)
    assert {part.voice for part in separating.segments() if 41 <= part.start < 1425} == {Voice.COMMENTARY}
    separating.session.undo()
    assert separating.segments() == before

    separating.key(Key.Key_R)
    assert {part.comment for part in separating.segments() if 41 <= part.start < 1425} == {1}


def test_a_comment_is_merged_with_what_it_quotes(separating: Person) -> None:
    at(separating, "Re:")
    separating.key(Key.Key_M)

    assert [separating.part(words).comment for words in ("Re:", '"If only there', "In my exp")] == [2, 2, 2]
    assert separating.part('"If only there').kind is Kind.QUOTE
    assert len(separating.workspace.separating.listed) == 7


def test_a_comment_is_named_in_all_its_own_words(separating: Person) -> None:
    at(separating, "Re:")
    field = separating.workspace.question.name
    field.setFocus()
    separating.type("Ann")
    separating.key(Key.Key_Return)

    own = [separating.part(words) for words in ("Re:", "In my experience")]
    assert [part.attribution.name for part in own if part.attribution] == ["Ann", "Ann"]
    assert separating.part('"If only there').attribution is None


def test_enter_confirms_every_passage_of_an_abstract(separating: Person) -> None:
    at(separating, "Mitoxantrone is one")
    separating.key(Key.Key_Return)

    confirmed = [part for part in separating.segments() if part.confirmed_by is not None]
    assert [part.start for part in confirmed] == [0, 41, 530, 750, 1200]  # the title has no question
