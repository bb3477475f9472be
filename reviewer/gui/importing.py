"""Adding documents: one job at a time, and what the window shows and asks about it.

An import is written in batches. Stopping it keeps what came or takes it back, as the person chooses; one
undo takes back the whole of it later.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from reviewer.actions import history, tables
from reviewer.actions import importing as actions
from reviewer.actions.importing import ImportResult
from reviewer.errors import ReviewError
from reviewer.gui import dialogs, jobs
from reviewer.gui.import_panel import (
    ImportPanel,
    Progress,
    Told,
    lines_dialog,
    summary,
    time_left,
    told,
)
from reviewer.gui.session import Session
from reviewer.language import say, say_count
from reviewer.library import Library
from reviewer.library.imports import Unread
from reviewer.readers.table_choices import Choices

PARTS = 1_000
"""Steps of a bar: an import counts bytes, of which a bar cannot hold as many as a file may have."""
KEEP, REMOVE, GO_ON = say("Keep what was read"), say("Remove it"), say("Go on importing")


class Importing(QObject):
    """Runs imports one after the other and keeps the panel true."""

    progress = Signal(str, int, object)
    """What is running ("" for nothing), how much is done, of how much (None: not known)."""
    panel_wanted = Signal(bool)
    added = Signal(list)
    """Ids of the documents an import has added."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.panel = ImportPanel()
        self.job: jobs.Job | None = None
        self.state = Progress()
        self.result: ImportResult | None = None
        self._remove = self._again = False
        self._begun = 0.0
        self._share = 0.0
        session.working.connect(lambda what: self.progress.emit(what, 0, None))
        self.panel.pause.connect(self.pause)
        self.panel.cancel.connect(self.ask_to_stop)
        self.panel.lines_wanted.connect(self.show_lines)
        self.panel.save_wanted.connect(self.save_list)

    def add(self, paths: Sequence[Path]) -> None:
        """Import files and folders; a second import waits for the first."""
        if paths:
            self._start(tuple(str(path) for path in paths), _import, list(paths))

    def read_again(self, path: str, source: int, columns: Choices) -> None:
        """Read a table that is in the library again with other columns."""
        self._start((path,), _read_again, source, columns)
        self._again = True

    def _start(self, named: tuple[str, ...], work: Callable[..., ImportResult], *given: object) -> None:
        self.state = Progress(named, running=True)
        self._remove, self._again, self._begun, self._share = False, False, time.monotonic(), 0.0
        self._show()
        self.progress.emit(say("Importing"), 0, None)
        self.job = self.session.run(
            work,
            *given,
            done=self._done,
            failed=self._failed,
            stopped=self._left,
            progress=self._progress,
            told=self._take,
        )

    def paste(self, words: str) -> None:
        """Import text that was copied somewhere else: a document, or the records it holds."""
        if not words.strip():
            self.session.message.emit(
                "error", say("The clipboard holds no text."), say("Copy some text first.")
            )
            return
        result = self.session.perform(actions.import_text, say("Pasted text"), words)
        if result is not None:
            self.state = Progress((say("Pasted text"),))
            for file in result.files:
                self.state.take(told(file))
            self._tell(result)

    def pause(self) -> None:
        """Let a running import wait, or go on."""
        if self.job is None:
            return
        if self.job.paused:
            self.job.resume()
        else:
            self.job.pause()
        self.panel.pause_button.setText(say("Go on") if self.job.paused else say("Pause"))

    def ask_to_stop(self) -> None:
        """Ask what is to become of what was read so far, while the import waits."""
        job = self.job
        if job is None:
            return
        if self._again:  # nothing of it stays, so there is nothing to ask
            job.cancel()
            return
        waited = job.paused
        job.pause()
        text = say_count(
            self.state.records,
            "Stop importing? {n} record read so far.",
            "Stop importing? {n} records read so far.",
        )
        detail = say("What is kept can be undone later; naming the files again goes on where you stopped.")
        answers = (GO_ON, KEEP, REMOVE)
        answer = answers[dialogs.ask(self.panel.window(), text, detail, answers)]
        if answer != GO_ON:
            self._remove = answer == REMOVE
            job.cancel()
        elif not waited:
            job.resume()

    def cancel(self) -> None:
        """Stop a running import; what came is kept."""
        if self.job is not None:
            self.job.cancel()

    def show_lines(self) -> None:
        """Show every record that could not be read, with its words."""
        if self.result is not None:
            lines_dialog(self.panel.window(), actions.unread_of(self.result.files)).open()

    def save_list(self) -> None:
        """Save the records that could not be read as a table."""
        if self.result is not None:
            save_list(self.panel.window(), self.session, actions.unread_of(self.result.files))

    # ------------------------------------------------------------------ what the work tells

    def _take(self, file: Told) -> None:
        self.state.take(file)
        self._show()

    def _progress(self, done: int, total: int | None, what: str) -> None:
        if self._share == 0:
            self.panel_wanted.emit(True)
        self._share = done / total if total else 0.0
        self.progress.emit(say("Importing"), round(PARTS * self._share), PARTS if total else None)
        self._show()

    def _show(self) -> None:
        left = time_left(self._share, time.monotonic() - self._begun)
        read = (
            say_count(self.state.records, "{n} record read", "{n} records read")
            if self.state.records
            else say("Looking at the files")
        )
        far = ", ".join([read, left]) if left else read
        self.panel.show_state(self.state, say("{progress}. You can keep working.", progress=far))

    def show_other_work(self, done: int, total: int | None, what: str) -> None:
        """Show a job that is no import in the status bar only."""
        self.progress.emit(what, done, total)

    def _end(self) -> None:
        self.job = None
        self.state.running = False
        self.panel.pause_button.setText(say("Pause"))
        self.progress.emit("", 0, None)

    def _left(self) -> None:
        """Say that nothing was changed by a job that was stopped."""
        self._end()
        self.panel_wanted.emit(False)
        if self._again:
            self.session.tell(say("Reading the table again was stopped. It stays as it was."))

    def _done(self, result: ImportResult) -> None:
        self._end()
        for file in result.files:
            self.state.take(told(file))
        if result.stopped:
            self._stopped(result)
        else:
            self._tell(result)

    def _tell(self, result: ImportResult) -> None:
        words, hint = summary(result)
        self.result = result
        self.panel.show_state(self.state, words)
        rejected = result.counts()["rejected"]
        self.panel_wanted.emit(bool(rejected))
        self.session.message.emit("error" if rejected else "info", words, hint)
        self.added.emit([id for file in result.files for id in file.added])

    def _stopped(self, result: ImportResult) -> None:
        self.result = result
        added = result.counts()["added"]
        if self._remove and result.changes.op:
            self.session.retrace(history.undo, result.changes.op, op=result.changes.op)
            added = 0
        self.panel.show_state(self.state, summary(result)[0])
        self.panel_wanted.emit(False)
        kept = (
            say_count(added, "{n} document is kept.", "{n} documents are kept.")
            if added
            else say("Nothing was added.")
        )
        hint = say("Name the same files again to go on.") if added else ""
        self.session.tell(say("The import was stopped. {kept}", kept=kept), hint)

    def _failed(self, error: ReviewError) -> None:
        self._end()
        self.panel_wanted.emit(False)


def _import(library: Library, paths: list[Path], job: jobs.Job) -> ImportResult:
    """Import on the worker thread; what becomes of a file is told as plain data."""
    return actions.import_files(library, paths, job, lambda file: job.tell(told(file)))


def _read_again(library: Library, source: int, columns: Choices, job: jobs.Job) -> ImportResult:
    """Read a table again on the worker thread."""
    return tables.read_again(library, source, columns, job, lambda file: job.tell(told(file)))


def save_list(parent: QWidget, session: Session, unread: Sequence[Unread]) -> None:
    """Ask where, and save the records that could not be read as a table there."""
    path = dialogs.save_as(parent, say("Save the list"), "unread.csv", say("Tables (*.csv)"), ".csv")
    if path is None:
        return
    try:
        actions.save_unread(unread, path)
    except ReviewError as error:
        session.tell_error(error)
    else:
        session.tell(say("The list was saved as {name}.", name=path.name))
