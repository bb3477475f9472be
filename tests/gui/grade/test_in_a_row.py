"""Study after study appraised with the keyboard alone, and one body judged in two windows by two people."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from reviewer import text
from reviewer.actions import claims as claim_actions
from reviewer.actions import documents as document_actions
from reviewer.gui.session import Session
from reviewer.gui.workspaces.grading.checklist import ChecklistPage
from reviewer.library import appraisals, claims, documents, together
from reviewer.settings import Settings
from tests.gui.grade.conftest import Desk
from tests.made_screening import screenable

Key, CONTROL, SHIFT = Qt.Key, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
STUDIES = 3


@pytest.fixture
def row_of_studies(tmp_path: Path, qtbot: QtBot, qapp: QApplication) -> Desk:
    """Return the desk on one claim that three case series speak of."""
    session = Session(Settings(reviewer_name="Reviewer A"))
    assert session.open_library(screenable(tmp_path / "row.reviewlib", STUDIES))
    lib = session.library
    assert lib is not None
    claim = claim_actions.add_claim(lib, "What was given helps.").created
    for document in documents.documents(lib):
        document_actions.set_study(lib, document.id, design="case series")
        start = document.text.index("people improved") - 2
        claim_actions.link_quote(lib, claim, text.quote(document, start, start + 17))
    return Desk(session, qtbot)


def page(desk: Desk) -> ChecklistPage:
    shown = desk.workspace.pages.currentWidget()
    assert isinstance(shown, ChecklistPage)
    return shown


def appraise_one(desk: Desk) -> int:
    """Answer every item of the form, judge overall, mark as done; returns how many keys that took."""
    for _ in page(desk).rows:
        desk.key("1", Key.Key_Down)
    assert page(desk).at_end and desk.workspace.actions_by_id["grade.choose.1"].text() == "Overall: Include"
    desk.key("1")
    desk.key(Key.Key_Return, modifiers=CONTROL)
    return 2 * len(page(desk).rows) + 2


def test_studies_are_appraised_one_after_another_by_keys(row_of_studies: Desk) -> None:
    desk = row_of_studies
    desk.key(Key.Key_Tab, modifiers=CONTROL)
    desk.key(Key.Key_Tab, modifiers=CONTROL)
    assert desk.workspace.bottom.next.text() == "Next study"
    keys = 0
    for number in range(STUDIES):
        assert (page(desk).current, page(desk).document.currentIndex()) == (0, number)
        keys += appraise_one(desk) + 1
        desk.key(Key.Key_J, modifiers=SHIFT)
    assert keys == 23 * STUDIES
    assert "Every study that this form fits is appraised." in desk.messages[-1]
    given = desk.session.read(appraisals.appraisals)
    assert [(each.done, each.judgement) for each in given] == [(True, "include")] * STUDIES


def test_the_overall_judgement_is_left_upwards_and_has_its_reason(row_of_studies: Desk) -> None:
    desk = row_of_studies
    desk.workspace.show_form("jbi-case-series")
    page(desk).current = len(page(desk).rows) - 1
    desk.key(Key.Key_Down)
    assert page(desk).at_end and not page(desk).row.property("current")
    desk.key("r")
    assert page(desk).note.hasFocus()
    page(desk).overall.focus_segment().setFocus()
    desk.key(Key.Key_Up)
    assert not page(desk).at_end and desk.focus() in page(desk).row.bar.segments


def rate_by_keys(desk: Desk, *levels: str) -> None:
    """Judge the domains that rate down by number keys, each with a reason, and mark as graded."""
    sheet = desk.workspace.sheet
    desk.workspace.judging.reason("start", "A series.")
    for row, level in zip(sheet.domains, levels, strict=False):
        sheet.current = sheet.rows.index(row)
        sheet.focus_row()
        desk.key(level, "r")
        desk.type("Why.")
        row.rationale.flush()
        sheet.focus_row()
    desk.key(Key.Key_Return, modifiers=CONTROL)


def test_two_windows_on_one_library_are_blind_until_both_are_done_and_settle(
    desk: Desk, qtbot: QtBot
) -> None:
    assert desk.session.library is not None
    other = Session(Settings(reviewer_name="Reviewer B"))
    assert other.open_library(desk.session.library.path)
    theirs = Desk(other, qtbot)
    theirs.go(1)
    body = theirs.workspace.body
    assert body is not None and body.own is None and body.others == ()
    assert "Reviewer A has graded this claim" in theirs.workspace.judging.others()
    rate_by_keys(theirs, "2", "0", "0", "1", "0")
    assert theirs.rating().graded, theirs.workspace.bottom.words.text()
    for each in (theirs, desk):
        each.session.look_elsewhere()
        assert "risk_of_bias" in each.workspace.sheet.settling.rows
    row = desk.workspace.sheet.settling.rows["risk_of_bias"]
    row.choice.setCurrentIndex(row.choice.findData("-1"))
    row.choice.activated.emit(row.choice.currentIndex())
    desk.click(row.reason)
    QTest.keyClicks(row.reason, "One study, no comparison.")
    desk.click(row.button)
    (settled,) = other.read(together.settlements)
    assert (settled.value, settled.reviewer) == ("-1", desk.session.reviewer.id)
    assert {link.reviewer for link in other.read(claims.quotes)} == {desk.session.reviewer.id}
    other.look_elsewhere()
    shown = theirs.workspace.sheet.settling.rows["risk_of_bias"]
    assert "Settled by Reviewer A" in shown.outcome.text()
    other.close()
