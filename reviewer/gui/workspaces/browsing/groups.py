"""Groups of records of one work as lines of a list, and the list that shows them in the left dock."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QLabel, QStyledItemDelegate, QStyleOptionViewItem, QVBoxLayout, QWidget

from reviewer.gui import theme
from reviewer.gui.fields import hair, words
from reviewer.gui.lists import ROW, List, Rows, draw_ground, draw_words
from reviewer.language import amount, later, say, say_count

CERTAIN, CHECK, SAME, PART, APART = (
    later("certain"), later("to check"), later("joined"), later("joined in part"), later("two works"),
)  # fmt: skip
RELATED = "not duplicates"
_SIGNS = {
    CERTAIN: ("check", "ok"),
    CHECK: ("warn", "warning"),
    SAME: ("link", "text3"),
    PART: ("link", "text3"),
    APART: ("split", "text3"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a list: its number, the records, how alike they are, and what is so of them.

    `state` is CERTAIN or CHECK while nobody has answered, SAME, PART or APART after it, and RELATED for a
    pair that only looks alike; `relation` says what such a pair is.
    """

    number: int
    ids: tuple[int, ...]
    title: str
    score: float
    state: str
    reason: str
    relation: str = ""

    @property
    def open(self) -> bool:
        """Return whether the line waits for an answer."""
        return self.state in (CERTAIN, CHECK)

    @property
    def may_answer(self) -> bool:
        """Return whether one can say that the records are of one work: nobody has, or said they are not."""
        return self.open or self.state == APART

    @property
    def ticks(self) -> bool:
        """Return whether some of the records can be joined and others not."""
        return self.may_answer and len(self.ids) > 2


def spoken(line: Line) -> str:
    """Return a row as it is read out."""
    if line.state == RELATED:
        return say("Not duplicates, {relation}: {title}", relation=say(line.relation), title=line.title)
    return say(
        "Group {number}, {state}, {percent} percent alike, {count} records, {title}",
        number=line.number,
        state=say(line.state),
        percent=f"{100 * line.score:.0f}",
        count=len(line.ids),
        title=line.title,
    )


class _Lines(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        return QSize(120, 48)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        line: Line = index.data(ROW)
        painter.save()
        box = draw_ground(painter, option)
        painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), theme.colour("hair"))
        top = QRectF(box.left() + 12, box.top() + 5, box.width() - 24, 19)
        if line.state == RELATED:
            draw_words(painter, top, say(line.relation.capitalize()), "small", "text2", 600)
        else:
            draw_words(painter, top, amount(line.number), "small", "text2")
            right = self._draw_state(painter, top, line.state)
            middle = QRectF(top.left() + 34, top.top(), right - top.left() - 40, 19)
            count = say(
                "{percent} % · {count} records", percent=f"{100 * line.score:.0f}", count=len(line.ids)
            )
            draw_words(painter, middle, count, "small", "text2")
        ink = "text1" if line.open else "text3"
        room = QRectF(top.left(), top.bottom(), top.width(), 19)
        draw_words(painter, room, line.title or say("No title in the source"), "quote", ink)
        painter.restore()

    def _draw_state(self, painter: QPainter, top: QRectF, state: str) -> float:
        """Draw the state with its sign at the right; returns where it begins."""
        sign, ink = _SIGNS[state]
        painter.setFont(theme.font("meta", weight=600 if state == CHECK else 400))
        said = say(state)
        wide = painter.fontMetrics().horizontalAdvance(said)
        painter.setPen(theme.colour(ink))
        painter.drawText(top, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, said)
        theme.draw_icon(painter, QRectF(top.right() - wide - 20, top.top(), 15, top.height()), sign, ink)
        return top.right() - wide - 24


class GroupLists(QWidget):
    """The groups over the pairs that only look alike; the row the keyboard is on is the one shown."""

    picked = Signal(object)
    """The Line that should be shown."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("pane", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(say("Duplicates"))
        self.groups = Rows(spoken)
        self.related = Rows(spoken)
        self.group_list = self._list(self.groups, say("Groups of records of one work"))
        self.related_list = self._list(self.related, say("Pairs that only look alike"))
        self.heading: QLabel = words("", "label", "2")
        self.heading.setContentsMargins(12, 8, 12, 6)
        self.rule = hair("line")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.group_list, 3)
        for widget in (self.rule, self.heading):
            column.addWidget(widget)
        column.addWidget(self.related_list, 1)
        self.show_lines([], [])

    def _list(self, model: Rows, name: str) -> List:
        made = List(model, _Lines(), name)
        made.setUniformItemSizes(True)
        made.setMinimumHeight(96)
        made.run = self.picked.emit
        made.selectionModel().currentChanged.connect(lambda now, _before: self._walked(made, now))
        return made

    def _walked(self, own: List, now: QModelIndex) -> None:
        if now.isValid() and own.hasFocus():
            self.picked.emit(now.data(ROW))

    def show_lines(self, groups: Sequence[Line], related: Sequence[Line]) -> None:
        """Show these groups and pairs in place of those before."""
        self.groups.show(groups)
        self.related.show(related)
        count = len(related)
        self.heading.setText(say_count(count, "{n} pair only looks alike", "{n} pairs only look alike"))
        self.group_list.setVisible(bool(groups) or not related)
        for widget in (self.rule, self.heading, self.related_list):
            widget.setVisible(bool(related))

    def mark(self, line: Line | None) -> None:
        """Put the keyboard on a line, without a word about it."""
        at = line.number - 1 if line is not None else -1
        related = line is not None and line.state == RELATED
        self.group_list.go_to(-1 if related else at)
        self.related_list.go_to(at if related else -1)

    def sizeHint(self) -> QSize:
        return QSize(theme.size("dockLeft"), 400)
