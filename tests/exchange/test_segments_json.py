"""segments-json: the shape that scripts depend on."""

from __future__ import annotations

import json
from dataclasses import replace

from reviewer import exchange
from reviewer.exchange import segments_json
from reviewer.model import Quoted
from tests.kept import as_kept
from tests.reports import sample


def test_the_seeds_are_as_kept() -> None:
    text = exchange.FORMATS["segments-json"](sample.example()).decode("utf-8")

    assert text == as_kept("segments.json", text)


def test_it_has_exactly_the_keys_of_the_contract() -> None:
    data = json.loads(segments_json.segments_json(sample.example()))

    assert list(data) == ["documents"]
    for document in data["documents"]:
        assert list(document) == ["id", "source", "text", "segments"]
        for segment in document["segments"]:
            assert list(segment) == [
                "start", "end", "kind", "voice", "role", "attribution", "comment", "in_reply_to", "quotes",
                "confidence", "rule", "confirmed_by",
            ]  # fmt: skip
            assert segment["attribution"] is None or list(segment["attribution"]) == ["name", "date"]
            assert segment["quotes"] is None or list(segment["quotes"]) == ["document", "segment"]


def test_a_quote_names_the_segment_that_holds_what_it_repeats() -> None:
    blog = json.loads(segments_json.segments_json(sample.example()))["documents"][1]
    nested = next(segment for segment in blog["segments"] if segment["kind"] == "quote")

    assert nested["quotes"]["document"] == blog["id"]
    assert blog["segments"][nested["quotes"]["segment"]]["start"] == 2561
    assert nested["in_reply_to"] == blog["segments"][nested["quotes"]["segment"]]["comment"]


def test_a_source_outside_the_library_is_null_twice() -> None:
    blog = json.loads(segments_json.segments_json(sample.example()))["documents"][1]
    second_hand = next(segment for segment in blog["segments"] if segment["kind"] == "abstract")

    assert second_hand["quotes"] == {"document": None, "segment": None}


def test_a_quote_of_another_document_counts_in_the_list_of_that_document() -> None:
    snapshot = sample.example()
    study, blog = snapshot.documents
    place = next(s for s in snapshot.segments[2] if s.quotes == Quoted())
    quoting = [replace(place, quotes=Quoted(1, 200))]
    whole = segments_json.document(blog, quoting, snapshot.segments)["segments"][0]["quotes"]
    alone = segments_json.document(blog, quoting)["segments"][0]["quotes"]

    assert snapshot.segments[study.id][whole["segment"]].start == 181
    assert alone == {"document": 1, "segment": None}


def test_an_empty_library_is_an_empty_list() -> None:
    assert json.loads(segments_json.segments_json(sample.empty())) == {"documents": []}
