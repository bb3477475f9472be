"""Citation lines as PubMed prints them: journal, date, volume, issue, pages, identifiers."""

from __future__ import annotations

import re

from reviewer.model import Record
from reviewer.records.dates import parse_date
from reviewer.records.ids import normalise_doi, normalise_pmcid, normalise_pmid

_DATE = r"(?:1[5-9]|20)\d{2}(?:\s[^\W\d_]{3,9}\.?(?:[-–/][^\W\d_]{3,9}\.?)?)?(?:\s\d{1,2})?"
_JOURNAL = re.compile(
    rf"(?:\d{{1,4}}\.\s)?(?P<container>[^\W\d_].*?)[.,]?\s+(?P<date>{_DATE})(?=\s?[;.:]|\s*$)"
)
_PLACE = re.compile(
    r"\s?;\s?(?P<volume>[^():;.\n]{1,24})?(?:\((?P<issue>[^()\n]{1,24})\))?(?::\s?(?P<pages>[\w–-]{1,24}(?:,\s?[\w–-]{1,24})*))?"
)
_DOI = re.compile(r"\bdoi(?:\.org/|:?\s?)(?P<doi>10\.\d{4,9}/\S+)", re.IGNORECASE)
_PMID = re.compile(r"\bPMID:?\s?(\d{1,8})\b", re.IGNORECASE)
_PMCID = re.compile(r"\bPMC(?:ID:?\s?PMC)?\s?\d{1,9}\b", re.IGNORECASE)
_EPUB = re.compile(rf"\bEpub\s(?P<date>{_DATE})", re.IGNORECASE)


def parse_citation(line: str) -> Record:
    """Return what a citation line says; fields it does not mention stay empty."""
    words = " ".join(line.split())
    journal = _JOURNAL.match(words)
    doi, pmid, pmcid, epub = (pattern.search(words) for pattern in (_DOI, _PMID, _PMCID, _EPUB))
    place = _PLACE.match(words, journal.end()) if journal else None
    found = {name: (value or "").strip() for name, value in (place.groupdict() if place else {}).items()}
    return Record(
        type="article-journal" if journal else "document",
        container=journal["container"].rstrip(".") if journal else "",
        issued=parse_date(journal["date"]) if journal else None,
        epub=parse_date(epub["date"]) if epub else None,
        volume=found.get("volume", ""),
        issue=found.get("issue", ""),
        pages=found.get("pages", "").replace("–", "-"),
        doi=normalise_doi(doi["doi"]) if doi else "",
        pmid=normalise_pmid(pmid[1]) if pmid else "",
        pmcid=normalise_pmcid(pmcid.group()) if pmcid else "",
    )
