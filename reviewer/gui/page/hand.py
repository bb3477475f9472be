"""What the mouse does on the page: selecting words, choosing marks, folding, dragging a boundary."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt, QTimer
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from reviewer import text as characters
from reviewer.gui.page import boundaries, gutter
from reviewer.gui.page.blocks import Plan, Run
from reviewer.gui.page.caret import paragraph, sentence

if TYPE_CHECKING:
    from reviewer.gui.page.reading import Page

_SCROLL_EVERY = 40


class Doing(Enum):
    """What a pressed button has begun."""

    NOTHING = 0
    PRESSED = 1
    SELECTING = 2
    MOVING_BOUNDARY = 3
    CHOOSING_BOUNDARY = 4


class Hand:
    """Turns the mouse events of a page into selections and signals."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._scene = page.scene
        self._doing = Doing.NOTHING
        self._from = QPointF()
        self._clicks = 0
        self._last_click = (QPointF(), 0)
        self._unit: tuple[int, int] = (0, 0)
        self._ruled: Run | None = None
        self._timer = QTimer(page, interval=_SCROLL_EVERY)  # ends with the page
        self._timer.timeout.connect(self._scroll_on)
        self._at = QPointF()
        self._exact = False

    def press(self, event: QMouseEvent) -> None:
        """Begin: a click, a selection, or the move of a boundary."""
        if event.button() != Qt.MouseButton.LeftButton or not self._scene.plan.blocks:
            return
        self._from = self._at = event.position()
        self._count_clicks(event)
        self._ruled = self._rule_at(event.position())
        if self._ruled is not None:
            self._grip_rule(self._ruled)
            return
        seam = self._seam_at(event.position())
        if seam is not None:
            self._choose_boundary(seam)
            return
        if gutter.is_label(event.position(), self._scene.left) or self._scene.fold_at(event.position()):
            self._doing = Doing.NOTHING
            return
        self._doing = Doing.PRESSED
        position = self._scene.position_at(event.position())
        keep = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        self._exact = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if self._clicks > 1:
            self._select_unit(position)
        elif keep:
            self._scene.caret.extend(position, self._exact)
            self._page.caret_has_moved()
        else:
            self._scene.caret.put(position)
            self._page.caret_has_moved()

    def _count_clicks(self, event: QMouseEvent) -> None:
        place, time = self._last_click
        near = (event.position() - place).manhattanLength() < QApplication.startDragDistance()
        soon = event.timestamp() - time < QApplication.doubleClickInterval()
        self._clicks = self._clicks % 4 + 1 if near and soon and self._clicks else 1
        self._last_click = (event.position(), event.timestamp())

    def _select_unit(self, position: int) -> None:
        """Select the word, sentence or paragraph of a double, triple or fourfold click."""
        text, plan = self._scene.text, self._scene.plan
        if self._clicks == 2:
            self._unit = characters.snap_to_words(text, position, min(len(text), position + 1))
            if self._unit[0] >= self._unit[1] and position:
                self._unit = characters.snap_to_words(text, position - 1, position)
        else:
            self._unit = (sentence if self._clicks == 3 else _whole)(text, plan, position)
        self._scene.caret.choose(*self._unit)
        self._doing = Doing.SELECTING
        self._page.caret_has_moved()

    def move(self, event: QMouseEvent) -> None:
        """Go on with what was begun, or show what a click would do here."""
        if not self._scene.plan.blocks:
            return
        self._at = event.position()
        self._exact = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if not event.buttons() & Qt.MouseButton.LeftButton:
            self._hover(event.position())
            return
        far = (event.position() - self._from).manhattanLength() >= QApplication.startDragDistance()
        if self._doing is Doing.PRESSED and far:
            self._doing = Doing.SELECTING
            self._unit = (self._scene.caret.anchor,) * 2
        self._follow()

    def _follow(self) -> None:
        outside = not 0 <= self._at.y() <= self._page.viewport().height()
        if self._doing in (Doing.SELECTING, Doing.MOVING_BOUNDARY) and outside:
            if not self._timer.isActive():
                self._timer.start()
        else:
            self._timer.stop()
        if self._doing is Doing.SELECTING:
            self._extend(self._scene.position_at(self._at))
        elif self._doing is Doing.MOVING_BOUNDARY:
            self._scene.dragged = self._target(self._at)
            self._page.viewport().update()

    def _extend(self, position: int) -> None:
        start, end = self._unit
        caret = self._scene.caret
        caret.anchor = end if position < start else start
        exact = self._exact and start == end
        if start < end and start <= position <= end:
            position = end
        caret.extend(position, exact)
        self._page.caret_has_moved(scroll=False)

    def _scroll_on(self) -> None:
        """Scroll while a selection is dragged beyond the edge."""
        bar = self._page.verticalScrollBar()
        over = self._at.y() if self._at.y() < 0 else self._at.y() - self._page.viewport().height()
        bar.setValue(bar.value() + round(over / 3) + (4 if over > 0 else -4))
        self._follow()

    def release(self, event: QMouseEvent) -> None:
        """Finish what was begun."""
        self._timer.stop()
        doing, self._doing = self._doing, Doing.NOTHING
        if event.button() != Qt.MouseButton.LeftButton or not self._scene.plan.blocks:
            return
        if doing is Doing.MOVING_BOUNDARY:
            self._drop_boundary()
        elif doing is Doing.PRESSED:
            self._click(event.position())
        elif doing is Doing.NOTHING:
            self._click_beside(event.position())

    def _click(self, point: QPointF) -> None:
        found = self._scene.marks_at(point)
        if not found:
            return
        quotes = [mark.quote for mark in found]
        following = 0
        if self._scene.current in quotes:  # marks that overlap take turns
            following = (quotes.index(self._scene.current) + 1) % len(quotes)
        self._page.mark_activated.emit(quotes[following])

    def _click_beside(self, point: QPointF) -> None:
        run = self._scene.fold_at(point)
        if run is not None:
            self._page.unfold(run)
            return
        if gutter.is_label(point, self._scene.left) and self._scene.plan.blocks:
            block = self._scene.layout.heights.index_at(point.y() + self._scene.scroll)
            self._page.segment_activated.emit(self._scene.run_of(block).segment.id)

    def _hover(self, point: QPointF) -> None:
        fold = self._scene.fold_at(point)
        hovered = fold.first if fold else None
        if hovered != self._scene.hovered_run:
            self._scene.hovered_run = hovered
            self._page.viewport().update()
        if self._rule_at(point) is not None or self._seam_at(point) is not None:
            shape = Qt.CursorShape.SizeVerCursor
        elif fold or gutter.is_label(point, self._scene.left) or self._scene.marks_at(point):
            shape = Qt.CursorShape.PointingHandCursor
        else:
            shape = Qt.CursorShape.IBeamCursor
        self._page.viewport().setCursor(shape)

    # --- boundaries ------------------------------------------------------------------------------

    def _rule_at(self, point: QPointF) -> Run | None:
        """Return the run below the rule under a point; the handle counts as part of its rule."""
        for block in self._scene.visible(self._page.viewport().height()):
            run = self._scene.run_of(block)
            if run.rule and run.first == block and self._rule_box(run).contains(point):
                return run
        return None

    def _rule_box(self, run: Run) -> QRectF:
        y, left = self._scene.rule_y(run), self._scene.left
        if run.rule == "current":
            handle = boundaries.handle_box(left, y).adjusted(-3, -3, 3, 3)
            return handle.united(QRectF(left + 98, y - 4, 60, 8))
        return QRectF(left + 98, y - 4, self._scene.sizes.width + 26, 9)

    def _grip_rule(self, run: Run) -> None:
        if run.rule == "current":
            self._doing = Doing.MOVING_BOUNDARY
        else:
            self._choose_boundary(run.segment.start)

    def _choose_boundary(self, start: int) -> None:
        self._doing = Doing.CHOOSING_BOUNDARY
        segment = self._scene.plan.segment_of(start)
        if segment is not None:
            self._page.segment_activated.emit(segment.id)

    def _seam_at(self, point: QPointF) -> int | None:
        """Return where the part below the seam under a point begins."""
        for block in self._scene.visible(self._page.viewport().height()):
            if self._scene.plan.blocks[block].seam:
                if self._scene.seam_box(block).adjusted(-3, -5, 3, 5).contains(point):
                    return self._scene.plan.blocks[block].start
        return None

    def _target(self, point: QPointF) -> int:
        """Return where the boundary would go: the beginning of a line or, inside the text, of a word."""
        scene = self._scene
        position = scene.position_at(point)
        if point.x() < scene.text_left:
            return scene.layout.line_stretch(position)[0]
        if self._exact:
            return position
        start, end = characters.snap_to_words(scene.text, position, min(len(scene.text), position + 1))
        return start if start < end else position

    def _drop_boundary(self) -> None:
        run, position = self._ruled, self._scene.dragged
        self._scene.dragged = None
        self._page.viewport().update()
        if run is not None and position is not None and position != run.segment.start:
            self._page.boundary_moved.emit(run.segment.id, position)


def _whole(text: str, plan: Plan, position: int) -> tuple[int, int]:
    return paragraph(plan, position)
