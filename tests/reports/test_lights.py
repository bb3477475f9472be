"""Judgements across studies: what a person judged, in colour and without, on as many pages as it takes."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import pytest
from pypdf import PdfReader

from reviewer.appraisal.instrument import Form
from reviewer.appraisal.instruments import instruments
from reviewer.errors import ReviewError
from reviewer.model import Answer, Snapshot, Span
from reviewer.reports import build, to_pdf
from reviewer.reports.blocks import BarsBlock, Light, LightsBlock, Options, Paragraph, Table, plain
from reviewer.reports.index import Index
from reviewer.reports.lights import MOST_ROWS, across, bars, lights
from reviewer.reports.to_figure import spoken, to_figure
from tests.reports.made_appraisals import made

CHECKLISTS = [each.id for each in instruments().values() if each.form is Form.CHECKLIST]


def drawn(snapshot: Snapshot) -> LightsBlock:
    index = Index(snapshot, Options())
    (found,) = across(index)
    return lights(index, found)


@pytest.mark.parametrize("form", CHECKLISTS)
def test_every_checklist_can_be_drawn_across_studies(form: str) -> None:
    block = drawn(made(form, 6))
    assert len(block.rows) == 6 and all(len(row.lights) == len(block.columns) for row in block.rows)
    for figure in (block, bars(block)):
        svg, warnings = to_figure(figure, ".svg", Options())
        assert svg.startswith(b"<svg") and warnings == () and b"<title>" in svg
        assert to_figure(figure, ".svg", Options())[0] == svg


def test_bars_add_up_to_the_studies() -> None:
    block = drawn(made("robins-i", 30))
    added = bars(block)
    assert [bar.label for bar in added.bars][0] == "D1 Confounding"
    assert all(sum(count for _, count in bar.parts) == added.total == 30 for bar in added.bars)
    first = [row.lights[0] for row in block.rows]
    assert added.bars[0].parts == tuple((light, first.count(light)) for light in block.key)


def test_domains_stand_in_columns_and_questions_do_not() -> None:
    assert [each.name for each in drawn(made("rob-2", 2)).columns] == [
        "D1",
        "D2",
        "D3",
        "D4",
        "D5",
        "Overall",
    ]
    assert [each.name for each in drawn(made("quadas-2", 2)).columns] == [
        "R1", "A1", "R2", "A2", "R3", "A3", "R4", "Overall",
    ]  # fmt: skip
    assert [each.name for each in drawn(made("nos-cohort", 2)).columns] == [
        "Selection", "Comparability", "Outcome", "Overall",
    ]  # fmt: skip
    assert len(drawn(made("jbi-case-series", 2)).columns) == 11


def test_what_is_only_proposed_is_not_shown() -> None:
    low = {"1.1": Answer("y"), "1.2": Answer("y"), "1.3": Answer("n")}
    one = made("rob-2", 1)
    (given,) = one.appraisals
    row = drawn(replace(one, appraisals=(replace(given, answers=low, judgement=""),))).rows[0]
    assert row.lights == (Light("none", "Not judged"),) * 6
    judged = {**low, "D1": Answer("high", "Because.")}
    row = drawn(replace(one, appraisals=(replace(given, answers=judged, judgement=""),))).rows[0]
    assert row.lights[0] == Light("bad", "High")


@pytest.mark.parametrize("form", ["rob-2", "robins-i"])
def test_without_colour_the_signs_are_black_white_or_grey(form: str) -> None:
    block = drawn(made(form, 8))
    for figure in (block, bars(block)):
        svg = to_figure(figure, ".svg", Options(patterns=True))[0].decode()
        inks = {
            tuple(int(ink[at : at + 2], 16) for at in (1, 3, 5)) for ink in re.findall(r"#[0-9a-f]{6}", svg)
        }
        assert inks and all(max(ink) - min(ink) <= 24 for ink in inks)


def test_a_figure_says_in_words_what_it_shows() -> None:
    block = drawn(made("rob-2", 2))
    words = ", ".join(
        f"{c.name} {light.word}" for c, light in zip(block.columns, block.rows[0].lights, strict=True)
    )
    assert spoken(block).startswith(f"A  Study 1: {words}; B  Study 2: ")
    assert spoken(bars(block)).startswith("D1 Randomisation: ")


def test_a_hundred_studies_go_over_pages_under_their_headings() -> None:
    snapshot = made("jbi-case-series", 100)
    report = build(snapshot)
    (block,) = (each for each in report.blocks if isinstance(each, LightsBlock))
    assert len(block.rows) == 100 and any(isinstance(each, BarsBlock) for each in report.blocks)
    alone = replace(report, blocks=(report.blocks[0], block, bars(block)))
    pdf, warnings = to_pdf.to_pdf(alone)
    pages = [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf)).pages]
    with_rows = [page for page in pages if "Study " in page]
    assert warnings == () and len(with_rows) > 1
    assert all("Overall" in page for page in with_rows), "the heads of the columns stand on every page"
    assert "Study 1" in pages[0] + pages[1] and "Study 100" in " ".join(pages)


def test_one_study_needs_no_figure_and_too_many_are_refused() -> None:
    assert not [each for each in build(made("rob-2", 1)).blocks if isinstance(each, LightsBlock)]
    with pytest.raises(ReviewError, match="too many for one figure"):
        drawn(made("aacods", MOST_ROWS + 1))
    assert [each for each in build(made("aacods", MOST_ROWS + 1)).blocks if isinstance(each, LightsBlock)]


# ------------------------------------------------------------------ the table of one appraisal


def table(snapshot: Snapshot) -> tuple[dict[str, tuple[str, str]], str, str]:
    """Return answers with reasons by item, the lines about what was not asked, and the line below."""
    report = build(snapshot)
    at = next(
        n
        for n, each in enumerate(report.blocks)
        if isinstance(each, Table) and each.columns[1].title == "Item"
    )
    found, below = report.blocks[at], report.blocks[at + 1]
    assert isinstance(found, Table) and isinstance(below, Paragraph)
    rows = [[plain(cell) for cell in row.cells] for row in found.rows if not row.group]
    left_out = " ".join(row[1] for row in rows if row[1].startswith("Not asked"))
    return {row[0]: (row[2], row[3]) for row in rows}, left_out, plain(below.run)


def test_what_was_not_asked_is_not_called_not_answered() -> None:
    one = made("rob-2", 1)
    answers = {
        "effect": Answer("assignment"), "1.1": Answer("y"), "1.2": Answer("y"), "1.3": Answer("n"),
        "2.1": Answer("n"), "2.2": Answer("n"), "2.3": Answer("y"), "2.6": Answer("y"),
        "D1": Answer("high", "Envelopes were opened."), "D2": Answer("low"),
    }  # fmt: skip
    given = replace(one.appraisals[0], answers=answers, judgement="high", despite="It was hidden.")
    rows, left_out, below = table(replace(one, appraisals=(given,)))

    assert "2.3, 2.4, 2.5, 2.7, 2.3A, 2.4A, 2.5A, 2.6A" in left_out and "2.3" not in rows
    assert rows["3.1"] == ("not answered", "") and rows["D3"] == ("not judged", "")
    assert rows["D1"] == ("High", "Envelopes were opened. The rules give Low.")
    assert rows["D2"] == ("Low", "")
    assert "1 low, 1 high, 3 not judged. Overall: High." in below
    assert "Used although it does not fit the design: It was hidden." in below
    assert "proposed" not in below


def test_words_that_show_an_answer_are_printed_with_their_place() -> None:
    one = made("rob-2", 1)
    words = Answer("y", "Said.", words=(Span(1, 0, 4, "Some"),))
    given = replace(one.appraisals[0], answers={"1.1": words})
    rows, _, _ = table(replace(one, appraisals=(given,)))
    assert rows["1.1"] == ("Y", "Said. “Some” (0–4)")


def test_a_long_answer_without_a_sign_stands_in_its_column_by_its_initials() -> None:
    block = drawn(made("jbi-case-series", 9))
    shown = {(light.word, light.short) for row in block.rows for light in row.lights[:-1]}
    assert ("Not applicable", "NA") in shown and ("Unclear", "") in shown
    assert {light.short for row in block.rows for light in row.lights[-1:]} == {""}, "there is room for it"
    assert [light.short for light in block.key if light.word == "Not applicable"] == ["NA"]


def test_stars_of_a_section_have_no_bar_and_what_says_itself_twice_is_said_once() -> None:
    assert [bar.label for bar in bars(drawn(made("nos-cohort", 6))).bars] == ["Overall"]
    labels = [bar.label for bar in bars(drawn(made("aacods", 6))).bars]
    assert labels[:2] == ["Authority", "Accuracy"] and labels[-1] == "Overall"
