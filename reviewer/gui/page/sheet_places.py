"""Where words stand on a page as it looks: rectangles of a span, and the letter nearest to a point.

Plain numbers: points from the upper left corner of the page, positions in the words of the page.
"""

from __future__ import annotations

import array
from typing import NamedTuple


class Box(NamedTuple):
    """A letter or a line of letters, in points."""

    left: float
    top: float
    right: float
    bottom: float


class Places:
    """The letters of one page; `start` is where its words begin in the text of the document."""

    def __init__(self, start: int, boxes: bytes) -> None:
        self.start = start
        flat = array.array("f", boxes)
        self.boxes = [Box(*flat[at : at + 4]) for at in range(0, len(flat), 4)]
        self.end = start + len(self.boxes)

    def rectangles(self, start: int, end: int) -> list[Box]:
        """Return a rectangle for each line, or piece of a line, of a span of the document."""
        found: list[Box] = []
        for box in self.boxes[max(0, start - self.start) : max(0, end - self.start)]:
            if box.right <= box.left:  # a space, or what does not stand on the page
                continue
            if found and _same_line(found[-1], box):
                last = found[-1]
                found[-1] = Box(
                    min(last.left, box.left), min(last.top, box.top),
                    max(last.right, box.right), max(last.bottom, box.bottom),
                )  # fmt: skip
            else:
                found.append(box)
        return found

    def nearest(self, x: float, y: float) -> int | None:
        """Return the position in the document before or after the letter nearest to a point, None where
        the page has no letters."""
        best: tuple[float, int] | None = None
        for at, box in enumerate(self.boxes):
            if box.right <= box.left:
                continue
            across = max(box.left - x, 0.0, x - box.right)
            down = max(box.top - y, 0.0, y - box.bottom)
            distance = across + 4 * down  # a place in the same line is nearer than one below
            if best is None or distance < best[0]:
                best = distance, at + (x > (box.left + box.right) / 2)
        return None if best is None else self.start + best[1]


def _same_line(line: Box, box: Box) -> bool:
    """Say whether a letter goes on with a line: about as high, and not far before or behind its end."""
    height = max(1.0, line.bottom - line.top)
    overlap = min(line.bottom, box.bottom) - max(line.top, box.top)
    return overlap > 0.5 * min(height, box.bottom - box.top) and -height < box.left - line.right < 4 * height
