"""The record of a document: fields that are corrected in place, who changed what, and what the file says."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from reviewer.actions import records as record_actions
from reviewer.errors import Conflict, ReviewError
from reviewer.gui import theme
from reviewer.gui.drafts import Places, nowhere
from reviewer.gui.fields import clear, hair, words
from reviewer.gui.listing.preview import facts, label
from reviewer.gui.session import Session
from reviewer.gui.words_field import WordsField
from reviewer.language import say
from reviewer.library import documents, record_edits
from reviewer.library.record_edits import Edit
from reviewer.model import Document, Record, Study
from reviewer.records.fields import LABELS, shown

_EDITED = {*map(say, LABELS.values()), say("Year")}
_HINTS = {
    "authors": say("Family, Given; Family, Given"),
    "issued": say("2011-04-18, 2011-04 or 2011"),
    "keywords": say("one; another"),
}


CHECKED = ("issued", "doi", "pmid", "pmcid", "issn", "isbn", "url", "type")
"""Fields whose words are a value only when they are whole: not saved while one types."""
_BY_TAB = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
WHOLE_DAY = 24 * 60 * 60 * 1000


class ValueField(WordsField):
    """A field that grows with its words; Enter saves it, as there is nothing to break into lines."""

    def __init__(self, field: str) -> None:
        super().__init__(say(LABELS[field]), say("not in source"), "small")
        self._hint = _HINTS.get(field, "")
        self._leaving = False
        self.refusal = ""
        self.setAccessibleDescription(self._hint)
        if field in CHECKED:
            self.draft.rest.setInterval(WHOLE_DAY)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.flush()
            event.accept()
        else:
            super().keyPressEvent(event)

    def show_refusal(self, sentence: str) -> None:
        """Draw a red line round words that are no value, and tell why; "" takes it away."""
        new, self.refusal = sentence != self.refusal, sentence
        if new:
            self.setAccessibleDescription(f"{sentence} {self._hint}".strip())
            self.update()
        if sentence and self._leaving:  # once: with the words as they are, the next Tab goes on
            QTimer.singleShot(0, self, self.setFocus)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._leaving = event.reason() in _BY_TAB
        super().focusOutEvent(event)
        self._leaving = False

    def give_back(self) -> None:
        """Leave words that are no value where they are: the sentence below says what is wrong with them."""
        if not self.refusal:
            super().give_back()

    def _paint_frame(self) -> None:
        super()._paint_frame()
        if self.refusal:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.colour("error"), 2 if self.hasFocus() else 1))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 3, 3)
            painter.end()


class Row(QWidget):
    """A field with its name above it; below it who changed it and what the file says, if it was changed."""

    def __init__(self, field: str) -> None:
        super().__init__()
        self.caption: QLabel = words(say(LABELS[field]), "meta", "3")
        self.caption.setContentsMargins(6, 0, 0, 0)
        self.caption.setToolTip(_HINTS.get(field, ""))
        self.field = ValueField(field)
        self.problem: QLabel = words("", "meta", "error", wrap=True)
        self.problem.setContentsMargins(6, 0, 0, 0)
        self.provenance: QLabel = words("", "meta", "2", wrap=True)
        self.provenance.setContentsMargins(6, 0, 0, 0)
        self.back = QPushButton(say("Back to the file’s"))
        self.back.setProperty("link", True)
        self.back.setAccessibleName(say("Back to the file’s {field}", field=say(LABELS[field])))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self.caption, self.field, self.problem, self.provenance):
            column.addWidget(widget)
        holder = QVBoxLayout()
        holder.setContentsMargins(6, 0, 0, 4)
        holder.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(holder)
        self.show_edit(None, "")
        self.show_refusal("")

    def show_refusal(self, sentence: str) -> None:
        """Say at the field why its words are no value of it; "" when they are one."""
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))
        self.field.show_refusal(sentence)

    def show_edit(self, edit: Edit | None, filed: str) -> None:
        """Say who changed the field and what the file says; nothing where it is the file's."""
        for widget in (self.provenance, self.back):
            widget.setVisible(edit is not None)
        if edit is not None:
            said = say("The file says: {words}", words=filed) if filed else say("The file says nothing.")
            self.provenance.setText(
                say(
                    "Changed by {reviewer}, {when}. {said}",
                    reviewer=edit.reviewer,
                    when=_when(edit.time),
                    said=said,
                )
            )


def _when(time: str) -> str:
    return datetime.fromisoformat(time).astimezone().strftime("%Y-%m-%d %H:%M") if time else say("now")


class RecordForm(QScrollArea):
    """Shows and corrects the record of the document that is selected."""

    written = Signal(int, str, str, str)
    """Document, field, the words a person wrote there, and those that stood there when they began."""
    reset_wanted = Signal(int, str)
    """Document and a field that should be as in its file."""
    escaped = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.document = 0
        self._refused: dict[tuple[int, str], tuple[str, str, str]] = {}
        """What a field said, words that are no value of it, and why; those stay until they are taken back."""
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(say("Record"))
        self.rows = {field: Row(field) for field in LABELS}
        for field, row in self.rows.items():
            row.field.written.connect(lambda said, field=field: self._write(field, said))
            row.field.escaped.connect(self.escaped)
            row.back.clicked.connect(lambda _on=False, field=field: self._reset(field))
        self._arrange()
        self.show_document(None, None)

    def _arrange(self) -> None:
        sheet = QWidget()
        sheet.setProperty("pane", "panel")
        sheet.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        sheet.setMinimumWidth(1)
        column = QVBoxLayout(sheet)
        column.setContentsMargins(8, 10, 10, 14)
        column.setSpacing(4)
        self.nothing = label(say("Select a document to see its record here."), "body", "3")
        column.addWidget(self.nothing)
        self.form = QWidget()
        inner = QVBoxLayout(self.form)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(4)
        for row in self.rows.values():
            inner.addWidget(row)
        inner.addWidget(hair())
        self.more = QVBoxLayout()
        self.more.setContentsMargins(6, 4, 6, 0)
        self.more.setSpacing(0)
        inner.addLayout(self.more)
        column.addWidget(self.form)
        column.addStretch(1)
        self.setWidget(sheet)

    def _write(self, field: str, said: str) -> None:
        if self.document:
            seen = self.rows[field].field.draft.seen
            self._forget(field)
            self.written.emit(self.document, field, said, seen)

    def _forget(self, field: str) -> None:
        self._refused.pop((self.document, field), None)
        self.rows[field].show_refusal("")

    def refuse(self, document: int, field: str, seen: str, said: str, error: ReviewError) -> None:
        """Say at its field that words are no value of it; they stay there, and are there on coming back."""
        sentence = f"{error.message} {error.hint}".strip()
        self._refused[document, field] = seen, said, sentence
        if document == self.document:
            self.rows[field].show_refusal(sentence)

    def _reset(self, field: str) -> None:
        self._forget(field)
        self.rows[field].field.draft.forget()
        self.rows[field].field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.reset_wanted.emit(self.document, field)

    def show_document(
        self,
        document: Document | None,
        study: Study | None,
        filed: Record | None = None,
        edits: Mapping[str, Edit] | None = None,
        place: Places = nowhere,
    ) -> None:
        """Show the record of a document; what is still being typed of the one before is saved first."""
        wanted = document.id if document is not None else 0
        if wanted != self.document:
            for row in self.rows.values():
                row.field.flush()
            self.document = wanted
        self.nothing.setVisible(document is None)
        self.form.setVisible(document is not None)
        clear(self.more)
        if document is None:
            return
        for field, row in self.rows.items():
            held = shown(document.record, field)
            seen, said, sentence = self._refused.get((document.id, field), (held, None, ""))
            row.field.show_words(seen, place(field), said)
            row.show_refusal(sentence)
            row.show_edit((edits or {}).get(field), shown(filed, field) if filed is not None else "")
        for name, said in facts(document, study):
            if name not in _EDITED:
                self.more.addWidget(label(name, "meta", "3"))
                self.more.addWidget(label(said, "small"))
                self.more.addSpacing(6)

    def sizeHint(self) -> QSize:
        return QSize(theme.size("dockRight"), 400)


def keep(session: Session, form: RecordForm) -> None:
    """Save what is written in a form; what is no value of a field is said at the field."""

    def write(document: int, field: str, said: str, seen: str) -> None:
        error = session.attempt(
            lambda own: record_actions.set_field(own, document, field, said, seen=seen),
            lambda conflict: write(document, field, said, conflict.theirs),
        )
        if error is not None and not isinstance(error, Conflict):
            form.refuse(document, field, seen, said, error)

    form.written.connect(write)
    form.reset_wanted.connect(lambda *said: session.perform(record_actions.reset_field, *said))


def fill(session: Session, form: RecordForm, document: Document) -> None:
    """Show the record of a document, with what was changed in it and what its file says."""
    filed = session.read(record_edits.filed, document.id)
    edits = session.read(record_edits.edits, document.id)
    place = session.places("record_edits", document.id)
    form.show_document(document, session.read(documents.study, document.id), filed, edits, place)
