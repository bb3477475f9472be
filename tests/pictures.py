"""Pictures kept in `golden/pictures/`, compared with a tolerance.

`python3 packaging/dev.py pictures` (or `REVIEWER_KEEP=1 pytest tests/gui/test_pictures.py`) keeps what the
code draws now: look at what differs before you commit it. A picture that differs is laid beside the kept
one by the failing test, which names the place.

Both pictures are shrunk to a quarter, which evens out how edges of letters are smoothed, and then no cell
of 4 × 4 px may differ by more than TOLERANCE of 255. A missing underline of 2 px differs by some 70.
"""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QWidget

FOLDER = Path(__file__).parent / "golden" / "pictures"
CELL = 4
TOLERANCE = 40
_NEARLY = 0xFFE0E0E0
"""Colours that agree in these bits are kept as one, the most frequent of them."""
_EXACT = 64
"""Of the most frequent colours so many are kept as they are."""
_INDEXED = QImage.Format.Format_Indexed8


def drawn(widget: QWidget, scale: int = 1) -> QImage:
    """Return what a widget shows, `scale` pixels of the picture for each of the screen."""
    image = QImage(widget.size() * scale, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(scale)
    painter = QPainter(image)
    widget.render(painter, QPoint())
    painter.end()
    return image


def difference(name: str, now: QImage) -> str:
    """Return where a picture differs from the kept one, or "" when it is the same within the tolerance."""
    path = FOLDER / f"{name}.png"
    if os.environ.get("REVIEWER_KEEP"):
        _keep(path, now)
    kept = QImage(str(path))
    if kept.isNull():
        return f"{path.name} is not kept yet"
    if kept.size() != now.size():
        return f"{path.name} was {_size(kept)} and is {_size(now)} px"
    worst, place = _worst(kept, now)
    return f"{path.name} differs by {worst} of 255 at {place}" if worst > TOLERANCE else ""


def _keep(path: Path, now: QImage) -> None:
    """Write a picture unless the kept one is as good, so that nothing changes without need."""
    kept = QImage(str(path))
    if kept.isNull() or kept.size() != now.size() or _worst(kept, now)[0] > TOLERANCE // 4:
        path.parent.mkdir(parents=True, exist_ok=True)
        _in_few_colours(now).save(str(path), "PNG", 0)


def _in_few_colours(image: QImage) -> QImage:
    """Return a picture in at most 256 colours: grounds and inks as they are, edges of letters nearly so."""
    pixels = image.convertToFormat(QImage.Format.Format_RGB32).constBits()
    colours = [colour for colour, _ in Counter(memoryview(pixels).cast("I")).most_common()]
    alike = {colour & _NEARLY: colour for colour in reversed(colours[_EXACT:])}
    edges = sorted(alike.values(), key=colours.index)
    table = [*colours[:_EXACT], *edges][:256]
    return image.convertToFormat(_INDEXED, table, Qt.ImageConversionFlag.AvoidDither)


def _worst(kept: QImage, now: QImage) -> tuple[int, tuple[int, int]]:
    """Return the largest difference of two pictures of one size, and the place of it in px."""
    apart = _cells(kept)
    painter = QPainter(apart)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Difference)
    painter.drawImage(0, 0, _cells(now))
    painter.end()
    plain = apart.convertToFormat(QImage.Format.Format_RGBX8888)
    shades = bytes(plain.constBits())
    ours = [shades[part::4] for part in range(3)]  # without the fourth, which says how dense it is
    worst = max(max(part) for part in ours)
    at = min(part.find(worst) for part in ours if worst in part)
    row, column = divmod(at, apart.width())
    return worst, (column * CELL, row * CELL)


def _cells(image: QImage) -> QImage:
    """Return a picture at a quarter of its size, with one pixel for each of the screen's."""
    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    plain.setDevicePixelRatio(1)
    return plain.scaled(
        image.width() // CELL,
        image.height() // CELL,
        Qt.AspectRatioMode.IgnoreAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )


def _size(image: QImage) -> str:
    return f"{image.width()} × {image.height()}"
