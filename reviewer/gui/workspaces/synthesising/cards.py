"""Quotes as cards with the band of their voice; proposals in dots, with what accepts and rejects them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from reviewer.gui import theme
from reviewer.gui.fields import flag_line, words
from reviewer.gui.prose import Prose
from reviewer.gui.roles import told_as
from reviewer.gui.workspaces.synthesising.gathering import Card
from reviewer.language import quoted, say


class Stance(QWidget):
    """The sign of a stance with its word."""

    def __init__(self, stance: str, suggested: bool) -> None:
        super().__init__()
        self.stance, self.suggested = stance, suggested
        self.setFixedHeight(20)
        self.setAccessibleName(say("Suggested: {stance}", stance=say(stance)) if suggested else say(stance))
        theme.notifier.themeChanged.connect(self.update)

    @property
    def text(self) -> str:
        if self.suggested:
            return say("Suggested: {stance}", stance=say(self.stance))
        return say(self.stance.capitalize())

    def sizeHint(self) -> QSize:
        label = QLabel()
        label.setFont(theme.font("small", weight=600))
        wide = label.fontMetrics().horizontalAdvance(self.text)
        return QSize(wide + (2 if self.suggested else 30), 20)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        left = 0.0
        if not self.suggested:
            theme.draw_stance(painter, QRectF(0, 1, 18, 18), self.stance)
            left = 27
        ink = "text2" if self.suggested or self.stance == "mentions" else self.stance
        painter.setFont(theme.font("small", weight=400 if self.suggested else 600))
        painter.setPen(theme.colour(ink))
        painter.drawText(QRectF(left, 0, self.width(), 20), Qt.AlignmentFlag.AlignVCenter, self.text)
        painter.end()


@told_as(QAccessible.Role.Link)
class CardView(QWidget):
    """One quote or proposal."""

    chosen = Signal(object)
    opened = Signal(object)
    answered = Signal(object, bool)
    BAND = 14

    def __init__(self, card: Card, whole: bool = False) -> None:
        """`whole` shows what the source says of itself, too."""
        super().__init__()
        self.card = card
        self.selected = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(self._spoken())
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 10, 14, 12)
        column.setSpacing(4)
        column.addWidget(Prose(quoted(card.text), tone="text3" if card.key else "text1"))
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(Stance(card.stance, bool(card.key)), 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(words(card.place, "small", "3" if card.key else "2", wrap=True), 1)
        column.addLayout(line)
        if card.key:
            answers = QHBoxLayout()
            answers.setSpacing(8)
            answers.addWidget(self._answer(say("Accept"), say("Accept the suggestion"), "Y", True))
            answers.addWidget(self._answer(say("Reject"), say("Reject the suggestion"), "N", False))
            answers.addStretch(1)
            column.addLayout(answers)
        for flag in card.flags:
            column.addWidget(flag_line(flag))
        if card.note and not whole:
            column.addWidget(words(card.note, "meta", "2", wrap=True))
        if whole:
            for name, said in (*card.facts, (say("Note"), card.note)):
                if said:
                    column.addWidget(words(f"{name}: {said}", "meta", "2", wrap=True))
        theme.notifier.themeChanged.connect(self.update)

    def _answer(self, text: str, spoken: str, key: str, yes: bool) -> theme.KeyButton:
        button = theme.KeyButton(text, key)
        button.setAccessibleName(spoken)
        button.clicked.connect(lambda: self.answered.emit(self.card, yes))
        return button

    def _spoken(self) -> str:
        card = self.card
        parts = [
            say(card.voice) if card.voice != "none" else say("set aside"),
            say("suggested") if card.key else "", say(card.stance), card.text, card.place, *card.flags,
        ]  # fmt: skip
        return ", ".join(part for part in parts if part)

    def set_selected(self, selected: bool) -> None:
        """Mark this quote as the one selected everywhere."""
        if selected != self.selected:
            self.selected = selected
            self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.chosen.emit(self.card)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self.chosen.emit(self.card)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.opened.emit(self.card)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(self.card)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("page"))
        if self.selected:
            painter.fillRect(0, 0, 3, self.height() - 1, theme.colour("accent"))
        band = QRectF(self.BAND, 12, theme.size("voiceBand"), self.height() - 24)
        if self.card.key:
            voice = theme.voice_of(self.card.voice)
            painter.setPen(QPen(theme.colour(voice), 1, Qt.PenStyle.DotLine))
            painter.drawRect(band.adjusted(0, 0, -1, -1))
        else:
            theme.draw_voice_band(painter, band, self.card.voice)
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.colour("hair"))
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.rect().adjusted(1, 1, -1, -2))
        painter.end()


class Cards(QWidget):
    """Cards below each other; nothing is rebuilt while they stay the same, so the focus stays too."""

    chosen = Signal(object)
    opened = Signal(object)
    answered = Signal(object, bool)

    def __init__(self, whole: bool = False) -> None:
        super().__init__()
        self._whole = whole
        self.views: list[CardView] = []
        self._shown: tuple[Card, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def show_cards(self, cards: Sequence[Card]) -> None:
        """Show these cards in place of those before."""
        if tuple(cards) == self._shown:
            return
        self._shown = tuple(cards)
        for view in self.views:
            self._column.removeWidget(view)
            view.hide()
            view.deleteLater()
        self.views = [CardView(card, self._whole) for card in cards]
        for view in self.views:
            view.chosen.connect(self.chosen)
            view.opened.connect(self.opened)
            view.answered.connect(self.answered)
            self._column.addWidget(view)

    def select(self, quote: int | None) -> None:
        """Mark the quote that is selected everywhere."""
        for view in self.views:
            view.set_selected(bool(quote) and view.card.quote == quote)

    def in_front(self) -> Card | None:
        """Return the card that has the keyboard, or None."""
        return next((view.card for view in self.views if view.hasFocus()), None)
