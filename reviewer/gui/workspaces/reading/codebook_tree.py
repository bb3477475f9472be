"""The tree of tags: drawn, folded, renamed, put in order and nested by mouse and by keyboard."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QDropEvent,
    QKeyEvent,
    QPainter,
    QPen,
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
            theme.draw_icon(painter, QRectF(left - 2, box.top(), 12, box.height()), name, "text3")
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
        editor = QLineEdit(parent)
        editor.setAccessibleName("Name of the tag")
        return editor

    def setEditorData(self, editor: QWidget, index: QModelIndex) -> None:
        if isinstance(editor, QLineEdit):
            editor.setText(index.data(TAG).name)
            editor.selectAll()

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        left = 24 + 16 * _depth(index)
        editor.setGeometry(left, option.rect.top(), option.rect.right() - left - 8, option.rect.height())


def _depth(index: QModelIndex) -> int:
    return 0 if not index.parent().isValid() else 1 + _depth(index.parent())


class Model(QStandardItemModel):
    """The tags as a tree; a new name typed into it is told, not kept."""

    renamed = Signal(int, str)

    def setData(self, index: QModelIndex, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role == Qt.ItemDataRole.EditRole:
            self.renamed.emit(index.data(TAG).id, str(value))
            return True
        return super().setData(index, value, role)


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
        self.setAccessibleName("Codebook")
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setDragDropOverwriteMode(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(self._fold)
        self.doubleClicked.connect(lambda index: self.tag_asked.emit(index.data(TAG).id))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the tag selected in sight."""
        super().resizeEvent(event)
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())

    def _fold(self, index: QModelIndex) -> None:
        x = self.mapFromGlobal(self.cursor().pos()).x()
        if x < 28 and self.model().hasChildren(index):
            self.setExpanded(index, not self.isExpanded(index))

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

    def dropEvent(self, event: QDropEvent) -> None:
        """Ask for the move that was meant; the model stays as it is until the library says otherwise."""
        dragged = self.currentIndex()
        if event.source() is self and dragged.isValid():
            where = event.position().toPoint()
            parent, place = self.aim(dragged, self.indexAt(where), self.dropIndicatorPosition())
            self.move_asked.emit(dragged.data(ID), parent, place)
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()
        self.setState(QAbstractItemView.State.NoState)
        self.viewport().update()

    def aim(
        self, dragged: QModelIndex, target: QModelIndex, side: QAbstractItemView.DropIndicatorPosition
    ) -> tuple[int | None, int | None]:
        """Return under which tag, and where there, one dropped beside or on another is to come."""
        if not target.isValid() or side == QAbstractItemView.DropIndicatorPosition.OnViewport:
            return None, None
        if side == QAbstractItemView.DropIndicatorPosition.OnItem:
            return target.data(ID), None
        place = target.row() + (side == QAbstractItemView.DropIndicatorPosition.BelowItem)
        above = target.parent()
        if dragged.parent() == above and dragged.row() < place:
            place -= 1
        return (above.data(ID) if above.isValid() else None), place


def item_of(tag: Tag, hue: str, voices: dict[Voice, int], key: str) -> QStandardItem:
    """Return the row of a tag; `voices` are its quotes here, by whose words they are."""
    item, count = QStandardItem(tag.name), sum(voices.values())
    for role, value in ((TAG, tag), (HUE, hue), (COUNT, count), (KEY, key), (ID, tag.id)):
        item.setData(value, role)
    quotes = told(voices)
    item.setToolTip("\n".join(filter(None, (tag.definition, quotes))))
    item.setData(
        f"{tag.name}, {quotes}" + (f", key {key}" if key else ""), Qt.ItemDataRole.AccessibleTextRole
    )
    return item


def told(voices: dict[Voice, int]) -> str:
    """Return how many quotes here there are, by voice, in words."""
    count = sum(voices.values())
    by = [f"{number} {voice.value}" for voice, number in voices.items() if number and voice is not Voice.NONE]
    return f"{count} {'quote' if count == 1 else 'quotes'} here" + (f": {', '.join(by)}" if by else "")
