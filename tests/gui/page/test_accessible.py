"""What assistive technologies are told of the reading page: role, words by lines, the caret, places."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QAccessibleTextInterface
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from reviewer.gui.page import Page, accessible
from reviewer.model import Document
from tests.gui.page.at_the_page import Reader, place_of


def asked(page: Page) -> QAccessibleInterface:
    found = QAccessible.queryAccessibleInterface(page)
    assert found is not None
    return found


def read_by(page: Page) -> QAccessibleTextInterface:
    found = asked(page).textInterface()
    assert found is not None
    return found


def line_at(page: Page) -> str:
    """Return the line at the caret, as a client cuts it out."""
    text, at = page.words.text, page.words.units.from_utf16(read_by(page).cursorPosition())
    return text[text.rfind("\n", 0, at) + 1 :].partition("\n")[0]


def test_the_page_is_a_document_to_be_read(blog: Document, page: Page) -> None:
    found = asked(page)
    state = found.state()

    assert found.role() is QAccessible.Role.Document
    assert found.text(QAccessible.Text.Name) == "Reading page"
    assert state.readOnly and state.multiLine and state.focusable
    assert read_by(page).characterCount() == len(blog.text) + 1  # one emoji takes two units


def test_its_interface_outlives_other_slots_and_new_parents(blog: Document, page: Page) -> None:
    parent = QWidget()
    page.setParent(parent)
    page.selection_changed.connect(page.clear_find)

    assert asked(page).role() is QAccessible.Role.Document
    assert read_by(page).text(0, 8) == "Research"
    page.setParent(None)


def test_the_description_says_whose_words_the_caret_is_in(blog: Document, page: Page) -> None:
    page.set_caret(place_of(blog.text, "In my experience")[0])

    assert asked(page).text(QAccessible.Text.Description) == "Reader, comment 3"


def test_lines_are_read_as_the_page_breaks_them(blog: Document, page: Page, reader: Reader) -> None:
    page.set_caret(place_of(blog.text, "In my experience")[0])
    heard = []
    for _ in range(3):
        heard.append(line_at(page).strip(accessible.SILENT))
        reader.key(Qt.Key.Key_Down)
    shown = page.scene.layout.line_stretch(place_of(blog.text, "lesions on MRI")[0])

    assert heard[0].startswith("In my experience it only helps MSers")  # without the bullet before it
    assert heard[1] == blog.text[slice(*shown)]
    assert len(page.words.text) == len(blog.text)


def test_a_folded_row_says_what_it_says_on_the_page(blog: Document, page: Page) -> None:
    page.set_voice_mode("reader", "fold")
    page.scene.caret.put(place_of(blog.text, "I will get my 5th")[0])

    assert line_at(page).strip(accessible.SILENT).startswith("8 lines folded: “I will get…”")
    assert len(page.words.text) == len(blog.text)


@pytest.mark.parametrize(
    "text", ["One 👩\u200d🔬 two.\n\nThree 😀 four.", "", "\n", "שלום עולם וכל אשר בו", "A\u00a0%" * 900]
)
def test_every_offset_leads_back_to_its_letter(
    show: Callable[[str], Document], page: Page, text: str
) -> None:
    show(text)
    found = read_by(page)
    units = len(text.encode("utf-16-le")) // 2

    assert found.characterCount() == units
    assert found.text(0, -1).replace("\n", " ").replace(accessible.SILENT, " ").split() == text.split()
    for offset in (-5, 0, units // 2, units, units + 7):
        assert found.text(max(0, offset), max(0, offset)) == ""
        found.characterRect(offset)
        found.scrollToSubstring(offset, offset)
        found.setCursorPosition(offset)
        assert 0 <= found.cursorPosition() <= units


def test_a_letter_is_found_where_it_stands(blog: Document, page: Page) -> None:
    start = place_of(blog.text, "mitoxantrone persistently")[0]
    page.scroll_to(start)
    found = read_by(page)
    box = found.characterRect(start)

    assert found.offsetAtPoint(box.topLeft() + QPoint(1, box.height() // 2)) == start
    assert found.offsetAtPoint(page.mapToGlobal(page.rect().bottomRight()) * 2) == -1


def test_a_client_selects_words_and_puts_the_caret(blog: Document, page: Page) -> None:
    found = read_by(page)
    start, end = place_of(blog.text, "one of the few drugs")
    found.setSelection(0, start, end)
    span = page.selected_span()
    assert span is not None and span.exact == "one of the few drugs"
    found.removeSelection(0)
    found.setCursorPosition(start)
    assert page.selected_span() is None and page.caret() == start


def test_the_caret_and_selected_words_are_told_while_somebody_listens(
    blog: Document, page: Page, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[object] = []
    monkeypatch.setattr("reviewer.gui.page.reading.QAccessible.isActive", lambda: True)
    monkeypatch.setattr("reviewer.gui.page.reading.QAccessible.updateAccessibility", told.append)
    page.set_caret(place_of(blog.text, "In my experience")[0])
    reader.key(Qt.Key.Key_Down)
    page.grow_sentence()
    kinds = [event.type() for event in told]
    said = [event.message() for event in told if event.type() is QAccessible.Event.Announcement]

    assert kinds.count(QAccessible.Event.TextCaretMoved) == 2
    assert said[0] == "Reader, comment 3"
    assert said[-1].startswith("In my experience it only helps")


def test_what_qt_has_deleted_is_let_go(qtbot: QtBot) -> None:
    for _ in range(3):
        page = Page()
        asked(page)
        page.deleteLater()
        qtbot.wait(1)
    last = Page()
    qtbot.addWidget(last)
    asked(last)

    assert sum(isValid(each) for each in accessible._offered) == len(accessible._offered)
