"""What holds for any text whatsoever."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewer.model import VOICE_OF_KIND, Document, Kind, Voice
from reviewer.separation import cues, is_blank, separate
from reviewer.separation.labelling import MOST

LINES = [
    "Objective: to see.",
    "Results",
    "Abstract",
    "Summary:",
    "Introduction",
    "MeSH terms",
    "  • Adult",
    "•",
    "3 Comments",
    "Leave a Reply",
    "Anna says:",
    "Posted by Anna on 3 May 2019",
    "On May 3, 2019, Anna wrote:",
    "May 3, 2019",
    "By Anna Smith",
    "Reply",
    "Recent Posts",
    "References",
    "Smith J, Doe A, Wu X",
    "Arch Neurol. 2011 Apr;68(4):473-9.",
    "  • Re: “we found that nothing of the kind happened here”",
    "we found that nothing of the kind happened here",
    "> we found that nothing of the kind happened here",
    "I think so 😀👩‍🔬",
    "\u202eשלום\u2066 \x00\x1c\u2028\ufeff",
    "-----",
    "",
    "\xa0",
]
anything = st.text(max_size=200)
pages = st.lists(st.sampled_from(LINES) | st.text(max_size=20), max_size=30).map("\n".join)


@settings(deadline=None, max_examples=300)
@given(anything | pages)
def test_segments_cover_any_text_exactly_once(text: str) -> None:
    segments = separate(Document(text))

    assert "".join(text[segment.start : segment.end] for segment in segments) == text
    assert all(segment.start < segment.end for segment in segments)
    assert [s.start for s in segments[1:]] == [s.end for s in segments[:-1]]


@settings(deadline=None)
@given(anything | pages)
def test_separation_is_the_same_every_time(text: str) -> None:
    assert separate(Document(text)) == separate(Document(text))


@settings(deadline=None)
@given(pages)
def test_words_begin_and_end_their_segments(text: str) -> None:
    for segment in separate(Document(text)):
        words = text[segment.start : segment.end]
        if not is_blank(text, segment) and segment.kind is not Kind.COMMENT:
            assert words == words.strip()


@settings(deadline=None)
@given(pages)
def test_a_voice_is_that_of_its_kind_and_only_comments_are_numbered(text: str) -> None:
    for segment in separate(Document(text)):
        if segment.kind is not Kind.QUOTE:
            assert segment.voice is VOICE_OF_KIND.get(segment.kind, Voice.NONE)
        if segment.kind is Kind.COMMENT:
            assert segment.comment is not None
        if segment.comment is not None:
            assert segment.kind in (Kind.COMMENT, Kind.QUOTE, Kind.BOILERPLATE)
        assert 0 < segment.confidence <= 1
        assert segment.rule


@settings(deadline=None)
@given(pages)
def test_comments_are_counted_in_reading_order_and_answer_earlier_ones(text: str) -> None:
    segments = [s for s in separate(Document(text)) if s.comment is not None]
    numbers = [segment.comment for segment in segments if segment.comment is not None]

    assert numbers == sorted(numbers)
    assert all(s.in_reply_to < s.comment for s in segments if s.in_reply_to is not None and s.comment)


LARGE = {
    "one line of 2 MB": "x" * 2_000_000,
    "2 MB of sentences on one line": "we found it. " * 150_000,
    "100,000 one-word lines": "word\n" * 100_000,
    "1 MB of labels": "Results: a b c. Methods: d. " * 38_000,
    "20,000 comments that quote": "Comments\n\n" + '• "a b c d e f g" yes indeed\n\n' * 20_000,
    "20,000 dated names": "A post\n\n" + "Anna Smith, 3 May 2019\nI agree with that.\n\n" * 20_000,
}


@pytest.mark.parametrize("name", LARGE)
def test_large_texts_are_separated_without_delay(name: str) -> None:
    begun = time.process_time()
    segments = separate(Document(LARGE[name]))

    assert segments[-1].end == len(LARGE[name])
    assert time.process_time() - begun < 20, "far beyond what a text of this size may take"


def test_what_lies_beyond_the_most_that_is_judged_is_told_and_is_no_voice() -> None:
    text = "We found that it helps.\n" * (MOST + 10)
    last = [segment for segment in separate(Document(text)) if not is_blank(text, segment)][-1]

    assert text.count("\n", 0, last.start) == MOST
    assert last.voice is Voice.NONE
    assert last.confidence < 0.1
    assert "was not looked at" in last.rule


def test_an_empty_text_has_no_segments() -> None:
    assert separate(Document("")) == []


def test_every_mark_with_lines_names_each_line_once() -> None:
    lines = [line for row in cues.LINES.values() for line in row.split("|")]
    repeated = {line for line in lines if lines.count(line) > 1}

    assert not repeated
