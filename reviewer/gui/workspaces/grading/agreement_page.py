"""How far reviewers agree, as a page: the question, what is left out, each table and statistic."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from reviewer.actions import agreement
from reviewer.appraisal.agreement import Comparison, band
from reviewer.errors import ReviewError
from reviewer.gui import theme
from reviewer.gui.fields import words
from reviewer.gui.session import Session
from reviewer.gui.workspaces.grading.choices import Chooser
from reviewer.gui.workspaces.grading.forms import Content
from reviewer.gui.workspaces.grading.rows import MARGIN
from reviewer.language import later, say

_COLUMN = 76
"""Pixels that the words above a column may take before they are broken."""


class AgreementPage(QScrollArea):
    """Asks for the agreement on one question and shows it; reads the library only when it is shown."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(say("Agreement of reviewers"))
        self.question = Chooser(say("Agreement on"))
        self.question.activated.connect(lambda _place: self.show_agreement())
        self.body = QWidget()
        content = Content()
        content.setProperty("pane", "page")
        content.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.column = QVBoxLayout(content)
        self.column.setContentsMargins(MARGIN, 14, MARGIN, 24)
        self.column.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(words(say("Agreement on"), "section"))
        head.addWidget(self.question, 1)
        self.column.addLayout(head)
        self.column.addWidget(self.body)
        self.column.addStretch(1)
        self.setWidget(content)

    def ask(self) -> None:
        """Offer what has been judged here, and show the first, or what was asked last."""
        before = self.question.currentData()
        self.question.clear()
        for key, name in self.session.read(agreement.questions):
            self.question.addItem(say(name), key)
        self.question.setCurrentIndex(max(0, self.question.findData(before)))
        self.show_agreement()

    def show_agreement(self) -> None:
        """Show the agreement on the question chosen, or why there is none."""
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        try:
            found = self.session.read(agreement.agreement_on, self.question.currentData())
        except ReviewError as error:
            column.addWidget(words(error.message, "bodyStrong", wrap=True))
            column.addWidget(words(error.hint, "body", "2", wrap=True))
        else:
            for sentence in found.left_out:
                column.addWidget(words(sentence, "small", "2", wrap=True))
            for each in found.comparisons:
                self._add(column, each, found.names)
        self.column.replaceWidget(self.body, body)
        self.body.setParent(None)
        self.body.deleteLater()
        self.body = body

    def _add(self, column: QVBoxLayout, each: Comparison, names: dict[str, str]) -> None:
        sentence = _JUDGED if each.categories else _DOCUMENTS
        said = say(sentence, label=say(each.label), count=each.items)
        column.addSpacing(10)
        column.addWidget(words(said, "bodyStrong", wrap=True))
        if each.table is not None and each.items:
            column.addWidget(_table(each, [names[id] for id in each.reviewers]))
        for statistic in each.statistics:
            column.addWidget(words(agreement.said(statistic), "small", "2", wrap=True))
            if statistic.id == "kappa" and statistic.value is not None:
                column.addWidget(words(band(statistic.value), "small", "3", wrap=True))


_JUDGED = later("{label}, {count} judged by two or more")
_DOCUMENTS = later("{label}, {count} documents")


def _least(label: str) -> int:
    """Return the width of a column: its words in one line while they are short, else broken between words."""
    wide = QFontMetrics(theme.font("small")).horizontalAdvance
    return min(wide(label), max(_COLUMN, *(wide(word) for word in label.split()))) + 1


def _table(each: Comparison, names: list[str]) -> QWidget:
    """Return the table of two reviewers: a row for each answer of the first, a column for the second's."""
    box = QWidget()
    grid = QGridLayout(box)
    grid.setContentsMargins(0, 2, 0, 4)
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(2)
    box.setAccessibleName(
        say("{label}: {one} down, {other} across", label=say(each.label), one=names[0], other=names[1])
    )
    grid.addWidget(words(say("{one} down, {other} across", one=names[0], other=names[1]), "meta", "3"), 0, 0)
    assert each.table is not None
    for place, category in enumerate(each.named, start=1):
        grid.addWidget(words(category, "small", "2"), place, 0)
        head = words(category, "small", "2")
        head.setWordWrap(True)
        head.setFixedWidth(_least(category))
        head.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom)
        grid.addWidget(head, 0, place)
        for other, count in enumerate(each.table.counts[place - 1], start=1):
            grid.addWidget(words(str(count), "small"), place, other, Qt.AlignmentFlag.AlignRight)
    grid.setColumnStretch(len(each.table.categories) + 1, 1)
    return box
