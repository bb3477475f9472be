"""Whether a field of a record says all that the file has there: what it leaves out must be kept beside it."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import unquote

from reviewer.model import PartialDate
from reviewer.records.dates import month_of

_NO_WORD = re.compile(r"[\W_]+")
_LABELS = re.compile(
    r"(?:https?|www|dxdoiorg|doiorg|doi|[ep]?issn|e?isbn(?:1[03])?|print|electronic|online|linking"
    r"|pubmed|pmcid|pmid|pmc)+"
)
_WORDS = re.compile(r"\d+|[^\W\d_]+")
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)?")


def id_said(raw: str, *ids: str) -> bool:
    """Whether `raw` holds nothing but these identifiers, in any form, and the names of their kinds."""
    if raw in ids or raw.lower() in ids:
        return True
    rest = _bare(unquote(raw))
    for bare in sorted(filter(None, map(_bare, ids)), key=len, reverse=True):
        rest = rest.replace(bare, " ")
    return all(word.strip("0") == "" or _LABELS.fullmatch(word) for word in rest.split())


def _bare(raw: str) -> str:
    return _NO_WORD.sub("", raw.casefold())


@lru_cache(maxsize=4_096)  # a file of records has few dates, each many times
def date_said(raw: str, date: PartialDate | None) -> bool:
    """Whether a date says all that `raw` does: its year, month and day in any form, and nothing more."""
    if date is None:
        return not raw.strip()
    known = {0, date.year, date.month, date.day}
    for word in _WORDS.findall(raw):
        compact = _COMPACT.fullmatch(word)
        if compact:
            numbers = {int(part) for part in compact.groups("0")}
        else:
            numbers = {int(word[:9]) if word.isdecimal() else month_of(word) or -1}
        if not numbers <= known:
            return False
    return True
