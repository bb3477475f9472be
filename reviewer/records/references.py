"""References as the National Library of Medicine prints them (Vancouver style; Citing Medicine for posts)."""

from __future__ import annotations

import re

from reviewer.model import Name, Record
from reviewer.records.dates import print_date

MOST_AUTHORS = 6
"""Further authors become "et al.", as the ICMJE asks."""
AUTHORS_MISSING = "[authors not in source]"
DATE_MISSING = "[date unknown]"
TITLE_MISSING = "[title not in source]"

_PAGES = re.compile(r"(?P<first>(?P<letters>[A-Za-z]*)(?P<from>\d+))-(?P<other>[A-Za-z]*)(?P<to>\d+)")
_POSTS = ("post-weblog", "post", "webpage")


def vancouver(record: Record, *, authors_missing: bool = True) -> str:
    """Return the record as one line of plain text.

    Where the source names no author, the line begins with AUTHORS_MISSING, or with the title when
    `authors_missing` is False.
    """
    authors = _authors(record.authors)
    flag = AUTHORS_MISSING if authors_missing and not authors else ""
    parts = _post(record) if record.type in _POSTS else _article(record)
    return " ".join(part for part in (flag, _sentence(authors), *parts) if part)


def _article(record: Record) -> list[str]:
    issued = print_date(record.issued) if record.issued else DATE_MISSING
    place = record.volume + (f"({record.issue})" if record.issue else "")
    pages = f":{elide(record.pages)}" if record.pages else ""
    ids = [f"PMID: {record.pmid}"] * bool(record.pmid) + [f"PMCID: {record.pmcid}"] * bool(record.pmcid)
    return [
        _sentence(record.title or TITLE_MISSING),
        _sentence(record.container),
        _sentence(f"{issued};{place}{pages}" if place else f"{issued}{pages}"),
        _sentence(f"doi: {record.doi}" if record.doi else ""),
        _sentence(f"Epub {print_date(record.epub)}" if record.epub else ""),
        _sentence("; ".join(ids)),
    ]


def _post(record: Record) -> list[str]:
    issued = print_date(record.issued) if record.issued else DATE_MISSING
    title = record.title or TITLE_MISSING
    where = f"Available from: {record.url}" if record.url else ""
    if record.container:
        return [_sentence(title), _sentence(issued), f"In: {record.container} [Internet].", where]
    return [f"{title} [Internet].", _sentence(issued), where]


def _sentence(words: str) -> str:
    return words if not words or words.endswith((".", "?", "!")) else f"{words}."


def _authors(names: tuple[Name, ...]) -> str:
    shown = [_author(name) for name in names[:MOST_AUTHORS]]
    return ", ".join([*shown, "et al"] if len(names) > MOST_AUTHORS else shown)


def _author(name: Name) -> str:
    initials = "".join(part[0].upper() for part in re.split(r"[\s.-]+", name.given) if part)
    return f"{name.surname} {initials} {name.suffix}".strip() if name.family else name.literal


def elide(pages: str) -> str:
    """Return a range of pages without the digits that repeat: "473-479" becomes "473-9"."""
    plain = pages.replace("–", "-").replace(" ", "")
    match = _PAGES.fullmatch(plain)
    if not match or match["other"] not in ("", match["letters"]) or len(match["from"]) != len(match["to"]):
        return plain
    first, last = match["from"], match["to"]
    same = next((i for i, (a, b) in enumerate(zip(first, last, strict=True)) if a != b), len(first))
    return f"{match['first']}-{last[same:]}" if same < len(first) else match["first"]
