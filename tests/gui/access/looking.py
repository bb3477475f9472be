"""What somebody meets in a window: its words as painted, its controls as told to assistive technologies.

Words are taken from a drawing of the widget as SVG, which keeps each with its place, its size and its colour;
the ground under them from a drawing in pixels.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from xml.etree import ElementTree

from PySide6.QtCore import QBuffer, QPoint, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QRegion
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QWidget

from reviewer.gui import theme

SVG = "{http://www.w3.org/2000/svg}"
NOTHING = "–"
"""Stands faintly where there is nothing to count; the row itself says so."""
MARK = "\ue000"
VIEWPORT = "qt_scrollarea_viewport"
SCALE = 2
_NUMBERS = re.compile(r"-?\d+(?:\.\d+)?(?:e-?\d+)?")


@dataclass(frozen=True, slots=True)
class Word:
    """A run of words as painted: by which widget, where in the window, its colour, how large and heavy."""

    text: str
    widget: QWidget
    box: QRectF
    ink: QColor
    pixels: float
    weight: int

    @property
    def large(self) -> bool:
        return self.pixels >= 24 or (self.pixels >= 18.66 and self.weight >= 700)


def words(root: QWidget) -> list[Word]:
    """Return the words that can be seen in a window."""
    painters = [
        w for w in (root, *root.findChildren(QWidget)) if w.isVisible() and w.window() is root.window()
    ]
    regions = [w.visibleRegion().boundingRect() for w in painters]
    shown = [w for w, region in zip(painters, regions, strict=True) if not region.isEmpty()]
    found = []
    for word in _painted(root, shown):
        seen = QRectF(word.widget.visibleRegion().boundingRect())
        seen.translate(word.widget.mapTo(root, QPoint()).toPointF())
        seen = seen.intersected(word.box)
        if seen.width() >= 2 and seen.height() >= word.box.height() * 0.6:
            found.append(word)
    return found


def _painted(root: QWidget, widgets: list[QWidget]) -> Iterator[Word]:
    """Yield what each widget writes: a mark before each drawing says whose it is."""
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.ReadWrite)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setSize(root.size())
    generator.setViewBox(root.rect())
    generator.setResolution(96)
    painter = QPainter(generator)
    for number, widget in enumerate(widgets):
        painter.resetTransform()
        painter.drawText(0, 0, f"{MARK}{number}")
        painter.translate(widget.mapTo(root, QPoint()))
        widget.render(painter, QPoint(), QRegion(), QWidget.RenderFlag.DrawWindowBackground)
    painter.end()
    owner = root
    for word in _words(ElementTree.fromstring(bytes(buffer.data().data())), root):
        if word.text.startswith(MARK):
            owner = widgets[int(word.text[len(MARK) :])]
        else:
            yield replace(word, widget=owner)


def _words(svg: ElementTree.Element, widget: QWidget) -> Iterator[Word]:
    for group in svg.iter(f"{SVG}g"):
        for text in group.findall(f"{SVG}text"):
            said = "".join(text.itertext()).strip("\n")
            if not said.strip():
                continue
            ink = QColor(text.get("fill", "#000000"))
            ink.setAlphaF(float(text.get("fill-opacity", "1")))
            sx, _, _, sy, dx, dy = map(float, _NUMBERS.findall(group.get("transform", "1 0 0 1 0 0"))[:6])
            pixels, weight = float(text.get("font-size", "13")), int(text.get("font-weight", "400"))
            wide = _wide(said, text.get("font-family", ""), pixels, weight) * sx
            x, y = float(text.get("x", "0")) * sx + dx, float(text.get("y", "0")) * sy + dy
            box = QRectF(x, y - pixels * sy * 0.75, wide, pixels * sy * 0.95)
            yield Word(said, widget, box, ink, pixels * sy, weight)


def _wide(said: str, family: str, pixels: float, weight: int) -> float:
    font = QFont(family)
    font.setPixelSize(max(1, round(pixels)))
    font.setWeight(QFont.Weight(weight))
    return QFontMetricsF(font).horizontalAdvance(said) * pixels / font.pixelSize()


def picture(widget: QWidget, scale: int = SCALE) -> QImage:
    """Return what a widget paints, with `scale` pixels for each of its own."""
    image = QImage(widget.size() * scale, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(scale)
    image.fill(Qt.GlobalColor.magenta)
    widget.render(image)
    return image


def part(root: QWidget, widget: QWidget) -> QImage:
    """Return what a window shows where one of its widgets is."""
    image = QImage(widget.size(), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.magenta)
    corner = widget.mapTo(root, QPoint())
    root.render(image, QPoint(), QRegion(corner.x(), corner.y(), widget.width(), widget.height()))
    return image


def ground(image: QImage, box: QRectF, scale: int = SCALE) -> QColor:
    """Return the colour that most of a place has: what the words there stand on."""
    area = QRectF(box.x() * scale, box.y() * scale, box.width() * scale, box.height() * scale).toAlignedRect()
    area = area.intersected(image.rect())
    found: Counter[int] = Counter()
    step = max(1, area.width() // 60)
    for y in range(area.top(), area.bottom() + 1, 2):
        for x in range(area.left(), area.right() + 1, step):
            found[image.pixel(x, y)] += 1
    return QColor.fromRgb(found.most_common(1)[0][0]) if found else QColor()


def over(ink: QColor, under: QColor) -> QColor:
    """Return an ink that lets something through, on its ground."""
    through = ink.alphaF()
    mix = [
        one * through + other * (1 - through)
        for one, other in zip(ink.getRgbF()[:3], under.getRgbF()[:3], strict=True)
    ]
    return QColor.fromRgbF(*mix)


def faint(root: QWidget) -> list[str]:
    """Return the words that stand out too little from their ground; what is switched off is exempt."""
    image, found = picture(root), []
    for word in words(root):
        if not _enabled(word) or word.text == NOTHING:
            continue
        under = ground(image, word.box.intersected(QRectF(root.rect())))
        ratio = theme.contrast_ratio(over(word.ink, under), under)
        if ratio < (3.0 if word.large else 4.5):
            found.append(f"{word.text!r} {word.ink.name()} on {under.name()}: {ratio:.2f} in {_said(word)}")
    return found


def _enabled(word: Word) -> bool:
    if isinstance(word.widget, QMenu):
        entry = word.widget.actionAt(word.box.center().toPoint())
        return entry is None or entry.isEnabled()
    view = word.widget.parentWidget()
    if isinstance(view, QAbstractItemView) and word.widget is view.viewport():
        at = view.viewport().mapFrom(word.widget.window(), word.box.center().toPoint())
        index = view.indexAt(at)
        return not index.isValid() or bool(index.flags() & Qt.ItemFlag.ItemIsEnabled)
    return word.widget.isEnabled()


def _said(word: Word) -> str:
    owner = word.widget.parentWidget() if word.widget.objectName() == VIEWPORT else word.widget
    return f"{type(owner).__name__} {owner.accessibleName()[:60]!r}" if owner is not None else ""


def cut_short(root: QWidget) -> list[str]:
    """Return words that end in an ellipsis and whose whole no tooltip tells."""
    found = []
    for word in words(root):
        excerpt = word.text.startswith("…")  # words around a hit, whose place is one key away
        if not word.text.endswith("…") or excerpt or word.text in given(word.widget):
            continue
        if not tooltip(word.widget, word.widget.mapFrom(root, word.box.center().toPoint())):
            found.append(f"{word.text!r} in {_said(word)}")
    return found


def tooltip(widget: QWidget, at: QPoint) -> str:
    """Return what the tooltip of a place says: the widget's, the item's, or that of what it stands in."""
    step: QWidget | None = widget
    while step is not None:
        if isinstance(step, QHeaderView) and step.model() is not None:
            section = step.logicalIndexAt(at)
            told = step.model().headerData(section, step.orientation(), Qt.ItemDataRole.ToolTipRole)
            if told:
                return str(told)
        elif isinstance(step, QAbstractItemView):
            index = step.indexAt(step.viewport().mapFrom(step, at) if step is not widget else at)
            if index.data(Qt.ItemDataRole.ToolTipRole):
                return str(index.data(Qt.ItemDataRole.ToolTipRole))
        if step.toolTip():
            return step.toolTip()
        at = step.mapToParent(at)
        step = step.parentWidget()
    return ""


def given(widget: QWidget) -> str:
    """Return the words a widget was given: what ends with an ellipsis there was not cut."""
    if isinstance(widget, QMenu):
        return "\n".join(entry.text().replace("&", "") for entry in widget.actions())
    text = getattr(widget, "text", "")
    return str(text() if callable(text) else text)
