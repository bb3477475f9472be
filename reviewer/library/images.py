"""The images of rows that the journal keeps: compared, put back, and asked who came later.

An image is a row as JSON text, made by what `triggers.watch` installs. A later schema may have given a
table more columns than an old image has; such a column takes no part in a comparison and keeps its default.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from typing import Any

from reviewer.library import columns, schema

Row = dict[str, Any]


def parsed(image: str | None) -> Row:
    """Return the values of an image; none for a row that was not there."""
    values: Row = json.loads(image) if image is not None else {}
    return values


def value(row: Row, path: str) -> Any:
    """Return a value of an image; "judgements/imprecision/reason" is one within a column of answers."""
    column, *keys = path.split("/")
    found = row.get(column)
    for key in keys:
        parts = json.loads(found) if isinstance(found, str) and found else found
        found = parts.get(key) if isinstance(parts, dict) else None
    return found


def same(found: str | None, image: str | None) -> bool:
    """Tell whether a row as it is now is what an image shows."""
    if found is None or image is None or found == image:
        return found == image
    now, then = parsed(found), parsed(image)
    return all(column in now and now[column] == value for column, value in then.items())


def swap(db: sqlite3.Connection, table: str, row: int, old: str | None, new: str | None) -> bool:
    """Put the image `new` where `old` is; False, with nothing done, when the row is no longer `old`."""
    found = db.execute(
        f"SELECT {columns.image(db, table, table)} FROM {table} WHERE id = ?", (row,)
    ).fetchone()
    if not same(found[0] if found else None, old):
        return False
    if new is None:
        db.execute(f"DELETE FROM {table} WHERE id = ?", (row,))
        return True
    values = parsed(new)
    names = ", ".join(f'"{name}"' for name in values)
    marks = ", ".join("?" for _ in values)
    if old is None:
        db.execute(f"INSERT INTO {table}({names}) VALUES ({marks})", list(values.values()))
    else:
        sets = ", ".join(f'"{name}" = ?' for name in values)
        db.execute(f"UPDATE {table} SET {sets} WHERE id = ?", [*values.values(), row])
    return True


LATER = "ops.id > :op AND ops.state = 'done' AND ops.undoes IS NULL"

ALONE = {
    "claims": ("number",),
    "tags": ("parent", "name"),
    "appraisals": ("document", "claim", "instrument", "reviewer"),
    "certainties": ("claim", "population", "reviewer"),
    "decisions": ("document", "stage", "reviewer"),
    "first_decisions": ("document", "stage", "reviewer"),
    "settled_decisions": ("document", "stage"),
    "retrievals": ("document",),
}
"""Columns whose values no two rows share, by the rules of the actions: taking back must keep that so."""


def later_op(db: sqlite3.Connection, op: int) -> int | None:
    """Return the newest op that stands, came after `op`, and touched one of its rows or built on one."""
    found = db.execute(
        f"SELECT max(ops.id) FROM op_rows mine JOIN op_rows w ON w.tbl = mine.tbl AND w.row = mine.row "
        f"JOIN ops ON ops.id = w.op WHERE mine.op = :op AND {LATER}",
        {"op": op},
    ).fetchone()[0]
    if found is not None:
        return int(found)
    made = db.execute("SELECT tbl, row FROM op_rows WHERE op = ? AND before IS NULL", (op,)).fetchall()
    built = [_built_on(db, op, table, row) for table, row in made]
    return max((later for later in built if later is not None), default=None)


def _built_on(db: sqlite3.Connection, op: int, table: str, row: int) -> int | None:
    """Return the newest later op that touched a row which points to `row`, or to a document of an import."""
    if table == "imports":
        holders = [*references(db, "documents"), ("segments", "quotes_document")]
        points = "EXISTS (SELECT 1 FROM documents d WHERE d.id = c.{} AND d.batch = :row)"
    else:
        holders, points = references(db, table), "c.{} = :row"
    newest = None
    for child, column in holders:
        (found,) = db.execute(
            f"SELECT max(ops.id) FROM ops JOIN op_rows w ON w.op = ops.id AND w.tbl = :tbl "
            f"JOIN {child} c ON c.id = w.row WHERE {LATER} AND {points.format(column)}",
            {"op": op, "tbl": child, "row": row},
        ).fetchone()
        newest = max((n for n in (newest, found) if n is not None), default=None)
    return newest


def clash(db: sqlite3.Connection, table: str, row: int) -> bool:
    """Tell whether a row that was put back points to a document that is not shown, lies below itself, or is
    there twice."""
    for child, column in references(db, "documents"):
        if child == table:
            hidden = f"c.{column} IS NOT NULL AND c.{column} NOT IN (SELECT id FROM shown_documents)"
            if db.execute(f"SELECT 1 FROM {table} c WHERE c.id = ? AND {hidden}", (row,)).fetchone():
                return True
    if any(_circles(db, table, column, row) for child, column in references(db, table) if child == table):
        return True
    if table not in ALONE:
        return False
    alike = " AND ".join(f"other.{column} IS c.{column}" for column in ALONE[table])
    return bool(
        db.execute(
            f"SELECT 1 FROM {table} c JOIN {table} other ON {alike} WHERE c.id = ? AND other.id <> c.id",
            (row,),
        ).fetchone()
    )


def _circles(db: sqlite3.Connection, table: str, column: str, row: int) -> bool:
    """Tell whether the way up from a row, as from a tag to its group, comes back to it."""
    way = (
        f"WITH RECURSIVE up(id) AS (SELECT {column} FROM {table} WHERE id = :row UNION "
        f"SELECT c.{column} FROM {table} c JOIN up ON c.id = up.id) SELECT 1 FROM up WHERE id = :row"
    )
    return db.execute(way, {"row": row}).fetchone() is not None


def references(db: sqlite3.Connection, parent: str) -> list[tuple[str, str]]:
    """Return the columns of journalled tables that hold ids of `parent`, as (table, column)."""
    return [
        (table, key[3])
        for table in schema.JOURNALLED
        for key in db.execute(f"PRAGMA foreign_key_list({table})")
        if key[2] == parent
    ]


def strays(db: sqlite3.Connection) -> Iterator[tuple[str, int]]:
    """Yield (table, row) of every row that is not what the newest image of it shows."""
    for table in schema.JOURNALLED:
        now = f"CASE WHEN t.id IS NOT NULL THEN {columns.image(db, table, 't')} END"
        for row, after, found in db.execute(
            f"SELECT w.row, w.after, {now} FROM (SELECT row, after, max(id) FROM op_rows WHERE tbl = ? "
            f"GROUP BY row) w LEFT JOIN {table} t ON t.id = w.row",
            (table,),
        ):
            if not same(found, after):
                yield table, row
