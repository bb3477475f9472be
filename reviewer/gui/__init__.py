"""The window. `main` is its only door.

The window is imported when it is asked for, so that a part of this package can be used without the rest.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reviewer.gui.session import Session


def main(argv: Sequence[str] = ()) -> int:
    """Open the window on the library in `argv`, the last one or the welcome page; returns the exit code."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from reviewer.gui import dialogs, theme
    from reviewer.gui.session import Session
    from reviewer.gui.window import Window

    app = QApplication.instance() or QApplication([sys.argv[0]])
    app.setApplicationName("Reviewer")
    app.setDesktopFileName("reviewer")
    dialogs.install_hooks()
    session = Session()
    theme.apply(app, session.settings.theme, session.settings.system_font)
    app.setWindowIcon(theme.icon("reviewer", "accent"))
    window = Window(session)
    _open(session, [Path(name) for name in argv])
    window.show()
    QTimer.singleShot(300, window, window.build_the_rest)
    return int(app.exec())


def _open(session: Session, named: Sequence[Path]) -> None:
    """Open what was named; else the library of last time, passed over in silence when it has gone."""
    last = Path(session.settings.last_library) if session.settings.last_library else None
    if named:
        session.open_library(named[0])
    elif last is not None and last.exists():
        session.open_library(last)
