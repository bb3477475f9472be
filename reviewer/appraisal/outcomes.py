"""The outcomes of one decision together: how certain one may be over all, how many, and whether harms are in.

GRADE asks for the outcomes that matter to those who decide, seven at most in a summary of findings, harms
among them; the certainty for the decision is the lowest among the critical ones.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from reviewer.appraisal.wording import LABELS
from reviewer.language import later, numbered, say

MOST = 7
"""Outcomes that GRADE advises to show at most in one summary of findings."""
BENEFIT, HARM = "benefit", "harm"
SIDES: Mapping[str, str] = MappingProxyType({BENEFIT: later("Benefit"), HARM: later("Harm")})
"""What an outcome can be of what is done; empty while nobody says."""


def remarks(sides: Sequence[str]) -> list[str]:
    """Return what a reader who knows GRADE would miss among outcomes of these sides."""
    said = []
    if len(sides) > MOST:
        said.append(
            say(
                "{count} outcomes in the summary of findings. GRADE advises {most} at most, harms among"
                " them.",
                count=len(sides),
                most=MOST,
            )
        )
    if sides and HARM not in sides:
        unsaid = sum(side not in SIDES for side in sides)
        said.append(
            say(
                "No outcome is marked as a harm. For {part} of {whole} nobody has said what it is.",
                part=unsaid,
                whole=len(sides),
            )
            if unsaid
            else say("No outcome is marked as a harm.")
        )
    return said


def overall(levels: Iterable[tuple[int, int | None]]) -> int | None:
    """Return the certainty for a decision: the lowest among critical outcomes (importance 7 to 9).

    Takes (level, importance) pairs; None when no outcome is critical.
    """
    critical = [level for level, importance in levels if importance is not None and importance >= 7]
    return min(critical, default=None)


def overall_words(outcomes: Iterable[tuple[int, int | None, int | None]]) -> str:
    """Return the certainty over the outcomes of one population in words, or why it is not defined.

    Takes (number of the claim, level or None while it is not graded or not settled, importance).
    """
    critical = [(number, level) for number, level, weight in outcomes if weight is not None and weight >= 7]
    if not critical:
        return say("Not defined: no outcome is rated critical (importance 7 to 9).")
    waiting = [number for number, level in critical if level is None]
    if waiting:
        return say(
            (
                "Not defined yet: claim {numbers} is critical and without a certainty so far."
                if len(waiting) == 1
                else "Not defined yet: claims {numbers} are critical and without a certainty so far."
            ),
            numbers=numbered(waiting),
        )
    lowest = min(level for _, level in critical if level is not None)
    if len(critical) == 1:
        return say(
            "{certainty}, that of the only critical outcome (claim {number}).",
            certainty=say(LABELS[lowest]),
            number=critical[0][0],
        )
    return say(
        "{certainty}, the lowest of {count} critical outcomes (claims {numbers}).",
        certainty=say(LABELS[lowest]),
        count=len(critical),
        numbers=numbered(number for number, _ in critical),
    )
