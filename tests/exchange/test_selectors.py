"""Selectors of Web Annotations: written, read in whatever form, and found again with a score."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer import text as texts
from reviewer.exchange.selectors import Anchor, Found, anchor, find, selectors

TEXT = "Noise wakes people. Doors wake people too.\n\nNoise wakes people at night."


@given(st.text(min_size=1, max_size=80), st.data())
def test_what_is_written_is_read_and_found_where_it_was(raw: str, data: st.DataObject) -> None:
    text = texts.clean(raw) or "x"
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    prefix, suffix = texts.context(text, start, end)
    read = anchor(selectors(text[start:end], prefix, suffix, start, end))

    assert read == Anchor(text[start:end], prefix, suffix, start, end)
    assert find(text, read) == Found(start, end, 1.0)


def test_words_without_a_place_are_told_apart_by_what_stands_around_them() -> None:
    second = find(TEXT, Anchor("Noise wakes people", suffix=" at night"))

    assert second is not None and (second.start, second.score) == (44, 1.0)


def test_words_that_moved_score_less() -> None:
    moved = find("A new line.\n" + TEXT, Anchor("Doors wake people", "people. ", " too.", 20, 37))

    assert moved is not None and moved.start == 32 and moved.score == 1.0
    changed = find("Doors wake people always", Anchor("Doors wake people", "people. ", " too.", 20, 37))
    assert changed is not None and 0.5 <= changed.score < 0.8


def test_other_white_space_is_no_other_quote() -> None:
    found = find(TEXT, Anchor("too. Noise  wakes"))

    assert found is not None and TEXT[found.start : found.end] == "too.\n\nNoise wakes"
    assert found.score < 0.9


def test_a_position_alone_is_half_sure() -> None:
    assert find(TEXT, Anchor(start=0, end=5)) == Found(0, 5, 0.5)
    assert find("short", Anchor(start=0, end=50)) is None


def test_words_that_are_gone_are_not_found() -> None:
    assert find(TEXT, Anchor("Silence", start=0, end=7)) is None


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ({"type": "TextQuoteSelector", "exact": "a"}, Anchor("a")),
        ([{"type": "XPathSelector", "value": "/p"}], None),
        (
            {"type": "FragmentSelector", "refinedBy": {"type": "TextPositionSelector", "start": 1, "end": 4}},
            Anchor(start=1, end=4),
        ),
        ([{"@type": "TextQuoteSelector", "exact": "a", "prefix": None}], Anchor("a")),
        ([{"type": "TextPositionSelector", "start": 4, "end": 1}], None),
        ([{"type": "TextPositionSelector", "start": True, "end": "5"}], None),
        ("words", None),
        (None, None),
    ],
)
def test_selectors_of_strangers(data: object, expected: Anchor | None) -> None:
    assert anchor(data) == expected
