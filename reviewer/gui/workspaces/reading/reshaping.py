"""Merging claims, splitting them, moving quotes: what is asked over the page before it is done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, QRectF, Qt, Signal
from PySide6.QtGui import QPainter

from reviewer.actions import reshaping as actions
from reviewer.errors import ReviewError
from reviewer.gui import theme
from reviewer.gui.lists import Rows, draw_words
from reviewer.gui.session import Session
from reviewer.gui.workspaces.reading.chooser import claim_options
from reviewer.gui.workspaces.reading.claiming import Claiming
from reviewer.gui.workspaces.reading.rows import Chosen, Panel, TwoLines
from reviewer.language import say, say_count
from reviewer.model import Claim, Stance
from reviewer.text import one_line


class MergePanel(Panel):
    """Says what merging two claims would do. Enter merges, S keeps the other one, Esc leaves both."""

    def __init__(self) -> None:
        super().__init__()
        self.merge = theme.KeyButton(say("Merge"), "Enter", primary=True)
        self.swap = theme.KeyButton(say("Keep the other"), "S")
        self.leave = theme.KeyButton(say("Leave both"), "Esc")
        self.add_button(self.leave, Qt.Key.Key_Escape)
        self.add_button(self.swap, Qt.Key.Key_S)
        self.add_button(self.merge, Qt.Key.Key_Return)

    def show_plan(self, plan: actions.Merging) -> None:
        """Show what would happen, and take the keyboard."""
        kept, gone = plan.kept, plan.gone
        self.head.setText(
            say(
                "Merge claim {number} into claim {other}: “{claim}”",
                number=gone.number,
                other=kept.number,
                claim=kept.short,
            )
        )
        self.note.setText("\n".join(plan.sentences))
        self.merge.setText(say("Merge {number} into {other}", number=gone.number, other=kept.number))
        self.swap.setText(say("Keep claim {number} instead", number=gone.number))
        self.show()
        self.merge.setFocus(Qt.FocusReason.OtherFocusReason)


@dataclass(frozen=True, slots=True)
class Taken:
    """A quote in the list of a split: whether it goes to the new claim."""

    quote: int
    stance: Stance
    words: str
    place: str
    goes: bool = False


class SplitPanel(Panel):
    """Chooses the quotes of a new claim. Space or a click ticks, Ctrl+Enter splits, Esc leaves."""

    def __init__(self) -> None:
        super().__init__()
        self.note.setText(say("Tags and fields are copied; ratings stay with the old claim."))
        self.split = theme.KeyButton(say("Make a claim of these"), "Ctrl", "Enter", primary=True)
        self.leave = theme.KeyButton(say("Leave it"), "Esc")
        self.add_button(self.leave, Qt.Key.Key_Escape)
        self.add_button(self.split, Qt.Key.Key_Return, ctrl=True)
        self.model = Rows(_spoken)
        self.list = Chosen(self.model, TwoLines(lambda _row: False, _draw_taken), say("Quotes of the claim"))
        self.list.run = self.list.space = self.list.enter = self.tick
        self.column.addWidget(self.list)

    @property
    def chosen(self) -> list[int]:
        """Return the quotes ticked."""
        return [row.quote for row in self.model.rows if row.goes]

    def tick(self, row: object) -> None:
        """Tick a quote, or take the tick away."""
        rows = [replace(each, goes=not each.goes) if each == row else each for each in self.model.rows]
        self.model.show(rows)
        self._tell()

    def show_quotes(self, claim: Claim, rows: Sequence[Taken]) -> None:
        """Show the quotes of a claim and take the keyboard."""
        self.head.setText(
            say("Which quotes of claim {number} say something of their own?", number=claim.number)
        )
        self.model.show(rows)
        self.fit(self.list)
        self._tell()
        self.show()
        self.list.go_to(next((n for n, row in enumerate(rows) if row.goes), 0))
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell(self) -> None:
        count = len(self.chosen)
        self.split.setText(say_count(count, "Make a claim of {n} quote", "Make a claim of {n} quotes"))
        self.split.setEnabled(0 < count < len(self.model.rows))


def _spoken(row: Taken) -> str:
    goes, stance = say("chosen") if row.goes else say("stays"), theme.STANCES_INSIDE[row.stance]
    return f"{goes}, {stance}: {row.words}. {row.place}"


def _draw_taken(painter: QPainter, room: QRectF, row: Taken) -> None:
    box = QRectF(room.left() + 0.5, room.center().y() - 7.5, 14, 14)
    painter.setPen(theme.colour("control"))
    painter.setBrush(theme.colour("accent" if row.goes else "field"))
    painter.drawRoundedRect(box, 3, 3)
    if row.goes:
        theme.draw_icon(painter, box.adjusted(1, 1, -1, -1), "check", "onAccent")
    theme.draw_stance(painter, QRectF(room.left() + 26, room.center().y() - 8, 17, 17), row.stance.value)
    words = room.adjusted(54, 0, 0, 0)
    draw_words(painter, QRectF(words.left(), words.top() + 4, words.width(), 20), row.words, "quote", "text1")
    draw_words(
        painter, QRectF(words.left(), words.top() + 24, words.width(), 18), row.place, "small", "text2"
    )


class Reshaping(QObject):
    """Does what the Claim menu says about merging, splitting and moving."""

    done = Signal()
    """A panel is put away: the page takes the keyboard."""

    def __init__(self, session: Session, claiming: Claiming) -> None:
        super().__init__(claiming)
        self.session, self.claiming = session, claiming
        self.merging, self.splitting = MergePanel(), SplitPanel()
        self._plan: actions.Merging | None = None
        self._of = 0
        self.merging.merge.clicked.connect(self._merge)
        self.merging.swap.clicked.connect(self._swap)
        self.splitting.split.clicked.connect(self._split)
        for panel in (self.merging, self.splitting):
            panel.leave.clicked.connect(self.put_away)

    def put_away(self) -> None:
        """Leave everything as it is."""
        shown = not (self.merging.isHidden() and self.splitting.isHidden())
        self.merging.hide()
        self.splitting.hide()
        if shown:
            self.done.emit()

    def _claim(self) -> Claim | None:
        desk = self.claiming.desk
        return desk.claims.get(self.session.claim or 0) if desk is not None else None

    def _choose(self, prompt: str, words: str, run: Callable[[int], None], besides: int) -> None:
        desk = self.claiming.desk
        if desk is None or len(desk.claims) < 2:
            self.session.tell(say("There is no other claim yet."), say("Q makes one of the words selected."))
            return
        recent = self.claiming.recent
        self.claiming.chooser.ask(
            prompt,
            lambda typed: claim_options(desk, recent, run, typed, words, besides),
            self.claiming.place_of_current(),
        )

    # ------------------------------------------------------------------ moving

    def move_quote(self) -> None:
        """Ask to which other claim the current quote should belong."""
        link = self.claiming.link
        if link is None:
            return

        def move(claim: int) -> None:
            if self.session.perform(actions.move_quotes, [link.id], claim) is not None:
                self.session.select("claim", claim)
                self.session.select("quote", link.id)

        self._choose(say("Move this quote to a claim"), link.span.exact, move, link.claim)

    # ------------------------------------------------------------------ merging

    def merge(self) -> None:
        """Ask into which other claim the current one should go, then say what that would do."""
        claim = self._claim()
        if claim is not None:
            self._choose(
                say("Merge claim {number} into", number=claim.number),
                claim.statement,
                self._into(claim.id),
                claim.id,
            )

    def _into(self, gone: int) -> Callable[[int], None]:
        return lambda kept: self._look(gone, kept)

    def _look(self, gone: int, kept: int) -> None:
        try:
            self._plan = self.session.read(actions.merging, gone, kept)
        except ReviewError as error:
            self.session.tell_error(error)
            return
        self.merging.show_plan(self._plan)

    def _swap(self) -> None:
        if self._plan is not None:
            self._look(self._plan.kept.id, self._plan.gone.id)

    def _merge(self) -> None:
        plan = self._plan
        self.put_away()
        if plan is not None and self.session.perform(actions.merge_claims, plan.gone.id, plan.kept.id):
            self.session.select("claim", plan.kept.id)

    # ------------------------------------------------------------------ splitting

    def split(self) -> None:
        """List the quotes of the current claim, to choose those of a new one."""
        claim, desk = self._claim(), self.claiming.desk
        if claim is None or desk is None:
            return
        links = desk.quotes_of(claim.id)
        if len(links) < 2:
            self.session.tell(say("This claim has one quote only."), say("Edit its statement instead."))
            return
        self._of = claim.id
        titles = self.session.read(actions.sources, [link.id for link in links])
        rows = [
            Taken(
                link.id,
                link.stance,
                one_line(link.span.exact, 300),
                titles[link.id],
                link.id == self.session.quote,
            )
            for link in links
        ]
        self.splitting.show_quotes(claim, rows)

    def _split(self) -> None:
        chosen = self.splitting.chosen
        self.put_away()
        made = self.session.perform(actions.split_claim, self._of, chosen)
        if made is not None:
            self.session.select("claim", made.created)
            self.session.select("quote", chosen[0])
            self.claiming.made.emit()
