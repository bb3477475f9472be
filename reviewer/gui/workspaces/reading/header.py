"""The head of the reader: title, source line, voice toggles, text size, notes, and what else there is."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from reviewer.gui import theme
from reviewer.gui.fields import Elided, words
from reviewer.gui.workspaces.reading.desk import Desk, source_line
from reviewer.gui.workspaces.reading.signs import icon_button
from reviewer.language import retold, say
from reviewer.model import Op

MODES = ("show", "dim", "fold")
_STATES = {
    "show": (say("{voice} is shown"), say("{voice} is shown. A click dims it ({key}).")),
    "dim": (say("{voice} is dimmed"), say("{voice} is dimmed. A click folds it ({key}).")),
    "fold": (say("{voice} is folded"), say("{voice} is folded. A click shows it ({key}).")),
}
UNDONE = {
    "move": say("Undo move"),
    "split": say("Undo split"),
    "merge": say("Undo merge"),
    "confirm": say("Undo confirm"),
}
"""Verbs of the journal that the button to undo repeats."""
ROOMY = 640
"""Width of the header below which the toggles show only their glyphs."""


class VoiceToggle(QAbstractButton):
    """One voice: shown, dimmed or folded. A click goes on to the next of the three."""

    cycled = Signal(str)

    def __init__(self, voice: str, key: str) -> None:
        super().__init__()
        self.voice, self.key, self.mode, self.short = voice, key, "show", False
        self.setText(theme.VOICE_WORDS[voice])
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self.cycle)
        theme.notifier.themeChanged.connect(self.update)
        self.set_mode("show")

    def cycle(self) -> None:
        """Go on from shown to dimmed to folded and back."""
        self.set_mode(MODES[(MODES.index(self.mode) + 1) % len(MODES)])
        self.cycled.emit(self.mode)

    def set_mode(self, mode: str) -> None:
        """Show a mode without telling."""
        self.mode = mode
        spoken, told = _STATES[mode]
        self.setAccessibleName(spoken.format(voice=self.text()))
        self.setToolTip(told.format(voice=self.text(), key=self.key))
        self.update()

    def set_short(self, short: bool) -> None:
        """Show only the glyph."""
        if short != self.short:
            self.short = short
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        if self.short:
            return QSize(28, 26)
        return QSize(31 + QFontMetrics(theme.font("small")).horizontalAdvance(self.text()), 26)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        if self.mode != "fold":
            pen = QPen(theme.colour("line"), 1)
            pen.setStyle(Qt.PenStyle.DashLine if self.mode == "dim" else Qt.PenStyle.SolidLine)
            painter.setPen(pen)
            painter.setBrush(theme.colour("panel") if self.mode == "show" else QColor(0, 0, 0, 0))
            painter.drawRoundedRect(box, 3, 3)
        elif self.underMouse():
            painter.fillRect(box, theme.colour("hover"))
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        glyph = QRectF(7, 0, 14, self.height())
        painter.setOpacity(0.5 if self.mode == "dim" else 1)
        theme.draw_voice_glyph(painter, glyph, self.voice)
        painter.setOpacity(1)
        if not self.short:
            painter.setFont(theme.font("small"))
            painter.setPen(theme.colour("text1" if self.mode == "show" else "text3"))
            painter.drawText(
                QRectF(25, 0, self.width() - 25, self.height()), Qt.AlignmentFlag.AlignVCenter, self.text()
            )
        painter.end()


class Header(QWidget):
    """46 px over the page; while separating it shows what can be done with the boundaries instead."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(theme.size("readerHeader"))
        self.title, self.source = Elided("docTitle", "text1"), Elided("meta", "text3")
        self.toggles = {voice: VoiceToggle(voice, f"Shift+{n}") for n, voice in enumerate(theme.VOICES, 1)}
        self.size_button = icon_button("text", say("Text size"))
        self.notes_button = icon_button("note", say("Margin notes"), checkable=True)
        self.pages_button = icon_button("file", say("Original pages"), checkable=True)
        self.more_button = icon_button("more", say("More about this document"))
        self.undo_button = theme.KeyButton(say("Undo"), "Ctrl", "Z")
        self.undo_button.setAccessibleName(say("Undo the last correction"))
        self.sure_button = theme.KeyButton(say("Confirm all sure"), "Shift", "Enter", primary=True)
        self._reading: list[QWidget] = [
            *self.toggles.values(),
            self.size_button,
            self.notes_button,
            self.pages_button,
            self.more_button,
        ]
        self._separating: list[QWidget] = [self.undo_button, self.sure_button]
        self._arrange()
        self.set_separating(False)
        theme.notifier.themeChanged.connect(self.update)

    def _arrange(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 0, 12, 1)
        row.setSpacing(2)
        names = QVBoxLayout()
        names.setContentsMargins(0, 4, 0, 4)
        names.setSpacing(0)
        names.addWidget(self.title)
        names.addWidget(self.source)
        row.addLayout(names, 1)
        row.addSpacing(12)
        for widget in (*self._reading, *self._separating):
            row.addWidget(widget)
        row.insertSpacing(row.indexOf(self.sure_button), 8)
        for button in (self.size_button, self.notes_button, self.pages_button, self.more_button):
            row.setAlignment(button, Qt.AlignmentFlag.AlignVCenter)

    def set_separating(self, on: bool) -> None:
        """Show the buttons of separating, or those of reading."""
        goes, comes = (self._reading, self._separating) if on else (self._separating, self._reading)
        for widget in goes:  # first, or the header needs the room of both and takes it from the docks
            widget.hide()
        for widget in comes:
            widget.show()

    def toggle_notes(self) -> None:
        """Show the margin notes, or only their numbers."""
        self.notes_button.toggle()

    def show_desk(self, desk: Desk | None, place: str = "") -> None:
        """Show title and source of a document; `place` replaces the source line."""
        record = desk.document.record if desk else None
        self.title.setText((record.title or say("Without a title")) if record else "")
        self.source.setText(place or (source_line(desk.document) if desk else ""))
        for widget in (*self._reading, *self._separating):
            widget.setEnabled(desk is not None)

    def show_undo(self, last: Op | None) -> None:
        """Say on the button what it would take back."""
        verb = last.label.split()[0].lower() if last is not None else ""
        self.undo_button.setText(UNDONE.get(verb) or say("Undo"))
        self.undo_button.setToolTip(
            say("Undo: {action}", action=retold(last.label))
            if last is not None
            else say("There is nothing to undo.")
        )
        self.undo_button.setEnabled(last is not None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for toggle in self.toggles.values():
            toggle.set_short(self.width() < ROOMY)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("page"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.colour("hair"))
        painter.end()


def no_document(text: str) -> QLabel:
    """Make the words that stand in place of the page when no document is open."""
    label = words(text, "body", "3", wrap=True)
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return label
