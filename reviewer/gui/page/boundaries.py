"""Separating voices: a rule between segments, the current one with a handle and its keys on it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from reviewer.gui import theme
from reviewer.language import say

HANDLE = 20.0
SEAM = 14.0
"""Length of the line that marks a seam, between the band and the text."""
KEYS: tuple[tuple[tuple[str, ...], str], ...] = (
    (("↑", "↓"), say("line")),
    (("Shift",), say("word")),
    (("S", "C", "R", "B"), say("voice below")),
    (("Enter",), say("confirm")),
)


def handle_box(left: float, y: float) -> QRectF:
    """Return the box of the handle at the left end of a rule; `left` is the edge of the gutter."""
    return QRectF(left + 84, round(y - HANDLE / 2), HANDLE, HANDLE)


def rule_y(top: float, gap: float) -> float:
    """Return the y of a rule in a gap that begins at `top`: in the middle, lower for the current one."""
    return round(top + (gap / 2 if gap < 30 else gap * 0.5))


def draw_rule(painter: QPainter, left: float, right: float, y: float) -> None:
    """Draw the rule above a segment; `left` is the edge of the gutter, `right` that of the text."""
    painter.fillRect(QRectF(left + 98, y, right - left - 98, 1), theme.colour("line"))


def seam_box(left: float, top: float, gap: float) -> QRectF:
    """Return the box of the seam above words that begin at `top`, with `gap` px above them."""
    return QRectF(left + 106, round(top - gap / 2), SEAM, 1)


def draw_seam(painter: QPainter, box: QRectF) -> None:
    """Draw where a part goes on with the one above: a short line beside the band, to take hold of."""
    painter.fillRect(box, theme.colour("control"))


def draw_current(painter: QPainter, left: float, right: float, y: float, focused: bool) -> None:
    """Draw the rule in hand: its handle, a line in accent, and the keys that move it."""
    box = handle_box(left, y)
    keys_from = right - keys_width(right - box.right() - 60)
    painter.fillRect(QRectF(box.right(), y - 1, keys_from - 12 - box.right(), 2), theme.colour("accent"))
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("accent"))
    painter.drawRoundedRect(box, 3, 3)
    painter.setBrush(theme.colour("onAccent"))
    for column in (-2.5, 2.5):
        for row in (-4.0, 0.0, 4.0):
            painter.drawEllipse(box.center() + QPointF(column, row), 1.1, 1.1)
    painter.restore()
    _draw_keys(painter, keys_from, right, y)


def keys_width(room: float) -> float:
    """Return how wide the keys are that fit into `room`."""
    total = 0.0
    for keys, word in KEYS:
        width = _group_width(keys, word)
        if total + width > room:
            break
        total += width
    return max(0.0, total - 12)


def _group_width(keys: tuple[str, ...], word: str) -> float:
    words = QFontMetricsF(theme.font("small")).horizontalAdvance(word)
    return sum(theme.key_width(key) + 3 for key in keys) + 2 + words + 12


def _draw_keys(painter: QPainter, left: float, right: float, y: float) -> None:
    font = theme.font("small")
    for keys, word in KEYS:
        if left + _group_width(keys, word) - 12 > right + 1:
            return
        for key in keys:
            left += theme.draw_key(painter, left, y, key) + 3
        left += 2
        painter.setFont(font)
        painter.setPen(theme.colour("text2"))
        width = QFontMetricsF(font).horizontalAdvance(word)
        box = QRectF(left, y - 9, width + 4, 18)
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, word)
        left += width + 12
