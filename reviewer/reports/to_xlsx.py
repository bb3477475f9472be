"""Write the tidy tables of a review as a workbook: one sheet for each table, heads frozen, with filters.

Words are cells of text, never formulas, and stay so when somebody edits them: what a spreadsheet could take
for a formula is marked as quoted in the cell's format, so that its value is untouched. Moments are real dates
in UTC. A cell holds at most 32,767 UTF-16 units: longer words end in […] and stand whole, in parts, in a
sheet of their own. Characters that XML cannot carry become U+FFFD, and a warning counts them. The same tables
give the same bytes. A hidden sheet at the end carries what the workbook can be checked by.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from reviewer.language import amount, say, say_count, speaking_to_user
from reviewer.readers.table_columns import harmless
from reviewer.reports.blocks import Report
from reviewer.reports.markup import clean
from reviewer.reports.proof import in_workbook
from reviewer.reports.tidy import DataTable, Field, Type, Value
from reviewer.reports.to_csv import CELL_LIMIT
from reviewer.text import Utf16Map

LONG_TEXTS = "long-texts"
ROW_LIMIT = 1_048_576
_CUT = " […]"
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_PAPERS = {"a4": 9, "letter": 1}
_NO_TIME = datetime(1980, 1, 1)
_LINE, _MOST_LINES = 15, 10
"""Height of a line in points; rows are no higher than so many lines, whatever else their cells hold."""
_WIDEST, _LOOKED_AT = 60, 200
"""Columns are as wide as their first rows ask for, up to this many characters."""


def to_xlsx(report: Report) -> tuple[bytes, tuple[str, ...]]:
    """Return the bytes of the workbook and a warning for each thing a cell could not hold."""
    import xlsxwriter

    out = io.BytesIO()
    settings = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(out, settings)
    made = _utc(report.made) if report.made else _NO_TIME
    book.set_properties({"title": clean(report.title), "subject": report.version, "created": made})
    pen = _Pen(book, _PAPERS[report.options.paper])
    long = tuple(_too_long(report.tables))
    for table in (*report.tables, *_long(long)):
        for sheet in _sheets(table):
            pen.write(sheet)
    book.add_worksheet(in_workbook.SHEET).hide()
    book.close()
    with speaking_to_user():
        warnings = (*_cut_warnings(long), *pen.warnings())
    return in_workbook.put(out.getvalue(), report.stated), warnings


def _utc(moment: str) -> datetime:
    return datetime.fromisoformat(moment).astimezone(UTC).replace(tzinfo=None)


def _sheets(table: DataTable) -> Iterator[DataTable]:
    """Yield a table in as many sheets as its rows need."""
    most = ROW_LIMIT - 1
    for place in range(0, max(len(table.rows), 1), most):
        name = table.name if not place else f"{table.name}-{place // most + 1}"
        yield DataTable(name, table.meaning, table.fields, table.key, table.rows[place : place + most])


@dataclass
class _Pen:
    """Writes tables into a workbook, and remembers what a cell could not hold."""

    book: Any
    paper: int
    lost: dict[tuple[str, str], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.head = self.book.add_format({"bold": True, "bottom": 1, "valign": "top"})
        self.plain = self.book.add_format({"valign": "top"})
        self.words = self.book.add_format({"valign": "top", "text_wrap": True})
        self.quoted = self.book.add_format({"valign": "top", "text_wrap": True, "quote_prefix": True})
        self.moment = self.book.add_format({"valign": "top", "num_format": "yyyy-mm-dd hh:mm:ss"})

    def write(self, table: DataTable) -> None:
        """Write one table as one sheet."""
        sheet = self.book.add_worksheet(table.name)
        putters: dict[Type, Callable[..., None]] = {
            Type.TEXT: self._text,
            Type.NUMBER: self._number,
            Type.YES_NO: self._yes_no,
            Type.MOMENT: self._moment,
        }
        widths = [_width(table, column) for column in range(len(table.fields))]
        for row, cells in enumerate(table.rows, start=1):
            if (lines := _lines(cells, widths)) > 1:
                sheet.set_row(row, _LINE * lines)
        for column, each in enumerate(table.fields):
            sheet.write_string(0, column, each.name, self.head)
            sheet.set_column(column, column, widths[column])
            put = putters[each.type]
            for row, cells in enumerate(table.rows, start=1):
                if (value := cells[column]) is not None and value != "":
                    put(sheet, row, column, value, (table.name, each.name))
        sheet.freeze_panes(1, 0)
        sheet.repeat_rows(0)
        sheet.set_landscape()
        sheet.set_paper(self.paper)
        sheet.autofilter(0, 0, len(table.rows), len(table.fields) - 1)

    def _text(self, sheet: Any, row: int, column: int, value: Value, where: tuple[str, str]) -> None:
        words, lost = _NOT_XML.subn("\ufffd", shortened(str(value)))
        if lost:
            self.lost[where] = self.lost.get(where, 0) + lost
        sheet.write_string(row, column, words, self.words if harmless(words) == words else self.quoted)

    def _number(self, sheet: Any, row: int, column: int, value: Value, _where: object) -> None:
        sheet.write_number(row, column, value, self.plain)

    def _yes_no(self, sheet: Any, row: int, column: int, value: Value, _where: object) -> None:
        sheet.write_boolean(row, column, value, self.plain)

    def _moment(self, sheet: Any, row: int, column: int, value: Value, _where: object) -> None:
        sheet.write_datetime(row, column, _utc(str(value)), self.moment)

    def warnings(self) -> Iterator[str]:
        """Yield how many characters each column lost."""
        for (table, column), count in self.lost.items():
            yield say_count(
                count,
                "Sheet {sheet}, column {column}: {n} character that a workbook cannot hold, shown as "
                "\ufffd. The CSV and JSON files hold it.",
                "Sheet {sheet}, column {column}: {n} characters that a workbook cannot hold, shown as "
                "\ufffd. The CSV and JSON files hold them.",
                sheet=table,
                column=column,
            )


def _width(table: DataTable, column: int) -> int:
    lengths = [len(line) for row in table.rows[:_LOOKED_AT] for line in str(row[column]).split("\n")[:1]]
    if table.fields[column].type is Type.MOMENT:
        lengths = [19]
    return min(max(len(table.fields[column].name) + 3, 8, *lengths), _WIDEST)


def _lines(cells: tuple[Value, ...], widths: list[int]) -> int:
    """Return how many lines the longest words of a row take; programs do not find it out for themselves."""
    wrapped = (
        sum(-(-max(len(line), 1) // width) for line in cell.split("\n"))
        for cell, width in zip(cells, widths, strict=True)
        if isinstance(cell, str) and (len(cell) > width or "\n" in cell)
    )
    return min(max(wrapped, default=1), _MOST_LINES)


def units(words: str) -> int:
    """Return how long a workbook takes words to be: in UTF-16 units."""
    return Utf16Map(words).to_utf16(len(words))


def shortened(words: str) -> str:
    """Return words as a cell holds them: cut, with […] at their end, where they are too long."""
    if len(words) <= CELL_LIMIT // 2 or units(words) <= CELL_LIMIT:
        return words
    return next(parts(words))[: -len(_CUT)] + _CUT


def parts(words: str) -> Iterator[str]:
    """Yield words in parts that each fit a cell."""
    step = CELL_LIMIT if units(words) == len(words) else CELL_LIMIT // 2
    return (words[place : place + step] for place in range(0, len(words), step))


_Long = tuple[DataTable, int, Field, str]


def _too_long(tables: tuple[DataTable, ...]) -> Iterator[_Long]:
    """Yield the table, the row of its sheet, the column and the words of every cell that is too long."""
    for table in tables:
        for number, row in enumerate(table.rows, start=2):
            for each, value in zip(table.fields, row, strict=True):
                if isinstance(value, str) and len(value) > CELL_LIMIT // 2 and units(value) > CELL_LIMIT:
                    yield table, number, each, value


def _long(found: tuple[_Long, ...]) -> Iterator[DataTable]:
    """Yield the sheet of long texts where there are any."""
    names = ("sheet", "row", "column", "part", "text")
    kinds = (Type.TEXT, Type.NUMBER, Type.TEXT, Type.NUMBER, Type.TEXT)
    fields = tuple(Field(name, kind, "") for name, kind in zip(names, kinds, strict=True))
    rows = tuple(
        (table.name, number, each.name, place, part)
        for table, number, each, words in found
        for place, part in enumerate(parts(words), start=1)
    )
    if rows:
        yield DataTable(LONG_TEXTS, "Words too long for a cell, in parts.", fields, names[:4], rows)


def _cut_warnings(found: tuple[_Long, ...]) -> Iterator[str]:
    for table, number, each, words in found:
        yield say(
            "Sheet {sheet}, row {row}, column {column}: {length} characters. A cell holds {limit}; the sheet "
            "{whole} holds them all, in parts.",
            sheet=table.name,
            row=number,
            column=each.name,
            length=amount(len(words)),
            limit=amount(CELL_LIMIT),
            whole=LONG_TEXTS,
        )
