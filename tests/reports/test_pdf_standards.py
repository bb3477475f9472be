"""The PDF holds what archives (PDF/A-2a, ISO 19005-2) and screen readers (PDF/UA-1, ISO 14289-1) ask for.

Typst refuses to write the marks where it sees that a rule is broken. Here others look: pdfua, which checks
the rules on tags that it knows (16 of 106), and what of the rules for archives the objects of the file tell.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pdfua
import pytest
from pypdf import PdfReader

from reviewer.reports import Options, build, to_pdf
from tests.reports import made_appraisals, sample

SCRIPTS = "Rates fell. العلاج ساعدني (EDSS 3.5). התרופה עזרה לי. 药 薬 약 रोगी ผู้ป่วย 👍🏽"
MADE = {
    "example": lambda: build(sample.example()),
    "patterns": lambda: build(sample.example(), Options(patterns=True, paper="letter")),
    "scripts": lambda: build(sample.small(SCRIPTS, words=SCRIPTS)),
    "appraisals": lambda: build(made_appraisals.made("rob-2", 4)),
    "empty": lambda: build(sample.empty()),
}
PRINTED = 4
"""The flag of an annotation that is printed (ISO 32000-1, table 165)."""


@pytest.fixture(scope="module", params=list(MADE))
def data(request: pytest.FixtureRequest) -> bytes:
    made, warnings = to_pdf.to_pdf(MADE[request.param]())
    assert not any("not marked" in warning for warning in warnings)
    return made


@pytest.fixture(scope="module")
def reader(data: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(data))


def objects(reader: PdfReader) -> Iterator[dict[str, Any]]:
    """Yield every dictionary of a file, those of streams too."""
    for number in range(1, int(reader.trailer["/Size"])):
        held = reader.get_object(number)
        if isinstance(held, dict):
            yield held


STATED = {
    (True, True): {"<pdfaid:part>2<", "<pdfaid:conformance>A<", "<pdfuaid:part>1<"},
    (True, False): {"<pdfaid:part>2<", "<pdfaid:conformance>U<"},
    (False, True): {"<pdfuaid:part>1<"},
    (False, False): set(),
}


@pytest.mark.parametrize(("archival", "tagged"), list(STATED))
def test_a_file_is_made_to_the_standards_that_were_chosen(archival: bool, tagged: bool) -> None:
    report = build(sample.example(), Options(archival=archival, tagged=tagged))
    made, warnings = to_pdf.to_pdf(report)
    root = PdfReader(io.BytesIO(made)).trailer["/Root"]

    told = root["/Metadata"].get_data().decode() if "/Metadata" in root else ""
    assert {mark for marks in STATED.values() for mark in marks if mark in told} == STATED[archival, tagged]
    assert ("/StructTreeRoot" in root) == tagged and warnings == ()
    assert report.manifest.options["archival"] is archival and report.manifest.options["tagged"] is tagged


def test_a_validator_of_tags_finds_nothing(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(data)
    looked = pdfua.validate(str(path))

    assert [(each.rule_id, each.message) for each in looked.findings] == []
    # It cannot read headings whose attributes are a list; those are looked at below.
    assert {each.rule_id for each in looked.skipped} <= {"UA-14-001"}


def test_headings_go_down_by_single_steps_and_none_is_empty(reader: PdfReader) -> None:
    tagged = [each for each in objects(reader) if str(each.get("/S", "")) in ("/H1", "/H2", "/H3")]

    assert all(each.get("/K") is not None for each in tagged)
    levels = [0, *_levels(reader.outline, 1)]
    assert all(after - before <= 1 for before, after in zip(levels, levels[1:], strict=False))


def _levels(entries: Any, level: int) -> Iterator[int]:
    for entry in entries:
        if isinstance(entry, list):
            yield from _levels(entry, level + 1)
        else:
            assert str(entry.title).strip()
            yield level


def test_it_says_what_it_is_and_needs_nothing_from_elsewhere(reader: PdfReader) -> None:
    root = reader.trailer["/Root"]
    told = root["/Metadata"].get_data().decode()

    assert "/Filter" not in root["/Metadata"].get_object()
    for mark in ("<pdfaid:part>2<", "<pdfaid:conformance>A<", "<pdfuaid:part>1<"):
        assert mark in told
    assert root["/MarkInfo"]["/Marked"] and root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert "/Encrypt" not in reader.trailer and len(reader.trailer["/ID"]) == 2
    (intent,) = root["/OutputIntents"]
    assert intent["/S"] == "/GTS_PDFA1" and intent["/DestOutputProfile"].get_object()
    never = {"/AA", "/OpenAction", "/JS", "/EF", "/EmbeddedFiles", "/XFA", "/TR", "/Launch", "/URI"}
    assert not any(never & set(each) for each in objects(reader))


def test_every_letter_has_its_shape_and_its_meaning_inside(reader: PdfReader) -> None:
    held = list(objects(reader))
    described = [each for each in held if each.get("/Type") == "/FontDescriptor"]
    whole = [each for each in held if each.get("/Type") == "/Font" and each.get("/Subtype") == "/Type0"]

    assert described and whole
    assert all({"/FontFile2", "/FontFile3"} & set(each) for each in described)
    assert all("/ToUnicode" in each for each in whole)


def test_every_link_is_printed_and_says_where_it_leads(reader: PdfReader) -> None:
    marks = [each for each in objects(reader) if each.get("/Subtype") == "/Link"]

    assert all(each["/F"] & PRINTED and str(each["/Contents"]).strip() for each in marks)
