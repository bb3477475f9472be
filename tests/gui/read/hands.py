"""Someone before the whole window who uses only keys, or only the mouse, and counts what that takes.

Letters of words that are typed (statements, PICO) are counted apart: they are the same in every program.
"""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QScrollArea, QToolButton, QWidget

from reviewer.gui.window import Window
from reviewer.gui.workspaces.read import ReadWorkspace
from reviewer.model import Span

NONE = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier
Key = Qt.Key


class Hands:
    """`keys` and `clicks` are what was pressed so far, `letters` what was typed."""

    def __init__(self, window: Window) -> None:
        self.window = window
        self.keys = self.clicks = self.letters = 0

    @property
    def read(self) -> ReadWorkspace:
        workspace = self.window.front.workspace
        assert isinstance(workspace, ReadWorkspace)
        return workspace

    def _target(self) -> QWidget:
        for _ in range(20):  # a popup that closed gives the keyboard back after a moment
            if QApplication.focusWidget() is not None or QApplication.activePopupWidget() is not None:
                break
            self.window.activateWindow()
            QTest.qWait(20)
        popup = QApplication.activePopupWidget()
        target = (popup.focusWidget() or popup) if popup is not None else QApplication.focusWidget()
        assert target is not None
        return target

    # ------------------------------------------------------------------ keys

    def tap(self, *keys: Qt.Key | str, modifiers: Qt.KeyboardModifier = NONE) -> None:
        """Press keys one after the other, wherever the keyboard is."""
        for key in keys:
            self.keys += 1
            QTest.keyClick(self._target(), key, modifiers)

    def type(self, words: str) -> None:
        """Type words, wherever the keyboard is."""
        self.letters += len(words)
        QTest.keyClicks(self._target(), words)

    def find_and_select(self, span: Span) -> None:
        """Find the beginning of some words, then select them word by word."""
        page, text = self.read.page, self.read.desk.text
        plain = " ".join(text.split())
        words = " ".join(span.exact.split())
        begins = [words[:n] for n in range(3, 13) if not words[n - 1].isspace()]
        alone = [begin for begin in begins if plain.casefold().count(begin.casefold()) == 1]
        begin = next(iter(alone), begins[-1])
        self.tap(Key.Key_F, modifiers=CTRL)
        self.keys += len(begin)
        QTest.keyClicks(self._target(), begin)
        for _ in range(5):
            if page.caret() == span.start:
                break
            self.tap(Key.Key_Return)
        self.tap(Key.Key_Escape)
        for _ in range(60):
            found = page.selected_span()
            if found is not None and found.end >= span.end:
                break
            self.tap(Key.Key_Right, modifiers=SHIFT)
        for _ in range(6):
            if page.selected_span().end <= span.end:
                break
            self.tap(Key.Key_Left, modifiers=SHIFT | ALT)
        assert page.selected_span() == span

    # ------------------------------------------------------------------ mouse

    def click(self, widget: QWidget, place: QPoint | None = None) -> None:
        """Click on a widget, scrolled into sight where it lies in a dock."""
        self.clicks += 1
        for area in self.window.findChildren(QScrollArea):
            if area.widget() is not None and area.widget().isAncestorOf(widget):
                area.ensureWidgetVisible(widget)
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, NONE, place or widget.rect().center())

    def drag(self, span: Span) -> None:
        """Select words with the mouse: one press, one release."""
        self.clicks += 1
        page = self.read.page
        view = page.viewport()
        self._wheel_to(span.start)
        first, last = (page.scene.caret_box(at).center().toPoint() for at in (span.start, span.end))
        QTest.mousePress(view, Qt.MouseButton.LeftButton, NONE, first)
        QTest.mouseMove(view, first + QPoint(12, 0))
        QTest.mouseMove(view, last)
        QTest.mouseRelease(view, Qt.MouseButton.LeftButton, NONE, last)
        assert page.selected_span() == span

    def _wheel_to(self, position: int) -> None:
        """Turn the wheel until the words at a position are well in sight."""
        page, view = self.read.page, self.read.page.viewport()
        for _ in range(400):
            y = page.scene.caret_box(position).center().y()
            if 40 < y < view.height() - 120:
                return
            down = -120 if y > 40 else 120
            middle = QPointF(view.rect().center())
            turn = QWheelEvent(
                middle, QPointF(view.mapToGlobal(middle.toPoint())), QPoint(), QPoint(0, down),
                Qt.MouseButton.NoButton, NONE, Qt.ScrollPhase.NoScrollPhase, False,
            )  # fmt: skip
            before = page.scene.scroll
            QApplication.sendEvent(view, turn)
            if page.scene.scroll == before:  # the end of the text
                return

    def click_thrice(self, field: QWidget) -> None:
        """Select all words of a field with the mouse."""
        self.click(field)
        self.clicks += 2
        QTest.mouseDClick(field, Qt.MouseButton.LeftButton, NONE, field.rect().center())
        QTest.mouseClick(field, Qt.MouseButton.LeftButton, NONE, field.rect().center())

    def menu(self, menu: str, *commands: str) -> None:
        """Open a menu of the menu bar and click a command in it, or in a menu inside it."""
        bar = self.window.menuBar()
        action = next(a for a in bar.actions() if a.text().replace("&", "") == menu)
        self.clicks += 1
        QTest.mouseClick(bar, Qt.MouseButton.LeftButton, NONE, bar.actionGeometry(action).center())
        inside = action.menu()
        for command in commands:
            inside = self._choose(inside, command)

    def _choose(self, menu: QMenu, words: str) -> QMenu | None:
        wanted = next(a for a in menu.actions() if a.text().startswith(words))
        self.clicks += 1
        for _ in range(20):  # a menu inside a menu opens after a moment
            if menu.isVisible():
                break
            QTest.qWait(50)
        QTest.mouseClick(menu, Qt.MouseButton.LeftButton, NONE, menu.actionGeometry(wanted).center())
        return wanted.menu()

    def choose_below(self, button: QToolButton, words: str) -> None:
        """Click a button with a menu and choose in it."""
        self.read.claim_dock.area.ensureWidgetVisible(button)
        self.clicks += 1
        QTimer.singleShot(0, lambda: self._choose(button.menu(), words))
        QTest.mouseClick(button, Qt.MouseButton.LeftButton, NONE, button.rect().center())

    def choose_option(self, words: str) -> None:
        """Click a row of the popup."""
        chooser = self.read.claiming.chooser
        at = next(n for n, row in enumerate(chooser.model.rows) if row.text.startswith(words))
        index = chooser.model.index(at, 0)
        chooser.list.scrollTo(index)
        self.click(chooser.list.viewport(), chooser.list.visualRect(index).center())
