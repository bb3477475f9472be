"""Tall figures in a Word document: in parts that can be read, each row in one of them."""

from __future__ import annotations

import pytest

from reviewer.reports.blocks import LightsBlock, MapBlock, MatrixBlock, Options
from reviewer.reports.figures import map_block, matrix_block
from reviewer.reports.index import Index
from reviewer.reports.lights import across, bars, lights
from reviewer.reports.to_figure import to_figure
from reviewer.reports.word.pictures import pages, parted
from reviewer.synthesis.arranging import arranged
from reviewer.synthesis.evidence_map import evidence_map
from reviewer.synthesis.holdings import of_snapshot
from reviewer.synthesis.matrix import matrix
from tests.reports import sample
from tests.reports.made_appraisals import made

HELD = of_snapshot(sample.example(), sample.PERSON)


def lights_of(count: int) -> LightsBlock:
    index = Index(made("rob-2", count), Options())
    return lights(index, across(index)[0])


def size(wide: int, tall: int) -> bytes:
    return bytes(16) + wide.to_bytes(4, "big") + tall.to_bytes(4, "big")


@pytest.mark.parametrize(("tall", "count"), [(300, 1), (1_000, 1), (1_110, 1), (1_200, 2), (5_500, 6)])
def test_a_figure_little_taller_than_a_page_is_made_smaller_and_any_other_parted(
    tall: int, count: int
) -> None:
    assert pages(size(1_000, tall), 1.0) == count


def test_many_lights_stand_on_several_pages_with_every_row_once() -> None:
    block = lights_of(90)
    several = parted(block, pages(to_figure(block, ".png", Options())[0], 0.7))
    assert len(several) > 1
    rows = [row for each in several if isinstance(each, LightsBlock) for row in each.rows]
    assert tuple(rows) == block.rows
    assert all(pages(to_figure(each, ".png", Options())[0], 0.7) == 1 for each in several)


def test_the_notes_of_a_map_stand_below_its_last_part() -> None:
    block = map_block(evidence_map(HELD))
    first, *_, last = [each for each in parted(block, 3) if isinstance(each, MapBlock)]
    assert first.notes == "" and last.notes == block.notes


def test_each_part_of_a_matrix_begins_with_its_title() -> None:
    made_of = matrix(HELD)
    block = matrix_block(made_of, arranged(made_of))
    several = [each for each in parted(block, 4) if isinstance(each, MatrixBlock)]
    assert len(several) == 4 and all(each.lines[0].group for each in several)
    assert sum(not line.group for each in several for line in each.lines) == 11


def test_what_has_no_rows_stays_whole() -> None:
    block = bars(lights_of(3))
    assert parted(block, 5) == [block]
