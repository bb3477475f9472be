"""The PRISMA flow in the window: its picture once it adds up, else what is open; where files were found."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath

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
        self._rows: list[FileRow] = []
        self._left = 0
        """Files beyond those that have a row."""
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
        self._lay_files((), 0)

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
        """Show the files; where they are the same as before, their fields stay with what is typed in them."""
        shown, left = sources[:MOST_FILES], max(0, len(sources) - MOST_FILES)
        if ([source.id for source in shown], left) != ([row.source.id for row in self._rows], self._left):
            self._lay_files(shown, left)
        for row, source in zip(self._rows, shown, strict=True):
            row.show(source)

    def _lay_files(self, shown: tuple[Source, ...], left: int) -> None:
        clear(self._grid)
        for widget in (self._rule, self._below):
            widget.setVisible(bool(shown))
        for place, title in enumerate(
            (
                say("Where the records were found"),
                "",
                say("By", context="column"),
                say("In", context="column"),
            )
        ):
            self._grid.addWidget(words(title, "label", "2"), 0, place)
        self._rows, self._left = [FileRow(source, self.said.emit) for source in shown], left
        for number, row in enumerate(self._rows, start=1):
            for at, widget in enumerate((row.name, row.count, row.channel, row.place)):
                self._grid.addWidget(widget, number, at)
        if left:
            told = say_count(
                left,
                "{n} more file: `reviewer flow sources` lists them.",
                "{n} more files: `reviewer flow sources` lists them.",
            )
            self._grid.addWidget(words(told, "small", "3"), MOST_FILES + 1, 0, 1, 4)
        self._fit_files(min(len(shown) + (left > 0), MOST_SHOWN))

    def _fit_files(self, rows: int) -> None:
        """Give the files the room of their rows, up to a few."""
        self._grid.setRowStretch(self._grid.rowCount(), 1)
        self._below.setFixedHeight(46 + rows * (theme.size("button") + self._grid.verticalSpacing()))


class FileRow:
    """A file, how many documents it gave, and the two fields that say where it was found."""

    def __init__(self, source: Source, said: Callable[[int, str, str], None]) -> None:
        self.source, self._said = source, said
        self.name, self.count = Elided("body", "text1"), words("", "body", "2")
        self.channel, self.place = QComboBox(), QLineEdit()
        self.place.setPlaceholderText(say("Database, register or site"))
        self.place.setMaxLength(LONGEST_NAME)
        self.channel.activated.connect(lambda _index: self._tell())
        self.place.editingFinished.connect(self._tell_place)

    def show(self, source: Source) -> None:
        """Show what is known of the file now; a name that is still typed stays."""
        self.source = source
        name = PurePath(source.path.replace("\\", "/")).name
        self.name.setText(name)
        self.name.setAccessibleDescription(source.path)
        self.count.setText(amount(source.documents))
        self._show_channel(name)
        self.place.setAccessibleName(say("In what the records of {name} were found", name=name))
        if (
            not (self.place.hasFocus() and self.place.isModified())
            and self.place.text() != source.origin.name
        ):
            self.place.setText(source.origin.name)

    def _show_channel(self, name: str) -> None:
        offered = [(say(GROUPS[each]), each.value) for each in Channel]
        if self.source.origin.said:
            offered.append((say("As the file tells"), ""))
        if self.channel.count() != len(offered):
            self.channel.clear()
            for title, value in offered:
                self.channel.addItem(title, value)
        self.channel.setCurrentIndex(list(Channel).index(self.source.origin.channel))
        self.channel.setAccessibleName(
            say(
                "How the records of {name} were found"
                if self.source.origin.said
                else "How the records of {name} were found, as the file tells",
                name=name,
            )
        )

    def _tell(self) -> None:
        self._said(self.source.id, self.channel.currentData(), self.place.text())

    def _tell_place(self) -> None:
        if self.place.text() != self.source.origin.name:
            self._tell()


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
