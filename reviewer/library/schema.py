"""The tables of a library: which of them are journalled, and how a file is brought to the present ones.

Journalled tables are STRICT with INTEGER and TEXT columns only, because their rows are kept as JSON
images, which round floats and refuse BLOBs. Ids are never reused. `user_version` counts the migrations,
so that opening an up-to-date library needs neither sqlite-utils nor a look at its records.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from reviewer.library.migrations import MIGRATIONS, Step
from reviewer.library.migrations.script import run

APPLICATION_ID = 0x52764C62
"""The bytes "RvLb" in the file's header: how a library is told from any other SQLite file."""

JOURNALLED = (
    "imports",
    "segments",
    "claims",
    "claim_tags",
    "tags",
    "populations",
    "quotes",
    "studies",
    "appraisals",
    "certainties",
    "properties",
    "separations",
    "quoted_studies",
    "duplicates",
    "record_edits",
    "suggestions",
    "first_judgements",
    "settlements",
    "onlookers",
    "exclusion_reasons",
    "decisions",
    "first_decisions",
    "settled_decisions",
    "retrievals",
    "exports",
)
"""Tables whose every change is recorded, undoable, and refused outside an op."""

UNDONE_AS_A_BATCH = ("segments", "separations", "suggestions")
"""Tables of which an import keeps no images: it is undone as a batch, not part by part."""

VERSION = len(MIGRATIONS)


def migrate(db: sqlite3.Connection, begin: Callable[[int], None] = lambda number: None) -> None:
    """Bring the tables to VERSION, each step in a transaction of its own with its record.

    Within a transaction that has begun they are parts of it. `begin` is told the number of each step.
    """
    from sqlite_utils import Database, Migrations  # 140 ms: only when there is something to do

    steps = Migrations("reviewer")
    for number, (name, step) in enumerate(MIGRATIONS, start=1):

        def apply(wrapped: Database, step: Step = step, number: int = number) -> None:
            begin(number)
            run(wrapped.conn, step) if isinstance(step, str) else step(wrapped.conn)
            wrapped.conn.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            wrapped.conn.execute(f"PRAGMA user_version = {number}")

        steps(name=name)(apply)
    steps.apply(Database(db, execute_plugins=False))
