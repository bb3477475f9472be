"""Looking things up while somebody types: the latest question only, and never in anybody's way."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from threading import Event, get_ident

import pytest
from pytestqt.qtbot import QtBot

from reviewer.gui.lookup import Lookup
from reviewer.library import Library, documents


@pytest.fixture
def lookup() -> Iterator[Lookup]:
    made = Lookup()
    yield made
    made.close()


def test_an_answer_comes_from_another_thread_to_this_one(qtbot: QtBot, lookup: Lookup, review: Path) -> None:
    told: list[object] = []
    lookup.ask(review, lambda lib: (documents.count(lib), get_ident()), told.append)
    qtbot.waitUntil(lambda: bool(told))

    count, thread = told[0]  # type: ignore[misc]
    assert count == 2
    assert thread != get_ident()


def test_only_the_last_question_is_answered(qtbot: QtBot, lookup: Lookup, review: Path) -> None:
    told: list[int] = []
    for number in range(20):
        lookup.ask(review, lambda lib, n=number: n, told.append)  # type: ignore[misc]
    qtbot.waitUntil(lambda: bool(told))
    qtbot.wait(50)

    assert told == [19]


def test_a_long_query_is_broken_off(qtbot: QtBot, lookup: Lookup, review: Path) -> None:
    told: list[object] = []
    begun = Event()

    def forever(lib: Library) -> None:
        begun.set()
        lib.db.execute(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
        ).fetchone()

    lookup.ask(review, forever, told.append)
    assert begun.wait(5)
    time.sleep(0.05)
    lookup.ask(review, documents.count, told.append)
    qtbot.waitUntil(lambda: bool(told))

    assert told == [2]


def test_a_closed_library_lets_go_of_its_file_and_opens_again(
    qtbot: QtBot, lookup: Lookup, review: Path
) -> None:
    told: list[object] = []
    lookup.ask(review, documents.count, told.append)
    assert lookup.wait(5)
    lookup.close()
    review.rename(review.with_name("moved.reviewlib"))
    lookup.ask(review.with_name("moved.reviewlib"), documents.count, told.append)
    assert lookup.wait(5)

    assert told == [2, 2]


def test_a_library_that_is_gone_gives_no_answer(qtbot: QtBot, lookup: Lookup, tmp_path: Path) -> None:
    told: list[object] = []
    lookup.ask(tmp_path / "none.reviewlib", documents.count, told.append)

    assert lookup.wait(5)
    assert told == []
