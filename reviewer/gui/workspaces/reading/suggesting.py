"""Suggestions while reading: found in short steps after the page stands, shown dotted, answered with one key.

Nothing is applied unasked. What was found stays until it is answered or found no more; an answer removes it
at once and selects the next, and the rules are asked again in the background.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QAbstractButton, QApplication

from reviewer import suggestions
from reviewer.actions import suggestions as actions
from reviewer.gui.leaves import come_forward
from reviewer.gui.page import Mark, Note, Page
from reviewer.gui.session import Session
from reviewer.gui.workspaces.reading import marks_in
from reviewer.gui.workspaces.reading.desk import Desk
from reviewer.gui.workspaces.reading.suggestion_list import SuggestionList
from reviewer.gui.workspaces.reading.suggestion_words import GROUPS, sure, told
from reviewer.language import say, say_count
from reviewer.library import suggestions as stored
from reviewer.model import Stance, Suggestion, SuggestionKind
from reviewer.text import one_line

BEGIN, REST, BUDGET = 80, 12, 0.005
"""Milliseconds from the first paint to the first slice of work and between two of them, and seconds that one
takes at most, short of one long step."""

QUIET = (SuggestionKind.CAUSAL, SuggestionKind.NUMBER)
"""Kinds that stand many to a paragraph: a note stands beside one only while it is the current one."""
SPOKEN = 60
"""Characters of a suggested quote that tell its note from another, for those who hear it."""


class Suggesting(QObject):
    """Keeps what is proposed for the document on the desk, and which of it is the current one."""

    changed = Signal(bool)
    """Other suggestions are shown (True), or only another one, or none, is the current one."""

    def __init__(self, session: Session, page: Page, listed: SuggestionList) -> None:
        super().__init__(page)
        self.session, self.page, self.listed = session, page, listed
        self.desk: Desk | None = None
        self.found: list[Suggestion] = []
        self.current: Suggestion | None = None
        self._numbers: dict[str, int] = {}
        self._steps: Iterator[Suggestion | None] = iter(())
        self._fresh: list[Suggestion] = []
        self._by_rules: list[Suggestion] = []
        self._stale = True
        self._answered: list[Suggestion] = []
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._slice)
        for activated in (page.mark_activated, page.note_activated):
            activated.connect(self.choose)
        page.note_answered.connect(self.answer)
        listed.asked.connect(self.go_to)
        self.changed.connect(lambda _others: self._fill_list())

    # ------------------------------------------------------------------ finding

    def outdated(self) -> None:
        """Hear that the library changed, so that answers are read again."""
        self._stale = True

    def show_desk(self, desk: Desk | None) -> None:
        """Look again for what can be proposed if the desk is another, once the page was painted."""
        before, self.desk = self.desk, desk
        if desk is None or before is None or before.document.id != desk.document.id:
            self.found, self.current, self._by_rules, self._answered = [], None, [], []
            self._fill_list()
        if desk is None:
            self._timer.stop()
        elif desk is not before:
            self._fresh = []
            self._steps = suggestions.steps(
                suggestions.Material(
                    desk.document, desk.segments, tuple(desk.claims.values()), desk.links,
                    desk.studies.get(desk.document.id),
                )
            )  # fmt: skip
            self._timer.start(BEGIN)
        elif self._stale and not self.looking:
            self._lay_out()
        elif self.looking:  # somebody is at work: what they do is painted first
            self._timer.start(BEGIN)

    @property
    def looking(self) -> bool:
        """True while the rules are still at work."""
        return self._timer.isActive()

    def _slice(self) -> None:
        """Ask the rules on for a short time; at the end show what they found."""
        until = time.perf_counter() + BUDGET
        for found in self._steps:
            if found is not None:
                self._fresh.append(found)
            if time.perf_counter() >= until:
                self._timer.start(REST)
                return
        self._by_rules = suggestions.ordered(self._fresh)
        self._lay_out()

    def _lay_out(self) -> None:
        """Show what the rules found without what was answered."""
        if self.desk is None or self.session.library is None:
            return
        self._stale = False
        kept = self.session.read(stored.kept, self.desk.document.id)
        found = actions.laid_out(self._by_rules, kept)
        if found == self.found:
            return
        back = next((each for each in reversed(self._answered) if each in found), None)
        self.found = found
        self.current = self._still_there(self.current)
        self.changed.emit(True)
        if back is not None:  # its answer was taken back: it waits for another
            self._answered.remove(back)
            if back in self.shown:
                self.go_to(back)

    def _still_there(self, one: Suggestion | None) -> Suggestion | None:
        """Return a suggestion as it is proposed now: also for another claim than before."""
        if one is None:
            return None
        key, group = suggestions.key(one), GROUPS["statement"] + GROUPS["conclusion"]
        same = next((each for each in self.shown if suggestions.key(each) == key), None)
        if same is not None or one.kind not in group:
            return same
        for each in self.shown:
            if each.kind in group and each.span.start < one.span.end and one.span.start < each.span.end:
                return each
        return None

    # ------------------------------------------------------------------ what is shown

    @property
    def off(self) -> set[str]:
        """Return the kinds that the reader does not want to see."""
        return set(self.session.settings.suggestions_off)

    @property
    def shown(self) -> list[Suggestion]:
        """Return the suggestions of the kinds that are shown, in the order of the text."""
        off = self.off
        return [each for each in self.found if each.kind.value not in off]

    def toggle_group(self, name: str) -> None:
        """Show a group of kinds, or leave it out."""
        kinds = {kind.value for kind in GROUPS[name]}
        off = self.off
        self.session.settings.suggestions_off = sorted(off - kinds if kinds & off else off | kinds)
        self.session.save_settings()

    def settle_kinds(self) -> None:
        """Show what the settings now say is to be shown."""
        if self.current is not None and self.current.kind.value in self.off:
            self.current = None
        self.changed.emit(True)

    def number(self, suggestion: Suggestion) -> int:
        """Return what stands for a suggestion on the page, where quotes have their ids: a negative number."""
        return self._numbers.setdefault(suggestions.key(suggestion), -1 - len(self._numbers))

    @property
    def claim_numbers(self) -> dict[int, int]:
        """Return the number of each claim by its id."""
        return {claim.id: claim.number for claim in self.desk.claims.values()} if self.desk else {}

    def here(self) -> int:
        """Return the number of the current suggestion, or 0."""
        return self.number(self.current) if self.current is not None else 0

    def marks(self) -> list[Mark]:
        """Return the dotted marks of what is shown and has a place."""
        return [
            Mark(
                self.number(each), each.claim or 0, each.span.start, each.span.end, self._hue(each), "", True
            )
            for each in self.shown
            if each.anchored
        ]

    def notes(self) -> list[Note]:
        """Return the margin notes beside them."""
        found, numbers = [], self.claim_numbers
        for each in self.shown:
            if each.kind in QUIET and each is not self.current:
                continue
            title, detail = told(each, numbers)
            hue, stance = self._hue(each), Stance.MENTIONS
            number = str(numbers.get(each.claim or 0, ""))
            begin = one_line(each.span.exact, SPOKEN)
            found.append(Note(self.number(each), number, title, stance, detail, None, hue, f"“{begin}”"))
        return found

    def _hue(self, each: Suggestion) -> str:
        claim = self.desk.claims.get(each.claim or 0) if self.desk is not None else None
        return self.desk.hue(claim) if self.desk is not None and claim is not None else ""

    def left(self) -> str:
        """Return how many wait, as the status bar says it; empty for none."""
        count = len(self.shown)
        how_sure = sure(self.current) if self.current is not None else ""
        told = [say_count(count, "{n} suggestion left", "{n} suggestions left")] if count else []
        told += [say("of this kind {how_sure}", how_sure=how_sure)] if told and how_sure else []
        return " · ".join(told)

    # ------------------------------------------------------------------ going about

    def show_list(self) -> None:
        """Bring the list of suggestions forward."""
        come_forward(self.listed)
        self.listed.focus_list()

    def _fill_list(self) -> None:
        self.listed.show_suggestions(self.shown, self.current, self.claim_numbers)

    def choose(self, mark: int) -> None:
        """Select what was clicked on the page: a suggestion by its number, or a quote by its id."""
        self.go_to(next((each for each in self.shown if self.number(each) == mark), None))
        if mark > 0:
            self.session.select("quote", mark)

    def go_to(self, suggestion: Suggestion | None) -> None:
        """Make a suggestion the current one and bring its words into sight."""
        quiet = any(each is not None and each.kind in QUIET for each in (self.current, suggestion))
        self.current = suggestion
        self.changed.emit(quiet)
        if suggestion is not None and (suggestion.anchored or suggestion.span.start):
            self.page.scroll_to(suggestion.span.start)

    def next(self, step: int = 1) -> None:
        """Go to the next (1) or previous (-1) suggestion; a button that has the focus is pressed instead."""
        focused = QApplication.focusWidget()
        if isinstance(focused, QAbstractButton):
            focused.click()
            return
        shown = self.shown
        if not shown:
            self.session.tell(say("There are no suggestions left here."))
        elif self.current in shown:
            self.go_to(shown[(shown.index(self.current) + step) % len(shown)])
        else:
            self.go_to(self._beside(shown, self.page.caret(), step))

    def _beside(self, shown: Sequence[Suggestion], caret: int, step: int) -> Suggestion:
        if step > 0:
            return next((each for each in shown if each.span.start >= caret), shown[0])
        return next((each for each in reversed(shown) if each.span.start < caret), shown[-1])

    def bring_marks(self) -> None:
        """Ask for a file with marks of another program and keep them as suggestions."""
        here = self.desk.document if self.desk is not None else None
        marks_in.bring(self.session, self.page, here)

    # ------------------------------------------------------------------ answers

    def accept(self, claim: int | None = None) -> None:
        """Do what the current suggestion proposes, for a claim if one is given, and go to the next."""
        each = self.current
        if each is None:
            self._say_how()
            return
        words = self.page.selected_span() if not each.anchored else None
        if claim is None and each.claim is None and each.kind in GROUPS["pico"]:
            claim = self.session.claim
        if self.session.perform(actions.accept, each, claim=claim, words=words) is not None:
            self._go_on(each)

    def reject(self) -> None:
        """Let the current suggestion never come back and go to the next."""
        each = self.current
        if each is None:
            self._say_how()
        elif self.session.perform(actions.reject, each) is not None:
            self._go_on(each)

    def answer(self, number: int, yes: bool) -> None:
        """Answer the suggestion with a number of the page."""
        self.choose(number)
        (self.accept if yes else self.reject)()

    def _say_how(self) -> None:
        self.session.tell(say("No suggestion is selected."), say("Space goes to the next one."))

    def _go_on(self, answered: Suggestion) -> None:
        """Take an answered suggestion away and select the one after it."""
        self._answered.append(answered)
        shown = self.shown
        at = shown.index(answered) if answered in shown else 0
        self.found = [each for each in self.found if each != answered]
        self.changed.emit(True)
        self.go_to(next(iter(self.shown[at:] or self.shown), None))
