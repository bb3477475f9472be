"""Undo, redo, and going back to any point of the history."""

from __future__ import annotations

from collections import defaultdict

from reviewer.errors import Declined
from reviewer.language import say
from reviewer.library import Library, journal
from reviewer.model import Changes, Progress, no_progress


def undo(library: Library, op: int | None = None) -> Changes:
    """Take back the newest action that stands, or the one with this id, if nothing later rests on it."""
    return journal.undo(library, op)


def redo(library: Library) -> Changes:
    """Bring back the action that was taken back last."""
    return journal.redo(library)


def go_back_to(library: Library, op: int, progress: Progress = no_progress) -> Changes:
    """Undo or redo until `op` is the newest action that stands; 0 is the empty library.

    Each step is an op of its own, so a step that is declined leaves the library at the last good one, and so
    does stopping at a call of `progress`.
    """
    target = journal.standing(library, op) if op else None
    if op and target is None:
        raise Declined(
            say("This point of the history is gone."), say("Choose one that the history still shows.")
        )
    rows: dict[str, set[int]] = defaultdict(set)
    last, taken = Changes(0, ""), 0
    while (newest := _newest(library)) != op:
        progress(taken, None, "Going through the history")
        last = journal.undo(library) if newest > op else journal.redo(library)
        taken += 1
        for table, ids in last.rows.items():
            rows[table] |= ids
    return Changes(last.op, last.label, {table: frozenset(ids) for table, ids in rows.items()})


def _newest(library: Library) -> int:
    found = journal.undoable(library)
    return found.id if found else 0
