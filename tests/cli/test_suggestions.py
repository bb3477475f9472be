"""Suggestions from the command line: listed with keys that stay, answered, reopened."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from reviewer import cli
from reviewer.settings import seed

STUDY = "000_9a9b5616f882b154.txt"


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Any:
    """Run a command on a library of this test; returns (exit code, output, errors)."""
    monkeypatch.setenv("REVIEWER_HOME", str(tmp_path / "home"))

    def call(*words: str) -> tuple[int, str, str]:
        code = cli.main(["--library", str(tmp_path / "review.reviewlib"), *words])
        caught = capsys.readouterr()
        return code, caught.out, caught.err

    call("import", str(seed(STUDY)))
    return call


def asked(run: Any, *words: str) -> Any:
    code, out, errors = run(*words, "--json")
    assert code == 0, errors
    return json.loads(out)


def test_suggestions_are_listed_answered_and_reopened(run: Any) -> None:
    listed = asked(run, "suggest", "1")
    design = next(each for each in listed if each["kind"] == "design")
    said = run("suggest", "1", "--kind", "design")[1]

    assert design["value"] == "case series" and design["key"] in said and "The text calls itself" in said
    assert asked(run, "suggest", "reject", design["key"])["op"]
    assert asked(run, "suggest", "1", "--kind", "design") == []
    [answer] = asked(run, "suggest", "1", "--answered")
    assert answer["state"] == "rejected"
    run("suggest", "reopen", str(answer["id"]))
    asked(run, "suggest", "accept", design["key"])
    assert asked(run, "study", "1")["design"] == "case series"
    assert run("suggest", "accept", design["key"])[0] == 1


@pytest.mark.parametrize("wrong", [["x"], ["accept"], ["reopen", "x"]])
def test_wrong_usage_says_how_it_is_written(run: Any, wrong: list[str]) -> None:
    code, _, errors = run("suggest", *wrong)

    assert code == 2 and "reviewer" in errors


def test_marks_of_other_programs_come_from_a_file(run: Any, tmp_path: Path) -> None:
    words = [{"type": "TextQuoteSelector", "exact": "Twenty patients"}]
    rows = [{"uri": "u", "user": "acct:kim@h", "text": "How many?", "target": [{"selector": words}]}]
    file = tmp_path / "marks.json"
    file.write_text(json.dumps(rows), encoding="utf-8")

    assert "Of no document here: “Twenty patients” of u" in run("suggest", "import", str(file))[1]
    assert asked(run, "suggest", "import", str(file), "--document", "1")["added"] == 1
    [mark] = asked(run, "suggest", "1", "--kind", "mark")
    assert (mark["author"], mark["note"], mark["span"]["exact"]) == ("kim", "How many?", "Twenty patients")
