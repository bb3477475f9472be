"""Web Annotations: within the vocabulary, the same when they come in again, read in every form."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from reviewer.errors import ReviewError
from reviewer.exchange import annotations_in, web_annotations
from reviewer.exchange.coded import Coded, Quoted
from reviewer.exchange.marked import read_json
from reviewer.exchange.selectors import Anchor
from reviewer.model import QuoteLink, Snapshot
from tests.exchange import anno_rules
from tests.exchange.made_reviews import reviews
from tests.kept import as_kept
from tests.reports import sample

OWN = set(web_annotations.OWN) - {"reviewer"}


def read(snapshot: Snapshot) -> Coded:
    return annotations_in.read_annotations(
        json.loads(web_annotations.web_annotations(snapshot)), "page.jsonld"
    )


def expected(snapshot: Snapshot, link: QuoteLink) -> Quoted:
    document = next(d for d in snapshot.documents if d.id == link.span.document)
    claim = next(c for c in snapshot.claims if c.id == link.claim)
    group = next(((p.name, p.short) for p in snapshot.populations if p.id == link.population), None)
    span = link.span
    return Quoted(
        f"urn:sha256:{document.sha256}", Anchor(span.exact, link.prefix, link.suffix, span.start, span.end),
        f"urn:uuid:{web_annotations.claim_name(claim)}", link.stance, link.background, link.pico,
        link.direction, link.note, group, annotations_in.person_of("Kim Example", "0" * 32),
        snapshot.written[link.id][0],
    )  # fmt: skip


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(snapshot=reviews())
def test_what_goes_out_comes_in_again_and_keeps_the_vocabulary(snapshot: Snapshot) -> None:
    found = read(snapshot)

    assert found.quotes == [expected(snapshot, link) for link in snapshot.quotes] and found.faults == []
    quoted = {link.claim for link in snapshot.quotes}
    names = {tag.id: tag for tag in snapshot.tags}
    for claim in (claim for claim in snapshot.claims if claim.id in quoted):
        came = found.claims[f"urn:uuid:{web_annotations.claim_name(claim)}"]
        assert (came.statement, came.number, came.label, came.pico, came.direction, came.note) == (
            claim.statement, claim.number, claim.label, claim.pico, claim.direction, claim.note,
        )  # fmt: skip
        assert came.guids == tuple(names[tag].guid for tag in claim.tags)
    page = json.loads(web_annotations.web_annotations(snapshot))
    assert anno_rules.faults(page, OWN) == []
    assert len({item["id"] for item in page["items"]}) == len(snapshot.quotes)


def test_the_example_is_as_kept() -> None:
    text = web_annotations.web_annotations(sample.example()).decode("utf-8")

    assert anno_rules.faults(json.loads(text), OWN) == []
    assert text == as_kept("annotations.jsonld", text)


def test_no_word_of_ours_is_one_of_the_standard() -> None:
    assert not OWN & (anno_rules.KEYS | anno_rules.TYPES | anno_rules.MOTIVATIONS)


def test_what_has_no_place_is_named() -> None:
    assert web_annotations.omitted(sample.example())[-2:] == ["8 certainty ratings", "9 appraisals"]


TARGET = {"source": "https://example.org/a", "selector": {"type": "TextQuoteSelector", "exact": "Noise"}}


def one(**fields: Any) -> dict[str, Any]:
    return {"@context": web_annotations.ANNO, "type": "Annotation", "target": TARGET, **fields}


@pytest.mark.parametrize(
    "wrapped",
    [
        lambda item: item,
        lambda item: [item],
        lambda item: {"type": "AnnotationPage", "items": [item]},
        lambda item: {"type": "AnnotationCollection", "first": {"type": "AnnotationPage", "items": [item]}},
        lambda item: {
            "@graph": [{"@type": ["oa:Annotation"], **{k: v for k, v in item.items() if k != "type"}}]
        },
    ],
)
def test_annotations_of_others_are_marks_in_every_wrapping(wrapped: Any) -> None:
    item = one(
        bodyValue="Loud", creator=[{"name": "Ann"}], created="2020-05-06T07:08:09+02:00",
        body=[{"type": "TextualBody", "value": "sleep", "purpose": "tagging"}],
    )  # fmt: skip
    found = annotations_in.read_annotations(wrapped(item), "x.json")

    (quoted,) = found.quotes
    assert (quoted.claim, quoted.note, quoted.codes, quoted.person.name) == ("", "Loud", ("sleep",), "Ann")
    assert quoted.made == "2020-05-06T05:08:09.000+00:00" and quoted.anchor == Anchor("Noise")
    assert found.sources["https://example.org/a"].address == "https://example.org/a"


@pytest.mark.parametrize(
    ("item", "reason"),
    [
        (one(target=[]), "no target"),
        (one(target={"selector": TARGET["selector"]}), "does not name its document"),
        (
            one(target={"source": "urn:a", "selector": {"type": "XPathSelector", "value": "/p"}}),
            "is not read",
        ),
    ],
)
def test_what_is_not_understood_is_listed(item: dict[str, Any], reason: str) -> None:
    found = annotations_in.read_annotations([one(), item], "x.json")

    assert len(found.quotes) == 1 and reason in found.faults[0][1]


@pytest.mark.parametrize("data", [b"{", b"[]", b'{"a": 1}', b"[" * 100_000, b"\xff\xfe{"])
def test_what_holds_no_annotations_is_refused(data: bytes) -> None:
    with pytest.raises(ReviewError):
        annotations_in.read_annotations(read_json(data, "x.json"), "x.json")


@pytest.mark.parametrize("target", ["https://example.org/a", {"source": "https://example.org/a"}])
def test_a_note_on_a_document_as_a_whole_stands_on_no_words(target: Any) -> None:
    found = annotations_in.read_annotations(one(target=target, bodyValue="Loud"), "x.json")
    assert [(each.note, each.anchor) for each in found.quotes] == [("Loud", Anchor())]


def test_annotations_of_others_are_told_from_ours() -> None:
    assert annotations_in.holds_marks([one()]) and not annotations_in.holds_marks({"a": 1})
    ours = json.loads(web_annotations.web_annotations(sample.example()))
    assert not annotations_in.holds_marks(ours)
    (mark,) = annotations_in.marks_of(one(bodyValue="Loud", creator={"name": "Ann"}))
    assert (mark.work.address, mark.anchor.exact, mark.note, mark.author) == (
        "https://example.org/a", "Noise", "Loud", "Ann",
    )  # fmt: skip
