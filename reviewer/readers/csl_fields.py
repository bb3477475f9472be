"""From a CSL-JSON item, or a work of Crossref, to a Record: which keys mean what, in all shapes."""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from reviewer.model import Name, PartialDate, Record
from reviewer.readers.json_keys import Keys, pmcid_of, said_ids, said_pmid, strings_of, text_of
from reviewer.readers.tagged import hidden_doi, hidden_pmcid, serials, title_of
from reviewer.records import (
    normalise_doi,
    normalise_pages,
    normalise_pmid,
    parse_date,
    parse_name,
    plain,
)
from reviewer.records.csl_types import CSL_TYPES

_TYPES = {
    "journal-article": "article-journal",
    "book-chapter": "chapter",
    "book-section": "chapter",
    "book-part": "chapter",
    "proceedings-article": "paper-conference",
    "posted-content": "article",
    "dissertation": "thesis",
    "monograph": "book",
    "edited-book": "book",
    "reference-book": "book",
    "proceedings": "book",
    "reference-entry": "entry-encyclopedia",
    "report-series": "report",
    "blog": "post-weblog",
    "paper": "article-journal",
}
"""Types of Crossref and of older programs to those of CSL."""
_HEADING = re.compile(
    r"<(?:jats:)?title>\s*([^<>]{1,80}?)[\s:.]*</(?:jats:)?title>\s*(?:<(?:jats:)?p(?:\s[^<>]{0,100})?>)?",
    re.IGNORECASE,
)
_SHORT = ("container-title-short", "journalabbreviation", "short-container-title", "container-title/short")
_DATES = ("issued", "published-print", "published", "date", "year")
_COMMAS = re.compile(r",\s+|,(?!\d)")


def record_of(item: Mapping[str, Any]) -> tuple[Record, str]:
    """Return the record that an item describes, and its abstract."""
    keys = Keys(item)
    notes = tuple(filter(None, (plain(keys.text(key), lines=True) for key in ("note", "annote"))))
    said = said_ids(notes)
    said_type = keys.text("type")
    type_ = said_type if said_type in CSL_TYPES else _TYPES.get(said_type, "document")
    issn, isbn = serials(strings_of(keys.value("issn")) + strings_of(keys.value("isbn")))
    container, short = keys.words("container-title", "journal"), keys.words(*_SHORT)
    number = keys.words("number", "article-number")
    abstract = plain(_HEADING.sub(_label, keys.text("abstract")), lines=True)
    url = keys.text("url")
    record = Record(
        type=type_,
        title=title_of(_titled(keys)),
        authors=_names(keys.value("author")),
        container=container,
        issued=_date(keys.value(*_DATES)),
        epub=_date(keys.value("published-online", "available-date")),
        volume=keys.words("volume"),
        issue=keys.words("issue"),
        pages=normalise_pages(keys.text("page", "pages", "page-first")),
        doi=normalise_doi(keys.text("doi")) or normalise_doi(said.get("doi", "")) or hidden_doi([url]),
        pmid=normalise_pmid(keys.text("pmid")) or said_pmid(said, notes, url),
        pmcid=pmcid_of(keys.text("pmcid")) or pmcid_of(said.get("pmcid", "")) or hidden_pmcid(notes),
        issn=issn or serials([said.get("issn", "")])[0],
        isbn=isbn or serials([said.get("isbn", "")])[1],
        url=url,
        language=keys.text("language"),
        publisher=keys.words("publisher"),
        keywords=_keywords(keys.value("keyword", "keywords", "categories")),
        publication_types=tuple(filter(None, keys.words("genre").split("; "))),
        editors=_names(keys.value("editor")),
        container_short=short,
        collection=keys.words("collection-title"),
        edition=keys.words("edition"),
        place=keys.words("publisher-place", "publisher-location"),
        number=number,
        original_title=keys.words("original-title"),
        database=keys.words("source"),
        notes=notes,
    )
    keys.keep_ids(record.doi, record.pmid, record.pmcid, record.issn, record.isbn)
    keys.keep_date(record.issued, *_DATES)
    return replace(record, extra=(*_unknown(said_type), *keys.left())), abstract


def _unknown(type_: str) -> tuple[tuple[str, str], ...]:
    """Return a type that is none of CSL, to be kept."""
    return (("type", type_),) if type_ and type_ not in CSL_TYPES and type_ not in _TYPES else ()


def _titled(keys: Keys) -> str:
    title, subtitle = keys.text("title"), keys.text("subtitle")
    return f"{title}: {subtitle}" if title and subtitle and subtitle not in title else title or subtitle


def _label(match: re.Match[str]) -> str:
    """Return the heading of a section as a label before it; that of the abstract itself goes."""
    words = match[1].strip()
    return "" if words.casefold() in ("abstract", "summary") else f"\n{words}: "


def _keywords(value: Any) -> tuple[str, ...]:
    if isinstance(value, list):
        found = strings_of(value)
    else:
        words = plain(text_of(value))
        found = words.split(";") if ";" in words else _COMMAS.split(words)
    return tuple(dict.fromkeys(filter(None, (plain(each) for each in found))))


# ------------------------------------------------------------------ names


def _names(value: Any) -> tuple[Name, ...]:
    people = value if isinstance(value, list) else [value]
    return tuple(name for name in map(_name, people) if name.family or name.literal)


def _name(person: Any) -> Name:
    if not isinstance(person, dict):
        return parse_name(text_of(person))

    def part(key: str) -> str:
        return plain(text_of(person.get(key)))

    family, given = part("family"), part("given")
    if not family:
        return Name(literal=part("literal") or part("name") or given)
    return Name(
        family,
        given,
        suffix=part("suffix"),
        particle=part("non-dropping-particle"),
        dropping=part("dropping-particle"),
    )


# ------------------------------------------------------------------ dates


def _date(value: Any) -> PartialDate | None:
    """Return a date in parts, in words, or as pandoc writes it; of two, the first."""
    if isinstance(value, list):
        return _date(value[0]) if value else None
    if not isinstance(value, dict):
        return parse_date(text_of(value))
    parts = value.get("date-parts")
    if isinstance(parts, list) and parts:
        first = parts[0] if isinstance(parts[0], list) else parts
        if found := _of_parts([text_of(part) for part in first]):
            return found
    if "year" in value:
        return _of_parts([text_of(value.get(key)) for key in ("year", "month", "day")])
    return next((date for key in ("raw", "literal") if (date := parse_date(text_of(value.get(key))))), None)


def _of_parts(parts: list[str]) -> PartialDate | None:
    year, month, day = (*parts, "", "", "")[:3]
    if not re.fullmatch(r"-?\d{1,4}", year) or not int(year):
        return parse_date(" ".join(reversed(parts)))
    if not month.isdecimal():
        named = parse_date(f"{day} {month} 2000") if month else None
        return PartialDate(int(year), named.month if named else None, named.day if named else None)
    number = int(month[:3])
    if not 1 <= number <= 12:
        return PartialDate(int(year))
    last = calendar.monthrange(2000, number)[1]
    known = day.isdecimal() and 1 <= int(day[:3]) <= last
    return PartialDate(int(year), number, int(day) if known else None)
