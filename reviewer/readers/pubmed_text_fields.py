"""From the paragraphs of a record that PubMed saved as text to a Record: which one says what."""

from __future__ import annotations

import re
from dataclasses import replace

from reviewer.model import Name, Record, Relation
from reviewer.readers.nbib_fields import RELATIONS, date_of, relation_of
from reviewer.readers.tagged import title_of, unbroken
from reviewer.records import (
    normalise_doi,
    normalise_pages,
    normalise_pmcid,
    parse_family_first,
)
from reviewer.records.names import PARTICLES

Paragraph = tuple[int, list[str]]
"""The number of the line it begins on, and its lines."""

_STOPPED = re.compile(r"\d{1,6}\.")
_NUMBER = re.compile(r"\d{1,6}[.:]\s+")
_DATE = r"(?:1[6-9]|20)\d\d(?:[ /-](?:[A-Z][a-z]{2,8}|\d{1,4})\b)*"
_CITATION = re.compile(rf"(?P<journal>.{{2,250}}?)\. (?P<date>{_DATE})(?=\s?(?:[;:.]|$))")
_CITED_BELOW = re.compile(rf"\. (?P<date>{_DATE})(?=[;:]|\.(?:\s|$))")
_PLACE = re.compile(
    r"(?:;\s?(?P<volume>[^():;.]{0,40}?))?(?:\s?\((?P<issue>[^()]{1,40}(?:\([^()]{0,20}\)[^()]{0,20})?)\))?"
    r"(?::\s?(?P<pages>[^.\s](?:[^.]|\.(?=\S)){0,60}?))?(?:\.(?:\s|$)|$)"
)
_BOOK = re.compile(
    r"(?:In: )?(?P<title>.{2,250}?)(?: \[Internet\])?\. (?P<place>[^:.;]{2,60}): (?P<publisher>[^;]{2,120});"
    rf" (?P<date>{_DATE})"
)
_EPUB = re.compile(rf"\bEpub (?P<date>{_DATE})")
_DOI = re.compile(r"\bdoi:\s?(10\.\d{4,9}/\S+)", re.IGNORECASE)
_PMID = re.compile(r"\bPMID:\s?(\d{1,8})\b")
_PMCID = re.compile(r"\bPMCID:\s?(PMC\d{1,9})\b")
_IDS = re.compile(r"(?:DOI|PMCID|PMID|PII|Version):\s?\S")
_CAPITAL = r"[^\W\d_a-zß-ÿ]"
_PERSON = re.compile(
    rf"([^\W\d_][^\d(),;:]{{0,60}}) ({_CAPITAL}{{1,2}}(?:{_CAPITAL}|-){{0,3}})"
    r"(?: (Jr|Sr|II|III|IV|2nd|3rd|4th))?"
)
_NOTE = re.compile(r"\((?:\d{1,3}|#)\)|[#*†‡]")
_LANGUAGE = re.compile(r"\[Article in ([^\]]{3,60})\]\.?$")
_NO_AUTHORS = ("[No authors listed]", "[No authors listed].")
_LABEL = re.compile(r"[A-Z][A-Z0-9 /&,()'-]{2,70}: ")
_KINDS = {kind.capitalize(): kind for kind in RELATIONS.values()}
_HEADED = re.compile(
    r"(Author information|Collaborators|Conflict of interest statement|Publisher|Free (?:PMC )?article"
    r"|Plain language summary):?",
    re.IGNORECASE,
)
_RIGHTS = re.compile(r"(?:Copyright\b|©|\(c\) ?\d{4}|This article is protected by copyright)", re.IGNORECASE)


def is_known(paragraph: Paragraph) -> bool:
    """Whether a paragraph below the id of a record is one that PubMed writes there."""
    first = paragraph[1][0]
    known = _HEADED.match(first) or _RIGHTS.match(first) or _IDS.match(first)
    return known is not None or first.strip() in _KINDS


def record_of(paragraphs: list[Paragraph]) -> tuple[Record, str]:
    """Return the record of numbered paragraphs, and its abstract."""
    lines = paragraphs[0][1]
    lines = [_NUMBER.sub("", lines[0], count=1), *lines[1:]]
    whole = _joined(lines)
    if len(paragraphs) == 1 or _PMID.search(whole):
        at = listed_to(paragraphs[0][1])
        record = _listed(lines[: at + 1]) if at > 1 else _summed(whole)
        return replace(record, extra=_left([lines for _, lines in paragraphs[1:]])), ""
    return _abstracted(whole, [lines for _, lines in paragraphs[1:]])


def listed_to(lines: list[str]) -> int:
    """Return which line of a paragraph numbered with a full stop is the one of its id, or 0."""
    if not _STOPPED.match(lines[0]):
        return 0
    return next((at for at, line in enumerate(lines) if at and _PMID.match(line)), 0)


def _joined(lines: list[str]) -> str:
    spaced = 2 * sum(line.endswith(" ") for line in lines[:-1]) > len(lines) - 1 > 0
    return unbroken(lines, spaced)


def _left(others: list[list[str]]) -> tuple[tuple[str, str], ...]:
    return tuple(("text", _joined(lines)) for lines in others)


def cited(words: str) -> Record:
    """Return what the citation of an article, or of a book, says; it begins with the journal."""
    record = _numbered(words)
    match = _CITATION.match(words)
    if match is None or words.startswith("In: "):
        book = _BOOK.match(words)
        if book is None:
            return replace(record, container="" if match else title_of(words))
        return replace(
            record,
            type="chapter",
            container=book["title"],
            issued=date_of(book["date"]),
            publisher=book["publisher"].strip(),
            place=book["place"].strip(),
        )
    place = _PLACE.match(words, match.end())
    parts = {name: (value or "").strip() for name, value in place.groupdict().items()} if place else {}
    return replace(
        record,
        container=match["journal"].strip(),
        issued=date_of(match["date"]),
        volume=parts.get("volume", ""),
        issue=parts.get("issue", ""),
        pages=normalise_pages(parts.get("pages", "")),
    )


def _numbered(words: str) -> Record:
    """Return a record with the identifiers that words name."""
    doi, pmid, pmcid, epub = (pattern.search(words) for pattern in (_DOI, _PMID, _PMCID, _EPUB))
    return Record(
        type="article-journal",
        doi=normalise_doi(doi[1]) if doi else "",
        pmid=pmid[1].lstrip("0") if pmid else "",
        pmcid=normalise_pmcid(pmcid[1]) if pmcid else "",
        epub=date_of(epub["date"]) if epub else None,
    )


def _summed(words: str) -> Record:
    """Return the record of one paragraph: authors, title, journal, date, place, identifiers."""
    match = _CITED_BELOW.search(words)
    if match is None:
        return replace(_numbered(words), title=title_of(_PMID.split(words)[0]))
    above, below = words[: match.start() + 1], words[match.end() :].lstrip(". ")
    if below.startswith("In: "):  # a chapter: its own date stands between its title and its book
        authors, title = _signed(above)
        return replace(cited(below), title=title_of(title), authors=authors, issued=date_of(match["date"]))
    sentences = re.split(r"(?<=[.?!\]])\s+(?=\S)", above)
    journal, head = sentences[-1], above[: len(above) - len(sentences[-1])].strip()
    authors, title = _signed(head)
    return replace(cited(journal + words[match.start() + 1 :]), title=title_of(title), authors=authors)


def _signed(words: str) -> tuple[tuple[Name, ...], str]:
    """Return the authors that a sentence before the title names, and the title."""
    if words.startswith(_NO_AUTHORS[0]):
        return (), words[len(_NO_AUTHORS[0]) :].lstrip(". ")
    first, stop, rest = words.partition(". ")
    found = authors_of(first)
    return (found, rest) if stop and found else ((), words)


def _listed(lines: list[str]) -> Record:
    """Return the record of lines of their own: title and authors, or these first, then citation and id."""
    at = next((i for i, line in enumerate(lines) if i and _CITATION.match(line)), len(lines) - 1)
    leading = at > 1 and not _names_only(lines[at - 1]) and _names_only(lines[0])
    authors = authors_of(lines[0 if leading else at - 1]) if at > 1 else ()
    title = _joined(lines[1:at] if leading else lines[: at - 1 if authors else at])
    record = cited(_joined(lines[at:]))
    return replace(record, title=title_of(title), authors=authors)


def _names_only(words: str) -> bool:
    """Whether a line names authors and has no word in small letters, as a title ending in capitals has."""
    small = (word for word in words.split() if word[0].islower() and word not in PARTICLES)
    return bool(authors_of(words)) and not any(small)


def authors_of(words: str) -> tuple[Name, ...]:
    """Return the people and groups of a line that names nobody but authors, or none."""
    people, *groups = _NOTE.sub("", words).strip().rstrip(".").split("; ")
    found = [part.strip() for part in people.split(",")]
    found = [part for part in found if part]
    matches = [_PERSON.fullmatch(part) for part in found]
    if not found or sum(match is not None for match in matches) * 4 < len(found) * 3:
        return ()
    named = tuple(
        Name(match[1], match[2], suffix=match[3] or "") if match else parse_family_first(part)
        for match, part in zip(matches, found, strict=True)
    )
    return named + tuple(Name(literal=group.strip()) for group in groups if group.strip())


def _abstracted(citation: str, others: list[list[str]]) -> tuple[Record, str]:
    """Return the record of paragraphs: citation, title, authors, abstract, ids, and what else is said."""
    record = cited(citation)
    title = _joined(others[0])
    language = _LANGUAGE.search(title)
    authors: tuple[Name, ...] = ()
    extra: list[tuple[str, str]] = []
    related: list[Relation] = []
    abstract: list[str] = []
    closed = False
    for at, lines in enumerate(others[1:]):
        first = lines[0].strip()
        kind = _HEADED.match(first)
        if at < 2 and not authors and not abstract and (named := _people(lines, others[at + 2 : at + 3])):
            authors = named
        elif at < 2 and (said := _LANGUAGE.match(first)):
            language = said
        elif first in _NO_AUTHORS:
            continue
        elif first in _KINDS:
            related += _relations(_KINDS[first], lines[1:])
        elif _IDS.match(first):
            ids = _numbered("\n".join(lines))
            record = replace(record, doi=ids.doi or record.doi, pmid=ids.pmid, pmcid=ids.pmcid)
            closed = closed or bool(ids.pmid)
        elif kind:
            extra.append((kind[1], _joined(lines)[kind.end() :].strip()))
        elif _RIGHTS.match(first):
            extra.append(("Copyright", _joined(lines)))
        elif closed:
            extra.append(("text", _joined(lines)))
        else:
            abstract += _labelled(lines)
    record = replace(
        record,
        title=title_of(_LANGUAGE.sub("", title)),
        authors=authors,
        language=language[1] if language else "",
        extra=tuple(extra),
        related=tuple(related),
    )
    return record, "\n".join(abstract)


def _people(lines: list[str], following: list[list[str]]) -> tuple[Name, ...]:
    """Return the authors of a paragraph; a group alone is known by what follows it."""
    words = _joined(lines)
    if found := authors_of(words):
        return found
    alone = following and following[0][0].startswith(("Author information", "Collaborators"))
    return (Name(literal=_NOTE.sub("", words).rstrip(". ")),) if alone and len(words) < 200 else ()


def _relations(kind: str, lines: list[str]) -> list[Relation]:
    """Return what other records are to this one; each begins with spaces and may go on below without."""
    items: list[str] = []
    for line in lines:
        if items and not line.startswith("  "):
            items[-1] += f" {line.strip()}"
        else:
            items.append(line.strip())
    return [relation_of(kind, item) for item in items]


def _labelled(lines: list[str]) -> list[str]:
    """Return the paragraphs of an abstract, each labelled part one of its own."""
    starts = [at for at, line in enumerate(lines) if at == 0 or _LABEL.match(line)]
    return [_joined(lines[a:b]) for a, b in zip(starts, [*starts[1:], len(lines)], strict=True)]
