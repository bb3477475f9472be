"""Preferences survive, and damage to them costs nothing."""

from __future__ import annotations

import json
import os
from dataclasses import fields
from pathlib import Path

import pytest

from reviewer import settings
from reviewer.errors import ReviewError


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("REVIEWER_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def test_a_setting_comes_back(home: Path) -> None:
    mine = settings.load()
    mine.theme, mine.recent = "dark", ["a.reviewlib"]
    settings.save(mine)
    assert settings.load() == mine
    assert settings.load().reviewer_id == mine.reviewer_id != ""


def test_what_another_window_changed_stays_as_it_left_it() -> None:
    settings.save(settings.load())
    mine, theirs = settings.load(), settings.load()
    theirs.keys, theirs.measure = {"claim.new": ["Ctrl+Q"]}, 60
    settings.save(theirs)
    mine.theme, mine.measure = "dark", 90
    mine.recent.append("a.reviewlib")
    settings.save(mine)
    settings.save(mine)
    now = settings.load()
    assert (now.theme, now.measure, now.recent) == ("dark", 90, ["a.reviewlib"])
    assert now.keys == {"claim.new": ["Ctrl+Q"]} and now.reviewer_id == mine.reviewer_id

    mine.keys = {"claim.new": ["Ctrl+J"]}
    settings.save(mine)
    assert settings.load().keys == mine.keys


def test_what_a_newer_version_keeps_survives_an_older_one(home: Path) -> None:
    """Two versions side by side: neither throws away what the other alone understands."""
    newer = {"gestures": {"swipe": "back"}, "theme": {"day": "light"}, "measure": 120, "reader_size": 16}
    newer["layouts"] = {"read": {"docks": []}}
    home.mkdir()
    (home / "settings.json").write_text(json.dumps(newer), encoding="utf-8")

    mine = settings.load()
    assert (mine.theme, mine.measure, mine.reader_size, mine.layouts) == ("system", 80, 16, {})
    mine.reader_size = 20
    settings.save(mine)
    settings.save(mine)

    kept = json.loads((home / "settings.json").read_text(encoding="utf-8"))
    assert {name: kept[name] for name in newer} == newer | {"reader_size": 20}
    mine.theme = "dark"
    settings.save(mine)
    assert settings.load().theme == "dark"


def test_limits_are_those_of_numbers() -> None:
    assert settings.limits("measure") == (45, 95) and settings.limits("reader_size") == (12, 24)
    with pytest.raises(KeyError):
        settings.limits("theme")


@pytest.mark.parametrize(
    "content", ["", "{", "[1]", '{"theme": 7, "measure": "wide", "unknown": 1}', "\x00\xff"]
)
def test_a_damaged_file_gives_the_defaults(home: Path, content: str) -> None:
    home.mkdir()
    (home / "settings.json").write_bytes(content.encode("latin-1"))
    read = settings.load()
    assert (read.theme, read.measure) == ("system", 80)


def test_every_setting_has_help() -> None:
    assert all(field.metadata.get("help") for field in fields(settings.Settings))


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    monkeypatch.setenv("REVIEWER_HOME", str(blocked))
    with pytest.raises(ReviewError, match="could not be saved"):
        settings.save(settings.Settings())


def test_home_and_default_library_follow_the_variable(home: Path, tmp_path: Path) -> None:
    assert settings.home() == home and settings.default_library().parent == home
    settings.set_home(tmp_path / "other")
    assert settings.home() == tmp_path / "other"
    settings.set_home(None)
    assert os.environ["REVIEWER_HOME"] == str(settings.home())


def test_a_missing_resource_is_said() -> None:
    assert settings.resource("tokens.json").is_file() and settings.seed().is_dir()
    with pytest.raises(ReviewError, match="missing"):
        settings.resource("no such thing")


def test_licences_lie_beside_a_program_that_carries_its_parts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert settings.licences() is None
    monkeypatch.setattr(settings.sys, "_MEIPASS", str(tmp_path / "_internal"), raising=False)
    monkeypatch.setattr(settings.sys, "executable", str(tmp_path / "reviewer"))
    assert settings.licences() is None
    (tmp_path / "licences").mkdir()
    assert settings.licences() == tmp_path / "licences"
