"""The process in which untrusted files are read: takes one after another, and sends what is in them.

Memory is limited where the system can do it. A bug of a reader ends the process; the other side says so.
"""

from __future__ import annotations

import importlib
import os
import pickle
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Any, NamedTuple

from reviewer import readers
from reviewer.errors import ReviewError
from reviewer.readers import Input, Parsed, Rejected
from reviewer.readers.apart import MOST_SECONDS, send
from reviewer.readers.table_choices import Choices

MEMORY = 1 << 30
"""Bytes a file may take beyond what the process has when it begins."""
BATCH_ITEMS, BATCH_LETTERS, BATCH_SECONDS = 200, 1_000_000, 0.5
_PROGRAM = 512 << 20
"""Bytes the program itself takes, where the system does not tell."""


def serve() -> int:
    """Read files from standard input until it ends; returns the exit code."""
    coming, going = _channels()
    limit_memory(MEMORY)
    while length := coming.read(4):
        request = _Request(*pickle.loads(coming.read(int.from_bytes(length, "big"))))
        for module in request.modules:
            importlib.import_module(module)
        if not _answer(going, request, coming.read(request.size)):
            return 1
    return 0


class _Request(NamedTuple):
    """What is asked for: to "read" a format, its "headers", to "draw" its pages, or to "run" a function."""

    what: str
    task: str
    name: str
    modules: tuple[str, ...]
    columns: Choices
    path: str
    argument: Any
    size: int

    def input(self, data: bytes) -> Input:
        """Return the file; raises ReviewError when it cannot be read."""
        source = Input.of_path(Path(self.path), self.name) if self.path else Input.of_bytes(data, self.name)
        source.columns = self.columns
        return source

    def lists(self, source: Input) -> Iterator[list[Any]]:
        """Return what is to be sent of the file."""
        if self.what == "run":
            module, _, function = self.task.partition(":")
            found: Iterator[list[Any]] = getattr(importlib.import_module(module), function)(
                source, self.argument
            )
            return found
        reader = next(reader for reader in readers.READERS if reader.format == self.task)
        if self.what == "headers" and reader.headers is not None:
            return iter([list(reader.headers(source))])
        if self.what == "draw" and reader.draw is not None:
            return ([page] for page in reader.draw(source, self.argument))
        return batches(reader.read(source))


def _channels() -> tuple[IO[bytes], IO[bytes]]:
    """Return the two ends; whatever a library prints must not come between."""
    going = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return open(0, "rb", closefd=False), going


def _answer(going: IO[bytes], request: _Request, data: bytes) -> bool:
    """Send all that a file holds; returns whether the process may go on."""
    limit_processor(MOST_SECONDS)

    def tell(*message: Any) -> None:
        send(going, message)
        going.flush()

    try:
        source = request.input(data)
        source.expect = lambda seconds: tell("more", seconds)
        for batch in request.lists(source):
            tell("items", source.position, batch)
            limit_processor(MOST_SECONDS)  # a file of records may be of any size
    except ReviewError as error:
        tell("refused", error.message, error.hint)
    except MemoryError:
        tell("memory")
        return False
    else:
        tell("done")
    return True


def batches(items: Iterable[Parsed | Rejected]) -> Iterator[list[Parsed | Rejected]]:
    """Yield the items in lists: short ones at first, so that a failure loses little."""
    batch: list[Parsed | Rejected] = []
    letters, since, most = 0, time.monotonic(), 1
    try:
        for item in items:
            batch.append(item)
            letters += len(item.text) if isinstance(item, Parsed) else len(item.raw)
            now = time.monotonic()
            if len(batch) >= most or letters > BATCH_LETTERS or now - since > BATCH_SECONDS:
                yield batch
                batch, letters, since, most = [], 0, now, min(BATCH_ITEMS, 2 * most)
    except ReviewError:
        if batch:
            yield batch
        raise
    if batch:
        yield batch


def limit_memory(more: int) -> None:
    """Let the process take so many bytes more than it has now, where the system can limit it."""
    if sys.platform == "win32":
        return
    import resource

    try:
        with open("/proc/self/statm", "rb") as file:
            now = int(file.read().split()[0]) * resource.getpagesize()
    except OSError:
        now = _PROGRAM
    _limit(resource, resource.RLIMIT_AS, now + more)


def limit_processor(seconds: float) -> None:
    """Let the process work so many seconds more, should nobody be left who waits for it."""
    if sys.platform == "win32":
        return
    import resource

    _limit(resource, resource.RLIMIT_CPU, int(time.process_time() + seconds) + 1)


def _limit(resource: Any, kind: int, wanted: int) -> None:
    hard = resource.getrlimit(kind)[1]
    try:
        resource.setrlimit(kind, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard))
    except (OSError, ValueError):  # not every system knows every limit
        return
