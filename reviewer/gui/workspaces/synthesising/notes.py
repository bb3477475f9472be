"""The dock of notes: every note on a claim or a quote, and those on the quotes of the claim in front.

A note on a claim is written in the dock of the claim, a note on a quote here; each stands beside the words it
is about. Nothing is made before the dock is in front: going from claim to claim must not wait for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QShowEvent
from PySide6.QtWidgets import QDockWidget, QStyledItemDelegate, QStyleOptionViewItem, QVBoxLayout, QWidget

from reviewer.gui import theme
from reviewer.gui.fields import Elided, clear, hair, words
from reviewer.gui.lists import ROW, Index, List, Rows, draw_ground, draw_words
from reviewer.gui.session import Session
from reviewer.gui.words_field import WordsField
from reviewer.gui.workspaces.synthesising.docks import Pane
from reviewer.gui.workspaces.synthesising.gathering import Card, Dossier
from reviewer.language import quoted, say, say_count
from reviewer.synthesis.matrix import Line
from reviewer.text import one_line

NOTHING = say("No notes yet. A claim has its note in the dock Claim, a quote of it has one here.")
_EXCERPT = 80


@dataclass(frozen=True, slots=True)
class Note:
    """A note on a claim, or on one of its quotes; `about` are the words of that quote."""

    claim: int
    number: int
    label: str
    text: str
    quote: int = 0
    about: str = ""

    @property
    def spoken(self) -> str:
        """Return the note as it is read aloud, and as its tooltip shows it whole."""
        return say(
            "Claim {number}, {label}: note on “{about}”. {text}"
            if self.about
            else "Claim {number}, {label}: note. {text}",
            number=self.number,
            label=self.label,
            about=self.about,
            text=self.text,
        )


def notes(lines: Sequence[Line]) -> list[Note]:
    """Return the notes on claims and on their quotes, in the order of the lines."""
    found = []
    for line in lines:
        claim = line.claim
        if claim.note:
            found.append(Note(claim.id, claim.number, claim.short, claim.note))
        for quote in line.quotes:
            if quote.note:
                about = one_line(quote.span.exact, _EXCERPT)
                found.append(Note(claim.id, claim.number, claim.short, quote.note, quote.id, about))
    return found


class _Delegate(QStyledItemDelegate):
    """Two lines for each note: what it is about, and how it begins."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(120, theme.size("rowTwoLine"))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        note: Note = index.data(ROW)
        box = draw_ground(painter, option).adjusted(14, 3, -14, -3)
        upper = QRectF(box.left(), box.top(), box.width(), box.height() / 2)
        left = draw_words(painter, upper, f"{note.number}", "small", "text1", 600) + 8
        about = quoted(note.about) if note.about else note.label
        draw_words(painter, upper.adjusted(left - upper.left(), 0, 0, 0), about, "small", "text1", 600)
        lower = upper.translated(0, upper.height())
        draw_words(painter, lower, " ".join(note.text.split()), "small", "text2")


class QuoteNote(QWidget):
    """The beginning of a quote and the note on it."""

    noted = Signal(int, str, str)

    def __init__(self, card: Card, session: Session) -> None:
        super().__init__()
        self.card = card
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 8, 14, 4)
        column.setSpacing(2)
        about = Elided("small", "text1")
        about.setText(quoted(card.text))
        column.addWidget(about)
        column.addWidget(words(f"{say(card.stance.capitalize())}, {card.place}", "meta", "2", wrap=True))
        name = say("Note on “{words}”", words=one_line(card.text, _EXCERPT))
        self.field = WordsField(name, say("Add a note on these words"), "small", framed=True)
        self.field.show_words(card.note, session.places("quotes", card.quote)("note"))
        self.field.written.connect(self._write)
        column.addWidget(self.field)

    def _write(self, value: str) -> None:
        self.noted.emit(self.card.quote, self.field.draft.seen, value)


class NotesPane(Pane):
    """All notes as a list that leads to what they are about; below it those of the claim in front."""

    chosen = Signal(int, int)
    """The claim, and its quote or 0."""
    noted = Signal(int, str, str)
    """The quote, its note as it was seen, and as it is now."""

    def __init__(self, session: Session) -> None:
        super().__init__(say("Notes", context="dock"))
        self.setWindowTitle(say("Notes", context="dock"))
        self._session = session
        self._lines: Sequence[Line] = ()
        self._dossier: Dossier | None = None
        self._stale = True
        self.head = words("", "bodyStrong", wrap=True)
        self.head.setContentsMargins(14, 12, 14, 8)
        self.list = List(Rows(lambda note: note.spoken), _Delegate(), say("Notes on claims and quotes"))
        self.list.run = lambda note: self.chosen.emit(note.claim, note.quote)
        self.empty = words(NOTHING, "small", "2", wrap=True)
        self.empty.setContentsMargins(14, 0, 14, 12)
        self.own = words("", "bodyStrong", wrap=True)
        self.own.setContentsMargins(14, 12, 14, 0)
        self.fields = QVBoxLayout()
        self.fields.setSpacing(0)
        for widget in (self.head, self.list, self.empty, hair("line"), self.own):
            self.column.addWidget(widget)
        self.column.addLayout(self.fields)
        self.column.addStretch(1)

    def show_notes(self, lines: Sequence[Line], dossier: Dossier | None) -> None:
        """Show the notes of these lines and of the claim in front, at once or when the dock is shown next."""
        self._stale = self._stale or lines is not self._lines or dossier is not self._dossier
        self._lines, self._dossier = lines, dossier
        self._fill()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        dock = self.parentWidget()
        if isinstance(dock, QDockWidget):  # behind another in their tabs it counts as visible to Qt
            dock.visibilityChanged.connect(self._on_front, Qt.ConnectionType.UniqueConnection)
        self._fill()

    def _on_front(self, _shown: bool) -> None:
        self._fill()

    @property
    def in_front(self) -> bool:
        """Tell whether anything of the dock is to be seen, which one behind another is not."""
        return self.isVisible() and not self.visibleRegion().isEmpty()

    def flush(self) -> None:
        """Save whatever is still being typed."""
        for each in self.quote_notes():
            each.field.flush()

    def quote_notes(self) -> list[QuoteNote]:
        """Return the fields of the claim in front, in the order of its quotes."""
        items = [self.fields.itemAt(place) for place in range(self.fields.count())]
        return [widget for item in items if item and isinstance(widget := item.widget(), QuoteNote)]

    def _fill(self) -> None:
        if not self._stale or not self.in_front:
            return
        self._stale = False
        found = notes(self._lines)
        claims = len({note.claim for note in found})
        said = say_count(len(found), "{n} note", "{n} notes")
        self.head.setText(
            say_count(claims, "{notes} on {n} claim", "{notes} on {n} claims", notes=said)
            if found
            else say("Notes", context="dock")
        )
        self.list.model().show(found)
        self.list.setFixedHeight(min(8, len(found)) * theme.size("rowTwoLine") + 2)
        self.list.setVisible(bool(found))
        self.empty.setVisible(not found)
        self._fill_own()

    def _fill_own(self) -> None:
        """Show the claim in front; fields stay where the quotes are the same, so that the caret stays too."""
        dossier = self._dossier
        cards = [card for card in dossier.cards if card.quote] if dossier else []
        self.own.setText(
            say("Quotes of claim {number}", number=dossier.claim.number) if dossier and cards else ""
        )
        shown = self.quote_notes()
        if [each.card.quote for each in shown] == [card.quote for card in cards]:
            for each, card in zip(shown, cards, strict=True):
                each.card = card
                each.field.show_words(card.note, self._session.places("quotes", card.quote)("note"))
            return
        self.flush()
        clear(self.fields)
        for card in cards:
            row = QuoteNote(card, self._session)
            row.noted.connect(self.noted)
            self.fields.addWidget(row)
