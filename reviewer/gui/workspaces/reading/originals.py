"""The original pages beside the text or instead of it, with one selection and the same marks."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QSplitter, QToolButton

from reviewer import readers
from reviewer.gui.page import Page
from reviewer.gui.page.sheets import Sheets
from reviewer.gui.session import Session
from reviewer.gui.workspaces.reading import marginalia
from reviewer.gui.workspaces.reading.desk import Desk
from reviewer.language import say

AWAY, BESIDE, INSTEAD = "away", "beside", "instead"
MODES = (AWAY, BESIDE, INSTEAD)
_WORDS = {
    AWAY: (say("Original pages: put away"), say("The original pages are put away (O)")),
    BESIDE: (say("Original pages: beside the text"), say("The original pages are beside the text (O)")),
    INSTEAD: (
        say("Original pages: instead of the text"),
        say("The original pages are instead of the text (O)"),
    ),
}
"""What the button is called in each mode, and says of it."""


class Originals:
    """Holds the page and the original pages side by side. `mode` is what the reader wants for documents
    that have pages; others show their text."""

    def __init__(self, session: Session, page: Page, button: QToolButton) -> None:
        self.session = session
        self.page = page
        self.button = button
        self.mode = AWAY
        self.desk: Desk | None = None
        self.sheets = Sheets()
        self.sheets.hide()
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(page)
        self.splitter.addWidget(self.sheets)
        button.clicked.connect(self.cycle)
        self.sheets.selected.connect(page.select)
        self.sheets.mark_activated.connect(lambda quote: session.select("quote", quote))
        page.selection_changed.connect(self._follow_selection)
        page.caret_moved.connect(self._follow_caret)
        session.changed.connect(self._library_changed)

    @property
    def possible(self) -> bool:
        """Say whether the document has pages that can be drawn."""
        return self.desk is not None and readers.has_pages(self.desk.document.format)

    @property
    def shown(self) -> str:
        """Return the mode that holds for the document."""
        return self.mode if self.possible else AWAY

    def show_text(self) -> None:
        """Bring the text back beside the pages, for what can only be done there."""
        if self.shown == INSTEAD:
            self.set_mode(BESIDE)

    def cycle(self) -> None:
        """Show the original pages beside the text, then instead of it, then put them away."""
        if self.possible:
            self.set_mode(MODES[(MODES.index(self.mode) + 1) % len(MODES)])

    def set_mode(self, mode: str) -> None:
        """Show the original pages "beside" the text or "instead" of it, or put them "away"."""
        had_focus = self.page.hasFocus() or self.sheets.hasFocus()
        self.mode = mode
        self._arrange()
        self._fill()
        if self.shown != AWAY:
            QTimer.singleShot(0, self.sheets, self._reveal_quote)  # the pages have another size by then
        if had_focus:
            (self.sheets if self.shown == INSTEAD else self.page).setFocus()

    def show_desk(self, desk: Desk | None, current: int | None) -> None:
        """Show the pages of the document on the desk, with its quotes."""
        self.desk = desk
        self._arrange()
        self._fill()
        if desk is not None and self.shown != AWAY:
            self.sheets.set_marks(marginalia.marks(desk), current)
            self._reveal_quote()

    def _arrange(self) -> None:
        shown = self.shown
        self.splitter.setVisible(self.desk is not None)
        self.page.setVisible(self.desk is not None and shown != INSTEAD)
        self.sheets.setVisible(shown != AWAY)
        self.button.setVisible(self.possible)
        self.button.setChecked(shown != AWAY)
        name, told = _WORDS[shown]
        self.button.setToolTip(told)
        self.button.setAccessibleName(name)
        if shown == BESIDE and 0 in self.splitter.sizes():
            half = max(1, self.splitter.width() // 2)
            self.splitter.setSizes([half, half])

    def _fill(self) -> None:
        library, desk = self.session.library, self.desk
        if library is None or desk is None or self.shown == AWAY:
            return
        fresh = self.sheets.document is None or self.sheets.document.id != desk.document.id
        self.sheets.show_document(library.path, desk.document)
        if fresh:
            self.sheets.set_marks(marginalia.marks(desk), self.session.quote)
            self._reveal_quote()
        self._follow_selection()

    def _reveal_quote(self) -> None:
        """Bring the current quote into sight, or else what the caret stands at."""
        link = self.desk.quote(self.session.quote) if self.desk is not None else None
        self.sheets.reveal(link.span.start if link is not None else self.page.caret())

    def _follow_selection(self) -> None:
        if self.shown != AWAY:
            span = self.page.selected_span()
            self.sheets.set_selection((span.start, span.end) if span is not None else None)

    def _follow_caret(self, position: int) -> None:
        if self.shown == BESIDE and self.page.hasFocus():
            self.sheets.reveal(position)

    def _library_changed(self, changes: object) -> None:
        if changes is None:  # it may be another library
            self.end()

    def end(self) -> None:
        """Let go of the library."""
        self.sheets.clear()
