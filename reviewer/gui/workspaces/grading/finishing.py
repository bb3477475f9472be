"""The end of a form: marking an appraisal as done, who else has done so, and where two differ then."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from reviewer.actions import appraisals as actions
from reviewer.actions import together
from reviewer.appraisal import consensus
from reviewer.appraisal.score import missing
from reviewer.gui.session import Session
from reviewer.gui.workspaces.grading.checklist import ChecklistPage, given
from reviewer.gui.workspaces.grading.forms import FormPage
from reviewer.gui.workspaces.grading.rows import MARGIN
from reviewer.gui.workspaces.grading.settling import SettleRows, summary_of
from reviewer.gui.workspaces.grading.signs import set_tone, words
from reviewer.library import appraisals, blinding
from reviewer.model import Appraisal, Subject


class DoneStrip(QWidget):
    """Mark as done or reopen, and in words what is missing, or who else has appraised the same."""

    marked = Signal()
    reopened = Signal()

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(MARGIN, 8, MARGIN, 12)
        row.setSpacing(10)
        self.mark = QPushButton("Mark as done")
        self.reopen = QPushButton("Reopen the appraisal")
        self.words: QLabel = words("", "small", "3", wrap=True)
        row.addWidget(self.mark)
        row.addWidget(self.reopen)
        row.addWidget(self.words, 1, Qt.AlignmentFlag.AlignVCenter)
        self.mark.clicked.connect(self.marked)
        self.reopen.clicked.connect(self.reopened)

    def show_state(self, own: Appraisal | None, lacks: list[str], others: str) -> None:
        """Show what can be done; a closed button says what it waits for."""
        done = own is not None and own.done
        self.mark.setVisible(not done)
        self.mark.setEnabled(own is not None and not lacks)
        self.reopen.setVisible(done)
        waits = f"Before it is done: {lacks[0]}" if lacks and not done else ""
        more = f" And {len(lacks) - 1} more." if waits and len(lacks) > 1 else ""
        self.words.setText(". ".join(part for part in ((waits + more).rstrip("."), others) if part))
        self.mark.setAccessibleDescription(" ".join(lacks))
        set_tone(self.words, "3")


class Finishing:
    """Adds the end to each page of a form, and records what is pressed there."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self._ends: dict[FormPage, tuple[DoneStrip, SettleRows]] = {}
        self._shown: dict[FormPage, tuple[Subject, Appraisal | None]] = {}

    def show(self, page: FormPage, subject: Subject, appraisal: Appraisal | None) -> None:
        """Show how far the appraisal of a subject is, one's own and that of others."""
        strip, settling = self._ends.get(page) or self._attach(page)
        own = appraisal if appraisal and appraisal.reviewer == self.session.reviewer.id else None
        lacks: list[str] = []
        if own is not None:
            lacks = missing(page.instrument, given(dict(own.answers)), own.judgement, own.note)
        matters = self.session.read(together.matters, subject)
        names = self.session.read(appraisals.reviewers)
        strip.show_state(own, lacks, self._others(subject, names, summary_of(matters)[0]))
        self._shown[page] = (subject, own)
        anchors: dict[str, QWidget] = {row.item.id: row for row in page.rows}
        if isinstance(page, ChecklistPage) and (box := page.overall.parentWidget()) is not None:
            anchors[consensus.OVERALL] = box
        form = page.instrument
        settling.show_matters(subject, matters, anchors, names, form, form.id)

    def _attach(self, page: FormPage) -> tuple[DoneStrip, SettleRows]:
        strip, settling = DoneStrip(), SettleRows(page.column)
        page.column.insertWidget(page.column.count() - 2, strip)  # above where the form comes from
        strip.marked.connect(partial(self._finish, page))
        strip.reopened.connect(partial(self._reopen, page))
        settling.settled.connect(partial(self._settle, page))
        settling.withdrawn.connect(partial(self.session.perform, together.withdraw))
        self._ends[page] = (strip, settling)
        return strip, settling

    def _others(self, subject: Subject, names: dict[str, str], differing: str) -> str:
        """Return who else has appraised the same; how, stays with them until both are done."""
        hidden = self.session.read(blinding.hidden)
        seen = self.session.read(together.judged, subject)
        done = {each.reviewer for each in hidden if each.subject == subject and each.done}
        done |= {each.reviewer for each in seen}
        told = sorted(names.get(who, who) for who in done - {self.session.reviewer.id})
        said = (
            f"{consensus.listed(told)} {'has' if len(told) == 1 else 'have'} appraised this" if told else ""
        )
        return "; ".join(part for part in (said, differing) if part)

    def _finish(self, page: FormPage) -> None:
        page.flush()
        _, own = self._shown[page]
        if own is not None:
            self.session.perform(actions.finish_appraisal, own.id)

    def _reopen(self, page: FormPage) -> None:
        _, own = self._shown[page]
        if own is not None:
            self.session.perform(actions.reopen_appraisal, own.id)

    def _settle(self, page: FormPage, item: str, value: str, reason: str) -> None:
        self.session.perform(together.settle, self._shown[page][0], item, value, reason)
