"""A manifest in a workbook: a hidden sheet at its end, because spreadsheet programs keep sheets.

They drop parts that they do not know (LibreOffice all but the sheets). The sheet says in its first row what
it is for, and holds the manifest below, in as many cells as it needs.

What a workbook says is read so that one saved anew by another program says the same: sheets by their names,
numbers by their value, days and times to the millisecond, words without how they are spaced. A formula is
told as one, whatever its result. Parts are read with a parser that loads nothing and takes no entities.
"""

from __future__ import annotations

import datetime
import io
import posixpath
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from reviewer.errors import ReviewError
from reviewer.language import say
from reviewer.readers import office_xml, zip_parts
from reviewer.readers.input import Input
from reviewer.readers.sheet_cells import column_of
from reviewer.reports.manifest import Manifest, canonical, sealed
from reviewer.reports.proof.in_office import pictures, rewritten

SHEET = "manifest"
"""The name of the sheet that holds the manifest."""
_BOOK = "xl/workbook.xml"
_EMPTY = b"<sheetData/>"
_FOR = "What this workbook can be checked by with Reviewer: leave this sheet as it is."
_STEP = 30_000
"""Characters in a cell; it holds 32,767."""
_FIRST_DAY = datetime.datetime(1899, 12, 30)
_DAY = 86_400_000
_FIRST_YEAR = 1904
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_NUMBER = re.compile(r"-?[0-9.]+(?:[Ee][-+]?[0-9]{1,3})?")


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a sheet, or the sheet itself with its name alone: what it says, and its number, from 1."""

    sheet: str
    row: int
    cells: tuple[str, ...]

    @property
    def words(self) -> str:
        """What the line says, as it is sealed."""
        return canonical([self.sheet] if not self.row else [list(self.cells)]).decode("ascii")


def put(saved: bytes, manifest: Manifest) -> bytes:
    """Return a workbook, whose last sheet is empty, with a manifest there that seals all the others."""
    source = Input.of_bytes(saved, "report")
    lines = (each.words for each in _lines(source) if each.sheet != SHEET)
    data = sealed(manifest, lines).to_bytes().decode("ascii")
    with zipfile.ZipFile(io.BytesIO(saved)) as parts:
        last = max((name for name in parts.namelist() if "/worksheets/sheet" in name), key=_numbered)
    filled = _sheet(data).encode()
    return rewritten(saved, lambda name, part: part.replace(_EMPTY, filled) if name == last else part)


def _numbered(name: str) -> int:
    return int("".join(filter(str.isdigit, posixpath.basename(name))) or 0)


def _sheet(data: str) -> str:
    """Return the rows of the sheet. Where a program would read "_x0041_" as a letter no underscore stands."""
    data = data.replace("_", "\\u005f")
    words = [_FOR, *(data[at : at + _STEP] for at in range(0, len(data), _STEP))]
    rows = (
        f'<row r="{at}"><c r="A{at}" t="inlineStr"><is><t xml:space="preserve">{each}</t></is></c></row>'
        for at, each in enumerate(words, start=1)
    )
    return f"<sheetData>{''.join(rows)}</sheetData>"


def sheets(source: Input) -> tuple[list[Line], list[str]]:
    """Return what the sheets of a workbook say, its manifest among them, and its pictures by fingerprint.

    Raises ReviewError when it is damaged, locked, or larger than can be read.
    """
    with zip_parts.parts(source) as parts:
        return list(_lines(source)), pictures(parts)


def find(lines: Iterable[Line]) -> bytes:
    """Return the manifest among what the sheets of a workbook say; raises ReviewError when there is none."""
    held = "".join("".join(each.cells) for each in lines if each.sheet == SHEET and each.row > 1)
    if held:
        return held.encode("ascii", "replace")
    raise ReviewError(
        say(
            "This workbook carries nothing to check it by: Reviewer did not make it, or its hidden sheet "
            "“{sheet}” was taken out.",
            sheet=SHEET,
        ),
        say("Verify the workbook as Reviewer wrote it, or as a program saved it with all its sheets."),
    )


def table(lines: Iterable[Line]) -> list[list[str]]:
    """Return the rows of a sheet, each as long as the first: what became of a table that was saved so."""
    rows = [list(each.cells) for each in lines if each.row]
    return [row + [""] * (len(rows[0]) - len(row)) for row in rows]


def _lines(source: Input) -> Iterator[Line]:
    """Yield each sheet, in the order of the workbook, and its rows that hold anything."""
    with zip_parts.parts(source) as parts:
        strings = _Strings()
        _walk(parts, "xl/sharedStrings.xml", source, strings)
        for name, path in _sheets(parts, source):
            yield Line(name, 0, ())
            reading = _Rows(strings.found, plain=name != SHEET)
            _walk(parts, path, source, reading)
            yield from (Line(name, number, tuple(cells)) for number, cells in reading.found)


def _walk(parts: zip_parts.Parts, name: str, source: Input, into: _Elements) -> None:
    if name in parts:
        office_xml.walk(parts.read(name), source.name, into.start, into.end, into.words)


def _sheets(parts: zip_parts.Parts, source: Input) -> list[tuple[str, str]]:
    """Return the name of each sheet with the part that holds it."""
    tied = _Attributes("Relationship")
    _walk(parts, "xl/_rels/workbook.xml.rels", source, tied)
    targets = {
        each.get("Id", ""): posixpath.normpath(posixpath.join("/xl", each.get("Target", ""))).lstrip("/")
        for each in tied.found
    }
    named = _Attributes("sheet")
    _walk(parts, _BOOK, source, named)
    return [(each.get("name", ""), targets.get(each.get("id", ""), "")) for each in named.found]


class _Elements:
    """Takes the elements of a part one after another."""

    def start(self, _space: str, name: str, attributes: Mapping[str, str]) -> None:
        """Take notice of an element that begins."""

    def end(self, _space: str, name: str) -> None:
        """Take notice of an element that ends."""

    def words(self, words: str) -> None:
        """Take words between elements."""


class _Attributes(_Elements):
    """Gathers the attributes of all elements of a name."""

    def __init__(self, name: str) -> None:
        self.found: list[dict[str, str]] = []
        self._name = name

    def start(self, _space: str, name: str, attributes: Mapping[str, str]) -> None:
        if name == self._name:
            self.found.append(dict(attributes))


class _Strings(_Elements):
    """Gathers the strings that cells point to, without the marks of how they are spoken."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self._words: list[str] = []
        self._taking = self._spoken = False

    def start(self, _space: str, name: str, _attributes: Mapping[str, str]) -> None:
        if name == "rPh":
            self._spoken = True
        self._taking = name == "t" and not self._spoken

    def end(self, _space: str, name: str) -> None:
        self._taking = False
        if name == "rPh":
            self._spoken = False
        elif name == "si":
            self.found.append(_meant("".join(self._words)))
            self._words.clear()

    def words(self, words: str) -> None:
        if self._taking:
            self._words.append(words)


class _Rows(_Elements):
    """Gathers the rows of a sheet that hold anything, with their numbers.

    `plain` takes no notice of how words are spaced.
    """

    def __init__(self, strings: list[str], *, plain: bool) -> None:
        self.found: list[tuple[int, list[str]]] = []
        self._strings, self._plain = strings, plain
        self._row: dict[int, str] = {}
        self._number = self._column = 0
        self._kind = self._taking = ""
        self._held: dict[str, list[str]] = {"value": [], "formula": []}
        self._spoken = False

    def start(self, _space: str, name: str, attributes: Mapping[str, str]) -> None:
        if name == "row":
            number = attributes.get("r", "")
            self._number = int(number) if number.isdecimal() and len(number) < 9 else self._number + 1
            self._row, self._column = {}, -1
        elif name == "c":
            place = attributes.get("r", "")
            self._column = column_of(place) if place else self._column + 1
            self._kind = attributes.get("t", "n")
        elif name == "rPh":
            self._spoken = True
        self._taking = "" if self._spoken else _TAKEN.get(name, "")

    def end(self, _space: str, name: str) -> None:
        self._taking = ""
        if name == "rPh":
            self._spoken = False
        elif name == "c":
            self._cell()
        elif name == "row" and self._row:
            cells = [self._row.get(column, "") for column in range(max(self._row) + 1)]
            self.found.append((self._number, cells))

    def words(self, words: str) -> None:
        if self._taking:
            self._held[self._taking].append(words)

    def _cell(self) -> None:
        value, formula = ("".join(self._held[each]) for each in ("value", "formula"))
        for each in self._held.values():
            each.clear()
        told = self._value(value) if formula in _NO_FORMULAS else f"={formula}"
        if self._plain:
            told = " ".join(told.split())
        if told and self._column >= 0:
            self._row[self._column] = told

    def _value(self, words: str) -> str:
        if self._kind == "s":
            at = int(words) if words.isdecimal() and len(words) < 9 else -1
            return self._strings[at] if 0 <= at < len(self._strings) else ""
        if self._kind == "b":
            return {"1": "TRUE", "true": "TRUE", "0": "FALSE", "false": "FALSE"}.get(words.strip(), words)
        return _number(words.strip()) if self._kind == "n" else _meant(words)


_NO_FORMULAS = ("", "TRUE()", "FALSE()")
"""What stands where a cell holds no formula; with the last two LibreOffice writes yes and no."""
_TAKEN = {"v": "value", "t": "value", "f": "formula"}
"""Elements of a cell that hold words, and which."""


def _meant(words: str) -> str:
    """Return words with the characters that XML cannot hold, which workbooks write as "_x000D_"."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), words) if "_x" in words else words


def _number(words: str) -> str:
    """Return a number as it is told: whole, or as a moment, written with 15 digits or with 17."""
    if not _NUMBER.fullmatch(words):
        return words
    try:
        value = float(words)
        if value.is_integer() and abs(value) < 1e15:
            return str(int(value))
        moment = _FIRST_DAY + datetime.timedelta(milliseconds=round(value * _DAY))
    except (ValueError, OverflowError):
        return words
    if moment.year < _FIRST_YEAR:
        return f"{value:.15g}"
    return moment.isoformat(" ", "milliseconds").removesuffix(".000")
