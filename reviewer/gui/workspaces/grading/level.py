"""The OCEBM page: question, kind of study, the table that gives the level, and adjustments with reasons."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from reviewer.appraisal.instrument import Instrument, Item
from reviewer.appraisal.score import level_row, score, studies_for
from reviewer.gui import theme
from reviewer.gui.fields import words
from reviewer.gui.workspaces.grading.checklist import given
from reviewer.gui.workspaces.grading.choices import Chooser
from reviewer.gui.workspaces.grading.forms import FormPage
from reviewer.gui.workspaces.grading.rows import MARGIN
from reviewer.language import say
from reviewer.model import Answer, Appraisal


def level_of(instrument: Instrument, answers: dict[str, Answer]) -> str:
    """Return the level, "1" to "5", that answers come to; "" where the table gives none."""
    return score(instrument, given(answers)).judgement


class LevelTable(QWidget):
    """The rows of the table for one question; the row that the study fits is marked."""

    NUMBER = 64

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[tuple[int, str], ...] = ()
        self._chosen: int | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.notifier.themeChanged.connect(self.update)

    def show_rows(self, rows: tuple[tuple[int, str], ...], chosen: int | None) -> None:
        """Show (level, criterion) rows; `chosen` is the level that applies before adjustment."""
        self._rows, self._chosen = rows, chosen
        spoken = [
            say("level {n}: {text}, applies" if n == chosen else "level {n}: {text}", n=n, text=text)
            for n, text in rows
        ]
        self.setAccessibleName("; ".join(spoken))
        self.updateGeometry()
        self.update()

    def _height(self, text: str, width: int) -> float:
        room = QRectF(0, 0, max(40, width - self.NUMBER - 8), 1000)
        flags = Qt.TextFlag.TextWordWrap
        return max(
            28.0, QFontMetricsF(theme.font("small", weight=600)).boundingRect(room, flags, text).height() + 12
        )

    def heightForWidth(self, width: int) -> int:
        return round(sum(self._height(text, width) for _, text in self._rows)) + 1

    def hasHeightForWidth(self) -> bool:
        return True

    def sizeHint(self) -> QSize:
        return QSize(300, self.heightForWidth(max(300, self.width())))

    def minimumSizeHint(self) -> QSize:
        return QSize(160, self.heightForWidth(max(160, self.width())))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        top = 0.0
        painter.fillRect(0, 0, self.width(), 1, theme.colour("line"))
        for number, text in self._rows:
            height = self._height(text, self.width())
            self._paint_row(painter, QRectF(0, top, self.width(), height), number, text)
            top += height
        painter.end()

    def _paint_row(self, painter: QPainter, box: QRectF, number: int, text: str) -> None:
        chosen = number == self._chosen
        if chosen:
            painter.fillRect(box, theme.colour("selected"))
            painter.fillRect(QRectF(0, box.top(), 3, box.height()), theme.colour("accent"))
        painter.setFont(theme.font("small", weight=600 if chosen else 400))
        painter.setPen(theme.colour("text1" if chosen else "text2"))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(box.adjusted(12, 0, 0, 0), middle, say("Level {number}", number=number))
        room = box.adjusted(self.NUMBER, 0, -8, 0)
        painter.drawText(room, int(middle | Qt.TextFlag.TextWordWrap), text)
        painter.fillRect(QRectF(0, box.bottom() - 1, box.width(), 1), theme.colour("hair"))


class LevelPage(FormPage):
    """One document for one claim: its level, and why."""

    first_key = 0

    def __init__(self, instrument: Instrument, parent: QWidget | None = None) -> None:
        adjustments = [item for item in instrument.items if item.section == "adjustment"]
        super().__init__(instrument, adjustments, parent)
        self.column.addWidget(self._choosers())
        head = words(say("Adjust the level, with a reason"), "label", "2")
        head.setContentsMargins(MARGIN, 12, MARGIN, 6)
        self.column.addWidget(head)
        for row in self.rows:
            self.column.addWidget(row)
        self.column.addWidget(self.foot())
        self.column.addStretch(1)

    def _choosers(self) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(MARGIN, 0, MARGIN, 0)
        column.setSpacing(8)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        self.question = self._chooser(self.instrument.item("question"))
        self.study = self._chooser(self.instrument.item("study"))
        self.proposal = words("", "meta", "3", wrap=True)
        for row, (item, combo) in enumerate((("question", self.question), ("study", self.study))):
            grid.addWidget(words(say(self.instrument.item(item).label), "bodyStrong"), row, 0)
            grid.addWidget(combo, row, 1)
        grid.addWidget(self.proposal, 2, 1)
        self.table = LevelTable()
        column.addLayout(grid)
        column.addWidget(self.table)
        return box

    def _chooser(self, item: Item) -> Chooser:
        combo = Chooser(say(item.prompt))
        combo.setToolTip(say(item.prompt))
        combo.setMinimumContentsLength(16)
        combo.setSizeAdjustPolicy(Chooser.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        combo.activated.connect(lambda number: self.answered.emit(item.id, combo.itemData(number)))
        return combo

    def show_appraisal(self, appraisal: Appraisal | None, proposed: str, proposal: str) -> None:
        """Show what is stored; `proposed` is the kind of study the design suggests, `proposal` why."""
        answers = given(dict(appraisal.answers)) if appraisal else {}
        self.show_answers(
            dict(appraisal.answers) if appraisal else {}, appraisal.basis if appraisal else "abstract"
        )
        question = answers["question"].value if "question" in answers else ""
        study = answers["study"].value if "study" in answers else ""
        self._fill(self.question, "question", question, say("Choose the question"))
        self._fill(self.study, "study", study, say("Choose the kind of study"))
        self.study.setEnabled(bool(question))
        self._show_table(question, study or proposed)
        self._show_proposal(question, study, proposed, proposal)
        self.result.setText(score(self.instrument, answers).text if answers else say("Level not set"))

    def _fill(self, combo: Chooser, item: str, value: str, hint: str) -> None:
        options = self.instrument.item(item).answers
        if item == "study" and self.question.currentData():
            options = studies_for(self.instrument, self.question.currentData())
        combo.clear()
        for option in options:
            combo.addItem(say(option.label), option.key)
        combo.setPlaceholderText(hint)
        combo.setCurrentIndex(combo.findData(value) if value else -1)

    def _show_table(self, question: str, study: str) -> None:
        rows = tuple(
            (row.level, say(row.criterion)) for row in self.instrument.table if row.question == question
        )
        found = level_row(self.instrument, question, study) if question and study else None
        self.table.show_rows(rows, found[0] if found else None)
        self.table.setVisible(bool(rows))

    def _show_proposal(self, question: str, study: str, proposed: str, proposal: str) -> None:
        found = level_row(self.instrument, question, proposed) if question and proposed else None
        if found and not study:
            text = say(
                "Proposed: level {level}, because {reason}. Choose the kind of study to accept it.",
                level=found[0],
                reason=proposal,
            )
        else:
            text = say("From the design: {reason}.", reason=proposal) if proposal else ""
        self.proposal.setText(text)
        self.proposal.setVisible(bool(text))
