"""Writing single rows: add, change, drop. Only inside an op, or the database refuses.

Table and column names come from the schema, never from outside, so that no caller writes SQL.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from reviewer.library import audit, columns, schema
from reviewer.library.handle import Library

Value = str | int | None


def add(library: Library, table: str, **values: Value) -> int:
    """Insert a row and return its id."""
    names = _checked(library, table, values)
    marks = ", ".join("?" for _ in values)
    cursor = library.db.execute(f"INSERT INTO {table}({names}) VALUES ({marks})", list(values.values()))
    return int(cursor.lastrowid or 0)


def add_all(library: Library, table: str, found: Sequence[dict[str, Value]]) -> None:
    """Insert many rows, all with the columns of the first."""
    if found:
        names = _checked(library, table, found[0])
        marks = ", ".join("?" for _ in found[0])
        library.db.executemany(
            f"INSERT INTO {table}({names}) VALUES ({marks})", [list(values.values()) for values in found]
        )


def change(library: Library, table: str, row: int, **values: Value) -> bool:
    """Update a row; False when there never was one.

    Raises Declined, saying who did it, when the row was removed: somebody else did so in the meantime. Rows
    that share the id of their document may come and go, so for these it is False.
    """
    _checked(library, table, values)
    sets = ", ".join(f'"{name}" = ?' for name in values)
    cursor = library.db.execute(f"UPDATE {table} SET {sets} WHERE id = ?", [*values.values(), row])
    if cursor.rowcount == 0:
        audit.check_still_there(library, table, row)
    return cursor.rowcount == 1


def drop(library: Library, table: str, row: int) -> None:
    """Delete a row of a journalled table."""
    _checked(library, table, {})
    library.db.execute(f"DELETE FROM {table} WHERE id = ?", (row,))


def _checked(library: Library, table: str, values: Mapping[str, Any]) -> str:
    if table not in schema.JOURNALLED:
        raise ValueError(f"{table} is not a journalled table")
    unknown = set(values) - set(columns.names(library.db, table))
    if unknown:
        raise ValueError(f"{table} has no column {', '.join(sorted(unknown))}")
    return ", ".join(f'"{name}"' for name in values)
