"""The manual in its window, through real keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from reviewer.gui.manual import Manual
from reviewer.gui.session import Session
from reviewer.gui.window import Window
from reviewer.language import speaking


@pytest.fixture
def manual(qtbot: QtBot, window: Window, session: Session) -> Manual:
    """Return the manual as F1 opens it in Read."""
    session.go("read")
    QTest.keyClick(window, Qt.Key.Key_F1)
    shown = window.helping.manual
    assert shown is not None
    qtbot.waitUntil(shown.isVisible)
    return shown


def title(manual: Manual) -> str:
    return manual.text.document().begin().text()


def test_f1_opens_the_page_of_the_place_one_is_in(
    qtbot: QtBot, manual: Manual, window: Window, session: Session
) -> None:
    assert title(manual) == "Reading, claims and quotes"
    session.go("grade")
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    QTest.keyClick(window, Qt.Key.Key_F1)
    assert window.helping.manual is manual
    assert title(manual) == "Appraising and grading"
    qtbot.waitUntil(manual.isActiveWindow)
    QTest.keyClick(manual.field, Qt.Key.Key_Escape)
    assert not manual.isVisible()


def test_words_are_found_and_marked(qtbot: QtBot, manual: Manual) -> None:
    qtbot.keyClicks(manual.field, "kappa")
    assert [manual.list.item(row).text() for row in range(manual.list.count())] == ["Appraising and grading"]
    assert title(manual) == "Appraising and grading"
    assert "kappa" in manual.text.textCursor().block().text()

    qtbot.keyClicks(manual.field, " zebra")
    assert manual.list.count() == 0
    assert manual.text.toPlainText() == "Nothing in the manual speaks of “kappa zebra”."
    manual.field.clear()
    assert title(manual) == "Ten minutes with the sample review"


def test_a_link_leads_to_its_page(manual: Manual) -> None:
    manual.text.anchorClicked.emit("separation.md")
    assert title(manual) == "Whose words: how voices are told apart"
    assert manual.list.currentItem().text() == "Whose words: how voices are told apart"


def test_the_keys_are_those_in_force(manual: Manual, session: Session) -> None:
    session.settings.keys = {"library.backup": ["F9"]}
    session.save_settings()
    manual.open_at("keys")
    assert title(manual) == "Keys"
    assert "F9" in manual.text.toPlainText()
    assert "Ctrl+Shift+B" not in manual.text.toPlainText()


def test_pictures_are_no_wider_than_the_words(manual: Manual) -> None:
    manual.resize(1, 1)
    manual.show_page("first-review")
    assert manual.text.horizontalScrollBar().maximum() == 0


def test_a_picture_is_shown_as_large_as_it_is_and_put_away_again(qtbot: QtBot, manual: Manual) -> None:
    manual.show_page("first-review")
    bar = manual.text.verticalScrollBar()
    place = manual.text.document().find("\ufffc")
    place.setPosition(place.selectionStart())
    manual.text.setTextCursor(place)
    manual.text.ensureCursorVisible()
    before = bar.value()
    picture = manual.text.cursorRect(place).center() + QPoint(60, 60)
    assert manual.text.anchorAt(picture) == "images/separate.png"
    QTest.mouseClick(manual.text.viewport(), Qt.MouseButton.LeftButton, pos=picture)
    assert manual.text.is_large
    assert manual.text.document().size().width() > 1440
    QTest.keyClick(manual.text, Qt.Key.Key_Escape)
    assert manual.isVisible() and not manual.text.is_large
    assert title(manual) == "Ten minutes with the sample review"
    assert bar.value() == before

    manual.text.anchorClicked.emit("separation.md#reasons")
    assert title(manual) == "Whose words: how voices are told apart"
    QTest.keyClick(manual.text, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert title(manual) == "Ten minutes with the sample review"
    assert bar.value() == before


def test_the_manual_speaks_the_language_of_the_window(window: Window, session: Session) -> None:
    session.go("screen")
    with speaking("de"):
        QTest.keyClick(window, Qt.Key.Key_F1)
        shown = window.helping.manual
        assert shown is not None
        assert title(shown) == "Sichten"
        shown.field.setText("vertrauenswürdigkeit")
        assert "Bewerten und einstufen" in [shown.list.item(row).text() for row in range(shown.list.count())]
        shown.field.setText("zebra")
        assert shown.text.toPlainText() == "Nichts im Handbuch handelt von „zebra“."
