"""Keys as small framed caps: drawn, as a widget, and on a push button."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QStyle, QStyleOptionButton, QStylePainter, QWidget

from reviewer.gui.theme.look import colour, font, notifier
from reviewer.language import say

_NAMES = {
    "Ctrl": say("Ctrl"),
    "Shift": say("Shift"),
    "Del": say("Del"),
    "Ins": say("Ins"),
    "Space": say("Space"),
    "Home": say("Home"),
    "End": say("End"),
    "PgUp": say("PgUp"),
    "PgDn": say("PgDn"),
}
"""Keys whose caps other keyboards write otherwise; Qt writes them so in menus."""


def cap_of(key: str) -> str:
    """Return what stands on the cap of a key, in the language of the window."""
    return _NAMES.get(key, key)


def key_width(text: str, pixels: float = 11) -> float:
    """Return how wide the cap of a key is."""
    return max(18.0, round(QFontMetricsF(font("meta", pixels, 500)).horizontalAdvance(cap_of(text))) + 10.0)


def draw_key(painter: QPainter, left: float, middle: float, text: str, on_accent: bool = False) -> float:
    """Draw the cap of a key, its left edge and vertical middle given; returns its width."""
    width = key_width(text)
    box = QRectF(round(left) + 0.5, round(middle - 8) + 0.5, width - 1, 15)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    ink = colour("onAccent" if on_accent else "text2")
    edge = QColor(ink)
    edge.setAlphaF(0.6)
    painter.setPen(QPen(edge if on_accent else colour("line"), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush if on_accent else QBrush(colour("raised")))
    painter.drawRoundedRect(box, 3, 3)
    painter.setPen(ink)
    painter.setFont(font("meta", weight=500))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, cap_of(text))
    painter.restore()
    return width


class KeyCap(QWidget):
    """Keys as small framed caps in a row, for labels beside a command."""

    def __init__(self, *keys: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.keys = keys
        self.setAccessibleName(" ".join(map(cap_of, keys)))
        notifier.themeChanged.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(round(sum(key_width(key) + 3 for key in self.keys)) - 3, 18)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        left = 0.0
        for key in self.keys:
            left += draw_key(painter, left, self.height() / 2, key) + 3
        painter.end()


class KeyButton(QPushButton):
    """A push button that shows its keys after its words, as all buttons of the pictures do."""

    def __init__(self, text: str, *keys: str, primary: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.keys = keys
        self.setProperty("primary", primary)
        self.setProperty("keys", True)
        notifier.themeChanged.connect(self.update)

    def _keys_width(self) -> int:
        return round(sum(key_width(key) + 4 for key in self.keys)) + 4 if self.keys else 0

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(hint.width() + self._keys_width(), hint.height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QStylePainter(self)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        primary = bool(self.property("primary")) and self.isEnabled()
        if primary and self.hasFocus():  # a ring that stands out from the colour of the button too
            painter.setPen(QPen(colour("onAccent"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(3, 3, -3, -3), 2, 2)
        words = self.text().replace("&", "")
        width = self.fontMetrics().horizontalAdvance(words)
        left = max(8.0, (self.width() - width - self._keys_width()) / 2)
        ink = "onAccent" if primary else "text1" if self.isEnabled() else "disabled"
        painter.setPen(colour(ink))
        painter.drawText(QRectF(left, 0, width + 2, self.height()), Qt.AlignmentFlag.AlignVCenter, words)
        left += width + 8
        for key in self.keys:
            left += draw_key(painter, left, self.height() / 2, key, primary) + 4
        painter.end()
