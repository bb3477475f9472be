"""The order of screening: which words tell, what they weigh, and what the sum of them is."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reviewer.suggestions import closeness

INCLUDED = ["Mitoxantrone in neuromyelitis optica", "Mitoxantrone for relapsing patients", "Optica again"]
EXCLUDED = ["Metformin in patients", "Metformin for falls", "Zinc in patients"]
TEXTS = st.lists(st.text(alphabet="abcé 1", max_size=30), max_size=6)


def test_words_of_the_included_weigh_for_and_of_the_excluded_against() -> None:
    weights = closeness.telling_words(INCLUDED, EXCLUDED)
    assert weights["mitoxantrone"] > 0 > weights["metformin"]
    assert list(weights)[0] == "mitoxantrone"
    assert "patients" not in weights or weights["patients"] < 0


def test_nothing_tells_while_one_side_is_missing() -> None:
    assert closeness.telling_words(INCLUDED, []) == {} == closeness.telling_words([], EXCLUDED)
    assert "needs one record" in closeness.explained({}, 3, 0)


def test_the_order_is_explained_in_a_sentence() -> None:
    weights = closeness.telling_words(INCLUDED, EXCLUDED)
    said = closeness.explained(weights, 3, 3)
    assert "the 3 you included apart from the 3 you excluded" in said and "“mitoxantrone”" in said


def test_closeness_is_the_sum_of_the_weights_of_the_words_held() -> None:
    near = closeness.closeness({"a": [1, 2, 2], "b": [2]}, {"a": 5, "b": -2})
    assert near == {1: 5, 2: 3}


@given(TEXTS, TEXTS)
def test_the_same_decisions_give_the_same_words(included: list[str], excluded: list[str]) -> None:
    weights = closeness.telling_words(included, excluded)
    again = closeness.telling_words(included[::-1], excluded[::-1])
    assert list(weights.items()) == list(again.items())
    assert all(isinstance(weight, int) and weight for weight in weights.values())
    assert len(weights) <= closeness.MOST_FOR + closeness.MOST_AGAINST
