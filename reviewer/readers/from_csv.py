"""Tables of records as text: CSV, TSV and the like, from databases, screening tools, people's own lists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice

from reviewer.errors import ReviewError
from reviewer.readers.decoding import binary_kind, encoding_by_shape
from reviewer.readers.input import Input
from reviewer.readers.parsed import Parsed, Rejected
from reviewer.readers.table_lines import Layout, Rows, blocks_of, layout_of
from reviewer.readers.table_records import Row, records_of

FORMAT = "csv"
SUFFIXES = (".csv", ".tsv", ".tab")


def sniff(source: Input) -> int:
    """Return 2 for a table whose header names a title or an abstract and another field, else 0."""
    layout = _layout(source)
    return layout.sure if layout else 0


def read(source: Input, columns: Mapping[int, str] | None = None) -> Iterator[Parsed | Rejected]:
    """Yield the records of a table; raises ReviewError when no header is found or nothing stands below it.

    `columns` gives the fields of the columns, as `table_columns.mapping` does, where a person has set them.
    """
    layout = _layout(source)
    if layout is None:
        raise ReviewError(
            f"{source.name} has no header that names a title or an abstract.",
            "Name its columns in the first row: title, authors, year, abstract, DOI.",
        )
    table = Rows(source.lines(), layout)
    rows = iter(table)
    if layout.upright:
        records = _upright(rows)
    else:
        # The whole of it: the first bytes may not hold it. Damage may hide a row that they showed.
        names = next(islice(rows, layout.header, None), ([], 0))[0]
        table.width = len(names)
        records = records_of(_below(rows, names), names, FORMAT, columns)
    empty = True
    for record in records:
        empty = False
        yield record
    if empty:
        raise ReviewError(f"{source.name} has a header and no rows below it.", "Choose a file with records.")


def _layout(source: Input) -> Layout | None:
    if binary_kind(source.head):
        return None
    encoding = encoding_by_shape(source.head) or "utf-8"
    text = source.head.decode(encoding, "replace").removeprefix("\ufeff")
    if len(source.head) < source.size and "\n" in text[1_000:]:
        text = text[: text.rindex("\n")]  # the last line is cut
    return layout_of(text, cut=len(source.head) < source.size)


def _below(rows: Iterator[tuple[list[str], int]], names: list[str]) -> Iterator[Row]:
    """Yield the rows below the header, without the header where it comes again in files put together."""
    number = 0
    for cells, line in rows:
        if cells != names and any(cell.strip() for cell in cells):
            number += 1
            yield Row(cells, number, line)


def _upright(rows: Iterator[tuple[list[str], int]]) -> Iterator[Parsed | Rejected]:
    for number, (names, values, line) in enumerate(blocks_of(rows), 1):
        yield from records_of([Row(values, number, line)], names, FORMAT)
