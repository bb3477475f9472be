"""The columns of a table, and a row of it as the journal keeps it."""

from __future__ import annotations

import sqlite3


def names(db: sqlite3.Connection, table: str) -> list[str]:
    """Return the column names of one of our tables, in order."""
    return [row[1] for row in db.execute(f"PRAGMA table_info({table})")]


def image(db: sqlite3.Connection, table: str, prefix: str) -> str:
    """Return the SQL expression of a row as JSON text; `prefix` is NEW, OLD or the table."""
    pairs = ", ".join(f"'{name}', {prefix}.\"{name}\"" for name in names(db, table))
    return f"json_object({pairs})"
