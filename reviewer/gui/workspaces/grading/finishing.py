"""The end of a form: marking an appraisal as done, who else has done so, and where two differ then."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from reviewer.actions import appraisals as actions
from reviewer.actions import together
from reviewer.appraisal import consensus
from reviewer.appraisal.score import missing
from reviewer.gui.session import Session
from reviewer.gui.workspaces.grading.checklist import ChecklistPage, given
from reviewer.gui.workspaces.grading.forms import FormPage
from reviewer.gui.workspaces.grading.frame import Finish
from reviewer.gui.workspaces.grading.settling import SettleRows, summary_of
from reviewer.language import listed, say, say_count
from reviewer.library import appraisals, blinding
from reviewer.model import Appraisal, Subject


class Finishing:
    """Knows how far each form is, and records what is pressed at its end."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.settling: dict[FormPage, SettleRows] = {}
        """Where two differ, by the page of the form."""
        self._shown: dict[FormPage, tuple[Subject, Appraisal | None]] = {}
        self._states: dict[FormPage, Finish] = {}

    def show(self, page: FormPage, subject: Subject, appraisal: Appraisal | None) -> None:
        """Show how far the appraisal of a subject is, one's own and that of others."""
        settling = self.settling.get(page) or self._attach(page)
        own = appraisal if appraisal and appraisal.reviewer == self.session.reviewer.id else None
        matters = self.session.read(together.matters, subject)
        names = self.session.read(appraisals.reviewers)
        others = self._others(subject, names, summary_of(matters)[0])
        self._shown[page] = (subject, own)
        self._states[page] = Finish(
            own is not None and own.done, self._lacks(page, own), others,
            mark=say("Mark as done"), reopen=say("Reopen the appraisal"), before=say("Before it is done"),
            next=say("Next study"),
        )  # fmt: skip
        anchors: dict[str, QWidget] = {row.item.id: row for row in page.rows}
        if isinstance(page, ChecklistPage) and (box := page.overall.parentWidget()) is not None:
            anchors[consensus.OVERALL] = box
        form = page.instrument
        settling.show_matters(subject, matters, anchors, names, form, form.id)

    def state(self, page: FormPage) -> Finish:
        """Return how far the appraisal is that a page shows."""
        return self._states[page]

    def _lacks(self, page: FormPage, own: Appraisal | None) -> list[str]:
        if own is None:
            return [say("nothing is answered yet.")]
        return missing(page.instrument, given(dict(own.answers)), own.judgement, own.note)

    def _attach(self, page: FormPage) -> SettleRows:
        settling = SettleRows(page.column)
        settling.settled.connect(partial(self._settle, page))
        settling.withdrawn.connect(partial(self.session.perform, together.withdraw))
        self.settling[page] = settling
        return settling

    def _others(self, subject: Subject, names: dict[str, str], differing: str) -> str:
        """Return who else has appraised the same; how, stays with them until both are done."""
        hidden = self.session.read(blinding.hidden)
        seen = self.session.read(together.judged, subject)
        done = {each.reviewer for each in hidden if each.subject == subject and each.done}
        done |= {each.reviewer for each in seen}
        told = sorted(names.get(who, who) for who in done - {self.session.reviewer.id})
        said = (
            say_count(
                len(told), "{names} has appraised this", "{names} have appraised this", names=listed(told)
            )
            if told
            else ""
        )
        return "; ".join(part for part in (said, differing) if part)

    def mark(self, page: FormPage) -> None:
        """Mark the appraisal a page shows as done; while something is missing, say what."""
        _, own = self._shown[page]
        lacks = self._lacks(page, own)
        if lacks:
            self.session.tell(say("This appraisal cannot be marked as done yet."), " ".join(lacks[:3]))
        elif own is not None and not own.done:
            self.session.perform(actions.finish_appraisal, own.id)

    def reopen(self, page: FormPage) -> None:
        """Take back that the appraisal a page shows is done."""
        _, own = self._shown[page]
        if own is not None:
            self.session.perform(actions.reopen_appraisal, own.id)

    def _settle(self, page: FormPage, item: str, value: str, reason: str) -> None:
        self.session.perform(together.settle, self._shown[page][0], item, value, reason)
