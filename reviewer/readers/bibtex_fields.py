"""From the fields of a BibTeX or biblatex entry to a Record: which fields mean what, by type and by dialect.

Besides the fields of BibTeX and biblatex those are known that databases and reference managers add (Web of
Science, Scopus, ADS, Mendeley, JabRef, Zotero). A field that goes nowhere is kept in `extra` as it came.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from reviewer.model import Name, PartialDate, Record
from reviewer.readers.bibtex_entries import Entry
from reviewer.readers.bibtex_types import PREPRINTS, SUBTYPES, THESES, TYPES
from reviewer.readers.tagged import hidden_doi, hidden_pmcid, hidden_pmid, paragraphs, serials, title_of
from reviewer.readers.unsaid import date_said, id_said
from reviewer.records import (
    normalise_doi,
    normalise_pages,
    normalise_pmcid,
    normalise_pmid,
    parse_date,
    plain,
)
from reviewer.records.bibtex_names import parse_bibtex_names
from reviewer.records.latex import unlatex, verbatim

T = TypeVar("T")

HOLDERS = ("chapter", "paper-conference", "entry-encyclopedia")
"""Types that stand in a book."""
SERIALS = ("article-journal", "article-magazine", "article-newspaper", "article", "review", "periodical")
_NUMBERED = ("report", "patent", "standard", "legislation", "legal_case", "software", "dataset", "manuscript")
_ARTICLE_NUMBERS = ("eid", "article-number", "articleno", "art-number", "artnum", "elocation-id")
_PUBLISHERS = {
    "thesis": ("school", "institution", "university", "publisher", "organization"),
    "report": ("institution", "organization", "publisher", "school"),
}
_ANY_PUBLISHER = ("publisher", "organization", "institution", "school")
_KEYWORDS = ("keywords", "keyword", "author-keywords", "tags", "mendeley-tags", "keywords-plus")
_NOTES = ("note", "annote", "annotation", "addendum", "comment", "comments", "notes")
_LINKS = ("url", "howpublished", "ee", "link", "bdsk-url-1", "adsurl", "opturl")
_HIDING = (*_LINKS, "note", "annote", "bdsk-url-2", "eprint", "notes", "unique-id")
_KINDS = {"phdthesis": "PhD thesis", "mathesis": "Master's thesis", "techreport": "Technical report"}
_IDS = ("doi", "pmid", "pmcid", "issn", "eissn", "e-issn", "isbn", "eisbn")
_SERIAL = re.compile(r"\bIS[SB]N\b[:\s]{0,3}[\dXx][\dXx -]{7,17}")
_COMMAS = re.compile(r",\s+|,(?!\d)")
_WORDS = ("title", "booktitle", "author", "editor", "keywords", "abstract")
"""Fields in which "null" is a word; in all others it says that there is no value."""
_LINK = re.compile(r"(?:https?|ftp)://[^\s{}\"<>\\]+")
_PREPRINT = re.compile(r"arxiv|biorxiv|medrxiv|chemrxiv|psyarxiv|preprint", re.IGNORECASE)
_EARLY = re.compile(r"(\d{3,4})(?:/.*|[?~%])?")
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_MONTH_NUMBER = re.compile(r"\s*(\d{1,2})\b")


class Values:
    """The fields of an entry by name in small letters; which were used is kept, to tell what is left."""

    def __init__(self, entry: Entry) -> None:
        self.entry = entry
        self._raw: dict[str, str] = {}
        self.used: set[str] = set()
        for tag, value in entry.fields:
            name = tag.casefold().replace("_", "-")
            words = value.strip()
            if name not in self._raw and words and (words != "null" or name in _WORDS):  # EBSCO
                self._raw[name] = value

    def raw(self, *names: str) -> str:
        """Return the first field of these that is filled, as it stands, or ""."""
        for name in names:
            if name in self._raw:
                self.used.add(name)
                return self._raw[name].strip()
        return ""

    def words(self, *names: str) -> str:
        """Return the first field of these that is filled as words to read."""
        return readable(self.raw(*names))

    def address(self, *names: str) -> str:
        """Return the first field of these that is filled as an identifier or an address."""
        return verbatim(self.raw(*names))

    def known(self, parse: Callable[[str], T], *names: str) -> T:
        """Return what `parse` finds in the first field of these in which it finds anything.

        A field that it makes nothing of is left.
        """
        for name in names:
            found = parse(verbatim(self._raw.get(name, "")))
            if found:
                self.used.add(name)
                return found
        return parse("")

    def __contains__(self, name: str) -> bool:
        return name in self._raw

    def every(self, *names: str) -> list[str]:
        """Return all fields of these that are filled, as they stand, without taking them for used."""
        return [self._raw[name] for name in names if name in self._raw]

    def left(self) -> tuple[tuple[str, str], ...]:
        """Return the fields that no question was asked for, or of whose name there is a second one."""
        seen: set[str] = set()
        found = []
        for tag, value in self.entry.fields:
            name = tag.casefold().replace("_", "-")
            if value.strip() and (name not in self.used or name in seen):
                found.append((tag, " ".join(value.split())))
            seen.add(name)
        return tuple(found)


def readable(raw: str) -> str:
    """Return words without LaTeX and mark-up, on one line."""
    words = unlatex(raw) if raw else ""
    return plain(words) if "&" in words or "<" in words else words


def record_of(entry: Entry) -> tuple[Record, str]:
    """Return the record that an entry describes, and its abstract."""
    values = Values(entry)
    type_ = _type(values)
    title, container, collection = _titles(values, type_)
    authors, editors, unnamed = _people(values)
    issue, number = _numbers(values, type_, collection)
    issn, isbn = _serials(values)
    doi, pmid, pmcid = _ids(values)
    record = Record(
        type=type_,
        title=title,
        authors=authors,
        container=container,
        issued=_issued(values),
        epub=values.known(parse_date, "epub"),
        volume=values.words("volume"),
        issue=issue,
        pages=_pages(values, type_, number),
        doi=doi,
        pmid=pmid,
        pmcid=pmcid,
        issn=issn,
        isbn=isbn,
        url=_url(values),
        language=values.words("language", "langid", "hyphenation"),
        publisher=values.words(*_PUBLISHERS.get(type_, _ANY_PUBLISHER)),
        keywords=_keywords(values),
        publication_types=_kinds(values, type_),
        editors=editors,
        container_short=values.words("shortjournal", "abbrev-source-title", "journal-iso", "journalabbr"),
        collection=collection,
        edition=values.words("edition"),
        place=values.words("address", "location"),
        number=number,
        original_title=values.words("origtitle"),
        database=values.words("source") if "abbrev-source-title" in values else values.words("database"),
        notes=tuple(filter(None, (paragraphs_of(values.raw(name)) for name in _NOTES))),
    )
    abstract = paragraphs_of(values.raw("abstract"))
    for name in _IDS:
        if name in values.used and not id_said(values.address(name), doi, pmid, pmcid, issn, isbn):
            values.used.discard(name)
    for name in ("date", "year", "month"):
        if name in values.used and not date_said(values.words(name), record.issued):
            values.used.discard(name)
    return replace(record, extra=_extra(values, unnamed)), abstract


def paragraphs_of(raw: str) -> str:
    """Return words without LaTeX and mark-up, their paragraphs on lines of their own."""
    if not raw:
        return ""
    lines = (unlatex(line, lines=True) for line in paragraphs(raw).split("\n"))
    return plain("\n".join(lines), lines=True)


def _extra(values: Values, unnamed: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    key, said = values.entry.key, values.entry.type
    known = (("key", key),) if key else ()
    kind = (("type", said),) if said not in TYPES else ()
    return (*known, *kind, *unnamed, *values.left())


def _type(values: Values) -> str:
    said = values.entry.type
    type_ = TYPES.get(said, "document")
    if said == "article":
        subtype = values.raw("entrysubtype").casefold()
        if subtype in SUBTYPES:
            return SUBTYPES[subtype]
        values.used.discard("entrysubtype")
    if said in PREPRINTS and not values.every("journal", "journaltitle", "booktitle"):
        origin = values.every("archiveprefix", "eprinttype", "publisher", "howpublished", "arxivid", "doi")
        if _PREPRINT.search(" ".join(origin)) or values.every("arxivid"):
            return "article"
    return type_


def _titles(values: Values, type_: str) -> tuple[str, str, str]:
    """Return the title, what holds the work, and the series."""
    title = title_of(_joined(values.words("title"), values.words("subtitle")))
    if type_ in HOLDERS:
        holder = _joined(values.words("booktitle"), values.words("booksubtitle"))
        holder = holder or values.words("maintitle", "journaltitle", "journal")
    else:
        journal = values.words("journaltitle", "journal", "fulljournal")
        holder = _joined(journal, values.words("journalsubtitle")) or values.words("booktitle")
    if not title and type_ in (*HOLDERS, "book", "document"):
        title, holder = holder or values.words("maintitle"), ""
    if holder.casefold() == title.casefold() and type_ == "book":  # proceedings, named twice
        holder = ""
    return title, holder, values.words("series") or (values.words("maintitle") if holder else "")


def _joined(title: str, subtitle: str) -> str:
    if not title or not subtitle:
        return title or subtitle
    return f"{title} {subtitle}" if title[-1] in ":?!." else f"{title}: {subtitle}"


def _people(values: Values) -> tuple[tuple[Name, ...], tuple[Name, ...], tuple[tuple[str, str], ...]]:
    """Return the authors, the editors, and a word for those that "and others" leaves unnamed."""
    found: list[tuple[Name, ...]] = []
    unnamed = []
    for field in ("author", "editor"):
        raw = values.raw(field, f"{field}s")
        names, others = parse_bibtex_names(plain(raw) if "&" in raw and ";" in raw else raw)
        found.append(names)
        if others:
            unnamed.append((field, "and others"))
    return found[0], found[1], tuple(unnamed)


def _numbers(values: Values, type_: str, collection: str) -> tuple[str, str]:
    """Return the issue, and the number of a report or article.

    A book in a series has its number there, which no field holds.
    """
    if type_ in SERIALS:
        return values.words("number", "issue"), values.words(*_ARTICLE_NUMBERS)
    if type_ in _NUMBERED:
        return values.words("issue"), values.words("number", *_ARTICLE_NUMBERS)
    inside = type_ in HOLDERS and not collection
    return values.words("issue", *(("number",) if inside else ())), values.words(*_ARTICLE_NUMBERS)


def _pages(values: Values, type_: str, number: str) -> str:
    pages = normalise_pages(values.words("pages", "page"))
    return pages or ("" if type_ in _NUMBERED else number)


def _ids(values: Values) -> tuple[str, str, str]:
    """Return DOI, PMID and PMCID, wherever they are."""
    hiding = [verbatim(value) for value in values.every(*_HIDING)]
    if values.entry.type == "article":  # SciELO has its DOI there, and an article stands in no other entry
        hiding += values.every("crossref")
    doi = values.known(normalise_doi, "doi", "optdoi") or hidden_doi(hiding)
    pmid = values.known(normalise_pmid, "pmid", "pubmed-id", "pubmedid", "pubmed")
    if not pmid and values.every("eprinttype", "archiveprefix")[:1] and not doi.startswith("10.48550/"):
        archive = "".join(values.every("eprinttype", "archiveprefix")).casefold()
        pmid = values.known(normalise_pmid, "eprint") if archive in ("pubmed", "pmid", "medline") else ""
    pmcid = values.known(_pmcid, "pmcid", "pmc") or hidden_pmcid(hiding)
    return doi, pmid or hidden_pmid(hiding), pmcid


def _serials(values: Values) -> tuple[str, str]:
    """Return ISSN and ISBN from their fields, or from a note that names them."""
    issn, isbn = serials(filter(None, map(values.address, ("issn", "eissn", "e-issn", "isbn", "eisbn"))))
    said = [match[0] for note in values.every("note", "annote") for match in _SERIAL.finditer(note)]
    return issn or serials(each for each in said if "ISSN" in each)[0], isbn or serials(said)[1]


def _pmcid(raw: str) -> str:
    return normalise_pmcid(f"PMC{raw}" if raw.isdecimal() else raw)


def _url(values: Values) -> str:
    """Return the first address in the fields for it."""
    for name in _LINKS:
        stated = verbatim("".join(values.every(name))).replace("&amp;", "&")
        found = _LINK.search(stated)
        if found is None and name == "url" and stated:
            values.used.add(name)
            return stated
        if found:
            if stated.rstrip(".,;") == found[0].rstrip(".,;"):
                values.used.add(name)
            return found[0].rstrip(".,;")
    return ""


def _keywords(values: Values) -> tuple[str, ...]:
    found: list[str] = []
    for name in _KEYWORDS:
        words = values.words(name)
        parts = words.split(";") if ";" in words else _COMMAS.split(words)
        found += [part.strip() for part in parts]
    return tuple(dict.fromkeys(filter(None, found)))


def _kinds(values: Values, type_: str) -> tuple[str, ...]:
    """Return the kinds of publication that are stated, and the degree that the type of a thesis names."""
    said = values.words("type") or (THESES.get(values.entry.type, "") if type_ == "thesis" else "")
    others = (kind.strip() for kind in values.words("document-type").split(";"))
    kinds = (_KINDS.get(said.casefold(), said), *others)
    return tuple(dict.fromkeys(filter(None, kinds)))


# ------------------------------------------------------------------ dates


def _issued(values: Values) -> PartialDate | None:
    """Return the date of publication, from biblatex's one field for it or from year, month and day."""
    found = values.known(_dated, "date")
    if found is not None:
        return found
    year = unlatex(values.raw("year"))
    date = _dated(year)
    if date is None:
        values.used.discard("year")
    elif date.month is None:
        date = _closer(values, date, year)
    return date


def _dated(raw: str) -> PartialDate | None:
    early = _EARLY.fullmatch(raw)
    return parse_date(raw) or (PartialDate(int(early[1])) if early and int(early[1]) < 1500 else None)


def _closer(values: Values, date: PartialDate, year: str) -> PartialDate:
    """Return a year with the month and day that stand in fields of their own."""
    month, day = values.words("month"), values.words("day")
    number = _MONTH_NUMBER.match(month)
    if number and not any(map(str.isalpha, month)):
        found = parse_date(f"{date.year:04}-{number[1]}" + (f"-{day}" if day.isdecimal() else ""))
    else:
        found = parse_date(f"{day} {_YEAR.sub('', month)} {date.year:04}") if month else None
    if found is None or found.month is None:
        values.used -= {"month", "day"}
        return date
    return replace(found, year=date.year)
