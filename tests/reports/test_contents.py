"""Which sections a report holds: chosen, in the chosen order, under their own headings; none is dropped."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.reports import WRITERS, Options, Report, build
from reviewer.reports.blocks import Block, Heading, Paragraph, TitleBlock, Wide, plain
from reviewer.reports.build import SECTIONS, USUAL, contents
from tests.reports import sample

EXAMPLE = sample.example()


def heads(report: Report) -> list[str]:
    """The heading of each section, or the title of the report."""
    return [_head(report.blocks[part.first]) for part in report.parts]


def _head(block: Block) -> str:
    if isinstance(block, Wide):
        return _head(block.blocks[0])
    assert isinstance(block, Heading | TitleBlock)
    return block.text if isinstance(block, Heading) else block.title


def test_sections_stand_in_the_chosen_order() -> None:
    report = build(EXAMPLE, Options(contents=("references", "title", "claims")))

    assert [part.id for part in report.parts] == ["references", "title", "claims"]
    assert heads(report) == ["References", report.title, "Claims in full"]
    assert isinstance(report.blocks[report.parts[1].first], TitleBlock)


def test_a_heading_of_ones_own_replaces_the_usual_one() -> None:
    titles = (("summary", "What we found"), ("profile", "In full"), ("title", "Our review"))
    report = build(EXAMPLE, Options(contents=("title", "summary", "profile"), titles=titles))

    assert heads(report) == ["Our review", "What we found", "In full"]
    assert [part.title for part in report.parts] == ["Our review", "What we found", "In full"]


def test_a_section_this_version_does_not_know_is_said_and_the_rest_is_made() -> None:
    report = build(EXAMPLE, Options(contents=("claims", "hologram", "claims")))

    assert [part.id for part in report.parts] == ["claims"]
    assert any("no such section: “hologram”" in check.text for check in report.checks if not check.fine)


@pytest.mark.parametrize("id", SECTIONS)
def test_each_section_alone_says_what_it_holds_or_that_it_has_nothing(id: str) -> None:
    for snapshot in (EXAMPLE, sample.empty()):
        report = build(snapshot, Options(contents=(id,)))
        (part,) = report.parts
        assert (part.first, part.end) == (0, len(report.blocks))
        if part.holds:
            assert len(report.blocks) > 1 or isinstance(report.blocks[0], TitleBlock | Wide)
        else:
            said = report.blocks[1]
            assert heads(report) == [SECTIONS[id].title]
            assert isinstance(said, Paragraph) and plain(said.run) == SECTIONS[id].nothing


@pytest.mark.parametrize("suffix", WRITERS)
def test_links_to_what_is_left_out_become_plain_words_in_every_format(suffix: str) -> None:
    for id in ("claims", "voices", "summary"):
        report = build(sample.small("One."), Options(contents=(id,)))
        data, _ = WRITERS[suffix].render(report)
        assert data and b"words-1" not in data


@given(st.lists(st.sampled_from([*SECTIONS, "strange", ""])))
def test_parts_cover_all_blocks_once(chosen: list[str]) -> None:
    options = Options(contents=tuple(chosen))
    report = build(sample.empty(), options)

    assert [part.id for part in report.parts] == list(contents(options))
    edges = [part.first for part in report.parts] + [len(report.blocks)]
    assert [part.end for part in report.parts] == edges[1:]
    assert chosen or [part.id for part in report.parts] == list(USUAL)
