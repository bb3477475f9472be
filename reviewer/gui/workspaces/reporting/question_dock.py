"""What the review asks: the words of the title block, saved as they are typed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QScrollArea, QVBoxLayout, QWidget

from reviewer.actions import reports as actions
from reviewer.gui import theme
from reviewer.gui.session import Session
from reviewer.gui.words_field import WordsField
from reviewer.language import say
from reviewer.library import claims
from reviewer.model import Changes, Question

FIELDS = (
    ("title", say("Title"), 3),
    ("subtitle", say("Short title, at the foot of each page"), 1),
    ("population", say("Population"), 3),
    ("setting", say("Setting"), 2),
    ("intervention", say("Intervention"), 2),
    ("comparison", say("Comparison"), 1),
    ("summary", say("Sentence above the summary of findings"), 4),
    ("abbreviations", say("Abbreviations"), 3),
)


class QuestionDock(QScrollArea):
    """A form over the review's question."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._fields: dict[str, WordsField] = {}
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner = QWidget()
        inner.setProperty("pane", "panel")
        column = QVBoxLayout(inner)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(4)
        for name, words, lines in FIELDS:
            self._add(column, name, words, lines)
        column.addStretch(1)
        self.setWidget(inner)
        session.changed.connect(self.refresh)
        self.refresh(None)

    def _add(self, column: QVBoxLayout, name: str, words: str, lines: int) -> None:
        label = QLabel(words)
        label.setFont(theme.font("label"))
        label.setProperty("tone", "2")
        field = WordsField(words, "", "body", framed=True, least=lines)
        field.written.connect(lambda said, name=name: self._write(name, said))
        label.setBuddy(field)
        column.addWidget(label)
        column.addWidget(field)
        column.addSpacing(6)
        self._fields[name] = field

    def _write(self, name: str, said: str) -> None:
        row = self._session.read(claims.property_row, name)
        if row is None:
            self._session.perform(actions.set_question, merge=True, **{name: said})
        else:
            seen = ("properties", row, {"value": self._fields[name].draft.seen})
            self._session.edit(seen, actions.set_question, merge=True, **{name: said})

    def take_focus(self) -> None:
        """Put the keyboard into the first field."""
        next(iter(self._fields.values())).setFocus()

    def save(self) -> None:
        """Save what was typed since the last pause."""
        for field in self._fields.values():
            field.flush()

    def refresh(self, changes: Changes | None) -> None:
        """Show the words of the library, but never over what is being typed."""
        if changes is not None and not changes.touches("properties"):
            return
        question = self._session.read(claims.question) if self._session.library else Question()
        place = self._session.places("properties", 0)
        for name, field in self._fields.items():
            field.show_words(getattr(question, name), place(name))
