"""What drawing the original pages of a PDF file costs, against PDFium alone in this process.

    python3 packaging/dev.py bench

Drawing: the pages of a made file, two at a time as the window asks for them, through the process apart,
with the place of every letter. Yardstick: pypdfium2 draws them at the same size here, and gives no places.
"""

from __future__ import annotations

import array
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

import pypdfium2  # noqa: E402

from reviewer import readers  # noqa: E402
from reviewer.readers import Input, PageWanted, Parsed  # noqa: E402
from tests.readers.pdf_files import column, pdf  # noqa: E402

PAGES, LINES, SCALE, TURNS = 12, 62, 1.5, 5
BOUND_MS = 150
"""Milliseconds for the two pages that are in sight at most."""


def made() -> bytes:
    """Return a file of pages full of words."""
    words = "the median rate of relapses fell in twenty patients who were treated for a year".split()
    pages = []
    for page in range(PAGES):
        lines = [" ".join(words[(page + line + n) % len(words)] for n in range(14)) for line in range(LINES)]
        pages.append(column(50, 800, lines, size=9))
    return pdf(pages)


def milliseconds(act: Callable[[], object]) -> float:
    """Return how long an act takes by the clock."""
    begun = time.perf_counter()
    act()
    return 1000 * (time.perf_counter() - begun)


def drawn_alone(data: bytes, numbers: tuple[int, int]) -> None:
    """Draw two pages with pypdfium2 in this process."""
    document = pypdfium2.PdfDocument(data)
    for number in numbers:
        page = document[number]
        page.render(scale=SCALE).close()
        page.close()
    document.close()


def main() -> int:
    """Print the times of both and the share of letters that found their place; 1 when the bound is missed."""
    data = made()
    source = Input.of_bytes(data, "made.pdf")
    parsed = next(item for item in readers.read_input(source) if isinstance(item, Parsed))
    ends = [*parsed.pages[1:], len(parsed.text)]
    words = [parsed.text[start:end] for start, end in zip(parsed.pages, ends, strict=True)]
    ours, alone, letters, placed = [], [], 0, 0
    for _turn in range(TURNS):
        for first in range(0, PAGES, 2):
            wanted = [PageWanted(number + 1, SCALE, words[number]) for number in (first, first + 1)]
            begun = time.perf_counter()
            pages = list(readers.draw("pdf", source, wanted))
            ours.append(1000 * (time.perf_counter() - begun))
            numbers = (first, first + 1)
            alone.append(milliseconds(lambda numbers=numbers: drawn_alone(data, numbers)))
            for page, asked in zip(pages, wanted, strict=True):
                rights = array.array("f", page.boxes)[2::4]
                letters += sum(not letter.isspace() for letter in asked.words)
                placed += sum(right > 0 for right in rights)
    middle, plain = statistics.median(ours), statistics.median(alone)
    worst = sorted(ours)[int(0.95 * (len(ours) - 1))]
    held = "holds" if worst < BOUND_MS else "MISSED"
    print(
        f"two pages drawn with their letters placed: median {middle:.0f} ms, 95th percentile {worst:.0f} ms,"
    )
    print(f"  bound {BOUND_MS} ms: {held}   ({middle / plain:.1f} × PDFium alone, {plain:.0f} ms)")
    print(f"letters of the text that found their place: {placed:,} of {letters:,} ({placed / letters:.2%})")
    return int(held != "holds")


if __name__ == "__main__":
    raise SystemExit(main())
