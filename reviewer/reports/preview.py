"""The pages of a report as pictures, and where its headings stand: what the window shows before an export."""

from __future__ import annotations

from dataclasses import dataclass

from reviewer.reports.blocks import Report
from reviewer.reports.to_pdf import outline, to_pdf, to_pictures


@dataclass(frozen=True, slots=True)
class Preview:
    """`pages` are PNG files in order; `outline` holds (heading, level from 1, page from 1)."""

    pages: tuple[bytes, ...]
    outline: tuple[tuple[str, int, int], ...]


def preview(report: Report, pixels_per_inch: float = 144.0) -> Preview:
    """Draw every page exactly as the PDF has it; raises ReviewError when the template is at fault."""
    return Preview(to_pictures(report, pixels_per_inch), outline(to_pdf(report)[0]))
