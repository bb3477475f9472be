"""What a reader yields: a text with what the file says about it, or a record it could not read."""

from __future__ import annotations

from dataclasses import dataclass

from reviewer.language import recorded
from reviewer.model import Box, Record
from reviewer.model.quick import quick
from reviewer.records.composing import Stated, compose


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark that a reader of the file has left in it: words highlighted or underlined, or a note.

    `start` and `end` are equal where a note stands at a place and marks no words. `kind` is "highlight",
    "underline", "strike" or "note"; `page` counts from 1; `date` is as the file has it, year first.
    """

    start: int
    end: int
    kind: str
    words: str = ""
    note: str = ""
    author: str = ""
    date: str = ""
    page: int = 1


@quick
@dataclass(frozen=True, slots=True)
class Parsed:
    """One text of a file. `record` is None where the file has no fields of its own for it, `boxes` empty
    where it has no structure. `stated` says what each stretch is where the file itself says so, as
    reference files do; such a text is not separated any further.

    `number` counts the records of the file from 1; `line` is the line it begins on, from 1. `pages` holds
    where each page begins, `marks` what readers marked; both are empty for files that have none.
    """

    text: str
    record: Record | None = None
    number: int = 1
    line: int = 1
    format: str = "text"
    boxes: tuple[Box, ...] = ()
    stated: tuple[Stated, ...] = ()
    pages: tuple[int, ...] = ()
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Rejected:
    """One record that could not be read, where it stands, why, and its raw words."""

    number: int
    line: int
    reason: str
    raw: str = ""


@dataclass(frozen=True, slots=True)
class Header:
    """The columns of a table: the key of its header, their names, the field that each fills or "", and the
    first values that each holds.
    """

    key: str
    names: tuple[str, ...]
    fields: tuple[str, ...]
    samples: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class PageWanted:
    """A page to be drawn: its number from 1, pixels for a point (0 for no picture), and the words of the
    document's text that stand on it, whose places are wanted."""

    number: int
    scale: float
    words: str = ""


@dataclass(frozen=True, slots=True)
class PageDrawn:
    """A page: its size in points; its pixels, 4 bytes each (blue, green, red, unused), `stride` bytes to a
    line; and `boxes`, four 32-bit floats for each of the words asked for, or empty.
    """

    number: int
    width: float
    height: float
    pixels: bytes = b""
    across: int = 0
    down: int = 0
    stride: int = 0
    boxes: bytes = b""


def of_record(
    record: Record, abstract: str, number: int, line: int, format: str, raw: str = ""
) -> Parsed | Rejected:
    """Return a record as something to read, or why it is none: it has no title, abstract or journal."""
    text, stated = compose(record, abstract)
    if not stated:
        return Rejected(number, line, recorded("It has no title and no abstract."), raw)
    return Parsed(text, record, number, line, format, stated=stated)
