"""Tables of records as text: CSV, TSV and the like, from databases, screening tools, people's own lists."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from reviewer.errors import ReviewError
from reviewer.language import recorded
from reviewer.readers.decoding import binary_kind, encoding_by_shape
from reviewer.readers.input import Input
from reviewer.readers.parsed import Header, Parsed, Rejected
from reviewer.readers.table_choices import Choices
from reviewer.readers.table_columns import WORDED, known_fields
from reviewer.readers.table_lines import TOO_LONG, Layout, Rows, blocks_of, layout_of, unnamed_layout
from reviewer.readers.table_records import Row, header_shown, records_of

FORMAT = "csv"
SUFFIXES = (".csv", ".tsv", ".tab")
NO_TITLE = recorded("{name} has no column that is known to hold a title or an abstract.")
CHOOSE = recorded(
    "Choose what its columns hold, or name them in the first row: title, authors, year, abstract, DOI."
)


def sniff(source: Input) -> int:
    """Return 2 for a table whose header names a title or an abstract and another field, 1 for a file that is
    called a table and has rows of one width, else 0."""
    layout = _layout(source)
    if layout is None and source.name.lower().endswith(SUFFIXES):
        return int(_unnamed(source) is not None)
    return layout.sure if layout else 0


def read(source: Input) -> Iterator[Parsed | Rejected]:
    """Yield the records of a table; raises ReviewError when no header is found or nothing stands below it."""
    layout = _layout(source)
    if layout is None:
        raise ReviewError(recorded(NO_TITLE, name=source.name), CHOOSE)
    table = Rows(source.lines(), layout)
    rows = iter(table)
    if layout.upright:
        records = _upright(rows, source.columns)
    else:
        # The whole of it: the first bytes may not hold it. Damage may hide a row that they showed.
        names = next(islice(rows, layout.header, None), ([], 0))[0]
        table.width = len(names)
        records = records_of(_below(table, rows, names), names, FORMAT, source.columns)
    empty = True
    for record in records:
        empty = False
        yield record
    if empty:
        raise ReviewError(
            recorded("{name} has a header and no rows below it.", name=source.name),
            recorded("Choose a file with records."),
        )


def headers(source: Input) -> Iterator[Header]:
    """Yield the header of a table, its first row where none of the names is known."""
    layout = _layout(source) or _unnamed(source)
    if layout is None or layout.upright:
        return
    rows = (cells for cells, _ in Rows(source.lines(), layout))
    names = next(islice(rows, layout.header, None), [])
    yield header_shown(names, rows, source.columns)


def _layout(source: Input) -> Layout | None:
    text = _beginning(source)
    found = layout_of(text, cut=len(source.head) < source.size, choices=source.columns) if text else None
    if found is None and source.name.lower().endswith(SUFFIXES):
        plain = _unnamed(source)  # one title among columns of other names, in what is called a table
        if plain is not None and WORDED & known_fields(plain.names, source.columns):
            return replace(plain, sure=1)
    return found


def _unnamed(source: Input) -> Layout | None:
    return unnamed_layout(_beginning(source), cut=len(source.head) < source.size)


def _beginning(source: Input) -> str:
    """Return the whole lines of the first bytes; "" where they are no text."""
    if binary_kind(source.head):
        return ""
    encoding = encoding_by_shape(source.head) or "utf-8"
    text = source.head.decode(encoding, "replace").removeprefix("\ufeff")
    if len(source.head) < source.size and "\n" in text[1_000:]:
        text = text[: text.rindex("\n")]  # the last line is cut
    return text


def _below(table: Rows, rows: Iterator[tuple[list[str], int]], names: list[str]) -> Iterator[Row]:
    """Yield the rows below the header, without the header where it comes again in files put together."""
    number = 0
    for cells, line in rows:
        if cells != names and any(cell.strip() for cell in cells):
            number += 1
            yield Row(cells, number, line, TOO_LONG if line == table.too_long else "")


def _upright(rows: Iterator[tuple[list[str], int]], choices: Choices) -> Iterator[Parsed | Rejected]:
    for number, (names, values, line) in enumerate(blocks_of(rows), 1):
        yield from records_of([Row(values, number, line)], names, FORMAT, choices)
