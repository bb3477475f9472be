"""Backups from the window: now, hourly, to a file; restored beside, with the counts side by side."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from reviewer.actions import claims
from reviewer.gui import dialogs, jobs
from reviewer.gui.backups import BackupsDialog
from reviewer.gui.session import Session
from reviewer.gui.window import Window
from reviewer.library import claims as stored
from reviewer.library import copies


def back_up_now(qtbot: QtBot, window: Window) -> None:
    keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_B, keys)
    qtbot.waitUntil(lambda: not jobs.busy())


def dialog_of(qtbot: QtBot, window: Window) -> BackupsDialog:
    window.actions_by_id["library.restore"].trigger()
    dialog = window.findChild(BackupsDialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: bool(dialog.rows))
    return dialog


def test_a_backup_is_made_by_key_and_said(qtbot: QtBot, window: Window, session: Session) -> None:
    back_up_now(qtbot, window)
    assert window.front is not None
    assert "2 documents, 11 claims" in window.front.strip.text
    folder = window.everywhere.backups.folder
    assert len(copies.ring(folder)) == 1
    back_up_now(qtbot, window)
    assert len(copies.ring(folder)) == 1  # nothing changed since


def test_an_hourly_backup_comes_by_itself_once_something_changed(
    qtbot: QtBot, window: Window, session: Session
) -> None:
    backups = window.everywhere.backups
    backups.look()
    qtbot.waitUntil(lambda: not jobs.busy())
    session.perform(claims.add_claim, "New.")
    backups.look()
    qtbot.waitUntil(lambda: not jobs.busy())
    assert len(copies.ring(backups.folder)) == 1  # an hour has not gone by
    session.settings.backup_hourly = False
    backups.look()
    assert not jobs.busy()


def test_a_backup_is_restored_beside_with_counts_side_by_side(
    qtbot: QtBot, window: Window, session: Session, review: Path
) -> None:
    back_up_now(qtbot, window)
    session.perform(claims.add_claim, "Later.")
    dialog = dialog_of(qtbot, window)
    now, kept = (line.cells for line in dialog.table.lines[:2])
    assert now[0] == "This library, now" and (now[2], kept[2]) == ("12", "11 (−1)")
    assert dialog.table.currentIndex().row() == 1

    qtbot.mouseClick(dialog.restore_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "restored" in window.windowTitle())
    assert len(session.read(stored.claims)) == 11
    assert review.exists() and session.library is not None and session.library.path.parent == review.parent


def test_why_a_damaged_backup_cannot_be_restored_is_said(
    qtbot: QtBot, window: Window, session: Session
) -> None:
    back_up_now(qtbot, window)
    (whole,) = window.everywhere.backups.folder.iterdir()
    damaged = whole.with_name("review 2026-05-03 12.00.00.reviewlib")
    damaged.write_bytes(b"damaged")
    dialog = dialog_of(qtbot, window)
    assert dialog.restore_button.isEnabled() and dialog.words.text().startswith("A backup becomes")
    qtbot.keyClick(dialog.table, Qt.Key.Key_Down)
    assert not dialog.restore_button.isEnabled()
    said = dialog.words.text()
    assert said.startswith(f"This backup cannot be restored: {damaged.name} is not a Reviewer library.")
    assert "The newest that is whole is of 20" in said
    qtbot.keyClick(dialog.table, Qt.Key.Key_Return)
    assert dialog.isVisible() and not jobs.busy()
    qtbot.keyClick(dialog.table, Qt.Key.Key_Up)
    assert dialog.restore_button.isEnabled()
    dialog.close()


def test_without_a_backup_the_dialog_says_so(qtbot: QtBot, window: Window) -> None:
    dialog = dialog_of(qtbot, window)
    assert "no backup yet" in dialog.words.text() and not dialog.restore_button.isEnabled()
    dialog.close()


def test_a_copy_is_written_to_a_file_and_restored_from_it(
    qtbot: QtBot, window: Window, review: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy, target = tmp_path / "copy.reviewlib", tmp_path / "restored.reviewlib"
    monkeypatch.setattr(dialogs, "save_backup", lambda parent, suggestion: copy)
    monkeypatch.setattr(dialogs, "open_backup", lambda parent, folder: copy)
    monkeypatch.setattr(dialogs, "new_library", lambda parent, suggestion: target)
    window.actions_by_id["library.backup.file"].trigger()
    qtbot.waitUntil(lambda: not jobs.busy())
    assert copy.exists()

    dialog = dialog_of(qtbot, window)
    qtbot.mouseClick(dialog.file_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.windowTitle() == "restored — Reviewer")


def test_a_folder_that_cannot_be_written_is_said(
    qtbot: QtBot, window: Window, session: Session, tmp_path: Path
) -> None:
    (tmp_path / "in the way").write_text("a file")
    session.settings.backup_folder = str(tmp_path / "in the way")
    back_up_now(qtbot, window)
    assert window.front is not None
    assert "could not be written" in window.front.strip.text
