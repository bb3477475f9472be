"""The program's icon, drawn from its one source in the forms that systems ask for."""

from __future__ import annotations

from pathlib import Path

from plan import ROOT

SOURCE = ROOT / "resources" / "icons" / "reviewer.svg"


def draw(target: Path, size: int) -> Path:
    """Draw the icon as a square of `size` pixels; the suffix of `target` says the form (png, ico, icns)."""
    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    QSvgRenderer(str(SOURCE)).render(painter, QRectF(0, 0, size, size))
    painter.end()
    target.parent.mkdir(parents=True, exist_ok=True)
    if not image.save(str(target)):
        raise SystemExit(f"{target} could not be written.")
    return target
