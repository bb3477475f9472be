"""Separating again: what would change is shown, what a person settled stands, one undo takes it back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from reviewer import library, readers
from reviewer.actions import claims as claim_actions
from reviewer.actions import documents as actions
from reviewer.actions import history
from reviewer.library import Library, claims, documents, journal, separations
from reviewer.model import Attribution, Box, Document, Kind, Segment, Span, Voice
from reviewer.separation import BLANK, ENGINE, boundaries, separate
from tests.engines import study_as_commentary

BLOG = 2


def part(lib: Library, words: str) -> Segment:
    text = documents.document(lib, BLOG).text
    return next(s for s in documents.segments(lib, BLOG) if text.startswith(words, s.start))


@pytest.fixture
def other_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the engine take the study and the first comment for the page author's words."""

    def mistaken(document: Document) -> list[Segment]:
        found = separate(document)
        if not any(s.second_hand for s in found):
            return found
        return [
            replace(s, kind=Kind.COMMENTARY, voice=Voice.COMMENTARY, comment=None, rule="no cue")
            if document.text.startswith("I will get", s.start)
            else s
            for s in study_as_commentary(found)
        ]

    monkeypatch.setattr(actions, "separate", mistaken)


def test_the_same_engine_changes_nothing_and_leaves_no_trace(seeds: Library) -> None:
    before = journal.last_op(seeds)

    assert all(each.is_empty for each in actions.preview(seeds, [1, BLOG]))
    assert actions.separate_again(seeds, [1, BLOG]).rows == {}
    assert journal.last_op(seeds) == before


@pytest.mark.usefixtures("other_engine")
def test_what_would_change_is_told_and_nothing_is_written(seeds: Library) -> None:
    before = documents.segments(seeds, BLOG)
    found = actions.preview_separation(seeds, BLOG)

    assert [each.told for each in found] == [
        ("Study abstract, second-hand", "Commentary"),
        ("Reader, comment 1", "Commentary"),
    ]
    assert [each.why for each in found] == ["no cue", "no cue"]
    assert documents.segments(seeds, BLOG) == before


@pytest.mark.usefixtures("other_engine")
def test_applying_it_is_one_step_and_one_undo_takes_it_back(seeds: Library) -> None:
    before = documents.segments(seeds, BLOG)
    changes = actions.separate_again(seeds, [BLOG])

    assert changes.label == "Separate again" and changes.touches("segments")
    assert part(seeds, "Mitoxantrone is one").voice is Voice.COMMENTARY
    assert [s.comment for s in documents.segments(seeds, BLOG) if s.kind is Kind.COMMENT][-1] == 2
    assert library.check(seeds) == []
    history.undo(seeds)
    assert documents.segments(seeds, BLOG) == before


@pytest.mark.usefixtures("other_engine")
def test_what_a_person_settled_stands_with_who_and_when(seeds: Library) -> None:
    study = part(seeds, "Mitoxantrone is one")
    actions.confirm(seeds, BLOG, [study.id])
    actions.set_attribution(seeds, BLOG, part(seeds, "I will get").id, "Ada")
    told = separations.settled(seeds, BLOG)
    actions.separate_again(seeds, [BLOG])

    assert part(seeds, "Mitoxantrone is one") == replace(study, confirmed_by=seeds.reviewer.id)
    assert part(seeds, "I will get").attribution == Attribution("Ada")
    assert separations.settled(seeds, BLOG) == told
    assert all(person.reviewer == seeds.reviewer.name and person.time for person in told.values())


@pytest.mark.usefixtures("other_engine")
def test_a_quote_of_the_study_that_would_become_opinion_is_named(seeds: Library) -> None:
    text = documents.document(seeds, BLOG).text
    claim_actions.add_claim(seeds, "B cells fall.", quote=Span(BLOG, 776, 828, text[776:828]))
    (preview,) = actions.preview(seeds, [BLOG])

    assert [(q.claim, q.exact, q.now, q.then) for q in preview.quotes] == [
        (1, text[776:828], "study, second-hand", "commentary")
    ]
    actions.separate_again(seeds, [BLOG])
    link = claims.quotes(seeds)[0]
    assert (link.voice, link.counts, link.span.exact) == (Voice.COMMENTARY, False, text[776:828])
    history.undo(seeds)
    assert claims.quotes(seeds)[0].counts


def test_documents_of_an_older_engine_are_known_until_they_are_separated_again(seeds: Library) -> None:
    assert separations.made_by_others(seeds, ENGINE) == []
    with journal.op(seeds, "as an older engine left it"):
        seeds.db.execute("UPDATE separations SET engine = '1'")
    assert separations.made_by_others(seeds, ENGINE) == [1, BLOG]
    assert actions.preview(seeds, [BLOG])[0].engine == "1"

    actions.separate_again(seeds, [BLOG])
    assert separations.made_by_others(seeds, ENGINE) == [1]
    history.undo(seeds)
    assert separations.made_by_others(seeds, ENGINE) == [1, BLOG]


def test_another_persons_correction_does_not_take_over_what_was_only_counted_anew(seeds: Library) -> None:
    actions.set_kind(seeds, BLOG, part(seeds, "I will get").id, Kind.COMMENT)
    ann = seeds.reviewer.id
    seeds.reviewer = library.reviewer_named("Bob")
    actions.set_kind(seeds, BLOG, part(seeds, "In my mind").id, Kind.COMMENT)

    assert part(seeds, "I will get").comment == 2
    assert part(seeds, "I will get").confirmed_by == ann
    assert separations.settled(seeds, BLOG)[part(seeds, "In my mind").id].reviewer == "Bob"


def test_a_file_that_no_reader_takes_any_more_is_separated_from_its_text(
    seeds: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions.readers, "READERS", ())

    assert all(each.is_empty for each in actions.preview(seeds, [1, BLOG]))


def test_all_parts_stay_covered(seeds: Library) -> None:
    actions.split_segment(seeds, BLOG, 1600)
    actions.separate_again(seeds, [BLOG])
    parts = documents.segments(seeds, BLOG)

    assert library.check(seeds) == []
    assert sum(s.rule == boundaries.BY_HAND for s in parts) == 2 and any(s.rule == BLANK for s in parts)


def test_the_structure_of_a_page_comes_from_its_file_again(
    seeds: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    boxes = (Box(0, 38), Box(41, 1422))
    seen: dict[int, tuple[Box, ...]] = {}

    def read(source: readers.Input) -> Iterator[readers.Parsed | readers.Rejected]:
        yield readers.Rejected(1, 1, "not this one")
        yield readers.Parsed(source.data().decode("utf-8"), boxes=boxes)

    def note(document: Document) -> list[Segment]:
        seen[document.id] = document.boxes
        return separate(document)

    reader = replace(readers.READERS[-1], read=read)
    monkeypatch.setattr(readers, "READERS", (reader,))
    monkeypatch.setattr(actions, "separate", note)
    actions.preview(seeds, [BLOG])

    assert seen == {BLOG: boxes}
