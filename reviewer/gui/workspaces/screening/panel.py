"""Below the preview: the decision buttons, the reasons with their numbers, the note, and a conflict."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from reviewer.gui import theme
from reviewer.gui.drafts import Place
from reviewer.gui.fields import LineField, clear, hair, words
from reviewer.gui.segments import Segments
from reviewer.gui.workspaces.screening.rows import SIGNS, WORDS
from reviewer.language import amount, say
from reviewer.model.screening import (
    Decision,
    ExclusionReason,
    Retrieval,
    Screened,
    SettledDecision,
    Stage,
    Verdict,
)

KEYS = {Verdict.INCLUDE: "I", Verdict.EXCLUDE: "E", Verdict.MAYBE: "U"}
MOST_KEYS = 9
"""Reasons that have a digit."""
ANOTHER = say("Another reason…")


class DecisionButton(QPushButton):
    """One of three buttons of equal weight: sign, word, key; the one that holds has a frame."""

    def __init__(self, verdict: Verdict) -> None:
        super().__init__()
        self.verdict, self.word, self.holds = verdict, WORDS[verdict], False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_standing(False, 1)
        theme.notifier.themeChanged.connect(self.update)

    def show_standing(self, holds: bool, count: int) -> None:
        """Say whether this is what one decided, and on how many records it acts."""
        self.holds = holds
        self.word = WORDS[self.verdict] + (f" {amount(count)}" if count > 1 else "")
        spoken = f"{self.word} ({KEYS[self.verdict]})"
        self.setAccessibleName(say("{decision}, your decision", decision=spoken) if holds else spoken)
        self.setToolTip(f"{self.word}  ({KEYS[self.verdict]})")
        self.update()

    def sizeHint(self) -> QSize:
        wide = self.fontMetrics().horizontalAdvance(self.word)
        return QSize(round(wide + 36 + theme.key_width(KEYS[self.verdict])), self._high())

    def minimumSizeHint(self) -> QSize:
        return QSize(86, self._high())

    def _high(self) -> int:
        """A height that is set would hold until the style sheet is put on, which has one of its own."""
        return round(theme.size("button")) + 2

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        token, icon = SIGNS[self.verdict]
        ink = token if self.isEnabled() else "disabled"
        if self.holds:
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 3, 3)
        key = theme.key_width(KEYS[self.verdict])
        painter.setFont(theme.font("body"))
        if painter.fontMetrics().horizontalAdvance(self.word) + 34 + key > self.width():
            painter.setFont(theme.font("meta"))
        wide = painter.fontMetrics().horizontalAdvance(self.word)
        left = max(4.0, (self.width() - wide - 24 - key) / 2)
        if icon:
            theme.draw_icon(painter, QRectF(left, 0, 14, self.height()), icon, ink)
        else:
            painter.setPen(theme.colour(ink))
            painter.drawText(QRectF(left, 0, 14, self.height()), Qt.AlignmentFlag.AlignCenter, "?")
        painter.setPen(theme.colour("text1" if self.isEnabled() else "disabled"))
        room = QRectF(left + 18, 0, wide + 2, self.height())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, self.word)
        at = left + 18 + wide + 5
        if at + key <= self.width() - 2:  # half a key says nothing; the tool tip names it
            theme.draw_key(painter, at, self.height() / 2, KEYS[self.verdict])
        painter.end()


class ReasonButton(QAbstractButton):
    """A reason with its number; a click excludes for it."""

    def __init__(self, number: int, name: str, id: int) -> None:
        super().__init__()
        self.number, self.id, self.armed, self.holds = number, id, False, False
        self.setText(name)
        self.setAccessibleName(say("Exclude: {reason}", reason=name))
        self.setToolTip(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(24)
        theme.notifier.themeChanged.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(140, 24)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self.underMouse() and self.isEnabled() or self.armed:
            painter.fillRect(self.rect(), theme.colour("accentTint" if self.armed else "hover"))
        left = 2.0
        if self.number <= MOST_KEYS:
            left += theme.draw_key(painter, 2, self.height() / 2, str(self.number)) + 8
        painter.setFont(theme.font("small", weight=600 if self.holds else None))
        painter.setPen(theme.colour("text1" if self.isEnabled() else "disabled"))
        room = QRectF(left, 0, self.width() - left - 4, self.height())
        cut = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, round(room.width()))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, cut)
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))
        painter.end()


class NoteField(LineField):
    """The note; words that no decision has taken along yet stay in it when one leaves it."""

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.flush()
        QLineEdit.focusOutEvent(self, event)

    def show_note(self, stored: str, place: Place | None) -> None:
        """Show the note of a decision; what was typed before there is one stays while its record does."""
        draft = self.draft
        if not (draft.declined and place == draft.place and stored == draft.stored):
            self.show_words(stored, place)


class ReasonField(QLineEdit):
    """A reason in words, while one types it; Enter excludes for it, Esc puts the field away."""

    given = Signal(str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__(placeholderText=say("The reason in a few words, then Enter"))
        self.setAccessibleName(say("Another reason for exclusion"))
        self.setFixedHeight(theme.size("field"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.text().strip():
            self.given.emit(self.text())
        elif event.key() == Qt.Key.Key_Escape:
            self.clear()
            self.left.emit()
        else:
            super().keyPressEvent(event)


class Panel(QWidget):
    """What one decides with; it shows one record, or says on how many it acts."""

    decided = Signal(object)
    """A Verdict; an exclusion then asks for its reason."""
    excluded = Signal(object)
    """The id of a reason, or the words of a new one."""
    noted = Signal(str)
    escaped = Signal()
    reopened = Signal()
    retrieved = Signal(object)
    """A Retrieval, or None."""
    reason_changed = Signal(str, int)
    """What is wanted of a reason ("rename", "up", "down", "remove"), and its id."""

    def __init__(self) -> None:
        super().__init__()
        self.armed = self.settling = False
        self.document: int | None = None
        """The document that the note belongs to."""
        self.reasons: list[ReasonButton] = []
        self._known: list[ExclusionReason] = []
        self.buttons = {verdict: DecisionButton(verdict) for verdict in Verdict}
        self.note = NoteField(say("Note for this record"), say("Note for this record"))
        self.other = ReasonField()
        choices = (("sought", say("Sought"), ""), ("not retrieved", say("Not retrieved"), ""))
        self.full_text = Segments(
            say("Full text"), (*choices, ("retrieved", say("Retrieved"), "")), optional=True
        )
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        self.setProperty("pane", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(hair("line"))
        inner = QVBoxLayout()
        inner.setContentsMargins(10, 9, 10, 11)
        inner.setSpacing(6)
        column.addLayout(inner)
        self.conflict = QVBoxLayout()
        self.conflict.setSpacing(4)
        inner.addLayout(self.conflict)
        row = QHBoxLayout()
        row.setSpacing(6)
        for button in self.buttons.values():
            row.addWidget(button, 1)
        inner.addLayout(row)
        inner.addSpacing(1)
        self.ask = words("", "small", "3")
        self.ask.setFixedHeight(round(theme.line_height("small")))
        inner.addWidget(self.ask)
        self.grid = QGridLayout()
        self.grid.setSpacing(0)
        inner.addLayout(self.grid)
        inner.addWidget(self.other)
        self.other.hide()
        inner.addWidget(self.full_text)
        noting = QHBoxLayout()
        noting.setSpacing(6)
        noting.addWidget(self.note, 1)
        noting.addWidget(theme.KeyCap("N"))
        inner.addLayout(noting)

    def _connect(self) -> None:
        for verdict, button in self.buttons.items():
            button.clicked.connect(lambda _on=False, verdict=verdict: self.decided.emit(verdict))
        self.note.written.connect(self.noted)
        self.note.escaped.connect(self.escaped)
        self.other.given.connect(lambda said: self.excluded.emit(said))
        self.other.left.connect(self._leave_other)
        self.full_text.chosen.connect(lambda said: self.retrieved.emit(Retrieval(said) if said else None))

    # ------------------------------------------------------------------ reasons

    def show_reasons(self, known: Sequence[ExclusionReason]) -> None:
        """Offer these reasons, and another one that is typed."""
        if list(known) == self._known and self.reasons:
            return
        self._known = list(known)
        clear(self.grid)
        rows = [(each.words, each.id) for each in known] + [(ANOTHER, 0)]
        self.reasons = [ReasonButton(number, *row) for number, row in enumerate(rows, start=1)]
        half = (len(rows) + 1) // 2
        for place, button in enumerate(self.reasons):
            button.clicked.connect(lambda _on=False, button=button: self.choose(button.number))
            self.grid.addWidget(button, place % half, place // half)
            if button.id:
                self._add_menu(button)
        self.set_armed(self.armed)

    def _add_menu(self, button: ReasonButton) -> None:
        button.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        wanted = {
            "rename": say("Other words…"),
            "up": say("Move up"),
            "down": say("Move down"),
            "remove": say("Offer no longer"),
        }
        for what, said in wanted.items():
            action = QAction(said, button)
            action.triggered.connect(lambda _on=False, what=what: self.reason_changed.emit(what, button.id))
            button.addAction(action)

    def choose(self, number: int) -> None:
        """Exclude for the reason of this number; the last asks for its words."""
        if not 1 <= number <= len(self.reasons):
            return
        if self.reasons[number - 1].id:
            self.excluded.emit(self.reasons[number - 1].id)
            return
        self.other.show()
        self.other.setFocus(Qt.FocusReason.OtherFocusReason)

    def _leave_other(self) -> None:
        self.other.hide()
        self.escaped.emit()

    def set_armed(self, armed: bool) -> None:
        """Show that a number now excludes, or no longer."""
        self.armed = armed
        self.ask.setText(
            say("Press the number of the reason") if armed else say("Reason for exclusion, if you exclude")
        )
        for button in self.reasons:
            button.armed = armed
            button.update()

    # ------------------------------------------------------------------ the record

    def show_record(
        self,
        found: Screened | None,
        count: int,
        names: Mapping[str, str],
        reasons: Mapping[int, str],
        *,
        settling: bool,
        note: str,
        place: Place | None,
        retrieval: Retrieval | None,
    ) -> None:
        """Show how a record stands; `count` records are selected, `settling` says that a decision is the
        third one."""
        document = found.document if found is not None and count == 1 else None
        if document != self.document or settling != self.settling:
            self.note.flush()
        self.document, self.settling = document, settling
        held: Decision | SettledDecision | None = None
        if found is not None and count == 1:
            held = found.settled if settling else found.own
        for verdict, button in self.buttons.items():
            button.show_standing(held is not None and held.verdict is verdict, count)
            button.setEnabled(found is not None)
        for reason in self.reasons:
            reason.holds = held is not None and held.reason == reason.id and bool(reason.id)
            reason.setEnabled(found is not None)
            reason.update()
        self.other.clear()
        self.other.hide()
        self.note.setEnabled(found is not None and count == 1)
        self.note.setPlaceholderText(say("Why it is settled so") if settling else say("Note for this record"))
        self.note.show_note(note, place)
        reads_in_full = found is not None and found.stage is Stage.FULL_TEXT and count == 1
        self.full_text.setVisible(reads_in_full)
        self.full_text.show_value(retrieval.value if retrieval is not None else "")
        self._show_conflict(found if count == 1 else None, names, reasons)

    def _show_conflict(
        self, found: Screened | None, names: Mapping[str, str], reasons: Mapping[int, str]
    ) -> None:
        """Show what each decided side by side, where two differ, and what was settled."""
        clear(self.conflict)
        if found is None or not (found.differ or found.settled):
            return
        head = say("Settled") if found.settled else say("Decided differently")
        self.conflict.addWidget(words(head, "bodyStrong", "" if found.settled else "contradicts"))
        side = QHBoxLayout()
        side.setSpacing(12)
        for each in found.decisions:
            side.addLayout(_said(names.get(each.reviewer, each.reviewer), each, reasons), 1)
        self.conflict.addLayout(side)
        if found.settled is not None:
            who = say(
                "Third decision, by {name}", name=names.get(found.settled.reviewer, found.settled.reviewer)
            )
            self.conflict.addLayout(_said(who, found.settled, reasons))
            again = QPushButton(say("Open again"))
            again.setProperty("link", True)
            again.setAccessibleName(say("Open the settled decision again"))
            again.clicked.connect(self.reopened)
            self.conflict.addWidget(again, 0, Qt.AlignmentFlag.AlignLeft)
        self.conflict.addWidget(hair())


def _said(who: str, each: Decision | SettledDecision, reasons: Mapping[int, str]) -> QVBoxLayout:
    """Return what one decided, below the name: decision, reason, note."""
    column = QVBoxLayout()
    column.setSpacing(1)
    column.addWidget(words(who, "meta", "3"))
    said = WORDS[each.verdict]
    if each.reason is not None:
        said += f": {reasons.get(each.reason, '')}"
    column.addWidget(words(said, "small", wrap=True))
    if each.note:
        column.addWidget(words(each.note, "meta", "2", wrap=True))
    column.addStretch(1)
    return column
