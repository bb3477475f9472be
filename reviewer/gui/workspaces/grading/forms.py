"""The page that holds the rows of a form, whatever the instrument.

The arrow keys go from item to item and over what is not asked, the number keys answer: 1 is the first
answer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from reviewer.appraisal import standing
from reviewer.appraisal.instrument import Instrument, Item
from reviewer.gui.drafts import Places, nowhere
from reviewer.gui.fields import words
from reviewer.gui.workspaces.grading.choices import Choice, ChoiceBar, Chooser
from reviewer.gui.workspaces.grading.fitting import Fitting, FittingStrip
from reviewer.gui.workspaces.grading.items import FormRow, JudgementRow
from reviewer.gui.workspaces.grading.rows import MARGIN
from reviewer.language import say
from reviewer.model import Answer, Voice


class Content(QWidget):
    """What a form scrolls: as tall as its rows at the width it has, never as tall as at its narrowest."""

    def __init__(self, *, keeps_width: bool = False) -> None:
        """`keeps_width`: never narrower than its rows can be."""
        super().__init__()
        self._keeps_width = keeps_width

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width() if self._keeps_width else 0, 0)


class FormPage(QScrollArea):
    """A page of rows for one instrument and one document; subclasses add what is theirs."""

    answered = Signal(str, str)
    reasoned = Signal(str, str)
    fields_changed = Signal(dict)
    document_chosen = Signal(int)
    design_said = Signal(str)
    words_opened = Signal(object)
    words_dropped = Signal(str, object)
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
        self.setAccessibleName(say(instrument.name))
        content = Content()
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
        self.title = words(say(self.instrument.name), "section", wrap=True)
        self.result = words("", "section")
        line.addWidget(self.title, 1)
        line.addWidget(self.result, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(line)
        column.addWidget(words(self.instrument.guidance, "small", "2", wrap=True))
        unread = _unread(self.instrument.checked)
        if unread:
            note = words(unread, "meta", "warning", wrap=True)
            note.setToolTip(say(self.instrument.checked))
            column.addWidget(note)
        under = QHBoxLayout()
        under.setSpacing(12)
        self.document = Chooser(say("Study appraised"))
        self.document.setMinimumContentsLength(18)
        self.document.setSizeAdjustPolicy(Chooser.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.document.activated.connect(lambda n: self.document_chosen.emit(self.document.itemData(n)))
        basis = [Choice("abstract", say("Abstract only")), Choice("full text", say("Full text"))]
        self.basis = ChoiceBar(basis, say("Appraised from"), self)
        self.basis.chosen.connect(lambda value: self.fields_changed.emit({"basis": value}))
        self.subject = words("", "small", "2", wrap=True)
        under.addWidget(self.document, 1)
        under.addWidget(self.subject, 1)
        under.addSpacing(8)
        if Voice.STUDY in self.instrument.voices:
            under.addWidget(words(say("Appraised from"), "small", "2"))
            under.addWidget(self.basis)
        else:
            self.basis.hide()
        column.addLayout(under)
        self.result_of = words("", "small", "2", wrap=True)
        self.fitting = FittingStrip()
        self.fitting.design_said.connect(self.design_said)
        self.fitting.despite_said.connect(lambda why: self.fields_changed.emit({"despite": why}))
        column.addWidget(self.result_of)
        column.addWidget(self.fitting)
        return head

    def _row(self, item: Item, number: int) -> FormRow:
        code = item.id if any(sign.isdigit() for sign in item.id) else ""
        row = JudgementRow(self.instrument, item, code) if item.rules else FormRow(item, code)
        row.answered.connect(self.answered)
        row.reasoned.connect(self.reasoned)
        row.entered.connect(self._enter)
        row.words_opened.connect(self.words_opened)
        row.words_dropped.connect(self.words_dropped)
        return row

    def foot(self) -> QWidget:
        """Return the line that says where the form comes from."""
        label = words(
            say("Version {version}. {citation} {licence} What was checked: {checked}",
                version=self.instrument.version,
                citation=self.instrument.citation,
                licence=self.instrument.licence and say(self.instrument.licence),
                checked=self.instrument.checked and say(self.instrument.checked)),
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
        given = {item: answer for item, answer in answers.items() if answer.value}
        lines = {line.item.id: line for line in standing.lines(self.instrument, answers)}
        for row in self.rows:
            row.show_line(lines[row.item.id], self.places)
            if isinstance(row, JudgementRow):
                row.show_path(given)
        self.basis.show_value(basis)
        self._mark_current()

    def show_fitting(self, fitting: Fitting, result: str) -> None:
        """Show the design and whether the form may be used, and the result it is about ("" for none)."""
        self.fitting.show_fitting(fitting, self.places("despite"))
        self.result_of.setText(say("Result appraised: {result}", result=result) if result else "")
        self.result_of.setVisible(bool(result))
        for row in self.rows:
            row.setEnabled(fitting.ready)

    # ------------------------------------------------------------------ where the keys act

    @property
    def row(self) -> FormRow:
        return self.rows[min(self.current, len(self.rows) - 1)]

    def _enter(self, row: FormRow) -> None:
        self.current = self.rows.index(row)
        self._mark_current()

    def _mark_current(self) -> None:
        if self.row.closed:  # what was current is no longer asked
            self._seek(1)
        for row in self.rows:
            row.set_current(row is self.row)
        self.row_changed.emit()

    def _seek(self, by: int) -> None:
        """Go to the next item that is asked, if there is one."""
        places = range(self.current + by, len(self.rows) if by > 0 else -1, by)
        self.current = next((n for n in places if not self.rows[n].closed), self.current)

    def step(self, by: int) -> None:
        """Go to the next or previous item that is asked."""
        self._seek(by)
        self.focus_row()

    def begin(self) -> None:
        """Go to the first item that has no answer, else to the first: where one begins on another study."""
        open_ = (n for n, row in enumerate(self.rows) if not row.closed and not row.bar.value)
        self.current = next(open_, 0)
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

    def take_proposed(self) -> None:
        """Judge the current item as proposed."""
        if isinstance(self.row, JudgementRow) and self.row.isEnabled():
            self.row.take()

    def pick(self, number: int) -> None:
        """Choose an answer of the current item by its number key."""
        if self.row.isEnabled() and not self.row.closed:
            self.row.bar.pick(number - self.first_key)

    def choice_names(self) -> dict[int, str]:
        """Return what the number keys choose in the current item, as in {1: "Consecutive inclusion: Yes"}."""
        choices = enumerate(self.row.bar.choices, start=self.first_key)
        return {n: f"{say(self.row.item.label)}: {each.label}" for n, each in choices}

    def seen(self, item: str) -> str:
        """Return what the reason of an item was before what its field saved last."""
        return next(row.reason.draft.seen for row in self.rows if row.item.id == item)

    def stand_between(self, before: QWidget, after: QWidget) -> None:
        """Take the keyboard after one widget, row by row, and hand it on to another: the order of reading."""
        chain, each = [before], self.nextInFocusChain()
        while self.isAncestorOf(each):
            if each.focusPolicy() != Qt.FocusPolicy.NoFocus:
                chain.append(each)
            each = each.nextInFocusChain()
        for first, second in pairwise([*chain, after]):
            QWidget.setTabOrder(first, second)

    def flush(self) -> None:
        """Tell whatever is still being typed."""
        for row in self.rows:
            row.reason.flush()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        stacked = self.viewport().width() < (720 if self.instrument.sections else 640)
        for row in self.rows:
            row.place(stacked)


def _unread(checked: str) -> str:
    """Return what of a form was not read again at its source, "" where everything was."""
    start = say("Not re-read")
    _, found, rest = (checked and say(checked)).partition(start)
    rest = rest.partition(start)[0].rstrip()
    return say("Verify: {what}", what=f"{start[0].lower()}{start[1:]}{rest}") if found else ""
