"""What frames the window: the buttons of the tool bar, the search field, the key line and the state.

All are painted by hand from tokens, because each shows two sorts of words (a name and its number, keys and
what they do) in one line.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QFontMetricsF, QKeySequence, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QToolBar,
    QToolButton,
    QWidget,
)

from reviewer.gui import theme
from reviewer.language import say

Keys = Sequence[tuple[tuple[str, ...], str]]
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
SYMBOLS = {
    "Left": "←",
    "Right": "→",
    "Up": "↑",
    "Down": "↓",
    "Return": "Enter",
    "Escape": "Esc",
    "PgDown": "PgDn",
}


def key_names(sequence: QKeySequence | str) -> tuple[str, ...]:
    """Return the caps of a shortcut in reading order, as in ("Ctrl", "Shift", "F") or, one key after the
    other, ("D", "↑")."""
    return tuple(cap for caps in _one_after_the_other(sequence) for cap in caps)


def keys_in_words(sequence: QKeySequence | str, plus: str = "+") -> str:
    """Return a shortcut as a line of text, as in "Ctrl+Shift+F" or "D, ↑"."""
    return ", ".join(plus.join(map(theme.cap_of, caps)) for caps in _one_after_the_other(sequence))


def _one_after_the_other(sequence: QKeySequence | str) -> list[tuple[str, ...]]:
    presses = QKeySequence(sequence).toString(QKeySequence.SequenceFormat.PortableText).split(", ")
    return [_caps(press) for press in presses]


def _caps(press: str) -> tuple[str, ...]:
    parts = press.replace("++", "+Plus").split("+") if press != "+" else ["Plus"]
    return tuple("+" if part == "Plus" else "−" if part == "-" else SYMBOLS.get(part, part) for part in parts)


class PlaceButton(QToolButton):
    """A workspace in the tool bar: icon, name, digit of its shortcut; an accent bar below the front one."""

    def __init__(self, action: QAction, number: str) -> None:
        super().__init__()
        self._number = number
        self.setDefaultAction(action)
        self.setAccessibleName(action.text())
        self.setToolTip(f"{action.text()} ({keys_in_words(f'Ctrl+{number}')})")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        theme.notifier.themeChanged.connect(self._keep_the_name)
        self._keep_the_name()

    def _keep_the_name(self) -> None:
        """Let a narrow tool bar cut the digit, and never the name, which some languages have longer."""
        width = self.sizeHint().width() - 24 - 16  # by the style sheet, which adds 16 around it
        self.setStyleSheet(f"QToolButton {{ min-width: {width}px; }}")
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        words = QFontMetricsF(theme.font("bodyStrong")).horizontalAdvance(self.text())
        number = QFontMetricsF(theme.font("small")).horizontalAdvance(self._number)
        return QSize(round(8 + 16 + 8 + words + 7 + number + 10), theme.size("toolBar"))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        box = QRectF(self.rect())
        if self.underMouse() and self.isEnabled() and not self.isChecked():
            painter.fillRect(box, theme.colour("hover"))
        ink = "disabled" if not self.isEnabled() else "text1" if self.isChecked() else "text2"
        icon = "accent" if self.isChecked() and self.isEnabled() else ink
        theme.draw_icon(
            painter, QRectF(8, 0, 16, self.height()), str(self.defaultAction().property("icon_name")), icon
        )
        self._draw_words(painter, box, ink)
        if self.isChecked():
            painter.fillRect(QRectF(4, self.height() - 3, self.width() - 8, 3), theme.colour("accent"))
        draw_focus(self, painter)

    def _draw_words(self, painter: QPainter, box: QRectF, ink: str) -> None:
        font = theme.font("bodyStrong" if self.isChecked() else "body")
        painter.setFont(font)
        painter.setPen(theme.colour(ink))
        painter.drawText(box.adjusted(32, 0, 0, 0), _LEFT, self.text())
        painter.setPen(theme.colour("disabled" if ink == "disabled" else "text3"))
        painter.setFont(theme.font("small"))
        left = 32 + QFontMetricsF(font).horizontalAdvance(self.text()) + 7
        painter.drawText(box.adjusted(left, 0, 0, 0), _LEFT, self._number)


class SearchBox(QAbstractButton):
    """Looks like a field and opens the palette; the keys that do the same stand in it."""

    def __init__(self, action: QAction) -> None:
        super().__init__()
        self.setText(say("Search the library, run a command"))
        self.setAccessibleName(self.text())
        self.setToolTip(self.text())
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.clicked.connect(action.trigger)
        theme.notifier.themeChanged.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(316, theme.size("field"))

    def minimumSizeHint(self) -> QSize:
        return QSize(150, theme.size("field"))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(theme.colour("control"), 1))
        painter.setBrush(theme.colour("field"))
        painter.drawRoundedRect(box, 3, 3)
        theme.draw_icon(painter, QRectF(8, 0, 16, self.height()), "search", "text3")
        keys = theme.key_width("Ctrl") + 3 + theme.key_width("K")
        room = box.adjusted(28, 0, -keys - 14, 0)
        painter.setFont(theme.font("body"))
        painter.setPen(theme.colour("text3"))
        words = painter.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, round(room.width())
        )
        painter.drawText(room, _LEFT, words)
        left = self.width() - keys - 6
        left += theme.draw_key(painter, left, self.height() / 2, "Ctrl") + 3
        theme.draw_key(painter, left, self.height() / 2, "K")
        draw_focus(self, painter)


class ToolBar(QToolBar):
    """Back and forward, the workspaces, undo and redo, the search field."""

    def __init__(self, places: Sequence[tuple[QAction, str]], actions: Mapping[str, QAction]) -> None:
        """`places` are the workspaces' actions with the digit of their shortcut; `actions` are by id."""
        super().__init__(say("Tool bar"), objectName="tools", movable=False, floatable=False)
        self.setIconSize(QSize(16, 16))
        self.setFixedHeight(theme.size("toolBar") + 1)
        self.addWidget(_space(6))
        self.addActions([actions["go.back"], actions["go.forward"]])
        self.addSeparator()
        # Qt keeps the widgets, but their Python halves would go and could not paint any more.
        self.places = [PlaceButton(action, number) for action, number in places]
        for button in self.places:
            self.addWidget(button)
        self.addWidget(_space(None))
        self.addActions([actions["edit.undo"], actions["edit.redo"]])
        self.addSeparator()
        self.search = SearchBox(actions["go.search"])
        self.addWidget(self.search)
        self.addWidget(_space(6))
        self.toggleViewAction().setVisible(False)
        for id in ("go.back", "go.forward", "edit.undo", "edit.redo"):
            button = self.widgetForAction(actions[id])
            button.setAccessibleName(actions[id].text())
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)


def _space(width: int | None) -> QWidget:
    """Make an empty stretch of a tool bar; None takes what is left."""
    space = QWidget()
    if width is None:
        space.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    else:
        space.setFixedWidth(width)
    return space


def draw_focus(widget: QWidget, painter: QPainter) -> None:
    """Draw the 2 px ring of a widget that has the focus."""
    if not widget.hasFocus():
        return
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.colour("accent"), theme.size("focusRing")))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(widget.rect()).adjusted(1, 1, -1, -1), 3, 3)


class KeyLine(QWidget):
    """Five or six keys that are valid where the focus is, each with what it does."""

    def __init__(self) -> None:
        super().__init__()
        self._keys: Keys = ()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        theme.notifier.themeChanged.connect(self.update)

    def set_keys(self, keys: Keys) -> None:
        """Show these pairs of keys and words; what does not fit is left out at the end."""
        if keys != self._keys:
            self._keys = keys
            spoken = ", ".join(f"{' '.join(map(theme.cap_of, caps))} {words}" for caps, words in keys)
            self.setAccessibleName(say("Keys: {keys}", keys=spoken) if spoken else say("Keys"))
            self.update()

    @property
    def keys(self) -> Keys:
        return self._keys

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        metrics = QFontMetricsF(theme.font("small"))
        left, middle = 10.0, self.height() / 2
        for caps, words in self._keys:
            width = sum(theme.key_width(cap) + 4 for cap in caps) + 3 + metrics.horizontalAdvance(words)
            if left + width > self.width():
                break
            for cap in caps:
                left += theme.draw_key(painter, left, middle, cap) + 4
            painter.setFont(theme.font("small"))
            painter.setPen(theme.colour("text2"))
            painter.drawText(QPointF(left + 2, middle + metrics.capHeight() / 2), words)
            left += 2 + metrics.horizontalAdvance(words) + 16


class StatusLine(QWidget):
    """The bar at the bottom: keys at left; at right a running job, the state of the workspace, who, saved."""

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 10, 0)
        row.setSpacing(16)
        self.keys = KeyLine()
        row.addWidget(self.keys, 1)
        self.held = _label(say("Why nothing is read"))
        self.again = QPushButton(say("Read again"))
        self.again.setProperty("link", True)
        self.again.setFont(theme.font("small"))
        self.again.setStyleSheet("padding: 0 0 1px 0;")  # on the line of the words beside it
        for waiting in (self.held, self.again):
            row.addWidget(waiting, 0, Qt.AlignmentFlag.AlignVCenter)
        self._job = _label(say("What is running"))
        self._bar = QProgressBar(textVisible=False)
        self._bar.setFixedSize(90, 6)
        self._bar.setAccessibleName(say("Progress"))
        self._percent = _label(say("Part done"))
        for widget in (self._job, self._bar, self._percent):
            row.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
        self.words = _label(say("State of the workspace"))
        self.reviewer = _label(say("Reviewer"))
        self.saved = _label(say("Saved"))
        for label in (self.words, self.reviewer, self.saved):
            row.addWidget(label)
        self.show_progress("", 0, None)
        self.show_held("")

    def show_held(self, why: str) -> None:
        """Say why the library cannot be read at the moment, with a way to try; "" takes it away."""
        self.held.setText(why)
        for widget in (self.held, self.again):
            widget.setVisible(bool(why))

    def show_progress(self, what: str, done: int, total: int | None) -> None:
        """Show how far a job is; an empty `what` takes it away, `total` None shows that it is at work."""
        for widget in (self._job, self._bar, self._percent):
            widget.setVisible(bool(what))
        self._job.setText(what)
        self._bar.setRange(0, total or 0)
        self._bar.setValue(done)
        self._percent.setText(f"{100 * done // total} %" if total else "")


def _label(spoken: str) -> QLabel:
    label = QLabel()
    label.setProperty("type", "small")
    label.setProperty("tone", "2")
    label.setFont(theme.font("small"))
    label.setAccessibleDescription(spoken)
    return label
