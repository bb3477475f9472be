"""Small things the sheet and the lists share: words in a type and tone, the big sign, a tag's mark."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from reviewer.gui import theme
from reviewer.gui.prose import Prose as Prose
from reviewer.language import say

SIGNS_SCALE = 1.72


LEVEL_WORDS = {1: say("very low"), 2: say("low"), 3: say("moderate"), 4: say("high")}
"""The levels inside a sentence."""


class CertaintySign(QWidget):
    """Four circles, as many of them crossed as the certainty has levels; `level` 0 shows none crossed."""

    def __init__(self, scale: float = SIGNS_SCALE, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scale, self.level, self._draft = scale, 0, False
        self.setFixedSize(QSize(round(53 * scale) + 1, round(14 * scale)))
        theme.notifier.themeChanged.connect(self.update)

    def set_level(self, level: int, draft: bool) -> None:
        """Show a level, paler while it is not marked as graded."""
        self.level, self._draft = level, draft
        word = theme.CERTAINTY_WORDS.get(level, "")
        self.setAccessibleName(
            say("Certainty: {level}", level=say(word)) if word else say("Certainty: not graded")
        )
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.scale(self._scale, self._scale)
        box = QRectF(0, 0, 55, 14)
        theme.draw_certainty(painter, box, self.level, "text3" if self._draft else "text1")
        painter.end()


class TagMark(QWidget):
    """A tag as its coloured bar and its path."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hue, self._path = "", ""
        self.setFixedHeight(16)
        theme.notifier.themeChanged.connect(self.update)

    def show_tag(self, hue: str, path: str) -> None:
        """Show a tag; an empty path takes the mark away."""
        self._hue, self._path = hue, path
        self.setAccessibleName(say("Tag {path}", path=path) if path else "")
        self.setToolTip(path)
        self.setVisible(bool(path))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        width = QFontMetrics(theme.font("small")).horizontalAdvance(self._path)
        return QSize(10 + width + 2, 16)

    def minimumSizeHint(self) -> QSize:
        return QSize(40, 16)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(QRectF(0, 1, 4, 14), theme.tag_colour(self._hue))
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour("text2"))
        room = self.width() - 10
        text = painter.fontMetrics().elidedText(self._path, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRectF(10, 0, room, 16), Qt.AlignmentFlag.AlignVCenter, text)
        painter.end()
