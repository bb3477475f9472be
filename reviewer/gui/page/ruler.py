"""The scroll bar of the page: the voices of the whole document, the viewport, find hits, the boundary."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QScrollBar, QWidget

from reviewer.gui import theme

Stretch = tuple[str, float, float]
"""A voice and where it begins and ends, as fractions of the document's height."""


class Ruler(QScrollBar):
    """A scroll bar that shows what lies where. Dragging and clicking go straight to the place."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self.setAccessibleName("Place in the document")
        self._voices: Sequence[Stretch] = ()
        self._hits: Sequence[float] = ()
        self._boundary: float | None = None
        self._grip: float | None = None

    def set_voices(self, voices: Sequence[Stretch]) -> None:
        """Show these stretches."""
        self._voices = voices
        self.update()

    def set_hits(self, hits: Sequence[float]) -> None:
        """Show a tick at each of these fractions of the height."""
        self._hits = hits
        self.update()

    def set_boundary(self, place: float | None) -> None:
        """Show where the current boundary is."""
        self._boundary = place
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

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("panel"))
        painter.fillRect(QRectF(0, 0, 1, self.height()), theme.colour("hair"))
        for voice, start, end in self._voices:
            top, bottom = round(start * self.height()), round(end * self.height())
            theme.draw_voice_band(painter, QRectF(4, top, 5, max(2, bottom - top - 2)), voice, True)
        for hit in self._hits:
            painter.fillRect(
                QRectF(1, round(hit * self.height()) - 1, self.width() - 1, 3), theme.colour("warning")
            )
        if self._boundary is not None:
            y = round(self._boundary * self.height())
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
