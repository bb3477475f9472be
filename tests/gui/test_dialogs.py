"""Names given to files: a suffix that is added never lands on a file nobody asked about."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QInputDialog, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from reviewer.gui import dialogs
from reviewer.gui.fields import LineField

PROJECT = "Project (*.qdpx)"


def typed(monkeypatch: pytest.MonkeyPatch, name: Path, chosen: str = PROJECT) -> None:
    """Have the file dialog answer with a name as it was typed."""
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: (str(name), chosen))


def test_a_suffix_is_added_where_the_name_has_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    typed(monkeypatch, tmp_path / "mine")
    assert dialogs.save_as_one_of(None, "Export", "", {PROJECT: "qdpx"}) == (tmp_path / "mine.qdpx", "qdpx")
    assert dialogs.save_as(None, "Export", "", PROJECT, ".qdpx") == tmp_path / "mine.qdpx"
    typed(monkeypatch, tmp_path / "mine.zip")
    assert dialogs.save_as(None, "Export", "", PROJECT, ".qdpx") == tmp_path / "mine.zip"


@pytest.mark.parametrize("name", ["Review 1.2", "After Dr. Smith", "a.b c", "2026.11.27"])
def test_what_only_looks_like_a_suffix_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    typed(monkeypatch, tmp_path / name)
    assert dialogs.save_as(None, "Export", "", PROJECT, ".qdpx") == tmp_path / f"{name}.qdpx"


def one_of() -> Path | None:
    answer = dialogs.save_as_one_of(None, "Export", "", {PROJECT: "qdpx"})
    return answer[0] if answer is not None else None


def save_as() -> Path | None:
    return dialogs.save_as(None, "Export", "", PROJECT, ".qdpx")


@pytest.mark.parametrize("save", [one_of, save_as])
@pytest.mark.parametrize(("label", "kept"), [("Keep it", True), ("Replace it", False)])
def test_a_file_that_lies_there_is_asked_about(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    save: Callable[[], Path | None],
    label: str,
    kept: bool,
) -> None:
    (tmp_path / "mine.qdpx").write_bytes(b"older")
    typed(monkeypatch, tmp_path / "mine")
    asked: list[str] = []

    def answer(_parent: object, text: str, _detail: str, answers: Sequence[str]) -> int:
        asked.append(text)
        return answers.index(label)

    monkeypatch.setattr(dialogs, "ask", answer)
    assert save() == (None if kept else tmp_path / "mine.qdpx")
    assert asked == ["mine.qdpx is there already."]


@pytest.mark.parametrize("takes", ["focus", "widget"])
def test_the_keyboard_is_where_it_was_when_a_box_is_closed(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, takes: str
) -> None:
    """What is shown anew behind a box may take the focus of its window, or move the field in the window."""
    window = QWidget()
    column, button, field = QVBoxLayout(window), QPushButton("Back"), LineField("Note")
    column.addWidget(button)
    column.addWidget(field)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)

    def answered(box: QInputDialog) -> int:
        if takes == "focus":
            button.setFocus()
        else:
            field.draft.box()
        box.setTextValue(" words ")
        return QInputDialog.DialogCode.Accepted

    monkeypatch.setattr(QInputDialog, "exec", answered)
    assert dialogs.ask_text(window, "Title", "Label") == "words"
    assert window.focusWidget() is field
