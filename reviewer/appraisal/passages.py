"""Passages: the stretches of a document that a proposal or a flag may be read from.

Whose words they are decides what they may be used for: a study's own sentences for its design and its
size, index terms only for what indexers saw.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from reviewer.model import Document, IndexTerm, Kind, Role, Segment, Span, Voice
from reviewer.text import quote

_LINE = re.compile(
    r"^[^\S\n]*(?:[•·*\-–][^\S\n]*)?(?P<term>[^\n/]+?)(?:\s*/\s*(?P<qualifier>[^\n]*?))?[^\S\n]*$", re.M
)


@dataclass(frozen=True, slots=True)
class Indexed:
    """An index term or publication type, and where it stands in the text, if it does."""

    term: IndexTerm
    span: Span | None = None

    @property
    def words(self) -> str:
        return self.term.descriptor


def of_study(segments: Iterable[Segment], *roles: Role | None) -> list[Segment]:
    """Return the segments with a study's words, those with the given roles, in reading order."""
    return [
        segment
        for segment in segments
        if segment.voice is Voice.STUDY
        and (not roles or segment.role in roles)
        and segment.start < segment.end
    ]


def indexed(document: Document, segments: Sequence[Segment]) -> list[Indexed]:
    """Return index terms and publication types, from the text with their places, else from the record."""
    found = [
        each for segment in segments if segment.kind is Kind.INDEXING for each in _lines(document, segment)
    ]
    if found:
        return found
    record = document.record
    types = [IndexTerm(name) for name in record.publication_types]
    return [Indexed(term) for term in (*types, *record.index_terms)]


_FIELD = re.compile(r"MH\s{1,3}-\s+")
"""The name of the field that MEDLINE prints before each index term."""
_SPELLED = re.compile(r"[a-z]{2}\s*\[(?P<words>[^\]]+)\]", re.I)
"""A qualifier as Ovid prints it: “ae [Adverse Effects]”."""


def _lines(document: Document, segment: Segment) -> Iterator[Indexed]:
    for match in _LINE.finditer(document.text[segment.start : segment.end]):
        start, end = segment.start + match.start("term"), segment.start + match.end()
        end = start + len(document.text[start:end].rstrip())
        words = match["term"].strip()
        if field := _FIELD.match(words):
            start, words = start + field.end(), words[field.end() :]
        for qualifier in (match["qualifier"] or "").split("/"):
            major = "*" in words + qualifier
            if words and start < end:
                term = IndexTerm(words.strip("* "), _qualifier(qualifier), major)
                yield Indexed(term, quote(document, start, end))


def _qualifier(printed: str) -> str:
    """Return a qualifier in MeSH's own words, without the star of a main topic."""
    plain = printed.strip("* \t")
    spelled = _SPELLED.fullmatch(plain)
    return spelled["words"].lower() if spelled else plain
