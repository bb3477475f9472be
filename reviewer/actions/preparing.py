"""From the records of a file to documents that are ready to be written, a batch at a time.

Reading a record costs as much as writing it. So a large file is read in a process beside the one that writes,
which halves the time and leaves the window its own.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from reviewer import readers, text
from reviewer.library import imports
from reviewer.model import Document, Record, Segment
from reviewer.readers import Input, Parsed, Rejected, apart
from reviewer.records import describe, merge
from reviewer.separation import ENGINE, separate, stated

BATCH, BATCH_CHARACTERS = 500, 1_000_000
"""Documents, and characters of text, that are written at once: a window that reads waits for no longer."""
MOST_LETTERS = 20_000_000
"""Characters of a document above which it could not be shown any more."""
FEW = 200
"""Records of a file up to which the roles in their abstracts are judged at once: it takes milliseconds each.
Of larger files `separate_again` does it when it is asked to."""
LARGE = 4 << 20
"""Bytes of a file of records from which a process of its own is worth its start."""


@dataclass(slots=True)
class Batch:
    """What came of a stretch of a file: what is new, the numbers of what is known, what is set aside."""

    format: str = ""
    new: list[imports.Prepared] = field(default_factory=list)
    known: list[int] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)


def batches(source: Input, there: Collection[int], tell: Callable[[], None]) -> Iterator[Batch]:
    """Yield what a file holds; records whose number is `there` are known. `tell` is called for each other.

    Raises ReviewError when the file cannot be read at all.
    """
    reader = readers.reader_for(source) if source.path and source.size >= LARGE else None
    if reader and reader.records and not reader.apart and os.environ.get(readers.IN_PROCESS, "") != "1":
        for format, new, known, rejected in apart.run(_TASK, reader.name, source, frozenset(there)):
            tell()
            yield Batch(format, [imports.Prepared(*values) for values in new], known, rejected)
    else:
        yield from _batches(source, there, tell)


_TASK = f"{__name__}:plain_batches"


def plain_batches(source: Input, there: Collection[int]) -> Iterator[list[tuple[Any, ...]]]:
    """Yield the batches of a file as plain data, for the process that asked this one for them."""
    for batch in _batches(source, there, lambda: None):
        yield [(batch.format, [tuple(each) for each in batch.new], batch.known, batch.rejected)]


def _batches(source: Input, there: Collection[int], tell: Callable[[], None]) -> Iterator[Batch]:
    batch, waiting = Batch(), list[Parsed]()
    characters = count = 0
    for item in readers.read_input(source):
        if isinstance(item, Rejected):
            batch.rejected.append(item)
            continue
        batch.format = item.format
        if len(item.text) > MOST_LETTERS:
            reason = f"It has {len(item.text):,} characters; a document may have {MOST_LETTERS:,}."
            batch.rejected.append(Rejected(item.number, item.line, reason, item.text[: imports.RAW]))
            continue
        if item.number in there:
            batch.known.append(item.number)
            continue
        waiting.append(item)
        characters += len(item.text)
        if len(waiting) >= BATCH or characters >= BATCH_CHARACTERS:
            count += len(waiting)
            batch.new = _prepared(waiting, count <= FEW, tell)
            yield batch
            batch, waiting, characters = Batch(), [], 0
    if waiting or batch.known or batch.rejected:
        batch.new = _prepared(waiting, count + len(waiting) <= FEW, tell)
        yield batch


def _prepared(items: list[Parsed], judged: bool, tell: Callable[[], None]) -> list[imports.Prepared]:
    found = []
    for item in items:
        tell()
        found.append(_document(item, judged))
    return found


def _document(item: Parsed, judged: bool) -> imports.Prepared:
    document = Document(
        text=item.text,
        record=item.record or Record(),
        sha256=text.sha256(item.text),
        format=item.format,
        boxes=item.boxes,
        pages=item.pages,
    )
    if item.stated:
        engine = ENGINE if judged else imports.BY_FIELDS
        return imports.prepared(item.number, document, by_fields(item, roles_too=judged), engine)
    found = separate(document)
    document = replace(document, record=merge(item.record, describe(item.text, found)))
    return imports.prepared(item.number, document, found, ENGINE)._replace(marks=item.marks)


def by_fields(item: Parsed, *, roles_too: bool = True) -> list[Segment]:
    """Return the segments that a file of records states itself."""
    stretches = [(part.start, part.end, part.kind) for part in item.stated]
    return stated.segments(item.text, stretches, roles_too=roles_too)
