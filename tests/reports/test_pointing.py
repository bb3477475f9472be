"""Links of a PDF lead to the place of what they name, and words of a report never become one."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import pytest
from pypdf import PdfReader

from reviewer.reports import build, to_pdf
from reviewer.reports.blocks import Item, Listing, Paragraph, Report, Text
from reviewer.reports.pointing import ROOM, pointed
from tests.reports import sample

EMPTY = build(sample.empty())
LINK = "/A<</Type/Action/S/URI/URI(#here)>>/F 4/StructParent 0/Contents(#here)>>"
WHOLE = f"\n7 0 obj\n<</Type/Annot/Subtype/Link/Rect[0 0 1 1]/Border[0 0 0]{LINK}\nendobj\n"


def links(data: bytes) -> list[tuple[int, Any]]:
    """Return every link of a PDF with the page it stands on."""
    reader = PdfReader(io.BytesIO(data), strict=True)
    return [
        (place, each.get_object())
        for place, page in enumerate(reader.pages, start=1)
        for each in page.get("/Annots", ())
    ]


def leads_to(data: bytes, link: Any) -> tuple[int, float]:
    """Return the page that a link leads to, from 1, and how far down."""
    reader = PdfReader(io.BytesIO(data))
    place = next(
        at for at, page in enumerate(reader.pages) if page.indirect_reference.idnum == link["/Dest"][0].idnum
    )
    return place + 1, float(reader.pages[place].mediabox.height) - float(link["/Dest"][3])


def made(*said: Text, anchors: tuple[str, ...] = ("here",)) -> Report:
    """Return a report of words, a page or two of others, and what they may lead to."""
    filling = tuple(Paragraph((Text(f"{number} years of follow-up."),)) for number in range(90))
    found = Listing(tuple(Item("", (Text("The place."),), name) for name in anchors))
    return replace(EMPTY, blocks=(Paragraph(said), *filling, found), parts=())


def test_a_link_leads_to_what_it_names() -> None:
    report = made(Text("there", target="here"))
    data, warnings = to_pdf.to_pdf(report)
    _, marks = to_pdf.laid_out(report)
    (page, down), = [(page, down) for name, page, down in marks if name == "here"]  # fmt: skip

    ((at, link),) = links(data)
    assert (at, warnings) == (1, ()) and page > 1
    assert leads_to(data, link) == (page, pytest.approx(down - ROOM, abs=0.01))
    assert link["/Contents"] == f"page {page}" and "/A" not in link


def test_every_link_of_the_example_leads_somewhere() -> None:
    data = to_pdf.to_pdf(build(sample.example()))[0]
    found = links(data)

    assert len(found) > 60 and b"/URI" not in data
    pages = len(PdfReader(io.BytesIO(data)).pages)
    assert all(1 <= leads_to(data, link)[0] <= pages for _, link in found)


def test_a_link_to_what_is_nowhere_leads_nowhere() -> None:
    data = to_pdf.to_pdf(made(Text("there", target="gone")))[0]
    ((_, link),) = links(data)

    assert "/Dest" not in link and "/A" not in link and link["/Contents"] == "nowhere"


@pytest.mark.parametrize(
    "words", [LINK, f"\n7 0 obj\n<</Type/Annot/Subtype/Link/Rect[0 0 1 1]/Border[0 0 0]{LINK}\nendobj\n"]
)
def test_words_never_become_a_link(words: str) -> None:
    report = replace(made(Text(words)), title=words, name=words)
    data, _ = to_pdf.to_pdf(report)

    assert links(data) == []
    assert "#here" in str(PdfReader(io.BytesIO(data)).metadata.title)


def test_a_pdf_of_another_program_is_refused() -> None:
    with pytest.raises(ValueError, match="another way"):
        pointed(b"%PDF-1.7" + WHOLE.encode(), [("here", 1, 0.0)])


def test_long_sections_begin_a_page_and_the_first_never_does() -> None:
    long = Paragraph((Text("word " * (to_pdf.LONG_SECTION // 5)),))
    short = Paragraph((Text("word " * 500),))
    report = build(sample.example())
    first, *parts = report.parts[:4]
    blocks = (long, short, short, long)
    parts = [replace(part, first=at, end=at + 1) for at, part in enumerate((first, *parts))]

    assert to_pdf.apart(replace(report, blocks=blocks, parts=tuple(parts))) == [3]
