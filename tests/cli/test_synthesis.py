"""`matrix` and `map`: in words, as JSON, as files, and errors with a hint."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from reviewer import cli, library
from reviewer.actions import example


@pytest.fixture(scope="module")
def review(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("review") / "review.reviewlib"
    with closing(library.create(path)) as lib:
        example.load_example(lib)
    return path


def asked(review: Path, capsys: pytest.CaptureFixture[str], *words: str) -> Any:
    assert cli.main(["--library", str(review), *words, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_the_matrix_as_json_counts_every_quote_once(review: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = asked(review, capsys, "matrix")
    tied = [quote["id"] for claim in data["claims"] for cell in claim["cells"] for quote in cell["quotes"]]

    assert len(tied) == len(set(tied)) == sum(column["quotes"] for column in data["columns"]) == 21
    fourth = next(claim for claim in data["claims"] if claim["number"] == 4)
    assert fourth["gaps"] == ["contradiction"]
    assert [each["words"] for each in fourth["certainty"]] == ["Very low", "Not gradable", ""]


def test_rows_columns_gaps_and_words_can_be_chosen(review: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = asked(review, capsys, "matrix", "--show", "only-experience", "--columns", "voice")
    assert [claim["number"] for claim in data["claims"]] == [10]
    data = asked(review, capsys, "matrix", "--rows", "number", "--filter", "cells", "--suggestions")
    assert [claim["number"] for claim in data["claims"]] == [5, 6, 7]
    assert any(cell["suggested"] for claim in data["claims"] for cell in claim["cells"])


def test_both_are_said_in_words(review: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["--library", str(review), "matrix"]) == 0
    said = capsys.readouterr().out
    assert "NMO case series, study: contradicts, 1 quote" in said and "certainty, MS: Not gradable" in said
    assert cli.main(["--library", str(review), "map", "--without-experience"]) == 0
    said = capsys.readouterr().out
    assert "Claim 5, MS, Very low: 1 study quote" in said and "reader" not in said


def test_the_drift_of_a_claim(review: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (chain,) = asked(review, capsys, "matrix", "--drift", "6")
    assert chain["study"]["sentence"].startswith("Moreover") and chain["steps"][0]["voice"] == "commentary"
    assert cli.main(["--library", str(review), "matrix", "--drift", "1"]) == 0
    assert "Nobody says again" in capsys.readouterr().out
    assert cli.main(["--library", str(review), "matrix", "--drift", "99"]) == 1


def test_files_are_written_or_refused(
    review: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = asked(review, capsys, "map", "-o", str(tmp_path / "map.svg"), "--patterns")
    assert Path(data["path"]).stat().st_size == data["bytes"]
    data = asked(review, capsys, "matrix", "-o", str(tmp_path / "m.csv"))
    assert Path(data["path"]).read_bytes().startswith(b"\xef\xbb\xbf")
    assert cli.main(["--library", str(review), "map", "-o", str(tmp_path / "map.gif")]) == 1
    assert "Give a name that ends in .svg, .pdf or .png." in capsys.readouterr().err
