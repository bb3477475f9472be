"""The record of a page: what it states for machines, and nothing else."""

from __future__ import annotations

import pytest

from reviewer import readers
from reviewer.model import Name, PartialDate, Record
from reviewer.readers import Parsed


def record(head: str, html: str = "<html>") -> Record:
    (parsed,) = readers.read_bytes(f"<!DOCTYPE html>{html}<head>{head}</head><p>words".encode(), "a.html")
    assert isinstance(parsed, Parsed)
    assert parsed.record is not None
    return parsed.record


def meta(**contents: str) -> str:
    return "".join(f'<meta name="{name}" content="{content}">' for name, content in contents.items())


def test_a_journal_page_states_its_citation() -> None:
    head = meta(
        citation_title="Tea and sleep",
        citation_journal_title="Journal of Tea",
        citation_publication_date="2010/12/13",
        citation_online_date="2010-11",
        citation_volume="7",
        citation_issue="2",
        citation_firstpage="11",
        citation_lastpage="19",
        citation_doi="10.1234/tea.7",
        citation_pmid="123",
        citation_issn="1234-5678",
        citation_language="en",
    )
    authors = meta(citation_author="Brown, Ada") + meta(citation_author="Ben Cole")

    found = record(head + authors)

    assert found.type == "article-journal"
    assert (found.title, found.container) == ("Tea and sleep", "Journal of Tea")
    assert found.authors == (Name("Brown", "Ada"), Name(literal="Ben Cole"))
    assert (found.issued, found.epub) == (PartialDate(2010, 12, 13), PartialDate(2010, 11))
    assert (found.volume, found.issue, found.pages) == ("7", "2", "11-19")
    assert (found.doi, found.pmid, found.issn, found.language) == ("10.1234/tea.7", "123", "1234-5678", "en")


def test_authors_in_one_tag_are_parted_at_semicolons() -> None:
    found = record(meta(citation_authors="Brown, Ada; Cole, Ben"))

    assert found.authors == (Name("Brown", "Ada"), Name("Cole", "Ben"))


def test_dublin_core_is_read_in_any_case() -> None:
    found = record('<META NAME="DC.Title" CONTENT="Tea"><meta name="DC.Creator" content="A B">')

    assert (found.title, found.authors) == ("Tea", (Name(literal="A B"),))


def test_a_post_says_so_in_its_script() -> None:
    script = (
        '<script type="application/ld+json">{"@graph": [{"@type": "WebSite", "name": "x"},'
        ' {"@type": ["BlogPosting"], "headline": "Tea", "datePublished": "2019-04-03T10:00:00Z",'
        ' "author": [{"name": "Ann"}, "Ben",'
        ' {"name": "https://x.example"}]}]}</script>'
    )

    found = record(script)

    assert (found.type, found.title) == ("post-weblog", "Tea")
    assert found.authors == (Name(literal="Ann"), Name(literal="Ben"))
    assert found.issued == PartialDate(2019, 4, 3)


def test_a_page_states_title_site_address_and_language() -> None:
    head = (
        '<meta property="og:title" content="Tea"><meta property="og:site_name" content="Notes">'
        '<meta property="article:published_time" content="2019-04-03"><meta name="author" content="Ann">'
        '<link rel="canonical" href="https://notes.example/tea">'
    )

    found = record(head, '<html lang="de">')

    assert (found.type, found.title, found.container) == ("webpage", "Tea", "Notes")
    assert (found.url, found.language) == ("https://notes.example/tea", "de")
    assert (found.authors, found.issued) == ((Name(literal="Ann"),), PartialDate(2019, 4, 3))


def test_what_a_page_does_not_say_stays_empty() -> None:
    assert record("<title>Tea | Notes</title>") == Record(type="webpage")


@pytest.mark.parametrize(
    "head",
    [
        '<script type="application/ld+json">{broken</script>',
        '<script type="application/ld+json">' + "[" * 5_000 + "</script>",
        '<script type="application/ld+json">{"@type": "Article", "headline": 3, "author": {"name": 1}}'
        "</script>",
        '<script type="application/ld+json">[1, null, "x", {"@type": [null, {}]}]</script>',
        '<script type="application/ld+json">{"@type": "Article", "headline": "'
        + "x" * 600_000
        + '"}</script>',
        meta(citation_doi="not yet", citation_publication_date="soon", author="https://x.example/ann"),
        '<link rel="canonical" href="javascript:alert(1)"><meta name="author">',
        meta(citation_publication_date="0000/00/00"),
    ],
)
def test_nonsense_is_left_out(head: str) -> None:
    assert record(head) == Record(type="webpage")


def test_a_date_keeps_what_a_calendar_has() -> None:
    assert record(meta(citation_date="2010/13/45")).issued == PartialDate(2010)
    assert record(meta(citation_date="2010/02/45")).issued == PartialDate(2010, 2)
    assert record(meta(citation_date="2010/02/30")).issued == PartialDate(2010, 2)
