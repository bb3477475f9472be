"""The evidence dock: every quote of the claim by voice, and which of them counts.

Study quotes of the body count. Study quotes of another population stand under their own head, never
pooled; commentary is context; readers' words are experience and carry a lock.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from reviewer.gui import theme
from reviewer.gui.fields import flag_line, words
from reviewer.gui.roles import told_as
from reviewer.gui.workspaces.grading.signs import Prose
from reviewer.language import quoted, say
from reviewer.model import Stance


@dataclass(frozen=True, slots=True)
class Card:
    """One quote as the dock shows it. `place` is source, part and offsets; `aside` what keeps it apart."""

    quote: int
    voice: str
    text: str
    stance: Stance
    place: str
    aside: str = ""
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """Quotes under one head. `empty` is said where there are none."""

    voice: str
    title: str
    note: str
    cards: tuple[Card, ...]
    empty: str = ""
    locked: bool = False


@dataclass(frozen=True, slots=True)
class Tally:
    """A checklist in short: its items with their answers."""

    title: str
    basis: str
    counts: str
    lines: tuple[tuple[str, str, str, str], ...]
    """(number, label, key of the answer, word of the answer)"""


class GroupTitle(QWidget):
    """A head: glyph and voice, what its quotes do, a result at the right, and the lock."""

    def __init__(self, voice: str, title: str, note: str, right: str = "", locked: bool = False) -> None:
        super().__init__()
        self._voice, self._title, self._note = voice, title, note
        self._right, self._locked = right, locked
        self.setFixedHeight(30)
        said = [title, note, right, say("locked") if locked else ""]
        self.setAccessibleName(", ".join(part for part in said if part))
        self.setToolTip(note)
        theme.notifier.themeChanged.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("header"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.colour("hair"))
        box = QRectF(34 if self._voice else 14, 0, 0, self.height())
        box.setRight(self.width() - (32 if self._locked else 14))
        if self._voice:
            theme.draw_voice_glyph(painter, QRectF(14, 0, 12, self.height()), self._voice)
        if self._locked:
            theme.draw_icon(painter, QRectF(self.width() - 27, 0, 14, self.height()), "lock", "text3")
        box.setLeft(_draw(painter, box, self._title, "bodyStrong", self._voice or "text1") + 8)
        if self._right:
            width = QFontMetricsF(theme.font("small")).horizontalAdvance(self._right)
            place = QRectF(max(box.left(), box.right() - width), 0, width + 1, self.height())
            _draw(painter, place, self._right, "small", "text2")
            box.setRight(place.left() - 8)
        if box.width() > 24:
            _draw(painter, box, self._note, "small", "text2")
        painter.end()


def _draw(painter: QPainter, box: QRectF, text: str, type: str, ink: str) -> float:
    """Draw words in one line, cut to the box; returns where they end."""
    painter.setFont(theme.font(type))
    painter.setPen(theme.colour(ink))
    metrics = QFontMetricsF(theme.font(type))
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, box.width())
    painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, shown)
    return box.left() + metrics.horizontalAdvance(shown)


@told_as(QAccessible.Role.Link)
class CardView(QWidget):
    """One quote: band of its voice, its words, stance and place, and what to be wary of."""

    chosen = Signal(int)
    opened = Signal(int)
    BAND = 14

    def __init__(self, card: Card) -> None:
        super().__init__()
        self.card = card
        self.selected = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(self._spoken())
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 8, 14, 10)
        column.setSpacing(3)
        column.addWidget(Prose(quoted(card.text)))
        line = QHBoxLayout()
        line.setSpacing(8)
        chip = StanceChip(card.stance)
        line.addWidget(chip)
        where = words(" · ".join(part for part in (card.place, card.aside) if part), "meta", "3", wrap=True)
        line.addWidget(where, 1)
        column.addLayout(line)
        for flag in card.flags:
            column.addWidget(flag_line(flag))
        theme.notifier.themeChanged.connect(self.update)

    def _spoken(self) -> str:
        card = self.card
        parts = [say(card.voice), say(card.stance.value), card.text, card.place, card.aside, *card.flags]
        return ", ".join(part for part in parts if part)

    def set_selected(self, selected: bool) -> None:
        """Mark this quote as the one selected everywhere."""
        self.selected = selected
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.chosen.emit(self.card.quote)
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self.chosen.emit(self.card.quote)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.opened.emit(self.card.quote)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(self.card.quote)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("selected" if self.selected else "page"))
        if self.selected:
            painter.fillRect(0, 0, 3, self.height() - 1, theme.colour("accent"))
        band = QRectF(self.BAND, 10, theme.size("voiceBand"), self.height() - 20)
        theme.draw_voice_band(painter, band, self.card.voice)
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.colour("hair"))
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -2))
        painter.end()


class StanceChip(QWidget):
    """The sign of a stance on its tint."""

    def __init__(self, stance: Stance) -> None:
        super().__init__()
        self._stance = stance
        self.setFixedSize(18, 18)
        self.setToolTip(say(stance.value.capitalize()))
        self.setAccessibleName(say(stance.value))
        theme.notifier.themeChanged.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        theme.draw_stance(painter, QRectF(self.rect()), self._stance.value)
        painter.end()


def _remarks(texts: Sequence[str]) -> QWidget:
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(14, 8, 14, 10)
    column.setSpacing(5)
    for text in texts:
        column.addWidget(flag_line(text))
    return box


class TallyList(QWidget):
    """The items of a checklist, one line each, with the answer at the right."""

    LINE = 19
    MARKS = {"yes": ("check", "ok"), "no": ("cross", "error")}

    def __init__(self, tally: Tally) -> None:
        super().__init__()
        self._lines = tally.lines
        self.setAccessibleName(
            "; ".join(f"{number} {label}: {word}" for number, label, _, word in self._lines)
        )
        self.setToolTip("\n".join(f"{number} {label}: {word}" for number, label, _, word in self._lines))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        theme.notifier.themeChanged.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(200, self.LINE * len(self._lines) + 14)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("page"))
        small, strong = theme.font("small"), theme.font("small", weight=600)
        widest = max((QFontMetricsF(strong).horizontalAdvance(word) for *_, word in self._lines), default=0)
        answers = self.width() - 14 - max(70.0, widest + 16)
        for place, (number, label, key, word) in enumerate(self._lines):
            top = 7 + self.LINE * place
            painter.setFont(small)
            painter.setPen(theme.colour("text2"))
            right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
            left = Qt.AlignmentFlag.AlignVCenter
            painter.drawText(QRectF(4, top, 26, self.LINE), right, number)
            painter.setPen(theme.colour("text1"))
            room = QRectF(38, top, answers - 44, self.LINE)
            shown = painter.fontMetrics().elidedText(label, Qt.TextElideMode.ElideRight, int(room.width()))
            painter.drawText(room, left, shown)
            self._paint_answer(painter, QRectF(answers, top, self.width() - answers, self.LINE), key, word)
        painter.end()

    def _paint_answer(self, painter: QPainter, box: QRectF, key: str, word: str) -> None:
        icon, tone = self.MARKS.get(key, ("", "text3"))
        painter.setFont(theme.font("small", weight=600 if icon else 400))
        painter.setPen(theme.colour(tone))
        mark = QRectF(box.left(), box.top(), 12, box.height())
        if icon:
            theme.draw_icon(painter, mark, icon, tone)
        elif key == "unclear":
            painter.drawText(mark, Qt.AlignmentFlag.AlignCenter, "?")
        elif not key:
            painter.drawText(mark, Qt.AlignmentFlag.AlignCenter, "·")
        painter.drawText(box.adjusted(15, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, word)


def _filled(tallies: Sequence[Tally]) -> QWidget:
    """Return the checklists filled in, one below the other."""
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    for tally in tallies:
        column.addWidget(GroupTitle("", tally.title, tally.basis, tally.counts))
        column.addWidget(TallyList(tally))
    return box


class EvidenceDock(QScrollArea):
    """The dock; shows groups and tallies, and tells which quote a person chose or wants to read."""

    quote_chosen = Signal(int)
    quote_opened = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(say("Evidence"))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(240)
        self.cards: list[CardView] = []
        self._shown: tuple[object, ...] = ()
        self._tallies = QWidget()
        self._selected: int | None = None

    def show_evidence(
        self,
        groups: Sequence[Group],
        tallies: Sequence[Tally],
        about: Sequence[tuple[str, tuple[str, ...]]] = (),
    ) -> None:
        """Show these; nothing is rebuilt while they stay the same, so the focus stays too.

        `about` holds (source, remarks) for whole documents.
        """
        wanted = (tuple(groups), tuple(tallies), tuple(about))
        if wanted == self._shown:
            return
        before, self._shown = self._shown, wanted
        if before and (before[0], before[2]) == (wanted[0], wanted[2]):
            self._show_tallies(tallies)
            return
        focused = next((view.card.quote for view in self.cards if view.hasFocus()), None)
        place = self.verticalScrollBar().value()
        self.cards = []
        content = QWidget()
        content.setProperty("pane", "page")
        content.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for group in groups:
            self._add_group(column, group)
        self._tallies = _filled(tallies)
        column.addWidget(self._tallies)
        for source, remarks in about:
            column.addWidget(GroupTitle("", say("About the source"), source))
            column.addWidget(_remarks(remarks))
        column.addStretch(1)
        self.setWidget(content)
        content.show()
        self.verticalScrollBar().setValue(place)
        self.select(self._selected)
        for view in self.cards:
            if view.card.quote == focused:
                view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_tallies(self, tallies: Sequence[Tally]) -> None:
        """Show other answers below the same quotes: they change with each answer, the quotes do not."""
        old, self._tallies = self._tallies, _filled(tallies)
        self.widget().layout().replaceWidget(old, self._tallies)
        old.hide()
        old.deleteLater()
        self._tallies.show()

    def sizeHint(self) -> QSize:
        return QSize(theme.size("dockRight"), 600)

    def _add_group(self, column: QVBoxLayout, group: Group) -> None:
        column.addWidget(GroupTitle(group.voice, group.title, group.note, locked=group.locked))
        for card in group.cards:
            view = CardView(card)
            view.chosen.connect(self.quote_chosen)
            view.opened.connect(self.quote_opened)
            self.cards.append(view)
            column.addWidget(view)
        if not group.cards and group.empty:
            label = words(group.empty, "small", "3", wrap=True)
            label.setContentsMargins(14, 8, 14, 10)
            column.addWidget(label)

    def select(self, quote: int | None) -> None:
        """Mark the quote that is selected everywhere."""
        self._selected = quote
        for view in self.cards:
            view.set_selected(view.card.quote == quote)
