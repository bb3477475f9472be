"""Everything the page shows at one moment, and how it is painted.

The view owns a Scene, changes it and asks it to paint; the scene knows nothing of events or scroll bars.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPen

from reviewer.gui import theme
from reviewer.gui.page import boundaries, gutter, marks
from reviewer.gui.page.blocks import Plan, Run, Showing, caption, plan
from reviewer.gui.page.caret import Caret
from reviewer.gui.page.layout import PageLayout, Sizes
from reviewer.gui.page.marks import Mark, MarkIndex
from reviewer.gui.page.ruler import Places
from reviewer.model import Segment


class Scene:
    """The document as shown: text, segments, layout, marks, hits, caret. `left` is the gutter's edge and
    `scroll` the y of the document at the top of the viewport."""

    def __init__(self) -> None:
        self.text = ""
        self.segments: Sequence[Segment] = ()
        self.showing = Showing()
        self.sizes = Sizes()
        self.caret = Caret()
        self.current: int | None = None
        self.hits: list[tuple[int, int]] = []
        self.hit: int | None = None
        self.left = 0.0
        self.scroll = 0
        self.hovered_run: int | None = None
        self.focused = False
        self.caret_lit = True
        self.dragged: int | None = None
        self._marks: list[Mark] = []
        self.rebuild()

    # --- what is shown ---------------------------------------------------------------------------

    def rebuild(self) -> None:
        """Cut the document into blocks anew; heights start as estimates again."""
        self.plan: Plan = plan(self.text, self.segments, self.showing)
        self.marks = MarkIndex(self._marks, self.plan)
        self.layout = PageLayout(self.text, self.plan, self.sizes, lambda index: self.marks.spacing(index))

    @property
    def shown(self) -> list[Mark]:
        """Return the marks as they were given."""
        return self._marks

    def set_marks(self, shown: Sequence[Mark]) -> None:
        """Show these marks; only blocks whose numbers changed are laid out again."""
        before, self._marks = self.marks, list(shown)
        self.marks = MarkIndex(self._marks, self.plan)
        laid = self.layout.known()
        self.layout.forget([at for at in laid if before.spacing(at) != self.marks.spacing(at)])

    @property
    def text_left(self) -> float:
        """Return the x of the first letter of a line."""
        return self.left + gutter.WIDTH

    @property
    def text_right(self) -> float:
        """Return the x at which lines are broken."""
        return self.text_left + self.sizes.width

    def visible(self, height: float) -> Iterator[int]:
        """Yield the indexes of the blocks that show in a viewport of this height."""
        if not self.plan.blocks:
            return
        index = self.layout.heights.index_at(self.scroll)
        while index < len(self.plan.blocks) and self.layout.top(index) < self.scroll + height:
            yield index
            index += 1

    def run_of(self, block: int) -> Run:
        """Return the run a block belongs to."""
        return self.plan.runs[self.plan.blocks[block].run]

    def run_stretch(self, run: Run) -> tuple[float, float]:
        """Return the top and the bottom of a run's words in viewport coordinates."""
        return (
            self.layout.text_top(run.first) - self.scroll,
            self.layout.bottom(run.last) - self.scroll,
        )

    def rule_y(self, run: Run) -> float:
        """Return the y of the rule above a run in viewport coordinates."""
        top = self.layout.top(run.first) - self.scroll
        return boundaries.rule_y(top, self.plan.blocks[run.first].gap)

    def seam_box(self, block: int) -> QRectF:
        """Return the box of the seam above a block in viewport coordinates."""
        top = self.layout.text_top(block) - self.scroll
        return boundaries.seam_box(self.left, top, self.plan.blocks[block].gap)

    def pieces(self, block: int, start: int, end: int) -> list[QRectF]:
        """Return the boxes of a stretch within one block in viewport coordinates."""
        boxes = self.layout.pieces(block, start, end)
        return [box.translated(self.text_left, -self.scroll) for box in boxes]

    def caret_box(self, position: int) -> QRectF:
        """Return the box of the caret at a position in viewport coordinates."""
        return self.layout.caret(position).translated(self.text_left, -self.scroll)

    def position_at(self, point: QPointF) -> int:
        """Return the position nearest to a point of the viewport."""
        return self.layout.position_at(point.x() - self.text_left, point.y() + self.scroll)

    def marks_at(self, point: QPointF) -> list[Mark]:
        """Return the marks under a point of the viewport, the shortest first, numbers included."""
        if not self.plan.blocks:
            return []
        block = self.layout.heights.index_at(point.y() + self.scroll)
        found = []
        for mark in self.marks.in_block(block):
            boxes = self.pieces(block, mark.start, mark.end)
            if boxes and mark.end <= self.plan.blocks[block].end:
                boxes[-1].setRight(boxes[-1].right() + marks.number_room(mark))
            if any(box.contains(point) for box in boxes):
                found.append(mark)
        return sorted(found, key=lambda mark: mark.end - mark.start)

    def fold_at(self, point: QPointF) -> Run | None:
        """Return the folded run under a point of the viewport."""
        if not self.plan.blocks:
            return None
        run = self.run_of(self.layout.heights.index_at(point.y() + self.scroll))
        top, bottom = self.run_stretch(run)
        return run if run.folded and top <= point.y() < bottom and point.x() >= self.left else None

    # --- painting --------------------------------------------------------------------------------

    def paint(self, painter: QPainter, height: float) -> None:
        """Paint the viewport."""
        shown = list(self.visible(height))
        span = self.caret.span(self.text)
        for block in shown:
            self._paint_block(painter, block, span)
        for number in dict.fromkeys(self.plan.blocks[block].run for block in shown):
            self._paint_run(painter, self.plan.runs[number])
        for block in shown:
            self._paint_number(painter, block)
            if self.plan.blocks[block].seam:
                boundaries.draw_seam(painter, self.seam_box(block))
        self._paint_caret(painter, span)

    def _paint_block(self, painter: QPainter, block: int, span: tuple[int, int] | None) -> None:
        shape = self.plan.blocks[block]
        run = self.plan.runs[shape.run]
        if shape.style == "fold":
            self._paint_fold(painter, block, run)
            return
        if run.rule == "current" and block == run.first:
            self._paint_below(painter, block)
        here = self.marks.in_block(block)

        def pieces(start: int, end: int) -> list[QRectF]:
            return self.pieces(block, start, end)

        if not run.dim:
            marks.draw_tints(painter, here, pieces, self.current)
        self._paint_hits(painter, block)
        if span and span[0] < shape.end and span[1] > shape.start:
            for box in pieces(*span):
                painter.fillRect(box, theme.colour("textSelection"))
        self._paint_words(painter, block)
        marks.draw_lines(painter, self.marks, block, pieces, self.current)
        ending = [mark for mark in here if shape.start < mark.end <= shape.end]
        marks.draw_numbers(painter, ending, lambda end: self._number_place(block, end))

    def _number_place(self, block: int, end: int) -> QPointF:
        top = self.layout.caret(end - 1).top() - self.scroll
        return QPointF(self.text_left + self.layout.number_left(block, end), top)

    def _paint_words(self, painter: QPainter, block: int) -> None:
        shape = self.plan.blocks[block]
        run = self.plan.runs[shape.run]
        ink = {"quote": "text2", "aside": "text3"}.get(shape.style, "text1")
        painter.setPen(theme.colour("text3" if run.dim else ink))
        origin = QPointF(self.text_left, self.layout.text_top(block) - self.scroll)
        self.layout.draw(block, painter, origin.x(), round(origin.y()))
        if shape.style == "quote":
            low = self.layout.bottom(block) - self.scroll
            rule = QRectF(self.text_left, origin.y(), 1, low - origin.y())
            painter.fillRect(rule, theme.colour("line"))

    def _paint_below(self, painter: QPainter, block: int) -> None:
        shape = self.plan.blocks[block]
        start, end = self.layout.line_stretch(shape.start)
        for box in self.pieces(block, start, end):
            painter.fillRect(box.adjusted(-6, -1, 7, 1), theme.colour("selected"))

    def _paint_fold(self, painter: QPainter, block: int, run: Run) -> None:
        top, bottom = self.run_stretch(run)
        box = QRectF(self.text_left, top, self.sizes.width, bottom - top)
        gutter.draw_fold(painter, caption(self.text, run), self.left, box, self.hovered_run == block)

    def _paint_hits(self, painter: QPainter, block: int) -> None:
        if not self.hits:
            return
        shape = self.plan.blocks[block]
        first = max(0, bisect_left(self.hits, (shape.start, 0)) - 1)
        stop = bisect_left(self.hits, (shape.end, 0))
        in_turn = self.hits[self.hit] if self.hit is not None else None
        here = self.hits[first:stop]
        marks.draw_hits(painter, here, lambda start, end: self.pieces(block, start, end), in_turn)

    def _paint_run(self, painter: QPainter, run: Run) -> None:
        top, bottom = self.run_stretch(run)
        pitch = self.layout.laid(run.first).pitch
        if run.folded:
            top, bottom = top + 2, bottom - 2
        if not run.quiet:
            gutter.draw_run(painter, run, self.left, top, bottom, pitch)
        if not run.rule:
            return
        y = self.rule_y(run)
        if run.rule == "current" and self.dragged is None:
            boundaries.draw_current(painter, self.left, self.text_right, y, self.focused)
        else:
            boundaries.draw_rule(painter, self.left, self.text_right, y)

    def _paint_number(self, painter: QPainter, block: int) -> None:
        shape = self.plan.blocks[block]
        if shape.number and not self.showing.rules:
            top = self.layout.text_top(block) - self.scroll
            gutter.draw_number(painter, shape.number, self.left, top, self.layout.laid(block).pitch)

    def _paint_caret(self, painter: QPainter, span: tuple[int, int] | None) -> None:
        if self.dragged is not None:
            box = self.caret_box(self.dragged)
            painter.fillRect(
                QRectF(self.left + 98, round(box.top()) - 1, self.sizes.width + 26, 2), theme.colour("accent")
            )
            painter.fillRect(
                QRectF(round(box.left()) - 1, box.top(), 2, box.height()), theme.colour("accent")
            )
        elif self.focused and self.caret_lit and span is None and self.plan.blocks:
            box = self.caret_box(self.caret.head)
            painter.setPen(QPen(theme.colour("accent"), 1.5))
            x = round(box.left())
            painter.drawLine(QPointF(x, box.top() + 2), QPointF(x, box.bottom() - 2))


def places_in(scene: Scene, whole: float) -> Places:
    """Return where everything lies in a document that is `whole` px high, unseen blocks by their estimate."""
    blocks, tops = scene.plan.blocks, scene.layout.heights.tops()
    if not blocks:
        return Places()

    def place(position: int) -> float:
        at = scene.plan.block_of(position)
        block, gap = blocks[at], blocks[at].gap
        far = (min(position, block.end) - block.start) / max(1, block.end - block.start)
        return (tops[at] + gap + far * (tops[at + 1] - tops[at] - gap)) / whole

    runs = scene.plan.runs
    voices = [
        (r.voice, (tops[r.first] + blocks[r.first].gap) / whole, tops[r.last + 1] / whole) for r in runs
    ]
    ruled = next((run for run in runs if run.rule == "current"), None)
    return Places(
        voices,
        [(mark.colour, place(mark.start)) for mark in scene.marks.marks if not mark.suggestion],
        [place(start) for start, _ in scene.hits],
        None if ruled is None else tops[ruled.first] / whole,
    )
