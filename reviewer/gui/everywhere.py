"""The commands that mean the same in every workspace: libraries, adding documents, undo, how things look."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from reviewer import __version__, library, readers, settings
from reviewer.actions import example
from reviewer.gui import dialogs, theme
from reviewer.gui.backups import Backups
from reviewer.gui.choosing import Choosing
from reviewer.gui.commands import Command
from reviewer.gui.exchanging import Exchanging
from reviewer.gui.import_log import ImportLog
from reviewer.gui.importing import Importing
from reviewer.gui.preferences import Preferences
from reviewer.gui.session import Session
from reviewer.gui.verifying import Verifying
from reviewer.language import retold, say
from reviewer.library import journal

SIZES = (12.0, 24.0)
"""Smallest and largest reading text, px."""
USUAL_SIZE = settings.Settings().reader_size


class Everywhere:
    """Makes the commands and does what they say, for one window."""

    def __init__(self, window: QWidget, session: Session, importing: Importing) -> None:
        self.window = window
        self.session = session
        self.importing = importing
        self.choosing = Choosing(window, session, importing)
        self.exchanging = Exchanging(window, session, self._run, self.ensure_library)
        self.backups = Backups(window, session, importing.show_other_work)
        self.verifying = Verifying(window, session, importing.show_other_work)
        self.actions: dict[str, QAction] = {}

    def commands(self) -> Sequence[Command]:
        """Return the rows of File, Edit, View and Help that need nothing of the window's panes."""
        return (*self._file_commands(), *self._other_commands())

    def _file_commands(self) -> Sequence[Command]:
        add, text, stop = self.add_documents, self.paste_text, QApplication.closeAllWindows
        return (
            Command("library.new", say("New library…"), self.new_library, "File", ("Ctrl+N",), "library"),
            Command("library.open", say("Open library…"), self.open_library, "File", ("Ctrl+O",), "folder"),
            Command("library.sample", say("Open the sample review"), self.open_sample, "File"),
            Command("add.documents", say("Add documents…"), add, "File", ("Ctrl+I",), "file", separator=True),
            Command("add.folder", say("Add a folder…"), self.add_folder, "File", ("Ctrl+Shift+I",), "folder"),
            Command("add.text", say("Paste text as a document"), text, "File", ("Ctrl+V",), "paste"),
            Command("add.log", say("Import log…"), self.show_import_log, "File", (), "history"),
            Command("add.columns", say("Columns of a table…"), self.choosing.show_last, "File", (), "matrix"),
            *self.exchanging.commands(),
            *self.verifying.commands(),
            Command(
                "library.backup",
                say("Back up now"),
                self.backups.now,
                "File",
                ("Ctrl+Shift+B",),
                "backup",
                separator=True,
            ),
            Command("library.backup.file", say("Back up to a file…"), self.backups.to_file, "File"),
            Command("library.restore", say("Restore a backup…"), self.backups.restore, "File"),
            Command(
                "app.settings",
                say("Settings…"),
                self.show_settings,
                "File",
                ("Ctrl+,",),
                "settings",
                separator=True,
            ),
            Command("app.quit", say("Quit"), stop, "File", ("Ctrl+Q",)),
        )

    def _other_commands(self) -> Sequence[Command]:
        return (
            Command("edit.undo", say("Undo"), self.session.undo, "Edit", ("Ctrl+Z",), "undo"),
            Command("edit.redo", say("Redo"), self.session.redo, "Edit", ("Ctrl+Shift+Z", "Ctrl+Y"), "redo"),
            Command(
                "view.theme",
                say("Light or dark"),
                self.switch_theme,
                "View",
                ("Ctrl+Shift+L",),
                "theme",
                separator=True,
            ),
            Command(
                "view.larger", say("Larger text"), lambda: self.resize_text(1), "View", ("Ctrl++", "Ctrl+=")
            ),
            Command("view.smaller", say("Smaller text"), lambda: self.resize_text(-1), "View", ("Ctrl+-",)),
            Command("view.usual", say("Usual text size"), lambda: self.resize_text(0), "View", ("Ctrl+0",)),
            Command("help.about", say("About Reviewer"), self.about, "Help"),
        )

    def refresh(self) -> None:
        """Say in the actions what undo and redo would do, and switch off what needs a library."""
        opened = self.session.library
        for id, word, what, find in (
            ("edit.undo", say("Undo"), say("Undo {action}"), journal.undoable),
            ("edit.redo", say("Redo"), say("Redo {action}"), journal.redoable),
        ):
            op = find(opened) if opened is not None else None
            self.actions[id].setText(what.format(action=retold(op.label)) if op is not None else word)
            self.actions[id].setEnabled(op is not None)
            self.actions[id].setToolTip(self.actions[id].text())
        exports = [id for id in self.actions if id.startswith("exchange.export.")]
        for id in (
            "library.backup",
            "library.backup.file",
            "add.log",
            "add.columns",
            "report.verify",
            *exports,
        ):
            self.actions[id].setEnabled(opened is not None)

    # ------------------------------------------------------------------ libraries

    def _folder(self) -> str:
        opened = self.session.library
        return str(opened.path.parent if opened is not None else settings.default_library().parent)

    def new_library(self) -> None:
        """Ask where, and make an empty library there."""
        path = dialogs.new_library(self.window, str(Path(self._folder()) / say("New library.reviewlib")))
        if path is not None:
            self.session.create_library(path)

    def open_library(self) -> None:
        """Ask which library, and open it."""
        path = dialogs.open_library(self.window, self._folder())
        if path is not None:
            self.session.open_library(path)

    def open_sample(self) -> None:
        """Open the sample review, made on first use in a library of its own beside the usual one."""
        path = settings.default_library().with_name(say("Sample review.reviewlib"))
        if path.exists():
            self.session.open_library(path)
        elif self.session.create_library(path):
            self._run(example.load_example)

    def ensure_library(self) -> bool:
        """Open or make the usual library when none is open; False, with a message, when that fails."""
        if self.session.library is not None:
            return True
        usual = settings.default_library()
        return self.session.open_library(usual) if usual.exists() else self.session.create_library(usual)

    def add_recent(self, menu: QMenu) -> None:
        """Put the libraries opened lately into a menu, above "Back up now"."""
        opened = self.session.library
        now = str(opened.path) if opened is not None else ""
        paths = [Path(name) for name in self.session.settings.recent if name != now and Path(name).exists()]
        if not paths:
            return
        recent = QMenu(say("Open recent"), menu)
        for path in paths:
            action = recent.addAction(path.stem)
            action.setToolTip(str(path))
            action.triggered.connect(lambda _on=False, path=path: self.session.open_library(path))
        menu.insertMenu(self.actions["library.sample"], recent)

    def _run(
        self, action: Callable[..., Any], *args: object, done: Callable[[Any], None] | None = None
    ) -> None:
        """Run a job that shows itself in the status bar until it has ended."""
        show = self.importing.show_other_work

        def end(result: object = None) -> None:
            show(0, None, "")
            if done is not None and result is not None:
                done(result)

        self.session.run(action, *args, done=end, failed=lambda _error: end(), stopped=end, progress=show)

    # ------------------------------------------------------------------ adding

    def add_documents(self) -> None:
        """Ask for files and add them."""
        self._add(dialogs.open_documents(self.window, file_filters()))

    def add_folder(self) -> None:
        """Ask for a folder and add every document in it."""
        folder = dialogs.open_folder(self.window)
        self._add([folder] if folder is not None else [])

    def paste_text(self) -> None:
        """Add what the clipboard holds as a document: its files, or its words."""
        data = QGuiApplication.clipboard().mimeData() or QMimeData()
        files = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
        if files:
            self._add(files)
        elif self.ensure_library():
            self.importing.paste(data.text())

    def show_import_log(self) -> None:
        """Show every import there was, and what could not be read."""
        if self.session.library is not None:
            ImportLog(self.session, self.choosing, self.window).show()

    def take(self, paths: Sequence[Path], words: str = "", *, link: bool = False) -> None:
        """Add what was dropped on the window, files or words; a library among it is opened instead.

        A link is never followed: that would be the first thing to leave this machine.
        """
        libraries = [path for path in paths if path.suffix == library.SUFFIX]
        if libraries:
            self.session.open_library(libraries[0])
        elif paths:
            self._add(paths)
        elif link:
            hint = say("Open it in a browser, save the page, and add the file.")
            self.session.message.emit("error", say("Reviewer does not fetch pages from the network."), hint)
        elif words and self.ensure_library():
            self.importing.paste(words)

    def _add(self, paths: Sequence[Path]) -> None:
        if paths and self.ensure_library():
            self.importing.add(paths)

    # ------------------------------------------------------------------ how things look

    def switch_theme(self) -> None:
        """Go from light to dark or back, and stay there."""
        self.session.settings.theme = "light" if theme.is_dark() else "dark"
        self._dress()

    def resize_text(self, step: int) -> None:
        """Make the reading text one pixel larger or smaller; 0 gives the usual size."""
        wanted = self.session.settings.reader_size + step if step else USUAL_SIZE
        self.session.settings.reader_size = min(max(wanted, SIZES[0]), SIZES[1])
        self.session.save_settings()

    def show_settings(self) -> None:
        """Show the settings; each change holds at once."""
        page = Preferences(self.session.settings, self.window)
        page.changed.connect(self._keep_setting)
        page.keys_wanted.connect(lambda: self.actions["help.keys.change"].trigger())
        page.open()

    def _keep_setting(self, name: str) -> None:
        """Keep a setting that was changed, and let it hold."""
        if name == "reviewer_name":
            self.session.rename_reviewer(self.session.settings.reviewer_name)
        elif name in ("theme", "system_font"):
            self._dress()
        else:
            self.session.save_settings()

    def _dress(self) -> None:
        app = QApplication.instance()
        if isinstance(app, QApplication):
            theme.apply(app, self.session.settings.theme, self.session.settings.system_font)
        self.session.save_settings()

    def about(self) -> None:
        """Say what this program is."""
        dialogs.about(self.window, __version__)


def file_filters() -> list[str]:
    """Return the filters of the file dialog: every kind a reader knows together, then each by itself."""
    kinds = [(reader.name, reader.suffixes) for reader in readers.READERS]
    every = " ".join(f"*{suffix}" for _, suffixes in kinds for suffix in suffixes)
    single = [f"{name} ({' '.join('*' + suffix for suffix in suffixes)})" for name, suffixes in kinds]
    return [say("Documents ({suffixes})", suffixes=every), *single]
