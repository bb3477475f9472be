"""Signs of judgements: a shape and a glyph for each, so that none is told by its colour alone."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from reviewer.gui import theme

GLYPHS = {"good": "+", "middling": "−", "bad": "×", "worst": "!", "open": "?"}
INKS = {"good": "ok", "middling": "warning", "bad": "error", "worst": "error", "open": "text3"}
SIZE = 16


def draw_verdict(painter: QPainter, box: QRectF, sign: str) -> None:
    """Draw the sign of a judgement into a square box: a ring with a glyph; the worst one is filled."""
    ink, filled = theme.colour(INKS.get(sign, "text3")), sign == "worst"
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(ink, 1.4))
    painter.setBrush(ink if filled else Qt.BrushStyle.NoBrush)
    ring = box.adjusted(1, 1, -1, -1)
    if sign in ("bad", "worst"):
        painter.drawRoundedRect(ring, 3, 3)
    else:
        painter.drawEllipse(ring)
    painter.setPen(theme.colour("page") if filled else ink)
    painter.setFont(theme.font("small", pixels=box.height() * 0.78, weight=700))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, GLYPHS.get(sign, ""))
    painter.restore()


class VerdictSign(QWidget):
    """The sign of one judgement."""

    def __init__(self, sign: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sign = sign
        self.setFixedSize(QSize(SIZE, SIZE))
        theme.notifier.themeChanged.connect(self.update)

    def show_sign(self, sign: str, word: str) -> None:
        """Show a sign with the word for it; none takes no place."""
        self.sign = sign
        self.setAccessibleName(word)
        self.setVisible(bool(sign))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw_verdict(painter, QRectF(self.rect()), self.sign)
        painter.end()
