"""Plain text: the whole file is one document."""

from __future__ import annotations

from collections.abc import Iterator

from reviewer import text
from reviewer.errors import ReviewError
from reviewer.language import recorded
from reviewer.readers.decoding import binary_kind, decode
from reviewer.readers.input import Input
from reviewer.readers.page_sniff import is_page
from reviewer.readers.parsed import Parsed, Rejected

FORMAT = "text"
SUFFIXES = (".txt", ".text")
MOST = 20_000_000
"""Bytes of a text that is one document: it is kept in memory several times while it is separated."""
_UNSEEN = "\u200b\u200e\u200f\u2060\ufeff"


def sniff(source: Input) -> int:
    """Return 1 for text of some encoding that is no web page."""
    return int(binary_kind(source.head) == "" and not is_page(source.head))


def read(source: Input) -> Iterator[Parsed | Rejected]:
    """Yield the one text of the file; raises ReviewError when it holds nothing but white space."""
    words = text.clean(decode(source.data(MOST)))
    if not words.strip().strip(_UNSEEN).strip():
        raise ReviewError(
            recorded("{name} holds no words, only white space.", name=source.name),
            recorded("Choose a file that holds text."),
        )
    yield Parsed(words, format=FORMAT)
