"""Claims reshaped and quotes carried over from the command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from reviewer import cli
from reviewer.settings import seed

NAME = "002_6655412ea27c3016.txt"


@pytest.fixture
def asked(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Any:
    """Run a command on a library with the blog post and a later version of it; returns its JSON."""
    monkeypatch.setenv("REVIEWER_HOME", str(tmp_path / "home"))

    def call(*words: str, code: int = 0) -> Any:
        assert cli.main(["--library", str(tmp_path / "a.reviewlib"), *words, "--json"]) == code
        out = capsys.readouterr().out
        return json.loads(out) if code == 0 else out

    call("import", str(seed(NAME)))
    later = tmp_path / "later" / NAME
    later.parent.mkdir()
    text = seed(NAME).read_text(encoding="utf-8").replace("suppresses B cells", "suppressed B cells")
    later.write_text(text, encoding="utf-8")
    call("claim", "add", "B cells fall.")
    call("quote", "add", "1", "--document", "1", "--span", "776-828")
    call("quote", "add", "1", "--document", "1", "--words", "it affects natural killer cells")
    call("import", str(later))
    return call


def test_quotes_are_carried_to_another_version(asked: Any) -> None:
    (version,) = asked("anchors", "versions")
    assert (version["old"], version["new"], version["quotes"]) == (1, 2, 2)
    found = asked("anchors", "find", "1", "2")
    assert [(f["how"], f["sure"]) for f in found] == [("close", False), ("exact", True)]
    assert found[0]["to"]["exact"] == "mitoxantrone persistently suppressed B cells in vivo"
    assert asked("anchors", "carry", "1", "2")["quotes"] == [2]
    assert asked("anchors", "carry", "1", "2", "--quote", "1")["quotes"] == [1]
    assert {q["span"]["document"] for q in asked("quote", "list")} == {2}
    assert asked("anchors", "find", "1", "2") == asked("anchors", "lost") == []
    asked("anchors", "carry", "1", "2", "--quote", "9", code=1)
    asked("anchors", "carry", "1", code=2)
    asked("anchors", "put", "1", code=2)


def test_a_quote_is_tied_to_words_by_hand(asked: Any) -> None:
    asked("anchors", "put", "1", "--document", "1", "--span", "789-801")
    assert asked("quote", "list", "--document", "1")[0]["span"]["exact"] == "persistently"


def test_claims_are_merged_split_and_listed_by_likeness(asked: Any) -> None:
    asked("claim", "add", "Natural killer cells rise.")
    assert [c["number"] for c in asked("claim", "list", "--like", "killers that rise")] == [2, 1]
    assert asked("claim", "split", "1", "2", "--statement", "NK cells change.")["id"] == 3
    asked("quote", "edit", "2", "--claim", "2")
    said = asked("claim", "merge", "3", "1", "--dry-run")
    assert said["op"] is None and "0 quotes of claim 3" in said["would"][0]
    assert asked("claim", "merge", "3", "1")["label"] == "Merge claim 3 into claim 1"
    assert [(c["number"], c["quotes"]) for c in asked("claim", "list")] == [(1, 1), (2, 1)]
    asked("claim", "merge", "1", "1", code=1)
    asked("claim", "merge", "1", code=2)
    asked("claim", "split", "1", "x", code=1)
