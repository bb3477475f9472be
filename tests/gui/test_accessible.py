"""Every control has a name for those who do not see it, in every workspace and in the settings."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QComboBox, QWidget

from reviewer.gui.preferences import Preferences
from reviewer.gui.session import Session
from reviewer.gui.window import WORKSPACES, Window

NAMED = {
    QAccessible.Role.Button,
    QAccessible.Role.CheckBox,
    QAccessible.Role.RadioButton,
    QAccessible.Role.ComboBox,
    QAccessible.Role.EditableText,
    QAccessible.Role.SpinBox,
    QAccessible.Role.Table,
    QAccessible.Role.Tree,
    QAccessible.Role.List,
}
SPEAKING = (QAccessible.Role.Table, QAccessible.Role.Tree, QAccessible.Role.List)


def walk(interface: QAccessibleInterface, depth: int = 0) -> Iterator[QAccessibleInterface]:
    """Yield an interface and those below it; the cells of tables and lists speak for themselves."""
    yield interface
    if interface.role() in SPEAKING or depth > 40:
        return
    for number in range(interface.childCount()):
        child = interface.child(number)
        if child is not None and child.isValid():
            yield from walk(child, depth + 1)


def unnamed(widget: QWidget) -> list[str]:
    root = QAccessible.queryAccessibleInterface(widget)
    return [
        f"{interface.role().name} {type(interface.object()).__name__} {interface.object().objectName()}"
        for interface in walk(root)
        if interface.role() in NAMED and not interface.state().invisible and not name(interface).strip()
    ]


def name(interface: QAccessibleInterface) -> str:
    """Return what a control is called; Qt calls a combo box by its value here, so ask the widget itself."""
    widget = interface.object()
    return widget.accessibleName() if isinstance(widget, QComboBox) else interface.text(QAccessible.Text.Name)


@pytest.mark.parametrize("id", [kind.id for kind, _ in WORKSPACES])
def test_every_control_of_a_workspace_has_a_name(window: Window, session: Session, id: str) -> None:
    session.go(id, document=1, claim=1)
    assert window.front is not None
    for dock in window.front.docks.values():
        dock.show()

    assert unnamed(window) == []


def test_the_first_page_the_keys_and_the_palette_have_names(first_window: Window) -> None:
    first_window.keyboard.toggle()

    assert unnamed(first_window) == []
    assert unnamed(first_window.palette_popup) == []


def test_the_settings_have_names(first_window: Window, bare_session: Session) -> None:
    form = Preferences(bare_session.settings, first_window)

    assert unnamed(form) == []


def test_tab_reaches_every_button_of_the_tool_bar(window: Window) -> None:
    buttons = [*window.tool_bar.places, window.tool_bar.search]

    assert all(button.focusPolicy() & button.focusPolicy().TabFocus for button in buttons)
