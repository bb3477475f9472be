"""What other programs made comes in whole, once, and goes with one undo."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from reviewer import library
from reviewer.actions import claims as on_claims
from reviewer.actions import codebook, history, importing, marks, records
from reviewer.actions.bringing import OPEN_IT, bring_in
from reviewer.exchange import FORMATS
from reviewer.exchange.codes import of_tags
from reviewer.library import Library, claims, suggestions
from reviewer.settings import seed
from tests.actions.test_marks import hypothesis_row
from tests.exchange.test_qda_project import selection, theirs

SECOND = ("qdc", "codebook-csv")


def written(lib: Library, folder: Path, format: str) -> Path:
    path = folder / f"out.{format}"
    path.write_bytes(FORMATS[format](library.snapshot(lib)))
    return path


@pytest.mark.parametrize("format", SECOND)
def test_a_codebook_comes_in_again(review: Library, tmp_path: Path, format: str) -> None:
    other = library.create(tmp_path / "other.reviewlib")
    first = claims.tags(review)[0]
    codebook.edit_tag(review, first.id, use_when="often", avoid_when="never")
    path = written(review, tmp_path, format)

    rehearsed = bring_in(other, path, rehearse=True)
    assert claims.tags(other) == [] and rehearsed.changes.op == 0
    result = bring_in(other, path)

    assert result.added == rehearsed.added == {"tags": len(claims.tags(review))} and not result.known
    assert of_tags(claims.tags(other)) == of_tags(claims.tags(review))
    again = bring_in(other, path)
    assert again.known == result.added and not again.added and not again.omitted
    history.undo(other)
    assert claims.tags(other) == []
    other.close()


def test_what_is_there_stays_and_is_said(seeds: Library, tmp_path: Path) -> None:
    mine = codebook.add_tag(seeds, "Safety", definition="Mine").created
    codebook.add_tag(seeds, "Harm", mine)
    path = tmp_path / "theirs.csv"
    path.write_text("level,tag,definition\n1,safety,Theirs\n2,Harm,Their harm\n2,Heart,\n", encoding="utf-8")

    result = bring_in(seeds, path)

    assert (result.added, result.known) == ({"tags": 1}, {"tags": 2})
    assert [(tag.name, tag.definition) for tag in claims.tags(seeds)] == [
        ("Safety", "Mine"), ("Harm", "Their harm"), ("Heart", ""),
    ]  # fmt: skip
    assert result.omitted == ["“Safety” is described otherwise here; that stays."]


def test_a_codebook_in_utf_16_is_told_by_its_words(seeds: Library, tmp_path: Path) -> None:
    path = tmp_path / "theirs.qdc"
    book = '<?xml version="1.0" encoding="utf-16"?><CodeBook><Codes><Code name="Ü, “x”"/></Codes></CodeBook>'
    path.write_bytes(book.encode("utf-16"))
    bring_in(seeds, path)
    assert [tag.name for tag in claims.tags(seeds)] == ["Ü, “x”"]


# ------------------------------------------------------------------ marks


PLACES = ("https://example.org/on-b-cells", "Research: Mitoxantrone and Progression")


@pytest.mark.parametrize("told", ["label", "id"])
def test_annotations_that_know_only_words_find_the_document_by_title_or_address(
    seeds: Library, tmp_path: Path, told: str
) -> None:
    records.set_field(seeds, 2, "url", PLACES[0])
    source = {"id": PLACES[0]} if told == "id" else {"id": "https://example.org/else", "label": PLACES[1]}
    exact = {"type": "TextQuoteSelector", "exact": "persistently  suppresses B cells"}
    item = {"type": "Annotation", "creator": {"name": "Ann"}, "created": "2024-05-06T07:08:09Z",
            "target": {"source": source, "selector": exact}, "bodyValue": "Which ones?"}  # fmt: skip
    whole = {"type": "Annotation", "target": {"source": source}, "bodyValue": "Read it all."}
    path = tmp_path / "theirs.jsonld"
    path.write_text(json.dumps([item, whole]), encoding="utf-8")

    result = bring_in(seeds, path)

    assert result.added == {"marks": 2} and not result.missing
    found, on_none = sorted(suggestions.kept(seeds, 2), key=lambda mark: not mark.anchored)
    assert (found.span.exact, found.author, found.date[:10], found.note) == (
        "persistently suppresses B cells", "Ann", "2024-05-06", "Which ones?",
    )  # fmt: skip
    assert not on_none.anchored and on_none.note == "Read it all."


def test_marks_of_hypothesis_come_in_as_such_and_what_is_left_says_what_helps(
    seeds: Library, tmp_path: Path
) -> None:
    title = {"title": ["Research: Mitoxantrone and Progression"]}
    rows = [hypothesis_row("suppresses B cells in vivo", document=title), hypothesis_row("elsewhere")]
    path = tmp_path / "theirs.json"
    path.write_text(json.dumps({"rows": rows}), encoding="utf-8")

    assert bring_in(seeds, path, rehearse=True).added == {"marks": 1} and suggestions.kept(seeds) == []
    result = bring_in(seeds, path)
    assert (result.kind, result.added) == ("marks", {"marks": 1})
    assert [each.reason for each in result.missing] == [OPEN_IT]
    again = bring_in(seeds, path)
    assert not again.added and again.known == {"marks": 1}
    history.undo(seeds)
    history.undo(seeds)
    assert suggestions.kept(seeds) == []


def test_a_note_of_zotero_as_html_comes_in(seeds: Library, tmp_path: Path) -> None:
    path = tmp_path / "note.html"
    words = "mitoxantrone persistently suppresses B cells in vivo"
    path.write_text(
        f'<div class="zotero-note"><p><span class="highlight">“{words}”</span> Which?</p></div>',
        encoding="utf-8",
    )
    result = bring_in(seeds, path)
    assert result.kind == "marks" and [each.reason for each in result.missing] == [OPEN_IT]
    marks.import_marks(seeds, path, document=2)
    assert [(each.span.exact, each.note) for each in suggestions.kept(seeds, 2)] == [(words, "Which?")]


# ------------------------------------------------------------------ annotations


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Library]:
    """Return a library that holds the documents of the example review, and nothing else."""
    with closing(library.create(tmp_path / "other.reviewlib")) as lib:
        importing.import_files(lib, sorted(seed().glob("*.txt")))
        yield lib


def annotations(lib: Library) -> dict[str, Any]:
    page = json.loads(FORMATS["web-annotations"](library.snapshot(lib)))
    for item in page["items"]:
        del item["modified"]
    page["partOf"].pop("label")
    return dict(page)


def test_annotations_come_in_again_as_the_same_claims_and_quotes(
    review: Library, other: Library, tmp_path: Path
) -> None:
    path = written(review, tmp_path, "web-annotations")
    before = library.snapshot(review)

    result = bring_in(other, path)

    after = library.snapshot(other)
    quoted = {link.claim for link in before.quotes}
    assert result.added == {
        "tags": len(after.tags), "claims": len(quoted), "quotes": len(before.quotes),
    }  # fmt: skip
    assert not (result.missing or result.moved or result.known)
    assert annotations(other) == annotations(review)
    assert library.check(other) == []
    again = bring_in(other, path)
    assert not again.added and again.known == result.added and not again.changes.rows
    history.undo(other)
    assert library.snapshot(other).quotes == () and claims.tags(other) == []


def test_the_one_who_quoted_and_when_are_kept(review: Library, other: Library, tmp_path: Path) -> None:
    page = annotations(review)
    for item in page["items"]:
        item["creator"] = {
            "id": f"urn:uuid:{'a1' * 4}-a1a1-a1a1-a1a1-{'a1' * 6}",
            "type": "Person",
            "name": "Ann",
        }
        item["created"] = "2001-02-03T04:05:06Z"
    path = tmp_path / "page.jsonld"
    path.write_text(json.dumps(page), encoding="utf-8")
    bring_in(other, path)

    found = library.snapshot(other)
    assert {link.reviewer for link in found.quotes} == {"a1" * 16} and found.reviewers["a1" * 16] == "Ann"
    assert {made for made, _ in found.written.values()} == {"2001-02-03T04:05:06.000+00:00"}


def test_quotes_are_found_again_in_another_version(review: Library, tmp_path: Path) -> None:
    path, before = written(review, tmp_path, "web-annotations"), library.snapshot(review)
    page = json.loads(path.read_text(encoding="utf-8"))
    for item in page["items"]:
        source = item["target"]["source"]
        source["id"], source["via"] = f"{source['id'][:-4]}0000", "https://example.org/" + source["label"][:3]
        source.pop("sourceFile")
    path.write_text(json.dumps(page), encoding="utf-8")
    with closing(library.create(tmp_path / "third.reviewlib")) as third:
        for file in sorted(seed().glob("*.txt")):
            importing.import_text(third, file.name, "A line before.\n\n" + file.read_text(encoding="utf-8"))
        for document in library.snapshot(third).documents:
            (title,) = (d.record.title for d in before.documents if document.text.endswith(d.text))
            records.set_field(third, document.id, "url", "https://example.org/" + title[:3])
        result = bring_in(third, path)

        assert result.added.get("quotes", 0) + len(result.missing) == len(page["items"])
        assert len(result.moved) >= result.added["quotes"] and min(m.score for m in result.moved) > 0.5
        for link in claims.quotes(third):
            assert link.span.exact == link.span.exact.strip()


def test_words_and_documents_that_are_not_there_are_listed(seeds: Library, tmp_path: Path) -> None:
    text = library.snapshot(seeds).documents[0]
    known = {"type": "Annotation", "target": {
        "source": f"urn:sha256:{text.sha256}",
        "selector": {"type": "TextQuoteSelector", "exact": "never written here"},
    }}  # fmt: skip
    foreign = {**known, "target": {**known["target"], "source": "https://example.org/else"}}
    mark = {**known, "bodyValue": "Look", "creator": "https://example.org/ann", "target": {
        **known["target"], "selector": {"type": "TextPositionSelector", "start": 0, "end": 8},
    }}  # fmt: skip
    path = tmp_path / "a.json"
    path.write_text(json.dumps([known, foreign, mark, {"type": "Annotation"}]), encoding="utf-8")

    result = bring_in(seeds, path)

    assert [each.reason for each in result.missing] == [
        "it has no target", "its words do not stand in the document", "its document is not in the library",
    ]  # fmt: skip
    assert result.added == {"marks": 1}
    (kept,) = suggestions.kept(seeds)
    assert (kept.note, kept.author, kept.span.exact) == ("Look", "https://example.org/ann", text.text[:8])
    assert bring_in(seeds, path).known == {"marks": 1}


def test_a_quote_that_would_cross_a_boundary_here_is_listed(review: Library, tmp_path: Path) -> None:
    claim = on_claims.numbered(review, 1)
    page = json.loads(written(review, tmp_path, "web-annotations").read_text(encoding="utf-8"))
    item = page["items"][0]
    item["target"]["selector"] = {"type": "TextPositionSelector", "start": 0, "end": 600}
    path = tmp_path / "cross.jsonld"
    path.write_text(json.dumps(item), encoding="utf-8")

    result = bring_in(review, path)

    assert claim.number == 1 and "cross a voice boundary" in result.missing[0].reason
    assert "quotes" not in result.added


# ------------------------------------------------------------------ projects


def picture(lib: Library) -> list[object]:
    """Return what of a library a project carries, without ids."""
    found = library.snapshot(lib)
    texts = {d.id: d.sha256 for d in found.documents}
    names = {c.id: c.number for c in found.claims}
    groups = {p.id: p.name for p in found.populations}
    return [
        [(d.text, d.record.title, d.record.authors, d.record.doi) for d in found.documents],
        {
            texts[id]: [
                (s.start, s.end, s.kind, s.voice, s.role, s.attribution, s.comment, s.confirmed_by)
                for s in parts
            ]
            for id, parts in found.segments.items()
        },
        of_tags(found.tags),
        [replace(c, id=0, tags=()) for c in found.claims],
        sorted(
            (texts[q.span.document], q.span.start, q.span.end, names[q.claim], q.stance, q.voice, q.pico,
             q.note, str(q.direction), q.background, groups.get(q.population or 0), q.reviewer, q.second_hand)
            for q in found.quotes
        ),
        {texts[s.document]: (s.design, s.participants, s.setting) for s in found.studies.values()},
    ]  # fmt: skip


def test_a_project_comes_in_again_as_the_same_review(review: Library, tmp_path: Path) -> None:
    path = written(review, tmp_path, "qdpx")
    with closing(library.create(tmp_path / "fresh.reviewlib")) as fresh:
        rehearsed = bring_in(fresh, path, rehearse=True)
        assert library.snapshot(fresh).documents == ()
        result = bring_in(fresh, path)

        assert result.added == rehearsed.added and result.added["documents"] == 2
        assert not result.missing and not result.omitted and not result.moved
        before, after = picture(review), picture(fresh)
        for one, other in zip(before, after, strict=True):
            assert one == other
        assert library.check(fresh) == []
        again = bring_in(fresh, path)
        assert not again.added and not again.changes.rows
        history.undo(fresh)
        empty = library.snapshot(fresh)
        assert (empty.documents, empty.claims, empty.quotes, empty.tags) == ((), (), (), ())
        history.redo(fresh)
        assert picture(fresh) == after


def test_codings_of_other_programs_are_marks_and_their_codes_tags(tmp_path: Path) -> None:
    path = tmp_path / "theirs.qdpx"
    path.write_bytes(
        theirs(b"Noise wakes people at night.\r\nSo we shut the doors.\r\n", selection(0, 11, "Noise"))
    )
    with closing(library.create(tmp_path / "fresh.reviewlib")) as fresh:
        result = bring_in(fresh, path)

        assert result.kind == "project" and result.added == {"documents": 1, "tags": 2, "marks": 1}
        (mark,) = suggestions.kept(fresh)
        assert (mark.span.exact, mark.author, mark.note) == ("Noise wakes", "Ann", "Note\nFear")
        assert mark.reason == "Coded “Fear” by Ann in QualCoder 3."
        assert [tag.name for tag in claims.tags(fresh)] == ["Mood", "Fear"]
        assert claims.claims(fresh) == []
