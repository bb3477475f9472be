"""Separating again: a list of what would change, to be looked at before anything is, and the offer of it.

Nothing here happens by itself. A library whose documents an earlier engine separated says so in a strip
over the page; the list shows the words, what they are now and would be, and why.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QHBoxLayout, QStyledItemDelegate, QStyleOptionViewItem, QVBoxLayout, QWidget

from reviewer.actions import documents as actions
from reviewer.gui import jobs, theme
from reviewer.gui.fields import hair, words
from reviewer.gui.lists import ROW, List, Rows, draw_ground, draw_words
from reviewer.gui.session import Session
from reviewer.gui.workspaces.reading.bars import Bar
from reviewer.gui.workspaces.reading.signs import icon_sign
from reviewer.language import amount, later, listed, retold, say, say_count
from reviewer.library import separations
from reviewer.model import Changes, Progress
from reviewer.separation import ENGINE

HIGHEST = 7
"""Rows that the list shows at once at the most."""
LOOKING = later("Looking at {number} of {count} documents.")
SEPARATING = later("Separating {number} of {count} documents.")


@dataclass(frozen=True, slots=True)
class Line:
    """A row: the title of a document, a part that would change, or a quote whose voice would."""

    kind: str
    """ "document", "part" or "quote"."""
    document: int
    start: int
    end: int
    words: str
    now: tuple[str, str] = ("", "")
    then: tuple[str, str] = ("", "")
    """Voice and words."""
    why: str = ""


def lines(previews: Sequence[actions.Preview]) -> Iterator[Line]:
    """Yield the rows of what would change; a title stands over each document when there are several."""
    for preview in previews:
        id = preview.document
        if len(previews) > 1:
            yield Line("document", id, 0, 0, preview.title)
        for each in preview.differences:
            now, then = each.told
            sides = (each.now.voice.value, now), (each.then.voice.value, then)
            yield Line("part", id, each.start, each.end, each.words, *sides, retold(each.why))
        for quote in preview.quotes:
            told = say(
                "The quote of claim {claim} would be {then}, now {now}.",
                claim=quote.claim,
                then=quote.then,
                now=quote.now,
            )
            yield Line("quote", id, quote.start, quote.end, " ".join(quote.exact.split()), why=told)


def told(previews: Sequence[actions.Preview]) -> str:
    """Return the head of the list, as in "Separating again would change 3 parts"."""
    parts = sum(len(preview.differences) for preview in previews)
    quotes = sum(len(preview.quotes) for preview in previews)
    reasons = sum(preview.reasons for preview in previews)
    said = [say_count(parts, "{n} part", "{n} parts")] if parts else []
    said += [say_count(quotes, "the voice of {n} quote", "the voice of {n} quotes")] if quotes else []
    if reasons and not said:
        said = [say_count(reasons, "only the reasons of {n} part", "only the reasons of {n} parts")]
    if len(previews) == 1:
        return say("Separating again would change {what}.", what=listed(said))
    count = amount(len(previews))
    return say("Separating again would change {what} of {count} documents.", what=listed(said), count=count)


def spoken(line: Line) -> str:
    """Return a row as it is read out."""
    if line.kind == "document":
        return line.words
    if line.kind == "quote":
        return f"{line.words}: {line.why}"
    return say(
        "{words}: {now} would be {then}; {why}",
        words=line.words,
        now=line.now[1],
        then=line.then[1],
        why=line.why,
    )


class _Lines(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        return QSize(120, 28 if index.data(ROW).kind == "document" else 48)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        line: Line = index.data(ROW)
        painter.save()
        box = draw_ground(painter, option)
        painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), theme.colour("hair"))
        room = box.adjusted(20, 0, -12, 0)
        if line.kind == "document":
            draw_words(painter, room, line.words, "bodyStrong", "text1")
        else:
            top = QRectF(room.left(), room.top() + 4, room.width(), 20)
            draw_words(painter, top, line.words, "quote", "text1")
            self._draw_below(painter, QRectF(room.left(), top.bottom(), room.width(), 18), line)
        painter.restore()

    def _draw_below(self, painter: QPainter, room: QRectF, line: Line) -> None:
        if line.kind == "quote":
            theme.draw_icon(painter, QRectF(room.left(), room.top(), 14, room.height()), "warn", "warning")
            draw_words(painter, room.adjusted(20, 0, 0, 0), line.why, "small", "warning", 600)
            return
        left = self._draw_side(painter, room, room.left(), line.now)
        arrow = QRectF(left + 6, room.top(), 16, room.height())
        left = draw_words(painter, arrow, "→", "small", "text3") + 6
        left = self._draw_side(painter, room, left, line.then) + 12
        rest = QRectF(left, room.top(), max(0.0, room.right() - left), room.height())
        draw_words(painter, rest, line.why, "small", "text2")

    def _draw_side(self, painter: QPainter, room: QRectF, left: float, side: tuple[str, str]) -> float:
        voice = theme.voice_of(side[0])
        theme.draw_voice_glyph(painter, QRectF(left - 1, room.top(), 13, room.height()), voice)
        place = QRectF(left + 16, room.top(), max(0.0, room.right() - left - 16), room.height())
        return draw_words(painter, place, side[1], "small", voice, 600)


class AgainPanel(QWidget):
    """The list over the page. Arrows show the words, Enter goes to them, Ctrl+Enter applies, Esc leaves."""

    place_asked = Signal(int, int, int, bool)
    """Document, start, end, and whether the page should take the keyboard."""
    applied = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("pane", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.head = words("", "bodyStrong", wrap=True)
        self.note = words(say("What a person confirmed or set by hand stands."), "small", "3", wrap=True)
        self.model = Rows(spoken)
        self.list = List(self.model, _Lines(), say("What separating again would change"))
        self.list.run = lambda line: self._ask(line, True)
        self.apply = theme.KeyButton(say("Apply"), "Ctrl", "Enter", primary=True)
        self.leave = theme.KeyButton(say("Leave as it is"), "Esc")
        self._arrange()
        self.list.selectionModel().currentChanged.connect(lambda index: self._ask(index.data(ROW), False))
        self.apply.clicked.connect(self.applied)
        self.leave.clicked.connect(self.left)
        self.hide()

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        top = QHBoxLayout()
        top.setContentsMargins(20, 8, 12, 8)
        top.setSpacing(8)
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self.head)
        names.addWidget(self.note)
        top.addLayout(names, 1)
        top.addWidget(self.leave)
        top.addWidget(self.apply)
        column.addLayout(top)
        column.addWidget(hair())
        column.addWidget(self.list)
        column.addWidget(hair())

    def _ask(self, line: Line | None, focus: bool) -> None:
        if line is not None and line.end > line.start:
            self.place_asked.emit(line.document, line.start, line.end, focus)

    def show_previews(self, previews: Sequence[actions.Preview]) -> None:
        """Show what would change and take the keyboard."""
        rows = list(lines(previews))
        self.head.setText(told(previews))
        self.model.show(rows)
        high = sum(self.list.sizeHintForRow(n) for n in range(min(HIGHEST, len(rows))))
        self.list.setFixedHeight(high)
        self.list.setVisible(bool(rows))
        self.show()
        self.list.go_to(next((n for n, row in enumerate(rows) if row.kind != "document"), -1))
        self._ask(self.list.current_row(), False)  # the list tells only of another row than before
        (self.list if rows else self.apply).setFocus(Qt.FocusReason.OtherFocusReason)

    def event(self, event: QEvent) -> bool:
        """Keep letters, digits and Esc from the page's commands while the list has the keyboard."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            plain = not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
            if plain and event.key() != Qt.Key.Key_Tab or _is_apply(event):
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave.click()
        elif _is_apply(event):
            self.apply.click()
        else:
            super().keyPressEvent(event)


def _is_apply(event: QKeyEvent) -> bool:
    enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
    return enter and bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)


class NoticeBar(Bar):
    """Says that an earlier engine separated documents of this library, and offers to look."""

    def __init__(self) -> None:
        super().__init__("accentTint")
        self.words = words("", "small", wrap=True)
        self.look = theme.KeyButton(say("Show what would change"), primary=True)
        self.later = theme.KeyButton(say("Not now"))
        self.stop = theme.KeyButton(say("Stop"))
        self.row.addWidget(icon_sign("info", "accent", ""))
        self.row.addWidget(self.words, 1)
        self.answers.addWidget(self.look)
        self.answers.addWidget(self.later)
        self.answers.addWidget(self.stop)
        self.later.clicked.connect(self.hide)

    def show_count(self, count: int) -> None:
        """Show how many documents there are; none puts the bar away."""
        self.words.setText(
            say_count(
                count,
                "{n} document was separated by an earlier engine. Nothing changes by itself.",
                "{n} documents were separated by an earlier engine. Nothing changes by itself.",
            )
        )
        self.words.setToolTip(say("Document › Separate again… shows what the present engine would change."))
        self._offer(True)
        self.setVisible(count > 0)

    def show_progress(self, doing: str, done: int, total: int | None) -> None:
        """Show how far the work on many documents is, with the sentence `doing`; it can be stopped."""
        self.words.setText(say(doing, number=amount(done + 1), count=amount(total or 0)))
        self._offer(False)
        self.show()

    def _offer(self, offers: bool) -> None:
        self.look.setVisible(offers)
        self.later.setVisible(offers)
        self.stop.setVisible(not offers)


class SeparatingAgain(QObject):
    """Looks what would change, shows it, and applies it when a person says so."""

    done = Signal()
    """The list is put away: the page takes the keyboard."""

    def __init__(self, session: Session, panel: AgainPanel, notice: NoticeBar) -> None:
        super().__init__(panel)
        self.session, self.panel, self.notice = session, panel, notice
        self.ids: list[int] = []
        self.job: jobs.Job | None = None
        self._offered: object = None
        panel.applied.connect(self.apply)
        panel.left.connect(self.put_away)
        notice.look.clicked.connect(self.look_at_older)
        notice.stop.clicked.connect(self.stop)

    def offer(self, changes: Changes | None) -> None:
        """Offer it once for each library that is opened, and count anew when documents were separated."""
        library = self.session.library
        if library is None:
            self.notice.hide()
            self.panel.hide()
        elif library is not self._offered:
            self.put_away()
            self.notice.show_count(len(self._older()))
        elif not self.notice.isHidden() and (changes is None or changes.touches("separations")):
            self.notice.show_count(len(self._older()))
        self._offered = library

    def _older(self) -> list[int]:
        return self.session.read(separations.made_by_others, ENGINE)

    def look_at_older(self) -> None:
        """Look at every document that an earlier engine separated."""
        older = self._older()
        if older:
            self.look(older)
        else:
            self.session.tell(say("Every document is as the present engine separates it."))

    def look(self, ids: Sequence[int]) -> None:
        """Look what separating these documents again would change."""
        self.ids, library = list(ids), self.session.library

        def show(previews: list[actions.Preview]) -> None:
            if self.session.library is library:  # another one may be open by now
                self._show(previews)

        self.job = self.session.watch(actions.preview, self.ids, done=show, progress=self._telling(LOOKING))

    def _telling(self, doing: str) -> Progress:
        def tell(done: int, total: int | None, _what: str) -> None:
            if total and total > 1:
                self.notice.show_progress(doing, done, total)

        return tell

    def stop(self) -> None:
        """Stop the work on many documents; nothing was changed by then."""
        if self.job is not None:
            self.job.cancel()
        self.notice.hide()

    def _show(self, previews: list[actions.Preview]) -> None:
        self.notice.hide()
        if [preview.document for preview in previews] != self.ids:
            return
        found = [preview for preview in previews if not preview.is_empty]
        if found:
            self.panel.show_previews(found)
            return
        self.session.tell(say("Separating again would change nothing here."))
        if any(preview.engine != ENGINE for preview in previews):
            self.apply()  # only the name of the engine is kept

    def apply(self) -> None:
        """Separate the documents again, as one step."""
        self.panel.hide()
        self.notice.hide()
        self.job = self.session.run(
            actions.separate_again, self.ids, done=self._told, progress=self._telling(SEPARATING)
        )

    def _told(self, changes: Any) -> None:
        self.notice.hide()
        if isinstance(changes, Changes) and changes.touches("segments"):
            self.session.tell(say("Separated again."), say("Ctrl+Z puts every part back as it was."))
        self.done.emit()

    def put_away(self) -> None:
        """Leave everything as it is."""
        if not self.panel.isHidden():
            self.panel.hide()
            self.done.emit()
