"""Lines of text to rows of cells: what separates cells, which row is the header, what a quote mark spoils."""

from __future__ import annotations

import csv
import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from reviewer.errors import ReviewError
from reviewer.language import recorded
from reviewer.readers.input import Cut
from reviewer.readers.table_choices import NO_CHOICES, Choices, chosen
from reviewer.readers.table_columns import SCREENED, WORDED, known_fields, plain_name

DELIMITERS = ("\t", ",", ";", "|")
FIRST_ROWS = 40
HIGHEST_HEADER = 15
"""Rows among which the header is looked for; a table further down stands in a text."""
LONGEST_CELL = 20_000_000
TOO_LONG = recorded(
    "This row has more than {most} characters; a document may have no more than that.",
    most=f"{LONGEST_CELL:,}",
)
KEPT = 1_000
"""Characters that are kept of each cell of such a row."""
MOST_LINES = 2_000
"""Lines of one row above which its quote mark is taken for one that nobody closed."""
FEWEST_LINES = 50
"""What is left of them in a file that has many such marks."""
MOST_CHARACTERS = 8_000_000

_SEPARATOR = re.compile(r'"?sep=(.)"?[\s,;|]*', re.IGNORECASE)
_ESCAPED = re.compile(r'[^\\",;\t]\\"[^,;\t\n]')
_FORMULAS = re.compile(r'(?:^|[,;\t])="[^"\n]*"', re.MULTILINE)
_FORMULA = re.compile(r'(^|[,;\t])="')


@dataclass(frozen=True, slots=True)
class Layout:
    """How a table is written: what separates its cells, the number of its header among the rows from 0.

    `names` are the names of its columns; a table that holds each record as a block of rows, the name of a
    field first, has none. `sure` is how much its names say for a table of records, as readers count it.
    """

    delimiter: str
    header: int = 0
    names: list[str] = field(default_factory=list)
    sure: int = 0
    escaped: bool = False
    formulas: bool = False
    upright: bool = False


def layout_of(text: str, *, cut: bool = False, choices: Choices = NO_CHOICES) -> Layout | None:
    """Return how the table is written that a text begins with, or None when it is no table of records.

    `cut` says that the text goes on, so that a header may stand there without a row below it.
    """
    best: Layout | None = None
    most = 0
    for tried, rows in _ways(text):
        found, fields = _with_header(tried, rows, cut, choices)
        if found and fields > most:
            best, most = found, fields
    return best


def unnamed_layout(text: str, *, cut: bool = False) -> Layout | None:
    """Return how a table is written whose columns nobody knows, its first row taken for the header, or None.

    It has two columns or more, and nearly all rows have as many; below the header there is one, unless the
    text is `cut`.
    """
    best: Layout | None = None
    for tried, rows in _ways(text):
        names = rows[0] if rows else []
        alike = sum(len(cells) == len(names) for cells in rows)
        if (
            len(names) > max(1, len(best.names) if best else 0)
            and len(rows) > 1 - cut
            and alike * 10 >= 9 * len(rows)
        ):
            best = replace(tried, names=names)
    return best


def _ways(text: str) -> Iterator[tuple[Layout, list[list[str]]]]:
    """Yield the ways in which a text may be a table, each with its first rows."""
    if text.lstrip("\ufeff \r\n\t")[:1] in ("", "{", "[", "<", "@", "%"):
        return
    lines = text.splitlines()
    said = next((match[1] for line in lines[:1] if (match := _SEPARATOR.fullmatch(line.strip()))), "")
    escaped = bool(_ESCAPED.search(text)) and '""' not in text.replace(',""', "").replace('"",', "")
    formulas = len(_FORMULAS.findall(text)) > 1
    for delimiter in (said,) if said else DELIMITERS:
        if delimiter in text:
            tried = Layout(delimiter, escaped=escaped, formulas=formulas)
            yield tried, [cells for cells, _ in islice(Rows(iter(lines), tried), FIRST_ROWS)]


def _with_header(
    layout: Layout, rows: Sequence[list[str]], cut: bool, choices: Choices
) -> tuple[Layout | None, int]:
    at, fields = header_among(rows, choices)
    sure = surety(fields, rows[at] if rows else (), choices)
    if sure and layout.delimiter == "|" and not rows[at][0].strip():
        return None, 0  # a table within a text, as Markdown draws it
    if sure and _followed(rows, at, 3 if cut else len(fields)):
        return Layout(layout.delimiter, at, rows[at], sure, layout.escaped, layout.formulas), len(fields)
    upright = known_fields([cells[0] for cells in rows if cells])
    if "title" in upright and len(upright) > 2 and not fields - {"title", "abstract"}:
        if sum(len(cells) > 1 for cells in rows) * 2 > len(rows):
            return Layout(layout.delimiter, sure=2, escaped=layout.escaped, upright=True), len(upright)
    return None, 0


def header_among(rows: Sequence[Sequence[str]], choices: Choices = NO_CHOICES) -> tuple[int, set[str]]:
    """Return which of the first rows names most fields, and the fields that it names."""
    named = [known_fields(cells, choices) if len(cells) > 1 else set() for cells in rows[:HIGHEST_HEADER]]
    at = max(range(len(named)), key=lambda at: (len(named[at]), -at), default=0)
    return at, named[at] if named else set()


def header_of(rows: Sequence[Sequence[str]], choices: Choices = NO_CHOICES) -> int | None:
    """Return which of the first rows of a sheet is its header, or None when it holds no records."""
    at, fields = header_among(rows, choices)
    return at if surety(fields, rows[at] if rows else (), choices) else None


def surety(fields: set[str], names: Sequence[str], choices: Choices = NO_CHOICES) -> int:
    """Return how much the names of columns say for a table of records: 2 much, 0 nothing."""
    others = len(fields) > 1 or any(plain_name(name) in SCREENED for name in names)
    others = others or bool(chosen(names, choices))
    return 2 if fields & WORDED and others else 0


def _followed(rows: Sequence[Sequence[str]], at: int, fields: int) -> bool:
    """Whether the rows below a header are about as wide as it is; prose with commas has no such rows."""
    width = sum(bool(name.strip()) for name in rows[at])
    below = [cells for cells in rows[at + 1 : at + 12] if any(cell.strip() for cell in cells)]
    wide = sum(len(cells) >= max(2, width * 0.4) for cells in below)
    return wide * 2 >= len(below) if below else fields > 2


class Rows:
    """The rows of a table, each with the number of the line it begins on, from 1; empty ones are left out.

    `width` is how many cells a row should have, 0 while nobody knows. A quote mark that is never closed would
    swallow the rest of a file: then its line is read by itself, the mark as part of the words, and the lines
    below it are read again.
    """

    def __init__(self, lines: Iterator[str], layout: Layout) -> None:
        self.width = 0
        self.too_long = 0
        """The line of the last row that is too long to be read, of which only the beginning is given."""
        self._lines = lines
        self._layout = layout
        self._number = 1
        self._again: deque[str] = deque()
        self._taken: list[str] = []
        self._open = False
        self._patience = MOST_LINES

    def __iter__(self) -> Iterator[tuple[list[str], int]]:
        csv.field_size_limit(max(csv.field_size_limit(), LONGEST_CELL))
        while (first := self._next()) is not None:
            line = self._number
            cells = self._row(first)
            if any(cells):
                yield cells, line

    def _row(self, first: str) -> list[str]:
        """Return the cells of the row that begins with a line."""
        if _is_too_long(first):
            return self._beginning(first)
        self._number += 1
        layout = self._layout
        if '"' not in first and not layout.escaped:
            return first.split(layout.delimiter)
        if layout.delimiter == "\t" and (cells := _by_tabs(first, self.width)):
            return cells
        cells = self._quoted(first)
        if len(self._taken) > 1 and self._spoilt(cells):
            self._again.extendleft(reversed(self._taken[1:]))
            # Else a file with such a mark in every line would be read thousands of times.
            self._patience = max(FEWEST_LINES, self._patience // 2)
            cells = first.split(layout.delimiter)
            if len(cells) != self.width:
                cells = next(csv.reader([first], delimiter=layout.delimiter), [])
        else:
            self._number += len(self._taken) - 1
            self._patience = min(MOST_LINES, self._patience + 10)
        return cells

    def _beginning(self, first: str) -> list[str]:
        """Return how a row begins that is too long to be read, and go past the rest of its line."""
        if self._layout.upright:
            raise ReviewError(
                recorded("Line {number}: {too_long}", number=self._number, too_long=TOO_LONG),
                recorded("Shorten it, and import the file again."),
            )
        self.too_long = self._number
        self._number += 1
        line: str | None = first
        while isinstance(line, Cut):
            line = next(self._lines, None)
        cells = first[: KEPT * FIRST_ROWS].split(self._layout.delimiter)
        return [cell[:KEPT] for cell in cells]

    def _quoted(self, first: str) -> list[str]:
        self._open, self._taken = False, []
        reader = csv.reader(
            self._several(first),
            delimiter=self._layout.delimiter,
            skipinitialspace=True,
            escapechar="\\" if self._layout.escaped else None,
        )
        try:
            return next(reader, [])
        except csv.Error:  # its lines hold too much together, so that each is read by itself
            self._open = True
            return []

    def _several(self, first: str) -> Iterator[str]:
        """Yield the first line of a row, and the next ones as long as the row goes on."""
        size = len(first)
        self._taken.append(first)
        yield first + "\n"
        while len(self._taken) < self._patience and size < MOST_CHARACTERS:
            line = self._next()
            if line is None:
                break
            if _is_too_long(line):
                self._again.appendleft(line)
                break
            self._taken.append(line)
            size += len(line)
            yield line + "\n"
        self._open = True

    def _spoilt(self, cells: Sequence[str]) -> bool:
        """Whether a row of several lines came about by a quote mark that nobody closed."""
        if self._open:
            return True
        mark, width = self._layout.delimiter, self.width
        if not width or len(cells) < width:
            return False
        if len(cells) == width:  # by chance, when every line is a row of its own
            return width > 5 and all(line.count(mark) + 1 == width for line in self._taken)
        return any(line.count(mark) + 1 >= width for line in self._taken[1:])

    def _next(self) -> str | None:
        line = self._again.popleft() if self._again else next(self._lines, None)
        if line is None:
            return None
        if isinstance(line, Cut):
            return line
        line = line.replace("\x00", "") if "\x00" in line else line
        return _FORMULA.sub(r'\1"', line) if self._layout.formulas and '="' in line else line


def _is_too_long(line: str) -> bool:
    return isinstance(line, Cut) or len(line) > LONGEST_CELL


def _by_tabs(line: str, width: int) -> list[str] | None:
    """Return the cells of a line between tabs when they are as many as they should be; else None.

    Web of Science writes a quote mark at the beginning of a title without doubling it.
    """
    cells = line.split("\t")
    if not width or not (len(cells) == width or (len(cells) == width + 1 and not cells[-1])):
        return None
    return [_unquoted(cell) for cell in cells]


def _unquoted(cell: str) -> str:
    if len(cell) > 1 and cell[0] == cell[-1] == '"':
        inner = cell[1:-1]
        if '"' not in inner.replace('""', ""):
            return inner.replace('""', '"')
    return cell


def blocks_of(rows: Iterable[tuple[list[str], int]]) -> Iterator[tuple[list[str], list[str], int]]:
    """Yield the records of a table that stands upright: the names of its fields, their values, the line.

    Each row is one field, its name first, its values after it; a row without a name goes on with the field
    above. A record begins where the name of the first field comes again.
    """
    names: list[str] = []
    values: list[str] = []
    start = 1
    opening = ""
    for cells, line in rows:
        name = cells[0].strip()
        value = "; ".join(cell.strip() for cell in cells[1:] if cell.strip())
        if not name and names:
            values[-1] = f"{values[-1]}\n{value}".strip()
            continue
        if name and name == opening and names:
            yield names, values, start
            names, values = [], []
        if not names:
            opening, start = opening or name, line
        names.append(name)
        values.append(value)
    if names:
        yield names, values, start
