"""The outline: whose words this document holds, how many, and the way to each part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from PySide6.QtCore import QModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from reviewer.gui import theme
from reviewer.gui.lists import ROW, List, Rows, draw_ground, draw_right, draw_words
from reviewer.gui.workspaces.reading.desk import Desk, Parts, begin, label_of
from reviewer.gui.workspaces.reading.signs import Link, icon_button
from reviewer.language import amount, quoted, say, say_count
from reviewer.model import Kind, Segment, Voice
from reviewer.separation.stated import RULE as BY_FIELD
from reviewer.separation.wholes import to_check, wholes

_ORDER = (Voice.STUDY, Voice.COMMENTARY, Voice.READER, Voice.NONE)
LINES_IN_SIGHT = 4
"""Lines of the outline that stay in sight however low the window is."""
_GROUPS = {
    Voice.COMMENTARY: say("Commentary"),
    Voice.READER: say("Reader comments"),
    Voice.NONE: say("Boilerplate"),
}


@dataclass(frozen=True, slots=True)
class Part:
    """A row: a voice with its words, or, without `words`, one stretch of it from `start` to `end`."""

    voice: Voice
    text: str
    start: int
    end: int
    words: int | None = None


def parts(desk: Desk) -> list[Part]:
    """Return the rows of the outline, the voices always in the same order."""
    found: list[Part] = []
    ends = {part.start: whole[-1].end for whole in wholes(desk.segments) for part in whole}
    for voice in _ORDER:
        own = [segment for segment in desk.worded if segment.voice is voice]
        if own:
            count = sum(desk.counted(segment) for segment in own)
            start = own[0].start
            found.append(Part(voice, _group_name(voice, own), start, ends[start], count))
            found.extend(_stretches(desk, voice, own))
    return found


def _group_name(voice: Voice, own: Sequence[Segment]) -> str:
    if voice is Voice.STUDY:
        return say("Study abstract") if all(s.kind is Kind.ABSTRACT for s in own) else say("Study")
    return _GROUPS[voice]


def _stretches(desk: Desk, voice: Voice, own: Sequence[Segment]) -> Iterator[Part]:
    if voice is Voice.READER:
        for _, comment in groupby(own, lambda segment: segment.comment):
            yield _comment(desk, list(comment))
    elif voice is Voice.COMMENTARY:
        for name, run in groupby(own, lambda s: s.attribution.name if s.attribution else ""):
            first, *_, last = [*(stretch := list(run)), stretch[-1]]
            yield Part(voice, name or say("Nobody is named"), first.start, last.end)
    else:
        rows = [_single(voice, segment) for segment in own if _has_name(segment)]
        for _, alike in groupby(rows, lambda row: row.text):
            same = list(alike)
            yield replace(same[0], end=same[-1].end)


def _has_name(segment: Segment) -> bool:
    return (
        segment.role is not None
        or segment.second_hand
        or segment.voice is Voice.NONE
        and (segment.kind not in (Kind.BOILERPLATE, Kind.TITLE))
    )


def _single(voice: Voice, segment: Segment) -> Part:
    if segment.second_hand:
        known = segment.quotes is not None and segment.quotes.document is not None
        words = say("Quoted") if known else say("Quoted, no citation in the text")
        return Part(voice, words, segment.start, segment.end)
    if segment.role is not None:
        return Part(voice, theme.ROLE_WORDS[segment.role], segment.start, segment.end)
    return Part(voice, label_of(segment), segment.start, segment.end)


def _comment(desk: Desk, comment: Sequence[Segment]) -> Part:
    first, last = comment[0], comment[-1]
    quotes = any(segment.kind is Kind.QUOTE for segment in comment)
    reply = next((s.in_reply_to for s in comment if s.in_reply_to is not None), None)
    if quotes and reply is not None:
        said = say("quotes {comment}, then answers", comment=reply)
    else:
        said = quoted(begin(desk.text[first.start : last.end], 6))
    return Part(Voice.READER, f"{first.comment or '?'} · {said}", first.start, last.end)


def ribbon(desk: Desk) -> list[tuple[str, int]]:
    """Return the (voice, words) stretches of a document in order."""
    runs = groupby(desk.worded, lambda segment: segment.voice)
    return [(voice.value, sum(desk.counted(segment) for segment in run)) for voice, run in runs]


def summary(desk: Desk) -> tuple[str, str]:
    """Return the line under the ribbon in two: how many words, and how sure their voices are.

    As in ("503 words, ", "2 boundaries to check").
    """
    count = sum(desk.counted(segment) for segment in desk.worded)
    unsure = to_check(desk.segments)
    if desk.parts.uncertain:
        state = say("nothing certain")
    elif unsure:
        state = say_count(unsure, "{n} boundary to check", "{n} boundaries to check")
    elif all(segment.rule.startswith(BY_FIELD) for segment in desk.worded):
        state = say("as its record states")
    elif all(segment.confirmed_by or segment.rule.startswith(BY_FIELD) for segment in desk.worded):
        state = say("boundaries confirmed")
    else:
        state = say("boundaries not confirmed")
    return say_count(count, "{n} word", "{n} words") + ", ", state


def spoken(part: Part) -> str:
    """Return a row as it is read out."""
    return (
        part.text
        if part.words is None
        else say("{part}, {count} words", part=part.text, count=amount(part.words))
    )


class Ribbon(QWidget):
    """The voices of a document in order, width by words."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[tuple[str, int]] = []
        self.setFixedHeight(theme.size("voiceRibbon"))
        theme.notifier.themeChanged.connect(self.update)

    def show_parts(self, parts: Sequence[tuple[str, int]]) -> None:
        """Show these stretches, with their shares in the tooltip."""
        self.parts = list(parts)
        total = sum(count for _, count in parts) or 1
        shares = {voice: 0 for voice, _ in parts}
        for voice, count in parts:
            shares[voice] += count
        told = ", ".join(f"{theme.VOICE_WORDS[v]} {100 * c / total:.0f} %" for v, c in shares.items())
        self.setToolTip(told)
        self.setAccessibleName(say("Voices by words: {shares}", shares=told))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        theme.draw_voice_ribbon(painter, QRectF(self.rect()), self.parts)
        painter.end()


class _Lines(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        return QSize(80, 26)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        part: Part = index.data(ROW)
        painter.save()
        box = draw_ground(painter, option, calm=True).adjusted(12, 0, -12, 0)
        if part.words is None:
            draw_words(painter, box.adjusted(18, 0, 0, 0), part.text, "small", "text2")
        else:
            voice = part.voice.value
            theme.draw_voice_glyph(painter, QRectF(box.left() - 1, box.top(), 13, box.height()), voice)
            left = draw_right(painter, box, say("{count} w", count=amount(part.words)), "small", "text3")
            room = QRectF(box.left() + 16, box.top(), left - box.left() - 22, box.height())
            draw_words(painter, room, part.text, "bodyStrong", theme.voice_of(voice))
        painter.restore()


class Outline(QWidget):
    """Ribbon, summary and the list of parts; a click or Enter goes to a part."""

    asked = Signal(int, int)
    """Start and end of the part to show."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("pane", "panel")
        self._shown: Parts | None = None
        self.ribbon = Ribbon()
        self.line = Link()
        self.line.setProperty("tone", "3")
        self.line.setFont(theme.font("meta"))
        self.model = Rows(spoken)
        self.list = List(self.model, _Lines(), say("Parts of the document by voice"))
        self.list.run = lambda part: self.asked.emit(part.start, part.end)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 14, 0, 0)
        column.setSpacing(0)
        for widget, margins in ((self.ribbon, (12, 0, 12, 7)), (self.line, (9, 0, 9, 6))):
            row = QVBoxLayout()
            row.setContentsMargins(*margins)
            row.addWidget(widget)
            column.addLayout(row)
        column.addWidget(self.list, 1)
        self.split_button = icon_button("split", say("Correct the boundaries (B)"))

    def header(self) -> QWidget:
        """Return what stands in the title bar of the dock: the way to separating."""
        bar = QWidget()
        row = QHBoxLayout(bar)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        row.addWidget(self.split_button)
        return bar

    def show_desk(self, desk: Desk | None) -> None:
        """Show the parts of a document, or nothing; what is shown already is left alone."""
        now = desk.parts if desk is not None else None
        if now is self._shown:
            return
        self._shown = now
        self.ribbon.show_parts(ribbon(desk) if desk else [])
        count, state = summary(desk) if desk else ("", "")
        open_ones = state if desk is not None and (to_check(desk.segments) or desk.parts.uncertain) else ""
        self.line.show_words(open_ones, before=count + ("" if open_ones else state))
        self.model.show(parts(desk) if desk else [])
        self.list.setMinimumHeight(26 * min(len(self.model.rows), LINES_IN_SIGHT))
        self.list.updateGeometry()  # or the outline keeps the height that the document before asked for

    def show_position(self, position: int) -> None:
        """Mark the part that the caret is in; a voice's own row when the part has no line of its own."""
        rows = self.model.rows
        fitting = [n for n, part in enumerate(rows) if part.start <= position < part.end]
        voices = [n for n in fitting if rows[n].words is not None]
        self.list.go_to((voices or fitting or [-1])[0])

    def focus_list(self) -> None:
        """Give the keyboard to the list."""
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)
