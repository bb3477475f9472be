"""Write the sheet of a report as CSV: one row for each quote link.

The file is UTF-8 with a byte-order mark, so that spreadsheets read it as such, and follows RFC 4180:
commas, CRLF at the end of every row, quotes around cells that need them. Line breaks inside a cell stay
as they are in the imported text. Positions are Unicode code points, as the column `unit` says.

A spreadsheet may run a cell that starts with = + - @, a tab or a line break as a formula. Such a cell, also
one that starts with apostrophes before that, gets one apostrophe in front; `as_meant` of our reader takes it
off again (`start` and `end` count without it). A cell may hold more than the 32,767 characters a spreadsheet
accepts: it is written whole, and a warning names it.

The last columns say of which report the table is and let each row be checked (`proof.in_table`).
"""

from __future__ import annotations

import csv
import io

from reviewer.language import amount, say, speaking_to_user
from reviewer.readers.table_columns import harmless
from reviewer.reports.blocks import Report
from reviewer.reports.proof import in_table

CELL_LIMIT = 32_767


def to_csv(report: Report) -> tuple[bytes, tuple[str, ...]]:
    """Return the bytes of the CSV file and a warning for each cell a spreadsheet would cut."""
    table = io.StringIO(newline="")
    writer = csv.writer(table, lineterminator="\r\n")
    writer.writerow((*report.sheet.columns, *in_table.COLUMNS))
    rows = [[harmless(cell) for cell in row] for row in report.sheet.rows]
    for number, cells in enumerate(rows, start=1):
        writer.writerow((*cells, *in_table.put(report.stated, number, len(rows), cells)))
    with speaking_to_user():
        return table.getvalue().encode("utf-8-sig", "replace"), _warnings(report)


def _warnings(report: Report) -> tuple[str, ...]:
    return tuple(
        cut_in_spreadsheet(say("Row {row}, column {column}", row=number, column=name), len(harmless(cell)))
        for number, row in enumerate(report.sheet.rows, start=2)
        for name, cell in zip(report.sheet.columns, row, strict=True)
        if len(harmless(cell)) > CELL_LIMIT
    )


def cut_in_spreadsheet(place: str, length: int) -> str:
    """Return what a reader of a table should know of a cell that is longer than a spreadsheet shows."""
    return say(
        "{place}: {length} characters. The file holds them all; a spreadsheet shows {limit}.",
        place=place,
        length=amount(length),
        limit=amount(CELL_LIMIT),
    )
