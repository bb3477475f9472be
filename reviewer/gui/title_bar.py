"""The head of a dock, and the flat buttons that show only an icon."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QDockWidget, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from reviewer.gui import theme
from reviewer.language import say


def icon_button(name: str, spoken: str, parent: QWidget | None = None) -> QToolButton:
    """Make a flat button that shows only an icon, with a name for those who do not see it."""
    button = QToolButton(parent)
    button.setAutoRaise(True)
    button.setProperty("icon_name", name)
    button.setIcon(theme.icon(name))
    button.setIconSize(QSize(16, 16))
    button.setFixedSize(24, 24)
    button.setToolTip(spoken)
    button.setAccessibleName(spoken)
    return button


class Handles(QWidget):
    """The buttons that come while the pointer is over the bar, on a ground of their own.

    They lie over what stands in the bar and never push it aside: whoever aims at a button meets that button.
    """

    GAP = 4

    def __init__(self, bar: QWidget) -> None:
        super().__init__(bar)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(self.GAP, 0, self.GAP, 0)
        self._row.setSpacing(self.GAP)
        self.hide()

    def add(self, button: QToolButton) -> None:
        """Show a button here, after those that are."""
        self._row.addWidget(button)

    def place(self, right: int) -> None:
        """Lie at the left of `right`, as high as the bar less its hairline."""
        wide = self.sizeHint().width()
        self.setGeometry(right - wide, 0, wide, self.parentWidget().height() - 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme.colour("header"))


class TitleBar(QWidget):
    """The head of a dock: its title, what the workspace puts there, and the buttons to float and hide.

    The two buttons show while the pointer is over the bar; from the keyboard the View menu does the same.
    A dock that is one of several tabs has no bar of its own: the tab carries its title.
    """

    HEIGHT = 32

    def __init__(self, dock: QDockWidget, header: QWidget | None, closable: bool = False) -> None:
        """`closable` shows the button to hide all the time, for panes that come and go."""
        super().__init__(dock)
        self._dock, self._header = dock, header
        self._tabbed = False
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 6, 0)
        row.setSpacing(8)
        self.label = QLabel(dock.windowTitle())
        self.label.setFont(theme.font("bodyStrong"))
        row.addWidget(self.label)
        if header is not None:
            row.addWidget(header, 1)
        else:
            row.addStretch(1)
        title = dock.windowTitle()
        self.handles = Handles(self)
        self.handles.add(
            self._button(
                "external", say("Float {title}", title=title), lambda: dock.setFloating(not dock.isFloating())
            )
        )
        hide = self._button("cross", say("Hide {title}", title=title), dock.close)
        self._closing = hide if closable else None
        if closable:
            row.addWidget(hide)
        else:
            self.handles.add(hide)
        dock.windowTitleChanged.connect(self.label.setText)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def _button(self, icon: str, spoken: str, run: Callable[[], object]) -> QToolButton:
        button = icon_button(icon, spoken, self)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(run)
        return button

    def _show_handles(self, shown: bool) -> None:
        self.handles.setVisible(shown and not self._tabbed)
        if self.handles.isVisible():
            self.handles.place(self._room_ends())
            self.handles.raise_()

    def _room_ends(self) -> int:
        """Return where the first thing in the bar begins that can be clicked; without any, the bar's end."""
        inside = self._header.findChildren(QWidget) if self._header is not None else []
        own = [widget for widget in inside if widget.focusPolicy() != Qt.FocusPolicy.NoFocus]
        if self._closing is not None:
            own.append(self._closing)
        starts = [widget.mapTo(self, widget.rect().topLeft()).x() for widget in own if widget.isVisible()]
        return min(starts, default=self.width() - 2)

    def set_tabbed(self, tabbed: bool) -> None:
        """Give up or take back the bar."""
        if tabbed == self._tabbed:
            return
        self._tabbed = tabbed
        for child in self.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
            child.setVisible(not tabbed and child is not self.handles)
        self._show_handles(False)
        self.updateGeometry()
        self._dock.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), 0 if self._tabbed else self.HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(60, 0 if self._tabbed else self.HEIGHT)

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Enter, QEvent.Type.Leave):
            self._show_handles(event.type() == QEvent.Type.Enter)
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_handles(self.handles.isVisible())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("header"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.colour("hair"))
