"""Records side by side: a column for each, a row for each field, with a mark where they differ."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QFrame,
    QGridLayout,
    QLabel,
    QRadioButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from reviewer.gui.fields import words
from reviewer.language import say, say_count
from reviewer.model import Record
from reviewer.records.fields import LABELS, shown

NARROWEST = 170
"""Width of a column below which the records are scrolled sideways, px."""
DIFFERS = "≠"


@dataclass(frozen=True, slots=True)
class Column:
    """A record to compare: its document, what its source says, the file it came from, what hangs on it."""

    id: int
    record: Record
    source: str
    claims: int


def rows(columns: Sequence[Column]) -> list[tuple[str, list[str], bool]]:
    """Return (label, values, whether they differ) for each field that at least one record has."""
    found = []
    for field, label in LABELS.items():
        values = [shown(column.record, field) for column in columns]
        if any(values):
            found.append((label, values, len({value.casefold() for value in values}) > 1))
    return found


class Cell(QLabel):
    """A value; where the records differ it stands on a tint, and says so aloud."""

    def __init__(self, value: str, label: str, column: Column, differs: bool) -> None:
        super().__init__(value or say("not stated"))
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setProperty("type", "body" if label == "Title" else "small")
        self.setProperty("tone", "3" if not value else "" if differs else "2")
        self.setProperty("differs", differs)
        self.setContentsMargins(8, 4, 8, 4)
        self.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(
            say(
                "{field} of record {id}: {value}, the records differ"
                if differs
                else "{field} of record {id}: {value}",
                field=say(label),
                id=column.id,
                value=self.text(),
            )
        )
        self._look = (self.property("tone"), differs)

    def show_out(self, out: bool) -> None:
        """Take the tint and the ink away from a value of a record that is not of the work."""
        tone, differs = ("3", False) if out else self._look
        if (self.property("tone"), self.property("differs")) != (tone, differs):
            self.setProperty("tone", tone)
            self.setProperty("differs", differs)
            self.style().unpolish(self)
            self.style().polish(self)


class Comparison(QScrollArea):
    """Two records or more beside each other, with a choice of which one is kept."""

    kept_changed = Signal(int)
    """The document that should be kept."""
    ticked = Signal(int, bool)
    """A document, and whether it is of the work."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(say("Records side by side"))
        self.group = QButtonGroup(self)
        self.columns: list[Column] = []
        self.choices: dict[int, QRadioButton] = {}
        self.ticks: dict[int, QCheckBox] = {}
        self._cells: dict[int, list[Cell]] = {}

    def show_columns(self, columns: Sequence[Column], kept: int | None, ticks: bool = False) -> None:
        """Show these records; `kept` is the one that stands for the work, None where none is to be chosen.

        With `ticks` each can be taken out of the work.
        """
        self.columns = list(columns)
        self.choices, self.ticks = {}, {}
        self._cells = {column.id: [] for column in columns}
        sheet = QWidget()
        sheet.setProperty("pane", "page")
        sheet.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        sheet.setMinimumWidth(110 + NARROWEST * len(columns))
        outer = QVBoxLayout(sheet)
        outer.setContentsMargins(14, 10, 14, 14)
        grid = QGridLayout()
        grid.setHorizontalSpacing(6)
        grid.setVerticalSpacing(3)
        for place, column in enumerate(columns, 1):
            grid.addWidget(self._head(column, kept, ticks), 0, place, Qt.AlignmentFlag.AlignTop)
            grid.setColumnStretch(place, 1)
        for row, (label, values, differs) in enumerate(rows(columns), 1):
            grid.addWidget(_caption(label, differs), row, 0)
            for place, (column, value) in enumerate(zip(columns, values, strict=True), 1):
                cell = Cell(value, label, column, differs)
                self._cells[column.id].append(cell)
                grid.addWidget(cell, row, place)
        outer.addLayout(grid)
        outer.addStretch(1)
        self.setWidget(sheet)

    def _head(self, column: Column, kept: int | None, ticks: bool) -> QWidget:
        head = QWidget()
        stack = QVBoxLayout(head)
        stack.setContentsMargins(6, 0, 0, 4)
        stack.setSpacing(0)
        if kept is None:
            stack.addWidget(words(say("Record {id}", id=column.id), "bodyStrong"))
        else:
            choice = QRadioButton(say("Keep record {id}", id=column.id))
            choice.setChecked(column.id == kept)
            choice.clicked.connect(lambda _on, id=column.id: self.kept_changed.emit(id))
            self.group.addButton(choice)
            self.choices[column.id] = choice
            stack.addWidget(choice)
        if ticks:
            tick = QCheckBox(say("Of this work"))
            tick.setAccessibleName(say("Record {id} is of this work", id=column.id))
            tick.toggled.connect(lambda on, id=column.id: self.ticked.emit(id, on))
            self.ticks[column.id] = tick
            stack.addWidget(tick, 0, Qt.AlignmentFlag.AlignLeft)
        hangs = [say_count(column.claims, "{n} claim", "{n} claims")] if column.claims else []
        source = words(", ".join([column.source, *hangs]), "meta", "2", wrap=True)
        source.setContentsMargins(2, 0, 0, 0)  # under the sign of the choice, over the values
        stack.addWidget(source)
        return head

    def mark(self, kept: int | None, out: Collection[int]) -> None:
        """Show which record is kept, and which are not of the work: theirs is grey."""
        if kept in self.choices:
            self.choices[kept].setChecked(True)
        for id, tick in self.ticks.items():
            with QSignalBlocker(tick):
                tick.setChecked(id not in out)
            self.choices[id].setEnabled(id not in out)
            for cell in self._cells[id]:
                cell.show_out(id in out)

    def step_tick(self, way: int) -> None:
        """Take the focus to the next (1) or previous (-1) tick, round the end."""
        ticks = list(self.ticks.values())
        at = next((n for n, tick in enumerate(ticks) if tick.hasFocus()), -1 if way > 0 else 0)
        wanted = ticks[(at + way) % len(ticks)]
        wanted.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.ensureWidgetVisible(wanted)

    def has_focus(self) -> bool:
        """Return whether a choice or a tick of the records has the focus."""
        return any(each.hasFocus() for each in (*self.choices.values(), *self.ticks.values()))


def _caption(label: str, differs: bool) -> QLabel:
    label = say(label)
    made = words(
        f"{DIFFERS} {label}" if differs else label, "label" if differs else "small", "" if differs else "3"
    )
    made.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
    made.setContentsMargins(0, 5, 4, 4)
    made.setAccessibleName(say("{field}, the records differ", field=label) if differs else label)
    return made
