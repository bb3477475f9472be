"""Segments of a text whose source says itself what each stretch is, as reference files do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reviewer.language import recorded
from reviewer.model import VOICE_OF_KIND, Kind, Segment, Voice
from reviewer.separation import roles
from reviewer.separation.parts import BLANK, Part, cover, covered

RULE = recorded("field of the record")

Stretch = tuple[int, int, Kind]
"""Start, end and kind of a stretch, as the source states it."""


def segments(text: str, stated: Iterable[Stretch], *, roles_too: bool = True) -> list[Segment]:
    """Return segments that cover the text exactly once; the stretches stand in order.

    The sentences of an abstract get their roles, from labels or from their words, unless `roles_too` is
    False: that takes a hundred times as long as all the rest.
    """
    if not roles_too:
        return covered(text, [_whole(*stretch) for stretch in stated])
    return cover(text, (part for stretch in stated for part in _parts(text, *stretch)))


def stretches(segments: Iterable[Segment]) -> list[Stretch]:
    """Return what the source of a text states, from the segments it got then; none if it states nothing."""
    found: list[Stretch] = []
    worded = [segment for segment in segments if segment.rule != BLANK]
    for segment in worded:
        goes_on = found and segment.kind is Kind.ABSTRACT and found[-1][2] is Kind.ABSTRACT
        start = found.pop()[0] if goes_on else segment.start
        found.append((start, segment.end, segment.kind))
    return found if any(segment.rule.startswith(RULE) for segment in worded) else []


def _whole(start: int, end: int, kind: Kind) -> Segment:
    return Segment(start, end, kind, VOICE_OF_KIND.get(kind, Voice.NONE), rule=RULE)


def _parts(text: str, start: int, end: int, kind: Kind) -> Iterator[Part]:
    if kind is not Kind.ABSTRACT:
        yield Part(_whole(start, end, kind))
        return
    for passage in roles.passages(text, _paragraphs(text, start, end)):
        rule = f"{RULE}; {passage.rule}" if passage.rule else RULE
        yield Part(Segment(passage.start, passage.end, kind, Voice.STUDY, role=passage.role, rule=rule))


def _paragraphs(text: str, start: int, end: int) -> list[tuple[int, int]]:
    found = []
    while start < end:
        stop = text.find("\n", start, end)
        stop = end if stop < 0 else stop
        if text[start:stop].strip():
            found.append((start, stop))
        start = stop + 1
    return found
