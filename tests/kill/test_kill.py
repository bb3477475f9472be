"""A killed process loses nothing it had called saved: six times here, two hundred when asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.kill.campaign import Campaign, Promises, broken_promises, unfinished


def test_six_kills_lose_nothing(tmp_path: Path) -> None:
    campaign = Campaign(tmp_path, seed=6)

    assert campaign.run(6) == []
    assert campaign.saved > 12


@pytest.mark.slow
def test_two_hundred_kills_lose_nothing(tmp_path: Path) -> None:
    assert Campaign(tmp_path, seed=200).run(200) == []


def test_a_broken_promise_is_noticed(tmp_path: Path) -> None:
    campaign = Campaign(tmp_path, seed=1)
    campaign.run(1)
    promises = Promises(
        holds={"claim:1": "Never said.", "document:99": "0" * 64, "file:report.csv": "0" * 64}
    )

    found = broken_promises(tmp_path / "library 0", promises)

    assert [problem.split(" is ")[0] for problem in found[:2]] == ["claim:1", "document:99"]


@pytest.mark.parametrize("end", [0.2, 0.9])
def test_half_a_file_is_noticed(tmp_path: Path, end: float) -> None:
    whole = '\ufeffclaim,words\r\n1,"some, words"\r\n'.encode()
    (tmp_path / "report.csv").write_bytes(whole)
    (tmp_path / "half.csv").write_bytes(whole[: int(len(whole) * end)])
    (tmp_path / "half.pdf").write_bytes(b"%PDF-1.7\n1 0 obj\n")

    assert unfinished(tmp_path / "report.csv") == []
    assert unfinished(tmp_path / "half.csv") == ["half.csv is half written"]
    assert unfinished(tmp_path / "half.pdf") == ["half.pdf is half written"]
    assert unfinished(tmp_path / "none.csv") == ["none.csv is gone"]
