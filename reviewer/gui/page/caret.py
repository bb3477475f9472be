"""The caret and the one selection of a document: where they are and how keys move them.

A selection snaps to whole words unless it is `exact` (made with Alt). Everything is in code points.
"""

from __future__ import annotations

from reviewer import text as characters
from reviewer.gui.page.blocks import Plan
from reviewer.gui.page.layout import PageLayout

Stretch = tuple[int, int]


class Caret:
    """Where reading stands: `anchor` and `head` are the raw ends, `span` is what is selected."""

    def __init__(self) -> None:
        self.anchor = 0
        self.head = 0
        self.exact = False
        self._wish: float | None = None

    def put(self, position: int) -> None:
        """Stand at a position with nothing selected."""
        self.anchor = self.head = position
        self.exact, self._wish = False, None

    def choose(self, start: int, end: int) -> None:
        """Select exactly this stretch."""
        self.anchor, self.head = start, end
        self.exact, self._wish = True, None

    def extend(self, position: int, exact: bool) -> None:
        """Move the head and keep the anchor."""
        self.head, self.exact = position, exact

    def span(self, text: str) -> Stretch | None:
        """Return start and end of the selection, or None."""
        start, end = sorted((self.anchor, self.head))
        if start == end:
            return None
        found = (start, end) if self.exact else characters.snap_to_words(text, start, end)
        return found if found[0] < found[1] else None

    def sideways(self, layout: PageLayout, way: int, by_words: bool, keep: bool, exact: bool) -> None:
        """Go a character or a word to the left (-1) or right (1); `keep` extends the selection."""
        span = self.span(layout.text)
        if span and not keep:
            self.put(span[0] if way < 0 else span[1])
            return
        whole_words = by_words or (keep and not exact)
        self._go(layout.step(self.head, way, whole_words), keep, exact)
        self._wish = None

    def vertically(self, layout: PageLayout, distance: float, keep: bool, exact: bool) -> None:
        """Go so many pixels up or down, to the line there, staying in the same column."""
        here = layout.caret(self.head)
        wish = self._wish if self._wish is not None else here.left()
        y = here.center().y() + distance
        found = layout.position_at(wish, y)
        if found == self.head or (found < self.head) != (distance < 0):
            found = self._beyond(layout, wish, distance)
        self._go(found, keep, exact)
        self._wish = wish

    def _beyond(self, layout: PageLayout, wish: float, distance: float) -> int:
        """Return the position in the next line in this direction, across gaps and folded words."""
        here, step = layout.caret(self.head), (8.0 if distance > 0 else -8.0)
        y = here.center().y() + distance
        while 0 < y < layout.height:
            found = layout.position_at(wish, y)
            if found != self.head and (found < self.head) == (distance < 0):
                return found
            y += step
        return self.head

    def line_edge(self, layout: PageLayout, way: int, keep: bool, exact: bool) -> None:
        """Go to the beginning (-1) or the end (1) of the displayed line."""
        start, end = layout.line_stretch(self.head)
        self._go(start if way < 0 else end, keep, exact)
        self._wish = None

    def jump(self, position: int, keep: bool) -> None:
        """Go to a position."""
        self._go(position, keep, self.exact)
        self._wish = None

    def _go(self, position: int, keep: bool, exact: bool) -> None:
        if keep:
            self.extend(position, exact)
        else:
            wish = self._wish
            self.put(position)
            self._wish = wish


def paragraph(plan: Plan, position: int) -> Stretch:
    """Return the paragraph a position lies in, whole even where it is shown in several pieces."""
    first = last = plan.block_of(position)
    while first > 0 and plan.blocks[first].cut:
        first -= 1
    while last + 1 < len(plan.blocks) and plan.blocks[last + 1].cut:
        last += 1
    return plan.blocks[first].start, plan.blocks[last].end


def sentence(text: str, plan: Plan, position: int) -> Stretch:
    """Return the sentence a position lies in, or the one before it."""
    start, end = paragraph(plan, position)
    found = characters.sentences(text, start, end) or [(start, end)]
    return next((stretch for stretch in found if position < stretch[1]), found[-1])


def grown(text: str, plan: Plan, span: Stretch) -> Stretch:
    """Return the selection widened to whole sentences or, where it is whole already, by the next one."""
    first, last = sentence(text, plan, span[0]), sentence(text, plan, span[1] - 1)
    whole = first[0], last[1]
    if whole != span:
        return whole
    return span[0], max(span[1], _next_sentence(text, plan, span[1])[1])


def _next_sentence(text: str, plan: Plan, position: int) -> Stretch:
    """Return the sentence after a position in the same run, else the empty stretch there."""
    start, end = paragraph(plan, position - 1)
    after = [stretch for stretch in characters.sentences(text, start, end) if stretch[0] >= position]
    if after:
        return after[0]
    index = plan.block_of(position - 1) + 1
    if index >= len(plan.blocks) or plan.blocks[index].run != plan.blocks[index - 1].run:
        return position, position
    return sentence(text, plan, plan.blocks[index].start)


def shrunk(text: str, plan: Plan, span: Stretch) -> Stretch | None:
    """Return the selection without its last sentence, or None when only one is left."""
    last = sentence(text, plan, span[1] - 1)
    if last[0] <= span[0]:
        return None
    start, end = paragraph(plan, last[0])
    before = [stretch[1] for stretch in characters.sentences(text, start, end) if stretch[1] <= last[0]]
    if before and before[-1] > span[0]:
        return span[0], before[-1]
    index = plan.block_of(last[0])
    return (span[0], plan.blocks[index - 1].end) if index and plan.blocks[index].start > span[0] else None
