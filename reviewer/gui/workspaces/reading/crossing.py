"""A selection that holds more than one voice: the offer to split it, and the question when it must be."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent

from reviewer.gui import theme
from reviewer.gui.fields import words
from reviewer.gui.page import Page
from reviewer.gui.page.labels import speaker
from reviewer.gui.workspaces.reading.bars import Bar
from reviewer.gui.workspaces.reading.desk import Desk, long_label
from reviewer.gui.workspaces.reading.signs import icon_sign
from reviewer.language import say
from reviewer.model import Span

Pieces = Sequence[Span]
REST = 250
"""Milliseconds a selection stays as it is before a split is offered."""


INTO = {2: say("Split into two quotes"), 3: say("Split into three quotes")}


class CrossingBar(Bar):
    """Says that a selection holds more than one voice, and takes the answer what to do with it."""

    def __init__(self) -> None:
        super().__init__("accentTint")
        self.words = words("", "small", wrap=True)
        self.split = theme.KeyButton(INTO[2], "1", primary=True)
        self.first = theme.KeyButton(say("Keep the first part"), "2")
        self.leave = theme.KeyButton(say("Leave it"), "Esc")
        self._chosen: tuple[Callable[[], object], ...] = ()
        self.row.addWidget(icon_sign("split", "accent", ""))
        self.row.addWidget(self.words, 1)
        for button in (self.split, self.first, self.leave):
            self.answers.addWidget(button)
        self.split.clicked.connect(lambda: self.answer(1))
        self.first.clicked.connect(lambda: self.answer(2))
        self.leave.clicked.connect(self.put_away)

    def offer(self, desk: Desk, pieces: Pieces, *answers: Callable[[], object]) -> None:
        """Say what the pieces are and stand ready; `answers` are what the first two buttons do."""
        self._chosen = answers
        parts = [desk.segment_at(piece.start) for piece in pieces]
        first, *rest = [long_label(part) for part in parts if part is not None] or [""]
        told = first
        for next_one in rest:
            told = say("{one} to {next}", one=told, next=next_one)
        self.words.setText(say("These words go from {voices}.", voices=told))
        self.split.setText(INTO.get(len(pieces)) or say("Split into {count} quotes", count=len(pieces)))
        self.setAccessibleName(f"{self.words.text()} {self.split.text()}?")
        self.show()

    def ask(self, desk: Desk, pieces: Pieces, then: Callable[[Pieces], None]) -> None:
        """Ask about the pieces of a selection, with the keyboard; `then` gets those to use."""
        self.offer(desk, pieces, lambda: then(pieces), lambda: then(pieces[:1]))
        self.split.setFocus(Qt.FocusReason.OtherFocusReason)

    def put_away(self) -> None:
        """Leave the selection as it is."""
        self._chosen = ()
        self.hide()

    def answer(self, number: int) -> bool:
        """Give the first or the second answer; returns whether the bar stood there to take it."""
        if self.isHidden() or number > len(self._chosen):
            return False
        chosen = self._chosen[number - 1]
        self.put_away()
        chosen()
        return True

    def event(self, event: QEvent) -> bool:
        """Keep the digits from the tag groups while the question stands."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_Escape):
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = {
            Qt.Key.Key_1: self.split.click,
            Qt.Key.Key_2: self.first.click,
            Qt.Key.Key_Escape: self.put_away,
            Qt.Key.Key_Return: self._click_focused,
            Qt.Key.Key_Enter: self._click_focused,
        }
        if event.key() in keys:
            keys[Qt.Key(event.key())]()
            event.accept()
        else:
            super().keyPressEvent(event)

    def _click_focused(self) -> None:
        for button in (self.split, self.first, self.leave):
            if button.hasFocus():
                button.click()


class Crossing(QObject):
    """Offers to split a selection as soon as it has come to rest over a voice boundary.

    The keyboard stays in the page, which stays where it is: the strip comes over its head.
    """

    def __init__(self, page: Page, bar: CrossingBar, claim: Callable[[Pieces], object]) -> None:
        """`claim` makes a claim of the pieces."""
        super().__init__(page)
        self.page, self.bar, self._claim = page, bar, claim
        self.desk: Desk | None = None
        self._offered: Span | None = None
        self._rest = QTimer(self, interval=REST, singleShot=True)
        self._rest.timeout.connect(self._look)
        page.selection_changed.connect(self._changed)
        bar.leave.clicked.connect(page.setFocus)

    def _changed(self) -> None:
        if self.page.selected_span() != self._offered:
            self._offered = None
            if not self.bar.isHidden():
                self._shift(self.bar.put_away)
            self._rest.start()

    def _look(self) -> None:
        span, desk = self.page.selected_span(), self.desk
        if QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton:
            self._rest.start()  # still being dragged
        elif span is not None and desk is not None and self.bar.isHidden():
            pieces = pieces_of(desk, span)
            if len(pieces) > 1:
                self._offered = span
                answers = (lambda: self._claim(pieces), lambda: self._keep(pieces[0]))
                self._shift(lambda: self.bar.offer(desk, pieces, *answers))

    def _keep(self, piece: Span) -> None:
        self._offered = piece
        self.page.select(piece.start, piece.end)
        self.page.setFocus(Qt.FocusReason.OtherFocusReason)

    def _shift(self, change: Callable[[], object]) -> None:
        """Show the strip or put it away while the words on the page keep their place on the screen."""
        before = self._top()
        change()
        if (parent := self.bar.parentWidget()) is not None and (layout := parent.layout()) is not None:
            layout.activate()
        scroll = self.page.verticalScrollBar()
        scroll.setValue(scroll.value() + self._top() - before)

    def _top(self) -> int:
        return self.page.mapTo(self.page.window(), self.page.rect().topLeft()).y()


def pieces_of(desk: Desk, span: Span) -> list[Span]:
    """Return the parts of a selection that each have one voice; gaps between parts are nobody's words."""
    found: list[list[int]] = []
    last: tuple[object, ...] | None = None
    for segment in desk.worded:
        start, end = max(segment.start, span.start), min(segment.end, span.end)
        if start >= end or not desk.text[start:end].strip():
            continue
        if speaker(segment) == last:
            found[-1][1] = end
        else:
            found.append([start, end])
        last = speaker(segment)
    return [_trimmed(desk, start, end) for start, end in found]


def _trimmed(desk: Desk, start: int, end: int) -> Span:
    words = desk.text[start:end]
    start += len(words) - len(words.lstrip())
    end -= len(words) - len(words.rstrip())
    return Span(desk.document.id, start, end, desk.text[start:end])
