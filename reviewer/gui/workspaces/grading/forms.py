"""What every form is made of: rows generated from an instrument's items, and the page that holds them.

Number, question, guidance, segmented answers and a reason. The arrow keys go from item to item, the
number keys answer: 1 is the first answer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from reviewer.appraisal.instruments import Instrument, Item, Option
from reviewer.gui import theme
from reviewer.gui.drafts import Places, nowhere
from reviewer.gui.workspaces.grading.choices import Choice, ChoiceBar, Chooser
from reviewer.gui.workspaces.grading.rows import MARGIN, signed
from reviewer.gui.workspaces.grading.signs import words
from reviewer.gui.workspaces.grading.writing import Writing
from reviewer.model import Answer, Voice

CALM = ("unclear", "na", "no")
"""Answers drawn without the accent: what a report shows stands out."""


def choices_of(options: Sequence[Option]) -> list[Choice]:
    """Return answers as segments; levels, where an answer has them, stand behind its words."""
    return [
        Choice(option.key, option.label, option.key in CALM, option.meaning or signed(option.levels))
        for option in options
    ]


class FormRow(QWidget):
    """One item of a form."""

    answered = Signal(str, str)
    """Item and the key of the answer."""
    reasoned = Signal(str, str)
    entered = Signal(object)

    def __init__(self, item: Item, number: str) -> None:
        super().__init__()
        self.item = item
        self.current = False
        self.setAccessibleName(f"{number} {item.label}".strip())
        self.bar = ChoiceBar(choices_of(item.answers), item.label)
        self.reason = Writing(f"{item.label}: reason", "Say why", type="quote")
        self._prompt = words(item.prompt, "body", wrap=True)
        self._guidance = words(item.guidance, "meta", "3", wrap=True)
        if not item.guidance:
            self._guidance.hide()
        self._number = words(number, "body", "2")
        self._lay_out()
        self.bar.chosen.connect(self._on_chosen)
        self.reason.written.connect(lambda text: self.reasoned.emit(item.id, text))
        self.reason.focused.connect(lambda: self.entered.emit(self))
        self.reason.escaped.connect(self.focus_answer)

    def _lay_out(self) -> None:
        self.grid = QGridLayout(self)
        self.grid.setContentsMargins(MARGIN, 6, MARGIN, 4)
        self.grid.setHorizontalSpacing(0)
        self.grid.setVerticalSpacing(1)
        self.grid.setColumnMinimumWidth(0, 20 if self._number.text() else 0)
        self.grid.setColumnMinimumWidth(1, 8 if self._number.text() else 0)
        self.grid.setColumnStretch(2, 1)
        top = Qt.AlignmentFlag.AlignTop
        self._number.setContentsMargins(0, 4, 0, 0)
        self._prompt.setContentsMargins(0, 4, 16, 0)
        self._guidance.setContentsMargins(0, 0, 16, 0)
        self.grid.addWidget(self._number, 0, 0, top)
        self.grid.addWidget(self._prompt, 0, 2, top)
        self.grid.addWidget(self._guidance, 1, 2, top)
        self.place(False)

    def place(self, stacked: bool) -> None:
        """Put the answers at the right, or below the question where the sheet is narrow."""
        top = Qt.AlignmentFlag.AlignTop
        reason = self.reason.draft.box()
        for widget in (self.bar, reason):
            self.grid.removeWidget(widget)
        if stacked:
            self.grid.addWidget(self.bar, 2, 2, top)
            self.grid.addWidget(reason, 3, 1, 1, 2)
        else:
            self.grid.addWidget(self.bar, 0, 3, 2, 1, top)
            self.grid.addWidget(reason, 2, 1, 1, 3)

    def _on_chosen(self, value: str) -> None:
        self.entered.emit(self)
        self.answered.emit(self.item.id, value)

    def show_answer(self, answer: Answer | None, place: Places = nowhere) -> None:
        """Show the stored answer, or none."""
        focused = any(segment.hasFocus() for segment in self.bar.segments)
        self.bar.show_value(answer.value if answer else "")
        if focused:
            self.focus_answer()
        reason = answer.reason if answer else ""
        self.reason.show_words(reason, place(f"answers/{self.item.id}/reason"))

    def focus_answer(self) -> None:
        """Give the keyboard to the answers."""
        self.bar.focus_segment().setFocus(Qt.FocusReason.OtherFocusReason)

    def set_current(self, current: bool) -> None:
        """Show this row as the one the keys act on."""
        if current != self.current:
            self.current = current
            self.update()

    def mousePressEvent(self, event: object) -> None:
        self.entered.emit(self)
        self.focus_answer()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self.current:
            painter.fillRect(self.rect(), theme.colour("hover"))
            painter.fillRect(QRect(0, 0, 3, self.height()), theme.colour("accent"))
        inset = 0 if self.current else MARGIN
        painter.fillRect(inset, self.height() - 1, self.width() - 2 * inset, 1, theme.colour("hair"))
        painter.end()


class FormPage(QScrollArea):
    """A page of rows for one instrument and one document; subclasses add what is theirs."""

    answered = Signal(str, str)
    reasoned = Signal(str, str)
    fields_changed = Signal(dict)
    document_chosen = Signal(int)
    row_changed = Signal()
    first_key = 1
    """The number key of the first answer."""

    def __init__(self, instrument: Instrument, items: Sequence[Item], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.instrument = instrument
        self.current = 0
        self.places: Places = nowhere
        """Where drafts of what is typed here are kept."""
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(instrument.name)
        content = QWidget()
        content.setProperty("pane", "page")
        content.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.column = QVBoxLayout(content)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self.column.addWidget(self._head())
        self.rows = [self._row(item, number) for number, item in enumerate(items, start=1)]
        self.setWidget(content)

    def _head(self) -> QWidget:
        head = QWidget()
        column = QVBoxLayout(head)
        column.setContentsMargins(MARGIN, 12, MARGIN, 10)
        column.setSpacing(6)
        line = QHBoxLayout()
        line.setSpacing(16)
        self.title = words(self.instrument.name, "section", wrap=True)
        self.result = words("", "section")
        line.addWidget(self.title, 1)
        line.addWidget(self.result, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(line)
        column.addWidget(words(self.instrument.guidance, "small", "2", wrap=True))
        under = QHBoxLayout()
        under.setSpacing(12)
        self.document = Chooser("Study appraised")
        self.document.setMinimumContentsLength(18)
        self.document.setSizeAdjustPolicy(Chooser.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.document.activated.connect(lambda n: self.document_chosen.emit(self.document.itemData(n)))
        basis = [Choice("abstract", "Abstract only"), Choice("full text", "Full text")]
        self.basis = ChoiceBar(basis, "Appraised from", self)
        self.basis.chosen.connect(lambda value: self.fields_changed.emit({"basis": value}))
        self.subject = words("", "small", "2", wrap=True)
        under.addWidget(self.document, 1)
        under.addWidget(self.subject, 1)
        under.addSpacing(8)
        if Voice.STUDY in self.instrument.voices:
            under.addWidget(words("Appraised from", "small", "2"))
            under.addWidget(self.basis)
        else:
            self.basis.hide()
        column.addLayout(under)
        return head

    def _row(self, item: Item, number: int) -> FormRow:
        row = FormRow(item, item.id if item.id.isdigit() else "")
        row.answered.connect(self.answered)
        row.reasoned.connect(self.reasoned)
        row.entered.connect(self._enter)
        return row

    def foot(self) -> QWidget:
        """Return the line that says where the form comes from."""
        label = words(
            f"Version {self.instrument.version}. {self.instrument.citation} {self.instrument.licence}",
            "meta", "3", wrap=True,
        )  # fmt: skip
        label.setContentsMargins(MARGIN, 12, MARGIN, 16)
        return label

    # ------------------------------------------------------------------ showing

    def show_documents(self, documents: Sequence[tuple[int, str]], chosen: int) -> None:
        """Show which documents of this claim the form fits, and the one appraised now."""
        if [
            (self.document.itemData(i), self.document.itemText(i)) for i in range(self.document.count())
        ] != list(documents):
            self.document.clear()
            for id, name in documents:
                self.document.addItem(name, id)
        self.document.setCurrentIndex(self.document.findData(chosen))
        self.document.setVisible(len(documents) > 1)
        self.subject.setVisible(len(documents) == 1)
        self.subject.setText(self.document.currentText())

    def show_answers(self, answers: Mapping[str, Answer], basis: str) -> None:
        """Show the stored answers; rows are kept, so that focus and caret stay."""
        for row in self.rows:
            row.show_answer(answers.get(row.item.id), self.places)
        self.basis.show_value(basis)
        self._mark_current()

    # ------------------------------------------------------------------ where the keys act

    @property
    def row(self) -> FormRow:
        return self.rows[min(self.current, len(self.rows) - 1)]

    def _enter(self, row: FormRow) -> None:
        self.current = self.rows.index(row)
        self._mark_current()

    def _mark_current(self) -> None:
        for row in self.rows:
            row.set_current(row is self.row)
        self.row_changed.emit()

    def step(self, by: int) -> None:
        """Go to the next or previous item."""
        self.current = max(0, min(len(self.rows) - 1, self.current + by))
        self.focus_row()

    def focus_row(self) -> None:
        """Give the keyboard to the current item and bring it into view."""
        self._mark_current()
        self.row.focus_answer()
        self.ensureWidgetVisible(self.row, 0, 12)

    def write_rationale(self) -> None:
        """Put the caret into the reason of the current item."""
        self._mark_current()
        self.row.reason.setFocus(Qt.FocusReason.OtherFocusReason)
        self.ensureWidgetVisible(self.row, 0, 12)

    def pick(self, number: int) -> None:
        """Choose an answer of the current item by its number key."""
        self.row.bar.pick(number - self.first_key)

    def choice_names(self) -> dict[int, str]:
        """Return what the number keys choose in the current item, as in {1: "Consecutive inclusion: Yes"}."""
        choices = enumerate(self.row.bar.choices, start=self.first_key)
        return {n: f"{self.row.item.label}: {each.label}" for n, each in choices}

    def seen(self, item: str) -> str:
        """Return what the reason of an item was before what its field saved last."""
        return next(row.reason.draft.seen for row in self.rows if row.item.id == item)

    def flush(self) -> None:
        """Tell whatever is still being typed."""
        for row in self.rows:
            row.reason.flush()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        stacked = self.viewport().width() < 640
        for row in self.rows:
            row.place(stacked)
