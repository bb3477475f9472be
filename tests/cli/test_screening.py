"""`screen`: deciding, what is next, reasons, conflicts and progress from the command line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reviewer import cli
from tests.made_screening import RECORDS, screenable

Run = Callable[..., Any]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    path = screenable(tmp_path / "review.reviewlib")

    def go(person: str, *words: str, code: int = 0) -> Any:
        asked = ["--library", str(path), "--reviewer", person, "screen", *words, "--json"]
        assert cli.main(asked) == code
        caught = capsys.readouterr()
        return json.loads(caught.out) if code == 0 else caught.err

    return go


def test_two_people_screen_settle_and_count(run: Run) -> None:
    assert run("Ann", "next")["id"] == 1
    done = run("Ann", "decide", "1", "2", "--as", "include", "--note", "Fits.")
    assert done["label"] == "Include 2 documents"
    assert run("Ann", "next")["left"] == RECORDS - 2
    run("Ben", "decide", "1", "--as", "exclude", "--reason", "wrong outcome")
    (conflict,) = run("Ben", "conflicts")
    assert conflict["own"]["reason"] == "Wrong outcome" and conflict["others"][0]["note"] == "Fits."
    assert run("Ben", "list", "--filter", "decision:none")[0]["hidden"] == ["Ann"]
    run("Ben", "settle", "1", "--as", "include", "--note", "Read again.")
    assert run("Ann", "conflicts") == []
    (settled,) = run("Ann", "conflicts", "--all")
    assert settled["outcome"] == "include" and settled["settled"]["reviewer"] == "Ben"
    found = run("Ann", "progress")
    assert (found["records"], found["decided"], found["settled"], found["hidden"]) == (RECORDS, 2, 1, 0)
    run("Ann", "full-text", "2", "--state", "not-retrieved", "--note", "No copy.")
    assert run("Ann", "full-text") == [{"document": 2, "state": "not retrieved", "note": "No copy."}]
    run("Ben", "settle", "1", "--withdraw")
    run("Ben", "decide", "1", "--withdraw")
    assert run("Ben", "list", "--filter", "decision:decided") == []


def test_reasons_are_named_by_number_or_words(run: Run) -> None:
    run("Ann", "reasons", "--add", "Not in English")
    run("Ann", "reasons", "--move", "6", "1")
    run("Ann", "reasons", "--edit", "2", "Other people")
    run("Ann", "reasons", "--remove", "No primary data")
    names = [each["name"] for each in run("Ann", "reasons")]
    assert names[:2] == ["Not in English", "Other people"] and "No primary data" not in names
    run("Ann", "decide", "3", "--as", "exclude", "--reason", "1")
    assert run("Ann", "list", "--filter", 'reason:"not in english"')[0]["id"] == 3


def test_what_is_missing_or_wrong_is_said(run: Run) -> None:
    assert "needs one reason" in run("Ann", "decide", "1", "--as", "exclude", code=1)
    assert "no reason “77”" in run("Ann", "decide", "1", "--as", "exclude", "--reason", "77", code=1)
    assert "needs --as" in run("Ann", "decide", "1", code=2)
    assert "nothing to settle" in run("Ann", "settle", "1", "--as", "include", code=1)
    assert "belongs to a decision" in run("Ann", "decide", "1", "--note", "Hm.", code=1)
