"""The effect that a body of evidence shows, in the numbers a person took from its studies."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Effect:
    """A measure ("RR", "OR", "HR", "MD", "SMD" or ""), its estimate and the limits of its 95% interval.

    Numbers are decimal text as typed, so that 0.60 prints as 0.60; what is not known yet is empty. `risk` is
    the risk assumed without the intervention ("0.2", "20%", "200 per 1,000") and `source` where that comes
    from. `unit` belongs to a mean difference. `target` is the smallest effect that matters, in the numbers of
    the measure; empty: any effect at all.
    """

    measure: str = ""
    estimate: str = ""
    low: str = ""
    high: str = ""
    risk: str = ""
    source: str = ""
    unit: str = ""
    target: str = ""
