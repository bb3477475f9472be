"""A library of an older Reviewer on its way to the present form, and the page that shows it.

The session does it on the worker thread; no library is open meanwhile, so that the first page can say it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from reviewer.errors import Declined, ReviewError
from reviewer.language import say


@dataclass
class Bringing:
    """One library that is brought up to date, how far that is, and where the copy of it will lie."""

    path: Path
    copy: Path
    before: Path | None = None
    """The library that was open until then."""
    done: int = 0
    total: int | None = None
    what: str = ""
    stop: Callable[[], None] = lambda: None
    """Leaves the library as it was, soon."""

    def move(self, done: int, total: int | None, what: str) -> None:
        """Take in how far it is."""
        self.done, self.total, self.what = done, total, what

    def left(self) -> tuple[str, str]:
        """Return what to say when it was stopped."""
        hint = say("Open it again to have it brought up to date.")
        return say("{name} was left as it was.", name=self.path.stem), hint

    def busy(self) -> ReviewError:
        """Return why no other library is opened meanwhile."""
        return Declined(
            say("{name} is being brought up to date.", name=self.path.stem),
            say("Do this again when it is open, or stop that first."),
        )

    def words(self) -> tuple[str, str]:
        """Return what to say when it is open."""
        hint = say("A copy of the library as it was lies beside it: {name}.", name=self.copy.name)
        return say("{name} was brought up to date.", name=self.path.stem), hint


WIDTH = 560


class BringingPage(QWidget):
    """A heading, why it takes a moment, a bar, and a way to leave the library as it was."""

    stopped = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.heading = QLabel()
        self.heading.setProperty("type", "display")
        self.why = QLabel()
        self.why.setProperty("tone", "2")
        self.bar = QProgressBar(textVisible=False)
        self.bar.setFixedHeight(5)
        self.bar.setAccessibleName(say("How far it is"))
        self.step = QLabel()
        self.step.setProperty("type", "small")
        self.step.setProperty("tone", "2")
        self.stop = QPushButton(say("Stop and leave it as it was"))
        self.stop.clicked.connect(self._stop)
        for label in (self.heading, self.why, self.step):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._arrange()

    def _arrange(self) -> None:
        inner = QWidget()
        inner.setMaximumWidth(WIDTH)
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget, below in ((self.heading, 8), (self.why, 26), (self.bar, 8), (self.step, 26)):
            column.addWidget(widget)
            column.addSpacing(below)
        row = QHBoxLayout()
        row.addWidget(self.stop)
        row.addStretch(1)
        column.addLayout(row)
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(inner, 8)
        across.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(40, 12, 40, 12)
        whole.addStretch(2)
        whole.addLayout(across)
        whole.addStretch(3)

    def show_state(self, bringing: Bringing) -> None:
        """Say which library it is and how far that is."""
        self.heading.setText(say("{name} is being brought up to date.", name=bringing.path.stem))
        self.why.setText(
            say(
                "It was made by an older Reviewer. What it holds stays as it is, and a copy of the file as it"
                " was is kept beside it: {name}. This happens once.",
                name=bringing.copy.name,
            )
        )
        if not self.stop.isEnabled():
            return
        self.bar.setRange(0, 1000 if bringing.total else 0)
        self.bar.setValue(1000 * bringing.done // bringing.total if bringing.total else 0)
        self.step.setText(say(bringing.what) if bringing.what else "")

    def begin(self) -> None:
        """Offer to stop, and take the focus."""
        self.stop.setEnabled(True)
        self.stop.setFocus(Qt.FocusReason.OtherFocusReason)

    def _stop(self) -> None:
        self.stop.setEnabled(False)
        self.bar.setRange(0, 0)
        self.step.setText(say("Leaving it as it was"))
        self.stopped.emit()
