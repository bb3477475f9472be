"""An export is a recorded event that can be undone, and that changes no later report."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from reviewer import library
from reviewer.actions import claims as made
from reviewer.actions import history, profiles, reports
from reviewer.errors import Cancelled, ReviewError
from reviewer.library import Library, claims, exports, journal
from reviewer.reports import WRITERS, Options
from reviewer.reports.manifest_reading import read
from tests.source_tree import ROOT


@pytest.fixture
def lib(tmp_path: Path) -> Iterator[Library]:
    made = library.create(tmp_path / "a.reviewlib")
    yield made
    made.close()


def test_an_export_is_in_the_history_and_can_be_undone(lib: Library, tmp_path: Path) -> None:
    result = reports.export_report(lib, tmp_path / "Our report.csv")

    assert journal.history(lib)[0].label == "Export the report: Our report.csv"
    [export] = exports.exports(lib)
    data = result.path.read_bytes()
    assert (export.name, export.format, export.bytes) == ("Our report.csv", "csv", len(data))
    assert export.sha256 == hashlib.sha256(data).hexdigest()
    assert export.reviewer == lib.reviewer.name
    assert read(exports.manifest(lib, export.manifest)).is_of(exports.key(lib))
    history.undo(lib)
    assert exports.exports(lib) == [] and result.path.exists()
    history.redo(lib)
    assert exports.exports(lib) == [export]
    assert library.check(lib) == []


@pytest.mark.parametrize("suffix", [".csv", ".html", ".md", ".docx"])
def test_recording_an_export_changes_no_later_one(seeds: Library, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"report{suffix}"
    found = set()
    for act in (lambda: None, lambda: history.undo(seeds), lambda: history.redo(seeds)):
        act()
        reports.export_report(seeds, path)
        found.add(path.read_bytes())
    assert len(found) == 1
    assert len({each.manifest for each in exports.exports(seeds)}) == 1
    assert len(seeds.db.execute("SELECT 1 FROM manifests").fetchall()) == 1


def test_a_profile_that_is_kept_changes_no_report(seeds: Library, tmp_path: Path) -> None:
    before = reports.export_report(seeds, tmp_path / "report.md").path.read_bytes()
    profiles.save_profile(seeds, "Short", Options(contents=("title",)))
    assert reports.export_report(seeds, tmp_path / "report.md").path.read_bytes() == before
    made.add_claim(seeds, "One.")
    assert reports.export_report(seeds, tmp_path / "report.md").path.read_bytes() != before


def test_what_was_undone_before_an_export_can_still_be_redone(lib: Library, tmp_path: Path) -> None:
    made.add_claim(lib, "One.")
    two = made.add_claim(lib, "Two.")
    history.undo(lib)
    reports.export_report(lib, tmp_path / "report.csv")
    history.redo(lib)

    assert [claim.statement for claim in claims.claims(lib)] == ["One.", "Two."]
    history.undo(lib)  # the export, which came last
    history.undo(lib)
    assert [claim.statement for claim in claims.claims(lib)] == ["One."]
    history.go_back_to(lib, two.op)
    assert [claim.statement for claim in claims.claims(lib)] == ["One.", "Two."]


def test_going_back_to_what_was_undone_before_an_export(lib: Library, tmp_path: Path) -> None:
    made.add_claim(lib, "One.")
    two = made.add_claim(lib, "Two.")
    history.undo(lib)
    reports.export_report(lib, tmp_path / "report.csv")
    history.go_back_to(lib, two.op)

    assert [claim.statement for claim in claims.claims(lib)] == ["One.", "Two."]
    assert exports.exports(lib) == []


def test_where_the_file_cannot_be_written_nothing_is_recorded(lib: Library, tmp_path: Path) -> None:
    (tmp_path / "report.csv").mkdir()
    with pytest.raises(ReviewError, match="folder"):
        reports.export_report(lib, tmp_path / "report.csv")

    assert exports.exports(lib) == [] and journal.history(lib) == []
    assert list(tmp_path.glob(".*")) == []


def test_a_library_in_use_prevents_no_export(lib: Library, tmp_path: Path) -> None:
    other = lib.again()
    lib.db.execute("PRAGMA busy_timeout = 1")
    other.db.execute("BEGIN IMMEDIATE")
    result = reports.export_report(lib, tmp_path / "report.csv", Options())
    other.db.execute("ROLLBACK")
    other.close()

    assert result.path.exists() and result.changes is None
    assert any("not in the history" in warning for warning in result.warnings)
    assert exports.exports(lib) == []


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_full_disk_keeps_the_old_report_and_records_nothing(
    lib: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    target = tmp_path / "report.md"
    target.write_bytes(b"old")

    def full(*_args: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full) if step == "fsync" else monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(ReviewError, match="No space left") as refused:
        reports.export_report(lib, target)
    monkeypatch.undo()

    assert (
        refused.value.hint
        == "What was there before is unchanged. Make room on the disk, or choose another one."
    )
    assert target.read_bytes() == b"old" and list(tmp_path.glob(".*")) == []
    assert exports.exports(lib) == [] and library.check(lib) == []


@pytest.mark.parametrize("stop", [0, 1, 2, 3])
def test_an_export_that_is_stopped_leaves_the_old_report(lib: Library, tmp_path: Path, stop: int) -> None:
    target = tmp_path / "report.md"
    target.write_bytes(b"old")

    def progress(done: int, _total: int | None, _what: str) -> None:
        if done == stop:
            raise Cancelled

    with pytest.raises(Cancelled):
        reports.export_report(lib, target, progress=progress)
    assert target.read_bytes() == b"old" and list(tmp_path.glob(".*")) == []
    assert exports.exports(lib) == []


def test_a_name_that_is_too_long_is_said_as_such(lib: Library, tmp_path: Path) -> None:
    with pytest.raises(ReviewError) as refused:
        reports.export_report(lib, tmp_path / f"{'x' * 300}.md")
    assert "Choose a shorter name." in refused.value.hint
    assert [path.name for path in tmp_path.iterdir()] == ["a.reviewlib"]


ELSEWHERE = """
import hashlib, sys
from pathlib import Path
from reviewer import library
from reviewer.actions import reports
from reviewer.reports import WRITERS
lib = library.open(sys.argv[1])
for suffix in WRITERS:
    path = Path(sys.argv[1]).with_name("report" + suffix)
    reports.export_report(lib, path)
    print(suffix, hashlib.sha256(path.read_bytes()).hexdigest())
"""


def test_a_copy_gives_the_same_bytes_to_another_user_in_another_place_and_time(
    review: Library, tmp_path: Path
) -> None:
    here = {}
    for suffix in WRITERS:
        path = tmp_path / f"report{suffix}"
        reports.export_report(review, path)
        here[suffix] = hashlib.sha256(path.read_bytes()).hexdigest()
    away = tmp_path / "Ünïcode 再発" / "elsewhere"
    away.mkdir(parents=True)
    copy = shutil.copy(review.path, away)  # with the exports that were recorded in it meanwhile
    strange = {
        "TZ": "Pacific/Kiritimati", "LC_ALL": "tr_TR.UTF-8", "LANG": "ar_EG.UTF-8", "LANGUAGE": "de",
        "USER": "root😀", "LOGNAME": "other", "HOME": str(away), "REVIEWER_HOME": str(away / "home"),
        "PYTHONHASHSEED": "4711", "SOURCE_DATE_EPOCH": "1",
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-c", ELSEWHERE, copy], env={**os.environ, **strange}, cwd=ROOT,
        capture_output=True, text=True, check=True,
    )  # fmt: skip

    assert dict(line.split() for line in done.stdout.splitlines()) == here


def test_a_manifest_that_was_changed_in_the_library_is_found_by_the_check(
    lib: Library, tmp_path: Path
) -> None:
    reports.export_report(lib, tmp_path / "report.md")
    lib.db.execute("UPDATE manifests SET data = x'00'")
    assert library.check(lib) == ["Export 1, report.md: the manifest it carries is missing or was changed."]


def test_an_export_of_another_number_is_not_there(lib: Library) -> None:
    with pytest.raises(ReviewError, match="no export 7"):
        exports.export(lib, 7)
