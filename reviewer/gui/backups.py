"""Backups: hourly while one works, now when asked, and restored as a new library beside the old one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from reviewer import library
from reviewer.errors import ReviewError
from reviewer.gui import dialogs, jobs
from reviewer.gui.fields import set_tone
from reviewer.gui.ledger import Column, Ledger, Line
from reviewer.gui.session import Session
from reviewer.language import amount, retold, say, say_count
from reviewer.library import Library, copies
from reviewer.library.copies import COUNTS, Kept
from reviewer.model import Progress

HOUR = timedelta(hours=1)
LOOK_EVERY = 10 * 60 * 1000
"""Milliseconds between two looks whether a backup is due."""

Show = Callable[[int, int | None, str], None]
"""Shows progress in the status bar; no words end it."""


def keep_if_due(own: Library, folder: Path, progress: Progress) -> Kept | None:
    """Back up when an hour has gone by since the newest backup and something changed; a job."""
    newest = next(iter(copies.ring(folder)), None)
    if newest is not None and datetime.now(UTC) - datetime.fromisoformat(newest.time) < HOUR:
        return None
    return copies.keep(own, folder, progress)


def keep_now(own: Library, folder: Path, progress: Progress) -> Kept:
    """Back up, or return the newest backup when nothing changed since; a job."""
    made = copies.keep(own, folder, progress)
    return made if made is not None else copies.ring(folder)[0]


def back_up_to(own: Library, target: Path, progress: Progress) -> dict[str, int]:
    """Write a verified copy to a file; a job."""
    return library.backup(own, target, progress)


class Backups(QObject):
    """Makes backups of the session's library off the window's thread, and brings them back."""

    def __init__(self, window: QWidget, session: Session, show: Show) -> None:
        super().__init__(window)
        self.window, self.session, self._show = window, session, show
        self._look = QTimer(self, interval=LOOK_EVERY)
        self._look.timeout.connect(self.look)
        self._look.start()

    @property
    def folder(self) -> Path:
        """Return where the backups of the open library lie."""
        assert self.session.library is not None
        return copies.ring_folder(self.session.library.path, self.session.settings.backup_folder)

    def look(self) -> None:
        """Back up if one is due and nothing else is being done."""
        if self.session.library is not None and self.session.settings.backup_hourly and not jobs.busy():
            self.session.watch(keep_if_due, self.folder)

    def now(self) -> None:
        """Back up now, into the ring, and say what the copy holds."""
        if self.session.library is not None:
            self._watch(keep_now, self.folder, done=self._kept)

    def to_file(self) -> None:
        """Ask where, and write a copy that was opened, checked and counted before it counts as done."""
        opened = self.session.library
        if opened is None:
            return
        path = dialogs.save_backup(
            self.window,
            str(opened.path.with_name(say("{library} backup.reviewlib", library=opened.path.stem))),
        )
        if path is not None:
            self._watch(back_up_to, path, done=lambda counts: self._told(path.name, counts))

    def _watch(self, look: Callable[..., Any], path: Path, done: Callable[[Any], None]) -> None:
        def ended(result: Any) -> None:
            self._show(0, None, "")
            done(result)

        def failed(_error: ReviewError) -> None:
            self._show(0, None, "")

        self.session.watch(look, path, done=ended, failed=failed, progress=self._show)

    def _kept(self, kept: Kept) -> None:
        self._told(kept.path.stem, kept.counts)

    def _told(self, name: str, counts: dict[str, int]) -> None:
        held = ", ".join(COUNTED[name](counts[name]) for name in ("documents", "claims", "quotes"))
        self.session.tell(
            say("Backed up to {name}: {held}.", name=name, held=held), say("The copy was opened and checked.")
        )

    # ------------------------------------------------------------------ bringing one back

    def restore(self) -> None:
        """Show the backups of the open library; without one, ask for a file."""
        if self.session.library is not None:
            BackupsDialog(self, self.window).show()
        else:
            self.restore_file()

    def restore_file(self) -> None:
        """Ask for a backup and a new name, and open what was restored."""
        opened = self.session.library
        folder = opened.path.parent if opened is not None else Path()
        copy = dialogs.open_backup(self.window, str(folder))
        if copy is None:
            return
        target = dialogs.new_library(
            self.window, str(folder / say("{library} restored.reviewlib", library=copy.stem))
        )
        if target is not None:
            self._restore(lambda: (library.restore(copy, target), target)[1])

    def restore_beside(self, kept: Kept) -> None:
        """Make a new library of a backup beside the open one, and open it."""
        assert self.session.library is not None
        path = self.session.library.path
        self._restore(lambda: copies.restore_beside(kept.path, path))

    def _restore(self, make: Callable[[], Path]) -> None:
        self._show(0, None, say("Restoring"))

        def done(path: Path) -> None:
            self._show(0, None, "")
            if self.session.open_library(path):
                self.session.tell(
                    say("{library} is open.", library=path.stem), say("The library from before is as it was.")
                )

        def failed(error: ReviewError) -> None:
            self._show(0, None, "")
            self.session.tell_error(error)

        jobs.start(lambda _progress: make(), done=done, failed=failed)


COUNTED = {
    "documents": lambda n: say_count(n, "{n} document", "{n} documents"),
    "claims": lambda n: say_count(n, "{n} claim", "{n} claims"),
    "quotes": lambda n: say_count(n, "{n} quote", "{n} quotes"),
}
HEADS = {
    "documents": say("Documents"),
    "claims": say("Claims"),
    "quotes": say("Quotes"),
    "ratings": say("Ratings"),
}
"""What stands over each of the counts that a backup is known by."""
COLUMNS = (
    Column(say("When"), 170),
    *(Column(HEADS[name], 100, number=True) for name in COUNTS),
    Column(say("Size"), 76, number=True),
    Column(say("Last action"), 200),
)


def line(kept: Kept, now: Kept) -> Line:
    """Return the line of a backup, each count with how much it differs from the library as it is now."""
    counts = [_beside(kept.counts.get(name), now.counts.get(name, 0)) for name in COUNTS]
    cells = (
        say("This library, now") if kept is now else _time(kept),
        *counts,
        say("{size} MB", size=amount(kept.bytes / 1_000_000, 1)),
        say("Cannot be restored") if kept.problem else retold(kept.last_label),
    )
    tip = f"{kept.problem}\n{kept.path}".strip()
    return Line(cells, tip, ("warn", "warning") if kept.problem else None, strong=kept is now)


def _time(kept: Kept) -> str:
    """Return when a backup was made, by the clock on the wall."""
    return datetime.fromisoformat(kept.time).astimezone().strftime("%Y-%m-%d %H:%M") if kept.time else ""


def _beside(count: int | None, now: int) -> str:
    """Return a count with how much more or less than now it is."""
    if count is None:
        return "–"
    if count == now:
        return amount(count)
    return f"{amount(count)} ({'+' if count > now else '−'}{amount(abs(count - now))})"


class BackupsDialog(QDialog):
    """A window with the backups of the open library, side by side with what it holds now."""

    def __init__(self, backups: Backups, parent: QWidget) -> None:
        super().__init__(parent)
        self.backups, self.session = backups, backups.session
        self.setWindowTitle(say("Backups"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(900, 420)
        self.words = QLabel(say("Looking at the backups"))
        self.words.setProperty("tone", "2")
        self.words.setWordWrap(True)
        self.rows: list[Kept] = []
        self.table = Ledger(
            say("This library and its backups, newest first"), COLUMNS, lambda _at: self._enable()
        )
        self.restore_button = QPushButton(say("Restore as a new library"))
        self.file_button = QPushButton(say("Restore from a file…"))
        self.close_button = QPushButton(say("Close"))
        self._arrange()
        self.table.opened.connect(lambda _at: self.restore())
        self.restore_button.clicked.connect(self.restore)
        self.file_button.clicked.connect(self.restore_file)
        self.close_button.clicked.connect(self.close)
        self._enable()
        self.session.watch(_side_by_side, backups.folder, done=self.show_rows)

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.addWidget(self.words)
        column.addWidget(self.table, 1)
        row = QHBoxLayout()
        row.addWidget(self.restore_button)
        row.addWidget(self.file_button)
        row.addStretch(1)
        row.addWidget(self.close_button)
        column.addLayout(row)

    def show_rows(self, rows: Sequence[Kept]) -> None:
        """Show the present library and its backups; the newest of them is selected."""
        self.rows = list(rows)
        self.table.show_lines([line(kept, rows[0]) for kept in rows], 1 if len(rows) > 1 else -1)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _chosen(self) -> Kept | None:
        return self.rows[self.table.line] if 0 < self.table.line < len(self.rows) else None

    def _enable(self) -> None:
        kept = self._chosen()
        damaged = kept is not None and bool(kept.problem)
        self.restore_button.setEnabled(kept is not None and not damaged)
        if self.rows:
            self.words.setText(self._why_not(kept) if kept is not None and damaged else self._said())
            set_tone(self.words, "warning" if damaged else "2")

    def _said(self) -> str:
        place = self.backups.folder
        if len(self.rows) > 1:
            return say(
                "A backup becomes a new library beside this one; nothing is overwritten. They lie in {place}",
                place=place,
            )
        return say("There is no backup yet. Ctrl+Shift+B makes one in {place}", place=place)

    def _why_not(self, kept: Kept) -> str:
        better = next((each for each in self.rows[1:] if not each.problem), None)
        told = say("This backup cannot be restored: {problem}", problem=kept.problem)
        if better is None:
            return told
        return f"{told} {say('The newest that is whole is of {time}.', time=_time(better))}"

    def restore(self) -> None:
        """Restore the backup that is selected, and open it."""
        kept = self._chosen()
        if kept is not None and not kept.problem:
            self.close()
            self.backups.restore_beside(kept)

    def restore_file(self) -> None:
        """Restore from a file that lies elsewhere."""
        self.close()
        self.backups.restore_file()


def _side_by_side(own: Library, folder: Path, _progress: Progress) -> list[Kept]:
    return [copies.held(own), *copies.ring(folder)]
