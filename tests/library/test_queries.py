"""What is typed into a filter: every field, what is no field, and what the last part can become."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.library import Library, documents, queries
from reviewer.model import IndexTerm, Kind, Name, PartialDate, Record, Segment, Voice

from .conftest import add_document

FULL = Record(
    type="article-journal",
    title="Statins and memory",
    authors=(Name("van der Berg", "Jan"), Name(literal="Memory Group")),
    container="Lancet",
    issued=PartialDate(2015, 3),
    doi="10.1000/abc",
    pmid="123",
    language="en",
    database="Embase",
    keywords=("dementia",),
    index_terms=(IndexTerm("Statins", "adverse effects"),),
    publication_types=("Retracted Publication",),
)
WORDS = "Statins and memory\n\nNobody forgot anything."


@pytest.fixture
def full(lib: Library) -> Library:
    parts = [
        Segment(0, 18, Kind.TITLE, rule="field of the record"),
        Segment(18, 20, Kind.BOILERPLATE, rule="blank"),
        Segment(20, len(WORDS), Kind.ABSTRACT, Voice.STUDY, rule="field of the record"),
    ]
    add_document(lib, WORDS, parts, FULL)
    return lib


@pytest.mark.parametrize(
    "query",
    [
        "author:berg", 'author:"memory group"', "journal:lanc", "type:article-journal", "language:en",
        "doi:10.1000/ABC", "pmid:123", "keyword:dementia", 'keyword:"adverse effects"', "has:retraction",
        "has:doi has:authors", "source:embase", "year:2012-2016", "year:2015", "year:2015-",
        "in:title statins",
        "in:abstract forgot", "-year:2011 -year:none", "title:statins", "forgot", "format:text year:2015",
    ],
)  # fmt: skip
def test_a_field_finds_the_record_and_no_other(full: Library, query: str) -> None:
    assert documents.rows(full, query) == [3]


@pytest.mark.parametrize(
    "query", ["in:title forgot", "in:abstract statins", "year:2016-", "doi:10.1000/ab", "is:duplicate"]
)
def test_what_does_not_fit_is_not_found(full: Library, query: str) -> None:
    assert 3 not in documents.rows(full, query)


def test_a_field_of_a_record_needs_nobody_to_confirm_it(full: Library) -> None:
    assert 3 not in documents.rows(full, "boundaries:open")
    assert documents.rows(full, "boundaries:open voice:study") == [1]


@given(st.text(max_size=60))
def test_whatever_is_typed_is_a_query(typed: str) -> None:
    where, values = queries.conditions(typed)

    assert sum(sql.count("?") for sql in where) == len(values)


def test_the_last_part_can_become_a_field_then_a_value(full: Library) -> None:
    stored: queries.Stored = {}

    assert [part for part, _ in queries.completions(full, "statins ye", stored)] == ["year:"]
    assert queries.completions(full, "year:20", stored)[0] in [("year:2011", "1"), ("year:2015", "1")]
    assert queries.completions(full, "-journal:la", stored) == [("-journal:Lancet", "1")]
    assert queries.completions(full, "has:", stored)[0][0].startswith("has:")
    assert queries.completions(full, "statins ", stored) == queries.completions(full, "", stored) == []
    assert queries.completions(full, "nothing:x", stored) == []


@pytest.mark.parametrize("name", sorted(queries.FIELDS))
def test_each_field_says_what_it_is_for_and_completes(full: Library, name: str) -> None:
    assert queries.FIELDS[name].help
    for part, _ in queries.completions(full, f"{name}:", {}):
        assert isinstance(documents.rows(full, part), list)
