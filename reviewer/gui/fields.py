"""Fields that save themselves, and labels: what the docks are made of.

Typing is told once it rests for 400 ms and when the focus leaves. What the library holds can be shown at
any time without moving the caret or losing words that are still being typed. Words that are not saved yet
are kept as a draft, if the field is told its place. Undo and redo are those of the library, so the fields
keep none of their own.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLineEdit,
    QSizePolicy,
    QWidget,
)

from reviewer.gui import theme
from reviewer.gui.drafting import Drafting, is_undo
from reviewer.gui.drafts import Place
from reviewer.language import say


def words(text: str = "", type: str = "body", tone: str = "", *, wrap: bool = False) -> QLabel:
    """Make a label in a type and a tone of the style sheet."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("type", type)
    label.setFont(theme.font(type))
    if tone:
        label.setProperty("tone", tone)
    if wrap:
        label.setWordWrap(True)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        label.setSizePolicy(policy)
    return label


class _Warning(QWidget):
    """The triangle of a warning, in the colours of the theme as it is now."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(16, 16)
        self.setAccessibleName(say("Warning"))
        theme.notifier.themeChanged.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme.draw_icon(QPainter(self), QRectF(0, 1, 14, 14), "warn", "warning")


def flag_line(text: str) -> QWidget:
    """Return a line with a warning and its triangle."""
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(7)
    row.addWidget(_Warning(), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(words(text, "small", "warning", wrap=True), 1)
    line.setAccessibleName(text)
    line.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    return line


def caption(text: str, field: QWidget, type: str = "label") -> QLabel:
    """Make the name of a field that stands at its left: beside its first line, whatever stands below it."""
    label = words(text, type, "2")
    label.setBuddy(field)
    label.setMinimumHeight(theme.size("field"))
    label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
    return label


class Elided(QLabel):
    """A label that ends in an ellipsis where the room ends; the whole stands in the tooltip."""

    def __init__(self, type: str, ink: str) -> None:
        super().__init__()
        self._type, self._ink = type, ink
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(round(theme.line_height(type)))
        theme.notifier.themeChanged.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(theme.font(self._type))
        painter.setPen(theme.colour(self._ink))
        cut = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        self.setToolTip(self.text() if cut != self.text() else "")
        painter.drawText(self.rect(), self.alignment() | Qt.AlignmentFlag.AlignVCenter, cut)
        painter.end()


class WhereThereIsRoom(QWidget):
    """Words that stand where all of them fit, and nowhere else: cut, they would say something different."""

    def __init__(self, text: str, type: str, ink: str) -> None:
        super().__init__()
        self.text, self._type, self._ink = text, type, ink
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        theme.notifier.themeChanged.connect(self.update)

    def fits(self) -> bool:
        """Say whether there is room for the words."""
        return QFontMetrics(theme.font(self._type)).horizontalAdvance(self.text) <= self.width()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.fits():
            painter = QPainter(self)
            painter.setFont(theme.font(self._type))
            painter.setPen(theme.colour(self._ink))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, self.text)
            painter.end()


class Linked(QLabel):
    """A label with links in the ink in force: Qt keeps the one that a link was laid out with."""

    def __init__(self, text: str = "") -> None:
        super().__init__(text)
        theme.notifier.themeChanged.connect(self._lay_again)

    def _lay_again(self) -> None:
        words = self.text()
        self.clear()
        self.setText(words)


def set_tone(label: QWidget, tone: str) -> None:
    """Change the tone of a label and have the style sheet look again."""
    if label.property("tone") != tone:
        label.setProperty("tone", tone)
        label.style().unpolish(label)
        label.style().polish(label)


def hair(token: str = "hair") -> QFrame:
    """Make a hairline."""
    line = QFrame()
    line.setProperty("rule", token)
    line.setFixedHeight(1)
    return line


def clear(layout: QLayout) -> None:
    """Take every widget out of a layout."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            clear(inner)


class LineField(QLineEdit):
    """One line that saves itself."""

    written = Signal(str)
    escaped = Signal()

    def __init__(self, name: str, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.draft = Drafting(self, self.text, self._put, self.written.emit)
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.setFixedHeight(theme.size("field"))
        self.textEdited.connect(lambda _words: self.draft.typing())

    def show_words(self, stored: str, place: Place | None = None) -> None:
        """Show what the library holds; the caret stays, and words still being typed are kept."""
        self.draft.show(stored, place)

    def _put(self, words: str) -> None:
        caret = self.cursorPosition()
        self.setText(words)
        self.setCursorPosition(min(caret, len(words)) if self.hasFocus() else 0)

    def flush(self) -> None:
        """Save what was typed, now."""
        self.draft.flush()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and is_undo(event):
            self.flush()
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
            self.flush()
            if event.key() == Qt.Key.Key_Escape:
                self.escaped.emit()
            event.accept()
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.flush()
        super().focusOutEvent(event)
        self.draft.give_back()
