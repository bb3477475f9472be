"""Where a work stands: volume, issue, pages, DOI, and how those of two records compare."""

from __future__ import annotations

import re
from typing import NamedTuple

from reviewer.records.duplicates.closeness import near
from reviewer.records.pages import whole_pages

SAME, NEAR, OTHER, MISSING = "same", "near", "other", "missing"

_FIRST_NUMBER = re.compile(r"[a-z]*\d+")
APART = 40
"""Pages between two first pages beyond which they are not taken for a slip."""


class Pages(NamedTuple):
    """First and last page; `alone` when no range is given, `printed` as the source has them.

    `bare` and `bare_last` are the pages without letters in front.
    """

    first: str
    last: str
    alone: bool
    printed: str
    bare: str
    bare_last: str


def pages_of(raw: str, number: str = "") -> Pages | None:
    """Return pages, or the number of an article that has none, or None."""
    words = " ".join(raw.split()).strip(" .;,").lower()
    for lead in ("pp.", "pp", "p.", "article no.", "article number", "article id", "article", "no."):
        if words.startswith(lead) and words[len(lead) :].strip(" .:")[:1].isalnum():
            words = words[len(lead) :].strip(" .:")
    if not words and number:
        words = number.lower().strip()
    first, last = whole_pages(words)
    if not first or first in ("0", "n", "na", "no"):
        return None
    first, last = first.lstrip("0") or first, last.lstrip("0") or last
    printed = " ".join(raw.split()) or number
    return Pages(first, last, first == last, printed, _bare(first), _bare(last))


def compare_pages(ours: Pages | None, theirs: Pages | None) -> str:
    """Return same, near (a slip, or one is cut), other, or missing (also: not of one kind)."""
    if ours is None or theirs is None:
        return MISSING
    one, other = ours.bare, theirs.bare
    if ours.first == theirs.first or (one == other and _letters_may_be_lost(ours.first, theirs.first)):
        return (
            SAME
            if ours.alone or theirs.alone or ours.last == theirs.last or _slip(ours.last, theirs.last)
            else NEAR
        )
    if _is_article(ours) != _is_article(theirs) and (_counts_pages(ours) or _counts_pages(theirs)):
        return MISSING
    if not ours.alone and not theirs.alone and ours.bare_last == theirs.bare_last and len(one) == len(other):
        return NEAR
    if one.isdecimal() and other.isdecimal():
        a, b = int(one), int(other)
        if _inside(a, theirs) or _inside(b, ours):
            return NEAR
    return OTHER


def _inside(page: int, pages: Pages) -> bool:
    first, last = pages.bare, pages.bare_last
    if not first.isdecimal() or not last.isdecimal() or pages.alone:
        return False
    return int(first) < page <= int(last) and int(last) - int(first) <= APART


def _bare(page: str) -> str:
    return page.lstrip("abcdefghijklmnopqrstuvwxyz").lstrip("0") or page


def _letters_may_be_lost(one: str, other: str) -> bool:
    return one[0].isdecimal() or other[0].isdecimal() or one[0] == other[0]


def _is_article(pages: Pages) -> bool:
    return pages.alone and (pages.first[0] in "ec" or len(pages.bare) >= 5)


def _counts_pages(pages: Pages) -> bool:
    """Whether these are the pages of an article counted by itself: "1-12", or a lone number of pages."""
    return pages.first == "1" or pages.alone and pages.first.isdecimal() and len(pages.first) <= 2


def _slip(one: str, other: str) -> bool:
    return one == other or (abs(len(one) - len(other)) <= 1 and near(one, other))


def number_of(raw: str) -> str:
    """Return the first number of a volume or issue, without leading zeros: "Suppl 1" is "1"."""
    found = _FIRST_NUMBER.search(raw.lower().replace("vol", " ").replace("no", " "))
    return found.group().lstrip("abcdefghijklmnopqrstuvwxyz").lstrip("0") if found else ""


def compare_numbers(ours: str, theirs: str) -> str:
    """Return same, other or missing for volumes or issues."""
    if not ours or not theirs:
        return MISSING
    return SAME if ours == theirs else OTHER


class Doi(NamedTuple):
    """A DOI without its version: `version` is "2" in "10.12688/f1000research.1.2"."""

    base: str
    version: str


_VERSION = re.compile(
    r"(?:/v|\.v|\.pub|(?<=^10\.1101/\d{4}\.\d\d\.\d\d\.\d{8})v|(?<=^10\.1101/\d{6})v)(\d{1,2})$"
)
_F1000 = re.compile(r"^10\.(?:12688|3310|35241|21956|12703)/\S+\.(\d{1,2})$")
_TRAIL = re.compile(r"(?:/(?:abstract|full|pdf|epdf|meta|suppinfo)|\.(?:pdf|full))$")
_PREPRINT = re.compile(
    r"^10\.(?:1101/\d|21203/rs|48550/arxiv|20944/preprints|31234/osf|31219/osf|31222/osf|2139/ssrn|26434/chemrxiv"
    r"|22541/au|36227/techrxiv|12688/openreseurope|33774/|14293/s2199|64898/|32942/)"
)


def doi_of(raw: str) -> Doi | None:
    """Return a DOI in lower case as base and version, or None."""
    words = _TRAIL.sub("", raw.strip().lower().rstrip("/."))
    if not words.startswith("10.") or "/" not in words:
        return None
    version = _VERSION.search(words) or _F1000.search(words)
    if version is None:
        return Doi(words, "")
    start = version.start() if version.re is _VERSION else version.start(1) - 1
    return Doi(words[:start], version[1])


def is_preprint(doi: Doi | None) -> bool:
    """Whether a DOI is one that servers of preprints give."""
    return doi is not None and _PREPRINT.match(doi.base) is not None


def compare_dois(ours: Doi | None, theirs: Doi | None) -> str:
    """Return same, near (two versions of one), other, or missing."""
    if ours is None or theirs is None:
        return MISSING
    if ours.base != theirs.base:
        return OTHER
    return SAME if ours.version == theirs.version else NEAR
