"""What the lists over the page share: a panel that keeps its keys, and rows of two lines."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from reviewer.gui import theme
from reviewer.gui.fields import hair, words
from reviewer.gui.lists import ROW, List, Rows, draw_ground
from reviewer.gui.workspaces.reading.flow import Flow

HIGHEST, HIGHEST_IN_LOW = 7, 4
"""Rows that a list shows at once at the most, and in a low window."""
LOW = 760
"""Below this height of the window the page needs the room more."""
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
CTRL = Qt.KeyboardModifier.ControlModifier


class TwoLines(QStyledItemDelegate):
    """Draws rows as a list over the page does: `heads` says which are titles of those below."""

    def __init__(self, heads: Callable[[object], bool], draw: Callable[..., None]) -> None:
        super().__init__()
        self._heads, self._draw = heads, draw

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        return QSize(120, 28 if self._heads(index.data(ROW)) else 48)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        painter.save()
        box = draw_ground(painter, option)
        painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), theme.colour("hair"))
        self._draw(painter, box.adjusted(20, 0, -12, 0), index.data(ROW))
        painter.restore()


class Chosen(List):
    """A list in which a click only chooses a row; `enter` and `space` act on it."""

    def __init__(self, model: Rows, delegate: QStyledItemDelegate, name: str) -> None:
        super().__init__(model, delegate, name)
        self.enter: Callable[[object], None] = lambda _row: None
        self.space: Callable[[object], None] = lambda _row: None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.current_row()
        if row is not None and event.key() in ENTER and not event.modifiers() & CTRL:
            self.enter(row)
        elif row is not None and event.key() == Qt.Key.Key_Space:
            self.space(row)
        elif event.text().isprintable() and event.text():
            event.ignore()  # letters are keys of the panel, not a search in the list
        else:
            super().keyPressEvent(event)


class Panel(QWidget):
    """A question over the page: a head, a note, buttons, and below them what the subclass adds.

    While it has the keyboard it keeps the keys without Ctrl and Alt; `on` says what some of them do.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("pane", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.head = words("", "bodyStrong", wrap=True)
        self.note = words("", "small", "2", wrap=True)
        self.on: dict[tuple[Qt.Key, bool], QPushButton] = {}
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self.buttons = Flow(8, 32, to_the_right=True)  # a narrow window is not made wider by them
        top, names = QVBoxLayout(), QVBoxLayout()
        top.setContentsMargins(20, 8, 12, 4)
        top.setSpacing(6)
        names.setSpacing(0)
        names.addWidget(self.head)
        names.addWidget(self.note)
        top.addLayout(names)
        top.addLayout(self.buttons)
        self.column.addLayout(top)
        self.column.addWidget(hair())
        self.hide()

    def add_button(self, button: QPushButton, key: Qt.Key | None = None, ctrl: bool = False) -> None:
        """Add a button, clicked also by a key."""
        self.buttons.addWidget(button)
        if key is not None:
            self.on[(key, ctrl)] = button

    def fit(self, view: List) -> None:
        """Make a list as high as its rows, up to a few of them."""
        most = HIGHEST if self.window().height() > LOW else HIGHEST_IN_LOW
        count = min(most, view.model().rowCount())
        view.setFixedHeight(sum(view.sizeHintForRow(n) for n in range(count)))

    def _button(self, event: QKeyEvent) -> QPushButton | None:
        key = Qt.Key.Key_Return if event.key() in ENTER else Qt.Key(event.key())
        return self.on.get((key, bool(event.modifiers() & CTRL)))

    def event(self, event: QEvent) -> bool:
        """Keep letters, digits and Esc from the page's commands while the panel has the keyboard."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            plain = not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
            if plain and event.key() != Qt.Key.Key_Tab or self._button(event) is not None:
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        button = self._button(event)
        if button is not None and button.isEnabled() and not button.isHidden():
            button.click()
        else:
            super().keyPressEvent(event)
