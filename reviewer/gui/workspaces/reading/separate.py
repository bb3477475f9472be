"""Separating: moves, splits, merges and confirms boundaries, every step an action that undo takes back."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from reviewer import text as texts
from reviewer.actions import documents as actions
from reviewer.gui.page import Boundary, Page
from reviewer.gui.session import Session
from reviewer.gui.workspaces.reading.boundaries import Boundaries, QuestionDock
from reviewer.gui.workspaces.reading.desk import Desk
from reviewer.gui.workspaces.reading.question import Edge, Step, edges, question, repetition
from reviewer.language import say
from reviewer.library import journal, separations
from reviewer.model import Changes, Kind, Segment, Voice
from reviewer.separation.boundaries import NOTHING_CERTAIN, nothing_certain

ALL_CONFIRMED = say("Every sure boundary is confirmed.")


class Separating(QObject):
    """Holds the current boundary and does what the keys say, while the mode is on."""

    left = Signal()
    """There was nothing to put back: Esc leaves the mode."""
    checked = Signal()
    """The last boundary to check was answered."""

    def __init__(self, session: Session, page: Page, boundaries: Boundaries, dock: QuestionDock) -> None:
        super().__init__(page)
        self.session, self.page, self.boundaries, self.dock = session, page, boundaries, dock
        self.desk: Desk | None = None
        self.edges: list[Edge] = []
        self.current: int | None = None
        self.on = False
        self._ops: list[int] = []
        boundaries.asked.connect(self.go_to)
        dock.kind_chosen.connect(self._set_kind)
        dock.named.connect(self._set_name)
        dock.confirmed.connect(self.confirm)
        dock.counted_once.connect(self._count_once)
        page.boundary_moved.connect(self.move_to)
        page.segment_activated.connect(self.choose)

    # ------------------------------------------------------------------ in and out

    def enter(self, desk: Desk) -> None:
        """Begin with the first boundary to check, else the one nearest to the caret."""
        self.on, self._ops = True, []
        self.desk, self.edges = desk, edges(desk)
        unsure = next((edge for edge in self.listed if not edge.sure), None)
        above = [edge for edge in self.listed if edge.below.start <= self.page.caret()]
        first = unsure or (above[-1] if above else self.listed[0] if self.listed else None)
        self.current = first.below.id if first else None
        self.show_desk(desk)
        self._scroll()

    def leave(self) -> None:
        """End the mode; what was changed stays changed."""
        self.on = False
        self.page.set_boundaries(None)

    def show_desk(self, desk: Desk) -> None:
        """Show the boundaries of a document as they are now."""
        if not self.on:
            return
        before = self.edge
        self.desk, self.edges = desk, edges(desk)
        if self.edge is None and self.edges:
            at = before.below.start if before else 0
            self.current = min(self.listed or self.edges, key=lambda e: abs(e.below.start - at)).below.id
        rules = [Boundary(e.below.id, e.below.start, e.sure, e.listed) for e in self.edges]
        self.page.set_boundaries(rules, self.current, desk.segments)
        self.boundaries.show_edges(desk, self.edges, self._number())
        edge = self.edge
        settled = self.session.read(separations.settled, desk.document.id)
        asked = question(desk, edge, settled.get(edge.doubt.id)) if edge else None
        self.dock.show_edge(edge, asked, lambda id: self.session.places("segments", id))
        self.dock.show_repeated(*repetition(desk, edge))

    @property
    def edge(self) -> Edge | None:
        """Return the current boundary."""
        return next((edge for edge in self.edges if edge.below.id == self.current), None)

    @property
    def listed(self) -> list[Edge]:
        """Return the boundaries at which another voice may begin."""
        return [edge for edge in self.edges if edge.listed]

    def _number(self) -> int:
        """Return the number of the current boundary, or of the one whose words it lies in."""
        edge = self.edge
        start = edge.below.start if edge is not None else -1
        return max((other.number for other in self.listed if other.below.start <= start), default=0)

    # ------------------------------------------------------------------ going about

    def choose(self, segment: int) -> None:
        """Make the boundary that was clicked in the page the current one."""
        if self.on and any(edge.below.id == segment for edge in self.edges):
            self.go_to(segment)

    def step(self, way: int) -> None:
        """Go to the next (1) or previous (-1) boundary of the page, listed or not, round the end."""
        at = next((n for n, edge in enumerate(self.edges) if edge.below.id == self.current), -1)
        if self.edges:
            self.go_to(self.edges[(at + way) % len(self.edges)].below.id)

    def go_to(self, segment: int) -> None:
        """Make the boundary above a part the current one."""
        if segment != self.current:
            self.current, self._ops = segment, []
        if self.desk is not None:
            self.show_desk(self.desk)
            self._scroll()

    def _scroll(self) -> None:
        edge = self.edge
        if edge is not None:
            self.page.set_caret(edge.below.start)
            self.page.scroll_to(edge.below.start)

    def next_to_check(self) -> None:
        """Go to the next boundary that is not sure, round the end; to the next one when all are sure."""
        at = next((n for n, edge in enumerate(self.edges) if edge.below.id == self.current), -1)
        order = [edge for edge in (*self.edges[at + 1 :], *self.edges[: max(at, 0)]) if edge.listed]
        wanted = next((edge for edge in order if not edge.sure), order[0] if order else None)
        if wanted is not None:
            self.go_to(wanted.below.id)

    # ------------------------------------------------------------------ changing

    def _perform(self, action: object, *args: object) -> Changes | None:
        if self.desk is None:
            return None
        made = self.session.perform(action, self.desk.document.id, *args)
        self._remember(made)
        return made

    def _remember(self, made: Changes | None) -> None:
        if made is not None and made.op:
            self._ops.append(made.op)

    def move(self, unit: str, way: int) -> None:
        """Move the boundary by a "line", "word" or "sentence", up (-1) or down (1)."""
        edge = self.edge
        if edge is None or self.desk is None:
            return
        target = self.page.step_from(edge.below.start, unit, way)
        self.move_to(edge.below.id, self._inside(edge, target))

    def _inside(self, edge: Edge, target: int) -> int:
        """Keep a word on either side of the boundary."""
        if edge.above is None:
            return edge.below.start
        text, room = self.desk.text if self.desk is not None else "", edge.room
        starts = [start for start, _ in texts.word_stretches(text, room[0].start, room[-1].end)]
        if len(starts) < 2:
            return edge.below.start
        return min(max(target, starts[1]), starts[-1])

    def move_to(self, segment: int, position: int) -> None:
        """Let a part begin at a position."""
        edge = next((edge for edge in self.edges if edge.below.id == segment), None)
        if edge is None:
            return
        if segment != self.current:
            self.go_to(segment)
        if position != edge.below.start:
            self._perform(actions.move_boundary, segment, position, [part.id for part in edge.room])
            self._scroll()

    def set_voice_below(self, kind: Kind) -> None:
        """Say what the words below the boundary are."""
        if self.current is not None:
            self._set_kind(self.current, kind)

    def _set_kind(self, segment: int, kind: Kind) -> None:
        parts = self._reach(segment)
        if kind is Kind.COMMENT and any(part.kind is Kind.COMMENT for part in parts):
            parts = [part for part in parts if part.kind is not Kind.QUOTE]  # what it quotes stays a quote
        self._perform(actions.set_kinds, [part.id for part in parts], kind)

    def _reach(self, segment: int) -> list[Segment]:
        """Return what is meant by a part beside the boundary: every part of its whole with words of
        somebody, or all of them where nobody speaks."""
        sides = (self.edge.parts, self.edge.upper) if self.edge is not None else ()
        for side in sides:
            if any(part.id == segment for part in side):
                return [part for part in side if part.voice is not Voice.NONE] or list(side)
        return [part for part in (self.desk.segments if self.desk else ()) if part.id == segment]

    def _count_once(self, segment: int, once: bool) -> None:
        """Say that words repeated from another comment are a quotation, or their writer's own."""
        if once:
            self._perform(actions.set_kind, segment, Kind.QUOTE, Voice.READER)
        else:
            self._perform(actions.set_kind, segment, Kind.COMMENT)

    def _set_name(self, segment: int, name: str) -> None:
        own = [part.id for part in self._reach(segment) if part.kind is not Kind.QUOTE]
        desk = self.desk
        if desk is not None:
            row = ("segments", segment, {"name": self.dock.name.draft.seen})
            reach = own or [segment]
            self._remember(self.session.edit(row, actions.attribute, desk.document.id, reach, name.strip()))

    def split(self) -> None:
        """Cut the part at the caret; the new boundary is the current one."""
        position = self.page.caret()
        if self._perform(actions.split_segment, position) is not None:
            below = next((edge for edge in self.edges if edge.below.start >= position), None)
            if below is not None:
                self.go_to(below.below.id)

    def merge(self) -> None:
        """Join the words below with the part above."""
        if self.edge is not None:
            self._perform(actions.join, [part.id for part in self.edge.parts])

    # ------------------------------------------------------------------ answering

    def answer(self, number: int) -> None:
        """Choose an answer of the question; Enter gives it."""
        self.dock.choose(number)

    def confirm(self) -> None:
        """Give the answer chosen, confirm the boundary, and go on to the next one to check."""
        edge, asked = self.edge, self.dock.question
        if edge is None or asked is None or self.desk is None:
            return
        open_before = self._to_check()
        for step in asked.answers[self.dock.chosen - 1].steps:
            self._take(step)
        above = edge.upper if edge.number == 1 else ()  # nothing else asks about what stands first
        ids = [part.id for part in (*above, *edge.parts)]
        if any(s.id in ids and s.confirmed_by is None for s in self.desk.worded):
            self._perform(actions.confirm, ids)
        self._ops = []
        if open_before and not self._to_check():
            self.checked.emit()
        else:
            self.next_to_check()

    def _to_check(self) -> int:
        return sum(not edge.sure for edge in self.listed)

    def _take(self, step: Step) -> None:
        if step.verb == "kind":
            self._set_kind(step.segment, step.kind)
        elif step.verb == "merge":
            self.merge()
        else:
            self._perform(actions.sign, step.segment, step.kind, step.names)

    def confirm_sure(self) -> None:
        """Confirm every part whose voice and start are sure."""
        sure = self.desk.parts.unconfirmed if self.desk is not None else []
        if sure:
            self._perform(actions.confirm, sure)
            self._ops = []
            if not self._to_check():
                self.checked.emit()
        elif self.desk is not None:
            certain = not nothing_certain(self.desk.segments)
            self.session.tell(ALL_CONFIRMED if certain else NOTHING_CERTAIN)

    def put_back(self) -> None:
        """Take back what was done at this boundary since one came to it; else leave the mode."""
        if not self._ops:
            self.left.emit()
            return
        while self._ops:
            newest = self.session.read(journal.undoable)
            if newest is None or newest.id != self._ops.pop():
                break
            self.session.undo()
        self._ops = []
        self._scroll()
