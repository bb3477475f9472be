"""Dates as far as a source gives them.

Where day and month cannot be told apart ("3/4/2019") only the year is kept.
"""

from __future__ import annotations

import calendar
import re
from functools import lru_cache

from reviewer.model import PartialDate

MONTH_NAMES = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

_ENGLISH = {name.casefold(): number for number, name in enumerate(MONTH_NAMES, 1)}
_OTHERS = {
    1: "jän janv ene",
    2: "fév",
    3: "mär mrz mars",
    4: "avr abr",
    5: "mai",
    6: "juin",
    7: "juil",
    8: "aoû ago",
    10: "okt",
    12: "dez déc dic",
}
_MONTH_STARTS = _ENGLISH | {start: number for number, starts in _OTHERS.items() for start in starts.split()}
"""The first letters of months: English, German, French, Spanish. The longest that fits counts."""

_NO_MONTH = ("mardi", "martes")

_ISO = re.compile(r"\b(\d{4})-(\d{1,2})(?:-(\d{1,2}))?(?!\d)")
_SLASHED = re.compile(r"\s*(\d{4})\s*/\s*(\d{1,2}|[^\W\d_]{3,9}\.?)?(?:\s*/\s*(\d{1,2}))?\s*(?:/.*)?$")
_COMPACT = re.compile(r"\s*((?:1[5-9]|20)\d\d)(0[1-9]|1[0-2])([0-3]\d)?\s*$")
_INSIDE = re.compile(r"(?<!\d)((?:19|20)\d\d)(0[1-9]|1[0-2])([0-3]\d)(?!\d)")
_MONTH_YEAR = re.compile(r"\s*(0?[1-9]|1[0-2])[/.-]((?:1[5-9]|20)\d\d)\s*$")
_NUMERIC = re.compile(r"\b(\d{1,2})([./])\s?(\d{1,2})\2\s?(\d{4})\b")
_YEAR = re.compile(r"(?<!\d)(1[5-9]\d{2}|20\d{2}|2100)(?!\d)")
_WORD = re.compile(r"[^\W\d_]{3,}")
_DAY = re.compile(r"(?<![\d:.])(\d{1,2})(?:st|nd|rd|th|er|\.)?(?![\d:])", re.IGNORECASE)
_TIME = re.compile(r"\b\d{1,2}[:.h]\d{2}(?::\d{2})?\b(?:\s?[ap]\.?m\b\.?)?", re.IGNORECASE)


@lru_cache(maxsize=4_096)  # a file of records has few dates, each many times
def parse_date(raw: str) -> PartialDate | None:
    """Return the first date that `raw` gives, as far as it gives one, or None without a year."""
    if len(raw) == 4 and raw.isdecimal() and "1500" <= raw <= "2100":
        return PartialDate(int(raw))
    whole = _SLASHED.match(raw) if "/" in raw else _COMPACT.match(raw)
    if whole:
        return _parts(whole[1], whole[2] or "", whole[3] or "")
    if month_first := _MONTH_YEAR.match(raw):
        return PartialDate(int(month_first[2]), int(month_first[1]))
    iso, numeric = _ISO.search(raw), _NUMERIC.search(raw)
    if iso:
        return _possible(int(iso[1]), int(iso[2]), int(iso[3]) if iso[3] else None)
    if numeric:
        return _numeric(int(numeric[1]), numeric[2], int(numeric[3]), int(numeric[4]))
    year = _YEAR.search(raw)
    if year is None:
        inside = _INSIDE.search(raw)
        return _parts(inside[1], inside[2], inside[3]) if inside else None
    month = next((number for word in _WORD.findall(raw) if (number := month_of(word))), None)
    rest = _TIME.sub(" ", raw[: year.start()] + " " + raw[year.end() :])
    day = _DAY.search(rest) if month else None
    return _possible(int(year[1]), month, int(day[1]) if day else None)


def _parts(year: str, month: str, day: str) -> PartialDate:
    """Return a date written year first ("2010/12/13/", "2003/Apr", "20101213"), whatever stands after it."""
    number = int(month) if month.isdecimal() else month_of(month)
    return _possible(int(year), number, int(day) if day else None)


def date_of_words(year: str, month: str, day: str) -> PartialDate | None:
    """Return the date that three words give, the month as a number or the beginning of its English name."""
    number = _ENGLISH.get(month.casefold()) or (int(month) if len(month) == 2 and month.isdecimal() else 0)
    if number and len(year) == 4 and year.isdigit() and "1500" <= year <= "2100" and year.isascii():
        if not day or (len(day) <= 2 and day.isdecimal()):  # nearly always
            return _possible(int(year), number, int(day) if day else None)
    if month.isdecimal():
        return parse_date("-".join(filter(None, (year.zfill(4), month, day if day.isdecimal() else ""))))
    return parse_date(" ".join(filter(None, (year, month, day if month else ""))))


def _numeric(first: int, separator: str, second: int, year: int) -> PartialDate:
    """Return a date of three numbers: the day leads before full stops; else only a number over 12 tells."""
    if separator == "." or first > 12:
        return _possible(year, second, first)
    return _possible(year, first, second) if second > 12 else PartialDate(year)


def month_of(word: str) -> int | None:
    """Return the month that a word names in English, German, French or Spanish, whole or cut short."""
    start = word.casefold()
    if start in _NO_MONTH:
        return None
    return next((_MONTH_STARTS[start[:length]] for length in (4, 3) if start[:length] in _MONTH_STARTS), None)


def _possible(year: int, month: int | None, day: int | None) -> PartialDate:
    """Return the date without the parts that no calendar has."""
    if month is None or not 1 <= month <= 12:
        return PartialDate(year)
    if day is None or year < 1 or not (1 <= day <= 28 or 28 < day <= calendar.monthrange(year, month)[1]):
        return PartialDate(year, month)
    return PartialDate(year, month, day)


def print_date(date: PartialDate) -> str:
    """Return the date as references print it: "2010 Dec 13", "2011 Apr" or "2011"."""
    parts = [str(date.year)]
    if date.month:
        parts.append(MONTH_NAMES[date.month - 1])
        if date.day:
            parts.append(str(date.day))
    return " ".join(parts)
