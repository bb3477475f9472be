"""Items of a form as rows: number, question, guidance, answers, what shows the answer, and a reason.

A question that is not asked is one quiet line. A judgement has what the rules propose beside it and the way
there as a tree; a person's judgement is never filled in by itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from reviewer.appraisal.instrument import Instrument, Item, Option
from reviewer.appraisal.standing import Line
from reviewer.gui import theme
from reviewer.gui.drafts import Places, nowhere
from reviewer.gui.fields import set_tone, words
from reviewer.gui.workspaces.grading.choices import Choice, ChoiceBar
from reviewer.gui.workspaces.grading.rows import MARGIN, signed
from reviewer.gui.workspaces.grading.tree_view import TreeView
from reviewer.gui.workspaces.grading.verdicts import VerdictSign
from reviewer.gui.workspaces.grading.writing import Writing
from reviewer.language import later, quoted, say
from reviewer.model import Answer, Span
from reviewer.text import one_line

CALM = ("unclear", "na", "no")
"""Answers drawn without the accent: what a report shows stands out."""
CLOSED = {
    (False, False): later("{question}: not asked"),
    (True, False): later("{question}: asked if the answers above call for it"),
    (False, True): later("{question}: not asked; the answer {answer} does not count"),
    (True, True): later(
        "{question}: asked if the answers above call for it; the answer {answer} does not count"
    ),
}
"""Why an item is closed, by whether that still depends on others and whether it was answered."""


def choices_of(options: Sequence[Option]) -> list[Choice]:
    """Return answers as segments; levels, where an answer has them, stand behind its words."""
    return [
        Choice(
            option.key,
            say(option.label) if option.label else "",
            option.key in CALM,
            say(option.meaning) if option.meaning else signed(option.levels),
        )
        for option in options
    ]


class WordsShown(QWidget):
    """The words of the text that show an answer, one line each: opened by a click, taken away by a cross."""

    opened = Signal(object)
    dropped = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.spans: tuple[Span, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(8, 0, 0, 2)
        self._column.setSpacing(1)
        self.setVisible(False)

    def show_spans(self, spans: tuple[Span, ...]) -> None:
        """Show these stretches of the document appraised."""
        if spans == self.spans:
            return
        self.spans = spans
        while (gone := self._column.takeAt(0)) is not None:
            if (widget := gone.widget()) is not None:
                widget.deleteLater()
        for span in spans:
            self._column.addWidget(self._line(span))
        self.setVisible(bool(spans))

    def _line(self, span: Span) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        said = one_line(span.exact, 160)
        show = QToolButton()
        show.setText(f"{quoted(said)} {span.start}–{span.end}")
        show.setAutoRaise(True)
        show.setFont(theme.font("small"))
        show.setToolTip(say("Show these words in the text"))
        show.setAccessibleName(say("Words that show the answer: {said}", said=said))
        show.clicked.connect(lambda _on=False: self.opened.emit(span))
        drop = QToolButton()
        drop.setIcon(theme.icon("cross", "text3"))
        drop.setAutoRaise(True)
        drop.setToolTip(say("Take these words away from the answer"))
        drop.setAccessibleName(say("Take away: {said}", said=said))
        drop.clicked.connect(lambda _on=False: self.dropped.emit(span))
        row.addWidget(show)
        row.addWidget(drop)
        row.addStretch(1)
        return box


class FormRow(QWidget):
    """One item of a form."""

    answered = Signal(str, str)
    """Item and the key of the answer."""
    reasoned = Signal(str, str)
    entered = Signal(object)
    words_opened = Signal(object)
    words_dropped = Signal(str, object)

    def __init__(self, item: Item, number: str) -> None:
        super().__init__()
        self.item = item
        self.current, self.closed, self.line = False, False, Line(item, True)
        label, prompt, guidance = (each and say(each) for each in (item.label, item.prompt, item.guidance))
        self.setAccessibleName(f"{number} {label}".strip())
        self.bar = ChoiceBar(choices_of(item.answers), label)
        self.reason = Writing(say("{label}: reason", label=label), say("Say why"), type="quote")
        self.shown = WordsShown()
        self._prompt = words(prompt, "body", wrap=True)
        self._guidance = words(guidance, "meta", "3", wrap=True)
        if not item.guidance:
            self._guidance.hide()
        self._number = words(number, "body", "2")
        self._lay_out()
        self.bar.chosen.connect(self._on_chosen)
        self.reason.written.connect(lambda text: self.reasoned.emit(item.id, text))
        self.reason.focused.connect(lambda: self.entered.emit(self))
        self.reason.escaped.connect(self.focus_answer)
        self.shown.opened.connect(self.words_opened)
        self.shown.dropped.connect(lambda span: self.words_dropped.emit(item.id, span))

    def _lay_out(self) -> None:
        wide = 0 if not self._number.text() else 20 if self._number.text().isdigit() else 34
        self.grid = QGridLayout(self)
        self.grid.setContentsMargins(MARGIN, 6, MARGIN, 4)
        self.grid.setHorizontalSpacing(0)
        self.grid.setVerticalSpacing(1)
        self.grid.setColumnMinimumWidth(0, wide)
        self.grid.setColumnMinimumWidth(1, 8 if wide else 0)
        self.grid.setColumnStretch(2, 1)
        top = Qt.AlignmentFlag.AlignTop
        self._number.setContentsMargins(0, 4, 0, 0)
        self._prompt.setContentsMargins(0, 4, 16, 0)
        self._guidance.setContentsMargins(0, 0, 16, 0)
        self.grid.addWidget(self._number, 0, 0, top)
        self.grid.addWidget(self._prompt, 0, 2, top)
        self.grid.addWidget(self._guidance, 1, 2, top)
        self.grid.addWidget(self.shown, 4, 1, 1, 3)
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

    def show_line(self, line: Line, place: Places = nowhere) -> None:
        """Show an item as it stands: the stored answer, or that it is not asked."""
        focused = any(segment.hasFocus() for segment in self.bar.segments)
        self.line = line
        self._close(line.asked is not True)
        self.bar.show_value(line.given.key if line.given else "")
        if focused and not self.closed:
            self.focus_answer()
        self.reason.show_words(line.reason, place(f"answers/{self.item.id}/reason"))
        self.shown.show_spans(line.words)
        self.shown.setVisible(bool(line.words) and not self.closed)

    def _close(self, closed: bool) -> None:
        said = self.item.prompt and say(self.item.prompt)
        if closed:
            answered = self.line.given
            said = say(
                CLOSED[self.line.asked is None, answered is not None],
                question=say(self.item.label),
                answer=say(answered.label) if answered else "",
            )
        self._prompt.setText(said)
        self.setAccessibleDescription(said if closed else "")
        if closed == self.closed:
            return
        self.closed = closed
        set_tone(self._prompt, "3" if closed else "")
        for widget in (self.bar, self.reason.draft.box()):
            widget.setVisible(not closed)
        self._guidance.setVisible(bool(self.item.guidance) and not closed)

    def focus_answer(self) -> None:
        """Give the keyboard to the answers."""
        self.bar.focus_segment().setFocus(Qt.FocusReason.OtherFocusReason)

    def set_current(self, current: bool) -> None:
        """Show this row as the one the keys act on."""
        if current != self.current:
            self.current = current
            self.update()

    def mousePressEvent(self, event: object) -> None:
        if not self.closed:
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


class Proposed(QWidget):
    """What the rules propose: sign and word, the path to it, and a button that takes it."""

    taken = Signal()

    def __init__(self, label: str) -> None:
        super().__init__()
        self.line: Line | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 2, 0, 4)
        column.setSpacing(2)
        line = QHBoxLayout()
        line.setSpacing(6)
        self.sign = VerdictSign()
        self.word = words("", "small")
        self.because = words("", "meta", "3", wrap=True)
        self.take = theme.KeyButton(say("Take it"), "P")
        self.take.setAccessibleName(say("{label}: take what is proposed", label=label))
        self.take.clicked.connect(self.taken)
        self.say = words("", "meta", "2", wrap=True)
        self.unsaid = words("", "small", "warning", wrap=True)
        line.addWidget(self.sign)
        line.addWidget(self.word)
        line.addWidget(self.because, 1)
        line.addWidget(self.take)
        column.addLayout(line)
        column.addWidget(self.say)
        column.addWidget(self.unsaid)

    def show_line(self, line: Line) -> None:
        """Show what is proposed beside what a person judged."""
        self.line = line
        found = next((each for each in line.item.answers if each.label == line.proposed), None)
        self.sign.show_sign(found.sign if found else "", line.proposed)
        agrees = line.given is not None and line.given.label == line.proposed
        proposed = line.proposed and say(line.proposed)
        if agrees:
            said = say("Proposed: {judgement}, as judged", judgement=proposed)
        elif proposed:
            said = say("Proposed: {judgement}", judgement=proposed)
        else:
            said = say("Left to you") if line.say else say("Nothing is proposed yet")
        self.word.setText(said)
        self.because.setText(say("because {reason}", reason=line.because) if line.because else "")
        self.take.setVisible(bool(line.proposed) and not agrees)
        self.say.setText(line.say and say(line.say))
        self.say.setVisible(bool(line.say))
        self.unsaid.setText(
            say("Say why it is not {proposed}, as proposed.", proposed=proposed) if line.unsaid else ""
        )
        self.unsaid.setVisible(line.unsaid)


class JudgementRow(FormRow):
    """A judgement: what is proposed beside a person's own, and the decision path as a lit tree."""

    def __init__(self, form: Instrument, item: Item, number: str) -> None:
        super().__init__(item, number)
        self.proposed = Proposed(say(item.label))
        self.tree = TreeView(form, item.id)
        self.proposed.taken.connect(self.take)
        self._prompt.setFont(theme.font("bodyStrong"))
        self._prompt.setProperty("type", "bodyStrong")
        self.grid.addWidget(self.proposed, 5, 1, 1, 3)
        self.grid.addWidget(self.tree, 6, 1, 1, 3)
        self.grid.setRowMinimumHeight(7, 6)

    def _on_chosen(self, value: str) -> None:
        super()._on_chosen(value)
        if self.line.unsaid:
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def take(self) -> None:
        """Judge as proposed; does nothing while nothing is."""
        found = next((each for each in self.item.answers if each.label == self.line.proposed), None)
        if found is not None:
            self._on_chosen(found.key)

    def show_line(self, line: Line, place: Places = nowhere) -> None:
        super().show_line(line, place)
        self.proposed.show_line(line)

    def show_path(self, answers: Mapping[str, Answer]) -> None:
        """Light the path that the answers take."""
        self.tree.show_answers(answers)
