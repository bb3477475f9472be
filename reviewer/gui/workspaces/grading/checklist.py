"""A checklist as a page: JBI, RoB 2, AACODS, or any form of items. A count of answers is no score.

A form with sections has a heading for each. The overall judgement is a person's; where the rules of the form
propose one, it stands beside.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from reviewer.appraisal.instrument import Instrument, Section
from reviewer.appraisal.score import score
from reviewer.appraisal.standing import overall
from reviewer.gui.fields import words
from reviewer.gui.workspaces.grading.choices import ChoiceBar
from reviewer.gui.workspaces.grading.fitting import Fitting
from reviewer.gui.workspaces.grading.forms import FormPage
from reviewer.gui.workspaces.grading.items import Proposed, choices_of
from reviewer.gui.workspaces.grading.rows import MARGIN
from reviewer.gui.workspaces.grading.writing import Writing
from reviewer.language import say
from reviewer.model import Answer, Appraisal


def given(answers: dict[str, Answer]) -> dict[str, Answer]:
    """Return the answers that answer: a reason may be written before the answer is chosen."""
    return {item: answer for item, answer in answers.items() if answer.value}


class ChecklistPage(FormPage):
    """Every item of a checklist, the tally, and a person's overall judgement."""

    def __init__(self, instrument: Instrument, parent: QWidget | None = None) -> None:
        super().__init__(instrument, instrument.items, parent)
        headings = {section.id: section for section in instrument.sections}
        for row in self.rows:
            if (section := headings.pop(row.item.section, None)) is not None:
                self.column.addWidget(_heading(section))
            self.column.addWidget(row)
        self.column.addWidget(self._overall())
        self.column.addWidget(self.foot())
        self.column.addStretch(1)

    def _overall(self) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(MARGIN, 12, MARGIN, 4)
        column.setSpacing(6)
        line = QHBoxLayout()
        line.setSpacing(12)
        self.overall = ChoiceBar(choices_of(self.instrument.overall), say("Overall"))
        self.overall.chosen.connect(lambda value: self.fields_changed.emit({"judgement": value}))
        for segment in self.overall.segments:
            segment.installEventFilter(self)
        line.addWidget(words(say("Overall, your judgement"), "bodyStrong"))
        line.addWidget(self.overall)
        line.addStretch(1)
        column.addLayout(line)
        self.proposed = Proposed(say("Overall"))
        self.proposed.taken.connect(self._take_overall)
        if not self.instrument.overall_rules:
            self.proposed.hide()
        column.addWidget(self.proposed)
        self.note = Writing(say("{form}: note", form=self.instrument.short), say("Say why"), framed=True)
        self.note.written.connect(lambda text: self.fields_changed.emit({"note": text}))
        column.addWidget(self.note, 0, Qt.AlignmentFlag.AlignTop)
        if not self.instrument.overall:
            box.hide()
        return box

    # ------------------------------------------------------------------ the overall judgement by keys

    @property
    def at_end(self) -> bool:
        """Tell whether the keys act on the overall judgement, which stands after the last item."""
        held = QApplication.focusWidget()
        return held is not None and self.overall.isAncestorOf(held)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self._mark_current()
        return super().eventFilter(watched, event)

    def _mark_current(self) -> None:
        super()._mark_current()
        if self.at_end:
            self.row.set_current(False)

    def step(self, by: int) -> None:
        """Go to the next or previous item that is asked, and from the last one to the overall judgement."""
        if self.at_end:
            if by < 0:
                self.focus_row()
            return
        before = self.current
        self._seek(by)
        if by > 0 and self.current == before and self.instrument.overall:
            self.overall.focus_segment().setFocus(Qt.FocusReason.OtherFocusReason)
            self.ensureWidgetVisible(self.overall, 0, 60)
        else:
            self.focus_row()

    def pick(self, number: int) -> None:
        """Choose an answer of the current item, or the overall judgement, by its number key."""
        if self.at_end:
            self.overall.pick(number - self.first_key)
        else:
            super().pick(number)

    def choice_names(self) -> dict[int, str]:
        """Return what the number keys choose now."""
        if not self.at_end:
            return super().choice_names()
        choices = enumerate(self.overall.choices, start=self.first_key)
        return {number: say("Overall: {judgement}", judgement=each.label) for number, each in choices}

    def write_rationale(self) -> None:
        """Put the caret into the reason of the current item, or of the overall judgement."""
        if self.at_end:
            self.note.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().write_rationale()

    def take_proposed(self) -> None:
        """Judge the current item, or overall, as proposed."""
        if self.at_end:
            self._take_overall()
        else:
            super().take_proposed()

    def _take_overall(self) -> None:
        line = self.proposed.line
        key = next((each.key for each in self.instrument.overall if line and each.label == line.proposed), "")
        if key:
            self.fields_changed.emit({"judgement": key})

    def show_appraisal(self, appraisal: Appraisal | None) -> None:
        """Show what is stored for the document, or the empty form."""
        answers = dict(appraisal.answers) if appraisal else {}
        self.show_answers(answers, appraisal.basis if appraisal else "abstract")
        self.result.setText(score(self.instrument, given(answers)).text if answers else "")
        self.overall.show_value(appraisal.judgement if appraisal else "")
        self.note.show_words(appraisal.note if appraisal else "", self.places("note"))
        judged, why = (appraisal.judgement, appraisal.note) if appraisal else ("", "")
        if (line := overall(self.instrument, given(answers), judged, why)) is not None:
            self.proposed.show_line(line)

    def show_fitting(self, fitting: Fitting, result: str) -> None:
        super().show_fitting(fitting, result)
        self.overall.setEnabled(fitting.ready)
        self.note.setEnabled(fitting.ready)

    def flush(self) -> None:
        super().flush()
        self.note.flush()


def _heading(section: Section) -> QWidget:
    box = QWidget()
    box.setProperty("pane", "header")
    box.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    row = QHBoxLayout(box)
    row.setContentsMargins(MARGIN, 5, MARGIN, 5)
    row.setSpacing(10)
    row.addWidget(words(say(section.label), "bodyStrong"))
    row.addWidget(words(section.guidance and say(section.guidance), "meta", "3", wrap=True), 1)
    return box
