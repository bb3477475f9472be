"""The gutter at the left of the text: whose words these are, as a label, a band and paragraph numbers."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter

from reviewer.gui import theme
from reviewer.gui.page.blocks import Run

WIDTH = 124.0
"""From the left edge of the gutter to the first letter of the text."""
_BAND_LEFT = 98.0
_LABEL_RIGHT = 91.0
_LABEL_LEFT = 6.0
_NUMBER_RIGHT = 116.0
_NUMBERS_RIGHT = 121.0
"""Where long numbers end at most, closer to the text."""
_ROW = 15.0
_GLYPH = 18.0
"""Room of the glyph before a label."""
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_STICK = 4.0


def label_top(top: float, bottom: float) -> float:
    """Return the y of a run's label: beside its first line, or held at the top of the viewport."""
    return max(top, min(_STICK, bottom - _ROW - 6))


def draw_run(painter: QPainter, run: Run, left: float, top: float, bottom: float, pitch: float) -> None:
    """Draw band and label of a run whose words fill `top` to `bottom`, in viewport coordinates.

    `left` is the left edge of the gutter, `pitch` the height of a line.
    """
    high = min(bottom, painter.viewport().height() + 20.0)
    band = QRectF(left + _BAND_LEFT, round(top), theme.size("voiceBand"), round(bottom) - round(top))
    painter.save()
    painter.setClipRect(QRectF(left, max(top, -20.0) - 1, WIDTH, high - max(top, -20.0) + 2))
    theme.draw_voice_band(painter, _kept_in_phase(band), run.voice, run.dim)
    painter.restore()
    if run.beside:
        return
    _draw_label(painter, run, left, label_top(top, bottom) + (min(pitch, bottom - top) - _ROW) / 2, bottom)


def _kept_in_phase(band: QRectF) -> QRectF:
    """Return the band cut at the top to what may be visible, by whole periods of every pattern."""
    hidden = -200.0 - band.top()
    if hidden <= 0:
        return band
    return band.adjusted(0, 35.0 * (hidden // 35.0), 0, 0)


def _draw_label(painter: QPainter, run: Run, left: float, top: float, bottom: float) -> None:
    font = _label_font(run.label)
    box = QRectF(left, round(top), _LABEL_RIGHT, _ROW)
    painter.setFont(font)
    painter.setPen(theme.colour("text3" if run.dim else run.voice))
    painter.drawText(box, _RIGHT, run.label)
    words = QFontMetricsF(font).horizontalAdvance(run.label)
    theme.draw_voice_glyph(painter, QRectF(box.right() - words - _GLYPH, box.top() + 1, 12, 13), run.voice)
    room = bottom + 14 - box.bottom()
    _draw_detail(painter, run.detail, box.adjusted(_LABEL_LEFT, _ROW, 0, _ROW), int(room // _ROW))


def _label_font(label: str) -> QFont:
    """Return the font of labels, smaller for a word that would push its glyph out of the gutter."""
    font = theme.font("label")
    wide = QFontMetricsF(font).horizontalAdvance(label)
    room = _LABEL_RIGHT - _GLYPH
    return font if wide <= room else theme.font("label", font.pixelSize() * room / wide)


def _draw_detail(painter: QPainter, detail: tuple[str, ...], box: QRectF, rows: int) -> None:
    font = theme.font("meta")
    metrics = QFontMetricsF(font)
    painter.setFont(font)
    painter.setPen(theme.colour("text3"))
    lines = [line for words in detail for line in wrap(words, metrics, box.width())]
    for index, line in enumerate(lines[: max(0, rows)]):
        shown = metrics.elidedText(line, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box.translated(0, index * _ROW), _RIGHT, shown)


def wrap(words: str, metrics: QFontMetricsF, width: float) -> list[str]:
    """Break words into lines of at most `width`; a word that is wider stands alone."""
    lines: list[str] = []
    for word in words.split():
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and metrics.horizontalAdvance(joined) <= width:
            lines[-1] = joined
        else:
            lines.append(word)
    return lines


def draw_number(painter: QPainter, number: int, left: float, top: float, pitch: float) -> None:
    """Draw a paragraph number beside the first line of its paragraph."""
    font = theme.font("meta", 10)
    words = str(number)
    band = _BAND_LEFT + theme.size("voiceBand") + 1
    wide = QFontMetricsF(font).horizontalAdvance(words)
    right = min(_NUMBERS_RIGHT, max(_NUMBER_RIGHT, band + wide))
    if band + wide > right:  # a long number must not stand on the band
        font.setStretch(round(100 * (right - band) / wide))
    painter.setFont(font)
    painter.setPen(theme.colour("text3"))
    painter.drawText(QRectF(left + _BAND_LEFT, top, right - _BAND_LEFT, pitch), _RIGHT, words)


def draw_fold(painter: QPainter, words: str, left: float, box: QRectF, hovered: bool) -> None:
    """Draw the row that stands for folded words: a chevron and what it hides."""
    theme.draw_icon(painter, QRectF(box.left() - 2, box.top(), 16, box.height()), "right", "text2")
    painter.setFont(theme.font("small"))
    painter.setPen(theme.colour("text1" if hovered else "text3"))
    room = box.adjusted(20, 0, 0, 0)
    shown = QFontMetricsF(painter.font()).elidedText(words, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)


def is_label(point: QPointF, left: float) -> bool:
    """Return whether a point lies in the gutter."""
    return left <= point.x() < left + _NUMBER_RIGHT
