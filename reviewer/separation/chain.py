"""A chain of labels: how likely each label is for each block, given the blocks around it.

A linear-chain conditional random field (Lafferty, McCallum and Pereira 2001). Weights were learned by
`packaging/training`; here they are only read and applied, in plain Python, so that the same text gives
the same labels on every machine.
"""

from __future__ import annotations

import gzip
import json
import math
import re
import struct
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import repeat
from operator import add, mul
from pathlib import Path

Row = list[float]


FIELD = 32
"""Bits of one weight in a packed row: room for sums of four thousand rows."""
BIAS = 1 << 19
"""Added to each weight of a packed row, in thousandths, so that none is negative."""
DISTANCES = (-2, -1, 1, 2)
"""How far away, in blocks, neighbours count."""
NEAR = re.compile(r"(-?[12])(.+)")
"""A feature of a neighbour: how many blocks away, and what it is."""

MOST_KEPT = 16_384
"""Groups of features whose sums are kept, and features whose weights are."""
WORDED = ("s", "w")
"""What begins the feature of a word, before a colon: of a short line, of a longer one."""


def packed(row: Sequence[int]) -> int:
    """Return the weights of a feature, whole thousandths for each label, as one number.

    Sums of such numbers are sums of all weights at once, exact and many times faster than one by one. The
    last field counts how many rows a sum holds.
    """
    return sum((weight + BIAS) << (FIELD * place) for place, weight in enumerate(row)) + (
        1 << (FIELD * len(row))
    )


class Kept(dict[tuple[str, ...], int]):
    """The packed sums of groups of features that come back."""

    weights: Mapping[str, int]

    def __missing__(self, group: tuple[str, ...]) -> int:
        if len(self) > MOST_KEPT:
            self.clear()
        self[group] = found = sum(map(self.weights.get, group, repeat(0)))
        return found


@dataclass(frozen=True, slots=True)
class Model:
    """Learned weights. `steps[g]` are the transitions of gap kind `g`: weight of label after label.

    `weights` hold packed rows, and so does `worded` for words: those of short lines and of longer ones.
    `near` holds for a feature of neighbours the packed rows of all distances, side by side.
    """

    labels: tuple[str, ...]
    weights: dict[str, int]
    steps: tuple[tuple[tuple[float, ...], ...], ...]
    first: tuple[float, ...]
    last: tuple[float, ...]
    curve: tuple[tuple[float, float], ...] = ()
    """Chance and share that was right, measured on pages the weights had not seen; rising."""
    near: Mapping[str, int] = field(default_factory=dict)
    worded: Mapping[str, dict[str, int]] = field(default_factory=dict)
    kept: Kept = field(default_factory=Kept)
    """Packed sums of features that come back together; they save time and change nothing."""
    apart: dict[str, dict[str, Row]] = field(default_factory=lambda: {kind: {} for kind in ("", *WORDED)})
    """Unpacked weights of features, and of words of each kind, that were asked for one by one: for the same
    reason."""

    def __post_init__(self) -> None:
        self.kept.weights = self.weights

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

    def total(self, features: Iterable[str]) -> int:
        """Return the packed sum of the weights of features."""
        return sum(map(self.weights.get, features, repeat(0)))

    def total_kept(self, groups: Iterable[tuple[str, ...]]) -> int:
        """Return the packed sum of the weights of groups of features that come back; their sums are kept."""
        return sum(map(self.kept.__getitem__, groups))

    def totals_near(self, features: Iterable[str]) -> list[int]:
        """Return the packed sums of what features weigh for blocks that see them, one for each distance."""
        total = sum(map(self.near.get, features, repeat(0)))
        width = FIELD // 8 * (len(self.labels) + 1)
        sides = total.to_bytes(width * len(DISTANCES), "little")
        return [int.from_bytes(sides[at : at + width], "little") for at in range(0, len(sides), width)]

    def total_worded(self, kind: str, words: Iterable[str]) -> int:
        """Return the packed sum of the weights of words, as words of a short line or of a longer one."""
        return sum(map(self.worded[kind].get, words, repeat(0)))

    def gains(
        self, features: Iterable[str], label: int, rival: int, least: float, kind: str = ""
    ) -> list[tuple[str, float]]:
        """Return the features that weigh so much more for one label than for another, and how much.

        With a kind of `worded` the features are words.
        """
        weights, apart = self.worded[kind] if kind else self.weights, self.apart[kind]
        if len(apart) > MOST_KEPT:
            apart.clear()
        found = []
        for feature in features:
            row = apart.get(feature)
            if row is None and feature in weights:
                row = apart[feature] = self.row(weights[feature])
            if row and row[label] - row[rival] >= least:
                found.append((feature, row[label] - row[rival]))
        return found

    def row(self, total: int) -> Row:
        """Return the weight of each label from a packed sum."""
        fields = _fields(len(self.labels) + 1)
        *sums, rows = fields.unpack(total.to_bytes(fields.size, "little"))
        bias = rows * BIAS
        return [(weight - bias) / 1000 for weight in sums]

    def best(self, scores: Sequence[Row], gaps: Sequence[int]) -> list[int]:
        """Return the likeliest labels of a sequence (Viterbi)."""
        if not scores:
            return []
        columns = [tuple(zip(*step, strict=True)) for step in self.steps]
        here = list(map(add, self.first, _open(scores[0])))
        passed = []
        for row, gap in zip(scores[1:], gaps[1:], strict=True):
            passed.append(here)
            here = [
                max(map(add, here, column)) + score if score != CLOSED else CLOSED
                for score, column in zip(_open(row), columns[gap], strict=True)
            ]
        ends = list(map(add, here, self.last))
        path = [ends.index(max(ends))]
        # Where the best way came from is asked for one label of each block only.
        for before, gap in zip(reversed(passed), reversed(gaps), strict=False):
            ways = list(map(add, before, columns[gap][path[-1]]))
            path.append(ways.index(max(ways)))
        return path[::-1]

    def chances(self, scores: Sequence[Row], gaps: Sequence[int]) -> list[Row]:
        """Return for each block the probability of each label (forward and backward sums)."""
        if not scores:
            return []
        own = [_exponents(row) for row in scores]
        steps = [_exponential(step) for step in self.steps]
        forward = self._forward(own, gaps, [tuple(zip(*step, strict=True)) for step in steps])
        behind = [math.exp(weight) for weight in self.last]
        found = [_normal(list(map(mul, forward[-1], behind)))]
        for index in range(len(own) - 1, 0, -1):
            after = list(map(mul, own[index], behind))
            above = zip(own[index - 1], steps[gaps[index]], strict=True)
            behind = _normal([sum(map(mul, row, after)) if value else 0.0 for value, row in above])
            found.append(_normal(list(map(mul, forward[index - 1], behind))))
        return found[::-1]

    def _forward(
        self, own: Sequence[Row], gaps: Sequence[int], columns: Sequence[tuple[tuple[float, ...], ...]]
    ) -> list[Row]:
        """Return how likely each label is by what stands above; `columns` are the steps towards each."""
        forward = [
            _normal([value * math.exp(weight) for value, weight in zip(own[0], self.first, strict=True)])
        ]
        for here, gap in zip(own[1:], gaps[1:], strict=True):
            before = forward[-1]
            into = zip(here, columns[gap], strict=True)
            forward.append(
                _normal([value * sum(map(mul, before, column)) if value else 0.0 for value, column in into])
            )
        return forward


@cache
def _fields(count: int) -> struct.Struct:
    """Return how a packed row of so many fields lies in bytes."""
    return struct.Struct(f"<{count}I")


BEYOND = 7.0
"""How far below a block's best score a label is left out of account; odds of a thousand."""


_exp = math.exp
CLOSED = -math.inf
"""The score of a label that is left out of account."""


def _open(row: Row) -> Row:
    """Return the scores of a block, those of labels that are left out of account closed."""
    least = max(row) - BEYOND
    return [score if score >= least else CLOSED for score in row]


def _exponents(row: Row) -> Row:
    """Return the odds of each label by the block's own score; none for those left out of account."""
    top = max(row)
    least = top - BEYOND
    return [_exp(score - top) if score >= least else 0.0 for score in row]


@lru_cache(64)
def _exponential(step: tuple[tuple[float, ...], ...]) -> tuple[tuple[float, ...], ...]:
    return tuple(tuple(math.exp(weight) for weight in row) for row in step)


def _normal(row: Row) -> Row:
    total = sum(row) or 1.0
    return [value / total for value in row]


@cache
def load(path: Path) -> Model:
    """Return the model kept in a file (gzipped JSON; weights are whole thousandths)."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        kept = json.load(file)
    scale = 1 / 1000

    weights = {name: packed(row) for name, row in kept["weights"].items()}
    near: dict[str, int] = {}
    width = FIELD * (len(kept["labels"]) + 1)
    worded: dict[str, dict[str, int]] = {kind: {} for kind in WORDED}
    for name, row in weights.items():
        if name[:1] in worded and name[1:2] == ":":
            worded[name[0]][name[2:]] = row
        match = NEAR.fullmatch(name)
        if match:
            beside = row << (width * DISTANCES.index(int(match[1])))
            near[match[2]] = near.get(match[2], 0) + beside

    def scaled(row: Sequence[int]) -> tuple[float, ...]:
        return tuple(value * scale for value in row)

    return Model(
        labels=tuple(kept["labels"]),
        weights=weights,
        near=near,
        worded=worded,
        steps=tuple(tuple(scaled(row) for row in step) for step in kept["steps"]),
        first=scaled(kept["first"]),
        last=scaled(kept["last"]),
        curve=tuple((chance, share) for chance, share in kept.get("curve", ())),
    )
