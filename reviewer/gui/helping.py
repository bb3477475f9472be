"""F1: the manual at the page about where one is, also in a dialog, which lets nothing behind it be used.

What has the keyboard is looked up in PAGES from the inside out: a window by its class, a pane by its name.
"""

from __future__ import annotations

import weakref
from collections.abc import Callable, Iterable, Mapping, Sequence

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QWidget

from reviewer.gui.keys import Section
from reviewer.gui.manual import Manual

PAGES: Mapping[str, str] = {
    "Preferences": "settings",
    "KeyChanges": "settings#keys",
    "BackupsDialog": "safety#backups",
    "FaultBox": "safety#fault",
    "ImportLog": "library#log",
    "ColumnsPage": "library#columns",
    "VerifiedDialog": "report#verify",
    "_Listing": "together#exchange",
    "OwnForms": "instruments#own",
    "import": "library#add",
    "keys": "keys",
    "history": "safety#history",
    "library.views": "library#find",
    "library.record": "library#record",
    "screen.views": "screen#find",
    "screen.record": "library#record",
    "screen.similar": "screen#similar",
    "read.codebook": "read#tags",
    "read.claim": "read#claims",
    "read.source": "library#record",
    "read.suggestions": "read#suggestions",
    "grade.claims": "grade#claim",
    "grade.evidence": "grade#evidence",
    "report.report.contents": "report#contents",
    "report.report.section": "report#contents",
    "report.report.export": "report#formats",
    "report.report.earlier": "report#earlier",
    "synthesis.synthesis.claim": "synthesis#matrix",
    "synthesis.synthesis.cell": "synthesis#matrix",
    "synthesis.synthesis.notes": "synthesis#matrix",
}
"""A class or the name of a pane, and the page about it, or one of its headings after a #."""

MODES: Mapping[str, str] = {"separate.back": "separation#correct", "duplicates.leave": "library#duplicates"}
"""A command that can be used in one mode of a workspace only, and the page about that mode."""


class Helping(QObject):
    """Opens the manual for the window, and for each dialog one that can be used beside it."""

    def __init__(self, window: QWidget, sections: Callable[[], list[Section]]) -> None:
        super().__init__(window)
        self.window, self.sections = window, sections
        self.manual: Manual | None = None

    def open(self, focus: QWidget | None, workspace: str, actions: Mapping[str, QAction]) -> None:
        """Show the manual at the page about the mode one is in, what has the focus, or the workspace."""
        if self.manual is None:
            self.manual = Manual(self.sections, self.window)
        modes = (page for id, page in MODES.items() if id in actions and actions[id].isEnabled())
        self.manual.open_at(next(modes, "") or page_about(focus) or workspace)

    def attend(self, focus: QWidget | None, keys: Sequence[QKeySequence]) -> None:
        """Let the keys of the manual act in the dialog that has come to have the focus."""
        top = focus.window() if focus is not None else None
        if isinstance(top, QDialog) and top.findChild(QShortcut, NAME) is None:
            own = weakref.ref(top)  # a dialog that nothing else holds goes when it is closed
            for key in keys:
                shortcut = QShortcut(key, top)
                shortcut.setObjectName(NAME)
                shortcut.activated.connect(lambda: self._beside(own()))

    def _beside(self, dialog: QDialog | None) -> None:
        if dialog is not None:
            shown = dialog.findChild(Manual) or Manual(self.sections, dialog)
            shown.open_at(page_about(dialog))


NAME = "manual"


def page_about(widget: QWidget | None) -> str:
    """Return the page about a widget or the nearest around it; "" where none is known."""
    return next((PAGES[name] for each in _around(widget) for name in _names(each) if name in PAGES), "")


def _around(widget: QWidget | None) -> Iterable[QWidget]:
    while widget is not None:
        yield widget
        widget = widget.parentWidget()


def _names(widget: QWidget) -> tuple[str, ...]:
    """Return what a widget may be called in PAGES. The history is a pane of every workspace."""
    name = widget.objectName()
    return type(widget).__name__, name, name.rpartition(".")[2] if name.endswith(".history") else ""
