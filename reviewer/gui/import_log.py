"""The log of imports: every file that was ever imported, and what became of its records."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import PurePath
from typing import Any

from PySide6.QtCore import QAbstractTableModel, Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from reviewer import readers
from reviewer.actions.tables import is_table
from reviewer.gui import theme
from reviewer.gui.choosing import Choosing
from reviewer.gui.import_panel import lines_dialog
from reviewer.gui.importing import save_list
from reviewer.gui.session import Session
from reviewer.gui.tables import ROOT, Index
from reviewer.library import imports
from reviewer.library.imports import Logged, Unread
from reviewer.model import Changes

HEADINGS = ("Time", "Who", "File", "Format", "Added", "Known", "Not read", "State")
_WIDTHS = (144, 96, 190, 112, 64, 64, 76)
_NUMBERS = (4, 5, 6)
_FORMATS = {reader.format: reader.name for reader in readers.READERS}
GOOD = ("whole", "nothing new")
CUT_OFF = "cut off: name the file again to go on"


def state(row: Logged) -> str:
    """Return what is so of an import now."""
    if row.undone:
        return "taken back"
    if not row.whole:
        return CUT_OFF
    if row.added:
        return "whole"
    return "nothing new" if row.duplicates else "not read"


def cells(row: Logged) -> tuple[str, ...]:
    """Return what the columns say of a file."""
    time = datetime.fromisoformat(row.time).astimezone().strftime("%Y-%m-%d %H:%M") if row.time else ""
    counts = (f"{count:,}" if count else "–" for count in (row.added, row.duplicates, row.rejected))
    name = PurePath(row.path).name
    return (time, row.reviewer, name, _FORMATS.get(row.format, row.format), *counts, state(row))


class _Table(QAbstractTableModel):
    def __init__(self) -> None:
        super().__init__()
        self.rows: list[Logged] = []

    def show(self, rows: Sequence[Logged]) -> None:
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(HEADINGS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return HEADINGS[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row, column = self.rows[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return cells(row)[column]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{HEADINGS[column]}: {cells(row)[column]}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return row.path
        if role == Qt.ItemDataRole.TextAlignmentRole and column in _NUMBERS:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.DecorationRole and column == len(HEADINGS) - 1:
            return _sign(row)
        return None


def _sign(row: Logged) -> Any:
    if row.undone:
        return theme.icon("undo", "text3")
    return theme.icon("check", "ok") if state(row) in GOOD else theme.icon("warn", "warning")


class ImportLog(QDialog):
    """A window with the log, which stays true while it is open."""

    def __init__(self, session: Session, choosing: Choosing, parent: QWidget) -> None:
        super().__init__(parent)
        self.session = session
        self.choosing = choosing
        self.setWindowTitle("Import log")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(900, 460)
        self.words = QLabel()
        self.words.setProperty("tone", "2")
        self.model, self.table = _Table(), QTableView()
        self.lines_button, self.save_button = QPushButton("Show the lines"), QPushButton("Save list…")
        self.columns_button = QPushButton("Columns…")
        self.columns_button.setToolTip(
            "Show what the columns of this table hold, and read it again with others"
        )
        self.close_button = QPushButton("Close")
        self._dress_table()
        self._arrange()
        self.table.selectionModel().currentRowChanged.connect(lambda _now, _before: self._enable())
        self.lines_button.clicked.connect(self.show_lines)
        self.save_button.clicked.connect(self.save)
        self.columns_button.clicked.connect(self.show_columns)
        self.close_button.clicked.connect(self.close)
        session.changed.connect(self.refresh)
        self.refresh(None)

    def _dress_table(self) -> None:
        view = self.table
        view.setModel(self.model)
        view.setAccessibleName("Files that were imported, newest first")
        view.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        view.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        view.setShowGrid(False)
        view.setWordWrap(False)
        view.setTabKeyNavigation(False)
        view.doubleClicked.connect(lambda _index: self.show_lines())
        view.verticalHeader().hide()
        view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        view.verticalHeader().setDefaultSectionSize(theme.size("row"))
        header = view.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setStretchLastSection(True)
        for column, width in enumerate(_WIDTHS):
            view.setColumnWidth(column, width)

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.addWidget(self.words)
        column.addWidget(self.table, 1)
        row = QHBoxLayout()
        for button in (self.lines_button, self.save_button, self.columns_button):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.close_button)
        column.addLayout(row)

    def refresh(self, changes: Changes | None) -> None:
        """Read the log again."""
        if self.session.library is None:
            self.close()
            return
        at = max(0, self.table.currentIndex().row())
        rows = self.session.read(imports.log)
        self.model.show(rows)
        told = f"{len(rows):,} {'file' if len(rows) == 1 else 'files'} named for import, newest first."
        self.words.setText(told if rows else "Nothing was imported yet.")
        if rows:
            self.table.selectRow(min(at, len(rows) - 1))
        self._enable()

    def _row(self) -> Logged | None:
        at = self.table.currentIndex().row()
        return self.model.rows[at] if 0 <= at < len(self.model.rows) else None

    def _enable(self) -> None:
        row = self._row()
        for button in (self.lines_button, self.save_button):
            button.setEnabled(row is not None and row.rejected > 0)
        table = row is not None and not row.undone and is_table(row.path, row.format)
        self.columns_button.setEnabled(table)

    def _unread(self) -> list[Unread]:
        """Return what could not be read of the file that is selected."""
        row = self._row()
        found = self.session.read(imports.unread, row.batch) if row is not None else []
        return [one for one in found if row is not None and one.path == row.path]

    def show_lines(self) -> None:
        """Show every record of the file that could not be read, with its words."""
        if self._unread():
            lines_dialog(self, self._unread()).open()

    def show_columns(self) -> None:
        """Show what the columns of the table that is selected hold."""
        row = self._row()
        if row is not None:
            self.choosing.show(row.path, row.source, self)

    def save(self) -> None:
        """Save the records of the file that could not be read as a table."""
        save_list(self, self.session, self._unread())
