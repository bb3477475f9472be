"""The one QObject that the parts of the window share: the library, what is selected, what has changed.

Workspaces and docks never call each other. They perform actions here, listen to `changed` and `selected`,
and ask for another place with `go`. Everything happens on the GUI thread; long work goes through `run`,
which gives the one worker thread a library handle of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

from PySide6.QtCore import QObject, Signal

from reviewer import library, settings
from reviewer.actions import history
from reviewer.errors import Conflict, Declined, ReviewError
from reviewer.gui import drafted, faults, jobs
from reviewer.gui.bringing import Bringing
from reviewer.gui.drafts import Drafts, Place, Places, nowhere
from reviewer.language import retold, say
from reviewer.library import journal
from reviewer.model import Changes, Op, Progress, Reviewer

P = ParamSpec("P")
T = TypeVar("T")

Seen = tuple[str, int, dict[str, str | int | None]]
"""A table, the id of a row, and the values of it that a person saw when they began to change it."""

IMPATIENT = 200
"""Milliseconds that a query of the window waits for a file that another program holds."""
KEPT = say("What you typed is kept, and offered at that field.")
TAKEN_BACK = say("“{action}” by {reviewer} is taken back.")
STANDS_AGAIN = say("“{action}” by {reviewer} stands again.")
DRAFTS_HINT = say("They stand under their fields, to be kept or put away.")


@dataclass(frozen=True, slots=True)
class Answering:
    """The answer of a form in front, which words of `document` may be attached to; `label` names it."""

    document: int
    instrument: str
    claim: int | None
    item: str
    label: str


KINDS = ("document", "claim", "quote", "population")


class Session(QObject):
    """Holds the open library and the shared selection, and says when either has changed."""

    changed = Signal(object)
    """The Changes of an action; None when everything may differ (opened, closed, changed elsewhere)."""
    selected = Signal(str, int)
    """A kind of KINDS and the new id, 0 for none; the attribute of that name is already set."""
    settled = Signal()
    """A selection, or a move to another place with all its selections, is complete."""
    requested = Signal(str)
    """The id of the workspace that should come to the front."""
    span_requested = Signal(int, int, int)
    """Document, start and end (code points) to show, after `requested("read")`."""
    sought = Signal(str, str)
    """A workspace and a query that its table should show, after `requested` with the same workspace."""
    message = Signal(str, str, str)
    """Level ("info" or "error"), what is so, what can be done; the window shows it as a strip."""
    conflicted = Signal(object, object)
    """A Conflict, and a function that writes one's own value all the same."""
    working = Signal(str)
    """What the worker thread is at that nobody asked to see the progress of; "" when it has ended."""
    settings_changed = Signal()
    brought = Signal()
    """That the library that is brought up to date is a step further."""

    def __init__(self, stored: settings.Settings | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.settings = settings.load() if stored is None else stored
        self.library: library.Library | None = None
        self.bringing: Bringing | None = None
        """The library that is brought up to date; none is open meanwhile."""
        self.drafts: Drafts | None = None
        self.document: int | None = None
        self.claim: int | None = None
        self.quote: int | None = None
        self.population: int | None = None
        self.answering: Answering | None = None
        self.last_job: jobs.Job | None = None
        self._retracing = False
        """Whether a large op is being taken back or brought back on the worker thread."""

    @property
    def reviewer(self) -> Reviewer:
        """Return who is named in every op performed here; the same name is the same person everywhere."""
        return library.reviewer_named(self.settings.reviewer_name or "Reviewer A")

    @property
    def name(self) -> str:
        """Return the name of the library that is open, or that is about to be."""
        opened = self.library or self.bringing
        return opened.path.stem if opened is not None else say("My library")

    def rename_reviewer(self, name: str) -> None:
        """Record every further op under this name, and show what this person may see."""
        self.settings.reviewer_name = name
        self.save_settings()
        if self.library is not None and self.library.reviewer != self.reviewer:
            self.library.reviewer = self.reviewer
            self.changed.emit(None)

    def open_library(self, path: Path) -> bool:
        """Open the library at `path` in place of the present one; False, with a message, on failure.

        One of an older Reviewer is brought up to date on the worker thread first: False then too.
        """
        copies: list[Path] = []

        def make() -> library.Library | None:
            copies[:] = [copy] if (copy := library.kept_of(path)) is not None else []
            return None if copies else library.open(path, self.reviewer)

        opened = self._replace(make)
        if copies:
            self._bring(path, copies[0])
        return opened

    def create_library(self, path: Path) -> bool:
        """Create an empty library at `path` and open it; False, with a message, when it cannot be."""
        return self._replace(lambda: library.create(path, self.reviewer))

    def _bring(self, path: Path, copy: Path) -> None:
        """Bring a library up to date and open it; where that fails or is stopped, the one from before."""
        before = self.library.path if self.library is not None else None
        self._drop()
        self.bringing = bringing = Bringing(path, copy, before)

        def left(error: ReviewError | None = None) -> None:
            if self.bringing is bringing:
                self.bringing = None
                if before is None or not self.open_library(before):
                    self.changed.emit(None)
                self.tell(*bringing.left()) if error is None else self.tell_error(error)

        def ended() -> None:
            if self.bringing is bringing:
                self.bringing = None
                if self.open_library(path):
                    self.tell(*bringing.words())

        def moved(done: int, total: int | None, what: str) -> None:
            bringing.move(done, total, what)
            self.brought.emit()

        reviewer = self.reviewer
        job = jobs.start(
            lambda report: library.open(path, reviewer, report).close(),
            done=lambda _result: ended(),
            failed=left,
            stopped=left,
            progress=moved,
        )
        bringing.stop = job.cancel
        self.changed.emit(None)

    def _replace(self, make: Callable[[], library.Library | None]) -> bool:
        try:
            if self.bringing is not None:
                raise self.bringing.busy()
            opened = make()
        except ReviewError as error:
            self.tell_error(error)
            return False
        if opened is None:
            return False
        self._drop()
        self.library, self.drafts = opened, Drafts(opened.path)
        self._remember(opened.path)
        self.changed.emit(None)
        self._tell_of_drafts(self.drafts)
        return True

    def _tell_of_drafts(self, drafts: Drafts) -> None:
        """Say once that words were left in fields, and where; each stands under its field."""
        assert self.library is not None
        found = [(place.table, place.row) for place in drafts.untold()]
        if found:
            where = drafted.places(self.library, found)
            self.tell(
                say("Words that you typed and that were not saved are kept: in {where}.", where=where),
                DRAFTS_HINT,
            )

    def _remember(self, path: Path) -> None:
        place = str(path)
        self.settings.last_library = place
        self.settings.recent = [place, *(other for other in self.settings.recent if other != place)][:8]
        self.save_settings()

    def close(self) -> None:
        """Close the library, if one is open; everything is already on disk."""
        self.bringing = None
        if self.library is not None:
            self._drop()
            self.changed.emit(None)

    def _drop(self) -> None:
        if self.last_job is not None:
            self.last_job.cancel()
        for kind in KINDS:
            setattr(self, kind, None)
        self.answering = None
        if self.library is not None:
            self.library.close()
            self.library = self.drafts = None

    def save_settings(self) -> None:
        """Write the settings and tell who shows them."""
        try:
            settings.save(self.settings)
        except ReviewError as error:
            self.tell_error(error)
        self.settings_changed.emit()

    def places(self, table: str, row: int | str) -> Places:
        """Return where words typed into the fields of a row are kept until they are saved, by column."""
        drafts = self.drafts
        return nowhere if drafts is None else lambda column: Place(drafts, table, row, column)

    def perform(
        self, action: Callable[Concatenate[library.Library, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T | None:
        """Run an action on the library and tell what changed; None, with a message, when it declines."""
        results: list[T] = []

        def act(own: library.Library) -> T:
            results.append(action(own, *args, **kwargs))
            return results[0]

        faults.note(_name(action))
        self.attempt(act)
        return results[0] if results else None

    def attempt(
        self,
        action: Callable[[library.Library], object],
        again: Callable[[Conflict], object] | None = None,
    ) -> ReviewError | None:
        """Run an action as `perform` does; returns why it declined, so that it can be said at a field too.

        Where two wrote in one field, a person is asked; `again` writes their own words all the same.
        """
        if self.library is None:
            return None
        if self._retracing:
            busy = Declined(
                say("The history is being gone through."), say("Do this again when that is done.")
            )
            self.refuse(busy)
            return busy
        try:
            with library.asking(self.library):
                result = action(self.library)
        except ReviewError as error:
            self.refuse(error, again)
            return error
        self.changed.emit(_changes(result))
        return None

    def refuse(self, error: ReviewError, again: Callable[[Conflict], object] | None = None) -> None:
        """Say why something that was written is not saved; its field keeps it as a draft."""
        if self.drafts is not None:
            self.drafts.refused += 1
        if isinstance(error, Conflict) and again is not None:
            self.conflicted.emit(error, lambda: again(error))
            return
        if isinstance(error, Declined) and again is not None:
            error.hint = f"{error.hint} {KEPT}".strip()
        self.tell_error(error)

    def edit(
        self,
        seen: Seen,
        action: Callable[Concatenate[library.Library, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T | None:
        """Run an action that changes a row as it was seen here; None, with a question, if it is another now.

        `seen` is (table, id, column values). What somebody else wrote there meanwhile is never overwritten
        unasked.
        """
        table, row, values = seen
        results: list[T] = []

        def act(own: library.Library) -> T:
            with journal.seeing(own, table, row, **values):
                results.append(action(own, *args, **kwargs))
            return results[0]

        faults.note(_name(action))

        def again(conflict: Conflict) -> None:
            now = {**values, conflict.column: conflict.theirs}
            self.edit((table, row, now), action, *args, **kwargs)

        error = self.attempt(act, again)
        if error is not None and not isinstance(error, Conflict):
            self.look_elsewhere()
        return None if error is not None or not results else results[0]

    def read(
        self, function: Callable[Concatenate[library.Library, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run a read function of the library. Raises ReviewError when no library is open, and LibraryBusy
        after a moment while another program holds it: that is said and tried again, nobody waits."""
        if self.library is None:
            raise ReviewError(say("No library is open."), say("Open one with File, Open library."))
        own, usual = self.library, self.library.patience
        if not jobs.busy():  # work of our own lets go of the file within moments
            own.wait_at_most(min(IMPATIENT, usual))
        try:
            with library.asking(own):
                return function(own, *args, **kwargs)
        finally:
            own.wait_at_most(usual)

    def run(
        self,
        action: Callable[..., Any],
        *args: object,
        done: Callable[[Any], None] | None = None,
        failed: Callable[[ReviewError], None] | None = None,
        stopped: Callable[[], None] | None = None,
        progress: Progress | None = None,
        told: Callable[[Any], None] | None = None,
    ) -> jobs.Job | None:
        """Run a long action, called as action(library, *args, progress), on the worker thread.

        The callbacks arrive here on the GUI thread; `failed` is told after the message strip.
        """
        if self.library is None:
            return None
        path = self.library.path
        faults.note(_name(action))
        job = jobs.start(
            self._work(action, args),
            done=lambda result: self._finish(path, result, done),
            failed=lambda error: self._fail(path, error, failed),
            stopped=lambda: self._finish(path, None, stopped and (lambda _result: stopped())),
            progress=progress,
            told=told,
        )
        self.last_job = job
        return job

    def watch(
        self,
        look: Callable[..., Any],
        *args: object,
        done: Callable[[Any], None] | None = None,
        failed: Callable[[ReviewError], None] | None = None,
        progress: Progress | None = None,
        told: Callable[[Any], None] | None = None,
    ) -> jobs.Job | None:
        """Run a long look at the library, which changes nothing, on the worker thread."""
        if self.library is None:
            return None

        def fail(error: ReviewError) -> None:
            self.tell_error(error)
            if failed is not None:
                failed(error)

        return jobs.start(self._work(look, args), done=done, failed=fail, progress=progress, told=told)

    def _work(self, action: Callable[..., Any], args: tuple[object, ...]) -> Callable[[Progress], Any]:
        """Return the work of `action` with a library handle of its own, opened on the worker thread."""
        assert self.library is not None
        path, reviewer = self.library.path, self.reviewer

        def work(report: Progress) -> Any:
            with closing(library.open(path, reviewer)) as own:
                return action(own, *args, report)

        return work

    def _finish(self, path: Path, result: Any, then: Callable[[Any], None] | None) -> None:
        if self.library is not None and self.library.path == path:
            self.changed.emit(_changes(result))
        if then is not None:
            then(result)

    def _fail(self, path: Path, error: ReviewError, then: Callable[[ReviewError], None] | None) -> None:
        if self.library is not None and self.library.path == path:
            self.changed.emit(None)
        self.tell_error(error)
        if then is not None:
            then(error)

    def undo(self) -> None:
        """Take back the last op that still stands, whoever made it; that it was another's is said."""
        self._step(history.undo, journal.undoable, TAKEN_BACK, say("Redo brings it back."))

    def redo(self) -> None:
        """Bring back the op that was taken back last; that it was another's is said."""
        self._step(history.redo, journal.redoable, STANDS_AGAIN, say("Undo takes it back."))

    def _step(
        self, action: Callable[..., Changes], which: Callable[..., Op | None], is_so: str, hint: str
    ) -> None:
        op = self.read(which) if self.library is not None else None
        done = self.retrace(action, op=op.id if op is not None else 0)
        if op is not None and done is not None and op.reviewer != self.reviewer.name:
            self.tell(
                is_so.format(action=retold(op.label), reviewer=op.reviewer),
                hint,
            )

    def retrace(
        self, action: Callable[..., Changes], *args: object, op: int, and_later: bool = False
    ) -> Changes | None:
        """Take back or bring back an op, with `and_later` also those after it; returns what changed at once.

        Many rows are changed on the worker thread. Reading goes on meanwhile; whatever else would be changed
        is declined, since nobody can see yet what it would be changed to.
        """
        own = self.library
        if own is None or jobs.busy() or not journal.is_large(own, op, and_later=and_later):
            return self.perform(action, *args)
        path, self._retracing = own.path, True
        self.working.emit(say("Going through the history"))

        def ended(then: Callable[..., None], *rest: Any) -> Callable[..., None]:
            def tell(*found: Any) -> None:
                self._retracing = False
                self.working.emit("")
                then(path, *found, *rest)

            return tell

        self.last_job = jobs.start(
            self._work(lambda library, _progress: action(library, *args), ()),
            done=ended(self._finish_retracing),
            failed=ended(self._fail, None),
            stopped=ended(self._finish, None, None),
        )
        return None

    def _finish_retracing(self, path: Path, changes: Changes) -> None:
        self._finish(path, changes, None)
        self.tell(say("“{action}” is done.", action=retold(changes.label)))

    def look_elsewhere(self) -> None:
        """Tell everybody to read again when another window or program has written to the library."""
        if self.library is not None and self.library.changed_elsewhere():
            self.changed.emit(None)

    def select(self, kind: str, id: int | None) -> None:
        """Select one row of a kind of KINDS everywhere; telling again what is selected does nothing."""
        if getattr(self, kind) != id:
            self._set(kind, id)
            self.settled.emit()

    def _set(self, kind: str, id: int | None) -> None:
        if kind not in KINDS:
            raise ValueError(f"nothing of the kind {kind!r} can be selected")
        setattr(self, kind, id)
        self.selected.emit(kind, id or 0)

    def go(self, workspace: str, *, span: tuple[int, int] | None = None, **selection: int | None) -> None:
        """Bring a workspace to the front on a selection, as in go("read", document=2, quote=7).

        `span` is (start, end) in code points of the document to be shown. Selections are told even when
        they are as before, so that the view scrolls to them.
        """
        self.requested.emit(workspace)
        for kind in KINDS:
            if kind in selection:
                self._set(kind, selection[kind])
        if span is not None and self.document is not None:
            self.span_requested.emit(self.document, *span)
        self.settled.emit()

    def seek(self, query: str, workspace: str = "library") -> None:
        """Show the documents that match a query in the table of a workspace that has one."""
        self.requested.emit(workspace)
        self.sought.emit(workspace, query)

    def tell(self, text: str, hint: str = "") -> None:
        """Show a sentence in the strip of the front workspace."""
        self.message.emit("info", text, hint)

    def tell_error(self, error: ReviewError) -> None:
        """Show an error and its hint in the strip of the front workspace."""
        self.message.emit("error", retold(error.message), retold(error.hint))


def _name(action: Callable[..., object]) -> str:
    """Return the name of an action in the program, for a report of a fault."""
    return str(getattr(action, "__qualname__", type(action).__name__))


def _changes(result: object) -> Changes | None:
    """Find the Changes in what an action returned; None (read everything again) where it holds none."""
    found = result if isinstance(result, Changes) else getattr(result, "changes", None)
    return found if isinstance(found, Changes) else None
