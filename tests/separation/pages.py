"""Separate a text and show what came out, for tests that read like the page they describe."""

from __future__ import annotations

from reviewer.model import Document, Kind, Segment, Voice
from reviewer.separation import is_blank, separate


def worded(text: str) -> list[Segment]:
    """Return the segments of a text that hold words."""
    return [segment for segment in separate(Document(text)) if not is_blank(text, segment)]


def words_of(text: str, kind: Kind) -> list[str]:
    """Return the words of each segment of one kind, white space made plain."""
    return [" ".join(text[s.start : s.end].split()) for s in worded(text) if s.kind is kind]


def voices(text: str) -> list[tuple[Kind, Voice]]:
    """Return kind and voice of the worded segments, in order."""
    return [(segment.kind, segment.voice) for segment in worded(text)]


def comments(text: str) -> list[tuple[str, str, str]]:
    """Return name, date and words of each comment, in order."""
    found: dict[int, tuple[str, str, str]] = {}
    for segment in worded(text):
        if segment.comment is None or segment.kind is Kind.BOILERPLATE:
            continue
        name, date, before = found.get(segment.comment, ("", "", ""))
        if segment.attribution and segment.kind is Kind.COMMENT:
            name, date = segment.attribution.name, segment.attribution.date
        said = " ".join(text[segment.start : segment.end].split())
        found[segment.comment] = (name, date, f"{before} {said}".strip())
    return [found[number] for number in sorted(found)]
