"""Tables of records in workbooks (XLSX): every sheet with a header that names the fields of records."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from itertools import chain, count, islice

from reviewer.errors import ReviewError
from reviewer.language import recorded
from reviewer.readers import zip_parts
from reviewer.readers.from_csv import CHOOSE
from reviewer.readers.input import Input
from reviewer.readers.parsed import Header, Parsed, Rejected
from reviewer.readers.sheet_cells import Sheet, date_styles, elements, shared_strings
from reviewer.readers.table_choices import Choices
from reviewer.readers.table_columns import WORDED, known_fields
from reviewer.readers.table_lines import FIRST_ROWS, header_of
from reviewer.readers.table_records import SAMPLE, Row, header_shown, records_of

FORMAT = "xlsx"
SUFFIXES = (".xlsx", ".xlsm")
MOST = 200_000_000
"""Bytes of a workbook when unpacked, above which it is not read."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED = "EncryptedPackage".encode("utf-16-le")


def sniff(source: Input) -> int:
    """Return 2 for a workbook, also a locked or an old one, which `read` refuses in clear words."""
    if source.head.startswith(_OLE):
        return 2 if _LOCKED in source.head or source.name.lower().endswith((*SUFFIXES, ".xls")) else 0
    return 2 if zip_parts.kind(source) == "xlsx" else 0


def read(source: Input) -> Iterator[Parsed | Rejected]:
    """Yield the records of all sheets that look like records, hidden ones too, counted through.

    Raises ReviewError when there is no such sheet, or the workbook is locked, damaged or too large.
    """
    if source.head.startswith(_OLE):
        raise _refusal(source)
    numbers = count(1)
    found = False
    with zip_parts.parts(source) as parts:
        for sure in (True, False):  # a sheet with one known name counts where no other has more
            for names, rows in _tables(source, parts, sure):
                records = (Row(cells, next(numbers), line) for cells, line in rows if cells != names)
                for record in records_of(records, names, FORMAT, source.columns):
                    found = True
                    yield record
            if found:
                return
    raise ReviewError(
        recorded(
            "{name} has no sheet with a column that is known to hold a title or an abstract.",
            name=source.name,
        ),
        CHOOSE,
    )


def _tables(
    source: Input, parts: zip_parts.Parts, sure: bool
) -> Iterator[tuple[list[str], Iterator[tuple[list[str], int]]]]:
    """Yield the header of each sheet that looks like records, and the rows below it."""
    for rows in _sheets(source, parts):
        first = list(islice(rows, FIRST_ROWS))
        at = _header_at([cells for cells, _ in first], source.columns, sure)
        if at is not None:
            yield first[at][0], chain(first[at + 1 :], rows)


def _header_at(rows: list[list[str]], choices: Choices, sure: bool) -> int | None:
    if sure:
        return header_of(rows, choices)
    wide = next((at for at, names in enumerate(rows) if sum(map(bool, names)) > 1), None)
    return wide if wide is not None and WORDED & known_fields(rows[wide], choices) else None


def headers(source: Input) -> Iterator[Header]:
    """Yield the header of each sheet with records, or where there is none that of the first with two columns.

    Raises ReviewError when the workbook cannot be read.
    """
    if source.head.startswith(_OLE):
        raise _refusal(source)
    unnamed: list[Header] = []
    found = False
    with zip_parts.parts(source) as parts:
        for rows in _sheets(source, parts):
            cells = [cells for cells, _ in islice(rows, SAMPLE)]
            at = _header_at(cells[:FIRST_ROWS], source.columns, sure=True)
            wide = next(
                (at for at, names in enumerate(cells[:FIRST_ROWS]) if sum(map(bool, names)) > 1), None
            )
            if at is not None:
                found = True
                yield header_shown(cells[at], cells[at + 1 :], source.columns)
            elif wide is not None:
                unnamed.append(header_shown(cells[wide], cells[wide + 1 :], source.columns))
    if not found:
        yield from unnamed[:1]


def _refusal(source: Input) -> ReviewError:
    if _LOCKED in source.head or _LOCKED in source.data():
        return ReviewError(
            recorded("{name} is locked with a password.", name=source.name),
            recorded("Save a copy without it."),
        )
    return ReviewError(
        recorded("{name} is a workbook of the kind before 2007.", name=source.name),
        recorded("Save it as .xlsx or .csv, and import that."),
    )


def _sheets(source: Input, parts: zip_parts.Parts) -> Iterator[Iterator[tuple[list[str], int]]]:
    """Yield the rows of each sheet, in the order of the workbook."""
    book = _workbook(parts)
    folder = posixpath.dirname(book)
    targets = {
        attributes.get("Id", ""): _path(folder, attributes.get("Target", ""))
        for name, attributes in _elements(parts, f"{folder}/_rels/{posixpath.basename(book)}.rels")
        if name == "Relationship"
    }
    sheets, from_1904 = [], False
    for name, attributes in _elements(parts, book):
        if name == "sheet":
            sheets.append(targets.get(next((v for k, v in attributes.items() if k.endswith(":id")), ""), ""))
        elif name == "workbookPr":
            from_1904 = attributes.get("date1904", "0") in ("1", "true")
    others = [path for path in targets.values() if path.endswith(("/sharedStrings.xml", "/styles.xml"))]
    whole = sum(parts.size(path) for path in (*sheets, *others))
    if whole > MOST:
        raise _too_large(source)
    strings = next((path for path in others if path.endswith("/sharedStrings.xml")), "")
    styles = next((path for path in others if path.endswith("/styles.xml")), "")
    counted = _Counted(source, parts, whole)
    sheet = Sheet(shared_strings(counted.pieces(strings)), date_styles(counted.pieces(styles)), from_1904)
    for path in sheets:
        if path in parts and "/worksheets/" in path:
            yield sheet.rows(counted.pieces(path))


def _workbook(parts: zip_parts.Parts) -> str:
    """Return the path of the workbook itself, which may have any name."""
    targets = (
        _path("", attributes.get("Target", ""))
        for name, attributes in _elements(parts, "_rels/.rels")
        if name == "Relationship" and attributes.get("Type", "").endswith("/officeDocument")
    )
    return next((path for path in targets if path in parts), "xl/workbook.xml")


def _path(folder: str, target: str) -> str:
    return posixpath.normpath(posixpath.join("/" + folder, target)).lstrip("/")


def _elements(parts: zip_parts.Parts, path: str) -> list[tuple[str, dict[str, str]]]:
    data = parts.read(path, 10_000_000)
    return elements([data]) if data else []


def _too_large(source: Input) -> ReviewError:
    return ReviewError(
        recorded(
            "{name} has more than {most} MB when unpacked.", name=source.name, most=f"{MOST / 1e6:,.0f}"
        ),
        recorded("Split it, or save it as CSV."),
    )


class _Counted:
    """The parts of a workbook, counted as they are unpacked: sizes that a file states may be wrong."""

    def __init__(self, source: Input, parts: zip_parts.Parts, whole: int) -> None:
        self._source, self._parts, self._whole = source, parts, max(1, whole)
        self._taken = 0

    def pieces(self, path: str) -> Iterator[bytes]:
        """Yield the bytes of a part, if there is one; raises ReviewError when they are too many."""
        for piece in self._parts.pieces(path):
            self._taken += len(piece)
            if self._taken > MOST:
                raise _too_large(self._source)
            self._source.position = min(self._source.size, self._source.size * self._taken // self._whole)
            yield piece
