"""The scroll bar of the page: voices, highlights and find hits of the whole document, and the viewport.

What stands for the document is drawn once and kept as a picture, however long the document is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import QScrollBar, QWidget

from reviewer.gui import theme
from reviewer.language import say

Stretch = tuple[str, float, float]
"""A voice and where it begins and ends, as fractions of the document's height."""
Tick = tuple[str, float]
"""The hue of a highlight and where it begins, as a fraction of the document's height."""


@dataclass(frozen=True, slots=True)
class Places:
    """What lies where in a document, each place a fraction of its height: the stretches of the voices, the
    highlights, the find hits, and the boundary in hand or None."""

    voices: Sequence[Stretch] = ()
    ticks: Sequence[Tick] = ()
    hits: Sequence[float] = ()
    boundary: float | None = None


_LEAST = 4
"""A band is at least so high, with the gap below it, px; voices that change faster share one."""


def legible(voices: Sequence[Stretch], height: int) -> list[tuple[str, int, int]]:
    """Return bands as (voice, top, bottom) in px; of many on a few pixels the longest stands for all."""
    found: list[tuple[str, int, int]] = []
    shares: dict[str, float] = {}
    begun = 0
    for index, (voice, start, end) in enumerate(voices):
        top, bottom = round(start * height), round(end * height)
        if not shares:
            begun = top
        shares[voice] = shares.get(voice, 0.0) + end - start
        following = round(voices[index + 1][1] * height) if index + 1 < len(voices) else height
        if bottom - begun >= _LEAST or following - begun >= _LEAST:
            found.append((max(shares, key=lambda name: shares[name]), begun, bottom))
            shares = {}
    return found


class Ruler(QScrollBar):
    """A scroll bar that shows what lies where. Dragging and clicking go straight to the place."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        theme.notifier.themeChanged.connect(self._draw_anew)
        self.setAccessibleName(say("Place in the document"))
        self._places = Places()
        self._picture: QPixmap | None = None
        self._grip: float | None = None

    def show_places(self, places: Places) -> None:
        """Show what lies where in the document."""
        self._places = places
        self._draw_anew()

    def _draw_anew(self) -> None:
        self._picture = None
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.size("overviewRuler") + 2, 100)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.size("overviewRuler") + 2, 20)

    def _thumb(self) -> QRectF:
        whole = max(1, self.maximum() + self.pageStep())
        top = self.value() / whole * self.height()
        high = max(18.0, self.pageStep() / whole * self.height())
        return QRectF(
            1.5, min(top, self.height() - high) + 0.5, self.width() - 2, min(high, self.height()) - 1
        )

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        self._draw_anew()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._draw_anew()

    def _document(self) -> QPixmap:
        """Return the picture of the document, drawn anew when it or the screen differs."""
        ratio = self.devicePixelRatioF()
        if self._picture is None or self._picture.devicePixelRatio() != ratio:
            self._picture = QPixmap(round(self.width() * ratio), round(self.height() * ratio))
            self._picture.setDevicePixelRatio(ratio)
            painter = QPainter(self._picture)
            self._draw_document(painter)
            painter.end()
        return self._picture

    def _draw_document(self, painter: QPainter) -> None:
        painter.fillRect(self.rect(), theme.colour("panel"))
        painter.fillRect(QRectF(0, 0, 1, self.height()), theme.colour("hair"))
        for voice, top, bottom in legible(self._places.voices, self.height()):
            theme.draw_voice_band(painter, QRectF(4, top, 5, max(2, bottom - top - 2)), voice, True)
        ticks = {round(place * self.height()): hue for hue, place in reversed(self._places.ticks)}
        for y, hue in ticks.items():
            painter.fillRect(QRectF(8, y, self.width() - 8, 2), theme.tag_colour(hue))
        for y in {round(hit * self.height()) for hit in self._places.hits}:
            painter.fillRect(QRectF(1, y - 1, self.width() - 1, 3), theme.colour("warning"))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._document())
        if self._places.boundary is not None:
            y = round(self._places.boundary * self.height())
            painter.fillRect(QRectF(0, y - 1, self.width(), 3), theme.colour("accent"))
        if self.maximum() > 0:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.colour("control"), 1))
            painter.drawRoundedRect(self._thumb().adjusted(0, 0, -0.5, 0), 3, 3)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            event.ignore()
            return
        thumb = self._thumb()
        y = event.position().y()
        self._grip = y - thumb.top() if thumb.top() <= y <= thumb.bottom() else thumb.height() / 2
        self._go(y)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grip is not None:
            self._go(event.position().y())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._grip = None

    def _go(self, y: float) -> None:
        whole = max(1, self.maximum() + self.pageStep())
        self.setValue(round((y - (self._grip or 0.0)) / max(1, self.height()) * whole))
