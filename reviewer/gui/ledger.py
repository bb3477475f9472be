"""A table that is read as a ledger: lines of words and counts, one of them chosen, none edited.

The import log, the backups and the columns of a table are such tables; they differ in what their lines say.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QHeaderView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from reviewer.gui import theme
from reviewer.gui.tables import ROOT, Index

_ROLE = Qt.ItemDataRole
_MIDDLE = Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class Column:
    """A heading with its width, px at 100 %; `number` stands at the right, under its heading."""

    name: str
    width: int
    number: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """What a line says: a cell for each column, a tip, and an icon (name, colour) in the column `at`."""

    cells: tuple[str, ...]
    tip: str = ""
    icon: tuple[str, str] | None = None
    at: int = 0
    strong: bool = False


class _Lines(QAbstractTableModel):
    def __init__(self, columns: Sequence[Column]) -> None:
        super().__init__()
        self.columns = columns
        self.lines: list[Line] = []

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        column = self.columns[section]
        if role == _ROLE.TextAlignmentRole and column.number:
            return Qt.AlignmentFlag.AlignRight | _MIDDLE
        return column.name if role == _ROLE.DisplayRole else None

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> Any:
        line, column = self.lines[index.row()], index.column()
        if role == _ROLE.DisplayRole:
            return line.cells[column]
        if role == _ROLE.AccessibleTextRole:
            return f"{self.columns[column].name}: {line.cells[column]}"
        if role == _ROLE.ToolTipRole:
            return line.tip or line.cells[column]
        if role == _ROLE.TextAlignmentRole and self.columns[column].number:
            return Qt.AlignmentFlag.AlignRight | _MIDDLE
        if role == _ROLE.FontRole and line.strong:
            return theme.font("body", weight=600)
        if role == _ROLE.DecorationRole and line.icon is not None and column == line.at:
            return theme.icon(*line.icon)
        return None


class Ledger(QTableView):
    """Shows lines; arrows choose one, Enter or a double click opens it."""

    chosen = Signal(int)
    """The line that is chosen now, -1 for none."""
    opened = Signal(int)

    def __init__(self, name: str, columns: Sequence[Column], chosen: Callable[[int], object]) -> None:
        super().__init__()
        self._lines = _Lines(columns)
        self.setModel(self._lines)
        self.setAccessibleName(name)
        dress(self)
        self.setItemDelegate(WholeLine(self))
        for at, column in enumerate(columns):
            self.setColumnWidth(at, max(column.width, self.horizontalHeader().sectionSizeHint(at)))
        self.chosen.connect(chosen)
        self.selectionModel().currentRowChanged.connect(lambda now, _before: self.chosen.emit(now.row()))
        self.doubleClicked.connect(lambda index: self.opened.emit(index.row()))

    @property
    def lines(self) -> list[Line]:
        """Return the lines shown."""
        return self._lines.lines

    @property
    def line(self) -> int:
        """Return the number of the line that is chosen, -1 for none."""
        return self.currentIndex().row()

    def show_lines(self, lines: Sequence[Line], at: int) -> None:
        """Show other lines, with the one numbered `at` chosen, or the last if there are fewer."""
        self._lines.beginResetModel()
        self._lines.lines = list(lines)
        self._lines.endResetModel()
        if lines and at >= 0:
            self.selectRow(min(at, len(lines) - 1))
        self.chosen.emit(self.line)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.line >= 0:
            self.opened.emit(self.line)
        else:
            super().keyPressEvent(event)


class WholeLine(QStyledItemDelegate):
    """Draws the cells of a chosen line as one: the frame of the focus around one cell says nothing here."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        without = QStyleOptionViewItem(option)
        without.state &= ~QStyle.StateFlag.State_HasFocus
        super().paint(painter, without, index)
        if option.state & QStyle.StateFlag.State_Selected and index.column() == 0:
            bar = QRectF(option.rect.left(), option.rect.top(), 3, option.rect.height())
            painter.fillRect(bar, theme.colour("accent"))


def dress(view: QTableView) -> None:
    """Make a table look and behave as all ledgers do."""
    view.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
    view.setSelectionMode(QTableView.SelectionMode.SingleSelection)
    view.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
    view.setShowGrid(False)
    view.setProperty("ledger", True)
    view.setWordWrap(False)
    view.setTabKeyNavigation(False)
    view.verticalHeader().hide()
    view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    view.verticalHeader().setDefaultSectionSize(theme.size("row"))
    header = view.horizontalHeader()
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | _MIDDLE)
    header.setHighlightSections(False)
    header.setStretchLastSection(True)
