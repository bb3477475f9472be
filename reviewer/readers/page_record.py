"""The record of a web page, from what the page says of itself for machines; nothing is inferred."""

from __future__ import annotations

import calendar
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from reviewer.model import Name, PartialDate, Record
from reviewer.readers.page_facts import Facts

ARTICLES = frozenset(
    (
        "article",
        "newsarticle",
        "blogposting",
        "liveblogposting",
        "scholarlyarticle",
        "medicalscholarlyarticle",
    )
)
LONGEST_AUTHOR = 120
MOST_AUTHORS = 2_000
DEEPEST = 6
"""Levels of a JSON-LD script that are looked into."""
POSTS = frozenset(("blogposting", "liveblogposting"))


@dataclass
class _Said:
    """The meta tags by name, and the one JSON-LD object about the page as a text."""

    meta: dict[str, list[str]]
    article: dict[str, Any]

    def first(self, *names: str) -> str:
        """Return the first content under the first of the names that the page has."""
        return next((self.meta[name][0] for name in names if name in self.meta), "")

    def of_article(self, name: str) -> str:
        """Return a field of the JSON-LD object if it is words."""
        return _words(self.article.get(name))


def record_of(facts: Facts) -> Record:
    """Return what the page says of itself in metadata; of most pages that is little beside the title."""
    said = _Said({}, _article(facts.scripts))
    for name, content in facts.meta:
        said.meta.setdefault(name, []).append(content)
    return _record(said, facts)


def _record(said: _Said, facts: Facts) -> Record:
    first = said.first
    journal = first("citation_journal_title", "prism.publicationname")
    return Record(
        type=_type(said, journal),
        title=first("citation_title", "dc.title", "dcterms.title", "og:title")
        or said.of_article("headline")
        or first("twitter:title"),
        authors=_authors(said),
        container=journal or first("og:site_name"),
        issued=_issued(said),
        epub=_date(first("citation_online_date")),
        volume=first("citation_volume", "prism.volume"),
        issue=first("citation_issue", "prism.number"),
        pages=_pages(said),
        doi=_doi(said),
        pmid=first("citation_pmid"),
        pmcid=first("citation_pmcid", "citation_pmc"),
        issn=first("citation_issn", "prism.issn"),
        isbn=first("citation_isbn"),
        url=_url(first("citation_public_url", "og:url"), facts.canonical),
        language=(facts.language or first("citation_language", "dc.language"))[:35].strip(),
        publisher=first("citation_publisher", "dc.publisher"),
        keywords=tuple(dict.fromkeys(said.meta.get("citation_keywords", ()))),
    )


def _type(said: _Said, journal: str) -> str:
    if journal:
        return "article-journal"
    return "post-weblog" if _kinds(said.article) & POSTS else "webpage"


def _authors(said: _Said) -> tuple[Name, ...]:
    meta = said.meta
    named = meta.get("citation_author") or meta.get("citation_authors") or meta.get("dc.creator")
    if named:
        parts = [one for listed in named for one in (listed.split(";") if ";" in listed else [listed])]
        names = [_name(part) for part in parts[:MOST_AUTHORS]]
    else:
        names = list(_people(said.article.get("author"))) or [
            Name(literal=one) for one in meta.get("author", ()) if _is_a_name(one)
        ]
    return tuple(dict.fromkeys(name for name in names if name != Name()))


def _name(raw: str) -> Name:
    """Return "Family, Given" in its parts; anything else as it is shown."""
    family, comma, given = (part.strip() for part in raw[:LONGEST_AUTHOR].partition(","))
    return Name(family, given) if comma and family and given else Name(literal=family)


def _is_a_name(words: str) -> bool:
    """Return whether an author tag names somebody; some pages put an address or a number there."""
    return "://" not in words and len(words) <= LONGEST_AUTHOR and any(c.isalpha() for c in words)


def _people(value: object) -> Iterator[Name]:
    for one in (value if isinstance(value, list) else [value])[:MOST_AUTHORS]:
        if isinstance(one, dict):
            family, given = _words(one.get("familyName")), _words(one.get("givenName"))
            shown = _words(one.get("name"))
        else:
            family, given, shown = "", "", _words(one)
        if family and given:
            yield Name(family[:LONGEST_AUTHOR], given[:LONGEST_AUTHOR])
        elif _is_a_name(shown):
            yield Name(literal=shown)


def _pages(said: _Said) -> str:
    first, last = said.first("citation_firstpage", "prism.startingpage"), said.first("citation_lastpage")
    return f"{first}-{last}" if first and last and first != last else first


def _doi(said: _Said) -> str:
    stated = said.first("citation_doi", "prism.doi", "bepress_citation_doi", "dc.identifier")
    return stated if "10." in stated else ""


def _url(stated: str, canonical: str) -> str:
    found = canonical.strip() or stated
    return found if found.startswith(("https://", "http://")) and " " not in found else ""


def _issued(said: _Said) -> PartialDate | None:
    cited = ("citation_publication_date", "citation_date", "citation_cover_date", "prism.publicationdate")
    stated = (
        said.first(*cited, "dc.date", "dcterms.date", "citation_year"),
        said.first("article:published_time"),
        said.of_article("datePublished"),
        said.first("citation_online_date", "date"),
    )
    return next((date for raw in stated if (date := _date(raw))), None)


def _date(raw: str) -> PartialDate | None:
    """Return a date that begins with its year in numbers, as far as a calendar has it; None for others."""
    parts = raw.strip()[:10].replace("/", "-").split("T")[0].split("-")
    if not all(part.isdecimal() and part.isascii() for part in parts) or len(parts[0]) != 4:
        return None
    year, month, day = (*(int(part) for part in parts[:3]), 0, 0)[:3]
    if not 1400 <= year <= 2200:
        return None
    if not 1 <= month <= 12:
        return PartialDate(year)
    return PartialDate(year, month, day if 1 <= day <= calendar.monthrange(year, month)[1] else None)


# ------------------------------------------------------------------ JSON-LD


def _article(scripts: Sequence[str]) -> dict[str, Any]:
    """Return the first object of the scripts that describes the page as a text, or an empty one."""
    for script in scripts:
        try:
            value = json.loads(script)
        except (ValueError, RecursionError):  # what people write is often no JSON, and may be nested to harm
            continue
        found = next((one for one in _objects(value, DEEPEST) if _kinds(one) & ARTICLES), None)
        if found is not None:
            return found
    return {}


def _objects(value: object, levels: int) -> Iterator[dict[str, Any]]:
    """Yield the object, or those of a list or a graph, outermost first."""
    if isinstance(value, list) and levels:
        for one in value:
            yield from _objects(one, levels - 1)
    elif isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            if levels:
                yield from _objects(value.get(key), levels - 1)


def _kinds(value: dict[str, Any]) -> frozenset[str]:
    kind = value.get("@type")
    return frozenset(_words(one).lower() for one in (kind if isinstance(kind, list) else [kind]))


def _words(value: object) -> str:
    """Return a value on one line if it is words, else nothing."""
    return " ".join(value[:4_000].split()) if isinstance(value, str) else ""
