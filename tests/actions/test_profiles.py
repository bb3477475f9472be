"""Profiles of reports: what was chosen, kept under a name, one undoable op each."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.actions import history
from reviewer.actions.profiles import (
    from_json,
    options_of,
    remove_profile,
    rename_profile,
    save_profile,
    to_json,
)
from reviewer.errors import ReviewError
from reviewer.library import Library, profiles
from reviewer.reports import Options

SHORT = Options(paper="letter", contents=("title", "claims"), titles=(("claims", "What we found"),))


def test_a_profile_is_kept_changed_renamed_and_let_go_of(seeds: Library) -> None:
    save_profile(seeds, " For  the panel ", SHORT)
    save_profile(seeds, "Full", Options())
    assert options_of(seeds, "For the panel") == SHORT and options_of(seeds, "Full") == Options()
    save_profile(seeds, "Full", Options(anchors=False))
    rename_profile(seeds, "Full", "Whole")
    assert [each.name for each in profiles.profiles(seeds)] == ["For the panel", "Whole"]
    remove_profile(seeds, "For the panel")
    history.undo(seeds)
    history.undo(seeds)
    history.undo(seeds)
    assert [each.name for each in profiles.profiles(seeds)] == ["For the panel", "Full"]
    assert options_of(seeds, "Full") == Options()


def test_a_name_that_is_none_or_taken_is_refused(seeds: Library) -> None:
    save_profile(seeds, "One", SHORT)
    save_profile(seeds, "Two", SHORT)
    for run in (
        lambda: save_profile(seeds, "  ", SHORT),
        lambda: save_profile(seeds, "x" * 61, SHORT),
        lambda: rename_profile(seeds, "One", "Two"),
        lambda: rename_profile(seeds, "Nobody's", "Three"),
        lambda: remove_profile(seeds, "Nobody's"),
        lambda: options_of(seeds, "Nobody's"),
    ):
        with pytest.raises(ReviewError):
            run()
    assert [each.name for each in profiles.profiles(seeds)] == ["One", "Two"]


@pytest.mark.parametrize("text", ["", "[]", "{", '{"paper": 3}', '{"later": true}', '{"contents": "claims"}'])
def test_what_is_not_understood_is_as_usual(text: str) -> None:
    assert from_json(text) == Options()


@given(st.lists(st.text(max_size=9)), st.lists(st.tuples(st.text(), st.text())), st.booleans())
def test_options_come_back_as_they_were(
    contents: list[str], titles: list[tuple[str, str]], anchors: bool
) -> None:
    options = Options(contents=tuple(contents), titles=tuple(titles), anchors=anchors)
    assert from_json(to_json(options)) == options
