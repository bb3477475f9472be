"""Views: filters kept under a name."""

from __future__ import annotations

import pytest

from reviewer.actions import history
from reviewer.actions.views import remove_view, rename_view, save_view
from reviewer.errors import ReviewError
from reviewer.library import Library, claims, journal, views


def test_a_view_is_kept_changed_and_let_go_of(seeds: Library) -> None:
    save_view(seeds, " Patients ", "voice:reader")
    save_view(seeds, "Old", "year:-1999")
    save_view(seeds, "Patients", "voice:reader has:claims")

    assert [(v.name, v.query) for v in views.views(seeds)] == [
        ("Patients", "voice:reader has:claims"),
        ("Old", "year:-1999"),
    ]
    assert [op.label for op in journal.history(seeds)[:2]] == [
        "Give the view “Patients” another filter", "Save the view “Old”"
    ]  # fmt: skip
    remove_view(seeds, "Patients")
    assert [v.name for v in views.views(seeds)] == ["Old"]
    history.undo(seeds)
    history.undo(seeds)
    assert views.views(seeds)[0].query == "voice:reader"
    assert claims.question(seeds).title == ""


def test_a_view_gets_another_name_and_none_takes_that_of_another(seeds: Library) -> None:
    save_view(seeds, "Old", "year:-1999")
    save_view(seeds, "Mine", "voice:reader")
    rename_view(seeds, "Old", " עברית  🧪 ")
    assert sorted((v.name, v.query) for v in views.views(seeds)) == [
        ("Mine", "voice:reader"),
        ("עברית 🧪", "year:-1999"),
    ]
    for name, new in (("Mine", "עברית 🧪"), ("Mine", " "), ("Nobody’s", "Other")):
        with pytest.raises(ReviewError):
            rename_view(seeds, name, new)
    history.undo(seeds)
    assert sorted(v.name for v in views.views(seeds)) == ["Mine", "Old"]


def test_a_view_needs_a_name_and_a_filter(seeds: Library) -> None:
    for name, query in (("", "voice:reader"), ("x" * 61, "voice:reader"), ("Mine", "  ")):
        with pytest.raises(ReviewError):
            save_view(seeds, name, query)
    with pytest.raises(ReviewError, match="no view"):
        remove_view(seeds, "Mine")
