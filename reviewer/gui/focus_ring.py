"""The ring around a list, a table or a page that has the keyboard: a chosen row looks chosen either way.

It lies over what it frames, so that nothing moves when the focus comes. Fields and buttons have theirs from
the style sheet, the reading page shows its caret and the matrix its cell.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QPlainTextEdit,
    QStyledItemDelegate,
    QTextBrowser,
    QTextEdit,
    QWidget,
)
from shiboken6 import isValid

from reviewer.gui import theme

OWN_MARK = "own_focus_mark"
"""A property of what shows by itself that it has the keyboard."""


class _Ring(QWidget):
    """Two pixels of accent along the edge."""

    def __init__(self, around: QWidget) -> None:
        super().__init__(around)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setGeometry(around.rect())
        around.installEventFilter(self)
        self.raise_()
        self.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and isinstance(watched, QWidget):
            self.setGeometry(watched.rect())
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(QPen(theme.colour("accent"), theme.size("focusRing")))
        painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))
        painter.end()


class FocusRing:
    """Follows the focus of the application; `follow` takes what `QApplication.focusChanged` says."""

    def __init__(self) -> None:
        self._ring: _Ring | None = None

    def follow(self, _old: QWidget | None, new: QWidget | None) -> None:
        """Put the ring around what has the focus now, if it shows none by itself."""
        if self._ring is not None and isValid(self._ring):
            self._ring.hide()
            self._ring.deleteLater()
        self._ring = _Ring(new) if new is not None and _shows_none(new) else None


def _shows_none(widget: QWidget) -> bool:
    if isinstance(widget, (QTextEdit, QPlainTextEdit)) and not isinstance(widget, QTextBrowser):
        return False
    if isinstance(widget, QAbstractItemView) and type(widget.itemDelegate()) is QStyledItemDelegate:
        return not widget.currentIndex().isValid()  # the style sheet frames the row one is on
    return isinstance(widget, QAbstractScrollArea) and not widget.property(OWN_MARK)
