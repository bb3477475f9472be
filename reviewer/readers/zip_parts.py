"""ZIP files from strangers: opened within limits, their parts read one by one, office documents told apart.

Word files, e-books and tables are ZIP files too; what one is shows in the names of its parts.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from reviewer.errors import ReviewError
from reviewer.language import recorded
from reviewer.readers.input import Input

MOST_ENTRIES = 100_000
MOST_OF_NAMES = 32_000_000
"""Bytes of the list of entries above which a file is not opened: the list is held in memory."""
MOST_OF_PART = 200_000_000
RATIO, RATIO_FROM = 200, 100_000_000
"""How often larger than its packed form a part may be, from so many bytes on; text stays far below."""
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2)
PIECE = 1 << 16

WRONG = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
    RuntimeError,
)
"""What a damaged file makes the standard library raise."""

_BEGIN = b"PK\x03\x04"
_MIME_TYPES = {
    b"application/epub+zip": "epub",
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
}
_FOLDERS = (("word/", "docx"), ("xl/", "xlsx"), ("ppt/", "pptx"))


def kind(source: Input) -> str:
    """Return what a file is: "docx", "xlsx", "pptx", "odt", "ods", "epub", else "zip", or "" for no ZIP."""
    if not source.head.startswith((_BEGIN, b"PK\x05\x06")):
        return ""
    first = source.head[30:38] == b"mimetype" and source.head[38:120]
    if first:
        for mime, found in sorted(_MIME_TYPES.items(), reverse=True):
            if first.startswith(mime):
                return found
    try:
        with source.stream() as file:
            return _kind_by_names(open_zip(file, source.name).namelist())
    except (ReviewError, *WRONG):
        return "zip"


def _kind_by_names(names: list[str]) -> str:
    if "[Content_Types].xml" in names:
        return next((found for folder, found in _FOLDERS if any(n.startswith(folder) for n in names)), "zip")
    if "META-INF/container.xml" in names and any(name.endswith(".opf") for name in names):
        return "epub"
    return "odt" if {"mimetype", "content.xml", "META-INF/manifest.xml"} <= set(names) else "zip"


class Parts:
    """The parts of one office document."""

    def __init__(self, archive: zipfile.ZipFile, name: str) -> None:
        self._archive, self._name = archive, name
        self._infos = {info.filename: info for info in archive.infolist()}

    def __contains__(self, part: str) -> bool:
        return part in self._infos

    @property
    def names(self) -> list[str]:
        """The names of all parts, in the order of the file."""
        return list(self._infos)

    def read(self, part: str, most: int = MOST_OF_PART) -> bytes:
        """Return the bytes of a part, nothing when there is none.

        Raises ReviewError when it is damaged, locked or larger than `most`.
        """
        found = io.BytesIO()
        for piece in self.pieces(part):
            found.write(piece)
            if found.tell() > most:
                raise ReviewError(
                    recorded(
                        "{name} holds a part of more than {most} MB.",
                        name=self._name,
                        most=f"{most / 1e6:,.0f}",
                    ),
                    _SMALLER,
                )
        return found.getvalue()

    def size(self, part: str) -> int:
        """Return how many bytes a part says it has when unpacked, 0 when there is none."""
        info = self._infos.get(part)
        return info.file_size if info else 0

    def pieces(self, part: str) -> Iterator[bytes]:
        """Yield the bytes of a part piece by piece, nothing when there is none; raises as `read` does."""
        info = self._infos.get(part)
        if info is None:
            return
        if info.flag_bits & 1:
            raise ReviewError(
                recorded("{name} is locked with a password.", name=self._name),
                recorded("Save a copy without it."),
            )
        yield from pieces(self._archive, info)


_SMALLER = recorded("Split the document into smaller ones.")


@contextmanager
def parts(source: Input) -> Iterator[Parts]:
    """Open an office document for a block; raises ReviewError when it is damaged, also within the block."""
    with source.stream() as file:
        try:
            yield Parts(open_zip(file, source.name), source.name)
        except WRONG as error:
            raise ReviewError(
                recorded("{name} is damaged and cannot be opened.", name=source.name),
                recorded("Open it in the program it was made with, save it again, and import that."),
            ) from error


def pieces(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[bytes]:
    """Yield the bytes of an entry; raises ReviewError when it swells beyond reason."""
    if info.compress_type not in METHODS:
        raise ReviewError(
            recorded(
                "It is packed by a method ({compress_type}) that cannot be unpacked.",
                compress_type=info.compress_type,
            )
        )
    taken = 0
    with archive.open(info) as file:
        while piece := file.read(PIECE):
            taken += len(piece)
            if taken > RATIO_FROM and taken > RATIO * max(1, info.compress_size):
                raise ReviewError(
                    recorded("It swells to more than {ratio} times its packed size.", ratio=RATIO)
                )
            yield piece


def open_zip(file: BinaryIO, name: str) -> zipfile.ZipFile:
    """Return a file as an archive; raises ReviewError when its list of entries is too long to be held."""
    if _length_of_names(file) > MOST_OF_NAMES:
        raise ReviewError(
            recorded(
                "{name} has more than {most_entries} entries.", name=name, most_entries=f"{MOST_ENTRIES:,}"
            ),
            recorded("Unpack it, and import the folder."),
        )
    file.seek(0)
    return zipfile.ZipFile(file)


def _length_of_names(file: BinaryIO) -> int:
    """Return how many bytes the list of entries has by the end of the file, 0 where there is no such end."""
    size = file.seek(0, io.SEEK_END)
    start = max(0, size - 70_000)
    file.seek(start)
    tail = file.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or at + 22 > len(tail):
        return 0
    length = int.from_bytes(tail[at + 12 : at + 16], "little")
    locator = tail[max(0, at - 20) : at]
    if locator.startswith(b"PK\x06\x07"):
        file.seek(min(size, int.from_bytes(locator[8:16], "little")))
        end = file.read(56)
        if end.startswith(b"PK\x06\x06"):
            length = max(length % 0xFFFFFFFF, int.from_bytes(end[40:48], "little"))
    return length
