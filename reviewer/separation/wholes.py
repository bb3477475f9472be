"""Which neighbouring parts are one whole to a person: the passages of an abstract, the parts of a comment.

Where a part goes on with the one above it no other voice begins, so nobody is asked about the boundary
between the two. Pure: window, library and command line count by the same rule.
"""

from __future__ import annotations

from collections.abc import Sequence

from reviewer.model import Kind, Segment
from reviewer.separation.boundaries import BLANK, BY_HAND, SURE, is_sure

SECTION_LABEL = "section label"
"""How the rule of a passage begins that opens with a label of its own, such as “Methods:”."""


def goes_on(above: Segment, below: Segment) -> bool:
    """Tell whether a worded part goes on with what the worded part above it began."""
    if above.comment is not None or below.comment is not None:
        return above.comment == below.comment
    if above.kind is Kind.ABSTRACT and below.kind is Kind.ABSTRACT:
        return _is_next_passage(above, below)
    return _is_set_aside(above) and _is_set_aside(below)


def _is_next_passage(above: Segment, below: Segment) -> bool:
    if above.voice is not below.voice or _source(above) != _source(below):
        return False
    if below.rule == BY_HAND:  # its rule no longer tells of a label; labels stand on lines of their own
        return below.start - above.end < 2
    return not below.rule.startswith(SECTION_LABEL)


def _source(segment: Segment) -> tuple[bool, int | None]:
    """Return the study a passage is quoted from: whether it is quoted at all, and from which document."""
    quotes = segment.quotes
    return quotes is not None, quotes.document if quotes is not None else None


def _is_set_aside(segment: Segment) -> bool:
    """Tell whether a part is surely nobody's words: two such neighbours need no boundary between them."""
    return segment.kind is Kind.BOILERPLATE and segment.confidence >= SURE and segment.rule != BY_HAND


def wholes(segments: Sequence[Segment]) -> list[list[Segment]]:
    """Return the worded parts in order, those together that are one whole."""
    found: list[list[Segment]] = []
    for segment in segments:
        if segment.rule == BLANK:
            continue
        if found and goes_on(found[-1][-1], segment):
            found[-1].append(segment)
        else:
            found.append([segment])
    return found


def to_check(segments: Sequence[Segment]) -> int:
    """Return how many wholes hold a part that is not sure, so that a person should look at them."""
    return sum(not all(map(is_sure, whole)) for whole in wholes(segments))
