"""Opening what is no library, newer, locked, read-only or damaged: one sentence, a hint, nothing changed."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing
from pathlib import Path

import pytest

from reviewer import library
from reviewer.errors import Declined, LibraryBusy, ReviewError
from reviewer.library import Library, handle, journal, rows, schema
from reviewer.model import Reviewer


def refused(path: Path, words: str) -> None:
    before = path.read_bytes() if path.is_file() else b""
    with pytest.raises(ReviewError, match=words) as caught:
        library.open(path)
    assert caught.value.hint
    assert (path.read_bytes() if path.is_file() else b"") == before


def test_what_is_no_library_is_refused(tmp_path: Path) -> None:
    refused(tmp_path / "missing.reviewlib", "no library at")
    refused(tmp_path, "is a folder")
    text = tmp_path / "notes.reviewlib"
    text.write_text("just words")
    refused(text, "not a Reviewer library")
    other = tmp_path / "other.reviewlib"
    with sqlite3.connect(other) as db:
        db.execute("CREATE TABLE t (a)")
    db.close()
    refused(other, "not a Reviewer library")


def test_a_newer_schema_is_refused(lib: Library, path: Path) -> None:
    lib.db.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
    lib.close()
    refused(path, "newer Reviewer")


def test_nothing_is_written_once_a_newer_program_has_changed_the_tables(lib: Library, path: Path) -> None:
    """It had the file open before: what it knows of the tables is no longer so."""
    with closing(sqlite3.connect(path)) as newer:
        newer.execute("CREATE TABLE later (id INTEGER)")
        newer.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
    before = path.read_bytes()
    with pytest.raises(Declined, match="newer schema") as told, journal.op(lib, "x"):
        rows.add(lib, "tags", name="x")
    assert "newer version" in told.value.hint and path.read_bytes() == before


def test_a_damaged_file_is_refused_or_found(lib: Library, path: Path) -> None:
    lib.close()
    data = bytearray(path.read_bytes())
    data[4096 * 2 : 4096 * 8] = os.urandom(4096 * 6)
    path.write_bytes(data)
    with pytest.raises(ReviewError, match="damaged") as caught:
        opened = library.open(path)
        problems = library.check(opened)
        opened.close()
        raise ReviewError(problems[0], "found by check")
    assert caught.value.hint


def test_a_truncated_file_is_refused(lib: Library, path: Path) -> None:
    lib.close()
    path.write_bytes(path.read_bytes()[:50])
    refused(path, "not a Reviewer library")


def test_a_locked_library_says_so(lib: Library, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    lib.db.execute("PRAGMA busy_timeout = 10")
    with pytest.raises(LibraryBusy, match="in use by another program"), journal.op(lib, "x"):
        rows.add(lib, "tags", name="x")
    other.execute("ROLLBACK")
    other.close()
    with journal.op(lib, "x"):
        rows.add(lib, "tags", name="x")


def test_a_read_only_library_opens_and_refuses_to_write(
    lib: Library, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lib.close()
    real = sqlite3.connect

    def read_only(_: object, **more: object) -> sqlite3.Connection:
        return real(f"file:{path}?mode=ro", uri=True, isolation_level=None)

    monkeypatch.setattr(handle.sqlite3, "connect", read_only)
    opened = library.open(path)
    assert opened.db.execute("SELECT count(*) FROM documents").fetchone() == (2,)
    with pytest.raises(ReviewError, match="cannot be written"), journal.op(opened, "x"):
        rows.add(opened, "tags", name="x")
    opened.close()


def test_creating_over_a_file_or_in_an_impossible_place_is_refused(lib: Library, path: Path) -> None:
    with pytest.raises(ReviewError, match="already a file"):
        library.create(path)
    with pytest.raises(ReviewError, match="No library could be made"):
        library.create(path / "below a file.reviewlib")


def test_a_second_connection_sees_that_the_library_changed(lib: Library) -> None:
    other = lib.again()
    assert not lib.changed_elsewhere()
    with journal.op(other, "x"):
        rows.add(other, "tags", name="x")
    assert lib.changed_elsewhere() and not lib.changed_elsewhere()
    other.close()


def test_two_threads_write_one_after_the_other(lib: Library) -> None:
    def write() -> None:
        mine = lib.again()
        for number in range(10):
            with journal.op(mine, f"tag {number}"):
                rows.add(mine, "tags", name=f"{number}")
        mine.close()

    threads = [threading.Thread(target=write) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert lib.db.execute("SELECT count(*) FROM tags").fetchone() == (20,)
    assert library.check(lib) == []


def test_who_acted_is_kept(path: Path) -> None:
    lib = library.create(path, Reviewer("id-1", "Ada"))
    with journal.op(lib, "x"):
        rows.add(lib, "tags", name="x")
    assert journal.history(lib)[0].reviewer == "Ada"
    lib.close()


def test_up_to_date_libraries_open_without_sqlite_utils(lib: Library, path: Path) -> None:
    import subprocess
    import sys

    code = f"import sys; from reviewer import library; library.open({str(path)!r}); "
    code += "print('sqlite_utils' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_a_file_that_another_program_holds_is_said_to_be_in_use(lib: Library) -> None:
    lib.db.execute("PRAGMA busy_timeout = 0")
    other = sqlite3.connect(lib.path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(LibraryBusy, match="in use by another program"), library.asking(lib):
        lib.db.execute("SELECT count(*) FROM claims")
    started = time.monotonic()
    assert not lib.changed_elsewhere()
    assert time.monotonic() - started < 1
    other.execute("ROLLBACK")
    other.close()

    assert lib.db.execute("PRAGMA busy_timeout").fetchone()[0] == handle.BUSY_MS
    with pytest.raises(sqlite3.OperationalError, match="no such"), library.asking(lib):
        lib.db.execute("SELECT absent FROM claims")


def test_opening_a_library_again_leaves_the_lock_of_another_connection(lib: Library, path: Path) -> None:
    """On POSIX a process that closes a file loses every lock it has on it, whoever took them."""
    lib.db.execute("BEGIN IMMEDIATE")
    library.open(path).close()
    tried = "import sqlite3, sys; sqlite3.connect(sys.argv[1], timeout=0).execute('BEGIN IMMEDIATE')"
    outside = subprocess.run([sys.executable, "-c", tried, str(path)], capture_output=True, text=True)
    lib.db.execute("ROLLBACK")

    assert "database is locked" in outside.stderr
