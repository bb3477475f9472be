"""The reports that were exported before, the latest first."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QLabel,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from reviewer.gui.lists import ROW, Index, List, Rows, draw_ground, draw_right, draw_words
from reviewer.gui.session import Session
from reviewer.language import amount, day, say
from reviewer.library import exports
from reviewer.model import Changes, Export


def spoken(export: Export) -> str:
    """Return an export in a sentence."""
    size = say("{size} kB", size=amount(max(1, round(export.bytes / 1024))))
    when = f"{day(export.made)}, {export.made[11:16]}"
    return say(
        "Export {number}: {name}, {size}, {when}, by {reviewer}",
        number=export.id,
        name=export.name,
        size=size,
        when=when,
        reviewer=export.reviewer,
    )


class _Lines(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(120, 44)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        export: Export = index.data(ROW)
        painter.save()
        box = draw_ground(painter, option).adjusted(12, 4, -12, -4)
        upper, lower = box.adjusted(0, 0, 0, -18), box.adjusted(0, 18, 0, 0)
        edge = draw_right(
            painter,
            upper,
            say("{size} kB", size=amount(max(1, round(export.bytes / 1024)))),
            "small",
            "text3",
        )
        draw_words(painter, upper.adjusted(0, 0, edge - upper.right() - 8, 0), export.name, "body", "text1")
        when = f"{day(export.made)}, {export.made[11:16]}, {export.reviewer}"
        draw_words(painter, lower, when, "small", "text3")
        painter.restore()


class EarlierDock(QWidget):
    """A list of exports; what is kept of each is its name, its size, when it was made and by whom."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._rows = Rows(spoken)
        self.list = List(self._rows, _Lines(), say("Earlier exports"))
        column.addWidget(self.list, 1)
        self._nothing = QLabel(say("No report of this library has been exported yet."))
        self._nothing.setWordWrap(True)
        self._nothing.setProperty("tone", "3")
        self._nothing.setContentsMargins(12, 12, 12, 12)
        column.addWidget(self._nothing, 0, Qt.AlignmentFlag.AlignTop)
        column.addStretch(0)
        session.changed.connect(self.refresh)
        self.refresh(None)

    def refresh(self, changes: Changes | None) -> None:
        """Read the exports again where one was made or taken back."""
        if changes is not None and not changes.touches("exports"):
            return
        found = self._session.read(exports.exports) if self._session.library is not None else []
        self._rows.show(found)
        self.list.setVisible(bool(found))
        self._nothing.setVisible(not found)
