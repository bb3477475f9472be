"""The list model that the docks share: rows of plain data, drawn by a delegate of the dock."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from reviewer.gui import theme

ROW = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_CTRL = Qt.KeyboardModifier.ControlModifier


class Rows(QAbstractListModel):
    """Rows of any kind; `spoken` says each of them aloud."""

    def __init__(self, spoken: Callable[[Any], str]) -> None:
        super().__init__()
        self.rows: Sequence[Any] = ()
        self._spoken = spoken

    def show(self, rows: Sequence[Any]) -> None:
        """Show these rows in place of those before."""
        if list(rows) == list(self.rows):
            return
        if len(rows) == len(self.rows):
            self.rows = tuple(rows)
            self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))
            return
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.rows[index.row()]
        if role == ROW:
            return row
        spoken = (
            Qt.ItemDataRole.AccessibleTextRole,
            Qt.ItemDataRole.ToolTipRole,
            Qt.ItemDataRole.DisplayRole,
        )
        return self._spoken(row) if role in spoken else None


class List(QListView):
    """A list whose rows act on Enter and on a click alike."""

    def __init__(self, model: Rows, delegate: QStyledItemDelegate, name: str) -> None:
        super().__init__()
        self.setModel(model)
        self.setItemDelegate(delegate)
        delegate.setParent(self)
        self.setAccessibleName(name)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.run: Callable[[Any], None] = lambda _row: None
        self.clicked.connect(lambda index: self.run(index.data(ROW)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and not event.modifiers() & _CTRL and self.currentIndex().isValid():
            self.run(self.currentIndex().data(ROW))
            event.accept()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(200, sum(self.sizeHintForRow(n) for n in range(min(self.model().rowCount(), 40))) + 2)

    def current_row(self) -> Any:
        """Return the row the keyboard is on, or None."""
        return self.currentIndex().data(ROW) if self.currentIndex().isValid() else None

    def go_to(self, number: int) -> None:
        """Make a row the current one without running it; -1 for none."""
        index = self.model().index(number, 0)
        if index != self.currentIndex() or index.isValid() != self.selectionModel().hasSelection():
            self.setCurrentIndex(index)
            self.selectionModel().select(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)


def draw_ground(painter: QPainter, option: QStyleOptionViewItem, calm: bool = False) -> QRectF:
    """Draw what lies behind a row (hover, selection, focus ring) and return its box.

    `calm` draws the selection as the neutral one, for a list that only follows another.
    """
    box = QRectF(option.rect)
    state = option.state
    if state & QStyle.StateFlag.State_Selected:
        painter.fillRect(box, theme.colour("selectedInactive" if calm else "selected"))
        if not calm:
            painter.fillRect(QRectF(box.left(), box.top(), 3, box.height()), theme.colour("accent"))
    elif state & QStyle.StateFlag.State_MouseOver:
        painter.fillRect(box, theme.colour("hover"))
    if state & QStyle.StateFlag.State_HasFocus:
        painter.setPen(theme.colour("accent"))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))
        painter.drawRect(box.adjusted(1.5, 1.5, -1.5, -1.5))
    return box


def draw_words(
    painter: QPainter, box: QRectF, text: str, type: str, ink: str, weight: int | None = None
) -> float:
    """Draw words in one line, cut to the box; returns where they end."""
    painter.setFont(theme.font(type, weight=weight))
    painter.setPen(theme.colour(ink))
    metrics = painter.fontMetrics()
    cut = metrics.elidedText(text, Qt.TextElideMode.ElideRight, round(box.width()))
    painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, cut)
    return box.left() + metrics.horizontalAdvance(cut)


def draw_right(painter: QPainter, box: QRectF, text: str, type: str, ink: str) -> float:
    """Draw words at the right of a box; returns where they begin."""
    painter.setFont(theme.font(type))
    painter.setPen(theme.colour(ink))
    painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, text)
    return box.right() - painter.fontMetrics().horizontalAdvance(text)
