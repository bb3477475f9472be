"""Random histories undone to the start and redone to the end give the same library: 300 actions here,
10,000 with kills in between when asked for."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from reviewer import library
from reviewer.actions import claims
from tests.kill import histories


@pytest.mark.parametrize("seed", ["a"])
def test_three_hundred_actions_undone_and_redone(seed: str, tmp_path: Path) -> None:
    with closing(library.create(tmp_path / "a.reviewlib")) as lib:
        lib.db.execute("PRAGMA synchronous = OFF")
        start = histories.dump(lib)
        done = histories.act(lib, seed, 300, tmp_path)
        claims.add_claim(lib, "The last action.")
        end = histories.dump(lib)
        steps = histories.undo_all(lib)
        assert histories.differing(start, histories.dump(lib)) == []
        assert histories.redo_all(lib) == steps
        assert histories.differing(end, histories.dump(lib)) == []
        assert library.check(lib) == []
    assert len([name for name in done if " " not in name]) > 30


@pytest.mark.slow
def test_ten_thousand_actions_with_kills_in_between(tmp_path: Path) -> None:
    outcome = histories.campaign(tmp_path, 10_000, 60, seed=10)
    assert outcome.problems == []
    assert outcome.kills.total() == 60


def test_a_difference_is_noticed(tmp_path: Path) -> None:
    with closing(library.create(tmp_path / "a.reviewlib")) as lib:
        before = histories.dump(lib)
        claims.add_claim(lib, "New.")
        assert histories.differing(before, histories.dump(lib)) == ["claims", "search"]
