"""Random histories of every action, undone to the start and redone to the end, with kills in between.

    python -m tests.kill.histories ACTIONS KILLS [SEED]

The history is made, undone and redone by processes that are killed at random moments; whatever stands on disk
is gone on with by the next. Undone to the start, the library must be as empty as it was; redone, it must be
the same, row by row, its search index included. `check` must find nothing after any kill.
"""

from __future__ import annotations

import hashlib
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from reviewer import library
from reviewer.actions import claims, example, history
from reviewer.library import Library, journal, schema
from tests.kill.verbs import Hands, do_one

ROOT = Path(__file__).resolve().parents[2]
Dump = dict[str, str]

SHOWN = "document IN (SELECT id FROM shown_documents)"
ASIDE = {"segments": SHOWN, "separations": "id IN (SELECT id FROM shown_documents)"}
"""Parts of documents whose import is taken back stay in the file, unseen: they are not compared."""


def dump(lib: Library) -> Dump:
    """Return a fingerprint of every table that a person's work lies in, as far as it is seen."""
    queries = {
        table: f"SELECT * FROM {table} WHERE {ASIDE.get(table, '1')} ORDER BY id"
        for table in schema.JOURNALLED
    }
    queries["records"] = "SELECT id, title, year, container, record FROM shown_documents ORDER BY id"
    lib.db.execute(
        "CREATE VIRTUAL TABLE IF NOT EXISTS temp.indexed USING fts5vocab(main, passages, instance)"
    )
    queries["search"] = (
        "SELECT doc, offset, term FROM indexed WHERE CASE doc % 4 "
        f"WHEN 0 THEN EXISTS (SELECT 1 FROM segments WHERE id = doc / 4 AND {SHOWN}) "
        f"WHEN 2 THEN EXISTS (SELECT 1 FROM quotes WHERE id = doc / 4 AND {SHOWN}) "
        "WHEN 3 THEN doc / 4 IN (SELECT id FROM shown_documents) ELSE 1 END ORDER BY doc, offset"
    )
    return {
        name: hashlib.sha256(
            repr(lib.db.execute(query).fetchall()).encode("utf-8", "surrogatepass")
        ).hexdigest()
        for name, query in queries.items()
    }


def differing(one: Dump, other: Dump) -> list[str]:
    """Return the tables in which two dumps differ."""
    return [name for name in one if one[name] != other[name]]


def recorded(lib: Library) -> int:
    """Return how many actions stand in the record, undo and redo included."""
    return int(lib.db.execute("SELECT count(*) FROM ops").fetchone()[0])


# ------------------------------------------------------------------ the three ways through a history


def act(lib: Library, seed: str, count: int, folder: Path) -> Counter[str]:
    """Do random actions until the record holds so many; returns how often each was done."""
    at, done = Hands(lib, random.Random(seed), folder), Counter[str]()
    if recorded(lib) == 0:
        example.load_example(lib)
    while recorded(lib) < count:
        done[do_one(at)] += 1
    return done


def undo_all(lib: Library) -> int:
    """Undo to the start; returns the steps."""
    steps = 0
    while journal.undoable(lib) is not None:
        history.undo(lib)
        steps += 1
    return steps


def redo_all(lib: Library) -> int:
    """Redo to the end; returns the steps."""
    steps = 0
    while journal.redoable(lib) is not None:
        history.redo(lib)
        steps += 1
    return steps


PHASES: dict[str, Callable[[Library, str, int, Path], object]] = {
    "do": act,
    "undo": lambda lib, _seed, _count, _folder: undo_all(lib),
    "redo": lambda lib, _seed, _count, _folder: redo_all(lib),
}

# ------------------------------------------------------------------ with kills


@dataclass
class Outcome:
    """What a campaign found and how long each phase took, without the checks between."""

    problems: list[str] = field(default_factory=list)
    kills: Counter[str] = field(default_factory=Counter)
    seconds: dict[str, float] = field(default_factory=dict)
    standing: int = 0
    recorded: int = 0
    journal_bytes: int = 0
    images: int = 0
    library_bytes: int = 0


def campaign(folder: Path, actions: int, kills: int, seed: int) -> Outcome:
    """Make a history of so many actions, undo it and redo it, with so many kills spread over the three."""
    place, dice, outcome = folder / "a.reviewlib", random.Random(seed), Outcome()
    with closing(library.create(place)) as lib:
        start = dump(lib)
    _phase(outcome, "do", place, dice, actions, kills // 3)
    with closing(library.open(place)) as lib:
        claims.add_claim(lib, "The last action.")  # whatever was undone by then can no longer be redone
        end, outcome.recorded = dump(lib), recorded(lib)
        outcome.standing = len(journal.history(lib, 10**9))
        _measure(outcome, lib)
    _phase(outcome, "undo", place, dice, actions, kills // 3)
    with closing(library.open(place)) as lib:
        outcome.problems += [f"undone, {name} differs from the start" for name in differing(start, dump(lib))]
    _phase(outcome, "redo", place, dice, actions, kills - 2 * (kills // 3))
    with closing(library.open(place)) as lib:
        outcome.problems += [f"redone, {name} differs from the end" for name in differing(end, dump(lib))]
    return outcome


def _measure(outcome: Outcome, lib: Library) -> None:
    rows = "SELECT count(*), sum(length(coalesce(before, '')) + length(coalesce(after, ''))) FROM op_rows"
    outcome.images, outcome.journal_bytes = lib.db.execute(rows).fetchone()
    outcome.library_bytes = lib.path.stat().st_size


def _phase(outcome: Outcome, phase: str, place: Path, dice: random.Random, actions: int, kills: int) -> None:
    """Run a phase to its end, killing it so many times on the way and looking at the library each time."""
    began, looked, killed = time.monotonic(), 0.0, 0
    while True:
        seed = str(dice.getrandbits(32))
        command = [sys.executable, "-m", "tests.kill.histories", phase, str(place), seed, str(actions)]
        with subprocess.Popen(command, cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": "0"}) as worker:
            if killed < kills:
                try:
                    worker.wait(1.0 + dice.uniform(0, max(0.3, 0.01 * actions / max(kills, 1))))
                except subprocess.TimeoutExpired:
                    worker.kill()
                    killed += 1
            code = worker.wait()
        looks = time.monotonic()
        with closing(library.open(place)) as lib:
            outcome.problems += [f"{phase}, kill {killed}: {problem}" for problem in library.check(lib)]
        looked += time.monotonic() - looks
        if code == 0:
            break
        if code > 0:
            outcome.problems.append(f"{phase} ended by itself with {code}")
            break
    outcome.kills[phase] = killed
    outcome.seconds[phase] = time.monotonic() - began - looked


def work(phase: str, place: str, seed: str, count: str) -> None:
    """Do one phase in this process, until done or killed."""
    with closing(library.open(place)) as lib:
        PHASES[phase](lib, seed, int(count), Path(place).parent)


def main(actions: int, kills: int, seed: int) -> int:
    """Run a campaign in a temporary folder and print what came of it; exit code 1 when anything differs."""
    print(f"{actions} actions, {kills} kills, seed {seed}", flush=True)
    with tempfile.TemporaryDirectory(prefix="reviewer-history-") as folder:
        outcome = campaign(Path(folder), actions, kills, seed)
    for phase, seconds in outcome.seconds.items():
        print(f"  {phase}: {seconds:.0f} s, {outcome.kills[phase]} kills")
    print(
        f"{outcome.recorded} actions in the record, {outcome.standing} of them standing, "
        f"{outcome.images} images of rows, "
        f"{outcome.journal_bytes / 1e6:.1f} MB of a library of {outcome.library_bytes / 1e6:.1f} MB"
    )
    print("\n".join(outcome.problems) or "Undone it was the start, redone the end; nothing was lost.")
    return 1 if outcome.problems else 0


if __name__ == "__main__":
    if sys.argv[1] in PHASES:
        work(*sys.argv[1:])
    else:
        sys.exit(main(int(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 10))
