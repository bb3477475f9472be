"""Two people on the sheet: blind until both are done, then hollow dots and a row to settle each."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QTextEdit, QWidget

from reviewer import library
from reviewer.actions import appraisals as actions
from reviewer.gui import dialogs
from reviewer.gui.workspaces.grading.forms import FormPage
from reviewer.gui.workspaces.grading.frame import BottomBar
from reviewer.gui.workspaces.grading.settling import SettleRow, SettleRows
from reviewer.library import appraisals
from reviewer.library import together as kept
from reviewer.model import Answer, Judgement
from tests.gui.grade.conftest import Desk
from tests.two_people import rate

SECRET = "quixotic-zanzibar"


def sit_down(desk: Desk, name: str) -> None:
    desk.workspace.flush()
    desk.session.rename_reviewer(name)
    desk.go(1)


def as_other(desk: Desk, name: str, **levels: int) -> None:
    """Let somebody rate claim 1 from another window."""
    assert desk.session.library is not None
    body = desk.workspace.body
    assert body is not None
    with closing(library.open(desk.session.library.path, library.reviewer_named(name))) as other:
        rate(other, body.claim.id, body.key, why=f"Because {SECRET}.", **levels)
    desk.session.look_elsewhere()


def shown_words(widget: QWidget) -> str:
    """Return every word a widget and those in it show or say."""
    words = []
    for each in [widget, *widget.findChildren(QWidget)]:
        words += [each.accessibleName(), each.accessibleDescription(), each.toolTip()]
        if isinstance(each, QLabel | QLineEdit):
            words.append(each.text())
        if isinstance(each, QTextEdit):
            words.append(each.toPlainText())
        words.append(
            str(getattr(each, "text", lambda: "")()) if callable(getattr(each, "text", None)) else ""
        )
    return "\n".join(words)


def settle(desk: Desk, row: SettleRow, value: str, why: str) -> None:
    """Choose a value and write a reason as a person does."""
    row.choice.setCurrentIndex(row.choice.findData(value))
    row.choice.activated.emit(row.choice.currentIndex())
    desk.click(row.reason)
    QTest.keyClicks(row.reason, why)
    QTest.mouseClick(row.button, Qt.MouseButton.LeftButton)


def test_a_second_person_sees_an_empty_sheet_and_that_somebody_has_graded(desk: Desk) -> None:
    as_other(desk, "Ann", imprecision=-2)
    sit_down(desk, "Ben")
    text = shown_words(desk.window)
    assert SECRET not in text and "regression to the mean" not in text
    assert "Ann has graded this claim" in desk.workspace.judging.others()
    assert not desk.workspace.sheet.settling.rows
    assert desk.workspace.body is not None and desk.workspace.body.own is None
    assert desk.workspace.body.others == ()


def test_once_both_are_done_each_difference_has_a_row_and_a_hollow_dot(desk: Desk) -> None:
    as_other(desk, "Ann", risk_of_bias=-2, imprecision=-1)
    sheet = desk.workspace.sheet
    assert "risk_of_bias" in sheet.settling.rows and "imprecision" not in sheet.settling.rows
    row = sheet.settling.rows["risk_of_bias"]
    assert row.isVisible() and f"Ann: Very serious −2. Because {SECRET}." in shown_words(row)
    tread = next(each for each in sheet.stair.treads if each.row is desk.row("risk_of_bias"))
    assert tread.others == (1,)
    assert "to settle" in desk.workspace.bottom.words.text()
    assert sheet._column.indexOf(row) == sheet._column.indexOf(desk.row("risk_of_bias")) + 1


def test_a_difference_is_settled_taken_back_and_goes_out_of_date(desk: Desk) -> None:
    as_other(desk, "Ann", risk_of_bias=-2, imprecision=-1)
    row = desk.workspace.sheet.settling.rows["risk_of_bias"]
    assert not row.button.isEnabled()
    settle(desk, row, "-2", "Both read it again.")
    assert "Settled by Reviewer A: Very serious −2. Both read it again." in shown_words(row)
    assert not row.choice.isVisible() and desk.judgement("risk_of_bias").levels == -1

    desk.session.undo()
    assert row.choice.isVisible() and not row.outcome.isVisible()
    desk.session.redo()
    assert row.outcome.isVisible()

    desk.workspace.judging.judge("risk_of_bias", 0)
    assert row.stale.isVisible() and "Reviewer A changed it since" in row.stale.text()
    assert row.choice.isVisible()

    QTest.mouseClick(row.again, Qt.MouseButton.LeftButton)
    assert desk.session.read(kept.settlements) == [] and not row.stale.isVisible()


def test_the_list_says_what_is_not_settled(desk: Desk) -> None:
    def state() -> str:
        index = desk.workspace.list.model().index(0, 0)
        return str(index.data(Qt.ItemDataRole.AccessibleTextRole))

    as_other(desk, "Ann", risk_of_bias=-2, imprecision=-1)
    assert "Not settled" in state()
    for item, row in list(desk.workspace.sheet.settling.rows.items()):
        assert row.matter is not None
        desk.workspace.judging.settle(item, row.matter.said[0][1].value, "Talked over.")
    assert "Very low" in state() and "Not settled" not in state()


def test_the_next_difference_takes_the_keyboard(desk: Desk) -> None:
    desk.workspace.between.next_difference()
    assert "Nothing is judged differently" in desk.messages[-1]
    as_other(desk, "Ann", risk_of_bias=-2, imprecision=-1)
    desk.workspace.between.next_difference()
    first = desk.workspace.sheet.settling.first()
    assert first is not None and first.choice.hasFocus()


def test_whoever_looks_is_asked_first(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    sit_down(desk, "Cat")
    assert desk.session.read(appraisals.certainties) == []
    monkeypatch.setattr(dialogs, "ask", lambda *_: 1)
    desk.workspace.between.look(desk.workspace)
    assert desk.session.read(appraisals.certainties) == []
    monkeypatch.setattr(dialogs, "ask", lambda *_: 0)
    desk.workspace.between.look(desk.workspace)
    assert desk.session.read(appraisals.certainties)


def test_an_own_judgement_is_changed_beside_that_of_another(desk: Desk) -> None:
    as_other(desk, "Ann", risk_of_bias=-2, imprecision=-1)
    body = desk.workspace.body
    assert body is not None and desk.session.library is not None
    actions.judge(desk.session.library, body.claim.id, body.key, "risk_of_bias", Judgement(-2, "As Ann."))
    desk.session.changed.emit(None)
    assert "risk_of_bias" not in desk.workspace.sheet.settling.rows


def jbi(desk: Desk) -> tuple[BottomBar, SettleRows]:
    """Bring the JBI form to the front and return its end, and where two differ."""
    desk.workspace.show_form("jbi-case-series")
    page = desk.workspace.pages.currentWidget()
    assert isinstance(page, FormPage)
    return desk.workspace.bottom, desk.workspace.appraising.finishing.settling[page]


def test_a_form_is_marked_as_done_and_its_differences_are_settled(desk: Desk) -> None:
    strip, _ = jbi(desk)
    QTest.mouseClick(strip.reopen, Qt.MouseButton.LeftButton)
    assert desk.session.library is not None and strip.mark.isEnabled()
    mine = next(a for a in desk.session.read(appraisals.appraisals) if a.instrument == "jbi-case-series")
    with closing(library.open(desk.session.library.path, library.reviewer_named("Ann"))) as other:
        answers = {key: replace(each, reason=SECRET) for key, each in mine.answers.items()}
        answers["4"] = Answer("no", SECRET)
        made = actions.appraise(
            other, mine.document, mine.instrument, answers=answers, judgement=mine.judgement
        )
        actions.finish_appraisal(other, made.created)
    desk.session.look_elsewhere()
    strip, settling = jbi(desk)
    assert "Ann has appraised this" in strip.words.text() and not settling.rows
    assert SECRET not in shown_words(desk.window)

    QTest.mouseClick(strip.mark, Qt.MouseButton.LeftButton)
    assert strip.reopen.isVisible() and list(settling.rows) == ["4"]
    row = settling.rows["4"]
    settle(desk, row, "no", "It is not said to be consecutive.")
    assert "Settled by Reviewer A: No. It is not said to be consecutive." in shown_words(row)
    QTest.mouseClick(row.again, Qt.MouseButton.LeftButton)
    assert not row.outcome.isVisible()
    QTest.mouseClick(strip.reopen, Qt.MouseButton.LeftButton)
    assert strip.mark.isVisible() and not settling.rows


def test_agreement_is_shown_with_its_table_or_why_there_is_none(desk: Desk) -> None:
    page = desk.workspace.agreement
    desk.workspace.show_agreement()
    assert page.isVisible() and "needs two reviewers" in shown_words(page.body)
    tabs, bottom = desk.workspace.strip.tabs, desk.workspace.bottom
    assert tabs.tabText(tabs.currentIndex()) == "Agreement" and not bottom.isVisible()
    assert [words for _, words in desk.workspace.key_line()] == ["next checklist"]
    as_other(desk, "Ann", risk_of_bias=-2, imprecision=-1)
    desk.workspace.show_agreement()
    text = shown_words(page.body)
    assert "Ann down, Reviewer A across" in text and "Risk of bias, 1 judged by two or more" in text
    assert "Left out: 7 judged by one reviewer alone so far." in text and "not defined" in text
    assert "Agreement on “Very low”: 1.000" in text and "non-randomised" not in text
    QApplication.processEvents()
    heads = {each.text(): each.geometry() for each in page.body.findChildren(QLabel) if each.wordWrap()}
    assert not heads["Extremely serious −3"].intersects(heads["Very serious −2"])
    assert not heads["Low"].intersects(heads["Moderate"])
    QTest.mouseClick(tabs, Qt.MouseButton.LeftButton, pos=tabs.tabRect(0).center())
    assert desk.workspace.sheet.isVisible() and bottom.isVisible()
    assert "Agreement" not in [tabs.tabText(place) for place in range(tabs.count())]
