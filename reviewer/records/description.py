"""The record of a plain text, read from its title, citation, byline and index terms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reviewer.model import Attribution, Kind, Name, Record, Segment
from reviewer.records.citations import parse_citation
from reviewer.records.dates import parse_date
from reviewer.records.indexing import Lists, parse_term

SURE = 0.8
"""Confidence from which words of a commentator or reader make a page a post."""
_OF_A_POST = (Kind.COMMENTARY, Kind.COMMENT)


def describe(text: str, segments: Sequence[Segment]) -> Record:
    """Return what a text says about itself, given its segments.

    A citation counts only beside the page's own title: one further down belongs to a study that the page
    quotes. Authors come from a byline that names one, as a literal; from nowhere else.
    """
    worded = [segment for segment in segments if segment.kind is not Kind.BOILERPLATE]
    record = _indexed(text, worded, _cited(text, worded))
    title = next((_words(text, segment) for segment in worded if segment.kind is Kind.TITLE), "")
    record = replace(record, title=title.removesuffix(".") if not title.endswith("..") else title)
    return record if record.container else _uncited(worded, record)


def _words(text: str, segment: Segment) -> str:
    return " ".join(text[segment.start : segment.end].split())


def _cited(text: str, worded: Sequence[Segment]) -> Record:
    """Return the citation of the page's own title, which stands right above or below it."""
    kinds = [segment.kind for segment in worded]
    title = kinds.index(Kind.TITLE) if Kind.TITLE in kinds else -1
    head = [*worded[: max(title, 0)], *_follow(worded, title + 1)]
    lines = [text[segment.start : segment.end] for segment in head if segment.kind is Kind.CITATION]
    return parse_citation("\n".join(lines)) if lines else Record()


def _follow(worded: Sequence[Segment], index: int) -> list[Segment]:
    """Return the segment at `index`, and the next ones while they are names or citations."""
    end = index
    while end < len(worded) and worded[end].kind in (Kind.CITATION, Kind.BYLINE):
        end += 1
    return list(worded[index:end])


def _indexed(text: str, worded: Sequence[Segment], record: Record) -> Record:
    lists = Lists()
    for segment in worded:
        if segment.kind is Kind.INDEXING:
            lists.read(text[segment.start : segment.end])
    return replace(
        record,
        publication_types=lists.get("publication_types"),
        index_terms=tuple(parse_term(item) for item in lists.get("index_terms")),
        substances=lists.get("substances"),
        keywords=lists.get("keywords"),
    )


def _uncited(worded: Sequence[Segment], record: Record) -> Record:
    """Return the record of a page without a citation of its own: a post, an article, or just a document."""
    signed = next((s.attribution for s in worded if s.kind is Kind.BYLINE and s.attribution), Attribution())
    if signed.name or any(segment.kind in _OF_A_POST for segment in worded if segment.confidence >= SURE):
        authors = (Name(literal=signed.name),) if signed.name else ()
        return replace(record, type="post-weblog", authors=authors, issued=parse_date(signed.date))
    first_hand = any(segment.kind in (Kind.ABSTRACT, Kind.BODY) and not segment.quotes for segment in worded)
    return replace(record, type="article" if first_hand else record.type)
