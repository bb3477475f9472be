"""Pages as a proof-reader sees them: nothing over an edge or over other words, nothing alone or torn."""

from __future__ import annotations

import io
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
import typst

from reviewer import library
from reviewer.model import Reviewer
from reviewer.reports import Options, Report, build, to_pdf
from reviewer.reports.blocks import Column, Heading, Paragraph, Row, Table, Text
from tests.bench import made_reports
from tests.reports import made_appraisals, proofread, sample

MADE: dict[str, Callable[[], Report]] = {
    "example": lambda: build(sample.example()),
    "letter": lambda: build(sample.example(), Options(paper="letter", patterns=True)),
    "appraisals": lambda: build(made_appraisals.made("robins-i", 24)),
    "empty": lambda: build(sample.empty()),
}
EDGES = "#set page(width: 300pt, height: 200pt, margin: (x: 40.5pt, top: 61.5pt, bottom: 46.5pt))\n"
"""A page that is soon full, with the edges of the report."""


def kinds(typst_code: str) -> set[str]:
    """Return what is wrong with the pages that Typst makes of code."""
    return {fault.kind for fault in proofread.faults(typst.compile((EDGES + typst_code).encode()))}


@pytest.mark.parametrize("name", list(MADE))
def test_nothing_is_wrong_on_the_pages(name: str) -> None:
    assert proofread.faults(to_pdf.to_pdf(MADE[name]())[0]) == []


def test_a_proof_reader_sees_what_is_wrong() -> None:
    assert kinds("Words.") == set()
    assert kinds("#h(-30pt)Words in the edge.") == {"over the edge"}
    assert kinds("#box(width: 400pt)[#h(380pt)over] end") == {"over the edge"}
    assert kinds("#place(dx: 3pt)[Some words.]Other words.") == {"over each other"}
    assert kinds("#v(70pt)\n= A heading\n#pagebreak()Words.") == {"heading alone at the foot"}
    assert kinds("Words.#pagebreak()\nMore.\n#pagebreak()Last.") == {"almost empty"}
    row = "[Word #linebreak() " + "word #linebreak()" * 6 + "word]"
    assert kinds(f"#table(columns: 2, ..range(9).map(_ => {row}))") == {"a row torn"}


def test_a_row_that_leads_never_stands_at_the_foot_alone() -> None:
    columns = (Column("Claim", 40, "strong"), Column("What", 200))
    for before in range(40, 60):
        rows = [Row(((Text(str(place)),), (Text("Filling."),))) for place in range(before)]
        rows += [
            Row(((Text("A"),), (Text("It leads."),)), leads=True),
            Row(((), (Text("What follows."),))),
        ]
        table = (Heading("Claims"), Table("Claims", columns, tuple(rows)), Paragraph((Text("End."),)))
        pdf = to_pdf.to_pdf(replace(build(sample.empty()), blocks=table, parts=()))[0]
        with pypdfium2.PdfDocument(io.BytesIO(pdf)) as opened:
            pages = [page.get_textpage().get_text_range() for page in opened]
        assert all(("It leads." in page) == ("What follows." in page) for page in pages), before


def test_numbers_of_three_digits_have_room_beside_what_they_count() -> None:
    columns = (Column("", 20, "strong"), Column("Outcome", 400))
    rows = tuple(Row(((Text(str(place)),), (Text("Outcome."),))) for place in (7, 88, 100, 1234))
    report = replace(build(sample.empty()), blocks=(Table("Numbers", columns, rows),), parts=())
    with pypdfium2.PdfDocument(to_pdf.to_pdf(report)[0]) as opened:
        text = opened[0].get_textpage().get_text_range()
        page = opened[0].get_textpage()
        right = max(page.get_charbox(text.index(number) + len(number) - 1)[2] for number in ("100", "1234"))
        left = page.get_charbox(text.rindex("Outcome."))[0]
    assert right + 3 < left


@pytest.mark.slow
def test_nothing_is_wrong_on_the_pages_of_a_large_review(tmp_path: Path) -> None:
    with closing(library.create(tmp_path / "big.reviewlib", Reviewer("p1", "Kim Example"))) as made:
        made_reports.write(made)
        data = made_reports.at(made)
    assert proofread.faults(to_pdf.to_pdf(build(data))[0]) == []
