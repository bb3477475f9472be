"""The pages of a PDF file as they look, and where on them each character of the document's text stands.

The text of a document is made of the letters that PDFium gives, in its order, but hyphens at line ends,
spaces and some signs differ (`pdf_text`). So the two are gone through together, letter by letter, and found
together again after what only one of them has.
"""

from __future__ import annotations

import array
from collections.abc import Iterator, Sequence
from typing import Any

from reviewer.readers.input import Input
from reviewer.readers.parsed import PageDrawn, PageWanted
from reviewer.readers.pdf_pages import HYPHEN, SHOWN, Sight, opened

MOST = 300_000_000
MOST_PIXELS = 30_000_000
"""Pixels of a page that are drawn; a larger one is drawn smaller."""
ENOUGH = 12
"""Letters that must agree for two places to be the same, after something that only one text has."""
_DROPPED = frozenset(HYPHEN + "-‐\xad\ufffd")
"""Signs at which a hyphen at the end of a line and its place in the text may differ."""


def draw(source: Input, wanted: Sequence[PageWanted]) -> Iterator[PageDrawn]:
    """Yield the pages that are wanted; where none is, the sizes of all pages.

    Raises ReviewError when the file is locked or damaged.
    """
    import pypdfium2

    with opened(source.data(MOST), source.name) as pdf:
        if not wanted:
            for index in range(len(pdf)):
                width, height = pdf.document.get_page_size(index)
                yield PageDrawn(index + 1, width, height)
        for each in wanted:
            if not 1 <= each.number <= len(pdf):
                continue
            try:
                page = pdf.document[each.number - 1]
                try:
                    yield _drawn(page, each)
                finally:
                    page.close()
            except pypdfium2.PdfiumError:  # said when the file was imported; the page stays empty
                yield PageDrawn(each.number, *pdf.document.get_page_size(each.number - 1))


def _drawn(page: Any, wanted: PageWanted) -> PageDrawn:
    number, scale = wanted.number, wanted.scale
    width, height = page.get_size()
    boxes = _boxes(page, wanted.words).tobytes() if wanted.words else b""
    if scale <= 0:
        return PageDrawn(number, width, height, boxes=boxes)
    most = (MOST_PIXELS / max(1.0, width * height)) ** 0.5
    bitmap = page.render(scale=min(scale, most), rev_byteorder=False, prefer_bgrx=True)
    try:
        pixels = bytes(bitmap.buffer)
        return PageDrawn(number, width, height, pixels, bitmap.width, bitmap.height, bitmap.stride, boxes)
    finally:
        bitmap.close()


# ------------------------------------------------------------------ letters and their places


def _boxes(page: Any, words: str) -> array.array[float]:
    """Return left, top, right and bottom of each character of `words`, in points from the upper left
    corner of the page; all four are 0 for what does not stand there."""
    from pypdfium2 import raw

    text = page.get_textpage()
    try:
        count = raw.FPDFText_CountChars(text)
        codes = [raw.FPDFText_GetUnicode(text, index) for index in range(count)]
        letters, indexes = letters_of(codes)
        found = array.array("f", bytes(16 * len(words)))
        box = raw.FS_RECTF()
        sight = Sight(page)
        left, bottom, right, top = sight.frame
        height = page.get_height()
        for at, place in enumerate(align(words, letters)):
            if place < 0 or not raw.FPDFText_GetLooseCharBox(text, indexes[place], box):
                continue
            if not (left <= box.right and box.left <= right and bottom <= box.top and box.bottom <= top):
                continue
            if sight.turn:
                one, low, other, high = sight.box(box)
                edges = one, height - high, other, height - low
            else:
                edges = box.left - left, top - box.top, box.right - left, top - box.bottom
            found[4 * at : 4 * at + 4] = array.array("f", edges)
        return found
    finally:
        text.close()


def letters_of(codes: Sequence[int]) -> tuple[str, list[int]]:
    """Return the letters that codes of PDFium show, without spaces, and the number of the code of each."""
    letters: list[str] = []
    indexes: list[int] = []
    index = 0
    while index < len(codes):
        code, at = codes[index], index
        index += 1
        if 0xD800 <= code < 0xDC00 and index < len(codes) and 0xDC00 <= codes[index] < 0xE000:
            code = 0x10000 + ((code - 0xD800) << 10) + codes[index] - 0xDC00
            index += 1
        for letter in chr(code).translate(SHOWN):
            if not letter.isspace():
                letters.append(letter)
                indexes.append(at)
    return "".join(letters), indexes


def align(words: str, letters: str) -> list[int]:
    """Return the place in `letters`, which holds no spaces, of each character of `words`; -1 for none."""
    found = [-1] * len(words)
    solid = [at for at, letter in enumerate(words) if not letter.isspace()]
    wanted = "".join(words[at] for at in solid)
    one = other = 0
    while one < len(wanted) and other < len(letters):
        if wanted[one] == letters[other]:
            found[solid[one]] = other
            one, other = one + 1, other + 1
        elif letters[other] in _DROPPED:  # a hyphen that joined two halves of a word
            other += 1
        elif wanted[one] in _DROPPED:
            one += 1
        else:
            again = letters.find(wanted[one : one + ENOUGH], other)
            if again < 0:
                one += 1  # it stands elsewhere on the page, as the numbers of lines do
            else:
                other = again
    return found
