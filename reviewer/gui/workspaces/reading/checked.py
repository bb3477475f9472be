"""Two strips over the page: every boundary is checked, what next; and nothing on this page is certain."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSizePolicy

from reviewer.gui import theme
from reviewer.gui.workspaces.reading.bars import Bar
from reviewer.gui.workspaces.reading.fields import words
from reviewer.gui.workspaces.reading.signs import icon_sign
from reviewer.separation.boundaries import NOTHING_CERTAIN


class CheckedBar(Bar):
    """Says that the last boundary to check is answered, and offers the next document that has some."""

    next_asked = Signal()
    closed = Signal()

    def __init__(self) -> None:
        super().__init__("accentTint")
        self.words = words("", "small")
        self.next = theme.KeyButton("Next document to check", "Enter", primary=True)
        self.stay = theme.KeyButton("Stay here", "Esc")
        self.row.addWidget(icon_sign("check", "ok", ""))
        self.row.addWidget(self.words, 1)
        self.row.addWidget(self.next)
        self.row.addWidget(self.stay)
        self.next.clicked.connect(self._go_on)
        self.stay.clicked.connect(self.put_away)

    def say(self, waiting: int) -> None:
        """Say it, and how many documents still wait; the way to the next one has the keyboard."""
        documents = "1 document has" if waiting == 1 else f"{waiting:,} documents have"
        rest = (
            f"{documents} boundaries to check." if waiting else "No other document has boundaries to check."
        )
        self.words.setText(f"Every boundary of this page is checked. {rest}")
        self.setAccessibleName(self.words.text())
        self.next.setVisible(waiting > 0)
        self.show()
        (self.next if waiting else self.stay).setFocus(Qt.FocusReason.OtherFocusReason)

    def put_away(self) -> None:
        """Stay on this page."""
        if not self.isHidden():
            self.hide()
            self.closed.emit()

    def _go_on(self) -> None:
        self.hide()
        self.next_asked.emit()

    def event(self, event: QEvent) -> bool:
        """Keep Enter and Esc from the commands of separating while the strip has the keyboard."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.stay.click()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            (self.stay if self.stay.hasFocus() else self.next).click()
        else:
            super().keyPressEvent(event)


class UncertainBar(Bar):
    """Says that nothing on the page is certain, in place of a guess that looks like knowledge."""

    def __init__(self) -> None:
        super().__init__()
        self.words = words(NOTHING_CERTAIN, "small", "2")
        self.words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.words.setWordWrap(True)
        self.check = theme.KeyButton("Check", "B")
        self.check.setAccessibleName("Check whose words these are")
        self.row.addWidget(icon_sign("warn", "warning", ""))
        self.row.addWidget(self.words, 1)
        self.row.addWidget(self.check)
