"""Read: the page with its outline, codebook, claim and source around it, and the mode that separates voices.

The workspace holds one `Desk` (all that is shown, as data) and passes it to its parts. It follows the
shared selection: one document, one claim, one quote; what is selected anywhere is selected here.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from reviewer.errors import ReviewError
from reviewer.gui.commands import Command
from reviewer.gui.leaves import Leaves, come_forward
from reviewer.gui.page import Page
from reviewer.gui.session import Session
from reviewer.gui.workspaces.reading import enabling, keys, marginalia, menus
from reviewer.gui.workspaces.reading.again import AgainPanel, NoticeBar, SeparatingAgain
from reviewer.gui.workspaces.reading.bars import FindBar
from reviewer.gui.workspaces.reading.boundaries import Boundaries, QuestionDock
from reviewer.gui.workspaces.reading.carrying import Carrying
from reviewer.gui.workspaces.reading.checked import CheckedBar, Checking, UncertainBar
from reviewer.gui.workspaces.reading.claim_dock import ClaimDock
from reviewer.gui.workspaces.reading.claiming import Claiming
from reviewer.gui.workspaces.reading.codebook import Codebook
from reviewer.gui.workspaces.reading.crossing import CrossingBar
from reviewer.gui.workspaces.reading.desk import Desk
from reviewer.gui.workspaces.reading.editing import Editing
from reviewer.gui.workspaces.reading.header import Header, no_document
from reviewer.gui.workspaces.reading.laying import Laying
from reviewer.gui.workspaces.reading.leaves import Room, bring_question
from reviewer.gui.workspaces.reading.originals import Originals
from reviewer.gui.workspaces.reading.outline import Outline
from reviewer.gui.workspaces.reading.reshaping import Reshaping
from reviewer.gui.workspaces.reading.separate import Separating
from reviewer.gui.workspaces.reading.source_dock import SourceDock, remarks_about
from reviewer.gui.workspaces.reading.suggesting import Suggesting
from reviewer.gui.workspaces.reading.suggestion_list import SuggestionList
from reviewer.gui.workspaces.workspace import Dock, Workspace
from reviewer.language import amount, say, say_count
from reviewer.library import documents, journal
from reviewer.model import Changes, QuoteLink

TABLES = (
    "documents", "imports", "segments", "studies", "claims", "quotes", "claim_tags", "tags", "populations",
    "certainties", "quoted_studies", "record_edits", "suggestions", "settlements", "first_judgements",
    "onlookers",
)  # fmt: skip
NARROWEST = 320
"""Width of the docks at the right that their segmented choices need."""
OUTLINE = 314
"""Height of the outline, px, that holds what most documents have, whatever the first one has."""
ONLY_IN_CENTRE = ("Tab", "Up", "Down", "Return", "Esc", "Del", "Space", "Ctrl+C")
"""Keys that lists, fields and buttons of the docks need for themselves; Ctrl+C copies their own words."""


class ReadWorkspace(Workspace):
    """Documents, their voices, and the claims tied to their words."""

    id = "read"
    title = say("Read")
    icon = "read"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.desk: Desk | None = None
        self.laying = Laying(session)
        self._on_page: Desk | None = None
        self._marked: Desk | None = None
        self._stale, self._following = True, False
        self.page = Page()
        self.header = Header()
        self.originals = Originals(session, self.page, self.header.pages_button)
        self.find_bar, self.crossing = FindBar(self.page), CrossingBar()
        self.again = SeparatingAgain(session, AgainPanel(), NoticeBar())
        self.checked, self.uncertain = CheckedBar(), UncertainBar()
        self.checking = Checking(session, self.checked)
        self.outline, self.codebook = Outline(), Codebook(session)
        self.claim_dock, self.source_dock = ClaimDock(session), SourceDock(session)
        self.boundaries, self.question = Boundaries(), QuestionDock()
        self.claiming = Claiming(session, self.page, self.crossing)
        self.reshaping = Reshaping(session, self.claiming)
        self.carrying = Carrying(session, self.page)
        self.separating = Separating(session, self.page, self.boundaries, self.question)
        self.suggestions = SuggestionList()
        self.suggesting = Suggesting(session, self.page, self.suggestions)
        self.left = Leaves(self.outline, self.boundaries, (say("Outline"), say("Boundaries")))
        self.right = Leaves(self.claim_dock, self.question, (say("Claim"), say("Boundary")))
        self.left_header = Leaves(self.outline.header(), self.boundaries.header())
        self.editing = Editing(self.right, self.claim_dock)
        self.room = Room(self.left, self.codebook)
        self.empty = no_document(say("No document is open. The Library holds those there are."))
        self.right.setMinimumWidth(NARROWEST)
        self.source_dock.setMinimumWidth(NARROWEST)
        self._arrange()
        self._connect()
        self._set_up_page()
        self._lend_keys()
        self._set_mode(False)

    # ------------------------------------------------------------------ building

    def commands(self) -> Sequence[Command]:
        return (*keys.reading_commands(self), *keys.codebook_commands(self), *keys.separating_commands(self))

    def docks(self) -> Sequence[Dock]:
        return (
            Dock("outline", say("Outline"), self.left, "left", self.left_header),
            Dock("codebook", say("Codebook"), self.codebook, "left", self.codebook.header()),
            Dock("claim", say("Claim"), self.right, "right"),
            Dock("source", say("Source"), self.source_dock, "right"),
            Dock("suggestions", say("Suggestions"), self.suggestions, "right"),
        )

    def key_line(self) -> Sequence[tuple[tuple[str, ...], str]]:
        return keys.key_line(self)

    def status(self) -> str:
        if self.desk is None:
            return ""
        count = len({link.claim for link in self.desk.quotes})
        return self.suggesting.left() or say_count(count, "{n} claim here", "{n} claims here")

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        offers = (self.again.notice, self.again.panel, self.uncertain, self.checked, self.carrying.bar)
        asked = (self.carrying.panel, self.reshaping.merging, self.reshaping.splitting)
        for widget in (self.header, *offers, *asked, self.find_bar, self.crossing):
            column.addWidget(widget)
        column.addWidget(self.originals.splitter, 1)
        column.addWidget(self.empty, 1)

    def _connect(self) -> None:
        session, page = self.session, self.page
        session.selected.connect(self._follow)
        session.span_requested.connect(self._show_span)
        session.settings_changed.connect(self._read_settings)
        page.caret_moved.connect(self.outline.show_position)
        page.context_menu.connect(self._show_context_menu)
        page.selection_changed.connect(self._enable)
        self.outline.asked.connect(self._go_to_part)
        for way in (self.outline.split_button, self.boundaries.leave_button):
            way.clicked.connect(self.toggle_separating)
        self.outline.line.followed.connect(self.toggle_separating)
        self.source_dock.place_asked.connect(self._select_words)
        self.codebook.tag_asked.connect(self.claiming.toggle_tag)
        self.claim_dock.untag_wanted.connect(self.claiming.untag)
        self.claim_dock.tag_wanted.connect(self._choose_tag_below_chips)
        self.claim_dock.quote_asked.connect(lambda quote: session.select("quote", quote))
        self.claim_dock.history_asked.connect(lambda: self.wanted.emit("edit.history"))
        self.claim_dock.head.grade.clicked.connect(self.grade)
        for field in self.claim_dock.fields():
            field.escaped.connect(page.setFocus)
        self.claim_dock.head.statement.entered.connect(page.setFocus)
        self.claim_dock.quote.find_asked.connect(self.carrying.find_words)
        self.claim_dock.quote.study_asked.connect(self.show_quoted)
        self.claiming.made.connect(self.editing.statement)
        self.separating.left.connect(self.toggle_separating)
        self.find_bar.closed.connect(page.setFocus)
        self.again.done.connect(page.setFocus)
        self.checked.closed.connect(page.setFocus)
        self.checked.read_asked.connect(self._read_from_the_top)
        self.separating.checked.connect(self.checking.say)
        self.checking.arrived.connect(page.setFocus)
        self.uncertain.check.clicked.connect(self.toggle_separating)
        for panel in (self.again.panel, self.carrying.panel):
            panel.place_asked.connect(self._show_change)
        for part in (self.carrying, self.reshaping):
            part.done.connect(page.setFocus)
        self.suggesting.changed.connect(self._show_suggestions)
        self.suggestions.lend(self.actions_by_id)
        self._connect_header()

    def _connect_header(self) -> None:
        header = self.header
        for voice, toggle in header.toggles.items():
            toggle.cycled.connect(lambda mode, voice=voice: self.page.set_voice_mode(voice, mode))
        header.notes_button.setChecked(True)
        header.notes_button.toggled.connect(self.page.set_notes_visible)
        size, more = header.size_button, header.more_button
        size.clicked.connect(lambda: menus.show_sizes(size, self.session, _below(size)))
        more.clicked.connect(lambda: menus.show_actions(more, self.actions_by_id, menus.MORE, _below(more)))
        header.undo_button.clicked.connect(self.session.undo)
        header.sure_button.clicked.connect(self._confirm_sure)

    def _set_up_page(self) -> None:
        self.header.toggles["boilerplate"].set_mode("fold")
        self.page.set_voice_mode("boilerplate", "fold")
        self._read_settings()

    def _read_settings(self) -> None:
        self.suggesting.settle_kinds()
        self.page.set_text_size(self.session.settings.reader_size)
        self.page.set_measure(self.session.settings.measure)

    def _lend_keys(self) -> None:
        """Let the single letters act in the docks as well; text fields keep theirs."""
        lent = [
            action
            for command in self.commands()
            if not any(
                not {key, key.split("+")[-1]}.isdisjoint(ONLY_IN_CENTRE)
                for key in command.keys
                if len(key) > 1
            )
            for action in [self.actions_by_id[command.id]]
        ]
        for dock in (self.left, self.codebook, self.right, self.source_dock, self.suggestions):
            dock.addActions(lent)

    # ------------------------------------------------------------------ what is shown

    def activate(self) -> None:
        self._show_if_stale()
        self.page.setFocus(Qt.FocusReason.OtherFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show_if_stale()

    def share_room(self) -> None:
        self.room.share_height(max(self.outline.sizeHint().height() + 40, OUTLINE), self.height())

    def refresh(self, changes: Changes | None) -> None:
        self.again.offer(changes)
        if changes is None or changes.touches(*TABLES):
            self.laying.outdated(changes)
            self.suggesting.outdated()
            self._stale = True
            if self.isVisible():
                self._show()

    def _show_if_stale(self) -> None:
        if self._stale:
            self._show()

    def _follow(self, kind: str, id: int) -> None:
        """Keep document, claim and quote together when any of them was selected, here or elsewhere."""
        if self._following:
            return
        self._stale = True
        if kind == "claim" and id:
            self.claiming.note_claim(id)
        if self.isVisible():
            with self.page.together():
                self._agree(kind)
                self._show()
                if (link := self.link) is not None and kind in ("claim", "quote"):
                    self.page.scroll_to(link.span.start)

    def _agree(self, kind: str) -> None:
        """Make the rest of the selection fit what was selected last."""
        session = self.session
        if session.library is None:
            return
        self._following = True
        if kind == "quote" and session.quote is not None:
            link = self.laying.stored(session.quote)
            session.select("claim", link.claim if link else None)
            session.select("document", link.span.document if link else session.document)
        elif kind in ("claim", "document"):
            session.select("quote", self.laying.first_quote())
        self._following = False

    @property
    def link(self) -> QuoteLink | None:
        """Return the quote shown as the current one, or None."""
        return self.desk.quote(self.session.quote) if self.desk is not None else None

    def _show(self) -> None:
        """Read everything again and show it; what was typed, focused and scrolled to stays."""
        self._stale = False
        self.desk = self._read()
        self.claiming.show_desk(self.desk, self.separating.on)
        self.suggesting.show_desk(self.desk)
        if self.desk is None and self.separating.on:
            self._set_mode(False)
        self._drop_what_is_gone()
        self._show_page()
        self.header.show_desk(self.desk, self._place_words() if self.separating.on else "")
        uncertain = self.desk is not None and self.desk.parts.uncertain
        self.uncertain.setVisible(uncertain and not self.separating.on)
        self.header.show_undo(self.session.read(journal.undoable) if self.desk is not None else None)
        if not self.separating.on:  # the list of boundaries stands in its place
            self.outline.show_desk(self.desk)
        self.codebook.show_desk(self.desk)
        self.source_dock.show_desk(self.desk)
        self._show_claim()
        if self.desk is not None and self.separating.on:
            self.separating.show_desk(self.desk)
        self._enable()
        self.status_changed.emit(self.status())

    def _read(self) -> Desk | None:
        """Return the desk with the document selected, or with the first one when that is gone."""
        session = self.session
        if session.library is None:
            return None
        if session.document is not None:
            try:
                return self.laying.desk(session.document)
            except ReviewError:  # it went with the undo of its import
                pass
        first = next(iter(session.read(documents.rows)), None)
        self._following = True
        session.select("document", first)
        self._following = False
        return self.laying.desk(first) if first is not None else None

    def _drop_what_is_gone(self) -> None:
        session, desk = self.session, self.desk
        self._following = True
        if desk is not None and session.claim is not None and session.claim not in desk.claims:
            session.select("claim", None)
        if desk is not None and desk.quote(session.quote) is None:
            session.select("quote", self.laying.first_quote() if session.claim is not None else None)
        self._following = False

    def _show_page(self) -> None:
        desk, before = self.desk, self._on_page
        self.originals.show_desk(desk, self.session.quote)
        self.empty.setVisible(desk is None)
        self._on_page = desk
        if desk is None:
            return
        if before is None or before.document != desk.document:
            self.checked.hide()
            self.page.show_document(desk.document, desk.segments)
            QTimer.singleShot(50, self, lambda: desk.parts.paragraphs)  # so that the first claim finds them
            self.crossing.put_away()
            self.reshaping.put_away()
            self.carrying.offer(desk)
            if self.separating.on:
                self.separating.enter(desk)
        elif before.segments != desk.segments and not self.separating.on:  # it lays out its boundaries too
            self.page.set_segments(desk.segments)
        if self.separating.on:
            self.page.set_marks([], [])
            self._marked = None
            return
        self._show_marks(desk)

    def _show_marks(self, desk: Desk) -> None:
        """Put quotes and suggestions on the page, with their notes."""
        if self._marked is not desk:
            notes = marginalia.Notes(desk, self.session.reviewer.id, self.suggesting.notes())
            self.page.set_marks([*marginalia.marks(desk), *self.suggesting.marks()], notes)
            self._marked = desk
        self.page.set_current(self.suggesting.here() or (self.link.id if self.link is not None else None))

    def _show_suggestions(self, others: bool) -> None:
        """Show `others` in place of those before, or which of them is the current one."""
        self._marked = None if others else self._marked
        if self.desk is not None and not self.separating.on:
            self._show_marks(self.desk)
        self._enable()
        self.key_line_changed.emit()
        self.status_changed.emit(self.status())

    def _show_claim(self) -> None:
        desk, link = self.desk, self.link
        claim = desk.claims.get(self.session.claim or 0) if desk is not None else None
        self.claim_dock.show_claim(desk, claim, link)
        self.codebook.follow_claim(claim)
        self.claim_dock.quote.show_flags(
            remarks_about(desk, link) if desk is not None and link is not None else []
        )

    def _place_words(self) -> str:
        known = self.session.read(documents.rows)
        at = known.index(self.session.document) + 1 if self.session.document in known else 0
        return say(
            "Separating voices, document {number} of {count}", number=amount(at), count=amount(len(known))
        )

    def _show_span(self, document: int, start: int, end: int) -> None:
        if self.desk is not None and self.desk.document.id == document:
            self._select_words(start, end)

    def _select_words(self, start: int, end: int) -> None:
        self.page.select(start, end)
        self.page.scroll_to(start)
        self.page.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_change(self, document: int, start: int, end: int, focus: bool) -> None:
        """Show words that would change; the list keeps the keyboard unless they were asked for."""
        self.session.select("document", document)
        self._show_if_stale()
        self.page.select(start, end)
        self.page.scroll_to(start)
        if focus:
            self.page.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go_to_part(self, start: int, _end: int) -> None:
        self.page.set_caret(start)
        self.page.scroll_to(start)
        self.page.setFocus(Qt.FocusReason.OtherFocusReason)

    # ------------------------------------------------------------------ commands

    def _enable(self) -> None:
        """Switch on what can be done now; the keys of the two modes never meet."""
        enabling.enable(self)

    def go_document(self, step: int) -> None:
        """Go to the next (1) or previous (-1) document of the library."""
        known = self.session.read(documents.rows)
        if self.session.document in known:
            at = (known.index(self.session.document) + step) % len(known)
            self.session.select("document", known[at])

    def find(self) -> None:
        """Open the bar that finds words in the document."""
        self.originals.show_text()
        self.find_bar.open_bar()

    def cycle(self, voice: str) -> None:
        """Show, dim or fold a voice."""
        self.header.toggles[voice].cycle()

    def grade(self) -> None:
        """Go to the certainty of the claim."""
        if self.session.claim is not None:
            link = self.link
            population = link.population if link is not None and link.counts else self.session.population
            self.session.go("grade", claim=self.session.claim, population=population)

    def show_quoted(self) -> None:
        """Bring the source dock forward on the study that the page quotes at the caret or in the quote."""
        if self.desk is None or not any(segment.second_hand for segment in self.desk.segments):
            self.session.tell(
                say("This page quotes no study."), say("A study quoted is a part with the study's voice.")
            )
            return
        come_forward(self.source_dock)
        self.source_dock.focus_quoted(self.link.span.start if self.link is not None else self.page.caret())

    def _choose_tag_below_chips(self) -> None:
        chips = self.claim_dock.head
        self.claiming.choose_tag(chips.mapToGlobal(QPoint(8, chips.statement.geometry().bottom() + 30)))

    # ------------------------------------------------------------------ separating

    def toggle_separating(self) -> None:
        """Begin to correct boundaries, or end it."""
        if self.desk is None:
            return
        self._set_mode(not self.separating.on)
        self._show()
        self.page.setFocus(Qt.FocusReason.OtherFocusReason)

    def _confirm_sure(self) -> None:
        self.page.setFocus(Qt.FocusReason.OtherFocusReason)  # the button is about to be switched off
        self.separating.confirm_sure()

    def _read_from_the_top(self) -> None:
        """End the separating of a checked document; the last boundary is no place to begin reading."""
        self.toggle_separating()
        self._go_to_part(0, 0)

    def separate_again(self) -> None:
        """Show what separating this document again would change."""
        if self.session.document is not None:
            self.again.look([self.session.document])

    def settle(self) -> None:
        """End the separating mode, so that the docks can be kept as they are for reading."""
        if self.separating.on:
            self._set_mode(False)
            self._show()

    def _set_mode(self, on: bool) -> None:
        for leaves in (self.left, self.right, self.left_header):
            leaves.setCurrentIndex(int(on))
        self.header.set_separating(on)
        self.room.give(on)
        self.originals.show_text()
        self.page.set_notes_visible(not on and self.header.notes_button.isChecked())
        if on and self.desk is not None:
            bring_question(self.left, self.right)
            self.find_bar.hide()
            self.crossing.put_away()
            self.separating.enter(self.desk)
        elif self.separating.on:
            self.checked.hide()
            self.separating.leave()
        self._enable()
        self.key_line_changed.emit()

    # ------------------------------------------------------------------ menus

    def _show_context_menu(self, place: QPoint) -> None:
        menus.show_actions(self.page, self.actions_by_id, menus.on_page(self), place)


def _below(widget: QWidget) -> QPoint:
    return widget.mapToGlobal(QPoint(0, widget.height() + 2))
