"""Changing keys: which key does what, what a new key would take from another command, and the dialog.

Keys are kept in the settings by the id of their command, as `QKeySequence` texts; a command that is not
there has its usual keys, one with an empty list has none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QKeySequenceEdit,
    QLabel,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from reviewer.gui.bars import keys_in_words
from reviewer.gui.commands import is_single, usual_keys
from reviewer.gui.fields import set_tone
from reviewer.language import listed, quoted, say

Sections = Callable[[], list[tuple[str, str, list[QAction]]]]
MOVING = frozenset(
    ("Up", "Down", "Left", "Right", "Home", "End", "PgUp", "PgDown", "Tab", "Shift+Tab", "Esc", "Return",
     "Enter", "Backspace")
)  # fmt: skip
"""Keys that move, open and close everywhere: a command has one only if it is usual for it."""
EVERYWHERE = say("Everywhere")
ALL, MINE = say("All usual keys"), say("Put my keys back")


@dataclass(frozen=True, slots=True)
class Bound:
    """A command with its place: the pane, and the mode of it, in which its keys act."""

    action: QAction
    pane: str

    @property
    def id(self) -> str:
        return self.action.objectName()

    @property
    def words(self) -> str:
        return str(self.action.property("words")).replace("&", "").rstrip("…")

    @property
    def keys(self) -> list[str]:
        return [key.toString(QKeySequence.SequenceFormat.PortableText) for key in self.action.shortcuts()]

    def meets(self, other: Bound) -> bool:
        """Say whether both can be wanted at one moment, so that they cannot share a key."""
        if EVERYWHERE not in (self.pane, other.pane) and self.pane != other.pane:
            return False
        anywhere = "window" in (self.action.property("scope"), other.action.property("scope"))
        return anywhere or self.action.property("mode") == other.action.property("mode")


def bound(sections: Sections) -> list[Bound]:
    """Return every command with its pane."""
    return [Bound(action, title) for title, _icon, actions in sections() for action in actions]


def conflicts(wanted: str, owner: Bound, others: Iterable[Bound]) -> list[Bound]:
    """Return the commands that have the key, or one that begins with it or that it begins with."""
    return [
        other
        for other in others
        if other.id != owner.id and owner.meets(other) and any(_clash(wanted, key) for key in other.keys)
    ]


def _named(keys: Iterable[str]) -> str:
    """Return keys by the names that the caps have in the sheet of keys and in the key line."""
    first, *others = [keys_in_words(key) for key in keys] or [""]
    for other in others:
        first = say("{one} or {other}", one=first, other=other)
    return first


def _usual(row: Bound) -> str:
    keys = usual_keys(row.action)
    return say("Usual: {keys}", keys=_named(keys)) if keys else say("Usual: none")


def _those(commands: Iterable[Bound]) -> str:
    return listed(f"{quoted(each.words)} ({each.pane})" for each in commands)


def _clash(one: str, other: str) -> bool:
    return one == other or one.startswith(f"{other}, ") or other.startswith(f"{one}, ")


def refusal(wanted: str, owner: Bound) -> str:
    """Return why a command cannot have a key, "" if it can."""
    first = wanted.partition(", ")[0]
    if first in MOVING and wanted not in usual_keys(owner.action):
        return say(
            "{key} moves about or opens things everywhere. Choose another key, or add Ctrl or Alt.",
            key=first,
        )
    return ""


def changed(
    keys: Mapping[str, Sequence[str]], owner: Bound, wanted: Sequence[str], taken: Iterable[Bound] = ()
) -> dict[str, list[str]]:
    """Return the keys of the settings after `owner` got `wanted`, and those taken from others are gone."""
    made = {id: list(given) for id, given in keys.items()}
    for each in (owner, *taken):
        given = (
            [*wanted] if each is owner else [k for k in each.keys if not any(_clash(w, k) for w in wanted)]
        )
        if given == usual_keys(each.action):
            made.pop(each.id, None)
        else:
            made[each.id] = given
    return made


class KeyChanges(QDialog):
    """Every command with its keys; the chosen one can get another key, none, or its usual ones."""

    def __init__(
        self,
        sections: Sections,
        keys: dict[str, list[str]],
        apply: Callable[[dict[str, list[str]]], None],
        single_keys: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(say("Change keys"))
        self.resize(620, 560)
        self._sections = sections
        self._apply = apply
        self._single_keys = single_keys
        self.keys = keys
        self.search = QLineEdit(placeholderText=say("Find a command or a key"), clearButtonEnabled=True)
        self.search.setAccessibleName(say("Find a command or a key"))
        self.search.textChanged.connect(self._filter)
        self.search.installEventFilter(self)
        self.tree = QTreeWidget(columnCount=2, rootIsDecorated=True, uniformRowHeights=True)
        self.tree.setHeaderLabels([say("What it does"), say("Keys")])
        self.tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.tree.header().setStretchLastSection(False)
        self.tree.setAccessibleName(say("Commands and their keys"))
        self.tree.currentItemChanged.connect(lambda _now, _before: self._show_chosen())
        self.edit = KeyField()
        self.edit.setAccessibleName(say("New key"))
        self.edit.keySequenceChanged.connect(lambda _keys: self._weigh())
        self.words = QLabel(wordWrap=True)
        self.words.setMinimumHeight(36)
        self.words.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.set_button = QPushButton(say("Set"))
        self.none_button = QPushButton(say("No key"))
        self.usual_button = QPushButton(say("Usual key"))
        self.all_button = QPushButton(ALL)
        self._given_up: dict[str, list[str]] = {}
        """The keys of one's own that were put back all at once, to be had again."""
        self.set_button.clicked.connect(self.set_key)
        self.none_button.clicked.connect(lambda: self._change([]))
        self.usual_button.clicked.connect(self.set_usual)
        self.all_button.clicked.connect(self.set_all)
        self._arrange()
        self._fill()
        self.search.setFocus()

    def _arrange(self) -> None:
        row = QHBoxLayout()
        row.addWidget(QLabel(say("New key")))
        row.addWidget(self.edit, 1)
        for button in (self.set_button, self.none_button, self.usual_button):
            button.setAutoDefault(False)
            row.addWidget(button)
        self.all_button.setAutoDefault(False)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.addButton(self.all_button, QDialogButtonBox.ButtonRole.ResetRole)
        buttons.rejected.connect(self.accept)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 16)
        column.setSpacing(12)
        for each in (self.search, self.tree):
            column.addWidget(each)
        column.addLayout(row)
        column.addWidget(self.words)
        column.addWidget(buttons)

    # ------------------------------------------------------------------ the list

    def _fill(self, chosen: str = "") -> None:
        self.all_button.setEnabled(bool(self.keys or self._given_up))
        self.rows = bound(self._sections)
        self.tree.clear()
        groups: dict[str, QTreeWidgetItem] = {}
        for row in self.rows:
            group = groups.get(row.pane)
            if group is None:
                group = groups[row.pane] = QTreeWidgetItem(self.tree, [row.pane, ""])
                group.setFlags(Qt.ItemFlag.ItemIsEnabled)
                group.setExpanded(True)
            item = QTreeWidgetItem(group, [row.words, _named(row.keys)])
            item.setData(0, Qt.ItemDataRole.UserRole, row.id)
            if row.id in self.keys:
                font = item.font(1)
                font.setBold(True)
                item.setFont(1, font)
                item.setToolTip(1, _usual(row))
            if row.id == chosen:
                self.tree.setCurrentItem(item)
        self._filter(self.search.text())
        usual = self.tree.header().defaultSectionSize()
        self.tree.setColumnWidth(1, max(usual, self.tree.sizeHintForColumn(1)))  # “Strg+Umschalt+E” is longer
        self._show_chosen()

    def _filter(self, words: str) -> None:
        wanted = words.casefold().split()
        for top in range(self.tree.topLevelItemCount()):
            group = self.tree.topLevelItem(top)
            shown = 0
            for at in range(group.childCount()):
                item = group.child(at)
                text = f"{item.text(0)} {item.text(1)}".casefold()
                item.setHidden(not all(word in text for word in wanted))
                shown += not item.isHidden()
            group.setHidden(not shown)

    @property
    def chosen(self) -> Bound | None:
        """Return the command that is chosen in the list."""
        item = self.tree.currentItem()
        id = item.data(0, Qt.ItemDataRole.UserRole) if item is not None else None
        return next((row for row in self.rows if row.id == id), None)

    def choose(self, id: str) -> None:
        """Choose a command in the list."""
        self._fill(id)

    # ------------------------------------------------------------------ a new key

    @property
    def wanted(self) -> str:
        return self.edit.keySequence().toString(QKeySequence.SequenceFormat.PortableText)

    def _show_chosen(self) -> None:
        row = self.chosen
        self.edit.setKeySequence(QKeySequence(row.keys[0] if row is not None and row.keys else ""))
        for widget in (self.edit, self.none_button, self.usual_button):
            widget.setEnabled(row is not None)
        self._weigh()

    def _weigh(self) -> None:
        """Say what the new key would do."""
        row, wanted = self.chosen, self.wanted
        words, tone, label = say("Choose a command, then press its new key."), "3", say("Set")
        fits = row is not None and bool(wanted) and row.keys[:1] != [wanted]
        if row is not None:
            words = say("Press the new key in the field. A key may be of several, one after the other.")
            no = refusal(wanted, row)
            taken = conflicts(wanted, row, self.rows) if wanted else []
            if no:
                words, tone, fits = no, "error", False
            elif taken and fits:
                names = _those(taken)
                words, tone, label = (
                    say("This key is taken by {names}.", names=names),
                    "error",
                    say("Set, and take it there"),
                )
            elif wanted and is_single(wanted) and not self._single_keys:
                words = say(
                    "Single letters are switched off in Settings; this one will not act until they are on."
                )
        self.words.setText(words)
        set_tone(self.words, tone)
        self.set_button.setText(label)
        self.set_button.setEnabled(fits)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go down from the field into the list, to the first command that it leaves."""
        if watched is self.search and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
                first = next((item for item in self._items() if not item.isHidden()), None)
                if first is not None:
                    self.tree.setCurrentItem(first)
                    self.tree.setFocus(Qt.FocusReason.OtherFocusReason)
                return True
        return super().eventFilter(watched, event)

    def _items(self) -> list[QTreeWidgetItem]:
        groups = [self.tree.topLevelItem(at) for at in range(self.tree.topLevelItemCount())]
        return [group.child(at) for group in groups if group for at in range(group.childCount())]  # type: ignore[misc]

    def set_key(self) -> None:
        """Give the chosen command the new key; other commands lose it."""
        if self.set_button.isEnabled():
            self._change([self.wanted])

    def set_usual(self) -> None:
        """Give the chosen command its usual keys; other commands lose them."""
        if self.chosen is not None:
            self._change(usual_keys(self.chosen.action))

    def set_all(self) -> None:
        """Give every command its usual keys; the next press brings one's own back."""
        mine, self._given_up = self._given_up, {} if self._given_up else self.keys
        self._take(mine)

    def _change(self, wanted: Sequence[str]) -> None:
        row = self.chosen
        if row is not None:
            taken = [other for key in wanted for other in conflicts(key, row, self.rows)]
            self._given_up = {}
            self._take(changed(self.keys, row, wanted, taken))
            self._say_lost(taken)

    def _say_lost(self, taken: Sequence[Bound]) -> None:
        """Say which commands lost a key to the one that was just given it."""
        if taken:
            names = _those(taken)
            self.words.setText(say("{names} gave up this key. “Usual key” there takes it back.", names=names))
            set_tone(self.words, "warning")

    def _take(self, keys: dict[str, list[str]]) -> None:
        row = self.chosen
        self.keys = keys
        self._apply(keys)
        self._fill(row.id if row is not None else "")
        self.all_button.setText(MINE if self._given_up else ALL)
        if row is not None:  # on a button that goes or changes, a second press would do something else
            self.tree.setFocus(Qt.FocusReason.OtherFocusReason)


class KeyField(QKeySequenceEdit):
    """A field that takes a key; Tab and Esc keep their meaning in a dialog."""

    def __init__(self) -> None:
        super().__init__()
        self.setMaximumSequenceLength(2)
        self.setClearButtonEnabled(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Escape) and not event.modifiers():
            event.ignore()
            return
        super().keyPressEvent(event)
