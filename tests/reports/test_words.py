"""The references of a report: in the style that was chosen, in every format, with what a reader must know."""

from __future__ import annotations

import io
from dataclasses import replace

import docx
import pytest

from reviewer.errors import ReviewError
from reviewer.model import Name, Record, Relation, Snapshot
from reviewer.reports import WRITERS, Options, build
from reviewer.reports.blocks import Listing, Report, Text, plain
from tests.records.test_references import ARTICLE
from tests.reports import sample


def citing(record: Record) -> Snapshot:
    whole = sample.small("One.")
    return replace(whole, documents=(replace(whole.documents[0], record=record),))


def references(report: Report) -> list[str]:
    return [plain(item.run) for block in report.blocks if isinstance(block, Listing) for item in block.items]


def test_references_follow_the_style_that_was_chosen() -> None:
    snapshot = citing(ARTICLE)

    assert any("2014 Jun;12(3):101-9. doi: 10.1000" in each for each in references(build(snapshot)))
    assert any("(2014). Low-dose" in each for each in references(build(snapshot, Options(style="apa"))))
    with pytest.raises(ReviewError, match="no citation style “chicago”"):
        build(snapshot, Options(style="chicago"))


def test_names_of_works_are_in_italics_in_every_format_that_has_them() -> None:
    report = build(citing(ARTICLE), Options(style="ama"))
    parts = [
        part for block in report.blocks if isinstance(block, Listing) for i in block.items for part in i.run
    ]
    word = docx.Document(io.BytesIO(WRITERS[".docx"].render(report)[0]))
    runs = [run for paragraph in word.paragraphs for run in paragraph.runs]

    assert Text("J Test Med", "work") in parts
    assert '<cite class="work">J Test Med</cite>' in WRITERS[".html"].render(report)[0].decode()
    assert "*J Test Med*" in WRITERS[".md"].render(report)[0].decode()
    assert [run.style.name for run in runs if run.text == "J Test Med"] == ["Emphasis"]


def test_a_retraction_stands_beside_the_reference_and_before_the_export() -> None:
    record = replace(ARTICLE, related=(Relation("retraction in", "Lancet. 2020;3:4."),))
    report = build(citing(record))
    typed = build(citing(replace(ARTICLE, publication_types=("Retracted Publication",))))

    assert any(" Retracted. Retraction in: Lancet. 2020;3:4." in each for each in references(report))
    assert any(" Retracted." in each and "Retraction in" not in each for each in references(typed))
    assert "Retracted: source A." in [check.text for check in report.checks if not check.fine]


@pytest.mark.parametrize(
    ("record", "said"),
    [
        (replace(ARTICLE, authors=()), "authors of A"),
        (replace(ARTICLE, issued=None), "date of A"),
        (replace(ARTICLE, title=""), "title of A"),
        (Record("webpage", title="A page", authors=(Name(literal="A"),)), "date of A; address of A"),
        (replace(ARTICLE, type="webpage", url="https://e.org"), "date of the visit of A"),
    ],
)
def test_what_the_source_does_not_say_is_said_before_the_export(record: Record, said: str) -> None:
    told = [check.text for check in build(citing(record)).checks if not check.fine]

    assert f"Not in the source, so not in the references: {said}." in told


def test_a_whole_record_needs_no_remark() -> None:
    report = build(citing(ARTICLE))

    assert not any("references" in check.text for check in report.checks)
    assert not any("not in source" in each for each in references(report))
