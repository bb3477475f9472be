"""The Library: every document in a table, views and facets to narrow it, a preview beside it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QShowEvent
from PySide6.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget

from reviewer.actions import duplicates as duplicate_actions
from reviewer.actions import views as views_actions
from reviewer.errors import ReviewError
from reviewer.gui import dialogs, theme
from reviewer.gui.commands import Command
from reviewer.gui.fields import hair
from reviewer.gui.leaves import Leaves, come_forward, scrolled, set_width
from reviewer.gui.listing import record_form, saving
from reviewer.gui.listing.counting import Counted
from reviewer.gui.listing.facets import Facets
from reviewer.gui.listing.filtered import FilteredTable, Setup
from reviewer.gui.listing.preview import Preview, Standing
from reviewer.gui.listing.record_form import RecordForm
from reviewer.gui.listing.rows import CLAIMS, RECORD, VOICES, DocumentTable, RowDelegate
from reviewer.gui.session import Session
from reviewer.gui.workspaces.browsing import keys
from reviewer.gui.workspaces.browsing.deciding import Deciding
from reviewer.gui.workspaces.workspace import Dock, Workspace
from reviewer.language import amount, say, say_count
from reviewer.library import documents, duplicates
from reviewer.model import Changes

VIEWS = (
    (say("All documents"), ""),
    (say("Boundaries to check"), "boundaries:open"),
    (say("With claims"), "claims:yes"),
    (say("Without claims"), "claims:no"),
    (say("Duplicates set aside"), "is:duplicate"),
)
"""What a view is called, and the query it stands for."""
ORDERS = (
    ("title", say("By title")),
    ("year", say("Newest year first")),
    ("added", say("As added")),
    ("source", say("By journal")),
)
TABLES = ("documents", "imports", "segments", "quotes", "studies", "properties", "duplicates", "record_edits")
"""What the table and its counts are made of."""
GROUPS_WIDTH = 270
"""Width of the list of groups of duplicates, px."""


class LibraryWorkspace(Workspace):
    """Find a document, look at it, open it in Read."""

    id = "library"
    title = say("Library")
    icon = "library"

    def __init__(self, session: Session) -> None:
        self._stale = True
        self._unseen = False
        self.facets = Facets(VIEWS)
        self.found = FilteredTable(session, _setup(session), self.facets)
        self.table, self.view, self.filter = self.found.table, self.found.view, self.found.filter
        self.preview = Preview()
        self.facts = RecordForm()
        self.deciding = Deciding(session)
        self.left = Leaves(scrolled(self.facets), self.deciding.lists, (say("Views"), say("Duplicates")))
        super().__init__(session)
        self._arrange()
        self._connect()
        self._show_mode()

    # ------------------------------------------------------------------ building

    def commands(self) -> Sequence[Command]:
        return (*keys.table_commands(self), *keys.deciding_commands(self))

    def docks(self) -> Sequence[Dock]:
        return (
            Dock("views", say("Views"), self.left, "left"),
            Dock("preview", say("Preview"), self.preview, "right"),
            Dock("record", say("Record"), self.facts, "right"),
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
        column.addWidget(hair())
        column.addWidget(self.found, 1)

    def _header(self) -> QWidget:
        header = QWidget()
        header.setFixedHeight(theme.size("readerHeader"))
        column = QVBoxLayout(header)
        column.setContentsMargins(14, 3, 14, 4)
        column.setSpacing(0)
        title = QLabel(say("Library"))
        title.setProperty("type", "docTitle")
        self.words = QLabel()
        self.words.setProperty("type", "small")
        self.words.setProperty("tone", "2")
        column.addWidget(title)
        column.addWidget(self.words)
        return header

    def _connect(self) -> None:
        found = self.found
        found.asleep = lambda: self.deciding.on or not (self.isVisible() or self.session.library is None)
        found.put_off = self._wake_later
        found.row_changed.connect(self._row_changed)
        found.filter_focused.connect(self.key_line_changed)
        found.counted.connect(self._show_summary)
        self.facets.query_changed.connect(self.seek)
        self.facets.save_wanted.connect(self.save_view)
        self.facets.removed.connect(lambda name: self.session.perform(views_actions.remove_view, name))
        self.facets.renamed.connect(self.rename_view)
        self.view.doubleClicked.connect(lambda _index: self.open_in_read())
        self.view.selectionModel().currentRowChanged.connect(self._row_changed)
        self.session.selected.connect(self._selected)
        self.session.sought.connect(lambda place, query: self.seek(query) if place == self.id else None)
        self.preview.document_asked.connect(lambda id: self.session.select("document", id))
        self.preview.back_wanted.connect(lambda id: self.session.perform(duplicate_actions.unlink, id))
        record_form.keep(self.session, self.facts)
        self.facts.escaped.connect(self.activate)
        self._connect_deciding()

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
        self.found.seek(words)

    def _wake_later(self) -> None:
        self._stale = True

    def _show_summary(self, counted: Counted) -> None:
        if counted.views is not None:
            self.words.setText(_summary(*counted.views.ours[:2]))

    def save_view(self) -> None:
        """Keep the filter under a name that is asked for."""
        saving.save_view(self.session, self, self.filter.text())

    def rename_view(self, name: str) -> None:
        """Give a view another name, which is asked for."""
        new = dialogs.ask_text(self.window(), say("Rename a view"), say("Name of the view"), name)
        if new is not None and new != name:
            self.session.perform(views_actions.rename_view, name, new)

    def focus_filter(self) -> None:
        """Go to the filter field."""
        if self.deciding.on:
            self.deciding.leave()
        self.found.focus_filter()

    # ------------------------------------------------------------------ selection

    def _row_changed(self) -> None:
        self._show_document(self.session.document if self.found.current() >= 0 else None)
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
            self.found.select_row(row)

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
        record_form.fill(self.session, self.facts, document)

    def step(self, by: int) -> None:
        """Select the next or previous document, or group of records of one work."""
        if self.deciding.on:
            self.deciding.step(by)
            return
        self.found.step(by)

    def open_in_read(self) -> None:
        """Open the selected document in Read."""
        if self.session.document is not None:
            self.session.go("read", document=self.session.document)

    # ------------------------------------------------------------------ what the window asks

    def status(self) -> str:
        if self.deciding.on:
            return self.deciding.status()
        return self.found.place()

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
            self.found.forget()
            self.found.run()


def _claims_width() -> int:
    """Return the width of the column of counts: its heading is longer than any count."""
    heading = QFontMetrics(theme.font("small", weight=600)).horizontalAdvance(DocumentTable.headings[CLAIMS])
    return max(60, heading + 16)


def _setup(session: Session) -> Setup:
    return Setup(
        DocumentTable(lambda ids: session.read(documents.page, ids)),
        RowDelegate,
        {VOICES: 96, CLAIMS: _claims_width()},
        RECORD,
        ORDERS,
        say("Filter by words, voice:reader, year:2010-2014"),
        say("No documents yet. Press Ctrl+I to add some."),
    )


def _summary(total: int, open_boundaries: int) -> str:
    if not open_boundaries:
        return say_count(
            total, "{n} document, all boundaries confirmed", "{n} documents, all boundaries confirmed"
        )
    return say_count(
        total,
        "{n} document, {open} with boundaries to check",
        "{n} documents, {open} with boundaries to check",
        open=amount(open_boundaries),
    )
