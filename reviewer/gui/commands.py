"""What a user can trigger in the window, as rows: one Command becomes one QAction.

Menus, tool bar, palette, key line and context menus all show the same QAction objects, so a command has
one name, one shortcut and one enabled state wherever it is met.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication, QWidget

from reviewer.gui import faults, theme


def is_single(keys: str) -> bool:
    """Say whether keys begin with a single character, which some people must be able to switch off."""
    return len(keys.partition(", ")[0].removeprefix("Shift+")) == 1


@dataclass(frozen=True, slots=True)
class Command:
    """A row: `id` is stable ("claim.new"), `menu` a menu of the menu bar ("Claim") or a menu in one of
    them ("Claim › Tag groups").

    `keys` are QKeySequence texts. `scope` "pane" limits them to the owner widget and its children,
    which every single letter needs; "window" makes them work anywhere. `hint` is the key line's word.
    `mode` names the mode of a workspace ("separating") that must be on; two modes may share a key.
    """

    id: str
    text: str
    run: Callable[[], None]
    menu: str
    keys: tuple[str, ...] = ()
    icon: str = ""
    scope: str = "window"
    checkable: bool = False
    hint: str = ""
    separator: bool = False
    mode: str = ""


class _NotBehind(QObject):
    """Keeps keys from acting behind a menu or another popup that is open.

    Qt goes by the widget with the focus, which a popup leaves where it is: a letter pressed in a menu would
    decide about the record behind it.
    """

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        return event.type() == QEvent.Type.Shortcut and QApplication.activePopupWidget() is not None


def make_actions(owner: QWidget, commands: Sequence[Command]) -> dict[str, QAction]:
    """Make the QActions of an owner and add them to it; returns them by command id."""
    actions = {}
    guard = _NotBehind(owner)
    for command in commands:
        action = QAction(command.text, owner)
        action.installEventFilter(guard)
        action.setObjectName(command.id)
        action.setProperty("menu", command.menu)
        action.setProperty("hint", command.hint)
        action.setProperty("separator", command.separator)
        action.setCheckable(command.checkable)
        action.setProperty("scope", command.scope)
        action.setProperty("mode", command.mode)
        set_usual_keys(action, command.keys)
        scope = Qt.ShortcutContext.WidgetWithChildrenShortcut
        action.setShortcutContext(scope if command.scope == "pane" else Qt.ShortcutContext.WindowShortcut)
        if command.icon:
            action.setIcon(theme.icon(command.icon))
            action.setProperty("icon_name", command.icon)
        action.triggered.connect(lambda _checked=False, row=command: _run(row))
        owner.addAction(action)
        actions[command.id] = action
    return actions


def _run(command: Command) -> None:
    faults.note(command.id)
    command.run()


def set_usual_keys(action: QAction, keys: Sequence[str]) -> None:
    """Say which keys an action has unless somebody changes them, and what it does in words that stay."""
    action.setProperty("usual_keys", [QKeySequence(given).toString() for given in keys])
    action.setProperty("words", action.text())
    action.setShortcuts([QKeySequence(given) for given in keys])


def usual_keys(action: QAction) -> list[str]:
    """Return the keys that an action has unless somebody changes them."""
    found: list[str] = action.property("usual_keys") or []
    return list(found)


def apply_keys(actions: Iterable[QAction], keys: Mapping[str, Sequence[str]], single: bool) -> None:
    """Give actions the keys of the settings, or their usual ones; `single` letters act only if wanted."""
    for action in actions:
        given = keys.get(action.objectName(), usual_keys(action))
        action.setShortcuts([QKeySequence(key) for key in given if single or not is_single(key)])
