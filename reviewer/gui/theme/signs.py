"""The signs of the design, drawn the same everywhere: voices, certainty, stance.

A voice is never shown by colour alone: pattern, glyph and word go together.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPixmap, QPolygonF

from reviewer.gui.theme.icons import draw_icon
from reviewer.gui.theme.look import colour, is_dark, voice_of


def voice_brush(voice: str, ratio: float = 1.0, faint: bool = False) -> QBrush:
    """Return the pattern of a voice at a device pixel ratio; `faint` is the half strength of the ruler.

    Boilerplate is an outline and has no filling: its brush is empty.
    """
    name = voice_of(voice)
    if name == "boilerplate":
        return QBrush(Qt.BrushStyle.NoBrush)
    shade = colour(name)
    shade.setAlphaF(0.55 if faint else 0.78 if is_dark() and name == "study" else 1.0)
    if name == "study":
        return QBrush(shade)
    brush = QBrush(_tile(name, shade.rgba(), ratio))
    return brush


@functools.lru_cache(maxsize=64)
def _tile(name: str, rgba: int, ratio: float) -> QPixmap:
    side = 7 if name == "commentary" else 5
    made = QPixmap(round(side * ratio), round(side * ratio))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor.fromRgba(rgba))
    if name == "commentary":
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for left in (-2.8, 4.2):
            painter.drawPolygon(
                QPolygonF([QPointF(left + dx, dy) for dx, dy in ((0, 7), (2.8, 7), (9.8, 0), (7, 0))])
            )
    else:
        painter.drawRect(QRectF(0, 1, 3, 3))
    painter.end()
    return made


def draw_voice_band(painter: QPainter, box: QRectF, voice: str, faint: bool = False) -> None:
    """Fill `box` with the pattern of a voice; the pattern starts at its top left corner."""
    painter.save()
    ratio = painter.device().devicePixelRatioF()
    if voice_of(voice) == "boilerplate":
        pen = QPen(colour("boilerplate" if not faint else "control"), 1)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))
    else:
        painter.setBrushOrigin(box.topLeft())
        painter.fillRect(box, voice_brush(voice, ratio, faint))
    painter.restore()


def draw_voice_ribbon(painter: QPainter, box: QRectF, parts: Sequence[tuple[str, int]]) -> None:
    """Draw a document's voices in order, width by words, 2 px apart; every part stays visible (3 px)."""
    gap, least = 2.0, 3.0
    shown = legible(parts, box.width() / (gap + least))
    if not shown:
        return
    room = max(0.0, box.width() - gap * (len(shown) - 1) - least * len(shown))
    total = sum(words for _, words in shown)
    left = box.left()
    for voice, words in shown:
        width = least + room * words / total
        draw_voice_band(painter, QRectF(round(left), box.top(), max(2, round(width)), box.height()), voice)
        left += width + gap


def legible(parts: Sequence[tuple[str, int]], places: float) -> list[tuple[str, int]]:
    """Return the stretches of a ribbon that has room for so many.

    Of a page with hundreds of comments the lines between them would take all the room: stretches too
    short to be seen in their true width go to the one before, unless they are all there is of a voice.
    """
    shown = [(voice, words) for voice, words in parts if words > 0]
    if len(shown) <= places / 2:
        return shown
    total = sum(words for _, words in shown)
    most: dict[str, int] = {}
    for voice, words in shown:
        most[voice] = max(words, most.get(voice, 0))
    found: list[tuple[str, int]] = []
    for voice, words in shown:
        short = words * places < total and words < most[voice]
        if found and (short or found[-1][0] == voice):
            found[-1] = (found[-1][0], found[-1][1] + words)
        else:
            found.append((voice, words))
    return found


def draw_voice_glyph(painter: QPainter, box: QRectF, voice: str) -> None:
    """Draw the glyph of a voice (square, diamond, circle, dashed square) centred in `box`."""
    name = voice_of(voice)
    draw_icon(painter, box, f"voice-{name}", name)


def draw_certainty(painter: QPainter, box: QRectF, level: int, token: str = "text1") -> QRectF:
    """Draw four circles, the first `level` of them with a cross; returns the box they fill.

    They are 11 px across, 13.5 apart at a height of 14; a lower box makes them smaller.
    """
    scale = min(1.0, box.height() / 12.0)
    step, radius = 13.5 * scale, 5.4 * scale
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour(token), 1.25 * max(scale, 0.8)))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for index in range(4):
        middle = QPointF(box.left() + radius + 0.6 + index * step, box.center().y())
        painter.drawEllipse(middle, radius, radius)
        if index < level:
            painter.drawLine(middle - QPointF(radius, 0), middle + QPointF(radius, 0))
            painter.drawLine(middle - QPointF(0, radius), middle + QPointF(0, radius))
    painter.restore()
    return QRectF(box.left(), box.top(), step * 3 + radius * 2 + 1.2, box.height())


def draw_stance(painter: QPainter, box: QRectF, stance: str) -> None:
    """Draw the chip of a stance in `box`: its sign on its own tint, a dot in a frame for mentions."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if stance == "mentions":
        painter.setPen(QPen(colour("control"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 2, 2)
    else:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(f"{stance}Tint"))
        painter.drawRoundedRect(box, 2, 2)
    painter.restore()
    draw_icon(painter, box, f"stance-{stance}", stance)
