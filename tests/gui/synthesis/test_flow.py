"""The PRISMA flow in the window: what is open, the picture once it adds up, and where files were found."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from reviewer.actions import decisions, flow
from reviewer.gui.workspaces.synthesising.bar import FLOW
from reviewer.library.decisions import reasons
from reviewer.model.flow import Channel, Origin
from reviewer.model.screening import Stage, Verdict
from tests.gui.synthesis.conftest import Desk


def turn(desk: Desk) -> None:
    """Bring the flow to the front and wait until it is counted."""
    desk.workspace.figure.tabs.setCurrentIndex(FLOW)
    desk.settle()


def said(desk: Desk) -> list[str]:
    return [label.text() for label in desk.workspace.flow.open.findChildren(QLabel) if not label.isHidden()]


def decide_all(desk: Desk) -> None:
    library = desk.session.library
    assert library is not None
    why = reasons(library)[0].id
    desk.session.perform(decisions.decide, [1, 2], Verdict.INCLUDE)
    desk.session.perform(decisions.decide, [1], Verdict.INCLUDE, stage=Stage.FULL_TEXT)
    desk.session.perform(decisions.decide, [2], Verdict.EXCLUDE, stage=Stage.FULL_TEXT, reason=why)
    desk.settle()


def test_what_is_open_is_named_and_shown_in_screen(desk: Desk, qtbot: QtBot) -> None:
    queries: list[tuple[str, str]] = []
    desk.session.sought.connect(lambda place, query: queries.append((place, query)))
    turn(desk)
    assert "Records screened: 2 with no decision on title and abstract." in said(desk)
    show = desk.workspace.flow.open.findChild(QPushButton)
    assert desk.focus() is show
    QTest.keyClick(show, Qt.Key.Key_Space)
    assert queries == [("screen", "decision:undecided")]


def test_the_picture_stands_once_the_flow_adds_up_and_goes_when_it_does_not(desk: Desk) -> None:
    turn(desk)
    decide_all(desk)
    pane = desk.workspace.flow
    assert pane.front.currentIndex() == 0
    assert pane.pages.count() == 1
    assert (
        "Studies included in review 1 (Reports of included studies 1)" in pane.pages.accessibleDescription()
    )
    desk.session.undo()
    desk.settle()
    assert pane.front.currentIndex() == 1
    assert "Reports assessed for eligibility: 1 with no decision on the full text." in said(desk)


def test_where_a_file_was_found_is_said_in_its_row(desk: Desk) -> None:
    turn(desk)
    channel = desk.workspace.flow.files.findChildren(QComboBox)[1]
    channel.setFocus()
    QTest.keyClicks(channel, "Org")
    QTest.keyClick(channel, Qt.Key.Key_Return)
    channel.activated.emit(channel.currentIndex())
    desk.settle()
    name = desk.workspace.flow.files.findChildren(QLineEdit)[1]
    name.setFocus()
    QTest.keyClicks(name, "MS Society")
    QTest.keyClick(name, Qt.Key.Key_Return)
    desk.settle()
    library = desk.session.library
    assert library is not None
    assert flow.sources(library)[1].origin == Origin(Channel.ORGANISATION, "MS Society", said=True)
    box = desk.workspace.flow.files.findChildren(QComboBox)[1]
    box.setCurrentIndex(box.findText("As the file tells"))
    box.activated.emit(box.currentIndex())
    desk.settle()
    assert flow.sources(library)[1].origin == Origin(Channel.WEBSITE)


def test_saying_where_a_file_was_found_leaves_the_keyboard_in_the_next_field(desk: Desk) -> None:
    turn(desk)
    first = desk.workspace.flow.files.findChildren(QLineEdit)[0]
    first.setFocus()
    QTest.keyClicks(first, "PubMed")
    QTest.keyClick(first, Qt.Key.Key_Tab)
    QTest.keyClick(desk.focus(), Qt.Key.Key_Tab)
    QTest.keyClicks(desk.focus(), "A blog")
    desk.settle()
    field = desk.focus()
    assert isinstance(field, QLineEdit)
    assert field.text() == "A blog"
    assert field.accessibleName().startswith("In what the records of 002_")


def test_a_name_stays_as_it_is_typed_while_the_flow_is_counted_anew(desk: Desk) -> None:
    turn(desk)
    field = desk.workspace.flow.files.findChildren(QLineEdit)[0]
    field.setFocus()
    QTest.keyClicks(field, "Med")
    field.setCursorPosition(1)
    desk.session.changed.emit(None)
    desk.settle()
    assert desk.focus() is field
    QTest.keyClicks(field, "!")
    assert field.text() == "M!ed"


def test_the_flow_is_exported_as_a_figure(desk: Desk, tmp_path: Path) -> None:
    turn(desk)
    desk.workspace.write(tmp_path / "early.svg")
    desk.settle()
    assert "does not add up yet" in desk.message()
    assert not (tmp_path / "early.svg").exists()
    decide_all(desk)
    desk.workspace.write(tmp_path / "flow.svg")
    desk.settle()
    assert desk.message() == f"Written to {tmp_path / 'flow.svg'}."
