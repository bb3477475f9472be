"""What a reader does on the page: caret, selection, sentences, finding, by mouse and by keys."""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from PySide6.QtCore import QPointF
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QContextMenuEvent,
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
)
from PySide6.QtWidgets import QWidget

from reviewer import text as characters
from reviewer.gui.focus_ring import OWN_MARK
from reviewer.gui.page import accessible, keyboard, labels
from reviewer.gui.page import caret as motions
from reviewer.gui.page.blinking import Blinking
from reviewer.gui.page.hand import Hand
from reviewer.gui.page.view import View
from reviewer.model import Document, Kind, Segment, Span


class Page(View):
    """The reading page: shows one document, and says what the reader selects, clicks and moves."""

    def __init__(self, parent: QWidget | None = None) -> None:
        accessible.offer(Page)
        super().__init__(parent)
        self.setProperty(OWN_MARK, True)  # its caret
        self._hand = Hand(self)
        self._blinking = Blinking(self)
        self._was: tuple[int, int] | None = None
        self._last_segment: Segment | None = None
        self._heard: tuple[int, int] | None = None
        self.spoken = ""
        self.words = accessible.Words(self.scene)

    def show_document(self, document: Document, segments: Sequence[Segment]) -> None:
        """Show a document from its beginning, the caret before its first word."""
        super().show_document(document, segments)
        self._last_segment = None
        self._tell_caret()

    # --- selection -------------------------------------------------------------------------------

    def selected_span(self) -> Span | None:
        """Return the selected words as a Span, or None."""
        span = self.scene.caret.span(self.scene.text)
        return None if span is None else characters.quote(self.document, *span)

    def select(self, start: int, end: int) -> None:
        """Select exactly these code points and bring them into sight."""
        self.scene.caret.choose(start, end)
        self.scroll_to(start)
        self._tell_caret()

    def clear_selection(self) -> None:
        """Select nothing; the caret stays at the end of what was selected."""
        self.scene.caret.put(self.scene.caret.head)
        self.caret_has_moved(scroll=False)

    def caret(self) -> int:
        """Return the position of the caret."""
        return self.scene.caret.head

    def set_caret(self, position: int) -> None:
        """Put the caret at a position, in sight, with nothing selected."""
        self.scene.caret.put(max(0, min(position, len(self.scene.text))))
        self.scroll_to(self.scene.caret.head)
        self._tell_caret()

    def grow_sentence(self) -> None:
        """Select the sentence at the caret; again: one sentence more."""
        if not self.scene.plan.blocks:
            return
        span = self.scene.caret.span(self.scene.text)
        if span is None:
            found = motions.sentence(self.scene.text, self.scene.plan, self.scene.caret.head)
        else:
            found = motions.grown(self.scene.text, self.scene.plan, span)
        self.scene.caret.choose(*found)
        self.caret_has_moved()

    def shrink_sentence(self) -> None:
        """Take the last sentence out of the selection."""
        span = self.scene.caret.span(self.scene.text)
        found = None if span is None else motions.shrunk(self.scene.text, self.scene.plan, span)
        if found is not None:
            self.scene.caret.choose(*found)
            self.caret_has_moved()

    def crossed(self) -> list[Segment]:
        """Return the first part of each voice that the selection holds; more than one when it crosses."""
        span = self.scene.caret.span(self.scene.text)
        plan, found = self.scene.plan, list[Segment]()
        if span is None or not plan.segments:
            return found
        first = max(0, bisect_right(plan.segment_starts, span[0]) - 1)
        for segment in plan.segments[first : bisect_left(plan.segment_starts, span[1])]:
            if segment.end > span[0] and (not found or labels.speaker(segment) != labels.speaker(found[-1])):
                found.append(segment)
        return found

    def step_from(self, position: int, unit: str, way: int) -> int:
        """Return where the next (1) or previous (-1) "line", "word" or "sentence" begins."""
        scene = self.scene
        if unit == "word":
            starts = [s for s, _ in characters.word_stretches(scene.text, *self._around(position))]
        elif unit == "sentence":
            starts = [s for s, _ in characters.sentences(scene.text, *self._around(position))]
        else:
            starts = self._line_starts(position)
        found = characters.nearest(starts, position, way)
        return position if found is None else found

    def _around(self, position: int) -> tuple[int, int]:
        blocks = self.scene.plan.blocks
        at = self.scene.plan.block_of(position)
        return blocks[max(0, at - 2)].start, blocks[min(len(blocks) - 1, at + 2)].end

    def _line_starts(self, position: int) -> list[int]:
        scene, starts = self.scene, []
        at = scene.plan.block_of(position)
        for index in range(max(0, at - 2), min(len(scene.plan.blocks), at + 3)):
            place, end = scene.plan.blocks[index].start, scene.plan.blocks[index].end
            while place < end:
                starts.append(place)
                place = max(place + 1, scene.layout.line_stretch(place)[1] + 1)
                place = scene.layout.line_stretch(place)[0] if place < end else place
        return sorted(set(starts))

    def paragraph_number(self, position: int) -> int:
        """Return the ¶ number of the paragraph a position lies in; 0 where paragraphs are not numbered."""
        plan = self.scene.plan
        index = plan.block_of(position)
        while index > 0 and plan.blocks[index].cut:
            index -= 1
        return plan.blocks[index].number if plan.blocks else 0

    def caret_has_moved(self, scroll: bool = True) -> None:
        """Show the caret where it is now, and tell whoever listens."""
        if scroll and self.scene.plan.blocks:
            self._follow_caret()
        self.viewport().update()
        self._tell_caret()

    def _follow_caret(self) -> None:
        """Scroll by the least that brings the caret into sight."""
        self.scene.layout.lay_out(self.scene.plan.block_of(self.scene.caret.head))
        box, height = self.scene.caret_box(self.scene.caret.head), self.viewport().height()
        if box.top() < 0:
            self.scene.scroll = max(0, math.floor(self.scene.scroll + box.top() - 12))
        elif box.bottom() > height:
            self.scene.scroll = math.ceil(self.scene.scroll + box.bottom() - height + 12)
        else:
            return
        self._settle()

    def _tell_caret(self) -> None:
        self._blinking.begin()
        self.caret_moved.emit(self.scene.caret.head)
        span = self.scene.caret.span(self.scene.text)
        if span != self._was:
            self._was = span
            self.selection_changed.emit()
        segment = self.scene.plan.segment_of(self.scene.caret.head)
        if segment is not None and segment != self._last_segment:
            self._announce_segment(segment)
            self._last_segment = segment
        if QAccessible.isActive() and self.scene.plan.blocks:
            self._tell_listeners(span)

    def _announce_segment(self, segment: Segment) -> None:
        """Say whose words the caret came to; from passage to passage of an abstract they stay the same."""
        before, words = self._last_segment, labels.spoken(segment)
        inside = before is not None and before.kind is Kind.ABSTRACT and segment.kind is Kind.ABSTRACT
        if not (inside and words == self.spoken):
            self.spoken = words
            self.setAccessibleDescription(words)
            self._announce(words)

    def _tell_listeners(self, span: tuple[int, int] | None) -> None:
        """Tell a screen reader where the caret is, so that it reads there, or what is selected."""
        if span is None:
            QAccessible.updateAccessibility(accessible.caret_event(self))
        elif span != self._heard:
            self._announce(" ".join(self.scene.text[slice(*span)].split()))
        self._heard = span

    def _announce(self, words: str) -> None:
        """Hand words to the screen reader."""
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    # --- finding ---------------------------------------------------------------------------------

    def find(self, words: str, case: bool = False, whole: bool = False) -> int:
        """Mark every place where these words stand, in any spacing; returns how many there are.

        With `case` letters must be as typed, with `whole` no word may go on at either side.
        """
        pattern = r"\s+".join(re.escape(word) for word in words.split())
        if pattern and whole:
            pattern = rf"(?<!\w){pattern}(?!\w)"
        options = re.NOFLAG if case else re.IGNORECASE
        found = re.finditer(pattern, self.scene.text, options) if pattern else iter(())
        self.scene.hits = [match.span() for match in found]
        self.scene.hit = None
        self._fill_ruler()
        self.viewport().update()
        return len(self.scene.hits)

    def next_hit(self, step: int = 1) -> None:
        """Go to the next (1) or previous (-1) hit, round the end."""
        scene = self.scene
        if not scene.hits:
            return
        if scene.hit is None:
            ahead = (i for i, hit in enumerate(scene.hits) if hit[0] >= scene.caret.head)
            scene.hit = next(ahead, 0) if step > 0 else next(ahead, len(scene.hits)) - 1
        else:
            scene.hit += step
        scene.hit %= len(scene.hits)
        scene.caret.put(scene.hits[scene.hit][0])
        self.scroll_to(scene.caret.head)
        self._tell_caret()

    def clear_find(self) -> None:
        """Take the hits away."""
        self.find("")

    # --- Qt's events -----------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._hand.press(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._hand.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hand.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._hand.release(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() != QContextMenuEvent.Reason.Keyboard and self.scene.plan.blocks:
            position = self.scene.position_at(QPointF(event.pos()))
            span = self.scene.caret.span(self.scene.text)
            if span is None or not span[0] <= position <= span[1]:
                self.scene.caret.put(position)
                self.caret_has_moved(scroll=False)
        self.context_menu.emit(event.globalPos())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.scene.focused = True
        self._blinking.begin()
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.scene.focused = False
        self._blinking.begin()
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        move = keyboard.move_of(event)
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_words()
        elif move is not None and self.scene.plan.blocks:
            keyboard.perform(move, self.scene.caret, self.scene.layout, self.viewport().height())
            self.caret_has_moved()
        else:
            event.ignore()

    def copy_words(self) -> None:
        """Copy the words selected, as the document has them."""
        span = self.selected_span()
        if span is not None:
            QGuiApplication.clipboard().setText(span.exact)
