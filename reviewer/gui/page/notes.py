"""The right margin: one note for each mark, at its line, pushed down where they would touch.

The current note stays at its line and pushes the others away, up as well as down. In a narrow window the
notes shrink to their numbers and open on hover and focus, and below its words where a suggestion waits for
an answer.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QEnterEvent,
    QFocusEvent,
    QFontMetricsF,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QAbstractButton, QWidget

from reviewer.gui import theme
from reviewer.gui.page.gutter import wrap
from reviewer.gui.page.marks import Note
from reviewer.language import say

WIDTH = 173
NARROW = 26
APART = 6.0
_PAD = 3.0
_INDENT = 12.0
_ROW = 16.0
_MOST_ROWS = 3


def place(wanted: Sequence[tuple[float, float]], pinned: int | None) -> list[float]:
    """Return the y of notes given as (y of their line, height), in order, none touching another.

    `pinned` is the index of the note that keeps its line whatever the others want.
    """
    tops: list[float] = []
    free = float("-inf")
    for index, (line, height) in enumerate(wanted):
        tops.append(line if index == pinned else max(line, free))
        free = tops[-1] + height + APART
    if pinned is None:
        return tops
    ceiling = tops[pinned]
    for index in range(pinned - 1, -1, -1):
        tops[index] = min(tops[index], ceiling - APART - wanted[index][1])
        ceiling = tops[index]
    return tops


@functools.lru_cache(maxsize=2048)
def title_rows(number: str, title: str, bold: bool, width: float) -> tuple[str, ...]:
    """Return the title broken into at most three rows, the last one elided."""
    font = theme.font("small", weight=600 if bold else None)
    metrics = QFontMetricsF(font)
    rows = wrap(f"{number} {title}".strip(), metrics, width)
    if len(rows) > _MOST_ROWS:
        rest = " ".join(rows[_MOST_ROWS - 1 :])
        rows = [*rows[: _MOST_ROWS - 1], metrics.elidedText(rest, Qt.TextElideMode.ElideRight, width)]
    return tuple(rows)


class NoteCard(QAbstractButton):
    """One note. Activated by click, Space or Enter."""

    activated = Signal(int)
    answered = Signal(int, bool)
    """The mouse said yes or no to a suggestion, on its keys."""

    def __init__(self, note: Note, suggestion: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self.note = note
        self.suggestion = suggestion
        self.current = False
        self.narrow = False
        self._home, self._below = QRect(), 0
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(self._activate)
        self._pressed_at = QPointF(-1, -1)
        self.set_note(note, suggestion)

    def _activate(self) -> None:
        """Tell which note it is or, where the mouse was on one of the keys of a suggestion, the answer."""
        at, self._pressed_at = self._pressed_at, QPointF(-1, -1)
        key = next((n for n, box in enumerate(self._keys()) if box.contains(at)), None)
        if key is None:
            self.activated.emit(self.note.quote)
        else:
            self.answered.emit(self.note.quote, key == 0)

    def _keys(self) -> list[QRectF]:
        """Return the boxes of the keys Y and N of a suggestion that is open."""
        if not self.suggestion or not self._open():
            return []
        wide = theme.key_width("Y")
        left = self.width() - 2.0 - 2 * wide - 4
        return [QRectF(x - 1, self.height() - 24, wide + 2, 24) for x in (left, left + wide + 3)]

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed_at = event.position()
        super().mousePressEvent(event)

    def set_note(self, note: Note, suggestion: bool) -> None:
        """Show another note in this card."""
        self.note, self.suggestion = note, suggestion
        self.setAccessibleName(spoken(note, suggestion))
        self.setToolTip(self.accessibleName())
        self.update()

    def _rows(self) -> tuple[str, ...]:
        bold = self.current and not self.suggestion
        return title_rows(
            "" if self.suggestion else self.note.number, self.note.title, bold, WIDTH - _INDENT - 6
        )

    def full_height(self) -> float:
        """Return the height of the whole note."""
        return _PAD * 2 + _ROW * (len(self._rows()) + len(self._detail_rows()))

    def _detail_rows(self) -> list[str]:
        """Return the lines under the title; only a suggestion, which shows its keys beside, takes two."""
        words = self.note.detail or theme.CERTAINTY_WORDS.get(self.note.certainty or 0, "")
        if not self.suggestion:
            return [words]
        room = WIDTH - _INDENT - 2 * theme.key_width("Y") - 17
        rows = wrap(words, QFontMetricsF(theme.font("meta")), room)
        return [*rows[:1], " ".join(rows[1:])] if len(rows) > 1 else rows or [""]

    def shown_height(self) -> float:
        """Return the height of the note as it stands in the margin, perhaps only its number."""
        return 20.0 if self.narrow else self.full_height()

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, round(self.full_height()))

    def settle(self, home: QRect, below: int) -> None:
        """Take a place in the margin; `below` is the y under its words."""
        self._home, self._below = home, below
        self._stretch()

    def _looked_at(self) -> bool:
        return self.underMouse() or self.hasFocus()

    def _open(self) -> bool:
        """Tell whether all of it is shown. A suggestion that waits for its answer says what it suggests."""
        return not self.narrow or self._looked_at() or (self.current and self.suggestion)

    def _stretch(self) -> None:
        if self.narrow and self._open():
            top = self._home.top() if self._looked_at() else self._below
            whole = QRect(0, top, WIDTH + 4, round(self.full_height()))
            whole.moveRight(self._home.right())
            self.setGeometry(whole)
            self.raise_()
        else:
            self.setGeometry(self._home)
        self.update()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._stretch()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._stretch()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._stretch()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._stretch()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        ink = theme.tag_colour(self.note.colour)
        if self._open():
            self._paint_whole(painter, ink)
        else:
            self._paint_bar(painter, ink)
            painter.setFont(theme.font("label"))
            painter.setPen(ink)
            painter.drawText(QRectF(6, 0, self.width() - 6, 20), Qt.AlignmentFlag.AlignVCenter, self._short())
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))
        painter.end()

    def _short(self) -> str:
        return "?" if self.suggestion else self.note.number

    def _paint_whole(self, painter: QPainter, ink: QColor) -> None:
        box = QRectF(self.rect())
        if self.current or self.narrow:
            painter.fillRect(box, theme.colour("raised"))
        elif self.underMouse():
            painter.fillRect(box, theme.colour("hover"))
        if self.current or self.narrow:
            painter.setPen(QPen(ink, 1.5) if self.current else QPen(theme.colour("line"), 1))
            painter.drawRect(box.adjusted(0.75, 0.75, -0.75, -0.75))
        self._paint_bar(painter, ink)
        self._paint_title(painter, ink)
        self._paint_detail(painter)

    def _paint_bar(self, painter: QPainter, ink: QColor) -> None:
        if not self.suggestion:
            painter.fillRect(QRectF(0, 0, 5 if self.current else 3, self.height()), ink)
            return
        for top in range(0, self.height(), 5):
            painter.fillRect(QRectF(0, top, 3, 3), ink)

    def _paint_title(self, painter: QPainter, ink: QColor) -> None:
        bold = theme.font("small", weight=600)
        words = bold if self.current and not self.suggestion else theme.font("small")
        for index, row in enumerate(self._rows()):
            place_at = QPointF(_INDENT, _PAD + _ROW * index + 12)
            if index == 0 and not self.suggestion:
                number, _, row = row.partition(" ")
                painter.setFont(bold)
                painter.setPen(ink)
                painter.drawText(place_at, number)
                place_at.setX(place_at.x() + QFontMetricsF(bold).horizontalAdvance(f"{number} "))
            ink_of_words = theme.colour("text2" if self.suggestion else "text1")
            before, number, after = _parts(row, self.note.number if self.suggestion else "")
            for font, part, colour in (
                (words, before, ink_of_words),
                (bold, number, ink),
                (words, after, ink_of_words),
            ):
                if part:
                    painter.setFont(font)
                    painter.setPen(colour)
                    painter.drawText(place_at, part)
                    place_at.setX(place_at.x() + QFontMetricsF(font).horizontalAdvance(part))

    def _paint_detail(self, painter: QPainter) -> None:
        middle = _PAD + _ROW * len(self._rows()) + _ROW / 2 - 0.5
        left, right = _INDENT, self.width() - 2.0
        if self.suggestion:
            wide = theme.key_width("Y")
            theme.draw_key(painter, right - 2 * wide - 4, self.height() - 12, "Y")
            theme.draw_key(painter, right - wide - 1, self.height() - 12, "N")
            right -= 2 * wide + 12
        else:
            theme.draw_stance(painter, QRectF(left, round(middle - 7), 14, 14), self.note.stance.value)
            left += 21
        if self.note.certainty is not None:
            circles = QRectF(left, middle - 4.25, 40, 8.5)
            left = theme.draw_certainty(painter, circles, self.note.certainty, "text2").right() + 7
        for index, words in enumerate(self._detail_rows()):
            box = QRectF(left, middle - 8 + index * 15, right - left, 16)
            self._paint_words(painter, box, words)

    def _paint_words(self, painter: QPainter, box: QRectF, words: str) -> None:
        font = theme.font("meta")
        painter.setFont(font)
        painter.setPen(theme.colour("text3"))
        shown = QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, shown)


def _parts(row: str, number: str) -> tuple[str, str, str]:
    """Return a row cut into what stands before, at and after a number; all of it before without one."""
    return row.partition(number) if number else (row, "", "")


def spoken(note: Note, suggestion: bool) -> str:
    """Return how a note is read out."""
    if suggestion:
        return ", ".join(part for part in (note.title, note.detail, note.words) if part)
    certainty = theme.CERTAINTY_WORDS.get(note.certainty or 0, "")
    rating = theme.CERTAINTIES_INSIDE.get(note.certainty or 0, "")
    detail = "" if note.detail.lower() == certainty.lower() else note.detail
    stance = theme.STANCES_INSIDE[note.stance]
    parts = (say("Claim {number}", number=note.number), note.title, stance, rating, detail)
    return ", ".join(part for part in parts if part)


class Margin:
    """The cards now in sight; cards are made when needed and reused."""

    def __init__(
        self, host: QWidget, activate: Callable[[int], None], answer: Callable[[int, bool], None]
    ) -> None:
        self._host = host
        self._activate, self._answer = activate, answer
        self._cards: dict[int, NoteCard] = {}
        self._spare: list[NoteCard] = []
        self.narrow = False

    def card(self, note: Note, suggestion: bool, current: bool) -> NoteCard:
        """Return the card of a note, showing it as it is now."""
        card = self._cards.get(note.quote)
        if card is None:
            card = self._spare.pop() if self._spare else self._new(note, suggestion)
            self._cards[note.quote] = card
            card.set_note(note, suggestion)
        elif (card.note, card.suggestion) != (note, suggestion):
            card.set_note(note, suggestion)
        card.current, card.narrow = current, self.narrow
        return card

    def _new(self, note: Note, suggestion: bool) -> NoteCard:
        card = NoteCard(note, suggestion, self._host)
        card.activated.connect(self._activate)
        card.answered.connect(self._answer)
        return card

    def settle(self, places: Sequence[tuple[NoteCard, QRect, int]]) -> None:
        """Put the cards where they belong, each with the y below its words; take all others away."""
        kept = {card.note.quote for card, _, _ in places}
        for quote in [quote for quote in self._cards if quote not in kept]:
            card = self._cards.pop(quote)
            card.hide()
            self._spare.append(card)
        for card, box, below in places:
            card.settle(box, below)
            card.show()

    def cards(self) -> list[NoteCard]:
        """Return the cards in sight, from top to bottom."""
        return sorted(self._cards.values(), key=lambda card: card.y())

    def refresh(self) -> None:
        """Paint all cards again."""
        for card in self._cards.values():
            card.update()
