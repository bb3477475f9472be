"""Tables of a Word document: fixed widths, a head that repeats, rows that stay whole."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reviewer.reports.word import parts

STYLE = "Findings"
"""The id and name of the style of tables."""
_CHARACTER, _SIDES = 84, 150
"""What a character of a cell takes of the width, and what the edges of a cell do: twentieths of a point."""
_LONGEST = 24
"""Characters of a word that a column makes room for; a longer one may be cut."""


def widths(shares: Sequence[float], room: int, longest: Sequence[int]) -> list[int]:
    """Return the widths of columns (twentieths of a point) from their shares of the room there is.

    `longest` is how long a word stands in each column: none is so narrow that it must be cut, where the
    others have room to give.
    """
    least = [min(word, _LONGEST) * _CHARACTER + _SIDES for word in longest]
    if sum(least) >= room:
        return [room * each // sum(least) for each in least]
    wanted = [room * share / sum(shares) for share in shares]
    lacking = sum(max(0, need - width) for need, width in zip(least, wanted, strict=True))
    spare = sum(max(0, width - need) for need, width in zip(least, wanted, strict=True))
    return [
        int(need if width < need else width - (width - need) * lacking / spare)
        for need, width in zip(least, wanted, strict=True)
    ]


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
