"""Marks on the text: the tint and underline of a quote, its claim number, suggestions, find hits.

A highlight is a tint with an underline of 2 px; where marks overlap the underlines stack and the topmost
gives the tint. After a mark stands its claim number, small and raised, in room the layout keeps for it.
"""

from __future__ import annotations

import functools
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from reviewer.gui import theme
from reviewer.gui.page.blocks import Plan
from reviewer.model import Stance

NUMBER_PIXELS = 9.5
DEEPEST = 2
"""Underlines are stacked up to this level; there is no more room between the lines."""


class Mark(NamedTuple):
    """A quote link (or a suggestion of one) as shown in the text. `colour` is a tag hue or "";
    `number` the claim's number. A tuple, because there are thousands and each change makes them anew."""

    quote: int
    claim: int
    start: int
    end: int
    colour: str
    number: str
    suggestion: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """What the margin says of a mark. `certainty` is a level 1 to 4, or None when there is none."""

    quote: int
    number: str
    title: str
    stance: Stance
    detail: str
    certainty: int | None
    colour: str
    words: str = ""
    """The words it stands beside, where its title does not tell it from another."""


@dataclass(frozen=True, slots=True)
class Boundary:
    """Where one voice ends and the next begins, to be confirmed or moved. One that is not `listed` lies
    inside a whole and shows as a seam, until it is the current one."""

    segment_id: int
    position: int
    sure: bool
    listed: bool = True


def number_room(mark: Mark) -> float:
    """Return how many px the layout keeps after a mark for its number."""
    return 0.0 if mark.suggestion or not mark.number else _room(mark.number)


@functools.lru_cache(maxsize=1024)
def _room(number: str) -> float:
    return round(QFontMetricsF(number_font()).horizontalAdvance(number)) + 2.0


def number_font() -> QFont:
    """Return the font of claim numbers."""
    return theme.font("meta", NUMBER_PIXELS, 600)


class MarkIndex:
    """All marks of a document, found by block."""

    def __init__(self, marks: Iterable[Mark], plan: Plan) -> None:
        self.marks = sorted(marks, key=lambda mark: (mark.start, -mark.end, mark.quote))
        self.by_quote = {mark.quote: mark for mark in self.marks}
        self.levels = _levels(self.marks)
        self._by_block: defaultdict[int, list[Mark]] = defaultdict(list)
        for mark in self.marks:
            first = plan.block_of(mark.start)
            self._by_block[first].append(mark)
            if first >= 0 and mark.end > plan.blocks[first].end:
                for index in range(first + 1, plan.block_of(mark.end - 1) + 1):
                    self._by_block[index].append(mark)

    def in_block(self, index: int) -> Sequence[Mark]:
        """Return the marks that touch a block, in order."""
        return self._by_block.get(index, ())

    def blocks(self) -> set[int]:
        """Return the indexes of all blocks with a mark."""
        return set(self._by_block)

    def first_from(self, position: int) -> int:
        """Return the index in `marks` of the first one that starts at or after a position."""
        return bisect_left(self.marks, position, key=lambda mark: mark.start)

    def spacing(self, index: int) -> list[tuple[int, float]]:
        """Return the end of each mark of a block and the room its number takes there."""
        return [(mark.end, room) for mark in self.in_block(index) if (room := number_room(mark)) > 0]


def _levels(marks: Sequence[Mark]) -> dict[int, int]:
    """Return the underline level of each mark that overlaps another, by quote; marks are sorted."""
    levels: dict[int, int] = {}
    open_marks: list[tuple[int, int]] = []
    reach = 0
    for mark in marks:
        if mark.start >= reach:
            open_marks, reach = [(mark.end, 0)], mark.end
            continue
        reach = max(reach, mark.end)
        open_marks = [(end, level) for end, level in open_marks if end > mark.start]
        taken = {level for _, level in open_marks}
        level = next(free for free in range(len(taken) + 1) if free not in taken)
        open_marks.append((mark.end, level))
        if level:
            levels[mark.quote] = min(level, DEEPEST)
    return levels


Pieces = Callable[[int, int], Sequence[QRectF]]
"""Gives the boxes of a stretch of text in viewport coordinates, each a line high."""


def _tint_box(box: QRectF) -> QRectF:
    return QRectF(box.left(), round(box.top() + 2), box.width(), round(box.height() - 3))


def draw_tints(painter: QPainter, marks: Sequence[Mark], pieces: Pieces, current: int | None) -> None:
    """Draw what lies under the text: the tints, the current mark's last and strongest."""
    order = sorted(marks, key=lambda mark: (mark.quote == current, mark.start, -mark.end))
    for mark in order:
        if mark.suggestion and mark.quote != current:
            continue
        tint = theme.tag_colour(mark.colour, "strong" if mark.quote == current else "tint")
        for box in pieces(mark.start, mark.end):
            painter.fillRect(_tint_box(box), tint)


def draw_lines(painter: QPainter, index: MarkIndex, block: int, pieces: Pieces, current: int | None) -> None:
    """Draw what lies over the text of a block: underlines and the ring of the current mark."""
    for mark in index.in_block(block):
        boxes = [_tint_box(box) for box in pieces(mark.start, mark.end)]
        ink = theme.tag_colour(mark.colour)
        drop = 3.0 * index.levels.get(mark.quote, 0)
        for box in boxes:
            _draw_underline(painter, box.translated(0, drop), ink, mark.suggestion)
        if mark.quote == current:
            for box in boxes:
                _draw_ring(painter, box, ink)


def draw_numbers(painter: QPainter, ending: Sequence[Mark], place: Callable[[int], QPointF]) -> None:
    """Draw the claim numbers of marks that end in a block; `place` gives the top left of their room."""
    taken: defaultdict[int, float] = defaultdict(float)
    painter.setFont(number_font())
    for mark in ending:
        if not number_room(mark):
            continue
        painter.setPen(theme.tag_colour(mark.colour))
        painter.drawText(place(mark.end) + QPointF(1.5 + taken[mark.end], 9.5), mark.number)
        taken[mark.end] += number_room(mark)


def _draw_underline(painter: QPainter, box: QRectF, ink: QColor, dotted: bool) -> None:
    if not dotted:
        painter.fillRect(QRectF(box.left(), box.bottom() - 2, box.width(), 2), ink)
        return
    x = box.left()
    while x < box.right() - 1:
        painter.fillRect(QRectF(x, box.bottom() - 2, 2, 2), ink)
        x += 4


def _draw_ring(painter: QPainter, box: QRectF, ink: QColor) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(ink, 1.5))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box.adjusted(-0.75, -0.75, 0.75, 0.25), 2, 2)
    painter.restore()


def draw_hits(
    painter: QPainter, hits: Sequence[tuple[int, int]], pieces: Pieces, current: tuple[int, int] | None
) -> None:
    """Draw find hits under the text, the one in turn with a frame."""
    for hit in hits:
        for box in pieces(*hit):
            painter.fillRect(_tint_box(box), theme.colour("find"))
            if hit == current:
                _draw_ring(painter, _tint_box(box), theme.colour("accent"))
