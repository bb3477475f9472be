"""The list of claims at the left: number, short form, certainty or why there is none, population and size."""

from __future__ import annotations

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

Index = QModelIndex | QPersistentModelIndex
ENTRY_ROLE = int(Qt.ItemDataRole.UserRole) + 1
LEFT, TOP = 14, 9
NO_PARENT = QModelIndex()
LINES = 3
"""A longer short form ends in an ellipsis; the whole statement is the tool tip."""


def state_of(body: Body) -> tuple[int, str, str]:
    """Return (level, words, tone) of a body: its certainty, or that it is still to be graded."""
    rating = body.shown
    if rating is None:
        return 0, "To grade", "text3"
    level = grade.rate(rating).level
    if not rating.graded:
        return level, f"{grade.LABELS[level]}, draft", "text3"
    return level, grade.LABELS[level], "text2"


def spoken(entry: Entry) -> str:
    """Return an entry as a screen reader says it."""
    start = f"Claim {entry.claim.number}, {entry.claim.short}"
    if not entry.gradable:
        return f"{start}, not gradable: {entry.reason}"
    states = "; ".join(f"{body.name}: {state_of(body)[1]}" for body in entry.bodies)
    return f"{start}, {states}, {entry.detail}"


class ClaimsModel(QAbstractListModel):
    """The entries of a shelf."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.shelf = Shelf()

    def show_shelf(self, shelf: Shelf) -> None:
        """Show these entries; the rows stay when only what they say has changed."""
        same = [e.claim.id for e in shelf.entries] == [e.claim.id for e in self.shelf.entries]
        if not same:
            self.beginResetModel()
            self.shelf = shelf
            self.endResetModel()
        elif shelf.entries != self.shelf.entries:
            self.shelf = shelf
            self.dataChanged.emit(self.index(0), self.index(len(shelf.entries) - 1))

    def rowCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.shelf.entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        entry = self.shelf.entries[index.row()]
        if role == ENTRY_ROLE:
            return entry
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{entry.claim.number} {entry.claim.short}"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken(entry)
        if role == Qt.ItemDataRole.ToolTipRole:
            return entry.claim.statement
        return None


class ClaimDelegate(QStyledItemDelegate):
    """Paints an entry: number and short form over as many lines as needed, then its state."""

    def _layout(self, entry: Entry, width: float, strong: bool) -> tuple[QTextLayout, float]:
        """Return the laid-out words and their height; the first line starts after the number."""
        font = theme.font("bodyStrong" if strong else "body")
        layout = QTextLayout(entry.claim.short, font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        indent = QFontMetricsF(theme.font("bodyStrong")).horizontalAdvance(f"{entry.claim.number}") + 6
        layout.beginLayout()
        height, number = 0.0, 0
        while number < LINES:
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(max(20.0, width - (indent if number == 0 else 0)))
            line.setPosition(QPointF(indent if number == 0 else 0, height))
            height += 18
            number += 1
        layout.endLayout()
        return layout, height

    def _states(self, entry: Entry) -> int:
        """Return how many lines the states take: one, or one for each rating that differs."""
        kinds = {state_of(body)[:2] for body in entry.bodies}
        return max(1, len(entry.bodies) if len(kinds) > 1 else 1)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        view = self.parent()
        width = view.viewport().width() if isinstance(view, QListView) else option.rect.width()
        entry = index.data(ENTRY_ROLE)
        strong = isinstance(view, QListView) and view.currentIndex() == index
        _, height = self._layout(entry, width - LEFT - 12, strong)
        return QSize(width, round(TOP + height + 18 * self._states(entry) + 8))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry = index.data(ENTRY_ROLE)
        box = QRectF(option.rect)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        self._paint_ground(painter, option, box, chosen)
        inner = box.adjusted(LEFT, TOP, -12, 0)
        layout, height = self._layout(entry, inner.width(), chosen)
        number = theme.font("bodyStrong")
        painter.setFont(number)
        painter.setPen(theme.tag_colour(entry.hue))
        ascent = QFontMetricsF(number).ascent()
        painter.drawText(QPointF(inner.left(), inner.top() + 1 + ascent), str(entry.claim.number))
        painter.setPen(theme.colour("text1"))
        layout.draw(painter, inner.topLeft())
        self._paint_states(painter, inner.adjusted(0, height, 0, 0), entry)
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

    def _paint_states(self, painter: QPainter, box: QRectF, entry: Entry) -> None:
        if self._states(entry) > 1:
            for number, body in enumerate(entry.bodies):
                line = QRectF(box.left(), box.top() + 18 * number, box.width(), 18)
                size = f"{body.name}, n = {body.participants}" if body.participants is not None else body.name
                self._paint_state(painter, line, state_of(body), size)
            return
        line = QRectF(box.left(), box.top(), box.width(), 18)
        state = state_of(entry.bodies[0]) if entry.bodies else (0, "Not gradable", "text3")
        self._paint_state(painter, line, state, entry.detail)

    def _paint_state(self, painter: QPainter, line: QRectF, state: tuple[int, str, str], detail: str) -> None:
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
        self.setAccessibleName("Claims")
        self.setMinimumWidth(184)
        self.selectionModel().currentChanged.connect(self._tell)
        self.activated.connect(lambda _index: self.opened.emit())
        theme.notifier.themeChanged.connect(self.scheduleDelayedItemsLayout)
        self._telling = True

    def _tell(self, current: QModelIndex, _before: QModelIndex) -> None:
        self.scheduleDelayedItemsLayout()
        if self._telling and current.isValid():
            self.claim_chosen.emit(current.data(ENTRY_ROLE).claim.id)

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
        self.scheduleDelayedItemsLayout()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()
