"""The manifest: whole, the same each time, silent about what is left out, and read back only when sane."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.errors import ReviewError
from reviewer.model import Claim, Snapshot, Voice
from reviewer.reports import Options, build
from reviewer.reports import manifest as made
from reviewer.reports.build import SECTIONS
from reviewer.reports.manifest import PARTS, Manifest
from reviewer.reports.manifest_reading import options_of, read
from reviewer.reports.pieces import PRINTED
from tests.reports import sample

KEY = "a secret"


def of(snapshot: Snapshot, **options: object) -> Manifest:
    return build(replace(snapshot, key=KEY), Options(**options)).manifest  # type: ignore[arg-type]


def test_it_names_every_claim_quote_rating_and_text() -> None:
    snapshot = sample.example()
    found = of(snapshot)

    keys = {piece.key for piece in found.pieces}
    assert {f"claim:{each.id}" for each in snapshot.claims} <= keys
    assert {f"quote:{each.id}" for each in snapshot.quotes} <= keys
    assert len([each for each in keys if each.startswith("certainty:")]) == len(snapshot.certainties)
    assert len([each for each in keys if each.startswith("appraisal:")]) == len(snapshot.appraisals)
    assert {each.sha256 for each in found.texts} == {each.sha256 for each in snapshot.documents}
    assert found.op == sample.LAST.id and found.app and found.state


@pytest.mark.parametrize("experience", [True, False])
def test_selected_is_exported_and_listed_as_left_out(experience: bool) -> None:
    snapshot = sample.example()
    found = of(snapshot, experience=experience)

    held = {"claim": len(snapshot.claims), "quote": len(snapshot.quotes), "document": len(snapshot.documents)}
    for kind, number in held.items():
        count = found.counts[kind]
        assert count.selected == number == count.exported + count.omitted
    assert all(count.selected == count.exported + count.omitted for count in found.counts.values())
    assert sum(each.count for each in found.omissions) == sum(each.omitted for each in found.counts.values())
    assert bool(found.counts["quote"].omitted) is not experience


def test_what_no_chosen_section_prints_is_listed_as_left_out_of_pages_and_stays_in_tables() -> None:
    report = build(sample.example(), Options(contents=("title", "summary", "levels")))
    pages, tables = report.manifest, report.stated

    assert {kind for kind, count in pages.counts.items() if count.exported} == {
        "question", "document", "claim", "certainty", "appraisal",
    }  # fmt: skip
    why = "the sections that print them were not chosen"
    assert {each.kind for each in pages.omissions if each.why == why} == {"quote", "appraisal"}
    assert all(count.selected == count.exported + count.omitted for count in pages.counts.values())
    assert {kind: count.selected for kind, count in pages.counts.items()} == {
        kind: count.selected for kind, count in tables.counts.items()
    }
    assert not tables.omissions
    usual = build(sample.example())
    assert usual.manifest is usual.stated


def test_every_section_that_states_a_piece_is_known() -> None:
    assert set().union(*PRINTED.values()) <= set(SECTIONS)


def test_unused_documents_are_told_in_runs() -> None:
    page = sample.small("One.").documents[0]
    more = tuple(replace(page, id=id) for id in (*range(2, 2000), 2005))
    whole = replace(sample.small("One."), documents=(page, *more))
    [omission] = of(whole).omissions

    assert omission.keys == ("2-1999", "2005") and omission.count == 1999


def test_it_is_read_back_as_it_was() -> None:
    found = of(sample.example(), experience=False)
    again = read(found.to_bytes())

    assert again.to_bytes() == found.to_bytes()
    assert options_of(again) == Options(experience=False)
    assert again.is_of(KEY) and not again.is_of("another")


def test_the_secret_is_neither_told_nor_needed_to_read() -> None:
    assert KEY.encode() not in of(sample.example()).to_bytes()
    assert KEY not in repr(of(sample.example()))


def test_fingerprints_differ_between_libraries_and_those_of_texts_do_not() -> None:
    one, other = of(sample.example()), build(replace(sample.example(), key="other")).manifest

    assert one.texts == other.texts
    assert not {each.hash for each in one.pieces} & {each.hash for each in other.pieces}
    assert not {each.parts for each in one.pieces} & {each.parts for each in other.pieces}


def test_a_changed_piece_differs_in_the_part_that_was_changed_alone() -> None:
    snapshot = sample.example()
    first, *rest = snapshot.claims
    changed = replace(snapshot, claims=(replace(first, note="Seen again."), *rest))
    before, after = of(snapshot), of(changed)

    differing = [(a, b) for a, b in zip(before.pieces, after.pieces, strict=True) if a != b]
    [(old, new)] = differing
    assert old.key == new.key == f"claim:{first.id}"
    parts = [name for name, a, b in zip(PARTS["claim"], old.parts, new.parts, strict=True) if a != b]
    assert parts == ["note"] and before.state != after.state


def test_words_left_out_as_a_detail_of_health_are_changed_words() -> None:
    snapshot = sample.example()
    quote = next(each for each in snapshot.quotes if each.voice is Voice.READER)
    span = (quote.span.document, quote.span.start, quote.span.start + 3)
    masked = replace(snapshot, recorded=replace(snapshot.recorded, masks=(span,)))
    differing = {
        (b.key, name)
        for a, b in zip(of(snapshot).pieces, of(masked).pieces, strict=True)
        for name, one, other in zip(PARTS[a.kind], a.parts, b.parts, strict=True)
        if one != other
    }

    assert (f"quote:{quote.id}", "words") in differing and {name for _, name in differing} == {"words"}
    assert of(snapshot, masked=False).pieces == of(masked, masked=False).pieces


@given(st.text(), st.text())
def test_words_of_users_stay_data(statement: str, note: str) -> None:
    snapshot = sample.small("x")
    snapshot = replace(snapshot, claims=(Claim(1, 1, statement, note=note),), name=statement)
    data = of(snapshot).to_bytes()

    assert read(data).to_bytes() == data
    assert not set(b"<>&") & set(data) and data.isascii()


def test_it_holds_no_fractions() -> None:
    with pytest.raises(TypeError):
        made.canonical(made._as_json({"a": [1.5]}))


# ------------------------------------------------------------------ files of strangers

GOOD = of(sample.small("One.")).to_bytes()


def broken(**changes: object) -> bytes:
    return json.dumps(json.loads(GOOD) | changes).encode()


HOSTILE = {
    "nothing": b"",
    "not json": b"{",
    "cut": GOOD[:-40],
    "another thing": b'{"format": "else"}',
    "a list": b"[]",
    "deep": b"[" * 200_000,
    "deep options": broken(options={"a": [[[[[[1]]]]]]}),
    "a fraction": broken(op=1.5),
    "not a number": GOOD.replace(b'"op":57', b'"op":NaN'),
    "a truth": broken(op=True),
    "below nothing": broken(op=-1),
    "too large": broken(op=2**60),
    "a number of many digits": GOOD.replace(b'"op":57', b'"op":' + b"9" * 5000),
    "twice": GOOD.replace(b'"op":57', b'"op":57,"op":57'),
    "more": broken(extra=1),
    "less": json.dumps({k: v for k, v in json.loads(GOOD).items() if k != "texts"}).encode(),
    "no list": broken(pieces={}),
    "no piece": broken(pieces=[{"kind": "quote"}]),
    "no kind": broken(pieces=[json.loads(GOOD)["pieces"][0] | {"kind": "other"}]),
    "parts missing": broken(pieces=[json.loads(GOOD)["pieces"][0] | {"parts": []}]),
    "no digits": broken(library="zz"),
    "long words": broken(name="x" * 20_000),
    "not ascii": GOOD.replace(b"Small", "Smäll".encode()),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_manifest_is_refused_in_words(name: str) -> None:
    with pytest.raises(ReviewError) as refused:
        read(HOSTILE[name])
    assert refused.value.hint


def test_a_newer_one_is_told_as_such() -> None:
    with pytest.raises(ReviewError, match="newer"):
        read(broken(version=2))


def test_one_too_large_is_not_even_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reviewer.reports.manifest_reading.MOST_BYTES", 100)
    with pytest.raises(ReviewError, match="MB"):
        read(GOOD)


@pytest.mark.parametrize(
    "options", [{"paper": 3}, {"experience": "yes"}, {"tomorrow": True}, {"people": ["a"]}]
)
def test_options_nobody_knows_are_refused(options: dict[str, object]) -> None:
    with pytest.raises(ReviewError):
        options_of(read(broken(options=options)))


@given(
    st.binary(max_size=200)
    | st.recursive(st.integers() | st.text(), st.lists).map(lambda v: json.dumps(v).encode())
)
def test_noise_never_ends_in_another_error(data: bytes) -> None:
    with pytest.raises(ReviewError):
        read(data)


@given(st.data())
def test_a_manifest_changed_anywhere_is_refused_or_no_longer_marked(data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(GOOD) - 1))
    with_another = GOOD[:at] + bytes([data.draw(st.integers(32, 126))]) + GOOD[at + 1 :]
    try:
        found = read(with_another)
    except ReviewError:
        return
    assert found.to_bytes() == GOOD or not found.is_of(KEY)
