"""A row of the claim dock: another quote of the claim, which leads to where it stands."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from reviewer.gui import theme
from reviewer.gui.fields import words
from reviewer.gui.roles import told_as
from reviewer.gui.workspaces.reading.signs import Drawn, VoiceLine
from reviewer.language import quoted
from reviewer.model import QuoteLink
from reviewer.text import one_line

LONGEST = 400
"""Characters of a quote that a row shows."""


@told_as(QAccessible.Role.Link)
class Elsewhere(QWidget):
    """One other quote of the claim: stance, words, voice and source. A click or Enter goes there."""

    asked = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.link: QuoteLink | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.stance = Drawn(QSize(17, 17), self._draw_stance)
        self.words = words("", "quote", wrap=True)
        self.voice, self.source = VoiceLine("meta"), words("", "meta", "3", wrap=True)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 2, 0, 4)
        grid.setHorizontalSpacing(9)
        grid.setVerticalSpacing(2)
        grid.addWidget(self.stance, 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.words, 0, 1)
        line = QHBoxLayout()
        line.setSpacing(9)
        line.addWidget(self.voice)
        line.addWidget(self.source, 1)
        grid.addLayout(line, 1, 1)
        grid.setColumnStretch(1, 1)

    def show_quote(self, link: QuoteLink, voice: str, source: str) -> None:
        """Show another quote in this row: a new row costs as much as all its words are worth."""
        self.link, said = link, one_line(link.span.exact, LONGEST)
        stance = theme.STANCES_INSIDE[link.stance]
        self.setAccessibleName(f"{stance}: {said}. {voice}, {source}")
        self.stance.setToolTip(theme.STANCE_WORDS[link.stance])
        self.stance.setAccessibleName(theme.STANCE_WORDS[link.stance])
        self.stance.update()
        self.words.setText(quoted(said))
        self.voice.show_voice(link.voice.value, voice)
        self.source.setText(source)

    def _draw_stance(self, painter: QPainter, box: QRectF) -> None:
        if self.link is not None:
            theme.draw_stance(painter, box, self.link.stance.value)

    def _ask(self) -> None:
        if self.link is not None:
            self.asked.emit(self.link.id)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._ask()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._ask()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self.underMouse():
            painter.fillRect(self.rect().adjusted(-2, 0, 2, 0), theme.colour("hover"))
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 3, 3)
        painter.end()
