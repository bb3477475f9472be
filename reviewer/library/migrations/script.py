"""Scripts of SQL, run statement by statement so that they stay within a transaction."""

from __future__ import annotations

import sqlite3


def run(db: sqlite3.Connection, script: str) -> None:
    """Execute each statement of a script within the transaction that has begun."""
    for statement in _statements(script):
        db.execute(statement)


def _statements(script: str) -> list[str]:
    """Split a script into its statements; triggers hold semicolons of their own."""
    found, held = [], ""
    for part in script.split(";"):
        held += part + ";"
        if sqlite3.complete_statement(held):
            found.append(held.strip())
            held = ""
    return found
