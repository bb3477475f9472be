"""How the docks of Read share the room while reading and while separating."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDockWidget, QMainWindow, QWidget

from reviewer.gui.leaves import dock_around, set_width


class Room:
    """Gives the outline the height of its lines, and the list of boundaries the width and height it needs."""

    BOUNDARIES = 281
    """Width of the list of boundaries, px."""

    def __init__(self, upper: QWidget, lower: QWidget) -> None:
        self.upper, self.lower = upper, lower
        self._put_away: QDockWidget | None = None
        self._width = 0

    def share_height(self, wanted: int, whole: int) -> None:
        """Give the upper dock `wanted` pixels, at most half of `whole`, and the lower one the rest."""
        docks = [dock for dock in (dock_around(self.upper), dock_around(self.lower)) if dock is not None]
        shell = docks[0].parentWidget() if docks else None
        if len(docks) == 2 and isinstance(shell, QMainWindow):
            high = min(wanted, whole // 2)
            shell.resizeDocks(docks, [high, max(160, whole - high)], Qt.Orientation.Vertical)

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
