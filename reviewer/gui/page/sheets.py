"""The original pages of a document: drawn in a process apart, with its quotes on them.

Pages stand below each other, as wide as the view. Those in sight are asked for when scrolling rests, the
rest stays white. The marks are the same spans as in the text; `sheet_places` says where they stand.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Sequence
from functools import partial
from pathlib import Path, PurePath

from PySide6.QtCore import QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from reviewer import readers
from reviewer import text as characters
from reviewer.errors import ReviewError
from reviewer.gui import theme
from reviewer.gui.lookup import Lookup
from reviewer.gui.page.marks import Mark
from reviewer.gui.page.sheet_places import Places
from reviewer.language import retold, say
from reviewer.library import Library, imports
from reviewer.model import Document
from reviewer.readers import PageDrawn, PageWanted

GAP, SIDE = 12, 16
KEPT = 12
"""Pages whose pictures are kept: some 60 MB at twice the usual size."""
REST = 60
"""Milliseconds of rest in scrolling before pages are asked for."""
ZOOMS = (0.5, 4.0)
STEP = 60


class _Sheet:
    """A page: its size in points, its picture and at what scale that is drawn, and its letters."""

    def __init__(self, width: float, height: float) -> None:
        self.width, self.height = max(1.0, width), max(1.0, height)
        self.places: Places | None = None


class Sheets(QAbstractScrollArea):
    """Shows the pages of one document."""

    selected = Signal(int, int)
    """Start and end of the words that were selected with the mouse, in the text of the document."""
    mark_activated = Signal(int)
    """The quote link that was clicked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(say("Original pages"))
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor)
        self.lookup = Lookup(self)
        self.document: Document | None = None
        self.words = ""
        """What is said in place of the pages: that they are being fetched, or why they cannot be shown."""
        self.zoom = 1.0
        self.sheets: list[_Sheet] = []
        self._pictures: OrderedDict[int, tuple[QPixmap, float]] = OrderedDict()
        self._path = Path()
        self._marks: list[Mark] = []
        self._current = 0
        self._selection: tuple[int, int] | None = None
        self._pressed: int | None = None
        self._wanted_place: int | None = None
        self._rest = QTimer(self, singleShot=True, interval=REST)
        self._rest.timeout.connect(self._ask)
        self.verticalScrollBar().valueChanged.connect(lambda _value: self._want())
        theme.notifier.themeChanged.connect(self.viewport().update)

    # ------------------------------------------------------------------ what is shown

    def show_document(self, path: Path, document: Document) -> None:
        """Show the pages of a document of the library at `path`, from the first."""
        if self.document is not None and document.id == self.document.id and path == self._path:
            return
        self._forget()
        self.document, self._path = document, path
        self.words = say("Fetching the pages…")
        self.lookup.ask(path, partial(_draw, document=document, wanted=()), self._take_sizes, self._fail)
        self.verticalScrollBar().setValue(0)

    def clear(self) -> None:
        """Show nothing, and let go of the library."""
        self._forget()
        self.lookup.close()

    def _forget(self) -> None:
        self.lookup.forget()
        self.document, self.words = None, ""
        self.sheets, self._marks, self._selection, self._wanted_place = [], [], None, None
        self._pictures.clear()
        self.viewport().update()

    def set_marks(self, marks: Sequence[Mark], current: int | None) -> None:
        """Show these marks, the one of the quote `current` with a ring."""
        self._marks, self._current = sorted(marks, key=lambda mark: (mark.start, mark.end)), current or 0
        self.viewport().update()

    def set_selection(self, span: tuple[int, int] | None) -> None:
        """Show what is selected in the text."""
        if span != self._selection:
            self._selection = span
            self.viewport().update()

    def reveal(self, position: int) -> None:
        """Bring the words at a position of the text into sight."""
        document = self.document
        if document is None or not document.pages:
            return
        if not self.sheets:
            self._wanted_place = position
            return
        at = min(len(self.sheets), max(1, document.page_of(position))) - 1
        sheet = self.sheets[at]
        top = self._tops()[at]
        boxes = sheet.places.rectangles(position, position + 1) if sheet.places is not None else []
        self._wanted_place = None if boxes or sheet.places is not None else position
        low = top + boxes[0].top * self._scale() if boxes else top
        bar, height = self.verticalScrollBar(), self.viewport().height()
        if not bar.value() + 20 <= low <= bar.value() + height - 60:
            bar.setValue(round(low - (height / 3 if boxes else 0)))
        self._want()

    def _take_sizes(self, pages: list[PageDrawn]) -> None:
        self.sheets = [_Sheet(page.width, page.height) for page in pages]
        self.words = "" if pages else say("This file has no pages.")
        self._set_range()
        if self._wanted_place is not None:
            self.reveal(self._wanted_place)
        self._want()
        self.viewport().update()

    def _take_pages(self, scale: float, pages: list[PageDrawn]) -> None:
        document = self.document
        for page in pages:
            sheet = self.sheets[page.number - 1]
            if page.boxes and document is not None:
                sheet.places = Places(document.pages[page.number - 1], page.boxes)
            image = QImage(
                page.pixels, page.across, page.down, page.stride, QImage.Format.Format_RGB32
            )  # fmt: skip
            self._pictures[page.number] = QPixmap.fromImage(image), scale
            self._pictures.move_to_end(page.number)
        while len(self._pictures) > KEPT:
            self._pictures.popitem(last=False)
        self.viewport().update()
        if self._wanted_place is not None:
            self.reveal(self._wanted_place)
        self._want()

    def _fail(self, error: ReviewError) -> None:
        self.sheets, self.words = (
            [],
            say("The pages cannot be shown. {message}", message=retold(error.message)),
        )
        self.viewport().update()

    # ------------------------------------------------------------------ asking for pages

    def _want(self) -> None:
        self._rest.start()

    def _ask(self) -> None:
        document, scale = self.document, self._scale() * self.devicePixelRatioF()
        if document is None or not self.sheets or not self.isVisible():
            return
        wanted = [
            PageWanted(number, scale, self._words_of(number))
            for number in self._in_sight()
            if self._pictures.get(number, (None, 0.0))[1] != scale
        ]
        if wanted:
            look = partial(_draw, document=document, wanted=tuple(wanted[:2]))
            self.lookup.ask(self._path, look, partial(self._take_pages, scale), self._fail)

    def _words_of(self, number: int) -> str:
        """Return the words of a page whose letters are not placed yet."""
        document = self.document
        if document is None or number > len(document.pages) or self.sheets[number - 1].places is not None:
            return ""
        ends = (*document.pages[1:], len(document.text))
        return document.text[document.pages[number - 1] : ends[number - 1]]

    # ------------------------------------------------------------------ places

    def _scale(self) -> float:
        """Return the pixels of a point: the widest page fills the view at the usual size."""
        widest = max((sheet.width for sheet in self.sheets), default=600.0)
        return max(0.05, self.zoom * (self.viewport().width() - 2 * SIDE) / widest)

    def _tops(self) -> list[float]:
        """Return the top of each page, and the bottom of all, in pixels from the top of the first."""
        scale, tops = self._scale(), [float(GAP)]
        for sheet in self.sheets:
            tops.append(tops[-1] + sheet.height * scale + GAP)
        return tops

    def _in_sight(self) -> list[int]:
        """Return the numbers of the pages in sight, and of the one after them."""
        tops, low = self._tops(), self.verticalScrollBar().value()
        first = max(0, bisect_right(tops, low) - 1)
        last = bisect_right(tops, low + self.viewport().height())
        return list(range(first + 1, min(len(self.sheets), last + 1) + 1))

    def _box(self, at: int, tops: list[float]) -> QRectF:
        """Return where a page (from 0) stands in the view."""
        sheet, scale = self.sheets[at], self._scale()
        left = max(float(SIDE), (self.viewport().width() - sheet.width * scale) / 2)
        across = self.horizontalScrollBar().value()
        top = tops[at] - self.verticalScrollBar().value()
        return QRectF(left - across, top, sheet.width * scale, sheet.height * scale)

    def _set_range(self) -> None:
        view, tops = self.viewport(), self._tops()
        down, across = self.verticalScrollBar(), self.horizontalScrollBar()
        down.setPageStep(view.height())
        down.setSingleStep(STEP)
        down.setRange(0, max(0, round(tops[-1]) - view.height()))
        widest = max((sheet.width for sheet in self.sheets), default=0.0) * self._scale() + 2 * SIDE
        across.setPageStep(view.width())
        across.setRange(0, max(0, round(widest) - view.width()))

    def position_at(self, point: QPointF) -> int | None:
        """Return the position in the text nearest to a point of the view, None off the pages."""
        tops = self._tops()
        for number in self._in_sight():
            box, sheet = self._box(number - 1, tops), self.sheets[number - 1]
            if box.top() - GAP <= point.y() <= box.bottom() and sheet.places is not None:
                scale = self._scale()
                return sheet.places.nearest((point.x() - box.left()) / scale, (point.y() - box.top()) / scale)
        return None

    def rectangles(self, start: int, end: int) -> list[QRectF]:
        """Return where a span of the text stands in the view, as far as its pages have been fetched."""
        tops, scale, found = self._tops(), self._scale(), []
        for number in self._in_sight():
            sheet = self.sheets[number - 1]
            if sheet.places is None or sheet.places.end <= start or sheet.places.start >= end:
                continue
            page = self._box(number - 1, tops)
            for left, top, right, bottom in sheet.places.rectangles(start, end):
                corner = QPointF(page.left() + left * scale, page.top() + top * scale)
                found.append(QRectF(corner.x(), corner.y(), (right - left) * scale, (bottom - top) * scale))
        return found

    # ------------------------------------------------------------------ painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), theme.colour("panel"))
        if self.words:
            painter.setPen(theme.colour("text3"))
            painter.setFont(theme.font("body"))
            room = self.viewport().rect().adjusted(24, 24, -24, -24)
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self.words)
        tops = self._tops()
        for number in self._in_sight():
            box = self._box(number - 1, tops)
            if box.intersects(QRectF(event.rect())):
                self._paint_page(painter, number, box)
        for mark in self._marks:
            self._paint_mark(painter, mark)
        if self._selection is not None:
            shade = theme.paper_colour(token="accent")
            shade.setAlpha(70)
            for box in self.rectangles(*self._selection):
                painter.fillRect(box, shade)
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.drawRect(self.viewport().rect().adjusted(1, 1, -1, -1))

    def _paint_page(self, painter: QPainter, number: int, box: QRectF) -> None:
        picture = self._pictures.get(number)
        painter.fillRect(box, Qt.GlobalColor.white)  # paper is white in both themes
        if picture is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawPixmap(box, picture[0], QRectF(picture[0].rect()))
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.drawRect(box)

    def _paint_mark(self, painter: QPainter, mark: Mark) -> None:
        ink = theme.paper_colour(mark.colour)
        tint = QColor(ink)
        tint.setAlpha(80 if mark.quote == self._current else 45)
        for box in self.rectangles(mark.start, mark.end):
            if mark.suggestion:
                painter.setPen(QPen(ink, 2, Qt.PenStyle.DotLine))
                painter.drawLine(box.bottomLeft(), box.bottomRight())
                continue
            painter.fillRect(box, tint)
            painter.fillRect(QRectF(box.left(), box.bottom() - 2, box.width(), 2), ink)
            if mark.quote == self._current:
                painter.setPen(QPen(ink, 1.5))
                painter.drawRect(box)

    # ------------------------------------------------------------------ mouse and keys

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed = self.position_at(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        now = self.position_at(event.position())
        if self._pressed is not None and now is not None and event.buttons() & Qt.MouseButton.LeftButton:
            exact = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
            self.set_selection(self._span(self._pressed, now, exact))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, now = self._pressed, self.position_at(event.position())
        self._pressed = None
        if event.button() != Qt.MouseButton.LeftButton or pressed is None or now is None:
            return
        exact = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        span = self._span(pressed, now, exact)
        if pressed != now and span is not None:
            self.set_selection(span)
            self.selected.emit(*span)
            return
        hit = next(
            (
                m
                for m in self._marks
                for box in self.rectangles(m.start, m.end)
                if box.contains(event.position())
            ),
            None,
        )
        if hit is not None:
            self.mark_activated.emit(hit.quote)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        at = self.position_at(event.position())
        span = self._span(at, at + 1, False) if at is not None else None
        if span is not None:
            self.set_selection(span)
            self.selected.emit(*span)

    def _span(self, one: int, other: int, exact: bool) -> tuple[int, int] | None:
        """Return the words between two positions; with `exact` the characters."""
        if self.document is None:
            return None
        start, end = min(one, other), min(max(one, other), len(self.document.text))
        if start >= end:
            return None
        return (start, end) if exact else characters.snap_to_words(self.document.text, start, end)

    def set_zoom(self, zoom: float) -> None:
        """Draw the pages so many times as wide as the view."""
        self.zoom = min(max(zoom, ZOOMS[0]), ZOOMS[1])
        self._fit()

    def _fit(self) -> None:
        """Set the range anew; what stood in the middle of the view stays there."""
        bar, half = self.verticalScrollBar(), self.viewport().height() / 2
        middle = (bar.value() + half) / max(1.0, bar.maximum() + 2 * half)
        self._set_range()
        bar.setValue(round(middle * (bar.maximum() + 2 * half) - half))
        self._want()
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self.verticalScrollBar()
        page = bar.pageStep() - STEP
        steps = {
            Qt.Key.Key_Up: -STEP, Qt.Key.Key_Down: STEP, Qt.Key.Key_PageUp: -page, Qt.Key.Key_PageDown: page,
            Qt.Key.Key_Home: -bar.maximum(), Qt.Key.Key_End: bar.maximum(),
        }  # fmt: skip
        step = steps.get(Qt.Key(event.key()))
        if step is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        else:
            bar.setValue(bar.value() + step)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.set_zoom(self.zoom * 1.1 ** (event.angleDelta().y() / 120))
        else:
            super().wheelEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._want()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().update()


def _draw(library: Library, *, document: Document, wanted: Sequence[PageWanted]) -> list[PageDrawn]:
    """Return pages of the file a document came from, drawn; without any wanted, the sizes of all."""
    data = imports.source_bytes(library, document.source_sha256)
    source = readers.Input.of_bytes(data, PurePath(document.source).name)
    return list(readers.draw(document.format, source, wanted))
