"""Records for reference managers: RIS, one tag to a line, with the tags that EndNote, Zotero and others read.

A field that the record does not have is left out. Paragraphs of an abstract are set apart by blank lines and
indented, so that no line of them can be taken for a tag.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reviewer.exchange.parts import abstract_of, date_with, family_first, keywords_of, one_line
from reviewer.model import Name, Record, Snapshot
from reviewer.readers.ris_fields import TYPES
from reviewer.records import parse_name

_TAGS = {csl: tag for tag, csl in reversed(TYPES.items())}
"""Types of CSL to the first tag that stands for each; what has none is GEN."""
_SERIAL = ("article-journal", "article-magazine", "article-newspaper")
_WHOLE_WORK = ("book", "report", "standard", "map", "software")
_NUMBERED = ("report", "standard", "patent")
_RANGE = re.compile(r"([^-]+)-([^-]+)")


def ris(snapshot: Snapshot) -> bytes:
    """Return the records of a library as RIS in UTF-8, the same bytes every time."""
    blocks = (block(each.record, abstract_of(snapshot, each)) for each in snapshot.documents)
    return "".join(blocks).encode("utf-8", "replace")


def block(record: Record, abstract: str = "") -> str:
    """Return one record from its TY to its ER, and the blank line behind it."""
    lines = [("TY", _TAGS.get(record.type, "GEN")), *_lines(record), ("AB", _paragraphs(abstract))]
    return "".join(f"{tag}  - {words}\n" for tag, words in lines if words) + "ER  - \n\n"


def _lines(record: Record) -> Iterator[tuple[str, str]]:
    for name in record.authors:
        yield "AU", _name(name)
    for name in record.editors:
        yield "ED", _name(name)
    yield "TI", one_line(record.title)
    yield "TT", one_line(record.original_title)
    yield ("JF" if record.type in (*_SERIAL, *_WHOLE_WORK) else "T2"), one_line(record.container)
    yield "JA", one_line(record.container_short)
    yield ("T2" if record.type in _WHOLE_WORK else "T3"), one_line(record.collection)
    yield "PY", f"{record.issued.year:04}" if record.issued else ""
    yield "DA", date_with(record.issued, "/") if record.issued and record.issued.month else ""
    yield "ET", (record.type in _SERIAL and date_with(record.epub, "/")) or one_line(record.edition)
    yield "VL", record.volume
    yield "IS", record.issue
    yield from _places(record)
    yield "DO", record.doi
    yield "PM", record.pmid
    yield "C2", record.pmcid
    for tag, words in (("SN", record.issn), ("SN", record.isbn), ("UR", record.url), ("LA", record.language)):
        yield tag, words
    yield "PB", one_line(record.publisher)
    yield "CY", one_line(record.place)
    yield "DB", record.database
    for tag, values in (("KW", keywords_of(record)), ("M3", record.publication_types), ("N1", record.notes)):
        for words in values:
            yield tag, _paragraphs(words)


def _places(record: Record) -> Iterator[tuple[str, str]]:
    """Yield the pages and the number of a report or an article."""
    number = record.number
    pages = _RANGE.fullmatch(record.pages)
    if pages:
        yield "SP", pages[1]
        yield "EP", pages[2]
    elif record.pages != number or record.type in _NUMBERED:
        yield "SP", record.pages
    yield ("M1" if record.type in _NUMBERED else "C7"), number


def _name(name: Name) -> str:
    """Return a name, a group with a comma at its end where it would be taken for a person."""
    words = one_line(family_first(name))
    if name.literal and not name.family and parse_name(words) != Name(literal=words):
        return f"{words},"
    return words


def _paragraphs(words: str) -> str:
    return "\n\n      ".join(one_line(line) for line in words.split("\n") if line.strip())
