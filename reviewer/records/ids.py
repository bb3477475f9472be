"""Identifiers in their one canonical form, so that equal ones compare equal."""

from __future__ import annotations

import html
import re
from urllib.parse import unquote

_DOI = re.compile(r"10\.\d{4,9}/[^\s\u200b-\u200d\ufeff]+")
_CLEAN = re.compile(r"10\.[0-9]{4,9}/[A-Za-z0-9._/-]*[A-Za-z0-9_/-]")
_BEHIND = re.compile(r"[;,]\s?(?:doi:)?10\.\d{4,9}/.*|</[a-z]+>.*|\[doi\].*|[?&]utm_.*", re.IGNORECASE)
"""What stands behind a DOI without a space: another one, a tag, the name of its kind, who sent the reader."""
_TRAILING = ".,;:!?'\"”’»>]}"


def normalise_doi(raw: str) -> str:
    """Return the DOI found in `raw` in lower case without prefix or trailing punctuation, or ""."""
    if _CLEAN.fullmatch(raw):  # nearly always
        return raw.lower()
    words = unquote(raw)
    match = _DOI.search(html.unescape(words) if "&" in words else words)
    return _without_tail(_BEHIND.sub("", match.group().lower())) if match else ""


def _without_tail(doi: str) -> str:
    """Drop what a sentence puts after a DOI; a closing bracket stays when it was opened inside."""
    while doi and (doi[-1] in _TRAILING or (doi[-1] == ")" and doi.count("(") < doi.count(")"))):
        doi = doi[:-1]
    return doi


_PMID = re.compile(r"\s*(?:pmid:?\s*|https?://pubmed\.ncbi\.nlm\.nih\.gov/)?0*(\d{1,8})/?\s*", re.IGNORECASE)


def normalise_pmid(raw: str) -> str:
    """Return the PubMed id found in `raw` without prefix or leading zeros, or ""."""
    if len(raw) <= 8 and raw.isdecimal():  # nearly always
        return raw.lstrip("0")
    match = _PMID.fullmatch(raw)
    return match[1] if match and match[1] != "0" else ""


def normalise_pmcid(raw: str) -> str:
    """Return the PubMed Central id found in `raw` as "PMC" and digits, or ""."""
    match = re.search(r"(?:PMC(?:ID)?:?\s*)+(\d{1,9})\b", raw, re.IGNORECASE)
    return f"PMC{match[1]}" if match else ""


_ISSN = re.compile(r"(?<![\dX-])(\d{4})[-‐–]?\s?(\d{3}[\dXx])(?![\dXx-])")
_ISBN = re.compile(r"(?<!\d)(97[89][-\s‐–]?(?:\d[-\s‐–]?){9}\d|(?:\d[-\s‐–]?){9}[\dXx])(?![\dXx])")


def normalise_issn(raw: str) -> str:
    """Return the first ISSN found in `raw` as "1234-567X", or ""; its check digit is not asked for."""
    if len(raw) == 9 and raw[4] == "-" and (raw[:4] + raw[5:8]).isdecimal():  # nearly always
        return raw.upper() if raw[8].isdecimal() or raw[8] in "xX" else ""
    match = _ISSN.search(raw)
    return f"{match[1]}-{match[2].upper()}" if match else ""


def normalise_isbn(raw: str) -> str:
    """Return the first ISBN of 10 or 13 digits found in `raw`, without hyphens, or ""."""
    match = _ISBN.search(raw)
    return re.sub(r"[^\dX]", "", match[1].upper()) if match else ""
