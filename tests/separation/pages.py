"""Separate a text and show what came out, for tests that read like the page they describe."""

from __future__ import annotations

from reviewer.model import Document, Kind, Segment, Voice
from reviewer.separation import is_blank, separate

HEAD = """Skip to content
Home
About
Archive
Contact

Does salicin help sore knees?

By Anna Keller

"""
POST = (
    "I read the salicin trial last week, and I have been thinking about it since. In my opinion the"
    " authors found"
    " very little, and you should wait for the larger trial before you change anything.\n\n"
    "What surprised me most is how many of my patients had already heard of it. They ask me every"
    " week, and I have"
    " to tell them that nobody knows yet whether it works, or for whom.\n\n"
    "So for now I will not prescribe it. If you take it already, talk to your doctor before you stop.\n\n"
)
FIRST = (
    "My neurologist stopped it after the second course because of my heart. I felt better for a while, but"
    " then the pain came back and it was worse than before."
)
SECOND = (
    "Mine went on with it for two years and I had no problem so far! I think it depends on the"
    " dose they give you."
)
THIRD = (
    "Thank you for writing this. I am going to ask about it at my next appointment, because nobody told me."
)
TAIL = """
Leave a Reply

Your email address will not be published. Required fields are marked *

Recent Posts

Why I stopped counting steps
A walk in the rain

© 2019 The knee blog
"""


def page(discussion: str) -> str:
    """Return a post with a discussion below it."""
    return f"{HEAD}{POST}{discussion}\n{TAIL}"


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
