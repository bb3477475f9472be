"""Columns of a Word table: as wide as the report wants them, and no word cut while there is room."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reviewer.reports.word.tables import widths

ROOM = 9_400


def test_a_column_is_as_wide_as_its_longest_word_and_others_give_the_room() -> None:
    narrow, wide = widths([10, 90], ROOM, [12, 5])
    assert narrow == 12 * 84 + 150 and narrow + wide == ROOM
    assert widths([30, 70], ROOM, [5, 5]) == [2_820, 6_580]


@given(st.lists(st.tuples(st.integers(5, 500), st.integers(0, 60)), min_size=1, max_size=14))
def test_the_columns_fill_the_room_and_none_is_without_width(columns: list[tuple[int, int]]) -> None:
    found = widths([share for share, _ in columns], ROOM, [longest for _, longest in columns])
    assert len(found) == len(columns) and min(found) > 0
    assert ROOM - len(columns) <= sum(found) <= ROOM
