"""The door a bug leaves by: it becomes a report, which the window shows and nothing sends."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from reviewer.errors import ReviewError
from reviewer.gui import dialogs, faults
from reviewer.language import say

AGAIN = 3.0
"""Seconds within which the same fault is not shown again: what fails while painting fails with each paint."""

MET = (
    say("Reviewer met a fault of its own."),
    say(
        "What you were just doing may be unfinished. Everything shown as saved before it is on disk, and you"
        " can go on working."
    ),
)
FELL = (
    say("Reviewer ended by itself the last time, through a fault of its own."),
    say(
        "Everything that was shown as saved is on disk; words that were not saved yet stand under their"
        " fields."
    ),
)
PRIVATE = say(
    "The report says where in the program it happened. It holds no words of your documents and no names of "
    "your files. Nothing is sent: copy it if you want to tell somebody."
)


class FaultBox(QDialog):
    """Shows the report of a fault, to be read, copied or found. It stops nothing behind it."""

    def __init__(
        self, said: tuple[str, str], report: str, path: Path | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.path = path
        self.setWindowTitle("Reviewer")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(640, 420)
        self.words = report
        self.report = QPlainTextEdit(report)
        self.report.setReadOnly(True)
        self.report.setTabChangesFocus(True)
        self.report.setAccessibleName(say("Report of the fault"))
        lies = (
            say("It lies in {path}.", path=path)
            if path is not None
            else say("It could not be kept in {folder}.", folder=faults.folder())
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 16)
        column.setSpacing(8)
        column.addWidget(_label(say(said[0]), "section"))
        column.addWidget(_label(say(said[1])))
        column.addWidget(_label(f"{say(PRIVATE)} {lies}"))
        column.addWidget(self.report, 1)
        column.addWidget(self._buttons())
        self.go_on.setFocus()

    def _buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox()
        self.go_on = QPushButton(say("Go on"), default=True)
        self.copy = QPushButton(say("Copy"))
        self.show_file = QPushButton(say("Show the file"), enabled=self.path is not None)
        for button, role, do in (
            (self.go_on, QDialogButtonBox.ButtonRole.AcceptRole, self.accept),
            (self.copy, QDialogButtonBox.ButtonRole.ActionRole, self._copy),
            (self.show_file, QDialogButtonBox.ButtonRole.ActionRole, self._show_file),
        ):
            buttons.addButton(button, role)
            button.clicked.connect(do)
        return buttons

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.words)
        self.copy.setText(say("Copied"))
        self.copy.setText(say("Copied"))

    def _show_file(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.path)))


def _label(words: str, type: str = "body") -> QLabel:
    label = QLabel(words)
    label.setWordWrap(True)
    label.setProperty("type", type)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


class Faults(QObject):
    """Shows faults in the window, from whatever thread they come, one box at a time."""

    met = Signal(object)
    """An error nobody expected; arrives on the GUI thread, after what it broke has come to its end."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.box: FaultBox | None = None
        self._known: dict[str, tuple[float, str, Path | None]] = {}
        self.met.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def _show(self, error: BaseException) -> None:
        key, now = faults.fingerprint(error), time.monotonic()
        last, words, path = self._known.get(key, (0.0, "", None))
        if not words:
            words, path = faults.report(error)
        self._known[key] = (now, words, path)
        if not last or now - last > AGAIN:
            self.tell(MET, words, path)

    def tell(self, said: tuple[str, str], words: str, path: Path | None) -> None:
        """Show a report in the place of the one before."""
        if self.box is not None:
            self.box.close()
        self.box = FaultBox(said, words, path, QApplication.activeWindow())
        self.box.destroyed.connect(partial(self._gone, self.box))
        self.box.show()

    def _gone(self, box: FaultBox, _object: object = None) -> None:
        if self.box is box:
            self.box = None

    def tell_of_the_last_time(self) -> None:
        """Show once the report of a program that fell over."""
        path = faults.left_behind()
        if path is not None:
            self.tell(FELL, path.read_text(encoding="utf-8"), path)


def install_hooks(tell: Callable[[ReviewError], bool] = lambda _error: False) -> Faults:
    """Show whatever escapes: an error of the user's world as such, a bug as a report, also of other threads.

    `tell` says an error in the window; where it cannot, and returns False, a box says it. Returns what shows
    the reports, which lives as long as the hooks.
    """
    shown = Faults(QApplication.instance())
    sys.excepthook = partial(_escaped, shown, tell)
    threading.excepthook = lambda args: _met(shown, args.exc_type, args.exc_value, args.exc_traceback)
    return shown


def _escaped(
    shown: Faults,
    tell: Callable[[ReviewError], bool],
    kind: type[BaseException],
    error: BaseException,
    trace: TracebackType | None,
) -> None:
    if issubclass(kind, KeyboardInterrupt):
        QApplication.quit()
    elif isinstance(error, ReviewError):
        if not tell(error):
            dialogs.show_error(QApplication.activeWindow(), error)
    else:
        _met(shown, kind, error, trace)


def _met(
    shown: Faults, kind: type[BaseException], error: BaseException | None, trace: TracebackType | None
) -> None:
    """Hand on what a hook was given; without an application there is no loop to bring it, nor a window."""
    found = (error if error is not None else kind()).with_traceback(trace)
    if QApplication.instance() is None:
        faults.report(found)
    else:
        shown.met.emit(found)
