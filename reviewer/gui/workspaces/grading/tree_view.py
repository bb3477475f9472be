"""A decision table drawn as a tree, from the first question to the judgement; the way taken is lit.

The way is lit by weight and colour, and where it stands open the next question has a ring. What is drawn is
grown from the rules of the file (`appraisal.trees`), so it is what decides.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from reviewer.appraisal.decisions import values
from reviewer.appraisal.instrument import Instrument
from reviewer.appraisal.standing import called
from reviewer.appraisal.trees import Drawn, Fork, Leaf, Spot, laid, trees
from reviewer.gui import theme
from reviewer.gui.workspaces.grading.verdicts import SIZE, draw_verdict
from reviewer.language import say
from reviewer.model import Answer

LINE, TITLE, GAP = 20, 20, 10
"""Pixels from one end to the next below it, for a title, and between two trees."""
STEP = 104
END = 150
LEFT = 8
"""Pixels from one question to the next, for the words of an end, and to the first question."""
LEAD, AIR = 11, 3
"""Pixels of line before the words of a branch, and of air on both sides of them."""
LEAVE = say("For you to judge")


class TreeView(QWidget):
    """The trees behind one judgement, one below the other."""

    def __init__(self, form: Instrument, judgement: str) -> None:
        super().__init__()
        self._form, self._judgement = form, judgement
        self.shown: tuple[tuple[Drawn, tuple[Spot, ...]], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        theme.notifier.themeChanged.connect(self.update)

    def show_answers(self, answers: Mapping[str, Answer]) -> None:
        """Grow the trees for what is answered elsewhere on the form, and light the way taken."""
        known = values(self._form, answers)
        found = trees(self._form, self._judgement, answers)
        shown = tuple((drawn, laid(drawn, known)) for drawn in found)
        if shown == self.shown:
            return
        self.shown = shown
        self.setVisible(bool(shown))
        self.setAccessibleName(
            say("Path: {steps}", steps="; ".join(self._spoken(spots) for _, spots in shown))
        )
        self.updateGeometry()
        self.update()

    def _spoken(self, spots: tuple[Spot, ...]) -> str:
        """Return the way taken in words, as in "1.2 Y, 1.1 NI, 1.3 open"."""
        way = [spot for spot in spots if spot.lit]
        said = [f"{spot.of} {self._words(spot.of, spot.keys)}" for spot in way if spot.of]
        ends = [spot.tree for spot in way if spot.last]
        said += [
            say("{question} open", question=end.name) if isinstance(end, Fork) else self._end(end)[0]
            for end in ends
        ]
        return ", ".join(said)

    def _words(self, name: str, keys: tuple[str, ...]) -> str:
        """Return the answers that take a branch, as in "N PN NI"."""
        item = next((each for each in self._form.items if each.id == name), None)
        options = item.answers if item else self._form.overall
        return " ".join(say(each.label) for each in options if each.key in keys or each.same in keys)

    def _end(self, leaf: Fork | Leaf) -> tuple[str, str]:
        """Return the word and the sign of an end."""
        value = leaf.value if isinstance(leaf, Leaf) else ""
        options = self._form.item(self._judgement).answers
        found = next((each for each in options if each.key == value), None)
        return (say(found.label), found.sign) if found else (LEAVE, "")

    # ------------------------------------------------------------------ size and paint

    def sizeHint(self) -> QSize:
        spots = [spot for _, found in self.shown for spot in found]
        wide = max((spot.column for spot in spots), default=0) * STEP + END
        return QSize(wide + LEFT, round(self._height()))

    def minimumSizeHint(self) -> QSize:
        return QSize(200, round(self._height()))

    def _height(self) -> float:
        return sum(self._tall(drawn, spots) for drawn, spots in self.shown)

    def _tall(self, drawn: Drawn, spots: tuple[Spot, ...]) -> float:
        rows = sum(1 for spot in spots if isinstance(spot.tree, Leaf))
        return rows * LINE + (TITLE if drawn.title else 0) + GAP

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(LEFT, 2)
        columns = max((spot.column for _, found in self.shown for spot in found), default=1) or 1
        step = min(STEP, (self.width() - END - LEFT) / columns)
        for drawn, spots in self.shown:
            painter.save()
            if drawn.title:
                painter.setFont(theme.font("meta", weight=600))
                painter.setPen(theme.colour("text2"))
                painter.drawText(
                    QRectF(0, 0, self.width(), TITLE), Qt.AlignmentFlag.AlignVCenter, drawn.title
                )
                painter.translate(0, TITLE)
            for spot in sorted(spots, key=lambda each: each.lit):
                self._paint_spot(painter, spot, step)
            painter.restore()
            painter.translate(0, self._tall(drawn, spots))
        painter.end()

    def _paint_spot(self, painter: QPainter, spot: Spot, step: float) -> None:
        at = QPointF(spot.column * step, spot.row * LINE + LINE / 2)
        ink = theme.colour("accent" if spot.lit else "control")
        text = theme.colour("text1" if spot.lit else "text3")
        if spot.above is not None:
            self._paint_edge(painter, spot, at, step, QPen(ink, 2 if spot.lit else 1))
        if isinstance(spot.tree, Leaf):
            self._paint_end(painter, spot, at)
            return
        font = theme.font("meta", weight=600 if spot.lit else 400)
        box = QRectF(at.x(), at.y() - 8, self._wide(spot.tree.name), 16)
        painter.setPen(QPen(ink, 2 if spot.last else 1))
        painter.setBrush(theme.colour("accentTint" if spot.lit else "field"))
        painter.drawRoundedRect(box, 3, 3)
        painter.setPen(text)
        painter.setFont(font)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, called(self._form, spot.tree.name))

    def _wide(self, name: str) -> float:
        """Return the width of the box of a question."""
        font = theme.font("meta", weight=600)
        return QFontMetricsF(font).horizontalAdvance(called(self._form, name)) + 10

    def _paint_edge(self, painter: QPainter, spot: Spot, at: QPointF, step: float, pen: QPen) -> None:
        assert spot.above is not None
        column, row = spot.above
        start = QPointF(column * step + self._wide(spot.of), row * LINE + LINE / 2)
        bend = start.x() + 8
        words = self._words(spot.of, spot.keys)
        painter.setFont(theme.font("meta", pixels=9.5, weight=600 if spot.lit else 400))
        metrics = painter.fontMetrics()
        left = bend + LEAD
        room = QRectF(left, at.y() - 6, max(10.0, at.x() - left - AIR), 12)
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, int(room.width()))
        path = QPainterPath(start)
        path.lineTo(bend, start.y())
        path.lineTo(bend, at.y())
        path.lineTo(left - AIR, at.y())
        path.moveTo(min(at.x(), left + metrics.horizontalAdvance(shown) + AIR), at.y())
        path.lineTo(at)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(path)
        painter.setPen(theme.colour("text1" if spot.lit else "text3"))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, shown)

    def _paint_end(self, painter: QPainter, spot: Spot, at: QPointF) -> None:
        word, sign = self._end(spot.tree)
        left = at.x()
        if sign:
            painter.setOpacity(1.0 if spot.lit else 0.55)
            draw_verdict(painter, QRectF(left, at.y() - SIZE / 2, SIZE, SIZE), sign)
            painter.setOpacity(1.0)
            left += SIZE + 5
        painter.setFont(theme.font("meta", weight=600 if spot.lit else 400))
        painter.setPen(theme.colour("text1" if spot.lit else "text3"))
        room = QRectF(left, at.y() - LINE / 2, self.width() - LEFT - left, LINE)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, word)
