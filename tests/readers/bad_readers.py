"""Readers that do what no reader should, to be read with in a process apart."""

from __future__ import annotations

import ctypes
import os
import sys
import time
from collections.abc import Callable, Iterator

from reviewer import readers
from reviewer.errors import ReviewError
from reviewer.readers import Input, Parsed, Reader, Rejected


def hang(_source: Input) -> Iterator[Parsed | Rejected]:
    yield Parsed("first")
    time.sleep(600)


def slow(source: Input) -> Iterator[Parsed | Rejected]:
    source.expect(60)
    time.sleep(1.5)
    yield Parsed("late but there")


def crash(_source: Input) -> Iterator[Parsed | Rejected]:
    yield from ()
    ctypes.string_at(0)


def eat(_source: Input) -> Iterator[Parsed | Rejected]:
    yield from ()
    held = [bytearray(100_000_000) for _ in range(30)]
    yield Parsed(str(len(held)))


def fail(_source: Input) -> Iterator[Parsed | Rejected]:
    yield from ()
    raise KeyError("a bug")


def refuse(source: Input) -> Iterator[Parsed | Rejected]:
    yield Rejected(1, 1, "no")
    raise ReviewError(f"{source.name} is not liked.", "Like it.")


def shout(_source: Input) -> Iterator[Parsed | Rejected]:
    os.write(1, b"printed by a library")
    yield Parsed(" ".join(sorted(name for name in sys.modules if name.startswith("PySide6"))))


class Trick:
    def __reduce__(self) -> tuple[Callable[[str], int], tuple[str]]:
        return os.system, ("exit 3",)


def trick(_source: Input) -> Iterator[Parsed | Rejected]:
    yield Parsed("text", stated=Trick())  # type: ignore[arg-type]


def many(source: Input) -> Iterator[Parsed | Rejected]:
    for number in range(1, 1_001):
        source.position = number
        yield Parsed("words", number=number)


def sized(source: Input) -> Iterator[Parsed | Rejected]:
    yield Parsed(f"{source.name} {len(source.data())}")


def _row(read: Callable[[Input], Iterator[Parsed | Rejected]]) -> Reader:
    return Reader(read.__name__, f"test-{read.__name__}", (".x",), lambda source: 0, read, apart=True)


readers.READERS = (
    *readers.READERS,
    *map(_row, (hang, slow, crash, eat, fail, refuse, shout, trick, many, sized)),
)
