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
from functools import cache, lru_cache
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
    curve: tuple[tuple[float, float], ...] = ()
    """Chance and share that was right, measured on pages the weights had not seen; rising."""

    def calibrated(self, chance: float) -> float:
        """Return how often a stretch of this chance is right, by the measured curve."""
        if not self.curve:
            return round(chance, 3)
        below, above = (0.0, 0.0), (1.0, self.curve[-1][1])
        for point in self.curve:
            if point[0] <= chance:
                below = point
            else:
                above = point
                break
        reach = above[0] - below[0]
        part = (chance - below[0]) / reach if reach > 0 else 1.0
        return round(below[1] + part * (above[1] - below[1]), 3)

    def scores(self, features: Iterable[str]) -> Row:
        """Return the weight of each label for one block, by its features alone."""
        known = self.weights
        rows = [known[name] for name in features if name in known]
        return [sum(column) for column in zip(*rows, strict=True)] if rows else [0.0] * len(self.labels)

    def best(self, scores: Sequence[Row], gaps: Sequence[int]) -> list[int]:
        """Return the likeliest labels of a sequence (Viterbi)."""
        if not scores:
            return []
        open_ = _open(scores)
        here = {label: self.first[label] + scores[0][label] for label in open_[0]}
        came: list[dict[int, int]] = []
        for row, gap, labels in zip(scores[1:], gaps[1:], open_[1:], strict=True):
            step = self.steps[gap]
            back: dict[int, int] = {}
            now: dict[int, float] = {}
            for to in labels:
                top, source = max([(value + step[label][to], -label) for label, value in here.items()])
                back[to] = -source
                now[to] = top + row[to]
            here = now
            came.append(back)
        path = [max(here, key=lambda label: (here[label] + self.last[label], -label))]
        for back in reversed(came):
            path.append(back[path[-1]])
        return path[::-1]

    def chances(self, scores: Sequence[Row], gaps: Sequence[int]) -> list[Row]:
        """Return for each block the probability of each label (forward and backward sums)."""
        if not scores:
            return []
        open_ = _open(scores)
        own = [_exponents(row, labels) for row, labels in zip(scores, open_, strict=True)]
        forward = self._forward(own, gaps)
        behind = {label: math.exp(self.last[label]) for label in open_[-1]}
        count = len(self.labels)
        found = [_row(forward[-1], behind, count)]
        for index in range(len(own) - 1, 0, -1):
            step = self._stepped(gaps[index])
            after = [(label, value * behind[label]) for label, value in own[index].items()]
            behind = _normal({a: sum([step[a][b] * value for b, value in after]) for a in open_[index - 1]})
            found.append(_row(forward[index - 1], behind, count))
        return found[::-1]

    def _forward(self, own: Sequence[dict[int, float]], gaps: Sequence[int]) -> list[dict[int, float]]:
        forward = [_normal({label: value * math.exp(self.first[label]) for label, value in own[0].items()})]
        for here, gap in zip(own[1:], gaps[1:], strict=True):
            step = self._stepped(gap)
            before = forward[-1].items()
            forward.append(
                _normal(
                    {
                        b: value * sum([chance * step[a][b] for a, chance in before])
                        for b, value in here.items()
                    }
                )
            )
        return forward

    def _stepped(self, gap: int) -> tuple[tuple[float, ...], ...]:
        return _exponential(self.steps[gap])


BEYOND = 14.0
"""How far below a block's best score a label is left out of account; it would need odds of a million."""


def _open(scores: Sequence[Row]) -> list[list[int]]:
    """Return for each block the labels that are still possible by its own score."""
    found = []
    for row in scores:
        least = max(row) - BEYOND
        found.append([label for label, score in enumerate(row) if score >= least])
    return found


@lru_cache(64)
def _exponential(step: tuple[tuple[float, ...], ...]) -> tuple[tuple[float, ...], ...]:
    return tuple(tuple(math.exp(weight) for weight in row) for row in step)


def _exponents(row: Row, labels: Sequence[int]) -> dict[int, float]:
    top = max(row)
    return {label: math.exp(row[label] - top) for label in labels}


def _normal(row: dict[int, float]) -> dict[int, float]:
    total = sum(row.values()) or 1.0
    return {label: value / total for label, value in row.items()}


def _row(forward: dict[int, float], behind: dict[int, float], count: int) -> Row:
    """Return the chances of all labels; those left out of account have none."""
    row = [0.0] * count
    for label, value in _normal({label: value * behind[label] for label, value in forward.items()}).items():
        row[label] = value
    return row


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
        curve=tuple((chance, share) for chance, share in kept.get("curve", ())),
    )
