"""Choosing what the columns of a table hold: which table, the page for it, and the import that follows."""

from __future__ import annotations

from pathlib import Path, PurePath

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from reviewer.actions import tables as actions
from reviewer.errors import ReviewError
from reviewer.gui.columns import ColumnsPage
from reviewer.gui.importing import Importing
from reviewer.gui.session import Session
from reviewer.language import say
from reviewer.library import Library, imports
from reviewer.model import Progress
from reviewer.readers import Header


class Choosing(QObject):
    """Opens the page of columns, for a table in the library or for a file that was not read."""

    def __init__(self, window: QWidget, session: Session, importing: Importing) -> None:
        super().__init__(window)
        self.window, self.session, self.importing = window, session, importing
        self._looking = False
        importing.panel.columns_wanted.connect(self.show_last)

    def show_last(self) -> None:
        """Show the columns of the table that was imported last, those first that could not be read."""
        result = self.importing.result
        files = [
            each for each in (result.files if result else ()) if actions.is_table(each.path, each.format)
        ]
        for file in sorted(files, key=lambda each: bool(each.format)):
            known = self.session.read(imports.known, file.source_sha256)
            self.show(file.path, known.source if known else 0)
            return
        for row in self.session.read(imports.log):
            if row.source > 0 and not row.undone and actions.is_table(row.path, row.format):
                self.show(row.path, row.source)
                return
        self.session.tell(say("No table was imported yet."), say("Add a CSV, TSV or XLSX file first."))

    def show(self, path: str, source: int, parent: QWidget | None = None) -> None:
        """Show the columns of a table in the library, or of a file where `source` is not above 0."""

        if self._looking:
            return  # a second click before the page stands

        def done(headers: list[Header]) -> None:
            self._looks(False)
            over = (
                parent if parent is not None and isValid(parent) else self.window
            )  # it can be closed by now
            self._open(path, source, headers, over)

        def failed(_error: ReviewError) -> None:
            self._looks(False)

        self._looks(True)
        self.session.watch(_look, path, source, done=done, failed=failed)

    def _looks(self, looking: bool) -> None:
        self._looking = looking
        self.importing.progress.emit(say("Looking at the columns") if looking else "", 0, None)

    def _open(self, path: str, source: int, headers: list[Header], parent: QWidget) -> None:
        name = PurePath(path).name
        if not headers:
            self.session.message.emit(
                "error",
                say("{name} has no columns to choose.", name=name),
                say("Its records are blocks of rows, or it is no table."),
            )
            return
        page = ColumnsPage(parent, name, headers, again=source > 0)
        page.chosen.connect(lambda fields: self._take(path, source, headers, fields))
        page.open()

    def _take(self, path: str, source: int, headers: list[Header], fields: list[list[str]]) -> None:
        chosen = actions.changed(headers, fields)
        if source > 0:
            self.importing.read_again(path, source, chosen)
        elif not chosen or self.session.perform(actions.choose_columns, chosen) is not None:
            self.importing.add([Path(path)])


def _look(library: Library, path: str, source: int, _progress: Progress) -> list[Header]:
    if source > 0:
        return actions.headers_of_source(library, source)
    return actions.headers_of(library, Path(path))
