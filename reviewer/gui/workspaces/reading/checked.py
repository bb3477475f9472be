"""Two strips over the page: every boundary is checked, what next; and nothing on this page is certain."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent

from reviewer.gui import theme
from reviewer.gui.fields import words
from reviewer.gui.session import Session
from reviewer.gui.workspaces.reading.bars import Bar
from reviewer.gui.workspaces.reading.signs import icon_sign
from reviewer.language import say, say_count
from reviewer.library import documents
from reviewer.separation.boundaries import NOTHING_CERTAIN


class CheckedBar(Bar):
    """Says that the last boundary to check is answered, and offers the next document that has some,
    or to read this one."""

    next_asked = Signal()
    read_asked = Signal()
    closed = Signal()

    def __init__(self) -> None:
        super().__init__("accentTint")
        self.words = words("", "small", wrap=True)
        self.next = theme.KeyButton(say("Next document to check"), "Enter", primary=True)
        self.read = theme.KeyButton(say("Read this document"), "Enter", primary=True)
        self.stay = theme.KeyButton(say("Stay here"), "Esc")
        self.row.addWidget(icon_sign("check", "ok", ""))
        self.row.addWidget(self.words, 1)
        self.answers.addWidget(self.next)
        self.answers.addWidget(self.read)
        self.answers.addWidget(self.stay)
        self.next.clicked.connect(self._go_on)
        self.read.clicked.connect(self._leave)
        self.stay.clicked.connect(self.put_away)

    def say(self, waiting: int) -> None:
        """Say it, and how many documents still wait; the way on has the keyboard."""
        rest = (
            say_count(
                waiting,
                "{n} document has boundaries to check.",
                "{n} documents have boundaries to check.",
            )
            if waiting
            else say("No other document has boundaries to check.")
        )
        self.words.setText(say("Every boundary of this page is checked. {rest}", rest=rest))
        self.setAccessibleName(self.words.text())
        self.next.setVisible(waiting > 0)
        self.read.setVisible(not waiting)
        self.show()
        (self.next if waiting else self.read).setFocus(Qt.FocusReason.OtherFocusReason)

    def put_away(self) -> None:
        """Stay on this page."""
        if not self.isHidden():
            self.hide()
            self.closed.emit()

    def _go_on(self) -> None:
        self.hide()
        self.next_asked.emit()

    def _leave(self) -> None:
        self.hide()
        self.read_asked.emit()

    def event(self, event: QEvent) -> bool:
        """Keep Enter and Esc from the commands of separating while the strip has the keyboard; Shift+Enter
        stays theirs."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            plain = not event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            if plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.stay.click()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            onward = self.read if self.next.isHidden() else self.next
            (self.stay if self.stay.hasFocus() else onward).click()
        else:
            super().keyPressEvent(event)


class Checking(QObject):
    """Goes from document to document with boundaries to check, in the order of titles."""

    arrived = Signal()
    """The next document is selected: the page takes the keyboard."""

    def __init__(self, session: Session, bar: CheckedBar) -> None:
        super().__init__(bar)
        self.session, self.bar = session, bar
        bar.next_asked.connect(self.go_on)

    def _waiting(self) -> set[int]:
        return set(self.session.read(documents.rows, "boundaries:check")) - {self.session.document}

    def say(self) -> None:
        """Say that this page is checked, and how many wait."""
        self.bar.say(len(self._waiting()))

    def go_on(self) -> None:
        """Go to the next document with boundaries to check."""
        if self.session.library is None:
            return
        known, waiting = self.session.read(documents.rows), self._waiting()
        at = known.index(self.session.document) if self.session.document in known else -1
        following = [id for id in (*known[at + 1 :], *known[: at + 1]) if id in waiting]
        if following:
            self.session.select("document", following[0])
            self.arrived.emit()
        else:
            self.session.tell(say("No other document has boundaries to check."))


class UncertainBar(Bar):
    """Says that nothing on the page is certain, in place of a guess that looks like knowledge."""

    def __init__(self) -> None:
        super().__init__()
        self.words = words(say(NOTHING_CERTAIN), "small", "2", wrap=True)
        self.check = theme.KeyButton(say("Check"), "B")
        self.check.setAccessibleName(say("Check whose words these are"))
        self.row.addWidget(icon_sign("warn", "warning", ""))
        self.row.addWidget(self.words, 1)
        self.answers.addWidget(self.check)
