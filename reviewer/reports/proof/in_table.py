"""What lets the table of quotes be checked row by row: columns of its own, as any program reads a table.

A line before the head, a comment, or a row of another kind would make the file something else than a table:
pandas takes such a line for the head, or for a row, and then every id for a fraction. So the proof stands in
columns at the end: which row of how many, a mark of the row made with the secret of the library, and which
report it is of.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reviewer.errors import ReviewError
from reviewer.reports.manifest import FORMAT, VERSION, Manifest, canonical, keyed
from reviewer.reports.manifest_reading import read

COLUMNS = ("row", "rows", "row_mark", "report")
KEY = "quote_id"
_MOST_ROWS = 1_000_000
_CELL = 10_000_000


@dataclass(frozen=True, slots=True)
class Rows:
    """A table of quotes as a file has it. `report` says of which report: a manifest without its pieces."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    report: dict[str, Any]


def put(manifest: Manifest, row: int, rows: int, cells: Sequence[str]) -> tuple[str, ...]:
    """Return the cells of COLUMNS for a row, whose other cells stand in the file as `cells`."""
    own = (str(row), str(rows))
    return (*own, mark(manifest.key, (*cells, *own)), about(manifest))


def mark(key: str, cells: Sequence[str]) -> str:
    """Return the mark of a row; how a program breaks or spaces lines within a cell does not count."""
    return keyed(key, [" ".join(cell.split()) for cell in cells])


def about(manifest: Manifest) -> str:
    """Return which report a row is of, as canonical JSON."""
    return canonical(
        {
            "format": FORMAT,
            "version": VERSION,
            "app": manifest.app,
            "library": manifest.library,
            "name": manifest.name,
            "op": manifest.op,
            "time": manifest.time,
            "state": manifest.state,
            "options": dict(manifest.options),
        }
    ).decode("ascii")


def find(data: bytes) -> Rows:
    """Return a table of quotes from a file; raises ReviewError when it is none, or says not whose it is."""
    text = data.decode("utf-8-sig", "replace")
    first = text.partition("\n")[0]
    separator = max(",;\t", key=first.count)
    csv.field_size_limit(_CELL)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error as error:
        raise ReviewError("This table cannot be read: it is cut off or damaged.", _AGAIN) from error
    return taken(rows)


def is_table(head: Sequence[str]) -> bool:
    """Tell whether a row is the head of a table of quotes that can be checked."""
    return {KEY, *COLUMNS} <= set(head)


def taken(rows: Sequence[Sequence[str]]) -> Rows:
    """Return a table of quotes from its rows, the head first; raises as `find` does."""
    if not rows or not is_table(rows[0]):
        raise ReviewError(
            "This table carries nothing to check it by: Reviewer did not make it, or columns were taken out.",
            f"It must have the columns {', '.join((KEY, *COLUMNS))}.",
        )
    if len(rows) > _MOST_ROWS:
        raise ReviewError(f"This table has more than {_MOST_ROWS:,} rows.", "Reviewer writes none as long.")
    head = tuple(rows[0])
    body = tuple(tuple(row) for row in rows[1:] if any(row))
    if any(len(row) != len(head) for row in body) or len(set(head)) != len(head):
        raise ReviewError("The rows of this table have not all the same cells.", _AGAIN)
    return Rows(head, body, _about(head, body))


_AGAIN = "Verify the table as Reviewer wrote it."


def _about(head: tuple[str, ...], body: tuple[tuple[str, ...], ...]) -> dict[str, Any]:
    """Return what the rows say of their report; raises ReviewError when they are of several, or of none."""
    said = {row[head.index("report")] for row in body}
    if not said:
        raise ReviewError("This table has no rows to check.", "Its report had no quotes.")
    if len(said) > 1:
        raise ReviewError("The rows of this table are of several reports.", "Verify them one by one.")
    try:
        found = json.loads(said.pop())
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise ReviewError("The column “report” of this table was changed.", _AGAIN)
    return found


def manifest_of(rows: Rows) -> Manifest:
    """Return what the rows say of their report as a manifest without pieces; raises ReviewError as `read`."""
    empty = {"instruments": [], "texts": [], "counts": {}, "omissions": [], "pieces": [], "mark": ""}
    seal = {"over": "", "sha256": "", "lines": "", "size": 0}
    return read(canonical(rows.report | empty | {"seal": seal}))
