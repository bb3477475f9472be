"""The open handle to one library file: opening, creating, closing, and the checks on the way in.

A rollback journal, not WAL: the SQLite that Python brings here (3.40) can corrupt a WAL file when two
connections write and checkpoint at once, a rollback journal commits in under 2 ms, and the library
stays a single file that can be copied to a stick. Readers wait for a commit, never for an import:
imports write in small batches.
"""

from __future__ import annotations

import errno
import os
import sqlite3
import uuid
import weakref
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from reviewer.errors import Cancelled, LibraryBusy, ReviewError
from reviewer.language import say
from reviewer.library import schema, triggers, upgrading
from reviewer.model import Progress, Reviewer, no_progress

SUFFIX = ".reviewlib"
BUSY_MS = 5_000
ANONYMOUS = Reviewer(uuid.uuid5(uuid.NAMESPACE_URL, "reviewer:Reviewer A").hex, "Reviewer A")


def reviewer_named(name: str) -> Reviewer:
    """Return the reviewer of this name; the same name gives the same id on every machine."""
    return Reviewer(uuid.uuid5(uuid.NAMESPACE_URL, f"reviewer:{name}").hex, name)


@dataclass(frozen=True, slots=True)
class Expected:
    """A row as the person saw it who now changes it; `journal.seeing` says what comes of it."""

    table: str
    row: int
    values: Mapping[str, str | int | None]


class Library:
    """One open `.reviewlib` file. Belongs to the thread that opened it."""

    def __init__(self, path: Path, db: sqlite3.Connection, reviewer: Reviewer) -> None:
        self.path = path
        self.db = db
        self.reviewer = reviewer
        self.expected: Expected | None = None
        self.patience = BUSY_MS
        """Milliseconds that this handle waits while another program holds the file."""
        own = weakref.ref(self)
        db.create_function("me", 0, lambda: library.reviewer.id if (library := own()) else "")
        self._seen = self._data_version()

    def again(self) -> Library:
        """Open a second handle to the same file, for another thread."""
        return open(self.path, self.reviewer)

    def changed_elsewhere(self) -> bool:
        """Return whether another connection or program wrote since the last call.

        While another program holds the file the answer is no, at once: the next call will know.
        """
        now = self._at_once("PRAGMA data_version")
        if now is None:
            return False
        changed, self._seen = now != self._seen, now
        return changed

    def is_free(self) -> bool:
        """Return whether the file can be read at this moment: no other program holds it for itself."""
        return self._at_once("SELECT count(*) FROM sqlite_master") is not None

    def wait_at_most(self, milliseconds: int = BUSY_MS) -> None:
        """Wait no longer than this, from now on, while another program holds the file."""
        if milliseconds == self.patience:
            return
        self.patience = milliseconds
        self.db.execute(f"PRAGMA busy_timeout = {milliseconds}")

    def _at_once(self, query: str) -> int | None:
        """Return the number that a query gives; None at once where another program holds the file."""
        self.db.execute("PRAGMA busy_timeout = 0")
        try:
            return int(self.db.execute(query).fetchone()[0])
        except sqlite3.OperationalError:
            return None
        finally:
            self.db.execute(f"PRAGMA busy_timeout = {self.patience}")

    def _data_version(self) -> int:
        return int(self.db.execute("PRAGMA data_version").fetchone()[0])

    def interrupt(self) -> None:
        """Break off the query that runs on this handle; may be called from any thread."""
        self.db.interrupt()

    def close(self) -> None:
        """Close the file; nothing is pending, because every action ended on disk."""
        self.db.close()


@contextmanager
def interruptible() -> Iterator[None]:
    """Run queries that `Library.interrupt` may break off; raises Cancelled then."""
    try:
        yield
    except sqlite3.OperationalError as error:
        if "interrupted" in str(error):
            raise Cancelled from error
        raise


def create(path: Path | str, reviewer: Reviewer | None = None) -> Library:
    """Create an empty library; raises ReviewError when the file exists or cannot be written."""
    path = Path(path)
    if path.exists():
        raise ReviewError(
            say("There is already a file {name} in {parent}.", name=path.name, parent=path.parent),
            say("Open it, or choose another name."),
        )
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        db = _connect(path)
    except (OSError, sqlite3.Error) as error:
        raise _unwritable(path, error) from error
    try:
        _first(db)
    except sqlite3.Error as error:
        db.close()
        path.unlink(missing_ok=True)
        raise _unwritable(path, error) from error
    return _ready(path, db, reviewer)


def _first(db: sqlite3.Connection) -> None:
    """Make the tables of a new library: on disk once, not after each step, which takes a second."""
    db.execute("PRAGMA synchronous = OFF")
    schema.migrate(db)
    db.execute("PRAGMA synchronous = FULL")
    db.execute(f"PRAGMA user_version = {schema.VERSION}")


def open(path: Path | str, reviewer: Reviewer | None = None, progress: Progress = no_progress) -> Library:
    """Open a library; raises ReviewError for anything that is not one, is newer, damaged or locked.

    An older library is brought up to date first, as `upgrading` has it, which takes a while if it is large.
    """
    path = Path(path)
    version = _known_version(path)
    if version < schema.VERSION:
        try:
            upgrading.upgrade(path, version, _connect, progress)
        except sqlite3.Error as error:
            raise translate(error, path) from error
    return _ready(path, _connect(path), reviewer)


def kept_of(path: Path | str) -> Path | None:
    """Return which copy opening a library will keep of it as it is, since it is older; None if it is not.

    Raises ReviewError as `open` does.
    """
    version = _known_version(Path(path))
    return upgrading.copy_of(Path(path), version) if version < schema.VERSION else None


def raw(path: Path) -> sqlite3.Connection:
    """Open a library of this or an older schema as it is, to copy or to count it; raises as `open` does."""
    _known_version(path)
    return _connect(path)


def _known_version(path: Path) -> int:
    _refuse_what_is_no_library(path)
    version = _version(path)
    if version > schema.VERSION:
        raise ReviewError(
            say(
                "{name} was written by a newer Reviewer: schema {version}, not {VERSION}.",
                name=path.name,
                version=version,
                VERSION=schema.VERSION,
            ),
            say("Install the newer version to open it. The file was not changed."),
        )
    return version


def _refuse_what_is_no_library(path: Path) -> None:
    """Look at a file through SQLite alone: on POSIX, closing a file that was opened past it would let go of
    the locks by which another connection of this process keeps other programs out."""
    if not path.exists():
        raise ReviewError(
            say("There is no library at {path}.", path=path),
            say("Check the name, or create a library there."),
        )
    if path.is_dir():
        raise ReviewError(
            say("{path} is a folder, not a library.", path=path),
            say("Choose a file that ends in {SUFFIX}.", SUFFIX=SUFFIX),
        )
    if not os.access(path, os.R_OK):
        raise ReviewError(
            say("{name} cannot be read: {reason}.", name=path.name, reason=os.strerror(errno.EACCES)),
            say("Check who may read the file."),
        )
    try:
        with closing(_connect(path)) as db:
            known = db.execute("PRAGMA application_id").fetchone()[0] == schema.APPLICATION_ID
    except sqlite3.Error as error:
        if "not a database" not in str(error).casefold():
            raise translate(error, path) from error
        known = False
    if not known:
        raise ReviewError(
            say("{name} is not a Reviewer library.", name=path.name),
            say("Add it as a document, or open another file."),
        )


def _version(path: Path) -> int:
    with closing(_connect(path)) as db:
        try:
            return int(db.execute("PRAGMA user_version").fetchone()[0])
        except sqlite3.Error as error:
            raise translate(error, path) from error


def _ready(path: Path, db: sqlite3.Connection, reviewer: Reviewer | None) -> Library:
    try:
        triggers.watch(db)
        return Library(path, db, reviewer or ANONYMOUS)
    except sqlite3.Error as error:
        db.close()
        raise translate(error, path) from error


def _connect(path: Path) -> sqlite3.Connection:
    db = sqlite3.connect(path, timeout=BUSY_MS / 1000, isolation_level=None)
    db.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
    db.execute("PRAGMA foreign_keys = ON")
    db.execute("PRAGMA temp_store = MEMORY")
    return db


@contextmanager
def asking(library: Library) -> Iterator[None]:
    """Ask a library whose file another program may hold, or which may be damaged or gone.

    Raises ReviewError, LibraryBusy among them, in place of what SQLite raises; a query that is wrong stays
    what it is, a bug.
    """
    try:
        yield
    except sqlite3.DatabaseError as error:
        if any(sign in str(error).casefold() for sign in OUTSIDE):
            raise translate(error, library.path) from error
        raise


OUTSIDE = (
    "locked",
    "busy",
    "readonly",
    "full",
    "malformed",
    "not a database",
    "corrupt",
    "disk i/o",
    "unable",
)
"""Words by which SQLite says that the file, not the question, is the cause."""


def translate(error: sqlite3.Error, path: Path) -> ReviewError:
    """Return what an SQLite error means to the user."""
    words = str(error).casefold()
    if "locked" in words or "busy" in words:
        return LibraryBusy(
            say("{name} is in use by another program.", name=path.name),
            say("Wait until it has finished, then try again. Nothing was changed."),
        )
    if "readonly" in words:
        return ReviewError(
            say("{name} cannot be written.", name=path.name),
            say("It or its folder is read-only. Copy the library to a place where you may write."),
        )
    if "full" in words:
        return ReviewError(
            say("The disk is full; the last action was not saved."),
            say("Make room and do it again. All before is safe."),
        )
    if "malformed" in words or "not a database" in words or "corrupt" in words:
        return ReviewError(
            say("{name} is damaged.", name=path.name),
            say("Restore a backup with File › Restore a backup, or `restore`."),
        )
    return ReviewError(
        say("{name} could not be used: {error}.", name=path.name, error=error),
        say("Run `reviewer check` on it."),
    )


def _unwritable(path: Path, error: Exception) -> ReviewError:
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return ReviewError(
        say("No library could be made at {path}: {reason}.", path=path, reason=reason),
        say("Choose a folder where you may write."),
    )
