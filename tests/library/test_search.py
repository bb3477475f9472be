"""Search by what words are quoted for, and by what their documents are."""

from __future__ import annotations

import pytest

from reviewer.library import Library, documents, journal, rows, search
from reviewer.library.migrations import first_tables
from reviewer.model import Kind, Record, Segment, Voice
from reviewer.text import sha256

from .conftest import PAGE, STUDY, add_document


@pytest.fixture
def tied(lib: Library) -> Library:
    """A claim with a tag under a group, supported by the study and contradicted by the reader."""
    with journal.op(lib, "tie"):
        group = rows.add(lib, "tags", name="Safety")
        tag = rows.add(lib, "tags", name="Harms", parent=group)
        claim = rows.add(lib, "claims", number=7, statement="It is safe")
        rows.add(lib, "claim_tags", claim=claim, tag=tag)
        for document, text, words, stance, note in (
            (1, STUDY, "No serious harm", "supports", "as told"),
            (2, PAGE, "it helped", "contradicts", ""),
        ):
            start = text.index(words)
            place = {"document": document, "start": start, "end": start + len(words), "exact": words}
            anchor = {"prefix": "", "suffix": "", "text_sha256": sha256(text)}
            said = {"stance": stance, "note": note, "reviewer": lib.reviewer.id}
            rows.add(lib, "quotes", claim=claim, **place, **anchor, **said)
    return lib


def hits(lib: Library, query: str) -> list[tuple[str, int | None]]:
    return sorted((hit.kind, hit.document) for hit in search.search(lib, query))


@pytest.mark.parametrize(
    "query, found",
    [
        ("tag:harms harm", [("text", 1)]),
        ("tag:safety harm", [("text", 1)]),
        ("tag:other harm", []),
        ("-tag:harms harm", []),
        ("stance:supports harm", [("text", 1)]),
        ("stance:contradicts harm", []),
        ("claim:7 helped", [("text", 2)]),
        ("claim:8 helped", []),
        ("kind:claim safe", [("claim", None)]),
        ("kind:note told", [("note", 1)]),
        ("in:abstract harm", [("text", 1)]),
        ("in:title study", [("title", 1)]),
        ("year:2011 harm OR helped", [("text", 1)]),
        ("journal:journal harm", [("text", 1)]),
        ("stance:contradicts", [("quote", 2)]),
        ("tag:harms", [("quote", 1), ("quote", 2)]),
        ("claim:7 voice:reader", [("quote", 2)]),
        ("claim:7 -voice:reader", [("quote", 1)]),
        ("voice:reader", []),
        ("harm NEAR/3 serious", [("text", 1)]),
        ("harm NEAR/0 units", []),
    ],
)
def test_a_search_is_narrowed(tied: Library, query: str, found: list[tuple[str, int | None]]) -> None:
    assert hits(tied, query) == found
    assert search.understand(query).doubts == ()


def test_a_quote_stands_where_it_says(tied: Library) -> None:
    (hit,) = search.search(tied, "stance:contradicts")

    assert PAGE[hit.start : hit.end] == "it helped"
    assert hit.snippet == "it helped"


def test_a_mistyped_field_is_said(tied: Library) -> None:
    (doubt,) = search.understand("voise:reader harm").doubts

    assert doubt == "“voise:” is no field, “voice:” is one: taken for words."
    assert search.understand("ratio:2 harm").doubts == ()


@pytest.mark.parametrize(
    "query", ["voice:readr harm", "stance:against harm", "kind:texts harm", "claim:x harm", "in:body harm"]
)
def test_a_value_that_narrows_nothing_is_said(tied: Library, query: str) -> None:
    (doubt,) = search.understand(query).doubts

    assert "words" in doubt


@pytest.mark.parametrize(
    "query, found",
    [
        ("told", [1]),
        ("harm OR helped", [2, 1]),
        ("harm OR helped year:2011", [1]),
        ("harm OR helped journal:journal", [1]),
        ("harm OR helped voice:reader", [2]),
        ("harm OR helped -voice:reader", [1]),
        ("harm OR helped -year:2011", [2]),
        ("harm OR helped -year:2012", [1, 2]),
        ("harm in:title", []),
        ("harm in:title,abstract", [1]),
    ],
)
def test_a_filter_finds_the_documents_of_what_holds_the_words(
    tied: Library, query: str, found: list[int]
) -> None:
    assert sorted(documents.rows(tied, query)) == sorted(found)
    assert documents.rows(tied, query, most=1) == documents.rows(tied, query)[:1]


@pytest.mark.parametrize(
    "query, found", [("year:1990-", [("text", 1)]), ("year:2012-", []), ("-year:2011", [])]
)
def test_a_search_is_narrowed_to_years(tied: Library, query: str, found: list[tuple[str, int]]) -> None:
    assert hits(tied, f"{query} harm kind:text") == found


def test_what_is_found_is_marked_as_it_was_found() -> None:
    tokens = 'tokenize="porter unicode61 remove_diacritics 2"'
    assert tokens in first_tables.SEARCH and tokens in search._FEW_PASSAGES


def test_what_has_no_year_stays_when_a_year_is_left_out(tied: Library) -> None:
    assert ("text", 2) in hits(tied, "-year:2011 helped")
    assert ("text", 2) not in hits(tied, "year:2011 helped")


@pytest.mark.parametrize("query", ["b cells", '"b cells"', "cells b*"])
def test_the_words_shown_are_those_that_hold_most_of_what_was_asked(lib: Library, query: str) -> None:
    """The first word found may stand far before the place that was meant."""
    between = "The markers on its surface were counted in blood at every visit for two years. "
    text = f"Each cell was stained. {between}What fell and stayed low were B cells in all of them."
    whole = [Segment(0, len(text), Kind.ABSTRACT, Voice.STUDY, confidence=0.9, rule="one block")]
    add_document(lib, text, whole, Record(title="Counts"))

    (hit,) = search.search(lib, query)
    assert "B cells" in hit.snippet
    assert text[hit.start : hit.end] == "B cells"
