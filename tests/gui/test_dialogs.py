"""Names given to files: a suffix that is added never lands on a file nobody asked about."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from reviewer.gui import dialogs

PROJECT = "Project (*.qdpx)"


def typed(monkeypatch: pytest.MonkeyPatch, name: Path, chosen: str = PROJECT) -> None:
    """Have the file dialog answer with a name as it was typed."""
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: (str(name), chosen))


def press(label: str) -> None:
    """Press a button of the box as soon as it is in front."""
    box = QApplication.activeModalWidget()
    if not isinstance(box, QMessageBox) or not box.isVisible():
        QTimer.singleShot(10, lambda: press(label))
        return
    assert box.text() == "mine.qdpx is there already."
    (button,) = (one for one in box.findChildren(QPushButton) if one.text().replace("&", "") == label)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_a_suffix_is_added_where_the_name_has_none(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed(monkeypatch, tmp_path / "mine")
    assert dialogs.save_as_one_of(None, "Export", "", {PROJECT: "qdpx"}) == (tmp_path / "mine.qdpx", "qdpx")
    assert dialogs.save_as(None, "Export", "", PROJECT, ".qdpx") == tmp_path / "mine.qdpx"
    typed(monkeypatch, tmp_path / "mine.zip")
    assert dialogs.save_as(None, "Export", "", PROJECT, ".qdpx") == tmp_path / "mine.zip"


def one_of() -> Path | None:
    answer = dialogs.save_as_one_of(None, "Export", "", {PROJECT: "qdpx"})
    return answer[0] if answer is not None else None


def save_as() -> Path | None:
    return dialogs.save_as(None, "Export", "", PROJECT, ".qdpx")


@pytest.mark.parametrize("save", [one_of, save_as])
@pytest.mark.parametrize(("label", "kept"), [("Keep it", True), ("Replace it", False)])
def test_a_file_that_lies_there_is_asked_about(
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    save: Callable[[], Path | None],
    label: str,
    kept: bool,
) -> None:
    (tmp_path / "mine.qdpx").write_bytes(b"older")
    typed(monkeypatch, tmp_path / "mine")
    QTimer.singleShot(0, lambda: press(label))
    assert save() == (None if kept else tmp_path / "mine.qdpx")
