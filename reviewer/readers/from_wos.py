"""Records of Web of Science as plain text: two letters, a space and a value, from PT to ER."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from reviewer.model import Name, Record
from reviewer.readers.input import Input
from reviewer.readers.parsed import Parsed, Rejected
from reviewer.readers.refer_fields import issued_of
from reviewer.readers.tagged import (
    Fields,
    first,
    head_text,
    keywords,
    left_over,
    names,
    paragraphs,
    parsed,
    title_of,
)
from reviewer.readers.unsaid import date_said, id_said
from reviewer.records import (
    normalise_doi,
    normalise_isbn,
    normalise_issn,
    normalise_pmid,
    page_range,
    parse_date,
    plain,
)
from reviewer.records.pages import normalise_pages

FORMAT = "wos"
SUFFIXES = (".ciw", ".isi", ".wos")

_FIRST = re.compile(r"(?:^|\n)FN [^\n]+\nVR [\d.]+[ \t]*\n")
_RECORD = re.compile(
    r"(?:^|\n)[ \t]*PT (?:[A-Z]|Journal|Book|Patent|Series)[^\n]{0,20}\n"
    r"(?:[A-Z][A-Z0-9] [^\n]*\n| [^\n]*\n){0,400}?(?:TI|SO|UT|PY) \S"
)
_TAG = re.compile(r"[ \t]{0,2}([A-Z][A-Z0-9])(?: |$)")
_FILE = frozenset("FN VR EF".split())
_TYPES = {"J": "article-journal", "B": "book", "S": "chapter", "C": "paper-conference", "P": "patent"}
_KINDS = (
    ("book chapter", "chapter"),
    ("book review", ""),
    ("book", "book"),
    ("proceedings paper", "paper-conference"),
    ("meeting", "paper-conference"),
    ("data set", "dataset"),
    ("dataset", "dataset"),
    ("preprint", "article"),
    ("thesis", "thesis"),
    ("dissertation", "thesis"),
)
_WHOLE = frozenset("PT AU AF CA BA BF GP BE ED AB DE ID DT LA".split())
_IDS = frozenset("DI D2 SN EI BN PM".split())
_PAGES = frozenset("BP EP PS".split())
_ONCE = frozenset("TI SO SE VL IS BP EP PS AR DI SN BN PM PU PI PD PY EA JI PN".split())

Block = tuple[int, Fields, list[str]]


def sniff(source: Input) -> int:
    """Return 2 for a file that begins as Web of Science's do, or that holds such a record, else 0."""
    head = head_text(source)
    if "FN " in head and _FIRST.search(head):
        return 2
    return 2 if "PT " in head and _RECORD.search(head[:30_000]) else 0


def read(source: Input) -> Iterator[Parsed | Rejected]:
    """Yield the records of a file; one without title and abstract is rejected with its lines."""
    yield from parsed(blocks(source.lines()), record_of, FORMAT)


def blocks(lines: Iterable[str]) -> Iterator[Block]:
    """Yield each record as the line it begins on, its values by tag, and its raw lines."""
    start, fields, raw = 0, Fields(), list[str]()
    value: list[str] = []
    below: list[str] = []
    closed = False
    for number, line in enumerate(lines, 1):
        match = None if line.startswith("   ") else _TAG.match(line)
        if match is None:
            if value and not closed and line and not line.isspace():
                below.append(line.strip())
                raw.append(line)
            continue
        if below:
            value[-1] = "\n".join((value[-1], *below))
            below = []
        tag = match[1]
        if tag in _FILE and (not fields or closed or tag == "EF"):
            closed, value = True, []
            continue
        if tag == "ER":
            closed = True
            raw.append(line)
            continue
        if fields and (closed or (tag == "PT" and "PT" in fields)):
            yield start, fields, raw
            fields, raw = {}, []
        closed = False
        if not fields:
            start = number
        raw.append(line)
        value = fields.setdefault(tag, [])
        value.append(line[match.end() :].strip())
    if below:
        value[-1] = "\n".join((value[-1], *below))
    if fields:
        yield start, fields, raw


def record_of(fields: Fields) -> tuple[Record, str]:
    """Return the record that the fields of a record of Web of Science describe, and its abstract."""
    type_ = _type(fields)
    number = first(fields, "PN") if type_ == "patent" else first(fields, "AR")
    stated = normalise_pages(first(fields, "PS"))
    pages = page_range(first(fields, "BP"), first(fields, "EP")) or stated
    issued = issued_of(first(fields, "PY"), fields.get("PD", []))
    epub = parse_date(first(fields, "EA"))
    container, short = plain(first(fields, "SO")), plain(first(fields, "JI", "J9"))
    if short.upper() == container:  # the same name in capitals: "BIOCHEMISTRY" for "Biochemistry"
        container = short
    title = title_of(first(fields, "TI"))
    if type_ == "book" and not title:
        title, container = title_of(container), ""
    record = Record(
        type=type_,
        title=title,
        authors=_authors(fields),
        container="" if container == title and type_ == "book" else container,
        issued=issued or epub,
        epub=epub,
        volume=first(fields, "VL"),
        issue=first(fields, "IS"),
        pages=pages or ("" if type_ == "patent" else number),
        doi=normalise_doi(first(fields, "DI")) or normalise_doi(first(fields, "D2")),
        pmid=_pmid(fields),
        issn=normalise_issn(first(fields, "SN")) or normalise_issn(first(fields, "EI")),
        isbn=normalise_isbn(first(fields, "BN")) or normalise_isbn(first(fields, "SN")),
        language="; ".join(_items(fields, "LA")),
        publisher=plain(first(fields, "PU")),
        keywords=keywords([_line(value) for tag in ("DE", "ID") for value in fields.get(tag, ())]),
        publication_types=tuple(_items(fields, "DT")),
        editors=names(fields.get("BE") or fields.get("ED", [])),
        container_short="" if short == container else short,
        collection=plain(first(fields, "SE")),
        place=plain(first(fields, "PI")),
        number=number,
    )
    kept = left_over(fields, _WHOLE, _once(type_, fields) - _unsaid(fields, record))
    extra = tuple((tag, _kept(tag, value)) for tag, value in kept)
    return replace(record, extra=extra), "\n".join(filter(None, map(paragraphs, fields.get("AB", ()))))


def _unsaid(fields: Fields, record: Record) -> set[str]:
    """Return the tags of identifiers, dates and pages that say more than the record holds of them."""
    ids = (record.doi, record.issn, record.isbn, record.pmid, record.number)
    lost = {tag for tag in fields.keys() & _IDS if not id_said(fields[tag][0], *ids)}
    lost |= {tag for tag in fields.keys() & _PAGES if normalise_pages(fields[tag][0]) not in record.pages}
    lost |= {tag for tag in fields.keys() & {"PD", "PY"} if not date_said(fields[tag][0], record.issued)}
    if "EA" in fields and not date_said(fields["EA"][0], record.epub):
        lost.add("EA")
    return lost


def _line(value: str) -> str:
    return " ".join(value.split())


def _items(fields: Fields, tag: str) -> list[str]:
    words = [part.strip() for value in fields.get(tag, ()) for part in _line(value).split(";")]
    return list(dict.fromkeys(filter(None, words)))


def _kept(tag: str, value: str) -> str:
    """Return a value as it is kept: cited works stand on lines of their own."""
    return value if tag in ("CR", "C1") else _line(value)


def _once(type_: str, fields: Fields) -> frozenset[str]:
    """Return the tags whose first value is in a field of the record."""
    unused = {"J9"} if "JI" in fields else set()
    unused |= {"D2"} if "DI" in fields else set()
    unused |= {"EI"} if "SN" in fields else set()
    return (_ONCE | {"J9", "D2", "EI"}) - unused - ({"PN"} if type_ != "patent" else set())


def _type(fields: Fields) -> str:
    """Return the type by the kind of publication, which the kind of document makes more exact."""
    letter = first(fields, "PT")[:1].upper()
    kinds = [kind.lower() for kind in _items(fields, "DT")]
    if letter == "P":
        return "patent"
    if letter in ("J", "") and kinds[:1] in ([], ["article"], ["review"]) and "preprint" not in kinds:
        return "article-journal"
    for kind in kinds:
        found = next((type_ for start, type_ in _KINDS if kind.startswith(start)), "")
        if found and not (letter == "J" and (found in ("book", "chapter") or kind == "meeting abstract")):
            return found
    if letter == "B" and first(fields, "TI") and first(fields, "BP") and first(fields, "SO"):
        return "chapter"
    return _TYPES.get(letter, "article-journal")


def _authors(fields: Fields) -> tuple[Name, ...]:
    people = fields.get("AF") or fields.get("AU") or fields.get("BF") or fields.get("BA", [])
    groups = [*fields.get("CA", ()), *fields.get("GP", ())]
    named = tuple(
        Name(literal=words) for value in groups for group in value.split("\n") if (words := plain(group))
    )
    return names(people) + named


def _pmid(fields: Fields) -> str:
    stated = first(fields, "PM") or first(fields, "UT").removeprefix("MEDLINE:")
    return normalise_pmid(stated) if stated.isdecimal() else ""
