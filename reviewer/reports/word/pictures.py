"""Figures of a Word document: a tall one is drawn in parts, for a picture cannot break over pages."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from reviewer.reports.blocks import Figure, LightsBlock, MapBlock, MatrixBlock, MatrixLine

Line = TypeVar("Line")
_SIZE = slice(16, 24)
"""Where a PNG file says its width and its height, four bytes each."""
_SHRUNK = 0.9
"""How far a figure may be made smaller to fit on a page before it is parted."""


def pages(png: bytes, proportion: float) -> int:
    """Return on how many pages a picture stands that is as wide as the page allows.

    `proportion` is the width of the room on a page by its height.
    """
    size = png[_SIZE]
    wide, tall = int.from_bytes(size[:4], "big"), int.from_bytes(size[4:], "big")
    filled = tall * proportion / wide
    return 1 if filled * _SHRUNK <= 1 else math.ceil(filled)


def parted(block: Figure, count: int) -> list[Figure]:
    """Return a figure in `count` parts of about as many rows; as it is where it has no rows to part."""
    if count > 1 and isinstance(block, LightsBlock):
        return [replace(block, rows=rows) for rows in _even(block.rows, count)]
    if count > 1 and isinstance(block, MatrixBlock):
        return [replace(block, lines=lines) for lines in _titled(_even(block.lines, count))]
    if count > 1 and isinstance(block, MapBlock):
        several = _even(block.rows, count)
        last = len(several) - 1
        return [
            replace(block, rows=rows, notes=block.notes if place == last else "")
            for place, rows in enumerate(several)
        ]
    return [block]


def _even(lines: Sequence[Line], count: int) -> list[tuple[Line, ...]]:
    size = math.ceil(len(lines) / count)
    return [tuple(lines[at : at + size]) for at in range(0, len(lines), size)] if lines else [()]


def _titled(several: list[tuple[MatrixLine, ...]]) -> list[tuple[MatrixLine, ...]]:
    """Return the parts of a matrix, each under the title that its first lines stand under."""
    made: list[tuple[MatrixLine, ...]] = []
    title: tuple[MatrixLine, ...] = ()
    for lines in several:
        made.append(lines if lines and lines[0].group else (*title, *lines))
        title = next(((line,) for line in reversed(lines) if line.group), title)
    return made
