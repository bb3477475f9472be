"""Words of a text or a claim as the docks show them: wrapped, in the line height of their type."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QSizePolicy, QWidget

from reviewer.gui import theme


class Prose(QWidget):
    """Words of a text or a claim, wrapped, in the line height of their type token."""

    def __init__(self, text: str = "", type: str = "quote", tone: str = "text1") -> None:
        super().__init__()
        self._type, self._tone, self._text = type, tone, ""
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMinimumWidth(60)
        theme.notifier.themeChanged.connect(self.updateGeometry)
        self.setText(text)

    def setText(self, text: str) -> None:
        """Show these words."""
        if text != self._text:
            self._text = text
            self.setAccessibleName(text)
            self.updateGeometry()
            self.update()

    def text(self) -> str:
        """Return the words shown."""
        return self._text

    def _lines(self, width: float) -> tuple[QTextLayout, float]:
        layout = QTextLayout(self._text, theme.font(self._type))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        step, top = theme.line_height(self._type), 0.0
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(20.0, width))
            line.setPosition(QPointF(0, top + (step - line.height()) / 2))
            top += step
        layout.endLayout()
        return layout, max(top, step)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round(self._lines(width)[1])

    def sizeHint(self) -> QSize:
        return QSize(200, self.heightForWidth(max(200, self.width())))

    def minimumSizeHint(self) -> QSize:
        return QSize(60, round(theme.line_height(self._type)))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(theme.colour(self._tone))
        self._lines(self.width())[0].draw(painter, QPointF(0, 0))
        painter.end()
