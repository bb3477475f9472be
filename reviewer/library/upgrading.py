"""A library of an older Reviewer is brought to the present schema: all of it at once, or not at all.

A copy of the file as it was is made beside it and checked; then every step runs in one transaction, which
keeps other programs out. Whoever stops it, or kills it, finds the library as it was: a rollback journal that
is left behind is undone by whatever opens the file next. For a large library it takes seconds, so that the
window does it on its worker thread.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from reviewer.errors import Cancelled, LibraryBusy, ReviewError
from reviewer.language import later, say
from reviewer.library import schema
from reviewer.model import Progress, no_progress

PIECE = 8 << 20
"""Bytes that are copied at a time."""
LOOKS = 50_000
"""Steps of SQLite's machine between two looks whether somebody wants to stop: some milliseconds."""
TRIES = 3
"""How often the copy is made anew because another program wrote meanwhile."""

COPYING = later("Keeping a copy of it as it was")
CHECKING = later("Checking the copy")
BRINGING = later("Changing how it is kept")

Connect = Callable[[Path], sqlite3.Connection]


def copy_of(path: Path, version: int) -> Path:
    """Return the name of the copy that is kept of a library as it was."""
    return path.with_name(f"{path.stem}.before-upgrade-{version}{path.suffix}")


def upgrade(path: Path, version: int, connect: Connect, progress: Progress = no_progress) -> None:
    """Bring a library of schema `version` to the present one; raises ReviewError or Cancelled, and then the
    library is as it was."""
    copy = copy_of(path, version)
    aside = copy.with_name(f".{copy.name}.{os.getpid()}.part")
    try:
        with closing(connect(path)) as db:
            if not _copied_and_held(db, path, aside, progress):
                return
            _check_copy(aside, connect, progress)
            os.replace(aside, copy)
            _migrate(db, path, copy, progress)
    except OSError as error:
        raise _not_copied(path, error) from error
    finally:
        with suppress(OSError):
            aside.unlink(missing_ok=True)


def _copied_and_held(db: sqlite3.Connection, path: Path, aside: Path, progress: Progress) -> bool:
    """Copy the file as it is while nobody wrote, and hold it; False where another program was quicker.

    It is read before it is held: closing a file lets go of all locks that a process has on it.
    """
    for _ in range(TRIES):
        before = _written(db)
        _copy(path, aside, progress)
        db.execute("BEGIN EXCLUSIVE")
        if _written(db) == before:
            return True
        db.execute("ROLLBACK")
        if _number(db, "user_version") >= schema.VERSION:
            return False
    raise LibraryBusy(
        say("{name} is in use by another program.", name=path.name),
        say(
            "It is of an older Reviewer and is brought up to date when nobody else writes in it. Close it"
            " there, then open it again."
        ),
    )


def _number(db: sqlite3.Connection, pragma: str) -> int:
    return int(db.execute(f"PRAGMA {pragma}").fetchone()[0])


def _written(db: sqlite3.Connection) -> tuple[int, int]:
    """Return what is different when another connection has written since."""
    return _number(db, "data_version"), _number(db, "user_version")


def _copy(path: Path, aside: Path, progress: Progress) -> None:
    size, done = max(1, path.stat().st_size), 0
    with path.open("rb") as old, aside.open("wb") as new:
        while piece := old.read(PIECE):
            new.write(piece)
            done += len(piece)
            progress(min(done, size), size, COPYING)
        new.flush()
        os.fsync(new.fileno())
    shutil.copystat(path, aside)


def _check_copy(aside: Path, connect: Connect, progress: Progress) -> None:
    with closing(connect(aside)) as copied, _told(copied, lambda: progress(0, None, CHECKING)):
        damage = copied.execute("PRAGMA quick_check").fetchone()[0]
    if damage != "ok":
        raise ReviewError(
            say("The library is of an older Reviewer and is damaged: {damage}.", damage=damage),
            say("It was not changed. Restore a backup with File › Restore a backup, or `restore`."),
        )


def _migrate(db: sqlite3.Connection, path: Path, copy: Path, progress: Progress) -> None:
    """Take every step within the transaction that has begun, check what came of it, and commit."""
    first = _number(db, "user_version")
    step = first

    def tell() -> None:
        progress(step - first, schema.VERSION - first, BRINGING)

    def begin(number: int) -> None:
        nonlocal step
        step = number - 1
        tell()

    try:
        with _told(db, tell):
            schema.migrate(db, begin)
            step = schema.VERSION
            damage = db.execute("PRAGMA quick_check").fetchone()[0]
        if damage != "ok":
            raise sqlite3.DatabaseError(damage)
        db.execute("COMMIT")
    except Cancelled:
        _take_back(db)
        copy.unlink(missing_ok=True)
        raise
    except (OSError, sqlite3.Error) as error:
        _take_back(db)
        raise ReviewError(
            say("{name} could not be brought to the present schema: {error}.", name=path.name, error=error),
            say("It was not changed, and a copy of it lies beside it as {name}.", name=copy.name),
        ) from error


def _take_back(db: sqlite3.Connection) -> None:
    if db.in_transaction:  # SQLite itself takes back what was broken off
        db.execute("ROLLBACK")


@contextmanager
def _told(db: sqlite3.Connection, tell: Callable[[], None]) -> Iterator[None]:
    """Tell now and again that SQLite is at work, and break it off when that raises Cancelled."""
    stopped: list[Cancelled] = []

    def look() -> int:
        try:
            tell()
        except Cancelled as error:
            stopped.append(error)
        return len(stopped)

    db.set_progress_handler(look, LOOKS)
    try:
        yield
    except sqlite3.Error as error:
        if stopped:
            raise Cancelled from error
        raise
    finally:
        db.set_progress_handler(None, 0)


def _not_copied(path: Path, error: OSError) -> ReviewError:
    return ReviewError(
        say(
            "{name} is of an older Reviewer, and the copy that is kept of it as it was could not be made:"
            " {reason}.",
            name=path.name,
            reason=error.strerror or error,
        ),
        say("The library was not changed. Make room beside it, or open a copy of it in another folder."),
    )
