"""Files of other programs, from the File menu: the library written for them, and their work brought in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPlainTextEdit, QVBoxLayout, QWidget

from reviewer.actions.bringing import bring_in
from reviewer.actions.brought import Brought, told
from reviewer.actions.exporting import Exported, export_for_others
from reviewer.exchange import KINDS
from reviewer.gui import dialogs
from reviewer.gui.commands import Command
from reviewer.gui.fields import words
from reviewer.gui.session import Session

INCOMING = "Codebooks, annotations, projects (*.qdc *.csv *.jsonld *.json *.qdpx)"
Run = Callable[..., None]


class Exchanging:
    """Asks for files and runs what reads and writes them, for one window."""

    def __init__(self, window: QWidget, session: Session, run: Run, ensure: Callable[[], bool]) -> None:
        self.window, self.session = window, session
        self._run, self._ensure = run, ensure
        self.listing: QDialog | None = None

    def commands(self) -> Sequence[Command]:
        """Return the rows of the File menu."""
        return (
            Command("exchange.export", "Export for other programs…", self.export, "File", (), "export"),
            Command("exchange.bring", "Bring in from another program…", self.bring, "File", (), "import"),
        )

    def export(self) -> None:
        """Ask for a format and a name, and write the file."""
        opened = self.session.library
        if opened is None:
            return
        filters = {f"{name} (*{suffix})": format for format, (name, suffix) in KINDS.items()}
        asked = dialogs.save_as_one_of(
            self.window, "Export for other programs", str(opened.path.with_suffix("")), filters
        )
        if asked is not None:
            path, format = asked
            suffix = KINDS[format][1]
            target = path if path.suffix else path.with_name(path.name + suffix)
            self._run(export_for_others, target, format, done=self._exported)

    def _exported(self, result: Exported) -> None:
        left = f"Not in the file: {', '.join(result.omitted)}." if result.omitted else ""
        self.session.tell(f"Written to {result.path.name}.", left)

    def bring(self) -> None:
        """Ask for a file of another program, and bring in what it holds; one undo takes it back."""
        path = dialogs.open_incoming(self.window, INCOMING)
        if path is not None and self._ensure():
            self._run(bring_in, path, done=self._brought)

    def _brought(self, result: Brought) -> None:
        lines = told(result)
        self.session.tell(f"{Path(result.path).name}: {lines[0]}", lines[1] if len(lines) > 1 else "")
        if result.missing or result.omitted or result.moved:
            self.listing = _Listing(self.window, Path(result.path).name, lines)
            self.listing.show()


class _Listing(QDialog):
    """What became of a file, line by line, to be read and copied."""

    def __init__(self, parent: QWidget, name: str, lines: Sequence[Any]) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"Brought in from {name}")
        self.resize(640, 360)
        self.lines = QPlainTextEdit("\n".join(map(str, lines)))
        self.lines.setReadOnly(True)
        self.lines.setAccessibleName("What became of the file")
        close = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        close.rejected.connect(self.close)
        column = QVBoxLayout(self)
        column.addWidget(words("What is there already stays as it is. Undo takes all of it back.", wrap=True))
        column.addWidget(self.lines, 1)
        column.addWidget(close)
