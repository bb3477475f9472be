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
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import repeat
from operator import add, mul
from pathlib import Path

Row = list[float]
Opened = tuple[int, ...]
"""The labels of a block that are taken into account, in order."""
Step = tuple[tuple[float, ...], ...]
"""The weight of each label after each label."""

FIELD = 32
"""Bits of one weight in a packed row: room for sums of four thousand rows."""
BIAS = 1 << 19
"""Added to each weight of a packed row, in thousandths, so that none is negative."""
DISTANCES = (-2, -1, 1, 2)
"""How far away, in blocks, neighbours count."""
NEAR = re.compile(r"(-?[12])(.+)")
"""A feature of a neighbour: how many blocks away, and what it is."""

LINE = "t="
"""How the only feature of a neighbour begins that is asked for by itself: the words of its line."""

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


class Group(tuple[str, ...]):
    """Names of features that come back together on every page.

    What makes groups keeps them, so one is told from another by being another: to hash all its names again
    for each block would cost more than to add their weights.
    """

    __slots__ = ()
    __hash__ = object.__hash__
    __eq__ = object.__eq__


class Kept(dict[Group, int]):
    """The packed sums of groups of features that come back."""

    weights: Mapping[str, int]

    def __missing__(self, group: Group) -> int:
        if len(self) > MOST_KEPT:
            self.clear()
        self[group] = found = sum(map(self.weights.get, group, repeat(0)))
        return found


class Apart(dict[str, Row]):
    """The weights of single features, unpacked; empty for what has none."""

    def __init__(self, weights: Mapping[str, int], unpacked: Callable[[int], Row]) -> None:
        super().__init__()
        self.weights, self.unpacked = weights, unpacked

    def __missing__(self, feature: str) -> Row:
        if len(self) > MOST_KEPT:
            self.clear()
        total = self.weights.get(feature)
        self[feature] = found = [] if total is None else self.unpacked(total)
        return found


@dataclass(frozen=True, slots=True)
class Model:
    """Learned weights. `steps[g]` are the transitions of gap kind `g`: weight of label after label.

    `weights` hold packed rows, and so does `worded` for words: those of short lines and of longer ones.
    `near` holds for a feature of neighbours the packed rows of all distances, side by side; of these
    `weights` hold only what the words of a line weigh.
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
    apart: dict[str, Apart] = field(default_factory=dict)
    """Unpacked weights of features, and of words of each kind, that were asked for one by one: for the same
    reason."""
    gaps: list[Gap] = field(default_factory=list)
    """The steps of each kind of gap, made ready."""

    def __post_init__(self) -> None:
        self.kept.weights = self.weights
        self.gaps[:] = map(Gap, self.steps)
        for kind, weights in (("", self.weights), *self.worded.items()):
            self.apart[kind] = Apart(weights, self.row)

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

    def total_kept(self, groups: Iterable[Group]) -> int:
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
        return sum(filter(None, map(self.worded[kind].get, words)))

    def gains(
        self, features: Iterable[str], label: int, rival: int, least: float, kind: str = ""
    ) -> list[tuple[str, float]]:
        """Return the features that weigh so much more for one label than for another, and how much.

        With a kind of `worded` the features are words.
        """
        rows = self.apart[kind]
        leads = [(name, row[label] - row[rival]) for name in features if (row := rows[name])]
        return [(name, lead) for name, lead in leads if lead >= least]

    def row(self, total: int) -> Row:
        """Return the weight of each label from a packed sum."""
        fields = _fields(len(self.labels) + 1)
        *sums, rows = fields.unpack(total.to_bytes(fields.size, "little"))
        bias = rows * BIAS
        return [(weight - bias) / 1000 for weight in sums]

    def best(
        self, scores: Sequence[Row], gaps: Sequence[int], opens: Sequence[Opened] | None = None
    ) -> list[int]:
        """Return the likeliest labels of a sequence (Viterbi); `opens` are the open labels of each block."""
        if not scores:
            return []
        opens = list(map(opened, scores)) if opens is None else opens
        here = [self.first[label] + scores[0][label] for label in opens[0]]
        passed: list[tuple[Row, Step]] = []
        for row, gap, above, below in zip(scores[1:], gaps[1:], opens, opens[1:], strict=False):
            columns = self.gaps[gap].best[above]
            passed.append((here, columns))
            here = [max(map(add, here, columns[label])) + row[label] for label in below]
        ends = [score + self.last[label] for score, label in zip(here, opens[-1], strict=True)]
        path = [opens[-1][ends.index(max(ends))]]
        # Where the best way came from is asked for one label of each block only.
        for (before, columns), above in zip(reversed(passed), opens[-2::-1], strict=True):
            ways = list(map(add, before, columns[path[-1]]))
            path.append(above[ways.index(max(ways))])
        return path[::-1]

    def chances(
        self, scores: Sequence[Row], gaps: Sequence[int], opens: Sequence[Opened] | None = None
    ) -> list[Row]:
        """Return for each block the probability of each label (forward and backward sums)."""
        if not scores:
            return []
        opens = list(map(opened, scores)) if opens is None else opens
        own = list(map(_odds, scores, opens))
        forward = self._forward(own, opens, gaps)
        behind = [math.exp(self.last[label]) for label in opens[-1]]
        size = len(self.labels)
        found = [_spread(_normal(list(map(mul, forward[-1], behind))), opens[-1], size)]
        for index in range(len(own) - 1, 0, -1):
            after = list(map(mul, own[index], behind))
            rows = self.gaps[gaps[index]].up[opens[index]]
            behind = _normal([sum(map(mul, after, rows[label])) for label in opens[index - 1]])
            likely = _normal(list(map(mul, forward[index - 1], behind)))
            found.append(_spread(likely, opens[index - 1], size))
        return found[::-1]

    def _forward(self, own: Sequence[Row], opens: Sequence[Opened], gaps: Sequence[int]) -> list[Row]:
        """Return how likely each open label is by what stands above."""
        begin = [math.exp(self.first[label]) for label in opens[0]]
        here = _normal(list(map(mul, own[0], begin)))
        forward = [here]
        for odds, gap, above, below in zip(own[1:], gaps[1:], opens, opens[1:], strict=False):
            columns = self.gaps[gap].down[above]
            reached = [sum(map(mul, here, columns[label])) for label in below]
            here = _normal(list(map(mul, odds, reached)))
            forward.append(here)
        return forward


@cache
def _fields(count: int) -> struct.Struct:
    """Return how a packed row of so many fields lies in bytes."""
    return struct.Struct(f"<{count}I")


BEYOND = 7.0
"""How far below a block's best score a label is left out of account; odds of a thousand."""


_exp = math.exp


def opened(row: Row) -> Opened:
    """Return the labels of a block that are taken into account."""
    least = max(row) - BEYOND
    return tuple([label for label, score in enumerate(row) if score >= least])


def _odds(row: Row, labels: Opened) -> Row:
    """Return the odds of the open labels by the block's own score."""
    top = max(row)
    return [_exp(row[label] - top) for label in labels]


def _spread(row: Row, labels: Opened, size: int) -> Row:
    """Return a row of all labels, of which those that were left out of account have no chance."""
    whole = [0.0] * size
    for label, value in zip(labels, row, strict=True):
        whole[label] = value
    return whole


class Parts(dict[Opened, Step]):
    """For each label the weights of the steps towards it from the open labels on the other side.

    Few sets of labels are open at once, and they come back, so their parts of the steps are kept.
    """

    def __init__(self, columns: Step) -> None:
        super().__init__()
        self.columns = columns

    def __missing__(self, labels: Opened) -> Step:
        if len(self) > MOST_KEPT:
            self.clear()
        self[labels] = found = tuple([tuple([row[label] for label in labels]) for row in self.columns])
        return found


class Gap:
    """The steps over one kind of gap, as they are asked for: by weight and by odds, downwards and upwards."""

    def __init__(self, step: Step) -> None:
        odds = tuple(tuple(math.exp(weight) for weight in row) for row in step)
        self.best = Parts(tuple(zip(*step, strict=True)))
        self.down, self.up = Parts(tuple(zip(*odds, strict=True))), Parts(odds)


def _normal(row: Row) -> Row:
    total = sum(row) or 1.0
    return [value / total for value in row]


@cache
def load(path: Path) -> Model:
    """Return the model kept in a file (gzipped JSON; weights are whole thousandths)."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        kept = json.load(file)
    scale = 1 / 1000

    # Three small tables: one of all names would not stay in the cache of a processor.
    weights: dict[str, int] = {}
    near: dict[str, int] = {}
    width = FIELD * (len(kept["labels"]) + 1)
    worded: dict[str, dict[str, int]] = {kind: {} for kind in WORDED}
    for name, several in kept["weights"].items():
        row, match = packed(several), NEAR.fullmatch(name)
        if name[:1] in worded and name[1:2] == ":":
            worded[name[0]][name[2:]] = row
        elif match:
            beside = row << (width * DISTANCES.index(int(match[1])))
            near[match[2]] = near.get(match[2], 0) + beside
        else:
            weights[name] = row
        if match and match[2].startswith(LINE):
            weights[name] = row

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
