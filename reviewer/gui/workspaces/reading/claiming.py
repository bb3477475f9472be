"""Claims from the keyboard: new, linked, tagged, with stance and direction, and the way to the next."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QObject, QPoint, QRect, Signal
from PySide6.QtGui import QGuiApplication

from reviewer.actions import claims as actions
from reviewer.actions import codebook
from reviewer.actions.appraisals import attach_words
from reviewer.gui.page import Page
from reviewer.gui.session import Session
from reviewer.gui.workspaces.reading.chooser import (
    Chooser,
    claim_options,
    population_options,
    tag_options,
)
from reviewer.gui.workspaces.reading.crossing import Crossing, CrossingBar, pieces_of
from reviewer.gui.workspaces.reading.desk import Desk
from reviewer.language import say
from reviewer.model import Claim, Direction, QuoteLink, Span, Stance, Suggestion, Voice
from reviewer.text import one_line

LONGEST_STATEMENT = 500
"""Characters of a statement that is made of the words selected; the quote holds all of them."""


class Claiming(QObject):
    """Does what the keys of Read say about claims and quotes. `desk` is what the workspace shows now."""

    made = Signal()
    """A new claim stands in the dock: its statement wants the focus."""

    def __init__(self, session: Session, page: Page, crossing: CrossingBar) -> None:
        super().__init__(page)
        self.session, self.page, self.crossing = session, page, crossing
        self.offering = Crossing(page, crossing, lambda pieces: self._make(pieces, {}))
        self.desk: Desk | None = None
        self.recent: list[int] = []
        self.chooser = Chooser(page)

    def show_desk(self, desk: Desk | None, separating: bool) -> None:
        """Take what is shown now; while separating nothing is split into quotes."""
        self.desk = desk
        self.offering.desk = None if separating else desk

    def note_claim(self, claim: int) -> None:
        """Remember that a claim was looked at; such claims are offered first."""
        self.recent = [claim, *(other for other in self.recent if other != claim)][:20]

    @property
    def link(self) -> QuoteLink | None:
        """Return the current quote, if it lies in the document shown."""
        return self.desk.quote(self.session.quote) if self.desk is not None else None

    # ------------------------------------------------------------------ going about

    def next_claim(self, step: int) -> None:
        """Select the next (1) or previous (-1) quote of the text, from the current one or the caret."""
        order = self.desk.quotes if self.desk is not None else []
        if not order:
            return
        link, caret = self.link, self.page.caret()
        if link is not None:
            at = bisect_left(order, _place(link), key=_place) + step
        elif step > 0:
            at = next((n for n, other in enumerate(order) if other.span.start >= caret), 0)
        else:
            at = len([other for other in order if other.span.start < caret]) - 1
        self.session.select("quote", order[at % len(order)].id)

    # ------------------------------------------------------------------ quotes

    def attach_answer(self) -> None:
        """Let the selected words show the answer in front in Grade, or take them away from it."""
        wanted, span = self.session.answering, self.page.selected_span()
        if wanted is None:
            self.session.tell(
                say("No answer waits for words."), say("In Grade, open a checklist and go to an item.")
            )
        elif span is None or span.document != wanted.document:
            hint = say("Go back to Grade and press O.") if span else say("S selects a sentence.")
            self.session.tell(
                say("Select words of the document appraised, for {label}.", label=wanted.label), hint
            )
        elif self.session.perform(
            attach_words, span.document, wanted.instrument, wanted.item, span, claim=wanted.claim
        ):
            self.session.tell(
                say("These words stand at {label}.", label=wanted.label), say("A again takes them away.")
            )

    def _with_selection(self, then: Callable[[Sequence[Span]], None]) -> None:
        """Call `then` with the words selected, cut where voices change; asks first when they do."""
        span = self.page.selected_span()
        if self.desk is None:
            return
        if span is None:
            self.session.tell(say("Select words first."), say("S selects the sentence at the caret."))
            return
        pieces = pieces_of(self.desk, span)
        if not pieces:
            self.session.tell(say("Nobody’s words are selected."), say("Select words of the text."))
        elif len(pieces) == 1:
            then(pieces)
        else:
            self.crossing.ask(self.desk, pieces, then)

    def copy_words(self) -> None:
        """Copy the words selected, else those of the current quote, as the document has them."""
        span = self.page.selected_span() or (self.link.span if self.link is not None else None)
        if span is not None:
            QGuiApplication.clipboard().setText(span.exact)

    def new_claim(self, **tagged: Any) -> None:
        """Make a claim of the words selected; its statement is ready to be put in one's own words.

        `tagged` are the tags it gets, as `add_claim` takes them.
        """
        self._with_selection(lambda pieces: self._make(pieces, tagged))

    def _make(self, pieces: Sequence[Span], tagged: dict[str, Any]) -> None:
        statement = one_line(pieces[0].exact, LONGEST_STATEMENT)
        made = self.session.perform(actions.add_claim, statement, quotes=self._new(pieces), **tagged)
        if made is None:
            return
        self.page.clear_selection()
        self.session.select("claim", made.created)
        self.made.emit()

    def _usual_population(self, span: Span) -> int | None:
        """Return the population of the other study quotes here, when they agree: one study has one."""
        if self.desk is None:
            return None
        segment = self.desk.segment_at(span.start)
        if segment is None or segment.voice is not Voice.STUDY:
            return None
        known = {
            link.population for link in self.desk.quotes if link.voice is Voice.STUDY and link.population
        }
        return known.pop() if len(known) == 1 else None

    def _new(self, pieces: Sequence[Span]) -> list[actions.NewQuote]:
        return [actions.NewQuote(piece, self._usual_population(piece)) for piece in pieces]

    def link_selection(self) -> None:
        """Tie the words selected to a claim that is there already."""
        self._with_selection(self._choose_claim)

    def _choose_claim(self, pieces: Sequence[Span]) -> None:
        if self.desk is None or not self.desk.claims:
            self.session.tell(say("There is no claim yet."), say("Q makes one of the words selected."))
            return

        def link(claim: int) -> None:
            self._link(claim, pieces, self.chooser.stance)

        desk, words = self.desk, " ".join(piece.exact for piece in pieces)
        self.chooser.ask(
            say("Link these words to a claim"),
            lambda typed: claim_options(desk, self.recent, link, typed, words),
            self._beside(pieces[0]),
            stances=True,
        )

    def _link(self, claim: int, pieces: Sequence[Span], stance: Stance) -> None:
        """Tie the pieces to a claim as one step; words that are tied to it already only get the stance."""
        links = self.desk.quotes if self.desk is not None else []
        known = {link.span: link for link in links if link.claim == claim}
        new = [piece for piece in pieces if piece not in known]
        shown = known[pieces[0]].id if pieces[0] in known else None
        if new:
            made = self.session.perform(actions.link_quotes, claim, self._new(new), stance)
            if made is None:
                return
            shown = shown or made.created
        else:
            self.session.perform(actions.edit_quote, shown, stance=stance.value)
        self.page.clear_selection()
        self.session.select("quote", shown)

    def choose_for(self, suggestion: Suggestion | None, then: Callable[[int], None]) -> None:
        """Ask for which claim a suggestion is; `then` gets the claim."""
        desk = self.desk
        if desk is None or suggestion is None or not desk.claims:
            self.session.tell(say("There is no claim yet."), say("Y makes one of the words suggested."))
            return
        words, span = suggestion.span.exact, suggestion.span
        self.chooser.ask(
            say("Accept the suggestion for a claim"),
            lambda typed: claim_options(desk, self.recent, then, typed, words),
            self._beside(span),
        )

    def _beside(self, span: Span) -> QPoint:
        """Return a place under the words, in screen coordinates."""
        box: QRect = self.page.scene.caret_box(span.end).toRect()
        return self.page.viewport().mapToGlobal(box.bottomLeft() + QPoint(-120, 6))

    def remove_quote(self) -> None:
        """Untie the current quote from its claim; the claim stays."""
        if self.link is not None:
            self.session.perform(actions.remove_quote, self.link.id)

    def remove_claim(self) -> None:
        """Remove the current claim with its quotes; undo brings all back."""
        if self.session.claim is not None:
            self.session.perform(actions.remove_claim, self.session.claim)

    def set_stance(self, stance: Stance) -> None:
        """Say how the current quote stands towards its claim."""
        if self.link is not None:
            self.session.perform(actions.edit_quote, self.link.id, stance=stance.value)

    def set_direction(self, direction: Direction) -> None:
        """Say in which direction the effect goes in the current quote."""
        if self.link is not None:
            self.session.perform(actions.edit_quote, self.link.id, direction=direction.value)

    def toggle_background(self) -> None:
        """Say that the current quote reports no result of its study, or that it does."""
        link = self.link
        if link is not None and link.voice is Voice.STUDY:
            self.session.perform(actions.edit_quote, link.id, background=not link.background)

    def choose_population(self) -> None:
        """Ask which body of evidence the current quote belongs to; a name typed makes a new one."""
        desk, link = self.desk, self.link
        if desk is None or link is None:
            return
        if link.voice is not Voice.STUDY:
            told = say("Only words of a study belong to a body of evidence.")
            self.session.tell(told, say("Whom these words are about goes into the field Population."))
            return
        self.chooser.ask(
            say("Population of this quote of claim {number}", number=desk.claims[link.claim].number),
            lambda typed: population_options(
                desk, link.population, self._set_population, self._make_population, typed
            ),
            self._beside(link.span),
        )

    def _set_population(self, id: int | None) -> None:
        if self.link is not None:
            self.session.perform(actions.edit_quote, self.link.id, population=id)

    def _make_population(self, name: str) -> None:
        made = self.session.perform(actions.add_population, name)
        if made is not None:
            self._set_population(made.created)

    # ------------------------------------------------------------------ tags

    def choose_tag(self, place: QPoint | None = None) -> None:
        """Ask which tag to put on the current claim, or to make of the words selected."""
        desk = self.desk
        if desk is None:
            return
        claim = desk.claims.get(self.session.claim or 0)
        if claim is None and self.page.selected_span() is None:
            self.session.tell(say("Select a claim or some words first."), say("J goes to the next claim."))
            return
        on = claim.tags if claim is not None else ()
        prompt = (
            say("Tag claim {number}", number=claim.number)
            if claim is not None
            else say("Tag for a claim of these words")
        )
        where = place or self.place_of_current()
        self.chooser.ask(
            prompt, lambda typed: tag_options(desk, on, self.toggle_tag, self._make_tag, typed), where
        )

    def place_of_current(self) -> QPoint:
        """Return a place for a popup: under the words selected, or under the current quote."""
        link, span = self.link, self.page.selected_span()
        at = span or (link.span if link is not None else None)
        return self._beside(at) if at is not None else self.page.viewport().mapToGlobal(QPoint(160, 40))

    def _make_tag(self, path: Sequence[str], parent: int | None) -> None:
        claim = self._current_claim()
        if claim is None:
            self.new_claim(new_tag=(path, parent))
        else:
            self.session.perform(codebook.add_path, path, parent, claim.id)

    def _current_claim(self) -> Claim | None:
        return self.desk.claims.get(self.session.claim or 0) if self.desk is not None else None

    def toggle_tag(self, tag: int) -> None:
        """Put a tag on the current claim, or take it off; words selected without a claim become one."""
        claim = self._current_claim()
        if claim is None:
            self.new_claim(tags=[tag])
        elif tag in claim.tags:
            self.session.perform(actions.untag_claim, claim.id, tag)
        else:
            self.session.perform(actions.tag_claim, claim.id, tag)

    def untag(self, tag: int) -> None:
        """Take a tag off the current claim."""
        if self.session.claim is not None:
            self.session.perform(actions.untag_claim, self.session.claim, tag)

    def tag_group(self, number: int) -> None:
        """Put the group with this number on the current claim, or take it off; while a split is offered,
        the first two digits answer that."""
        if self.crossing.answer(number):
            return
        groups = self.desk.groups() if self.desk is not None else []
        if number <= len(groups):
            self.toggle_tag(groups[number - 1].id)


def _place(link: QuoteLink) -> tuple[int, int]:
    """Return what the quotes of a text are in the order of."""
    return link.span.start, link.id
