"""What a reader yields: a text with what the file says about it, or a record it could not read."""

from __future__ import annotations

from dataclasses import dataclass

from reviewer.model import Box, Record


@dataclass(frozen=True, slots=True)
class Parsed:
    """One text of a file. `record` is None where the file has no fields of its own for it, `boxes` empty
    where it has no structure.

    `number` counts the records of the file from 1; `line` is the line it begins on, from 1.
    """

    text: str
    record: Record | None = None
    number: int = 1
    line: int = 1
    format: str = "text"
    boxes: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True)
class Rejected:
    """One record that could not be read, where it stands, why, and its raw words."""

    number: int
    line: int
    reason: str
    raw: str = ""
