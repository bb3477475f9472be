"""Links of a PDF get the places they lead to, after Typst has laid the pages out.

A link to a label makes Typst lay everything out again, as the place of a label is known only then: with ten
thousand links that was a third of the time and of the memory. The template links to "#claim-5" instead, Typst
says where "claim-5" stands, and here the one is put in place of the other. Only annotations as Typst writes
them are touched, so that no words of a report can become a link.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable

Mark = tuple[int | str, int, float]
"""A block by its number or an anchor by its name, its page from 1, and how far down in points it stands."""

ROOM = 10.0
"""Points that stay free above what a link leads to."""
_LINK = re.compile(
    rb"(?<=\n)\d+ 0 obj\n<</Type/Annot/Subtype/Link/Rect\[[-\d. ]+\]/Border\[0 0 0\]"
    rb"(?P<action>/A<</Type/Action/S/URI/URI\(#(?P<name>[\w-]+)\)>>)[^()<>\n]*?"
    rb"(?P<told>/Contents\(#[\w-]+\))?>>\nendobj\n"
)
_KIDS = re.compile(rb"(?<=\n)\d+ 0 obj\n<</Type/Pages/Count \d+/Kids\[(?P<kids>[\d R]+)\]")
_PAGE = re.compile(rb"(?<=\n)(\d+) 0 obj\n<</Type/Page/[^<>\n]*?/MediaBox\[0 0 [\d.]+ ([\d.]+)\]")
_END = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*\Z")
_TABLE = re.compile(rb"xref\n0 (\d+)\n")
_ENTRY = 20
"""Bytes of each line of the table that says where objects begin."""


def pointed(pdf: bytes, marks: Iterable[Mark]) -> bytes:
    """Return a PDF that Typst made with its links to "#name" leading to the marks of these names.

    A link to a name that is nowhere leads nowhere. Raises ValueError for a PDF that is not as Typst makes it.
    """
    links = list(_LINK.finditer(pdf))
    if not links:
        return pdf
    pages = _pages(pdf)
    known: dict[bytes, tuple[bytes, bytes]] = {}
    for name, page, down in marks:
        number, height = pages[page - 1]
        top = height - max(0.0, down - ROOM)
        known.setdefault(
            str(name).encode(),
            (b"/Dest[%d 0 R/XYZ 0 %s null]" % (number, b"%.2f" % top), b"/Contents(page %d)" % page),
        )
    nowhere = (b"", b"/Contents(nowhere)")
    changes: list[tuple[int, int, bytes]] = []
    for link in links:
        place, told = known.get(link["name"], nowhere)
        changes.append((*link.span("action"), place))
        if link["told"]:
            changes.append((*link.span("told"), told))
    return _changed(pdf, changes)


def _pages(pdf: bytes) -> list[tuple[int, float]]:
    """Return the number of the object of each page, and its height in points."""
    tree = _KIDS.search(pdf)
    if tree is None:
        raise ValueError("the PDF holds its pages in another way than Typst does")
    heights = {int(page[1]): float(page[2]) for page in _PAGE.finditer(pdf)}
    return [(int(kid), heights[int(kid)]) for kid in tree["kids"].split()[::3]]


def _changed(pdf: bytes, changes: list[tuple[int, int, bytes]]) -> bytes:
    """Return a PDF with stretches of its objects exchanged, and its table of objects set right."""
    end = _END.search(pdf, max(0, len(pdf) - 200))
    at = int(end[1]) if end else 0
    table = _TABLE.match(pdf, at)
    if end is None or table is None:
        raise ValueError("the PDF does not end as Typst ends it")
    parts: list[bytes] = []
    places: list[int] = []
    moved = [0]
    last = 0
    for start, stop, now in changes:
        parts += (pdf[last:start], now)
        places.append(start)
        moved.append(moved[-1] + len(now) - (stop - start))
        last = stop

    def at_now(place: int) -> int:
        return place + moved[bisect_left(places, place)]

    first = table.end()
    rows = [pdf[each : each + _ENTRY] for each in range(first, first + _ENTRY * int(table[1]), _ENTRY)]
    shifted = [b"%010d" % at_now(int(row[:10])) + row[10:] if row[17:18] == b"n" else row for row in rows]
    rest = pdf[first + _ENTRY * len(rows) : end.start(1)]
    return b"".join((*parts, pdf[last:first], *shifted, rest, b"%d" % at_now(at), pdf[end.end(1) :]))
