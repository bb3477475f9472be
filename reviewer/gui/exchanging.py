"""Files of other programs, from the File menu: the library written for them, and their work brought in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPlainTextEdit, QVBoxLayout, QWidget

from reviewer.actions.bringing import bring_in
from reviewer.actions.brought import Brought, counted, told
from reviewer.actions.exporting import Exported, export_for_others
from reviewer.exchange import KINDS
from reviewer.gui import dialogs
from reviewer.gui.commands import Command
from reviewer.gui.fields import words
from reviewer.gui.session import Session
from reviewer.language import later, say, say_count

INCOMING = say("Codebooks, annotations, marks, projects (*.qdc *.csv *.jsonld *.json *.html *.md *.qdpx)")
EXPORT = "File › " + later("Export for other programs")
FORMATS = {
    "qdpx": say("Export review, REFI-QDA project…"),
    "web-annotations": say("Export quotes, Web Annotations…"),
    "qdc": say("Export codebook, REFI-QDA…"),
    "codebook-csv": say("Export codebook, table…"),
    "ris": say("Export records, RIS…"),
    "bibtex": say("Export records, BibTeX…"),
    "csl-json": say("Export records, CSL-JSON…"),
    "csv": say("Export records, table…"),
    "segments-json": say("Export texts with their parts, JSON…"),
}
"""What the menu calls writing each format."""
Run = Callable[..., None]


class Exchanging:
    """Asks for files and runs what reads and writes them, for one window."""

    def __init__(self, window: QWidget, session: Session, run: Run, ensure: Callable[[], bool]) -> None:
        self.window, self.session = window, session
        self._run, self._ensure = run, ensure
        self.listing: QDialog | None = None

    def commands(self) -> Sequence[Command]:
        """Return the rows of the File menu: one for each format, and one for what comes in."""
        exports = (
            Command(
                f"exchange.export.{format}", FORMATS[format],
                partial(self.export, format), EXPORT, (), "export",
            )
            for format in KINDS
        )  # fmt: skip
        bring = Command(
            "exchange.bring", say("Bring in from another program…"), self.bring, "File", (), "import"
        )
        return (*exports, bring)

    def export(self, format: str) -> None:
        """Ask for a name and write the library in a format."""
        opened = self.session.library
        if opened is None:
            return
        name, suffix = KINDS[format]
        what = name.partition(",")[0].lower()
        suggestion = opened.path.with_name(f"{opened.path.stem} {what}{suffix}")
        title = FORMATS[format].partition(",")[0]
        path = dialogs.save_as(self.window, title, str(suggestion), f"{say(name)} (*{suffix})", suffix)
        if path is not None:
            self._run(export_for_others, path, format, done=self._exported)

    def _exported(self, result: Exported) -> None:
        left = say("Not in the file: {what}.", what=", ".join(result.omitted)) if result.omitted else ""
        self.session.tell(say("Written to {name}.", name=result.path.name), left)

    def bring(self) -> None:
        """Ask for a file of another program, and bring in what it holds; one undo takes it back."""
        path = dialogs.open_incoming(self.window, INCOMING)
        if path is not None and self._ensure():
            self._run(bring_in, path, done=self._brought)

    def _brought(self, result: Brought) -> None:
        name = Path(result.path).name
        self.session.tell(*summary(result, name))
        if result.missing or result.omitted or result.moved:
            self.listing = _Listing(self.window, name, told(result))
            self.listing.show()


def summary(result: Brought, name: str) -> tuple[str, str]:
    """Return what came of a file, and what else there is to know, each as one or two sentences."""
    if result.added:
        text = say("Brought in from {name}: {what}.", name=name, what=counted(result.added))
        wait = say("Marks wait in Read as suggestions.") if "marks" in result.added else ""
    else:
        text, wait = say("Nothing new in {name}.", name=name), ""
    known = say("There already: {what}.", what=counted(result.known)) if result.known else ""
    left = len(result.missing)
    lost = say_count(left, "{n} thing found no place.", "{n} things found no place.") if left else ""
    return text, " ".join(filter(None, (wait, known, lost)))


class _Listing(QDialog):
    """What became of a file, line by line, to be read and copied."""

    def __init__(self, parent: QWidget, name: str, lines: Sequence[Any]) -> None:
        super().__init__(parent)
        self.setWindowTitle(say("Brought in from {name}", name=name))
        self.resize(640, 360)
        self.lines = QPlainTextEdit("\n".join(map(str, lines)))
        self.lines.setReadOnly(True)
        self.lines.setAccessibleName(say("What became of the file"))
        close = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        close.rejected.connect(self.close)
        column = QVBoxLayout(self)
        column.addWidget(
            words(say("What is there already stays as it is. Undo takes all of it back."), wrap=True)
        )
        column.addWidget(self.lines, 1)
        column.addWidget(close)
