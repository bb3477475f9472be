"""The tree of tags: drawn, folded, renamed, put in order and nested by mouse and by keyboard."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QDrag,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
    QStandardItem,
    QStandardItemModel,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from reviewer.gui import theme
from reviewer.gui.lists import draw_ground, draw_right, draw_words
from reviewer.language import say, say_count
from reviewer.model import Tag, Voice

TAG = Qt.ItemDataRole.UserRole
HUE = Qt.ItemDataRole.UserRole + 1
COUNT = Qt.ItemDataRole.UserRole + 2
KEY = Qt.ItemDataRole.UserRole + 3
ID = Qt.ItemDataRole.UserRole + 4


class _Lines(QStyledItemDelegate):
    """Draws a tag: its square, its name, the key of a group, and how many quotes here carry it."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        return QSize(80, 26)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        tag: Tag = index.data(TAG)
        painter.save()
        view = option.widget
        option.rect.setLeft(0)
        box = draw_ground(painter, option)
        group = tag.parent is None
        left = 12.0 + 16.0 * _depth(index)
        if index.model().hasChildren(index) and isinstance(view, QTreeView):
            name = "down" if view.isExpanded(index) else "right"
            at = _fold_sign(index)
            theme.draw_icon(painter, QRectF(at, box.top(), 12, box.height()), name, "text3")
        left += 17 if group else 1
        self._draw_square(painter, QRectF(left, box.center().y() - 4.5, 9, 9), index, group)
        count = index.data(COUNT)
        right = box.adjusted(0, 0, -12, 0)
        edge = draw_right(
            painter, right, str(count) if count else "–", "small", "text3" if count else "disabled"
        )
        if index.data(KEY):
            edge = right.right() - 20 - theme.key_width(index.data(KEY))
            theme.draw_key(painter, edge, box.center().y(), index.data(KEY))
        room = QRectF(left + 17, box.top(), edge - left - 23, box.height())
        draw_words(painter, room, tag.name, "bodyStrong" if group else "small", "text1")
        painter.restore()

    def _draw_square(self, painter: QPainter, box: QRectF, index: QModelIndex, group: bool) -> None:
        painter.setRenderHint(painter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        selected = index == self.parent().currentIndex() if isinstance(self.parent(), QTreeView) else False
        painter.setBrush(theme.tag_colour(index.data(HUE), "ink" if group or selected else "child"))
        painter.drawRoundedRect(box, 2, 2)
        painter.setPen(QPen())

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: QModelIndex) -> QWidget:
        editor = _NameField(parent)
        editor.setAccessibleName(say("Name of the tag"))
        return editor

    def setEditorData(self, editor: QWidget, index: QModelIndex) -> None:
        if isinstance(editor, QLineEdit):
            editor.setText(index.data(TAG).name)
            editor.selectAll()

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        left = 24 + 16 * _depth(index)
        editor.setGeometry(left, option.rect.top(), option.rect.right() - left - 8, option.rect.height())


class _NameField(QLineEdit):
    """Where a tag gets another name. Enter stays with it: the tree would put the tag on the claim."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        super().keyPressEvent(event)
        event.accept()


def _depth(index: QModelIndex) -> int:
    return 0 if not index.parent().isValid() else 1 + _depth(index.parent())


def _fold_sign(index: QModelIndex) -> float:
    """Return where the sign stands that folds a tag: left of its square, in the column of the tag above."""
    return 10.0 + 16.0 * max(0, _depth(index) - 1)


class Model(QStandardItemModel):
    """The tags as a tree; a new name typed into it is told, not kept."""

    renamed = Signal(int, str)

    def setData(self, index: QModelIndex, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role == Qt.ItemDataRole.EditRole:
            self.renamed.emit(index.data(TAG).id, str(value))
            return True
        return super().setData(index, value, role)


@dataclass(frozen=True, slots=True)
class Aim:
    """Where a tag that is dragged would come: under which tag (None: among the groups), at which place there,
    counted without it (None: the end), and the box that shows it, a frame or, where it is low, a line."""

    parent: int | None
    place: int | None
    box: QRect


EDGE = 7
"""Height, px, at the top and the bottom of a row where a tag comes beside it, not under it."""
_SHIFTS = {Qt.Key.Key_Up: "up", Qt.Key.Key_Down: "down", Qt.Key.Key_Right: "in", Qt.Key.Key_Left: "out"}


class Tree(QTreeView):
    """The tree of tags; Enter puts the tag on the claim, Del asks to remove it, F2 renames.

    Alt with an arrow moves a tag: up, down, under the one above it, out of the one it lies under. Dragging
    does the same; what the tree shows comes from the library, never from the drop.
    """

    tag_asked = Signal(int)
    remove_asked = Signal(int)
    shift_asked = Signal(int, str)
    move_asked = Signal(int, object, object)
    """A tag, the tag to come under or None, and its place there, counted without it, or None for the end."""

    def __init__(self, model: QStandardItemModel) -> None:
        super().__init__()
        self.setModel(model)
        self.setItemDelegate(_Lines(self))
        self.setHeaderHidden(True)
        self.setIndentation(0)
        self.setRootIsDecorated(False)
        self.setMouseTracking(True)
        self.setEditTriggers(QTreeView.EditTrigger.EditKeyPressed)
        self.setExpandsOnDoubleClick(False)
        self.setAccessibleName(say("Codebook"))
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setDragDropOverwriteMode(False)
        self.setDropIndicatorShown(False)  # the tree draws its own
        self._aim: Aim | None = None
        self._pressed = 0.0
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(self._fold)
        self.doubleClicked.connect(lambda index: self.tag_asked.emit(index.data(TAG).id))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the tag selected in sight."""
        super().resizeEvent(event)
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())

    def _fold(self, index: QModelIndex) -> None:
        if self._pressed < _fold_sign(index) + 18 and self.model().hasChildren(index):
            self.setExpanded(index, not self.isExpanded(index))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = event.position().x()
        super().mousePressEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if event.modifiers() == Qt.KeyboardModifier.AltModifier and event.key() in _SHIFTS:
                event.accept()  # here the arrows move a tag; elsewhere they go back and forward
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index, key = self.currentIndex(), Qt.Key(event.key())
        if event.modifiers() == Qt.KeyboardModifier.AltModifier and key in _SHIFTS:
            if index.isValid():
                self.shift_asked.emit(index.data(ID), _SHIFTS[key])
        elif index.isValid() and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.tag_asked.emit(index.data(TAG).id)
        elif index.isValid() and event.key() == Qt.Key.Key_Delete:
            self.remove_asked.emit(index.data(TAG).id)
        else:
            super().keyPressEvent(event)

    # ------------------------------------------------------------------ dragging

    def startDrag(self, supported: Qt.DropAction) -> None:
        """Carry the name of the tag below the pointer, where it hides no place to drop it."""
        index = self.currentIndex()
        if index.isValid():
            drag = QDrag(self)
            drag.setMimeData(self.model().mimeData([index]))
            drag.setPixmap(_carried(index.data(TAG).name, index.data(HUE), self.devicePixelRatioF()))
            drag.setHotSpot(QPoint(-14, -6))
            drag.exec(Qt.DropAction.MoveAction)
            self._show_aim(None)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Show where the tag would come; nowhere while it is over itself or what lies below it."""
        super().dragMoveEvent(event)  # scrolls at the edges
        aim = self.aim(self.currentIndex(), event.position().toPoint())
        self._show_aim(aim)
        event.setDropAction(Qt.DropAction.MoveAction if aim else Qt.DropAction.IgnoreAction)
        event.setAccepted(aim is not None)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        super().dragLeaveEvent(event)
        self._show_aim(None)

    def dropEvent(self, event: QDropEvent) -> None:
        """Ask for the move that was meant; the model stays as it is until the library says otherwise."""
        dragged = self.currentIndex()
        aim = self.aim(dragged, event.position().toPoint()) if event.source() is self else None
        self._show_aim(None)
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()
        self.setState(QAbstractItemView.State.NoState)
        if aim is not None:
            self.move_asked.emit(dragged.data(ID), aim.parent, aim.place)

    def aim(self, dragged: QModelIndex, point: QPoint) -> Aim | None:
        """Return where a tag comes that is dropped at a point: on a row under it, at its edges beside it, at
        the lower edge of one that is unfolded as the first in it, below all rows as the last group."""
        target = self.indexAt(point)
        above, row = target.parent(), target.row()
        if not dragged.isValid() or _is_within(target, dragged):
            return None
        if not target.isValid():
            return Aim(None, None, self._end())
        box = self.visualRect(target)
        if point.y() < box.top() + EDGE:
            line = QRect(box.left(), box.top(), box.width(), 0)
        elif point.y() <= box.bottom() - EDGE:
            return Aim(target.data(ID), None, box)
        else:
            line = QRect(box.left(), box.bottom() + 1, box.width(), 0)
            unfolded = self.isExpanded(target) and self.model().hasChildren(target)
            above, row = (target, 0) if unfolded else (above, row + 1)
        line.setLeft(12 + 16 * (_depth(above) + 1 if above.isValid() else 0))
        place = row - (dragged.parent() == above and dragged.row() < row)
        return Aim(above.data(ID) if above.isValid() else None, place, line)

    def _end(self) -> QRect:
        """Return the line below the last row."""
        last = self.model().index(self.model().rowCount() - 1, 0)
        while self.isExpanded(last) and self.model().hasChildren(last):
            last = self.model().index(self.model().rowCount(last) - 1, 0, last)
        box = self.visualRect(last)
        return QRect(12, box.bottom() + 1, self.viewport().width() - 12, 0)

    def _show_aim(self, aim: Aim | None) -> None:
        if aim != self._aim:
            self._aim = aim
            self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._aim is None:
            return
        painter, box = QPainter(self.viewport()), QRectF(self._aim.box)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("accent"), 2))
        if self._aim.box.height():
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 3, 3)
        else:
            painter.drawEllipse(QRectF(box.left() - 3, box.top() - 3, 6, 6))
            painter.drawLine(box.topLeft() + QPoint(3, 0), box.topRight())
        painter.end()


def _is_within(index: QModelIndex, other: QModelIndex) -> bool:
    while index.isValid():
        if index == other:
            return True
        index = index.parent()
    return False


def _carried(name: str, hue: str, ratio: float) -> QPixmap:
    """Return a tag as it is carried by the pointer."""
    font = theme.font("small")
    name = QFontMetricsF(font).elidedText(name, Qt.TextElideMode.ElideRight, 180)
    wide = QFontMetricsF(font).horizontalAdvance(name)
    picture = QPixmap(round((wide + 38) * ratio), round(24 * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(QColor(0, 0, 0, 0))
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(theme.colour("line"))
    painter.setBrush(theme.colour("raised"))
    painter.drawRoundedRect(QRectF(0.5, 0.5, wide + 37, 23), 3, 3)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.tag_colour(hue))
    painter.drawRoundedRect(QRectF(10, 7.5, 9, 9), 2, 2)
    painter.setFont(font)
    painter.setPen(theme.colour("text1"))
    painter.drawText(QRectF(27, 0, wide + 4, 24), Qt.AlignmentFlag.AlignVCenter, name)
    painter.end()
    return picture


def item_of(tag: Tag, path: str, hue: str, voices: Mapping[Voice, int], key: str) -> QStandardItem:
    """Return the row of a tag; `voices` are its quotes here, by whose words they are."""
    item, count = QStandardItem(tag.name), sum(voices.values())
    for role, value in ((TAG, tag), (HUE, hue), (COUNT, count), (KEY, key), (ID, tag.id)):
        item.setData(value, role)
    quotes = told(voices)
    means = (
        tag.definition,
        say("Use when: {words}", words=tag.use_when) if tag.use_when else "",
        say("Do not use when: {words}", words=tag.avoid_when) if tag.avoid_when else "",
    )
    item.setToolTip("\n".join(filter(None, (path, *means, quotes))))
    item.setData(
        ", ".join([tag.name, quotes, *([say("key {key}", key=key)] if key else [])]),
        Qt.ItemDataRole.AccessibleTextRole,
    )
    return item


def told(voices: Mapping[Voice, int]) -> str:
    """Return how many quotes there are here, by voice, in words."""
    found = [(voice, number) for voice, number in voices.items() if number and voice is not Voice.NONE]
    count = say_count(sum(voices.values()), "{n} quote here", "{n} quotes here")
    by = ", ".join(f"{number} {theme.VOICES_INSIDE[voice]}" for voice, number in found)
    return f"{count}: {by}" if by else count
