"""What other windows and programs do with the open library: seen within a second, never overwritten."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from reviewer.errors import Conflict, LibraryBusy, ReviewError
from reviewer.gui import dialogs, jobs
from reviewer.gui.session import IMPATIENT, Session
from reviewer.language import quoted, say

LOOK_EVERY = 1000
"""Milliseconds between two looks whether another program has written to the library."""
LONGEST = 600
"""Characters of either side that the question shows."""


class Elsewhere(QObject):
    """Looks every second whether somebody else has written, and asks when both wrote in one field.

    While another program holds the file for itself it says so, and has everything read again once it is free.
    """

    held = Signal(str)
    """That another program holds the library, in words; "" when it is free again and was read anew."""

    def __init__(self, window: QWidget, session: Session) -> None:
        super().__init__(window)
        self.window, self.session = window, session
        self._waiting = False
        session.conflicted.connect(
            lambda conflict, mine: QTimer.singleShot(0, self, self._asking(conflict, mine))
        )
        self._timer = QTimer(self, interval=LOOK_EVERY)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Have everybody read again when somebody else has written, or when the file is free again."""
        if self._waiting:
            self.read_again()
        elif not jobs.busy():
            self.session.look_elsewhere()

    def take(self, error: ReviewError) -> bool:
        """Say in the window an error that nobody expected; False where no library is open."""
        own = self.session.library
        if own is None:
            return False
        if not isinstance(error, LibraryBusy):
            self.session.tell_error(error)
            return True
        own.wait_at_most(IMPATIENT)
        self._waiting = True
        self.held.emit(say("{library} is in use by another program", library=own.path.stem))
        return True

    def read_again(self) -> None:
        """Read everything again, if the other program has let go of the file."""
        own = self.session.library
        if own is not None and not own.is_free():
            return
        self._waiting = False
        if own is not None:
            own.wait_at_most()
        self.held.emit("")
        self.session.changed.emit(None)

    def _asking(self, conflict: Conflict, mine: Callable[[], object]) -> Callable[[], None]:
        def ask() -> None:
            detail = say(
                "It says now:\n{theirs}\n\nYou wrote:\n{yours}",
                theirs=_cut(conflict.theirs),
                yours=_cut(conflict.yours),
            )
            answers = [say("Keep what it says now"), say("Put mine in its place")]
            if dialogs.ask(self.window, conflict.message, f"{detail}\n\n{conflict.hint}", answers) == 1:
                mine()
            else:
                self.session.changed.emit(None)

        return ask


def _cut(words: str) -> str:
    if not words:
        return say("nothing")
    return quoted(f"{words[:LONGEST]}…" if len(words) > LONGEST else words)
