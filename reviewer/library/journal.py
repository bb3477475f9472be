"""Undo, redo, history and "what changed", all from one record.

A change of the library happens inside `op()`: one transaction, one row in `ops`, and the images of every
journalled row that changed, written by the triggers of `schema.watch`. Undo replays the old images in a
new transaction after checking that nobody changed the rows since; redo replays the new ones. Nothing is
ever erased.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from reviewer.errors import Cancelled, Declined
from reviewer.library import schema
from reviewer.library.handle import Library, translate
from reviewer.model import Changes, Op

MERGE_WITHIN = timedelta(seconds=2)
"""Typing in one field with a shorter pause than this is one op."""


class Pending:
    """An op that is being written. `changes` is complete once the block has ended."""

    def __init__(self, label: str, op: int) -> None:
        self.op = op
        self.label = label
        self.created = 0
        self.changes = Changes(0, label)
        self._noted: dict[str, set[int]] = defaultdict(set)

    def note(self, table: str, *ids: int) -> None:
        """Name rows of a table that is not journalled, so that views hear of them."""
        self._noted[table].update(ids)

    def record_rows(self, library: Library) -> None:
        """Keep the image of every row from here on, also in a bulk op: what was there before it changes."""
        library.db.execute("UPDATE current_op SET bulk = 0")

    def finish(self, db: sqlite3.Connection, since: int) -> bool:
        """Read what changed; False when nothing did."""
        rows = self._noted
        for table, row in db.execute(
            "SELECT tbl, row FROM op_rows WHERE op = ? AND id > ?", (self.op, since)
        ):
            rows[table].add(row)
        self.changes = Changes(self.op, self.label, {k: frozenset(v) for k, v in rows.items()}, self.created)
        return any(rows.values())


@contextmanager
def op(
    library: Library,
    label: str,
    *,
    merge: str = "",
    bulk: bool = False,
    undoes: int | None = None,
    joins: int | None = None,
) -> Iterator[Pending]:
    """Open the one transaction of a user action and record it under `label`.

    `merge` names a text field: a further op on it within MERGE_WITHIN joins the last one. `bulk` records
    no row images, for imports that are undone as a batch. `joins` is an op of ours that this one goes on
    with, as the batches of an import do; it gets the new label. An op that changed nothing leaves no trace.
    Raises LibraryBusy, Cancelled when the op to join was undone meanwhile, or ReviewError; any exception
    rolls everything back.
    """
    db = library.db
    try:
        db.execute("BEGIN IMMEDIATE")
    except sqlite3.Error as error:
        raise translate(error, library.path) from error
    try:
        pending = Pending(label, _join(db, label, joins) if joins else _begin(library, label, merge, undoes))
        since = db.execute("SELECT coalesce(max(id), 0) FROM op_rows").fetchone()[0]
        db.execute("INSERT INTO current_op(op, bulk) VALUES (?, ?)", (pending.op, int(bulk)))
        yield pending
        changed = pending.finish(db, since)
        db.execute("DELETE FROM current_op")
        db.execute("COMMIT" if changed else "ROLLBACK")
    except sqlite3.Error as error:
        _roll_back(db)
        raise translate(error, library.path) from error
    except BaseException:
        _roll_back(db)
        raise


def _roll_back(db: sqlite3.Connection) -> None:
    if db.in_transaction:
        db.execute("ROLLBACK")
    db.execute("DELETE FROM current_op")


def _begin(library: Library, label: str, merge: str, undoes: int | None) -> int:
    db, now = library.db, datetime.now(UTC)
    person = library.reviewer
    db.execute(
        "INSERT INTO reviewers(id, name) VALUES (?, ?) ON CONFLICT(id) DO UPDATE SET name = excluded.name",
        (person.id, person.name),
    )
    stamp = now.isoformat(timespec="milliseconds")
    if merge and undoes is None and (last := _mergeable(db, merge, person.id, now)):
        db.execute("UPDATE ops SET time = ?, label = ? WHERE id = ?", (stamp, label, last))
        return last
    if undoes is None:
        db.execute("UPDATE ops SET state = 'superseded' WHERE state = 'undone' AND undoes IS NULL")
    cursor = db.execute(
        "INSERT INTO ops(time, reviewer, label, merge, undoes) VALUES (?, ?, ?, ?, ?)",
        (stamp, person.id, label, merge, undoes),
    )
    return int(cursor.lastrowid or 0)


def _join(db: sqlite3.Connection, label: str, op: int) -> int:
    if db.execute("UPDATE ops SET label = ? WHERE id = ? AND state = 'done'", (label, op)).rowcount != 1:
        raise Cancelled
    return op


def _mergeable(db: sqlite3.Connection, merge: str, person: str, now: datetime) -> int | None:
    row = db.execute("SELECT id, time, reviewer, merge, state FROM ops ORDER BY id DESC LIMIT 1").fetchone()
    if row is None or row[2:] != (person, merge, "done"):
        return None
    return int(row[0]) if now - datetime.fromisoformat(row[1]) <= MERGE_WITHIN else None


def undoable(library: Library) -> Op | None:
    """Return the op that undo would take back."""
    return _first(library, "state = 'done' ORDER BY ops.id DESC")


def redoable(library: Library) -> Op | None:
    """Return the op that redo would bring back."""
    return _first(library, "state = 'undone' ORDER BY ops.id")


def history(library: Library, limit: int = 500) -> list[Op]:
    """Return the ops, newest first, with those taken back marked."""
    return _ops(library, f"1 ORDER BY ops.id DESC LIMIT {int(limit)}")


def last_op(library: Library) -> Op | None:
    """Return the newest entry of the record, undo and redo included."""
    found = _ops(library, "1 ORDER BY ops.id DESC LIMIT 1", every=True)
    return found[0] if found else None


def _first(library: Library, where: str) -> Op | None:
    found = _ops(library, where + " LIMIT 1")
    return found[0] if found else None


def _ops(library: Library, where: str, every: bool = False) -> list[Op]:
    normal = "1" if every else "ops.undoes IS NULL AND ops.state <> 'superseded'"
    rows = library.db.execute(
        "SELECT ops.id, ops.time, reviewers.name, ops.label, ops.state <> 'done' FROM ops "
        f"JOIN reviewers ON reviewers.id = ops.reviewer WHERE {normal} AND {where}"
    )
    return [Op(row[0], row[1], row[2], row[3], bool(row[4])) for row in rows]


def ops_of(library: Library, table: str, row: int) -> list[Op]:
    """Return the ops that changed one row, newest first."""
    return _ops(
        library,
        f"ops.id IN (SELECT op FROM op_rows WHERE tbl = '{_known(table)}' AND row = {int(row)}) "
        "ORDER BY ops.id DESC",
    )


def undo(library: Library, op: int | None = None) -> Changes:
    """Take back the newest op that stands, or one by its id; raises Declined when there is none or a row
    changed since."""
    target = undoable(library) if op is None else _first(library, f"state = 'done' AND ops.id = {int(op)}")
    if target is None:
        raise Declined("There is nothing to undo.")
    return _replay(library, target, forward=False)


def redo(library: Library) -> Changes:
    """Bring back the op that was undone last; raises Declined when there is none."""
    target = redoable(library)
    if target is None:
        raise Declined("There is nothing to redo.")
    return _replay(library, target, forward=True)


def _replay(library: Library, target: Op, forward: bool) -> Changes:
    db = library.db
    label = f"{'Redo' if forward else 'Undo'}: {target.label}"
    with op(library, label, undoes=target.id) as pending:
        order = "ASC" if forward else "DESC"
        images = db.execute(
            f"SELECT tbl, row, before, after FROM op_rows WHERE op = ? ORDER BY id {order}", (target.id,)
        ).fetchall()
        for table, row, before, after in images:
            old, new = (before, after) if forward else (after, before)
            _swap(db, _known(table), row, old, new, target.label)
            if table == "imports":
                pending.note("documents", *_documents_of(db, row))
        db.execute("UPDATE ops SET state = ? WHERE id = ?", ("done" if forward else "undone", target.id))
    return pending.changes


def _documents_of(db: sqlite3.Connection, batch: int) -> list[int]:
    return [row[0] for row in db.execute("SELECT id FROM documents WHERE batch = ?", (batch,))]


def _swap(db: sqlite3.Connection, table: str, row: int, old: str | None, new: str | None, label: str) -> None:
    """Put `new` where `old` is, after checking that it still is."""
    found = db.execute(
        f"SELECT {schema.image(db, table, table)} FROM {table} WHERE id = ?", (row,)
    ).fetchone()
    if (found[0] if found else None) != old:
        raise Declined(
            f"“{label}” cannot be taken back: something it made was changed since.",
            "Take back the later change first, or make the change by hand.",
        )
    if new is None:
        db.execute(f"DELETE FROM {table} WHERE id = ?", (row,))
        return
    values = json.loads(new)
    names = ", ".join(f'"{name}"' for name in values)
    marks = ", ".join("?" for _ in values)
    if old is None:
        db.execute(f"INSERT INTO {table}({names}) VALUES ({marks})", list(values.values()))
    else:
        sets = ", ".join(f'"{name}" = ?' for name in values)
        db.execute(f"UPDATE {table} SET {sets} WHERE id = ?", [*values.values(), row])


def _known(table: str) -> str:
    if table not in schema.JOURNALLED:
        raise ValueError(f"{table} is not a journalled table")
    return table
