"""The import panel: a line for each file, pausing, stopping with a choice, and what could not be read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from reviewer.gui import dialogs, import_panel, jobs
from reviewer.gui.import_panel import BAR, SHARE_ROLE, Progress, Told, time_left
from reviewer.gui.importing import GO_ON, KEEP, REMOVE
from reviewer.gui.session import Session
from reviewer.gui.window import Window
from reviewer.library import documents as kept
from reviewer.library.imports import Unread

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    """Return a folder of pages that takes a while to read."""
    folder = tmp_path / "blog posts"
    folder.mkdir()
    for number in range(120):
        words = f"I took it for {number} weeks and felt better, but others may not. " * 12
        (folder / f"{number:03}.txt").write_text(words, encoding="utf-8")
    return folder


@pytest.fixture
def answer(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], list[str]]:
    """Return a function that sets the answer to the next question and keeps the questions."""

    def give(wanted: str) -> list[str]:
        asked: list[str] = []

        def ask(parent: QWidget, text: str, detail: str, answers: Sequence[str], default: int = 0) -> int:
            asked.append(text)
            return answers.index(wanted)

        monkeypatch.setattr(dialogs, "ask", ask)
        return asked

    return give


def begin(qtbot: QtBot, window: Window, session: Session, folder: Path) -> int:
    """Begin an import, wait until something of it is written, and return how many documents there were."""
    before = documents(session)
    window.importing.add([folder])
    qtbot.waitUntil(lambda: window.importing.state.records >= 3, timeout=15_000)
    return before


def documents(session: Session) -> int:
    assert session.library is not None
    return kept.count(session.library)


def ended(qtbot: QtBot, window: Window, session: Session) -> None:
    qtbot.waitUntil(lambda: not jobs.busy() and window.importing.job is None, timeout=20_000)


def click(qtbot: QtBot, button: QPushButton) -> None:
    assert button.isVisible()
    qtbot.mouseClick(button, LEFT)


def test_stopping_can_keep_what_came(
    qtbot: QtBot, window: Window, session: Session, pages: Path, answer: Callable[[str], list[str]]
) -> None:
    asked = answer(KEEP)
    before = begin(qtbot, window, session, pages)
    click(qtbot, window.importing.panel.cancel_button)
    ended(qtbot, window, session)

    assert asked[0].startswith("Stop importing?")
    assert before < documents(session) < before + 120
    assert window.front is not None and "kept. Name the same files again" in window.front.strip.text
    with qtbot.waitSignal(window.importing.added, timeout=20_000):
        window.importing.add([pages])
    assert documents(session) == before + 120


def test_stopping_can_take_back_what_came(
    qtbot: QtBot, window: Window, session: Session, pages: Path, answer: Callable[[str], list[str]]
) -> None:
    answer(REMOVE)
    before = begin(qtbot, window, session, pages)
    click(qtbot, window.importing.panel.cancel_button)
    ended(qtbot, window, session)

    assert documents(session) == before
    assert window.front is not None
    assert window.front.strip.text == "The import was stopped. Nothing was added."


def test_going_on_is_the_first_answer_and_pausing_waits(
    qtbot: QtBot, window: Window, session: Session, pages: Path, answer: Callable[[str], list[str]]
) -> None:
    answer(GO_ON)
    before = begin(qtbot, window, session, pages)
    click(qtbot, window.importing.panel.cancel_button)
    click(qtbot, window.importing.panel.pause_button)
    assert window.importing.panel.pause_button.text() == "Go on"
    with qtbot.waitSignal(window.importing.added, timeout=20_000):
        click(qtbot, window.importing.panel.pause_button)

    assert documents(session) == before + 120


def test_what_could_not_be_read_is_shown_and_saved(
    qtbot: QtBot, window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "bad.bin").write_bytes(bytes(range(256)) * 8)
    with qtbot.waitSignal(window.importing.added, timeout=20_000):
        window.importing.add([tmp_path / "bad.bin"])
    panel, target = window.importing.panel, tmp_path / "list.csv"
    monkeypatch.setattr(dialogs, "save_as", lambda *_args: target)
    click(qtbot, panel.save_button)
    click(qtbot, panel.lines_button)
    box = next(each for each in window.findChildren(QWidget) if each.windowTitle().startswith("Records that"))

    assert 'bad.bin,1,1,"bad.bin is a binary file' in target.read_text("utf-8-sig")
    assert box.findChild(QPlainTextEdit).toPlainText().startswith("bad.bin is a binary file")
    box.close()


def test_a_line_tells_how_far_a_file_is() -> None:
    state = Progress(("a.ris", "b.ris"), running=True)
    state.take(Told("a.ris", 1.0, 8, 2))
    state.take(Told("b.ris", 0.5, 3, 0, ((40, "It has no title."), (52, "It has no title."))))
    first, second, warning = state.lines()

    assert (first.icon, first.share, first.count, first.words) == (
        "check", 1.0, "8 of 10 records", "Added. 2 duplicates set aside",
    )  # fmt: skip
    assert (second.icon, second.share, second.words) == ("import", 0.5, "Reading")
    assert (warning.name, warning.count) == ("2 records could not be read", "b.ris, lines 40, 52")
    model = import_panel._Table()
    model.show(state.lines())
    assert model.index(1, BAR).data(SHARE_ROLE) == 0.5 and state.records == 15


def test_a_scan_has_no_line_to_look_up() -> None:
    state = Progress(("scan.pdf", "half.pdf"))
    state.take(Told("scan.pdf", 1.0, 0, 0, ((1, "It holds no text."),)))
    state.take(Told("half.pdf", 1.0, 1, 0, ((1, "Page 3 is damaged."),)))
    scan, half = state.lines()[2:]

    assert (scan.name, scan.count) == ("1 file could not be read", "scan.pdf")
    assert (half.name, half.count) == ("1 part could not be read", "half.pdf")
    unread = Unread("scan.pdf", 1, 1, "It holds no text.", "")
    assert import_panel.unread_text([unread]) == "scan.pdf: It holds no text."


@pytest.mark.parametrize(
    ("share", "seconds", "words"),
    [
        (0.0, 9, ""),
        (0.5, 30, "less than a minute left"),
        (0.5, 300, "about 5 minutes left"),
        (0.1, 3600, "about 9 hours left"),
    ],
)
def test_the_time_left_is_told_in_words(share: float, seconds: float, words: str) -> None:
    assert time_left(share, seconds) == words
