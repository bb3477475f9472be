"""`agreement`: what two reviewers judged, side by side, or why there is nothing to compare."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path

import pytest

from reviewer import cli, library
from reviewer.actions import example
from reviewer.library import appraisals

ANSWERS = [f"--answer={n}=yes" for n in range(1, 11)]


@pytest.fixture
def review(tmp_path: Path) -> Path:
    path = tmp_path / "review.reviewlib"
    with closing(library.create(path)) as lib:
        example.load_example(lib)
    return path


def run(review: Path, *words: str) -> int:
    return cli.main(["--library", str(review), *words])


def test_one_reviewer_alone_agrees_with_nobody(review: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(review, "agreement", "certainty") == 1
    assert "Agreement needs two reviewers" in capsys.readouterr().err
    assert run(review, "agreement", "certainty", "--between", "Nobody") == 1
    assert "Those who have: nobody." in capsys.readouterr().err
    assert run(review, "agreement", "no-such-form") == 1


def judged(review: Path, who: str, *words: str) -> None:
    """Appraise the study as somebody, to the end."""
    assert run(review, "--reviewer", who, "appraise", "set", "1", "jbi-case-series", *words) == 0
    with closing(library.open(review, library.reviewer_named(who))) as lib:
        own = appraisals.appraisal_of(lib, 1, "jbi-case-series", None, lib.reviewer.id)
    assert own is not None
    assert run(review, "--reviewer", who, "appraise", "done", str(own.id)) == 0


def test_two_reviewers_are_compared_once_both_are_done(
    review: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    judged(review, "Reviewer A", "--basis", "abstract")
    assert run(review, "--reviewer", "Reviewer B", "appraise", "set", "1", "jbi-case-series", *ANSWERS) == 0
    assert run(review, "agreement", "jbi-case-series") == 1
    judged(review, "Reviewer B", "--judgement", "exclude")
    capsys.readouterr()
    assert run(review, "agreement", "jbi-case-series", "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert [each["items"] for each in found["comparisons"][:10]] == [1] * 10
    assert found["left_out"] == []

    assert run(review, "agreement", "jbi-case-series") == 0
    out = capsys.readouterr().out
    assert "Reviewer A down, Reviewer B across" in out or "Reviewer B down, Reviewer A across" in out
    assert "across: Yes, No, Unclear, Not applicable" in out and "not defined" in out
