"""Cells that hold several fields at once: citations, notes of reference managers, links to resolvers."""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import unquote_plus

from reviewer.model import Record
from reviewer.readers.table_cells import pairs_of
from reviewer.records.citations import parse_citation
from reviewer.records.dates import parse_date
from reviewer.records.ids import normalise_doi, normalise_issn, normalise_pmcid, normalise_pmid
from reviewer.records.markup import plain
from reviewer.records.pages import normalise_pages

LONGEST = 5_000
"""Characters of a cell that are looked at."""

_EMBASE = re.compile(
    r"(?P<container>[^\n]{1,300}?) \((?P<year>\d{4})\)"
    r"(?: (?P<volume>[^\s:()]{1,30})?(?::(?P<issue>[^():]{1,40}?))?)?"
    r"(?: \((?P<pages>[^()]{1,40})\))?(?:,? Article Number: (?P<article>[^\s.]{1,40}))?\."
)
_LATIN = re.compile(
    r"(?P<container>[^;\n]{1,300});\s?(?P<volume>[^():;\s]{0,30})\s?(?:\((?P<issue>[^()]{0,40})\))?"
    r"\s?[;:]\s?(?P<pages>[^,;\s]{0,40})(?:, (?P<date>\d{4}\b[^;]{0,20}))?\s*"
)
_CITED = re.compile(
    r"(?P<name>[^\n]{1,300}?), (?:Vol\.? ?(?P<volume>[^\s(),]{1,20})(?: ?\((?P<issue>[^()]{1,30})\))?,"
    r"|v(?P<volume2>\d{1,5})(?: n(?P<issue2>[\w-]{1,20}))?)(?P<rest>[^\n]{4,120})"
)
_CITED_PAGES = re.compile(
    r"\b(?:pp?\.? ?|No Pagination)(?P<pages>[A-Za-z]?\d[\w-]{0,20})|, (?P<bare>\d+-\d+)\.?$"
)
_PUBLISHED = re.compile(r"Date of Publication: ([^.;]{4,40})")
_PMID = re.compile(r"\b(?:PMID|MEDLINE)[:\s]\s*(\d{1,8})\b", re.IGNORECASE)
_DOI = re.compile(r"\bDOI[:\s]\s*(10\.\S+)", re.IGNORECASE)
_PUBLISHER = re.compile(r"\bPublisher: (\S[^\n]{0,200}?)(?=\s+[A-Z][A-Za-z-]{1,24}: |\s*$|\n)")
_IN_LINK = re.compile(r"[?&](id|issn|isbn)=(?:doi:)?([^&\s]{1,300})")


def from_citation(words: str) -> Record:
    """Return what a line says that cites an article, as Embase, BVS, SciELO or PubMed write it."""
    line = words[:LONGEST]
    match = _EMBASE.match(line)
    if match is None:
        latin = _LATIN.fullmatch(plain(line))
        return _of_latin(latin) if latin else parse_citation(line)
    published = _PUBLISHED.search(line)
    return Record(
        type="article-journal",
        container=match["container"],
        issued=parse_date(published[1] if published else match["year"]),
        volume=match["volume"] or "",
        issue=(match["issue"] or "").strip(),
        pages=normalise_pages(match["pages"] or match["article"] or ""),
        number=match["article"] or "",
    )


def cited_parts(words: str) -> dict[str, str]:
    """Return the parts of a journal with its place, as PsycInfo ("Foo, Vol 12(3), Mar, 2019, pp. 1-10.") and
    ERIC ("Foo, v12 n3 p1-10 Mar 2019") have it in one cell; nothing where it is a name alone."""
    match = _CITED.fullmatch(words[:LONGEST]) if ", V" in words or ", v" in words else None
    if match is None:
        return {}
    pages = _CITED_PAGES.search(match["rest"])
    return {
        "name": match["name"],
        "volume": match["volume"] or match["volume2"] or "",
        "issue": match["issue"] or match["issue2"] or "",
        "pages": (pages["pages"] or pages["bare"] or "") if pages else "",
        "date": _CITED_PAGES.sub(" ", match["rest"]),
    }


def _of_latin(match: re.Match[str]) -> Record:
    """Return what BVS ("J Foo;30(2): 183-211, 2021 Feb.") and SciELO ("Foo; 8(1); 132-145") cite."""
    return Record(
        type="article-journal",
        container=match["container"].strip(),
        issued=parse_date(match["date"] or ""),
        volume=match["volume"],
        issue=(match["issue"] or "").strip(),
        pages=normalise_pages(match["pages"].strip("-")),
    )


def from_hints(words: str) -> Record:
    """Return the identifiers and the publisher in a cell of notes, as Zotero has them, or a dictionary."""
    line = words[:LONGEST]
    known = pairs_of(line)
    pmid, doi, publisher = _PMID.search(line), _DOI.search(line), _PUBLISHER.search(line)
    return Record(
        doi=normalise_doi(known.get("doi", "") or (doi[1] if doi else "")),
        pmid=normalise_pmid(known.get("pubmed", "") or (pmid[1] if pmid else "")),
        pmcid=_pmcid(known.get("pubmedcentral", "")) or normalise_pmcid(line),
        publisher=publisher[1].strip() if publisher else "",
    )


def _pmcid(words: str) -> str:
    return normalise_pmcid(f"PMC{words}" if words.isdigit() else words)


def from_openurl(words: str) -> Record:
    """Return the identifiers in a link to a resolver of a library (OpenURL)."""
    found = Record()
    for match in _IN_LINK.finditer(words[:LONGEST]):
        value = unquote_plus(match[2])
        if match[1] == "id" and not found.doi:
            found = replace(found, doi=normalise_doi(value))
        elif match[1] == "issn" and not found.issn:
            found = replace(found, issn=normalise_issn(value))
    return found
