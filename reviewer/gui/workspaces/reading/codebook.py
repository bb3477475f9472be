"""The codebook: the coloured tree of tags, how often each is used here, and changes to it."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QIcon, QKeyEvent, QPixmap, QResizeEvent, QStandardItem
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QVBoxLayout, QWidget

from reviewer.actions import codebook as actions
from reviewer.gui import theme
from reviewer.gui.fields import WhereThereIsRoom, words
from reviewer.gui.session import Session
from reviewer.gui.workspaces.reading.chooser import Chooser, Option, matches
from reviewer.gui.workspaces.reading.codebook_tree import ID, TAG, Model, Tree, item_of
from reviewer.gui.workspaces.reading.desk import Desk
from reviewer.gui.workspaces.reading.signs import icon_button
from reviewer.gui.workspaces.reading.tag_form import FormRoom, TagForm
from reviewer.language import say
from reviewer.library.codebook import Tally
from reviewer.model import Claim, Tag

ROW = 26
"""Height of a tag in the tree, px."""
LEAST = 108
"""Height, px, that holds a tag and the form below the tree."""


LOW = 190
"""Height, px, below which the form would leave the tree fewer tags than a few."""


class NameEntry(QLineEdit):
    """The row for a new tag: Esc puts it away, and so does leaving it while nothing is typed in it.

    Qt tells that editing has ended only where a text changed, so the row sees to it itself.
    """

    escaped = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.clear()
            self.escaped.emit()
            self.hide()
            event.accept()
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        passing = event.reason() in (
            Qt.FocusReason.PopupFocusReason,
            Qt.FocusReason.ActiveWindowFocusReason,
        )
        if not passing and not self.text().strip():
            self.hide()


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
        self._filling = False
        self._parent_of_new: int | None = None
        self._claim: Claim | None = None
        self._tally: Tally = {}
        self.model = Model()
        self.tree = Tree(self.model)
        self.form = TagForm()
        self.definition = self.form.fields["definition"]
        self.chooser = Chooser(self)
        self.entry = NameEntry()
        self.entry.setAccessibleName(say("Name of the new tag"))
        self.entry.hide()
        self.empty = words(say("No tags yet. The plus sign adds the first group."), "small", "3", wrap=True)
        self.empty.setMargin(12)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.add_button = icon_button("plus", say("Add a tag or a group"))
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(0)
        top = QVBoxLayout()  # beside the plus that asks for it, however few tags there are
        top.setContentsMargins(12, 0, 12, 0)
        top.addWidget(self.entry)
        column.addLayout(top)
        column.addWidget(self.empty, 1)
        column.addWidget(self.tree, 1)
        column.addSpacing(6)
        self.tree.setMinimumHeight(ROW)
        self.room = FormRoom(self.form)
        column.addWidget(self.room)

    def _connect(self) -> None:
        self.tree.tag_asked.connect(self.tag_asked)
        self.tree.remove_asked.connect(self.remove)
        self.tree.shift_asked.connect(self.shift)
        self.tree.move_asked.connect(self.move_tag)
        self.tree.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.tree.customContextMenuRequested.connect(self._show_menu)
        self.tree.selectionModel().currentChanged.connect(lambda _now, _before: self._show_definition())
        self.tree.collapsed.connect(lambda index: self._folded.add(index.data(TAG).id))
        self.tree.expanded.connect(lambda index: self._folded.discard(index.data(TAG).id))
        # once the field of a name is closed: a tree filled anew takes it away, and the keyboard with it
        self.model.renamed.connect(self.rename, Qt.ConnectionType.QueuedConnection)
        self.form.written.connect(self._define)
        self.form.escaped.connect(self.tree.setFocus)
        self.entry.returnPressed.connect(self._add_typed)
        self.entry.escaped.connect(self.tree.setFocus)
        self.add_button.clicked.connect(self._show_add_menu)

    def minimumSizeHint(self) -> QSize:
        """Return a height that no text changes: Qt would take what a form wants for a moment from the dock
        above, and not give it back."""
        return QSize(80, LEAST)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.room.set_low(self.height() < LOW)

    def header(self) -> QWidget:
        """Return what stands in the title bar of the dock."""
        bar = QWidget()
        row = QHBoxLayout(bar)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(WhereThereIsRoom(say("quotes here"), "meta", "text3"), 1)
        row.addWidget(self.add_button)
        return bar

    # ------------------------------------------------------------------ showing

    def show_desk(self, desk: Desk | None) -> None:
        """Show the tags with their counts in this document; selection and folds stay."""
        self._tally = desk.tally() if desk else {}
        counts = tuple(tuple(voices.values()) for voices in self._tally.values())
        shown = (tuple(desk.tags.values()) if desk else (), counts)
        self.desk = desk
        if shown == self._shown:
            self._show_counts()
            return
        self._shown, selected = shown, self.selected()
        self._filling = True  # while no tag is current the form stays: hidden, it would lose the keyboard
        self._fill(desk)
        self.select(selected)
        self._filling = False
        self._show_definition()

    def _fill(self, desk: Desk | None) -> None:
        self.model.clear()
        items: dict[int, QStandardItem] = {}
        numbers = {tag.id: str(n) for n, tag in enumerate(desk.groups() if desk else (), 1) if n <= 9}
        for tag in desk.tags.values() if desk else ():
            item = item_of(
                tag, desk.path_of(tag), desk.hue_of(tag), self._tally[tag.id], numbers.get(tag.id, "")
            )
            items[tag.id] = item
            items.get(tag.parent or 0, self.model.invisibleRootItem()).appendRow(item)
        for id, item in items.items():
            self.tree.setExpanded(item.index(), id not in self._folded)
        self.empty.setVisible(not items)
        self.tree.setVisible(bool(items))

    def follow_claim(self, claim: Claim | None) -> None:
        """Select the first tag of a claim that was not shown before, or the tag that it was given; whatever
        else changes, the tag that somebody works at stays selected."""
        before, self._claim = self._claim, claim
        if claim is None:
            return
        known = before.tags if before is not None and before.id == claim.id else None
        new = claim.tags[:1] if known is None else [tag for tag in claim.tags if tag not in known]
        self.select(next(iter(new), None))

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
        found = self.model.match(self.model.index(0, 0), ID, tag, 1, match)
        return found[0] if found else None

    def _show_definition(self) -> None:
        if self._filling:
            return
        index = self.tree.currentIndex()
        tag: Tag | None = index.data(TAG) if index.isValid() else None
        self.form.show_tag(tag, self.session.places("tags", tag.id if tag is not None else 0))
        self._show_counts()

    def _show_counts(self) -> None:
        tag, desk = self.selected(), self.desk
        if tag is not None and desk is not None:
            self.form.counts.show_counts(self._tally.get(tag, {}), desk.whole_tally.get(tag, {}))

    # ------------------------------------------------------------------ changing

    def _define(self, tag: int, field: str, said: str) -> None:
        row = ("tags", tag, {field: self.form.fields[field].draft.seen})
        self.session.edit(row, actions.edit_tag, tag, merge=True, **{field: said})

    def rename(self, tag: int, name: str) -> None:
        """Give a tag another name."""
        if self.desk is not None and name.strip() and name != self.desk.tags[tag].name:
            self.session.perform(actions.edit_tag, tag, name=name)

    def remove(self, tag: int) -> None:
        """Remove a tag from the codebook and from every claim; undo brings it back."""
        lost = self.desk.loss(tag) if self.desk is not None and tag in self.desk.tags else ""
        beside = self._beside(tag)
        if self.session.perform(actions.remove_tag, tag) is not None:
            self.select(beside)
            if lost:
                self.session.tell(lost, say("Undo brings back all of it."))

    def _beside(self, tag: int) -> int | None:
        """Return the tag to be selected when another goes: the next beside it, the one before, or above."""
        index = self._index(tag)
        near = (index.siblingAtRow(index.row() + step) for step in (1, -1)) if index is not None else ()
        found = next((each for each in near if each.isValid()), index.parent() if index is not None else None)
        return found.data(ID) if found is not None and found.isValid() else None

    def shift(self, tag: int, direction: str) -> None:
        """Move a tag up, down, under the one above it, or out of the one it lies under."""
        if self.session.perform(actions.shift_tag, tag, direction) is not None:
            self.select(tag)

    def move_tag(self, tag: int, parent: int | None, place: int | None) -> None:
        """Put a tag under another, or among the groups, at a place."""
        if self.session.perform(actions.move_tag, tag, parent, place) is not None:
            if parent is not None:
                self._folded.discard(parent)
                index = self._index(parent)
                if index is not None:
                    self.tree.setExpanded(index, True)
            self.select(tag)

    def merge(self) -> None:
        """Ask into which tag the one selected is to be merged, and do it; one undo takes it back."""
        desk, tag = self.desk, self.selected()
        if desk is None or tag not in desk.tags:
            return
        mine = desk.tags[tag]

        def options(typed: str) -> list[Option]:
            others = [t for t in desk.tags.values() if mine not in desk.line_of(t)]
            return [
                Option(
                    desk.path_of(other), "", desk.hue_of(other), "", lambda id=other.id: self._merge(tag, id)
                )
                for other in others
                if matches(typed, desk.path_of(other))
            ]

        self.chooser.ask(say("Merge “{name}” into", name=mine.name), options, self._below(tag))

    def _merge(self, tag: int, into: int) -> None:
        if self.session.perform(actions.merge_tags, tag, into) is not None:
            self.select(into)
            self.tree.setFocus(Qt.FocusReason.OtherFocusReason)

    def recolour(self, tag: int, hue: str) -> None:
        """Give the group of a tag another colour."""
        if self.desk is not None and tag in self.desk.tags:
            group = self.desk.line_of(self.desk.tags[tag])[0]
            self.session.perform(actions.edit_tag, group.id, colour=hue)

    def start_beside(self) -> None:
        """Ask for the name of a tag in the group selected, or of a first group."""
        group = self._group_selected()
        self.start_tag(group.id if group is not None else None)

    def shift_selected(self, direction: str) -> None:
        """Move the tag selected by one place."""
        tag = self.selected()
        if tag is not None:
            self.shift(tag, direction)

    def remove_selected(self) -> None:
        """Remove the tag selected; undo brings it back."""
        tag = self.selected()
        if tag is not None:
            self.remove(tag)

    def describe(self, field: str) -> None:
        """Put the caret where it is said what the tag selected means, or when to use it."""
        self.form.ask(field)
        QTimer.singleShot(0, self.tree, lambda: self.tree.scrollTo(self.tree.currentIndex()))

    def choose_colour(self) -> None:
        """Offer the ten hues for the group of the tag selected."""
        index = self.tree.currentIndex()
        if index.isValid():
            self._pop_up(self._colours(self, index.data(TAG)), self._below(index.data(ID)))

    def _pop_up(self, menu: QMenu, place: QPoint) -> None:
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(place)

    def _below(self, tag: int) -> QPoint:
        index = self._index(tag)
        box = self.tree.visualRect(index) if index is not None else self.tree.rect()
        return self.tree.viewport().mapToGlobal(box.bottomLeft() + QPoint(24, 2))

    def start_tag(self, parent: int | None) -> None:
        """Ask for the name of a new tag below `parent`, or of a new group."""
        self._parent_of_new = parent
        below = self.desk.tags[parent].name if self.desk is not None and parent is not None else ""
        self.entry.setPlaceholderText(say("New tag in {group}", group=below) if below else say("New group"))
        self.entry.clear()
        self.entry.show()
        self.entry.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add_typed(self) -> None:
        name, parent = self.entry.text().strip(), self._parent_of_new
        path = actions.path_of(name) if actions.STEP in name else [name]
        if name and path:
            made = self.session.perform(actions.add_path, path, parent)
            if made is None:
                return  # the words stay to be mended
            self.select(made.created)
        self.entry.clear()
        self.tree.setFocus(Qt.FocusReason.OtherFocusReason)
        self.entry.hide()

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
        menu.addAction(say("New tag in “{name}”", name=group.name), lambda: self.start_tag(group.id))
        menu.addAction(say("New group"), lambda: self.start_tag(None))
        menu.exec(self.add_button.mapToGlobal(self.add_button.rect().bottomLeft()))

    def _show_menu(self, place: QPoint) -> None:
        index = self.tree.indexAt(place)
        if index.isValid() and self.desk is not None:
            self.tree.setCurrentIndex(index)
            self._pop_up(self.menu_of(index.data(TAG)), self.tree.viewport().mapToGlobal(place))

    def menu_of(self, tag: Tag) -> QMenu:
        """Return what can be done with a tag, as a menu."""
        menu = QMenu(self)
        claim = self.desk.claims.get(self.session.claim or 0) if self.desk is not None else None
        if claim is not None:
            told = (
                say("Take off claim {number}", number=claim.number)
                if tag.id in claim.tags
                else say("Put on claim {number}", number=claim.number)
            )
            menu.addAction(told, lambda: self.tag_asked.emit(tag.id))
        menu.addAction(f"{say('Rename')}\tF2", self.rename_selected)
        menu.addAction(say("New tag in “{name}”", name=tag.name), lambda: self.start_tag(tag.id))
        menu.addAction(say("Say what it means"), lambda: self.form.ask("definition"))
        menu.addAction(say("Say when to use it"), lambda: self.form.ask("use_when"))
        menu.addAction(say("Say when not to use it"), lambda: self.form.ask("avoid_when"))
        menu.addMenu(self._colours(menu, tag))
        menu.addSeparator()
        for words_, key, direction in _MOVES:
            menu.addAction(f"{words_}\t{key}", lambda way=direction: self.shift(tag.id, way))  # type: ignore[misc]
        menu.addAction(say("Merge into…"), self.merge)
        menu.addSeparator()
        menu.addAction(f"{say('Remove from the codebook')}\tDel", lambda: self.remove(tag.id))
        return menu

    def rename_selected(self) -> None:
        """Let the name of the tag selected be typed."""
        self.tree.setFocus(Qt.FocusReason.OtherFocusReason)
        self.tree.edit(self.tree.currentIndex())

    def _colours(self, parent: QWidget, tag: Tag) -> QMenu:
        """Return the ten hues as a menu; a tag inside a group changes the colour of the group."""
        group = self.desk.line_of(tag)[0] if self.desk is not None else tag
        menu = QMenu(say("Colour") if group == tag else say("Colour of “{name}”", name=group.name), parent)
        for hue in actions.HUES:
            action = menu.addAction(_swatch(hue), HUES[hue], lambda hue=hue: self.recolour(tag.id, hue))
            action.setCheckable(True)
            action.setChecked(hue == group.colour)
        return menu


HUES = {
    "moss": say("Moss"),
    "brick": say("Brick"),
    "violet": say("Violet"),
    "teal": say("Teal"),
    "slate": say("Slate"),
    "sienna": say("Sienna"),
    "olive": say("Olive"),
    "rose": say("Rose"),
    "indigo": say("Indigo"),
    "amber": say("Amber"),
}
"""The colours of groups, as their menu calls them."""
_MOVES = (
    (say("Move up"), "Alt+↑", "up"),
    (say("Move down"), "Alt+↓", "down"),
    (say("Put under the one above"), "Alt+→", "in"),
    (say("Take out"), "Alt+←", "out"),
)


def _swatch(hue: str) -> QIcon:
    picture = QPixmap(24, 24)
    picture.setDevicePixelRatio(2)
    picture.fill(theme.tag_colour(hue))
    return QIcon(picture)
