"""Import, and corrections of boundaries."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reviewer import library
from reviewer.actions import documents as actions
from reviewer.actions import history, importing
from reviewer.errors import Cancelled, Declined, ReviewError
from reviewer.library import Library, documents, imports, integrity
from reviewer.model import Kind, Segment, Voice
from reviewer.settings import seed

STUDY, BLOG = 1, 2


def worded(lib: Library, document: int) -> list[Segment]:
    return [s for s in documents.segments(lib, document) if s.rule != documents.BLANK]


def at(lib: Library, document: int, start: int) -> Segment:
    return next(s for s in worded(lib, document) if s.start == start)


def whole(lib: Library, document: int) -> bool:
    text = documents.document(lib, document).text
    return integrity.uncovered(documents.segments(lib, document), len(text)) == ""


def test_the_same_bytes_again_add_nothing_and_say_so(seeds: Library) -> None:
    result = importing.import_files(seeds, sorted(seed().glob("*.txt")))
    counts = result.counts()
    assert counts["added"] == 0 and counts["duplicates"] == 2
    assert counts["records"] == counts["added"] + counts["duplicates"] + counts["rejected"]
    assert documents.count(seeds) == 2
    assert [file.duplicates for file in result.files if file.duplicates] == [
        [{"of": STUDY, "record": 1}],
        [{"of": BLOG, "record": 1}],
    ]


def test_sources_are_kept_byte_for_byte(seeds: Library) -> None:
    for document in documents.documents(seeds):
        assert imports.source_bytes(seeds, document.source_sha256) == Path(document.source).read_bytes()


def test_bad_files_are_listed_and_the_rest_goes_in(seeds: Library, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    (tmp_path / "שלום 😀.txt").write_bytes("Wörter, die jemand schrieb.".encode("utf-16"))
    names = ["empty.txt", "picture.txt", "שלום 😀.txt"]
    result = importing.import_files(seeds, [tmp_path / name for name in names])
    assert result.counts() == {"records": 3, "added": 1, "duplicates": 0, "rejected": 2}
    assert all(file.rejected[0]["reason"] for file in result.files[:2])
    assert documents.document(seeds, result.files[2].added[0]).text == "Wörter, die jemand schrieb."


def test_one_undo_takes_an_import_back(seeds: Library) -> None:
    history.undo(seeds)
    assert documents.count(seeds) == 0
    result = importing.import_files(seeds, [seed("002_6655412ea27c3016.txt")])
    assert result.counts()["added"] == 1 and library.check(seeds) == []


def test_an_import_stopped_at_once_changes_nothing(seeds: Library, tmp_path: Path) -> None:
    (tmp_path / "new.txt").write_text("New words of somebody.")

    def stop(done: int, total: int | None, what: str) -> None:
        raise Cancelled

    result = importing.import_files(seeds, [tmp_path / "new.txt"], stop)

    assert result.stopped and result.counts()["records"] == 0
    assert documents.count(seeds) == 2 and len(library.snapshot(seeds).documents) == 2


def test_nothing_named_and_missing_files_are_said(seeds: Library, tmp_path: Path) -> None:
    with pytest.raises(ReviewError, match="no documents here"):
        importing.import_files(seeds, [])
    with pytest.raises(ReviewError, match="no file"):
        importing.import_files(seeds, [tmp_path / "missing.txt"])


def test_pasted_text_becomes_a_document(seeds: Library) -> None:
    result = importing.import_text(seeds, "Pasted text", "I think this helped me 😀.")
    assert documents.document(seeds, result.files[0].added[0]).text.endswith("😀.")


# ------------------------------------------------------------------ boundaries


def test_a_boundary_moves_and_undo_puts_it_back(seeds: Library) -> None:
    before = documents.segments(seeds, BLOG)
    text = documents.document(seeds, BLOG).text
    start = text.index("This is a type of immune cell")
    comment = at(seeds, BLOG, 1425)
    actions.move_boundary(seeds, BLOG, comment.id, start)
    moved = at(seeds, BLOG, start)
    above = next(s for s in worded(seeds, BLOG) if s.start == 41)
    assert moved.id == comment.id and moved.confirmed_by == seeds.reviewer.id
    assert text[above.end - 1] == "." and above.end < start and whole(seeds, BLOG)
    history.undo(seeds)
    assert documents.segments(seeds, BLOG) == before


def test_a_boundary_cannot_swallow_a_part(seeds: Library) -> None:
    comment = at(seeds, BLOG, 1425)
    for place in (0, 41, 2128, 3000):
        with pytest.raises(Declined, match="without words"):
            actions.move_boundary(seeds, BLOG, comment.id, place)
    with pytest.raises(Declined, match="begins where"):
        actions.move_boundary(seeds, BLOG, at(seeds, BLOG, 0).id, 5)


def test_a_part_splits_merges_and_changes_its_voice(seeds: Library) -> None:
    text = documents.document(seeds, BLOG).text
    cut = text.index("a prospective single-arm")
    actions.split_segment(seeds, BLOG, cut)
    lower = at(seeds, BLOG, cut)
    actions.set_kind(seeds, BLOG, lower.id, Kind.COMMENTARY)
    assert at(seeds, BLOG, cut).voice is Voice.COMMENTARY and whole(seeds, BLOG)
    actions.merge_segment(seeds, BLOG, lower.id)
    methods = worded(seeds, BLOG)[2]
    assert (methods.start, methods.end) == (530, 749) and whole(seeds, BLOG)
    assert methods.voice is Voice.STUDY


def test_a_new_comment_is_counted_in_the_order_of_the_text(seeds: Library) -> None:
    byline = at(seeds, BLOG, 1425)
    actions.set_kind(seeds, BLOG, byline.id, Kind.COMMENT)
    numbers = [s.comment for s in worded(seeds, BLOG) if s.kind is Kind.COMMENT]
    assert numbers[:3] == [1, 2, 3] and numbers[-1] == 4
    reply = next(s for s in worded(seeds, BLOG) if s.kind is Kind.QUOTE)
    assert (reply.comment, reply.in_reply_to) == (4, 3)


def test_an_abstract_of_passages_changes_its_voice_as_a_whole_in_one_step(seeds: Library) -> None:
    before = documents.segments(seeds, BLOG)
    passages = [s.id for s in before if s.kind is Kind.ABSTRACT]
    actions.set_kinds(seeds, BLOG, passages, Kind.COMMENT)

    changed = [s for s in documents.segments(seeds, BLOG) if s.id in passages]
    assert {(s.voice, s.comment, s.role) for s in changed} == {(Voice.READER, 1, None)}
    assert [s.comment for s in worded(seeds, BLOG) if s.kind is Kind.COMMENT][-1] == 4
    history.undo(seeds)
    assert documents.segments(seeds, BLOG) == before


def test_passages_join_the_part_above_as_one(seeds: Library) -> None:
    passages = [s.id for s in worded(seeds, BLOG) if s.kind is Kind.ABSTRACT]
    actions.join(seeds, BLOG, passages)

    assert (at(seeds, BLOG, 0).end, whole(seeds, BLOG)) == (1422, True)
    with pytest.raises(Declined, match="no part above"):
        actions.join(seeds, BLOG, [at(seeds, BLOG, 0).id])


def test_a_comment_with_a_quote_goes_on_with_the_comment_above(seeds: Library) -> None:
    third = [s for s in worded(seeds, BLOG) if s.comment == 3]
    actions.join(seeds, BLOG, [s.id for s in third])

    joined = [s for s in worded(seeds, BLOG) if s.comment == 2]
    assert [s.kind for s in joined] == [Kind.COMMENT, Kind.COMMENT, Kind.QUOTE, Kind.COMMENT]
    assert all(s.in_reply_to != 2 for s in joined) and whole(seeds, BLOG)
    actions.attribute(seeds, BLOG, [joined[0].id, joined[3].id], "Ann")
    assert [s.attribution and s.attribution.name for s in worded(seeds, BLOG) if s.comment == 2] == [
        "Ann", None, None, "Ann",
    ]  # fmt: skip


def test_confirming_counts_boundaries_not_parts(seeds: Library) -> None:
    parts = worded(seeds, BLOG)
    third = [s.id for s in parts if s.comment == 3]

    assert actions.confirm(seeds, BLOG, third).label == "Confirm a boundary"
    abstract = [s.id for s in parts if s.kind is Kind.ABSTRACT]
    first = [s.id for s in parts if s.comment == 1]
    assert actions.confirm(seeds, BLOG, [*abstract, *first]).label == "Confirm 2 boundaries"


def test_attribution_and_confirmation_say_who(seeds: Library) -> None:
    comment = at(seeds, BLOG, 2202)
    actions.set_attribution(seeds, BLOG, comment.id, "Ada 🦉")
    shown = at(seeds, BLOG, 2202).attribution
    assert shown is not None and shown.name == "Ada 🦉"
    actions.confirm(seeds, BLOG, [s.id for s in worded(seeds, BLOG)])
    assert {s.confirmed_by for s in worded(seeds, BLOG)} == {seeds.reviewer.id}
    again = actions.confirm(seeds, BLOG, [s.id for s in worded(seeds, BLOG)])
    assert again.rows == {}


def test_a_quote_needs_the_voice_of_whoever_is_quoted(seeds: Library) -> None:
    with pytest.raises(Declined, match="whoever is quoted"):
        actions.set_kind(seeds, BLOG, at(seeds, BLOG, 2202).id, Kind.QUOTE)
    actions.set_kind(seeds, BLOG, at(seeds, BLOG, 2202).id, Kind.QUOTE, Voice.STUDY)
    assert at(seeds, BLOG, 2202).second_hand


CORRECTION = st.tuples(
    st.sampled_from(["move", "split", "merge", "join", "kind", "kinds"]),
    st.integers(0, 3170),
    st.integers(0, 9),
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(corrections=st.lists(CORRECTION, min_size=1, max_size=8))
def test_any_corrections_keep_the_text_covered_once(
    seeds: Library, corrections: list[tuple[str, int, int]]
) -> None:
    seeds.db.execute("PRAGMA synchronous = OFF")
    for name, position, number in corrections:
        parts = worded(seeds, BLOG)
        target = parts[number % len(parts)].id
        some = [part.id for part in parts[number % len(parts) :][: 1 + position % 3]]
        try:
            if name == "move":
                actions.move_boundary(seeds, BLOG, target, position)
            elif name == "split":
                actions.split_segment(seeds, BLOG, position)
            elif name == "merge":
                actions.merge_segment(seeds, BLOG, target)
            elif name == "join":
                actions.join(seeds, BLOG, some)
            elif name == "kinds":
                kind = [kind for kind in Kind if kind is not Kind.QUOTE][position % (len(Kind) - 1)]
                actions.set_kinds(seeds, BLOG, some, kind)
            else:
                kind = list(Kind)[position % len(Kind)]
                actions.set_kind(seeds, BLOG, target, kind, Voice.READER if kind is Kind.QUOTE else None)
        except Declined:
            continue
        assert whole(seeds, BLOG)


def test_a_study_is_described_field_by_field(seeds: Library) -> None:
    actions.set_study(seeds, STUDY, design="case series", participants=20)
    actions.set_study(seeds, STUDY, label="NMO series")
    study = documents.study(seeds, STUDY)
    assert study is not None and (study.design, study.participants, study.label) == (
        "case series",
        20,
        "NMO series",
    )
    history.undo(seeds)
    history.undo(seeds)
    assert documents.study(seeds, STUDY) is None


@pytest.mark.parametrize("position", [-5, 10**9])
def test_a_boundary_beyond_the_text_is_declined(seeds: Library, position: int) -> None:
    part = worded(seeds, BLOG)[-1]
    with pytest.raises(Declined, match="without words"):
        actions.move_boundary(seeds, BLOG, part.id, position)
    assert whole(seeds, BLOG)
