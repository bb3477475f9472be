"""A report as the window shows it before an export: its pages, and what on them leads to which source."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from reviewer.language import speaking
from reviewer.reports.blocks import Block, Part, Report, Table, words_in
from reviewer.reports.leading import rooted
from reviewer.reports.pointing import Mark
from reviewer.reports.to_pdf import laid_out

TOP, FOOT, SIDE = 61.5, 46.5, 40.5
"""Edges of the shipped pages in points."""
ABOVE = 8.0
"""Points of the room above a heading that belong to neither section."""
SOURCES: Mapping[str, str] = {
    "claim": "claim",
    "words": "quote",
    "source": "document",
    "rated": "certainty",
    "judged": "appraisal",
}
"""What an anchor names: its first word, and the kind of thing whose id comes after it."""
FIRST = 150_000
"""Characters of a large report that are laid out first, some ten pages."""


@dataclass(frozen=True, slots=True)
class Box:
    """A stretch of a page (from 1), from `top` down to `bottom` in points."""

    page: int
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Spot:
    """What can be gone to on the pages: a section, or (`kind`, `id`) a thing of the library within it."""

    part: str
    label: str
    boxes: tuple[Box, ...]
    kind: str = ""
    id: int = 0


@dataclass(frozen=True, slots=True)
class Picture:
    """A page (from 1) drawn `scale` times its size in points, as 32-bit pixels (blue first)."""

    page: int
    scale: float
    width: int
    height: int
    stride: int
    pixels: bytes


@dataclass(frozen=True, slots=True)
class Preview:
    """The PDF, the size of each page in points, and the spots in reading order. `whole` is False for the
    beginning of a large report."""

    pdf: bytes
    sizes: tuple[tuple[float, float], ...]
    parts: tuple[Part, ...]
    spots: tuple[Spot, ...]
    whole: bool = True

    def pages_of(self, part: str) -> tuple[int, int] | None:
        """Return the first and the last page of a section; None where it stands on none."""
        own = [box.page for spot in self.spots if spot.part == part and not spot.kind for box in spot.boxes]
        return (min(own), max(own)) if own else None


def preview(report: Report) -> Preview:
    """Lay a report out as its PDF has it; raises ReviewError when the template is at fault."""
    import pypdfium2

    with speaking(report.options.language):
        pdf, marks = laid_out(report)
    with pypdfium2.PdfDocument(pdf) as opened:
        sizes = tuple(opened.get_page_size(place) for place in range(len(opened)))
    parts = report.parts or (Part("", report.title, 0, len(report.blocks)),)
    return Preview(pdf, sizes, parts, tuple(_spots(parts, marks, sizes)))


def beginning(report: Report) -> Report | None:
    """Return the first pages of a large report as one of their own; None for a report that is not large."""
    kept: list[Block] = []
    room = FIRST
    for block in report.blocks:
        size = words_in(block)
        if size > room and isinstance(block, Table):
            rows, left = 0, room
            while rows < len(block.rows) and left > 0:
                left -= words_in(block.rows[rows])
                rows += 1
            kept.append(replace(block, rows=block.rows[:rows]))
        if size > room:
            return replace(report, blocks=rooted(kept))
        kept.append(block)
        room -= size
    return None


def draw(pdf: bytes, wanted: Sequence[tuple[int, float]]) -> Iterator[Picture]:
    """Draw pages, each a number from 1 with its scale; a number that the PDF does not have is passed over."""
    import pypdfium2

    with pypdfium2.PdfDocument(pdf) as opened:
        for number, scale in wanted:
            if 1 <= number <= len(opened):
                bitmap = opened[number - 1].render(scale=scale, rev_byteorder=False, prefer_bgrx=True)
                pixels = bytes(bitmap.buffer)
                yield Picture(number, scale, bitmap.width, bitmap.height, bitmap.stride, pixels)


# ------------------------------------------------------------------ where things stand


def _spots(
    parts: Sequence[Part], marks: Sequence[Mark], sizes: Sequence[tuple[float, float]]
) -> Iterator[Spot]:
    """Return each section with what it holds; a thing ends where the next begins."""
    starts = {name: place for place, (name, _, _) in enumerate(marks) if isinstance(name, int)}
    for part in parts:
        if part.first not in starts:
            return
        end = starts.get(part.end, len(marks))
        boxes = _boxes(marks, starts[part.first], end, sizes)
        if end < len(marks) - 1 and boxes and boxes[-1].bottom < sizes[boxes[-1].page - 1][1] - FOOT:
            boxes = (*boxes[:-1], replace(boxes[-1], bottom=boxes[-1].bottom - ABOVE))
        yield Spot(part.id, part.title, boxes)
        for place in range(starts[part.first], end):
            name = str(marks[place][0])
            kind, _, id = name.partition("-")
            if kind in SOURCES and id.isdecimal():
                boxes = _boxes(marks, place, place + 1, sizes)
                yield Spot(part.id, part.title, boxes, SOURCES[kind], int(id))


def _boxes(
    marks: Sequence[Mark], first: int, end: int, sizes: Sequence[tuple[float, float]]
) -> tuple[Box, ...]:
    """Return the stretches of the pages between two marks, the last one up to the end of its page."""
    _, page, top = marks[first]
    last, bottom = (marks[end][1], marks[end][2]) if end < len(marks) else (len(sizes), 0.0)
    foot = [height - FOOT for _, height in sizes]
    if end >= len(marks) - 1 and bottom <= TOP:
        last, bottom = len(sizes), foot[-1]
    found = [Box(page, top, foot[page - 1] if last > page else bottom)]
    found += [Box(number, TOP, foot[number - 1]) for number in range(page + 1, last)]
    if last > page and bottom > TOP + 1:
        found.append(Box(last, TOP, bottom))
    return tuple(box for box in found if box.bottom - box.top > 1)
