"""What every workspace is: a centre widget, docks, commands and a key line, told what changed.

A workspace knows the session and nothing of the window or of the other workspaces.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from reviewer.gui.commands import Command, make_actions
from reviewer.gui.session import Session
from reviewer.model import Changes


@dataclass(frozen=True, slots=True)
class Dock:
    """A pane beside the centre. `area` is "left", "right" or "bottom"; a change of the widget's window
    title becomes the dock's title. `wide` is its width in pixels, 0 for the usual one of its area."""

    id: str
    title: str
    widget: QWidget
    area: str
    header: QWidget | None = None
    wide: int = 0


class Workspace(QWidget):
    """Base of the workspaces; subclasses set the class fields and override what they need."""

    id = ""
    title = ""
    icon = ""

    key_line_changed = Signal()
    status_changed = Signal(str)
    wanted = Signal(str)
    """The id of a command of the window that should run, as if its menu entry was chosen."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.setObjectName(f"workspace.{self.id}")
        self.actions_by_id: dict[str, QAction] = make_actions(self, self.commands())
        session.changed.connect(self.refresh)

    def commands(self) -> Sequence[Command]:
        """Return the rows of this workspace; pane-scoped keys act while its centre has focus."""
        return ()

    def docks(self) -> Sequence[Dock]:
        """Return the docks shown with this workspace, in tab order."""
        return ()

    def key_line(self) -> Sequence[tuple[tuple[str, ...], str]]:
        """Return five or six (keys, words) pairs valid in the focused pane."""
        return ()

    def status(self) -> str:
        """Return the words at the right of the status bar."""
        return ""

    def activate(self) -> None:
        """Take the focus; called whenever the workspace comes to the front."""

    def share_room(self) -> None:
        """Share the height among the docks; called when these stand as at first, at their usual widths."""

    def settle(self) -> None:
        """End a mode that lends or hides docks; called before their arrangement is kept."""

    def refresh(self, changes: Changes | None) -> None:
        """Reload what `changes` touches; None means everything (a library was opened)."""
