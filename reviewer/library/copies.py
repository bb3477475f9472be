"""Verified copies of a library, and the ring of the last ten that is kept while one works.

A copy is written aside, opened, checked and counted, and only then takes its name; nothing that lies there
already is replaced before that. Restoring makes a new library and never touches another.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from reviewer import settings
from reviewer.errors import ReviewError
from reviewer.language import say
from reviewer.library import blinding, handle
from reviewer.library.handle import SUFFIX, Library
from reviewer.library.integrity import check, tally
from reviewer.model import Progress, no_progress

KEPT = 10
"""Backups of one library that the ring holds."""

PAGES = 2048
"""Pages copied at a time, 8 MB; in between others may write."""

RESTARTS = 3
"""How often a copy begins anew because somebody wrote; then it is made in one go, and writers wait."""

COUNTS = {
    "documents": "SELECT count(*) FROM shown_documents",
    "claims": "SELECT count(*) FROM claims",
    "quotes": "SELECT count(*) FROM quotes",
    "ratings": "SELECT count(*) FROM certainties",
}
"""What a person compares two libraries by."""

_TIME = re.compile(r" (\d{4}-\d\d-\d\d \d\d\.\d\d\.\d\d)(?: \d+)?$")


# ------------------------------------------------------------------ single copies


def backup(library: Library, target: Path | str, progress: Progress = no_progress) -> dict[str, int]:
    """Write a verified copy to `target` and return its row counts.

    The copy is opened, checked and counted before it takes the place of an older one.
    """
    target = Path(target)
    if target.exists() and target.samefile(library.path):
        raise ReviewError(
            say("A backup cannot take the place of its own library."), say("Choose another name.")
        )
    with _aside(target) as aside:
        _copy(library.db, aside, progress)
        with closing(handle.open(aside)) as copied:
            problems, counts = check(copied), tally(copied)
            same_op = blinding.last_label(copied.db) == blinding.last_label(library.db)
        _refuse_difference(problems, counts == tally(library) or not same_op)
        _put(aside, target)
    return counts


def restore(copy: Path | str, target: Path | str) -> dict[str, int]:
    """Put a backup at `target`, which must not exist; returns the row counts. The backup stays as it is."""
    copy, target = Path(copy), Path(target)
    if not copy.exists():
        raise ReviewError(
            say("The backup {name} is no longer there.", name=copy.name),
            say("It was moved or deleted. Choose another one."),
        )
    with closing(handle.raw(copy)) as db, _reserved(target), _aside(target) as aside:
        _copy(db, aside, no_progress)
        try:
            with closing(
                handle.open(aside)
            ) as copied:  # an older backup is brought to the present schema here
                problems, counts = check(copied), tally(copied)
        finally:
            for older in target.parent.glob(f"{aside.stem}.before-upgrade-*"):
                older.unlink()
        _refuse_difference(
            problems, all(counts[name] == n for name, n in _counted(db).items() if name in counts)
        )
        _put(aside, target)
    return counts


@contextmanager
def _aside(target: Path) -> Iterator[Path]:
    """Give a file beside the target to write to, and take it away again; say errors of the disk."""
    aside = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        yield aside
    except (OSError, sqlite3.Error) as error:
        raise _unwritten(target, error) from error
    finally:
        for left in (aside, aside.with_name(aside.name + "-journal")):
            with suppress(OSError):
                left.unlink(missing_ok=True)


def _unwritten(target: Path, error: Exception) -> ReviewError:
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    if "full" in reason or "space" in reason:
        return ReviewError(
            say("The disk is full: the copy {name} could not be written.", name=target.name),
            say("Nothing was replaced. Make room, or choose another place."),
        )
    return ReviewError(
        say("The copy {name} could not be written: {reason}.", name=target.name, reason=reason),
        say("Nothing was replaced. Choose another place."),
    )


@contextmanager
def _reserved(target: Path) -> Iterator[None]:
    """Hold the name of a new library; nobody's file of this name is ever replaced."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.open("xb").close()
    except FileExistsError as error:
        raise ReviewError(
            say("There is already a file {name}; a restore never overwrites.", name=target.name),
            say("Give a new name; both libraries can then be compared."),
        ) from error
    except OSError as error:
        raise _unwritten(target, error) from error
    try:
        yield
    finally:
        with suppress(OSError):
            if target.stat().st_size == 0:
                target.unlink()


def _put(aside: Path, target: Path) -> None:
    with aside.open("rb+") as file:
        os.fsync(file.fileno())
    os.replace(aside, target)


def _copy(db: sqlite3.Connection, aside: Path, progress: Progress) -> None:
    """Copy a library as it is now; others may write meanwhile, then the copy begins anew."""
    (pages,), (size,) = (db.execute(f"PRAGMA {name}").fetchone() for name in ("page_count", "page_size"))
    free = shutil.disk_usage(aside.parent).free
    if free < pages * size:
        raise OSError(28, f"No space left on device: {pages * size // 10**6} MB are needed")
    left, restarts = [pages + 1], [0]

    def tell(_status: int, remaining: int, total: int) -> None:
        restarts[0] += remaining > left[0]
        left[0] = remaining
        progress(total - remaining, total, "Backing up")
        if restarts[0] >= RESTARTS:
            raise InterruptedError

    try:
        with closing(sqlite3.connect(aside)) as copied:
            db.backup(copied, pages=PAGES, progress=tell)
    except InterruptedError:
        aside.unlink(missing_ok=True)
        with closing(sqlite3.connect(aside)) as copied:
            db.backup(copied)


def _refuse_difference(problems: list[str], same: bool) -> None:
    if problems or not same:
        raise ReviewError(
            say("The copy does not match the library, so it was not kept."),
            (problems or [say("The counts differ.")])[0],
        )


# ------------------------------------------------------------------ the ring


@dataclass(frozen=True, slots=True)
class Kept:
    """A backup in the ring: when it was made (ISO, UTC), what it holds, or why it cannot be read."""

    path: Path
    time: str
    bytes: int
    counts: dict[str, int]
    last_op: int = 0
    last_label: str = ""
    problem: str = ""


def ring_folder(library: Path, chosen: str = "") -> Path:
    """Return where the backups of a library lie: in the user's folder, or in the one chosen."""
    place = library.resolve()
    mark = hashlib.sha256(str(place).encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return (Path(chosen) if chosen else settings.home() / "backups") / f"{place.stem} {mark}"


def ring(folder: Path) -> list[Kept]:
    """Return the backups in a folder, newest first; one that another window takes away meanwhile is none."""
    found = [path for path in folder.glob(f"*{SUFFIX}") if _TIME.search(path.stem)]
    looked = []
    for path in sorted(found, key=_age, reverse=True):
        with suppress(FileNotFoundError):
            looked.append(_looked_at(path))
    return looked


def _age(path: Path) -> tuple[str, str]:
    found = _TIME.search(path.stem)
    return (found[1] if found else "", path.name)


def _looked_at(path: Path) -> Kept:
    made = datetime.strptime(_age(path)[0], "%Y-%m-%d %H.%M.%S").replace(tzinfo=UTC).isoformat()
    size = path.stat().st_size
    try:
        with closing(handle.raw(path)) as db:
            op, label = blinding.last_label(db)
            return Kept(path, made, size, _counted(db), op, label)
    except ReviewError as error:
        return Kept(path, made, size, {}, problem=error.message)
    except sqlite3.Error as error:
        return Kept(path, made, size, {}, problem=handle.translate(error, path).message)


def held(library: Library) -> Kept:
    """Return what the open library holds, to be compared with its backups."""
    op, label = blinding.last_label(library.db)
    worked = library.db.execute("SELECT coalesce(max(time), '') FROM ops").fetchone()[0]
    return Kept(library.path, worked, library.path.stat().st_size, _counted(library.db), op, label)


def _counted(db: sqlite3.Connection) -> dict[str, int]:
    return {name: int(db.execute(query).fetchone()[0]) for name, query in COUNTS.items()}


def keep(
    library: Library, folder: Path, progress: Progress = no_progress, *, now: datetime | None = None
) -> Kept | None:
    """Put a verified copy of the library into its ring; None when nothing changed since the newest one.

    The copy's pages are checked and its rows counted; the oldest beyond ten goes once the new one is there.
    """
    before = ring(folder)
    _sweep(folder)
    op, _ = blinding.last_label(library.db)
    if before and not before[0].problem and before[0].last_op == op:
        return None
    target = _free_name(folder / f"{library.path.stem} {now or datetime.now(UTC):%Y-%m-%d %H.%M.%S}{SUFFIX}")
    with _aside(target) as aside:
        _copy(library.db, aside, progress)
        with closing(handle.raw(aside)) as db:
            damage = [row[0] for row in db.execute("PRAGMA integrity_check") if row[0] != "ok"]
            _refuse_difference(damage, blinding.last_label(db)[0] >= op)
        _put(aside, target)
    for older in _surplus(before):
        with suppress(OSError):
            older.path.unlink()
    return _looked_at(target)


def _surplus(before: list[Kept]) -> list[Kept]:
    """Return the backups that go when one is added: a damaged one never takes the place of a good one."""
    good = [kept for kept in before if not kept.problem][: KEPT - 1]
    oldest = good[-1].time if len(good) == KEPT - 1 else ""
    return [kept for kept in before if kept not in good and (not kept.problem or kept.time < oldest)]


def _sweep(folder: Path) -> None:
    """Take away what a copy left behind that was killed an hour ago or longer."""
    for left in folder.glob(".*.part*"):
        with suppress(OSError):
            if time.time() - left.stat().st_mtime > 3600:
                left.unlink()


def restore_beside(copy: Path, library: Path) -> Path:
    """Make a new library of a backup, beside the one it is of; returns where it lies."""
    made = _TIME.search(copy.stem)
    name = f"{library.stem} restored{f' {made[1]}' if made else ''}{SUFFIX}"
    target = _free_name(library.with_name(name))
    restore(copy, target)
    return target


def _free_name(path: Path) -> Path:
    """Return the path, or with a number where there is a file of this name."""
    tried, number = path, 2
    while tried.exists():
        tried = path.with_name(f"{path.stem} {number}{path.suffix}")
        number += 1
    return tried
