"""A manifest in a Word document or a workbook: a custom XML part (ISO/IEC 29500-1, 15.2.4 and 15.2.5).

Programs that edit such files keep the part. Parts are read with a parser that loads nothing and takes no
definitions of entities.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Iterator, Mapping

from reviewer.errors import ReviewError
from reviewer.readers import office_xml, zip_parts
from reviewer.readers.input import Input
from reviewer.reports.manifest import Manifest, canonical, sealed

SPACE = "urn:reviewer:manifest"
_ID = "{5DE4A4C2-6E7C-4B1B-9E55-7A1D0B5F3A11}"
"""By which Word knows the part; the same in each document, as what it holds differs."""
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_PROPERTIES = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_PART, _ABOUT = "customXml/item9.xml", "customXml/itemProps9.xml"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_RELATIONS = ("word/_rels/document.xml.rels", "xl/_rels/workbook.xml.rels")
_TEXTS = ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml")
_EARLIEST = (1980, 1, 1, 0, 0, 0)


def put(saved: bytes, manifest: Manifest) -> bytes:
    """Return a document or a workbook with a manifest that seals it; the same ones give the same bytes."""
    data = sealed(manifest, _lines(Input.of_bytes(saved, "report"))).to_bytes().decode("ascii")
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(saved)) as source, zipfile.ZipFile(made, "w") as target:
        for entry in source.infolist():
            _add(target, entry.filename, _tied(entry.filename, source.read(entry)))
        for name, words in _parts(data).items():
            _add(target, name, words.encode("ascii"))
    return made.getvalue()


def _add(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    info = zipfile.ZipInfo(name, _EARLIEST)
    info.compress_type, info.external_attr, info.create_system = zipfile.ZIP_DEFLATED, 0o600 << 16, 3
    archive.writestr(info, data)


def _tied(name: str, part: bytes) -> bytes:
    """Return a part of the file, where it lists the others with ours among them."""
    if name == "[Content_Types].xml":
        default = b'<Default Extension="xml" ContentType="application/xml"/>'
        more = b"" if b'Extension="xml"' in part else default
        about = f'<Override PartName="/{_ABOUT}" ContentType="{_PROPERTIES}"/></Types>'
        return part.replace(b"</Types>", more + about.encode())
    if name in _RELATIONS:
        own = f'<Relationship Id="rIdManifest" Type="{_OFFICE}/relationships/customXml" Target="../{_PART}"/>'
        return part.replace(b"</Relationships>", own.encode() + b"</Relationships>")
    return part


def _parts(data: str) -> dict[str, str]:
    return {
        _PART: f'{_XML}<manifest xmlns="{SPACE}">{data}</manifest>',
        _ABOUT: f'{_XML}<ds:datastoreItem ds:itemID="{_ID}" xmlns:ds="{_OFFICE}/customXml"><ds:schemaRefs>'
        f'<ds:schemaRef ds:uri="{SPACE}"/></ds:schemaRefs></ds:datastoreItem>',
        "customXml/_rels/item9.xml.rels": f'{_XML}<Relationships xmlns="{_PACKAGE}"><Relationship Id="rId1" '
        f'Type="{_OFFICE}/relationships/customXmlProps" Target="itemProps9.xml"/></Relationships>',
    }


def find(source: Input) -> tuple[bytes, list[str]]:
    """Return the manifest of a Word document or a workbook and its lines.

    Raises ReviewError when it has none, is damaged, locked, or larger than can be read.
    """
    lines = _lines(source)
    with zip_parts.parts(source) as parts:
        for name in parts.names:
            if name.startswith("customXml/item") and name.endswith(".xml"):
                if found := _manifest(parts.read(name), source.name):
                    return found, lines
    raise ReviewError(
        "This file carries no manifest: Reviewer did not make it, or another program dropped it.",
        "Verify the file as Reviewer wrote it.",
    )


def _manifest(part: bytes, name: str) -> bytes:
    """Return the words of the element that holds a manifest, nothing where a part is of somebody else."""
    if SPACE.encode() not in part[:2000]:
        return b""
    words: list[str] = []
    office_xml.walk(part, name, _nothing, _nothing, words.append)
    return "".join(words).strip().encode("ascii", "replace")


def _nothing(*_given: object) -> None:
    """Take no notice of an element."""


def _lines(source: Input) -> list[str]:
    """Return what a file says: paragraphs and notes, or rows of sheets; then pictures by fingerprint."""
    gathered = _Paragraphs()
    with zip_parts.parts(source) as parts:
        for name in _TEXTS:
            if name in parts:
                office_xml.walk(parts.read(name), source.name, gathered.start, gathered.end, gathered.words)
        rows = list(_rows(parts, source.name)) if "xl/workbook.xml" in parts else []
        pictures = sorted(
            hashlib.sha256(parts.read(name)).hexdigest()[:16] for name in parts.names if "/media/" in name
        )
    return [*gathered.lines, *rows, *(f"[picture {digest}]" for digest in pictures)]


def _rows(parts: zip_parts.Parts, name: str) -> Iterator[str]:
    """Yield each row of each sheet as JSON: the number of the sheet, then the cells up to the last filled."""
    shared = _Cells()
    if "xl/sharedStrings.xml" in parts:
        office_xml.walk(parts.read("xl/sharedStrings.xml"), name, shared.start, shared.end, shared.words)
    number = 1
    while f"xl/worksheets/sheet{number}.xml" in parts:
        sheet = _Cells(shared.strings)
        office_xml.walk(
            parts.read(f"xl/worksheets/sheet{number}.xml"), name, sheet.start, sheet.end, sheet.words
        )
        yield from (canonical([number, row]).decode("ascii") for row in sheet.rows)
        number += 1


class _Cells:
    """Gathers shared strings, or the rows of a sheet."""

    def __init__(self, shared: list[str] | None = None) -> None:
        self.strings: list[str] = []
        self.rows: list[list[str]] = []
        self._shared = shared or []
        self._row: dict[int, str] = {}
        self._column, self._kind, self._words = 0, "", ""
        self._taking = False

    def start(self, _space: str, name: str, attributes: Mapping[str, str]) -> None:
        if name in ("si", "c"):
            self._words = ""
        if name == "c":
            self._column = _column(attributes.get("r", ""))
            self._kind = attributes.get("t", "n")
        if name == "row":
            self._row = {}
        self._taking = name in ("t", "v")

    def end(self, _space: str, name: str) -> None:
        self._taking = False
        if name == "si":
            self.strings.append(self._words)
        elif name == "c" and self._words:
            self._row[self._column] = self._value()
        elif name == "row" and self._row:
            self.rows.append([self._row.get(column, "") for column in range(1, max(self._row) + 1)])

    def words(self, words: str) -> None:
        if self._taking:
            self._words += words

    def _value(self) -> str:
        if self._kind != "s":
            return self._words
        at = int(self._words) if self._words.isdecimal() else -1
        return self._shared[at] if 0 <= at < len(self._shared) else ""


def _column(place: str) -> int:
    """Return the number of a column by the letters of a cell's name, at most the last that a sheet has."""
    number = 0
    for sign in place[:3]:
        if "A" <= sign <= "Z":
            number = number * 26 + ord(sign) - 64
    return min(number, 16_384)


class _Paragraphs:
    """Gathers the words of paragraphs, those within others (text boxes) by themselves."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self._open: list[list[str]] = []
        self._within_words = False

    def start(self, _space: str, name: str, _attributes: Mapping[str, str]) -> None:
        if name == "p":
            self._open.append([])
        elif name in ("tab", "br", "cr"):
            self.take(" ")
        self._within_words = name == "t"

    def end(self, _space: str, name: str) -> None:
        self._within_words = False
        if name == "p" and self._open and (line := " ".join("".join(self._open.pop()).split())):
            self.lines.append(line)

    def words(self, words: str) -> None:
        if self._within_words:
            self.take(words)

    def take(self, words: str) -> None:
        if self._open:
            self._open[-1].append(words)
