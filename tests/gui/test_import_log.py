"""The import log: every file with what became of it, and the lines that could not be read."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from reviewer.actions import importing
from reviewer.gui import dialogs
from reviewer.gui.import_log import ImportLog, cells, state
from reviewer.gui.session import Session
from reviewer.gui.window import Window
from reviewer.library.imports import Logged

LEFT = Qt.MouseButton.LeftButton
SPOKEN = Qt.ItemDataRole.AccessibleTextRole


@pytest.fixture
def log(qtbot: QtBot, window: Window, session: Session, tmp_path: Path) -> ImportLog:
    """Return the log after an import of a file that can be read and one that cannot."""
    (tmp_path / "notes.txt").write_text("A page of notes\n\nIt says something.", encoding="utf-8")
    (tmp_path / "bad.bin").write_bytes(bytes(range(256)) * 8)
    session.perform(importing.import_files, [tmp_path / "notes.txt", tmp_path / "bad.bin"])
    window.actions_by_id["add.log"].trigger()
    found = window.findChild(ImportLog)
    assert found is not None
    qtbot.waitExposed(found)
    return found


def files(log: ImportLog) -> list[str]:
    return [cells(row)[2] for row in log.rows]


def test_the_log_names_every_file_newest_import_first(log: ImportLog) -> None:
    assert set(files(log)[:2]) == {"notes.txt", "bad.bin"}
    assert len(files(log)) == 4  # the two documents of the example below
    notes = files(log).index("notes.txt")
    assert cells(log.rows[notes])[1:] == (
        "Reviewer A", "notes.txt", "Plain text", "1", "–", "–", "whole",
    )  # fmt: skip
    assert log.table.model().index(notes, 4).data(SPOKEN) == "Added: 1"
    assert cells(log.rows[files(log).index("bad.bin")])[3:] == ("", "–", "–", "1", "not read")


def test_an_import_of_what_is_known_is_named_too(log: ImportLog, session: Session, tmp_path: Path) -> None:
    session.perform(importing.import_files, [tmp_path / "notes.txt"])

    assert len(files(log)) == 5 and cells(log.rows[0])[2:] == (
        "notes.txt", "Plain text", "–", "1", "–", "nothing new",
    )  # fmt: skip


def test_what_could_not_be_read_is_shown_and_saved(
    qtbot: QtBot, log: ImportLog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log.table.selectRow(files(log).index("notes.txt"))
    assert not log.lines_button.isEnabled()
    log.table.selectRow(files(log).index("bad.bin"))
    qtbot.mouseClick(log.lines_button, LEFT)
    shown = log.findChild(QPlainTextEdit)
    assert shown is not None and shown.toPlainText().startswith("bad.bin is a binary file")

    monkeypatch.setattr(dialogs, "save_as", lambda *_args: tmp_path / "list.csv")
    qtbot.mouseClick(log.save_button, LEFT)
    assert "bad.bin" in (tmp_path / "list.csv").read_text(encoding="utf-8-sig")


def test_the_log_follows_undo_and_closes_with_the_library(
    qtbot: QtBot, log: ImportLog, session: Session
) -> None:
    session.undo()
    assert state(log.rows[files(log).index("notes.txt")]) == "taken back"
    assert all(row.undone for row in log.rows[:2])
    session.close()
    assert not log.isVisible()


def test_an_import_that_was_cut_off_says_how_to_go_on() -> None:
    row = Logged(1, "", "A", "x.csv", "csv", "", 3, 0, 0, whole=False, undone=False)

    assert state(row) == "cut off: name the file again to go on"
