"""Fields of words as they are drawn."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent, QImage, QPalette
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from reviewer.gui import theme
from reviewer.gui.words_field import WordsField


def ink(image: QImage) -> tuple[int, int]:
    """Return the first and the last row of a picture that differ from its ground."""
    ground = image.pixel(image.width() - 1, 0)
    rows = [
        y for y in range(image.height()) if any(image.pixel(x, y) != ground for x in range(image.width()))
    ]
    return rows[0], rows[-1]


@pytest.mark.parametrize("type", ["quote", "claim"])
def test_the_words_of_an_empty_field_stand_where_typed_ones_do(qtbot: QtBot, type: str) -> None:
    drawn = []
    for placeholder, words in (("happy", ""), ("", "happy")):
        field = WordsField("A field", placeholder, type)
        qtbot.addWidget(field)
        field.resize(200, 60)
        field.show_words(words)
        field.show()
        drawn.append(ink(field.viewport().grab().toImage()))

    assert drawn[0] == drawn[1]


def test_what_an_empty_field_is_for_is_elided_where_it_is_too_long(qtbot: QtBot) -> None:
    field = WordsField("A field", "happy " * 40, "quote")
    qtbot.addWidget(field)
    field.resize(120, 40)
    field.show()

    image = field.viewport().grab().toImage()

    assert ink(image)[1] - ink(image)[0] < theme.line_height("quote")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_a_line_to_type_in_is_for_is_dark_enough_to_read(
    qtbot: QtBot, qapp: QApplication, scheme: str
) -> None:
    theme.apply(qapp, scheme)
    field = QLineEdit(placeholderText="Filter claims")
    qtbot.addWidget(field)
    field.show()
    try:
        assert field.palette().color(QPalette.ColorRole.PlaceholderText) == theme.colour("text3")
    finally:
        theme.apply(qapp, "light")


def test_the_menu_of_a_field_finds_what_was_selected(qtbot: QtBot, qapp: QApplication) -> None:
    field = WordsField("A field", "", "quote")
    qtbot.addWidget(field)
    field.show_words("ten of twenty")
    field.show()
    field.setFocus()
    field.selectAll()
    qapp.sendEvent(field, QFocusEvent(QEvent.Type.FocusOut, Qt.FocusReason.PopupFocusReason))
    assert field.textCursor().selectedText() == "ten of twenty"
    qapp.sendEvent(field, QFocusEvent(QEvent.Type.FocusOut, Qt.FocusReason.TabFocusReason))
    assert not field.textCursor().hasSelection()
