"""The states of the whole window that are kept as pictures, at the sizes that people have.

The clock stands still in them: what says when something was saved or changed is the same in each run.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from reviewer.gui.session import Session
from reviewer.gui.window import Window
from reviewer.gui.workspaces.read import ReadWorkspace
from reviewer.library import claims
from tests.gui.states import State, Studio

Size = tuple[int, int]
SIZES: dict[str, tuple[Size, tuple[int, ...]]] = {"wide": ((1440, 900), (1,)), "narrow": ((960, 600), (1, 2))}
"""The sizes, px, and with how many pixels for each of these they are drawn: twice as many is the smallest
window at 200 %."""


def read(studio: Studio, session: Session, size: Size) -> tuple[Window, ReadWorkspace]:
    """Return the window with Read in front, on the blog post."""
    window = Window(session)
    studio.qtbot.addWidget(window, before_close_func=lambda _window: session.close())
    window.resize(*size)
    window.show()
    session.go("read", document=2)
    assert window.front is not None
    workspace = window.front.workspace
    assert isinstance(workspace, ReadWorkspace)
    studio.qtbot.waitUntil(lambda: not workspace.suggesting.looking)
    studio.qtbot.wait(60)  # the docks take their sizes one after the other
    return window, workspace


def stopped(window: Window, workspace: ReadWorkspace) -> Window:
    """Stop the clock."""
    window.status_line.saved.setText("Saved 14:02")
    workspace.claim_dock.person.setText("Reviewer A · edited 14:02 · ")
    return window


def quote_selected(studio: Studio, size: Size) -> QWidget:
    """A claim with its quote, notes and suggestions beside the text."""
    session = studio.example()
    window, workspace = read(studio, session, size)
    link = next(link for link in session.read(claims.quotes, document=2) if link.span.start == 776)
    session.select("quote", link.id)
    workspace.editing.statement()  # brings the dock forward where it is a tab
    workspace.page.setFocus()
    studio.qtbot.wait(30)
    return stopped(window, workspace)


def nothing_claimed(studio: Studio, size: Size) -> QWidget:
    """A page as it came in: suggestions, boundaries to check, no tags, no claims."""
    return stopped(*read(studio, studio.seeds(), size))


def separating(studio: Studio, size: Size) -> QWidget:
    """The boundary to check, with its question."""
    window, workspace = read(studio, studio.seeds(), size)
    workspace.page.setFocus()
    studio.qtbot.keyClick(workspace.page, Qt.Key.Key_B)
    studio.qtbot.wait(60)
    return stopped(window, workspace)


_MADE: dict[str, Callable[[Studio, Size], QWidget]] = {
    "read": quote_selected,
    "read-at-first": nothing_claimed,
    "separate": separating,
}
STATES = {
    f"{name}-{at}": State(partial(make, size=size), size, scales if name != "read-at-first" else (1,))
    for name, make in _MADE.items()
    for at, (size, scales) in SIZES.items()
}
