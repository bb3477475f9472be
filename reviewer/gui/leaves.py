"""Docks with two leaves, one for what is usual and one for a passing mode."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDockWidget, QFrame, QMainWindow, QScrollArea, QStackedWidget, QWidget


class Leaves(QStackedWidget):
    """Two leaves of one dock; the window title is that of the front leaf."""

    def __init__(self, usual: QWidget, passing: QWidget, titles: tuple[str, str] = ("", "")) -> None:
        super().__init__()
        for leaf, title in zip((usual, passing), titles, strict=True):
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


def scrolled(widget: QWidget) -> QScrollArea:
    """Put a widget into an area that scrolls it up and down where its dock is too low for it."""
    area = QScrollArea(widgetResizable=True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(widget)
    return area


def dock_around(widget: QWidget) -> QDockWidget | None:
    """Return the dock a widget stands in, or None before it does."""
    parent: QWidget | None = widget
    while parent is not None and not isinstance(parent, QDockWidget):
        parent = parent.parentWidget()
    return parent


def is_seen(widget: QWidget) -> bool:
    """Say whether anything of the dock of a widget is in sight, in front of the tabs beside it."""
    dock = dock_around(widget)
    return dock is not None and dock.isVisible() and not dock.visibleRegion().isEmpty()


def share_a_place(one: QWidget, other: QWidget) -> bool:
    """Say whether the docks of two widgets are tabs of one place."""
    first, second = dock_around(one), dock_around(other)
    shell = first.parentWidget() if first is not None else None
    return isinstance(shell, QMainWindow) and second in shell.tabifiedDockWidgets(first)


def come_forward(widget: QWidget) -> None:
    """Show the dock of a widget, in front of those it shares its place with."""
    dock = dock_around(widget)
    if dock is not None:
        dock.show()
        dock.raise_()


def set_width(widget: QWidget, width: int, at_least: bool = False) -> None:
    """Make the dock of a widget `width` pixels wide; `at_least` leaves a wider one as it is.

    The docks in other places keep their width: Qt would take from them what the centre can spare.
    """
    dock = dock_around(widget)
    shell = dock.parentWidget() if dock is not None else None
    if dock is None or dock.isFloating() or at_least and dock.width() >= width:
        return
    if isinstance(shell, QMainWindow):
        place = shell.dockWidgetArea(dock)
        others = [
            other
            for other in shell.findChildren(QDockWidget)
            if not (other.isFloating() or other.visibleRegion().isEmpty())  # those behind a tab have another
            and shell.dockWidgetArea(other) is not place
        ]
        widths = [width, *(other.width() for other in others)]
        shell.resizeDocks([dock, *others], widths, Qt.Orientation.Horizontal)
