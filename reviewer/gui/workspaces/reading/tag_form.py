"""What the tag selected means, when to use it and when not, and whose words carry it here."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from reviewer.gui import theme
from reviewer.gui.drafts import Places, nowhere
from reviewer.gui.fields import WordsField
from reviewer.model import Tag, Voice

_VOICES = (Voice.STUDY, Voice.COMMENTARY, Voice.READER)
FIELDS = (
    ("definition", "Definition of the tag", "What “{}” means"),
    ("use_when", "When to use the tag", "When to use it"),
    ("avoid_when", "When not to use the tag", "When not to use it"),
)
"""Field, its name, and what stands in it while it is empty."""


class VoiceCounts(QWidget):
    """Glyphs of the voices, each with the number of quotes here that speak with it."""

    def __init__(self) -> None:
        super().__init__()
        self._counts: Mapping[Voice, int] = {}
        self.setFixedHeight(18)
        theme.notifier.themeChanged.connect(self.update)

    def show_counts(self, counts: Mapping[Voice, int]) -> None:
        """Show how many quotes there are, by voice."""
        self._counts = counts
        told = ", ".join(f"{counts.get(voice, 0)} {voice.value}" for voice in _VOICES)
        self.setAccessibleName(f"Quotes here: {told}")
        self.setToolTip(self.accessibleName())
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(theme.font("meta"))
        metrics, left = QFontMetrics(painter.font()), 6.0
        for voice in _VOICES:
            count = self._counts.get(voice, 0)
            theme.draw_voice_glyph(painter, QRectF(left, 2, 12, 14), voice.value)
            painter.setPen(theme.colour("text2" if count else "text3"))
            words = str(count) if count else "–"
            painter.drawText(QRectF(left + 16, 0, 40, 18), Qt.AlignmentFlag.AlignVCenter, words)
            left += 34 + metrics.horizontalAdvance(words)
        painter.end()


class TagForm(QWidget):
    """Three texts that save themselves; the last two show once they hold words or somebody asks for them."""

    written = Signal(int, str, str)
    """A tag, the name of a field and its words."""
    escaped = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.tag: Tag | None = None
        self._asked: int | None = None
        self.counts = VoiceCounts()
        self.fields = {
            key: WordsField(name, "", "small", fold=2, ink="text2") for key, name, _empty in FIELDS
        }
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 2, 6, 6)
        column.setSpacing(0)
        for key, field in self.fields.items():
            column.addWidget(field)
            field.written.connect(lambda words, key=key: self._write(key, words))
            field.escaped.connect(self.escaped)
        column.addWidget(self.counts)
        self.hide()

    def _write(self, key: str, words: str) -> None:
        if self.tag is not None:
            self.written.emit(self.tag.id, key, words)

    def show_tag(self, tag: Tag | None, counts: Mapping[Voice, int], place: Places = nowhere) -> None:
        """Show a tag, or nothing; words still being typed are saved for the tag they were typed for."""
        if self.tag is not None and (tag is None or tag.id != self.tag.id):
            for field in self.fields.values():
                field.flush()
        self.tag = tag
        self.setVisible(tag is not None)
        if tag is None:
            return
        for key, _name, empty in FIELDS:
            words = getattr(tag, key)
            self.fields[key].setPlaceholderText(empty.format(tag.name))
            self.fields[key].show_words(words, place(key))
            asked = key == "definition" or self._asked == tag.id or self.fields[key].draft.offer is not None
            self.fields[key].setVisible(bool(words) or asked or self.fields[key].hasFocus())
        self.counts.show_counts(counts)

    def ask(self, key: str) -> None:
        """Show all fields of the tag and put the caret in one."""
        if self.tag is not None:
            self._asked = self.tag.id
            for field in self.fields.values():
                field.setVisible(True)
            self.fields[key].setFocus(Qt.FocusReason.OtherFocusReason)
