"""What a review asks."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Question:
    """What the review asks, as its title block prints it."""

    title: str = ""
    subtitle: str = ""
    population: str = ""
    setting: str = ""
    intervention: str = ""
    comparison: str = ""
    summary: str = ""
    abbreviations: str = ""
