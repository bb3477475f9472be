"""Where one has been in the window, for back and forward."""

from __future__ import annotations

from dataclasses import dataclass

from reviewer.gui.session import Session

KEPT = 100


@dataclass(frozen=True, slots=True)
class Visit:
    """A workspace with what was selected in it."""

    workspace: str
    document: int | None = None
    claim: int | None = None


class Visits:
    """A line of visits and the place on it where one stands."""

    def __init__(self) -> None:
        self._line: list[Visit] = []
        self._at = -1

    def note(self, workspace: str, session: Session) -> None:
        """Remember where one is now; standing in the same place twice is one visit."""
        visit = Visit(workspace, session.document, session.claim)
        if self._at >= 0 and self._line[self._at] == visit:
            return
        if self._at >= 0 and _continues(self._line[self._at], visit):
            self._line[self._at] = visit
            return
        self._line = [*self._line[: self._at + 1], visit][-KEPT:]
        self._at = len(self._line) - 1

    def can_go(self, step: int) -> bool:
        """Say whether there is a visit `step` places back (negative) or forward."""
        return 0 <= self._at + step < len(self._line)

    def go(self, step: int) -> Visit | None:
        """Move along the line and return where one stands then."""
        if not self.can_go(step):
            return None
        self._at += step
        return self._line[self._at]

    def clear(self) -> None:
        """Forget every visit: another library is open."""
        self._line, self._at = [], -1


def _continues(before: Visit, after: Visit) -> bool:
    """Walking down a list is one visit; another workspace or another document to read is a new one."""
    if before.workspace != after.workspace:
        return False
    return before.workspace != "read" or before.document in (None, after.document)
