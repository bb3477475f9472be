"""How likely each role is for each sentence of an abstract: by its words first, then by its neighbours.

The first pass looks at one sentence at a time, once with all features and once with its words alone. The
second looks at what the first made of the sentence, of those around it and of the whole abstract, and
finds the likeliest chain of roles. The weights were learned by `packaging/training/roles.py`, the second
pass from abstracts that the first had not seen.
"""

from __future__ import annotations

import gzip
import json
import math
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from reviewer import settings
from reviewer.model import Role
from reviewer.separation import chain, moves, phrases

Row = list[float]

WEIGHTS = "separation/roles.json.gz"
LABELS = (Role.BACKGROUND, Role.OBJECTIVE, Role.METHODS, Role.RESULTS, Role.CONCLUSIONS)
LEAST = 1e-4
"""The smallest chance the first pass hands on."""
FORBIDDEN = -50.0
"""Added to the weight of a role that a label rules out."""
CLEAR = 2.0
"""What the clearest way of speaking weighs more where the reason for a role is given."""
FOLDED = {
    Role.DESIGN: Role.METHODS,
    Role.SETTING: Role.METHODS,
    Role.PARTICIPANTS: Role.METHODS,
    Role.INTERVENTION: Role.METHODS,
    Role.OUTCOMES: Role.METHODS,
}
"""The kinds of methods that only labels tell apart."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The likeliest role of a sentence, the chance that it is right, and the words that speak for it most."""

    role: Role
    confidence: float
    cue: tuple[float, str]


@dataclass(frozen=True, slots=True)
class Weights:
    """What was learned: weights of the first pass by feature, of the second by place, and how sure it is.

    `curve` holds pairs in rising order: the chance the second pass gives, the share that was right.
    """

    features: dict[str, Row]
    words: dict[str, Row]
    biases: tuple[Row, Row]
    second: list[Row]
    steps: chain.Model
    curve: tuple[tuple[float, float], ...]


def judge(sentences: Sequence[str], allowed: Sequence[Sequence[Role]]) -> list[Verdict]:
    """Return a verdict on each sentence of one abstract; `allowed` roles are empty where any may be."""
    weights = _weights()
    shown = [moves.cues(words) for words in sentences]
    kept = [[FOLDED.get(role, role) for role in roles] for roles in allowed]
    first = [
        first_pass(names, weights, roles)
        for names, roles in zip(moves.features(sentences, shown), kept, strict=True)
    ]
    rows = [_sums(values, weights.second) for values in second_features(first)]
    rows = [_held(row, roles) for row, roles in zip(rows, kept, strict=True)]
    found = []
    for cues, chances in zip(shown, weights.steps.chances(rows, [0] * len(rows)), strict=True):
        best = chances.index(max(chances))
        sure = on_curve(chances[best], weights.curve)
        found.append(Verdict(LABELS[best], sure, _strongest(weights, cues, best)))
    return found


def first_pass(names: Iterable[str], weights: Weights, allowed: Sequence[Role] = ()) -> Row:
    """Return the logarithms of the chances of each role by one sentence alone: all features, then words."""
    names = list(dict.fromkeys(names))
    own = _scores(names, weights.features, weights.biases[0])
    worded = _scores(names, weights.words, weights.biases[1], share)
    return logarithms(_held(own, allowed)) + logarithms(_held(worded, allowed))


def _scores(
    names: Sequence[str], table: dict[str, Row], bias: Row, part: Callable[[int], float] = lambda _: 1.0
) -> Row:
    found = [table[name] for name in names if name in table]
    weight = part(len(found))
    return [own + weight * sum(column) for own, *column in zip(bias, *found, strict=True)]


def share(count: int) -> float:
    """Return what one of so many words counts, so that long sentences are not surer than short ones."""
    return 1 / math.sqrt(max(1, count))


def logarithms(scores: Sequence[float]) -> Row:
    """Return the logarithms of the chances that weights amount to, none below that of `LEAST`."""
    top = max(scores)
    whole = sum(math.exp(score - top) for score in scores)
    return [math.log(math.exp(score - top) / whole + LEAST) for score in scores]


def second_features(first: Sequence[Row]) -> list[Row]:
    """Return what the second pass sees of each sentence, from the first pass over the whole abstract."""
    size, count = len(LABELS), len(first)
    blank = [0.0] * (2 * size)
    mixed = [_shares([(a + b) / 2 for a, b in zip(row[:size], row[size:], strict=True)]) for row in first]
    total = [sum(column) for column in zip(*mixed, strict=True)]
    peaks = [max(column) for column in zip(*mixed, strict=True)]
    before = [0.0] * size
    rows = []
    for index, own in enumerate(mixed):
        after = [all_ - b - o for all_, b, o in zip(total, before, own, strict=True)]
        row = [value for step in (0, -2, -1, 1, 2) for value in _at(first, index + step, blank)]
        place = [float(index), float(count - 1 - index), index / max(1, count - 1), float(count)]
        rows.append([*row, *before, *after, *peaks, *place, 1.0])
        before = [b + o for b, o in zip(before, own, strict=True)]
    return rows


def on_curve(chance: float, curve: Sequence[tuple[float, float]]) -> float:
    """Return the share of sentences with such a chance that were right, between the points of the curve."""
    index = bisect_right(curve, (chance, 2.0))
    if index == 0 or index == len(curve):
        return curve[max(0, index - 1)][1]
    (left, low), (right, high) = curve[index - 1], curve[index]
    return low + (high - low) * (chance - left) / (right - left)


def _at(rows: Sequence[Row], index: int, blank: Row) -> Row:
    return rows[index] if 0 <= index < len(rows) else blank


def _shares(logs: Sequence[float]) -> Row:
    values = [math.exp(value) for value in logs]
    whole = sum(values)
    return [value / whole for value in values]


def _sums(values: Row, weights: Sequence[Row]) -> Row:
    scores = [0.0] * len(LABELS)
    for value, row in zip(values, weights, strict=True):
        if value:
            scores = [score + value * weight for score, weight in zip(scores, row, strict=True)]
    return scores


def _held(row: Row, allowed: Sequence[Role]) -> Row:
    if not allowed:
        return row
    return [
        weight if role in allowed else weight + FORBIDDEN for weight, role in zip(row, LABELS, strict=True)
    ]


def _strongest(weights: Weights, cues: Iterable[tuple[str, str]], column: int) -> tuple[float, str]:
    """Return the words that speak for a role, those a reader sees the reason in first; empty without any."""
    clear = phrases.TELLING[LABELS[column].value]
    best = (0.0, "")
    for name, shown in cues:
        row = weights.features.get(f"cue {name}")
        if row:
            lead = row[column] - max(weight for index, weight in enumerate(row) if index != column)
            lead += CLEAR * (1 - clear.index(name) / len(clear)) if name in clear and lead > 0 else 0.0
            best = max(best, (lead, shown.strip(" .,;:()")))
    return best


@cache
def _weights() -> Weights:
    with gzip.open(settings.resource(WEIGHTS), "rt", encoding="utf-8") as file:
        kept = json.load(file)
    return Weights(
        features=_scaled(kept["features"]),
        words=_scaled(kept["words"]),
        biases=(kept["biases"][0], kept["biases"][1]),
        second=kept["second"],
        steps=chain.Model(
            labels=tuple(role.value for role in LABELS),
            weights={},
            steps=(tuple(tuple(row) for row in kept["steps"]),),
            first=tuple(kept["first"]),
            last=tuple(kept["last"]),
        ),
        curve=tuple((chance, share) for chance, share in kept["curve"]),
    )


def _scaled(table: dict[str, list[int]]) -> dict[str, Row]:
    return {name: [value / 100 for value in row] for name, row in table.items()}
