"""A picture in 256 colours: a third of the size, and a window looks the same in it.

The colours that fill most of a picture stay exactly what they are; only shades at the edges of letters move.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable
from operator import itemgetter

from PySide6.QtGui import QImage

EXACT, ALL = 176, 256
"""Colours kept as they are, those that occur most, and all that a picture may have."""


def few_colours(picture: QImage) -> QImage:
    """Return the picture with 256 colours at most."""
    plain = picture.convertToFormat(QImage.Format.Format_RGB32)
    pixels = array("I", bytes(plain.constBits()))
    place = _places(Counter(pixels))
    size = plain.size()
    indexed = bytes(map(place.__getitem__, pixels))
    made = QImage(indexed, size.width(), size.height(), size.width(), QImage.Format.Format_Indexed8)
    chosen: dict[int, int] = {}
    for colour, at in place.items():
        chosen.setdefault(at, colour)
    made.setColorTable([chosen[at] for at in range(len(chosen))])
    return made.copy()  # its own bytes


def _places(counts: Counter[int]) -> dict[int, int]:
    """Return for each colour the number of the one that stands for it; each of these stands for itself first.

    After the colours that occur most, the one is taken that would be furthest off, by how often it is.
    """
    palette = [colour for colour, _ in counts.most_common(EXACT)]
    place = {colour: at for at, colour in enumerate(palette)}
    nearest = {colour: _nearest(colour, enumerate(palette)) for colour in counts if colour not in place}
    while nearest and len(palette) < ALL:
        worst = max(nearest, key=lambda colour: (nearest[colour][0] * counts[colour], colour))
        del nearest[worst]
        place[worst] = at = len(palette)
        palette.append(worst)
        for colour, (distance, _) in nearest.items():
            if (closer := _distance(colour, worst)) < distance:
                nearest[colour] = (closer, at)
    return place | {colour: at for colour, (_, at) in nearest.items()}


def _nearest(colour: int, palette: Iterable[tuple[int, int]]) -> tuple[int, int]:
    return min(((_distance(colour, other), at) for at, other in palette), key=itemgetter(0))


def _distance(one: int, other: int) -> int:
    red = (one >> 16 & 255) - (other >> 16 & 255)
    green = (one >> 8 & 255) - (other >> 8 & 255)
    blue = (one & 255) - (other & 255)
    return 2 * red * red + 4 * green * green + 3 * blue * blue
