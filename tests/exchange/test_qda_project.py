"""REFI-QDA projects: by the rules of the schema, the same when they come in again, read as others write."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reviewer import text as texts
from reviewer.errors import ReviewError
from reviewer.exchange import positions, qda_in, qda_project, xml_tree
from reviewer.exchange.coded import Coded
from reviewer.exchange.positions import Selection, counting
from reviewer.model import Segment, Snapshot
from reviewer.readers import Input
from tests.exchange import qda_rules
from tests.exchange.made_reviews import reviews
from tests.kept import as_kept
from tests.reports import sample


def read(data: bytes) -> Coded:
    return qda_in.read_project(Input.of_bytes(data, "made.qdpx"))


def main(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read("project.qde").decode("utf-8")


@settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
@given(snapshot=reviews())
def test_what_goes_out_comes_in_again_by_the_rules(snapshot: Snapshot) -> None:
    data = qda_project.qda_project(snapshot)
    top = xml_tree.parse(main(data).encode(), "project.qde")
    own, refs = qda_rules.guids(top)
    assert qda_rules.faults(top) == [] and len(set(own)) == len(own) and refs <= set(own)

    found = read(data)
    assert found.faults == [] and found.omitted == [] and found.origin == "Reviewer"
    assert [(s.text, s.title) for s in found.sources.values()] == [
        (d.text, d.record.title) for d in snapshot.documents
    ]  # fmt: skip
    names = {tag.id: tag.guid for tag in snapshot.tags}
    numbers = {claim.id: claim.number for claim in snapshot.claims}
    assert [
        (c.number, c.statement, c.label, c.pico, c.direction, c.note, set(c.guids))
        for c in found.claims.values()
    ] == [
        (c.number, c.statement, c.label, c.pico, c.direction, c.note, {names[tag] for tag in c.tags})
        for c in snapshot.claims
    ]  # fmt: skip
    people = {p.id: (p.name, p.short) for p in snapshot.populations}
    sources = list(found.sources)
    assert [
        (sources.index(q.source) + 1, found.claims[q.claim].number, q.anchor.start, q.anchor.end, q.stance,
         q.note, q.background, q.pico, q.direction, q.population, q.person.name, q.made)
        for q in found.quotes
    ] == [
        (q.span.document, numbers[q.claim], q.span.start, q.span.end, q.stance, q.note, q.background, q.pico,
         q.direction, people.get(q.population or 0), "Kim Example", snapshot.written[q.id][0])
        for q in snapshot.quotes
    ]  # fmt: skip


def test_the_example_is_as_kept_and_holds_whose_words_they_are() -> None:
    snapshot = sample.example()
    data = qda_project.qda_project(snapshot)
    text = main(data)
    assert qda_project.qda_project(snapshot) == data
    assert text == as_kept("project.qde", text)

    found = read(data)
    for document, source in zip(snapshot.documents, found.sources.values(), strict=True):
        assert source.parts == tuple(bare(each) for each in snapshot.segments[document.id])
        assert source.record is not None and source.record.title == document.record.title
    assert list(found.sources.values())[0].design == snapshot.studies[1].design
    assert qda_project.omitted(snapshot)[0] == "8 certainty ratings"


def bare(segment: Segment) -> Segment:
    quotes = segment.quotes and replace(segment.quotes, document=None, start=None)
    return replace(segment, id=0, quotes=quotes)


# ------------------------------------------------------------------ other programs


def theirs(text: bytes, selections: str, codes: str = "", more: str = "") -> bytes:
    project = f"""<?xml version="1.0" encoding="utf-8"?>
<Project xmlns="urn:QDA-XML:project:1.0" name="Theirs" origin="QualCoder 3">
<Users><User guid="00000000-0000-0000-0000-0000000000AA" name="Ann"/></Users>
<CodeBook><Codes><Code guid="00000000-0000-0000-0000-000000000001" name="Mood" isCodable="false">
<Code guid="00000000-0000-0000-0000-000000000002" name="Fear" isCodable="true" color="#f00"/></Code>
{codes}</Codes></CodeBook>
<Sources><TextSource guid="00000000-0000-0000-0000-000000000003" name="One" plainTextPath="internal://one.TXT">
{selections}</TextSource></Sources>{more}</Project>"""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("project.qde", project)
        archive.writestr("sources/one.txt", text)
    return out.getvalue()


def selection(start: int, end: int, name: str = "") -> str:
    return (
        f'<PlainTextSelection guid="{start:08}-0000-0000-0000-{end:012}" name="{name}" '
        f'startPosition="{start}" endPosition="{end}" creatingUser="00000000-0000-0000-0000-0000000000aa" '
        'creationDateTime="2020-01-02T03:04:05Z">'
        "<Description>Note</Description>"
        f'<Coding guid="{end:08}-1111-0000-0000-{start:012}">'
        '<CodeRef targetGUID="00000000-0000-0000-0000-000000000002"/></Coding></PlainTextSelection>'
    )


TEXT = "🧬 Genes are long.\r\nSleep is short.\r\n\r\nNoise wakes 🧬 people."
CLEAN = texts.clean(TEXT)


def counted(words: str, *, two: bool, wide: bool, mark: bool) -> tuple[int, int]:
    raw = ("\ufeff" if mark else "") + (TEXT if two else CLEAN)
    at = raw.index(words)
    width = (lambda s: len(s.encode("utf-16-le")) // 2) if wide else len
    return width(raw[:at]), width(raw[: at + len(words)])


@pytest.mark.parametrize("named", [True, False])
@pytest.mark.parametrize("mark", [True, False])
@pytest.mark.parametrize("wide", [True, False])
@pytest.mark.parametrize("two", [True, False])
def test_positions_are_taken_as_they_were_counted(two: bool, wide: bool, mark: bool, named: bool) -> None:
    quoted = ["Genes are long", "Sleep is short", "Noise wakes", "people"]
    marks = [selection(*counted(w, two=two, wide=wide, mark=mark), w if named else "") for w in quoted]
    found = read(theirs(("\ufeff" if mark else "").encode() + TEXT.encode(), "".join(marks)))

    assert [q.anchor.exact for q in found.quotes] == quoted
    (source,) = found.sources.values()
    assert source.text == CLEAN
    assert {(q.codes, q.note, q.person.name, q.made) for q in found.quotes} == {
        (("Fear",), "Note", "Ann", "2020-01-02T03:04:05.000+00:00")
    }  # fmt: skip


@given(st.text("ab \n🧬", min_size=1, max_size=40), st.booleans())
def test_a_position_that_is_counted_plainly_is_itself(text: str, named: bool) -> None:
    way = positions.Counting(range(len(text) + 1))
    assert [way.place(at) for at in range(len(text) + 1)] == list(range(len(text) + 1))
    assert counting("plain", [Selection(0, 5, "plain" if named else "")]).place(5) == 5


def test_what_is_not_text_is_said() -> None:
    more = '<Cases><Case guid="00000000-0000-0000-0000-000000000009"/></Cases>'
    data = theirs(b"Noise wakes people.", selection(0, 5) + selection(40, 60) + selection(5, 5), more=more)
    found = read(data)

    assert [q.anchor.exact for q in found.quotes] == ["Noise"]
    assert [reason for _, reason in found.faults] == ["its positions lie outside of the text"] * 2
    assert "1 case." in found.omitted
    assert [c.name for c in found.codes] == ["Mood"] and found.codes[0].below[0].colour == "brick"


def test_a_text_that_is_not_there_is_said() -> None:
    data = theirs(b"x y", selection(0, 1)).replace(b"sources/one.txt", b"sources/two.txt")
    found = read(data)

    assert found.sources == {} and found.faults == [("One", "its text is not in the file as plain text")]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"start": 0,', '"start": 1e999,'),
        ('"start": 0,', '"start": true,'),
        ('"kind": "title"', '"kind": "song"'),
        ('"comment": 1,', '"comment": "one",'),
        ('"confidence": 1.0', '"confidence": []'),
        ('"start": 0,', '"start": 1,'),
    ],
)
def test_parts_that_make_no_sense_are_not_taken(old: str, new: str) -> None:
    whole = qda_project.qda_project(sample.example())
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive, zipfile.ZipFile(io.BytesIO(whole)) as given:
        for name in given.namelist():
            archive.writestr(name, given.read(name).decode().replace(old, new).encode())
    found = read(out.getvalue())

    kept = [bool(source.parts) for source in found.sources.values()]
    assert len(kept) == 2 and not all(kept)


NO_ENCODING = b'<?xml version="1.0" encoding="utf-y"?><Project/>'


@pytest.mark.parametrize(
    "project", [NO_ENCODING, b"<Other/>", b"<Project", b"", b'<!DOCTYPE a [<!ENTITY b "c">]><Project/>']
)
def test_what_is_no_project_is_refused(project: bytes) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("project.qde" if project else "other.txt", project)
    with pytest.raises(ReviewError):
        read(out.getvalue())
    with pytest.raises(ReviewError):
        read(out.getvalue()[:-30])


def test_a_project_that_swells_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("project.qde", b"<Project>" + b" " * 110_000_000)
    with pytest.raises(ReviewError, match="swells|MB"):
        read(out.getvalue())
