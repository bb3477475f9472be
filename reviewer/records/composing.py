"""The text of a document that came as a record: its title, its abstract, its index terms, and what each is.

A reference file holds fields, no page. What a reviewer reads is composed of them here, in one order, so
that the same record gives the same text whatever file it came in.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from reviewer.model import IndexTerm, Kind, Record


class Stated(NamedTuple):
    """A stretch of a text, and the kind that its source says it has."""

    start: int
    end: int
    kind: Kind


def compose(record: Record, abstract: str = "") -> tuple[str, tuple[Stated, ...]]:
    """Return the text of a record and what each stretch of it is, in order.

    `abstract` holds its paragraphs on lines of their own, a section label at the start of its paragraph.
    A record without a title and an abstract gives its notes or the journal it names, if anything.
    """
    text: list[str] = []
    found: list[Stated] = []
    start = 0
    for words, kind in _pieces(record, abstract):
        text.append(words)
        end = start + len(words)
        found.append(Stated(start, end, kind))
        start = end + len(_GAP)
    return _GAP.join(text), tuple(found)


_GAP = "\n\n"


def _pieces(record: Record, abstract: str) -> Iterator[tuple[str, Kind]]:
    title = record.title or record.original_title
    if title:
        yield title, Kind.TITLE
    if abstract:
        yield abstract, Kind.ABSTRACT
    if items := record.publication_types:
        yield "Publication types: " + "; ".join(items), Kind.INDEXING
    if terms := record.index_terms:
        yield "MeSH terms: " + "; ".join(map(_shown, terms)), Kind.INDEXING
    if items := record.substances:
        yield "Substances: " + "; ".join(items), Kind.INDEXING
    if items := record.keywords:
        yield "Keywords: " + "; ".join(items), Kind.INDEXING
    if not title and not abstract and (record.container or record.notes):
        yield "\n".join(filter(None, (record.container, *record.notes))), Kind.CITATION


def _shown(term: IndexTerm) -> str:
    words = f"{term.descriptor}/{term.qualifier}" if term.qualifier else term.descriptor
    return words + "*" if term.major else words
