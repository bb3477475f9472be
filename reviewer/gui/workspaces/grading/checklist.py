"""A checklist as a page: JBI, RoB 2, AACODS, or any form of items. A count of answers is no score.

A form with sections has a heading for each. The overall judgement is a person's; where the rules of the form
propose one, it stands beside.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from reviewer.appraisal.instruments import Instrument, Section
from reviewer.appraisal.score import score
from reviewer.appraisal.standing import overall
from reviewer.gui.fields import words
from reviewer.gui.workspaces.grading.choices import ChoiceBar
from reviewer.gui.workspaces.grading.fitting import Fitting
from reviewer.gui.workspaces.grading.forms import FormPage
from reviewer.gui.workspaces.grading.items import Proposed, choices_of
from reviewer.gui.workspaces.grading.rows import MARGIN
from reviewer.gui.workspaces.grading.writing import Writing
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
        self.overall = ChoiceBar(choices_of(self.instrument.overall), "Overall")
        self.overall.chosen.connect(lambda value: self.fields_changed.emit({"judgement": value}))
        line.addWidget(words("Overall, your judgement", "bodyStrong"))
        line.addWidget(self.overall)
        line.addStretch(1)
        column.addLayout(line)
        self.proposed = Proposed("Overall")
        self.proposed.taken.connect(self._take_overall)
        if not self.instrument.overall_rules:
            self.proposed.hide()
        column.addWidget(self.proposed)
        self.note = Writing(f"{self.instrument.short}: note", "Say why", framed=True)
        self.note.written.connect(lambda text: self.fields_changed.emit({"note": text}))
        column.addWidget(self.note, 0, Qt.AlignmentFlag.AlignTop)
        if not self.instrument.overall:
            box.hide()
        return box

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
    row.addWidget(words(section.label, "bodyStrong"))
    row.addWidget(words(section.guidance, "meta", "3", wrap=True), 1)
    return box
