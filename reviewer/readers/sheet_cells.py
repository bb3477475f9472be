"""The parts of a workbook (XLSX) as rows of words, one part at a time, without a tree of it in memory.

Values only: of a formula its last result, of a number formatted as a date the date.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Iterator
from xml.parsers import expat

from reviewer.errors import ReviewError
from reviewer.language import recorded

MOST_COLUMNS = 16_384
_DATE_FORMATS = {
    **dict.fromkeys((14, 15, 22, 27, 28, 29, 30, 31, 36, 50, 51, 54, 58), "ymd"),
    17: "ym",
    16: "md",
}
"""The formats for dates that a workbook need not describe."""
_NO_PART = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_FIRST_DAY = {False: datetime.datetime(1899, 12, 30), True: datetime.datetime(1904, 1, 1)}

Attributes = dict[str, str]


def scan(
    pieces: Iterable[bytes],
    start: Callable[[str, Attributes], None],
    end: Callable[[str], None],
    words: Callable[[str], None],
) -> Iterator[None]:
    """Go through the bytes of an XML part, a step for each piece; names come without their prefix.

    Raises ReviewError when it declares a type of its own, as bombs do, or is no XML.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    parser.StartElementHandler = lambda name, attributes: start(name.rpartition(":")[2], attributes)
    parser.EndElementHandler = lambda name: end(name.rpartition(":")[2])
    parser.CharacterDataHandler = words
    begun = False
    try:
        for piece in pieces:
            begun = True
            parser.Parse(piece, False)
            yield
        if begun:
            parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise ValueError(str(error)) from error
    yield


def _refuse(*_: object) -> None:
    hint = recorded("Save it again in a spreadsheet program.")
    raise ReviewError(recorded("The workbook declares a document type of its own."), hint)


def elements(pieces: Iterable[bytes]) -> list[tuple[str, Attributes]]:
    """Return the elements of a small part with their attributes, in order."""
    found: list[tuple[str, Attributes]] = []
    for _ in scan(pieces, lambda name, attributes: found.append((name, attributes)), _nothing, _nothing):
        pass
    return found


def _nothing(_: str) -> None:
    """Take no notice."""


def shared_strings(pieces: Iterable[bytes]) -> list[str]:
    """Return the strings that the cells of all sheets point to, without the marks of how they are spoken."""
    found: list[str] = []
    text: list[str] = []
    state = {"t": False, "spoken": False}

    def start(name: str, _: Attributes) -> None:
        if name == "t":
            state["t"] = not state["spoken"]
        elif name == "rPh":
            state["spoken"] = True

    def end(name: str) -> None:
        if name == "t":
            state["t"] = False
        elif name == "rPh":
            state["spoken"] = False
        elif name == "si":
            found.append(_unescaped("".join(text)))
            text.clear()

    def words(data: str) -> None:
        if state["t"]:
            text.append(data)

    for _ in scan(pieces, start, end, words):
        pass
    return found


def _unescaped(words: str) -> str:
    """Return words with the characters that XML cannot hold, which workbooks write as "_x000D_"."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), words) if "_x" in words else words


def date_styles(pieces: Iterable[bytes]) -> list[str]:
    """Return for each style of cells which parts of a date it shows, in letters of "ymd", or "" for none."""
    formats: dict[int, str] = dict(_DATE_FORMATS)
    styles: list[str] = []
    among_cells = False
    for name, attributes in elements(pieces):
        if name == "numFmt":
            formats[_number(attributes.get("numFmtId"))] = _parts_of_date(attributes.get("formatCode", ""))
        elif name in ("cellXfs", "cellStyleXfs", "cellStyles"):
            among_cells = name == "cellXfs"
        elif name == "xf" and among_cells:
            styles.append(formats.get(_number(attributes.get("numFmtId")), ""))
    return styles


def _number(words: str | None, other: int = 0) -> int:
    """Return a number of up to nine digits; damaged files have longer ones, and signs such as "²"."""
    return int(words) if words and len(words) < 10 and words.isascii() and words.isdigit() else other


def _parts_of_date(code: str) -> str:
    plain = _NO_PART.sub("", code.split(";")[0]).lower()
    if "y" not in plain and "d" not in plain:
        return ""
    return "".join(part for part in "ymd" if part in plain)


class Sheet:
    """What is needed to read the cells of the sheets of one workbook."""

    def __init__(self, strings: list[str], styles: list[str], from_1904: bool) -> None:
        self.strings, self.styles, self.from_1904 = strings, styles, from_1904

    def rows(self, pieces: Iterable[bytes]) -> Iterator[tuple[list[str], int]]:
        """Yield the rows of a sheet that hold anything, each with its number in the sheet, from 1."""
        reading = _Reading(self)
        for _ in scan(pieces, reading.start, reading.end, reading.words):
            yield from reading.done
            reading.done.clear()

    def value(self, kind: str, style: str, words: str) -> str:
        """Return the words of a cell of a kind and style as the file names them."""
        if kind == "s":
            at = _number(words, -1)
            return self.strings[at] if 0 <= at < len(self.strings) else ""
        if kind in ("n", "") and style and words:
            at = _number(style, -1)
            shown = self.styles[at] if 0 <= at < len(self.styles) else ""
            return self._date(words, shown) if shown else words
        return _unescaped(words) if kind in ("str", "inlineStr") else words

    def _date(self, words: str, shown: str) -> str:
        """Return a day that is counted from a first one as far as its format shows it: "2020-03-04"."""
        try:
            date = _FIRST_DAY[self.from_1904] + datetime.timedelta(days=float(words))
        except (ValueError, OverflowError):
            return words
        if date.year < 1904 or "y" not in shown:
            return date.strftime("%d-%b").lstrip("0") if "y" not in shown else words
        return date.strftime("-".join({"y": "%Y", "m": "%m", "d": "%d"}[part] for part in shown))


class _Reading:
    """Where the reading of a sheet stands."""

    def __init__(self, sheet: Sheet) -> None:
        self.done: list[tuple[list[str], int]] = []
        self._sheet = sheet
        self._cells: list[str] = []
        self._row = self._at = 0
        self._kind = self._style = ""
        self._text: list[str] = []
        self._open = self._spoken = False

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "c":
            self._kind, self._style = attributes.get("t", ""), attributes.get("s", "")
            place = attributes.get("r")
            self._at = column_of(place) if place else len(self._cells)
        elif name == "v" or name == "t":
            self._open = not self._spoken
        elif name == "row":
            self._row = _number(attributes.get("r"), self._row + 1)
        elif name == "rPh":
            self._spoken = True

    def end(self, name: str) -> None:
        if name == "v" or name == "t":
            self._open = False
        elif name == "c":
            self._cell()
        elif name == "rPh":
            self._spoken = False
        elif name == "row":
            if any(self._cells):
                self.done.append((self._cells, self._row))
            self._cells = []

    def words(self, data: str) -> None:
        if self._open:
            self._text.append(data)

    def _cell(self) -> None:
        words = "".join(self._text)
        self._text.clear()
        if 0 <= self._at < MOST_COLUMNS:
            if len(self._cells) < self._at:
                self._cells.extend([""] * (self._at - len(self._cells)))
            value = self._sheet.value(self._kind, self._style, words)
            if len(self._cells) == self._at:
                self._cells.append(value)
            else:
                self._cells[self._at] = value


def column_of(place: str) -> int:
    """Return the number of a column from 0 by the name of a cell: "AB12" is 27; -1 for none."""
    at = 0
    for letter in place:
        if not "A" <= letter <= "Z":
            break
        at = at * 26 + ord(letter) - 64
        if at > MOST_COLUMNS:
            return -1
    return at - 1
