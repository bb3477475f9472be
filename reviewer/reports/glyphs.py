"""Which characters the shipped fonts can draw.

A PDF engine prints an empty box for a character that no font has, without a word. A quote must not
lose a character silently, so the writer asks here first: a pictograph is then written as its name in
brackets, and anything else is reported.
"""

from __future__ import annotations

import struct
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

_INVISIBLE = ("Cf", "Cc", "Zl", "Zp", "Zs")
_VARIATION_SELECTORS = range(0xFE00, 0xFE10)


@lru_cache(maxsize=4)
def drawable(folder: Path) -> frozenset[int]:
    """Return the code points for which a font file in `folder` has a glyph."""
    fonts = sorted(path for path in folder.iterdir() if path.suffix.lower() in (".ttf", ".otf"))
    return frozenset(point for path in fonts for point in _code_points(path.read_bytes()))


def name_pictographs(text: str, known: frozenset[int]) -> str:
    """Return `text` with pictographs that no font can draw written as names: 🧠 becomes [brain]."""
    if all(ord(character) in known for character in set(text)):
        return text
    return "".join(_named(character, known) for character in text)


def _named(character: str, known: frozenset[int]) -> str:
    if ord(character) in known or unicodedata.category(character) not in ("So", "Sk"):
        return character
    return f"[{unicodedata.name(character, f'U+{ord(character):04X}').lower()}]"


def missing(text: str, known: frozenset[int]) -> set[str]:
    """Return the characters of `text` that would print as an empty box."""
    return {character for character in set(text) if ord(character) not in known and _visible(character)}


def _visible(character: str) -> bool:
    return unicodedata.category(character) not in _INVISIBLE and ord(character) not in _VARIATION_SELECTORS


def _code_points(font: bytes) -> Iterator[int]:
    """Read the character map of a TrueType or OpenType file: subtables of format 4 and 12."""
    table = _table(font, b"cmap")
    (count,) = struct.unpack_from(">H", font, table + 2)
    for index in range(count):
        (offset,) = struct.unpack_from(">L", font, table + 4 + 8 * index + 4)
        (kind,) = struct.unpack_from(">H", font, table + offset)
        if kind == 4:
            yield from _segments(font, table + offset)
        elif kind == 12:
            yield from _groups(font, table + offset)


def _table(font: bytes, tag: bytes) -> int:
    (count,) = struct.unpack_from(">H", font, 4)
    entries = (struct.unpack_from(">4sLLL", font, 12 + 16 * index) for index in range(count))
    return next(int(offset) for name, _, offset, _ in entries if name == tag)


def _groups(font: bytes, at: int) -> Iterator[int]:
    (count,) = struct.unpack_from(">L", font, at + 12)
    for index in range(count):
        first, last, _ = struct.unpack_from(">LLL", font, at + 16 + 12 * index)
        yield from range(first, last + 1)


def _segments(font: bytes, at: int) -> Iterator[int]:
    (double,) = struct.unpack_from(">H", font, at + 6)
    ends = struct.unpack_from(f">{double // 2}H", font, at + 14)
    starts = struct.unpack_from(f">{double // 2}H", font, at + 16 + double)
    deltas = struct.unpack_from(f">{double // 2}H", font, at + 16 + 2 * double)
    ranges_at = at + 16 + 3 * double
    for index, (start, end) in enumerate(zip(starts, ends, strict=True)):
        place = ranges_at + 2 * index
        (offset,) = struct.unpack_from(">H", font, place)
        for point in range(start, min(end, 0xFFFE) + 1):
            if _glyph(font, point, start, deltas[index], place, offset):
                yield point


def _glyph(font: bytes, point: int, start: int, delta: int, place: int, offset: int) -> int:
    if not offset:
        return (point + delta) & 0xFFFF
    (glyph,) = struct.unpack_from(">H", font, place + offset + 2 * (point - start))
    return int(glyph)
