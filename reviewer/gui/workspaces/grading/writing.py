"""Fields a person writes reasons into: they grow with the words and save themselves.

Typing is told once it rests for 400 ms, and when the focus leaves. What the library holds can be shown
again at any time (after undo, or a change from elsewhere) without moving the caret. Undo and redo are
those of the library, so the field keeps none of its own.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QResizeEvent,
    QTextBlockFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from reviewer.gui import theme
from reviewer.gui.drafting import Drafting
from reviewer.gui.drafts import Place
from reviewer.text import Utf16Map


def common_ends(old: str, new: str) -> tuple[int, int]:
    """Return how many characters two texts share at the beginning and, apart from those, at the end."""
    limit = min(len(old), len(new))
    head = next((i for i in range(limit) if old[i] != new[i]), limit)
    limit -= head
    tail = next((i for i in range(limit) if old[-1 - i] != new[-1 - i]), limit)
    return head, tail


class Writing(QTextEdit):
    """A text field without a frame until it has the focus. `one_line` makes Enter finish it."""

    written = Signal(str)
    """The words as they now stand, after a pause or when the focus leaves."""
    entered = Signal()
    escaped = Signal()
    focused = Signal()

    def __init__(
        self,
        name: str,
        placeholder: str = "",
        *,
        one_line: bool = False,
        framed: bool = False,
        type: str = "quote",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.one_line, self.framed, self.type = one_line, framed, type
        self.dim = False
        self._showing = False
        self.draft = Drafting(self, self.words, self._put, self.written.emit)
        self.setAccessibleName(name)
        self.setAccessibleDescription(placeholder)
        self._hint = placeholder
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
        self.setStyleSheet("QTextEdit { background: transparent; border: none; padding: 0; }")
        self.viewport().setAutoFillBackground(False)
        self.document().setDocumentMargin(0)
        self.setViewportMargins(8, 4, 8, 4)

    def _restyle(self) -> None:
        self.setFont(theme.font(self.type))
        self.document().setDefaultFont(theme.font(self.type))
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Text, theme.colour("text2" if self.dim else "text1"))
        palette.setColor(QPalette.ColorRole.Base, Qt.GlobalColor.transparent)
        self.setPalette(palette)
        self._set_lines()
        self._fit()

    def _set_lines(self) -> None:
        """Give every line the height of the type token, whatever fonts its characters come from."""
        form = QTextBlockFormat()
        form.setLineHeight(theme.line_height(self.type), QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        self._showing = True
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(form)
        self._showing = False

    def set_dim(self, dim: bool) -> None:
        """Write in the secondary colour, as in a row that is closed."""
        if dim != self.dim:
            self.dim = dim
            self._restyle()

    # ------------------------------------------------------------------ what it holds

    def words(self) -> str:
        """Return what stands in the field: Qt's plain text would have spaces in place of no-break spaces."""
        return self.document().toRawText().replace("\u2029", "\n").replace("\u2028", "\n")

    def show_words(self, stored: str, place: Place | None = None) -> None:
        """Show what the library holds; the caret stays, and words still being typed are kept."""
        self.draft.show(stored, place)

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
        """Tell what was typed, now."""
        self.draft.flush()

    def _on_text(self) -> None:
        self._fit()
        if not self._showing:
            self.draft.typing()

    # ------------------------------------------------------------------ its size

    def _fit(self) -> None:
        margins = self.viewportMargins()
        lines = max(theme.line_height(self.type), self.document().size().height())
        height = round(lines) + margins.top() + margins.bottom()
        if height != self.height() or height != self.maximumHeight():
            self.setFixedHeight(height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(160, self.maximumHeight())

    def minimumSizeHint(self) -> QSize:
        return QSize(60, 26)

    # ------------------------------------------------------------------ keys and focus

    def event(self, event: QEvent) -> bool:
        """Draw the frame, and leave undo and redo to the window: they are the library's."""
        if event.type() == QEvent.Type.Paint:
            self._paint_frame()
            return True
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo):
                self.flush()
                event.ignore()
                return False
            if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down) and not event.modifiers():
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.flush()
            self.escaped.emit()
            event.accept()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.one_line:
            self.flush()
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit()
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.flush()
        super().focusOutEvent(event)
        self.draft.give_back()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._hint and self.document().isEmpty():
            painter = QPainter(self.viewport())
            painter.setFont(theme.font(self.type))
            painter.setPen(theme.colour("text3"))
            box = QRectF(0, 0, self.viewport().width(), theme.line_height(self.type))
            metrics = painter.fontMetrics()
            shown = metrics.elidedText(self._hint, Qt.TextElideMode.ElideRight, int(box.width()))
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip, shown)
            painter.end()

    def _paint_frame(self) -> None:
        focused = self.hasFocus()
        if not focused and not self.framed:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("accent" if focused else "control"), 2 if focused else 1))
        painter.setBrush(theme.colour("field"))
        inset = 1.0 if focused else 0.5
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), 3, 3)
        painter.end()
