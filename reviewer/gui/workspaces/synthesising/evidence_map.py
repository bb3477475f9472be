"""The evidence map: certainty across, tags down, one mark for each claim in each population."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractButton, QFrame, QScrollArea, QWidget

from reviewer.gui import theme
from reviewer.gui.lists import draw_words
from reviewer.language import say
from reviewer.synthesis.evidence_map import EvidenceMap, Mark

LABEL, HEAD = 104, 52
TITLES, EMPTY, OWN = 128, 62, LABEL + 8
MANY = 5
"""Marks beside each other for which a column gets more room."""
LINES = 3
"""Lines that the label of a mark may take."""


UNIT, WIDEST = 12, 46


def unit_of(found: EvidenceMap) -> float:
    """Return the radius of one quote, so that the largest mark of a map has its place."""
    most = max((mark.quotes for mark in found.marks), default=1)
    return min(UNIT, WIDEST / math.sqrt(most))


def radius(quotes: int, unit: float) -> float:
    """Return the radius of a mark: its area is the number of quotes, the smallest can still be seen."""
    return max(4.0, unit * math.sqrt(quotes))


class MarkView(QAbstractButton):
    """One mark: a circle cut into the voices that make the claim, its number and short form below."""

    opened = Signal(object)
    stepped = Signal(object, int)

    def __init__(self, mark: Mark, unit: float, parent: QWidget) -> None:
        super().__init__(parent)
        self.mark, self.radius = mark, radius(mark.quotes, unit)
        self.setAccessibleName(mark.spoken)
        self.setToolTip(mark.spoken)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme.notifier.themeChanged.connect(self.update)
        self.text_lines = self._wrapped()

    def sizeHint(self) -> QSize:
        lines = 15 * len(self.text_lines)
        return QSize(LABEL, round(2 * self.radius) + 10 + lines)

    def _named(self) -> str:
        return f"{self.mark.number} {self.mark.label}" if self.mark.claims == 1 else self.mark.label

    def _wrapped(self) -> list[str]:
        """Return the number with the label in at most LINES lines, and the population in one of its own."""
        metrics = QFontMetrics(theme.font("meta"))
        lines = [""]
        for word in self._named().split():
            longer = f"{lines[-1]} {word}".strip()
            if metrics.horizontalAdvance(longer) <= LABEL - 6 or not lines[-1]:
                lines[-1] = longer
            else:
                lines.append(word)
        lines = [*lines[: LINES - 1], " ".join(lines[LINES - 1 :])] if len(lines) > LINES else lines
        lines += [self.mark.population] if self.mark.population else []
        return [metrics.elidedText(line, Qt.TextElideMode.ElideRight, LABEL - 4) for line in lines]

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.isChecked():
            painter.fillRect(self.rect(), theme.colour("selected"))
        r = self.radius
        box = QRectF(self.width() / 2 - r, 4, 2 * r, 2 * r)
        draw_mark(painter, box, self.mark.parts)
        painter.setFont(theme.font("meta"))
        painter.setPen(theme.colour("text1"))
        for number, line in enumerate(self.text_lines):
            place = QRectF(0, box.bottom() + 4 + 15 * number, self.width(), 15)
            own = bool(self.mark.population) and number == len(self.text_lines) - 1
            _write(painter, place, line, "" if number or own else str(self.mark.number or ""), own)
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        ways = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}
        way = ways.get(Qt.Key(event.key()), 0)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(self.mark)
        elif way:
            self.stepped.emit(self, way)
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.opened.emit(self.mark)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.clicked.emit()
        self.update()


def _write(painter: QPainter, box: QRectF, line: str, number: str, strong: bool) -> None:
    """Write a line in the middle of a box, with the number it begins with in bold."""
    bold, plain = theme.font("meta", weight=600), theme.font("meta")
    if strong or not number:
        painter.setFont(bold if strong else plain)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, line)
        return
    rest = line.removeprefix(number)
    wide = QFontMetrics(bold).horizontalAdvance(number)
    left = box.center().x() - (wide + QFontMetrics(plain).horizontalAdvance(rest)) / 2
    for font, text, at in ((bold, number, left), (plain, rest, left + wide)):
        painter.setFont(font)
        place = QRectF(at, box.top(), box.width(), box.height())
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, text)


def draw_mark(painter: QPainter, box: QRectF, parts: Sequence[tuple[object, int]]) -> None:
    """Draw a circle cut from the top, clockwise, into voices, each with its pattern and outline."""
    total = sum(count for _, count in parts)
    start = 90.0
    for voice, count in parts:
        name = theme.voice_of(str(voice))
        span = -360.0 * count / total
        path = QPainterPath()
        if len(parts) == 1:
            path.addEllipse(box)
        else:
            path.moveTo(box.center())
            path.arcTo(box, start, span)
            path.closeSubpath()
        painter.setBrushOrigin(QPointF(round(box.left()), round(box.top())))
        painter.setBrush(theme.voice_brush(name, painter.device().devicePixelRatioF()))
        painter.setPen(QPen(theme.colour(name), 1.2))
        painter.drawPath(path)
        start += span


class Sheet(QWidget):
    """The map itself, as wide as there is room and as high as its rows."""

    chosen = Signal(object)
    opened = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(say("Evidence map"))
        self.setProperty("pane", "page")
        self.found = EvidenceMap((), (), ())
        self.views: list[MarkView] = []
        self._cells: dict[tuple[int, int], list[MarkView]] = {}
        self._lefts: list[int] = []
        self._tops: list[int] = []
        self._unit = float(UNIT)
        theme.notifier.themeChanged.connect(self.update)

    def show_map(self, found: EvidenceMap) -> None:
        """Show a map in place of the one before."""
        if found == self.found:
            return
        self.found = found
        focused = next((view.mark for view in self.views if view.hasFocus()), None)
        for view in self.views:
            view.hide()
            view.deleteLater()
        self.views, self._cells, self._unit = [], {}, unit_of(found)
        for row, line in enumerate(found.rows):
            for column, (key, _) in enumerate(found.columns):
                for mark in line.cells.get(key, ()):
                    self._add(mark, row, column)
        self.lay_out()
        for view in self.views:
            if focused is not None and _body(view.mark) == _body(focused):
                view.setFocus(Qt.FocusReason.OtherFocusReason)
        self.update()

    def _add(self, mark: Mark, row: int, column: int) -> None:
        view = MarkView(mark, self._unit, self)
        view.clicked.connect(lambda: self.chosen.emit(mark))
        view.opened.connect(self.opened)
        view.stepped.connect(self._step)
        view.show()
        self.views.append(view)
        self._cells.setdefault((row, column), []).append(view)

    def _step(self, view: MarkView, way: int) -> None:
        place = self.views.index(view) + way
        if 0 <= place < len(self.views):
            self.views[place].setFocus(Qt.FocusReason.OtherFocusReason)

    def select(self, claim: int | None) -> None:
        """Mark the claim that is selected everywhere."""
        for view in self.views:
            view.setChecked(claim is not None and view.mark.claim == claim)

    # ------------------------------------------------------------------ where everything stands

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.lay_out()

    def lay_out(self) -> None:
        """Give columns a width by what stands in them, rows a height, marks their places."""
        if not self.found.rows:
            return
        self._lefts = self._columns()
        top, self._tops = HEAD, []
        for row in range(len(self.found.rows)):
            self._tops.append(top)
            heights = [self._fill(row, column, top) for column in range(len(self.found.columns))]
            top += max(40, *heights)
        self._tops.append(top)
        self.setMinimumHeight(top + 70)
        self.setMinimumWidth(self._least())

    def _least(self) -> int:
        filled = len({column for _, column in self._cells})
        return TITLES + 14 + OWN * filled + EMPTY * (len(self.found.columns) - filled)

    def _columns(self) -> list[int]:
        """Return where each column begins, and where the last ends; what is empty takes little room."""
        most = [0] * len(self.found.columns)
        for (_, column), views in self._cells.items():
            most[column] = max(most[column], min(MANY, len(views)))
        filled = len(most) - most.count(0)
        spare = max(self._least(), self.width()) - TITLES - 14 - EMPTY * most.count(0) - OWN * filled
        more = max(1, sum(most) - filled)
        lefts = [TITLES]
        for marks in most:
            wide = OWN + spare * (marks - 1) // more if marks else EMPTY
            lefts.append(lefts[-1] + wide)
        return lefts

    def _fill(self, row: int, column: int, top: int) -> int:
        """Place the marks of a cell beside and below each other; returns how high the cell is."""
        marks = self._cells.get((row, column), [])
        left, wide = self._lefts[column], self._lefts[column + 1] - self._lefts[column]
        across = max(1, min(len(marks) or 1, (wide - 4) // (LABEL + 2)))
        height = 8
        for first in range(0, len(marks), across):
            line = marks[first : first + across]
            tallest = max(view.sizeHint().height() for view in line)
            margin = (wide - LABEL * len(line)) // (len(line) + 1)
            for number, view in enumerate(line):
                at = left + margin + number * (LABEL + margin)
                view.setGeometry(QRect(QPoint(at, top + height), QSize(LABEL, view.sizeHint().height())))
            height += tallest + 6
        return height + 4 if marks else 0

    # ------------------------------------------------------------------ drawing

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("page"))
        if self.found.rows and self._tops:
            self._paint_heads(painter)
            self._paint_lines(painter)
            self._paint_notes(painter)
        painter.end()

    def _paint_heads(self, painter: QPainter) -> None:
        for number, (key, title) in enumerate(self.found.columns):
            left, right = self._lefts[number], self._lefts[number + 1]
            if key.isdigit():
                box = QRectF((left + right) / 2 - 27, 8, 55, 14)
                theme.draw_certainty(painter, box, int(key))
            painter.setFont(theme.font("small", weight=600))
            painter.setPen(theme.colour("text2"))
            painter.drawText(QRectF(left, 24, right - left, 22), Qt.AlignmentFlag.AlignCenter, title)
        painter.fillRect(QRectF(14, HEAD - 2, self._lefts[-1] - 14, 1.5), theme.colour("text1"))

    def _paint_lines(self, painter: QPainter) -> None:
        bottom = self._tops[-1]
        for left in self._lefts[:-1]:
            painter.fillRect(QRectF(left, HEAD, 1, bottom - HEAD), theme.colour("hair"))
        for number, row in enumerate(self.found.rows):
            top, end = self._tops[number], self._tops[number + 1]
            if number:
                painter.fillRect(QRectF(14, top, self._lefts[-1] - 14, 1), theme.colour("hair"))
            if row.hue:
                painter.fillRect(QRectF(14, (top + end) / 2 - 7, 4, 14), theme.tag_colour(row.hue))
            draw_words(painter, QRectF(24, top, TITLES - 28, end - top), row.title, "bodyStrong", "text1")
        painter.fillRect(QRectF(14, bottom, self._lefts[-1] - 14, 1.5), theme.colour("text1"))

    def _paint_notes(self, painter: QPainter) -> None:
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour("text2"))
        box = QRectF(14, self._tops[-1] + 10, self._lefts[-1] - 14, 56)
        painter.drawText(box, Qt.TextFlag.TextWordWrap, " ".join(self.found.notes))


def _body(mark: Mark) -> tuple[int, int | None]:
    return mark.claim, mark.key


class MapPane(QScrollArea):
    """The map, scrolling where the window is too small for it."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(say("Evidence map"))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.sheet = Sheet()
        self.setWidget(self.sheet)

    def focus(self) -> None:
        """Take the keyboard, at the selected mark or at the first."""
        views = self.sheet.views
        wanted = next((view for view in views if view.isChecked()), views[0] if views else None)
        if wanted is not None:
            wanted.setFocus(Qt.FocusReason.OtherFocusReason)
