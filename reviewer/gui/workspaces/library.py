"""The Library: every document in a table, views and facets to narrow it, a preview beside it."""

from __future__ import annotations

from collections.abc import Sequence

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

from reviewer.actions import views as views_actions
from reviewer.gui import dialogs, theme
from reviewer.gui.commands import Command
from reviewer.gui.session import Session
from reviewer.gui.workspaces.browsing import query
from reviewer.gui.workspaces.browsing.completing import Completing
from reviewer.gui.workspaces.browsing.facets import VIEWS, Facets
from reviewer.gui.workspaces.browsing.preview import Preview, RecordFacts
from reviewer.gui.workspaces.browsing.rows import CLAIMS, RECORD, VOICES, DocumentTable, RowDelegate
from reviewer.gui.workspaces.workspace import Dock, Workspace
from reviewer.library import documents, queries, views
from reviewer.model import Changes

ORDERS = (
    ("title", "By title"),
    ("year", "Newest year first"),
    ("added", "As added"),
    ("source", "By journal"),
)
WAIT = 120
"""Milliseconds of rest in typing before the table is filtered."""

COUNTED_AT_ONCE = 2_000
"""Documents up to which the facets are counted before the table is drawn, not after."""


class LibraryWorkspace(Workspace):
    """Find a document, look at it, open it in Read."""

    id = "library"
    title = "Library"
    icon = "library"

    def __init__(self, session: Session) -> None:
        self._stale = True
        self._views: list[int] | None = None
        self._stored: queries.Stored = {}
        self.table = DocumentTable(lambda ids: session.read(documents.page, ids))
        self.view = QTableView()
        self.filter = QLineEdit(
            placeholderText="Filter by words, voice:reader, year:2010-2014", clearButtonEnabled=True
        )
        self.facets = Facets()
        self.preview = Preview()
        self.facts = RecordFacts()
        super().__init__(session)
        self._wait = QTimer(self, singleShot=True, interval=WAIT)
        self._count_soon = QTimer(self, singleShot=True, interval=2 * WAIT)
        self._arrange()
        self.completing = Completing(self.filter, self._completions)
        self._connect()

    # ------------------------------------------------------------------ building

    def commands(self) -> Sequence[Command]:
        return (
            Command(
                "library.read",
                "Open in Read",
                self.open_in_read,
                "Document",
                ("Return",),
                "read",
                "pane",
                hint="read",
            ),
            Command(
                "library.next",
                "Next document",
                lambda: self.step(1),
                "Document",
                ("J",),
                "down",
                "pane",
                hint="document",
            ),
            Command(
                "library.previous",
                "Previous document",
                lambda: self.step(-1),
                "Document",
                ("K",),
                "up",
                "pane",
            ),
            Command(
                "library.filter",
                "Filter the table",
                self.focus_filter,
                "Edit",
                ("/", "Ctrl+F"),
                "filter",
                "pane",
                hint="filter",
                separator=True,
            ),
            Command("library.save-view", "Save the filter as a view…", self.save_view, "View"),
            Command("library.all", "Show all documents", lambda: self.seek(""), "View"),
        )

    def docks(self) -> Sequence[Dock]:
        return (
            Dock("views", "Views", self.facets, "left"),
            Dock("preview", "Preview", self.preview, "right"),
            Dock("record", "Record", self.facts, "right"),
        )

    def key_line(self) -> Sequence[tuple[tuple[str, ...], str]]:
        if self.filter.hasFocus():
            return ((("Enter",), "to the table"), (("Esc",), "clear"))
        return (
            (("Enter",), "read"),
            (("J", "K"), "document"),
            (("/",), "filter"),
            (("Ctrl", "I"), "add documents"),
            (("Ctrl", "V"), "paste as document"),
        )

    def _arrange(self) -> None:
        self.setProperty("pane", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self)
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

    # ------------------------------------------------------------------ filtering

    def seek(self, words: str) -> None:
        """Show what matches a query and put it into the field."""
        self.filter.setText(words)
        self._filter()

    def _filter(self) -> None:
        self._wait.stop()
        if self.session.library is None:
            self.table.set_ids([])
            return
        typed = self.filter.text()
        ids = self.session.read(
            documents.rows, typed, self.order.currentData(), self.order.currentData() == "year"
        )
        self.table.set_ids(ids)
        total = self.session.read(documents.count)
        self.matches.setText(f"{len(ids):,} of {total:,}")
        self._show_page(bool(ids))
        self._select_again()
        if total > COUNTED_AT_ONCE:
            self._count_soon.start()
        else:
            self._count()

    def _count(self) -> None:
        """Bring views and facets up to date; the counts of views stay until the library changes."""
        self._count_soon.stop()
        if self.session.library is None:
            return
        typed = self.filter.text()
        if self._views is None:
            self._views = [len(self.session.read(documents.rows, wanted)) for _, wanted in VIEWS]
            self.words.setText(_summary(self._views[0], self._views[1]))
            kept = self.session.read(views.views)
            self.facets.show_saved(
                [(v.name, v.query, len(self.session.read(documents.rows, v.query))) for v in kept]
            )
        self.facets.show_counts(typed, self._views, self._facet_counts(typed), self.table.rowCount())

    def _completions(self, typed: str) -> list[tuple[str, str]]:
        if self.session.library is None:
            return []
        return self.session.read(queries.completions, typed, self._stored)

    def save_view(self) -> None:
        """Keep the filter under a name that is asked for."""
        name = dialogs.ask_text(self.window(), "Save a view", "Name of the view")
        if name is not None:
            self.session.perform(views_actions.save_view, name, self.filter.text())

    def _facet_counts(self, typed: str) -> dict[str, list[tuple[str, int]]]:
        """Count each facet; where only one value can be chosen, the others stay in sight to change to."""
        counts = self.session.read(documents.facets, typed)
        for field in ("design", "format", "year"):
            if query.values(typed, field):
                wider = query.without_field(typed, field)
                counts |= self.session.read(documents.facets, wider, (field,))
        return counts

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
        row = self.table.row_of(id)
        if row is None and self.filter.text() and self.isVisible():
            self.seek("")
        elif row is not None and row != self.view.currentIndex().row():
            self._select_row(row)

    def _show_document(self, id: int | None) -> None:
        if id is None:
            self.preview.show_document(None, [])
            self.facts.show_document(None, None)
            return
        document = self.session.read(documents.document, id)
        self.preview.show_document(document, self.session.read(documents.segments, id))
        self.facts.show_document(document, self.session.read(documents.study, id))

    def step(self, by: int) -> None:
        """Select the next or previous document."""
        row = self.view.currentIndex().row() + by
        if 0 <= row < self.table.rowCount():
            self._select_row(row)

    def open_in_read(self) -> None:
        """Open the selected document in Read."""
        if self.session.document is not None:
            self.session.go("read", document=self.session.document)

    # ------------------------------------------------------------------ what the window asks

    def status(self) -> str:
        total, row = self.table.rowCount(), self.view.currentIndex().row()
        return f"{row + 1:,} of {total:,}" if row >= 0 and total else ""

    def activate(self) -> None:
        """Take the focus into the table."""
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.refresh(None)

    def refresh(self, changes: Changes | None) -> None:
        """Read the table again; while another workspace is in front it waits."""
        if not self.isVisible():
            self._stale = True
            return
        if (
            changes is None
            or self._stale
            or changes.touches("documents", "imports", "segments", "quotes", "studies", "properties")
        ):
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
