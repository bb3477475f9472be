"""Icons: the SVG files of resources/icons in any colour token, cached per colour and device pixel ratio."""

from __future__ import annotations

import functools

from PySide6.QtCore import QByteArray, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from reviewer.gui.theme.look import colour
from reviewer.settings import resource


def icon(name: str, token: str = "text2") -> QIcon:
    """Return an icon in a colour token; ask again after `themeChanged`. Checked, it takes the accent."""
    return _icon(name, colour(token).rgba(), colour("disabled").rgba(), colour("accent").rgba(), _ratios())


@functools.lru_cache(maxsize=1024)
def _icon(name: str, ink: int, off: int, on: int, ratios: tuple[float, ...]) -> QIcon:
    made = QIcon()
    for ratio in ratios:
        for rgba, mode, state in (
            (ink, QIcon.Mode.Normal, QIcon.State.Off),
            (off, QIcon.Mode.Disabled, QIcon.State.Off),
            (on, QIcon.Mode.Normal, QIcon.State.On),
            (off, QIcon.Mode.Disabled, QIcon.State.On),
        ):
            made.addPixmap(_pixmap(name, rgba, 0, 0, ratio), mode, state)
    return made


def _ratios() -> tuple[float, ...]:
    return tuple(sorted({1.0, 2.0} | {screen.devicePixelRatio() for screen in QGuiApplication.screens()}))


def pixmap(name: str, token: str = "text2", pixels: QSize | None = None, ratio: float = 1.0) -> QPixmap:
    """Return an icon as a pixmap, at its own size unless `pixels` is given."""
    width, height = (pixels.width(), pixels.height()) if pixels is not None else (0, 0)
    return _pixmap(name, colour(token).rgba(), width, height, ratio)


@functools.lru_cache(maxsize=2048)
def _pixmap(name: str, rgba: int, width: int, height: int, ratio: float) -> QPixmap:
    shade = QColor.fromRgba(rgba)
    source = resource(f"icons/{name}.svg").read_text(encoding="utf-8")
    renderer = QSvgRenderer(QByteArray(source.replace("#000", shade.name()).encode("utf-8")))
    box = QSize(width, height) if width else renderer.defaultSize()
    made = QPixmap(round(box.width() * ratio), round(box.height() * ratio))
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setOpacity(shade.alphaF())
    renderer.render(painter, QRectF(0, 0, made.width(), made.height()))
    painter.end()
    made.setDevicePixelRatio(ratio)
    return made


def draw_icon(painter: QPainter, box: QRectF, name: str, token: str = "text2") -> None:
    """Draw an icon centred in `box` at its own size, or smaller where the box is."""
    ratio = painter.device().devicePixelRatioF()
    picture = pixmap(name, token, ratio=ratio)
    wanted = picture.deviceIndependentSize()
    if wanted.width() > box.width() or wanted.height() > box.height():
        fitted = wanted.scaled(box.size(), Qt.AspectRatioMode.KeepAspectRatio)
        picture, wanted = pixmap(name, token, fitted.toSize(), ratio), fitted
    place = box.center() - QPointF(wanted.width() / 2, wanted.height() / 2)
    painter.drawPixmap(QPointF(round(place.x() * ratio) / ratio, round(place.y() * ratio) / ratio), picture)
