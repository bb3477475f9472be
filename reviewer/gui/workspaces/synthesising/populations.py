"""What a population is called in the figures: its own name, or that it is not stated."""

from __future__ import annotations

from reviewer.language import say
from reviewer.model import Population


def name_of(population: Population, short: bool = True) -> str:
    """Return the short or the whole name; words that name no population have one of ours, with id 0."""
    name = (population.short or population.name) if short else population.name
    return name if population.id else say(name)
