"""From the fields of a Refer record to a Record: what each tag means, by type and by program."""

from __future__ import annotations

import re
from dataclasses import replace

from reviewer.model import Name, PartialDate, Record
from reviewer.readers.endnote_types import HOLDERS, SERIAL, type_of
from reviewer.readers.tagged import (
    Fields,
    first,
    hidden_doi,
    hidden_pmcid,
    hidden_pmid,
    keywords,
    names,
    paragraphs,
    serials,
    title_of,
)
from reviewer.readers.unsaid import date_said, id_said
from reviewer.records import (
    normalise_doi,
    normalise_pages,
    parse_date,
    plain,
)

_TYPES = {
    "electronic source": "webpage",
    "audio": "song",
    "audiovisual": "motion_picture",
    "book chapter": "chapter",
    "in book": "chapter",
    "in collection": "chapter",
    "in proceedings": "paper-conference",
    "conference": "paper-conference",
    "proceedings": "book",
    "journalarticle": "article-journal",
    "article": "article-journal",
    "ebook": "book",
    "news": "article-newspaper",
    "blog post": "post-weblog",
    "working papers": "report",
    "phd": "thesis",
}
"""Names of types that are not EndNote's own."""
_GUESSES = (("J", "article-journal"), ("B", "chapter"), ("R", "report"), ("I", "book"))
"""Tags that tell what a record without a type is, the first that it has."""
_NUMBERED = frozenset("report standard patent legislation bill".split())
_PUBLISHED = frozenset("thesis report book".split())
_SHARED = frozenset("paper-conference chapter entry-encyclopedia entry-dictionary".split())
"""Types whose %Y names the editors, as bibutils writes them."""
_WHOLE = frozenset("AKXZE9G")
_ONCE = frozenset("TVNPIC~")
_HIDING = ("R", "U", "M", "@", "1", "2", "3", "4", "5", "6", ">", "F", "Z")
_DIGITS = re.compile(r"\d{3,8}")
_MEDLINE = re.compile(r"medline|pubmed|\bnlm\b|national library of medicine", re.IGNORECASE)
_REPORT_NUMBER = re.compile(r"[\w./ -]{1,40}")


def record_of(fields: Fields) -> tuple[Record, str]:
    """Return the record that the fields of a Refer record describe, and its abstract."""
    type_ = _type(fields)
    container, short, series = _holders(fields, type_)
    publisher = plain(first(fields, "I"))
    issn, isbn = serials(fields.get("@", ()))
    doi, hidden = _doi(fields), [value for tag in _HIDING for value in fields.get(tag, ())]
    pages, count = _pages(fields, type_)
    volume = first(fields, "V")
    epub = parse_date(first(fields, "7")) if type_ in SERIAL else None
    degree = volume if type_ == "thesis" and not any(map(str.isdigit, volume)) else ""
    record = Record(
        type=type_,
        title=title_of(first(fields, "T")),
        authors=_authors(fields),
        container=container,
        issued=issued_of(first(fields, "D"), fields.get("8", [])),
        volume="" if degree else volume,
        issue=first(fields, "N"),
        pages=pages,
        doi=doi,
        pmid=_pmid(fields, hidden),
        pmcid=hidden_pmcid(hidden),
        issn=issn,
        isbn=isbn,
        url=_url(fields),
        language="; ".join(dict.fromkeys(filter(None, fields.get("G", ())))),
        publisher=publisher or (first(fields, "J") if type_ in _PUBLISHED else ""),
        keywords=keywords(fields.get("K", [])),
        publication_types=tuple(filter(None, (*fields.get("9", ()), degree))),
        editors=names(_editors(fields, type_)),
        container_short=short,
        collection=series,
        epub=epub,
        edition="" if epub else first(fields, "7"),
        place=first(fields, "C"),
        number=_number(fields, type_, doi, issn or isbn),
        original_title=title_of(first(fields, "Q")) if "A" in fields else "",
        database=first(fields, "~"),
        notes=tuple(filter(None, (plain(value, lines=True) for value in fields.get("Z", ())))),
    )
    abstract = "\n".join(filter(None, map(paragraphs, fields.get("X", ()))))
    return replace(record, extra=_extra(fields, record, count)), abstract


def _type(fields: Fields) -> str:
    """Return the type; of two that a library writes, the last is the more exact one."""
    for name in reversed(fields.get("0", ())):
        words = " ".join(name.lower().split())
        found = _TYPES.get(words) or type_of(words, "")
        if found != "document" or words == "generic":
            return found
    if "0" in fields:
        return "document"
    return next((type_ for tag, type_ in _GUESSES if first(fields, tag)), "document")


def _holders(fields: Fields, type_: str) -> tuple[str, str, str]:
    """Return what holds the work, the short form of that, and the series."""
    journal, book, series = (plain(first(fields, tag)) for tag in "JBS")
    if type_ in SERIAL:
        whole = journal or book
        other = book if book != whole else ""
        return (other, whole, series) if len(other) > len(whole) else (whole, other, series)
    if type_ in HOLDERS or type_ == "manuscript":
        whole = book or journal
        return (whole, "", series) if whole or type_ not in _SHARED else (series, "", "")
    if type_ == "thesis":  # its %B is the department, its %J the university
        return "", "", series
    return "", "", book or series


def _authors(fields: Fields) -> tuple[Name, ...]:
    found = names(fields.get("A", ()))
    return found or tuple(Name(literal=plain(value)) for value in fields.get("Q", ()) if value)


def _editors(fields: Fields, type_: str) -> list[str]:
    return fields.get("E", []) or (fields.get("Y", []) if type_ in _SHARED else [])


def issued_of(year: str, dates: list[str]) -> PartialDate | None:
    """Return the date of a year and of dates that may name no year, another year, or the same."""
    found = parse_date(year)
    for raw in dates:
        date = parse_date(raw)
        if date is None and found:
            date = parse_date(f"{raw} {found.year}")
        if date and (found is None or (found.year == date.year and found.month is None)):
            found = date
    return found


def _pages(fields: Fields, type_: str) -> tuple[str, str]:
    """Return the pages of a part, or how many a whole work has."""
    pages = first(fields, "P")
    whole = type_ in ("book", "thesis") and "-" not in pages and "–" not in pages
    return ("", pages) if whole else (normalise_pages(pages), "")


def _number(fields: Fields, type_: str, doi: str, serial: str) -> str:
    """Return the number of a report or a patent, which stands in one of three fields."""
    if type_ not in _NUMBERED:
        return ""
    stated = first(fields, "R") if not doi and _REPORT_NUMBER.fullmatch(first(fields, "R")) else ""
    return ("" if serial else first(fields, "@")) or stated or first(fields, "N")


def _doi(fields: Fields) -> str:
    for value in fields.get("R", ()):
        if doi := normalise_doi(value):
            return doi
    return hidden_doi(value for tag in _HIDING for value in fields.get(tag, ()))


def _pmid(fields: Fields, hidden: list[str]) -> str:
    found = hidden_pmid(hidden)
    accession = first(fields, "M")
    if found or not _DIGITS.fullmatch(accession):
        return found
    origin = f"{first(fields, '~')} {first(fields, 'W')}".strip()
    return accession.lstrip("0") if _MEDLINE.search(origin) or (not origin and "J" in fields) else ""


def _url(fields: Fields) -> str:
    """Return the first address of the work, or else that of its file."""
    for tag in "U>":
        for value in fields.get(tag, ()):
            address = value.split(maxsplit=1)[0] if value else ""
            if address.lower().startswith(("http://", "https://", "ftp://", "www.")):
                return address
    return ""


def _extra(fields: Fields, record: Record, count: str) -> tuple[tuple[str, str], ...]:
    """Return every value that no field of the record says."""
    found = []
    for tag, values in fields.items():
        for at, value in enumerate(values):
            kept = tag in _WHOLE or (tag in _ONCE and at == 0 and value != count)
            if value and not kept and not _said(tag, value, record, fields):
                found.append((tag, value))
    return tuple(found)


def _said(tag: str, value: str, record: Record, fields: Fields) -> bool:
    """Whether a value of a tag that may go to several fields is in one of them."""
    if tag == "0":
        return record.type != "document" and len(fields["0"]) == 1
    if tag in "JBS":
        return plain(value) in (record.container, record.container_short, record.collection, record.publisher)
    if tag in "@R":
        return id_said(value, record.issn, record.isbn, record.doi, record.number)
    if tag == "M":
        return value.lstrip("0") == record.pmid != ""
    if tag == "U":
        return value == record.url
    if tag == "7":
        return value == record.edition or (record.epub is not None and date_said(value, record.epub))
    if tag in "D8":
        return date_said(value, record.issued)
    if tag == "T":
        return title_of(value) == record.title
    return (tag == "Y" and bool(record.editors) and "E" not in fields) or (tag == "Q" and "A" not in fields)
