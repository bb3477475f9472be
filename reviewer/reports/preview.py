"""The pages of a report as pictures, and where its headings stand: what the window shows before an export."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

from reviewer.reports.blocks import Report
from reviewer.reports.to_pdf import to_pdf, to_pictures


@dataclass(frozen=True, slots=True)
class Preview:
    """`pages` are PNG files in order; `outline` holds (heading, level from 1, page from 1)."""

    pages: tuple[bytes, ...]
    outline: tuple[tuple[str, int, int], ...]


def preview(report: Report, pixels_per_inch: float = 144.0) -> Preview:
    """Draw every page exactly as the PDF has it; raises ReviewError when the template is at fault."""
    return Preview(to_pictures(report, pixels_per_inch), _outline(to_pdf(report)[0]))


def _outline(pdf: bytes) -> tuple[tuple[str, int, int], ...]:
    from pypdf import PdfReader  # 150 ms: only when a report is shown

    reader = PdfReader(io.BytesIO(pdf))
    found: list[tuple[str, int, int]] = []

    def walk(entries: list[Any], level: int) -> None:
        for entry in entries:
            if isinstance(entry, list):
                walk(entry, level + 1)
            else:
                page = reader.get_destination_page_number(entry)
                found.append((str(entry.title), level, (page or 0) + 1))

    walk(reader.outline, 1)
    return tuple(found)
