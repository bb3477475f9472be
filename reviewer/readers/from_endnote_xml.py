"""EndNote XML: what EndNote exports, and what Mendeley, Zotero, Papers, Covidence and others write for it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

from reviewer.model import Name, PartialDate
from reviewer.readers.endnote_types import HOLDERS, SERIAL, type_of
from reviewer.readers.input import Input
from reviewer.readers.parsed import Parsed, Rejected, of_record
from reviewer.readers.tagged import people_in
from reviewer.readers.unsaid import date_said, id_said
from reviewer.readers.xml_stream import Found, begins_with, records
from reviewer.readers.xml_text import Draft, keep_whole, sentence
from reviewer.records import (
    normalise_doi,
    normalise_isbn,
    normalise_issn,
    normalise_pages,
    normalise_pmcid,
    normalise_pmid,
    parse_date,
    parse_name,
    plain,
)
from reviewer.records.markup import lowered, raised

FORMAT = "endnote-xml"
SUFFIXES = (".xml",)

_RECORD = re.compile(rb"<record[\s>]")
_TELLING = re.compile(rb"<(?:ref-type|contributors|titles|rec-number|source-app)[\s>/]")
_SEVERAL = re.compile(r"[\r\n;]")
_MEDLINE = re.compile(r"medline|pubmed|\bnlm\b", re.IGNORECASE)
_PMID = re.compile(r"\bPMID:?\s{0,3}(\d{4,8})\b|pubmed(?:\.ncbi\.nlm\.nih\.gov)?/(\d{4,8})\b", re.IGNORECASE)
_PMCID = re.compile(r"\bPMC\d{4,9}\b")
_PARTS_OF_DATE = re.compile(r"^\s*(\d{4})[/.](\d{1,2})(?:[/.](\d{1,2}))?\b")


def sniff(source: Input) -> int:
    """Return 2 for XML whose first records are those of EndNote."""
    if not begins_with(source.head, "xml|records|record|endnote"):
        return 0
    head = source.head.replace(b"\x00", b"")
    first = _RECORD.search(head)
    return 2 if first and _TELLING.search(head, first.end()) else 0


def read(source: Input) -> Iterator[Parsed | Rejected]:
    """Yield the records of a file; one that cannot be parsed, or says nothing, is a Rejected."""
    for found in records(source, "record"):
        yield found if isinstance(found, Rejected) else _record(found)


def _record(found: Found) -> Parsed | Rejected:
    draft = Draft()
    texts: dict[str, str] = {}
    for child in found.element:
        handler = _HANDLERS.get(child.tag)
        if handler is not None:
            handler(draft, child)
        elif child.tag in _TEXTS:
            texts.setdefault(child.tag, text_of(child))
        else:
            _keep(draft, child)
    _conclude(draft, texts)
    item = of_record(draft.record(), "\n".join(draft.abstract), found.number, found.line, FORMAT)
    if isinstance(item, Rejected):
        return Rejected(item.number, item.line, item.reason, found.raw)
    return item


def text_of(element: Any, *, lines: bool = False) -> str:
    """Return the text of a field, whatever number of styled stretches it is written in."""
    raw = _stretches(element) if len(element) else element.text
    if not raw:
        return ""
    if lines:
        return plain(raw.replace("\r", "\n"), lines=True)
    return plain(raw) if "&" in raw or "<" in raw else " ".join(raw.split())


def _stretches(element: Any) -> str:
    """Return the stretches of an element joined; line ends between two of them are those of the file."""
    if len(element) == 1:  # as most fields are
        (child,) = element
        if not len(child) and not child.tail and not element.text and "script" not in child.get("face", ""):
            return child.text or ""
    parts = [_between(element.text)]
    for child in element:
        text, face = _stretches(child) if len(child) else child.text or "", child.get("face", "")
        if "script" in face:
            text = raised(text.strip()) if "super" in face else lowered(text.strip())
        parts.append(text)
        parts.append(_between(child.tail))
    return "".join(parts)


def _between(text: str | None) -> str:
    return "" if not text or ("\n" in text and text.isspace()) else text


def _keep(draft: Draft, element: Any) -> None:
    if len(element) and element[0].tag != "style":
        keep_whole(draft, element)
    else:
        draft.keep(element.tag, text_of(element))


def _type(draft: Draft, element: Any) -> None:
    name = element.get("name", "")
    draft.fields["type"] = type_of(name, (element.text or "").strip())
    draft.fields["edited"] = name.lower() == "edited book"
    draft.keep("ref-type", name)


def _contributors(draft: Draft, element: Any) -> None:
    for group in element:
        field = _PEOPLE.get(group.tag)
        for name in _names(group):
            if field:
                draft.also(field, name)
            else:
                draft.keep(group.tag, name.shown)


def _people(draft: Draft, element: Any) -> None:
    """Read authors that stand in a record without the element that should hold them."""
    for name in _names(element):
        draft.also(_PEOPLE.get(element.tag, "authors"), name)


def _names(group: Any) -> list[Name]:
    """Return the names of a group; one without elements of its own has them between semicolons."""
    singles = [child for child in group if child.tag != "style"]
    if not singles:
        return [parse_name(part) for part in text_of(group).split(";") if part.strip()]
    return [name for child in singles for name in _people_of(child) if name != Name()]


def _people_of(element: Any) -> list[Name]:
    """Return the person or group of an element, or the several that one line names."""
    family = element.get("last-name", "")
    if family:
        given = " ".join(filter(None, (element.get("first-name"), element.get("middle-initial"))))
        return [Name(family, given or element.get("initials", ""), suffix=element.get("suffix", ""))]
    words = text_of(element)
    # A comma at the end says that the name is one of a group, and not to be turned round.
    if words.endswith(","):
        return [Name(literal=words[:-1].strip())]
    return [parse_name(one) for one in people_in(words)]


def _titles(draft: Draft, element: Any) -> None:
    for child in element:
        words = sentence(text_of(child))
        if child.tag in ("title", "secondary-title", "tertiary-title", "alt-title"):
            draft.first(child.tag, words)
        else:
            draft.keep(child.tag, words)


def _periodical(draft: Draft, element: Any) -> None:
    for child in element:
        if child.tag in ("full-title", "abbr-1"):
            draft.first(child.tag, text_of(child))
        else:
            draft.keep(child.tag, text_of(child))


def _keywords(draft: Draft, element: Any) -> None:
    singles = [child for child in element if child.tag != "style"] or [element]
    for child in singles:
        raw = _stretches(child) if len(child) else child.text or ""
        if "&" in raw:  # an entity ends with a semicolon
            raw = plain(raw.replace("\r", "\n"), lines=True)
        for word in _SEVERAL.split(raw) if _SEVERAL.search(raw) else (raw,):
            draft.add("keywords", plain(word))


def _dates(draft: Draft, element: Any) -> None:
    year = day = ""
    for child in element:
        if child.tag == "year":
            year = text_of(child)
        elif child.tag == "pub-dates":
            dates = (
                [text_of(date) for date in child]
                if len(child) and child[0].tag != "style"
                else [text_of(child)]
            )
            day = next(filter(None, dates), "")
            if len(dates) > 1:
                draft.keep("pub-dates", "; ".join(dates[1:]))
        else:
            _keep(draft, child)
    draft.first("issued", date_of(year, day))
    if not date_said(f"{year} {day}", draft.fields.get("issued")):
        draft.keep("dates", f"{year} {day}".strip())


@lru_cache(4096)
def date_of(year: str, day: str) -> PartialDate | None:
    """Return the date of a year and of a day of it, which may name the year again, or another one."""
    whole, named = _parsed(day), _parsed(year)
    if whole and (named is None or whole.year == named.year):
        return whole
    if named is None or whole or not day or named.month:
        return named or whole
    return parse_date(f"{day} {named.year}") or named


def _parsed(raw: str) -> PartialDate | None:
    match = _PARTS_OF_DATE.match(raw)
    return parse_date("-".join(filter(None, match.groups())) if match else raw)


def _urls(draft: Draft, element: Any) -> None:
    groups = [child for child in element if child.tag != "style"] or [element]
    for group in groups:
        singles = [child for child in group if child.tag != "style"] or [group]
        for child in singles:
            for url in re.split(
                r"[\r\n]+|\s(?=https?://)", _stretches(child) if len(child) else child.text or ""
            ):
                if url := " ".join(url.split()):
                    draft.fields.setdefault("urls", []).append((group.tag, url))


def _abstract(draft: Draft, element: Any) -> None:
    text = text_of(element, lines=True)
    if text and text not in draft.abstract:
        draft.abstract.append(text)


def _notes(draft: Draft, element: Any) -> None:
    draft.add("notes", text_of(element, lines=True))


def _conclude(draft: Draft, texts: dict[str, str]) -> None:
    """Settle what depends on the type of a record, and on what else it says."""
    draft.fields.pop("edited", None)
    serial = draft.fields["type"] in SERIAL or _in_serial(draft, texts)
    _settle_titles(draft, held=serial or draft.fields["type"] in HOLDERS)
    _settle_numbers(draft, texts, serial or draft.fields["type"] == "paper-conference")
    _settle_edition(draft, texts.get("edition", ""))
    _settle_ids(draft, texts)
    _settle_urls(draft)
    for tag, field in _PLAIN.items():
        draft.first(field, texts.get(tag, ""))
    for tag in ("custom1", "custom2", "custom3", "custom4", "custom5", "custom6", "custom7", "accession-num"):
        draft.keep(tag, texts.get(tag, ""))


def _in_serial(draft: Draft, texts: dict[str, str]) -> bool:
    """Whether a record stands in an issue of a periodical though it is said to be a book."""
    isbn = texts.get("isbn", "")
    said = "full-title" in draft.fields and texts.get("number") and texts.get("volume")
    return bool(said and normalise_issn(isbn) and not normalise_isbn(isbn))


def _settle_titles(draft: Draft, *, held: bool) -> None:
    """Give the second title its meaning: the journal or book of a part, the series of a whole work."""
    fields = draft.fields
    second, third, other = (fields.pop(f"{n}-title", "") for n in ("secondary", "tertiary", "alt"))
    full, short = fields.pop("full-title", ""), fields.pop("abbr-1", "")
    if held:
        draft.first("container", full if full and second in ("", short) else second)
        draft.first("collection", third)
        draft.first("container_short", short if short != fields.get("container") else "")
        if fields["type"] in SERIAL and other != fields.get("container"):
            draft.first("container_short", other)
    else:
        if fields["type"] == "thesis":  # the department, not a series
            draft.keep("secondary-title", second)
        else:
            draft.first("collection", second or full)
        draft.keep("tertiary-title", third)
    if other not in ("", fields.get("container_short"), fields.get("container")):
        draft.keep("alt-title", other)


def _settle_numbers(draft: Draft, texts: dict[str, str], serial: bool) -> None:
    fields, number, issue = draft.fields, texts.get("number", ""), texts.get("issue", "")
    draft.first("volume", texts.get("volume", ""))
    draft.first("issue" if serial else "number", number)
    draft.first("issue" if serial else "number", issue)
    pages, section = texts.get("pages", ""), texts.get("section", "")
    if fields["type"] in ("book", "thesis") and pages.isdecimal():
        draft.keep("pages", pages)  # how many a whole work has
    else:
        draft.first("pages", normalise_pages(pages))
    # EndNote's field for the first page of an article; a newspaper has its part there.
    if fields["type"] == "article-journal" and re.fullmatch(r"[A-Za-z]?\d+", section):
        draft.first("pages", section)
    draft.keep("section", section if section != fields.get("pages") else "")
    if fields["type"] in SERIAL:
        draft.first("number", texts.get("custom7", ""))


def _settle_edition(draft: Draft, edition: str) -> None:
    """Take a date for that of going online, as EndNote's import from PubMed has it there."""
    day = _parsed(edition) if _PARTS_OF_DATE.match(edition) or re.match(r"\d{4}-\d", edition) else None
    if day and draft.fields["type"] in SERIAL:
        draft.first("epub", day)
    else:
        draft.first("edition", edition)


def _settle_ids(draft: Draft, texts: dict[str, str]) -> None:
    fields = draft.fields
    _settle_isbn(draft, texts.get("isbn", ""))
    number = texts.get("electronic-resource-num", "")
    draft.first("doi", normalise_doi(number))
    if not id_said(number, fields.get("doi", "")):
        draft.keep("electronic-resource-num", number)
    accession, base = texts.get("accession-num", ""), texts.get("remote-database-name", "")
    if _MEDLINE.search(base) or (not base and fields["type"] == "article-journal"):
        draft.first("pmid", normalise_pmid(accession) if len(accession.strip()) > 3 else "")
    hidden = "\n".join(
        (*(texts.get(f"custom{number}", "") for number in range(1, 8)), *fields.get("notes", ()), accession)
    )
    if match := _PMCID.search(hidden):
        draft.first("pmcid", normalise_pmcid(match.group()))
    if match := _PMID.search(hidden):
        draft.first("pmid", match[1] or match[2])
    if "10." in hidden:
        draft.first("doi", normalise_doi(hidden) if re.search(r"\bdoi\b", hidden, re.IGNORECASE) else "")


def _settle_isbn(draft: Draft, raw: str) -> None:
    """Tell ISSN, ISBN and the numbers of reports and patents apart, which share a field."""
    if not raw:
        return
    for part in re.split(r"[;,]|\([^)]*\)|\s(?=\d{4}-?\d{3}[\dXx]\b)|\s(?=97[89])", raw):
        digits = re.sub(r"[^\dXx]", "", part)
        if len(digits) == 8 and normalise_issn(part):
            draft.first("issn", normalise_issn(part))
        elif len(digits) in (10, 13) and normalise_isbn(part):
            draft.first("isbn", normalise_isbn(part))
    if not draft.fields.get("issn") and not draft.fields.get("isbn"):
        draft.first("number", raw)
        draft.first("isbn", normalise_isbn(raw) if draft.fields["type"] in ("book", "chapter") else "")
    ids = [draft.fields.get(name, "") for name in ("issn", "isbn")]
    draft.keep("isbn", "" if id_said(raw, *ids) else raw)


def _settle_urls(draft: Draft) -> None:
    """Take the address a reader would open first; paths on somebody's disk are only kept."""
    found: list[tuple[str, str]] = draft.fields.pop("urls", [])
    found.sort(key=lambda item: _BEST_URLS.index(item[0]) if item[0] in _BEST_URLS else len(_BEST_URLS))
    for tag, url in found:
        if re.match(r"(?:https?|ftp)://|www\.", url, re.IGNORECASE) and not draft.fields.get("url"):
            draft.fields["url"] = url
        else:
            draft.keep(tag, url)
        if "doi.org/10." in url:
            draft.first("doi", normalise_doi(url))
        elif match := _PMID.search(url):
            draft.first("pmid", match[2] or match[1])
        elif match := _PMCID.search(url):
            draft.first("pmcid", match.group())


_PEOPLE = {"authors": "authors", "secondary-authors": "editors", "author": "authors"}
_BEST_URLS = ("web-urls", "related-urls", "text-urls", "urls", "pdf-urls")
_PLAIN = {
    "publisher": "publisher",
    "pub-location": "place",
    "language": "language",
    "remote-database-name": "database",
}
_TEXTS = frozenset(
    "pages volume number issue section edition isbn accession-num electronic-resource-num publisher"
    " pub-location language remote-database-name custom1 custom2 custom3 custom4 custom5 custom6"
    " custom7".split()
)
Handler = Callable[[Draft, Any], None]
_HANDLERS: dict[str, Handler] = {
    "ref-type": _type,
    "contributors": _contributors,
    "authors": _people,
    "secondary-authors": _people,
    "titles": _titles,
    "title": lambda draft, element: draft.first("title", sentence(text_of(element))),
    "periodical": _periodical,
    "keywords": _keywords,
    "dates": _dates,
    "year": lambda draft, element: draft.first("issued", _parsed(text_of(element))),
    "urls": _urls,
    "url": _urls,
    "abstract": _abstract,
    "notes": _notes,
    "research-notes": _notes,
}
