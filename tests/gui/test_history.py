"""The history dock: its filter, why it is empty, what stays selected, and the room that its parts get."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from reviewer.actions import claims as made
from reviewer.errors import LibraryBusy
from reviewer.gui.session import Session
from reviewer.gui.window import Window
from reviewer.gui.workspaces.history import History
from reviewer.library import claims
from reviewer.model import Reviewer

# The offscreen platform says this of every popup.
pytestmark = pytest.mark.qt_log_ignore("does not support (raise|grabbing)", extend=True)
KEY, LEFT = Qt.Key, Qt.MouseButton.LeftButton


@pytest.fixture
def history(qtbot: QtBot, window: Window, session: Session) -> History:
    session.go("read", document=2)
    window.actions_by_id["edit.history"].trigger()
    assert window.front is not None
    dock = window.front.docks["history"].widget()
    assert isinstance(dock, History)
    qtbot.waitUntil(dock.isVisible)
    return dock


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("claim:99", "There never was a claim “99” here."),
        ("document:99", "There is no document “99” here."),
        ("person:Zoe", "Nobody called “Zoe” has done anything here. People: Reviewer A."),
        ("claim:1 zzzz", "No action matches."),
        ('person:"Zoe B', "Nobody called “Zoe B” has done anything here. People: Reviewer A."),
    ],
)
def test_it_says_why_nothing_is_left(qtbot: QtBot, history: History, typed: str, why: str) -> None:
    history.filter.setFocus()
    qtbot.keyClicks(history.filter, typed)
    assert history.empty.isVisible() and history.empty.text() == why


def test_a_name_of_two_words_means_one_person(qtbot: QtBot, history: History, session: Session) -> None:
    for id, name in (("b", "Ann Bell"), ("c", "Ann Carr 🧪")):
        assert session.library is not None
        session.library.reviewer = Reviewer(id, name)
        session.perform(made.add_claim, f"Said by {name}.")
    history.filter.setFocus()
    qtbot.keyClicks(history.filter, "person:car")
    qtbot.waitUntil(history.completing.popup.isVisible)
    qtbot.keyClick(history.completing.popup, KEY.Key_Down)
    qtbot.keyClick(history.completing.popup, KEY.Key_Return)

    assert history.filter.text() == 'person:"Ann Carr 🧪" '
    assert [op.reviewer for op in history.model.ops] == ["Ann Carr 🧪"]


def test_the_claims_are_offered_with_what_they_say(qtbot: QtBot, history: History) -> None:
    history.filter.setFocus()
    qtbot.keyClicks(history.filter, "cl")
    qtbot.waitUntil(history.completing.popup.isVisible)
    assert history.completing.model.item(0, 0).text() == "claim:"
    qtbot.keyClicks(history.filter, "aim:nk")
    shown = history.completing.model
    assert [shown.item(row, 0).text() for row in range(shown.rowCount())] == ["claim:8"]
    assert history.completing.popup.columnWidth(0) < 160 < history.completing.popup.width() - 160


def test_a_deleted_claim_can_be_asked_for(history: History, session: Session) -> None:
    claim = session.read(claims.claims)[0]
    session.perform(made.remove_claim, claim.id)
    history.filter.setText(f"claim:{claim.number}")
    assert history.model.ops[0].label.startswith("Remove claim")


def test_one_can_go_back_and_forward_again_from_the_same_line(
    qtbot: QtBot, history: History, session: Session
) -> None:
    before = len(session.read(claims.claims))
    for number in range(3):
        session.perform(made.add_claim, f"Claim {number}.")
    newest = history.model.index(0)
    history.list.setCurrentIndex(history.model.index(2))
    qtbot.mouseClick(history.button, LEFT)

    assert len(session.read(claims.claims)) == before + 1
    assert history.list.currentIndex().row() == 2 and history.button.isEnabled()
    history.list.setCurrentIndex(newest)
    qtbot.mouseClick(history.button, LEFT)
    assert len(session.read(claims.claims)) == before + 3


def test_its_parts_keep_apart_and_the_list_keeps_the_larger_part(
    qtbot: QtBot, history: History, window: Window
) -> None:
    window.resize(960, 600)
    qtbot.wait(50)
    appraised = next(n for n, op in enumerate(history.model.ops) if "JBI" in op.label)
    history.list.setCurrentIndex(history.model.index(appraised))
    qtbot.wait(20)

    assert history.alone.geometry().left() - history.button.geometry().right() > 6
    assert history.list.height() > history.told_room.height() >= 60
    assert history.told.width() <= history.told_room.width()


def test_the_history_stands_while_another_program_holds_the_file(history: History, session: Session) -> None:
    assert session.library is not None
    before = [op.id for op in history.model.ops]
    session.library.db.execute("PRAGMA busy_timeout = 0")
    with closing(sqlite3.connect(session.library.path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(LibraryBusy):
            history.refresh(None)
        assert session.perform(made.add_claim, "Said meanwhile.") is None
    assert [op.id for op in history.model.ops] == before

    history.refresh(None)
    assert [op.id for op in history.model.ops] == before
