"""Segmented buttons: one choice out of a few, all of them in sight.

Real buttons in an exclusive group, so that arrow keys, the space bar and screen readers work as with any
radio buttons. A calm choice ("Not serious") is neutral; any other takes the accent.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QComboBox, QHBoxLayout, QSizePolicy, QToolButton, QWidget

from reviewer.gui import theme

HEIGHT = 26
TIGHT, LOOSE = 9, 18
"""Pixels that words and borders of one segment share beyond the words' own width: on the GRADE sheet, and
on forms, where there is more room."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One segment. `calm` is the neutral answer, drawn without the accent."""

    value: str
    label: str
    calm: bool = False
    meaning: str = ""


def segment_width(label: str, padding: int = LOOSE) -> int:
    """Return the width a label needs when it is chosen, which makes it semibold."""
    return QFontMetrics(theme.font("small", weight=600)).horizontalAdvance(label) + padding


class Segment(QToolButton):
    """One button of a bar; `place` is "first", "middle", "last" or "only"."""

    def __init__(self, choice: Choice, place: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.choice, self.place = choice, place
        self.locked = False
        self.setText(choice.label)
        self.setCheckable(True)
        self.setToolTip(choice.meaning)
        self.wide = segment_width(choice.label)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def sizeHint(self) -> QSize:
        return QSize(self.wide, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _outline(self) -> QPainterPath:
        """Return the shape of this segment: only the outer corners of the bar are round."""
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        if self.place in ("middle", "last"):
            box.setLeft(-0.5)
        path = QPainterPath()
        path.addRoundedRect(box, 3, 3)
        square = QPainterPath()
        if self.place in ("middle", "last"):
            square.addRect(box.adjusted(0, 0, -4, 0))
        if self.place in ("first", "middle"):
            square.addRect(box.adjusted(4, 0, 0, 0))
        return path.united(square)

    def _colours(self) -> tuple[QColor, QColor]:
        """Return (ground, ink)."""
        dim = self.locked or not self.isEnabled()
        if self.isChecked() and not self.choice.calm:
            return (
                (theme.colour("accentTint"), theme.colour("accent"))
                if dim
                else (theme.colour("accent"), theme.colour("onAccent"))
            )
        ground = theme.colour("field")
        if self.isChecked():
            ground = theme.colour("selectedInactive")
        elif self.underMouse() and self.isEnabled():
            ground = theme.colour("hover")
        token = "text1" if self.isChecked() and not dim else "text3" if dim else "text2"
        return ground, theme.colour(token)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground, ink = self._colours()
        painter.setPen(QPen(theme.colour("line" if self.locked else "control"), 1))
        painter.setBrush(ground)
        painter.drawPath(self._outline())
        if self.hasFocus():
            self._paint_ring(painter)
        painter.setPen(ink)
        painter.setFont(theme.font("small", weight=600 if self.isChecked() else 400))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
        painter.end()

    def _paint_ring(self, painter: QPainter) -> None:
        filled = self.isChecked() and not self.choice.calm and not self.locked
        painter.setPen(QPen(theme.colour("onAccent" if filled else "accent"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(2.5, 2.5, -2.5, -2.5), 2, 2)


class ChoiceBar(QWidget):
    """A row of segments of which at most one is chosen."""

    chosen = Signal(str)
    """The value a person picked; not sent when the program shows a stored one."""

    def __init__(self, choices: Sequence[Choice], name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.choices = tuple(choices)
        self.value = ""
        self.group = QButtonGroup(self)
        self.segments: list[Segment] = []
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for number, choice in enumerate(self.choices):
            segment = Segment(choice, _place(number, len(self.choices)), self)
            segment.setAccessibleName(f"{name}: {choice.label}")
            segment.clicked.connect(lambda _on=False, value=choice.value: self._click(value))
            self.group.addButton(segment)
            self.segments.append(segment)
            row.addWidget(segment)
        row.addStretch(1)
        self.set_widths([])
        theme.notifier.themeChanged.connect(self._restyle)

    def set_widths(self, least: Sequence[int], padding: int = LOOSE) -> None:
        """Make the segments as wide as their words, but no narrower than `least`, where given."""
        self._least, self._padding = tuple(least), padding
        for number, segment in enumerate(self.segments):
            floor = self._least[number] if number < len(self._least) else 0
            segment.wide = max(floor, segment_width(segment.text(), padding))
            segment.updateGeometry()

    def _restyle(self) -> None:
        self.set_widths(self._least, self._padding)

    def sizeHint(self) -> QSize:
        return QSize(sum(segment.wide for segment in self.segments), HEIGHT)

    def _click(self, value: str) -> None:
        """Tell what was picked, and go on showing what is stored until the library says otherwise."""
        self.show_value(self.value)
        self.chosen.emit(value)

    def show_value(self, value: str) -> None:
        """Show a stored value; one that is no choice here shows as none chosen."""
        self.value = value
        self.group.setExclusive(False)
        for segment in self.segments:
            segment.setChecked(segment.choice.value == value)
        self.group.setExclusive(True)
        for segment in self.segments:  # the keyboard comes to the chosen one, else to the first
            landing = segment is self.focus_segment()
            segment.setFocusPolicy(Qt.FocusPolicy.StrongFocus if landing else Qt.FocusPolicy.ClickFocus)

    def set_locked(self, locked: bool) -> None:
        """Draw the bar as closed; it stays reachable, because a person may override with a reason."""
        for segment in self.segments:
            segment.locked = locked
            segment.update()

    def pick(self, number: int) -> bool:
        """Choose the segment with this index as a click would; False when there is none."""
        if 0 <= number < len(self.segments) and self.isEnabled():
            self.chosen.emit(self.choices[number].value)
            return True
        return False

    def focus_segment(self) -> Segment:
        """Return the segment the keyboard should land on: the chosen one, else the first."""
        return next((s for s in self.segments if s.isChecked()), self.segments[0])


class Chooser(QComboBox):
    """A combo box whose open list keeps its keys: the arrows choose there and move no row behind it."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.view().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and watched is self.view():
            event.accept()
        return super().eventFilter(watched, event)


def _place(number: int, count: int) -> str:
    if count == 1:
        return "only"
    return "first" if number == 0 else "last" if number == count - 1 else "middle"
