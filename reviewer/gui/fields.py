"""Fields that save themselves, segmented choices, and labels: what the docks are made of.

Typing is told once it rests for 400 ms and when the focus leaves. What the library holds can be shown at
any time without moving the caret or losing words that are still being typed. Undo and redo are those of
the library, so the fields keep none of their own.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QKeySequence,
    QLinearGradient,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPalette,
    QPen,
    QResizeEvent,
    QTextBlockFormat,
    QTextCursor,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLineEdit,
    QSizePolicy,
    QTextEdit,
    QWidget,
)

from reviewer.gui import theme

REST = 400
"""Milliseconds without typing after which the words are saved."""


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


def _is_undo(event: QKeyEvent) -> bool:
    return event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo)


class LineField(QLineEdit):
    """One line that saves itself."""

    written = Signal(str)
    escaped = Signal()

    def __init__(self, name: str, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stored = self._shown = ""
        self.seen = ""
        """What the library held, as far as the field knew, before what it saved last."""
        self._timer = QTimer(self, interval=REST, singleShot=True)
        self._timer.timeout.connect(self.flush)
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.setFixedHeight(theme.size("field"))
        self.textEdited.connect(lambda _words: self._timer.start())

    @property
    def pending(self) -> bool:
        """Return whether something was typed that has not been saved yet."""
        return self._timer.isActive()

    def show_words(self, stored: str) -> None:
        """Show what the library holds; the caret stays, and words still being typed are kept."""
        if self.pending:
            return
        if stored != self._stored or self.text() != self._shown:
            self._stored = stored
            caret = self.cursorPosition()
            self.setText(stored)
            self._shown = self.text()  # a line cannot show every character; what it drops was not typed away
            self.setCursorPosition(min(caret, len(stored)) if self.hasFocus() else 0)

    def flush(self) -> None:
        """Save what was typed, now; words that were only shown are never saved."""
        self._timer.stop()
        if self.text() != self._shown:
            self.seen = self._stored
            self._stored = self._shown = self.text()
            self.written.emit(self._stored)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _is_undo(event):
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


class WordsField(QTextEdit):
    """Several lines that grow with their words and save themselves, without a frame until focused.

    `fold` is the number of lines shown while unfocused; more fade out and stand in the tooltip.
    """

    written = Signal(str)
    escaped = Signal()

    def __init__(self, name: str, placeholder: str, type: str, fold: int = 0, ink: str = "text1") -> None:
        super().__init__()
        self.type, self.fold, self._ink = type, fold, ink
        self._stored, self._shown, self._showing = "", "", False
        self.seen = ""
        """What the library held, as far as the field knew, before what it saved last."""
        self._timer = QTimer(self, interval=REST, singleShot=True)
        self._timer.timeout.connect(self.flush)
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.setAcceptRichText(False)
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setStyleSheet("QTextEdit { background: transparent; border: none; padding: 0; min-height: 0; }")
        self.viewport().setAutoFillBackground(False)
        self.document().setDocumentMargin(0)
        self.setViewportMargins(6, 3, 6, 3)
        self.textChanged.connect(self._on_text)
        theme.notifier.themeChanged.connect(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        self.setFont(theme.font(self.type))
        self.document().setDefaultFont(theme.font(self.type))
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Text, theme.colour(self._ink))
        palette.setColor(QPalette.ColorRole.PlaceholderText, theme.colour("text3"))
        self.setPalette(palette)
        self._set_lines()
        self._fit()

    def _set_lines(self) -> None:
        form = QTextBlockFormat()
        form.setLineHeight(theme.line_height(self.type), QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        self._showing = True
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(form)
        self._showing = False

    @property
    def pending(self) -> bool:
        """Return whether something was typed that has not been saved yet."""
        return self._timer.isActive()

    def show_words(self, stored: str) -> None:
        """Show what the library holds; the caret stays, and words still being typed are kept."""
        if self.pending:
            return
        if stored == self._stored and self._typed() == self._shown:
            return
        self._stored = stored
        caret = self.textCursor().position()
        self._showing = True
        self.setPlainText(stored)
        self._shown = self._typed()
        self._showing = False
        self._set_lines()
        if self.hasFocus():
            cursor = self.textCursor()
            cursor.setPosition(min(caret, self.document().characterCount() - 1))
            self.setTextCursor(cursor)
        self._fit()

    def flush(self) -> None:
        """Save what was typed, now; words that were only shown are never saved."""
        self._timer.stop()
        present = self._typed()
        if present != self._shown:
            self.seen = self._stored
            self._stored = self._shown = present
            self.written.emit(present)

    def _typed(self) -> str:
        """Return the words as typed: Qt's plain text would have spaces in place of no-break spaces."""
        return self.document().toRawText().replace("\u2029", "\n").replace("\u2028", "\n")

    def _on_text(self) -> None:
        self._fit()
        if not self._showing:
            self._timer.start()

    # ------------------------------------------------------------------ size and frame

    @property
    def folded(self) -> bool:
        """Return whether words are hidden below the last line shown."""
        return bool(self.fold) and not self.hasFocus() and self._lines() > self.fold

    def _lines(self) -> int:
        return max(1, round(self.document().size().height() / theme.line_height(self.type)))

    def _fit(self) -> None:
        margins = self.viewportMargins()
        lines = self.fold if self.folded else self._lines()
        height = round(lines * theme.line_height(self.type)) + margins.top() + margins.bottom()
        if height != self.height() or height != self.maximumHeight():
            self.setFixedHeight(height)
        self.setToolTip(self._stored if self.folded else "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        return QSize(60, 26)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.folded:
            return
        painter = QPainter(self.viewport())
        line = theme.line_height(self.type)
        ground = theme.colour("panel")
        clear = QColor(ground)
        clear.setAlpha(0)
        box = QRectF(0, self.viewport().height() - line, self.viewport().width(), line)
        shade = QLinearGradient(box.topLeft(), box.topRight())
        shade.setColorAt(0.35, clear)
        shade.setColorAt(1, ground)
        painter.fillRect(box, shade)
        painter.end()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self._paint_frame()
            return True
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _is_undo(event):
            self.flush()
            event.ignore()
            return False
        return super().event(event)

    def _paint_frame(self) -> None:
        if not self.hasFocus() and not self.underMouse():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        wide = 2 if self.hasFocus() else 1
        painter.setPen(QPen(theme.colour("accent" if self.hasFocus() else "line"), wide))
        painter.setBrush(theme.colour("field") if self.hasFocus() else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 3, 3)
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.flush()
            self.escaped.emit()
            event.accept()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.type == "claim":
            self.flush()
            self.escaped.emit()
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._fit()
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.flush()
        super().focusOutEvent(event)
        cursor = self.textCursor()
        cursor.clearSelection()
        self.setTextCursor(cursor)
        self._fit()
        self.update()


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
