"""A field of several lines that grows with its words and saves itself.

Typing is told once it rests for 400 ms, and when the focus leaves. What the library holds can be shown
again at any time (after undo, or a change from elsewhere) without moving the caret. Undo and redo are
those of the library, so the field keeps none of its own.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QLinearGradient,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QResizeEvent,
    QTextBlockFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QTextEdit, QWidget

from reviewer.gui import theme
from reviewer.gui.drafting import Drafting, is_undo
from reviewer.gui.drafts import Place
from reviewer.text import Utf16Map


def typed_in(field: QTextEdit | QPlainTextEdit) -> str:
    """Return words as typed: Qt's plain text would have spaces in place of no-break spaces."""
    return field.document().toRawText().replace("\u2029", "\n").replace("\u2028", "\n")


def common_ends(old: str, new: str) -> tuple[int, int]:
    """Return how many characters two texts share at the beginning and, apart from those, at the end."""
    limit = min(len(old), len(new))
    head = next((i for i in range(limit) if old[i] != new[i]), limit)
    limit -= head
    tail = next((i for i in range(limit) if old[-1 - i] != new[-1 - i]), limit)
    return head, tail


def _is_line(event: QKeyEvent) -> bool:
    return event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down) and not event.modifiers()


class WordsField(QTextEdit):
    """Several lines that grow with their words and save themselves, without a frame until focused.

    `fold` is the number of lines shown while unfocused; more fade out and stand in the tooltip. `framed`
    gives it a frame at all times, `least` is how many lines it is high at least, `one_line` makes Enter
    finish it.
    """

    written = Signal(str)
    """The words as they now stand, after a pause or when the focus leaves."""
    entered = Signal()
    escaped = Signal()
    focused = Signal()
    MARGINS = 6, 3
    """Pixels beside and above the words."""

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
        one_line: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._framed, self._least, self._one_line = framed, least, one_line
        self.type, self.fold, self._ink, self._placeholder = type, fold, ink, placeholder
        self._showing = False
        self.draft = Drafting(self, self.words, self._put, self.written.emit)
        self.setAccessibleName(name)
        self.setAccessibleDescription(placeholder)
        self._set_up()
        self.textChanged.connect(self._on_text)
        theme.notifier.themeChanged.connect(self._restyle)
        self._restyle()

    def _set_up(self) -> None:
        self.setAcceptRichText(False)
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setStyleSheet("QTextEdit { background: transparent; border: none; padding: 0; min-height: 0; }")
        self.viewport().setAutoFillBackground(False)
        self.document().setDocumentMargin(0)
        self.setViewportMargins(*self.MARGINS, *self.MARGINS)

    def _restyle(self) -> None:
        self.setFont(theme.font(self.type))
        self.document().setDefaultFont(theme.font(self.type))
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Text, theme.colour(self._ink))
        self.setPalette(palette)
        self._set_lines()
        self._fit()

    def set_ink(self, ink: str) -> None:
        """Write in another colour, as in a row that is closed."""
        if ink != self._ink:
            self._ink = ink
            self._restyle()

    def _set_lines(self) -> None:
        """Give every line the height of the type token, whatever fonts its characters come from."""
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
        self._showing = True
        if self.hasFocus():
            self._replace_middle(self.words(), words)
        else:
            self.setPlainText(words)
        self._showing = False
        self._set_lines()
        self._fit()

    def _replace_middle(self, present: str, stored: str) -> None:
        """Change only what differs, so that Qt moves the caret no more than it must."""
        head, tail = common_ends(present, stored)
        units = Utf16Map(present)
        cursor = QTextCursor(self.document())
        cursor.setPosition(units.to_utf16(head))
        cursor.setPosition(units.to_utf16(len(present) - tail), QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(stored[head : len(stored) - tail])

    def forget(self) -> None:
        """Drop what was typed and not told, as Esc does, and show what is stored."""
        self.draft.forget()

    def flush(self) -> None:
        """Save what was typed, now."""
        self.draft.flush()

    def words(self) -> str:
        """Return what stands in the field."""
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
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and is_undo(event):
            self.flush()
            event.ignore()
            return False
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _is_line(event):
            event.accept()
            return True
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
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._one_line:
            self.flush()
            self.entered.emit()
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
        self.focused.emit()
        self._fit()
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.flush()
        super().focusOutEvent(event)
        if (
            event.reason() != Qt.FocusReason.PopupFocusReason
        ):  # the menu of the field acts on what is selected
            cursor = self.textCursor()
            cursor.clearSelection()
            self.setTextCursor(cursor)
            self.give_back()
        self._fit()
        self.update()
