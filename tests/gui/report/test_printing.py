"""The pages of a report on paper: a printer that writes a PDF gets them, and says nothing of its own."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from reviewer.errors import ReviewError
from reviewer.gui import dialogs, jobs, printing
from reviewer.gui.window import Window
from reviewer.gui.workspaces.report import ReportWorkspace
from reviewer.gui.workspaces.reporting.pages import Pages
from reviewer.reports import Options, build
from reviewer.reports.preview import Preview, preview
from tests.reports import sample


def printer_into(path: Path) -> QPrinter:
    """Return a printer of few dots that writes what it prints to a file."""
    made = QPrinter()
    made.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    made.setOutputFileName(str(path))
    made.setResolution(36)
    return made


@pytest.fixture(scope="module")
def shown() -> Preview:
    contents = ("title", "summary", "profile", "words")
    return preview(build(sample.example(), Options(contents=contents)))


def nothing(*_told: Any) -> None:
    """Take note of how far it is."""


def test_pages_are_printed_in_their_size_and_lie_as_in_the_report(
    qapp: object, shown: Preview, tmp_path: Path
) -> None:
    count = len(shown.sizes)
    printed = printing.print_pages(
        printer_into(tmp_path / "out.pdf"), shown, list(range(1, count + 1)), nothing
    )

    pages = PdfReader(tmp_path / "out.pdf").pages
    assert printed == count == len(pages) >= 3
    assert any(width > height for width, height in shown.sizes)
    for page, (width, height) in zip(pages, shown.sizes, strict=True):
        assert (float(page.mediabox.width), float(page.mediabox.height)) == pytest.approx(
            (width, height), abs=1
        )
        assert len(page.images) == 1


@pytest.mark.parametrize(
    ("first", "last", "backwards", "expected"),
    [
        (0, 0, False, [1, 2, 3, 4]),
        (2, 3, False, [2, 3]),
        (2, 9, False, [2, 3, 4]),
        (0, 0, True, [4, 3, 2, 1]),
    ],
)
def test_the_pages_that_were_chosen_are_printed(
    qapp: object, first: int, last: int, backwards: bool, expected: list[int]
) -> None:
    printer = QPrinter()
    printer.setFromTo(first, last)
    if backwards:
        printer.setPageOrder(QPrinter.PageOrder.LastPageFirst)

    assert printing.chosen_pages(printer, 4) == expected


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_printer_that_takes_nothing_is_named_with_a_hint(
    qapp: object, shown: Preview, tmp_path: Path
) -> None:
    with pytest.raises(ReviewError, match="does not take the pages") as told:
        printing.print_pages(printer_into(tmp_path / "no such folder" / "out.pdf"), shown, [1], nothing)
    assert "export the PDF" in told.value.hint


def test_printing_can_be_stopped_between_two_pages(qapp: object, shown: Preview, tmp_path: Path) -> None:
    def stop(done: int, _all: int, _words: str) -> None:
        if done:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        printing.print_pages(printer_into(tmp_path / "out.pdf"), shown, [1, 2], stop)


@pytest.fixture
def desk(window: Window, qtbot: QtBot) -> Window:
    QTest.keyClick(window, Qt.Key.Key_6, Qt.KeyboardModifier.ControlModifier)
    pages = window.findChild(Pages)
    qtbot.waitUntil(lambda: pages.count() > 0 and not jobs.busy(), timeout=20_000)
    return window


def printing_button(desk: Window) -> QToolButton:
    return next(each for each in desk.findChildren(QToolButton) if "Print" in each.accessibleName())


@pytest.mark.parametrize("way", ["key", "button"])
def test_the_report_is_printed_by_key_and_by_button(
    desk: Window, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    asked: list[int] = []

    def ask(_parent: object, pages: int) -> QPrinter:
        asked.append(pages)
        printer = printer_into(tmp_path / "out.pdf")
        printer.setFromTo(1, 2)
        return printer

    monkeypatch.setattr(dialogs, "ask_printer", ask)
    told: list[str] = []
    desk.session.message.connect(lambda _kind, words, _hint: told.append(words))
    if way == "key":
        QTest.keyClick(desk, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    else:
        QTest.mouseClick(printing_button(desk), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(told) and not jobs.busy(), timeout=20_000)

    assert asked == [desk.findChild(Pages).count()]
    assert told == ["2 pages went to the printer."]
    assert len(PdfReader(tmp_path / "out.pdf").pages) == 2


def test_nothing_is_printed_when_the_dialog_is_left_or_pages_are_missing(
    desk: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    monkeypatch.setattr(dialogs, "ask_printer", lambda _parent, pages: asked.append(pages))
    told: list[str] = []
    desk.session.message.connect(lambda _kind, words, _hint: told.append(words))
    QTest.mouseClick(printing_button(desk), Qt.MouseButton.LeftButton)
    assert len(asked) == 1 and not told and not jobs.busy()

    workspace = desk.findChild(ReportWorkspace)
    workspace._preview = replace(workspace._preview, whole=False)
    QTest.mouseClick(printing_button(desk), Qt.MouseButton.LeftButton)
    assert len(asked) == 1 and told == ["The pages are still being laid out."]
