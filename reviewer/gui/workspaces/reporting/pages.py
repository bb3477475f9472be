"""The pages of the report on the screen: scrolled as one, gone through block by block, opened with Enter."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
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
from reviewer.gui.papers import FRAME, GAP
from reviewer.gui.roles import told_as
from reviewer.gui.workspaces.reporting.sources import TITLES, place_of
from reviewer.language import say
from reviewer.reports.preview import SIDE, Picture, Preview, Spot

INCH = 96 / 72
"""Pixels of a point at zoom 1."""
KEPT = 10
"""Drawn pages that are kept, those nearest to the one in sight."""


def image_of(picture: Picture) -> QImage:
    """Return a drawn page with pixels of its own."""
    form = QImage.Format.Format_RGB32
    return QImage(picture.pixels, picture.width, picture.height, picture.stride, form).copy()


@told_as(QAccessible.Role.Document)
class Pages(QAbstractScrollArea):
    """Pages below each other. They are asked for as they come into sight; what is old stays until then."""

    page_changed = Signal(int)
    wanted = Signal(object)
    """Pages to be drawn: a list of (number from 1, scale)."""
    came_to = Signal(object)
    """The Spot that has the frame now."""
    opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._preview = Preview(b"", (), (), ())
        self._pictures: dict[int, tuple[float, QImage]] = {}
        self._fresh: set[int] = set()
        self._zoom: float | None = None
        self._spot: int | None = None
        self._asking = QTimer(self, singleShot=True, interval=0)
        self._asking.timeout.connect(self._ask)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setAccessibleName(say("Pages of the report"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.verticalScrollBar().valueChanged.connect(lambda _value: self._scrolled())
        self.horizontalScrollBar().valueChanged.connect(lambda _value: self.viewport().update())

    # -------------------------------------------------------------- what is shown

    def show_preview(self, preview: Preview, pictures: Sequence[Picture]) -> None:
        """Show other pages, and stay at the same place with the same block."""
        place, held = self.verticalScrollBar().value(), self.spot()
        self._preview, self._fresh = preview, set()
        self._pictures = {n: kept for n, kept in self._pictures.items() if n <= len(preview.sizes)}
        same = [n for n, spot in enumerate(preview.spots) if held and _key(spot) == _key(held)]
        self._spot = same[0] if same else None
        for picture in pictures:
            self._take(picture)
        self._lay_out()
        self.verticalScrollBar().setValue(place)
        self._scrolled()

    def add(self, pictures: Sequence[Picture]) -> None:
        """Show pages that were asked for."""
        for picture in pictures:
            self._take(picture)
        self.viewport().update()

    def _take(self, picture: Picture) -> None:
        self._pictures[picture.page] = picture.scale, image_of(picture)
        self._fresh.add(picture.page)
        near = sorted(self._pictures, key=lambda number: abs(number - self.page()))
        for number in near[KEPT:]:
            del self._pictures[number]
            self._fresh.discard(number)

    def count(self) -> int:
        """Return how many pages there are."""
        return len(self._preview.sizes)

    def is_drawn(self, page: int) -> bool:
        """Tell whether a page, from 1, is shown as it is now."""
        return page in self._fresh

    def in_sight(self) -> list[tuple[int, float]]:
        """Return the pages in sight, or the first, each with the scale it is shown at."""
        view = QRectF(self._away(), self.viewport().size().toSizeF())
        scale = round(self._scale() * self.devicePixelRatioF(), 3)
        found = [n for n, box in enumerate(self._boxes(), start=1) if box.intersects(view)]
        return [(number, scale) for number in found or [1]]

    def _ask(self) -> None:
        """Ask for the pages in sight that are missing, old, or drawn at another scale."""
        missing = [
            (number, scale)
            for number, scale in self.in_sight()
            if number <= self.count()
            and (number not in self._fresh or abs(self._pictures[number][0] / scale - 1) > 0.02)
        ]
        if missing and self.isVisible():
            self.wanted.emit(missing)

    # -------------------------------------------------------------- places

    def _away(self) -> QPointF:
        return QPointF(self.horizontalScrollBar().value(), self.verticalScrollBar().value())

    def _scale(self) -> float:
        """Return how many pixels a point has; a page that lies on its side does not make the others small."""
        widths = [min(size) for size in self._preview.sizes] or [595.0]
        if self._zoom is not None:
            return INCH * self._zoom
        return max(200.0, self.viewport().width() - 2 * FRAME) / max(widths)

    def _boxes(self) -> list[QRectF]:
        scale, top, boxes = self._scale(), float(GAP), []
        widest = max((width for width, _ in self._preview.sizes), default=0.0) * scale
        room = max(self.viewport().width(), widest + FRAME if self._zoom else 0)
        for width, height in self._preview.sizes:
            fit = min(1.0, (room - FRAME) / (width * scale)) if self._zoom is None else 1.0
            size = width * scale * fit, height * scale * fit
            boxes.append(QRectF(max(FRAME / 2, (room - size[0]) / 2), top, *size))
            top += size[1] + GAP
        return boxes

    def _lay_out(self) -> None:
        boxes = self._boxes()
        total = boxes[-1].bottom() + GAP if boxes else 0
        bar, across = self.verticalScrollBar(), self.horizontalScrollBar()
        bar.setRange(0, max(0, int(total - self.viewport().height())))
        bar.setPageStep(self.viewport().height())
        bar.setSingleStep(40)
        widest = max((box.right() for box in boxes), default=0.0)
        across.setRange(0, max(0, int(widest + FRAME / 2 - self.viewport().width())))
        across.setPageStep(self.viewport().width())
        self.viewport().update()
        self._asking.start()

    def _scrolled(self) -> None:
        self.page_changed.emit(self.page())
        self.viewport().update()
        self._asking.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        page = self.page()
        self._lay_out()
        if self._zoom is None and page > 1:
            self.go_to(page)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._asking.start()

    def page(self) -> int:
        """Return the page that fills most of the view, from 1; 0 without pages."""
        bar = self.verticalScrollBar()
        if bar.maximum() and bar.value() == bar.maximum():
            return self.count()  # a last page that is short never comes to the middle
        middle = bar.value() + self.viewport().height() / 3
        tops = [number for number, box in enumerate(self._boxes(), start=1) if box.top() <= middle]
        return max(tops, default=min(1, self.count()))

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

    # -------------------------------------------------------------- blocks

    def spot(self) -> Spot | None:
        """Return the block that has the frame."""
        return self._preview.spots[self._spot] if self._spot is not None else None

    def go_to_part(self, part: str) -> None:
        """Put the frame around a section, and bring it into view."""
        spots = self._preview.spots
        found = [n for n, spot in enumerate(spots) if spot.part == part and not spot.kind and spot.boxes]
        self._frame(found[0] if found else None)

    def step(self, by: int) -> bool:
        """Put the frame around the next block (1) or the one before (-1); False where there is none."""
        spots = self._preview.spots
        if self._spot is None:
            first = [n for n, s in enumerate(spots) if s.boxes and s.boxes[-1].page >= self.page()]
            now = (first[0] if first else len(spots)) - (by > 0)
        else:
            now = self._spot
        now += by
        while 0 <= now < len(spots) and not spots[now].boxes:
            now += by
        if not 0 <= now < len(spots):
            return False
        self._frame(now)
        return True

    def _frame(self, number: int | None) -> None:
        self._spot = number
        spot = self.spot()
        if spot is not None:
            self._bring(self._stretches(spot)[0])
            self.came_to.emit(spot)
            self.setAccessibleDescription(said(spot))
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))
        self.viewport().update()

    def _stretches(self, spot: Spot) -> list[QRectF]:
        """Return where a block stands, in pixels of all pages."""
        boxes = self._boxes()
        found = []
        for box in spot.boxes:
            sheet = boxes[box.page - 1]
            scale = sheet.width() / self._preview.sizes[box.page - 1][0]
            top, bottom = sheet.top() + box.top * scale, sheet.top() + box.bottom * scale
            side = (SIDE - 7) * scale
            found.append(QRectF(sheet.left() + side, top - 2, sheet.width() - 2 * side, bottom - top))
        return found

    def _bring(self, box: QRectF) -> None:
        """Scroll as little as shows the block, its beginning where it is too high."""
        bar, height = self.verticalScrollBar(), self.viewport().height()
        if box.top() - 30 < bar.value() or box.height() > height - 60:
            bar.setValue(int(box.top()) - 30)
        elif box.bottom() + 12 > bar.value() + height:
            bar.setValue(int(box.bottom()) + 12 - height)

    def _spot_at(self, point: QPointF) -> int | None:
        """Return the smallest block at a point of the view."""
        place = point + self._away()
        spots = enumerate(self._preview.spots)
        hit = [(n, box) for n, spot in spots for box in self._stretches(spot) if box.contains(place)]
        return min(hit, key=lambda pair: pair[1].height())[0] if hit else None

    # -------------------------------------------------------------- keys and mouse

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes to the next block, and on to the next pane after the last."""
        return self.step(1 if forward else -1) or super().focusNextPrevChild(forward)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}
        spot = self.spot()
        if event.key() in steps:
            self.go_to(min(max(1, self.page() + steps[Qt.Key(event.key())]), self.count()))
        elif event.key() == Qt.Key.Key_Home:
            self.go_to(1)
        elif event.key() == Qt.Key.Key_End:
            self.verticalScrollBar().setValue(self.verticalScrollBar().maximum())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and spot is not None:
            self.opened.emit(spot)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            bar = self.verticalScrollBar().value()
            self._frame(self._spot_at(event.position()))
            self.verticalScrollBar().setValue(bar)  # what was clicked is in sight

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        spot = self.spot()
        if spot is not None and event.button() == Qt.MouseButton.LeftButton:
            self.opened.emit(spot)

    # -------------------------------------------------------------- drawing

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), theme.colour("line"))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        away, view = self._away(), QRectF(event.rect())
        for number, box in enumerate(self._boxes(), start=1):
            shown = box.translated(-away)
            if not shown.intersects(view):
                continue
            if number in self._pictures:
                painter.drawImage(shown, self._pictures[number][1])
            else:
                painter.fillRect(shown, theme.paper_colour("", "page"))
            painter.setPen(QPen(theme.colour("control"), 1))
            painter.drawRect(shown)
        if (spot := self.spot()) is not None:
            self._draw_frame(painter, spot)

    def _draw_frame(self, painter: QPainter, spot: Spot) -> None:
        away = self._away()
        boxes = [box.translated(-away) for box in self._stretches(spot)]
        strong = self.hasFocus()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        ink = QPen(theme.paper_colour("", "accent"), 2)
        ink.setStyle(Qt.PenStyle.SolidLine if strong else Qt.PenStyle.DashLine)
        painter.setPen(ink)
        for box in boxes:
            painter.drawRoundedRect(box, 3, 3)
        if strong:
            self._draw_label(painter, boxes[0], spot)

    def _draw_label(self, painter: QPainter, box: QRectF, spot: Spot) -> None:
        """Draw what the block is and which key opens its source, on the upper edge at the right."""
        painter.setFont(theme.font("small", weight=600))
        metrics = painter.fontMetrics()
        name, act = said(spot), acts(spot)
        key = theme.key_width("Enter")
        wide = metrics.horizontalAdvance(name) + key + metrics.horizontalAdvance(act) + 40
        label = QRectF(box.right() - wide, box.top() - (21 if spot.kind else 1), wide, 22)
        if label.top() < 0:
            label.moveTop(0)
        painter.fillRect(label, theme.colour("accent"))
        painter.setPen(theme.colour("onAccent"))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(label.adjusted(10, 0, 0, 0), middle, name)
        x = label.left() + 10 + metrics.horizontalAdvance(name) + 10
        theme.draw_key(painter, x, label.center().y(), "Enter", on_accent=True)
        painter.setFont(theme.font("small", weight=600))
        painter.setPen(theme.colour("onAccent"))
        painter.drawText(label.adjusted(x - label.left() + key + 8, 0, 0, 0), middle, act)


_NAMES = {
    "claim": say("Claim"),
    "quote": say("Quote"),
    "document": say("Source"),
    "certainty": say("Rating"),
    "appraisal": say("Appraisal"),
}


def said(spot: Spot) -> str:
    """Return what a block is, in a few words."""
    return f"{_NAMES[spot.kind]}, {spot.label}" if spot.kind else spot.label


def acts(spot: Spot) -> str:
    """Return what Enter does with a block."""
    place = place_of(spot)
    return say("open in {place}", place=TITLES[place]) if place else say("edit")


def _key(spot: Spot) -> tuple[str, str, int]:
    return spot.part, spot.kind, spot.id
