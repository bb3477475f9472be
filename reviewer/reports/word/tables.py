"""Tables of a Word document: fixed widths, a head that repeats, rows that stay whole."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reviewer.reports.word import parts

STYLE = "Findings"
"""The id and name of the style of tables."""
_LEAST = 0.125
"""The least part of the width that a column of words takes, so that words need not break."""
_NARROW = 30
"""Shares up to this are of columns for a number, which need no more."""


def widths(shares: Sequence[float], room: int) -> list[int]:
    """Return the widths of columns (twentieths of a point) from their shares of the room there is."""
    wanted = [max(share, _LEAST * sum(shares)) if share > _NARROW else share for share in shares]
    return [int(room * share / sum(wanted)) for share in wanted]


def table(name: str, columns: Sequence[int]) -> Any:
    """Return an empty table with columns of these widths; `name` says what it holds to those who hear it."""
    made = parts.part("tbl")
    properties = parts.below(made, "tblPr")
    parts.below(properties, "tblStyle", val=STYLE)
    parts.below(properties, "tblW", w=str(sum(columns)), type="dxa")
    parts.below(properties, "tblLayout", type="fixed")
    parts.below(properties, "tblLook", val="0020", firstRow="1", noHBand="1", noVBand="1")
    parts.below(properties, "tblCaption", val=name)
    grid = parts.below(made, "tblGrid")
    for width in columns:
        parts.below(grid, "gridCol", w=str(width))
    return made


def row(holder: Any, *, head: bool = False, whole: bool = True) -> Any:
    """Add a row; `head` repeats at the top of each page, `whole` keeps it on one."""
    made = parts.below(holder, "tr")
    properties = parts.below(made, "trPr")
    if whole:
        parts.below(properties, "cantSplit")
    if head:
        parts.below(properties, "tblHeader")
    return made


def cell(holder: Any, width: int, paragraph: Any, *, columns: int = 1, fill: str = "") -> None:
    """Add a cell with one paragraph to a row; `columns` is how many it takes."""
    made = parts.below(holder, "tc")
    properties = parts.below(made, "tcPr")
    parts.below(properties, "tcW", w=str(width), type="dxa")
    if columns > 1:
        parts.below(properties, "gridSpan", val=str(columns))
    if fill:
        parts.below(properties, "shd", val="clear", color="auto", fill=fill)
    made.append(paragraph)
