"""The strip over the page, and the one that finds words."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLineEdit, QToolButton, QWidget

from reviewer.gui import theme
from reviewer.gui.fields import words
from reviewer.gui.page import Page
from reviewer.gui.workspaces.reading.signs import icon_button
from reviewer.language import amount, say

HEIGHT = 38
ANSWERS = 34
"""Height that the answers take below what is asked."""
BESIDE = 28
"""Pixels that the margins of a strip take, and the space before its answers."""
SAID = 280
"""Pixels in which what a strip says stands on two lines; with less it has the first line for itself."""


class Bar(QWidget):
    """A strip of one line with a hairline below; where room is short its answers stand on a second one."""

    def __init__(self, ground: str = "panel") -> None:
        super().__init__()
        self._ground = ground
        self.row, self.answers = QHBoxLayout(), QHBoxLayout()
        self._lines = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._lines.setContentsMargins(12, 0, 8, 1)
        self._lines.setSpacing(8)
        for line, share in ((self.row, 1), (self.answers, 0)):
            line.setSpacing(8)
            self._lines.addLayout(line, share)
        self.setFixedHeight(HEIGHT)
        self.hide()

    def _fit(self) -> None:
        parent = self.parentWidget()
        room = parent.width() if parent is not None else self.width()  # its own is an old one at first
        answers = self.answers.sizeHint().width()
        beside = room - answers - BESIDE
        cut = self.row.hasHeightForWidth() and self.row.heightForWidth(beside) > HEIGHT
        short = answers > 0 and (cut or room < answers + SAID)
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._lines.setDirection(down if short else across)
        self._lines.setAlignment(self.answers, Qt.AlignmentFlag.AlignLeft if short else Qt.AlignmentFlag(0))
        self._lines.setSpacing(0 if short else 8)
        self._lines.setContentsMargins(12, 2 if short else 0, 8, 5 if short else 1)
        self.setFixedHeight(HEIGHT + ANSWERS if short else HEIGHT)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

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
        self.field = QLineEdit(placeholderText=say("Find in this document"), clearButtonEnabled=True)
        self.field.setAccessibleName(say("Find in this document"))
        self.field.setMaximumWidth(320)
        self.count = words("", "small", "3")
        self.back = icon_button("up", say("Previous place (Shift+Enter)"))
        self.on = icon_button("down", say("Next place (Enter)"))
        self.away = icon_button("cross", say("Close (Esc)"))
        self.case = _option(say("Aa"), say("Match case"))
        self.whole = _option("“…”", say("Whole words"))
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
            told = say("Not in this document")
        else:
            told = say("{number} of {count}", number=amount((hit or 0) + 1), count=amount(self.hits))
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
