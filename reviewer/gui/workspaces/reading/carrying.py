"""Quotes of another version of a document, or that lost their place: found again, accepted by a person.

A strip offers it; the list shows each quote with the place proposed for it and how alike the words are.
Those not found stay in the tray at its end until their words are selected by hand.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, QRectF, Qt, Signal
from PySide6.QtGui import QPainter

from reviewer.actions import anchors as actions
from reviewer.actions.anchors import Proposal
from reviewer.gui import theme
from reviewer.gui.fields import words
from reviewer.gui.lists import Rows, draw_right, draw_words
from reviewer.gui.page import Page
from reviewer.gui.session import Session
from reviewer.gui.workspaces.reading.bars import Bar
from reviewer.gui.workspaces.reading.desk import Desk
from reviewer.gui.workspaces.reading.rows import Chosen, Panel, TwoLines
from reviewer.gui.workspaces.reading.signs import icon_sign
from reviewer.language import amount, say, say_count
from reviewer.library.versions import Version
from reviewer.model import Span
from reviewer.refinding import How
from reviewer.text import one_line

HEADS = {
    How.EXACT: say("Exactly the same words"),
    How.ELSEWHERE: say("The same words, among others"),
    How.CLOSE: say("Words that are close"),
    How.LOST: say("Not found: select the words in the text, then U"),
}

LONGEST = 400
"""Characters of a quote that a row shows."""


@dataclass(frozen=True, slots=True)
class Row:
    """A title over quotes found in one way, or one quote with its proposal."""

    head: str = ""
    proposal: Proposal | None = None


def rows_of(proposals: Sequence[Proposal]) -> Iterator[Row]:
    """Yield the rows of the list: sure ones first, those that were not found last."""
    for how, head in HEADS.items():
        found = [each for each in proposals if each.place.how is how]
        if found:
            yield Row(f"{head} · {len(found)}")
            yield from (Row(proposal=each) for each in found)


def told(each: Proposal) -> str:
    """Return in words what is proposed for a quote."""
    if each.span is None:
        return say("Claim {number} · not found here; the quote is kept where it is", number=each.number)
    place = say("characters {start}–{end}", start=each.place.start, end=each.place.end)
    if each.place.how is How.CLOSE:
        return say("Claim {number} · now “{words}”", number=each.number, words=one_line(each.exact, LONGEST))
    return say("Claim {number} · {place}", number=each.number, place=place)


def score(each: Proposal) -> str:
    """Return how alike the words are: "94 %", or nothing for a quote that was not found."""
    return f"{int(100 * each.place.score)} %" if each.span is not None else ""


def spoken(row: Row) -> str:
    """Return a row as it is read out."""
    if row.proposal is None:
        return row.head
    quoted = one_line(row.proposal.link.span.exact, LONGEST)
    return ", ".join(p for p in (quoted, told(row.proposal), score(row.proposal), row.proposal.warning) if p)


def _draw(painter: QPainter, room: QRectF, row: Row) -> None:
    each = row.proposal
    if each is None:
        draw_words(painter, room, row.head, "bodyStrong", "text1")
        return
    theme.draw_stance(painter, QRectF(room.left(), room.center().y() - 8, 17, 17), each.link.stance.value)
    room = room.adjusted(28, 0, 0, 0)
    top = QRectF(room.left(), room.top() + 4, room.width(), 20)
    edge = draw_right(painter, top, score(each), "small", "text2")
    quoted = one_line(each.link.span.exact, LONGEST)
    draw_words(painter, top.adjusted(0, 0, edge - top.right() - 12, 0), quoted, "quote", "text1")
    below = QRectF(room.left(), top.bottom(), room.width(), 18)
    if each.warning:
        theme.draw_icon(painter, QRectF(below.left(), below.top(), 14, below.height()), "warn", "warning")
        below = below.adjusted(20, 0, 0, 0)
    ink = "warning" if each.warning else "text2"
    line = f"{each.warning} {told(each)}" if each.warning else told(each)
    draw_words(painter, below, line, "small", ink)


class VersionBar(Bar):
    """Says that another version of the document holds quotes, and offers to find them."""

    def __init__(self) -> None:
        super().__init__("accentTint")
        self.words = words("", "small", wrap=True)
        self.find = theme.KeyButton(say("Find them again"), primary=True)
        self.later = theme.KeyButton(say("Not now"))
        self.row.addWidget(icon_sign("info", "accent", ""))
        self.row.addWidget(self.words, 1)
        self.answers.addWidget(self.later)
        self.answers.addWidget(self.find)
        self.later.clicked.connect(self.hide)

    def show_lost(self, count: int) -> None:
        """Say that quotes of the document shown lost their place."""
        self.find.setText(say("Find it again") if count == 1 else say("Find them again"))
        self.words.setText(
            say_count(
                count,
                "{n} quote of this document lost its place. What was said of it is kept.",
                "{n} quotes of this document lost their place. What was said of them is kept.",
            )
        )
        self.show()

    def show_version(self, version: Version, here: int) -> None:
        """Show the offer beside the newer or the older of two versions."""
        self.words.setText(_of_another(version, newer=here == version.new))
        self.words.setToolTip(version.title)
        self.find.setText(say("Find it again") if version.quotes == 1 else say("Find them again"))
        self.show()


def _of_another(version: Version, *, newer: bool) -> str:
    """Return that an older version holds quotes, in the newer one, or the other way round."""
    reason = say(version.reason)
    if newer:
        return say_count(
            version.quotes,
            "Another version of this document ({reason}) holds {n} quote. Nothing moves by itself.",
            "Another version of this document ({reason}) holds {n} quotes. Nothing moves by itself.",
            reason=reason,
        )
    return say_count(
        version.quotes,
        "A newer version of this document is here ({reason}); its {n} quote lies in this one. "
        "Nothing moves by itself.",
        "A newer version of this document is here ({reason}); its {n} quotes lie in this one. "
        "Nothing moves by itself.",
        reason=reason,
    )


class CarryPanel(Panel):
    """The list. Arrows show the place, Enter takes it, Ctrl+Enter all exact ones, U the words selected."""

    place_asked = Signal(int, int, int, bool)
    """Document, start, end, and whether the page should take the keyboard."""
    taken = Signal(object)
    """A proposal was accepted."""
    all_taken = Signal()
    by_hand = Signal(object)
    """A quote is to be tied to the words selected in the text."""
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.leave = theme.KeyButton(say("Close"), "Esc")
        self.hand = theme.KeyButton(say("Use the words selected"), "U")
        self.one = theme.KeyButton(say("Take this place"), "Enter")
        self.every = theme.KeyButton(say("Take all exact ones"), "Ctrl", "Enter", primary=True)
        self.model = Rows(spoken)
        self.list = Chosen(
            self.model, TwoLines(lambda row: not row.proposal, _draw), say("Quotes found again")
        )
        self.list.enter = lambda _row: self.one.click()
        self.add_button(self.leave, Qt.Key.Key_Escape)
        self.add_button(self.hand, Qt.Key.Key_U)
        self.add_button(self.one)
        self.add_button(self.every, Qt.Key.Key_Return, ctrl=True)
        self.column.addWidget(self.list)
        self.list.selectionModel().currentChanged.connect(lambda *_: self._show_current())
        self.leave.clicked.connect(self.left)
        self.one.clicked.connect(lambda: self._emit(self.taken))
        self.hand.clicked.connect(lambda: self._emit(self.by_hand))
        self.every.clicked.connect(self.all_taken)

    @property
    def current(self) -> Proposal | None:
        """Return the proposal of the row the keyboard is on."""
        row = self.list.current_row()
        return row.proposal if isinstance(row, Row) else None

    def _emit(self, signal: Any) -> None:
        if self.current is not None:
            signal.emit(self.current)

    def _show_current(self) -> None:
        each = self.current
        self.one.setEnabled(each is not None and each.span is not None)
        self.hand.setEnabled(each is not None)
        if each is not None and (each.span is not None or each.place.start):
            self.place_asked.emit(each.document, each.place.start, each.place.end, False)

    def show_proposals(self, head: str, note: str, proposals: Sequence[Proposal]) -> None:
        """Show what was found; the row that was current stays so as far as it is still there."""
        before = max(0, self.list.currentIndex().row()) if not self.isHidden() else 0
        self.head.setText(head)
        self.note.setText(note)
        rows = list(rows_of(proposals))
        self.model.show(rows)
        self.fit(self.list)
        sure = sum(each.sure for each in proposals)
        self.every.setText(
            say("Take all {count} exact ones", count=amount(sure)) if sure > 1 else say("Take the exact one")
        )
        self.every.setEnabled(sure > 0)
        self.show()
        order = [*range(before, len(rows)), *reversed(range(before))]
        self.list.go_to(next((n for n in order if n < len(rows) and rows[n].proposal), -1))
        self._show_current()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)


class Carrying(QObject):
    """Looks where quotes stand again, shows it, and ties them there when a person says so."""

    done = Signal()
    """The list is put away: the page takes the keyboard."""

    def __init__(self, session: Session, page: Page) -> None:
        super().__init__(page)
        self.session, self.page = session, page
        self.bar, self.panel = VersionBar(), CarryPanel()
        self._pair: tuple[int, int] | None = None
        self._offered: tuple[int, int] | None = None
        self._declined: set[tuple[int, int]] = set()
        self.bar.find.clicked.connect(self.find_offered)
        self.bar.later.clicked.connect(self._decline)
        self.panel.taken.connect(self._take)
        self.panel.all_taken.connect(self._take_exact)
        self.panel.by_hand.connect(self._take_words)
        self.panel.left.connect(self.put_away)

    # ------------------------------------------------------------------ offering

    def offer(self, desk: Desk | None) -> None:
        """Offer what could be found again in the document that was just opened: quotes of its own that lost
        their place, or those of another version."""
        if self._pair is not None and (desk is None or desk.document.id != self._pair[1]):
            self.put_away()
        self._offered = self._offer(desk) if desk is not None and self._pair is None else None
        self.bar.setVisible(self._offered is not None)

    def _offer(self, desk: Desk) -> tuple[int, int] | None:
        here = desk.document.id
        lost = sum(not actions.holds(desk.document, link) for link in desk.quotes)
        if lost and (here, here) not in self._declined:
            self.bar.show_lost(lost)
            return here, here
        held = {link.span.document for link in desk.links}
        for version in self.session.read(actions.other_versions, here):
            pair = version.old, version.new
            if version.new not in held and pair not in self._declined:
                self.bar.show_version(version, here)
                return pair
        return None

    def _decline(self) -> None:
        if self._offered is not None:
            self._declined.add(self._offered)
        self.done.emit()

    def find_offered(self) -> None:
        """Look where the quotes stand that are offered."""
        if self._offered is not None:
            self.look(*self._offered)

    def find_version(self) -> None:
        """Look for the quotes of another version of the document shown, also when it was declined."""
        document = self.session.document
        found = self.session.read(actions.other_versions, document) if document is not None else []
        if found:
            self.look(found[0].old, found[0].new)
        else:
            self.session.tell(
                say("No other version of this document holds quotes."),
                say("Versions are told by DOI, PMID, address, title or file name."),
            )

    # ------------------------------------------------------------------ looking

    def find_words(self) -> None:
        """Look where the words stand of quotes that lost their place in the document shown."""
        if self.session.document is not None:
            self.look(self.session.document, self.session.document)

    def look(self, old: int, new: int) -> None:
        """Show where the quotes of `old` stand in `new`."""
        self._pair = (old, new)
        self.bar.hide()
        self.session.select("document", new)
        if not self._show():
            told = (
                say("Every quote stands where it says.") if old == new else say("No quote is left to carry.")
            )
            self.put_away()
            self.session.tell(told)

    def _show(self) -> bool:
        if self._pair is None:
            return False
        found = self.session.read(actions.propose, *self._pair)
        if not found:
            return False
        if self._pair[0] == self._pair[1]:
            head = say_count(
                len(found),
                "{n} quote of this document lost its place",
                "{n} quotes of this document lost their place",
            )
            note = say("What was said of them is kept. Take the place that is proposed, or select the words.")
        else:
            head = say_count(
                len(found),
                "{n} quote of another version, and where they stand in this one",
                "{n} quotes of another version, and where they stand in this one",
            )
            note = say("The other version stays, with the quotes you do not take. Both count as one study.")
        self.panel.show_proposals(head, note, found)
        return True

    # ------------------------------------------------------------------ accepting

    def _take(self, each: Proposal) -> None:
        if each.span is not None:
            self._carry({each.link.id: each.span})

    def _take_exact(self) -> None:
        found = self.session.read(actions.propose, *self._pair) if self._pair is not None else []
        sure = {each.link.id: each.span for each in found if each.sure and each.span is not None}
        if sure:
            self._carry(sure)

    def _take_words(self, each: Proposal) -> None:
        span = self.page.selected_span()
        if span is None:
            self.session.tell(say("Select the words in the text first."), say("F6 goes there and back."))
            return
        self._carry({each.link.id: span})

    def place_by_hand(self) -> None:
        """Tie the quote the list is on to the words selected in the text."""
        if self.panel.isHidden():
            self.session.tell(
                say("No quote waits for its words."),
                say("Quotes of another version… lists those that were not found."),
            )
        elif self.panel.current is not None:
            self._take_words(self.panel.current)

    def _carry(self, places: dict[int, Span]) -> None:
        done = self.session.perform(actions.carry_quotes, places)
        if done is None:
            return
        self.page.clear_selection()
        if not self._show():
            self.put_away()
            self.session.tell(
                say("{action}. Every quote has its place now.", action=done.label),
                say("Ctrl+Z takes it back."),
            )

    def put_away(self) -> None:
        """Leave what was not taken where it is."""
        self._pair = None
        if not self.panel.isHidden():
            self.panel.hide()
            self.done.emit()
