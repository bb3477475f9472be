"""Optimal information size: how many people a single trial of the same question would need.

A helper for imprecision, never a judgement: it says what it assumed and what the body has of it, and a
person decides. Two proportions are compared as by Fleiss (without continuity correction), two means by the
normal approximation; both with two groups of one size. Beside it stands the older rule of thumb.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from statistics import NormalDist

from reviewer.appraisal.effects import PER, number, risk_of, whole
from reviewer.errors import ReviewError
from reviewer.language import amount, later, say

ALPHA, BETA = Fraction(5, 100), Fraction(20, 100)
REDUCTIONS = (Fraction(20, 100), Fraction(25, 100))
"""Relative risk reductions that Core GRADE names for the helper."""
RULES_OF_THUMB = {"events": 300, "participants": 400}
"""About how many an older rule of GRADE asks for: events where people have an outcome or not, else people.

Not re-read at its source, which the sentence says; nothing is ever rated by it.
"""
_MOST = 10**9


@dataclass(frozen=True, slots=True)
class InformationSize:
    """People needed in each of two groups, and what was assumed, as a phrase for a sentence."""

    per_group: int
    assumed: str

    @property
    def total(self) -> int:
        return 2 * self.per_group


def for_risk(
    risk: str, reduction: Fraction, alpha: Fraction = ALPHA, beta: Fraction = BETA
) -> InformationSize:
    """Return the size for an assumed risk, as typed, and a relative reduction of it; raises ReviewError."""
    first = risk_of(risk)
    if first in (0, 1) or not 0 < reduction < 1:
        raise ReviewError(
            say("No information size can be worked out from these."),
            say("It takes an assumed risk above 0 and below 1, and a reduction above 0 and below 100%."),
        )
    second = first * (1 - reduction)
    mean = (first + second) / 2
    noise = _z(1 - alpha / 2) * math.sqrt(2 * mean * (1 - mean)) + _z(1 - beta) * math.sqrt(
        first * (1 - first) + second * (1 - second)
    )
    assumed = say(
        "assumed risk {risk} per {per}, relative reduction {reduction}, {errors}",
        risk=whole(PER * first),
        per=amount(PER),
        reduction=_percent(reduction),
        errors=_errors(alpha, beta),
    )
    return InformationSize(_people((noise / float(first - second)) ** 2), assumed)


def for_means(spread: str, smallest: str, alpha: Fraction = ALPHA, beta: Fraction = BETA) -> InformationSize:
    """Return the size for a standard deviation and the smallest difference that matters, as typed."""
    deviation, delta = number(spread, say("Standard deviation")), number(smallest, say("Difference"))
    if deviation <= 0 or not delta:
        raise ReviewError(
            say("No information size can be worked out from these."),
            say("It takes a standard deviation above 0 and a difference that is not 0."),
        )
    z = _z(1 - alpha / 2) + _z(1 - beta)
    assumed = say(
        "standard deviation {deviation}, difference {difference}, {errors}",
        deviation=spread.strip(),
        difference=smallest.strip(),
        errors=_errors(alpha, beta),
    )
    return InformationSize(_people(2 * (z * float(deviation / delta)) ** 2), assumed)


def sentence(size: InformationSize, participants: int | None) -> str:
    """Return the size, what it assumed, and how much of it a body of so many people has."""
    told = say(
        "Optimal information size {total} ({assumed}, two groups of one size)",
        total=amount(size.total),
        assumed=size.assumed,
    )
    return f"{told}; {_held(participants, size.total, 'people')}."


def rule_of_thumb(counted: str, found: int | None) -> str:
    """Return the older rule for "events" or "participants": to be verified, and how much of it there is."""
    asked = RULES_OF_THUMB[counted]
    return say(
        (
            "Older rule of thumb (to verify): about {number} participants; {held}."
            if counted == "participants"
            else "Older rule of thumb (to verify): about {number} events; {held}."
        ),
        number=amount(asked),
        held=_held(found, asked, counted),
    )


def events_of(typed: str) -> int | None:
    """Return a number of events as typed, None for none; raises ReviewError when it is not a count."""
    said = typed.strip()
    if not said:
        return None
    found = number(said, say("Events"))
    if found < 0 or found.denominator != 1:
        raise ReviewError(
            say("Events: “{said}” is not a count.", said=said), say("Write a whole number, for example 120.")
        )
    return int(found)


_UNSTATED = {
    "people": later("how many people the body has is not stated"),
    "participants": later("how many participants the body has is not stated"),
    "events": later("how many events the body has is not stated"),
}


def _held(found: int | None, asked: int, counted: str) -> str:
    if found is None:
        return say(_UNSTATED[counted])
    share = say("reached") if found >= asked else say("{share} of it", share=_share(found, asked))
    return say("the body has {found}, {share}", found=amount(found), share=share)


def _share(participants: int, total: int) -> str:
    share = Fraction(participants, total)
    percent = int(100 * share)
    return f"{percent}%" if percent else say("less than 1%") if participants else say("none")


def _z(probability: Fraction) -> float:
    return NormalDist().inv_cdf(float(probability))


def _people(exact: float) -> int:
    if exact > _MOST:
        raise ReviewError(
            say("The information size is over a thousand million people."), say("Look the numbers up again.")
        )
    return max(1, math.ceil(exact - 1e-9))


def _errors(alpha: Fraction, beta: Fraction) -> str:
    return say("two-sided α {alpha}, β {beta}", alpha=amount(float(alpha), 2), beta=amount(float(beta), 2))


def _percent(part: Fraction) -> str:
    return f"{float(100 * part):g}%"
