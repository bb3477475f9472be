"""A manifest in a Word document: a custom XML part (ISO/IEC 29500-1, 15.2.4 and 15.2.5).

Programs that edit documents keep the part, Word and LibreOffice Writer among them. Parts are read with a
parser that loads nothing and takes no definitions of entities.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Callable, Mapping

from reviewer.errors import ReviewError
from reviewer.readers import office_xml, zip_parts
from reviewer.readers.input import Input
from reviewer.reports.manifest import Manifest, sealed

SPACE = "urn:reviewer:manifest"
_ID = "{5DE4A4C2-6E7C-4B1B-9E55-7A1D0B5F3A11}"
"""By which Word knows the part; the same in each document, as what it holds differs."""
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_PROPERTIES = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_PART, _ABOUT = "customXml/item9.xml", "customXml/itemProps9.xml"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_RELATIONS = "word/_rels/document.xml.rels"
_TEXTS = ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml")
_NONE: Mapping[str, str] = {}
_EARLIEST = (1980, 1, 1, 0, 0, 0)


def put(saved: bytes, manifest: Manifest) -> bytes:
    """Return a document with a manifest that seals it; the same ones give the same bytes."""
    data = sealed(manifest, _lines(Input.of_bytes(saved, "report"))).to_bytes().decode("ascii")
    return rewritten(saved, _tied, _parts(data))


def rewritten(saved: bytes, change: Callable[[str, bytes], bytes], more: Mapping[str, str] = _NONE) -> bytes:
    """Return a file of parts with each as `change` returns it by name, and more of them; without any time."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(saved)) as source, zipfile.ZipFile(made, "w") as target:
        for entry in source.infolist():
            _add(target, entry.filename, change(entry.filename, source.read(entry)))
        for name, words in more.items():
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
    if name == _RELATIONS:
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
    """Return the manifest of a Word document and its lines.

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
    """Return what a document says: paragraphs and notes, then pictures by fingerprint."""
    gathered = _Paragraphs()
    with zip_parts.parts(source) as parts:
        for name in _TEXTS:
            if name in parts:
                office_xml.walk(parts.read(name), source.name, gathered.start, gathered.end, gathered.words)
        return [*gathered.lines, *pictures(parts)]


def pictures(parts: zip_parts.Parts) -> list[str]:
    """Return a line for each picture in a file, with its fingerprint."""
    digests = (hashlib.sha256(parts.read(name)).hexdigest()[:16] for name in parts.names if "/media/" in name)
    return [f"[picture {digest}]" for digest in sorted(digests)]


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
