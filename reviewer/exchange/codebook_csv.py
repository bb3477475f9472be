"""The codebook for spreadsheets: one tag to a row, its level in the tree beside it, with quotes by voice.

Lists that people or other programs made are read too: by columns called tag, code or name, with the level,
the tag above, or a path such as "Mechanism > B cells" (or "Mechanism\\B cells", as MAXQDA writes it).
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence

from reviewer.errors import ReviewError
from reviewer.exchange.codes import DEEPEST, Code, Codebook, guid_of, hue_of, of_tags, told_apart
from reviewer.language import say
from reviewer.model import Snapshot
from reviewer.readers import decode
from reviewer.readers.table_columns import as_meant, harmless

_OWN = ("level", "tag", "colour", "definition", "use when", "do not use when", "guid")
_COLUMNS: Mapping[str, str] = {
    "level": "level", "depth": "level", "tag": "name", "code": "name", "name": "name", "title": "name",
    "code name": "name", "codename": "name", "tag name": "name",
    "colour": "colour", "color": "colour", "definition": "definition", "description": "definition",
    "memo": "definition", "code memo": "definition", "comment": "definition",
    "use when": "use_when", "when to use": "use_when", "inclusion": "use_when",
    "do not use when": "avoid_when", "when not to use": "avoid_when", "exclusion": "avoid_when",
    "guid": "guid", "parent": "above", "parent code": "above", "group": "above", "category": "above",
    "theme": "above",
}  # fmt: skip
"""Names of columns, in small letters, to what they hold."""
_STEP = re.compile(r"\s+[>›]\s+|\\+")
MOST = 100_000
MOST_TOLD = 20
"""Rows whose numbers are said."""


def codebook_csv(snapshot: Snapshot) -> bytes:
    """Return the codebook as CSV in UTF-8 with a byte-order mark, the same bytes every time."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_OWN)

    def write(codes: Sequence[Code], level: int) -> None:
        for code in codes:
            cells = (code.name, code.colour, code.definition, code.use_when, code.avoid_when, code.guid)
            writer.writerow([str(level), *map(harmless, cells)])
            write(code.below, level + 1)

    write(of_tags(snapshot.tags), 1)
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8", "replace")


def read_csv(data: bytes, name: str) -> Codebook:
    """Return the codebook of a table; raises ReviewError when no column names tags."""
    text = decode(data)
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    rows = _cells(text, delimiter, name)
    header = [cell.strip().casefold() for cell in rows[0]] if rows else []
    fields = [_COLUMNS.get(cell, "") for cell in header]
    if "name" not in fields or len(rows) > MOST:
        raise ReviewError(
            say("{name} is not a list of tags.", name=name),
            say("It needs a column called tag, code or name, one tag to a row."),
        )
    cells = {
        at: dict(zip(fields, map(as_meant, row), strict=False)) for at, row in enumerate(rows, 1) if any(row)
    }
    del cells[1]
    named = {at: row for at, row in cells.items() if row.get("name", "").strip()}
    unknown = [cell for cell, known in zip(header, fields, strict=True) if cell and not known]
    omitted = [f"Columns that say nothing of a tag: {', '.join(unknown)}."] if unknown else []
    omitted += _rows("Rows that name no tag, left out", [at for at in cells if at not in named])
    omitted += _rows("Rows without a number as their level, taken as groups", _without_level(named))
    return Codebook(told_apart(_tree(list(named.values()))), tuple(omitted))


def _without_level(rows: Mapping[int, Mapping[str, str]]) -> list[int]:
    """Return the rows whose level is none, in a table that has levels."""
    said = {at: row.get("level", "").strip() for at, row in rows.items()}
    return [at for at, level in said.items() if not level.isdecimal()] if any(said.values()) else []


def _rows(what: str, rows: Sequence[int]) -> list[str]:
    """Say which rows something is so of, by their numbers; nothing where it is so of none."""
    shown = ", ".join(map(str, rows[:MOST_TOLD])) + (", …" if len(rows) > MOST_TOLD else "")
    return [f"{what}: {shown}."] if rows else []


def _cells(text: str, delimiter: str, name: str) -> list[list[str]]:
    """Return the cells; raises ReviewError for a quotation mark that is never closed: it would swallow the
    rows behind it."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    rows, line = [], 1
    try:
        for row in reader:
            rows.append(row)
            begun, line = line, reader.line_num + 1
        if rows and not _closed(rows[-1], text, delimiter, begun):
            raise csv.Error(f"a quotation mark in line {begun} is never closed")
    except csv.Error as error:
        raise ReviewError(
            say("{name} cannot be read as a table: {error}.", name=name, error=error),
            say("Save it as CSV again."),
        ) from error
    return rows


def _closed(row: Sequence[str], text: str, delimiter: str, begun: int) -> bool:
    """Tell whether the last row ends where its last quotation mark is closed."""
    if not row or "\n" not in row[-1]:
        return True
    last = "".join(io.StringIO(text, newline="").readlines()[begun - 1 :])
    try:
        list(csv.reader(io.StringIO(last, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        return "unexpected end" not in str(error)
    return True


class _Twig:
    """A code whose children are still to come."""

    def __init__(self, row: Mapping[str, str], name: str) -> None:
        self.row, self.name = row, name
        self.below: list[_Twig] = []

    def code(self) -> Code:
        said = self.row.get
        return Code(
            self.name, guid_of(said("guid", "")), hue_of(said("colour", "")), said("definition", ""),
            said("use_when", ""), said("avoid_when", ""), tuple(twig.code() for twig in self.below),
        )  # fmt: skip


def _tree(rows: Sequence[Mapping[str, str]]) -> list[Code]:
    top = _Twig({}, "")
    if any(row.get("level", "").strip() for row in rows):
        _by_level(rows, top)
    elif any(row.get("above", "").strip() for row in rows):
        _place(list(zip(_below_their_parents(rows), rows, strict=True)), top)
    else:
        _place([(tuple(_STEP.split(row["name"])), row) for row in rows], top)
    return [twig.code() for twig in top.below]


def _by_level(rows: Sequence[Mapping[str, str]], top: _Twig) -> None:
    line = [top]
    said = [row.get("level", "").strip() for row in rows]
    levels = [int(each) if each.isdecimal() else 1 for each in said]
    first = min(levels, default=1)  # some count from 0
    for row, own in zip(rows, levels, strict=True):
        level = min(own - first + 1, len(line), DEEPEST)
        twig = _Twig(row, row["name"])
        line[level - 1].below.append(twig)
        line[level:] = [twig]


def _below_their_parents(rows: Sequence[Mapping[str, str]]) -> list[tuple[str, ...]]:
    """Return the path of each row of a list in which a row names the tag above, in whatever order they stand.

    A name that no row has is a tag of its own; rows that lie below each other in a ring begin at the first.
    """
    named: dict[str, int] = {}
    for number, row in enumerate(rows):
        named.setdefault(_folded(row["name"]), number)
    steps = [_steps(row, named) for row in rows]
    within = [named.get(_folded(own[0])) if own else None for own in steps]
    paths: dict[int, tuple[str, ...]] = {}
    for start in range(len(rows)):
        line: dict[int, None] = {}
        at: int | None = start
        while at is not None and at not in paths and at not in line:
            line[at] = None
            at = within[at]
        ring = at is not None and at not in paths
        for each in reversed(line):
            above: Sequence[str] = () if ring else steps[each]
            held, ring = within[each], False
            if held is not None and held in paths:
                above = (*paths[held], *steps[each][1:])
            paths[each] = (*above[: DEEPEST - 1], rows[each]["name"])
    return [paths[number] for number in range(len(rows))]


def _steps(row: Mapping[str, str], named: Mapping[str, int]) -> list[str]:
    """Return the tags that a row names above it; a name that a row has is none of several, as "Age > 65"."""
    above = row.get("above", "").strip()
    if not above or _folded(above) in named:
        return [above] if above else []
    return [step for step in _STEP.split(above) if step.strip()]


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()


def _place(rows: Sequence[tuple[Sequence[str], Mapping[str, str]]], top: _Twig) -> None:
    known: dict[tuple[str, ...], _Twig] = {(): top}
    for path, row in rows:
        path = [step for step in path if step.strip()][:DEEPEST] or [row["name"]]
        for depth in range(1, len(path) + 1):
            key = tuple(map(_folded, path[:depth]))
            if key not in known:
                known[key] = _Twig(row if depth == len(path) else {}, path[depth - 1])
                known[key[:-1]].below.append(known[key])
            elif depth == len(path) and not known[key].row:
                known[key].row = row
