"""Undo, redo, and going back to any point of the history."""

from __future__ import annotations

from collections import defaultdict

from reviewer.errors import Declined
from reviewer.library import Library, journal
from reviewer.model import Changes


def undo(library: Library, op: int | None = None) -> Changes:
    """Take back the newest action that stands, or the one with this id."""
    return journal.undo(library, op)


def redo(library: Library) -> Changes:
    """Bring back the action that was taken back last."""
    return journal.redo(library)


def go_back_to(library: Library, op: int) -> Changes:
    """Undo or redo until `op` is the newest action that stands; 0 is the empty library.

    Each step is an op of its own, so a step that is declined leaves the library at the last good one.
    """
    known = {entry.id: entry for entry in journal.history(library, limit=1_000_000)}
    if op and op not in known:
        raise Declined("This point of the history is gone.", "Choose one that the history still shows.")
    step = journal.redo if op and known[op].undone else journal.undo
    rows: dict[str, set[int]] = defaultdict(set)
    last = Changes(0, "")
    while not _standing_at(library, op):
        last = step(library)
        for table, ids in last.rows.items():
            rows[table] |= ids
    return Changes(last.op, last.label, {table: frozenset(ids) for table, ids in rows.items()})


def _standing_at(library: Library, op: int) -> bool:
    newest = journal.undoable(library)
    return (newest.id if newest else 0) == op
