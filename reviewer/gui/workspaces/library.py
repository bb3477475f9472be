"""The Library: every document in a table, views and facets to narrow it, a preview beside it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QObject, Qt, QTimer
from PySide6.QtGui import QAction, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from reviewer.actions import duplicates as duplicate_actions
from reviewer.actions import records as record_actions
from reviewer.actions import views as views_actions
from reviewer.errors import Conflict, ReviewError
from reviewer.gui import dialogs, theme
from reviewer.gui.commands import Command
from reviewer.gui.leaves import Leaves, come_forward, scrolled, set_width
from reviewer.gui.session import Session
from reviewer.gui.workspaces.browsing import counting, keys, listing, query
from reviewer.gui.workspaces.browsing.completing import Completing
from reviewer.gui.workspaces.browsing.deciding import Deciding
from reviewer.gui.workspaces.browsing.facets import Facets
from reviewer.gui.workspaces.browsing.preview import Preview, Standing
from reviewer.gui.workspaces.browsing.record_form import RecordForm
from reviewer.gui.workspaces.browsing.rows import CLAIMS, RECORD, VOICES, DocumentTable, RowDelegate
from reviewer.gui.workspaces.workspace import Dock, Workspace
from reviewer.library import documents, duplicates, queries, record_edits
from reviewer.model import Changes

ORDERS = (
    ("title", "By title"),
    ("year", "Newest year first"),
    ("added", "As added"),
    ("source", "By journal"),
)
TABLES = ("documents", "imports", "segments", "quotes", "studies", "properties", "duplicates", "record_edits")
"""What the table and its counts are made of."""
GROUPS_WIDTH = 270
"""Width of the list of groups of duplicates, px."""
WAIT = 120
"""Milliseconds of rest in typing before the table is filtered."""


class LibraryWorkspace(Workspace):
    """Find a document, look at it, open it in Read."""

    id = "library"
    title = "Library"
    icon = "library"

    def __init__(self, session: Session) -> None:
        self._stale = True
        self._unseen = False
        self._views: list[int] | None = None
        self._stored: queries.Stored = {}
        self.table = DocumentTable(lambda ids: session.read(documents.page, ids))
        self.view = QTableView()
        self.filter = QLineEdit(
            placeholderText="Filter by words, voice:reader, year:2010-2014", clearButtonEnabled=True
        )
        self.facets = Facets()
        self.preview = Preview()
        self.facts = RecordForm()
        self.deciding = Deciding(session)
        self.left = Leaves(scrolled(self.facets), self.deciding.lists, ("Views", "Duplicates"))
        super().__init__(session)
        self._wait = QTimer(self, singleShot=True, interval=WAIT)
        self._count_soon = QTimer(self, singleShot=True, interval=2 * WAIT)
        self.counting = counting.Counting(session, self)
        self.listing = listing.Listing(session, self)
        self._arrange()
        self.completing = Completing(self.filter, self._completions)
        self._connect()
        self._show_mode()

    # ------------------------------------------------------------------ building

    def commands(self) -> Sequence[Command]:
        return (*keys.table_commands(self), *keys.deciding_commands(self))

    def docks(self) -> Sequence[Dock]:
        return (
            Dock("views", "Views", self.left, "left"),
            Dock("preview", "Preview", self.preview, "right"),
            Dock("record", "Record", self.facts, "right"),
        )

    def key_line(self) -> Sequence[tuple[tuple[str, ...], str]]:
        if self.filter.hasFocus():
            return keys.FILTER_KEYS
        if self.deciding.job is not None:
            return keys.SEARCH_KEYS
        return keys.DECIDING_KEYS if self.deciding.on else keys.TABLE_KEYS

    def _arrange(self) -> None:
        self.setProperty("pane", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.centre = QStackedWidget()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.centre)
        table = QWidget()
        self.centre.addWidget(table)
        self.centre.addWidget(self.deciding.page)
        column = QVBoxLayout(table)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._header())
        column.addWidget(_rule("hair"))
        column.addLayout(self._filter_row())
        column.addWidget(_rule("hair"))
        self._dress_table()
        self.pages = QStackedWidget()
        self.pages.addWidget(self.view)
        self.pages.addWidget(self._nothing())
        column.addWidget(self.pages, 1)

    def _header(self) -> QWidget:
        header = QWidget()
        header.setFixedHeight(theme.size("readerHeader"))
        column = QVBoxLayout(header)
        column.setContentsMargins(14, 3, 14, 4)
        column.setSpacing(0)
        title = QLabel("Library")
        title.setProperty("type", "docTitle")
        self.words = QLabel()
        self.words.setProperty("type", "small")
        self.words.setProperty("tone", "2")
        column.addWidget(title)
        column.addWidget(self.words)
        return header

    def _filter_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(14, 6, 12, 6)
        row.setSpacing(10)
        self.filter.setAccessibleName("Filter the table")
        lead = QAction(theme.icon("filter", "text3"), "Filter", self.filter)
        lead.setProperty("icon_name", "filter")
        self.filter.addAction(lead, QLineEdit.ActionPosition.LeadingPosition)
        for button in self.filter.findChildren(QWidget):
            if hasattr(button, "text") and not button.accessibleName():
                button.setAccessibleName("Clear the filter" if button.objectName() else "Filter")
        self.matches = QLabel()
        self.matches.setProperty("tone", "2")
        self.order = QComboBox()
        self.order.setAccessibleName("Order")
        for value, words in ORDERS:
            self.order.addItem(words, value)
        row.addWidget(self.filter, 1)
        row.addWidget(self.matches)
        row.addWidget(self.order)
        return row

    def _dress_table(self) -> None:
        view = self.view
        view.setModel(self.table)
        view.setItemDelegate(RowDelegate(view))
        view.setAccessibleName("Documents")
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
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
        header.setSectionResizeMode(RECORD, QHeaderView.ResizeMode.Stretch)
        header.setMinimumSectionSize(40)
        view.setColumnWidth(VOICES, 96)
        view.setColumnWidth(CLAIMS, 60)

    def _nothing(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.addStretch(1)
        self.nothing = QLabel("Nothing matches.", alignment=Qt.AlignmentFlag.AlignCenter)
        self.nothing.setProperty("tone", "2")
        self.remove = QPushButton()
        self.remove.setProperty("link", True)
        self.remove.clicked.connect(lambda: self.seek(query.last_part(self.filter.text())[1]))
        column.addWidget(self.nothing)
        column.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)
        return page

    def _connect(self) -> None:
        self._wait.timeout.connect(self._filter)
        self._count_soon.timeout.connect(self._count)
        self.filter.textChanged.connect(lambda _words: self._wait.start())
        self.filter.returnPressed.connect(self._to_table)
        self.filter.installEventFilter(self)
        self.order.currentIndexChanged.connect(lambda _index: self._filter())
        self.facets.query_changed.connect(self.seek)
        self.facets.save_wanted.connect(self.save_view)
        self.facets.removed.connect(lambda name: self.session.perform(views_actions.remove_view, name))
        self.view.doubleClicked.connect(lambda _index: self.open_in_read())
        self.view.selectionModel().currentRowChanged.connect(self._row_changed)
        self.session.selected.connect(self._selected)
        self.session.sought.connect(self.seek)
        self.preview.document_asked.connect(lambda id: self.session.select("document", id))
        self.preview.back_wanted.connect(lambda id: self.session.perform(duplicate_actions.unlink, id))
        self.facts.written.connect(self._write_field)
        self.facts.reset_wanted.connect(lambda *said: self.session.perform(record_actions.reset_field, *said))
        self.facts.escaped.connect(self.activate)
        self._connect_deciding()

    def _write_field(self, document: int, field: str, said: str, seen: str) -> None:
        """Save what a person wrote in the record; what is no value of the field is said there too."""
        error = self.session.attempt(
            lambda own: record_actions.set_field(own, document, field, said, seen=seen),
            lambda conflict: self._write_field(document, field, said, conflict.theirs),
        )
        if error is not None and not isinstance(error, Conflict):
            self.facts.refuse(document, field, seen, said, error)

    def _connect_deciding(self) -> None:
        deciding, page = self.deciding, self.deciding.page
        deciding.changed.connect(self._show_mode)
        deciding.left.connect(self._leave_deciding)
        page.back.clicked.connect(deciding.leave)
        page.stop.clicked.connect(deciding.leave)
        page.certain.clicked.connect(lambda: deciding.accept_certain())
        for button, run in (
            (page.same, deciding.same),
            (page.apart, deciding.apart),
            (page.later, deciding.later),
        ):
            button.clicked.connect(lambda _on=False, run=run: run())
        lent = [self.actions_by_id[id] for id in keys.LENT]
        deciding.lists.addActions(lent)

    # ------------------------------------------------------------------ duplicates

    def find_duplicates(self) -> None:
        """Look for records of one work and ask about them, in place of the table."""
        self.deciding.enter()
        come_forward(self.left)
        set_width(self.left, GROUPS_WIDTH, at_least=True)
        self.activate()

    def _show_mode(self) -> None:
        """Show the table or the records of a group, and let the keys mean what they do there."""
        deciding = self.deciding
        self.centre.setCurrentIndex(int(deciding.on))
        self.left.setCurrentIndex(int(deciding.on))
        for id in keys.DECIDING:
            self.actions_by_id[id].setEnabled(
                deciding.on and deciding.job is None or id == keys.LEAVE and deciding.on
            )
        if deciding.on and deciding.line is not None:
            kept = deciding.kept if deciding.line.relation == "" else deciding.line.ids[0]
            self.session.select("document", kept)
        if deciding.on and deciding.job is None and deciding.page.stop.hasFocus():
            self.activate()
        self.key_line_changed.emit()
        self.status_changed.emit(self.status())

    def _leave_deciding(self) -> None:
        self._show_mode()
        self.refresh(None)
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_back(self) -> None:
        """Bring the record that is selected back, which was set aside."""
        if self.session.document is not None:
            self.session.perform(duplicate_actions.unlink, self.session.document)

    # ------------------------------------------------------------------ filtering

    def seek(self, words: str) -> None:
        """Show what matches a query and put it into the field."""
        if self.deciding.on:
            self.deciding.leave()
        self.filter.setText(words)
        self._filter()

    def _filter(self) -> None:
        self._wait.stop()
        wanted = listing.Wanted(self.filter.text(), self.order.currentData(), self.session.document)
        self.listing.ask(wanted, self._show_listed)

    def _show_listed(self, found: listing.Listed) -> None:
        """Show what the filter found; when one has gone elsewhere meanwhile it is looked for again later."""
        if self.deciding.on or not (self.isVisible() or self.session.library is None):
            self._stale = True
            return
        self.table.set_ids(found.ids, found.first)
        self.matches.setText(f"{len(found.ids):,} of {found.total:,}")
        self._show_page(bool(found.ids))
        self._select_again()
        if found.total > counting.AT_ONCE:
            self._count_soon.start()
        else:
            self._count(apart=False)

    def _count(self, *, apart: bool = True) -> None:
        """Bring views and facets up to date; the counts of views stay until the library changes."""
        self._count_soon.stop()
        typed = self.filter.text()
        self.counting.ask(typed, self._views is None, partial(self._show_counts, typed), apart=apart)

    def _show_counts(self, typed: str, counted: counting.Counted) -> None:
        of_views, facets = counted
        if of_views is not None:
            self._views = of_views.ours
            self.words.setText(_summary(self._views[0], self._views[1]))
            self.facets.show_saved(of_views.saved)
        if self._views is not None:
            self.facets.show_counts(typed, self._views, facets, self.table.rowCount())

    def _completions(self, typed: str) -> list[tuple[str, str]]:
        if self.session.library is None:
            return []
        return self.session.read(queries.completions, typed, self._stored)

    def save_view(self) -> None:
        """Keep the filter under a name that is asked for."""
        name = dialogs.ask_text(self.window(), "Save a view", "Name of the view")
        if name is not None:
            self.session.perform(views_actions.save_view, name, self.filter.text())

    def _show_page(self, found: bool) -> None:
        self.pages.setCurrentIndex(0 if found else 1)
        name = query.last_part(self.filter.text())[0]
        self.nothing.setText("Nothing matches." if name else "No documents yet. Press Ctrl+I to add some.")
        self.remove.setText(f"Remove “{name}”")
        self.remove.setVisible(bool(name))

    def _select_again(self) -> None:
        row = self.table.row_of(self.session.document) if self.session.document is not None else None
        if row is None and self.table.rowCount():
            row = 0
        if row is None:
            self._show_document(None)
        else:
            self._select_row(row)

    def _select_row(self, row: int) -> None:
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        index = self.table.index(row, RECORD)
        self.view.selectionModel().setCurrentIndex(index, flags)
        self.view.scrollTo(index)

    def focus_filter(self) -> None:
        """Go to the filter field."""
        if self.deciding.on:
            self.deciding.leave()
        self.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter.selectAll()

    def _to_table(self) -> None:
        if self._wait.isActive():
            self._filter()
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.filter:
            if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
                self.key_line_changed.emit()
            if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
                if event.key() == Qt.Key.Key_Escape:
                    self.seek("")
                    self._to_table()
                    return True
                if event.key() == Qt.Key.Key_Down:
                    self._to_table()
                    return True
        return super().eventFilter(watched, event)

    # ------------------------------------------------------------------ selection

    def _row_changed(self, now: QModelIndex, before: QModelIndex) -> None:
        if now.isValid():
            self.session.select("document", self.table.id_at(now.row()))
            self._show_document(self.session.document)
            self.status_changed.emit(self.status())

    def _selected(self, kind: str, id: int) -> None:
        if kind != "document" or not id:
            return
        if self.deciding.on and self.deciding.line is not None and id in self.deciding.line.ids:
            self._show_document(id)
            return
        if self.deciding.on:
            self.deciding.leave()
        row = self.table.row_of(id)
        if row is None and self.filter.text() and self.isVisible():
            self.seek("")
        elif row is not None and row != self.view.currentIndex().row():
            self._select_row(row)

    def _show_document(self, id: int | None) -> None:
        """Show a document beside the table; while another workspace is in front it waits."""
        self._unseen = id is not None and not self.isVisible()
        if self._unseen:
            return
        if id is None:
            self.preview.show_document(None, [])
            self.facts.show_document(None, None)
            return
        try:
            document = self.session.read(documents.document, id)
        except ReviewError:  # it went while the table was read again
            return
        kept = self.session.read(duplicates.standing_for, id)
        title = self.session.read(duplicates.titles, [kept]).get(kept, "")
        under = Standing(id, kept, title, len(self.session.read(duplicates.others, id)))
        self.preview.show_document(document, self.session.read(documents.segments, id), under)
        self.actions_by_id["duplicates.back"].setEnabled(kept != id or under.others > 0)
        filed, edits = self.session.read(record_edits.filed, id), self.session.read(record_edits.edits, id)
        place = self.session.places("record_edits", id)
        self.facts.show_document(document, self.session.read(documents.study, id), filed, edits, place)

    def step(self, by: int) -> None:
        """Select the next or previous document, or group of records of one work."""
        if self.deciding.on:
            self.deciding.step(by)
            return
        row = self.view.currentIndex().row() + by
        if 0 <= row < self.table.rowCount():
            self._select_row(row)

    def open_in_read(self) -> None:
        """Open the selected document in Read."""
        if self.session.document is not None:
            self.session.go("read", document=self.session.document)

    # ------------------------------------------------------------------ what the window asks

    def status(self) -> str:
        if self.deciding.on:
            return self.deciding.status()
        total, row = self.table.rowCount(), self.view.currentIndex().row()
        return f"{row + 1:,} of {total:,}" if row >= 0 and total else ""

    def activate(self) -> None:
        """Take the focus into the table, or into the list of groups."""
        if self.deciding.on:
            self.deciding.take_focus()
            return
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.refresh(None)
        elif self._unseen:
            self._show_document(self.session.document)

    def refresh(self, changes: Changes | None) -> None:
        """Read the table again; while another workspace or the duplicates are in front it waits."""
        if self.isVisible() or self.session.library is None:
            self.deciding.refresh(changes)
        if not self.isVisible() or self.deciding.on:
            self._stale = True
            return
        if changes is None or self._stale or changes.touches(*TABLES):
            self._stale = False
            self._views = None
            self._stored.clear()
            self._filter()


def _summary(total: int, open_boundaries: int) -> str:
    documents_held = f"{total:,} document{'' if total == 1 else 's'}"
    if not open_boundaries:
        return f"{documents_held}, all boundaries confirmed"
    return f"{documents_held}, {open_boundaries:,} with boundaries to check"


def _rule(kind: str) -> QLabel:
    rule = QLabel()
    rule.setFixedHeight(1)
    rule.setProperty("rule", kind)
    return rule
