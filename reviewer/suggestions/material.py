"""What the rules read: one document with its parts and sentences, and what is known of it already."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from reviewer.appraisal.flags import Flag, flags_of_text
from reviewer.appraisal.proposals import Proposal, propose_design
from reviewer.model import Claim, Document, QuoteLink, Role, Segment, Span, Study, Voice
from reviewer.text import quote, sentences

LONGEST = 600
"""Characters above which a sentence is none: a table, or a list without full stops."""
_LABEL = re.compile(
    r"(?i:(?:background|introduction|context|aims?|objectives?|purpose|design|setting|methods?|participants"
    r"|patients|interventions?|outcomes?|measurements?|(?:main )?results?|findings|interpretation|discussion"
    r"|(?:authors['’] )?conclusions?)(?: and (?:conclusions?|relevance|results))?)"
    r"(?:\s*[:.—–-]\s+(?=[A-Z\d])|\s+(?=[A-Z]))"
)
"""The name of a section that stands before its first sentence, as in “RESULTS: We found”."""
PIECE = 2_000
"""Characters after which the next end of a paragraph is taken, so that no step takes long."""
REACH = 40_000
"""Characters from the beginning in which a study says what it is: of a book no more is searched for that."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a document and the part it lies in."""

    start: int
    end: int
    segment: Segment


@dataclass(frozen=True)
class Material:
    """A document, its parts, and what a person made of it so far. `quotes` are those of all documents."""

    document: Document
    segments: Sequence[Segment]
    claims: Sequence[Claim] = ()
    quotes: Sequence[QuoteLink] = ()
    study: Study | None = None

    def sentences(self) -> Iterator[Sentence]:
        """Yield the sentences of everybody who speaks, in the order of the text."""
        for segment in self.segments:
            if segment.voice is not Voice.NONE and not segment.repeats:
                yield from self._within(segment)

    def said_by_study(self, *roles: Role | None) -> Iterator[Sentence]:
        """Yield the sentences with a study's words that have one of the roles."""
        for segment in self.segments:
            if segment.voice is Voice.STUDY and segment.role in roles:
                yield from self._within(segment)

    def _within(self, segment: Segment) -> Iterator[Sentence]:
        text, start = self.document.text, segment.start
        while start < segment.end:
            cut = text.find("\n\n", start + PIECE, segment.end)
            end = segment.end if cut < 0 else cut + 2
            for first, last in sentences(text, start, end):
                if last - first <= LONGEST:
                    label = _LABEL.match(text, first, last)
                    yield Sentence(label.end() if label else first, last, segment)
            start = end

    @cached_property
    def _front(self) -> list[Segment]:
        """Return the parts that say what the study is, those of a long text only up to REACH."""
        return [replace(part, end=min(part.end, REACH)) for part in self.segments if part.start < REACH]

    @cached_property
    def proposal(self) -> Proposal:
        """Return the design and size that the text states."""
        return propose_design(self.document, self._front)

    @cached_property
    def flags(self) -> list[Flag]:
        """Return what is remarkable about the text."""
        return flags_of_text(self.document, self._front, self.study)

    @cached_property
    def own(self) -> tuple[QuoteLink, ...]:
        """Return the quotes of this document, in the order of its text."""
        own = (link for link in self.quotes if link.span.document == self.document.id)
        return tuple(sorted(own, key=lambda link: link.span.start))

    @cached_property
    def _starts(self) -> tuple[list[int], int]:
        """Return where the quotes of this document begin, in order, and the length of the longest."""
        longest = max((link.span.end - link.span.start for link in self.own), default=0)
        return [link.span.start for link in self.own], longest

    def quotes_in(self, start: int, end: int) -> Iterator[QuoteLink]:
        """Yield the quotes of this document that share words with a stretch."""
        starts, longest = self._starts
        for number in range(bisect_left(starts, start - longest), bisect_left(starts, end)):
            if self.own[number].span.end > start:
                yield self.own[number]

    def quoted(self, start: int, end: int) -> QuoteLink | None:
        """Return the first quote of this document that shares words with a stretch, or None."""
        return next(self.quotes_in(start, end), None)

    def words(self, start: int, end: int) -> Span:
        """Return a stretch of the document with its words."""
        return quote(self.document, start, end)
