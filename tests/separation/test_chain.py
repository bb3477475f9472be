"""The chain finds what trying every sequence of labels would find."""

from __future__ import annotations

import itertools
import math

from hypothesis import given, settings
from hypothesis import strategies as st

from reviewer.separation.chain import BEYOND, Group, Kept, Model, packed

LABELS = ("a", "b", "c")
whole = st.integers(-4000, 4000)
rows = st.tuples(whole, whole, whole)
small = st.floats(-3, 3)
matrices = st.tuples(*[st.tuples(small, small, small)] * 3)


def model(steps: object = (((0.0,) * 3,) * 3,), **weights: int) -> Model:
    return Model(LABELS, weights, steps, (0.0,) * 3, (0.0,) * 3)  # type: ignore[arg-type]


@given(st.lists(rows, max_size=60))
def test_a_packed_sum_is_the_sum_of_all_weights(weights: list[tuple[int, int, int]]) -> None:
    total = sum(packed(row) for row in weights)
    wanted = [sum(column) / 1000 for column in zip(*weights, strict=True)] if weights else [0.0] * 3

    assert model().row(total) == wanted


def test_groups_of_the_same_names_are_summed_each() -> None:
    kept = Kept()
    kept.weights = {"x": 1, "y": 2}
    one, other = Group(("x", "y")), Group(("x", "y"))

    assert kept[one] == kept[other] == 3
    assert len(kept) == 2
    assert list(one) == ["x", "y"]


def test_features_that_were_never_learned_weigh_nothing() -> None:
    known = model(x=packed((1000, -2000, 0)))

    assert known.row(known.total(["x", "never seen", "x"])) == [2.0, -4.0, 0.0]
    assert known.gains(["x", "never seen"], 0, 1, 0.5) == [("x", 3.0)]
    assert known.gains(["x"], 1, 0, 0.5) == []


scores_of_a_block = st.lists(small | st.floats(-12, 12), min_size=3, max_size=3)
sequences = st.lists(st.tuples(scores_of_a_block, st.integers(0, 1)), min_size=1, max_size=5)


@settings(deadline=None)
@given(sequences, matrices, matrices)
def test_best_and_chances_agree_with_trying_everything(
    blocks: list[tuple[list[float], int]], one: object, other: object
) -> None:
    chain = model((one, other))
    scores = [scores for scores, _ in blocks]
    gaps = [gap for _, gap in blocks]

    def weight(path: tuple[int, ...]) -> float:
        total = sum(row[label] for row, label in zip(scores, path, strict=True))
        return total + sum(
            chain.steps[gap][a][b] for gap, (a, b) in zip(gaps[1:], itertools.pairwise(path), strict=True)
        )

    counted = [[label for label in range(3) if row[label] >= max(row) - BEYOND] for row in scores]
    paths = {path: weight(path) for path in itertools.product(*counted)}
    total = sum(math.exp(value) for value in paths.values())
    best = tuple(chain.best(scores, gaps))
    chances = chain.chances(scores, gaps)

    assert math.isclose(paths[best], max(paths.values()), abs_tol=1e-9)
    for index, row in enumerate(chances):
        assert math.isclose(sum(row), 1.0, abs_tol=1e-9)
        for label in range(3):
            wanted = sum(math.exp(v) for path, v in paths.items() if path[index] == label) / total
            assert math.isclose(row[label], wanted, abs_tol=1e-9)


def test_labels_that_cannot_win_are_left_out_and_nothing_else_changes() -> None:
    chain = model()
    chances = chain.chances([[0.0, -30.0, 1.0]], [0])

    assert chances[0][1] == 0.0
    assert math.isclose(chances[0][2] / chances[0][0], math.e)
    assert chain.best([], []) == chain.chances([], []) == []


def test_the_curve_of_confidence_rises_and_joins_its_points() -> None:
    known = Model(LABELS, {}, (), (), (), curve=((0.5, 0.6), (0.9, 0.88)))

    assert [known.calibrated(chance) for chance in (0.5, 0.7, 0.9, 1.0)] == [0.6, 0.74, 0.88, 0.88]
    assert known.calibrated(0.25) == 0.3
    assert Model(LABELS, {}, (), (), ()).calibrated(0.25) == 0.25
