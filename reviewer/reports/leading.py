"""Links inside a report lead somewhere: where a section is left out, its links become plain words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import Any

from reviewer.reports.blocks import Block, Fact, Item, Row, Statement, Table, Text


def anchored(blocks: Iterable[Block]) -> dict[str, Row]:
    """Return the rows that other parts of a report lead to, by their anchors: where words come from."""
    tables = [block for block in blocks if isinstance(block, Table)]
    return {row.anchor: row for table in tables for row in table.rows if row.anchor}


def leads_to(facts: Iterable[Fact]) -> list[str]:
    """Return the anchors that facts lead to, each once, in their order."""
    said = [part for fact in facts for part in fact.run]
    return list(dict.fromkeys(part.target for part in said if isinstance(part, Text) and part.target))


def rooted(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return the blocks with only those links that lead to something in them."""
    wanted: set[str] = set()
    there: set[str] = set()
    for part in _within(blocks):
        if isinstance(part, Text):
            wanted.add(part.target)
        elif isinstance(part, Row | Statement | Item):
            there.add(part.anchor)
    if wanted <= {"", *there}:
        return tuple(blocks)
    return tuple(_kept(block, there) for block in blocks)


def _within(value: Any) -> Iterator[Any]:
    """Return a value and every value of ours inside it, in no particular order."""
    waiting = [value]
    while waiting:
        each = waiting.pop()
        if isinstance(each, tuple | list):
            waiting.extend(each)
        elif names := _names(type(each)):  # type: ignore[arg-type]  # mypy takes Any for unhashable
            yield each
            waiting.extend(getattr(each, name) for name in names)


@cache
def _names(kind: type) -> tuple[str, ...]:
    """Return the fields of a kind of value, none for what is no part of a report."""
    return tuple(field.name for field in fields(kind)) if is_dataclass(kind) else ()


def _kept(value: Any, there: set[str]) -> Any:
    """Return a value without the links that lead nowhere; what has none stays the same object."""
    if isinstance(value, Text):
        return replace(value, target="") if value.target and value.target not in there else value
    if isinstance(value, tuple):
        parts = tuple(_kept(each, there) for each in value)
        return value if all(a is b for a, b in zip(parts, value, strict=True)) else parts
    if not is_dataclass(value) or isinstance(value, type):
        return value
    now = {field.name: getattr(value, field.name) for field in fields(value)}
    changed = {name: made for name, held in now.items() if (made := _kept(held, there)) is not held}
    return replace(value, **changed) if changed else value
