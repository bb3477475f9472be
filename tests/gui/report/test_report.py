"""The Report workspace: pages drawn, choices honoured, export by key and by button."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QPushButton,
    QRadioButton,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from reviewer.gui import dialogs, jobs
from reviewer.gui.session import Session
from reviewer.gui.window import Window
from reviewer.gui.words_field import WordsField
from reviewer.gui.workspaces.reporting.pages import Pages
from reviewer.gui.workspaces.reporting.thumbnails import Thumbnails
from reviewer.library import claims


@pytest.fixture
def desk(window: Window, qtbot: QtBot) -> Window:
    QTest.keyClick(window, Qt.Key.Key_6, Qt.KeyboardModifier.ControlModifier)
    pages = window.findChild(Pages)
    qtbot.waitUntil(lambda: pages.count() > 0, timeout=20_000)
    return window


def named(window: Window, kind: type[QWidget], name: str) -> QWidget:
    found = (w for w in window.findChildren(kind) if name in (w.accessibleName(), getattr(w, "text", str)()))
    return next(found)


def idle(qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not jobs.busy(), timeout=20_000)


def exported(desk: Window, review: Path, qtbot: QtBot, suffix: str) -> bytes:
    path = review.with_name(f"review report{suffix}")
    qtbot.waitUntil(path.exists, timeout=20_000)
    idle(qtbot)
    return path.read_bytes()


def test_the_pages_of_the_pdf_are_shown(desk: Window) -> None:
    view = desk.findChild(Pages)
    assert view.count() >= 3 and view.page() == 1
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_PageDown)
    assert view.page() == 2
    QTest.keyClick(view, Qt.Key.Key_End)
    assert view.page() == view.count()
    QTest.keyClick(view, Qt.Key.Key_Home)
    assert view.page() == 1


def test_a_thumbnail_leads_to_its_page(desk: Window) -> None:
    view, small = desk.findChild(Pages), desk.findChild(Thumbnails)
    QTest.mouseClick(small.viewport(), Qt.MouseButton.LeftButton, pos=small._boxes()[1].center().toPoint())
    assert view.page() == 2
    QTest.mouseClick(small.viewport(), Qt.MouseButton.LeftButton, pos=small._boxes()[0].center().toPoint())
    assert view.page() == 1


def test_ctrl_e_writes_the_pdf_beside_the_library(desk: Window, review: Path, qtbot: QtBot) -> None:
    QTest.keyClick(desk.findChild(Pages), Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    first = exported(desk, review, qtbot, ".pdf")
    assert first.startswith(b"%PDF")
    QTest.keyClick(desk.findChild(Pages), Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    idle(qtbot)
    assert exported(desk, review, qtbot, ".pdf") == first


def test_another_format_is_chosen_by_mouse(desk: Window, review: Path, qtbot: QtBot) -> None:
    choice = named(desk, QRadioButton, "Quotes (CSV)")
    QTest.mouseClick(choice, Qt.MouseButton.LeftButton, pos=QPoint(8, choice.height() // 2))
    QTest.mouseClick(named(desk, QPushButton, "Export CSV"), Qt.MouseButton.LeftButton)
    words = exported(desk, review, qtbot, ".csv").decode("utf-8-sig")
    assert words.count("\r\n") == 22 and "MouseDoctor" in words


def test_save_as_asks_where(
    desk: Window, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "other.pdf"
    monkeypatch.setattr(dialogs, "save_as", lambda *_: target)
    QTest.mouseClick(named(desk, QPushButton, "Save as…"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(target.exists, timeout=20_000)
    idle(qtbot)
    assert target.read_bytes().startswith(b"%PDF")


def test_a_folder_that_is_gone_is_said_and_nothing_is_written(
    desk: Window, session: Session, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    session.message.connect(lambda level, text, hint: said.append(f"{level} {text} {hint}"))
    monkeypatch.setattr(dialogs, "save_as", lambda *_: tmp_path / "gone" / "other.pdf")
    QTest.mouseClick(named(desk, QPushButton, "Save as…"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(said), timeout=20_000)
    assert said[0].startswith("error") and "does not exist" in said[0]
    assert not (tmp_path / "gone").exists()


def test_a_choice_draws_the_pages_again(desk: Window, qtbot: QtBot) -> None:
    view = desk.findChild(Pages)
    before = view._preview
    QTest.mouseClick(named(desk, QToolButton, "Voices by pattern"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: view._preview is not before, timeout=20_000)
    paper = named(desk, QComboBox, "Paper")
    assert isinstance(paper, QComboBox)
    paper.setCurrentIndex(1)
    qtbot.waitUntil(lambda: view._preview.sizes[0] == (612, 792), timeout=20_000)


def test_the_question_is_saved_as_it_is_typed(desk: Window, session: Session, qtbot: QtBot) -> None:
    workspace = desk.places["report"].workspace
    field = workspace._section.question._fields["title"]
    pages = desk.findChild(Pages)
    QTest.keyClick(pages, Qt.Key.Key_Tab)  # the title block
    QTest.keyClick(pages, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is field)
    assert isinstance(field, WordsField)
    field.selectAll()
    QTest.keyClicks(field, "What helps?")
    qtbot.waitUntil(lambda: session.read(claims.question).title == "What helps?", timeout=5_000)
    session.undo()
    qtbot.waitUntil(lambda: field.toPlainText().startswith("Mitoxantrone in neuromyelitis"))
    assert session.read(claims.question).title.startswith("Mitoxantrone in neuromyelitis")


def test_the_tables_are_saved_on_their_own(
    desk: Window, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    for id, first in (("report.summary", "Participants (studies)"), ("report.profile", "Risk of bias")):
        target = tmp_path / f"{id}.csv"
        monkeypatch.setattr(dialogs, "save_as", lambda *_, target=target: target)
        next(action for action in desk.findChildren(QAction) if action.objectName() == id).trigger()
        qtbot.waitUntil(target.exists, timeout=20_000)
        idle(qtbot)
        assert first in target.read_text(encoding="utf-8-sig").splitlines()[0]


def test_what_the_pdf_is_made_for_is_chosen_and_offered_for_the_pdf_alone(
    desk: Window, review: Path, qtbot: QtBot
) -> None:
    combo = named(desk, QComboBox, "The PDF is made for")
    assert combo.isVisible() and combo.currentText() == "Archives and screen readers"
    combo.setFocus()
    QTest.keyClick(combo, Qt.Key.Key_End)
    QTest.keyClick(desk, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    assert b"/StructElem" not in exported(desk, review, qtbot, ".pdf")

    named(desk, QRadioButton, "Word document").click()
    assert not combo.isVisible()
