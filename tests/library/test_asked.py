"""What a person asks for: how it is read, and that nothing typed is an error."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.library.asked import MOST, Asked, Narrowing, asked, told


def fields(name: str, value: str) -> str | None:
    if name not in ("voice", "tag"):
        return None
    return "" if name == "tag" or value in ("study", "reader") else f"“{value}” is no voice."


@pytest.fixture(scope="module")
def index() -> Iterator[sqlite3.Connection]:
    db = sqlite3.connect(":memory:")
    db.execute("CREATE VIRTUAL TABLE passages USING fts5(words, tokenize='porter unicode61')")
    rows = ["b cells fell", "cells of type b", "mice and b cells", "a fever, then a rash", "no fever at all"]
    db.executemany("INSERT INTO passages(rowid, words) VALUES (?, ?)", enumerate(rows, 1))
    yield db
    db.close()


def found(index: sqlite3.Connection, question: Asked) -> list[int]:
    if not question.match:
        return []
    sql = "SELECT rowid FROM passages WHERE passages MATCH ? ORDER BY rowid"
    return [row[0] for row in index.execute(sql, (question.match,))]


@pytest.mark.parametrize(
    "typed, rows",
    [
        ("b cells", [1, 2, 3]),
        ('"b cells"', [1, 3]),
        ("b cell", [1, 2, 3]),
        ("mice OR fever", [3, 4, 5]),
        ("(mice OR fell) cells", [1, 3]),
        ("cells -mice", [1, 2]),
        ("cells NOT (mice OR type)", [1]),
        ('cells -"of type"', [1, 3]),
        ("fev* rash", [4]),
        ("fever NEAR/3 rash", [4]),
        ("NEAR(fever rash, 2)", [4]),
        ("fever NEAR/1 rash", []),
        ("mice AND cells", [3]),
        ("rash; fever", [4]),
    ],
)
def test_words_find_what_they_say(index: sqlite3.Connection, typed: str, rows: list[int]) -> None:
    question = asked(typed)

    assert found(index, question) == rows
    assert question.doubts == ()


@pytest.mark.parametrize(
    "typed, said, doubt",
    [
        ("NOT mice", "", "Only words to leave out"),
        ("fever (rash", "“fever” and “rash…”", "never closed"),
        ("fever) rash", "“fever” and “rash…”", "no opening"),
        ('"b cells', "“b cells”", "quotation mark is never closed"),
        ("fever OR", "“fever”", "OR needs words on both sides"),
        ("NEAR fever", "“fever…”", "NEAR needs a word"),
        ("NEAR(fever)", "“fever”", "NEAR needs two words"),
        ("fever NOT", "“fever”", "NOT needs a word"),
        ("fever OR -rash", "“fever”", "cannot stand beside OR"),
        ("voice:readr fever", "“voice readr” and “fever…”", "“readr” is no voice."),
        ("voice: fever", "“fever…”", "voice: needs what it asks for right after its colon"),
        ("fever -Tag:", "“fever”", "Tag: needs what it asks for"),
        ("word " * (MOST + 1), " and ".join(["“word”"] * (MOST - 1) + ["“word…”"]), f"first {MOST} words"),
    ],
)
def test_bad_syntax_is_answered_with_what_was_understood(typed: str, said: str, doubt: str) -> None:
    question = asked(typed, fields)

    assert question.said == said
    assert len(question.doubts) == 1
    assert doubt in question.doubts[0]


def test_fields_narrow_wherever_they_stand() -> None:
    question = asked('voice:reader (fever OR -tag:"B cells" rash)', fields)

    assert question.narrowings == (Narrowing("voice", "reader"), Narrowing("tag", "B cells", False))
    assert question.match == '(("fever") OR ("rash"))'
    assert question.said == "(“fever” or “rash”); voice: reader; not tag: B cells"


@pytest.mark.parametrize(
    "typed, whole",
    [
        ("b cel", '"b" AND "cel"'),
        ("b cel*", '"b" AND "cel"*'),
        ("fev* rash", '"fev"* AND "rash"'),
        ("(mice OR fev", '(("mice") OR ("fev"))'),
        ("fever NEAR/3 ra", 'NEAR("fever" "ra", 3)'),
        ("b -ra", '"b" NOT "ra"*'),
        ("fev* !", '"fev"*'),
        ("fev voice:reader", '"fev"'),
    ],
)
def test_the_last_word_can_be_taken_as_it_stands(typed: str, whole: str) -> None:
    assert asked(typed, fields).whole == whole


def test_what_is_no_field_is_words() -> None:
    assert asked("ratio:2 https://x.org/a", fields).doubts == ()
    assert asked("ratio: 2", fields).doubts == () and asked("Results: fever", fields).match
    assert asked("ratio:2", fields).match == '"ratio 2"'


def test_a_question_is_told_in_one_line() -> None:
    question = asked("(fever rash")

    assert told(question.doubts, question.said) == (
        "A bracket is never closed: taken to reach the end. Looked for: “fever” and “rash…”."
    )
    assert told((), "“fever”") == ""


SCRAPS = st.sampled_from(
    [
        "(",
        ")",
        "-",
        '"',
        "*",
        "NEAR",
        "NEAR(",
        "NEAR/3",
        "OR",
        "AND",
        "NOT",
        "voice:",
        "voice:reader",
        ":",
        ",",
        " ",
    ]
)


@given(st.lists(SCRAPS | st.text(max_size=4), max_size=30).map(" ".join) | st.text(max_size=80))
def test_nothing_typed_is_an_error(index: sqlite3.Connection, typed: str) -> None:
    question = asked(typed, fields)

    found(index, question)
    assert bool(question.match or question.narrowings) == bool(question.said)
    assert question.match.count("(") < 3 * MOST


@given(st.lists(st.sampled_from(["(", "-(", "a", ")", "NOT"]), max_size=400).map(" ".join))
def test_deep_brackets_are_read(index: sqlite3.Connection, typed: str) -> None:
    question = asked(typed)

    assert set(found(index, question)) <= {1, 2, 3, 4, 5}
    assert question.match.count("(") == question.match.count(")")
    assert any("Only the first" in doubt for doubt in question.doubts) == (len(typed.split()) > MOST)
