"""The keys of the window: as the settings have them, on the sheet of all keys, in the line for one pane."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QDockWidget, QLineEdit, QTextEdit, QWidget

from reviewer.gui.bars import Keys
from reviewer.gui.commands import apply_keys
from reviewer.gui.key_changes import KeyChanges
from reviewer.gui.keys import KeysPanel, Section, sections, while_typing, with_present_keys
from reviewer.gui.session import Session
from reviewer.gui.workspaces.workspace import Workspace
from reviewer.language import say

FEW = 6
"""Keys of its own with which a workspace fills the key line, so that there is no room for Ctrl+K."""


class Keyboard:
    """Gives actions their keys, shows them all, and lets them be changed.

    `own` are the window's actions, `panes` every workspace, the front one first.
    """

    def __init__(
        self,
        window: QWidget,
        session: Session,
        own: Callable[[], Sequence[QAction]],
        panes: Callable[[], Sequence[Workspace]],
    ) -> None:
        self.window, self.session = window, session
        self._own, self._panes = own, panes
        self.panel = KeysPanel(self.sections, self.change)
        self.dock: QDockWidget | None = None

    def apply(self, actions: Iterable[QAction]) -> None:
        """Give actions the keys that the settings say."""
        apply_keys(actions, self.session.settings.keys, self.session.settings.single_keys)

    def sections(self) -> list[Section]:
        """Return (title, icon, actions) of every pane for the list of keys, the front one first."""
        return sections(self._panes(), self._own())

    def line(self, workspace: Workspace) -> Keys:
        """Return the keys that can be used where the focus is, as the key line shows them."""
        own = list(workspace.key_line())
        more: Keys = [(("Ctrl", "K"), say("commands"))] if len(own) < FEW else []
        actions = [*workspace.actions_by_id.values(), *self._own()]
        line = with_present_keys([*own, *more, (("?",), say("all keys"))], actions)
        typing = isinstance(QApplication.focusWidget(), (QLineEdit, QTextEdit))
        return while_typing(line) if typing else line

    def toggle(self) -> None:
        """Show every key below the workspace, or hide them."""
        assert self.dock is not None
        shown = not self.dock.isVisible()
        if shown:
            self.panel.refresh()
        self.dock.setVisible(shown)

    def change(self) -> None:
        """Open the dialog in which every key can be changed."""
        stored = self.session.settings
        KeyChanges(self.sections, stored.keys, self.keep, stored.single_keys, self.window).exec()

    def keep(self, keys: dict[str, list[str]]) -> None:
        """Keep changed keys in the settings; they act at once."""
        self.session.settings.keys = keys
        self.session.save_settings()
        self.panel.refresh()
