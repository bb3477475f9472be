"""A checklist as a page: JBI, AACODS, or any form whose answers are counted. The count is no score."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from reviewer.appraisal.instruments import Instrument
from reviewer.appraisal.score import score
from reviewer.gui.workspaces.grading.choices import ChoiceBar
from reviewer.gui.workspaces.grading.forms import FormPage, choices_of
from reviewer.gui.workspaces.grading.rows import MARGIN
from reviewer.gui.workspaces.grading.signs import words
from reviewer.gui.workspaces.grading.writing import Writing
from reviewer.model import Answer, Appraisal


def given(answers: dict[str, Answer]) -> dict[str, Answer]:
    """Return the answers that answer: a reason may be written before the answer is chosen."""
    return {item: answer for item, answer in answers.items() if answer.value}


class ChecklistPage(FormPage):
    """Every item of a checklist, the tally, and a person's overall judgement."""

    def __init__(self, instrument: Instrument, parent: QWidget | None = None) -> None:
        super().__init__(instrument, instrument.items, parent)
        for row in self.rows:
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
        self.note = Writing(f"{self.instrument.short}: note", "Say why", framed=True)
        self.note.written.connect(lambda text: self.fields_changed.emit({"note": text}))
        column.addWidget(self.note, 0, Qt.AlignmentFlag.AlignTop)
        if not self.instrument.overall:
            box.hide()
        return box

    def show_appraisal(self, appraisal: Appraisal | None) -> None:
        """Show what is stored for the document, or the empty form."""
        answers = dict(appraisal.answers) if appraisal else {}
        self.show_answers(answers, appraisal.basis if appraisal else "abstract")
        self.result.setText(score(self.instrument, given(answers)).text if answers else "")
        self.overall.show_value(appraisal.judgement if appraisal else "")
        self.note.show_words(appraisal.note if appraisal else "", self.places("note"))

    def flush(self) -> None:
        super().flush()
        self.note.flush()
