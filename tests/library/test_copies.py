"""The ring of backups: ten, verified, only when something changed; restored as a new library."""

from __future__ import annotations

import os
import shutil
import threading
from collections import namedtuple
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from reviewer import library, settings
from reviewer.actions import claims
from reviewer.errors import Cancelled, ReviewError
from reviewer.library import Library, copies, journal

MAY = datetime(2026, 5, 3, 12, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "ring"


def test_ten_are_kept_and_the_oldest_goes(lib: Library, folder: Path) -> None:
    for hour in range(12):
        claims.add_claim(lib, f"Claim {hour}.")
        assert copies.keep(lib, folder, now=MAY + timedelta(hours=hour))
    kept = copies.ring(folder)
    assert [each.counts["claims"] for each in kept] == list(range(12, 2, -1))
    assert kept[0].time == (MAY + timedelta(hours=11)).isoformat()
    assert kept[0].last_label == "New claim 12" and copies.held(lib).counts == kept[0].counts
    assert sorted(path.name for path in folder.iterdir()) == sorted(each.path.name for each in kept)


def test_nothing_is_kept_when_nothing_changed(lib: Library, folder: Path) -> None:
    assert copies.keep(lib, folder, now=MAY)
    assert copies.keep(lib, folder, now=MAY + timedelta(hours=1)) is None
    journal.undo(lib)
    assert copies.keep(lib, folder, now=MAY + timedelta(hours=2))
    journal.redo(lib)
    assert copies.keep(lib, folder, now=MAY + timedelta(hours=2))
    assert len(copies.ring(folder)) == 3


def test_a_damaged_backup_is_told_and_not_counted_as_one(lib: Library, folder: Path) -> None:
    kept = copies.keep(lib, folder, now=MAY)
    assert kept is not None
    kept.path.write_bytes(b"not a library")
    assert copies.ring(folder)[0].problem.endswith("is not a Reviewer library.")
    assert copies.keep(lib, folder, now=MAY + timedelta(hours=1))


def test_damaged_backups_never_push_out_good_ones(lib: Library, folder: Path) -> None:
    for hour in range(10):
        claims.add_claim(lib, f"Claim {hour}.")
        kept = copies.keep(lib, folder, now=MAY + timedelta(hours=hour))
        assert kept is not None
        if hour:
            kept.path.write_bytes(b"damaged")
    for hour in range(10, 21):
        claims.add_claim(lib, f"Claim {hour}.")
        copies.keep(lib, folder, now=MAY + timedelta(hours=hour))
        good = [each for each in copies.ring(folder) if not each.problem]
        assert len(good) == min(10, hour - 8)
    assert all(not each.problem for each in copies.ring(folder))


def test_a_backup_that_another_window_takes_away_meanwhile_is_none(
    lib: Library, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = copies.keep(lib, folder, now=MAY)
    assert kept is not None
    listed = list(folder.glob("*"))
    monkeypatch.setattr(Path, "glob", lambda *_given: iter(listed))
    kept.path.unlink()
    assert copies.ring(folder) == []
    with pytest.raises(ReviewError, match="is no longer there"):
        copies.restore_beside(kept.path, lib.path)
    assert len(list(lib.path.parent.iterdir())) == 2


def test_a_backup_becomes_a_library_beside_the_old_one(lib: Library, path: Path, folder: Path) -> None:
    claims.add_claim(lib, "Kept.")
    kept = copies.keep(lib, folder, now=MAY)
    assert kept is not None
    bytes_kept = kept.path.read_bytes()
    claims.add_claim(lib, "Later.")
    made = [copies.restore_beside(kept.path, path) for _ in range(2)]
    assert [each.name for each in made] == [
        f"{path.stem} restored 2026-05-03 12.00.00.reviewlib",
        f"{path.stem} restored 2026-05-03 12.00.00 2.reviewlib",
    ]
    with closing(library.open(made[0])) as again:
        assert copies.held(again).counts["claims"] == 1 and library.check(again) == []
    assert copies.held(lib).counts["claims"] == 2 and kept.path.read_bytes() == bytes_kept


def test_an_old_backup_is_restored_and_stays_as_it_is(tmp_path: Path) -> None:
    old = Path(__file__).parents[1] / "old_libraries" / "1.reviewlib"
    copy = Path(shutil.copy(old, tmp_path / "old.reviewlib"))
    library.restore(copy, tmp_path / "new" / "new.reviewlib")
    assert copy.read_bytes() == old.read_bytes()
    assert [each.name for each in (tmp_path / "new").iterdir()] == ["new.reviewlib"]


def test_a_restore_holds_its_name(lib: Library, tmp_path: Path, folder: Path) -> None:
    kept = copies.keep(lib, folder, now=MAY)
    assert kept is not None
    kept.path.write_bytes(kept.path.read_bytes()[:5000])
    with pytest.raises(ReviewError):
        library.restore(kept.path, tmp_path / "new.reviewlib")
    assert not (tmp_path / "new.reviewlib").exists()


def test_a_full_disk_is_said(lib: Library, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage(10, 10, 0))
    with pytest.raises(ReviewError, match="The disk is full") as caught:
        copies.keep(lib, folder, now=MAY)
    assert "Make room" in caught.value.hint and list(folder.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_said(lib: Library, tmp_path: Path) -> None:
    (tmp_path / "a file").write_text("in the way")
    with pytest.raises(ReviewError, match="could not be written"):
        copies.keep(lib, tmp_path / "a file" / "ring", now=MAY)


def test_others_may_write_while_a_copy_is_made(
    lib: Library, path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copies, "PAGES", 1)
    stop = threading.Event()

    def write() -> None:
        with closing(library.open(path)) as other:
            number = 0
            while not stop.is_set():
                claims.add_claim(other, f"Claim {number}.")
                number += 1

    writer = threading.Thread(target=write)
    writer.start()
    try:
        kept = copies.keep(lib, folder, now=MAY)
    finally:
        stop.set()
        writer.join()
    assert kept is not None
    with closing(library.open(kept.path)) as copied:
        assert library.check(copied) == []


def test_a_copy_can_be_stopped_and_leaves_nothing(lib: Library, folder: Path) -> None:
    def stop(_done: int, _total: int | None, _what: str) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        copies.keep(lib, folder, stop, now=MAY)
    assert list(folder.iterdir()) == []


def test_what_a_killed_copy_left_is_swept_away(lib: Library, folder: Path) -> None:
    folder.mkdir()
    for name in (".a.reviewlib.1.part", ".b.reviewlib.2.part"):
        (folder / name).write_bytes(b"half")
    os.utime(folder / ".a.reviewlib.1.part", (0, 0))
    copies.keep(lib, folder, now=MAY)
    assert [path.name for path in folder.glob(".*.part")] == [".b.reviewlib.2.part"]


def test_each_library_has_a_ring_of_its_own(tmp_path: Path) -> None:
    one, other = (copies.ring_folder(tmp_path / name / "My library.reviewlib") for name in "ab")
    assert one != other and one.parent == settings.home() / "backups"
    assert copies.ring_folder(tmp_path / "x.reviewlib", str(tmp_path)).parent == tmp_path
    assert copies.ring(one) == []
