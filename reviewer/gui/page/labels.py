"""What the gutter says of a segment: the voice it is drawn as, its label, and whose words they are."""

from __future__ import annotations

from reviewer.gui import theme
from reviewer.language import say
from reviewer.model import Kind, Segment, Voice


def voice_name(segment: Segment) -> str:
    """Return the voice the segment is drawn as; what has no voice is drawn as set aside."""
    return "boilerplate" if segment.voice is Voice.NONE else segment.voice.value


def fold_name(segment: Segment) -> str:
    """Return the voice under which the segment is shown, dimmed or folded; "" for what always shows."""
    if segment.kind in (Kind.BOILERPLATE, Kind.BYLINE):
        return "boilerplate"
    return "" if segment.voice is Voice.NONE else segment.voice.value


def label(segment: Segment) -> str:
    """Return the word of the gutter: the voice, or the kind where there is no voice."""
    return theme.word_of(segment)


def detail(segment: Segment) -> tuple[str, ...]:
    """Return the lines under the label: which comment, whose words, or that nobody is named."""
    name = segment.attribution.name if segment.attribution else ""
    if segment.comment is not None and segment.voice is Voice.READER:
        who = _quoted(segment, name) if segment.kind is Kind.QUOTE else name or say("unnamed")
        return (say("comment {comment}", comment=segment.comment), who)
    if segment.second_hand:
        cited = segment.quotes is not None and segment.quotes != type(segment.quotes)(None, None)
        return (say("quoted") if cited else say("quoted, no citation"),)
    if segment.voice is Voice.NONE:
        return ()
    return (name,) if name else ()


def _quoted(segment: Segment, name: str) -> str:
    """Return whom a comment quotes: the name is theirs, not that of who writes the comment."""
    if name:
        return say("quotes {name}", name=name)
    if segment.in_reply_to is not None:
        return say("quotes comment {comment}", comment=segment.in_reply_to)
    return say("quotes")


def spoken(segment: Segment) -> str:
    """Return how the segment is announced when the caret enters it: "Reader, comment 3"."""
    return ", ".join((label(segment), *detail(segment)[:1]))


def speaker(segment: Segment) -> tuple[object, ...]:
    """Return who speaks, so far as a quote must have one voice: the voice, and the comment it is in."""
    return segment.voice, segment.comment


def run_key(segment: Segment) -> tuple[object, ...]:
    """Return what neighbouring segments must share to stand under one label."""
    if segment.comment is not None and segment.voice is Voice.READER:
        return ("comment", segment.comment)
    return (label(segment), detail(segment))
