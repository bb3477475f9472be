"""The two seed documents come apart exactly as `seed-documents.md` of the design says."""

from __future__ import annotations

import pytest

from reviewer import settings
from reviewer.model import Attribution, Document, Kind, Quoted, Role, Segment, Voice
from reviewer.separation import is_blank, separate

ABSTRACT = "000_9a9b5616f882b154.txt"
POST = "002_6655412ea27c3016.txt"


def segments_of(name: str) -> tuple[str, list[Segment]]:
    text = settings.seed(name).read_bytes().decode("utf-8")
    return text, separate(Document(text))


def worded(name: str) -> list[Segment]:
    text, segments = segments_of(name)
    return [segment for segment in segments if not is_blank(text, segment)]


def at(name: str, start: int) -> Segment:
    return next(segment for segment in worded(name) if segment.start == start)


def test_the_abstract_comes_apart_at_its_section_heads() -> None:
    found = [(s.start, s.end, s.kind, s.role) for s in worded(ABSTRACT)]

    assert found == [
        (0, 90, Kind.TITLE, None),
        (92, 178, Kind.CITATION, None),
        (181, 404, Kind.ABSTRACT, Role.OBJECTIVE),
        (406, 467, Kind.ABSTRACT, Role.DESIGN),
        (469, 534, Kind.ABSTRACT, Role.SETTING),
        (536, 751, Kind.ABSTRACT, Role.PARTICIPANTS),
        (753, 840, Kind.ABSTRACT, Role.INTERVENTION),
        (842, 1004, Kind.ABSTRACT, Role.OUTCOMES),
        (1006, 1445, Kind.ABSTRACT, Role.RESULTS),
        (1447, 1627, Kind.ABSTRACT, Role.CONCLUSIONS),
        (1629, 1728, Kind.INDEXING, None),
        (1730, 2287, Kind.INDEXING, None),
        (2294, 2306, Kind.INDEXING, None),
    ]


def test_the_abstract_is_the_study_at_first_hand_and_nobody_is_named() -> None:
    abstract = [segment for segment in worded(ABSTRACT) if segment.kind is Kind.ABSTRACT]

    assert all(segment.voice is Voice.STUDY and not segment.second_hand for segment in abstract)
    assert all(segment.attribution is None for segment in worded(ABSTRACT))


def test_the_post_comes_apart_by_voice() -> None:
    abstract = [segment for segment in worded(POST) if segment.kind is Kind.ABSTRACT]
    found = [(s.start, s.end, s.kind, s.voice, s.comment) for s in worded(POST) if s not in abstract]

    assert (abstract[0].start, abstract[-1].end) == (41, 1422)
    assert all(segment.role and segment.voice is Voice.STUDY for segment in abstract)
    assert found == [
        (0, 38, Kind.TITLE, Voice.NONE, None),
        (1425, 2128, Kind.COMMENTARY, Voice.COMMENTARY, None),
        (2130, 2146, Kind.BOILERPLATE, Voice.NONE, None),
        (2150, 2196, Kind.BOILERPLATE, Voice.NONE, None),
        (2202, 2555, Kind.COMMENT, Voice.READER, 1),
        (2561, 2684, Kind.COMMENT, Voice.READER, 2),
        (2690, 2694, Kind.COMMENT, Voice.READER, 3),
        (2694, 2820, Kind.QUOTE, Voice.READER, 3),
        (2826, 2992, Kind.COMMENT, Voice.READER, 3),
        (2994, 3008, Kind.BYLINE, Voice.NONE, None),
        (3012, 3171, Kind.BOILERPLATE, Voice.NONE, None),
    ]


def test_the_post_is_signed_by_its_byline_and_by_no_other_name() -> None:
    author = Attribution("MouseDoctor")

    assert at(POST, 0).attribution == at(POST, 1425).attribution == at(POST, 2994).attribution == author
    assert at(POST, 2150).attribution is None
    assert not any(s.attribution for s in worded(POST) if s.comment)


def test_the_quoted_abstract_is_second_hand() -> None:
    quoted = at(POST, 41)

    assert quoted.quotes == Quoted(None, None)
    assert quoted.second_hand


def test_the_third_comment_repeats_and_answers_the_second() -> None:
    quote, own = at(POST, 2694), at(POST, 2826)

    assert quote.quotes == Quoted(None, 2561)
    assert quote.in_reply_to == own.in_reply_to == 2
    assert at(POST, 2202).in_reply_to is at(POST, 2561).in_reply_to is None


def test_the_gap_inside_a_comment_belongs_to_it() -> None:
    _, segments = segments_of(POST)

    assert [(s.comment, s.kind) for s in segments if s.start == 2820] == [(3, Kind.BOILERPLATE)]
    assert [s.comment for s in segments if s.start == 2684] == [None]


def test_the_no_break_space_before_the_commentary_is_part_of_the_gap() -> None:
    text, segments = segments_of(POST)
    gap = next(segment for segment in segments if segment.end == 1425)

    assert is_blank(text, gap)
    assert text[1424] == "\xa0"


@pytest.mark.parametrize("name", [ABSTRACT, POST])
def test_every_segment_says_why_and_how_sure(name: str) -> None:
    assert all(segment.rule and 0 < segment.confidence <= 1 for segment in worded(name))


def test_what_needs_a_second_look_is_less_sure_than_the_rest() -> None:
    doubtful = {segment.start for segment in worded(POST) if segment.confidence < 0.8}

    assert doubtful == {2690, 2694, 2994}
