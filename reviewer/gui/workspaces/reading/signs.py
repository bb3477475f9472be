"""Small drawn things of the docks: certainty, stance, voice with its glyph, a tag as a chip, an icon."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QToolButton, QWidget

from reviewer.gui import theme
from reviewer.gui.fields import Linked
from reviewer.language import say


class Drawn(QWidget):
    """A widget of fixed size that one function draws, again after every change of theme."""

    def __init__(self, size: QSize, draw: Callable[[QPainter, QRectF], object], spoken: str = "") -> None:
        super().__init__()
        self._draw = draw
        self.setFixedSize(size)
        self.setAccessibleName(spoken)
        self.setToolTip(spoken)
        theme.notifier.themeChanged.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._draw(painter, QRectF(self.rect()))
        painter.end()


def certainty_sign(level: int) -> Drawn:
    """Make the four circles of a certainty."""
    spoken = say("Certainty: {level}", level=theme.CERTAINTY_WORDS[level])
    return Drawn(QSize(56, 16), lambda p, box: theme.draw_certainty(p, box, level), spoken)


def icon_sign(name: str, token: str, spoken: str) -> Drawn:
    """Make an icon in a colour."""
    return Drawn(QSize(16, 16), lambda p, box: theme.draw_icon(p, box, name, token), spoken)


class VoiceLine(QWidget):
    """The glyph of a voice and words in its ink."""

    def __init__(self, type: str = "small", weight: int = 600) -> None:
        super().__init__()
        self.voice, self.text, self._type, self._weight = "none", "", type, weight
        self.setFixedHeight(18)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        theme.notifier.themeChanged.connect(self.update)

    def show_voice(self, voice: str, text: str) -> None:
        """Show a voice and what to say of it."""
        self.voice, self.text = voice, text
        self.setAccessibleName(text)
        self.setToolTip(text)  # a narrow dock cuts it
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(theme.font(self._type, weight=self._weight))
        return QSize(18 + metrics.horizontalAdvance(self.text), 18)

    def minimumSizeHint(self) -> QSize:
        return QSize(min(60, self.sizeHint().width()), 18)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        theme.draw_voice_glyph(painter, QRectF(0, 2, 13, 14), self.voice)
        painter.setFont(theme.font(self._type, weight=self._weight))
        painter.setPen(theme.colour(theme.voice_of(self.voice)))
        box = QRectF(17, 0, self.width() - 17, 18)
        cut = painter.fontMetrics().elidedText(self.text, Qt.TextElideMode.ElideRight, round(box.width()))
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, cut)
        painter.end()


class TagChip(QAbstractButton):
    """A tag on a claim: its colour and its path. A click or Del asks to take it off."""

    removed = Signal()

    def __init__(self, path: str, hue: str, key: str = "") -> None:
        super().__init__()
        self.setText(path)
        self.hue, self.key = hue, key
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(path if key else say("Tag {tag}", tag=path))
        if not key:
            self.setToolTip(say("Del takes this tag off the claim"))
            take = QAction(say("Take this tag off"), self)
            take.triggered.connect(self.removed)
            self.addAction(take)
            self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    def sizeHint(self) -> QSize:
        wide = QFontMetrics(theme.font("small")).horizontalAdvance(self.text())
        return QSize(round(10 + wide + 4 + (theme.key_width(self.key) + 6 if self.key else 0)), 24)

    def minimumSizeHint(self) -> QSize:
        return QSize(min(80, self.sizeHint().width()), 24)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and not self.key:
            self.removed.emit()
            event.accept()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse():
            painter.fillRect(self.rect(), theme.colour("hover"))
        bar = theme.colour("control") if self.key else theme.tag_colour(self.hue)
        painter.fillRect(QRectF(0, 5, 4, 14), bar)
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour("text3" if self.key else "text1"))
        room = self.width() - 10 - (round(theme.key_width(self.key)) + 6 if self.key else 0)
        cut = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideMiddle, room)
        painter.drawText(QRectF(10, 0, room, 24), Qt.AlignmentFlag.AlignVCenter, cut)
        if self.key:
            theme.draw_key(painter, self.width() - theme.key_width(self.key), 12, self.key)
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 3, 3)
        painter.end()


def icon_button(icon: str, spoken: str, checkable: bool = False) -> QToolButton:
    """Make a flat button that shows only an icon."""
    button = QToolButton(checkable=checkable)
    button.setProperty("icon_name", icon)
    button.setIcon(theme.icon(icon))
    button.setIconSize(QSize(16, 16))
    button.setFixedSize(26, 26)
    button.setToolTip(spoken)
    button.setAccessibleName(spoken)
    return button


class Link(Linked):
    """Words of several lines that end in a link, which the keyboard reaches like a button."""

    followed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.LinksAccessibleByMouse)
        self.setContentsMargins(3, 2, 3, 2)
        self.linkActivated.connect(lambda _address: self.followed.emit())

    def show_words(self, linked: str, spoken: str = "", before: str = "") -> None:
        """Show words before the link and those of the link, of which there may be none; `spoken` are those
        for who does not see them."""
        link = f'<a href="it">{escape(linked)}</a>' if linked else ""
        self.setText(f"{escape(before)}{link}")
        self.setAccessibleName(spoken or f"{before}{linked}")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if linked else Qt.FocusPolicy.NoFocus)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.followed.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 3, 3)
            painter.end()
