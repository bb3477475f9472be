"""What the tag selected means, when to use it and when not, and whose words carry it here."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from reviewer.gui import theme
from reviewer.gui.drafts import Places, nowhere
from reviewer.gui.fields import words
from reviewer.gui.words_field import WordsField
from reviewer.language import say
from reviewer.model import Tag, Voice

LOWEST = 64
"""Height, px, of the least that is shown of the form: two lines and the counts."""
_VOICES = (Voice.STUDY, Voice.COMMENTARY, Voice.READER)
FIELDS = (
    ("definition", say("Definition of the tag"), "", say("What it means")),
    ("use_when", say("When to use the tag"), say("Use it when"), say("Not said yet")),
    ("avoid_when", say("When not to use the tag"), say("Do not use it when"), say("Not said yet")),
)
"""Field, its name, what stands over it, and what stands in it while it is empty."""


def _counted(counts: Mapping[Voice, int]) -> str:
    return ", ".join(f"{counts.get(voice, 0)} {theme.VOICES_INSIDE[voice]}" for voice in _VOICES)


class VoiceCounts(QWidget):
    """Glyphs of the voices, each with how many quotes speak with it: here, of those in the library."""

    def __init__(self) -> None:
        super().__init__()
        self._here: Mapping[Voice, int] = {}
        self._whole: Mapping[Voice, int] = {}
        self.setFixedHeight(18)
        theme.notifier.themeChanged.connect(self.update)

    def show_counts(self, here: Mapping[Voice, int], whole: Mapping[Voice, int]) -> None:
        """Show how many quotes there are, by voice, in this document and in the library."""
        self._here, self._whole = here, whole
        told, total = _counted(here), _counted(whole)
        self.setAccessibleName(say("Quotes here: {here}; in the library: {whole}", here=told, whole=total))
        self.setToolTip(self.accessibleName())
        self.update()

    def words(self, voice: Voice) -> str:
        """Return what stands beside the glyph of a voice: "2 of 5", or "–" where nothing speaks with it."""
        whole = self._whole.get(voice, 0)
        return say("{number} of {count}", number=self._here.get(voice, 0), count=whole) if whole else "–"

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(theme.font("meta"))
        metrics, left = QFontMetrics(painter.font()), 6.0
        for voice in _VOICES:
            words = self.words(voice)
            theme.draw_voice_glyph(painter, QRectF(left, 2, 12, 14), voice.value)
            painter.setPen(theme.colour("text2" if self._here.get(voice, 0) else "text3"))
            painter.drawText(QRectF(left + 16, 0, 80, 18), Qt.AlignmentFlag.AlignVCenter, words)
            left += 32 + metrics.horizontalAdvance(words)
        painter.end()


class FormRoom(QScrollArea):
    """Holds the form at the height it wants, and scrolls it where the dock is too low for that.

    A dock that is low shows tags: the form comes only while somebody is at it, or where a draft waits in it.
    """

    def __init__(self, form: TagForm) -> None:
        super().__init__(widgetResizable=True)
        self.form = form
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.setWidget(form)
        self.viewport().setAutoFillBackground(False)
        form.setAutoFillBackground(False)
        form.installEventFilter(self)
        self._low = self._asked = False
        form.asked.connect(self._make_room)
        form.left.connect(lambda: QTimer.singleShot(0, self, self._give_way))
        form.reached.connect(
            lambda field: QTimer.singleShot(0, field, lambda: self.ensureWidgetVisible(field))
        )
        self.hide()

    def set_low(self, low: bool) -> None:
        """Say whether the dock has no room for the form beside a few tags."""
        self._low = low
        self._show_or_hide()

    def _make_room(self) -> None:
        self._asked = True
        self._show_or_hide()

    def _give_way(self) -> None:
        self._asked = self.form.at_work
        self._show_or_hide()

    def _show_or_hide(self) -> None:
        form = self.form
        self.setVisible(
            form.tag is not None and (not self._low or self._asked or form.at_work or form.offers)
        )

    def sizeHint(self) -> QSize:
        return QSize(80, self.form.sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(80, min(LOWEST, self.form.sizeHint().height()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.form and event.type() in (
            QEvent.Type.ShowToParent, QEvent.Type.HideToParent, QEvent.Type.LayoutRequest, QEvent.Type.Resize,
        ):  # fmt: skip
            self._show_or_hide()
            self.updateGeometry()
        return super().eventFilter(watched, event)


class TagForm(QWidget):
    """Three texts that save themselves; the last two show while they hold words or somebody is at one."""

    written = Signal(int, str, str)
    """A tag, the name of a field and its words."""
    escaped = Signal()
    reached = Signal(QWidget)
    """The field that got the keyboard."""
    asked = Signal()
    """Somebody wants to write here."""
    left = Signal()
    """The keyboard left a field."""

    def __init__(self) -> None:
        super().__init__()
        self.tag: Tag | None = None
        self._asked: int | None = None
        self.counts = VoiceCounts()
        self.fields = {key: WordsField(name, "", "small", fold=2, ink="text2") for key, name, *_ in FIELDS}
        self.captions = {key: words(said, "meta", "3") for key, _, said, _ in FIELDS if said}
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 2, 6, 6)
        column.setSpacing(0)
        for key, field in self.fields.items():
            if key in self.captions:
                self.captions[key].setContentsMargins(6, 3, 0, 0)
                column.addWidget(self.captions[key])
            column.addWidget(field)
            field.written.connect(lambda words, key=key: self._write(key, words))
            field.escaped.connect(self.escaped)
            field.installEventFilter(self)
        column.addWidget(self.counts)
        self._show_fields()
        self.hide()

    def _write(self, key: str, words: str) -> None:
        if self.tag is not None:
            self.written.emit(self.tag.id, key, words)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn:
            self._show_fields()
            self.reached.emit(watched)
        elif event.type() == QEvent.Type.FocusOut:
            self.left.emit()
        return super().eventFilter(watched, event)

    @property
    def at_work(self) -> bool:
        """Return whether somebody is at one of the fields, or at the answers to a draft below it."""
        focus = self.window().focusWidget()
        return focus is not None and self.isAncestorOf(focus)

    @property
    def offers(self) -> bool:
        """Return whether a draft waits to be kept or put away."""
        return any(field.draft.offer is not None for field in self.fields.values())

    def show_tag(self, tag: Tag | None, place: Places = nowhere) -> None:
        """Show a tag, or nothing; words still being typed are saved for the tag they were typed for."""
        if self.tag is not None and (tag is None or tag.id != self.tag.id):
            for field in self.fields.values():
                field.flush()
        self.tag = tag
        if tag is None:
            self.hide()
            return
        for key, _name, _over, empty in FIELDS:
            self.fields[key].setPlaceholderText(empty)
            self.fields[key].show_words(getattr(tag, key), place(key))
        self._show_fields()
        self.show()  # at the height it will have

    def _show_fields(self) -> None:
        """Show the definition and each other that holds words; all of them while one has the keyboard."""
        at_one = any(field.hasFocus() for field in self.fields.values())
        wanted = at_one or (self.tag is not None and self._asked == self.tag.id)
        for key, field in self.fields.items():
            said = self.tag is not None and bool(getattr(self.tag, key))
            shown = key == "definition" or wanted or said or field.draft.offer is not None
            field.setVisible(shown)
            if key in self.captions:
                self.captions[key].setVisible(shown)

    def ask(self, key: str) -> None:
        """Show all fields of the tag and put the caret in one."""
        if self.tag is not None:
            self._asked = self.tag.id
            self._show_fields()
            self.asked.emit()
            self.fields[key].setFocus(Qt.FocusReason.OtherFocusReason)
