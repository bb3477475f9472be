"""Instruments of one's own in the window: where their files lie, which are refused and why, and a new one.

What is typed is tried with every letter, so the line that is wrong is named before anything is written.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from reviewer.actions.instruments import add_instrument, make_instrument
from reviewer.appraisal import instruments
from reviewer.appraisal.instrument import Instrument
from reviewer.appraisal.sketch import ANSWERS, Sketch, sketched
from reviewer.errors import ReviewError
from reviewer.gui import dialogs, theme
from reviewer.gui.fields import set_tone, words
from reviewer.gui.words_field import typed_in
from reviewer.language import say, say_count
from reviewer.model import Voice

QUESTIONS = say("# Heading\nLabel: the question in full\nA question without a label")


WIDTH = 640
"""Pixels of the widest lines."""


class OwnForms(QDialog):
    """Shows the folder and its files, adds a file, and makes a form from a few lines."""

    added = Signal(str)
    """The id of an instrument that can be used now."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(say("Instruments of your own"))
        self.resize(WIDTH + 40, 620)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(8)
        self.place = words("", "small", "2", wrap=True)
        self.listing = words("", "small", wrap=True)
        self.refused = words("", "small", "warning", wrap=True)
        self.state = words("", "small", "2", wrap=True)
        for widget in (self.place, self.listing, self.refused, self.state):
            widget.setMinimumWidth(WIDTH)  # a wrapped label asks for the height it has at its narrowest
        for widget in (self.place, self.listing, self.refused):
            column.addWidget(widget)
        column.addLayout(self._files())
        column.addSpacing(8)
        column.addWidget(words(say("Make a form"), "section"))
        column.addLayout(self._fields(), 1)
        column.addWidget(self.state)
        column.addLayout(self._buttons())
        self.show_folder()
        self._try()

    def _files(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.add = QPushButton(say("Add a file…"))
        self.add.clicked.connect(self.choose_file)
        self.open = QPushButton(say("Open the folder"))
        self.open.clicked.connect(self._open_folder)
        row.addWidget(self.add)
        row.addWidget(self.open)
        row.addStretch(1)
        return row

    def _fields(self) -> QFormLayout:
        form = QFormLayout()
        form.setSpacing(8)
        self.name = QLineEdit(placeholderText=say("As lists and reports name it"))
        self.short = QLineEdit(placeholderText=say("For tabs; it also names the file"))
        self.study, self.commentary = QCheckBox(say("Studies")), QCheckBox(say("Commentary"))
        self.study.setChecked(True)
        voices = QHBoxLayout()
        voices.addWidget(self.study)
        voices.addWidget(self.commentary)
        voices.addStretch(1)
        self.questions = QPlainTextEdit()
        self.questions.setPlaceholderText(QUESTIONS)
        self.questions.setMinimumHeight(84)
        # In English whatever the window speaks: the signs of answers go by these words.
        self.answers = QPlainTextEdit("\n".join(say(each) for each in ANSWERS))
        self.answers.setMinimumHeight(76)
        self.overall = QPlainTextEdit()
        self.overall.setPlaceholderText(say("Include\nExclude"))
        self.overall.setMinimumHeight(46)
        self.judgements = QPlainTextEdit()
        self.judgements.setPlaceholderText(say("Empty: answers are counted. Else one a line, such as Low"))
        self.judgements.setMinimumHeight(46)
        self.source = QLineEdit(placeholderText=say("Where the form comes from"))
        self.checked = QLineEdit(placeholderText=say("What of it was compared with its source"))
        for label, field in (
            (say("Name"), self.name), (say("Short name"), self.short), (say("For the words of"), voices),
            (say("Questions, one a line"), self.questions), (say("Answers, one a line"), self.answers),
            (say("Judgement of each part (#)"), self.judgements), (say("Overall, one a line"), self.overall),
            (say("Source"), self.source), (say("Checked"), self.checked),
        ):  # fmt: skip
            form.addRow(label, field)
            if isinstance(field, QPlainTextEdit):
                field.setTabChangesFocus(True)
            if isinstance(field, QWidget):
                field.setAccessibleName(label)
        for text in (
            self.name,
            self.short,
            self.questions,
            self.answers,
            self.judgements,
            self.overall,
            self.source,
            self.checked,
        ):
            text.textChanged.connect(self._try)
        for box in (self.study, self.commentary):
            box.toggled.connect(self._try)
        return form

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.make = theme.KeyButton(say("Make the form"), primary=True)
        self.make.setDefault(True)
        self.make.clicked.connect(self._make)
        close = QPushButton(say("Close"))
        close.clicked.connect(self.close)
        row.addStretch(1)
        row.addWidget(close)
        row.addWidget(self.make)
        return row

    # ------------------------------------------------------------------ files

    def show_folder(self) -> None:
        """Show where the files lie, which can be used, and which are refused with line and reason."""
        self.place.setText(
            say(
                "Each file ending in .toml in this folder is an instrument, read again whenever it changes:"
                " {folder}",
                folder=instruments.own_folder(),
            )
        )
        shipped = instruments.shipped()
        own = [each for each in instruments.instruments().values() if each.id not in shipped]
        self.listing.setText(
            "\n".join(
                say("✓ {name}, version {version} ({id})", name=each.name, version=each.version, id=each.id)
                for each in own
            )
        )
        self.listing.setVisible(bool(own))
        reasons = [reason for _, reason in instruments.refused()]
        self.refused.setText("\n".join(reasons))
        self.refused.setVisible(bool(reasons))

    def choose_file(self) -> None:
        """Ask for a file and put it into the folder."""
        path = dialogs.open_instrument(self)
        if path is not None:
            self._done(lambda: add_instrument(path)[0])

    def _open_folder(self) -> None:
        folder = instruments.own_folder()
        folder.mkdir(parents=True, exist_ok=True)
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

    # ------------------------------------------------------------------ a new form

    def sketch(self) -> Sketch:
        """Return what is typed."""
        chosen = ((Voice.STUDY, self.study), (Voice.COMMENTARY, self.commentary))
        return Sketch(
            self.name.text(),
            typed_in(self.questions),
            typed_in(self.answers),
            typed_in(self.overall),
            self.short.text(),
            source=self.source.text(),
            checked=self.checked.text(),
            judgements=typed_in(self.judgements),
            voices=tuple(voice for voice, box in chosen if box.isChecked()),
        )

    def _try(self) -> None:
        """Say what the form would be, or which line is wrong."""
        try:
            form, _ = sketched(self.sketch())
        except ReviewError as refusal:
            self._say(f"{refusal.message} {refusal.hint}".strip(), "2", False)
        else:
            count = sum(not item.rules for item in form.items)
            file = f"{form.id}.toml"
            said = say_count(count, "{n} question, file {file}.", "{n} questions, file {file}.", file=file)
            self._say(
                f"{said} {say('Rules and designs can be written into the file afterwards.')}", "2", True
            )

    def _make(self) -> None:
        self._done(lambda: make_instrument(self.sketch())[0])

    def _done(self, put: Callable[[], Instrument]) -> None:
        try:
            form = put()
        except ReviewError as refusal:
            self._say(f"{refusal.message} {refusal.hint}".strip(), "warning", self.make.isEnabled())
            return
        self.show_folder()
        self._say(say("{name} can be used now.", name=form.name), "2", self.make.isEnabled())
        self.added.emit(form.id)

    def _say(self, text: str, tone: str, ready: bool) -> None:
        self.state.setText(text)
        set_tone(self.state, tone)
        self.make.setEnabled(ready)
