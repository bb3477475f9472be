"""Cells of tables of records: what stands for nothing, lists, numbers that a spreadsheet bent, dates."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable

from reviewer.model import PartialDate
from reviewer.records.dates import parse_date

EMPTY = (
    frozenset(
        "nan NaN NAN NULL null Null None none N/A n/a NA #N/A <NA> NaT n.a. - -- — – \\N [] {} #REF! #VALUE!"
        " #NAME? NONE nil".split()
    )
    | {"[No abstract available]", "No abstract available", "No abstract available.", "not available"}
    | {f"[No {what} available]" for what in ("author name", "authors", "author id", "title", "source")}
)
"""What programs and people write where there is nothing."""
LONGEST_DATE = 200
LONGEST_LIST = 200_000
"""Characters above which a cell is not taken apart as a list or a dictionary."""

_FORMULA = re.compile(r'="?(.*?)"?', re.DOTALL)
_OPENING = re.compile(r"""(?:\[|c\()\s*(?:['"\[{]|None)|\{\s*['"]""")
_QUOTED = re.compile(r"'((?:[^'\\]|\\.)*)'|\"((?:[^\"\\]|\\.)*)\"", re.DOTALL)
_NAMED = re.compile(
    r"""['"](?:descriptor_|display_)?name['"]\s*:\s*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)")"""
)
_PAIR = re.compile(r"""['"](\w+)['"]\s*:\s*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|([^,'"{}\[\]\s]+))""")
_ESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|.)", re.DOTALL)
_WHOLE = re.compile(r"(\d+)\.0+")
_SCIENTIFIC = re.compile(r"\d(?:[.,]\d+)?[eE]\+?\d{1,2}")
_YEAR_FIRST = re.compile(r"\s*(\d{4})\s?[/.]\s?(\d{1,2})(?:\s?[/.]\s?(\d{1,2}))?(?!\d)")
_COMPACT = re.compile(r"((?:19|20)\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])")
_SLASHED = re.compile(r"\s*(\d{1,2})[/-](\d{1,2})[/-](\d{4})(?!\d)")
_MONTH_YEAR = re.compile(r"\s*(\d{1,2})[/.-](\d{4})\s*")
_SERIAL = re.compile(r"([1-7]\d{4})(?:\.\d+)?")
_MONTH_DAY = re.compile(r"(\d{1,2})[/-](\d{1,2})")
_URL = re.compile(r"(?:https?|ftp)://[^\s|\"'<>\\^`{}]+", re.IGNORECASE)
_DAY_ZERO = datetime.date(1899, 12, 30)


def filled(cell: str) -> str:
    """Return what a cell holds without white space around it, or "" where it stands for nothing."""
    words = cell.strip(" \t\r\n\u00a0\u200b\ufeff")
    if words.startswith("="):
        match = _FORMULA.fullmatch(words)
        words = match[1].strip() if match else words
    return "" if words in EMPTY else words


def number_of(cell: str) -> str:
    """Return a number as it was before a spreadsheet or a data frame got hold of it: "15.0" is "15"."""
    words = cell.lstrip("'\u2019").strip()
    if not words or words.isdigit():
        return words
    whole = _WHOLE.fullmatch(words)
    if whole:
        return whole[1]
    if _SCIENTIFIC.fullmatch(words):
        value = float(words.replace(",", "."))
        return str(int(value)) if value < 1e15 and value == int(value) else words
    return words


def quoted_items(cell: str) -> list[str] | None:
    """Return the items of a list as Python, JSON or R print it, or None when the cell is no such list.

    Of a list of dictionaries the names in it are the items.
    """
    if not _OPENING.match(cell) or len(cell) > LONGEST_LIST:
        return None
    if cell[-1:] not in ("]", "}", ")") or not ("'" in cell or '"' in cell):
        return None
    pattern = _NAMED if "{" in cell[:3] else _QUOTED
    return [_unescaped(match[1] or match[2] or "").strip() for match in pattern.finditer(cell)]


def pairs_of(cell: str) -> dict[str, str]:
    """Return the names and values of a dictionary as Python or JSON prints it, names in small letters."""
    if not cell.startswith("{") or len(cell) > LONGEST_LIST:
        return {}
    return {
        match[1].lower(): _unescaped(next((g for g in match.groups()[1:] if g is not None), ""))
        for match in _PAIR.finditer(cell)
    }


def _unescaped(words: str) -> str:
    if "\\" not in words:
        return words
    return _ESCAPE.sub(lambda m: chr(int(m[1][1:], 16)) if len(m[1]) == 5 else _LETTER.get(m[1], m[1]), words)


_LETTER = {"n": "\n", "t": "\t", "r": ""}


def list_separator(cells: Iterable[str]) -> str:
    """Return what stands between the keywords of a column: ";", "|", a line break or a comma."""
    counts = dict.fromkeys((";", "|", "\n", ","), 0)
    for cell in cells:
        for mark in counts:
            counts[mark] += mark in cell
    if counts[";"] * 3 >= counts[","] and counts[";"]:
        return ";"
    if counts["|"] * 3 >= counts[","] and counts["|"]:
        return "|"
    return "\n" if counts["\n"] and counts["\n"] * 3 >= counts[","] else ","


def items_of(cell: str, separator: str) -> list[str]:
    """Return the keywords in a cell; a comma between brackets separates nothing."""
    listed = quoted_items(cell)
    if listed is None:
        marks = [mark for mark in (";", "|", "\n") if mark in cell]
        mark = separator if separator in cell else marks[0] if marks else separator
        listed = _outside_brackets(cell) if mark == "," else cell.split(mark)
    return [words for item in listed if (words := " ".join(item.split()).strip(" ,;")) and words not in EMPTY]


def _outside_brackets(cell: str) -> list[str]:
    if "(" not in cell:
        return cell.split(",")
    parts: list[str] = []
    depth = start = 0
    for at, mark in enumerate(cell):
        if mark == "(":
            depth += 1
        elif mark == ")":
            depth = max(0, depth - 1)
        elif mark == "," and depth == 0:
            parts.append(cell[start:at])
            start = at + 1
    return [*parts, cell[start:]]


def urls_of(cell: str) -> list[str]:
    """Return the addresses in a cell, without the signs that a list puts after them."""
    found = [match.group().rstrip(".,;)]") for match in _URL.finditer(cell)]
    if not found and re.fullmatch(r"www\.\S{4,2000}", cell):
        return [cell]
    return found


def day_first(cells: Iterable[str]) -> bool | None:
    """Return whether the dates of a column write the day before the month, or None if none of them tells."""
    first = second = 0
    for cell in cells:
        match = _SLASHED.match(cell)
        if match:
            first += int(match[1]) > 12
            second += int(match[2]) > 12
    return None if first == second else first > second


def date_of(cell: str, days_first: bool | None) -> PartialDate | None:
    """Return the date in a cell as far as it gives one, also a day as spreadsheets count them."""
    words = number_of(cell)
    if len(words) > LONGEST_DATE:
        return None
    ordered = _YEAR_FIRST.match(words) or _COMPACT.fullmatch(words)
    if ordered:
        return parse_date("-".join(part for part in ordered.groups() if part))
    slashed = _SLASHED.match(words)
    if slashed and days_first is not None:
        day, month = (slashed[1], slashed[2]) if days_first else (slashed[2], slashed[1])
        return parse_date(f"{slashed[3]}-{month}-{day}")
    month_year = _MONTH_YEAR.fullmatch(words)
    if month_year:
        return parse_date(f"{month_year[2]}-{month_year[1]}")
    if _SERIAL.fullmatch(words):
        date = _DAY_ZERO + datetime.timedelta(days=int(float(words)))
        return PartialDate(date.year, date.month, date.day)
    return parse_date(words)


def date_in_parts(year: str, month: str, day: str, rest: str) -> PartialDate | None:
    """Return the date of a year, a month and a day that stand in cells of their own.

    `rest` is a date without its year, as Web of Science ("MAR 15") and RefWorks ("03/30") give it.
    """
    found = date_of(year, None)
    if found is None or found.month is not None:
        return found
    pair = _MONTH_DAY.fullmatch(rest)
    if pair:
        return parse_date(f"{found.year}-{pair[1]}-{pair[2]}")
    if not month and rest:
        return parse_date(f"{rest} {found.year}") or found
    month, day = number_of(month), number_of(day)
    if month.isdigit():
        return parse_date(f"{found.year}-{month}" + (f"-{day}" if day.isdigit() else ""))
    return parse_date(f"{day} {month} {found.year}") if month else found
