"""The stair: the running level of a rating, drawn over the rows of the sheet.

One column per level, one dot per row. A row that moves the level has a full dot and says by how much; a
row that leaves it has a hollow one. The overlay lets every click through and takes its heights from the
rows themselves, so it stays right when a rationale grows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from reviewer.gui import theme
from reviewer.gui.workspaces.grading.signs import LEVEL_WORDS
from reviewer.language import say

PITCH = 34
"""Pixels between two columns."""
NOTES = {"floor": say("floor"), "ceiling": say("ceiling"), "locked": say("not counted")}
COLUMNS = {
    1: say("Very\nlow", context="narrow"),
    2: say("Low", context="narrow"),
    3: say("Mod.", context="narrow"),
    4: say("High", context="narrow"),
}
"""The levels in so few letters that they fit above a column."""


@dataclass(frozen=True, slots=True)
class Tread:
    """One row of the stair. `y` lies in the row widget; `moved` is what was judged, `note` what became
    of it ("floor", "ceiling", "locked"); `first` marks the start; `others` are the levels that other raters
    who judge this row differently have reached with it."""

    row: QWidget
    y: int
    before: int
    after: int
    moved: int = 0
    note: str = ""
    first: bool = False
    others: tuple[int, ...] = ()

    @property
    def label(self) -> str:
        """Return what stands beside the dot, as in "−1, floor"."""
        if not self.moved:
            return ""
        sign = "−" if self.moved < 0 else "+"
        words = f", {NOTES[self.note]}" if self.note else ""
        return f"{sign}{abs(self.moved)}{words}"


class Stair(QWidget):
    """Draws the treads over its parent; `right` is where the last column's half pitch ends."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setAccessibleName(say("Running level"))
        self.treads: tuple[Tread, ...] = ()
        self._right = 0

    def set_treads(self, treads: Sequence[Tread]) -> None:
        """Show these rows, from the start downwards."""
        self.treads = tuple(treads)
        self.setAccessibleDescription(self.description())
        self.update()

    def set_right(self, right: int) -> None:
        """Set the x at which the columns end."""
        self._right = right
        self.update()

    def description(self) -> str:
        """Return the stair in words, for those who do not see it."""
        if not self.treads:
            return ""
        moves = [
            f"{tread.row.accessibleName()} {tread.label}: {LEVEL_WORDS[tread.after]}"
            for tread in self.treads
            if tread.moved
        ]
        return "; ".join([say("Starts at {level}", level=LEVEL_WORDS[self.treads[0].after]), *moves])

    def column_x(self, level: int) -> float:
        """Return the x of a level's column."""
        return self._right - PITCH * (4 - level) - PITCH / 2

    def point(self, tread: Tread) -> QPointF:
        """Return where the dot of a row lies."""
        y = tread.row.mapTo(self.parentWidget(), QPoint(0, tread.y)).y() - self.y()
        return QPointF(self.column_x(tread.after), y)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shown = [tread for tread in self.treads if tread.row.isVisible()]
        self._paint_grid(painter, shown)
        self._paint_line(painter, shown)
        for tread in shown:
            self._paint_dot(painter, tread)
            self._paint_others(painter, tread)
        painter.end()

    def _paint_others(self, painter: QPainter, tread: Tread) -> None:
        """Draw a hollow dot where another rater stands; around one's own where both stand alike."""
        painter.setPen(QPen(theme.colour("warning"), 1.6))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        own = self.point(tread)
        for level in tread.others:
            centre = QPointF(self.column_x(level), own.y())
            radius = 9.5 if level == tread.after else 5.0
            painter.drawEllipse(centre, radius, radius)

    def _paint_grid(self, painter: QPainter, shown: Sequence[Tread]) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("line"))
        for tread in shown:
            y = self.point(tread).y()
            covered = self._label_rect(painter, tread)
            for level in COLUMNS:
                centre = QPointF(self.column_x(level), y)
                if not covered.contains(centre):
                    painter.drawEllipse(centre, 1.6, 1.6)

    def _paint_line(self, painter: QPainter, shown: Sequence[Tread]) -> None:
        painter.setPen(QPen(theme.colour("accent"), 2))
        for above, below in zip(shown, shown[1:], strict=False):
            start, end = self.point(above), self.point(below)
            corner = QPointF(start.x(), end.y())
            painter.drawLine(start, corner)
            painter.drawLine(corner, end)

    def _paint_dot(self, painter: QPainter, tread: Tread) -> None:
        centre, accent = self.point(tread), theme.colour("accent")
        stepped = tread.first or tread.before != tread.after
        if stepped or tread.moved:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(accent)
            radius = 7.0 if stepped else 5.0
        else:
            painter.setPen(QPen(accent, 2))
            painter.setBrush(theme.colour("page"))
            radius = 4.0
        if tread.note == "locked":
            painter.setPen(QPen(accent, 2))
            painter.setBrush(theme.colour("page"))
        painter.drawEllipse(centre, radius, radius)
        self._paint_label(painter, tread)

    def _paint_label(self, painter: QPainter, tread: Tread) -> None:
        if tread.label:
            stepped = tread.before != tread.after
            box = self._label_rect(painter, tread)
            painter.setFont(theme.font("label" if stepped else "meta"))
            painter.setPen(theme.colour("text1" if stepped else "text2"))
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignHCenter, tread.label)

    def _label_rect(self, painter: QPainter, tread: Tread) -> QRectF:
        """Return the place of the label: right of the line, or left of it where the columns end."""
        if not tread.label:
            return QRectF()
        painter.setFont(theme.font("label"))
        width = painter.fontMetrics().horizontalAdvance(tread.label) + 6
        y = self.point(tread).y() - 9
        left = self.column_x(max(tread.before, tread.after)) + 8
        if left + width > self._right + 8:
            left = self.column_x(min(tread.before, tread.after)) - 9 - width
        return QRectF(left, y, width, 18)
