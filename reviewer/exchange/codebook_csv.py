"""The codebook for spreadsheets: one tag to a row, its level in the tree beside it, with quotes by voice.

Lists that people or other programs made are read too: by columns called tag, code or name, with the level,
the tag above, or a path such as "Mechanism > B cells" in the name.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence

from reviewer.errors import ReviewError
from reviewer.exchange.codes import DEEPEST, Code, Codebook, guid_of, hue_of, of_tags, told_apart
from reviewer.model import Snapshot
from reviewer.readers import decode
from reviewer.readers.table_columns import as_meant, harmless

_OWN = ("level", "tag", "colour", "definition", "use when", "do not use when", "guid")
_COLUMNS: Mapping[str, str] = {
    "level": "level", "depth": "level", "tag": "name", "code": "name", "name": "name", "title": "name",
    "colour": "colour", "color": "colour", "definition": "definition", "description": "definition",
    "memo": "definition", "use when": "use_when", "when to use": "use_when", "inclusion": "use_when",
    "do not use when": "avoid_when", "when not to use": "avoid_when", "exclusion": "avoid_when",
    "guid": "guid", "parent": "above", "group": "above", "category": "above", "theme": "above",
}  # fmt: skip
"""Names of columns, in small letters, to what they hold."""
_STEP = re.compile(r"\s+[>›]\s+")
MOST = 100_000


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
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise ReviewError(f"{name} cannot be read as a table: {error}.", "Save it as CSV again.") from error
    header = [cell.strip().casefold() for cell in rows[0]] if rows else []
    fields = [_COLUMNS.get(cell, "") for cell in header]
    if "name" not in fields or len(rows) > MOST:
        raise ReviewError(
            f"{name} is not a list of tags.", "It needs a column called tag, code or name, one tag to a row."
        )
    cells = [dict(zip(fields, map(as_meant, row), strict=False)) for row in rows[1:] if any(row)]
    unknown = [cell for cell, known in zip(header, fields, strict=True) if cell and not known]
    omitted = (f"Columns that say nothing of a tag: {', '.join(unknown)}.",) if unknown else ()
    return Codebook(told_apart(_tree([row for row in cells if row.get("name", "").strip()])), omitted)


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
    place = _by_level if any(row.get("level", "").strip() for row in rows) else _by_path
    place(rows, top)
    return [twig.code() for twig in top.below]


def _by_level(rows: Sequence[Mapping[str, str]], top: _Twig) -> None:
    line = [top]
    for row in rows:
        said = row.get("level", "").strip()
        level = min(max(int(said) if said.isdecimal() else 1, 1), len(line), DEEPEST)
        twig = _Twig(row, row["name"])
        line[level - 1].below.append(twig)
        line[level:] = [twig]


def _by_path(rows: Sequence[Mapping[str, str]], top: _Twig) -> None:
    known: dict[tuple[str, ...], _Twig] = {(): top}
    for row in rows:
        above = row.get("above", "").strip()
        path = (*_STEP.split(above), row["name"]) if above else tuple(_STEP.split(row["name"]))
        path = path[-DEEPEST:]
        for depth in range(1, len(path) + 1):
            key = tuple(part.strip().casefold() for part in path[:depth])
            if key not in known:
                known[key] = _Twig(row if depth == len(path) else {}, path[depth - 1])
                known[key[:-1]].below.append(known[key])
            elif depth == len(path) and not known[key].row:
                known[key].row = row
