"""An older library becomes a present one, or stays what it was: stopped, killed, written to, damaged."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from reviewer import library
from reviewer.errors import Cancelled, LibraryBusy, ReviewError
from reviewer.library import handle, schema, upgrading

OLD = Path(__file__).parents[1] / "old_libraries"
FIRST = 12
"""The schema of the library that is brought up to date here: seven steps or more."""


@pytest.fixture
def old(tmp_path: Path) -> Path:
    return Path(shutil.copy(OLD / f"{FIRST}.reviewlib", tmp_path / "old.reviewlib"))


def test_it_is_told_what_is_done_and_how_far_that_is(old: Path) -> None:
    told: list[tuple[int, int | None, str]] = []

    library.open(old, None, lambda *each: told.append(each)).close()

    assert [what for n, (_, _, what) in enumerate(told) if what not in [w for _, _, w in told[:n]]] == [
        upgrading.COPYING,
        *([upgrading.CHECKING] if any(w == upgrading.CHECKING for _, _, w in told) else []),
        upgrading.BRINGING,
    ]
    steps = [done for done, _, what in told if what == upgrading.BRINGING]
    assert steps == sorted(steps) and set(steps) >= set(range(schema.VERSION - FIRST))
    assert library.kept_of(old) is None


def test_which_copy_will_be_kept_is_known_before(old: Path) -> None:
    copy = library.kept_of(old)

    library.open(old).close()

    assert copy is not None and copy.exists() and copy.name == f"old.before-upgrade-{FIRST}.reviewlib"


@pytest.mark.parametrize("moment", [1, 2, 4, 7])
def test_whoever_stops_it_finds_the_library_as_it_was(old: Path, moment: int, tmp_path: Path) -> None:
    before, told = old.read_bytes(), list[str]()

    def stop(done: int, total: int | None, what: str) -> None:
        told.append(what)
        if len(told) == moment:
            raise Cancelled

    with pytest.raises(Cancelled):
        library.open(old, None, stop)

    assert old.read_bytes() == before and list(tmp_path.iterdir()) == [old]


def test_a_long_step_can_be_stopped_within(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upgrading, "LOOKS", 100)
    before, steps = old.read_bytes(), list[int]()

    def stop(done: int, total: int | None, what: str) -> None:
        if what == upgrading.BRINGING:
            steps.append(done)
            if steps.count(1) == 3:
                raise Cancelled

    with pytest.raises(Cancelled):
        library.open(old, None, stop)
    assert old.read_bytes() == before


KILLED = """
import os, sqlite3, sys
from pathlib import Path
from reviewer.library import handle, upgrading
moment, told, connect = int(sys.argv[2]), [], handle._connect
upgrading.LOOKS = 100

def small(path):
    db = connect(path)
    db.execute("PRAGMA cache_size = 3")
    return db

def kill(done, total, what):
    if what == upgrading.BRINGING:
        told.append(done)
    if len(told) == moment:
        os._exit(9)

handle._connect = small
handle.open(Path(sys.argv[1]), None, kill)
"""


@pytest.mark.parametrize("moment", [1, 30, 80])
def test_a_kill_leaves_the_library_as_it_was(old: Path, moment: int, tmp_path: Path) -> None:
    words = [sys.executable, "-c", KILLED, str(old), str(moment)]
    assert subprocess.run(words, cwd=OLD.parents[1], timeout=60).returncode == 9
    assert moment < 80 or old.with_name("old.reviewlib-journal").exists()  # part of it was on the disk

    dumped = tmp_path / "killed.reviewlib"
    with closing(sqlite3.connect(old)) as db, closing(sqlite3.connect(OLD / f"{FIRST}.reviewlib")) as was:
        assert db.execute("PRAGMA user_version").fetchone() == (FIRST,)
        assert list(db.iterdump()) == list(was.iterdump())
        db.execute("VACUUM INTO ?", (str(dumped),))
    with closing(library.open(dumped)) as lib:
        assert library.check(lib) == []
    with closing(library.open(old)) as lib:
        assert library.check(lib) == []


def test_what_another_program_writes_meanwhile_is_not_lost(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copied, written = upgrading._copy, list[int]()

    def write(path: Path, aside: Path, progress: object) -> None:
        copied(path, aside, lambda *each: None)
        if not written:
            written.append(1)
            with closing(sqlite3.connect(path)) as other:
                other.execute("UPDATE claims SET statement = 'Written meanwhile.'")
                other.commit()

    monkeypatch.setattr(upgrading, "_copy", write)
    library.open(old).close()

    kept = old.with_name(f"old.before-upgrade-{FIRST}.reviewlib")
    for path in (old, kept):
        with closing(sqlite3.connect(path)) as db:
            assert db.execute("SELECT statement FROM claims").fetchone() == ("Written meanwhile.",)


def test_a_library_that_another_program_keeps_writing_to_is_left_alone(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copied = upgrading._copy

    def write(path: Path, aside: Path, progress: object) -> None:
        copied(path, aside, lambda *each: None)
        with closing(sqlite3.connect(path)) as other:
            other.execute("UPDATE claims SET note = note || '.'")
            other.commit()

    monkeypatch.setattr(upgrading, "_copy", write)
    with pytest.raises(LibraryBusy):
        library.open(old)
    assert [path.name for path in old.parent.iterdir()] == ["old.reviewlib"]


def test_a_damaged_one_is_refused_before_anything_is_changed(old: Path) -> None:
    with closing(sqlite3.connect(old)) as db:
        root, size = (
            db.execute("SELECT rootpage FROM sqlite_master WHERE name = 'quotes_claim'").fetchone()[0],
            db.execute("PRAGMA page_size").fetchone()[0],
        )
    data = bytearray(old.read_bytes())
    data[(root - 1) * size : root * size] = bytes(size)
    old.write_bytes(data)

    with pytest.raises(ReviewError, match="damaged"):
        library.open(old)
    assert old.read_bytes() == data and list(old.parent.iterdir()) == [old]


def test_a_step_that_fails_leaves_everything_and_says_where_the_copy_is(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = old.read_bytes()

    def fail(db: sqlite3.Connection) -> None:
        db.execute("DELETE FROM properties")
        raise sqlite3.OperationalError("it cannot be")

    steps = (*schema.MIGRATIONS[:-1], (schema.MIGRATIONS[-1][0], fail))
    monkeypatch.setattr(schema, "MIGRATIONS", steps)
    with pytest.raises(ReviewError, match="it cannot be") as told:
        library.open(old)
    assert f"old.before-upgrade-{FIRST}" in told.value.hint and old.read_bytes() == before
    assert handle._version(old) == FIRST
