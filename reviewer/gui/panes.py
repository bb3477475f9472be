"""The panes of one workspace: its centre, its docks with their title bars, and the strip for messages.

Each workspace gets a main window of its own inside the shell, so that the docks of one never disturb those
of another, and the state of each is saved under its own name. Below 1280 px the docks at the right become
tabs of those at the left.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QByteArray, QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QDockWidget,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QSizePolicy,
    QStackedWidget,
    QTabBar,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from reviewer.gui import theme
from reviewer.gui.title_bar import TitleBar, icon_button
from reviewer.gui.workspaces.workspace import Dock, Workspace
from reviewer.language import say

NARROW = 1280
"""Width of the window below which the docks at the right join those at the left."""
WIDTHS = {"left": 220, "right": 340}
AREAS = {
    "left": Qt.DockWidgetArea.LeftDockWidgetArea,
    "right": Qt.DockWidgetArea.RightDockWidgetArea,
    "bottom": Qt.DockWidgetArea.BottomDockWidgetArea,
}
LAYOUT_VERSION = 1


class Strip(QWidget):
    """The message above a workspace: what happened, what can be done, and a button to put it away."""

    def __init__(self) -> None:
        super().__init__()
        self._level = "info"
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 6, 6)
        row.setSpacing(8)
        self._icon = QLabel()
        self._text = QLabel()
        self._text.setWordWrap(True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._close = icon_button("cross", say("Put the message away"))
        self._close.clicked.connect(self.hide)
        self._icon.setFixedSize(16, 24)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._text, 1)
        row.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        theme.notifier.themeChanged.connect(self._dress)
        self.hide()

    def show_message(self, level: str, text: str, hint: str) -> None:
        """Show a message of a level ("info" or "error") in place of the one before."""
        self._level = level
        self._text.setText(f"{text} {hint}".strip())
        self.setAccessibleName(self._text.text())
        self._dress()
        self.show()

    @property
    def level(self) -> str:
        return self._level

    @property
    def text(self) -> str:
        """Return what the strip says now."""
        return self._text.text() if not self.isHidden() else ""

    def _dress(self) -> None:
        """Draw the icon in the colours in force."""
        name, ink = ("warn", "error") if self._level == "error" else ("info", "accent")
        self._icon.setPixmap(theme.icon(name, ink).pixmap(16, 16))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        error = self._level == "error"
        painter.fillRect(self.rect(), theme.colour("errorTint" if error else "accentTint"))
        painter.fillRect(0, 0, 3, self.height(), theme.colour("error" if error else "accent"))


def focus_into(widget: QWidget) -> bool:
    """Give the focus to a pane: where it was last, or to the first child that takes it."""
    last = widget.focusWidget()
    candidates = [last] if last is not None else []
    candidates += [widget, *widget.findChildren(QWidget)]
    for candidate in candidates:
        if (
            candidate.focusPolicy() & Qt.FocusPolicy.TabFocus
            and candidate.isVisible()
            and candidate.isEnabled()
        ):
            candidate.setFocus(Qt.FocusReason.TabFocusReason)
            return True
    return False


class Front(QStackedWidget):
    """The places, one in front. Those behind do not keep the window wide: each is arranged when shown."""

    def minimumSizeHint(self) -> QSize:
        front = self.currentWidget()
        return front.minimumSizeHint() if front is not None else super().minimumSizeHint()


class Place(QMainWindow):
    """A workspace with its docks around it."""

    layout_changed = Signal()

    def __init__(self, workspace: Workspace, more: Sequence[Dock] = ()) -> None:
        """`more` are docks that every workspace has; they start hidden."""
        super().__init__(None, Qt.WindowType.Widget)
        self.workspace = workspace
        self.narrow = False
        self._hidden_at_first = {dock.id for dock in more}
        self._floating: list[QDockWidget] = []
        self._put_away: list[QDockWidget] = []
        self._unsized = True
        self._state = ""
        self._widths: dict[bool, dict[str, int]] = {True: {}, False: {}}
        self._returning: dict[str, int] = {}
        self.strip = Strip()
        centre = QWidget()
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.strip)
        column.addWidget(workspace, 1)
        self.setCentralWidget(centre)
        self.setDockNestingEnabled(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        for area in AREAS.values():
            self.setTabPosition(area, QTabWidget.TabPosition.North)
        self._tidy_soon = QTimer(self, singleShot=True, interval=0)
        self._tidy_soon.timeout.connect(self._tidy)
        self.docks: dict[str, QDockWidget] = {}
        self._areas: dict[str, str] = {}
        self._left_wide = WIDTHS["left"]
        for dock in (*workspace.docks(), *more):
            self._add(dock)
        self.reset_layout()

    def _add(self, row: Dock) -> None:
        dock = QDockWidget(row.title, self)
        dock.setObjectName(f"{self.workspace.id}.{row.id}")
        if row.widget.property("pane") is None:
            row.widget.setProperty("pane", "panel")
            row.widget.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        dock.setWidget(row.widget)
        dock.setTitleBarWidget(TitleBar(dock, row.header))
        dock.setAccessibleName(row.title)
        dock.setMinimumWidth(theme.size("dockMin"))
        row.widget.setAccessibleName(row.widget.accessibleName() or row.title)
        row.widget.windowTitleChanged.connect(dock.setWindowTitle)
        for signal in (dock.visibilityChanged, dock.topLevelChanged, dock.dockLocationChanged):
            signal.connect(lambda _value: self._tidy_soon.start())
        dock.installEventFilter(self)
        self.docks[row.id] = dock
        if row.area == "left":
            self._left_wide = max(self._left_wide, row.wide)
        self._areas[row.id] = row.area

    def _of(self, area: str) -> list[QDockWidget]:
        return [dock for id, dock in self.docks.items() if self._areas[id] == area]

    def reset_layout(self) -> None:
        """Put every dock where the workspace wants it at the present width."""
        left, right = self._of("left"), self._of("right")
        for dock in self.docks.values():
            dock.setFloating(False)
            self.removeDockWidget(dock)
        for dock in left:
            self.addDockWidget(AREAS["left"], dock)
        for dock in self._of("bottom"):
            self.addDockWidget(AREAS["bottom"], dock)
        side = "left" if self.narrow else "right"
        tabs = [*left[:1], *right] if self.narrow else right
        for dock in right:
            self.addDockWidget(AREAS[side], dock)
        for before, after in zip(tabs, tabs[1:], strict=False):
            self.tabifyDockWidget(before, after)
        for id, dock in self.docks.items():
            dock.setVisible(id not in self._hidden_at_first)
        if tabs:
            tabs[0].raise_()
        self._unsized, self._state = True, ""
        self._tidy_soon.start()

    def _size(self) -> None:
        """Give the docks their usual widths; Qt takes them only once the window is laid out."""
        left, right = self._of("left"), self._of("right")
        wide = WIDTHS["right"] - 40 if self.narrow and right else self._left_wide
        sized = [(dock, wide) for dock in left[:1]]
        if not self.narrow or not left:
            sized += [(dock, WIDTHS["right"]) for dock in right[:1]]
        if sized:
            docks, widths = zip(*sized, strict=True)
            self.resizeDocks(list(docks), list(widths), Qt.Orientation.Horizontal)
        QTimer.singleShot(0, self, self.workspace.share_room)  # once the widths are taken

    def set_narrow(self, narrow: bool) -> None:
        """Arrange for a window below or above NARROW; returns to how either was left."""
        if narrow != self.narrow:
            self.narrow, self._returning = narrow, dict(self._widths[narrow])
            self.reset_layout()
            self.layout_changed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note how wide a dock is, but not while a window that became small at once squeezes it."""
        if event.type() == QEvent.Type.Resize and isinstance(watched, QDockWidget):
            if self.narrow == (self.width() < NARROW) and not watched.isFloating():
                self._widths[self.narrow][watched.objectName()] = watched.width()
        return super().eventFilter(watched, event)

    def _widen_again(self) -> None:
        """Give the docks the widths that they had before the window became small at once."""
        known = self._returning
        seen = [dock for dock in self.docks.values() if not dock.visibleRegion().isEmpty()]
        docks = [dock for dock in seen if dock.objectName() in known]
        if docks:
            widths = [known[dock.objectName()] for dock in docks]
            self.resizeDocks(docks, widths, Qt.Orientation.Horizontal)
        self._returning = {}

    @property
    def layout_name(self) -> str:
        """Return the name the present arrangement is saved under."""
        return f"{self.workspace.id}.narrow" if self.narrow else self.workspace.id

    def save(self) -> str:
        """Return the arrangement as text, as it is outside of passing modes."""
        self.workspace.settle()
        return bytes(self.saveState(LAYOUT_VERSION).toBase64().data()).decode("ascii")

    def restore(self, state: str) -> None:
        """Arrange the docks as saved; an arrangement of another version is ignored."""
        if self.restoreState(QByteArray.fromBase64(state.encode("ascii")), LAYOUT_VERSION):
            self._unsized = False
            # Qt squeezes the docks when it does this before the window is laid out: once more then.
            self._state = "" if self.isVisible() else state
        self._tidy_soon.start()

    def leave(self) -> None:
        """Hide the floating docks while another workspace is in front."""
        self._floating = [dock for dock in self.docks.values() if dock.isFloating() and dock.isVisible()]
        for dock in self._floating:
            dock.hide()

    def come_back(self) -> None:
        """Show the floating docks again and give the workspace the focus."""
        self._tidy_soon.start()
        for dock in self._floating:
            dock.show()
        self._floating = []
        self.workspace.activate()

    def toggle_actions(self) -> list[QAction]:
        """Return the actions that show and hide each dock."""
        return [dock.toggleViewAction() for dock in self.docks.values()]

    def toggle(self, id: str) -> None:
        """Show a dock in front of its tabs and give it the focus, or hide it."""
        dock = self.docks[id]
        if dock.isVisible() and not dock.visibleRegion().isEmpty():
            dock.hide()
            focus_into(self.workspace)
        else:
            dock.show()
            dock.raise_()
            focus_into(dock)

    def toggle_all(self) -> None:
        """Hide every dock, or bring back those that were hidden so."""
        shown = [dock for dock in self.docks.values() if not dock.isHidden()]
        if shown:
            self._put_away = shown
            for dock in shown:
                dock.hide()
            focus_into(self.workspace)
        else:
            usual = [dock for id, dock in self.docks.items() if id not in self._hidden_at_first]
            for dock in self._put_away or usual:
                dock.show()

    def panes(self) -> list[QWidget]:
        """Return the panes in reading order: docks at the left, centre, right, bottom."""
        order = {AREAS["left"]: 0, AREAS["right"]: 2, AREAS["bottom"]: 3}
        shown = [
            dock for dock in self.docks.values() if dock.isVisible() and not dock.visibleRegion().isEmpty()
        ]
        shown.sort(key=lambda dock: (order.get(self.dockWidgetArea(dock), 3), dock.y(), dock.x()))
        before = [dock for dock in shown if order.get(self.dockWidgetArea(dock), 3) == 0]
        return [*before, self.workspace, *(dock for dock in shown if dock not in before)]

    def _settle_sizes(self) -> None:
        """Give the docks the sizes that were waiting for the window to be laid out."""
        if self._state:
            self.restoreState(QByteArray.fromBase64(self._state.encode("ascii")), LAYOUT_VERSION)
        elif self._unsized:
            self._size()
        self._state, self._unsized = "", False
        if self._returning:  # Qt has stretched the docks above each other to another height
            QTimer.singleShot(0, self, self.workspace.share_room)
        self._widen_again()

    def _tidy(self) -> None:
        """Give the bar of a tabbed dock to its tab, and dress the tab bars that Qt made."""
        if self.isVisible():
            self._settle_sizes()
        for dock in self.docks.values():
            others = [other for other in self.tabifiedDockWidgets(dock) if not other.isHidden()]
            bar = dock.titleBarWidget()
            if isinstance(bar, TitleBar):
                bar.set_tabbed(bool(others) and not dock.isFloating())
        for tabs in self.findChildren(QTabBar, options=Qt.FindChildOption.FindDirectChildrenOnly):
            tabs.setDrawBase(False)
            tabs.setExpanding(False)
            tabs.setElideMode(Qt.TextElideMode.ElideNone)
            tabs.setUsesScrollButtons(True)
            tabs.setAccessibleName(say("Panes"))
            if tabs.property("tight") != self.narrow:  # four tabs in the place of one
                tabs.setProperty("tight", self.narrow)
                tabs.style().unpolish(tabs)
                tabs.style().polish(tabs)
        self.layout_changed.emit()
