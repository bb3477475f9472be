"""Long work off the GUI thread: a pool of one, plain functions in, callbacks on the GUI thread out.

    job = jobs.start(work, done=…, failed=…, stopped=…, progress=…)

`work` gets one argument, a Progress to call between records. It runs on the one worker thread, so two jobs
never write at once; whatever it needs (a library handle) it opens itself. The callbacks are connected before
the work starts, arrive queued, and run on the GUI thread. `job.cancel()` makes the next progress call raise
Cancelled. Progress reaches the window at most ten times a second.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal, Slot

from reviewer.errors import Cancelled, ReviewError
from reviewer.model import Progress

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor

INTERVAL = 0.1
"""Seconds between two progress signals."""


class Job(QObject):
    """One piece of work: its state, and the signals that carry its outcome to the GUI thread."""

    _progress = Signal(int, object, str)
    _ended = Signal(str, object)
    _tells = Signal(object)

    def __init__(
        self,
        done: Callable[[Any], None] | None,
        failed: Callable[[ReviewError], None] | None,
        stopped: Callable[[], None] | None,
        progress: Progress | None,
        told: Callable[[Any], None] | None,
    ) -> None:
        super().__init__()
        self._callbacks = {"done": done, "failed": failed, "stopped": stopped}
        self._on_progress = progress
        self._on_told = told
        self._cancel = threading.Event()
        self._go_on = threading.Event()
        self._go_on.set()
        self._told = 0.0
        self.running = True
        queued = Qt.ConnectionType.QueuedConnection
        self._progress.connect(self._deliver_progress, queued)
        self._tells.connect(self._deliver_told, queued)
        self._ended.connect(self._deliver_end, queued)

    def cancel(self) -> None:
        """Make the next progress call of the work raise Cancelled."""
        self._cancel.set()
        self._go_on.set()

    def pause(self) -> None:
        """Make the next progress call of the work wait."""
        self._go_on.clear()

    def resume(self) -> None:
        """Let paused work go on."""
        self._go_on.set()

    @property
    def paused(self) -> bool:
        return not self._go_on.is_set()

    def __call__(self, done: int, total: int | None, what: str) -> None:
        """Tell the window how far the work is: a job is the `progress` of its work, called on its thread."""
        self._go_on.wait()
        if self._cancel.is_set():
            raise Cancelled
        now = time.monotonic()
        if now - self._told >= INTERVAL:
            self._told = now
            self._progress.emit(done, total, what)

    def tell(self, value: object) -> None:
        """Hand the window something the work has found so far; called by the work, on its thread."""
        self._tells.emit(value)

    def end(self, future: Future[Any]) -> None:
        """Send the outcome of the work to the GUI thread; called on the worker thread."""
        error = future.exception()
        if error is None:
            self._ended.emit("done", future.result())
        elif isinstance(error, Cancelled):
            self._ended.emit("stopped", None)
        else:
            self._ended.emit("failed" if isinstance(error, ReviewError) else "broken", error)

    @Slot(int, object, str)
    def _deliver_progress(self, done: int, total: int | None, what: str) -> None:
        if self._on_progress is not None and self.running:
            self._on_progress(done, total, what)

    @Slot(object)
    def _deliver_told(self, value: object) -> None:
        if self._on_told is not None and self.running:
            self._on_told(value)

    @Slot(str, object)
    def _deliver_end(self, outcome: str, value: Any) -> None:
        self.running = False
        _running.discard(self)
        callback: Callable[..., None] | None = self._callbacks["stopped" if outcome == "broken" else outcome]
        if callback is not None:
            callback(value) if outcome in ("done", "failed") else callback()
        if outcome == "broken":
            raise value  # a bug of the work: the exception hook on this thread reports it


_running: set[Job] = set()


@cache
def _pool() -> ThreadPoolExecutor:
    """Make the pool when the first job comes: its modules are not needed to show a window."""
    from concurrent.futures import ThreadPoolExecutor

    return ThreadPoolExecutor(max_workers=1, thread_name_prefix="reviewer-job")


def start(
    work: Callable[[Progress], Any],
    done: Callable[[Any], None] | None = None,
    failed: Callable[[ReviewError], None] | None = None,
    stopped: Callable[[], None] | None = None,
    progress: Progress | None = None,
    told: Callable[[Any], None] | None = None,
) -> Job:
    """Queue `work` for the worker thread; its result goes to `done`, a ReviewError to `failed`.

    `work` is called with the job, which is its progress; what it hands to `tell` goes to `told`.
    """
    job = Job(done, failed, stopped, progress, told)
    _running.add(job)
    _pool().submit(work, job).add_done_callback(job.end)
    return job


def busy() -> bool:
    """Say whether any job is running or waiting."""
    return bool(_running)


def stop_all() -> None:
    """Cancel every job; each ends at its next progress call."""
    for job in tuple(_running):
        job.cancel()
