"""The blinking of the caret, as the system has it for all text; with reduced motion it stays lit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication

from reviewer.gui import theme

if TYPE_CHECKING:
    from reviewer.gui.page.reading import Page

REST = 10_000
"""Milliseconds without a move after which the caret stays lit: a page lies open for hours."""


class Blinking:
    """Lights the caret of a page and puts it out by turns, from the last time that it moved."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._turns = 0
        self.timer = QTimer(page)  # ends with the page
        self.timer.timeout.connect(self._turn)

    def begin(self) -> None:
        """Light the caret; it goes out half a flash later if the page has the keyboard."""
        self.timer.stop()
        self._light(True)
        flash = 0 if theme.reduced_motion() else QGuiApplication.styleHints().cursorFlashTime()
        if self._page.scene.focused and flash > 0:
            self._turns = max(2, 2 * (REST // flash))
            self.timer.start(max(1, flash // 2))

    def _turn(self) -> None:
        """Put the caret out, or light it again, for the last time when it has rested long."""
        self._turns -= 1
        self._light(not self._page.scene.caret_lit)
        if self._turns <= 0 and self._page.scene.caret_lit:
            self.timer.stop()

    def _light(self, lit: bool) -> None:
        scene = self._page.scene
        if lit == scene.caret_lit:
            return
        scene.caret_lit = lit
        if scene.plan.blocks:
            box = scene.caret_box(scene.caret.head).toAlignedRect()
            self._page.viewport().update(box.adjusted(-3, -1, 3, 1))
