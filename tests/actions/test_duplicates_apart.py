"""The search for duplicates in a process apart: the same groups, stopped at once, its end told."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from reviewer import library, processes
from reviewer.actions import duplicates, duplicates_apart, importing
from reviewer.errors import Cancelled, ReviewError
from reviewer.library import Library

RECORD = (
    "TY  - JOUR\nTI  - {}\nAU  - Kim, Su-Hyun\nJO  - Archives of Neurology\nPY  - 2011\nVL  - 68\nER  - \n"
)


@pytest.fixture
def lib(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Library]:
    """Return a library with two records of one work, in which nothing is few."""
    monkeypatch.setattr(duplicates_apart, "FEW", 0)
    titles = ("Efficacy of mitoxantrone in neuromyelitis optica", "Metformin against falls of older people")
    for number in (1, 2):
        words = "\n".join(RECORD.format(f"{title}{'.' * number}") for title in titles[:number])
        (tmp_path / f"{number}.ris").write_text(words, encoding="utf-8")
    with closing(library.create(tmp_path / "review.reviewlib")) as made:
        importing.import_files(made, [tmp_path / "1.ris", tmp_path / "2.ris"])
        yield made


def test_another_process_finds_the_same_groups(lib: Library) -> None:
    told: list[str] = []
    found = duplicates_apart.find_duplicates(lib, lambda _done, _total, what: told.append(what))

    assert found == duplicates.find_duplicates(lib)
    assert [group.certain for group in found.groups] == [True]
    assert told


def test_a_search_is_stopped_at_once(lib: Library) -> None:
    def stop(_done: int, _total: int | None, _what: str) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        duplicates_apart.find_duplicates(lib, stop)


def test_what_the_process_cannot_open_is_said(lib: Library) -> None:
    lib.path = lib.path.with_name("gone.reviewlib")

    with pytest.raises(ReviewError):
        duplicates_apart.find_duplicates(lib)


def test_a_process_that_ends_early_or_cannot_start_is_said(
    lib: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(processes, "command", lambda _word: [sys.executable, "-c", "input()"])
    with pytest.raises(ReviewError, match="ended before it was done") as caught:
        duplicates_apart.find_duplicates(lib)
    assert "exit" in str(caught.value.__cause__)
    monkeypatch.setattr(processes, "command", lambda _word: [str(lib.path.with_name("nothing"))])
    with pytest.raises(ReviewError, match="cannot be started"):
        duplicates_apart.find_duplicates(lib)
