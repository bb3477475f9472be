"""The docks of separating: the list of boundaries, and the question about the current one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from html import escape

from PySide6.QtCore import QModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QRadioButton,
    QScrollArea,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from reviewer.gui import theme
from reviewer.gui.drafts import Places
from reviewer.gui.fields import LineField, caption, clear, hair, words
from reviewer.gui.lists import ROW, List, Rows, draw_ground, draw_words
from reviewer.gui.workspaces.reading.desk import Desk, label_of, long_label
from reviewer.gui.workspaces.reading.question import (
    GLYPHS,
    OTHER_KINDS,
    VOICE_KINDS,
    Answer,
    Edge,
    Question,
    main_of,
    said,
)
from reviewer.gui.workspaces.reading.signs import icon_button
from reviewer.language import amount, say
from reviewer.model import VOICE_OF_KIND, Kind, Segment, Voice
from reviewer.separation.boundaries import BY_HAND, NOTHING_CERTAIN, nothing_certain
from reviewer.separation.wholes import SECTION_LABEL


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the list: number, voices above and below with their labels, first words, state."""

    segment: int
    number: int
    above: tuple[str, str]
    below: tuple[str, str]
    words: str
    state: str
    """One of STATES."""


STATES = {"confirmed": say("confirmed"), "sure": say("sure"), "check": say("check")}
"""How a boundary stands, with what the list says."""


def line_of(desk: Desk, edge: Edge) -> Line:
    """Return the row of a boundary."""
    confirmed = all(part.confirmed_by is not None for part in edge.parts)
    state = "confirmed" if confirmed else "sure" if edge.sure else "check"
    above, below = _side(edge.upper), _side(edge.parts)
    return Line(edge.below.id, edge.number, above, below, said(desk, edge, 7), state)


def _side(parts: tuple[Segment, ...]) -> tuple[str, str]:
    """Return the voice and the label of what stands on one side of a boundary."""
    if not parts:
        return "", say("Start")
    main = main_of(parts)
    voice = theme.voice_of(main.voice.value)
    unlabelled = main.kind is Kind.ABSTRACT and not main.rule.startswith((SECTION_LABEL, BY_HAND))
    if unlabelled or (main.kind is Kind.ABSTRACT and len(parts) > 1):  # the whole abstract is meant
        return voice, theme.VOICE_WORDS[main.voice]
    return voice, label_of(main)


def spoken(line: Line) -> str:
    """Return a row as it is read out."""
    return say(
        "Boundary {number}, {above} to {below}, {words}, {state}",
        number=line.number,
        above=line.above[1],
        below=line.below[1],
        words=line.words,
        state=STATES[line.state],
    )


class _Lines(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        return QSize(120, 52)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        line: Line = index.data(ROW)
        painter.save()
        box = draw_ground(painter, option)
        painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), theme.colour("hair"))
        top = QRectF(box.left() + 12, box.top() + 6, box.width() - 24, 20)
        low = top.translated(0, top.height())
        draw_words(painter, top, str(line.number), "small", "text2")
        edge, end = top.right() - self._state_width(line.state), low.right()
        if top.left() + 20 + self._voices_width(line) > edge:  # rather the state on the second line
            edge, end = top.right(), edge - 4
            self._draw_state(painter, low, line.state)
        else:
            self._draw_state(painter, top, line.state)
        left = self._draw_voice(painter, top.left() + 20, top, edge, *line.above)
        left = draw_words(painter, QRectF(left + 5, top.top(), 10, 20), "›", "small", "text3") + 5
        self._draw_voice(painter, left, top, edge, *line.below)
        room = QRectF(top.left() + 20, low.top(), end - top.left() - 20, 20)
        draw_words(painter, room, line.words, "quote", "text1")
        painter.restore()

    def _voices_width(self, line: Line) -> float:
        """Return how much room both voices need beside each other."""
        metrics = QFontMetricsF(theme.font("small", weight=600))
        names = sum(
            metrics.horizontalAdvance(label) + (19 if voice else 0)
            for voice, label in (line.above, line.below)
        )
        return names + 10 + QFontMetricsF(theme.font("small")).horizontalAdvance("›")

    def _state_width(self, state: str) -> float:
        font = theme.font("meta", weight=600 if state == "check" else 400)
        return QFontMetricsF(font).horizontalAdvance(STATES[state]) + 24

    def _draw_voice(
        self, painter: QPainter, left: float, top: QRectF, edge: float, voice: str, label: str
    ) -> float:
        if not voice:
            return draw_words(
                painter, QRectF(left, top.top(), edge - left, top.height()), label, "small", "text2"
            )
        theme.draw_voice_glyph(painter, QRectF(left - 1, top.top(), 13, top.height()), voice)
        room = QRectF(left + 15, top.top(), max(10.0, edge - left - 19), top.height())
        return draw_words(painter, room, label, "small", voice, 600)

    def _draw_state(self, painter: QPainter, line: QRectF, state: str) -> None:
        painter.setFont(theme.font("meta", weight=600 if state == "check" else 400))
        ink, sign = ("warning", "warn") if state == "check" else ("ok", "check")
        painter.setPen(theme.colour(ink))
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, STATES[state])
        left = line.right() - self._state_width(state) + 4
        theme.draw_icon(painter, QRectF(left, line.top(), 15, line.height()), sign, ink)


class Boundaries(QWidget):
    """The list of boundaries; a click or Enter makes one the current one."""

    asked = Signal(int)
    """The id of the part below the boundary chosen."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("pane", "panel")
        self.model = Rows(spoken)
        self.list = List(self.model, _Lines(), say("Boundaries"))
        self.list.run = lambda line: self.asked.emit(line.segment)
        self.count: QLabel = words("", "meta", "2")
        self.leave_button = icon_button("split", say("Back to reading (Esc)"), checkable=True)
        self.leave_button.setChecked(True)
        self.leave_button.clicked.connect(lambda: self.leave_button.setChecked(True))
        self.uncertain = words(say(NOTHING_CERTAIN), "small", "2", wrap=True)
        self.uncertain.setContentsMargins(12, 8, 12, 8)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.uncertain)
        column.addWidget(self.list, 1)

    def header(self) -> QWidget:
        """Return what stands in the title bar of the dock: what is settled, and the way back to reading."""
        bar = QWidget()
        row = QHBoxLayout(bar)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.count, 1)
        row.addWidget(self.leave_button)
        return bar

    def show_edges(self, desk: Desk, found: list[Edge], current: int) -> None:
        """Show the boundaries of a document and mark the one with the number `current`."""
        lines = [line_of(desk, edge) for edge in found if edge.listed]
        self.model.show(lines)
        check = sum(line.state == "check" for line in lines)
        settled = bool(lines) and all(line.state == "confirmed" for line in lines)
        sure, count = amount(len(lines) - check), amount(len(lines))
        open_ones = say("{sure} sure, {check} to check", sure=sure, check=amount(check))
        self.count.setText(say("{count} confirmed", count=count) if settled else open_ones)
        self.uncertain.setVisible(nothing_certain(desk.segments))
        self.list.go_to(current - 1 if current else -1)


class VoiceBox(QComboBox):
    """Whose words a part is: the voices, then the kinds without a voice."""

    chose = Signal(object)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        kinds = [kind for _, kind in (*VOICE_KINDS, *OTHER_KINDS)]
        self._voices = [_token(kind) for kind in kinds]
        for label, kind in (*VOICE_KINDS, *OTHER_KINDS):
            self.addItem(label, kind)
        self._show_glyphs()
        theme.notifier.themeChanged.connect(self._show_glyphs)
        self.setFont(theme.font("bodyStrong"))
        self.setPlaceholderText(say("Start of the text"))
        self.activated.connect(lambda n: self.chose.emit(self.itemData(n)))

    def _show_glyphs(self) -> None:
        """Draw the glyphs in the inks in force."""
        for n, voice in enumerate(self._voices):
            self.setItemIcon(n, theme.icon(f"voice-{voice}", voice))

    def show_segment(self, segment: Segment | None) -> None:
        """Show what a part is now, in the ink of its voice; a comment with its number."""
        self.setEnabled(segment is not None)
        self._show_ink(theme.voice_of(segment.voice.value) if segment is not None else "")
        if segment is None:
            self.setCurrentIndex(-1)
            return
        reader = self.findData(Kind.COMMENT)
        numbered = segment.comment and segment.voice is Voice.READER
        self.setItemText(reader, long_label(segment) if numbered else theme.VOICE_WORDS[Voice.READER])
        wanted = reader if segment.voice is Voice.READER else self._find(segment)
        self.setCurrentIndex(wanted)

    def _show_ink(self, voice: str) -> None:
        if self.property("tone") != voice:
            self.setProperty("tone", voice)
            self.style().unpolish(self)
            self.style().polish(self)

    def _find(self, segment: Segment) -> int:
        if segment.kind is Kind.QUOTE:
            return {Voice.STUDY: 0, Voice.COMMENTARY: 1}.get(segment.voice, 3)
        kinds = [self.itemData(n) for n in range(self.count())]
        return kinds.index(segment.kind) if segment.kind in kinds else 3


class AnswerRow(QWidget):
    """One numbered answer."""

    def __init__(self, number: int, text: str, group: QButtonGroup) -> None:
        super().__init__()
        self.button = QRadioButton(text)
        group.addButton(self.button, number)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.button, 1)
        row.addWidget(theme.KeyCap(str(number)))


class QuestionDock(QWidget):
    """The question about the current boundary. Its window title is the title of the dock."""

    kind_chosen = Signal(int, object)
    """A part and the kind it should have."""
    named = Signal(int, str)
    """A part and who speaks in it."""
    confirmed = Signal()
    counted_once = Signal(int, bool)
    """A part that repeats words, and whether it counts as a quotation: not as its writer's words."""

    def __init__(self) -> None:
        super().__init__()
        self.question: Question | None = None
        self.edge: Edge | None = None
        self.setProperty("pane", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.title = words("", "claim", wrap=True)
        self.why = words("", "small", "2", wrap=True)
        self.lead = words("", "label", "2")
        self.answers = QVBoxLayout()
        self.answers.setSpacing(2)
        self.group = QButtonGroup(self)
        self.effect = words("", "small", "2", wrap=True)
        self.effect.setTextFormat(Qt.TextFormat.RichText)
        self.repeated: Segment | None = None
        self.once = QCheckBox(say("Count quoted words once"))
        self.repeats = words("", "small", "2", wrap=True)
        self.confirm = theme.KeyButton(say("Confirm"), "Enter", primary=True)
        self.above, self.below = VoiceBox(say("Voice above")), VoiceBox(say("Voice below"))
        self.name = LineField(say("Who speaks below"), say("Nobody is named"))
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        sheet = QWidget()
        sheet.setProperty("pane", "panel")
        column = QVBoxLayout(sheet)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(_padded(self.title, self.why))
        column.addWidget(hair())
        middle = QWidget()
        middle.setProperty("pane", "page")
        middle.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        inner = QVBoxLayout(middle)
        inner.setContentsMargins(12, 10, 12, 12)
        inner.setSpacing(6)
        inner.addWidget(self.lead)
        inner.addLayout(self.answers)
        inner.addWidget(hair())
        inner.addWidget(self.effect)
        inner.addWidget(self.confirm, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(middle)
        column.addWidget(hair())
        low = _padded(words(say("Voice above and below"), "label", "2"))
        low.addLayout(self._grid())
        low.addSpacing(4)
        low.addWidget(self.repeats)
        low.addWidget(self.once)
        column.addLayout(low)
        column.addStretch(1)
        area = QScrollArea(widgetResizable=True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        sheet.setMinimumWidth(1)
        area.setWidget(sheet)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)

    def _grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(4)
        for row, (word, field) in enumerate(
            ((say("Above"), self.above), (say("Below"), self.below), (say("Speaker"), self.name))
        ):
            grid.addWidget(caption(word, field, "small"), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(field, row, 1)
        grid.setColumnStretch(1, 1)
        return grid

    def _connect(self) -> None:
        self.group.idToggled.connect(lambda _id, on: self._show_effect() if on else None)
        self.confirm.clicked.connect(self.confirmed)
        self.once.clicked.connect(
            lambda on: self.counted_once.emit(self.repeated.id, on) if self.repeated else None
        )
        self.above.chose.connect(lambda kind: self._choose("above", kind))
        self.below.chose.connect(lambda kind: self._choose("below", kind))
        self.name.written.connect(
            lambda name: self.named.emit(self.edge.main.id, name) if self.edge else None
        )

    def _choose(self, side: str, kind: Kind) -> None:
        if self.edge is not None:
            parts = self.edge.upper if side == "above" else self.edge.parts
            if parts:
                self.kind_chosen.emit(main_of(parts).id, kind)

    @property
    def chosen(self) -> int:
        """Return the number of the answer chosen, from 1."""
        return max(1, self.group.checkedId())

    def choose(self, number: int) -> None:
        """Choose an answer by its number."""
        button = self.group.button(number)
        if button is not None:
            button.setChecked(True)

    def show_edge(
        self, edge: Edge | None, asked: Question | None, places: Callable[[int], Places] | None = None
    ) -> None:
        """Show a boundary and what is asked about it; the answer that holds now is chosen."""
        kept = self.chosen if asked is not None and asked == self.question else 1
        self.edge = edge
        unnumbered = say("Boundary, not listed") if edge else say("Boundary")
        self.setWindowTitle(
            say("Boundary {number}", number=edge.number) if edge and edge.listed else unnumbered
        )
        if asked != self.question or asked is None:
            self._fill(asked)
        self.choose(kept)
        self._show_effect()
        for field in (self.name, self.confirm):
            field.setEnabled(edge is not None)
        self.above.show_segment(main_of(edge.upper) if edge and edge.upper else None)
        self.below.show_segment(edge.main if edge else None)
        if edge is not None:
            name = edge.main.attribution.name if edge.main.attribution else ""
            self.name.show_words(name, places(edge.main.id)("name") if places else None)

    def show_repeated(self, repeated: Segment | None, told: str) -> None:
        """Show that a comment beside the boundary repeats words, and whether they count once."""
        self.repeated = repeated
        for widget in (self.once, self.repeats):
            widget.setVisible(repeated is not None)
        self.once.setChecked(repeated is not None and repeated.kind is Kind.QUOTE)
        self.repeats.setText(told)
        self.once.setAccessibleName(f"{told} {say('Count quoted words once.')}".strip())

    def _fill(self, asked: Question | None) -> None:
        self.question = asked
        for button in self.group.buttons():
            self.group.removeButton(button)
        clear(self.answers)
        self.title.setText(asked.title if asked else say("This document has no boundaries."))
        self.why.setText(asked.why if asked else say("X splits a part at the caret."))
        self.lead.setText(asked.lead if asked else "")
        for number, answer in enumerate(asked.answers if asked else (), 1):
            self.answers.addWidget(AnswerRow(number, answer.words, self.group))

    def _show_effect(self) -> None:
        answer = self.question.answers[self.chosen - 1] if self.question else None
        self.effect.setText(_rich(answer) if answer else "")
        self.effect.setAccessibleName(answer.effect if answer else "")


def _token(kind: Kind) -> str:
    """Return the colour of the voice that a kind implies."""
    return theme.voice_of(VOICE_OF_KIND.get(kind, Voice.NONE))


def _rich(answer: Answer) -> str:
    """Return what an answer does, with voices in their ink and names in bold."""
    told = escape(answer.effect)
    for name in answer.names:
        told = told.replace(
            escape(name), f'<b style="color: {theme.colour("text1").name()}">{escape(name)}</b>'
        )
    for voice, kind in VOICE_KINDS:
        glyph, ink = GLYPHS[kind], theme.colour(_token(kind)).name()
        told = told.replace(f"{glyph} {voice}", f'<b style="color: {ink}">{glyph}&nbsp;{voice}</b>')
    return told


def _padded(*labels: QWidget) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setContentsMargins(12, 12, 12, 12)
    column.setSpacing(6)
    for label in labels:
        column.addWidget(label)
    return column
