"""The centre while duplicates are decided: the question, the records side by side, and the answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from reviewer.gui import theme
from reviewer.gui.fields import Elided, hair, words
from reviewer.gui.workspaces.browsing.compare import Column, Comparison
from reviewer.gui.workspaces.browsing.groups import APART, CERTAIN, CHECK, PART, RELATED, SAME, Line
from reviewer.language import amount, later, listed, retold, say, say_count

SEARCH, NOTHING, GROUP = range(3)
SAME_WORK, JOIN = say("Same work"), say("Join the ticked")
_QUESTIONS = {
    CERTAIN: say("Are these records of one work?"),
    CHECK: say("Are these records of one work?"),
    SAME: say("These records are joined."),
    PART: say("Some of these records are joined."),
    APART: say("You said that these are different works."),
}


def effect(line: Line, kept: int | None, out: Collection[int] = ()) -> str:
    """Return what the first answer does, or did, in a sentence."""
    others = [say("record {id}", id=id) for id in line.ids if id != kept and id not in out]
    if line.state == SAME:
        return say_count(
            len(others),
            "Record {kept} stands for the work; {records} is set aside.",
            "Record {kept} stands for the work; {records} are set aside.",
            kept=kept,
            records=listed(others),
        )
    if line.state == PART:
        return say("Some of these records are joined, the others are said to be of other works.")
    if line.state == RELATED:
        return say("Both records stay. Nothing has to be answered.")
    if not others:
        return say("Tick two records or more to join them, or answer “Different works”.")
    apart = [say("record {id}", id=id) for id in line.ids if id in out]
    does = say(
        "“{answer}” keeps record {kept} and sets {records} aside.",
        answer=JOIN if out else SAME_WORK,
        kept=kept,
        records=listed(others),
    )
    begins = listed(apart)
    said = say_count(
        len(apart),
        "{records} is said to be of another work.",
        "{records} are said to be of another work.",
        records=begins[:1].upper() + begins[1:],
    )
    stays = say("Nothing is deleted; quotes and claims stay.")
    return " ".join((does, said, stays) if apart else (does, stays))


class DecidingPage(QWidget):
    """Shows one group at a time; what the buttons do is connected by the workspace."""

    kept_changed = Signal(int)
    ticked = Signal(int, bool)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("pane", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.title: QLabel = words(say("Duplicates"), "docTitle")
        self.counts = Elided("small", "text2")
        self.certain = theme.KeyButton(say("Accept all certain"), "Shift", "Enter", primary=True)
        self.back = theme.KeyButton(say("Back to the table"), "Esc")
        self.question: QLabel = words("", "claim", wrap=True)
        self.why: QLabel = words("", "small", "2", wrap=True)
        self.effect: QLabel = words("", "small", "2", wrap=True)
        self.comparison = Comparison()
        self.same = theme.KeyButton(SAME_WORK, "1")
        self.apart = theme.KeyButton(say("Different works"), "2")
        self.later = theme.KeyButton(say("Later"), "3")
        self.stop = QPushButton(say("Stop"))
        self.progress_words: QLabel = words("", "body", "2")
        self.bar = QProgressBar(textVisible=False)
        self.nothing: QLabel = words("", "body", "2")
        self.comparison.kept_changed.connect(self.kept_changed)
        self.comparison.ticked.connect(self.ticked)
        self._arrange()

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._header())
        column.addWidget(hair())
        self.pages = QStackedWidget()
        for page in (self._search_page(), self._nothing_page(), self._group_page()):
            self.pages.addWidget(page)
        column.addWidget(self.pages, 1)

    def _header(self) -> QWidget:
        header = QWidget()
        header.setFixedHeight(theme.size("readerHeader"))
        row = QHBoxLayout(header)
        row.setContentsMargins(14, 3, 12, 4)
        row.setSpacing(8)
        stack = QVBoxLayout()
        stack.setSpacing(0)
        stack.addWidget(self.title)
        stack.addWidget(self.counts)
        row.addLayout(stack, 1)
        row.addWidget(self.back)
        row.addWidget(self.certain)
        return header

    def _search_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(80, 0, 80, 0)
        column.setSpacing(10)
        self.bar.setFixedHeight(5)
        self.bar.setAccessibleName(say("How far the search is"))
        self.progress_words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addStretch(1)
        column.addWidget(self.progress_words)
        column.addWidget(self.bar)
        column.addWidget(self.stop, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)
        return page

    def _nothing_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.addStretch(1)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(self.nothing)
        column.addStretch(2)
        return page

    def _group_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        asked = QVBoxLayout()
        asked.setContentsMargins(14, 10, 14, 10)
        asked.setSpacing(4)
        asked.addWidget(self.question)
        asked.addWidget(self.why)
        column.addLayout(asked)
        column.addWidget(hair())
        column.addWidget(self.comparison, 1)
        column.addWidget(hair("line"))
        column.addWidget(self._answers())
        return page

    def _answers(self) -> QWidget:
        self.answers = QWidget()
        self.answers.setProperty("pane", "panel")
        self.answers.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self.answers)
        column.setContentsMargins(14, 8, 14, 10)
        column.setSpacing(6)
        column.addWidget(self.effect)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.buttons = (self.same, self.apart, self.later)
        for button in self.buttons:
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)
        return self.answers

    # ------------------------------------------------------------------ showing

    def show_search(self, told: str, done: int, total: int | None) -> None:
        """Show how far the search is."""
        self.pages.setCurrentIndex(SEARCH)
        self.counts.setText(say("Each record is compared with those like it."))
        self.certain.setEnabled(False)
        self.progress_words.setText(told)
        self.bar.setRange(0, total or 0)
        self.bar.setValue(done)

    def show_joining(self, done: int, count: int) -> None:
        """Say that the records of many works are being joined; the counts come back when it is done."""
        if done:
            told = say_count(
                count,
                "Joining the records of {n} work, {done} so far…",
                "Joining the records of {n} works, {done} so far…",
                done=amount(done),
            )
        else:
            told = say_count(count, "Joining the records of {n} work…", "Joining the records of {n} works…")
        self.counts.setText(told)
        self.certain.setEnabled(False)

    def show_nothing(self, told: str) -> None:
        """Say that there is no group to show."""
        self.nothing.setText(told)
        self.pages.setCurrentIndex(NOTHING)

    def show_counts(self, groups: Sequence[Line], related: int) -> None:
        """Say how many groups wait, and of which kind."""
        states = Counter(line.state for line in groups)
        certain, check = states[CERTAIN], states[CHECK]
        settled = len(groups) - certain - check
        kinds = (
            (certain, later("{count} certain")), (check, later("{count} to check")),
            (settled, later("{count} answered")), (related, later("{count} only alike")),
        )  # fmt: skip
        told = ", ".join(say(sentence, count=amount(count)) for count, sentence in kinds if count)
        self.counts.setText(told)
        self.counts.setToolTip(told)
        self.certain.setEnabled(bool(certain))

    def show_line(
        self, line: Line, columns: Sequence[Column], kept: int | None, out: Collection[int] = ()
    ) -> None:
        """Show the records of a group, why they are taken for one work, and what can be answered.

        `kept` stands for the work, `out` are those that are not ticked.
        """
        self.pages.setCurrentIndex(GROUP)
        related = line.state == RELATED
        self.question.setText(
            say("Not duplicates: {relation}.", relation=say(line.relation))
            if related
            else _QUESTIONS[line.state]
        )
        if related:
            why = say("{reason}.", reason=retold(line.reason))
        else:
            why = say(
                "{percent} % alike: {reason}.", percent=f"{100 * line.score:.0f}", reason=retold(line.reason)
            )
        self.why.setText(why)
        self.comparison.show_columns(columns, kept if line.state != PART else None, line.ticks)
        for button in self.buttons:
            button.setVisible(not related)
        self.apart.setEnabled(line.open)
        self.mark(line, kept, out)

    def mark(self, line: Line, kept: int | None, out: Collection[int]) -> None:
        """Show which record would be kept, and which are not ticked."""
        self.comparison.mark(kept, out)
        self.effect.setText(effect(line, kept, out))
        self.same.setText(JOIN if out else SAME_WORK)
        self.same.setEnabled(line.may_answer and len(line.ids) - len(out) > 1)
