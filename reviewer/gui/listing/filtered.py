"""A filter field over the table of what matches it: what Library and Screen have in common.

Ids are found at once, or in a large library beside the window; rows are read page by page; counts of views
and facets follow. The field is the only place where a filter is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QStyledItemDelegate,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from reviewer.gui import theme
from reviewer.gui.fields import hair, words
from reviewer.gui.listing import counting, listed, query
from reviewer.gui.listing.completing import Completing
from reviewer.gui.listing.facets import Facets
from reviewer.gui.session import Session
from reviewer.gui.tables import PagedTable
from reviewer.language import amount, say
from reviewer.library import queries

WAIT = 120
"""Milliseconds of rest in typing before the table is filtered."""


@dataclass(frozen=True, slots=True)
class Setup:
    """What a workspace fills the table with."""

    table: PagedTable[Any]
    delegate: Callable[[QTableView], QStyledItemDelegate]
    widths: Mapping[int, int]
    """Columns of a fixed width, px; the others share the rest."""
    stretched: int
    orders: Sequence[tuple[str, str]]
    """What the rows can be sorted by: the name `source` knows, and its words."""
    hint: str
    """What stands in the empty field."""
    empty: str
    """What is said when there is nothing and no filter."""
    source: listed.Source = listed.DOCUMENTS
    count: counting.Count = counting.count
    several: bool = False
    """Whether several rows can be selected at once."""
    said: Mapping[str, str] = field(default_factory=dict)
    """What is said when a query finds nothing, in place of the usual words."""


def caption_line() -> QLabel:
    """Make the line between field and table, hidden while it has nothing to say."""
    line = words("", "small", "3", wrap=True)
    line.setContentsMargins(14, 0, 14, 6)
    line.hide()
    return line


class Table(QTableView):
    """The table itself. A letter that is no key of ours goes nowhere: Qt would read every row for it."""

    def keyboardSearch(self, search: str) -> None:
        pass


class FilteredTable(QWidget):
    """The field, how much matches, the order, and the table or what to do when nothing matches."""

    row_changed = Signal()
    """Another row is the current one, or there is none any more."""
    filter_focused = Signal()
    """The field got or lost the keyboard."""
    counted = Signal(object)
    """What was counted (`counting.Counted`)."""

    def __init__(self, session: Session, setup: Setup, facets: Facets) -> None:
        super().__init__()
        self.session, self.setup, self.facets = session, setup, facets
        self.table = setup.table
        self.asleep: Callable[[], bool] = lambda: False
        """Whether an answer comes too late, as something else is shown: the table is read again later."""
        self.put_off: Callable[[], None] = lambda: None
        """Called when it was."""
        self.counts: list[int] | None = None
        """How many documents each view of ours has, while that is known."""
        self._stored: queries.Stored = {}
        self._from_top = False
        self.view = Table()
        self.filter = QLineEdit(placeholderText=setup.hint, toolTip=setup.hint, clearButtonEnabled=True)
        self._wait = QTimer(self, singleShot=True, interval=WAIT)
        self._count_soon = QTimer(self, singleShot=True, interval=2 * WAIT)
        self.counting = counting.Counting(session, setup.count, self)
        self.listing = listed.Listing(session, setup.source, self)
        self._arrange()
        self.completing = Completing(self.filter, self._completions)
        self._connect()

    # ------------------------------------------------------------------ building

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._filter_row())
        self.notice = caption_line()
        column.addWidget(self.notice)
        column.addWidget(hair())
        self._dress_table()
        self.pages = QStackedWidget()
        self.pages.addWidget(self.view)
        self.pages.addWidget(self._nothing())
        column.addWidget(self.pages, 1)

    def _filter_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(14, 6, 12, 6)
        row.setSpacing(10)
        self.filter.setAccessibleName(say("Filter the table"))
        lead = QAction(theme.icon("filter", "text3"), say("Filter"), self.filter)
        lead.setProperty("icon_name", "filter")
        self.filter.addAction(lead, QLineEdit.ActionPosition.LeadingPosition)
        for button in self.filter.findChildren(QWidget):
            if hasattr(button, "text") and not button.accessibleName():
                button.setAccessibleName(say("Clear the filter") if button.objectName() else say("Filter"))
        self.matches = QLabel()
        self.matches.setProperty("tone", "2")
        self.order = QComboBox()
        self.order.setAccessibleName(say("Order"))
        for value, said in self.setup.orders:
            self.order.addItem(said, value)
        row.addWidget(self.filter, 1)
        row.addWidget(self.matches)
        row.addWidget(self.order)
        return row

    def _dress_table(self) -> None:
        view, several = self.view, self.setup.several
        view.setModel(self.table)
        view.setItemDelegate(self.setup.delegate(view))
        view.setAccessibleName(say("Documents"))
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        modes = QAbstractItemView.SelectionMode
        view.setSelectionMode(modes.ExtendedSelection if several else modes.SingleSelection)
        view.setShowGrid(False)
        view.setWordWrap(False)
        view.setTabKeyNavigation(False)
        view.setMouseTracking(True)
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.verticalHeader().hide()
        view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        view.verticalHeader().setDefaultSectionSize(theme.size("rowTwoLine"))
        header = view.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(self.setup.stretched, QHeaderView.ResizeMode.Stretch)
        header.setMinimumSectionSize(40)
        for number, width in self.setup.widths.items():
            view.setColumnWidth(number, width)

    def _nothing(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.addStretch(1)
        self.nothing = QLabel(say("Nothing matches."), alignment=Qt.AlignmentFlag.AlignCenter)
        self.nothing.setProperty("tone", "2")
        self.remove = QPushButton()
        self.remove.setProperty("link", True)
        self.remove.clicked.connect(lambda: self.seek(query.last_part(self.filter.text())[1]))
        column.addWidget(self.nothing)
        column.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)
        return page

    def _connect(self) -> None:
        self._wait.timeout.connect(self.run)
        self._count_soon.timeout.connect(self.count)
        self.filter.textChanged.connect(lambda _words: self._wait.start())
        self.filter.returnPressed.connect(self.to_table)
        self.filter.installEventFilter(self)
        self.order.currentIndexChanged.connect(lambda _index: self.run())
        self.view.selectionModel().currentRowChanged.connect(self._row_changed)

    # ------------------------------------------------------------------ filtering

    def seek(self, typed: str) -> None:
        """Show what matches a query and put it into the field."""
        self.filter.setText(typed)
        self.run()

    def run(self) -> None:
        """Find what the field asks for."""
        self._wait.stop()
        selected = None if self._from_top else self.session.document
        wanted = listed.Wanted(self.filter.text(), self.order.currentData(), selected)
        self.listing.ask(wanted, self._show_listed)

    def go_to_top(self) -> None:
        """Find what the field asks for, and select the first of it."""
        self._from_top = True
        self.run()

    def _show_listed(self, found: listed.Listed) -> None:
        """Show what the filter found; when one has gone elsewhere meanwhile it is looked for again later."""
        if self.asleep():
            self.put_off()
            return
        self.table.set_ids(found.ids, found.first)
        self.matches.setText(
            say("{count} of {total}", count=amount(len(found.ids)), total=amount(found.total))
        )
        self._show_page(bool(found.ids))
        self._select_again()
        if found.total > counting.AT_ONCE:
            self._count_soon.start()
        else:
            self.count(apart=False)

    def count_soon(self) -> None:
        """Count again when one rests: what is counted has changed, what is listed has not."""
        self.counts = None
        self._count_soon.start()

    def count(self, *, apart: bool = True) -> None:
        """Bring views and facets up to date; the counts of views stay until the library changes."""
        self._count_soon.stop()
        typed = self.filter.text()
        wanted = self.facets.wanted if self.counts is None else None
        self.counting.ask(typed, wanted, partial(self._show_counts, typed), apart=apart)

    def _show_counts(self, typed: str, counted: counting.Counted) -> None:
        of_views = counted.views
        if of_views is not None:
            self.counts = of_views.ours
            self.facets.show_saved(of_views.saved)
        if self.counts is not None and len(self.counts) == len(self.facets.views):
            self.facets.show_counts(typed, self.counts, counted.facets, self.table.rowCount())
        self.counted.emit(counted)

    def forget(self) -> None:
        """Drop what was counted and the values that complete the field: the library has changed."""
        self.counts = None
        self._stored.clear()

    def _completions(self, typed: str) -> list[tuple[str, str]]:
        if self.session.library is None:
            return []
        return self.session.read(queries.completions, typed, self._stored)

    def _show_page(self, found: bool) -> None:
        self.pages.setCurrentIndex(0 if found else 1)
        name = query.last_part(self.filter.text())[0]
        known = self.setup.said.get(self.filter.text().strip(), say("Nothing matches."))
        self.nothing.setText(known if name else self.setup.empty)
        self.remove.setText(say("Remove “{name}”", name=name))
        self.remove.setVisible(bool(name))

    def show_notice(self, said: str) -> None:
        """Say something about the table above it; "" says nothing."""
        self.notice.setText(said)
        self.notice.setVisible(bool(said))

    # ------------------------------------------------------------------ the current row

    def _select_again(self) -> None:
        chosen = None if self._from_top else self.session.document
        self._from_top = False
        row = self.table.row_of(chosen) if chosen is not None else None
        if row is None and self.table.rowCount():
            row = 0
        if row is None:
            self.row_changed.emit()
        else:
            self.select_row(row)

    def select_row(self, row: int) -> None:
        """Make a row the current one and the only one selected, and bring it into sight."""
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        index = self.table.index(row, self.setup.stretched)
        self.view.selectionModel().setCurrentIndex(index, flags)
        self.view.scrollTo(index)

    def step(self, by: int) -> None:
        """Select the next or previous row."""
        row = self.current() + by
        if 0 <= row < self.table.rowCount():
            self.select_row(row)

    def current(self) -> int:
        """Return the number of the current row; -1 for none."""
        return self.view.currentIndex().row()

    def place(self) -> str:
        """Return where the current row stands, as in "3 of 412"."""
        total, row = self.table.rowCount(), self.current()
        return (
            say("{number} of {total}", number=amount(row + 1), total=amount(total))
            if row >= 0 and total
            else ""
        )

    def _row_changed(self, now: QModelIndex, _before: QModelIndex) -> None:
        if now.isValid():
            self.session.select("document", self.table.id_at(now.row()))
            self.row_changed.emit()

    # ------------------------------------------------------------------ the keyboard

    def focus_filter(self) -> None:
        """Go to the field."""
        self.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter.selectAll()

    def to_table(self) -> None:
        """Go to the table, with what is typed in force."""
        if self._wait.isActive():
            self.run()
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.filter:
            if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
                self.filter_focused.emit()
            if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
                if event.key() == Qt.Key.Key_Escape:
                    self.seek("")
                    self.to_table()
                    return True
                if event.key() == Qt.Key.Key_Down:
                    self.to_table()
                    return True
        return super().eventFilter(watched, event)
