"""Fields that save themselves, and labels: what the docks are made of.

Typing is told once it rests for 400 ms and when the focus leaves. What the library holds can be shown at
any time without moving the caret or losing words that are still being typed. Words that are not saved yet
are kept as a draft, if the field is told its place. Undo and redo are those of the library, so the fields
keep none of their own.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QKeySequence,
    QLinearGradient,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QResizeEvent,
    QTextBlockFormat,
    QTextCursor,
)
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QTextEdit,
    QWidget,
)

from reviewer.gui import theme
from reviewer.gui.drafting import Drafting
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


def typed_in(field: QTextEdit | QPlainTextEdit) -> str:
    """Return words as typed: Qt's plain text would have spaces in place of no-break spaces."""
    return field.document().toRawText().replace("\u2029", "\n").replace("\u2028", "\n")


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


def _is_undo(event: QKeyEvent) -> bool:
    return event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo)


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
        self.draft.give_back()


class WordsField(QTextEdit):
    """Several lines that grow with their words and save themselves, without a frame until focused.

    `fold` is the number of lines shown while unfocused; more fade out and stand in the tooltip. `framed`
    gives it a frame at all times, `least` is how many lines it is high at least.
    """

    written = Signal(str)
    escaped = Signal()

    def __init__(
        self,
        name: str,
        placeholder: str,
        type: str,
        fold: int = 0,
        ink: str = "text1",
        *,
        framed: bool = False,
        least: int = 1,
    ) -> None:
        super().__init__()
        self._framed, self._least = framed, least
        self.type, self.fold, self._ink, self._placeholder = type, fold, ink, placeholder
        self._showing = False
        self.draft = Drafting(self, self._typed, self._put, self.written.emit)
        self.setAccessibleName(name)
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

    def show_words(self, stored: str, place: Place | None = None, standing: str | None = None) -> None:
        """Show what the library holds; the caret stays, and words still being typed are kept.

        `standing` are words that it declined and that are to stay in the field.
        """
        self.draft.show(stored, place, standing)

    def give_back(self) -> None:
        """Show what the library holds in place of words that it declined, as one leaves the field."""
        self.draft.give_back()

    def _put(self, words: str) -> None:
        caret = self.textCursor().position()
        self._showing = True
        self.setPlainText(words)
        self._showing = False
        self._set_lines()
        if self.hasFocus():
            cursor = self.textCursor()
            cursor.setPosition(min(caret, self.document().characterCount() - 1))
            self.setTextCursor(cursor)
        self._fit()

    def flush(self) -> None:
        """Save what was typed, now."""
        self.draft.flush()

    def _typed(self) -> str:
        return typed_in(self)

    def _on_text(self) -> None:
        self._fit()
        if not self._showing:
            self.draft.typing()

    # ------------------------------------------------------------------ size and frame

    @property
    def folded(self) -> bool:
        """Return whether words are hidden below the last line shown."""
        return bool(self.fold) and not self.hasFocus() and self._lines() > self.fold

    def _lines(self) -> int:
        return max(1, round(self.document().size().height() / theme.line_height(self.type)))

    def _fit(self) -> None:
        margins = self.viewportMargins()
        lines = self.fold if self.folded else max(self._least, self._lines())
        height = round(lines * theme.line_height(self.type)) + margins.top() + margins.bottom()
        if height != self.height() or height != self.maximumHeight():
            self.setFixedHeight(height)
        self.setToolTip(self.draft.stored if self.folded else "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def setPlaceholderText(self, words: str) -> None:
        """Say what an empty field is for; Qt's own would stand lower than words typed, and be cut."""
        self._placeholder = words
        self.viewport().update()

    def placeholderText(self) -> str:
        return self._placeholder

    def _paint_placeholder(self) -> None:
        """Write what an empty field is for, where its first line of words will stand."""
        layout = self.document().firstBlock().layout()
        if layout.lineCount() == 0 or layout.preeditAreaText():
            return
        line, metrics = layout.lineAt(0), self.fontMetrics()
        painter = QPainter(self.viewport())
        painter.setPen(theme.colour("text3"))
        words = metrics.elidedText(self._placeholder, Qt.TextElideMode.ElideRight, self.viewport().width())
        painter.drawText(QPointF(0, line.y() + line.ascent()), words)
        painter.end()

    def minimumSizeHint(self) -> QSize:
        return QSize(60, 26)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.document().isEmpty():
            self._paint_placeholder()
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
        if not self.hasFocus() and not self.underMouse() and not self._framed:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        wide = 2 if self.hasFocus() else 1
        painter.setPen(
            QPen(theme.colour("accent" if self.hasFocus() else "control" if self._framed else "line"), wide)
        )
        painter.setBrush(theme.colour("field") if self.hasFocus() or self._framed else Qt.BrushStyle.NoBrush)
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
        self.give_back()
        self._fit()
        self.update()
