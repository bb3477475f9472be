"""Engines that are wrong in a known way, to see what separating again makes of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reviewer.model import Kind, Segment, Voice


def study_as_commentary(segments: Sequence[Segment], rule: str = "no cue") -> list[Segment]:
    """Return the segments with the passages of the quoted study as one piece of the author's own words."""
    study = [n for n, segment in enumerate(segments) if segment.second_hand]
    first, last = study[0], study[-1]
    mistaken = replace(
        segments[first],
        end=segments[last].end,
        kind=Kind.COMMENTARY,
        voice=Voice.COMMENTARY,
        role=None,
        quotes=None,
        rule=rule,
    )
    return [*segments[:first], mistaken, *segments[last + 1 :]]
