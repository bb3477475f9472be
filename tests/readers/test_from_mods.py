"""MODS: titles in parts, names with roles, hosts and series, dates as libraries write them."""

from __future__ import annotations

from pathlib import Path

import pytest

from reviewer import readers
from reviewer.model import Name, PartialDate, Record
from reviewer.readers import Input, Parsed, from_mods

FILE = Path(__file__).resolve().parents[1] / "files" / "readers" / "mods.mods"
ARTICLE = "article-journal"


def record_of(inside: str, title: str = "<titleInfo><title>T</title></titleInfo>") -> Record:
    data = f'<mods xmlns="http://www.loc.gov/mods/v3">{title}{inside}</mods>'
    (item,) = readers.read_bytes(data.encode(), "x.xml")
    assert isinstance(item, Parsed) and item.record
    return item.record


def specimens() -> list[Record]:
    return [item.record for item in readers.read(FILE) if isinstance(item, Parsed) and item.record]


def test_an_article_with_all_its_fields() -> None:
    record = specimens()[0]

    assert (record.type, record.title) == ("article-journal", "The sleep of flies: an experiment")
    assert record.authors == (
        Name("Müller", "Anna B.", suffix="Jr."),
        Name(literal="Made Agency. Sleep Office"),
        Name("Writer", "Wanda"),
    )
    assert (record.container, record.container_short) == ("Journal of Made Sleep", "J Made Sleep")
    assert (record.volume, record.issue, record.pages) == ("30", "2", "197-205")
    assert (record.issued, record.publisher, record.place) == (PartialDate(2003, 5), "Made Press", "Oxford")
    assert (record.doi, record.issn, record.isbn) == ("10.5555/made.2003", "1234-5678", "")
    assert (record.url, record.keywords) == ("https://example.org/fly", ("Flies", "Sleep"))
    assert ("name (illustrator)", "P Painter") in record.extra


def test_a_chapter_in_a_book_in_a_series_and_a_thesis() -> None:
    _, chapter, thesis = specimens()

    assert (chapter.type, chapter.container, chapter.collection) == (
        "chapter",
        "The book of flies",
        "Insects",
    )
    assert (chapter.editors, chapter.isbn, chapter.pages) == ((Name("Editor", "E"),), "316148410X", "7-9")
    assert chapter.issued == PartialDate(2001)
    assert (thesis.type, thesis.publisher) == ("thesis", "University of Made")
    assert thesis.issued == PartialDate(2011, 6, 30)


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("<dateIssued>c1999.</dateIssued>", PartialDate(1999)),
        ("<dateIssued>[2001?]</dateIssued>", PartialDate(2001)),
        ("<dateIssued encoding='iso8601'>20030512</dateIssued>", PartialDate(2003, 5, 12)),
        (
            "<dateIssued>2003</dateIssued><dateIssued encoding='w3cdtf'>2003-05</dateIssued>",
            PartialDate(2003, 5),
        ),
        ("<dateCreated>1950</dateCreated><copyrightDate>1960</copyrightDate>", PartialDate(1960)),
        ("<dateCaptured>2010</dateCaptured>", None),
    ],
)
def test_dates(date: str, expected: PartialDate | None) -> None:
    assert record_of(f"<originInfo>{date}</originInfo>").issued == expected


@pytest.mark.parametrize(
    ("inside", "kind"),
    [
        ("<genre authority='local'>journalArticle</genre>", "article-journal"),
        ("<genre authority='marcgt'>book</genre>", "book"),
        ("<genre>Masters thesis</genre>", "thesis"),
        ("<genre>conference publication</genre><relatedItem type='host'/>", "paper-conference"),
        ("<relatedItem type='host'><genre>newspaper</genre></relatedItem>", "article-newspaper"),
        ("<relatedItem type='host'><part><detail type='issue'>3</detail></part></relatedItem>", ARTICLE),
        ("<relatedItem type='host'/>", "chapter"),
        ("<originInfo><issuance>monographic</issuance></originInfo>", "book"),
        ("<typeOfResource>cartographic</typeOfResource>", "map"),
        ("<genre>Web site</genre>", "webpage"),
        ("", "document"),
    ],
)  # fmt: skip
def test_types(inside: str, kind: str) -> None:
    assert record_of(inside).type == kind


def test_prefixes_declared_around_the_records_or_nowhere() -> None:
    record = "<m:mods><m:titleInfo><m:title xlink:href='x'>A</m:title></m:titleInfo></m:mods>"
    declared = "xmlns:m='http://www.loc.gov/mods/v3' xmlns:xlink='http://www.w3.org/1999/xlink'"
    for head in (f"<m:modsCollection {declared}>", "<m:modsCollection>"):
        (item,) = readers.read_bytes(f"{head}{record}</m:modsCollection>".encode(), "x.xml")
        assert isinstance(item, Parsed) and item.record
        assert item.record.title == "A"


def test_names_that_are_not_in_parts() -> None:
    inside = "<name type='personal'><namePart>Alleman, Tillie Pierce [1848-1914]</namePart></name>"

    assert record_of(inside).authors == (Name("Alleman", "Tillie Pierce"),)


def test_other_xml_is_not_taken_for_mods() -> None:
    assert from_mods.sniff(Input.of_bytes(b"<html>", "x.xml")) == 0
    assert from_mods.sniff(Input.of_bytes(b"<oai><mods xmlns='http://www.loc.gov/mods/v3'>", "x.xml")) == 1
