"""From labelled stretches to segments that cover a text exactly once.

`voices` and `threads` name the worded stretches; here neighbours that belong together are joined, and
what lies between them (blank lines, bullets, rules) becomes segments of its own, so that every worded
segment begins and ends with its own words.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, replace

from reviewer.model import Kind, Segment

BLANK = "blank"
"""The rule of a segment without words between two others."""

_WORDED = re.compile(r"[^\W_]")


@dataclass(frozen=True, slots=True)
class Part:
    """A labelled stretch; consecutive parts with the same `key` (not None) become one segment."""

    segment: Segment
    key: Hashable = None


def is_blank(text: str, segment: Segment) -> bool:
    """Return whether a segment is a gap between others: blank lines, bullets, rules, no letter or digit."""
    return segment.rule == BLANK and not _WORDED.search(text, segment.start, segment.end)


def cover(text: str, parts: Iterable[Part]) -> list[Segment]:
    """Return the joined parts, which are in order and do not overlap, with the gaps between them filled."""
    return covered(text, _joined(parts))


def covered(text: str, segments: Iterable[Segment]) -> list[Segment]:
    """Return segments, which are in order and do not overlap, with the gaps between them filled."""
    found: list[Segment] = []
    position = 0
    for segment in segments:
        if segment.start > position:
            found.append(_gap(position, segment.start, found[-1].comment if found else None, segment.comment))
        found.append(segment)
        position = segment.end
    if position < len(text):
        found.append(_gap(position, len(text), None, None))
    return found


def _joined(parts: Iterable[Part]) -> Iterable[Segment]:
    run: list[Part] = []
    for part in parts:
        if run and (part.key is None or part.key != run[0].key):
            yield _one(run)
            run = []
        run.append(part)
    if run:
        yield _one(run)


def _one(run: Sequence[Part]) -> Segment:
    """Return the segment that parts with one key make together, as sure as the least sure of them."""
    first, last = run[0].segment, run[-1].segment
    if len(run) == 1:
        return first
    return replace(first, end=last.end, confidence=min(part.segment.confidence for part in run))


def _gap(start: int, end: int, before: int | None, after: int | None) -> Segment:
    """Return the segment between two others; inside one comment it belongs to that comment."""
    return Segment(start, end, Kind.BOILERPLATE, comment=before if before == after else None, rule=BLANK)
