"""Screen by real keys and clicks: decide, go on, take back, settle, filter, order."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from reviewer.actions import decisions, together
from reviewer.gui.session import Session
from reviewer.gui.window import WORKSPACES, Window
from reviewer.gui.workspaces.screen import ScreenWorkspace
from reviewer.gui.workspaces.screening.rows import OTHERS, RECORD, YOU
from reviewer.library import decisions as kept
from reviewer.library import documents, journal, reviewer_named
from reviewer.model.screening import Outcome, Retrieval, Screened, Stage, Verdict
from tests.made_screening import RECORDS, as_person, reason, screenable

pytestmark = pytest.mark.qt_log_ignore("does not support (raise|grabbing)", extend=True)
SPOKEN = Qt.ItemDataRole.AccessibleTextRole
Key = Qt.Key
OTHER = reviewer_named("Reviewer B")


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Make records of which another reviewer has included the first two and excluded the third."""
    path = screenable(tmp_path_factory.mktemp("screen") / "review.reviewlib")
    with as_person(path, OTHER) as lib:
        decisions.decide(lib, [1, 2], Verdict.INCLUDE)
        decisions.decide(lib, [3], Verdict.EXCLUDE, reason=reason(lib, 2), note="quixotic")
    return path.read_bytes()


@pytest.fixture
def screen(
    made: bytes, tmp_path: Path, bare_session: Session, show: Callable[[Session], Window], qtbot: QtBot
) -> ScreenWorkspace:
    path = tmp_path / "review.reviewlib"
    path.write_bytes(made)
    assert bare_session.open_library(path)
    window = show(bare_session)
    qtbot.keyClick(window, Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert window.front is not None
    workspace = window.front.workspace
    assert isinstance(workspace, ScreenWorkspace)
    select(workspace, 1)
    return workspace


def select(screen: ScreenWorkspace, document: int) -> None:
    row = screen.table.row_of(document)
    assert row is not None
    screen.found.select_row(row)
    screen.activate()


def press(qtbot: QtBot, screen: ScreenWorkspace, *keys: Key) -> None:
    for key in keys:
        qtbot.keyClick(QApplication.focusWidget() or screen.view, key)


def standing(screen: ScreenWorkspace, document: int, stage: Stage = Stage.ABSTRACT) -> Screened:
    return screen.session.read(kept.screened_one, document, stage)


def cell(screen: ScreenWorkspace, document: int, column: int) -> str:
    row = screen.table.row_of(document)
    assert row is not None
    return str(screen.table.index(row, column).data(SPOKEN))


def front(screen: ScreenWorkspace) -> int:
    return screen.table.id_at(screen.found.current())


def test_screen_is_the_second_place_with_its_own_menu(screen: ScreenWorkspace) -> None:
    assert [(kind.id, number) for kind, number in WORKSPACES] == [
        ("library", "1"), ("screen", "2"), ("read", "3"), ("grade", "4"), ("synthesis", "5"), ("report", "6"),
    ]  # fmt: skip
    window = screen.window()
    assert isinstance(window, Window)
    texts = [action.text() for action in window.menus["Screening"].actions()]
    assert {"Include", "Exclude…", "Maybe", "Note", "Conflicts"} <= set(texts)


def test_a_key_decides_and_the_next_record_is_selected(qtbot: QtBot, screen: ScreenWorkspace) -> None:
    assert "hidden until you decide" in cell(screen, 1, OTHERS)
    press(qtbot, screen, Key.Key_I)

    assert standing(screen, 1).outcome is Outcome.INCLUDE
    assert cell(screen, 1, YOU) == "You: include"
    assert cell(screen, 1, OTHERS) == "Reviewer B include"
    assert front(screen) == 2
    press(qtbot, screen, Key.Key_U)
    assert cell(screen, 2, OTHERS).startswith("Conflict")
    assert front(screen) == 3
    qtbot.waitUntil(lambda: screen.header.said.text().startswith("2 of 8 decided by you."))


def test_an_exclusion_asks_for_one_reason_by_its_number(qtbot: QtBot, screen: ScreenWorkspace) -> None:
    press(qtbot, screen, Key.Key_1)
    assert standing(screen, 1).own is None, "a digit alone excludes nothing"
    press(qtbot, screen, Key.Key_E)
    assert screen.panel.armed and front(screen) == 1
    press(qtbot, screen, Key.Key_Escape)
    assert not screen.panel.armed
    press(qtbot, screen, Key.Key_E, Key.Key_2)

    own = standing(screen, 1).own
    assert own is not None and own.reason == screen.session.read(reason, 2)
    assert cell(screen, 1, YOU) == "You: exclude, Wrong intervention"
    assert front(screen) == 2 and not screen.panel.armed


def test_another_reason_is_typed_and_joins_the_list(qtbot: QtBot, screen: ScreenWorkspace) -> None:
    press(qtbot, screen, Key.Key_E, Key.Key_6)
    assert QApplication.focusWidget() is screen.panel.other
    qtbot.keyClicks(screen.panel.other, "Not in English")
    press(qtbot, screen, Key.Key_Return)

    assert cell(screen, 1, YOU) == "You: exclude, Not in English"
    assert [button.text() for button in screen.panel.reasons][5:] == ["Not in English", "Another reason…"]
    assert screen.session.library is not None
    labels = [op.label for op in journal.history(screen.session.library)]
    assert labels[0] == "Exclude document 1: Not in English"
    assert front(screen) == 2 and QApplication.focusWidget() is screen.view


def test_undo_brings_the_record_to_the_front_again(qtbot: QtBot, screen: ScreenWorkspace) -> None:
    press(qtbot, screen, Key.Key_I, Key.Key_J, Key.Key_J)
    assert front(screen) == 4
    qtbot.keyClick(screen.view, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert front(screen) == 1
    assert standing(screen, 1).own is None and cell(screen, 1, YOU) == "You: undecided"
    assert "hidden" in cell(screen, 1, OTHERS)


def test_a_note_is_kept_until_the_decision_takes_it_along(qtbot: QtBot, screen: ScreenWorkspace) -> None:
    press(qtbot, screen, Key.Key_N)
    assert QApplication.focusWidget() is screen.panel.note
    qtbot.keyClicks(screen.panel.note, "ein Entwurf")
    press(qtbot, screen, Key.Key_Escape)
    assert QApplication.focusWidget() is screen.view
    press(qtbot, screen, Key.Key_J)
    assert screen.panel.note.text() == ""
    press(qtbot, screen, Key.Key_K)
    line = screen.panel.note.draft.line
    assert line is not None and "ein Entwurf" in line.said.text()
    qtbot.mouseClick(line.keep, Qt.MouseButton.LeftButton)
    screen.activate()
    press(qtbot, screen, Key.Key_U)

    own = standing(screen, 1).own
    assert own is not None and own.note == "ein Entwurf"
    assert standing(screen, 2).own is None and screen.panel.note.text() == ""
    select(screen, 1)
    assert screen.panel.note.text() == "ein Entwurf"


def test_a_note_that_is_being_typed_stays_with_its_record(qtbot: QtBot, screen: ScreenWorkspace) -> None:
    press(qtbot, screen, Key.Key_I)
    select(screen, 1)
    press(qtbot, screen, Key.Key_N)
    qtbot.keyClicks(screen.panel.note, "of the first")
    screen.found.select_row(1)
    own, other = standing(screen, 1).own, standing(screen, 2).own
    assert own is not None and own.note == "of the first" and other is None


def test_several_records_are_decided_in_one_step(qtbot: QtBot, screen: ScreenWorkspace) -> None:
    for _ in range(2):
        qtbot.keyClick(screen.view, Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert screen.panel.buttons[Verdict.INCLUDE].word == "Include 3"
    press(qtbot, screen, Key.Key_E, Key.Key_1)
    assert [standing(screen, id).own is not None for id in (1, 2, 3, 4)] == [True, True, True, False]
    assert front(screen) == 4
    qtbot.keyClick(screen.view, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert standing(screen, 1).own is None and standing(screen, 3).own is None


def test_what_is_decided_leaves_the_list_of_what_is_to_screen(qtbot: QtBot, screen: ScreenWorkspace) -> None:
    to_screen = screen.facets.views[1]
    assert to_screen.text() == "To screen"
    qtbot.mouseClick(to_screen, Qt.MouseButton.LeftButton)
    assert screen.filter.text() == "decision:none"
    screen.activate()
    press(qtbot, screen, Key.Key_I)
    assert screen.table.row_of(1) is None and front(screen) == 2
    assert screen.found.matches.text() == f"{RECORDS - 1} of {RECORDS}"
    for _ in range(RECORDS - 1):
        press(qtbot, screen, Key.Key_U)
    assert screen.found.nothing.text() == "Nothing is left to screen."
    qtbot.keyClick(screen.view, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert screen.table.rowCount() == 1


def said(widget: QWidget) -> str:
    return " ".join(each.text() for each in widget.findChildren(QLabel) if not each.isHidden())


def test_a_conflict_shows_both_and_the_third_decision_is_recorded(
    qtbot: QtBot, screen: ScreenWorkspace
) -> None:
    select(screen, 3)
    assert "quixotic" not in said(screen.panel)
    press(qtbot, screen, Key.Key_I, Key.Key_C)
    assert screen.filter.text() == "decision:conflict" and front(screen) == 3
    qtbot.waitUntil(lambda: "Decided differently" in said(screen.panel))
    told = said(screen.panel)
    assert "Reviewer B" in told and "Exclude: Wrong intervention" in told and "quixotic" in told
    press(qtbot, screen, Key.Key_N)
    qtbot.keyClicks(screen.panel.note, "Read again together.")
    press(qtbot, screen, Key.Key_Escape, Key.Key_E, Key.Key_4)

    found = standing(screen, 3)
    assert found.settled is not None and found.settled.note == "Read again together."
    assert found.outcome is Outcome.EXCLUDE and found.reason == screen.session.read(reason, 4)
    assert found.own is not None and found.own.verdict is Verdict.INCLUDE, "one's own stays"
    assert screen.found.nothing.text().startswith("No decisions are in conflict")
    press(qtbot, screen, Key.Key_C)
    assert screen.filter.text() == ""
    select(screen, 3)
    assert cell(screen, 3, OTHERS) == "Settled by Reviewer A: exclude"
    press(qtbot, screen, Key.Key_U)
    assert screen.window().front.strip.text.startswith("What was decided on document 3 was settled")


def test_the_preview_pages_marks_words_and_opens_in_read(qtbot: QtBot, screen: ScreenWorkspace) -> None:
    screen.seek("mitoxantrone")
    screen.activate()
    assert screen._marked() == ["mitoxantrone"]
    press(qtbot, screen, Key.Key_H)
    assert screen._marked() == []
    press(qtbot, screen, Key.Key_Slash)
    assert QApplication.focusWidget() is screen.filter
    qtbot.keyClick(screen.filter, Key.Key_Escape)
    assert screen.table.rowCount() == RECORDS
    press(qtbot, screen, Key.Key_Return)
    window = screen.window()
    assert isinstance(window, Window) and window.front is not None and window.front.workspace.id == "read"


def test_closest_first_is_learned_from_ones_own_decisions(qtbot: QtBot, screen: ScreenWorkspace) -> None:
    at = screen.found.order.findData("closest")
    screen.found.order.setCurrentIndex(at)
    assert "needs one record that you included" in screen.found.notice.text()
    select(screen, 4)
    press(qtbot, screen, Key.Key_I)
    select(screen, 5)
    press(qtbot, screen, Key.Key_E, Key.Key_1)
    screen.found.run()
    assert "you included apart from" in screen.found.notice.text()
    assert screen.table.id_at(0) == 4


def test_full_texts_are_a_stage_of_their_own(qtbot: QtBot, screen: ScreenWorkspace) -> None:
    press(qtbot, screen, Key.Key_I)
    screen.actions_by_id["screen.stage-full-text"].trigger()
    assert screen.header.title.text() == "Full text screening"
    assert list(screen.table.ids()) == [1] and screen.panel.full_text.isVisible()
    missing = screen.panel.full_text.buttons["not retrieved"]
    qtbot.mouseClick(missing, Qt.MouseButton.LeftButton)
    assert screen.session.read(kept.retrievals) == {1: (Retrieval.NOT_RETRIEVED, "")}
    screen.activate()
    press(qtbot, screen, Key.Key_E, Key.Key_5)
    assert standing(screen, 1, Stage.FULL_TEXT).outcome is Outcome.EXCLUDE
    assert standing(screen, 1).outcome is Outcome.INCLUDE


def test_reasons_are_moved_and_taken_off_the_list(qtbot: QtBot, screen: ScreenWorkspace) -> None:
    press(qtbot, screen, Key.Key_E, Key.Key_1)
    first = screen.panel.reasons[0]
    next(action for action in first.actions() if action.text() == "Move down").trigger()
    assert [button.text() for button in screen.panel.reasons[:2]] == [
        "Wrong intervention",
        "Wrong population",
    ]
    moved = screen.panel.reasons[1]
    next(action for action in moved.actions() if action.text() == "Offer no longer").trigger()
    assert "Wrong population" not in [button.text() for button in screen.panel.reasons]
    assert cell(screen, 1, YOU) == "You: exclude, Wrong population"
    assert screen.actions_by_id["screen.reason-1"].text() == "Exclude: Wrong intervention"


def test_an_onlooker_sees_the_others_and_is_told_so(qtbot: QtBot, screen: ScreenWorkspace) -> None:
    screen.session.perform(together.look)
    assert cell(screen, 3, OTHERS) == "Reviewer B exclude"
    qtbot.waitUntil(lambda: "You see what others decide." in screen.header.said.text())


def test_a_letter_without_a_meaning_reads_no_rows(qtbot: QtBot, screen: ScreenWorkspace) -> None:
    qtbot.keyClick(screen.view, Key.Key_X)
    qtbot.keyClick(screen.view, Key.Key_R)
    assert front(screen) == 1


def test_a_large_library_shows_the_same_found_beside_the_window(
    qtbot: QtBot, screen: ScreenWorkspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reviewer.gui.listing.counting.AT_ONCE", 1)
    screen.seek("decision:none")
    qtbot.waitUntil(lambda: screen.facets.views[1].isChecked())
    screen.activate()
    press(qtbot, screen, Key.Key_I)
    qtbot.waitUntil(lambda: screen.table.row_of(1) is None)
    assert front(screen) == 2
    qtbot.waitUntil(lambda: screen.facets.views[1].count == RECORDS - 1)


def test_what_is_like_the_record_is_found_and_gone_to(qtbot: QtBot, screen: ScreenWorkspace) -> None:
    window = screen.window()
    assert isinstance(window, Window) and window.front is not None
    qtbot.waitUntil(lambda: screen.similar.count > 0)
    assert screen.leaves[2].windowTitle() == f"Similar {screen.similar.count}"
    window.front.docks["similar"].raise_()
    qtbot.waitUntil(lambda: screen.leaves[2].isAncestorOf(screen.panel))
    assert screen.leaves[2].in_front and not screen.leaves[0].in_front
    press(qtbot, screen, Key.Key_I)
    assert standing(screen, 1).own is not None


def test_a_click_on_a_button_or_a_reason_decides(qtbot: QtBot, screen: ScreenWorkspace) -> None:
    left = Qt.MouseButton.LeftButton
    qtbot.mouseClick(screen.panel.buttons[Verdict.MAYBE], left, pos=QPoint(10, 10))
    assert standing(screen, 1).outcome is Outcome.CONFLICT and front(screen) == 2
    qtbot.mouseClick(screen.panel.reasons[2], left)
    assert cell(screen, 2, YOU) == "You: exclude, Wrong outcome"
    assert documents.rows(screen.session.library, "decision:decided") == [1, 2]
    assert screen.table.index(0, RECORD).isValid()


def test_what_is_asked_for_elsewhere_comes_at_its_stage(screen: ScreenWorkspace, qtbot: QtBot) -> None:
    screen.session.seek("fulltext:next", "screen")
    assert (screen.desk.stage, screen.filter.text()) == (Stage.FULL_TEXT, "fulltext:next")
    screen.session.seek("decision:conflict", "screen")
    assert (screen.desk.stage, screen.filter.text()) == (Stage.ABSTRACT, "decision:conflict")
    screen.session.seek("year:1990")
    assert screen.filter.text() == "decision:conflict"
