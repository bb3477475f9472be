"""Open a report that may come from anybody: told by its content, read within limits, nothing in it run."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from reviewer.errors import ReviewError
from reviewer.readers import zip_parts
from reviewer.readers.input import Input
from reviewer.reports.manifest import Manifest
from reviewer.reports.manifest_reading import read
from reviewer.reports.proof import in_data, in_office, in_page, in_pdf, in_table, in_words, in_workbook

MOST_BYTES = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Carried:
    """What a file carries and says.

    `lines` are its own words, `sheets` those of a workbook, `rows` those of a table of quotes, `before` the
    fingerprint of what a PDF was before its manifest; `appended`: something was put behind it since.
    """

    kind: str
    manifest: Manifest
    sha256: str
    lines: tuple[str, ...] = ()
    sheets: tuple[in_workbook.Line, ...] = ()
    rows: in_table.Rows | None = None
    before: str = ""
    appended: bool = False


def opened(source: Input) -> Carried:
    """Return what a report carries; raises ReviewError, with a hint, for a file that is none or damaged."""
    if source.size == 0:
        raise ReviewError(f"{source.name} is empty.", "Choose the file of a report.")
    data = source.data(MOST_BYTES)
    return carried(data, source.name)


def carried(data: bytes, name: str) -> Carried:
    """Return what the bytes of a report carry; raises as `opened` does."""
    kind = _kind(data, name)
    try:
        return _OPEN[kind](data, name)
    except ReviewError as error:
        raise ReviewError(error.message, error.hint or _AGAIN) from error


_AGAIN = "Get the file again as it was exported."


def _kind(data: bytes, name: str) -> str:
    head = data[:4096].removeprefix(b"\xef\xbb\xbf").lstrip()
    if b"%PDF-" in data[:1024]:
        return "PDF"
    if data.startswith(b"PK"):
        found = zip_parts.kind(Input.of_bytes(data, name))
        return _ZIPPED[found] if found in _ZIPPED else _refuse(name)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise ReviewError(
            f"{name} is locked with a password, or of an old kind that Reviewer does not write.",
            "Save a copy without the password.",
        )
    if head.startswith(b"{"):
        return "JSON"
    if head[:200].lower().startswith((b"<!doctype html", b"<html")):
        return "HTML"
    if _looks_like_table(head):
        return "CSV"
    if b"<!-- reviewer-manifest" in data:
        return "Markdown"
    return "CSV" if name.lower().endswith(".csv") and b"\0" not in head else _refuse(name)


_ZIPPED = {"docx": "Word", "xlsx": "Workbook", "zip": "Tables"}


def _looks_like_table(head: bytes) -> bool:
    first = head.partition(b"\n")[0]
    return b"quote_id" in first and b"row_mark" in first


def _refuse(name: str) -> str:
    raise ReviewError(
        f"{name} is no report of Reviewer, or another program dropped what it carried.",
        "Reports that can be verified are PDF, DOCX, HTML, Markdown, CSV, JSON, XLSX and ZIP files.",
    )


def _of_lines(
    kind: str, find: Callable[[bytes, str], tuple[bytes, list[str]]]
) -> Callable[[bytes, str], Carried]:
    def open(data: bytes, name: str) -> Carried:
        manifest, lines = find(data, name)
        return Carried(kind, read(manifest), _digest(data), tuple(lines))

    return open


def _pdf(data: bytes, name: str) -> Carried:
    manifest, before, appended = in_pdf.find(data)
    return Carried("PDF", read(manifest), _digest(data), before=_digest(before), appended=appended)


def _table(data: bytes, name: str) -> Carried:
    rows = in_table.find(data)
    return Carried("CSV", in_table.manifest_of(rows), _digest(data), rows=rows)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _office(data: bytes, name: str) -> tuple[bytes, list[str]]:
    return in_office.find(Input.of_bytes(data, name))


def _workbook(data: bytes, name: str) -> Carried:
    lines, pictures = in_workbook.sheets(Input.of_bytes(data, name))
    first = [each for each in lines if each.sheet == lines[0].sheet]
    if len(first) > 1 and in_table.is_table(first[1].cells):
        rows = in_table.taken(in_workbook.table(first))
        return Carried("CSV", in_table.manifest_of(rows), _digest(data), rows=rows)
    manifest = read(in_workbook.find(lines))
    sheets = tuple(each for each in lines if each.sheet != in_workbook.SHEET)
    words = (*(each.words for each in sheets), *pictures)
    return Carried("Workbook", manifest, _digest(data), words, sheets)


def _archive(data: bytes, name: str) -> tuple[bytes, list[str]]:
    return in_data.find_file(Input.of_bytes(data, name))


_OPEN: Mapping[str, Callable[[bytes, str], Carried]] = {
    "PDF": _pdf,
    "CSV": _table,
    "Word": _of_lines("Word", _office),
    "Workbook": _workbook,
    "Tables": _of_lines("Tables", _archive),
    "HTML": _of_lines("HTML", lambda data, _name: in_page.find(data)),
    "Markdown": _of_lines("Markdown", lambda data, _name: in_words.find(data)),
    "JSON": _of_lines("JSON", lambda data, _name: in_data.find(data)),
}
"""How a file of each kind is opened."""

SUFFIXES: Mapping[str, str] = {
    "PDF": ".pdf",
    "CSV": ".csv",
    "Word": ".docx",
    "Workbook": ".xlsx",
    "Tables": ".zip",
    "HTML": ".html",
    "Markdown": ".md",
    "JSON": ".json",
}
"""The suffix by which a kind is written."""
