"""The original pages of a PDF file: drawn, marked where the text is, selected by mouse, followed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from reviewer import library, text
from reviewer.actions import claims as on_claims
from reviewer.actions import importing
from reviewer.gui.session import Session
from reviewer.gui.window import Window
from reviewer.gui.workspaces.read import ReadWorkspace
from reviewer.library import claims, documents
from tests.readers.pdf_files import article, pdf

WORDS = "The rate of relapses fell by half"


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path, file = tmp_path / "paper.reviewlib", tmp_path / "paper.pdf"
    file.write_bytes(article())
    lib = library.create(path)
    importing.import_files(lib, [file])
    document = documents.document(lib, 1)
    start = document.text.index(WORDS)
    on_claims.add_claim(lib, "Relapses fall.", quote=text.quote(document, start, start + len(WORDS)))
    lib.close()
    return path


@pytest.fixture
def read(
    qtbot: QtBot, show: Callable[[Session], Window], bare_session: Session, paper: Path
) -> ReadWorkspace:
    assert bare_session.open_library(paper)
    window = show(bare_session)
    (claim,) = bare_session.read(claims.claims)
    bare_session.go("read", document=1, claim=claim.id)
    assert window.front is not None
    workspace = window.front.workspace
    assert isinstance(workspace, ReadWorkspace)
    return workspace


def fetch(qtbot: QtBot, read: ReadWorkspace) -> None:
    """Wait until the quote stands on its page."""
    link = read.link
    assert link is not None
    sheets = read.originals.sheets
    qtbot.waitUntil(lambda: bool(sheets.rectangles(link.span.start, link.span.end)), timeout=20_000)


def test_the_key_shows_the_pages_beside_instead_and_away(qtbot: QtBot, read: ReadWorkspace) -> None:
    page, sheets = read.page, read.originals.sheets
    seen = []
    for _ in range(3):
        qtbot.keyClick(page if page.isVisible() else sheets, Qt.Key.Key_O)
        seen.append((page.isVisible(), sheets.isVisible()))

    assert seen == [(True, True), (False, True), (True, False)]
    assert read.header.pages_button.isVisible()


def test_a_quote_stands_on_its_page_where_its_words_do(qtbot: QtBot, read: ReadWorkspace) -> None:
    qtbot.mouseClick(read.header.pages_button, Qt.MouseButton.LeftButton)
    fetch(qtbot, read)
    link, sheets = read.link, read.originals.sheets
    assert link is not None
    boxes = sheets.rectangles(link.span.start, link.span.end)

    assert len(boxes) == 1  # the words are one line of the second column
    assert sheets.position_at(boxes[0].topLeft()) == link.span.start
    assert boxes[0].left() > sheets.viewport().width() / 2
    picture = sheets.viewport().grab().toImage()
    ink = picture.pixelColor(boxes[0].center().x() * picture.devicePixelRatio(), boxes[0].bottom() - 1)
    assert ink.lightness() < 250


def test_words_are_selected_on_the_page_and_become_a_quote(qtbot: QtBot, read: ReadWorkspace) -> None:
    qtbot.mouseClick(read.header.pages_button, Qt.MouseButton.LeftButton)
    fetch(qtbot, read)
    sheets, whole = read.originals.sheets, read.desk
    assert whole is not None
    start = whole.text.index("345 people")
    (box,) = sheets.rectangles(start, start + len("345 people"))
    view = sheets.viewport()
    begin, end = box.center().toPoint(), box.center().toPoint()
    begin.setX(round(box.left()) + 2)
    end.setX(round(box.right()) - 2)
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=begin)
    QTest.mouseMove(view, end)
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=end)
    span = read.page.selected_span()

    assert span is not None and span.exact == "345 people"
    sheets.setFocus()
    qtbot.keyClick(sheets, Qt.Key.Key_Q)
    assert "345 people" in {link.span.exact for link in read.session.read(claims.quotes)}


def test_a_click_on_a_mark_selects_its_quote(qtbot: QtBot, read: ReadWorkspace) -> None:
    qtbot.mouseClick(read.header.pages_button, Qt.MouseButton.LeftButton)
    fetch(qtbot, read)
    link, sheets = read.link, read.originals.sheets
    assert link is not None
    box = sheets.rectangles(link.span.start, link.span.end)[0]
    read.session.select("quote", None)
    qtbot.mouseClick(sheets.viewport(), Qt.MouseButton.LeftButton, pos=box.center().toPoint())

    assert read.session.quote == link.id


def test_the_anchor_names_the_page(read: ReadWorkspace) -> None:
    assert read.desk is not None
    assert read.desk.document.pages[0] == 0
    assert read.claim_dock.quote.place.text().startswith("p. 1, ¶")


def test_a_text_without_pages_has_no_button(qtbot: QtBot, window: Window, session: Session) -> None:
    session.go("read", document=1)
    assert window.front is not None
    workspace = window.front.workspace
    assert isinstance(workspace, ReadWorkspace)
    qtbot.keyClick(workspace.page, Qt.Key.Key_O)

    assert not workspace.header.pages_button.isVisible()
    assert not workspace.originals.sheets.isVisible()


def test_finding_words_brings_the_text_back(qtbot: QtBot, read: ReadWorkspace) -> None:
    read.originals.set_mode("instead")
    read.find()

    assert read.page.isVisible()
    assert read.originals.sheets.isVisible()


def test_pages_that_cannot_be_drawn_are_said(
    qtbot: QtBot, read: ReadWorkspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reviewer.library.imports.source_bytes", lambda _library, _sha256: b"%PDF-1.7 broken")
    qtbot.mouseClick(read.header.pages_button, Qt.MouseButton.LeftButton)
    sheets = read.originals.sheets
    qtbot.waitUntil(lambda: "cannot be shown" in sheets.words, timeout=20_000)

    assert "damaged or incomplete" in sheets.words


def test_the_pages_are_moved_through_by_keys(qtbot: QtBot, read: ReadWorkspace) -> None:
    read.originals.set_mode("instead")
    fetch(qtbot, read)
    sheets = read.originals.sheets
    bar = sheets.verticalScrollBar()
    qtbot.keyClick(sheets, Qt.Key.Key_End)
    assert bar.value() == bar.maximum() > 0
    qtbot.keyClick(sheets, Qt.Key.Key_PageUp)
    assert bar.value() < bar.maximum()
    qtbot.keyClick(sheets, Qt.Key.Key_Home)
    assert bar.value() == 0
    assert sheets.position_at(QPoint(5, 5).toPointF()) is not None


def test_pages_that_are_only_pictures_are_named_where_the_source_is(
    qtbot: QtBot, window: Window, session: Session, tmp_path: Path
) -> None:
    file = tmp_path / "partly scanned.pdf"
    said = [[(72, 700, 12, words)] for words in ("The rate fell by half.", "Nobody said why.")]
    file.write_bytes(pdf([said[0], [], [], said[1], []], pictured=(1, 2, 4)))
    (added,) = importing.import_files(session.library, [file]).files
    session.changed.emit(None)
    session.go("read", document=added.added[0])
    assert window.front is not None
    window.front.docks["source"].raise_()
    dock = window.front.docks["source"].widget()

    qtbot.waitUntil(lambda: "2–3, 5" in [label.text() for label in dock.findChildren(QLabel)])
    assert "No text on pages" in [label.text() for label in dock.findChildren(QLabel)]
    assert str(added.rejected[0]["reason"]).startswith("Pages 2–3, 5 hold pictures only")
