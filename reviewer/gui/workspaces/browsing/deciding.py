"""Records of one work, one group after the other: what is asked, the answers, and what became of them.

The groups are found anew each time on the worker thread; the library holds only what a person answered, and
each line says what it holds now. So undo shows by itself, and nothing found goes stale.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from reviewer.actions import duplicates as actions
from reviewer.errors import ReviewError
from reviewer.gui import jobs
from reviewer.gui.session import Session
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
from reviewer.library import Library, documents, duplicates
from reviewer.model import Changes, Progress
from reviewer.records.duplicates import Found, Group


def lines(
    found: Found, titles: dict[int, str], aside: dict[int, int], apart: set[tuple[int, int]]
) -> tuple[list[Line], list[Line]]:
    """Return the rows of the groups, those to check first, and of the pairs that only look alike."""
    order = sorted(found.groups, key=lambda group: (group.certain, -group.score))
    groups = [
        Line(n, group.ids, _title(group.ids, titles), group.score, state(group, aside, apart), group.reason)
        for n, group in enumerate(order, 1)
    ]
    related = [
        Line(n, pair.ids, _title(pair.ids, titles), 0.0, RELATED, pair.reason, pair.relation)
        for n, pair in enumerate(found.related, 1)
    ]
    return groups, related


def state(group: Group, aside: dict[int, int], apart: set[tuple[int, int]]) -> str:
    """Return what was answered of a group, or how sure it is while it waits."""
    if len({aside.get(id, id) for id in group.ids}) == 1:
        return SAME
    if all((one, other) in apart for one in group.ids for other in group.ids if one < other):
        return APART
    return CERTAIN if group.certain else CHECK


def _title(ids: Sequence[int], titles: dict[int, str]) -> str:
    return next((titles[id] for id in ids if titles.get(id)), "")


def find(library: Library, progress: Progress) -> tuple[Found, dict[int, str]]:
    """Return what looks like one work and the titles of these records; runs on the worker thread."""
    found = actions.find_duplicates(library, progress)
    ids = {id for each in (*found.groups, *found.related) for id in each.ids}
    return found, duplicates.titles(library, sorted(ids))


def accept(library: Library, groups: Sequence[Group], kept: dict[int, int], _progress: Progress) -> Changes:
    """Join the records of many groups in one op; runs on the worker thread."""
    return actions.accept(library, groups, kept)


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
        self._found, self._titles = Found(), dict[int, str]()
        self._kept: dict[int, int] = {}
        self._place = ""
        self.lists.picked.connect(self.show_line)
        self.page.kept_changed.connect(self.keep)

    # ------------------------------------------------------------------ in and out

    def enter(self) -> None:
        """Look for records of one work, on the worker thread, and show the first group to check."""
        if self.session.library is None or (self.on and self.job is not None):
            return
        self.on, self.line, self._kept = True, None, {}
        self._found, self._place = Found(), str(self.session.library.path)
        self.lists.show_lines([], [])
        self.page.show_search("Looking for records of one work", 0, None)
        self.job = self.session.watch(find, done=self._arrive, failed=self._fail, progress=self._progress)
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
            self.page.show_search(f"{done:,}{f' of {total:,}' if total else ''} {what}", done, total)

    def _fail(self, _error: ReviewError) -> None:
        self.job = None
        self.leave()

    def _arrive(self, result: tuple[Found, dict[int, str]]) -> None:
        if self.job is None:
            return
        self.job = None
        self._found, self._titles = result
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
        elif changes is None or changes.touches(
            "duplicates", "imports", "documents", "quotes", "record_edits"
        ):
            self.show()

    def show(self) -> None:
        """Read what was answered, and show groups, counts and the current group again."""
        session = self.session
        there = session.read(duplicates.titles, sorted(self._titles))
        found = Found(
            tuple(group for group in self._found.groups if all(id in there for id in group.ids)),
            tuple(pair for pair in self._found.related if all(id in there for id in pair.ids)),
        )
        groups, related = lines(
            found, there, session.read(duplicates.set_aside), session.read(duplicates.told_apart)
        )
        self.lists.show_lines(groups, related)
        self.page.show_counts(groups, len(related))
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
            self.page.show_nothing("No records of one work were found." if nothing else "Select a group.")
        else:
            self.page.show_line(line, self._columns(line), self.kept if line.state != RELATED else None)
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
        ids = self.line.ids
        if self.line.state == SAME:
            return self.session.read(duplicates.standing_for, ids[0])
        return self._kept.get(ids[0]) or self.session.read(duplicates.worth_keeping, ids)[0]

    def keep(self, id: int) -> None:
        """Let another record of the group stand for the work; records that are joined change at once."""
        line = self.line
        if line is None or id not in line.ids:
            return
        self._kept[line.ids[0]] = id
        if line.state == SAME:
            self.session.perform(actions.join, line.ids, id)
        else:
            self.page.mark_kept(line, id)

    def step_kept(self, way: int) -> None:
        """Let the record at the right (1) or left (-1) of the kept one be kept."""
        if self.line is not None and self.line.state != RELATED and self.kept in self.line.ids:
            at = self.line.ids.index(self.kept)
            self.keep(self.line.ids[(at + way) % len(self.line.ids)])

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
        return f"{self.line.number:,} of {len(self.lists.groups.rows):,}"

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
        """Answer that the records are of one work, and go on to the next group."""
        line = self.line
        group = self._group(line)
        if line is not None and group is not None and line.state != SAME:
            kept = {line.ids[0]: self.kept}
            if line.state == APART:
                made = self.session.perform(actions.join, line.ids, self.kept)
            else:
                made = self.session.perform(actions.accept, [group], kept)
            if made is not None:
                self._go_on()

    def apart(self) -> None:
        """Answer that the records are of different works, and go on to the next group."""
        line = self.line
        if line is None or line.state not in (CERTAIN, CHECK):
            return
        if self.session.perform(actions.reject, line.ids) is not None:
            self._go_on()

    def later(self) -> None:
        """Leave the group as it is and go on to the next one that waits."""
        self._go_on()

    def accept_certain(self) -> None:
        """Join the records of every group that is certain, in one op that one undo takes back."""
        wanted = {line.ids for line in self.lists.groups.rows if line.state == CERTAIN}
        groups = [group for group in self._found.groups if group.ids in wanted]
        if not groups:
            self.session.tell("No group is left that is certain.")
            return
        kept = {ids[0]: self._kept[ids[0]] for ids in wanted if ids[0] in self._kept}
        self.page.show_joining(len(groups))
        self.session.run(accept, groups, kept, done=lambda _changes: self._accepted(len(groups)))

    def _accepted(self, count: int) -> None:
        works = "1 work were" if count == 1 else f"{count:,} works were"
        self.session.tell(f"The records of {works} joined.", "Ctrl+Z takes it back.")
        if self.on and self.line is not None and not self.line.open:
            self._go_on()

    def _group(self, line: Line | None) -> Group | None:
        return next((group for group in self._found.groups if line and group.ids == line.ids), None)

    def _go_on(self) -> None:
        """Show the next group that waits, round the end; stay when none does."""
        every = list(self.lists.groups.rows)
        at = next((n for n, line in enumerate(every) if self.line and line.ids == self.line.ids), -1)
        following = [line for line in (*every[at + 1 :], *every[: max(at, 0)]) if line.open]
        if following:
            self.show_line(following[0])
