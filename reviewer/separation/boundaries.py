"""Corrections of boundaries by a person: move, split, merge, say whose words. Pure.

Every function takes the text and its segments and returns the new list; the segments still cover the
text exactly once. What a person touched carries the rule "set by hand" and full confidence. Blank
segments (the gaps between parts) give way and are made anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reviewer import text as texts
from reviewer.errors import Declined
from reviewer.language import later, recorded, say
from reviewer.model import VOICE_OF_KIND, Attribution, Kind, Quoted, Segment, Voice

BY_HAND = recorded("set by hand")
BLANK = "blank"
SURE = 0.8
"""Confidence from which a boundary is called sure; below it a person is asked to check."""

NOTHING_CERTAIN = later(
    "Nothing on this page is certain: no heading, citation or name shows whose words these are."
)


def worded(segments: Sequence[Segment]) -> list[int]:
    """Return the indexes of the segments that hold words."""
    return [index for index, segment in enumerate(segments) if segment.rule != BLANK]


def crossed(segments: Sequence[Segment], start: int, end: int) -> list[Segment]:
    """Return the worded segments that the stretch touches."""
    return [s for s in segments if s.rule != BLANK and s.start < end and s.end > start]


def move(
    text: str, segments: Sequence[Segment], index: int, start: int, within: Sequence[int] = ()
) -> list[Segment]:
    """Let segment `index` begin at `start`; the words before go to the worded segment above.

    Of the neighbours `within`, such as the other passages of an abstract, those that are passed are taken
    in. Raises Declined when either side would be left without words.
    """
    above = _above(segments, index)
    if above is None:
        raise Declined(
            say("The first part begins where the text begins."),
            say("Split it to give its start to another voice."),
        )
    start = _skip_space(text, min(max(start, 0), len(text)), segments[max([index, *within])].end)
    upper = max((i for i in (*within, above) if i < index and segments[i].start < start), default=above)
    lower = min((i for i in (*within, index) if i >= index and segments[i].end > start), default=index)
    this, other = replace(segments[lower], start=start, id=segments[index].id), segments[upper]
    end = texts.trim(text, other.start, start)[1]
    if not (other.start < end and start < this.end):
        raise Declined(
            say("A part cannot be left without words."), say("Merge it with the part above instead.")
        )
    this, other = _touched(this), _touched(replace(other, end=end))
    return renumbered(
        [*segments[:upper], other, *_gap(end, start, other, this), this, *segments[lower + 1 :]]
    )


def split(text: str, segments: Sequence[Segment], position: int) -> list[Segment]:
    """Cut the worded segment around `position` in two of the same kind."""
    index = next((i for i in worded(segments) if segments[i].start < position < segments[i].end), None)
    if index is None:
        raise Declined(say("Here is already a boundary."), say("Put the caret inside a part to split it."))
    this = segments[index]
    start = _skip_space(text, position, this.end)
    end = texts.trim(text, this.start, start)[1]
    if not (this.start < end and start < this.end):
        raise Declined(say("A part cannot be left without words."), say("Put the caret between two words."))
    upper = _touched(replace(this, end=end))
    lower = _touched(replace(this, start=start, id=0))
    return [*segments[:index], upper, *_gap(end, start, upper, lower), lower, *segments[index + 1 :]]


def merge(segments: Sequence[Segment], index: int, last: int | None = None) -> list[Segment]:
    """Join segments `index` to `last` with the worded one above, which decides kind and voice."""
    above, last = _above(segments, index), index if last is None else last
    if above is None:
        raise Declined(say("There is no part above to merge with."))
    whole = _touched(replace(segments[above], end=segments[last].end))
    return renumbered([*segments[:above], whole, *segments[last + 1 :]])


def join(segments: Sequence[Segment], indexes: Sequence[int]) -> list[Segment]:
    """Join neighbouring parts with the worded one above. The parts of a comment go on with a comment above
    as they are, so that what it quotes is still counted once."""
    above = _above(segments, indexes[0])
    host = segments[above] if above is not None else None
    if host is None or host.comment is None or segments[indexes[0]].comment is None or len(indexes) == 1:
        return merge(segments, indexes[0], indexes[-1])
    found = list(segments)
    for index in indexes:
        part = found[index]
        name = part.attribution if part.kind is Kind.QUOTE else host.attribution
        reply = part.in_reply_to if part.in_reply_to != host.comment else None
        moved = replace(part, comment=host.comment, in_reply_to=reply, attribution=name)
        found[index] = _touched(moved)
    return renumbered(found)


def set_kind(
    segments: Sequence[Segment], index: int, kind: Kind, voice: Voice | None = None
) -> list[Segment]:
    """Say what segment `index` is. A comment becomes one of its own; a quote needs the voice quoted."""
    this = segments[index]
    if kind is Kind.QUOTE and voice is None:
        raise Declined(say("A quote has the voice of whoever is quoted."), say("Say which voice it is."))
    among = any(s.voice in (Voice.COMMENTARY, Voice.READER) for s in segments if s is not this)
    second_hand = kind is Kind.ABSTRACT and among
    changed = _touched(
        replace(
            this,
            kind=kind,
            voice=voice if kind is Kind.QUOTE and voice else VOICE_OF_KIND.get(kind, Voice.NONE),
            role=this.role if kind is Kind.ABSTRACT else None,
            comment=_new_comment(segments, this) if kind is Kind.COMMENT else None,
            in_reply_to=this.in_reply_to if kind is Kind.COMMENT else None,
            quotes=this.quotes or (Quoted() if second_hand or kind is Kind.QUOTE else None),
        )
    )
    return renumbered([*segments[:index], changed, *segments[index + 1 :]])


def set_kinds(segments: Sequence[Segment], indexes: Sequence[int], kind: Kind) -> list[Segment]:
    """Say what several neighbouring segments are; as comments they are one."""
    found = list(segments)
    for index in indexes:
        if kind is Kind.COMMENT and index != indexes[0]:
            found[index] = replace(found[index], comment=found[indexes[0]].comment)
        found = set_kind(found, index, kind)
    return found


def set_attribution(segments: Sequence[Segment], index: int, name: str, date: str = "") -> list[Segment]:
    """Say who speaks in segment `index`, as the page shows the name; an empty name takes it away."""
    shown = Attribution(name, date) if name or date else None
    return [*segments[:index], _touched(replace(segments[index], attribution=shown)), *segments[index + 1 :]]


def is_sure(segment: Segment) -> bool:
    """Return whether the start and the voice of a part need no second look."""
    return segment.confirmed_by is not None or segment.confidence >= SURE


def nothing_certain(segments: Sequence[Segment]) -> bool:
    """Return whether a text has parts, and not one of them is sure."""
    parts = [segment for segment in segments if segment.rule != BLANK]
    return bool(parts) and not any(is_sure(segment) for segment in parts)


def stands(segment: Segment) -> bool:
    """Tell whether a person set or confirmed a part, so that no machine may change it."""
    return segment.rule != BLANK and (segment.confirmed_by is not None or segment.rule == BY_HAND)


def _new_comment(segments: Sequence[Segment], this: Segment) -> int:
    if this.comment is not None:
        return this.comment
    return max((s.comment or 0 for s in segments), default=0) + 1


def renumbered(segments: Sequence[Segment]) -> list[Segment]:
    """Count comments anew in the order of the text and keep replies pointing at the same comment."""
    order: dict[int, int] = {}
    for segment in segments:
        if segment.comment is not None and segment.kind in (Kind.COMMENT, Kind.QUOTE):
            order.setdefault(segment.comment, len(order) + 1)
    return [
        replace(s, comment=order.get(s.comment or 0), in_reply_to=order.get(s.in_reply_to or 0))
        for s in segments
    ]


def _above(segments: Sequence[Segment], index: int) -> int | None:
    return next((i for i in range(index - 1, -1, -1) if segments[i].rule != BLANK), None)


def _skip_space(text: str, position: int, end: int) -> int:
    while position < end and text[position].isspace():
        position += 1
    return position


def _touched(segment: Segment) -> Segment:
    return replace(segment, confidence=1.0, rule=BY_HAND)


def _gap(start: int, end: int, above: Segment, below: Segment) -> list[Segment]:
    if start == end:
        return []
    comment = above.comment if above.comment == below.comment else None
    return [Segment(start, end, Kind.BOILERPLATE, comment=comment, rule=BLANK)]
