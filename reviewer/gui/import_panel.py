"""The dock that shows an import: a line for each file or folder that was named, and what could not be read.

Nothing here knows of the library. `Progress` counts what the work tells of each file; the panel shows it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QRect, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from reviewer.actions.importing import FileResult, ImportResult
from reviewer.actions.tables import is_table
from reviewer.gui import theme
from reviewer.gui.tables import ROOT, Index
from reviewer.language import amount, retold, say, say_count
from reviewer.library.imports import Unread

NAME, BAR, COUNT, WORDS = range(4)
LINES_NAMED = 3
"""Lines of a file that are named beside the number of its unreadable records."""
SHARE_ROLE = int(Qt.ItemDataRole.UserRole) + 1


def summary(result: ImportResult) -> tuple[str, str]:
    """Return what an import did, as a sentence and a hint."""
    counts = result.counts()
    parts = []
    if counts["added"]:
        parts.append(say_count(counts["added"], "{n} document added.", "{n} documents added."))
    if counts["duplicates"]:
        parts.append(
            say_count(
                counts["duplicates"],
                "{n} document was already in the library.",
                "{n} documents were already in the library.",
            )
        )
    if counts["rejected"]:
        parts.append(
            say_count(counts["rejected"], "{n} record could not be read.", "{n} records could not be read.")
        )
    if not counts["added"]:
        parts.insert(0, say("Nothing was added."))
    return " ".join(parts), say("The reasons are listed below.") if counts["rejected"] else ""


def time_left(share: float, seconds: float) -> str:
    """Return how long the rest will take, in words; nothing before that can be known."""
    if share < 0.02 or seconds < 1:
        return ""
    left = seconds * (1 - share) / share
    if left < 60:
        return say("less than a minute left")
    minutes = round(left / 60)
    return (
        say_count(minutes, "about {n} minute left", "about {n} minutes left")
        if minutes < 90
        else say("about {count} hours left", count=round(minutes / 60))
    )


@dataclass(frozen=True, slots=True)
class Told:
    """How far one file is, at one moment."""

    path: str
    share: float
    added: int
    duplicates: int
    rejected: tuple[tuple[int, str], ...] = ()
    """Line and reason of what could not be read."""
    table: bool = False
    """Whether it has columns that a person may want to see."""

    @property
    def records(self) -> int:
        return self.added + self.duplicates + len(self.rejected)


def told(file: FileResult) -> Told:
    """Return how far a file is; called where the work runs, so that nothing live leaves it."""
    rejected = tuple((one["line"], one["reason"]) for one in file.rejected)
    table = is_table(file.path, file.format)
    return Told(file.path, file.share, len(file.added), len(file.duplicates), rejected, table)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the panel. `share` is None where no bar belongs; `warns` where records were set aside."""

    icon: str
    tone: str
    name: str
    share: float | None
    count: str
    words: str
    warns: bool = False


@dataclass
class Progress:
    """What is known of an import: the paths that were named, and the files below them as far as they are."""

    named: tuple[str, ...] = ()
    files: dict[str, Told] = field(default_factory=dict)
    running: bool = False

    def take(self, file: Told) -> None:
        self.files[file.path] = file

    @property
    def records(self) -> int:
        return sum(file.records for file in self.files.values())

    def lines(self) -> list[Line]:
        """Return the lines: one for each path that was named, then what could not be read of each file."""
        groups: dict[str, list[Told]] = {name: [] for name in self.named}
        for file in self.files.values():
            groups.setdefault(self._group(file.path), []).append(file)
        shown = [self._line(name, files) for name, files in groups.items()]
        return shown + [_unread(file) for file in self.files.values() if file.rejected]

    def _group(self, path: str) -> str:
        return next((name for name in self.named if name == path or Path(name) in Path(path).parents), path)

    def _line(self, name: str, files: Sequence[Told]) -> Line:
        several = len(files) > 1 or (files and files[0].path != name and not Path(name).is_file())
        done = [file for file in files if file.share >= 1]
        added, twins = (sum(getattr(file, what) for file in files) for what in ("added", "duplicates"))
        ended = not self.running or (bool(files) and len(done) == len(files) and not several)
        share = None if not files else (1.0 if ended else files[-1].share if not several else None)
        parts = [say("Added") if added and ended else say("Reading") if files and not ended else ""]
        parts += [say_count(twins, "{n} duplicate set aside", "{n} duplicates set aside")] if twins else []
        words = ". ".join(part for part in parts if part)
        if not files:
            words = say("Waiting") if self.running else say("Not read")
        records = sum(file.records for file in files)
        count = (
            say_count(records, "{added} of {n} record", "{added} of {n} records", added=amount(added))
            if files
            else ""
        )
        unread = ended and files and not added and not twins
        if unread:
            share, words = None, say("Not read")
        icon = "folder" if several else "warn" if unread else "check" if ended else "import"
        tone = "warning" if unread else "ok" if ended and added else "text2"
        return Line(icon, tone, _named(Path(name)), share, count, words)


def _named(path: Path) -> str:
    return say("{name} folder", name=path.name) if path.is_dir() else path.name


def _unread(file: Told) -> Line:
    lines = [amount(line) for line, _ in file.rejected]
    count, name = len(lines), Path(file.path).name
    if any(line > 1 for line, _ in file.rejected):
        where = say_count(
            count, "{name}, line {lines}", "{name}, lines {lines}", name=name, lines=_few(lines)
        )
        said = say_count(count, "{n} record could not be read", "{n} records could not be read")
    else:  # a scan or a broken page has no lines that one could look up
        where, one = name, file.records == 1
        said = say_count(
            count,
            "{n} file could not be read" if one else "{n} part could not be read",
            "{n} files could not be read" if one else "{n} parts could not be read",
        )
    reasons = list(dict.fromkeys(retold(reason) for _, reason in file.rejected))
    more = say_count(len(reasons) - 1, "And {n} other reason.", "And {n} other reasons.")
    words = f"{reasons[0]} {more}" if len(reasons) > 1 else reasons[0]
    return Line("warn", "warning", said, None, where, words, True)


def _few(lines: Sequence[str]) -> str:
    """Return numbers of lines, of many the first and how many more there are."""
    shown = ", ".join(lines[:LINES_NAMED])
    if len(lines) <= LINES_NAMED:
        return shown
    return say("{lines} and {count} more", lines=shown, count=amount(len(lines) - LINES_NAMED))


class _Table(QAbstractTableModel):
    def __init__(self) -> None:
        super().__init__()
        self.lines: list[Line] = []

    def show(self, lines: list[Line]) -> None:
        if len(lines) == len(self.lines):
            self.lines = lines
            self.dataChanged.emit(self.index(0, 0), self.index(len(lines) - 1, WORDS))
            return
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 4

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line, column = self.lines[index.row()], index.column()
        percent = "" if line.share is None else f"{line.share:.0%}"
        if role == Qt.ItemDataRole.DisplayRole:
            return (line.name, line.count if line.warns else "", line.count, line.words)[column]
        if role == Qt.ItemDataRole.ToolTipRole or role == Qt.ItemDataRole.AccessibleTextRole:
            return (line.name, percent, line.count, line.words)[column]
        if role == Qt.ItemDataRole.DecorationRole and column == NAME:
            return theme.icon(line.icon, line.tone)
        if role == SHARE_ROLE and column == BAR:
            return line.share
        return None


class _Bar(QStyledItemDelegate):
    """Draws how much of a file was gone through; green when it is all."""

    HEIGHT = 7

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        share = index.data(SHARE_ROLE)
        if share is None:
            super().paint(painter, option, index)
            return
        middle = option.rect.center().y() - self.HEIGHT // 2
        whole = QRect(option.rect.x(), middle, option.rect.width() - 12, self.HEIGHT)
        painter.fillRect(whole, theme.colour("line"))
        whole.setWidth(round(whole.width() * share))
        painter.fillRect(whole, theme.colour("ok" if share >= 1 else "accent"))


class ImportPanel(QWidget):
    """The dock at the bottom: a line for each path while an import runs, and what became of it after."""

    pause = Signal()
    cancel = Signal()
    lines_wanted = Signal()
    save_wanted = Signal()
    columns_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.header = QWidget()
        row = QHBoxLayout(self.header)
        row.setContentsMargins(0, 0, 0, 0)
        self.words = QLabel()
        self.words.setProperty("tone", "2")
        self.lines_button = QPushButton(say("Show the lines"))
        self.save_button = QPushButton(say("Save list…"))
        self.columns_button = QPushButton(say("Columns…"))
        self.pause_button = QPushButton(say("Pause"))
        self.cancel_button = QPushButton(say("Cancel…"))
        row.addWidget(self.words, 1)
        for button, signal in (
            (self.lines_button, self.lines_wanted),
            (self.save_button, self.save_wanted),
            (self.columns_button, self.columns_wanted),
            (self.pause_button, self.pause),
            (self.cancel_button, self.cancel),
        ):
            button.clicked.connect(signal)
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._table())
        self.setMinimumHeight(90)
        self.show_state(Progress(), "")

    def _table(self) -> QTableView:
        self.model = _Table()
        self.table = QTableView()
        self.table.setModel(self.model)
        self.table.setAccessibleName(say("What becomes of each file"))
        self.table.setItemDelegateForColumn(BAR, _Bar(self.table))
        self.table.setShowGrid(False)
        self.table.setStyleSheet("QTableView { padding-left: 10px; }")
        self.table.setWordWrap(False)
        self.table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.table.horizontalHeader().hide()
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.table.verticalHeader().setDefaultSectionSize(theme.size("row"))
        for column, width in ((NAME, 240), (BAR, 252), (COUNT, 200)):
            self.table.setColumnWidth(column, width)
        self.table.horizontalHeader().setStretchLastSection(True)
        return self.table

    def show_state(self, state: Progress, words: str) -> None:
        """Show how far the import is, or what became of it."""
        lines = state.lines()
        self.model.show(lines)
        self.table.clearSpans()
        for place, line in enumerate(lines):
            if line.warns:  # it names lines, which is long, and needs no bar
                self.table.setSpan(place, BAR, 1, 2)
        self.words.setText(words)
        for button in (self.pause_button, self.cancel_button):
            button.setVisible(state.running)
        warns = any(line.warns for line in lines)
        self.lines_button.setVisible(warns)
        self.save_button.setVisible(warns and not state.running)
        self.columns_button.setVisible(not state.running and any(file.table for file in state.files.values()))


def lines_dialog(parent: QWidget | None, unread: Iterable[Unread]) -> QDialog:
    """Return a window with every record that could not be read: where it stands, why, and its words."""
    box = QDialog(parent)
    box.setWindowTitle(say("Records that could not be read"))
    box.resize(760, 480)
    text = QPlainTextEdit(unread_text(unread), readOnly=True)
    text.setAccessibleName(say("Records that could not be read"))
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
    buttons.rejected.connect(box.reject)
    column = QVBoxLayout(box)
    column.addWidget(text)
    column.addWidget(buttons)
    return box


def unread_text(unread: Iterable[Unread]) -> str:
    """Return the records that were set aside for reading: place and reason on a line, words below."""
    found = []
    for one in unread:
        name, record = Path(one.path).name, amount(one.record)
        place = (
            say("{name}, record {record}, line {line}:", name=name, record=record, line=amount(one.line))
            + " "
            if one.line > 1
            else f"{name}: "
        )
        named = one.line <= 1 and one.reason.startswith(name)  # what is said of a whole file names it
        found.append(f"{'' if named else place}{retold(one.reason)}\n{one.raw.strip()}".strip())
    return "\n\n".join(found)
