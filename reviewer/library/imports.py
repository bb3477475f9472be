"""What an import writes: files byte for byte, documents in batches, what could not be read, and the log.

A large import is many short transactions that share one op, so that the window never waits for it, a kill
loses the batch in flight at most, and one undo takes all of it back.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain
from typing import Any, BinaryIO, NamedTuple

from reviewer.errors import ReviewError
from reviewer.language import say
from reviewer.library import arrivals, authors, facts, passages, records_json, rows
from reviewer.library.documents import BLANK, SEGMENT_VALUES, segment_row
from reviewer.library.facts import NO_FACTS, Facts
from reviewer.library.handle import Library, translate
from reviewer.model import Document, Segment
from reviewer.readers.parsed import Mark

PIECE = 4 << 20
"""Bytes of a file that are kept in one row: more at once would let the window wait."""
RAW = 10_000
"""Characters that are kept of a record that could not be read."""
BY_FIELDS = "fields"
"""Stands for the engine where the parts of a document are those its record states, without roles."""

_RULE = SEGMENT_VALUES.index("rule")
_SEGMENTS = f"segments(document, {', '.join(SEGMENT_VALUES)})"
ROWS = 50
"""Rows that one statement writes."""


class Prepared(NamedTuple):
    """A document as its columns, ready to be written; `number` is its place in its file."""

    number: int
    text: str
    sha256: str
    format: str
    title: str
    year: int | None
    container: str
    record: str
    segments: list[tuple[Any, ...]]
    engine: str
    pages: tuple[int, ...] = ()
    authors: str = ""
    """Their names, one a line."""
    keywords: str = ""
    """What it is indexed by, one term a line."""
    facts: Facts = NO_FACTS
    marks: Sequence[Mark] = ()
    """What readers of the file have marked in it."""


@dataclass(frozen=True, slots=True)
class Known:
    """A file that was imported before; `whole` is False when that import was cut off."""

    source: int
    whole: bool


@dataclass(frozen=True, slots=True)
class Unread:
    """A record that could not be read: where it stands, why, and its words as far as they are kept."""

    path: str
    record: int
    line: int
    reason: str
    raw: str = ""


def prepared(number: int, document: Document, segments: Sequence[Segment], engine: str) -> Prepared:
    """Return a document and its segments as columns."""
    record = document.record
    kept = records_json.to_json(record)
    return Prepared(
        number, document.text, document.sha256, document.format, record.title,
        record.issued.year if record.issued else None, record.container, kept,
        [segment_row(segment, document.text) for segment in segments], engine,
        document.pages, authors.names(record), facts.keywords(record), facts.facts(record, kept),
    )  # fmt: skip


# ------------------------------------------------------------------ files


def known(library: Library, sha256: str) -> Known | None:
    """Return what is there of a file with this fingerprint, or None when nothing of it is shown.

    A file of which a part was taken back again is not whole, also if it was once gone through to its end.
    """
    row = library.db.execute(
        "SELECT s.id, s.records IS NOT NULL AND NOT EXISTS (SELECT 1 FROM documents o WHERE o.source = s.id "
        "AND NOT EXISTS (SELECT 1 FROM shown_documents d WHERE d.source = s.id AND d.number = o.number)) "
        "FROM sources s WHERE s.sha256 = ? "
        "AND EXISTS (SELECT 1 FROM shown_documents d WHERE d.source = s.id) ORDER BY 2 DESC, 1 LIMIT 1",
        (sha256,),
    ).fetchone()
    return Known(int(row[0]), bool(row[1])) if row else None


def numbers(library: Library, source: int) -> dict[int, int]:
    """Return the documents of a source by their number in the file."""
    found = library.db.execute("SELECT number, id FROM shown_documents WHERE source = ?", (source,))
    return dict(found.fetchall())


def keep_body(library: Library, sha256: str, file: BinaryIO) -> None:
    """Keep the bytes of a file under their fingerprint, if they are not there.

    Inside an op all is one transaction; outside of one each piece of a large file is one of its own.
    """
    db = library.db
    if db.execute("SELECT 1 FROM bodies WHERE sha256 = ?", (sha256,)).fetchone():
        return
    first, number = file.read(PIECE), 0
    try:
        while piece := file.read(PIECE):
            number += 1
            with _writing(library):
                db.execute(
                    "INSERT INTO body_parts(sha256, number, data) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                    (sha256, number, piece),
                )
        with _writing(library):  # last: a body that is named is whole
            db.execute("INSERT INTO bodies(sha256, data) VALUES (?, ?)", (sha256, first))
    except ReviewError:
        _forget_parts(library, sha256)
        raise


def _forget_parts(library: Library, sha256: str) -> None:
    """Give back the room of half a file, so that a full disk does not stay full of it.

    Overwriting what is deleted, as some builds of SQLite do, would first take as much room again.
    """
    (overwrites,) = library.db.execute("PRAGMA secure_delete").fetchone()
    library.db.execute("PRAGMA secure_delete = OFF")
    with suppress(ReviewError), _writing(library):
        library.db.execute("DELETE FROM body_parts WHERE sha256 = ?", (sha256,))
    library.db.execute(f"PRAGMA secure_delete = {int(overwrites)}")


def body(library: Library, sha256: str) -> Iterator[bytes]:
    """Yield the pieces of a kept file in order; none when there is no such file."""
    for (data,) in library.db.execute(
        "SELECT data FROM (SELECT 0 AS number, data FROM bodies WHERE sha256 = ?1 "
        "UNION ALL SELECT number, data FROM body_parts WHERE sha256 = ?1) ORDER BY number",
        (sha256,),
    ):
        yield data


def source_bytes(library: Library, sha256: str) -> bytes:
    """Return an imported file as it came; raises ReviewError when the library does not hold it."""
    pieces = list(body(library, sha256))
    if not pieces:
        raise ReviewError(
            say("The library holds no file with this fingerprint."), say("Run `reviewer check`.")
        )
    return b"".join(pieces)


def format_of(library: Library, source: int) -> str:
    """Return the format that a source was read as."""
    return str(library.db.execute("SELECT format FROM sources WHERE id = ?", (source,)).fetchone()[0])


@contextmanager
def _writing(library: Library) -> Iterator[None]:
    within = library.db.in_transaction
    if within:
        yield
        return
    try:
        library.db.execute("BEGIN IMMEDIATE")
        yield
        library.db.execute("COMMIT")
    except sqlite3.Error as error:
        if library.db.in_transaction:
            library.db.execute("ROLLBACK")
        raise translate(error, library.path) from error


# ------------------------------------------------------------------ inside an op


def begin(library: Library, label: str) -> int:
    """Return the number of a new import."""
    return rows.add(library, "imports", label=label)


def add_source(library: Library, batch: int, sha256: str, size: int, path: str, format: str) -> int:
    """Name a file whose bytes are kept as the source of documents; returns its id."""
    cursor = library.db.execute(
        "INSERT INTO sources(batch, sha256, path, format, bytes) VALUES (?, ?, ?, ?, ?)",
        (batch, sha256, path, format, size),
    )
    return int(cursor.lastrowid or 0)


def finish_source(library: Library, source: int, records: int, duplicates: int, rejected: int) -> None:
    """Say that a source was gone through to its end, and how many records of each fate it held.

    What came from it before it was cut off is none of its duplicates.
    """
    with _writing(library):
        library.db.execute(
            "UPDATE sources SET records = ?, duplicates = ?, rejected = ? WHERE id = ?",
            (records, duplicates, rejected, source),
        )


def entry_of(library: Library, source: int) -> tuple[int, str]:
    """Return the import and the path under which the log names a source."""
    row = library.db.execute("SELECT batch, path FROM sources WHERE id = ?", (source,)).fetchone()
    return int(row[0]), str(row[1])


def add_documents(
    library: Library, batch: int, source: int, new: Sequence[Prepared]
) -> list[tuple[int, int]]:
    """Write documents, in a bulk op; returns (id, 0) for each, or (0, twin) where one with the same text and
    record is shown."""
    db = library.db
    made, added = _placed(db, new)
    _add_rows(
        db,
        "documents(id, batch, source, number, text, format, title, year, container, record)",
        [
            (id, batch, source, e.number, text, e.format, e.title, e.year, e.container, e.record)
            for id, text, e in added
        ],
    )
    of = [(id, each) for id, _, each in added]
    _add_rows(db, "document_authors(id, names)", [(id, each.authors) for id, each in of])
    pages = [(id, json.dumps(each.pages)) for id, each in of if each.pages]
    _add_rows(db, "document_pages(id, starts)", pages)
    _add_rows(db, "separations(id, engine)", [(id, each.engine) for id, each in of])
    _add_rows(db, facts.FACTS, [(id, source, each.format, *each.facts) for id, each in of])
    _add_rows(db, facts.KEYWORDS, [(id, each.keywords) for id, each in of if each.keywords])
    first = _last(db, "segments") + 1
    _add_rows(db, _SEGMENTS, [(id, *values) for id, each in of for values in each.segments])
    words: list[tuple[int, str]] = []
    for id, each in of:
        words += _passages(id, first, each)
        first += len(each.segments)
    words.sort()  # at a row below the last one FTS5 writes out all it holds, which took most of its time
    db.executemany(passages.ADD, words)
    return made


def _add_rows(
    db: sqlite3.Connection, columns: str, rows: Sequence[tuple[Any, ...]], unless: str = ""
) -> None:
    """Write rows of a table, many by each statement: beginning and ending one takes longer than its row.

    `columns` names the table and its columns, `unless` is what is to be done about a row that is there.
    """
    if not rows:
        return
    row = f"({', '.join('?' * len(rows[0]))})"
    whole = len(rows) - len(rows) % ROWS
    for some, count in ((rows[:whole], ROWS), (rows[whole:], 1)):
        sql = f"INSERT INTO {columns} VALUES {', '.join([row] * count)}{unless}"
        values = [list(chain.from_iterable(some[at : at + count])) for at in range(0, len(some), count)]
        db.executemany(sql, values)


def _placed(
    db: sqlite3.Connection, new: Sequence[Prepared]
) -> tuple[list[tuple[int, int]], list[tuple[int, int, Prepared]]]:
    """Write the texts of documents, and return what becomes of each as `add_documents` does, and those to
    be added with their ids and those of their texts."""
    fresh = _fresh_texts(db, new)
    made: list[tuple[int, int]] = []
    added: list[tuple[int, int, Prepared]] = []
    here: dict[tuple[str, str], int] = {}
    id = _last(db, "documents")
    for each in new:
        text, twin = fresh.get(each.sha256), None
        if text is None:
            (text,) = db.execute("SELECT id FROM texts WHERE sha256 = ?", (each.sha256,)).fetchone()
            twin = _twin(db, text, each.record)
        twin = here.get((each.sha256, each.record)) if twin is None else twin
        if twin is None:
            id += 1
            added.append((id, text, each))
            here[each.sha256, each.record] = id
        made.append((id, 0) if twin is None else (0, twin))
    return made, added


def _last(db: sqlite3.Connection, table: str) -> int:
    row = db.execute("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,)).fetchone()
    return int(row[0]) if row else 0


def _passages(document: int, first: int, each: Prepared) -> Iterator[tuple[int, str]]:
    """Yield what full-text search finds of a document; its segments are numbered from `first`."""
    for id, values in enumerate(each.segments, first):
        start, end = values[:2]
        if values[_RULE] != BLANK:
            yield 4 * id, each.text[start:end]
    yield 4 * document + 3, each.title


def _fresh_texts(db: sqlite3.Connection, new: Sequence[Prepared]) -> dict[str, int]:
    """Write the texts that are not there yet; returns their ids by their fingerprints."""
    last = _last(db, "texts")
    rows = [(each.sha256, each.text) for each in new]
    _add_rows(db, "texts(sha256, text)", rows, " ON CONFLICT DO NOTHING")
    return dict(db.execute("SELECT sha256, id FROM texts WHERE id > ?", (last,)).fetchall())


def _twin(db: sqlite3.Connection, text: int, record: str) -> int | None:
    row = db.execute(
        "SELECT min(id) FROM shown_documents d WHERE text = ? "
        "AND coalesce((SELECT f.record FROM filed_records f WHERE f.id = d.id), d.record) = ?",
        (text, record),
    ).fetchone()
    return None if row[0] is None else int(row[0])


def add_unread(library: Library, batch: int, unread: Iterable[Unread]) -> None:
    """Keep what could not be read, for the log of imports; inside an op or outside of one."""
    with _writing(library):
        library.db.executemany(
            "INSERT INTO unread(batch, path, record, line, reason, raw) VALUES (?, ?, ?, ?, ?, ?)",
            [(batch, one.path, one.record, one.line, one.reason, one.raw[:RAW]) for one in unread],
        )


def forget_unread(library: Library, batch: int, path: str) -> None:
    """Forget what could not be read of a file that is being gone through again from its start."""
    with _writing(library):
        library.db.execute("DELETE FROM unread WHERE batch = ? AND path = ?", (batch, path))


# ------------------------------------------------------------------ the log


class PassedOver(NamedTuple):
    """A file of which nothing was added; `whole` is False when the import was stopped within it."""

    path: str
    format: str
    sha256: str
    duplicates: int
    whole: bool


def pass_over(library: Library, batch: int, files: Sequence[PassedOver]) -> int:
    """Write files into the log of which nothing was added; inside an op or outside of one.

    `batch` is the import they came with, 0 where it added nothing at all. Returns the number under which what
    could not be read of them is kept: that of the import, or one below 0, as no import stands for them.
    """
    if not files:
        return batch
    with _writing(library):
        arrivals.know_reviewer(library, library.reviewer)
        (last,) = library.db.execute("SELECT coalesce(max(id), 0) FROM passed_over").fetchone()
        batch = batch or -(last + 1)
        now = datetime.now(UTC).isoformat(timespec="milliseconds")
        library.db.executemany(
            "INSERT INTO passed_over(batch, time, reviewer, path, format, sha256, duplicates, whole) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [(batch, now, library.reviewer.id, *file[:-1], int(file.whole)) for file in files],
        )
    return batch


@dataclass(frozen=True, slots=True)
class Logged:
    """A file of an import: how many of its records were added, were there already, could not be read.

    `batch` is below 0 where the whole import added nothing: no op stands for it. `whole` is False when the
    import was cut off; naming the file again goes on with it.
    """

    batch: int
    time: str
    reviewer: str
    path: str
    format: str
    sha256: str
    added: int
    duplicates: int
    rejected: int
    whole: bool
    undone: bool
    source: int = 0
    """The file in the library; below 0 where none of it was added."""


def log(library: Library) -> list[Logged]:
    """Return the files of all imports, newest first, also those taken back and those that added nothing."""
    found = library.db.execute(
        "WITH s AS (SELECT id, batch, '' AS time, '' AS reviewer, path, format, sha256, duplicates, "
        "records IS NOT NULL AS whole FROM sources UNION ALL "
        "SELECT -id, batch, time, reviewer, path, format, sha256, duplicates, whole FROM passed_over) "
        "SELECT s.batch, coalesce(o.time, s.time) AS at, coalesce(r.name, ''), s.path, s.format, s.sha256, "
        "(SELECT count(*) FROM documents d WHERE d.source = s.id), coalesce(s.duplicates, 0), "
        "(SELECT count(*) FROM unread u WHERE u.batch = s.batch AND u.path = s.path), "
        "s.whole, s.batch > 0 AND s.batch NOT IN (SELECT id FROM imports), s.id "
        "FROM s LEFT JOIN op_rows w ON w.tbl = 'imports' AND w.row = s.batch AND w.before IS NULL "
        "LEFT JOIN ops o ON o.id = w.op AND o.undoes IS NULL "
        "LEFT JOIN reviewers r ON r.id = coalesce(o.reviewer, s.reviewer) "
        "WHERE o.id IS NOT NULL OR w.id IS NULL ORDER BY at DESC, s.batch DESC, abs(s.id) DESC"
    )
    return [Logged(*(*said, bool(whole), bool(undone), id)) for *said, whole, undone, id in found]


def unread(library: Library, batch: int | None = None) -> list[Unread]:
    """Return what could not be read, of one import or of all, in the order of the files."""
    where = "" if batch is None else "WHERE batch = ?"
    found = library.db.execute(
        f"SELECT path, record, line, reason, raw FROM unread {where} ORDER BY id",
        () if batch is None else (batch,),
    )
    return [Unread(*row) for row in found]
