"""The map and the matrix as figures: vectors, in words, without colour, and never too large to read."""

from __future__ import annotations

import io
import itertools
import re

import pytest
from pypdf import PdfReader
from PySide6.QtGui import QImage

from reviewer.errors import ReviewError
from reviewer.reports.blocks import MapBlock, MatrixBlock, Options
from reviewer.reports.figures import DENSE, MOST_MARKS, map_block, matrix_block
from reviewer.reports.to_figure import KINDS, spoken, to_figure
from reviewer.reports.to_matrix_csv import to_matrix_csv
from reviewer.synthesis.arranging import arranged
from reviewer.synthesis.evidence_map import evidence_map
from reviewer.synthesis.holdings import Holdings, of_snapshot
from reviewer.synthesis.matrix import matrix
from tests.reports import sample
from tests.synthesis.made_holdings import large

HELD = of_snapshot(sample.example(), sample.PERSON)


def drawn_matrix(held: Holdings = HELD, colour: str = "voice") -> MatrixBlock:
    made = matrix(held)
    return matrix_block(made, arranged(made), colour)


BLOCKS: dict[str, MapBlock | MatrixBlock] = {
    "map": map_block(evidence_map(HELD)),
    "matrix": drawn_matrix(),
    "matrix by stance": drawn_matrix(colour="stance"),
}


@pytest.mark.parametrize("name", BLOCKS)
@pytest.mark.parametrize("suffix", KINDS)
def test_each_figure_is_drawn_in_each_kind_the_same_every_time(name: str, suffix: str) -> None:
    begins = {".svg": b"<svg", ".pdf": b"%PDF", ".png": b"\x89PNG"}
    data, warnings = to_figure(BLOCKS[name], suffix, Options())

    assert data.startswith(begins[suffix]) and warnings == ()
    assert to_figure(BLOCKS[name], suffix, Options())[0] == data


def test_an_svg_holds_shapes_alone_and_says_what_it_shows() -> None:
    svg = to_figure(BLOCKS["map"], ".svg", Options())[0].decode()

    assert "<title>Evidence map: certainty by tag</title>" in svg
    assert "Claim 4, MS, Not gradable: 1 study quote" in svg
    assert "data:image/png" not in svg and "data:image/jp" not in svg


def test_a_pdf_holds_words_that_can_be_found() -> None:
    reader = PdfReader(io.BytesIO(to_figure(BLOCKS["matrix"], ".pdf", Options())[0]))
    text = " ".join(reader.pages[0].extract_text().split())

    assert len(reader.pages) == 1
    assert "Serious adverse effects limit prolonged use" in text and "Not stated" in text


@pytest.mark.parametrize("name", BLOCKS)
def test_without_colour_every_shape_is_black_white_or_grey(name: str) -> None:
    svg = to_figure(BLOCKS[name], ".svg", Options(patterns=True))[0].decode()
    inks = set(re.findall(r"#[0-9a-f]{6}", svg))

    def grey(ink: str) -> bool:
        red, green, blue = (int(ink[at : at + 2], 16) for at in (1, 3, 5))
        return max(red, green, blue) - min(red, green, blue) <= 24

    assert inks and all(map(grey, inks)), [ink for ink in inks if not grey(ink)]


def test_a_figure_in_words_names_every_claim() -> None:
    said = spoken(BLOCKS["matrix"])

    assert (
        "Claim 4, Serious adverse effects limit prolonged use: Study of NMO case series contradicts, 1"
        in said
    )
    assert said.count("Claim ") == 11


def test_what_nobody_could_read_is_refused_with_a_way_out() -> None:
    with pytest.raises(ReviewError, match="too many for one figure") as caught:
        drawn_matrix(large(500, 100, 1000))
    assert "CSV" in caught.value.hint
    with pytest.raises(ReviewError, match="no figures of the kind"):
        to_figure(BLOCKS["map"], ".gif", Options())


def test_the_table_has_a_row_for_each_claim() -> None:
    made = matrix(HELD)
    lines = to_matrix_csv(made, arranged(made)).decode("utf-8-sig").splitlines()

    assert len(lines) == 12
    assert lines[0].startswith("Claim,Statement,Tag,NMO case series: Study,")
    assert lines[4].startswith("4,Serious adverse effects limit prolonged use of mitoxantrone.,")
    assert lines[4].endswith(",contradicts 1,supports 1,,,qualifies 1,,Very low,Not gradable,,contradiction")


def test_the_sign_of_a_certainty_and_its_words_stand_in_the_middle_of_their_cell() -> None:
    image = QImage.fromData(to_figure(BLOCKS["matrix"], ".png", Options())[0])
    column = range(image.width() * 84 // 100, image.width() * 86 // 100)  # through the signs of NMO

    def dark(y: int, least: int) -> bool:
        return any(image.pixelColor(x, y).lightness() < least for x in column)

    def is_line(y: int) -> bool:
        return all(image.pixelColor(x, y).lightness() < 235 for x in column)

    lines = [y for y in range(image.height()) if is_line(y)]
    cells = [(above, below) for above, below in itertools.pairwise(lines) if below - above > 60]
    gaps = [
        (inks[0] - above, below - inks[-1])
        for above, below in cells
        if len(inks := [y for y in range(above + 4, below - 3) if dark(y, 128)]) > 1
    ]
    assert len([gap for gap in gaps if sum(gap) < 60]) >= 4
    assert all(abs(above - below) <= 8 for above, below in gaps if above + below < 60), gaps


def test_many_marks_stand_close_and_are_told_by_their_numbers() -> None:
    block = map_block(evidence_map(large(60, 30, 300), most=MOST_MARKS))
    marks = [mark for row in block.rows for cell in row.cells for mark in cell.marks]
    assert len(marks) > DENSE and block.dense and not BLOCKS["map"].dense  # type: ignore[union-attr]
    assert all(len(mark.label) < 30 for mark in marks) and "carry the numbers" in block.notes
    wide, tall = (
        int.from_bytes(to_figure(block, ".png", Options())[0][at : at + 4], "big") for at in (16, 20)
    )
    assert tall < 2 * wide, "twenty tags stand on two pages"
