"""A manifest in a Word document: a part of its own (ISO/IEC 29500-1, 15.2.4), which programs that save keep.

Parts are read with a parser that loads nothing and takes no definitions of entities.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from reviewer.errors import ReviewError
from reviewer.readers import office_xml, zip_parts
from reviewer.readers.input import Input
from reviewer.reports.manifest import Manifest, sealed

SPACE = "urn:reviewer:manifest"
_ID = "{5DE4A4C2-6E7C-4B1B-9E55-7A1D0B5F3A11}"
"""By which Word knows the part; the same in each document, as what it holds differs."""
_PROPERTIES = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXml"
_STORE = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_TEXTS = ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml")
_MOST = 400_000_000


def put(document: Any, saved: bytes, manifest: Manifest) -> None:
    """Add to a document of python-docx the manifest that seals it; `saved` are its bytes without it."""
    from docx.opc.packuri import PackURI  # with docx itself: only when a document is written
    from docx.opc.part import Part

    data = sealed(manifest, _lines(Input.of_bytes(saved, "report.docx"))).to_bytes().decode("ascii")
    package = document.part.package
    words = f'<?xml version="1.0" encoding="UTF-8"?>\n<manifest xmlns="{SPACE}">{data}</manifest>'
    item = Part(PackURI("/customXml/item2.xml"), "application/xml", words.encode("ascii"), package)
    props = (
        '<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n'
        f'<ds:datastoreItem ds:itemID="{_ID}" xmlns:ds="{_STORE}"><ds:schemaRefs>'
        f'<ds:schemaRef ds:uri="{SPACE}"/></ds:schemaRefs></ds:datastoreItem>'
    )
    about = Part(PackURI("/customXml/itemProps2.xml"), _PROPERTIES, props.encode("ascii"), package)
    document.part.relate_to(item, _RELATION)
    item.relate_to(about, f"{_RELATION}Props")


def find(source: Input) -> tuple[bytes, list[str]]:
    """Return the manifest of a Word document and its lines.

    Raises ReviewError when it has none, is damaged, locked, or larger than can be read.
    """
    lines = _lines(source)
    with zip_parts.parts(source) as parts:
        for name in parts.names:
            if name.startswith("customXml/item") and name.endswith(".xml") and parts.size(name) < _MOST:
                if found := _manifest(parts.read(name), source.name):
                    return found, lines
    raise ReviewError(
        "This document carries no manifest: Reviewer did not make it, or another program dropped it.",
        "Verify the document as Reviewer wrote it.",
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
    """Return the words of a document by paragraphs, notes behind, then its pictures by fingerprint."""
    gathered = _Paragraphs()
    with zip_parts.parts(source) as parts:
        for name in _TEXTS:
            if name in parts:
                office_xml.walk(parts.read(name), source.name, gathered.start, gathered.end, gathered.words)
        pictures = sorted(
            hashlib.sha256(parts.read(name)).hexdigest()[:16]
            for name in parts.names
            if name.startswith("word/media/")
        )
    return [*gathered.lines, *(f"[picture {digest}]" for digest in pictures)]


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
