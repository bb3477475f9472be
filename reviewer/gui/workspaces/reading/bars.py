"""The two bars over the page: finding words, and the question when a selection crosses a voice boundary."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QToolButton, QWidget

from reviewer.gui import theme
from reviewer.gui.fields import words
from reviewer.gui.page import Page
from reviewer.gui.page.labels import speaker
from reviewer.gui.workspaces.reading.desk import Desk, long_label
from reviewer.gui.workspaces.reading.signs import icon_button, icon_sign
from reviewer.model import Span


class Bar(QWidget):
    """A strip of one line with a hairline below."""

    def __init__(self, ground: str = "panel") -> None:
        super().__init__()
        self._ground = ground
        self.setFixedHeight(38)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(12, 0, 8, 1)
        self.row.setSpacing(8)
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour(self._ground))
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.colour("hair"))
        painter.end()


class FindBar(Bar):
    """Finds words in the document. Enter goes to the next place, Shift+Enter back, Esc away."""

    closed = Signal()

    def __init__(self, page: Page) -> None:
        super().__init__()
        self.page = page
        self.field = QLineEdit(placeholderText="Find in this document", clearButtonEnabled=True)
        self.field.setAccessibleName("Find in this document")
        self.field.setMaximumWidth(320)
        self.count = words("", "small", "3")
        self.back = icon_button("up", "Previous place (Shift+Enter)")
        self.on = icon_button("down", "Next place (Enter)")
        self.away = icon_button("cross", "Close (Esc)")
        self.case = _option("Aa", "Match case")
        self.whole = _option("“…”", "Whole words")
        self.row.addWidget(self.field, 1)
        self.row.addWidget(self.case)
        self.row.addWidget(self.whole)
        self.row.addWidget(self.back)
        self.row.addWidget(self.on)
        self.row.addWidget(self.count)
        self.row.addStretch(1)
        self.row.addWidget(self.away)
        self.field.textChanged.connect(self._find)
        self.field.installEventFilter(self)
        for option in (self.case, self.whole):
            option.toggled.connect(lambda _on: self._find(self.field.text()))
            option.installEventFilter(self)
        self.back.clicked.connect(lambda: self.step(-1))
        self.on.clicked.connect(lambda: self.step(1))
        self.away.clicked.connect(self.close_bar)

    def open_bar(self) -> None:
        """Show the bar with the words selected in the page, if they are few."""
        span = self.page.selected_span()
        self.show()
        if span is not None and len(span.exact) < 60:
            self.field.setText(" ".join(span.exact.split()))
        self.field.selectAll()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._find(self.field.text())

    def close_bar(self) -> None:
        """Put the bar and the hits away."""
        self.hide()
        self.page.clear_find()
        self.closed.emit()

    def _find(self, text: str) -> None:
        self.hits = self.page.find(text, self.case.isChecked(), self.whole.isChecked())
        if self.hits:
            self.page.next_hit(1)
        self._tell()

    def step(self, way: int) -> None:
        """Go to the next (1) or previous (-1) place."""
        self.page.next_hit(way)
        self._tell()

    def _tell(self) -> None:
        hit = self.page.scene.hit
        if not self.field.text().strip():
            told = ""
        elif not self.hits:
            told = "Not in this document"
        else:
            told = f"{(hit or 0) + 1} of {self.hits}"
        self.count.setText(told)
        for button in (self.back, self.on):
            button.setEnabled(bool(self.hits))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.step(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.close_bar()
                return True
        return super().eventFilter(watched, event)


def _option(sign: str, spoken: str) -> QToolButton:
    """Make a switch beside the field: its sign, and its name as a tooltip."""
    button = QToolButton(text=sign, checkable=True)
    button.setFixedSize(30, 26)
    button.setToolTip(spoken)
    button.setAccessibleName(spoken)
    return button


class CrossingBar(Bar):
    """Asks what to do with a selection that holds more than one voice."""

    def __init__(self) -> None:
        super().__init__("accentTint")
        self.words = words("", "small", wrap=True)
        self.split = theme.KeyButton("Split into two quotes", "1", primary=True)
        self.first = theme.KeyButton("Keep the first part", "2")
        self.leave = theme.KeyButton("Leave it", "Esc")
        self._then: Callable[[Sequence[Span]], None] | None = None
        self._pieces: Sequence[Span] = ()
        self.row.addWidget(icon_sign("split", "accent", ""))
        self.row.addWidget(self.words, 1)
        for button in (self.split, self.first, self.leave):
            self.row.addWidget(button)
        self.split.clicked.connect(lambda: self._answer(self._pieces))
        self.first.clicked.connect(lambda: self._answer(self._pieces[:1]))
        self.leave.clicked.connect(self.put_away)

    def ask(self, desk: Desk, pieces: Sequence[Span], then: Callable[[Sequence[Span]], None]) -> None:
        """Ask about the pieces of a selection; `then` gets those to use."""
        self._pieces, self._then = pieces, then
        parts = [desk.segment_at(piece.start) for piece in pieces]
        told = " to ".join(long_label(part) for part in parts if part is not None)
        self.words.setText(f"These words go from {told}.")
        count = {2: "two", 3: "three"}.get(len(pieces), str(len(pieces)))
        self.split.setText(f"Split into {count} quotes")
        self.show()
        self.split.setFocus(Qt.FocusReason.OtherFocusReason)

    def put_away(self) -> None:
        """Leave the selection as it is."""
        self._then = None
        self.hide()

    def _answer(self, pieces: Sequence[Span]) -> None:
        then = self._then
        self.put_away()
        if then is not None:
            then(pieces)

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
