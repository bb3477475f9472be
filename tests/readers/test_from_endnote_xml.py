"""EndNote XML: styled text, names, titles by type, numbers that share a field, other programs' dialects."""

from __future__ import annotations

from pathlib import Path

import pytest

from reviewer import readers
from reviewer.model import Name, PartialDate, Record
from reviewer.readers import Input, Parsed, Rejected, from_endnote_xml
from reviewer.readers.endnote_types import type_of

FILE = Path(__file__).resolve().parents[1] / "files" / "readers" / "endnote-xml.xml"


def record_of(inside: str, kind: str = "Journal Article") -> Record:
    head = f'<xml><records><record><ref-type name="{kind}"/><titles><title>T</title></titles>'
    data = f"{head}{inside}</record></records></xml>"
    (item,) = readers.read_bytes(data.encode(), "x.xml")
    assert isinstance(item, Parsed) and item.record
    return item.record


def specimens() -> list[Record]:
    return [item.record for item in readers.read(FILE) if isinstance(item, Parsed) and item.record]


def test_an_article_with_all_its_fields() -> None:
    record = specimens()[0]

    assert record.title == "Effect of CO₂ on Drosophila β-waves & sleep"
    assert record.authors == (
        Name("van der Berg", "Jan P."),
        Name("King", "Martin", suffix="Jr."),
        Name(literal="World Sleep Organization"),
    )
    assert (record.container, record.container_short) == (
        "Journal of Made Sleep Research",
        "J Made Sleep Res",
    )
    assert (record.issued, record.epub) == (PartialDate(2020, 2, 5), PartialDate(2019, 11, 5))
    assert (record.doi, record.pmid, record.pmcid) == ("10.5555/made.2020.1", "90000001", "PMC9000001")
    assert (record.issn, record.url) == ("1234-567X", "https://example.org/made/1")
    assert record.keywords == ("Sleep", "Flies", "Carbon dioxide")
    assert record.notes == ("First note.\nSecond line.", "Include?")


def test_chapter_thesis_and_report() -> None:
    _, chapter, thesis, report = specimens()

    assert chapter.title == "A chapter on flies that sleep"
    assert (chapter.container, chapter.collection) == ("The Book of Flies", "Insects in Review")
    assert (chapter.editors, chapter.pages) == ((Name("Editor", "Eddie"),), "10-20")
    assert (thesis.type, thesis.pages, thesis.publisher) == ("thesis", "", "University of Made")
    assert (report.type, report.number, report.url) == ("report", "TR-7", "www.example.org/report")


def test_a_record_that_says_nothing_is_set_aside() -> None:
    last = list(readers.read(FILE))[-1]

    assert isinstance(last, Rejected)
    assert (last.number, last.line) == (5, 49)
    assert last.raw.startswith("<record><rec-number>5")


@pytest.mark.parametrize(
    ("year", "day", "expected"),
    [
        ("1937", "Jan", PartialDate(1937, 1)),
        ("2012", "March 13, 2012", PartialDate(2012, 3, 13)),
        ("2012", "2012/03/13", PartialDate(2012, 3, 13)),
        ("2012", "2012-03", PartialDate(2012, 3)),
        ("2012", "Spring", PartialDate(2012)),
        ("", "Oct 2011", PartialDate(2011, 10)),
        ("2013", "Epub 2012 Dec 3", PartialDate(2013)),
        ("in press", "", None),
    ],
)
def test_dates(year: str, day: str, expected: PartialDate | None) -> None:
    dates = f"<dates><year>{year}</year><pub-dates><date>{day}</date></pub-dates></dates>"

    assert record_of(dates).issued == expected


def test_types_go_by_name_and_then_by_number() -> None:
    assert type_of("Report", "10") == "report"
    assert type_of("", "47") == "paper-conference"
    assert type_of("Unheard Of", "99") == "document"


@pytest.mark.parametrize(
    ("isbn", "kind", "expected"),
    [
        ("0012-9658", "Journal Article", ("0012-9658", "")),
        ("00129658 12345678", "Journal Article", ("0012-9658", "")),
        ("9783161484100 (hbk.); 316148410X", "Book", ("", "9783161484100")),
        ("0302-9743 978-3-16-148410-0", "Conference Proceedings", ("0302-9743", "9783161484100")),
    ],
)
def test_one_field_of_issn_and_isbn(isbn: str, kind: str, expected: tuple[str, str]) -> None:
    record = record_of(f"<isbn>{isbn}</isbn>", kind)

    assert (record.issn, record.isbn) == expected


def test_numbers_of_patents_stand_where_isbns_do() -> None:
    assert record_of("<isbn>WO2011US30214</isbn>", "Patent").number == "WO2011US30214"


def test_ids_hidden_in_notes_and_addresses() -> None:
    record = record_of(
        "<notes>PMID: 1234567&#13;doi: 10.5555/ABC</notes><urls><related-urls>"
        "<url>https://www.ncbi.nlm.nih.gov/pmc/articles/PMC765432/</url></related-urls></urls>"
    )

    assert (record.pmid, record.doi, record.pmcid) == ("1234567", "10.5555/abc", "PMC765432")


def test_two_authors_may_have_one_name_and_keywords_are_told_once() -> None:
    record = record_of(
        "<contributors><authors><author>Wang, Y.</author><author>Wang, Y.</author></authors></contributors>"
        "<keywords><keyword>a &amp;amp; b; c</keyword><keyword>c</keyword></keywords>"
    )

    assert record.authors == (Name("Wang", "Y."), Name("Wang", "Y."))
    assert record.keywords == ("a & b", "c")


def test_a_number_of_another_database_is_no_pmid() -> None:
    inside = "<accession-num>12345678</accession-num><remote-database-name>Embase</remote-database-name>"

    assert record_of(inside).pmid == ""


def test_records_without_the_elements_around() -> None:
    data = b"""<?xml version="1.0"?><xml><record><ref-type name="Journal Article">17</ref-type>
    <title>A title</title><authors>Doe, Jane; Roe, Richard</authors><year>2020</year>
    <url>https://example.org</url></record></xml>"""
    (item,) = readers.read_bytes(data, "x.xml")

    assert isinstance(item, Parsed) and item.record
    assert item.record.authors == (Name("Doe", "Jane"), Name("Roe", "Richard"))
    assert (item.record.title, item.record.url) == ("A title", "https://example.org")


def test_what_is_said_to_be_a_book_but_stands_in_an_issue_of_a_journal() -> None:
    inside = (
        "<periodical><full-title>Foot</full-title></periodical><volume>18</volume><number>1</number>"
        "<isbn>{}</isbn>"
    )
    part, whole = (record_of(inside.format(number), "Book") for number in ("0012-9658", "9781138065123"))

    assert (part.type, part.container, part.issue, part.collection) == ("book", "Foot", "1", "")
    assert (whole.container, whole.issue, whole.collection) == ("", "", "Foot")


def test_other_xml_is_not_taken_for_endnote() -> None:
    assert from_endnote_xml.sniff(Input.of_bytes(b"<records><record><leader/></record>", "x.xml")) == 0
    assert from_endnote_xml.sniff(Input.of_path(FILE)) == 2


def test_several_people_in_one_element_are_told_apart() -> None:
    author = b"<contributors><authors><author>Smith JA, Jones KB</author></authors></contributors>"
    data = (
        b"<xml><records><record>"
        + author
        + b"<titles><title>A title</title></titles></record></records></xml>"
    )
    (item,) = readers.read_bytes(data, "a.xml")
    assert isinstance(item, Parsed) and item.record
    assert item.record.authors == (Name("Smith", "JA"), Name("Jones", "KB"))
