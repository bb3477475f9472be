"""The window. `main` is its only door.

First the shell, which stands at once; then, after its first paint, everything else. Both are imported when
they are needed, so that a part of this package can be used without the rest.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from reviewer.gui.session import Session
    from reviewer.gui.shell import Shell


def main(argv: Sequence[str] = ()) -> int:
    """Open the window on the library in `argv`, the last one or the welcome page; returns the exit code.

    `--library`, `--reviewer` and `--home` may stand before it, as on the command line.
    """
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QApplication

    from reviewer import settings
    from reviewer.gui import faults
    from reviewer.gui.shell import Shell

    named, reviewer = _options(argv)
    faults.watch()
    app = QApplication.instance() or QApplication([sys.argv[0]])
    assert isinstance(app, QApplication)
    faults.note(f"started on {app.platformName()}")
    app.setApplicationName("Reviewer")
    app.setDesktopFileName("org.reviewer.Reviewer")
    keep_together()
    stored = settings.load()
    stored.reviewer_name = reviewer or stored.reviewer_name
    speak(stored.language)
    shell = Shell(stored)
    queued = Qt.ConnectionType.QueuedConnection
    shell.stands.connect(lambda: _furnish(app, shell, stored, named), queued)
    shell.show()
    try:
        return int(app.exec())
    finally:
        faults.unwatch()


def keep_together() -> None:
    """Let the file in which Qt's dialogs note the folders one was in lie with all else that is kept."""
    from PySide6.QtCore import QSettings

    from reviewer import settings

    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, str(settings.home()))


def speak(chosen: str) -> None:
    """Use the language that was chosen, "system" for the machine's own, here and in Qt's own dialogs.

    To be called before the rest of the window is imported: its tables of words are said as they are loaded.
    """
    from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

    from reviewer import language

    wanted = QLocale.system().uiLanguages() if chosen == "system" else [chosen]
    codes = (each.partition("-")[0] for each in wanted)
    language.speak(next((code for code in codes if code in language.LANGUAGES), "en"))
    code = language.spoken().code
    if chosen != "system":
        QLocale.setDefault(QLocale(code))
    translator = QTranslator(QCoreApplication.instance())
    if code != "en" and translator.load(
        f"qtbase_{code}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    ):
        QCoreApplication.installTranslator(translator)


def _options(argv: Sequence[str]) -> tuple[Path | None, str]:
    """Return the library and the reviewer that were named, and move to the home that was."""
    from reviewer import settings

    words, library, reviewer = list(argv), None, ""
    while words:
        word = words.pop(0)
        if word == "--library" and words:
            library = Path(words.pop(0))
        elif word == "--reviewer" and words:
            reviewer = words.pop(0)
        elif word == "--home" and words:
            settings.set_home(Path(words.pop(0)))
        else:
            library = Path(word)
    return library, reviewer


def _furnish(app: QApplication, shell: Shell, stored: object, named: Path | None) -> None:
    """Load the window proper, put it into the shell, and open the library."""
    from PySide6.QtCore import QTimer

    from reviewer.gui import fault_box, theme
    from reviewer.gui.session import Session
    from reviewer.gui.window import Window
    from reviewer.settings import Settings

    assert isinstance(stored, Settings)
    fault_box.install_hooks()
    theme.apply(app, stored.theme, stored.system_font)
    app.setWindowIcon(theme.icon("reviewer", "accent"))
    session = Session(stored, parent=shell)
    said: list[tuple[str, str, str]] = []
    session.message.connect(lambda *words: said.append(words))
    _open(session, named)
    window = Window(session)
    met = fault_box.install_hooks(window.elsewhere.take)
    shell.hold(window)
    for words in said[:]:  # what could not be opened is said where it can be read
        session.message.emit(*words)
    QTimer.singleShot(0, met, met.tell_of_the_last_time)
    QTimer.singleShot(300, window, window.build_the_rest)


def _open(session: Session, named: Path | None) -> None:
    """Open what was named; else the library of last time, passed over in silence when it has gone."""
    last = Path(session.settings.last_library) if session.settings.last_library else None
    if named is not None:
        session.open_library(named)
    elif last is not None and last.exists():
        session.open_library(last)
