"""The fields of a record as a person reads and writes them: names, values in words, and back."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from reviewer.errors import ReviewError
from reviewer.language import later, say
from reviewer.model import Name, PartialDate, Record
from reviewer.records import ids
from reviewer.records.dates import parse_date
from reviewer.records.names import parse_name
from reviewer.records.pages import normalise_pages

LABELS = {
    "title": later("Title"),
    "authors": later("Authors"),
    "container": later("Journal"),
    "issued": later("Date"),
    "volume": later("Volume"),
    "issue": later("Issue"),
    "pages": later("Pages"),
    "doi": "DOI",
    "pmid": "PMID",
    "pmcid": "PMCID",
    "issn": "ISSN",
    "isbn": "ISBN",
    "url": later("Web address"),
    "language": later("Language"),
    "publisher": later("Publisher"),
    "keywords": later("Keywords"),
    "type": later("Type"),
}
"""Fields that are shown side by side and can be changed, in the order in which they are shown."""


def shown(record: Record, field: str) -> str:
    """Return the value of a field in words, as it can be typed again; nothing where the source is silent."""
    value = getattr(record, field)
    if field == "authors":
        return shown_names(value)
    if field == "issued":
        return shown_date(value)
    return "; ".join(value) if field == "keywords" else str(value)


def shown_names(names: Iterable[Name]) -> str:
    """Return names as "Family, Given; Family, Given", groups as they are called."""
    return "; ".join(_shown_name(name) for name in names)


def _shown_name(name: Name) -> str:
    family = " ".join(part for part in (name.particle, name.family) if part)
    given = " ".join(part for part in (name.given, name.dropping) if part)
    return ", ".join(part for part in (family or name.literal, given, name.suffix) if part)


def shown_date(date: PartialDate | None) -> str:
    """Return a date as far as it is known: "2011", "2011-04", "2011-04-18"."""
    if date is None:
        return ""
    parts = [f"{date.year:04}", *(f"{part:02}" for part in (date.month, date.day) if part is not None)]
    return "-".join(parts)


# ------------------------------------------------------------------ from words

TYPES = frozenset(
    "article article-journal article-magazine article-newspaper bill book broadcast chapter classic "
    "collection dataset document entry entry-dictionary entry-encyclopedia event figure graphic hearing "
    "interview legal_case legislation manuscript map motion_picture musical_score pamphlet "
    "paper-conference patent performance periodical personal_communication post post-weblog regulation "
    "report review review-book software song speech standard thesis treaty webpage".split()
)
"""Types of works, as CSL names them."""

_ISO = re.compile(r"\d{4}(-\d{1,2}(-\d{1,2})?)?")
_URL = re.compile(r"(https?|ftp)://\S+\.\S+", re.IGNORECASE)
_IDS: dict[str, tuple[Callable[[str], str], str, str]] = {
    "doi": (ids.normalise_doi, "DOI", later("One begins with “10.”, as in 10.1001/archneurol.2010.322.")),
    "pmid": (ids.normalise_pmid, "PMID", later("One is a number of up to eight digits.")),
    "pmcid": (ids.normalise_pmcid, "PMCID", later("One is “PMC” and digits, as in PMC3117642.")),
    "issn": (ids.normalise_issn, "ISSN", later("One is eight digits, as in 0003-9942.")),
    "isbn": (ids.normalise_isbn, "ISBN", later("One has ten or thirteen digits.")),
}


def with_words(record: Record, field: str, words: str) -> Record:
    """Return the record with a field as a person wrote it; no words empty the field.

    Raises ReviewError, with how it is written, when the words are no value of this field.
    """
    words = " ".join(words.split())
    if field not in LABELS:
        raise ReviewError(
            say("A record has no field “{field}”.", field=field),
            say("There are {known}.", known=", ".join(LABELS)),
        )
    if field == "authors":
        return replace(record, authors=_names(words, record.authors))
    if field == "issued":
        return replace(record, issued=_date(words) if words else None)
    if field == "keywords":
        return replace(record, keywords=tuple(each.strip() for each in words.split(";") if each.strip()))
    changed: dict[str, Any] = {field: _text(field, words)}
    return replace(record, **changed)


def _text(field: str, words: str) -> str:
    if field == "type":
        if words and words.casefold() not in TYPES:
            raise ReviewError(
                say("“{words}” is no type of a work.", words=words),
                say("There are {known}.", known=", ".join(sorted(TYPES))),
            )
        return words.casefold() or "document"
    if not words:
        return ""
    if field in _IDS:
        normalise, label, hint = _IDS[field]
        found = normalise(words)
        if not found:
            raise ReviewError(say("“{words}” is no {label}.", words=words, label=label), say(hint))
        return found
    if field == "url" and not _URL.fullmatch(words):
        raise ReviewError(
            say("“{words}” is no web address.", words=words), say("One begins with https:// or http://.")
        )
    return normalise_pages(words) if field == "pages" else words


def _names(words: str, known: Iterable[Name]) -> tuple[Name, ...]:
    """Return the names; those that are written as they were before stay as they are, whatever their parts."""
    before = {_shown_name(name): name for name in known}
    found = []
    for part in (each.strip() for each in words.split(";")):
        if part:
            found.append(before.get(part) or (parse_name(part) if "," in part else Name(literal=part)))
    return tuple(found)


def _date(words: str) -> PartialDate:
    found = parse_date(words)
    iso = _ISO.fullmatch(words)
    whole = iso is not None and found is not None and shown_date(found).count("-") == words.count("-")
    if found is None or not (whole or iso is None and any(map(str.isalpha, words))):
        raise ReviewError(
            say("“{words}” is no date.", words=words), say("Write it as 2011, 2011-04 or 2011-04-18.")
        )
    return found
