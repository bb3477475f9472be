"""The objects of a JSON file one by one: a long list needs little memory, a broken item spoils no other."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from reviewer.language import later, recorded
from reviewer.readers.decoding import encoding_by_shape
from reviewer.readers.input import Input
from reviewer.readers.parsed import Rejected

BLOCK = 1 << 18
LONGEST = 8_000_000
"""Characters after which an object that does not close is given up."""

_SIGN = re.compile(r"\\.|[\"{}\[\]\n]", re.DOTALL)
_LIST = re.compile(r"\"(?:items|references|records|results)\"\s*:\s*\[")
_OF_OBJECTS = re.compile(_LIST.pattern + r"(?=\s*\{)")
"""A list of items, where a collection before it holds lists of their numbers under the same name."""
_BY_ID = re.compile(
    r"\s*\{\s*\"(?:\\.|[^\"\\])*\"\s*:\s*(?=\{\s*\"(?:id|type|title|author|editor|DOI|issued|container-title)\"\s*:)"
)
"""Items as values of one object, each under its id: what follows the first key is one."""


@dataclass(slots=True)
class _Place:
    """Where the walk through a file is: the open object, how deep, whether within a string, the line."""

    inside: bool = False
    depth: int = 0
    line: int = 1
    begun: int = 1
    column: int = 0
    broken: bool = False
    size: int = 0
    parts: list[str] = field(default_factory=list)


def items(source: Input) -> Iterator[tuple[int, str]]:
    """Yield the line and the source of each object of a list, or of objects that follow one another.

    The list may be the whole file or stand in one object under `items`, `references`, `records` or `results`;
    instead of a list there may be one object with each item under its id.
    An object that never closes comes last, as far as it goes.
    """
    place = _Place()
    start = _start(source)
    within = start > 0
    for block in _blocks(source):
        place.line += block.count("\n", 0, start)
        for done in _walk(block, start, place, within):
            if done is None:
                return
            yield done
        start = 0
        if place.size > LONGEST:
            break
    if place.parts:
        yield place.begun, "".join(place.parts)


def objects(source: Input) -> Iterator[tuple[int, int, str, dict[str, Any] | Rejected]]:
    """Yield the number, the line and the source of each object, with what it holds or why it is not read."""
    for number, (line, raw) in enumerate(items(source), 1):
        try:
            item = json.loads(raw, strict=False)
        except (ValueError, RecursionError) as error:
            item = Rejected(number, line, recorded("This is no JSON: {reason}.", reason=_reason(error)), raw)
        yield number, line, raw, item


def _reason(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        why = f"{error.msg[:1].lower()}{error.msg[1:]}"
        return recorded("{why} at its character {place}", why=why, place=error.pos + 1)
    return (
        later("it is nested too deep") if isinstance(error, RecursionError) else later("a number is too long")
    )


def _walk(block: str, start: int, place: _Place, within: bool) -> Iterator[tuple[int, str] | None]:
    """Yield the objects that close in a block, and None where the list that they stand in ends."""
    begin = line = start
    for match in _SIGN.finditer(block, start):
        sign = match[0]
        if sign == "\n":  # no string of JSON goes on over a line, so that a lost quote spoils one line only
            place.line += 1
            line = match.end()
            place.broken |= place.inside
            place.inside = False
        elif sign == '"':
            place.inside = not place.inside
        elif place.inside or sign[0] == "\\":
            continue
        elif sign == "{":
            if (
                place.broken and match.start() - line <= place.column
            ):  # the next, its brace as far to the left
                yield place.begun, "".join((*place.parts, block[begin : match.start()]))
                place.parts, place.size, place.depth = [], 0, 0
            if not place.depth:
                begin, place.begun, place.column = match.start(), place.line, match.start() - line
                place.broken = False
            place.depth += 1
        elif sign == "}" and place.depth:
            place.depth -= 1
            if not place.depth:
                yield place.begun, "".join((*place.parts, block[begin : match.end()]))
                place.parts, place.size = [], 0
        elif sign == "]" and not place.depth and within:
            yield None
    if place.depth:
        place.parts.append(block[begin:])
        place.size += len(block) - begin


def _start(source: Input) -> int:
    """Return the characters before the items in an object that holds them, else 0."""
    text = head_of(source)
    if text.lstrip()[:1] != "{":
        return 0
    match = _OF_OBJECTS.search(text) or _LIST.search(text) or _BY_ID.match(text)
    return match.end() if match else 0


def head_of(source: Input) -> str:
    """Return the first characters of an input."""
    return source.head.decode(_encoding(source), "replace").removeprefix("\ufeff")


def _encoding(source: Input) -> str:
    shape = encoding_by_shape(source.head)
    if shape and shape != "utf-8":
        return shape
    try:
        codecs.getincrementaldecoder("utf-8")().decode(source.head)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def _blocks(source: Input) -> Iterator[str]:
    """Yield the text in blocks, none of which ends within an escape or before the list of items."""
    decoder = codecs.getincrementaldecoder(_encoding(source))("replace")
    held = ""
    first = True
    with source.stream() as file:
        while True:
            data = file.read(BLOCK)
            source.position += len(data)
            text = held + decoder.decode(data, not data)
            if first:
                text, first = text.removeprefix("\ufeff"), False
            tail = (len(text) - len(text.rstrip("\\"))) % 2 if data else 0
            held = text[len(text) - tail :]
            yield text[: len(text) - tail]
            if not data:
                return
