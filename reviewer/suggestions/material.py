"""What the rules read: one document with its parts and sentences, and what is known of it already."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from reviewer.appraisal.flags import Flag, flags
from reviewer.appraisal.proposals import Proposal, propose_design
from reviewer.model import Claim, Document, QuoteLink, Role, Segment, Span, Study, Voice
from reviewer.text import quote, sentences

LONGEST = 600
"""Characters above which a sentence is none: a table, or a list without full stops."""
REACH = 60_000
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

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """Return the sentences of everybody who speaks, in the order of the text."""
        return tuple(
            Sentence(start, end, segment)
            for segment in self.segments
            if segment.voice is not Voice.NONE and not segment.repeats
            for start, end in sentences(self.document.text, segment.start, segment.end)
            if end - start <= LONGEST
        )

    def said_by_study(self, *roles: Role | None) -> Iterator[Sentence]:
        """Yield the sentences with a study's words, those with one of the roles if any is given."""
        for sentence in self.sentences:
            segment = sentence.segment
            if segment.voice is Voice.STUDY and (not roles or segment.role in roles):
                yield sentence

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
        return flags(self.document, self._front, self.study)

    @cached_property
    def own(self) -> tuple[QuoteLink, ...]:
        """Return the quotes of this document, in the order of its text."""
        return tuple(link for link in self.quotes if link.span.document == self.document.id)

    def quoted(self, start: int, end: int) -> QuoteLink | None:
        """Return a quote of this document that shares words with a stretch, or None."""
        return next((link for link in self.own if link.span.start < end and start < link.span.end), None)

    def words(self, start: int, end: int) -> Span:
        """Return a stretch of the document with its words."""
        return quote(self.document, start, end)
