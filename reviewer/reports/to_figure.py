"""Write a figure alone: SVG, PDF or PNG, drawn by the same template as in the report.

SVG and PDF are vectors. Letters of an SVG are outlines, so that it looks the same without our fonts; what it
shows is said in its title and description.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from typing import Literal

from reviewer.errors import ReviewError
from reviewer.language import say
from reviewer.reports.blocks import BarsBlock, FlowBlock, LightRow, LightsBlock, MapBlock, Options
from reviewer.reports.blocks import Figure as Drawing
from reviewer.reports.flow import flow_lines
from reviewer.reports.markup import clean
from reviewer.reports.to_pdf import as_data, compiled, warnings_of

TEMPLATE = "templates/figure.typ"
KINDS: Mapping[str, Literal["svg", "pdf", "png"]] = {".svg": "svg", ".pdf": "pdf", ".png": "png"}
"""The suffixes a figure can be written under."""
PIXELS_PER_INCH = 288
_TIME = datetime(1980, 1, 1, tzinfo=UTC)
"""A figure says no time, so that the same library gives the same bytes."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A block that is drawn alone, and how."""

    block: Drawing
    options: Options


def to_figure(block: Drawing, suffix: str, options: Options) -> tuple[bytes, tuple[str, ...]]:
    """Return the bytes of a figure and warnings; raises ReviewError for a suffix that is not in KINDS."""
    kind = KINDS.get(suffix.lower())
    if kind is None:
        raise ReviewError(
            f"Reviewer draws no figures of the kind “{suffix}”.",
            f"Give a name that ends in {', '.join(KINDS)}.",
        )
    data, lost = as_data(Figure(block, options))
    made = compiled(data, _TIME, kind, PIXELS_PER_INCH, template=TEMPLATE)[0]
    return (_described(made, block) if kind == "svg" else made), warnings_of(lost)


def spoken(block: Drawing) -> str:
    """Return in words what a figure shows."""
    return "; ".join(spoken_lines(block))


def spoken_lines(block: Drawing) -> list[str]:
    """Return in words what a figure shows, a line for each of its parts."""
    if isinstance(block, LightsBlock):
        return [_lights(block, row) for row in block.rows]
    if isinstance(block, FlowBlock):
        return flow_lines(block)
    if isinstance(block, BarsBlock):
        return [
            f"{bar.label}: {', '.join(f'{count} {light.word}' for light, count in bar.parts if count)}"
            for bar in block.bars
        ]
    if isinstance(block, MapBlock):
        said = [mark.spoken for row in block.rows for cell in row.cells for mark in cell.marks]
        return [*said, block.notes]
    lines = []
    for line in (line for line in block.lines if not line.group):
        cells = [
            say(
                "{voice} of {source} {stances}", voice=column.label, source=column.source, stances=cell.spoken
            )
            for column, cell in zip(block.columns, line.cells, strict=True)
            if cell.stances or cell.proposed
        ]
        grades = [
            f"{name} {grade.words}"
            for name, grade in zip(block.populations, line.grades, strict=True)
            if grade.words
        ]
        told = ", ".join([*cells, *grades]) or say("no quotes")
        lines.append(say("Claim {number}, {words}: {told}", number=line.number, words=line.label, told=told))
    return lines


def _lights(block: LightsBlock, row: LightRow) -> str:
    said = (f"{column.name} {light.word}" for column, light in zip(block.columns, row.lights, strict=True))
    return f"{row.label}: {', '.join(said)}"


def _described(svg: bytes, block: Drawing) -> bytes:
    """Return an SVG with a title and a description, for those who hear it."""
    text = svg.decode("utf-8")
    head, sign, rest = text.partition(">")
    words = f"<title>{escape(clean(block.name))}</title><desc>{escape(clean(spoken(block)))}</desc>"
    return f'{head} role="img"{sign}{words}{rest}'.encode()
