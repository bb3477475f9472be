"""What a proof-reader looks for on the pages of a PDF, told from where its glyphs stand and from its tags."""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pikepdf
import pypdfium2

SIDE = 40.5
"""Points of the edge at the sides, which no word may enter."""
HEAD, FOOT = 58.0, 44.0
"""Points at the top and bottom that hold the running lines."""
SLACK = 1.5
"""Points by which a glyph may reach over its line: italics, accents."""
LEAST = 0.12
"""The least part of a page's height that words take, unless a new part begins after it."""
Box = tuple[float, float, float, float]
"""Left, top, right and bottom in points, from the top left of the page."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is wrong on a page (from 1)."""

    page: int
    kind: str
    what: str


def faults(pdf: bytes) -> list[Fault]:
    """Return what is wrong: words over the edge or over each other, headings alone at the foot, pages that
    are almost empty, rows of tables that were torn though they are short."""
    found: list[Fault] = []
    with pypdfium2.PdfDocument(pdf) as opened:
        headings = _headings(opened)
        boxes = [_boxes(page) for page in opened]
        sizes = [page.get_size() for page in opened]
    for number, (lines, (width, height)) in enumerate(zip(boxes, sizes, strict=True), start=1):
        body = [(box, words) for box, words in lines if box[1] > HEAD and box[3] < height - FOOT]
        found += _over_the_edge(number, lines, width, height)
        found += _over_each_other(number, lines)
        for top, title in headings[number]:
            if not any(box[1] > top + 12 for box, _ in body):
                found.append(Fault(number, "heading alone at the foot", title))
        filled = max((box[3] for box, _ in body), default=0.0) - HEAD
        ends = number == len(boxes) or any(top < HEAD + 30 for top, _ in headings[number + 1])
        if filled < LEAST * height and not ends and sizes[number] == (width, height):
            found.append(Fault(number, "almost empty", f"{filled:.0f} of {height:.0f} points"))
    return [*found, *_torn_rows(pdf)]


def _headings(opened: Any) -> dict[int, list[tuple[float, str]]]:
    """Return the headings of the outline on each page, how far down and their words."""
    found: dict[int, list[tuple[float, str]]] = defaultdict(list)
    for each in opened.get_toc():
        place = each.get_dest()
        if place is not None:
            page = place.get_index()
            _, at = place.get_view()
            found[page + 1].append((opened[page].get_height() - at[1], each.get_title()))
    return found


def _boxes(page: Any) -> list[tuple[Box, str]]:
    """Return the stretches of words on a page with their boxes."""
    text = page.get_textpage()
    height = page.get_height()
    found = []
    for number in range(text.count_rects()):
        left, bottom, right, top = text.get_rect(number)
        words = text.get_text_bounded(left, bottom, right, top).strip()
        if words:
            found.append(((left, height - top, right, height - bottom), words))
    return found


def _over_the_edge(page: int, lines: list[tuple[Box, str]], width: float, height: float) -> Iterator[Fault]:
    for (left, top, right, bottom), words in lines:
        if left < SIDE - SLACK or right > width - SIDE + SLACK or top < 0 or bottom > height:
            yield Fault(page, "over the edge", words[:60])


def _over_each_other(page: int, lines: list[tuple[Box, str]]) -> Iterator[Fault]:
    """Yield stretches that cover each other by more than their slack in both directions."""
    ordered = sorted(lines, key=lambda line: line[0][1])
    for at, (box, words) in enumerate(ordered):
        for other, said in ordered[at + 1 :]:
            if other[1] > box[3] - 2 * SLACK:
                break
            wide = min(box[2], other[2]) - max(box[0], other[0])
            high = min(box[3], other[3]) - max(box[1], other[1])
            lower = min(box[3] - box[1], other[3] - other[1])
            if wide > SLACK and high > max(2 * SLACK, lower / 2):
                yield Fault(page, "over each other", f"{words[:30]} | {said[:30]}")


LONG_ROW = 900
"""Characters from which the template lets a row break over pages; its tags tell glyphs, about as many."""


def _torn_rows(pdf: bytes) -> Iterator[Fault]:
    """Yield rows of tables whose parts stand on two pages; one with much in it may."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        pages = {page.obj.objgen: number for number, page in enumerate(opened.pages, start=1)}
        for each in opened.objects:
            if isinstance(each, pikepdf.Dictionary) and each.get("/S") == "/TR":
                on, marks = _on_pages(each)
                if len(on) > 1 and marks < LONG_ROW // 30:
                    yield Fault(pages[min(on, key=pages.__getitem__)], "a row torn", f"{marks} parts")


def _on_pages(row: Any) -> tuple[set[tuple[int, int]], int]:
    """Return the pages on which the marked parts below an element stand, and how many parts there are."""
    found: set[tuple[int, int]] = set()
    marks = 0
    waiting = [(row, None)]
    while waiting:
        each, page = waiting.pop()
        page = each.get("/Pg", page) if isinstance(each, pikepdf.Dictionary) else page
        kids = each.get("/K", []) if isinstance(each, pikepdf.Dictionary) else each
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, pikepdf.Dictionary):
                waiting.append((kid, page))
            elif page is not None:
                found.add(page.objgen)
                marks += 1
    return found, marks
