"""PDF files: the text of their pages, what they say of themselves, and the marks that readers left."""

from __future__ import annotations

from collections.abc import Iterator

from reviewer import text
from reviewer.errors import ReviewError
from reviewer.language import recorded
from reviewer.readers import pdf_facts, pdf_pages, pdf_text
from reviewer.readers.input import Input
from reviewer.readers.parsed import Parsed, Rejected

FORMAT = "pdf"
SUFFIXES = (".pdf",)

MOST = 300_000_000
MOST_PAGES = 5_000
MOST_LETTERS = 20_000_000
SECONDS_A_PAGE = 0.1
MOST_LISTED = 20
"""Runs of pages that are named where some could not be read."""
_RECOGNISE = recorded("Let a program for text recognition (OCR) make a copy with text, and import that.")
_SPLIT = recorded("Split it in a PDF program, and import the parts.")


def sniff(source: Input) -> int:
    """Return 2 for a file with the sign of PDF near its beginning: servers put lines above it."""
    return 2 if b"%PDF-" in source.head[:1024] else 0


def read(source: Input) -> Iterator[Parsed | Rejected]:
    """Yield the one text of the file, and the pages that could not be read if there are some.

    Raises ReviewError when the file is locked or damaged, holds no text, or goes beyond the limits.
    """
    data, name = source.data(MOST), source.name
    with pdf_pages.opened(data, name) as pdf:
        if len(pdf) > MOST_PAGES:
            raise ReviewError(
                recorded(
                    "{name} has {count} pages; {most_pages} can be read.",
                    name=name,
                    count=f"{len(pdf):,}",
                    most_pages=f"{MOST_PAGES:,}",
                ),
                _SPLIT,
            )
        source.expect(SECONDS_A_PAGE * len(pdf))
        pages = _pages(pdf, name)
        count, damaged, info = len(pdf), pdf.damaged, pdf.facts
    if not pages:
        raise ReviewError(
            recorded(
                "{name} is damaged: none of its {count} pages can be read.", name=name, count=f"{count:,}"
            ),
            recorded("Download it again."),
        )
    first = pdf_facts.record_of(info, pdf_facts.xmp_of(data), pages[:1])
    composed = pdf_text.compose(pages)
    _refuse_wordless(composed.text, name, count)
    words = text.clean(composed.text)
    yield Parsed(words, first, format=FORMAT, pages=composed.pages, marks=composed.marks)
    for number, reason in enumerate(filter(None, (_of_damaged(damaged), _of_pictures(pages))), 2):
        yield Rejected(number, 1, reason)


def _of_damaged(numbers: list[int]) -> str:
    if not numbers:
        return ""
    pages, many = _listed(numbers), len(numbers) > 1
    return (
        recorded("{pages} are damaged and could not be read.", pages=pages)
        if many
        else recorded("{pages} is damaged and could not be read.", pages=pages)
    )


def _of_pictures(pages: list[pdf_pages.Page]) -> str:
    """Say which pages have no words but those that stand on every page; "" when all have some."""
    numbers = [page.number for page in pages if page.pictured and not _says_anything(page)]
    if not numbers:
        return ""
    held = recorded("{pages} holds a picture only, as a scanner makes, and no text.")
    if len(numbers) > 1:
        held = recorded("{pages} hold pictures only, as a scanner makes, and no text.")
    return f"{recorded(held, pages=_listed(numbers))} {_RECOGNISE}"


def _says_anything(page: pdf_pages.Page) -> bool:
    return any(map(str.isalnum, "".join(line.text for line in page.lines if not line.alone)))


def _listed(numbers: list[int]) -> str:
    runs = text.runs(numbers)
    listed = ", ".join(runs[:MOST_LISTED]) + (", …" if len(runs) > MOST_LISTED else "")
    return (
        recorded("Pages {numbers}", numbers=listed)
        if len(numbers) > 1
        else recorded("Page {number}", number=listed)
    )


def _pages(pdf: pdf_pages.Pdf, name: str) -> list[pdf_pages.Page]:
    found, letters = [], 0
    for page in pdf.pages():
        letters += sum(len(line.text) for line in page.lines)
        if letters > MOST_LETTERS:
            raise ReviewError(
                recorded(
                    "{name} holds more than {most_letters} MB of text.",
                    name=name,
                    most_letters=f"{MOST_LETTERS / 1e6:.0f}",
                ),
                _SPLIT,
            )
        found.append(page)
    return found


def _refuse_wordless(words: str, name: str, count: int) -> None:
    if any(map(str.isalnum, words)):
        return
    pages = (
        recorded("its page is a picture")
        if count == 1
        else recorded("its {count} pages are pictures", count=f"{count:,}")
    )
    raise ReviewError(
        recorded("{name} holds no text: {pages}, as a scanner makes.", name=name, pages=pages),
        _RECOGNISE,
    )
