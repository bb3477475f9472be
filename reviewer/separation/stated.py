"""Segments of a text whose source says itself what each stretch is, as reference files do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reviewer.model import VOICE_OF_KIND, Kind, Segment, Voice
from reviewer.separation import roles
from reviewer.separation.parts import Part, cover

RULE = "field of the record"


def segments(text: str, stated: Iterable[tuple[int, int, Kind]]) -> list[Segment]:
    """Return segments that cover the text exactly once; `stated` are (start, end, kind) in order.

    The paragraphs of an abstract get their roles, from labels or from their words.
    """
    return cover(text, (part for stretch in stated for part in _parts(text, *stretch)))


def _parts(text: str, start: int, end: int, kind: Kind) -> Iterator[Part]:
    if kind is not Kind.ABSTRACT:
        yield Part(Segment(start, end, kind, VOICE_OF_KIND.get(kind, Voice.NONE), rule=RULE))
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
