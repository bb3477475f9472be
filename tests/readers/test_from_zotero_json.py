"""Zotero's own JSON: the shapes its exports and its API write, and what belongs to a work but is none."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer import readers
from reviewer.model import Name, PartialDate, Record
from reviewer.readers import Input, Parsed, Rejected, from_zotero_json
from reviewer.readers.zotero_types import TYPES
from reviewer.records.csl_types import CSL_TYPES

SPECIMEN = Path(__file__).parents[1] / "files" / "readers" / "zotero-json.json"


def read(data: Any) -> list[Parsed | Rejected]:
    return list(readers.read_bytes(json.dumps(data).encode(), "items.json"))


def record(**fields: Any) -> Record:
    [item] = read([{"itemType": "journalArticle", "title": "A", **fields}])
    assert isinstance(item, Parsed) and item.record is not None and item.format == "zotero-json"
    return item.record


def test_the_specimen_gives_its_works_and_names_what_belongs_to_them() -> None:
    article, chapter, file, note, mark, thesis, broken = readers.read(SPECIMEN)
    assert isinstance(article, Parsed) and isinstance(chapter, Parsed) and isinstance(thesis, Parsed)

    assert article.record == Record(
        type="article-journal",
        title="CO₂ and sleep",
        authors=(Name("van der Berg", "Jan P."), Name(literal="Memory Study Group")),
        container="Journal of Quiet Rooms",
        container_short="J. Quiet Rooms",
        issued=PartialDate(2010, 12, 13),
        volume="12",
        issue="3",
        pages="101-109",
        doi="10.1000/quiet.2010.7",
        pmid="20301234",
        pmcid="PMC4567",
        issn="1234-567X",
        url="https://example.org/quiet",
        language="en",
        keywords=("sleep", "noise"),
        editors=(Name("Wall", "Eve"),),
        database="PubMed",
        notes=("PMID: 20301234\nPMCID: PMC4567\nCitation Key: berg2010",),
        extra=(
            ("translator", "Tom Word"),
            ("key", "AAAA1111"),
            ("version", "12"),
            ("accessDate", "2020-01-02"),
            ("notes", '[{"note": "<p>Read again.</p>"}]'),
        ),
    )
    assert article.text.startswith("CO₂ and sleep\n\n") and "We closed the door." in article.text
    assert chapter.record is not None and thesis.record is not None
    assert (chapter.record.type, chapter.record.container, chapter.record.collection) == (
        "chapter", "Rooms", "Houses",
    )  # fmt: skip
    assert chapter.record.extra[0] == ("bookAuthor", "R. Floor") and chapter.record.isbn == "9783161484100"
    assert (thesis.record.authors, thesis.record.publisher, thesis.record.publication_types) == (
        (Name(literal="Plato"),), "Old Hall", ("PhD thesis",),
    )  # fmt: skip
    assert thesis.record.issued == PartialDate(2003)
    for aside, words in ((file, "an attached file"), (note, "a note"), (mark, "an annotation")):
        assert isinstance(aside, Rejected) and aside.reason.startswith(f"This is {words}")
    assert isinstance(broken, Rejected) and broken.reason.startswith("This is no JSON") and broken.number == 7


def test_every_shape_gives_the_same_record() -> None:
    data = {"key": "K", "version": 3, "itemType": "journalArticle", "title": "A", "date": "2001"}
    answer = {"key": "K", "version": 3, "library": {"id": 1}, "links": {}, "meta": {"numChildren": 0}}
    shapes: list[Any] = [
        [data],
        {"items": [data]},
        {**answer, "data": data},
        [{**answer, "data": data}],
        {"config": {}, "collections": {"C": {"items": [7]}}, "items": [data]},
    ]
    found = [item.record for shape in shapes for item in read(shape) if isinstance(item, Parsed)]

    assert len(found) == len(shapes) and len(set(found)) == 1


def test_every_type_is_one_of_csl() -> None:
    assert set(TYPES.values()) <= CSL_TYPES
    assert record(itemType="blogPost", blogTitle="Rooms").container == "Rooms"
    _, item = read([{"itemType": "book", "title": "A"}, {"itemType": "shoppingList", "title": "B"}])
    assert isinstance(item, Parsed) and item.record and item.record.type == "document"
    assert item.record.extra == (("itemType", "shoppingList"),)


@pytest.mark.parametrize(
    ("role", "field"), [("author", "authors"), ("presenter", "authors"), ("editor", "editors")]
)
def test_creators_have_their_place_by_what_they_did(role: str, field: str) -> None:
    found = record(creators=[{"firstName": "A", "lastName": "B", "creatorType": role}])
    assert getattr(found, field) == (Name("B", "A"),)


def test_titles_of_cases_statutes_and_messages_are_titles() -> None:
    for type_, field in (("case", "caseName"), ("statute", "nameOfAct"), ("email", "subject")):
        [item] = read([{"itemType": type_, field: "B"}])
        assert isinstance(item, Parsed) and item.record and item.record.title == "B"


def test_csl_json_is_left_to_its_own_reader() -> None:
    [item] = read([{"type": "book", "title": "A", "issued": {"raw": "2001"}}])
    assert isinstance(item, Parsed) and item.format == "csl-json"


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=8,
)
_FIELDS = "title creators date tags extra DOI ISSN pages data abstractNote url".split()


@given(st.dictionaries(st.sampled_from(_FIELDS), _JSON))
def test_whatever_the_fields_hold_an_item_is_read_or_set_aside(fields: dict[str, Any]) -> None:
    raw = json.dumps([{"itemType": "book", **fields}]).encode()
    [item] = from_zotero_json.read(Input.of_bytes(raw, "a.json"))
    assert isinstance(item, Parsed | Rejected)
