"""Pages as pictures, below each other and scrolled as one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from reviewer.gui import theme
from reviewer.language import say

GAP = 24
FRAME = 40
PAGE_WIDTH = 794
"""Pixels of a page at zoom 1: 210 mm at 96 to the inch."""
ZOOMS = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0)


class PageView(QAbstractScrollArea):
    """Shows pages below each other. Fit width unless a zoom was chosen; says which page is on top."""

    page_changed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pages: list[QImage] = []
        self._zoom: float | None = None
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setAccessibleName(say("Pages of the report"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.verticalScrollBar().valueChanged.connect(lambda _value: self._tell_page())

    def set_pages(self, pages: Sequence[QImage]) -> None:
        """Show other pages and stay at the same place."""
        place = self.verticalScrollBar().value()
        self._pages = list(pages)
        self._lay_out()
        self.verticalScrollBar().setValue(place)
        self._tell_page()
        self.viewport().update()

    def count(self) -> int:
        """Return how many pages there are."""
        return len(self._pages)

    def page(self) -> int:
        """Return the page that fills most of the view, from 1; 0 without pages."""
        bar = self.verticalScrollBar()
        if bar.maximum() and bar.value() == bar.maximum():
            return len(self._pages)  # a last page that is short never comes to the middle
        middle = bar.value() + self.viewport().height() / 3
        tops = [number for number, box in enumerate(self._boxes(), start=1) if box.top() <= middle]
        return max(tops, default=min(1, len(self._pages)))

    def go_to(self, page: int) -> None:
        """Bring the top of a page, from 1, to the top of the view."""
        boxes = self._boxes()
        if 1 <= page <= len(boxes):
            self.verticalScrollBar().setValue(int(boxes[page - 1].top()) - GAP // 2)

    def zoom(self) -> float | None:
        """Return the chosen zoom, None for fit width."""
        return self._zoom

    def set_zoom(self, zoom: float | None) -> None:
        """Choose a zoom, or None for fit width."""
        page = self.page()
        self._zoom = zoom
        self._lay_out()
        self.go_to(page)
        self.viewport().update()

    def _width(self) -> float:
        if not self._pages:
            return 0
        if self._zoom is None:
            return max(200.0, self.viewport().width() - 2 * FRAME)
        return PAGE_WIDTH * self._zoom

    def _boxes(self) -> list[QRectF]:
        width, top, boxes = self._width(), float(GAP), []
        left = max(FRAME / 2, (self.viewport().width() - width) / 2)
        for image in self._pages:
            height = width * image.height() / max(1, image.width())
            boxes.append(QRectF(left, top, width, height))
            top += height + GAP
        return boxes

    def _lay_out(self) -> None:
        boxes = self._boxes()
        total = boxes[-1].bottom() + GAP if boxes else 0
        bar = self.verticalScrollBar()
        bar.setRange(0, max(0, int(total - self.viewport().height())))
        bar.setPageStep(self.viewport().height())
        bar.setSingleStep(40)
        across = self.horizontalScrollBar()
        across.setRange(0, max(0, int(self._width() + FRAME - self.viewport().width())))
        across.setPageStep(self.viewport().width())

    def _tell_page(self) -> None:
        self.page_changed.emit(self.page())
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        page = self.page()
        self._lay_out()
        if self._zoom is None:
            self.go_to(page)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), theme.colour("line"))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        away = QPointF(self.horizontalScrollBar().value(), self.verticalScrollBar().value())
        for image, box in zip(self._pages, self._boxes(), strict=True):
            shown = box.translated(-away)
            if shown.intersects(QRectF(event.rect())):
                painter.drawImage(shown, image)
                painter.setPen(QPen(theme.colour("control"), 1))
                painter.drawRect(shown)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}
        if event.key() in steps:
            self.go_to(min(max(1, self.page() + steps[Qt.Key(event.key())]), self.count()))
        elif event.key() == Qt.Key.Key_Home:
            self.go_to(1)
        elif event.key() == Qt.Key.Key_End:
            self.go_to(self.count())
        else:
            super().keyPressEvent(event)
