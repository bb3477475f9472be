"""How the docks of Read share the room while reading and while separating."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDockWidget, QMainWindow, QWidget

from reviewer.gui.leaves import come_forward, dock_around, is_seen, set_width, share_a_place

LOWEST = 140
"""Height of the lower dock, px, that shows its head and a few lines."""


def bring_question(boundaries: QWidget, question: QWidget) -> None:
    """Bring the question about a boundary forward where something else stands over it, unless it would
    cover the list of boundaries itself."""
    if not is_seen(question) and not (is_seen(boundaries) and share_a_place(boundaries, question)):
        come_forward(question)


class Room:
    """Gives the outline the height of its lines, and the list of boundaries the width and height it needs."""

    BOUNDARIES = 290
    """Width of the list of boundaries, px."""

    def __init__(self, upper: QWidget, lower: QWidget) -> None:
        self.upper, self.lower = upper, lower
        self._put_away: QDockWidget | None = None
        self._width = 0

    def share_height(self, wanted: int, whole: int) -> None:
        """Give the upper dock `wanted` pixels, at most half of `whole`, and the lower one the rest.

        An upper dock that shares its place with others, in a narrow window, gets what they need: most.
        """
        upper, lower = dock_around(self.upper), dock_around(self.lower)
        shell = upper.parentWidget() if upper is not None else None
        if upper is None or lower is None or not isinstance(shell, QMainWindow):
            return
        shared = bool(shell.tabifiedDockWidgets(upper))
        low = max(LOWEST, whole // 4) if shared else max(160, whole - min(wanted, whole // 2))
        shell.resizeDocks([upper, lower], [whole - low, low], Qt.Orientation.Vertical)

    def give(self, separating: bool) -> None:
        """Put the lower dock away and widen the upper one while separating; put both back after it."""
        upper, lower = dock_around(self.upper), dock_around(self.lower)
        if upper is None or lower is None or upper.isFloating():
            return
        if separating and not lower.isHidden() and not lower.isFloating():
            self._put_away, self._width = lower, upper.width()
            lower.hide()
            set_width(upper, max(self.BOUNDARIES, upper.width()))
        elif not separating and self._put_away is not None:
            self._put_away.show()
            set_width(upper, self._width)
            self._put_away = None
