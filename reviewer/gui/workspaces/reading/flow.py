"""A layout for chips: as many in a line as fit."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import QLayout, QLayoutItem


class Flow(QLayout):
    """Places widgets in lines, as many in each as fit."""

    def __init__(self, across: int = 8) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._across = across
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._place(QRect(0, 0, width, 0), False)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        return QSize(80, 24)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect, True)

    def _place(self, rect: QRect, really: bool) -> int:
        rect = rect.marginsRemoved(self.contentsMargins())
        left, top = rect.left(), rect.top()
        for item in self._items:
            wide = min(item.sizeHint().width(), rect.width())
            if left > rect.left() and left + wide > rect.right() + 1:
                left, top = rect.left(), top + 24
            if really:
                item.setGeometry(QRect(QPoint(left, top), QSize(wide, 24)))
            left += wide + self._across
        return top + 24 - rect.top()
