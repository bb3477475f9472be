"""Which characters the shipped fonts can draw.

A PDF engine prints an empty box for a character that no font has, without a word. A quote must not
lose a character silently, so the writer asks here first: a pictograph is then written as its name in
brackets, and anything else is reported.
"""

from __future__ import annotations

import re
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
    """Return `text` with pictographs that no font can draw written as names: 🧠 becomes [brain].

    Pictographs that are joined to one are named in one bracket, with the colour of a skin and the two letters
    of a flag.
    """
    if all(ord(character) in known for character in set(text)):
        return text
    return _PICTOGRAPHS.sub(lambda found: _named(found[0], known), text)


_SKIN = range(0x1F3FB, 0x1F400)
_FLAG = range(0x1F1E6, 0x1F200)
_ONE = "[\u2190-\u2bff\u3000-\u303f\U0001f000-\U0001faff]"
_PICTOGRAPHS = re.compile(
    f"[{chr(_FLAG[0])}-{chr(_FLAG[-1])}]{{2}}|"
    f"{_ONE}\ufe0f?[{chr(_SKIN[0])}-{chr(_SKIN[-1])}]?(?:\u200d{_ONE}\ufe0f?[{chr(_SKIN[0])}-{chr(_SKIN[-1])}]?)*|"
    "[^\x00-\x7f]"
)
"""A flag, a pictograph with its skin and those joined to it, or any other character."""


def _named(sign: str, known: frozenset[int]) -> str:
    """Return a pictograph with what belongs to it as a name in brackets, unless it can be drawn."""
    shapes = [each for each in sign if each not in "\u200d\ufe0f"]
    if all(ord(each) in known or unicodedata.category(each) not in ("So", "Sk") for each in shapes):
        return sign
    if all(ord(each) in _FLAG for each in shapes):
        return f"[flag {''.join(chr(ord(each) - _FLAG[0] + ord('A')) for each in shapes)}]"
    return f"[{', '.join(_name(each) for each in shapes)}]"


def _name(shape: str) -> str:
    if ord(shape) in _SKIN:
        return f"skin tone {ord(shape) - _SKIN[0] + 1} of 5"
    return unicodedata.name(shape, f"U+{ord(shape):04X}").lower()


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
