"""Page ranges in one form: "473-9", "e123", "S12-S15"."""

from __future__ import annotations

import re

_DASH = r"\s*(?:[-‐‑‒–—―−]|--+)\s*"
_RANGE = re.compile(rf"([A-Za-z]*)(\d+){_DASH}([A-Za-z]*)(\d+)([A-Za-z]?)")
_BETWEEN = re.compile(rf"\w{_DASH}\w")
_DASHES = re.compile(r"(?<=\w)\s*(?:[‐‑‒–—―−]|-+)\s*(?=\w)")
_CLEAN = re.compile(r"[A-OQ-Za-oq-z]?[0-9]+(?:-[A-Za-z]?[0-9]+)?")
_LABEL = re.compile(
    r"^(?:pp?|pages?|seiten?)\.?\s*(?=\d)|^S\.\s*(?=\d)"
    r"|^art(?:icle|\.) ?(?:no\.?|number|id)?:? ?(?=[A-Za-z]{0,3}\d)",
    re.IGNORECASE,
)


def normalise_pages(raw: str) -> str:
    """Return pages as the source gives them, without a label, with plain hyphens: "pp. 12–15" is "12-15"."""
    if _CLEAN.fullmatch(raw):  # nearly always
        return raw
    words = _LABEL.sub("", " ".join(raw.split()).strip(" .;,-–"))
    return _DASHES.sub("-", words)


def page_range(first: str, last: str) -> str:
    """Return the range between two pages that a source gives apart; a last one alone says nothing."""
    first, last = first.strip(), last.strip()
    if not last or first == last or _BETWEEN.search(first):
        return normalise_pages(first)
    return normalise_pages(f"{first}-{last}") if first else ""


def whole_pages(pages: str) -> tuple[str, str]:
    """Return the first and the last page of a range in lower case, the last one whole: ("1503", "1509")."""
    match = _RANGE.match(pages)
    if match is None:
        first = re.match(r"\w+", pages.strip())
        return (first.group().lower(), first.group().lower()) if first else ("", "")
    letters, first_, other, last, tail = match.groups()
    if len(last) < len(first_) and other in ("", letters):
        last = first_[: len(first_) - len(last)] + last
    return f"{letters}{first_}".lower(), f"{other or letters}{last}{tail}".lower()
