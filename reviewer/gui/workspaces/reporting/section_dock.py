"""The section that is current: what it holds, its heading, its place, and the question for the title."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from reviewer.gui import theme
from reviewer.gui.session import Session
from reviewer.gui.workspaces.reporting.choices import Choices
from reviewer.gui.workspaces.reporting.export_dock import label
from reviewer.gui.workspaces.reporting.masking_list import MaskingList
from reviewer.gui.workspaces.reporting.question_dock import QuestionDock
from reviewer.language import day, say
from reviewer.library import exports
from reviewer.reports.build import SECTIONS

OWN = {
    "experience": ("experience", "masked"),
    "voices": ("experience", "masked"),
    "map": ("experience", "patterns"),
    "matrix": ("experience", "patterns"),
    "words": ("experience", "masked", "anchors"),
    "references": ("anchors",),
    "claims": ("experience", "anchors"),
}
"""The options that change a section, by its id."""
WORDS = {
    "experience": say("Reader comments, as experience"),
    "anchors": say("Anchors and fingerprints"),
    "patterns": say("Voices by pattern alone"),
    "masked": say("Leave marked details of health out"),
}


class SectionDock(QWidget):
    """Options of the current section; `opened` asks for the place where its content is made."""

    opened = Signal(str)

    def __init__(self, session: Session, choices: Choices) -> None:
        super().__init__()
        self._choices, self._session = choices, session
        self._asked = False
        """Whether the latest export was chosen to tell changes from; a person may choose none after that."""
        self._id = next(iter(SECTIONS))
        self._pages, self._holds = "", True
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QWidget()
        head.setProperty("pane", "panel")
        inner = QVBoxLayout(head)
        inner.setContentsMargins(12, 12, 12, 12)
        inner.setSpacing(6)
        self._fill(inner)
        column.addWidget(head)
        self.question = QuestionDock(session)
        column.addWidget(self.question, 1)
        self.masking = MaskingList(session)
        column.addWidget(self.masking, 1)
        self._rest = QScrollArea()
        self._rest.setFrameShape(QScrollArea.Shape.NoFrame)
        self._rest.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column.addWidget(self._rest, 1)
        choices.changed.connect(self.refresh)
        self.refresh()

    def _fill(self, column: QVBoxLayout) -> None:
        self._name = QLabel()
        self._name.setFont(theme.font("bodyStrong"))
        self._holds_words = QLabel()
        self._state = QLabel()
        for words in (self._name, self._holds_words, self._state):
            words.setWordWrap(True)
            column.addWidget(words)
        self._state.setProperty("tone", "3")
        self._included = QCheckBox(say("In the report"))
        self._included.toggled.connect(lambda on: self._choices.include(self._id, on))
        column.addWidget(self._included)
        column.addWidget(label(say("Heading")))
        self._title = QLineEdit()
        self._title.setAccessibleName(say("Heading of the section"))
        self._title.textEdited.connect(lambda words: self._choices.name(self._id, words))
        column.addWidget(self._title)
        self._own = {name: self._box(name) for name in WORDS}
        for box in self._own.values():
            column.addWidget(box)
        self._since = QComboBox()
        self._since.setAccessibleName(say("Changes since"))
        self._since.activated.connect(lambda _at: self._choices.put(since=self._since.currentData()))
        column.addWidget(self._since)
        row = QHBoxLayout()
        for words, run in ((say("Up"), lambda: self._shift(-1)), (say("Down"), lambda: self._shift(1))):
            row.addWidget(_button(words, run))
        self._open = _button(say("Go to its source"), lambda: self.opened.emit(self._id))
        row.addWidget(self._open, 1)
        column.addLayout(row)

    def _box(self, name: str) -> QCheckBox:
        box = QCheckBox(WORDS[name])
        box.toggled.connect(lambda on: self._choices.put(**{name: on}))
        return box

    def _shift(self, step: int) -> None:
        self._choices.move(self._id, self._choices.order.index(self._id) + step)

    def show_section(self, id: str, pages: str, holds: bool) -> None:
        """Show another section, and where it stands."""
        self._id, self._pages, self._holds = id, pages, holds
        self.refresh()

    def take_focus(self) -> None:
        """Put the keyboard into the first field that says something in the report."""
        if self._id in ("title", "summary"):
            self.question.take_focus()
        else:
            self._title.setFocus()

    def refresh(self) -> None:
        """Show what is chosen now; a heading that is being typed stays as it is typed."""
        id, section = self._id, SECTIONS[self._id]
        title = say(section.title)
        self._name.setText(title)
        self._holds_words.setText(f"{say(section.holds)}.")
        where = say("On page {pages}.", pages=self._pages) if self._pages else say("Not in the report.")
        self._state.setText(where if self._holds else f"{where} {section.nothing and say(section.nothing)}")
        with QSignalBlocker(self._included):
            self._included.setChecked(self._choices.holds(id))
        self._title.setPlaceholderText(title)
        own = dict(self._choices.options.titles).get(id, "")
        if not self._title.hasFocus() or not own:
            if self._title.text().strip() != own:
                self._title.setText(own)
        for name, box in self._own.items():
            box.setVisible(name in OWN.get(id, ()))
            with QSignalBlocker(box):
                box.setChecked(getattr(self._choices.options, name))
        self._since.setVisible(id == "changes")
        self._show_exports()
        self.question.setVisible(id in ("title", "summary"))
        self.masking.setVisible(id == "experience")
        self._rest.setVisible(id not in ("title", "summary", "experience"))

    def _show_exports(self) -> None:
        """Offer the earlier exports to tell changes from; the latest, once the section is taken in."""
        if self._session.library is None or not (self._id == "changes" or self._choices.holds("changes")):
            return
        known = self._session.read(exports.exports)
        with QSignalBlocker(self._since):
            self._since.clear()
            self._since.addItem(say("No earlier report"), 0)
            for each in known:
                self._since.addItem(f"{each.id}: {each.name}, {day(each.made)}", each.id)
            self._since.setCurrentIndex(max(0, self._since.findData(self._choices.options.since)))
        if known and self._choices.holds("changes") and not self._choices.options.since and not self._asked:
            self._asked = True
            self._choices.put(since=known[0].id)


def _button(words: str, run: Callable[[], None]) -> QPushButton:
    button = QPushButton(words)
    button.clicked.connect(run)
    return button
