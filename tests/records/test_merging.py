"""What a source states wins, what its text says fills the gaps, and a citation is never mixed."""

from __future__ import annotations

from reviewer.model import Name, PartialDate, Record
from reviewer.records import merge

FOUND = Record(
    type="post-weblog",
    title="Tea",
    authors=(Name(literal="Ada"),),
    issued=PartialDate(2019, 4, 3),
    keywords=("tea",),
)
CITATION = Record(
    type="article-journal",
    title="Tea",
    container="J Tea",
    issued=PartialDate(2010),
    volume="3",
    pages="1-9",
)


def test_without_a_stated_record_the_found_one_stays() -> None:
    assert merge(None, FOUND) is FOUND


def test_stated_fields_win_and_found_ones_fill_the_gaps() -> None:
    stated = Record(type="webpage", title="Tea before bed", url="https://a.example/", container="Notes")

    merged = merge(stated, FOUND)

    assert merged.title == "Tea before bed"
    assert (merged.url, merged.container) == ("https://a.example/", "Notes")
    assert merged.authors == FOUND.authors
    assert merged.issued == FOUND.issued
    assert merged.keywords == ("tea",)


def test_the_more_telling_type_is_kept() -> None:
    assert merge(Record(type="webpage"), FOUND).type == "post-weblog"
    assert merge(Record(type="webpage"), Record()).type == "webpage"
    assert merge(Record(type="article-journal"), FOUND).type == "article-journal"


def test_a_citation_comes_from_one_side_only() -> None:
    site = Record(type="webpage", container="A site of papers", issued=PartialDate(2021, 5, 1), volume="")

    merged = merge(site, CITATION)

    assert (merged.container, merged.issued, merged.volume) == ("J Tea", PartialDate(2010), "3")
    assert merged.type == "article-journal"


def test_a_stated_journal_keeps_its_citation() -> None:
    stated = Record(type="article-journal", container="Journal of Tea", volume="4")

    merged = merge(stated, CITATION)

    assert (merged.container, merged.volume) == ("Journal of Tea", "4")
    assert (merged.issued, merged.pages) == (None, "")


def test_a_stated_citation_is_filled_up_by_one_that_agrees() -> None:
    merged = merge(Record(type="article-journal", container="Journal of Tea", volume="3"), CITATION)

    assert (merged.issued, merged.pages) == (PartialDate(2010), "1-9")


def test_identifiers_are_normalised_or_left_empty() -> None:
    stated = Record(doi="doi:10.1234/ABC.", pmid="PMID: 0123", pmcid="PMC42")

    merged = merge(stated, Record())

    assert (merged.doi, merged.pmid, merged.pmcid) == ("10.1234/abc", "123", "PMC42")
    assert merge(Record(doi="none", pmid="x"), Record(doi="10.1234/z")).doi == "10.1234/z"
