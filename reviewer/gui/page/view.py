"""The reading page: gutter, text, margin notes and ruler around one frozen text.

It shows what it is given and says what the reader did; it changes nothing itself. The text is never read
back from Qt: every position that leaves the page is a code point of the canonical text. What the reader
does with keys and mouse is in `reading`.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from reviewer.gui import theme
from reviewer.gui.page import gutter, notes
from reviewer.gui.page.blocks import Run, Showing
from reviewer.gui.page.layout import Sizes, measure_width
from reviewer.gui.page.marks import Boundary, Mark, Note
from reviewer.gui.page.ruler import Ruler
from reviewer.gui.page.scene import Scene, places_in
from reviewer.language import say
from reviewer.model import Document, Segment

_BESIDE = 14
"""Space between the text and the margin notes."""
_UNSEEN = 0.001
"""A document that turns out longer or shorter by this part of its height looks the same in the ruler."""
_RULER_WAITS = 120
"""Pause before the ruler follows marks that changed, ms: the words come first."""
_NARROWEST = 160
"""Width of the text, px, below which nothing is taken from it."""
_ROOM_TO_READ = 430
"""Below this width of the text the margin notes shrink to numbers."""


class View(QAbstractScrollArea):
    """Shows one document with its voices, marks and notes; `reading.Page` adds what the reader does."""

    selection_changed = Signal()
    caret_moved = Signal(int)
    mark_activated = Signal(int)
    note_activated = Signal(int)
    note_answered = Signal(int, bool)
    """A suggestion was answered with the mouse, on the keys of its note."""
    boundary_moved = Signal(int, int)
    fold_toggled = Signal(int)
    segment_activated = Signal(int)
    context_menu = Signal(QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._changing = False
        self.scene = Scene()
        self.document = Document("")
        self._pixels, self._letters = 14.5, 80
        self._notes: Mapping[int, Note] = {}
        self._notes_visible = True
        self._flipped: set[int] = set()
        self._modes: dict[str, str] = {}
        self._boundaries: Sequence[Boundary] = ()
        self._boundary: int | None = None
        self._ruler = Ruler(self)
        self._ruled: tuple[object, object, object] = (None, None, None)
        self._ruled_height = 0.0
        self._later = QTimer(self, singleShot=True, interval=_RULER_WAITS)
        self._later.timeout.connect(self._mark_places)
        self._margin = notes.Margin(self.viewport(), self.note_activated.emit, self.note_answered.emit)
        self._prepare()

    def _prepare(self) -> None:
        self.setVerticalScrollBar(self._ruler)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(say("Reading page"))
        self.viewport().setMouseTracking(True)
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor)
        theme.notifier.themeChanged.connect(self._restyle)

    # --- what is shown ---------------------------------------------------------------------------

    def show_document(self, document: Document, segments: Sequence[Segment]) -> None:
        """Show a document from its beginning, without marks, hits or boundaries."""
        self.document = document
        scene = self.scene
        scene.text, scene.segments = document.text, segments
        scene.hits, scene.hit, scene.current = [], None, None
        self._flipped.clear()
        self._boundaries, self._boundary = (), None
        self._notes = {}
        scene.set_marks(())
        scene.showing = self._showing()
        scene.rebuild()
        scene.caret.put(scene.plan.blocks[0].start if scene.plan.blocks else 0)
        scene.scroll = 0
        self._settle()

    def set_segments(self, segments: Sequence[Segment]) -> None:
        """Show other segments of the same text; what stands at the top stays there."""
        self.scene.segments = segments
        self._rebuild()

    def set_marks(self, marks: Sequence[Mark], beside: Sequence[Note] | Mapping[int, Note]) -> None:
        """Show these marks and the notes beside them; a note without its mark is not shown.

        Notes given by quote are asked for when they come into sight.
        """
        self._notes = beside if isinstance(beside, Mapping) else {note.quote: note for note in beside}
        if list(marks) != self.scene.shown:  # stances and notes change more often than words and numbers
            self.scene.set_marks(marks)
        self._place_columns()

    def set_current(self, quote: int | None) -> None:
        """Make a mark the current one: strong, ringed, its note pinned to its line. Does not scroll."""
        if quote != self.scene.current:
            self.scene.current = quote
            self._settle()

    def set_boundaries(
        self,
        boundaries: Sequence[Boundary] | None,
        current: int | None = None,
        segments: Sequence[Segment] | None = None,
    ) -> None:
        """Show a rule above these segments, the handle above `current` (a segment id); None: no rules.

        `segments` are those of the text from now on, so that both are laid out in one go.
        """
        if segments is not None:
            self.scene.segments = segments
        self._boundaries = tuple(boundaries or ())
        self._boundary = current
        self._rebuild()
        self._place_columns()

    def set_voice_mode(self, voice: str, mode: str) -> None:
        """Show ("show"), dim ("dim") or fold ("fold") all words of a voice, or of "boilerplate"."""
        self._modes[voice] = mode
        self._flipped.clear()
        self._rebuild()

    def toggle_fold(self, segment_id: int) -> None:
        """Fold the run a segment stands in, or unfold it."""
        for run in self.scene.plan.runs:
            if any(segment.id == segment_id for segment in run.segments):
                self._flip(run)
                return

    def unfold(self, run: Run) -> None:
        """Show the words of a folded run and say so."""
        self._flip(run)
        self.fold_toggled.emit(run.segment.id)

    def _flip(self, run: Run) -> None:
        self._flipped ^= {segment.start for segment in run.segments}
        self._rebuild()

    def set_text_size(self, pixels: float) -> None:
        """Set the size of the reading text, 12 to 24 px."""
        self._pixels = max(12.0, min(24.0, pixels))
        self._place_columns(force=True)

    def set_measure(self, letters: int) -> None:
        """Set the width of the text column, 45 to 95 characters; a narrow window makes it narrower."""
        self._letters = max(45, min(95, letters))
        self._place_columns(force=True)

    def set_notes_visible(self, visible: bool) -> None:
        """Show the margin notes, or only their numbers."""
        self._notes_visible = visible
        self._place_columns(force=True)

    def _showing(self) -> Showing:
        places = {segment.id: segment.start for segment in self.scene.segments}
        current = next((b for b in self._boundaries if b.segment_id == self._boundary), None)
        start = None if current is None else places.get(current.segment_id, current.position)
        rules: set[int] = set()
        seams: set[int] = set()
        for boundary in self._boundaries:
            among = rules if boundary.listed or boundary is current else seams
            among.add(places.get(boundary.segment_id, boundary.position))
        return Showing(dict(self._modes), frozenset(self._flipped), rules, start, seams)

    # --- geometry --------------------------------------------------------------------------------

    def _rebuild(self) -> None:
        """Cut and lay out anew; the words at the top of the viewport stay where they are."""
        held = self._hold()
        self.scene.showing = self._showing()
        self.scene.rebuild()
        self._release(held)

    def _hold(self) -> tuple[int, float]:
        """Return the position that stands at the top, and how far above it the viewport begins."""
        scene = self.scene
        if not scene.plan.blocks or scene.scroll == 0:
            return 0, 0.0
        position = scene.layout.position_at(0, scene.scroll + 2.0)
        return position, scene.layout.caret(position).top() - scene.scroll

    def _release(self, held: tuple[int, float]) -> None:
        scene, (position, above) = self.scene, held
        if scene.plan.blocks and position:
            scene.layout.lay_out(scene.plan.block_of(position))
            scene.scroll = round(scene.layout.caret(position).top() - above)
        self._settle()

    def _place_columns(self, force: bool = False) -> None:
        """Share the width between gutter, text and notes."""
        room = self.viewport().width() - gutter.WIDTH - _BESIDE - 6
        wanted = measure_width(self._letters, self._pixels)
        self._margin.narrow = not self._notes_visible or room - notes.WIDTH < min(_ROOM_TO_READ, wanted)
        beside = notes.NARROW if self._margin.narrow else notes.WIDTH
        if self._boundaries and not self._notes:
            beside = 0
        width = max(float(_NARROWEST), min(wanted, room - beside))
        self.scene.left = float(max(0, int(room - beside - width - 120) // 2))
        sizes = Sizes(self._pixels, width)
        if sizes == self.scene.sizes and not force:
            self._settle()
            return
        held = self._hold()
        self.scene.sizes = sizes
        self.scene.rebuild()
        self._release(held)

    @contextmanager
    def together(self) -> Iterator[None]:
        """Place notes and ruler once, after all that is changed inside the block."""
        self._changing = True
        try:
            yield
        finally:
            self._changing = False
            self._settle()

    def _settle(self) -> None:
        """Lay out what is in sight, then place scroll bar, notes and ruler accordingly."""
        self._lay_out_visible()
        self._set_range()
        if self._changing:
            return
        self._place_notes()
        self._fill_ruler()
        self.viewport().update()

    def _lay_out_visible(self) -> None:
        scene, height = self.scene, self.viewport().height()
        if not scene.plan.blocks:
            return
        first = scene.layout.heights.index_at(scene.scroll)
        above = scene.layout.top(first) < scene.scroll
        grown = scene.layout.lay_out(first)
        if above and grown:  # the words below the first block stay where the reader sees them
            scene.scroll = max(0, scene.scroll + round(grown))
        index = first
        while index < len(scene.plan.blocks) and scene.layout.top(index) < scene.scroll + height + 60:
            scene.layout.lay_out(index)
            index += 1

    def _set_range(self) -> None:
        bar, height = self.verticalScrollBar(), self.viewport().height()
        blocked = bar.blockSignals(True)
        bar.setRange(0, max(0, math.ceil(self.scene.layout.height) - height))
        bar.setPageStep(height)
        bar.setSingleStep(round(self.scene.sizes.pitch("read")))
        bar.setValue(self.scene.scroll)
        self.scene.scroll = bar.value()
        bar.blockSignals(blocked)
        bar.update()

    def _place_notes(self) -> None:
        wanted = self._notes_in_reach()
        cards = [
            self._margin.card(self._notes[m.quote], m.suggestion, m.quote == self.scene.current)
            for m in wanted
        ]
        pinned = next((i for i, mark in enumerate(wanted) if mark.quote == self.scene.current), None)
        boxes = [(self._line_of(m), c.shown_height()) for m, c in zip(wanted, cards, strict=True)]
        tops = notes.place(boxes, pinned)
        left = round(self.scene.text_right) + _BESIDE
        width = notes.NARROW if self._margin.narrow else notes.WIDTH
        placed = [
            (card, QRect(left, round(top), width, round(height)), self._below(mark))
            for mark, card, top, (_, height) in zip(wanted, cards, tops, boxes, strict=True)
            if top + height > -200 and top < self.viewport().height() + 200
        ]
        self._margin.settle(placed)

    def _notes_in_reach(self) -> list[Mark]:
        """Return the marks whose notes can touch the viewport: those in it, and some before it."""
        scene, index = self.scene, self.scene.marks
        blocks = list(scene.visible(self.viewport().height() + 40.0))
        if not blocks:
            return []
        first = index.first_from(scene.plan.blocks[blocks[0]].start)
        stop = index.first_from(scene.plan.blocks[blocks[-1]].end + 1)
        reach = index.marks[max(0, first - 30) : stop]
        folded = [mark for mark in reach if scene.run_of(scene.plan.block_of(mark.start)).folded]
        return [mark for mark in reach if mark.quote in self._notes and mark not in folded]

    def _below(self, mark: Mark) -> int:
        """Return the y below the words of a mark, or above them where the viewport ends."""
        current = self._margin.narrow and mark.quote == self.scene.current
        if not current:
            return 0
        high = round(self._margin.card(self._notes[mark.quote], mark.suggestion, True).full_height())
        below = round(self.scene.caret_box(mark.end).bottom()) + 3
        if below + high <= self.viewport().height():
            return below
        return round(self._line_of(mark)) - high - 3

    def _line_of(self, mark: Mark) -> float:
        return self.scene.caret_box(mark.start).top() - 1

    def _fill_ruler(self) -> None:
        """Tell the ruler what lies where; while reading goes on, only when it would look different."""
        scene, whole = self.scene, max(self.scene.layout.height, float(self.viewport().height()))
        shown = (scene.plan, scene.marks, scene.hits)
        same = all(one is other for one, other in zip(shown, self._ruled, strict=True))
        if same and abs(whole - self._ruled_height) < whole * _UNSEEN:
            return
        if self._ruled[0] is scene.plan and self._ruled[2] is scene.hits:
            self._later.start()
        else:
            self._mark_places()

    def _mark_places(self) -> None:
        self._later.stop()
        scene = self.scene
        self._ruled = (scene.plan, scene.marks, scene.hits)
        self._ruled_height = max(scene.layout.height, float(self.viewport().height()))
        self._ruler.show_places(places_in(scene, self._ruled_height))

    def scroll_to(self, position: int) -> None:
        """Bring a position into sight, a third from the top if it is not there yet; unfolds what hides it."""
        if not self.scene.plan.blocks:
            return
        run = self.scene.run_of(self.scene.plan.block_of(position))
        if run.folded:
            self._flip(run)
        self.scene.layout.lay_out(self.scene.plan.block_of(position))
        box = self.scene.caret_box(position)
        if box.top() < 0 or box.bottom() > self.viewport().height() - 8:
            self.scene.scroll = max(0, round(box.top() + self.scene.scroll - self.viewport().height() / 3))
        self._settle()

    # --- Qt's events -----------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), theme.colour("page"))
        self._paint_connector(painter)
        self.scene.paint(painter, float(self.viewport().height()))
        painter.end()

    def _paint_connector(self, painter: QPainter) -> None:
        card = next((card for card in self._margin.cards() if card.current), None)
        if card is not None and not self._margin.narrow:
            line = QRectF(card.x() - 11, card.y() + 13, 11, 1.5)
            painter.fillRect(line, theme.tag_colour(card.note.colour))

    def _restyle(self) -> None:
        self._place_columns(force=True)
        self._margin.refresh()
        self.verticalScrollBar().update()

    def minimumSizeHint(self) -> QSize:
        """Return a width in which the numbers of notes stand beside the narrowest text."""
        text = round(gutter.WIDTH) + _NARROWEST + _BESIDE + notes.NARROW + 6
        return QSize(text + self._ruler.sizeHint().width(), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_columns()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._place_columns()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.scene.scroll = self.verticalScrollBar().value()
        self._settle()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        if self.scene.hovered_run is not None:
            self.scene.hovered_run = None
            self.viewport().update()
