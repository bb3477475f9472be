"""Pages of a report on paper: PDFium draws each as fine as the printer can, Qt hands it on.

Qt brings no reader of PDF into this program, and the systems' own ways to take a PDF differ; pictures of the
pages look the same on every printer.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter

from reviewer.errors import ReviewError
from reviewer.language import say
from reviewer.model import Progress
from reviewer.reports.preview import Preview, draw

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

FINEST = 600
"""Dots to the inch beyond which a page on paper looks no better, and its picture takes 140 MB."""
_POINTS = 72


def chosen_pages(printer: QPrinter, count: int) -> list[int]:
    """Return which of a report's `count` pages (from 1) a printer was told to print, in their order."""
    first, last = printer.fromPage() or 1, printer.toPage() or count
    pages = list(range(max(1, first), min(last, count) + 1))
    return pages[::-1] if printer.pageOrder() is printer.PageOrder.LastPageFirst else pages


def print_pages(printer: QPrinter, preview: Preview, pages: Sequence[int], progress: Progress) -> int:
    """Print pages of a report and return how many; raises ReviewError when the printer does not take them.

    A page that lies on its side is printed so. `progress` may stop it between two pages.
    """
    if not pages:
        return 0
    _lay(printer, preview.sizes[pages[0] - 1])
    painter = QPainter()
    if not painter.begin(printer):
        raise ReviewError(
            say(
                "The printer “{name}” does not take the pages.",
                name=printer.printerName() or printer.outputFileName(),
            ),
            say("See whether it is switched on and has paper, or export the PDF and print that."),
        )
    try:
        for done, page in enumerate(pages):
            progress(done, len(pages), say("Printing the pages"))
            if done:
                _lay(printer, preview.sizes[page - 1])
                printer.newPage()
            _paint(painter, printer, preview.pdf, page)
    except BaseException:
        printer.abort()
        raise
    finally:
        painter.end()
    return len(pages)


def _lay(printer: QPrinter, size: tuple[float, float]) -> None:
    """Let the next page of a printer be as large as one of the report, without edges of its own."""
    width, height = size
    sideways = width > height
    paper = QPageSize(QSizeF(min(size), max(size)), QPageSize.Unit.Point)
    way = QPageLayout.Orientation.Landscape if sideways else QPageLayout.Orientation.Portrait
    printer.setFullPage(True)
    printer.setPageLayout(QPageLayout(paper, way, QMarginsF(0, 0, 0, 0)))


def _paint(painter: QPainter, printer: QPrinter, pdf: bytes, page: int) -> None:
    scale = min(printer.resolution(), FINEST) / _POINTS
    for drawn in draw(pdf, [(page, scale)]):
        image = QImage(drawn.pixels, drawn.width, drawn.height, drawn.stride, QImage.Format.Format_RGB32)
        painter.drawImage(printer.pageLayout().fullRectPixels(printer.resolution()), image)
