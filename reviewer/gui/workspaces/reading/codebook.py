"""The codebook: the coloured tree of tags, how often each is used here, and changes to it."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPen, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from reviewer.actions import codebook as actions
from reviewer.gui import theme
from reviewer.gui.fields import LineField, words
from reviewer.gui.lists import draw_ground, draw_right, draw_words
from reviewer.gui.session import Session
from reviewer.gui.workspaces.reading.desk import Desk
from reviewer.gui.workspaces.reading.signs import icon_button
from reviewer.model import Tag

TAG = Qt.ItemDataRole.UserRole
HUE = Qt.ItemDataRole.UserRole + 1
COUNT = Qt.ItemDataRole.UserRole + 2
KEY = Qt.ItemDataRole.UserRole + 3


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


class _Model(QStandardItemModel):
    """The tags as a tree; a new name typed into it is told, not kept."""

    renamed = Signal(int, str)

    def setData(self, index: QModelIndex, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role == Qt.ItemDataRole.EditRole:
            self.renamed.emit(index.data(TAG).id, str(value))
            return True
        return super().setData(index, value, role)


class Tree(QTreeView):
    """The tree of tags; Enter puts the tag on the claim, Del asks to remove it, F2 renames."""

    tag_asked = Signal(int)
    remove_asked = Signal(int)

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
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(self._fold)
        self.doubleClicked.connect(lambda index: self.tag_asked.emit(index.data(TAG).id))

    def _fold(self, index: QModelIndex) -> None:
        x = self.mapFromGlobal(self.cursor().pos()).x()
        if x < 28 and self.model().hasChildren(index):
            self.setExpanded(index, not self.isExpanded(index))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if index.isValid() and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.tag_asked.emit(index.data(TAG).id)
        elif index.isValid() and event.key() == Qt.Key.Key_Delete:
            self.remove_asked.emit(index.data(TAG).id)
        else:
            super().keyPressEvent(event)


class Codebook(QWidget):
    """The tree, the definition of the tag selected, and a row for a new tag."""

    tag_asked = Signal(int)
    """A tag that should go on the current claim, or come off it."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session, self.desk = session, None
        self.setProperty("pane", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._folded: set[int] = set()
        self._shown: object = None
        self._parent_of_new: int | None = None
        self.model = _Model()
        self.tree = Tree(self.model)
        self.definition = LineField("Definition of the tag")
        self.entry = QLineEdit()
        self.entry.setAccessibleName("Name of the new tag")
        self.entry.hide()
        self.empty = words("No tags yet. The plus sign adds the first group.", "small", "3", wrap=True)
        self.empty.setMargin(12)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.add_button = icon_button("plus", "Add a tag or a group")
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.empty, 1)
        column.addWidget(self.tree, 1)
        low = QVBoxLayout()
        low.setContentsMargins(12, 6, 12, 8)
        low.setSpacing(6)
        low.addWidget(self.entry)
        low.addWidget(self.definition)
        column.addLayout(low)

    def _connect(self) -> None:
        self.tree.tag_asked.connect(self.tag_asked)
        self.tree.remove_asked.connect(self.remove)
        self.tree.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.tree.customContextMenuRequested.connect(self._show_menu)
        self.tree.selectionModel().currentChanged.connect(lambda _now, _before: self._show_definition())
        self.tree.collapsed.connect(lambda index: self._folded.add(index.data(TAG).id))
        self.tree.expanded.connect(lambda index: self._folded.discard(index.data(TAG).id))
        self.model.renamed.connect(self.rename)
        self.definition.written.connect(self._define)
        self.entry.returnPressed.connect(self._add_typed)
        self.entry.editingFinished.connect(self.entry.hide)
        self.add_button.clicked.connect(self._show_add_menu)

    def header(self) -> QWidget:
        """Return what stands in the title bar of the dock."""
        bar = QWidget()
        row = QHBoxLayout(bar)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(words("claims here", "meta", "3"))
        row.addStretch(1)
        row.addWidget(self.add_button)
        return bar

    # ------------------------------------------------------------------ showing

    def show_desk(self, desk: Desk | None) -> None:
        """Show the tags with their counts in this document; selection and folds stay."""
        counts = desk.counts() if desk else {}
        shown = (tuple(desk.tags.values()) if desk else (), tuple(counts.values()))
        self.desk = desk
        if shown == self._shown:
            return
        self._shown, selected = shown, self.selected()
        self._fill(desk, counts)
        self.select(selected)
        self._show_definition()

    def _fill(self, desk: Desk | None, counts: dict[int, int]) -> None:
        self.model.clear()
        items: dict[int, QStandardItem] = {}
        numbers = {tag.id: str(n) for n, tag in enumerate(desk.groups() if desk else (), 1) if n <= 9}
        for tag in desk.tags.values() if desk else ():
            item = _item(tag, desk.hue_of(tag), counts[tag.id], numbers.get(tag.id, ""))
            items[tag.id] = item
            items.get(tag.parent or 0, self.model.invisibleRootItem()).appendRow(item)
        for id, item in items.items():
            self.tree.setExpanded(item.index(), id not in self._folded)
        self.empty.setVisible(not items)
        self.tree.setVisible(bool(items))

    def select(self, tag: int | None) -> None:
        """Make a tag the current one; None leaves things as they are."""
        index = self._index(tag)
        if index is not None:
            self.tree.setCurrentIndex(index)

    def selected(self) -> int | None:
        """Return the tag selected, or None."""
        index = self.tree.currentIndex()
        return index.data(TAG).id if index.isValid() else None

    def _index(self, tag: int | None) -> QModelIndex | None:
        match = Qt.MatchFlag.MatchExactly | Qt.MatchFlag.MatchRecursive
        if tag is None or not self.model.rowCount():
            return None
        found = self.model.match(self.model.index(0, 0), TAG + 4, tag, 1, match)
        return found[0] if found else None

    def _show_definition(self) -> None:
        index = self.tree.currentIndex()
        self.definition.setVisible(index.isValid())
        if index.isValid():
            tag: Tag = index.data(TAG)
            self.definition.setPlaceholderText(f"What “{tag.name}” means")
            self.definition.show_words(tag.definition)
            self.definition.setProperty("tag", tag.id)

    # ------------------------------------------------------------------ changing

    def _define(self, definition: str) -> None:
        tag = self.definition.property("tag")
        self.session.perform(actions.edit_tag, tag, merge=True, definition=definition)

    def rename(self, tag: int, name: str) -> None:
        """Give a tag another name."""
        if self.desk is not None and name.strip() and name != self.desk.tags[tag].name:
            self.session.perform(actions.edit_tag, tag, name=name)

    def remove(self, tag: int) -> None:
        """Remove a tag from the codebook and from every claim; undo brings it back."""
        self.session.perform(actions.remove_tag, tag)

    def start_tag(self, parent: int | None) -> None:
        """Ask for the name of a new tag below `parent`, or of a new group."""
        self._parent_of_new = parent
        below = self.desk.tags[parent].name if self.desk is not None and parent is not None else ""
        self.entry.setPlaceholderText(f"New tag in {below}" if below else "New group")
        self.entry.clear()
        self.entry.show()
        self.entry.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add_typed(self) -> None:
        name, parent = self.entry.text().strip(), self._parent_of_new
        self.entry.clear()
        if name:
            made = self.session.perform(actions.add_tag, name, parent)
            self.select(made.created if made is not None else None)

    def _group_selected(self) -> Tag | None:
        tag = self.selected()
        return (
            self.desk.line_of(self.desk.tags[tag])[0]
            if self.desk is not None and tag in self.desk.tags
            else None
        )

    def _show_add_menu(self) -> None:
        group = self._group_selected()
        if group is None:
            self.start_tag(None)
            return
        menu = QMenu(self)
        menu.addAction(f"New tag in “{group.name}”", lambda: self.start_tag(group.id))
        menu.addAction("New group", lambda: self.start_tag(None))
        menu.exec(self.add_button.mapToGlobal(self.add_button.rect().bottomLeft()))

    def _show_menu(self, place: object) -> None:
        index = self.tree.indexAt(place)
        if not index.isValid() or self.desk is None:
            return
        tag: Tag = index.data(TAG)
        menu = QMenu(self)
        if self.session.claim in self.desk.claims:
            claim = self.desk.claims[self.session.claim]
            verb = "Take off" if tag.id in claim.tags else "Put on"
            menu.addAction(f"{verb} claim {claim.number}", lambda: self.tag_asked.emit(tag.id))
        menu.addAction("Rename", lambda: self.tree.edit(index))
        menu.addAction(f"New tag in “{tag.name}”", lambda: self.start_tag(tag.id))
        menu.addAction("Say what it means", lambda: self.definition.setFocus(Qt.FocusReason.OtherFocusReason))
        menu.addSeparator()
        menu.addAction("Remove from the codebook", lambda: self.remove(tag.id))
        menu.exec(self.tree.viewport().mapToGlobal(place))


def _item(tag: Tag, hue: str, count: int, key: str) -> QStandardItem:
    item = QStandardItem(tag.name)
    for role, value in ((TAG, tag), (HUE, hue), (COUNT, count), (KEY, key), (TAG + 4, tag.id)):
        item.setData(value, role)
    quotes = f"{count} {'quote' if count == 1 else 'quotes'} here"
    item.setToolTip(f"{tag.definition}\n{quotes}" if tag.definition else quotes)
    item.setData(
        f"{tag.name}, {quotes}" + (f", key {key}" if key else ""), Qt.ItemDataRole.AccessibleTextRole
    )
    return item
