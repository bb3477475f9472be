"""Files are written whole or not at all, and every refusal says what to do."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

import pytest

from reviewer import language
from reviewer.errors import ReviewError
from reviewer.reports import WRITERS, Options, Report, build, render, write, write_whole
from tests.reports import sample


@pytest.fixture(scope="module")
def report() -> Report:
    return build(sample.small("One claim."))


@pytest.mark.parametrize("suffix", sorted(WRITERS))
def test_every_format_is_written_by_its_suffix_and_the_same_twice(
    suffix: str, report: Report, tmp_path: Path
) -> None:
    first, second = tmp_path / f"one{suffix}", tmp_path / f"two{suffix.upper()}"

    assert write(report, first) == write(report, second) == ()
    assert first.read_bytes() == second.read_bytes() != b""


def test_an_unknown_suffix_names_those_known(report: Report, tmp_path: Path) -> None:
    with pytest.raises(ReviewError, match="writes no reports of the kind “.odt”") as caught:
        write(report, tmp_path / "report.odt")

    assert all(suffix in caught.value.hint for suffix in WRITERS)
    assert list(tmp_path.iterdir()) == []


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(ReviewError, match="does not exist"):
        write_whole(tmp_path / "nowhere" / "report.csv", b"x")


def test_a_file_where_a_folder_should_be_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("kept")

    with pytest.raises(ReviewError):
        write_whole(tmp_path / "file" / "report.csv", b"x")
    assert (tmp_path / "file").read_text() == "kept"


def test_a_folder_of_that_name_is_refused_and_nothing_is_left(tmp_path: Path) -> None:
    (tmp_path / "report.csv").mkdir()

    with pytest.raises(ReviewError, match="is a folder"):
        write_whole(tmp_path / "report.csv", b"x")
    assert [path.name for path in tmp_path.iterdir()] == ["report.csv"]


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_full_disk_keeps_the_old_file_and_leaves_nothing_half_written(
    step: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "report.csv"
    target.write_bytes(b"old")

    def full(*_args: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full) if step == "fsync" else monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(ReviewError, match="No space left on device") as caught:
        write_whole(target, b"new")
    monkeypatch.undo()

    assert "unchanged" in caught.value.hint
    assert target.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["report.csv"]


def test_a_link_is_followed_and_the_mode_of_the_old_file_kept(tmp_path: Path) -> None:
    target, link = tmp_path / "report.csv", tmp_path / "link.csv"
    target.write_bytes(b"old")
    target.chmod(0o600)
    try:
        link.symlink_to(target)
    except OSError:  # Windows, without the right to make links
        link = target

    write_whole(link, b"new")

    assert target.read_bytes() == b"new"
    assert sys.platform == "win32" or target.stat().st_mode & 0o777 == 0o600
    assert link.exists()


def test_what_a_writer_warns_of_is_said_in_the_language_of_the_window() -> None:
    report = build(sample.small("ནད་པ"), Options(language="de", archival=False, tagged=False))
    assert any("have no shape" in each for each in render(report, Path("a.pdf"))[1])
    language.speak("de")
    try:
        assert any("in den Schriften" in each for each in render(report, Path("a.pdf"))[1])
    finally:
        language.speak("en")
