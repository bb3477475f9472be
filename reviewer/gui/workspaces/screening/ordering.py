"""The order "closest to included first": learned from one's own decisions, and again after every few."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from reviewer.actions import decisions as actions
from reviewer.gui.listing import listed
from reviewer.language import say
from reviewer.library import Library, decisions
from reviewer.model.screening import Stage

CLOSEST = "closest"
ORDERS = (
    ("added", say("As added")),
    (CLOSEST, say("Closest to included first")),
    ("title", say("By title")),
    ("year", say("Newest year first")),
    ("source", say("By journal")),
)
AGAIN_AFTER = 10
"""Decisions after which the words are learned again when the table is next put in order."""


class Ordering:
    """Finds and sorts for the table; it is asked from the thread on which the table is found."""

    def __init__(self, stage: Callable[[], Stage]) -> None:
        self._stage = stage
        self._learned: tuple[Stage, str, int] | None = None
        self.weights: dict[str, int] = {}
        self.explained = ""

    def find(self, library: Library, wanted: listed.Wanted) -> Iterable[int]:
        """Return the documents that match, in order."""
        if wanted.order != CLOSEST:
            return listed.found(library, wanted)
        self.learn(library)
        ids = listed.found(library, listed.Wanted(wanted.typed, "added", wanted.selected))
        return actions.closest_first(library, ids, self.weights)

    def learn(self, library: Library) -> None:
        """Learn which words tell, unless that was done only a few decisions ago."""
        stage, me = self._stage(), library.reviewer.id
        decided = decisions.decided(library, stage)
        before = self._learned
        if before and before[:2] == (stage, me) and self.weights and abs(decided - before[2]) < AGAIN_AFTER:
            return
        self.weights, self.explained = actions.telling(library, stage)
        self._learned = stage, me, decided

    def forget(self) -> None:
        """Learn anew the next time."""
        self._learned, self.weights, self.explained = None, {}, ""

    @property
    def marked(self) -> list[str]:
        """Return the words that speak for a record."""
        return [word for word, weight in self.weights.items() if weight > 0]
