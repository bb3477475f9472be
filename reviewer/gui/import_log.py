"""The log of imports: every file that was ever imported, and what became of its records."""

from __future__ import annotations

from datetime import datetime
from pathlib import PurePath

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from reviewer import readers
from reviewer.actions.tables import is_table
from reviewer.gui.choosing import Choosing
from reviewer.gui.import_panel import lines_dialog
from reviewer.gui.importing import save_list
from reviewer.gui.ledger import Column, Ledger, Line
from reviewer.gui.session import Session
from reviewer.language import amount, say, say_count
from reviewer.library import imports
from reviewer.library.imports import Logged, Unread
from reviewer.model import Changes

COLUMNS = (
    Column(say("Time"), 148),
    Column(say("Who"), 96),
    Column(say("File"), 200),
    Column(say("Format"), 120),
    Column(say("Added"), 64, number=True),
    Column(say("Known"), 64, number=True),
    Column(say("Not read"), 80, number=True),
    Column(say("State"), 160),
)
_FORMATS = {reader.format: say(reader.name) for reader in readers.READERS}
WHOLE = say("whole", context="file")
GOOD = (WHOLE, say("nothing new"))
CUT_OFF = say("cut off: name the file again to go on")


def state(row: Logged) -> str:
    """Return what is so of an import now."""
    if row.undone:
        return say("taken back")
    if not row.whole:
        return CUT_OFF
    if row.added:
        return WHOLE
    return say("nothing new") if row.duplicates else say("not read")


def cells(row: Logged) -> tuple[str, ...]:
    """Return what the columns say of a file."""
    time = datetime.fromisoformat(row.time).astimezone().strftime("%Y-%m-%d %H:%M") if row.time else ""
    counts = (amount(count) if count else "–" for count in (row.added, row.duplicates, row.rejected))
    name = PurePath(row.path).name
    return (time, row.reviewer, name, _FORMATS.get(row.format, row.format), *counts, state(row))


def line(row: Logged) -> Line:
    """Return the line of a file: what the columns say, where it lay, and a sign for its state."""
    return Line(cells(row), row.path, _sign(row), len(COLUMNS) - 1)


def _sign(row: Logged) -> tuple[str, str]:
    if row.undone:
        return "undo", "text3"
    return ("check", "ok") if state(row) in GOOD else ("warn", "warning")


class ImportLog(QDialog):
    """A window with the log, which stays true while it is open."""

    def __init__(self, session: Session, choosing: Choosing, parent: QWidget) -> None:
        super().__init__(parent)
        self.session = session
        self.choosing = choosing
        self.setWindowTitle(say("Import log"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(900, 460)
        self.words = QLabel()
        self.words.setProperty("tone", "2")
        self.rows: list[Logged] = []
        self.table = Ledger(
            say("Files that were imported, newest first"), COLUMNS, lambda _at: self._enable()
        )
        self.lines_button, self.save_button = (
            QPushButton(say("Show the lines")),
            QPushButton(say("Save list…")),
        )
        self.columns_button = QPushButton(say("Columns…"))
        self.columns_button.setToolTip(
            say("Show what the columns of this table hold, and read it again with others")
        )
        self.close_button = QPushButton(say("Close"))
        self._arrange()
        self.table.opened.connect(lambda _at: self.show_lines())
        self.lines_button.clicked.connect(self.show_lines)
        self.save_button.clicked.connect(self.save)
        self.columns_button.clicked.connect(self.show_columns)
        self.close_button.clicked.connect(self.close)
        session.changed.connect(self.refresh)
        self.refresh(None)

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
        self.rows = rows = self.session.read(imports.log)
        self.table.show_lines([line(row) for row in rows], max(0, self.table.line))
        told = say_count(
            len(rows),
            "{n} file named for import, newest first.",
            "{n} files named for import, newest first.",
        )
        self.words.setText(told if rows else say("Nothing was imported yet."))

    def _row(self) -> Logged | None:
        return self.rows[self.table.line] if 0 <= self.table.line < len(self.rows) else None

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
