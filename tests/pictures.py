"""Pictures kept in `golden/pictures/`, compared with a tolerance.

`python3 packaging/dev.py pictures` (or `REVIEWER_KEEP=1 pytest tests/gui/test_pictures.py`) keeps what the
code draws now: look at what differs before you commit it. A picture that differs is laid beside the kept
one by the failing test, which names the place.

The pictures of one window at one size and in one scheme are kept together on a sheet, four in a row, each at
half its size and all in 256 colours: what several of them show alike is kept once, and costs nothing more.

Pictures are compared in two ways (MEASURES). Shrunk to a quarter, which evens out how edges of letters are
smoothed, no cell of 4 × 4 px may differ much: a missing underline of 2 px differs by some 70 of 255. And
in squares of 32 px hardly anything may: a ground that changed by a shade shows there, a smoothed edge does
not.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QImage, QImageWriter, QPainter
from PySide6.QtWidgets import QWidget

FOLDER = Path(__file__).parent / "golden" / "pictures"
MEASURES = {4: 40, 32: 8}
"""By how much of 255 pictures may differ in cells of so many px, in their own size."""
SHRUNK = 2
"""Pixels of a picture, in each direction, for one of the kept one."""
COLUMNS = 4
_NEARLY = 0xFFE0E0E0
"""Colours that agree in these bits are kept as one, the most frequent of them."""
_EXACT = 64
"""Of the most frequent colours so many are kept as they are."""
_INDEXED = QImage.Format.Format_Indexed8
_PLAIN = QImage.Format.Format_RGB32


def drawn(widget: QWidget, scale: int = 1, over: QWidget | None = None) -> QImage:
    """Return what a widget shows, `scale` pixels of the picture for each of the screen, with another over it
    at its place on the screen."""
    image = QImage(widget.size() * scale, _PLAIN)
    image.setDevicePixelRatio(scale)
    painter = QPainter(image)
    widget.render(painter, QPoint())
    if over is not None and over.isVisible():
        corner = over.mapToGlobal(QPoint()) - widget.mapToGlobal(QPoint())
        over.render(painter, corner)
        painter.setPen(Qt.GlobalColor.gray)  # the frame that the desktop puts around a window
        painter.drawRect(QRect(corner, over.size()))
    painter.end()
    return image


@dataclass
class Sheet:
    """The kept pictures of one window at one size in one scheme, and those that are taken now.

    `names` are those of the pictures in the order in which they lie on the sheet.
    """

    name: str
    names: Sequence[str]
    taken: dict[str, QImage] = field(default_factory=dict)

    @property
    def path(self) -> Path:
        return FOLDER / f"{self.name}.webp"

    def differences(self, folder: Path) -> list[str]:
        """Return where pictures differ from the kept ones, which are laid in `folder` beside those taken.

        With REVIEWER_KEEP they are kept first, unless those that are there are as good: nothing changes
        without need.
        """
        if os.environ.get("REVIEWER_KEEP") and self._stale():
            self._keep()
        sheet = QImage(str(self.path))
        if sheet.isNull():
            return [f"{self.path.name} is not kept yet"]
        if sheet.size() != self._size():
            return [f"{self.path.name} is not of {len(self.names)} pictures of {_said(self._one())} px"]
        found = []
        for name, now in self.taken.items():
            kept = sheet.copy(self._place(name))
            told = difference(kept, now)
            if told:
                now.save(str(folder / f"{self.name}-{name}.png"))
                kept.save(str(folder / f"{self.name}-{name}-kept.png"))
                found.append(f"{name} of {self.name} {told}")
        return found

    def _one(self) -> QSize:
        first = next(iter(self.taken.values()))
        return QSize(first.width() // SHRUNK, first.height() // SHRUNK)

    def _size(self) -> QSize:
        one, rows = self._one(), -(-len(self.names) // COLUMNS)
        return QSize(one.width() * min(COLUMNS, len(self.names)), one.height() * rows)

    def _place(self, name: str) -> QRect:
        row, column = divmod(self.names.index(name), COLUMNS)
        one = self._one()
        return QRect(QPoint(column * one.width(), row * one.height()), one)

    def _stale(self) -> bool:
        sheet = QImage(str(self.path))
        if sheet.isNull() or sheet.size() != self._size():
            return True
        return any(difference(sheet.copy(self._place(n)), now, 0.8) for n, now in self.taken.items())

    def _keep(self) -> None:
        sheet = QImage(self._size(), _PLAIN)
        sheet.fill(Qt.GlobalColor.white)
        painter = QPainter(sheet)
        for name, now in self.taken.items():
            painter.drawImage(self._place(name).topLeft(), _shrunk(now, self._one()))
        painter.end()
        self.path.parent.mkdir(parents=True, exist_ok=True)
        writer = QImageWriter(str(self.path), b"webp")
        writer.setQuality(100)  # which loses nothing
        assert writer.write(_in_few_colours(sheet).convertToFormat(_PLAIN)), writer.errorString()


def difference(kept: QImage, now: QImage, share: float = 1.0) -> str:
    """Return where a picture differs from its kept one by more than a share of what it may; "" if nowhere."""
    for cell, most in MEASURES.items():
        worst, (left, top) = _worst(kept, now, cell)
        if worst > most * share:
            return f"differs by {worst} of 255 in the {cell} px at {left}, {top}"
    return ""


def _worst(kept: QImage, now: QImage, cell: int) -> tuple[int, tuple[int, int]]:
    """Return the largest difference of two pictures in cells of so many px, and its place in px of `now`."""
    cells = QSize(now.width() // cell, now.height() // cell)
    apart = _shrunk(kept, cells)
    painter = QPainter(apart)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Difference)
    painter.drawImage(0, 0, _shrunk(now, cells))
    painter.end()
    plain = apart.convertToFormat(QImage.Format.Format_RGBX8888)
    shades = bytes(plain.constBits())
    ours = [shades[part::4] for part in range(3)]  # without the fourth, which says how dense it is
    worst = max(max(part) for part in ours)
    at = min(part.find(worst) for part in ours if worst in part)
    row, column = divmod(at, apart.width())
    return worst, (column * cell, row * cell)


def _shrunk(image: QImage, size: QSize) -> QImage:
    """Return a picture in another size, with one pixel for each of the screen's."""
    plain = image.convertToFormat(_PLAIN)
    plain.setDevicePixelRatio(1)
    even, smooth = Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    return plain.scaled(size, even, smooth)


def _in_few_colours(image: QImage) -> QImage:
    """Return a picture in at most 256 colours: grounds and inks as they are, edges of letters nearly so."""
    counted = Counter(memoryview(image.constBits()).cast("I"))
    colours = [colour for colour, _ in counted.most_common()]
    alike = {colour & _NEARLY: colour for colour in reversed(colours[_EXACT:])}
    edges = sorted(alike.values(), key=lambda colour: -counted[colour])
    table = [*colours[:_EXACT], *edges][:256]
    return image.convertToFormat(_INDEXED, table, Qt.ImageConversionFlag.AvoidDither)


def _said(size: QSize) -> str:
    return f"{size.width()} × {size.height()}"
