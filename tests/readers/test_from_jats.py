"""JATS: facts in front of an article, its abstract in sections, its full text behind."""

from __future__ import annotations

from pathlib import Path

import pytest

from reviewer import readers
from reviewer.model import Kind, Name, PartialDate, Record
from reviewer.readers import Input, Parsed, from_jats

FILE = Path(__file__).resolve().parents[1] / "files" / "readers" / "jats.nxml"


def record_of(meta: str) -> Record:
    title = "<title-group><article-title>T</article-title></title-group>"
    data = f"<article><front><article-meta>{title}{meta}</article-meta></front></article>"
    (item,) = readers.read_bytes(data.encode(), "x.xml")
    assert isinstance(item, Parsed) and item.record
    return item.record


def test_an_article_with_all_its_fields() -> None:
    (item,) = readers.read(FILE)
    assert isinstance(item, Parsed) and item.record
    record = item.record

    assert record.title == "Sleep of Drosophila in CO₂: an experiment"
    assert record.authors == (Name("van der Berg", "Jan", suffix="Jr"), Name(literal="Made Sleep Group"))
    assert record.editors == (Name("Editor", "Eddie"),)
    assert (record.issued, record.pages) == (PartialDate(2020, 11, 5), "e205")
    assert (record.doi, record.pmid, record.pmcid) == ("10.5555/made.2020.1", "90000001", "PMC9000001")
    assert (record.container, record.issn, record.publisher) == (
        "Journal of Made Sleep",
        "1234-5678",
        "Made Press",
    )
    assert ("Reference", "Other A. Flies. 2001.") in record.extra


def test_the_full_text_is_the_body() -> None:
    (item,) = readers.read(FILE)
    assert isinstance(item, Parsed)
    said = {part.kind: item.text[part.start : part.end] for part in item.stated}

    assert said[Kind.ABSTRACT] == "Background: Flies sleep.\nMethods: We watched n = 5.\nAll night."
    assert said[Kind.BODY] == "Introduction\n\nFlies are small [1].\n\nResults\n\nHours\n\na | 3"


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        ("<pub-date pub-type='epub'><year>2019</year></pub-date>", PartialDate(2019)),
        (
            "<pub-date pub-type='epub'><year>2019</year></pub-date>"
            "<pub-date pub-type='ppub'><month>Feb</month><year>2020</year></pub-date>",
            PartialDate(2020, 2),
        ),
        ("<pub-date date-type='pub' iso-8601-date='2018-03-04'/>", PartialDate(2018, 3, 4)),
        ("<pub-date pub-type='pmc-release'><year>2021</year></pub-date>", None),
    ],
)
def test_dates(dates: str, expected: PartialDate | None) -> None:
    assert record_of(dates).issued == expected


def test_pages_and_names_in_other_forms() -> None:
    record = record_of(
        "<fpage>12</fpage><lpage>15</lpage><contrib-group>"
        "<contrib><name-alternatives><name><surname>A</surname></name></name-alternatives></contrib>"
        "<contrib><string-name>Doe, Jane</string-name></contrib></contrib-group>"
    )

    assert record.pages == "12-15"
    assert record.authors == (Name("A"), Name("Doe", "Jane"))


def test_pages_of_the_web_are_not_taken_for_articles() -> None:
    assert from_jats.sniff(Input.of_bytes(b"<html><body><article><p>", "x.xml")) == 0
    assert from_jats.sniff(Input.of_path(FILE)) == 2
