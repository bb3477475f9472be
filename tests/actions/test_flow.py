"""The flow counted from what was really done in a library: imports, records set aside, decisions."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from reviewer import library
from reviewer.actions import decisions, duplicates, flow, history, importing
from reviewer.errors import ReviewError
from reviewer.library import Library
from reviewer.library.flow import stated
from reviewer.library.snapshots import snapshot
from reviewer.model.flow import Channel, Origin
from reviewer.model.screening import Retrieval, Stage, Verdict
from reviewer.reports.blocks import FlowBlock
from reviewer.reports.build import build
from reviewer.synthesis.flow import faults
from tests.made_screening import as_person, reason, screenable
from tests.two_people import ANN, BEN

PAGE = "<html><head><title>A blog</title></head><body><article><p>{}</p></article></body></html>"


@pytest.fixture
def lib(tmp_path: Path) -> Library:
    return library.open(screenable(tmp_path / "review.reviewlib"), ANN)


def decide_all(lib: Library) -> None:
    """Exclude 1 to 5, seek 6 to 8, never get 8, exclude 7 in full, include 6."""
    decisions.decide(lib, [1, 2, 3, 4, 5], Verdict.EXCLUDE, reason=reason(lib))
    decisions.decide(lib, [6, 7, 8], Verdict.INCLUDE)
    decisions.retrieve(lib, [8], Retrieval.NOT_RETRIEVED)
    decisions.decide(lib, [6], Verdict.INCLUDE, stage=Stage.FULL_TEXT)
    decisions.decide(lib, [7], Verdict.EXCLUDE, stage=Stage.FULL_TEXT, reason=reason(lib, 2))


def test_nothing_decided_refuses_and_says_which_box(lib: Library) -> None:
    with pytest.raises(ReviewError, match=r"Records screened: 8 with no decision on title and abstract"):
        flow.drawn(lib)


def test_the_flow_follows_every_event(lib: Library, tmp_path: Path) -> None:
    decide_all(lib)
    column = flow.counted(lib).indexes
    assert (column.records, column.screened, column.excluded) == (8, 8, 5)
    assert (column.sought, column.not_retrieved, column.assessed, column.included) == (3, 1, 2, 1)
    assert [count for _, count in column.reasons] == [1]

    again = tmp_path / "again.ris"
    again.write_bytes((tmp_path / "review.ris").read_bytes() + b"TY  - JOUR\nTI  - New one\nER  - \n")
    importing.import_files(lib, [again])
    duplicates.join(lib, [6, 9], 6)
    column = flow.counted(lib).indexes
    assert (column.records, column.duplicates, column.screened) == (17, 9, 8)
    history.undo(lib)
    assert [each.count for each in flow.counted(lib).open] == [1]


def test_the_same_file_named_again_is_not_identified_twice(lib: Library, tmp_path: Path) -> None:
    importing.import_files(lib, [tmp_path / "review.ris"])
    assert flow.counted(lib).indexes.records == 8


def test_another_file_that_holds_nothing_new_is_counted_and_removed(lib: Library, tmp_path: Path) -> None:
    other = tmp_path / "embase.ris"
    other.write_bytes(b"\n" + (tmp_path / "review.ris").read_bytes())
    importing.import_files(lib, [other])
    column = flow.counted(lib).indexes
    assert (column.records, column.duplicates) == (16, 8)
    assert ("embase.ris", Channel.DATABASE, 8) in column.identified


def test_a_web_page_is_in_the_column_of_other_methods(lib: Library, tmp_path: Path) -> None:
    page = tmp_path / "blog.html"
    page.write_text(PAGE.format("I took it for a year and it helped me more than anything before. " * 9))
    importing.import_files(lib, [page])
    found = flow.counted(lib)
    assert found.others.identified == (("", Channel.WEBSITE, 1),)
    assert (found.indexes.records, faults(found)[0][:16]) == (8, "Reports included")


def test_where_a_file_was_found_can_be_said_and_taken_back(lib: Library) -> None:
    flow.say_found(lib, 1, Channel.REGISTER, "  ISRCTN \n registry ")
    assert flow.sources(lib)[0].origin == Origin(Channel.REGISTER, "ISRCTN registry", said=True)
    assert flow.counted(lib).indexes.identified == (("ISRCTN registry", Channel.REGISTER, 8),)
    flow.unsay_found(lib, 1)
    assert flow.sources(lib)[0].origin == Origin(Channel.DATABASE, "review.ris")
    history.undo(lib)
    history.undo(lib)
    assert not flow.sources(lib)[0].origin.said
    with pytest.raises(ReviewError, match="There is no file 7"):
        flow.say_found(lib, 7, Channel.OTHER)
    with pytest.raises(ReviewError, match="more than 120 characters"):
        flow.say_found(lib, 1, Channel.OTHER, "x" * 121)


@pytest.mark.parametrize(
    ("told", "origin"),
    [
        (("ris", "a/b/export.ris", "Embase"), Origin(Channel.DATABASE, "Embase")),
        (("ris", "C:\\lists\\export.ris"), Origin(Channel.DATABASE, "export.ris")),
        (("nbib", "x.nbib"), Origin(Channel.DATABASE, "PubMed")),
        (("csv", "x.csv", "ClinicalTrials.gov"), Origin(Channel.REGISTER, "ClinicalTrials.gov")),
        (("html", "x.html"), Origin(Channel.WEBSITE)),
        (("text", "x.txt", "", "post-weblog"), Origin(Channel.WEBSITE)),
        (("text", "x.txt", "", "article-journal", "123"), Origin(Channel.DATABASE, "PubMed")),
        (("text", "x.txt", "", "article-journal", "", True), Origin(Channel.DATABASE, "")),
        (("pdf", "x.pdf", "", "article-journal", "123"), Origin(Channel.OTHER)),
    ],
)
def test_what_a_file_tells_of_where_it_was_found(told: tuple[str, ...], origin: Origin) -> None:
    assert stated(*told) == origin  # type: ignore[arg-type]


def test_hidden_decisions_of_another_do_not_count(tmp_path: Path) -> None:
    path = screenable(tmp_path / "two.reviewlib")
    with as_person(path, BEN) as lib:
        decide_all(lib)
        assert flow.counted(lib).whole
    with as_person(path, ANN) as lib:
        assert [(each.count, each.query) for each in flow.counted(lib).open] == [(8, "decision:undecided")]
        decisions.decide(lib, list(range(1, 9)), Verdict.INCLUDE)
        conflicts = next(each for each in flow.counted(lib).open if each.query == "decision:conflict")
        assert conflicts.count == 5


def test_the_report_holds_the_flow_once_it_adds_up(lib: Library) -> None:
    def flows() -> list[FlowBlock]:
        return [block for block in build(snapshot(lib)).blocks if isinstance(block, FlowBlock)]

    def told() -> list[str]:
        return [check.text for check in build(snapshot(lib)).checks if "flow of records" in check.text]

    assert not flows()
    assert not told()
    decisions.decide(lib, [1], Verdict.EXCLUDE, reason=reason(lib))
    assert not flows()
    assert "7 with no decision on title and abstract" in told()[0]
    decide_all(lib)
    assert [block.included.count for block in flows()] == [1]
    assert not told()


@pytest.mark.parametrize("suffix", [".svg", ".pdf", ".png"])
def test_the_figure_is_written_and_says_its_boxes(lib: Library, tmp_path: Path, suffix: str) -> None:
    decide_all(lib)
    done = flow.export_flow(lib, tmp_path / f"flow{suffix}")
    data = done.path.read_bytes()
    assert len(data) == done.bytes
    if suffix == ".svg":
        assert b"Records screened 8; Records excluded 5" in data
    with pytest.raises(ReviewError, match="draws no figures"):
        flow.export_flow(lib, tmp_path / "flow.gif")


def test_words_of_users_stay_words(lib: Library, tmp_path: Path) -> None:
    decide_all(lib)
    flow.say_found(lib, 1, Channel.DATABASE, '#panic("x") *b* $1$ <tag> \\ "')
    with closing(lib):
        data = flow.export_flow(lib, tmp_path / "flow.svg").path.read_bytes()
    assert b"#panic(&quot;x&quot;)" in data
