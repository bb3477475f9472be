"""What the review asks: the words of the title block, saved as they are typed."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QScrollArea, QVBoxLayout, QWidget

from reviewer.actions import reports as actions
from reviewer.gui import theme
from reviewer.gui.session import Session
from reviewer.library import claims
from reviewer.model import Changes, Question

PAUSE_MS = 400
FIELDS = (
    ("title", "Title", 3),
    ("subtitle", "Short title, at the foot of each page", 1),
    ("population", "Population", 3),
    ("setting", "Setting", 2),
    ("intervention", "Intervention", 2),
    ("comparison", "Comparison", 1),
    ("summary", "Sentence above the summary of findings", 4),
    ("abbreviations", "Abbreviations", 3),
)


class _Field(QPlainTextEdit):
    """A text field of a few lines; Tab leaves it."""

    def __init__(self, name: str, lines: int) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setAccessibleName(name)
        self.setFixedHeight(int(lines * 18 + 12))

    def show_words(self, words: str) -> None:
        """Show other words, unless they are already there: the caret stays."""
        if self.toPlainText() != words:
            self.setPlainText(words)


class QuestionDock(QScrollArea):
    """A form over the review's question."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._fields: dict[str, _Field] = {}
        self._waiting: set[str] = set()
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self.save)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
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

    def _add(self, column: QVBoxLayout, name: str, words: str, lines: int) -> None:
        label = QLabel(words)
        label.setFont(theme.font("label"))
        label.setProperty("tone", "2")
        field = _Field(words, lines)
        field.textChanged.connect(lambda name=name: self._typed(name))
        label.setBuddy(field)
        column.addWidget(label)
        column.addWidget(field)
        column.addSpacing(6)
        self._fields[name] = field

    def _typed(self, name: str) -> None:
        if self._fields[name].hasFocus():
            self._waiting.add(name)
            self._pause.start()

    def save(self) -> None:
        """Save what was typed since the last pause."""
        waiting, self._waiting = self._waiting, set()
        for name in sorted(waiting):
            words = self._fields[name].toPlainText()
            self._session.perform(actions.set_question, merge=True, **{name: words})

    def refresh(self, changes: Changes | None) -> None:
        """Show the words of the library, but never over what is being typed."""
        if changes is not None and not changes.touches("properties"):
            return
        question = self._session.read(claims.question) if self._session.library else Question()
        for name, field in self._fields.items():
            if name not in self._waiting:
                field.show_words(getattr(question, name))
