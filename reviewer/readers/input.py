"""What a reader is given: the name of a file, its first bytes, and ways to go through the rest."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from reviewer import text
from reviewer.errors import ReviewError
from reviewer.language import later, recorded
from reviewer.readers.decoding import encoding_by_shape
from reviewer.readers.table_choices import NO_CHOICES, Choices

HEAD = 65_536
"""Bytes by which a file is told."""
MOST = 100_000_000
"""Bytes of a file up to which it is read as a whole; larger ones can only be gone through line by line."""
LONGEST_LINE = 20_000_000
BOM = b"\xef\xbb\xbf"
BLOCK = 1 << 18
"""Bytes read at a time: lines are cut out of whole blocks, which takes a third of the time of single ones."""


class Cut(str):
    """The beginning of a line that is longer than LONGEST_LINE; the next one goes on with it."""


class Input:
    """A file, or a file in an archive, that a reader goes through.

    `position` counts the bytes taken so far, for whoever shows progress. `path` is where it lies, if it is a
    file as it stands.
    """

    def __init__(self, name: str, size: int, open: Callable[[], BinaryIO], path: Path | None = None) -> None:
        self.name = text.named(name)
        self.size = size
        self.path = path
        self.position = 0
        self.expect: Callable[[float], None] = _nobody_waits
        """Called by a reader that may be silent for so many seconds more than usual."""
        self.columns: Choices = NO_CHOICES
        """What people have said that the columns of tables hold."""
        self._open = open
        with self._opened() as file:
            self.head = file.read(HEAD)

    @classmethod
    def of_bytes(cls, data: bytes, name: str) -> Input:
        """Return an input over bytes that are in memory."""
        return cls(name, len(data), lambda: io.BytesIO(data))

    @classmethod
    def of_path(cls, path: Path, name: str = "") -> Input:
        """Return an input over a file, called as it is if no name is given.

        Raises ReviewError when it cannot be read.
        """

        def open() -> BinaryIO:
            try:
                return path.open("rb")
            except OSError as error:  # also later: a file may vanish while others are imported
                raise unreadable(path, error) from error

        try:
            return cls(name or path.name, path.stat().st_size, open, path)
        except OSError as error:
            raise unreadable(path, error) from error

    def _opened(self) -> BinaryIO:
        return self._open()

    def stream(self) -> BinaryIO:
        """Return the bytes from the start as a file, to be closed by the caller."""
        return self._opened()

    def data(self, most: int = MOST) -> bytes:
        """Return all bytes; raises ReviewError when there are more than `most`."""
        if self.size > most:
            raise ReviewError(
                recorded(
                    "{name} has {size} MB; a file of this kind may have {most}.",
                    name=self.name,
                    size=f"{self.size / 1e6:,.0f}",
                    most=f"{most / 1e6:,.0f}",
                ),
                recorded("Split it into smaller files."),
            )
        with self._opened() as file:
            found = file.read()
        self.position = len(found)
        return found

    def lines(self) -> Iterator[str]:
        """Yield the lines as text without their ends, whatever marks them; memory stays small.

        UTF-8, or UTF-16 where its shape shows; a line that is neither is read as Windows-1252, so that one
        damaged line does not spoil a file of several encodings.
        """
        with self._opened() as file:
            if encoding_by_shape(self.head) not in ("", "utf-8"):
                yield from self._lines_of_other(file, encoding_by_shape(self.head))
                return
            if self.head.startswith(BOM):
                self.position += len(file.read(len(BOM)))
            ahead = b""
            while block := file.read(BLOCK):
                self.position += len(block)
                whole, end, ahead = (ahead + block).rpartition(b"\n")
                if end:
                    yield from _lines_of(whole)
                elif len(ahead) > LONGEST_LINE:
                    *lines, last = _lines_of(ahead)
                    yield from (*lines, Cut(last))
                    ahead = b""
            if ahead:
                yield from _lines_of(ahead.removesuffix(b"\r"))

    def _lines_of_other(self, file: BinaryIO, encoding: str) -> Iterator[str]:
        with io.TextIOWrapper(file, encoding=encoding, errors="replace", newline=None) as words:
            for number, line in enumerate(words):
                self.position = min(self.size, self.position + 2 * len(line))
                yield (line.removeprefix("\ufeff") if number == 0 else line).rstrip("\n")


def _nobody_waits(seconds: float) -> None:
    """Take no notice of how long a reader may take."""


def _lines_of(block: bytes) -> list[str]:
    """Return the lines of a block that ends where a line ends, its last line break taken off."""
    try:
        text = block.decode("utf-8")
    except UnicodeDecodeError:
        text = "\n".join(map(_decoded, block.split(b"\n")))
    if "\r" in text:
        text = text.replace("\r\n", "\n").removesuffix("\r").replace("\r", "\n")
    return text.split("\n")


def _decoded(line: bytes) -> str:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode("cp1252", "replace")


def unreadable(path: Path, error: OSError) -> ReviewError:
    """Return what it means to the user that a file cannot be read."""
    reason = later("it is a folder") if path.is_dir() else (error.strerror or str(error)).lower()
    name = text.named(path.name or str(path))
    return ReviewError(
        recorded("{name} cannot be read: {reason}.", name=name, reason=reason),
        recorded("Check the name and whether you may read the file."),
    )
