"""Deciding in Screen: one record or many, with a reason or a note, and the third decision on a conflict."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction

from reviewer.actions import decisions as actions
from reviewer.gui import dialogs
from reviewer.gui.leaves import come_forward
from reviewer.gui.session import Seen
from reviewer.gui.workspaces.screening import keys
from reviewer.gui.workspaces.screening.desk import Desk
from reviewer.gui.workspaces.screening.side import Leaf, Similar
from reviewer.language import say
from reviewer.library import Library, decisions, journal
from reviewer.model import Changes
from reviewer.model.screening import Retrieval, Stage, Verdict


class Deciding(QObject):
    """Acts on what is selected and goes on to the next."""

    armed_changed = Signal()
    """Digits now stand for reasons, or no longer."""
    stood = Signal()
    """What is shown of the record in front is to be shown again."""
    left = Signal()
    """The keyboard should go back to the table."""

    def __init__(self, desk: Desk, leaves: Sequence[Leaf], parent: QObject) -> None:
        super().__init__(parent)
        self.desk, self.session, self.leaves = desk, desk.session, leaves
        self.found, self.table, self.panel = desk.found, desk.table, desk.panel
        self.action: Callable[[str], QAction | None] = lambda _id: None
        panel = self.panel
        panel.decided.connect(self.decide)
        panel.excluded.connect(self.exclude)
        panel.noted.connect(self._save_note)
        panel.reopened.connect(self.reopen)
        panel.retrieved.connect(self.retrieve)
        panel.reason_changed.connect(self._change_reason)

    def decide(self, verdict: Verdict) -> None:
        """Decide about what is selected and go on to the next; an exclusion first asks for its reason."""
        if not self.desk.chosen():
            return
        if verdict is Verdict.EXCLUDE:
            self._arm(not self.panel.armed)
        else:
            self._decide(verdict, None)

    def exclude_for(self, number: int) -> None:
        """Exclude what is selected for the reason of this number; the last one is typed."""
        self.disarm()
        self.panel.choose(number)

    def exclude(self, reason: int | str) -> None:
        """Exclude what is selected for a reason: the id of one, or the words of a new one."""
        self.disarm()
        self.left.emit()
        self._decide(Verdict.EXCLUDE, reason)

    def _decide(self, verdict: Verdict, reason: int | str | None) -> None:
        chosen, stage = self.desk.chosen(), self.desk.stage
        ids = chosen[:1] if self.desk.settling else chosen
        if not ids:
            return
        self.disarm()
        note, following = self._typed_note(ids), self._following(ids)
        if len(ids) > journal.LARGE:
            go_on = partial(self._went, following)
            self.session.run(_decide_many, ids, verdict, stage, reason, done=go_on)
            return
        self._hush()
        with self._at_work():
            if self.desk.settling:
                error = self.session.attempt(
                    lambda own: actions.settle(
                        own, ids[0], verdict, stage=stage, reason=reason, note=note or ""
                    )
                )
            else:
                error = self.session.attempt(
                    lambda own: actions.decide(own, ids, verdict, stage=stage, reason=reason, note=note)
                )
        if error is None:
            self.panel.note.draft.forget()
            self._advance(following)

    def _hush(self) -> None:
        """Break off what is read beside the window: nothing can be written meanwhile. It is asked again."""
        self.found.counting.lookup.forget()
        self.found.listing.lookup.forget()
        for leaf in self.leaves:
            if isinstance(leaf.content, Similar):
                leaf.content.pause()

    def _went(self, following: int | None, _changes: Changes | None) -> None:
        self._advance(following)

    @contextmanager
    def _at_work(self) -> Iterator[None]:
        """Leave the order of the table alone while one acts on it here."""
        self.desk.acting = True
        try:
            yield
        finally:
            self.desk.acting = False

    def _typed_note(self, ids: Sequence[int]) -> str | None:
        """Return the note that goes with a first decision; None leaves what stands in the library."""
        if len(ids) != 1:
            return None
        standing = self.desk.standing(ids[0])
        self.panel.note.flush()
        written = standing.settled if self.desk.settling else standing.own
        typed = self.panel.note.text().strip()
        return typed if self.desk.settling or written is None else None

    def _following(self, ids: Sequence[int]) -> int | None:
        """Return the document after those that are selected, or the one before where they are the last."""
        last = self.table.row_of(ids[-1])
        first = self.table.row_of(ids[0])
        if last is not None and last + 1 < self.table.rowCount():
            return self.table.id_at(last + 1)
        return self.table.id_at(first - 1) if first else None

    def _advance(self, document: int | None) -> None:
        """Go on to a document, and let go of what no longer matches."""
        row = self.table.row_of(document) if document is not None else None
        if row is not None and self._keeps_place(document):
            self.found.select_row(row)
        if self.desk.depends():
            self.found.run()
        else:
            self.found.count_soon()
        self.stood.emit()

    def _keeps_place(self, document: int | None) -> bool:
        """Tell whether the selection goes on; at the end of a list that keeps its rows it stays."""
        at = self.found.current()
        return self.desk.depends() or document is None or at + 1 < self.table.rowCount()

    def undecide(self) -> None:
        """Take one's own decisions on what is selected away."""
        ids = self.desk.chosen()
        if ids:
            self.session.perform(actions.undecide, ids, stage=self.desk.stage)

    def reopen(self) -> None:
        """Open what was settled about the record in front again."""
        if self.session.document is not None:
            self.session.perform(actions.reopen, self.session.document, stage=self.desk.stage)

    def retrieve(self, state: Retrieval | None) -> None:
        """Say what became of the search for the full texts of what is selected."""
        ids = self.desk.chosen()
        if ids:
            self.session.perform(actions.retrieve, ids, state)
            self.stood.emit()

    def _arm(self, armed: bool) -> None:
        """Let the digits stand for reasons, or no longer."""
        self.panel.set_armed(armed)
        for number, id in enumerate((*keys.EXCLUDING, keys.NOT_AFTER_ALL)):
            action = self.action(id)
            if action is not None:
                action.setEnabled(armed and (id == keys.NOT_AFTER_ALL or number < len(self.panel.reasons)))
        if armed:
            come_forward(next((leaf for leaf in self.leaves if leaf.in_front), self.leaves[0]))
        self.armed_changed.emit()

    def disarm(self) -> None:
        """Let the digits stand for nothing again."""
        self._arm(False)

    # ------------------------------------------------------------------ reasons and notes

    def add_reason(self) -> None:
        """Add a reason that is asked for to the list."""
        name = dialogs.ask_text(
            self.panel.window(), say("New reason for exclusion"), say("The reason in a few words")
        )
        if name is not None:
            self.session.perform(actions.add_reason, name)

    def _change_reason(self, what: str, id: int) -> None:
        known = [each.id for each in self.session.read(decisions.reasons)]
        place = known.index(id) + 1
        if what == "rename":
            old = next(each.words for each in self.session.read(decisions.reasons) if each.id == id)
            name = dialogs.ask_text(
                self.panel.window(), say("Other words"), say("The reason in a few words"), old
            )
            if name is not None:
                self.session.perform(actions.edit_reason, id, name)
        elif what == "remove":
            self.session.perform(actions.remove_reason, id)
        else:
            self.session.perform(actions.move_reason, id, place + (1 if what == "down" else -1))

    def write_note(self) -> None:
        """Go to the note of the record in front."""
        come_forward(next((leaf for leaf in self.leaves if leaf.in_front), self.leaves[0]))
        self.panel.note.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _save_note(self, words: str) -> None:
        """Save the note of a decision; before there is one the words are kept as a draft."""
        document, stage, drafts = self.panel.document, self.desk.stage, self.session.drafts
        if document is None or self.session.library is None:
            return
        standing = self.desk.standing(document)
        third, own = standing.settled, standing.own
        if self.panel.settling and third is not None:
            why = partial(actions.settle, stage=stage, reason=third.reason, note=words)
            self.session.attempt(lambda library: why(library, document, third.verdict))
        elif not self.panel.settling and own is not None:
            seen: Seen = ("decisions", own.id, {"note": self.panel.note.draft.seen})
            self.session.edit(seen, actions.note, document, words, stage=stage, merge=True)
        elif drafts is not None:
            drafts.refused += 1  # nothing to save it with yet: it stands, and goes with the decision


def _decide_many(
    library: Library,
    ids: list[int],
    verdict: Verdict,
    stage: Stage,
    reason: int | str | None,
    _progress: object,
) -> Changes:
    return actions.decide(library, ids, verdict, stage=stage, reason=reason)
