"""The lines of the palette: a list of entries, and how each is drawn."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QObject, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from reviewer.gui import theme
from reviewer.gui.palette.finding import Entry
from reviewer.gui.tables import ROOT, ROW_ROLE, Index
from reviewer.language import say

ROW, HEAD = 32, 26


class Entries(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.entries: list[Entry] = []

    def show(self, entries: list[Entry]) -> None:
        self.beginResetModel()
        self.entries = entries
        self.endResetModel()

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.entries)

    def flags(self, index: Index) -> Qt.ItemFlag:
        entry = self.entries[index.row()]
        return super().flags(index) if entry.run is not None else Qt.ItemFlag.NoItemFlags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        entry = self.entries[index.row()]
        if role == ROW_ROLE:
            return entry
        if role == Qt.ItemDataRole.AccessibleTextRole:
            title = entry.title
            if entry.sign[0] == "number":
                title = say("Claim {number}, {claim}", number=entry.sign[1], claim=title)
            level = say(theme.CERTAINTY_WORDS[entry.level]) if entry.level in theme.CERTAINTY_WORDS else ""
            return ", ".join(part for part in (title, entry.detail, level) if part)
        return entry.title if role == Qt.ItemDataRole.DisplayRole else None


class Lines(QStyledItemDelegate):
    """Draws an entry: sign, title with the typed words underlined, detail or certainty, keys."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.words: list[str] = []

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        entry: Entry = index.data(ROW_ROLE)
        return QSize(10, ROW if entry.run is not None else HEAD)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry: Entry = index.data(ROW_ROLE)
        box = QRectF(option.rect)
        painter.save()
        if entry.run is None:
            painter.setFont(theme.font("label"))
            painter.setPen(theme.colour("text2"))
            painter.drawText(box.adjusted(14, 2, 0, 0), Qt.AlignmentFlag.AlignVCenter, entry.title)
        else:
            selected = bool(option.state & QStyle.StateFlag.State_Selected)
            if selected:
                painter.fillRect(box, theme.colour("selected"))
                painter.fillRect(QRectF(box.left(), box.top(), 3, box.height()), theme.colour("accent"))
            self._draw_sign(painter, QRectF(box.left() + 12, box.top(), 24, box.height()), entry)
            right = self._draw_right(painter, box.adjusted(0, 0, -12, 0), entry, selected)
            self._draw_title(painter, QRectF(box.left() + 42, box.top(), right - box.left() - 54, ROW), entry)
        painter.restore()

    def _draw_sign(self, painter: QPainter, box: QRectF, entry: Entry) -> None:
        kind, *rest = entry.sign
        if kind == "number":
            painter.setFont(theme.font("bodyStrong"))
            painter.setPen(theme.tag_colour(rest[1]))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, rest[0])
        elif kind == "voice":
            theme.draw_voice_glyph(painter, box, rest[0])
        elif kind == "tag":
            chip = QRectF(box.center().x() - 5, box.center().y() - 5, 10, 10)
            painter.fillRect(chip, theme.tag_colour(rest[0]))
        elif kind == "icon":
            theme.draw_icon(painter, box, rest[0], "text2")

    def _draw_right(self, painter: QPainter, box: QRectF, entry: Entry, selected: bool) -> float:
        """Draw what stands at the right; returns where it begins."""
        left = box.right()
        keys = entry.keys or (("Enter",) if selected else ())
        for key in reversed(keys):
            left -= theme.key_width(key)
            theme.draw_key(painter, left, box.center().y(), key)
            left -= 4
        words = theme.CERTAINTY_WORDS.get(entry.level, entry.detail)
        if words:
            font = theme.font("small")
            painter.setFont(font)
            painter.setPen(theme.colour("text3"))
            words = QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideRight, 210)
            width = QFontMetricsF(font).horizontalAdvance(words)
            left -= width + 6
            painter.drawText(QRectF(left, box.top(), width + 2, ROW), Qt.AlignmentFlag.AlignVCenter, words)
        if entry.level:
            left -= 58
            theme.draw_certainty(painter, QRectF(left, box.center().y() - 6, 54, 12), entry.level, "text2")
        return left

    def _draw_title(self, painter: QPainter, room: QRectF, entry: Entry) -> None:
        font = theme.font("quote" if entry.reading else "body")
        metrics = QFontMetricsF(font)
        words = metrics.elidedText(entry.title, Qt.TextElideMode.ElideRight, room.width())
        painter.setFont(font)
        painter.setPen(theme.colour("text1"))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)
        painter.setPen(QPen(theme.colour("accent"), 2))
        base = room.center().y() + metrics.ascent() / 2 + 3
        for start, end in _matches(words, self.words):
            left = room.left() + metrics.horizontalAdvance(words[:start])
            painter.drawLine(left, base, left + metrics.horizontalAdvance(words[start:end]), base)


def _matches(text: str, words: Sequence[str]) -> list[tuple[int, int]]:
    """Return where the words stand together; where they do not, the first place of each."""
    low = text.lower()
    found = [(low.index(word), low.index(word) + len(word)) for word in words if word and word in low]
    return found[:1] if words and words[0] in low else found
