"""Separating again: what a person settled stands, the text stays covered once, differences are told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.errors import Declined
from reviewer.model import VOICE_OF_KIND, Attribution, Document, Kind, Quoted, Role, Segment, Voice
from reviewer.separation import BLANK, again, boundaries, separate
from reviewer.settings import seed
from tests.engines import study_as_commentary

BLOG = seed("002_6655412ea27c3016.txt").read_text(encoding="utf-8")
WORDS = "We treated twenty people. I think it helped me too 😀 and Ann said thanks to all of you here"
KINDS = (Kind.ABSTRACT, Kind.COMMENTARY, Kind.COMMENT, Kind.QUOTE, Kind.BYLINE, Kind.BOILERPLATE)


@st.composite
def separated(draw: st.DrawFn, text: str = WORDS) -> list[Segment]:
    """Draw any segments that cover the text, with comments counted in its order."""
    edges = sorted(draw(st.sets(st.integers(1, len(text) - 1), max_size=8)))
    found = []
    for number, (start, end) in enumerate(zip([0, *edges], [*edges, len(text)], strict=True), 1):
        kind = draw(st.sampled_from(KINDS))
        comment = draw(st.integers(1, 3)) if kind in (Kind.COMMENT, Kind.QUOTE) else None
        if not text[start:end].strip():
            found.append(Segment(start, end, Kind.BOILERPLATE, rule=BLANK, id=number))
            continue
        voice = Voice.STUDY if kind is Kind.QUOTE else VOICE_OF_KIND.get(kind, Voice.NONE)
        found.append(
            Segment(
                start,
                end,
                kind,
                voice,
                role=draw(st.sampled_from([None, Role.RESULTS])) if kind is Kind.ABSTRACT else None,
                attribution=Attribution("Ann") if draw(st.booleans()) else None,
                comment=comment,
                in_reply_to=draw(st.sampled_from([None, 1])) if kind is Kind.COMMENT else None,
                quotes=Quoted() if kind is Kind.QUOTE else None,
                confidence=draw(st.sampled_from([0.3, 0.9])),
                rule="a cue",
                id=number,
            )
        )
    numbered = boundaries.renumbered(found)
    return [replace(s, in_reply_to=None) if s.in_reply_to == s.comment else s for s in numbered]


@st.composite
def settled(draw: st.DrawFn) -> list[Segment]:
    """Draw segments of which a person confirmed or set some."""
    found = draw(separated())
    how = [draw(st.sampled_from(["", "", "confirmed", "by hand"])) for _ in found]
    return [
        segment
        if not by or segment.rule == BLANK
        else replace(segment, confirmed_by="ann", rule=boundaries.BY_HAND if by == "by hand" else "a cue")
        for segment, by in zip(found, how, strict=True)
    ]


def covers(segments: Sequence[Segment], text: str = WORDS) -> bool:
    return "".join(text[s.start : s.end] for s in segments) == text and all(
        one.end == other.start for one, other in zip(segments, segments[1:], strict=False)
    )


def plain(segment: Segment) -> Segment:
    """Return a segment without the numbers that are counted anew."""
    return replace(segment, comment=None, in_reply_to=None)


@given(settled(), separated())
def test_the_text_is_covered_exactly_once(kept: list[Segment], fresh: list[Segment]) -> None:
    merged = again.merge(WORDS, kept, fresh).segments

    assert covers(merged)
    assert all(segment.rule == BLANK or WORDS[segment.start : segment.end].strip() for segment in merged)
    ids = [segment.id for segment in merged if segment.id]
    assert len(ids) == len(set(ids))


@given(settled(), separated())
def test_what_a_person_settled_stands(kept: list[Segment], fresh: list[Segment]) -> None:
    merged = again.merge(WORDS, kept, fresh).segments
    standing = [segment for segment in kept if boundaries.stands(segment)]
    after = {segment.start: segment for segment in merged}

    for segment in standing:
        assert plain(after[segment.start]) == plain(segment)
    for one in standing:
        for other in standing:
            if one.comment is not None and other.comment is not None:
                now = after[one.start].comment == after[other.start].comment
                assert now == (one.comment == other.comment)
            if one.in_reply_to is not None and one.in_reply_to == other.comment:
                assert after[one.start].in_reply_to == after[other.start].comment


@given(settled(), separated())
def test_comments_are_counted_in_the_order_of_the_text(kept: list[Segment], fresh: list[Segment]) -> None:
    merged = again.merge(WORDS, kept, fresh).segments
    spoken = [s.comment for s in merged if s.comment is not None and s.rule != BLANK]
    numbers = list(dict.fromkeys(spoken))

    assert numbers == list(range(1, len(numbers) + 1))
    assert all(s.in_reply_to is None or s.in_reply_to in numbers for s in merged)
    assert all(s.in_reply_to != s.comment for s in merged if s.in_reply_to is not None)


@given(settled())
def test_the_same_result_changes_nothing(kept: list[Segment]) -> None:
    whole = again.merge(WORDS, kept, kept)

    assert [s for s in whole.segments if s.rule != BLANK] == [s for s in kept if s.rule != BLANK]
    assert (whole.differences, whole.reasons) == ([], 0)


@given(settled(), separated())
def test_a_second_time_changes_nothing_more(kept: list[Segment], fresh: list[Segment]) -> None:
    once = again.merge(WORDS, kept, fresh)
    twice = again.merge(WORDS, once.segments, fresh)

    assert twice.segments == once.segments
    assert (twice.differences, twice.reasons) == ([], 0)


@given(separated(), separated())
def test_every_change_of_a_voice_is_told(kept: list[Segment], fresh: list[Segment]) -> None:
    whole = again.merge(WORDS, kept, fresh)
    told = {place for each in whole.differences for place in range(each.start, each.end)}
    voices = [[s.voice for s in side for _ in range(s.start, s.end)] for side in (kept, whole.segments)]

    changed = {
        place
        for place, (a, b) in enumerate(zip(*voices, strict=True))
        if a is not b and WORDS[place].isalnum()
    }
    assert changed <= told


# ------------------------------------------------------------------ on the blog post


@pytest.fixture
def blog() -> list[Segment]:
    return [replace(s, id=n) for n, s in enumerate(separate(Document(BLOG)), 1)]


def index(segments: Sequence[Segment], words: str) -> int:
    return next(n for n, s in enumerate(segments) if BLOG.startswith(words, s.start))


def test_an_engine_that_mistakes_the_study_is_told_in_words(blog: list[Segment]) -> None:
    fresh = study_as_commentary(blog, "no heading")
    found = again.merge(BLOG, blog, fresh).differences

    assert [(d.start, d.end, d.told, d.why) for d in found] == [
        (41, 1422, ("Study abstract, second-hand", "Commentary"), "no heading")
    ]
    assert found[0].words == "Mitoxantrone is one of the few drugs approved…"


def test_a_confirmed_study_is_not_asked_about_again(blog: list[Segment]) -> None:
    at = index(blog, "Mitoxantrone is one")
    fresh = [replace(s, rule="x") for s in boundaries.set_kind(blog, at, Kind.COMMENTARY) if s.rule != BLANK]
    kept = [replace(s, confirmed_by="ann") if n == at else s for n, s in enumerate(blog)]
    whole = again.merge(BLOG, kept, fresh)

    assert whole.segments[at] == kept[at]
    assert whole.differences == []


def test_a_comment_found_above_moves_the_numbers_and_the_reply_with_them(blog: list[Segment]) -> None:
    reply = index(blog, "In my experience")
    kept = [replace(s, confirmed_by="ann") if n == reply else s for n, s in enumerate(blog)]
    fresh = boundaries.set_kind(blog, index(blog, "In my mind"), Kind.COMMENT)
    fresh = [replace(s, rule="a cue") if s.rule == boundaries.BY_HAND else s for s in fresh]
    whole = again.merge(BLOG, kept, fresh)

    after = whole.segments[reply]
    assert (after.comment, after.in_reply_to, after.confirmed_by) == (4, 3, "ann")
    assert [d.told for d in whole.differences][0] == (
        "Commentary (MouseDoctor)",
        "Reader, comment 1 (MouseDoctor)",
    )


def test_a_boundary_that_comes_between_equals_is_told(blog: list[Segment]) -> None:
    fresh = boundaries.split(BLOG, blog, BLOG.index("What they do in MS"))
    fresh = [replace(s, rule="a cue") if s.rule == boundaries.BY_HAND else s for s in fresh]
    found = again.merge(BLOG, blog, fresh).differences

    assert [d.told for d in found] == [
        ("Commentary (MouseDoctor), one part", "Commentary (MouseDoctor), a part of its own")
    ]
    assert found[0].words.startswith("What they do in MS")
    back = again.merge(BLOG, fresh, blog).differences
    assert [d.told[1] for d in back] == ["Commentary (MouseDoctor), one with the part above"]


def test_a_part_keeps_the_study_that_it_was_tied_to(blog: list[Segment]) -> None:
    at = index(blog, "Mitoxantrone is one")
    tied = [replace(s, quotes=Quoted(7, 12)) if n == at else s for n, s in enumerate(blog)]

    assert again.merge(BLOG, tied, blog).segments[at].quotes == Quoted(7, 12)


def test_any_corrections_of_the_blog_post_survive(blog: list[Segment]) -> None:
    kept = boundaries.move(BLOG, blog, index(blog, "In my mind"), BLOG.index("This is a type of immune"))
    kept = boundaries.merge(kept, index(kept, "About the author"))
    with pytest.raises(Declined):
        boundaries.move(BLOG, kept, 0, 5)
    whole = again.merge(BLOG, kept, separate(Document(BLOG)))

    assert covers(whole.segments, BLOG)
    assert whole.segments == kept
