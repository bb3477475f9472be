"""Write the summary of findings or the evidence profile as CSV: one row for each outcome, as it is printed.

The population, which groups the printed rows, is a column here. Below the table, after an empty row, stand
the letters with their reasons, and the notes. Encoding and guards are those of the sheet of quotes.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from reviewer.readers.table_columns import harmless
from reviewer.reports.blocks import Table, plain
from reviewer.reports.summary import Parts


def to_findings_csv(parts: Parts) -> bytes:
    """Return the bytes of the CSV file of a table with its reasons and notes."""
    table, reasons, notes = parts
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(["Population", *heads(table)])
    writer.writerows([harmless(cell) for cell in row] for row in cells(table))
    writer.writerow([])
    writer.writerows([mark, harmless(text)] for mark, text in reasons)
    writer.writerows(["", harmless(note)] for note in notes)
    return out.getvalue().encode("utf-8-sig", "replace")


def heads(table: Table) -> list[str]:
    """Return the titles of the columns; the first, which is not titled in print, is the claim."""
    return [column.title or "Claim" for column in table.columns]


def cells(table: Table) -> Iterator[list[str]]:
    """Yield the rows as plain text, the population of each before its cells."""
    population = ""
    for row in table.rows:
        if row.group:
            population = plain(row.cells[0])
        else:
            yield [population, *(" ".join(plain(cell).split()) for cell in row.cells)]
