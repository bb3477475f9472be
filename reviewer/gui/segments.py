"""Segmented choices: a few answers in a row, one of which holds."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from reviewer.gui import theme


class Segment(QAbstractButton):
    """One choice of a row; `place` is "first", "middle" or "last". Narrow, it writes smaller."""

    stepped = Signal(int)
    """An arrow key goes to the next (1) or previous (-1) choice."""

    def __init__(self, label: str, place: str) -> None:
        super().__init__()
        self.place = place
        self.setText(label)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFixedHeight(theme.size("button"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.notifier.themeChanged.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(self.words_width("small") + 8, theme.size("button"))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.words_width("meta") + 6, theme.size("button"))

    def words_width(self, type: str) -> int:
        """Return how wide the label is when it is chosen, which makes it semibold."""
        return QFontMetrics(theme.font(type, weight=600)).horizontalAdvance(self.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        way = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(event.key()), 0)
        if way:
            self.stepped.emit(way)
        else:
            super().keyPressEvent(event)

    def _outline(self) -> QPainterPath:
        box = QRectF(self.rect()).adjusted(0.5, 0.5, 0.5 if self.place != "last" else -0.5, -0.5)
        path, square = QPainterPath(), QPainterPath()
        path.addRoundedRect(box, 3, 3)
        if self.place != "first":
            square.addRect(box.adjusted(0, 0, -4, 0))
        if self.place != "last":
            square.addRect(box.adjusted(4, 0, 0, 0))
        return path.united(square)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on = self.isChecked()
        hovered = "hover" if self.underMouse() and self.isEnabled() else "field"
        painter.setPen(QPen(theme.colour("control"), 1))
        painter.setBrush(theme.colour("accent" if on else hovered))
        painter.drawPath(self._outline())
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("onAccent" if on else "accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(2.5, 2.5, -2.5, -2.5), 2, 2)
        type = "small" if self.words_width("small") + 4 <= self.width() else "meta"
        painter.setFont(theme.font(type, weight=600 if on else 400))
        painter.setPen(theme.colour("onAccent" if on else "text2"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
        painter.end()


class Segments(QWidget):
    """A row of choices of which at most one holds; a click on the chosen one takes it back if allowed."""

    chosen = Signal(str)
    """The value a person picked, "" for none; the row shows what is stored until told otherwise."""

    def __init__(self, name: str, choices: Sequence[tuple[str, str, str]], optional: bool = False) -> None:
        """`choices` are (value, label, key), the key for the tooltip."""
        super().__init__()
        self.value, self.optional = "", optional
        self.setAccessibleName(name)
        self.group = QButtonGroup(self)
        self.buttons: dict[str, Segment] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        places = ["first", *["middle"] * (len(choices) - 2), "last"]
        for (value, label, key), place in zip(choices, places, strict=True):
            button = Segment(label, place)
            button.setAccessibleName(f"{name}: {label}")
            button.setToolTip(f"{label}  ({key})")
            button.clicked.connect(lambda _on=False, value=value: self._pick(value))
            button.stepped.connect(lambda way, button=button: self.step(button, way))
            self.group.addButton(button)
            self.buttons[value] = button
            row.addWidget(button, button.words_width("small") + 12)
        self._set_stop()

    def _pick(self, value: str) -> None:
        wanted = "" if self.optional and value == self.value else value
        self.show_value(self.value)
        self.chosen.emit(wanted)

    def show_value(self, value: str) -> None:
        """Show a stored value; one that is no choice here shows as none chosen."""
        self.value = value
        self.group.setExclusive(False)
        for own, button in self.buttons.items():
            button.setChecked(own == value)
        self.group.setExclusive(True)
        self._set_stop()

    def _set_stop(self) -> None:
        """Let Tab stop once in the row, on the choice that holds or on the first; arrows go on from there."""
        stop = self.value if self.value in self.buttons else next(iter(self.buttons), "")
        for own, button in self.buttons.items():
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if own == stop else Qt.FocusPolicy.ClickFocus)

    def step(self, from_: QAbstractButton, way: int) -> None:
        """Move the keyboard to the next (1) or previous (-1) choice; Space chooses it."""
        row = list(self.buttons.values())
        row[(row.index(from_) + way) % len(row)].setFocus(Qt.FocusReason.OtherFocusReason)
