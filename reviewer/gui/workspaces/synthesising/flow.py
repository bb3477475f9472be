"""The PRISMA flow in the window: its picture once it adds up, else what is open; where files were found."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from reviewer.actions.flow import LONGEST_NAME, Pictured
from reviewer.gui import theme
from reviewer.gui.fields import Elided, clear, hair, words
from reviewer.gui.papers import FRAME, PAGE_WIDTH, PageView
from reviewer.language import amount, say, say_count
from reviewer.library.flow import Source
from reviewer.model.flow import Channel
from reviewer.reports.flow import GROUPS, column_rows, open_sentence
from reviewer.reports.to_figure import PIXELS_PER_INCH
from reviewer.synthesis.flow import Column, faults

MOST_SHOWN = 4
"""Files that have room without scrolling."""
MOST_FILES = 60
"""Files whose origin can be said here; of more, the command line says the rest."""


class FlowPane(QWidget):
    """The flow as it stands; `sought` with the filter that shows what is open."""

    sought = Signal(str)
    said = Signal(int, str, str)
    """Source, channel ("" for what the file itself tells) and name."""

    def __init__(self) -> None:
        super().__init__()
        self._image = QImage()
        self.pages = PageView()
        self.pages.setAccessibleName(say("PRISMA flow"))
        self.front = QStackedWidget()
        self.open = QWidget()
        self._list = QVBoxLayout(self.open)
        self._list.setContentsMargins(24, 20, 24, 12)
        self._list.setSpacing(6)
        self.front.addWidget(self.pages)
        self.front.addWidget(_scrolling(self.open))
        self.files = QWidget()
        self._grid = QGridLayout(self.files)
        self._grid.setContentsMargins(24, 10, 24, 12)
        self._grid.setHorizontalSpacing(12)
        self._grid.setColumnStretch(0, 3)
        self._grid.setColumnStretch(3, 2)
        self._below = _scrolling(self.files)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.front, 1)
        self._rule = hair()
        column.addWidget(self._rule)
        column.addWidget(self._below)

    def focus(self) -> None:
        """Take the keyboard where it does most: the first thing that is open, else the picture."""
        button = self.open.findChild(QPushButton) if self.front.currentIndex() else None
        (button or self.pages).setFocus(Qt.FocusReason.OtherFocusReason)

    def show_flow(self, found: Pictured) -> None:
        """Show the flow as it stands."""
        if found.picture:
            self._image = QImage.fromData(found.picture)
            self.pages.set_pages([self._image])
            self._fit_picture()
            self.pages.setAccessibleDescription(found.words)
        else:
            self._show_open(found)
        self.front.setCurrentIndex(0 if found.picture else 1)
        self._show_files(found.sources)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_picture()

    def _fit_picture(self) -> None:
        """Show the picture as wide as there is room, never too small to read nor much larger than drawn."""
        own = self._image.width() * 96 / PIXELS_PER_INCH
        wide = min(max(self.width() - 2 * FRAME, own * 0.9), own * 1.3)
        if own:
            self.pages.set_zoom(wide / PAGE_WIDTH)

    def _show_open(self, found: Pictured) -> None:
        clear(self._list)
        flow = found.flow
        if not found.sources:
            self._list.addWidget(words(say("Nothing was imported yet."), "section", "2"))
            self._list.addWidget(
                words(say("The flow counts itself from imports and decisions."), "body", "3")
            )
            self._list.addStretch(1)
            return
        self._list.addWidget(words(say("The flow does not add up yet."), "section"))
        for each in flow.open:
            show = QPushButton(say("Show them"))
            show.setAccessibleName(say("Show the records: {what}", what=open_sentence(each)))
            show.clicked.connect(lambda _on=False, query=each.query: self.sought.emit(query))
            row = QHBoxLayout()
            row.setSpacing(12)
            row.addWidget(words(open_sentence(each), "body"))
            row.addWidget(show)
            row.addStretch(1)
            self._list.addLayout(row)
        for fault in [] if flow.open else faults(flow):
            self._list.addWidget(words(fault, "body", wrap=True))
        self._list.addSpacing(10)
        for title, column in (
            (say("Databases and registers"), flow.indexes),
            (say("Other methods"), flow.others),
        ):
            if column.records:
                self._list.addWidget(words(title, "label", "2"))
                self._list.addLayout(_counts(column))
                self._list.addSpacing(8)
        self._list.addStretch(1)

    def _show_files(self, sources: tuple[Source, ...]) -> None:
        front, typed = self._in_front()
        clear(self._grid)
        for widget in (self._rule, self._below):
            widget.setVisible(bool(sources))
        for place, title in enumerate(
            (
                say("Where the records were found"),
                "",
                say("By", context="column"),
                say("In", context="column"),
            )
        ):
            self._grid.addWidget(words(title, "label", "2"), 0, place)
        for number, source in enumerate(sources[:MOST_FILES], start=1):
            self._add_file(number, source)
        left = len(sources) - MOST_FILES
        if left > 0:
            told = say_count(
                left,
                "{n} more file: `reviewer flow sources` lists them.",
                "{n} more files: `reviewer flow sources` lists them.",
            )
            self._grid.addWidget(words(told, "small", "3"), MOST_FILES + 1, 0, 1, 4)
        self._fit_files(min(len(sources), MOST_SHOWN))
        item = self._grid.itemAtPosition(*front) if front else None
        field = item.widget() if item is not None else None
        if field is not None:
            field.show()  # a layout shows it later, and until then keys would go to the next button
            field.setFocus(Qt.FocusReason.OtherFocusReason)
        if typed and isinstance(field, QLineEdit):
            field.setText(typed)
            field.setModified(True)

    def _in_front(self) -> tuple[tuple[int, int] | None, str]:
        """Return the place of the field with the keyboard, and what was typed there and not yet said."""
        for at in range(self._grid.count()):
            widget = self._grid.itemAt(at).widget()
            if widget is not None and widget.hasFocus():
                place: Any = self._grid.getItemPosition(at)  # row, column, and how many of each
                typed = widget.text() if isinstance(widget, QLineEdit) and widget.isModified() else ""
                return (place[0], place[1]), typed
        return None, ""

    def _fit_files(self, rows: int) -> None:
        """Give the files the room of their rows, up to a few."""
        self._grid.setRowStretch(self._grid.rowCount(), 1)
        self._below.setFixedHeight(46 + rows * (theme.size("button") + self._grid.verticalSpacing()))

    def _add_file(self, row: int, source: Source) -> None:
        name = PurePath(source.path.replace("\\", "/")).name
        label = Elided("body", "text1")
        label.setText(name)
        label.setAccessibleDescription(source.path)
        channel, place = QComboBox(), QLineEdit(source.origin.name)
        for each in Channel:
            channel.addItem(say(GROUPS[each]), each.value)
        if source.origin.said:
            channel.addItem(say("As the file tells"), "")
        channel.setCurrentIndex(list(Channel).index(source.origin.channel))
        channel.setAccessibleName(
            say(
                "How the records of {name} were found"
                if source.origin.said
                else "How the records of {name} were found, as the file tells",
                name=name,
            )
        )
        place.setAccessibleName(say("In what the records of {name} were found", name=name))
        place.setPlaceholderText(say("Database, register or site"))
        place.setMaxLength(LONGEST_NAME)
        tell = self._teller(source, channel, place)
        channel.activated.connect(lambda _index: tell())
        place.editingFinished.connect(lambda: tell() if place.text() != source.origin.name else None)
        for at, widget in enumerate((label, words(amount(source.documents), "body", "2"), channel, place)):
            self._grid.addWidget(widget, row, at)

    def _teller(self, source: Source, channel: QComboBox, place: QLineEdit) -> Callable[[], None]:
        return lambda: self.said.emit(source.id, channel.currentData(), place.text())


def _counts(column: Column) -> QGridLayout:
    """Make the rows of a column that is not whole yet: what is counted, and how many at the right."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(24)
    grid.setVerticalSpacing(2)
    grid.setColumnStretch(2, 1)
    for row, (text, count) in enumerate(column_rows(column)):
        inner = text.startswith(" ")
        label = words(text.strip().capitalize() if not inner else text.strip(), "body", "3" if inner else "2")
        label.setContentsMargins(16 if inner else 0, 0, 0, 0)
        number = words(amount(count), "body", "3" if inner else "1")
        number.setAlignment(Qt.AlignmentFlag.AlignRight)
        grid.addWidget(label, row, 0)
        grid.addWidget(number, row, 1)
    return grid


def _scrolling(inner: QWidget) -> QScrollArea:
    inner.setProperty("pane", "page")
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inner)
    return area
