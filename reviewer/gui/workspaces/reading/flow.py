"""A layout for chips and buttons: as many in a line as fit."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import QLayout, QLayoutItem


class Flow(QLayout):
    """Places widgets in lines, as many in each as fit; those that are hidden take no room."""

    def __init__(self, across: int = 8, high: int = 24, to_the_right: bool = False) -> None:
        """`across` is the space between two, `high` the height of a line with what parts it from the next."""
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._across, self._high, self._to_the_right = across, high, to_the_right
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
        return self._high * max(1, len(list(self._lines(width))))

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        return QSize(80, self._high)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        rect = rect.marginsRemoved(self.contentsMargins())
        for number, (line, wide) in enumerate(self._lines(rect.width())):
            left = rect.right() + 1 - wide if self._to_the_right else rect.left()
            for item in line:
                wanted = item.sizeHint()
                room = QSize(min(wanted.width(), rect.width()), min(self._high, max(24, wanted.height())))
                item.setGeometry(QRect(QPoint(left, rect.top() + number * self._high), room))
                left += room.width() + self._across

    def _lines(self, width: int) -> Iterator[tuple[list[QLayoutItem], int]]:
        """Yield what stands in each line, with the width that it takes."""
        line: list[QLayoutItem] = []
        taken = 0
        for item in self._items:
            if item.isEmpty():
                continue
            wide = min(item.sizeHint().width(), width)
            if line and taken + self._across + wide > width:
                yield line, taken
                line, taken = [], 0
            taken += wide + (self._across if line else 0)
            line.append(item)
        if line:
            yield line, taken
