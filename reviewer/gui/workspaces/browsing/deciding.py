"""Records of one work, one group after the other: what is asked, the answers, and what became of them.

The groups are found anew each time, in a process apart; the library holds only what a person answered, and
each line says what it holds now. So undo shows by itself, and nothing found goes stale.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from reviewer.actions import duplicates as actions
from reviewer.errors import ReviewError
from reviewer.gui import jobs
from reviewer.gui.session import Session
from reviewer.gui.workspaces.browsing import answers
from reviewer.gui.workspaces.browsing.answers import Search
from reviewer.gui.workspaces.browsing.compare import Column
from reviewer.gui.workspaces.browsing.deciding_page import DecidingPage
from reviewer.gui.workspaces.browsing.groups import (
    APART,
    CERTAIN,
    CHECK,
    RELATED,
    SAME,
    GroupLists,
    Line,
)
from reviewer.language import amount, later, say, say_count
from reviewer.library import documents, duplicates
from reviewer.model import Changes

MANY = 300
"""Links that are brought up to date at once; when more have changed, the worker thread does it."""


_PROGRESS = {
    ("records read", False): later("{done} records read"),
    ("records read", True): later("{done} of {total} records read"),
    ("records compared", False): later("{done} records compared"),
    ("records compared", True): later("{done} of {total} records compared"),
}
"""How far the search is, by what it tells and whether it knows the whole."""


class Deciding(QObject):
    """Holds what was found and the group shown, and does what the keys say while the mode is on."""

    left = Signal()
    """The mode has ended: the table should come back."""
    changed = Signal()
    """Another group is shown, or other answers are possible."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.page, self.lists = DecidingPage(), GroupLists()
        self.on = False
        self.line: Line | None = None
        self.job: jobs.Job | None = None
        self._search = Search()
        self._kept: dict[int, int] = {}
        self._out: dict[tuple[int, ...], set[int]] = {}
        self._place = ""
        self._answering = self._joined = False
        self.lists.picked.connect(self.show_line)
        self.page.kept_changed.connect(self.keep)
        self.page.ticked.connect(self.tick)

    # ------------------------------------------------------------------ in and out

    def enter(self) -> None:
        """Look for records of one work, on the worker thread, and show the first group to check."""
        if self.session.library is None or (self.on and self.job is not None):
            return
        self.on, self.line, self._kept, self._out = True, None, {}, {}
        self._search, self._place = Search(), str(self.session.library.path)
        self.lists.show_lines([], [])
        self.page.show_search(say("Looking for records of one work"), 0, None)
        self.job = self.session.watch(
            answers.find, done=self._arrive, failed=self._fail, progress=self._progress
        )
        self.changed.emit()

    def leave(self) -> None:
        """End the mode; what was answered stays answered, and a search that still runs is stopped."""
        if self.job is not None:
            self.job.cancel()
            self.job = None
        self.on, self.line = False, None
        self.left.emit()
        self.changed.emit()

    def _progress(self, done: int, total: int | None, what: str) -> None:
        if self.job is not None:
            told = _PROGRESS.get((what, bool(total)), "{done}")
            self.page.show_search(say(told, done=amount(done), total=amount(total or 0)), done, total)

    def _fail(self, _error: ReviewError) -> None:
        self.job = None
        self.leave()

    def _arrive(self, search: Search) -> None:
        if self.job is None:
            return
        self.job = None
        self._search = search
        self.show()
        first = next((line for line in self.lists.groups.rows if line.open), None)
        self.show_line(first or next(iter((*self.lists.groups.rows, *self.lists.related.rows)), None))

    # ------------------------------------------------------------------ showing

    def refresh(self, changes: Changes | None) -> None:
        """Bring the answers up to date; another library ends the mode."""
        library = self.session.library
        if not self.on or self.job is not None:
            return
        if library is None or str(library.path) != self._place:
            self.leave()
        elif changes is None or len(changes.rows.get("duplicates", ())) > MANY:
            found = self._search.found
            self.session.watch(answers.look_again, found, done=self._look_again)
        elif changes.touches("imports", "documents", "record_edits"):
            self._look_again(self.session.read(answers.arranged, self._search.found))
        elif changes.touches("duplicates", "quotes"):
            self._search.settle(library, changes.rows.get("duplicates", ()))
            self.show()

    def _look_again(self, search: Search) -> None:
        if self.on and self.job is None and search.found is self._search.found:
            self._search = search
            self.show()
            self._move_on()

    def show(self) -> None:
        """Show groups, counts and the current group again."""
        groups, related = self._search.groups, self._search.related
        self.lists.show_lines(groups, related)
        self.page.show_counts(groups, len(related))
        if self._answering:
            return
        if self.line is not None:
            same = [other for other in (*groups, *related) if other.ids == self.line.ids]
            self.show_line(same[0] if same else None)
        elif not groups and not related:
            self.show_line(None)
        self.changed.emit()

    def show_line(self, line: Line | None) -> None:
        """Show the records of a group side by side."""
        self.line = line
        self.lists.mark(line)
        if line is None:
            nothing = not self.lists.groups.rows and not self.lists.related.rows
            self.page.show_nothing(
                say("No records of one work were found.") if nothing else say("Select a group.")
            )
        else:
            kept = self.kept if line.state != RELATED else None
            within = self.page.comparison.has_focus()
            self.page.show_line(line, self._columns(line), kept, self.out)
            if within:  # what had the focus is gone
                self.take_focus()
        self.changed.emit()

    def _columns(self, line: Line) -> list[Column]:
        session = self.session
        found = {row.id: row for row in session.read(documents.page, line.ids)}
        columns = []
        for id in line.ids:
            document = session.read(documents.document, id)
            name = PurePath(document.source).name
            columns.append(Column(id, document.record, name, found[id].claims if id in found else 0))
        return columns

    @property
    def kept(self) -> int:
        """Return the record of the group shown that stands for the work."""
        if self.line is None:
            return 0
        ids = [id for id in self.line.ids if id not in self.out]
        if self.line.state not in (CERTAIN, CHECK, APART):
            aside = self._search.answers.aside
            return next((aside[id] for id in ids if id in aside), ids[0])
        chosen = self._kept.get(self.line.ids[0])
        return chosen if chosen in ids else self.session.read(duplicates.worth_keeping, ids)[0]

    @property
    def out(self) -> frozenset[int]:
        """Return the records of the group shown that are said to be of another work."""
        line = self.line
        return frozenset(self._out.get(line.ids, ())) if line is not None and line.ticks else frozenset()

    def tick(self, id: int, of_it: bool) -> None:
        """Say that a record of the group shown belongs to the work, or that it is of another one."""
        if self.line is not None and self.line.ticks:
            out = self._out.setdefault(self.line.ids, set())
            out.discard(id) if of_it else out.add(id)
            self.page.mark(self.line, self.kept if len(out) < len(self.line.ids) else 0, self.out)

    def keep(self, id: int) -> None:
        """Let another record of the group stand for the work; records that are joined change at once."""
        line = self.line
        if line is None or id not in line.ids or id in self.out:
            return
        self._kept[line.ids[0]] = id
        if line.state == SAME:
            self.session.perform(actions.join, line.ids, id)
        else:
            self.page.mark(line, id, self.out)

    def step_kept(self, way: int) -> None:
        """Let the record at the right (1) or left (-1) of the kept one be kept."""
        line = self.line
        if line is not None and (line.state == SAME or line.may_answer):
            ids = [id for id in line.ids if id not in self.out]
            if self.kept in ids:
                self.keep(ids[(ids.index(self.kept) + way) % len(ids)])

    def step_tick(self, way: int) -> None:
        """Take the focus to the tick of the next (1) or previous (-1) record; Space sets it."""
        if self.line is not None and self.line.ticks:
            self.page.comparison.step_tick(way)

    def step(self, way: int) -> None:
        """Go to the next (1) or previous (-1) line: groups, then pairs that only look alike."""
        every = [*self.lists.groups.rows, *self.lists.related.rows]
        at = next((n for n, line in enumerate(every) if self.line and line.ids == self.line.ids), -1)
        if every and 0 <= at + way < len(every):
            self.show_line(every[at + way])

    def status(self) -> str:
        """Return where in the list one is."""
        if self.line is None or self.line.state == RELATED:
            return ""
        return say(
            "{number} of {total}", number=amount(self.line.number), total=amount(len(self.lists.groups.rows))
        )

    def take_focus(self) -> None:
        """Take the focus into the list of groups, or to where a search can be stopped."""
        if self.job is not None:
            wanted: QWidget = self.page.stop
        else:
            lists = (self.lists.group_list, self.lists.related_list)
            related = self.line is not None and self.line.state == RELATED
            wanted = lists[related or not self.lists.groups.rows and bool(self.lists.related.rows)]
        wanted.setFocus(Qt.FocusReason.OtherFocusReason)

    # ------------------------------------------------------------------ answering

    def same(self) -> None:
        """Answer that the records that are ticked are of one work, and go on to the next group."""
        line, out = self.line, self.out
        group = self._search.by_ids.get(line.ids) if line is not None else None
        if line is None or group is None or not line.may_answer:
            return
        ids = [id for id in line.ids if id not in out]
        if len(ids) < 2:
            self.session.tell(
                say("One record alone cannot be joined."),
                say("Tick two or more, or answer “Different works”."),
            )
        elif out or line.state == APART:
            self._answer(actions.join, ids, self.kept, sorted(out))
        else:
            self._answer(actions.accept, [group], {line.ids[0]: self.kept})

    def apart(self) -> None:
        """Answer that the records are of different works, and go on to the next group."""
        if self.line is not None and self.line.open:
            self._answer(actions.reject, self.line.ids)

    def _answer(self, action: Callable[..., Changes], *args: object) -> None:
        """Perform an answer and go on; the group is not shown again only to be left."""
        self._answering = True
        try:
            made = self.session.perform(action, *args)
        finally:
            self._answering = False
        if made is not None:
            self._go_on()

    def later(self) -> None:
        """Leave the group as it is and go on to the next one that waits."""
        self._go_on()

    def accept_certain(self) -> None:
        """Join the records of every group that is certain, in one op that one undo takes back."""
        wanted = {line.ids for line in self.lists.groups.rows if line.state == CERTAIN}
        groups = [group for ids, group in self._search.by_ids.items() if ids in wanted]
        if not groups:
            self.session.tell(say("No group is left that is certain."))
            return
        kept = {ids[0]: self._kept[ids[0]] for ids in wanted if ids[0] in self._kept}
        self.page.show_joining(0, len(groups))
        self.session.run(
            answers.accept,
            groups,
            kept,
            done=lambda _changes: self._accepted(len(groups)),
            progress=lambda done, total, _what: self.page.show_joining(done, total or len(groups)),
        )

    def _accepted(self, count: int) -> None:
        said = say_count(
            count, "The records of {n} work were joined.", "The records of {n} works were joined."
        )
        self.session.tell(said, say("Ctrl+Z takes it back."))
        self._joined = True
        if self.on and self.line is not None and not self.line.open:
            self._move_on()

    def _move_on(self) -> None:
        """Leave the group shown once it is among those that were joined all at once."""
        if self._joined and self.line is not None and not self.line.open:
            self._go_on()
        self._joined = False

    def _go_on(self) -> None:
        """Show the next group that waits, round the end; stay when none does."""
        every = list(self.lists.groups.rows)
        at = next((n for n, line in enumerate(every) if self.line and line.ids == self.line.ids), -1)
        following = [line for line in (*every[at + 1 :], *every[: max(at, 0)]) if line.open]
        if following or at >= 0:
            self.show_line(following[0] if following else every[at])
