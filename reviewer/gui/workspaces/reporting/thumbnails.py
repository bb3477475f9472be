"""A column of small pages at the left of the report."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from reviewer.gui import theme
from reviewer.gui.roles import told_as
from reviewer.gui.workspaces.reporting.pages import image_of
from reviewer.language import say
from reviewer.reports.preview import Picture, Preview

SHARP = 4
"""Times its size that a small page is drawn at, so that words become grey lines and no black ones."""


@told_as(QAccessible.Role.List)
class Thumbnails(QAbstractScrollArea):
    """A click or an arrow goes to a page; the page on top has a frame. Those in sight are asked for."""

    chosen = Signal(int)
    wanted = Signal(object)
    WIDTH, PAGE, BELOW = 110, 76, 26

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sizes: Sequence[tuple[float, float]] = ()
        self._pictures: dict[int, QImage] = {}
        self._fresh: set[int] = set()
        self._current = 1
        self._asking = QTimer(self, singleShot=True, interval=0)
        self._asking.timeout.connect(self._ask)
        self.setFixedWidth(self.WIDTH)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(say("Thumbnails of the pages"))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.verticalScrollBar().valueChanged.connect(lambda _value: self._scrolled())

    def show_preview(self, preview: Preview) -> None:
        """Show the pages of another preview; old pictures stay until the new ones are drawn."""
        self._sizes, self._fresh = preview.sizes, set()
        self._pictures = {n: kept for n, kept in self._pictures.items() if n <= len(preview.sizes)}
        self._lay_out()
        self._scrolled()

    def add(self, pictures: Sequence[Picture]) -> None:
        """Show pages that were asked for."""
        for picture in pictures:
            wide = picture.width // SHARP
            smooth = Qt.TransformationMode.SmoothTransformation
            self._pictures[picture.page] = image_of(picture).scaledToWidth(wide, smooth)
            self._fresh.add(picture.page)
        self.viewport().update()

    def set_current(self, page: int) -> None:
        """Frame a page, from 1, and bring it into view."""
        self._current = page
        boxes = self._boxes()
        if 1 <= page <= len(boxes):
            bar, box = self.verticalScrollBar(), boxes[page - 1]
            if box.top() < bar.value() or box.bottom() > bar.value() + self.viewport().height():
                bar.setValue(int(box.top()) - 12)
        self.viewport().update()

    def _scrolled(self) -> None:
        self.viewport().update()
        self._asking.start()

    def _ask(self) -> None:
        top = self.verticalScrollBar().value()
        seen = range(int(top), int(top + self.viewport().height()))
        boxes = enumerate(self._boxes(), start=1)
        ratio = self.devicePixelRatioF()
        missing = [
            (number, round(SHARP * self.PAGE * ratio / self._sizes[number - 1][0], 4))
            for number, box in boxes
            if number not in self._fresh and box.bottom() >= seen.start and box.top() < seen.stop
        ]
        if missing and self.isVisible():
            self.wanted.emit(missing)

    def _boxes(self) -> list[QRectF]:
        top, boxes = 12.0, []
        for width, height in self._sizes:
            high = self.PAGE * height / max(1.0, width)
            boxes.append(QRectF((self.WIDTH - self.PAGE) / 2 - 4, top, self.PAGE, high))
            top += high + self.BELOW
        return boxes

    def _lay_out(self) -> None:
        boxes = self._boxes()
        total = boxes[-1].bottom() + self.BELOW if boxes else 0
        self.verticalScrollBar().setRange(0, max(0, int(total - self.viewport().height())))
        self.verticalScrollBar().setPageStep(self.viewport().height())
        self.verticalScrollBar().setSingleStep(30)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._lay_out()
        self._asking.start()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._asking.start()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), theme.colour("window"))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setFont(theme.font("meta"))
        away, view = self.verticalScrollBar().value(), QRectF(event.rect())
        for number, box in enumerate(self._boxes(), start=1):
            shown = box.translated(0, -away)
            if shown.adjusted(0, 0, 0, self.BELOW).intersects(view):
                self._draw(painter, shown, number)

    def _draw(self, painter: QPainter, shown: QRectF, number: int) -> None:
        if number in self._pictures:
            painter.drawImage(shown, self._pictures[number])
        else:
            painter.fillRect(shown, theme.paper_colour("", "page"))
        on_top = number == self._current
        painter.setPen(QPen(theme.colour("accent" if on_top else "control"), 2 if on_top else 1))
        painter.drawRect(shown)
        if on_top and self.hasFocus():
            painter.drawRect(shown.adjusted(-3, -3, 3, 3))
        painter.setPen(theme.colour("text1" if on_top else "text2"))
        below = QRectF(shown.left(), shown.bottom() + 3, shown.width(), 16)
        painter.drawText(below, Qt.AlignmentFlag.AlignHCenter, str(number))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = event.position() + QPointF(0, self.verticalScrollBar().value())
        for number, box in enumerate(self._boxes(), start=1):
            if box.adjusted(-6, -6, 6, 20).contains(place):
                self.chosen.emit(number)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        if event.key() in steps:
            self.chosen.emit(min(max(1, self._current + steps[Qt.Key(event.key())]), len(self._sizes)))
        else:
            super().keyPressEvent(event)
