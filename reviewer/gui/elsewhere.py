"""What other windows and programs do with the open library: seen within a second, never overwritten."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from reviewer.errors import Conflict
from reviewer.gui import dialogs, jobs
from reviewer.gui.session import Session

LOOK_EVERY = 1000
"""Milliseconds between two looks whether another program has written to the library."""
LONGEST = 600
"""Characters of either side that the question shows."""


class Elsewhere(QObject):
    """Looks every second whether somebody else has written, and asks when both wrote in one field."""

    def __init__(self, window: QWidget, session: Session) -> None:
        super().__init__(window)
        self.window, self.session = window, session
        session.conflicted.connect(
            lambda conflict, mine: QTimer.singleShot(0, self, self._asking(conflict, mine))
        )
        self._timer = QTimer(self, interval=LOOK_EVERY)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Have everybody read again when somebody else has written."""
        if not jobs.busy():
            self.session.look_elsewhere()

    def _asking(self, conflict: Conflict, mine: Callable[[], object]) -> Callable[[], None]:
        def ask() -> None:
            detail = f"It says now:\n{_cut(conflict.theirs)}\n\nYou wrote:\n{_cut(conflict.yours)}"
            answers = ["Keep what it says now", "Put mine in its place"]
            if dialogs.ask(self.window, conflict.message, f"{detail}\n\n{conflict.hint}", answers) == 1:
                mine()
            else:
                self.session.changed.emit(None)

        return ask


def _cut(words: str) -> str:
    return f"“{words[:LONGEST]}…”" if len(words) > LONGEST else f"“{words}”" if words else "nothing"
