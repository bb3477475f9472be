"""The library table, filters and search."""

from __future__ import annotations

import pytest

from reviewer.library import Library, documents, journal, rows, search
from reviewer.model import Voice


def titles(lib: Library, query: str, order: str = "title", descending: bool = False) -> list[str]:
    return [row.title for row in documents.page(lib, documents.rows(lib, query, order, descending))]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["A study", "Été page"]),
        ("improv", ["A study"]),
        ("angstrom", ["A study"]),
        ("ete", ["Été page"]),
        ("voice:reader", ["Été page"]),
        ("voice:study year:2010-2012", ["A study"]),
        ("year:1999", []),
        ("title:stud", ["A study"]),
        ('"serious harm"', ["A study"]),
        ('"harm serious"', []),
        ("patients -serious", []),
        ("it -serious", ["Été page"]),
        ("year:abc", []),
        ('" ( * AND OR NEAR :', []),
    ],
)
def test_filters(lib: Library, query: str, found: list[str]) -> None:
    assert sorted(titles(lib, query)) == found


def test_sorting(lib: Library) -> None:
    assert titles(lib, "", "added") == ["A study", "Été page"]
    assert titles(lib, "", "added", descending=True) == ["Été page", "A study"]


def test_a_row_tells_its_voices_in_order(lib: Library) -> None:
    study, page = documents.page(lib, [1, 2])
    assert study.voices == ((Voice.STUDY, 11),)
    assert [voice for voice, _ in page.voices] == [Voice.COMMENTARY, Voice.READER]
    assert study.detail == "Journal 2011" and page.detail == "Blog post, undated"
    assert not page.confirmed


def test_hits_stand_where_they_say(lib: Library) -> None:
    for query in ("harm", "helped", "Ångström", "시신경"):
        hit = next(h for h in search.search(lib, query) if h.kind == "text")
        words = documents.document(lib, hit.document or 0).text[hit.start : hit.end]
        assert words.casefold().startswith(query.casefold())


def test_a_hit_of_several_words_spans_them_all(lib: Library) -> None:
    hit = next(h for h in search.search(lib, '"serious harm"') if h.kind == "text")
    assert documents.document(lib, 1).text[hit.start : hit.end] == "serious harm"


def test_search_knows_voices_claims_and_notes(lib: Library) -> None:
    with journal.op(lib, "claim"):
        rows.add(lib, "claims", number=1, statement="Harm is rare", note="ask the library")
    assert {hit.kind for hit in search.search(lib, "harm")} == {"text", "claim"}
    assert [hit.voice for hit in search.search(lib, "voice:reader helped")] == [Voice.READER]
    assert search.search(lib, "voice:study helped") == []
    assert [hit.claim for hit in search.search(lib, "ask")] == [1]
    journal.undo(lib)
    assert [hit.kind for hit in search.search(lib, "harm")] == ["text"]


def test_documents_taken_back_are_not_found(lib: Library) -> None:
    journal.undo(lib)
    assert search.search(lib, "helped") == [] and titles(lib, "") == ["A study"]


def test_facets_count_documents(lib: Library) -> None:
    facets = documents.facets(lib)
    assert dict(facets["voice"]) == {"study": 1, "commentary": 1, "reader": 1}
    assert facets["year"] == [("2011", 1)]
