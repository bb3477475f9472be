"""Verify a report in the window: what became of it, line by line, and the way to each claim and quote."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from reviewer.actions import claims, reports
from reviewer.gui import dialogs, jobs
from reviewer.gui.session import Session
from reviewer.gui.verifying import VerifiedDialog
from reviewer.gui.window import Window

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def report(session: Session, tmp_path: Path) -> Path:
    """Return a report of the example review, in which somebody changed a word."""
    path = tmp_path / "report.html"
    assert session.perform(reports.export_report, path) is not None
    data = path.read_bytes()
    assert b"lowers the annualized" in data
    path.write_bytes(data.replace(b"lowers the annualized", b"raises the annualized", 1))
    return path


def shown(qtbot: QtBot, window: Window, monkeypatch: pytest.MonkeyPatch, path: Path) -> VerifiedDialog:
    """Return the dialog after File › Verify a report…"""
    monkeypatch.setattr(dialogs, "open_report", lambda *_args: path)
    window.actions_by_id["report.verify"].trigger()
    qtbot.waitUntil(lambda: window.findChild(VerifiedDialog) is not None, timeout=20_000)
    found = window.findChild(VerifiedDialog)
    assert found is not None
    qtbot.waitExposed(found)
    return found


def cells(dialog: VerifiedDialog) -> list[tuple[str, ...]]:
    return [line.cells for line in dialog.table.lines]


def test_what_differs_is_listed_and_leads_to_its_place(
    qtbot: QtBot, window: Window, session: Session, report: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session.perform(claims.edit_claim, 3, statement="Something else.")
    session.perform(claims.edit_quote, 9, stance="contradicts")
    dialog = shown(qtbot, window, monkeypatch, report)

    assert "Lines: 1 changed" in dialog.told.text() and "2 changed" in dialog.told.text()
    [file, *library] = cells(dialog)
    assert file[:2] == ("changed", "in the file") and "raises the annualized" in file[2]
    assert "Was: " in dialog.whole.text() and "lowers the annualized" in dialog.whole.text()
    assert not dialog.open_button.isEnabled()  # the words of a file stand nowhere in the library
    assert [row[:2] for row in library] == [("changed", "in the library")] * 2
    assert library[0][2:4] == ("Claim 3", "statement") and library[0][4].startswith("Reviewer A, ")

    QTest.keyClick(dialog.table, Qt.Key.Key_Down)
    QTest.keyClick(dialog.table, Qt.Key.Key_Return)
    assert session.claim == 3
    QTest.keyClick(dialog.table, Qt.Key.Key_Down)
    qtbot.mouseClick(dialog.open_button, LEFT)
    assert session.quote == 9 and session.document is not None


def test_the_unchanged_are_shown_when_asked_for_and_the_list_is_copied(
    qtbot: QtBot, window: Window, report: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = shown(qtbot, window, monkeypatch, report)
    assert len(cells(dialog)) == 1
    QTest.keyClick(dialog.all, Qt.Key.Key_Space)
    assert len(cells(dialog)) > 50 and {row[0] for row in cells(dialog)} == {"changed", "unchanged"}
    qtbot.mouseClick(dialog.copy_button, LEFT)
    copied = QGuiApplication.clipboard().text().splitlines()
    assert copied[0] == "report.html" and any(
        line.startswith("unchanged\tin the library\t") for line in copied
    )


def test_it_says_when_the_library_changed_meanwhile_and_looks_again(
    qtbot: QtBot, window: Window, session: Session, report: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = shown(qtbot, window, monkeypatch, report)
    session.perform(claims.edit_claim, 3, statement="Something else.")
    assert "verify again" in dialog.told.text()
    qtbot.mouseClick(dialog.again_button, LEFT)
    qtbot.waitUntil(lambda: len(cells(dialog)) == 2, timeout=20_000)
    assert cells(dialog)[1][2] == "Claim 3"
    session.close()
    qtbot.waitUntil(lambda: window.findChild(VerifiedDialog) is None or not dialog.isVisible())


def test_a_file_that_is_no_report_is_said_in_the_strip(
    qtbot: QtBot, window: Window, session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "words.txt"
    path.write_text("Only words.", encoding="utf-8")
    monkeypatch.setattr(dialogs, "open_report", lambda *_args: path)
    said: list[str] = []
    session.message.connect(lambda kind, text, _hint: said.append(f"{kind}: {text}"))
    window.actions_by_id["report.verify"].trigger()
    qtbot.waitUntil(lambda: bool(said) and not jobs.busy(), timeout=20_000)

    assert said[0].startswith("error: words.txt is no report of Reviewer")
    assert window.findChild(VerifiedDialog) is None


def test_without_a_library_there_is_nothing_to_verify_against(first_window: Window) -> None:
    assert not first_window.actions_by_id["report.verify"].isEnabled()
