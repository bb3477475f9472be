"""Someone with mouse and keys in front of a page, and the seeds to read."""

from __future__ import annotations

import re
from dataclasses import replace

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from reviewer.gui.page import Page
from reviewer.model import Document, Segment
from reviewer.separation import separate
from reviewer.settings import seed

ABSTRACT = "000_9a9b5616f882b154.txt"
BLOG = "002_6655412ea27c3016.txt"


def document(name: str) -> Document:
    """A seed as a document."""
    return Document(seed(name).read_text(encoding="utf-8"), id=7)


def segments_of(shown: Document) -> list[Segment]:
    """Its segments, with ids."""
    return [replace(segment, id=number) for number, segment in enumerate(separate(shown), 1)]


NO_KEYS = Qt.KeyboardModifier.NoModifier


class Reader:
    """Someone with mouse and keys in front of a page."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.said: list[tuple[str, object]] = []
        page.mark_activated.connect(lambda quote: self.said.append(("mark", quote)))
        page.note_activated.connect(lambda quote: self.said.append(("note", quote)))
        page.fold_toggled.connect(lambda segment: self.said.append(("fold", segment)))
        page.segment_activated.connect(lambda segment: self.said.append(("segment", segment)))
        page.boundary_moved.connect(lambda segment, place: self.said.append(("boundary", (segment, place))))

    def point(self, position: int) -> QPoint:
        """Where the caret before a position stands in the viewport, scrolled into sight."""
        self.page.scroll_to(position)
        return self.page.scene.caret_box(position).center().toPoint()

    def drag(self, start: int, end: int, keys: Qt.KeyboardModifier = NO_KEYS) -> None:
        """Drag the mouse from one position to another one in sight."""
        first = self.point(start)
        self.drag_points(first, self.page.scene.caret_box(end).center().toPoint(), keys)

    def drag_points(self, first: QPoint, last: QPoint, keys: Qt.KeyboardModifier = NO_KEYS) -> None:
        """Press at one point of the viewport, move in four steps, release at the other."""
        target = self.page.viewport()
        QTest.mousePress(target, Qt.MouseButton.LeftButton, keys, first)
        for part in range(1, 5):
            self._move(first + (last - first) * part / 4, keys)
        QTest.mouseRelease(target, Qt.MouseButton.LeftButton, keys, last)

    def _move(self, point: QPoint, keys: Qt.KeyboardModifier) -> None:
        target = self.page.viewport()
        buttons = Qt.MouseButton.LeftButton
        place, screen = QPointF(point), QPointF(target.mapToGlobal(point))
        kind, none = QEvent.Type.MouseMove, Qt.MouseButton.NoButton
        QApplication.sendEvent(target, QMouseEvent(kind, place, screen, none, buttons, keys))

    def click(self, point: QPoint) -> None:
        """Click once, long after any click before."""
        QTest.mouseClick(self.page.viewport(), Qt.MouseButton.LeftButton, NO_KEYS, point)

    def clicks(self, point: QPoint, times: int) -> None:
        """Click so often in quick succession."""
        target = self.page.viewport()
        for _ in range(times):
            for kind in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease):
                place, screen = QPointF(point), QPointF(target.mapToGlobal(point))
                left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
                down = left if kind is QEvent.Type.MouseButtonPress else none
                QApplication.sendEvent(target, QMouseEvent(kind, place, screen, left, down, NO_KEYS))

    def key(self, key: Qt.Key, keys: Qt.KeyboardModifier = NO_KEYS, times: int = 1) -> None:
        """Press a key on the page."""
        for _ in range(times):
            QTest.keyClick(self.page, key, keys)

    def selected(self) -> str:
        """The words selected, exactly."""
        span = self.page.selected_span()
        return span.exact if span else ""


def place_of(text: str, words: str) -> tuple[int, int]:
    """Where these words stand, whatever white space is between them."""
    found = re.search(r"\s+".join(re.escape(word) for word in words.split()), text)
    assert found is not None, words
    return found.span()
