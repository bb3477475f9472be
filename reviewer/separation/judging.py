"""How likely each role is for each sentence of an abstract, given the sentences around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from reviewer import settings
from reviewer.model import Role
from reviewer.separation import chain, moves

WEIGHTS = "separation/roles.json.gz"
FORBIDDEN = -50.0
"""Added to the weight of a role that a label rules out."""
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


@cache
def _model() -> chain.Model:
    return chain.load(settings.resource(WEIGHTS))


def judge(sentences: Sequence[str], allowed: Sequence[Sequence[Role]]) -> list[Verdict]:
    """Return a verdict on each sentence of one abstract; `allowed` roles are empty where any may be."""
    model = _model()
    roles = [Role(label) for label in model.labels]
    rows = [model.scores(names) for names in moves.features(sentences)]
    rows = [_held(row, roles, names) for row, names in zip(rows, allowed, strict=True)]
    chances = model.chances(rows, [0] * len(rows))
    return [
        Verdict(role := roles[row.index(max(row))], max(row), _cue(model, words, role))
        for words, row in zip(sentences, chances, strict=True)
    ]


def _held(row: list[float], roles: Sequence[Role], allowed: Sequence[Role]) -> list[float]:
    kept = {FOLDED.get(role, role) for role in allowed}
    if not kept:
        return row
    return [weight if role in kept else weight + FORBIDDEN for weight, role in zip(row, roles, strict=True)]


def _cue(model: chain.Model, words: str, role: Role) -> tuple[float, str]:
    """Return the words that speak most for a role against the next likely one; empty when none do."""
    column = model.labels.index(role.value)
    best = (0.0, "")
    for name, shown in moves.cues(words):
        weights = model.weights.get(f"cue {name}")
        if weights:
            others = max(weight for index, weight in enumerate(weights) if index != column)
            best = max(best, (weights[column] - others, shown.strip(" .,;:()")))
    return best
