"""History, undo of one action and going back, from the command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from reviewer import cli


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    """Run a command on a library of this test; returns (exit code, output, errors)."""

    def call(*words: str) -> tuple[int, str, str]:
        code = cli.main(["--library", str(tmp_path / "review.reviewlib"), *words])
        caught = capsys.readouterr()
        return code, caught.out, caught.err

    (tmp_path / "note.txt").write_text("A note\n\nSome words about relapses.\n", encoding="utf-8")
    call("import", str(tmp_path / "note.txt"))
    call("claim", "add", "Relapses are rare.")
    call("--reviewer", "Ada", "claim", "edit", "1", "--statement", "Relapses fall.")
    call("tag", "add", "Safety")
    return call


def asked(run: Any, *words: str) -> Any:
    code, out, err = run(*words, "--json")
    assert code == 0, err
    return json.loads(out)


def test_the_history_is_filtered_and_paged(run: Any) -> None:
    whole = asked(run, "history")
    assert len(whole) == 4
    assert [op["label"] for op in asked(run, "history", "--person", "Ada")] == ["Edit claim 1"]
    assert [op["label"] for op in asked(run, "history", "--claim", "1")] == ["Edit claim 1", "New claim 1"]
    assert [op["label"] for op in asked(run, "history", "--document", "1")] == ["Add 1 document"]
    assert [op["label"] for op in asked(run, "history", "fall")] == ["Edit claim 1"]
    assert asked(run, "history", "--before", str(whole[1]["id"]), "--limit", "1") == [whole[2]]
    code, out, _ = run("history", "unheard of")
    assert code == 0 and "matches" in out
    code, _, err = run("history", "--claim", "9")
    assert code == 1 and "There is no claim 9" in err


def test_the_history_says_what_changed(run: Any) -> None:
    _, out, _ = run("history", "--claim", "1", "--changes")
    assert "Claim 1: changed" in out and "statement: Relapses are rare. → Relapses fall." in out
    [edit, _] = asked(run, "history", "--claim", "1", "--changes")
    assert edit["changes"][0]["fields"] == [["statement", "Relapses are rare.", "Relapses fall."]]


def test_an_older_action_is_taken_back_by_itself(run: Any) -> None:
    edit = asked(run, "history", "--person", "Ada")[0]
    assert asked(run, "undo", str(edit["id"]))["label"] == "Take back: Edit claim 1"
    assert asked(run, "claim", "list")[0]["statement"] == "Relapses are rare."
    code, _, err = run("undo", str(edit["id"]))
    assert code == 1 and "“Take back: Edit claim 1” came after it" in err


def test_going_back_to_a_point(run: Any) -> None:
    ops = asked(run, "history")
    _, out, _ = run("go-back", str(ops[2]["id"]))
    assert out.strip() == f"Action {ops[2]['id']} is the newest now."
    assert asked(run, "claim", "list")[0]["statement"] == "Relapses are rare."
    asked(run, "go-back", str(ops[0]["id"]))
    assert asked(run, "claim", "list")[0]["statement"] == "Relapses fall."
    asked(run, "go-back", "0")
    assert asked(run, "list") == []
    code, _, err = run("go-back", "99")
    assert code == 1 and "point of the history is gone" in err
