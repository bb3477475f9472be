"""Undo, redo, history and "what changed", all from one record.

A change of the library happens inside `op()`: one transaction, one row in `ops`, and the images of every
journalled row that changed, written by the triggers of `triggers.watch`. Undo replays the old images in a
new transaction after checking that nobody changed the rows since; redo replays the new ones. Nothing is
ever erased.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from reviewer.errors import Cancelled, Conflict, Declined, LibraryBusy, ReviewError
from reviewer.language import recorded, retold, say
from reviewer.library import audit, blinding, images, profiles, schema
from reviewer.library.handle import Expected, Library, translate
from reviewer.model import Changes, Op

MERGE_WITHIN = timedelta(seconds=2)
"""Typing in one field with a shorter pause than this is one op."""
LARGE = 500
"""Rows or documents of an op from which replaying it is no longer done in a moment."""


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
    beside: bool = False,
) -> Iterator[Pending]:
    """Open the one transaction of a user action and record it under `label`.

    `merge` names a text field: a further op on it within MERGE_WITHIN joins the last one. `bulk` records
    no row images, for imports that are undone as a batch. `joins` is an op of ours that this one goes on
    with, as the batches of an import do; it gets the new label. `beside` is for what changes nothing that was
    undone, such as recording an export: that can still be redone. An op that changed nothing leaves no trace.
    Raises LibraryBusy, Cancelled when the op to join was undone meanwhile, or ReviewError; any exception
    rolls everything back.
    """
    db = library.db
    try:
        db.execute("BEGIN IMMEDIATE")
    except sqlite3.Error as error:
        raise _refused(library, error) from error
    try:
        _check_version(library)
        entry = _join(db, label, joins) if joins else _begin(library, label, merge, undoes, beside)
        pending = Pending(label, entry)
        since = db.execute("SELECT coalesce(max(id), 0) FROM op_rows").fetchone()[0]
        db.execute("INSERT INTO current_op(op, bulk) VALUES (?, ?)", (pending.op, int(bulk)))
        if library.expected is not None:
            audit.check_still_there(library, library.expected.table, library.expected.row)
        yield pending
        changed = pending.finish(db, since)
        if library.expected is not None:
            _look_at_expected(library, library.expected, pending.op, since)
        db.execute("DELETE FROM current_op")
        db.execute("COMMIT" if changed else "ROLLBACK")
    except sqlite3.Error as error:
        _roll_back(db)
        raise _refused(library, error) from error
    except BaseException:
        _roll_back(db)
        raise


def _check_version(library: Library) -> None:
    """Refuse to write where a newer program has changed the tables while this one had the file open."""
    version = library.db.execute("PRAGMA user_version").fetchone()[0]
    if version != schema.VERSION:
        raise Declined(
            say(
                "{name} was brought to a newer schema ({version}) by another Reviewer meanwhile.",
                name=library.path.name,
                version=version,
            ),
            say("Nothing was changed here. Close this window and go on in the newer version."),
        )


def _roll_back(db: sqlite3.Connection) -> None:
    if db.in_transaction:
        db.execute("ROLLBACK")
    db.execute("DELETE FROM current_op")


def _refused(library: Library, error: sqlite3.Error) -> ReviewError:
    """Return what an error means; of a file in use also who wrote last, as far as the record tells."""
    found = translate(error, library.path)
    if isinstance(found, LibraryBusy):
        try:
            last = last_op(library)
        except sqlite3.Error:
            return found  # not even reading is possible now
        if last is not None:
            found.hint = f"The last to write was {last.reviewer}: “{last.label}”. {found.hint}"
    return found


@contextmanager
def seeing(library: Library, table: str, row: int, **values: str | int | None) -> Iterator[None]:
    """Let an op be refused when it would change a value of this row that is no longer the one given.

    A value within a column of answers is named as in "judgements/imprecision/reason".
    Two windows or programs can so write in one library without either undoing what the other has just done.
    The op raises Conflict, which holds both values; nothing is written then.
    """
    before = library.expected
    library.expected = Expected(_known(table), row, values)
    try:
        yield
    finally:
        library.expected = before


def _look_at_expected(library: Library, expected: Expected, op: int, since: int) -> None:
    found = library.db.execute(
        "SELECT before, after FROM op_rows WHERE op = ? AND id > ? AND tbl = ? AND row = ? ORDER BY id",
        (op, since, expected.table, expected.row),
    ).fetchall()
    if not found:
        return
    before, after = images.parsed(found[0][0]), images.parsed(found[-1][1])
    for column, seen in expected.values.items():
        theirs, yours = images.value(before, column), images.value(after, column)
        if theirs != yours and not _alike(theirs, seen):
            last = next(iter(ops_of(library, expected.table, expected.row, before=op)), None)
            compare(last.reviewer if last is not None else "Somebody", column, seen, theirs, yours)


def compare(who: str, column: str, seen: object, theirs: object, yours: object) -> None:
    """Raise Conflict when one writes `yours` over `theirs`, which `who` wrote since one saw `seen`."""
    if theirs != yours and not _alike(theirs, seen):
        raise Conflict(
            say("{who} wrote in this field while you did.", who=who),
            say("Nothing was overwritten. Choose which of the two is to stand."),
            column,
            _words(theirs),
            _words(yours),
        )


def _words(value: object) -> str:
    return "" if value is None else str(value)


def _alike(one: object, other: object) -> bool:
    """Tell whether two values are the same but for white space, which an action may have put in order."""
    return _words(one).split() == _words(other).split()


def _begin(library: Library, label: str, merge: str, undoes: int | None, beside: bool) -> int:
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
    if undoes is None and not beside:
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
    """Return the op that undo would take back; the judgements of others are theirs to take back."""
    others = blinding.judgement_of_another(library)
    return _first(library, f"state = 'done' AND NOT {others} ORDER BY ops.id DESC")


def redoable(library: Library) -> Op | None:
    """Return the op that redo would bring back."""
    others = blinding.judgement_of_another(library)
    return _first(library, f"state = 'undone' AND NOT {others} ORDER BY ops.id")


def is_large(library: Library, op: int, *, and_later: bool = False) -> bool:
    """Tell whether an op, with `and_later` also those after it, changed so much that a replay takes long."""
    which = f"op {'>=' if and_later else '='} {int(op)}"
    counted = (
        f"SELECT count(*) FROM (SELECT 1 FROM op_rows WHERE {which} LIMIT {LARGE})",
        (
            "SELECT count(*) FROM (SELECT 1 FROM op_rows w JOIN documents d ON d.batch = w.row "
            f"WHERE w.{which} AND w.tbl = 'imports' LIMIT {LARGE})"
        ),
    )
    return any(library.db.execute(sql).fetchone()[0] == LARGE for sql in counted)


def history(library: Library, limit: int = 500) -> list[Op]:
    """Return the ops, newest first, with those taken back marked."""
    return _ops(library, f"1 ORDER BY ops.id DESC LIMIT {int(limit)}")


def standing(library: Library, op: int) -> Op | None:
    """Return an op that stands or waits for redo; None when there is none, or it can never come back."""
    return _first(library, f"ops.id = {int(op)}")


def last_op(library: Library) -> Op | None:
    """Return the newest entry of the record, undo and redo included."""
    found = _ops(library, "1 ORDER BY ops.id DESC LIMIT 1", every=True)
    return found[0] if found else None


def last_change(library: Library) -> Op | None:
    """Return the newest entry that changed what a report may say.

    Those that only record an export, or keep a profile of reports, do not: the report stays the same bytes.
    """
    key = "json_extract(coalesce(w.after, w.before), '$.key')"
    aside = f"w.tbl = 'exports' OR (w.tbl = 'properties' AND {key} LIKE '{profiles.key_of('')}%')"
    own = "SELECT 1 FROM op_rows w WHERE w.op = ops.id"
    counts = f"EXISTS ({own} AND NOT ({aside})) OR NOT EXISTS ({own})"
    return _first(library, f"({counts}) ORDER BY ops.id DESC", every=True)


def _first(library: Library, where: str, every: bool = False) -> Op | None:
    found = _ops(library, where + " LIMIT 1", every)
    return found[0] if found else None


def _ops(library: Library, where: str, every: bool = False) -> list[Op]:
    normal = "1" if every else "ops.undoes IS NULL AND ops.state <> 'superseded'"
    rows = library.db.execute(
        f"SELECT ops.id, ops.time, reviewers.name, {blinding.told(library)}, ops.state <> 'done' FROM ops "
        f"JOIN reviewers ON reviewers.id = ops.reviewer WHERE {normal} AND {where}"
    )
    return [Op(row[0], row[1], row[2], row[3], bool(row[4])) for row in rows]


def ops_of(library: Library, table: str, row: int, *, before: int | None = None) -> list[Op]:
    """Return the ops that changed one row, newest first; with `before` only those older than that op."""
    older = f"ops.id < {int(before)} AND " if before is not None else ""
    return _ops(
        library,
        f"{older}ops.id IN (SELECT op FROM op_rows WHERE tbl = '{_known(table)}' AND row = {int(row)}) "
        "ORDER BY ops.id DESC",
    )


def undo(library: Library, op: int | None = None) -> Changes:
    """Take back the newest op that stands, or one by its id.

    The newest leaves the line of ops and waits for redo. An older one is taken back by an op of its own,
    "Take back: …", which stands in the line like any other, and only if nothing that stands has touched its
    rows since or is built on them. Raises Declined otherwise, and when there is nothing to undo.
    """
    newest = undoable(library)
    if op is None or (newest is not None and newest.id == op):
        if newest is None:
            raise Declined(say("There is nothing to undo."))
        return _replay(library, newest, forward=False)
    target = _first(library, f"state = 'done' AND ops.id = {int(op)}")
    if target is not None and _of_another(library, target):
        raise Declined(
            say(
                "This is a judgement of {reviewer}; only {reviewer} takes it back.", reviewer=target.reviewer
            ),
            say("Where two have judged differently, settle it."),
        )
    if target is None:
        raise Declined(
            say("There is no action {op} that could be taken back.", op=op),
            say("It was taken back already, or it never was. The history shows what stands."),
        )
    return _take_back(library, target)


def _of_another(library: Library, target: Op) -> bool:
    return _first(library, f"ops.id = {target.id} AND {blinding.judgement_of_another(library)}") is not None


def _take_back(library: Library, target: Op) -> Changes:
    """Take back one older op by an op of its own."""
    with op(library, recorded("Take back: {action}", action=target.label)) as pending:
        later = images.later_op(library.db, target.id)
        if later is not None:
            raise _in_the_way(library, target, later)
        try:
            _put_back(library, pending, target, forward=False)
        except sqlite3.IntegrityError as error:
            raise _no_longer_fits(target) from error
        _check_fit(library, target)
    return pending.changes


def _check_fit(library: Library, target: Op) -> None:
    """Raise Declined when rows, as they are again, do not go with others that were changed meanwhile."""
    rows = library.db.execute(
        "SELECT tbl, row FROM op_rows WHERE op = ? AND before IS NOT NULL", (target.id,)
    )
    if any(images.clash(library.db, _known(table), row) for table, row in rows.fetchall()):
        raise _no_longer_fits(target)


def _no_longer_fits(target: Op) -> Declined:
    return Declined(
        say(
            "“{label}” cannot be taken back by itself: what it would bring back no longer fits.",
            label=retold(target.label),
        ),
        say("Take back the later actions first, or go back to here."),
    )


def _in_the_way(library: Library, target: Op, later: int) -> Declined:
    found = _first(library, f"ops.id = {int(later)}", every=True)
    label = found.label if found is not None else ""
    return Declined(
        say(
            "“{label}” cannot be taken back by itself: “{later}” came after it and touched the same.",
            label=retold(target.label),
            later=retold(label) if found is not None else say("A later action"),
        ),
        say("Take that back first, or go back to here."),
    )


def redo(library: Library) -> Changes:
    """Bring back the op that was undone last; raises Declined when there is none."""
    target = redoable(library)
    if target is None:
        raise Declined(say("There is nothing to redo."))
    return _replay(library, target, forward=True)


def _replay(library: Library, target: Op, forward: bool) -> Changes:
    label = (
        recorded("Redo: {action}", action=target.label)
        if forward
        else recorded("Undo: {action}", action=target.label)
    )
    with op(library, label, undoes=target.id) as pending:
        try:
            _put_back(library, pending, target, forward)
        except sqlite3.IntegrityError as error:
            raise _no_longer_fits(target) from error
        state = "done" if forward else "undone"
        library.db.execute("UPDATE ops SET state = ? WHERE id = ?", (state, target.id))
    return pending.changes


def _put_back(library: Library, pending: Pending, target: Op, forward: bool) -> None:
    """Swap every row that an op changed, after checking that each is still as the op left it."""
    db = library.db
    order = "ASC" if forward else "DESC"
    rows = db.execute(
        f"SELECT tbl, row, before, after FROM op_rows WHERE op = ? ORDER BY id {order}", (target.id,)
    ).fetchall()
    for table, row, before, after in rows:
        old, new = (before, after) if forward else (after, before)
        if not images.swap(db, _known(table), row, old, new):
            raise Declined(
                say(
                    "“{label}” cannot be taken back: something it made was changed since.",
                    label=retold(target.label),
                ),
                say("Take back the later change first, or make the change by hand."),
            )
        if table == "imports":
            pending.note("documents", *_documents_of(db, row))


def _documents_of(db: sqlite3.Connection, batch: int) -> list[int]:
    return [row[0] for row in db.execute("SELECT id FROM documents WHERE batch = ?", (batch,))]


def _known(table: str) -> str:
    if table not in schema.JOURNALLED:
        raise ValueError(f"{table} is not a journalled table")
    return table
