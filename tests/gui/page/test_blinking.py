"""The caret blinks as the system says, stays lit after a move, and does not blink with reduced motion."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import delete, isValid

from reviewer.gui import theme
from reviewer.gui.page import Page, blinking
from reviewer.model import Document
from tests.gui.page.at_the_page import Reader, place_of

FLASH = 60


@pytest.fixture
def waiting(blog: Document, page: Page, qtbot: QtBot, qapp: QApplication) -> Iterator[Page]:
    """A page with the keyboard, on a desktop whose carets flash fast."""
    before, moving = qapp.cursorFlashTime(), QApplication.isEffectEnabled(Qt.UIEffect.UI_General)
    qapp.setCursorFlashTime(FLASH)
    QApplication.setEffectEnabled(Qt.UIEffect.UI_General, True)
    with qtbot.waitActive(page):
        page.activateWindow()
    page.setFocus()
    page.set_caret(place_of(blog.text, "In my mind")[0])
    yield page
    qapp.setCursorFlashTime(before)
    QApplication.setEffectEnabled(Qt.UIEffect.UI_General, moving)


def lit(page: Page) -> bool:
    """Say whether a caret is seen where it stands."""
    box = page.scene.caret_box(page.caret()).toAlignedRect()
    picture = page.viewport().grab().toImage()
    ratio = picture.devicePixelRatio()
    middle = picture.pixelColor(round(box.x() * ratio), round(box.center().y() * ratio))
    return middle == theme.colour("accent")


def test_the_caret_goes_out_and_is_lit_again(waiting: Page, qtbot: QtBot, reader: Reader) -> None:
    assert lit(waiting)
    qtbot.waitUntil(lambda: not waiting.scene.caret_lit)
    assert not lit(waiting)
    reader.key(Qt.Key.Key_Down)
    assert waiting.scene.caret_lit  # a caret that moves is seen
    qtbot.waitUntil(lambda: not waiting.scene.caret_lit)
    qtbot.waitUntil(lambda: waiting.scene.caret_lit)


def test_it_does_not_blink_without_the_keyboard_or_with_reduced_motion(waiting: Page, qtbot: QtBot) -> None:
    waiting.clearFocus()
    assert not waiting._blinking.timer.isActive()
    QApplication.setEffectEnabled(Qt.UIEffect.UI_General, False)
    waiting.setFocus()
    assert not waiting._blinking.timer.isActive() and lit(waiting)


def test_it_rests_lit_on_a_page_that_lies_open(
    waiting: Page, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(blinking, "REST", 2 * FLASH)
    waiting.set_caret(waiting.caret() + 1)
    qtbot.waitUntil(lambda: not waiting._blinking.timer.isActive())

    assert waiting.scene.caret_lit


def test_a_page_that_is_gone_blinks_no_more(qapp: QApplication) -> None:
    """Its parts may be held a little longer, and what they had begun must not reach for it."""
    page = Page()
    held = page._blinking
    held.timer.start(FLASH)

    delete(page)

    assert not isValid(held.timer)
