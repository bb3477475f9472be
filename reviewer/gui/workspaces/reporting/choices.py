"""What was chosen about the report, in one place: the docks show it, change it, and are told of changes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from reviewer.language import say
from reviewer.reports import Options
from reviewer.reports.build import SECTIONS, USUAL, contents


class Choices(QObject):
    """The options of the report in front, and the order of all sections with those that are left out."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.options = Options()
        self.order: list[str] = [*SECTIONS]

    def put(self, **fields: Any) -> None:
        """Change options by name; `changed` is told only where one is another now."""
        self.take(replace(self.options, **fields))

    def take(self, options: Options) -> None:
        """Choose all options at once, as a profile has them."""
        if options != self.options:
            self.options = options
            self._put_in_order()
            self.changed.emit()

    def _put_in_order(self) -> None:
        """Let the chosen sections stand in their order; those left out stay after their neighbour."""
        chosen = contents(self.options)
        if [id for id in self.order if id in chosen] == list(chosen):
            return
        order = list(chosen)
        for id in (id for id in SECTIONS if id not in chosen):
            before = [each for each in list(SECTIONS)[: list(SECTIONS).index(id)] if each in order]
            order.insert(order.index(before[-1]) + 1 if before else 0, id)
        self.order = order

    # -------------------------------------------------------------- sections

    def holds(self, id: str) -> bool:
        """Tell whether a section is in the report."""
        return id in contents(self.options)

    def title_of(self, id: str) -> str:
        """Return the heading of a section: one's own or the usual one."""
        return dict(self.options.titles).get(id) or say(SECTIONS[id].title)

    def include(self, id: str, wanted: bool) -> bool:
        """Take a section into the report or leave it out; False where it is the last one, which stays."""
        now = set(contents(self.options))
        now = now | {id} if wanted else now - {id}
        if now:
            self._keep(now)
        return bool(now)

    def move(self, id: str, place: int) -> None:
        """Let a section stand at a place (from 0) among all, counted without it."""
        chosen = set(contents(self.options))
        rest = [each for each in self.order if each != id]
        rest.insert(max(0, min(place, len(rest))), id)
        if rest != self.order:
            self.order = rest
            self._keep(chosen, moved=True)

    def _keep(self, chosen: set[str], *, moved: bool = False) -> None:
        ids = tuple(id for id in self.order if id in chosen)
        now = replace(self.options, contents=() if ids == USUAL else ids)
        if now != self.options or moved:
            self.options = now
            self.changed.emit()

    def name(self, id: str, title: str) -> None:
        """Give a section a heading of one's own; an empty or the usual one takes it back."""
        title = " ".join(title.split())
        own = {key: words for key, words in self.options.titles if key != id}
        if title and title not in (SECTIONS[id].title, say(SECTIONS[id].title)):
            own[id] = title
        self.put(titles=tuple(sorted(own.items())))
