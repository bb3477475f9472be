"""What is told of how often suggestions are right, and the labels it was counted from."""

from __future__ import annotations

import csv
import re
import subprocess
import sys
from pathlib import Path

import pytest

from reviewer.model import SuggestionKind as K
from reviewer.suggestions.measured import MEASURED, Measured, in_full, together
from tests.source_tree import ROOT

MEASURING = ROOT / "packaging" / "measuring"
ANSWER = re.compile(
    r"(?:result|conclusion|both) (?:rises|falls|no change|unclear|none)|either|yes|no|none|named|[a-z0-9 ;-]+"
    r"|\d+-\d+:(?:copied|yes|no|(?:(?:hedge|population|number)\+?)*)"
)


def rows() -> list[dict[str, str]]:
    with open(MEASURING / "labels.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_kind_of_rule_was_measured_or_is_known_not_to_be() -> None:
    assert set(K) - set(MEASURED) == {K.HARM, K.MARK}


@pytest.mark.parametrize("kind", MEASURED)
def test_counts_are_possible(kind: K) -> None:
    counts = MEASURED[kind]
    assert 0 <= counts.right <= counts.read and 0 <= counts.found <= counts.due
    assert counts.read > 0


def test_small_samples_carry_their_exact_interval() -> None:
    assert in_full(Measured(20, 20)) == "20 of 20 right when read one by one, 95% interval 83 to 100%"
    assert in_full(Measured(8, 11, 8, 16)).endswith("39 to 94%; 8 of 16 found")


def test_kinds_are_added_up_and_none_is_made_up() -> None:
    both = together((K.RESTATED, K.DRIFT))
    assert both is not None and both.read == MEASURED[K.RESTATED].read + MEASURED[K.DRIFT].read
    assert together((K.HARM, K.MARK)) is None


def test_labels_hold_places_and_answers_and_no_words_of_the_texts() -> None:
    for row in rows():
        assert row["half"] in ("dev", "test") and row["reading"] in ("1", "2")
        assert 0 <= int(row["start"]) < int(row["end"])
        assert re.fullmatch(r"[0-9a-f]{16}", row["words"]) and ANSWER.fullmatch(row["answer"]), row


def test_no_document_is_in_both_halves() -> None:
    halves = {(row["document"], row["half"]) for row in rows()}
    assert len(halves) == len({document for document, _ in halves})


@pytest.mark.parametrize("script, said", [("suggestions", "measured"), ("drawing", "drawn")])
def test_without_the_texts_it_says_so(script: str, said: str, tmp_path: Path) -> None:
    ran = subprocess.run(
        [sys.executable, MEASURING / f"{script}.py", tmp_path / "none"], capture_output=True, text=True
    )
    assert ran.returncode == 1 and ran.stdout == ""
    assert f"nothing was {said}" in ran.stderr
