"""The states of Screen that are kept as pictures: two people have begun with twenty records.

The clock stands still in them.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from reviewer.actions import decisions
from reviewer.gui.session import Session
from reviewer.gui.window import Window
from reviewer.gui.workspaces.screen import ScreenWorkspace
from reviewer.library import reviewer_named
from reviewer.model.screening import Verdict
from reviewer.settings import Settings
from tests.gui.states import State, Studio
from tests.made_screening import as_person, reason, screenable

ME, OTHER = reviewer_named("Reviewer A"), reviewer_named("Reviewer B")
WIDE, NARROW = (1440, 900), (960, 600)
Size = tuple[int, int]


def screened(path: Path) -> Path:
    """Make records that two people have decided on: together, differently, and each alone."""
    screenable(path, 20)
    with as_person(path, ME) as lib:
        decisions.decide(lib, [2, 5, 9], Verdict.INCLUDE)
        decisions.decide(lib, [3], Verdict.MAYBE, note="The abstract does not say how many.")
        for number, document in enumerate((4, 7, 8, 12), start=1):
            decisions.decide(lib, [document], Verdict.EXCLUDE, reason=reason(lib, number))
    with as_person(path, OTHER) as lib:
        decisions.decide(lib, [2, 13, 14], Verdict.INCLUDE)
        decisions.decide(lib, [3, 4, 15], Verdict.EXCLUDE, reason=reason(lib), note="Healthy people only.")
    return path


def opened(studio: Studio, size: Size) -> tuple[Window, ScreenWorkspace]:
    """Return the window with Screen in front, on the first record."""
    session = Session(Settings(reviewer_name="Reviewer A"))
    assert session.open_library(screened(studio.folder / "screening.reviewlib"))
    window = Window(session)
    studio.qtbot.addWidget(window, before_close_func=lambda _window: session.close())
    window.resize(*size)
    window.show()
    session.go("screen", document=1)
    assert window.front is not None
    workspace = window.front.workspace
    assert isinstance(workspace, ScreenWorkspace)
    studio.qtbot.wait(60)  # the docks take their sizes one after the other
    return window, workspace


def stopped(studio: Studio, window: Window, workspace: ScreenWorkspace) -> Window:
    """Wait for what is looked for beside the window, and stop the clock."""
    studio.qtbot.waitUntil(lambda: workspace.similar.count > 0, timeout=20_000)
    studio.qtbot.wait(100)  # the tab takes the room of its new title, and the others move
    window.status_line.saved.setText("Saved 14:02")
    return window


def at_work(studio: Studio, size: Size) -> QWidget:
    """Some records are decided, one by both; the other's decision on the record in front is not there yet."""
    window, workspace = opened(studio, size)
    workspace.seek("people")
    return stopped(studio, window, workspace)


def excluding(studio: Studio, size: Size) -> QWidget:
    """An exclusion was begun, and the number of its reason is waited for."""
    window, workspace = opened(studio, size)
    workspace.activate()
    studio.qtbot.keyClick(workspace.view, Qt.Key.Key_E)
    return stopped(studio, window, workspace)


def conflicts(studio: Studio, size: Size) -> QWidget:
    """What was decided differently, side by side."""
    window, workspace = opened(studio, size)
    workspace.activate()
    studio.qtbot.keyClick(workspace.view, Qt.Key.Key_C)
    return stopped(studio, window, workspace)


_MADE: dict[str, tuple[Callable[[Studio, Size], QWidget], Size, tuple[int, ...]]] = {
    "wide": (at_work, WIDE, (1,)),
    "narrow": (excluding, NARROW, (2,)),
    "conflicts": (conflicts, WIDE, (1,)),
}
STATES = {name: State(partial(make, size=size), size, scales) for name, (make, size, scales) in _MADE.items()}
