"""BibTeX and biblatex files, as reference managers, databases and people write them.

An entry may take over fields from another one (`crossref`, `xdata`), also from one further below. A file that
holds such references is gone through once before for the entries they name; all others are read in one go.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from reviewer.readers.bibtex_entries import NO_RECORDS, Broken, Entry, entries
from reviewer.readers.bibtex_fields import record_of
from reviewer.readers.bibtex_types import TYPES
from reviewer.readers.input import Input
from reviewer.readers.parsed import Parsed, Rejected, of_record
from reviewer.readers.tagged import head_text

FORMAT = "bibtex"
SUFFIXES = (".bib", ".bibtex", ".biblatex")

_HEAD = re.compile(r"^[ \t]*@[ \t]*([A-Za-z]+)[ \t]*[{(]([^\n]*)", re.MULTILINE)
_KEY = re.compile(r"\s*[^\s{}()=\",]*\s*,")
_FIELD = re.compile(r"[\n,{(][ \t]*[A-Za-z][\w-]{0,40}[ \t]*=[ \t]*[{\"\w]")
_REFERS = re.compile(rb"(?i)(?:crossref|xdata)\s{0,100}=[\s{\"]{0,100}([^{}\"\n]{0,1000})")
_OVERLAP = 1_300
DEEPEST = 8
"""Entries through which fields are handed on."""

IN_A_BOOK = frozenset("inbook bookinbook incollection inproceedings conference inreference suppbook".split())
_RENAMED = {"title": "booktitle", "subtitle": "booksubtitle", "titleaddon": "booktitleaddon"}
_OWN = frozenset(
    "ids crossref xref xdata entryset entrysubtype execute label options presort related relatedoptions"
    " relatedtype relatedstring shortauthor shorteditor shorthand shorttitle sortkey sorttitle sortname"
    " sortyear doi url urldate eprint eprinttype archiveprefix pmid pmcid abstract keywords note annote"
    " annotation file pages pagetotal eid indextitle booktitleaddon".split()
)
"""Fields that are of one work, so that an entry which stands in it does not have them too."""

Sources = Mapping[str, Entry]


def sniff(source: Input) -> int:
    """Return 2 when a line opens an entry of a known type with fields, 1 when it is but like one, else 0."""
    head = head_text(source)
    found = 0
    for match in _HEAD.finditer(head) if "@" in head else ():
        kind = match[1].casefold()
        if kind in TYPES or kind in NO_RECORDS:
            keyed = _KEY.match(match[2]) or not match[2].strip() or kind in NO_RECORDS
            if keyed and (kind in NO_RECORDS or _FIELD.search(head, match.start(), match.start() + 2_000)):
                return 2
            found = 1
        elif _KEY.match(match[2]):
            found = 1
    return found


def read(source: Input) -> Iterator[Parsed | Rejected]:
    """Yield the records of the file; an entry that never closes, or has no title, is rejected."""
    sources = _sources(source)
    number = 0
    for entry in entries(source.lines()):
        if isinstance(entry, Entry) and entry.type in NO_RECORDS:
            continue
        number += 1
        if isinstance(entry, Broken):
            yield Rejected(number, entry.line, entry.reason, entry.raw.rstrip())
            continue
        whole = _complete(entry, sources) if sources else entry
        parsed = of_record(*record_of(whole), number, entry.line, FORMAT)
        if isinstance(parsed, Rejected):
            parsed = Rejected(number, entry.line, parsed.reason, entry.raw)
        yield parsed


def _sources(source: Input) -> Sources:
    """Return the entries that others take fields over from, by their keys in small letters."""
    wanted = _wanted(source)
    found: dict[str, Entry] = {}
    if wanted:
        for entry in entries(source.lines()):
            if isinstance(entry, Entry) and entry.key.casefold() in wanted:
                found.setdefault(entry.key.casefold(), entry)
        source.position = 0
    return found


def _wanted(source: Input) -> set[str]:
    found: set[str] = set()
    before = b""
    with source.stream() as file:
        while block := file.read(1 << 20):
            for match in _REFERS.finditer(before + block):
                found.update(key.strip().casefold() for key in match[1].decode("utf-8", "replace").split(","))
            before = block[-_OVERLAP:]
    return found - {""}


def _complete(entry: Entry, sources: Sources) -> Entry:
    """Return an entry with the fields that it takes over, its own first."""
    fields = list(entry.fields)
    known = {tag.casefold() for tag, _ in fields}
    for tag, value in _inherited(entry, sources, {entry.key.casefold()}, 0):
        if tag.casefold() not in known:
            known.add(tag.casefold())
            fields.append((tag, value))
    return Entry(entry.type, entry.key, fields, entry.line, entry.raw)


def _inherited(entry: Entry, sources: Sources, seen: set[str], depth: int) -> Iterator[tuple[str, str]]:
    """Yield the fields of the entries that one refers to, as they are called in it; none is met twice."""
    if depth >= DEEPEST:
        return
    for reference in ("xdata", "crossref"):
        for key in entry.get(reference).split(","):
            name = key.strip().casefold()
            parent = sources.get(name)
            if parent is None or name in seen:
                continue
            seen.add(name)
            fields = [*parent.fields, *_inherited(parent, sources, seen, depth + 1)]
            yield from fields if reference == "xdata" else _handed_on(parent, fields, entry.type)


def _handed_on(parent: Entry, fields: list[tuple[str, str]], type_: str) -> Iterator[tuple[str, str]]:
    """Yield the fields that a part takes over from its book, whose title is no longer called the title."""
    names = {tag.casefold() for tag, _ in fields}
    renamed = {} if "booktitle" in names else _RENAMED if type_ in IN_A_BOOK else {}
    if parent.type == "periodical":
        renamed = {"title": "journaltitle", "subtitle": "journalsubtitle"}
    for tag, value in fields:
        name = tag.casefold()
        if name in renamed:
            yield renamed[name], value
        elif name not in _OWN and name not in _RENAMED:
            yield tag, value
