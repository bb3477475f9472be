"""What people say that the columns of a table hold: by the name of a column, for all tables or one header.

A choice names a field, or nothing for a column that is kept with each record as it came.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence

from reviewer.errors import ReviewError
from reviewer.language import later, recorded

Choices = Mapping[str, Mapping[str, str]]
"""Fields by the names of columns, by the key of the header they were chosen for, or by EVERY."""
NO_CHOICES: Choices = {}
EVERY = ""

FIELDS = {
    "title": later("Title"),
    "original_title": later("Original title"),
    "abstract": later("Abstract"),
    "authors": later("Authors"),
    "authors_full": later("Authors, full names"),
    "author_each": later("One author"),
    "first_author": later("First author"),
    "group_authors": later("Groups as authors"),
    "editors": later("Editors"),
    "type": later("Type"),
    "year": later("Year"),
    "month": later("Month"),
    "day": later("Day"),
    "date": later("Date"),
    "epub": later("Date online"),
    "journal": later("Journal or book"),
    "journal_short": later("Journal, abbreviated"),
    "conference": later("Conference"),
    "collection": later("Series"),
    "volume": later("Volume"),
    "issue": later("Issue"),
    "number": later("Number"),
    "pages": later("Pages"),
    "first_page": later("First page"),
    "last_page": later("Last page"),
    "article_number": later("Article number"),
    "doi": later("DOI"),
    "pmid": later("PMID"),
    "pmcid": later("PMCID"),
    "issn": later("ISSN"),
    "eissn": later("ISSN, electronic"),
    "isbn": later("ISBN"),
    "keywords": later("Keywords"),
    "mesh": later("MeSH terms"),
    "url": later("Address (URL)"),
    "language": later("Language"),
    "publisher": later("Publisher"),
    "place": later("Place"),
    "edition": later("Edition"),
    "database": later("Database"),
    "notes": later("Notes"),
    "citation": later("Citation"),
    "hints": later("Notes with identifiers"),
    "openurl": later("Link to a resolver"),
}
"""The fields that a column may fill, with their names for people, in the order they are offered."""
NONE = later("Kept as it came")
"""The name for people of no field."""

_NO_FIELD = frozenset({"", "none", "extra", "keep", NONE.casefold()})
_SIGNS = re.compile(r"[\W_]+")
_SAID = {
    _SIGNS.sub(" ", word.casefold()).strip(): field for field in FIELDS for word in (field, FIELDS[field])
}


def headings(header: Sequence[str]) -> list[str]:
    """Return the names of columns in one line each, none of them twice and none empty."""
    seen: dict[str, int] = {}
    found = []
    for at, words in enumerate(header, 1):
        name = " ".join(words.split()) or f"column {at}"
        seen[name] = seen.get(name, 0) + 1
        found.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return found


def key_of(header: Sequence[str]) -> str:
    """Return the key under which choices for the columns of a header are kept."""
    return hashlib.sha256("\x1f".join(map(_plain, headings(header))).encode("utf-8", "replace")).hexdigest()


def chosen(header: Sequence[str], choices: Choices) -> dict[int, str]:
    """Return the fields of those columns that somebody has chosen one for; "" for none."""
    if not choices:
        return {}
    said = {**choices.get(key_of(header), {}), **choices.get(EVERY, {})}
    plain = {_plain(name): field for name, field in said.items()}
    names = map(_plain, headings(header))
    return {at: plain[name] for at, name in enumerate(names) if name in plain}


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()


def field_named(words: str) -> str:
    """Return the field of a name, as a program or people call it; raises ReviewError for an unknown one."""
    plain = _SIGNS.sub(" ", words.casefold()).strip()
    if plain in _NO_FIELD:
        return ""
    if plain not in _SAID:
        raise ReviewError(
            recorded("A column cannot hold “{words}”.", words=words.strip()),
            recorded("Fields: {known}, or none.", known=", ".join(FIELDS)),
        )
    return _SAID[plain]


def pairs_said(pairs: Iterable[str]) -> dict[str, str]:
    """Return the choices in words such as "Paper name=title,Who=authors"; raises ReviewError.

    A comma may stand in the name of a column: what has no "=" goes on with what follows it.
    """
    found: dict[str, str] = {}
    for words in pairs:
        held = ""
        for piece in words.split(","):
            held = f"{held},{piece}" if held else piece
            name, sign, field = held.rpartition("=")
            if sign and name.strip():
                found[name.strip()] = field_named(field)
                held = ""
        if held.strip():
            raise ReviewError(
                recorded("“{words}” says no field.", words=held.strip()),
                recorded("Write it as COLUMN=FIELD."),
            )
    return found
