"""Small words of the report: text as shown, numbers as counted, letters, days."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.language import day, listed
from reviewer.reports.index import counted, letter, shortened, shown


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("one\ntwo", "one two"),
        ("one  \n  two", "one two"),
        ("one\n\n\ntwo", "one\ntwo"),
        ("one\u00a0two", "one\u00a0two"),
        ("tab\there", "tab here"),
        ("bell\x07", "bell\ufffd"),
        ("one\r\ntwo\u2028three", "one two three"),
        ("  ", ""),
    ],
)
def test_text_is_shown_without_the_line_breaks_of_its_page(text: str, expected: str) -> None:
    assert shown(text) == expected


@given(st.text())
def test_shown_text_stays_as_it_is_when_shown_again_as_one_line(text: str) -> None:
    once = shown(text).replace("\n", " ")

    assert shown(once) == " ".join(once.split(" ")).strip() or "  " in once


@given(st.text(), st.integers(8, 40))
def test_shortened_text_keeps_its_beginning_and_says_that_more_follows(text: str, limit: int) -> None:
    short = shortened(text, limit)

    assert short == text or (short.endswith(" […]") and text.startswith(short.removesuffix(" […]")))
    assert len(short) <= max(limit + 4, len(text) if len(text) <= limit else 0)


def test_numbers_and_lists_read_as_sentences() -> None:
    assert [counted(0, "quote"), counted(1, "quote"), counted(1200, "study", "studies")] == [
        "0 quotes",
        "1 quote",
        "1,200 studies",
    ]
    assert [listed([]), listed([3]), listed([3, 9]), listed([3, 9, 10])] == [
        "",
        "3",
        "3 and 9",
        "3, 9 and 10",
    ]


def test_sources_are_lettered_beyond_z() -> None:
    assert [letter(place) for place in (0, 25, 26, 51, 52, 701, 702)] == [
        "A",
        "Z",
        "AA",
        "AZ",
        "BA",
        "ZZ",
        "AAA",
    ]


def test_days_are_written_without_the_language_of_the_machine() -> None:
    assert day("2026-03-12T23:59:59.999+00:00") == "12 March 2026"
