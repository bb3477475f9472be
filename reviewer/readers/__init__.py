"""Readers: files to texts. One row of `READERS` for each kind of file.

The content decides which reader takes a file, the suffix only where the content leaves it open. A file that
is no text, or holds no words, is refused as a whole with a ReviewError; a record that cannot be read
inside a good file is a `Rejected`, and the rest goes on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from reviewer.errors import ReviewError
from reviewer.readers import from_html, from_text
from reviewer.readers.decoding import decode, refuse_binary
from reviewer.readers.parsed import Parsed, Rejected

__all__ = ["READERS", "Parsed", "Reader", "Rejected", "decode", "read", "read_bytes"]


@dataclass(frozen=True, slots=True)
class Reader:
    """One kind of file: its name for people, its suffixes, how to tell it, how to read it."""

    name: str
    format: str
    suffixes: tuple[str, ...]
    sniff: Callable[[bytes], bool]
    read: Callable[[bytes, str], Iterator[Parsed | Rejected]]


READERS: tuple[Reader, ...] = (
    Reader("Plain text", from_text.FORMAT, from_text.SUFFIXES, from_text.sniff, from_text.read),
    Reader("Web page", from_html.FORMAT, from_html.SUFFIXES, from_html.sniff, from_html.read),
)


def read(path: Path) -> Iterator[Parsed | Rejected]:
    """Yield what a file holds; raises ReviewError when the file cannot be read at all."""
    try:
        data = path.read_bytes()
    except OSError as error:
        reason = "it is a folder" if path.is_dir() else (error.strerror or str(error)).lower()
        hint = "Check the name and whether you may read the file."
        raise ReviewError(f"{path.name or path} cannot be read: {reason}.", hint) from error
    yield from read_bytes(data, path.name)


def read_bytes(data: bytes, name: str) -> Iterator[Parsed | Rejected]:
    """Yield what the bytes of a file called `name` hold; raises ReviewError when no reader takes them."""
    if not data.strip():
        raise ReviewError(f"{name} is empty.", "Choose a file that holds text.")
    reader = _reader_for(data, name)
    if reader is None:
        refuse_binary(data, name)
        known = ", ".join(reader.name.lower() for reader in READERS)
        raise ReviewError(f"{name} is of a kind that cannot be read yet.", f"What can be read: {known}.")
    yield from reader.read(data, name)


def _reader_for(data: bytes, name: str) -> Reader | None:
    able = [reader for reader in READERS if reader.sniff(data)]
    named = [reader for reader in able if name.lower().endswith(reader.suffixes)]
    return next(iter(named + able), None)
