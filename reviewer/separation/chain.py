"""A chain of labels: how likely each label is for each block, given the blocks around it.

A linear-chain conditional random field (Lafferty, McCallum and Pereira 2001). Weights were learned by
`packaging/training`; here they are only read and applied, in plain Python, so that the same text gives
the same labels on every machine.
"""

from __future__ import annotations

import gzip
import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

Row = list[float]


@dataclass(frozen=True, slots=True)
class Model:
    """Learned weights. `steps[g]` are the transitions of gap kind `g`: weight of label after label."""

    labels: tuple[str, ...]
    weights: dict[str, tuple[float, ...]]
    steps: tuple[tuple[tuple[float, ...], ...], ...]
    first: tuple[float, ...]
    last: tuple[float, ...]

    def scores(self, features: Iterable[str]) -> Row:
        """Return the weight of each label for one block, by its features alone."""
        known = self.weights
        rows = [known[name] for name in features if name in known]
        return [sum(column) for column in zip(*rows, strict=True)] if rows else [0.0] * len(self.labels)

    def best(self, scores: Sequence[Row], gaps: Sequence[int]) -> list[int]:
        """Return the likeliest labels of a sequence (Viterbi)."""
        if not scores:
            return []
        count = range(len(self.labels))
        here = [a + b for a, b in zip(self.first, scores[0], strict=True)]
        came: list[list[int]] = []
        columns = [list(zip(*step, strict=True)) for step in self.steps]
        for row, gap in zip(scores[1:], gaps[1:], strict=True):
            back, now = [], []
            for to in count:
                sums = [a + b for a, b in zip(here, columns[gap][to], strict=True)]
                top = max(sums)
                back.append(sums.index(top))
                now.append(top + row[to])
            here = now
            came.append(back)
        ends = [a + b for a, b in zip(here, self.last, strict=True)]
        path = [ends.index(max(ends))]
        for back in reversed(came):
            path.append(back[path[-1]])
        return path[::-1]

    def chances(self, scores: Sequence[Row], gaps: Sequence[int]) -> list[Row]:
        """Return for each block the probability of each label (forward and backward sums)."""
        if not scores:
            return []
        steps = [[[math.exp(weight) for weight in row] for row in step] for step in self.steps]
        columns = [list(zip(*step, strict=True)) for step in steps]
        own = [_exponents(row) for row in scores]
        own[0] = [a * math.exp(b) for a, b in zip(own[0], self.first, strict=True)]
        forward = [_normal(own[0])]
        for row, gap in zip(own[1:], gaps[1:], strict=True):
            before = forward[-1]
            forward.append(
                _normal(
                    [
                        sum(map(float.__mul__, before, column)) * here
                        for column, here in zip(columns[gap], row, strict=True)
                    ]
                )
            )
        behind = _normal([math.exp(weight) for weight in self.last])
        found = [_normal([a * b for a, b in zip(forward[-1], behind, strict=True)])]
        for index in range(len(own) - 1, 0, -1):
            after = [a * b for a, b in zip(own[index], behind, strict=True)]
            behind = _normal([sum(map(float.__mul__, row, after)) for row in steps[gaps[index]]])
            found.append(_normal([a * b for a, b in zip(forward[index - 1], behind, strict=True)]))
        return found[::-1]


def _exponents(row: Row) -> Row:
    top = max(row)
    return [math.exp(max(weight - top, -60.0)) for weight in row]


def _normal(row: Row) -> Row:
    total = sum(row) or 1.0
    return [value / total for value in row]


@cache
def load(path: Path) -> Model:
    """Return the model kept in a file (gzipped JSON; weights are whole thousandths)."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        kept = json.load(file)
    scale = 1 / 1000

    def scaled(row: Sequence[int]) -> tuple[float, ...]:
        return tuple(value * scale for value in row)

    return Model(
        labels=tuple(kept["labels"]),
        weights={name: scaled(row) for name, row in kept["weights"].items()},
        steps=tuple(tuple(scaled(row) for row in step) for step in kept["steps"]),
        first=scaled(kept["first"]),
        last=scaled(kept["last"]),
    )
