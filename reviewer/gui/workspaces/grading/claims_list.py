"""The list of claims at the left: number, short form, certainty or why there is none, population and size."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetricsF, QPainter, QPen, QResizeEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from reviewer.appraisal import grade
from reviewer.gui import theme
from reviewer.gui.workspaces.grading.bodies import Body, Entry, Shelf
from reviewer.language import say
from reviewer.model import Shared

Index = QModelIndex | QPersistentModelIndex
ENTRY_ROLE = int(Qt.ItemDataRole.UserRole) + 1
STATES_ROLE = ENTRY_ROLE + 1
State = tuple[int, str, str]
"""(level or 0, words, tone) of a body."""
LEFT, TOP = 14, 9
NO_PARENT = QModelIndex()
LINES = 3
"""A longer short form is cut; the whole statement is the tool tip."""


def state_of(body: Body) -> State:
    """Return (level, words, tone) of a body: its certainty, or that it is still to be graded."""
    rating = body.shown
    if rating is None:
        return 0, say("To grade"), "text3"
    if rating.shared is Shared.DIFFERS:
        return 0, say("Not settled", context="claim"), "text2"
    level = grade.rate(rating).level
    if not rating.graded:
        return level, say("{level}, draft", level=say(grade.LABELS[level])), "text3"
    return level, say(grade.LABELS[level]), "text2"


NOT_GRADABLE: State = (0, say("Not gradable"), "text3")


def state_lines(states: list[State]) -> int:
    """Return how many lines states take: one, or one for each body where they differ."""
    return len(states) if len({state[:2] for state in states}) > 1 else 1


def lay_out(text: str, number: int, width: float, strong: bool) -> tuple[QTextLayout, int]:
    """Return words laid out and how many lines they take; the first starts after the number."""
    layout = QTextLayout(text, theme.font("bodyStrong" if strong else "body"))
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    indent = QFontMetricsF(theme.font("bodyStrong")).horizontalAdvance(str(number)) + 6
    lines = 0
    layout.beginLayout()
    while lines < LINES and (line := layout.createLine()).isValid():
        left = indent if lines == 0 else 0.0
        line.setLineWidth(max(20.0, width - left))
        line.setPosition(QPointF(left, 18.0 * lines))
        lines += 1
    layout.endLayout()
    return layout, lines


@lru_cache(maxsize=4096)
def line_count(text: str, number: int, width: float, strong: bool) -> int:
    """Return how many lines words take; asked for every row whenever the list is laid out."""
    return lay_out(text, number, width, strong)[1]


def spoken(entry: Entry) -> str:
    """Return an entry as a screen reader says it."""
    number, claim = entry.claim.number, entry.claim.short
    if not entry.gradable:
        return say(
            "Claim {number}, {claim}, not gradable: {reason}", number=number, claim=claim, reason=entry.reason
        )
    states = "; ".join(f"{body.name}: {state_of(body)[1]}" for body in entry.bodies)
    start = say("Claim {number}, {claim}", number=number, claim=claim)
    return f"{start}, {states}, {entry.detail}"


class ClaimsModel(QAbstractListModel):
    """The entries of a shelf."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.shelf = Shelf()
        self._states: list[list[State]] = []

    def show_shelf(self, shelf: Shelf) -> None:
        """Show these entries; the rows stay when only what they say has changed."""
        self._states = [[state_of(body) for body in entry.bodies] for entry in shelf.entries]
        same = [e.claim.id for e in shelf.entries] == [e.claim.id for e in self.shelf.entries]
        if not same:
            self.beginResetModel()
            self.shelf = shelf
            self.endResetModel()
        elif shelf.entries != self.shelf.entries:
            self.shelf = shelf
            self.dataChanged.emit(self.index(0), self.index(len(shelf.entries) - 1))
            self.layoutChanged.emit()

    def rowCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.shelf.entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        entry = self.shelf.entries[index.row()]
        if role == ENTRY_ROLE:
            return entry
        if role == STATES_ROLE:
            return self._states[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{entry.claim.number} {entry.claim.short}"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken(entry)
        if role == Qt.ItemDataRole.ToolTipRole:
            return entry.claim.statement
        return None


class ClaimDelegate(QStyledItemDelegate):
    """Paints an entry: number and short form over as many lines as needed, then its state."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        view = self.parent()
        width = view.viewport().width() if isinstance(view, QListView) else option.rect.width()
        claim = index.data(ENTRY_ROLE).claim
        strong = isinstance(view, QListView) and view.currentIndex() == index
        lines = line_count(claim.short, claim.number, width - LEFT - 12, strong)
        return QSize(width, TOP + 18 * (lines + state_lines(index.data(STATES_ROLE))) + 8)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry = index.data(ENTRY_ROLE)
        box = QRectF(option.rect)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        self._paint_ground(painter, option, box, chosen)
        inner = box.adjusted(LEFT, TOP, -12, 0)
        layout, lines = lay_out(entry.claim.short, entry.claim.number, inner.width(), chosen)
        number = theme.font("bodyStrong")
        painter.setFont(number)
        painter.setPen(theme.tag_colour(entry.hue))
        ascent = QFontMetricsF(number).ascent()
        painter.drawText(QPointF(inner.left(), inner.top() + 1 + ascent), str(entry.claim.number))
        painter.setPen(theme.colour("text1"))
        layout.draw(painter, inner.topLeft())
        self._paint_states(painter, inner.adjusted(0, 18 * lines, 0, 0), entry, index.data(STATES_ROLE))
        painter.restore()

    def _paint_ground(
        self, painter: QPainter, option: QStyleOptionViewItem, box: QRectF, chosen: bool
    ) -> None:
        over = bool(option.state & QStyle.StateFlag.State_MouseOver)
        painter.fillRect(box, theme.colour("selected" if chosen else "hover" if over else "panel"))
        painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), theme.colour("hair"))
        if chosen:
            painter.fillRect(QRectF(box.left(), box.top(), 3, box.height() - 1), theme.colour("accent"))
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.drawRect(box.adjusted(1, 1, -1, -2))

    def _paint_states(self, painter: QPainter, box: QRectF, entry: Entry, states: list[State]) -> None:
        if state_lines(states) > 1:
            for number, body in enumerate(entry.bodies):
                line = QRectF(box.left(), box.top() + 18 * number, box.width(), 18)
                size = f"{body.name}, n = {body.participants}" if body.participants is not None else body.name
                self._paint_state(painter, line, states[number], size)
            return
        line = QRectF(box.left(), box.top(), box.width(), 18)
        self._paint_state(painter, line, states[0] if states else NOT_GRADABLE, entry.detail)

    def _paint_state(self, painter: QPainter, line: QRectF, state: State, detail: str) -> None:
        level, text, tone = state
        left = line.left()
        meta = theme.font("meta")
        metrics = QFontMetricsF(meta)
        if level:
            sign = QRectF(left, line.center().y() - 5, 60, 10)
            left = theme.draw_certainty(painter, sign, level, tone).right() + 8
        painter.setFont(meta)
        painter.setPen(theme.colour(tone))
        where = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(left, line.top(), line.right() - left, 18), where, text)
        left += metrics.horizontalAdvance(text) + 10
        painter.setPen(theme.colour("text2" if level else "text3"))
        room = QRectF(left, line.top(), line.right() - left, 18)
        shown = metrics.elidedText(detail, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, where | Qt.AlignmentFlag.AlignRight, shown)


class ClaimsView(QListView):
    """The list itself; tells which claim a person went to."""

    claim_chosen = Signal(int)
    opened = Signal()
    """Enter or a double click: on to the sheet."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.claims = ClaimsModel(self)
        self.setModel(self.claims)
        self.setItemDelegate(ClaimDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setAccessibleName(say("Claims"))
        self.setMinimumWidth(184)
        self.selectionModel().currentChanged.connect(self._tell)
        self.activated.connect(lambda _index: self.opened.emit())
        theme.notifier.themeChanged.connect(line_count.cache_clear)
        theme.notifier.themeChanged.connect(self.scheduleDelayedItemsLayout)
        self._telling = True

    def _tell(self, current: QModelIndex, _before: QModelIndex) -> None:
        self.scheduleDelayedItemsLayout()
        if self._telling and current.isValid():
            self.claim_chosen.emit(current.data(ENTRY_ROLE).claim.id)

    def sizeHint(self) -> QSize:
        return QSize(248, 600)

    def show_shelf(self, shelf: Shelf, claim: int | None) -> None:
        """Show the entries, with one claim selected."""
        self._telling = False
        self.claims.show_shelf(shelf)
        ids = [entry.claim.id for entry in shelf.entries]
        if claim in ids:
            self.setCurrentIndex(self.claims.index(ids.index(claim)))
        else:
            self.clearSelection()
        self._telling = True

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()
