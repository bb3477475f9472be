"""How a field saves itself: when one rests, and what becomes of words that are not saved.

Every field that saves itself has a Drafting. It knows what the library holds and what the field shows; words
on their way from one to the other are kept as a draft. Under the field it shows a quiet line when somebody
was writing there and the words never came to the library.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QTextCursor
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from reviewer.gui import theme
from reviewer.gui.drafts import Draft, Place, alike
from reviewer.language import day, day_of_year, say

REST = 400
"""Milliseconds without typing after which the words are saved."""
KEEP_WITHIN = 600
"""Milliseconds after which typed words that are not saved are on disk."""
LONGEST = 160
"""Characters of a draft that the line shows; the tooltip has them all."""
LEAD = 40
"""Characters of what the field says too that lead on to the words that differ."""
CHANGED = say("The field has been changed since.")


def is_undo(event: QKeyEvent) -> bool:
    """Tell whether a key takes back or brings back: the library does that, not the field."""
    return event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo)


def told(draft: Draft, stored: str = "", now: datetime | None = None) -> str:
    """Return the line about a draft, as in "You were writing this on 3 May, 14:02: “…”".

    Of a long one it shows where it differs from what is `stored`: its beginning stands in the field already.
    """
    when = datetime.fromisoformat(draft.time).astimezone()
    this_year = when.year == (now or datetime.now()).year
    words, before = " ".join(draft.words.split()), " ".join(stored.split())
    start = max(0, len(os.path.commonprefix((words, before))) - LEAD)
    start = min(start, max(0, len(words) - LONGEST))
    shown = f"…{words[start + 1 :]}" if start else words
    shown = shown if len(shown) <= LONGEST else f"{shown[: LONGEST - 1]}…"
    return say(
        "You were writing this on {day}, {time}: “{words}”",
        day=day_of_year(when) if this_year else day(when.isoformat()),
        time=f"{when:%H:%M}",
        words=shown,
    )


class Offer(QWidget):
    """The line under a field: what was being written there, and two answers."""

    def __init__(self, field: QWidget) -> None:
        super().__init__()
        self.said = QLabel()
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.said.setProperty("type", "meta")
        self.said.setProperty("tone", "2")
        self.said.setFont(theme.font("meta"))
        self.said.setWordWrap(True)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.said.setSizePolicy(policy)
        self.keep = self._link(
            say("Keep"),
            say("Put these words into the field: {field}", field=field.accessibleName()),
        )
        self.away = self._link(
            say("Put away"), say("Drop these words: {field}", field=field.accessibleName())
        )
        answers = QHBoxLayout()
        answers.setSpacing(12)
        answers.addWidget(self.keep)
        answers.addWidget(self.away)
        answers.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 2, 6, 4)
        column.setSpacing(1)
        column.addWidget(self.said)
        column.addLayout(answers)

    def _link(self, words: str, name: str) -> QPushButton:
        button = QPushButton(words)
        button.setProperty("link", True)
        button.setFont(theme.font("meta"))
        button.setAccessibleName(name)
        return button

    def show_draft(self, draft: Draft, stored: str) -> None:
        """Say what was being written, and when, and whether the field has been changed since."""
        since = "" if alike(draft.over, stored) else f"\n{CHANGED}"
        self.said.setText(told(draft, stored) + since)
        self.said.setToolTip(draft.words if len(draft.words) > LONGEST else "")


class Drafting(QObject):
    """Saves the words of one field and keeps them meanwhile.

    `read` gives the words that stand in the field, `put` has it show others, `tell` saves them.
    """

    def __init__(
        self,
        field: QWidget,
        read: Callable[[], str],
        put: Callable[[str], None],
        tell: Callable[[str], None],
    ) -> None:
        super().__init__(field)
        self.field, self._read, self._put, self._tell = field, read, put, tell
        self.stored, self._shown = "", ""
        """What the library holds, and what the field read when it last showed or saved something: a field
        cannot show every character, and what it drops was not typed away."""
        self.seen = ""
        """What the library held, as far as the field knew, before what it saved last."""
        self.place: Place | None = None
        self.declined = False
        """Whether the field shows words that the library has declined."""
        self.offer: Draft | None = None
        self.line: Offer | None = None
        self._box: QWidget | None = None
        self._saving = False
        self.rest = QTimer(self, interval=REST, singleShot=True)
        self.rest.timeout.connect(self.flush)
        self._soon = QTimer(self, interval=KEEP_WITHIN, singleShot=True)
        self._soon.timeout.connect(self._keep)

    @property
    def pending(self) -> bool:
        """Return whether something was typed that has not been saved yet."""
        return self.rest.isActive()

    def typing(self) -> None:
        """Save once one rests, and have the words on disk soon; further typing does not put that off."""
        self.rest.start()
        if self.place is not None and not self._soon.isActive():
            self._soon.start()

    def _keep(self) -> None:
        words = self._read()
        if self.place is not None and words.strip() and words != self._shown:
            self.place.drafts.put(self.place, words, self.stored)

    def show(self, stored: str, place: Place | None = None, standing: str | None = None) -> None:
        """Show what the library holds, or declined words that are to stand in its place; offer a draft.

        Words still being typed are kept, and so are declined ones while one is still in the field.
        """
        if self.pending or (self._holds(place) and stored == self.stored):
            return
        self.place, self.stored = place, stored
        words = stored if standing is None else standing
        if self._read() != words:
            self._put(words)
        self._shown = self._read()
        if not self._saving:
            self.declined = standing is not None
            self._soon.stop()
            self._offer()

    def _holds(self, place: Place | None) -> bool:
        return self.declined and self.field.hasFocus() and place == self.place

    def give_back(self) -> None:
        """Show what the library holds in place of words that it declined; those are offered below."""
        if self.declined:
            self.show(self.stored, self.place)

    def forget(self) -> None:
        """Drop what was typed and not saved, and show what the library holds."""
        self.rest.stop()
        self.declined = False
        self._drop()
        self.show(self.stored, self.place)

    def _drop(self) -> None:
        self._soon.stop()
        if self.place is not None:
            self.place.drafts.saved(self.place)

    # ------------------------------------------------------------------ saving

    def flush(self) -> None:
        """Save what was typed, now; words that were only shown are never saved."""
        self.rest.stop()
        words = self._read()
        if words != self._shown:
            self.seen, self.stored, self._shown = self.stored, words, words
            self._save(words)
        elif not self.declined:
            self._drop()

    def take(self, words: str) -> None:
        """Put words into the field as if they had been typed, and save them."""
        self._put(words)
        self.flush()

    def _save(self, words: str) -> None:
        place, self.declined = self.place, False
        self._soon.stop()
        if place is None:
            self._tell(words)
            return
        before, self._saving = place.drafts.refused, True
        self._tell(words)
        self._saving = False
        self.declined = place.drafts.refused != before
        if not self.declined:
            place.drafts.saved(place)
        else:
            if self.stored == words:
                self.stored = self.seen
            if words.strip():
                place.drafts.put(place, words, self.seen)
        self._offer()

    # ------------------------------------------------------------------ the line

    def _offer(self) -> None:
        """Show the newest draft that was left here, if there is one and it does not stand in the field."""
        place, stands = self.place, self.declined and self._shown != self.stored
        self.offer = None if place is None or stands else place.drafts.offered(place, self.stored)
        if self.offer is not None:
            self.box()
            assert self.line is not None
            self.line.show_draft(self.offer, self.stored)
            QWidget.setTabOrder(self.field, self.line.keep)
            QWidget.setTabOrder(self.line.keep, self.line.away)
        self._show_line()

    def _show_line(self) -> None:
        if self.line is not None:
            self.line.setVisible(self.offer is not None and not _put_out_of_sight(self.field))

    def box(self) -> QWidget:
        """Return the widget that holds field and line; it takes the field's place in its layout."""
        if self._box is not None:
            return self._box
        parent = self.field.parentWidget()
        focused = self.field.window().focusWidget() is self.field  # also behind a box, which has the keyboard
        hidden = _put_out_of_sight(self.field)
        self._box = QWidget()
        layout = parent.layout() if parent is not None else None
        if layout is not None:
            layout.replaceWidget(self.field, self._box)
        column = QVBoxLayout(self._box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.line = Offer(self.field)
        self.line.hide()
        column.addWidget(self.field)
        column.addWidget(self.line)
        if parent is not None:
            self._box.show()  # a layout would show them both, but later
            self.field.setVisible(not hidden)
        self.field.installEventFilter(self)
        self.line.keep.clicked.connect(self.keep)
        self.line.away.clicked.connect(self.put_away)
        if focused:
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        return self._box

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the line come and go with its field."""
        if event.type() in (QEvent.Type.ShowToParent, QEvent.Type.HideToParent):
            self._show_line()
        return super().eventFilter(watched, event)

    def keep(self) -> None:
        """Put the words offered into the field and save them."""
        draft, place = self.offer, self.place
        if draft is None or place is None:
            return
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.take(draft.words)
        self._go_to_end()
        if not self.declined:
            place.drafts.put_away(place, draft)
            self._offer()

    def _go_to_end(self) -> None:
        """Put the caret behind the words, where one goes on writing them."""
        if isinstance(self.field, QLineEdit):
            self.field.end(False)
        elif isinstance(self.field, QTextEdit):
            self.field.moveCursor(QTextCursor.MoveOperation.End)

    def put_away(self) -> None:
        """Drop the words offered."""
        if self.offer is not None and self.place is not None:
            self.place.drafts.put_away(self.place, self.offer)
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)
            self._offer()


def _put_out_of_sight(widget: QWidget) -> bool:
    """Tell whether somebody hid a widget; one that was never shown is hidden too, as Qt counts it."""
    return widget.isHidden() and widget.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide)
