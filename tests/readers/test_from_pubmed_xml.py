"""PubMed XML: each field of articles, chapters and books, and the forms that older files have."""

from __future__ import annotations

from pathlib import Path

import pytest

from reviewer import readers
from reviewer.model import IndexTerm, Name, PartialDate, Record, Relation
from reviewer.readers import Input, Parsed, Rejected, from_pubmed_xml
from reviewer.readers.pubmed_parts import relation

FILE = Path(__file__).resolve().parents[1] / "files" / "readers" / "pubmed-xml.xml"


def parsed(data: str) -> list[Parsed | Rejected]:
    return list(readers.read_bytes(data.encode(), "x.xml"))


def record_of(inside: str, around: str = "") -> Record:
    """Return the record of an article with a title and this inside."""
    (item,) = parsed(
        "<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>1</PMID><Article>"
        f"<ArticleTitle>T</ArticleTitle>{inside}</Article>{around}</MedlineCitation></PubmedArticle></PubmedArticleSet>"
    )
    assert isinstance(item, Parsed) and item.record
    return item.record


def specimen(number: int) -> Record:
    item = list(readers.read(FILE))[number - 1]
    assert isinstance(item, Parsed) and item.record
    return item.record


def test_an_article_with_all_its_fields() -> None:
    record = specimen(1)

    assert record.title == "Effect of Ca²⁺ and CO₂ on Drosophila sleep: β-waves & more"
    assert record.authors == (
        Name("van der Berg", "Jan Piet", suffix="Jr"),
        Name("Müller", "A"),
        Name("Suharto"),
        Name(literal="Made Sleep Study Group"),
    )
    assert (record.issued, record.epub) == (PartialDate(2020, 12, 31), PartialDate(2020, 11, 5))
    assert (record.volume, record.issue, record.pages) == ("12", "3 Suppl 1", "205-7")
    assert (record.doi, record.pmid, record.pmcid) == ("10.5555/made.2020.1", "90000001", "PMC9000001")
    assert (record.container_short, record.issn, record.place) == (
        "J Made Sleep Res",
        "1234-567X",
        "Netherlands",
    )
    assert IndexTerm("Melatonin", "therapeutic use", major=True) in record.index_terms
    assert Relation("retraction in", "Made J. 2022;2:4") in record.related
    assert ("DataBank", "ClinicalTrials.gov/NCT00000001") in record.extra


def test_the_specimen_has_nothing_rejected_and_no_deletions() -> None:
    assert [type(item) for item in readers.read(FILE)] == [Parsed] * 4


def test_a_title_that_is_not_available_gives_way_to_that_of_the_work() -> None:
    record = specimen(2)

    assert (record.title, record.issued) == ("Le sommeil des mouches", PartialDate(1998, 12))


def test_a_chapter_and_a_book() -> None:
    chapter, book = specimen(3), specimen(4)

    assert (chapter.type, chapter.container, chapter.doi) == ("chapter", "MadeReviews®", "")
    assert (chapter.authors, chapter.editors) == ((Name("Chapter", "Chris"),), (Name("Adam", "Ada P"),))
    assert (book.type, book.title) == ("book", "A Whole Book on Flies")
    assert book.authors == (Name(literal="Centre for Flies (UK)"),)


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("<Year>2010</Year><Month>Sep</Month><Day>3</Day>", PartialDate(2010, 9, 3)),
        ("<Year>2010</Year><Month>09</Month>", PartialDate(2010, 9)),
        ("<Year>2010</Year><Season>Spring</Season>", PartialDate(2010)),
        ("<MedlineDate>2010 Sep-Oct</MedlineDate>", PartialDate(2010, 9)),
        ("<MedlineDate>2000-2001</MedlineDate>", PartialDate(2000)),
        ("<Year>2010</Year><Month>Feb</Month><Day>31</Day>", PartialDate(2010, 2)),
        ("<Year>soon</Year>", None),
    ],
)
def test_dates_of_issues(date: str, expected: PartialDate | None) -> None:
    issue = f"<Journal><JournalIssue><PubDate>{date}</PubDate></JournalIssue></Journal>"

    assert record_of(issue).issued == expected


def test_pages_from_first_and_last_and_numbers_instead_of_pages() -> None:
    pages = "<Pagination><StartPage>e12</StartPage><EndPage>e15</EndPage></Pagination>"

    assert record_of(pages).pages == "e12-e15"
    assert record_of('<ELocationID EIdType="pii">e0123</ELocationID>').number == "e0123"


def test_old_names_in_parts() -> None:
    authors = "<AuthorList><Author><LastName>Doe</LastName><FirstName>J</FirstName><MiddleName>Q</MiddleName>"

    assert record_of(f"{authors}</Author></AuthorList>").authors == (Name("Doe", "J Q"),)


def test_editors_and_preprints() -> None:
    people = '<AuthorList Type="editors"><Author><LastName>Ed</LastName></Author></AuthorList>'
    kind = "<PublicationTypeList><PublicationType>Preprint</PublicationType></PublicationTypeList>"

    assert record_of(people).editors == (Name("Ed"),)
    assert record_of(kind).type == "article"


def test_numbers_of_references_are_not_those_of_the_article() -> None:
    data = """<PubmedArticle><MedlineCitation><PMID>5</PMID><Article><ArticleTitle>T</ArticleTitle></Article>
    </MedlineCitation><PubmedData><ArticleIdList><ArticleId IdType="pubmed">5</ArticleId></ArticleIdList>
    <ReferenceList><Reference>
    <ArticleIdList><ArticleId IdType="doi">10.5555/x</ArticleId></ArticleIdList></Reference>
    </ReferenceList></PubmedData></PubmedArticle>"""
    (item,) = parsed(data)

    assert isinstance(item, Parsed) and item.record
    assert (item.record.pmid, item.record.doi) == ("5", "")
    assert ("Reference", "doi: 10.5555/x") in item.record.extra


def test_medline_citations_without_articles_around_them() -> None:
    data = "<MedlineCitationSet><MedlineCitation><PMID>7</PMID>"
    data += "<Article><ArticleTitle>A.</ArticleTitle></Article>"
    (item,) = parsed(f"{data}<OtherID Source='NLM'>PMC12</OtherID></MedlineCitation></MedlineCitationSet>")

    assert isinstance(item, Parsed) and item.record
    assert (item.record.title, item.record.pmid, item.record.pmcid) == ("A", "7", "PMC12")


def test_a_label_is_said_once() -> None:
    text = '<Abstract><AbstractText Label="AIM">AIM: To sleep.</AbstractText></Abstract>'
    (item,) = parsed(
        f"<PubmedArticle><MedlineCitation><Article>{text}</Article></MedlineCitation></PubmedArticle>"
    )

    assert isinstance(item, Parsed)
    assert item.text == "AIM: To sleep."


def test_other_mark_up_is_not_taken_for_pubmed() -> None:
    assert from_pubmed_xml.sniff(Input.of_bytes(b"<html><body>", "x.xml")) == 0
    assert from_pubmed_xml.sniff(Input.of_bytes(b"PubmedArticle", "x.xml")) == 0
    assert from_pubmed_xml.sniff(Input.of_bytes(b"<api><PubmedArticle><PMID>", "x.xml")) == 1


def test_kinds_of_relations_are_named_as_pubmed_prints_them() -> None:
    kinds = ("CommentIn", "CorrectedandRepublishedFrom", "RetractedandRepublishedIn")

    assert [relation(kind) for kind in kinds] == [
        "comment in", "corrected and republished from", "retracted and republished in",
    ]  # fmt: skip
