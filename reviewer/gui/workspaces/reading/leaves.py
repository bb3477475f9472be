"""Docks with two leaves, one for reading and one for separating, and how the docks share the room."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDockWidget, QMainWindow, QStackedWidget, QWidget


class Leaves(QStackedWidget):
    """Two leaves of one dock; the window title is that of the front leaf."""

    def __init__(self, reading: QWidget, separating: QWidget, titles: tuple[str, str] = ("", "")) -> None:
        super().__init__()
        for leaf, title in zip((reading, separating), titles, strict=True):
            if title:
                leaf.setWindowTitle(title)
            self.addWidget(leaf)
            leaf.windowTitleChanged.connect(lambda _title: self._retitle())
        self.currentChanged.connect(lambda _index: self._retitle())
        self._retitle()

    def _retitle(self) -> None:
        self.setWindowTitle(self.currentWidget().windowTitle())

    def sizeHint(self) -> QSize:
        return self.currentWidget().sizeHint()


def dock_around(widget: QWidget) -> QDockWidget | None:
    """Return the dock a widget stands in, or None before it does."""
    parent: QWidget | None = widget
    while parent is not None and not isinstance(parent, QDockWidget):
        parent = parent.parentWidget()
    return parent


def come_forward(widget: QWidget) -> None:
    """Show the dock of a widget, in front of those it shares its place with."""
    dock = dock_around(widget)
    if dock is not None:
        dock.show()
        dock.raise_()


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
            self._widen(upper, max(self.BOUNDARIES, upper.width()))
        elif not separating and self._put_away is not None:
            self._put_away.show()
            self._widen(upper, self._width)
            self._put_away = None

    def _widen(self, dock: QDockWidget, width: int) -> None:
        shell = dock.parentWidget()
        if isinstance(shell, QMainWindow):
            shell.resizeDocks([dock], [width], Qt.Orientation.Horizontal)
