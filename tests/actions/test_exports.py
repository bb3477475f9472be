"""An export is a recorded event that can be undone, and that changes no later report."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from reviewer import library
from reviewer.actions import claims as made
from reviewer.actions import history, reports
from reviewer.errors import ReviewError
from reviewer.library import Library, claims, exports, journal
from reviewer.reports import Options
from reviewer.reports.manifest_reading import read


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


def test_an_export_of_another_number_is_not_there(lib: Library) -> None:
    with pytest.raises(ReviewError, match="no export 7"):
        exports.export(lib, 7)
