"""Adding documents: one job at a time, the panel that shows how far it is, and what became of every file.

An import reads and separates everything first and is stored as one op, so stopping it leaves the library
as it was, and one undo takes all of it back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QObject, Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from reviewer.actions import importing as actions
from reviewer.actions.importing import FileResult, ImportResult
from reviewer.errors import ReviewError
from reviewer.gui import jobs, theme
from reviewer.gui.session import Session
from reviewer.gui.tables import ROOT, Index


def counted(count: int, word: str) -> str:
    """Return a count with its word, as in "1 document", "2 documents"."""
    return f"{count:,} {word}{'' if count == 1 else 's'}"


def summary(result: ImportResult) -> tuple[str, str]:
    """Return what an import did, as a sentence and a hint."""
    counts = result.counts()
    parts = []
    if counts["added"]:
        parts.append(f"{counted(counts['added'], 'document')} added.")
    if counts["duplicates"]:
        known = "was" if counts["duplicates"] == 1 else "were"
        parts.append(f"{counted(counts['duplicates'], 'document')} {known} already in the library.")
    if counts["rejected"]:
        parts.append(f"{counted(counts['rejected'], 'record')} could not be read.")
    if not counts["added"]:
        parts.insert(0, "Nothing was added.")
    return " ".join(parts), "The reasons are listed below." if counts["rejected"] else ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A line of the panel: a file, or a record of it that could not be read."""

    icon: str
    tone: str
    name: str
    count: str
    words: str


def outcomes(files: Sequence[FileResult]) -> list[Outcome]:
    """Return the lines for what became of each file; every rejected record has a line of its own."""
    lines = []
    for file in files:
        name = Path(file.path).name
        if file.added or file.duplicates:
            words = f"{counted(len(file.duplicates), 'duplicate')} set aside" if file.duplicates else "Added"
            lines.append(Outcome("check", "ok", name, f"{len(file.added)} of {file.records}", words))
        for record in file.rejected:
            place = f"record {record['record']}, line {record['line']}"
            lines.append(Outcome("warn", "warning", name, place, record["reason"]))
    return lines


class _Outcomes(QAbstractTableModel):
    def __init__(self) -> None:
        super().__init__()
        self.lines: list[Outcome] = []

    def show(self, lines: list[Outcome]) -> None:
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 3

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self.lines[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return (line.name, line.count, line.words)[index.column()]
        if role == Qt.ItemDataRole.DecorationRole and index.column() == 0:
            return theme.icon(line.icon, line.tone)
        return None


class ImportPanel(QWidget):
    """The dock at the bottom: a bar while an import runs, a line per file when it has ended."""

    pause = Signal()
    cancel = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.header = QWidget()
        row = QHBoxLayout(self.header)
        row.setContentsMargins(0, 0, 0, 0)
        self.words = QLabel()
        self.words.setProperty("tone", "2")
        self.pause_button = QPushButton("Pause")
        self.cancel_button = QPushButton("Cancel")
        self.pause_button.clicked.connect(self.pause)
        self.cancel_button.clicked.connect(self.cancel)
        row.addWidget(self.words, 1)
        row.addWidget(self.pause_button)
        row.addWidget(self.cancel_button)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self._running_page())
        self._stack.addWidget(self._outcome_page())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self.setMinimumHeight(90)

    def _running_page(self) -> QWidget:
        page = QWidget()
        row = QHBoxLayout(page)
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(12)
        self.file = QLabel()
        self.file.setFont(theme.font("bodyStrong"))
        self.bar = QProgressBar(textVisible=False)
        self.bar.setFixedSize(240, 8)
        self.bar.setAccessibleName("Progress of the import")
        self.count = QLabel()
        for widget in (self.file, self.bar, self.count):
            row.addWidget(widget, 0, Qt.AlignmentFlag.AlignTop)
        row.addStretch(1)
        return page

    def _outcome_page(self) -> QWidget:
        self.model = _Outcomes()
        self.table = QTableView()
        self.table.setModel(self.model)
        self.table.setAccessibleName("What became of each file")
        self.table.setShowGrid(False)
        self.table.setWordWrap(False)
        self.table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.table.horizontalHeader().hide()
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.table.verticalHeader().setDefaultSectionSize(theme.size("row"))
        self.table.setColumnWidth(0, 240)
        self.table.setColumnWidth(1, 160)
        self.table.horizontalHeader().setStretchLastSection(True)
        return self.table

    def show_running(self) -> None:
        """Show an import that has just begun."""
        self._stack.setCurrentIndex(0)
        self.words.setText("You can keep working.")
        self.file.setText("Looking at the files")
        self.count.setText("")
        self.bar.setRange(0, 0)
        self._set_running(True)

    def show_progress(self, done: int, total: int | None, what: str) -> None:
        """Show how far the import is."""
        self.bar.setRange(0, total or 0)
        self.bar.setValue(done)
        self.file.setText(what)
        self.count.setText(f"{done:,} of {total:,}" if total else f"{done:,}")

    def show_outcome(self, words: str, lines: list[Outcome]) -> None:
        """Show what an import did."""
        self._stack.setCurrentIndex(1)
        self.words.setText(words)
        self.model.show(lines)
        self._set_running(False)

    def _set_running(self, running: bool) -> None:
        self.pause_button.setVisible(running)
        self.pause_button.setText("Pause")
        self.cancel_button.setVisible(running)


class Importing(QObject):
    """Runs imports one after the other and keeps the panel true."""

    progress = Signal(str, int, object)
    """What is running ("" for nothing), how much is done, of how much (None: not known)."""
    panel_wanted = Signal(bool)
    added = Signal(list)
    """Ids of the documents an import has added."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.panel = ImportPanel()
        self.job: jobs.Job | None = None
        self.panel.pause.connect(self.pause)
        self.panel.cancel.connect(self.cancel)

    def add(self, paths: Sequence[Path]) -> None:
        """Import files and folders; a second import waits for the first."""
        if not paths:
            return
        self.panel.show_running()
        self.progress.emit("Importing", 0, None)
        self.job = self.session.run(
            actions.import_files,
            list(paths),
            done=self._done,
            failed=self._failed,
            stopped=self._stopped,
            progress=self._progress,
        )

    def paste(self, words: str) -> None:
        """Import text that was copied somewhere else as one document."""
        if not words.strip():
            self.session.message.emit("error", "The clipboard holds no text.", "Copy some text first.")
            return
        result = self.session.perform(actions.import_text, "Pasted text", words)
        if result is not None:
            self._tell(result)

    def pause(self) -> None:
        """Let a running import wait, or go on."""
        if self.job is None:
            return
        if self.job.paused:
            self.job.resume()
        else:
            self.job.pause()
        self.panel.pause_button.setText("Go on" if self.job.paused else "Pause")

    def cancel(self) -> None:
        """Stop a running import at the next file."""
        if self.job is not None:
            self.job.cancel()

    def _progress(self, done: int, total: int | None, what: str) -> None:
        if done == 0:
            self.panel_wanted.emit(True)
        self.panel.show_progress(done, total, what)
        self.progress.emit("Importing", done, total)

    def show_other_work(self, done: int, total: int | None, what: str) -> None:
        """Show a job that is no import in the status bar only."""
        self.progress.emit(what, done, total)

    def _end(self) -> None:
        self.job = None
        self.progress.emit("", 0, None)

    def _done(self, result: ImportResult) -> None:
        self._end()
        self._tell(result)

    def _tell(self, result: ImportResult) -> None:
        words, hint = summary(result)
        self.panel.show_outcome(words, outcomes(result.files))
        rejected = result.counts()["rejected"]
        self.panel_wanted.emit(bool(rejected))
        self.session.message.emit("error" if rejected else "info", words, hint)
        self.added.emit([id for file in result.files for id in file.added])

    def _failed(self, error: ReviewError) -> None:
        self._end()
        self.panel_wanted.emit(False)

    def _stopped(self) -> None:
        self._end()
        self.panel_wanted.emit(False)
        self.session.tell("The import was stopped.", "Nothing was added.")
