"""Looking things up in the library while somebody types or scrolls: on a thread, the latest question only.

It is not the pool of `jobs`, where a long import would keep them waiting. A question that is still being
answered when the next one comes is broken off.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal, Slot

from reviewer import library
from reviewer.errors import Cancelled, LibraryBusy, ReviewError
from reviewer.library import Library
from reviewer.model import Reviewer

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor


class Lookup(QObject):
    """Answers one question at a time about the library at a path."""

    _answered = Signal(int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool: ThreadPoolExecutor | None = None
        self._own: Library | None = None  # opened and closed on the thread
        self._lock = threading.Lock()  # held while the handle is broken off, opened or closed
        self._number = 0
        self._asked: Future[Any] | None = None
        self._then: Callable[[Any], None] | None = None
        self._failed: Callable[[ReviewError], None] | None = None
        self._answered.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def ask(
        self,
        path: Path,
        look: Callable[[Library], Any],
        then: Callable[[Any], None],
        failed: Callable[[ReviewError], None] | None = None,
        reviewer: Reviewer | None = None,
    ) -> None:
        """Answer `look(library)` to `then`, on this thread; an earlier question is forgotten.

        `reviewer` is who asks: judgements that they may not see are not found. A ReviewError goes to
        `failed`, or nowhere; but that the file is in use is raised, so that it is read again.
        """
        self.forget()
        if self._pool is None:
            from concurrent.futures import ThreadPoolExecutor

            self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="reviewer-lookup")
        number = self._number
        self._then, self._failed = then, failed
        self._asked = self._pool.submit(self._look, number, path, look, reviewer)
        self._asked.add_done_callback(lambda _done: self._answered.emit(number))

    @property
    def asked(self) -> bool:
        """Return whether an answer is waited for."""
        return self._asked is not None

    def wait(self, seconds: float) -> bool:
        """Wait for the answer and hand it over; False when there is none yet."""
        if self._asked is None:
            return True
        from concurrent.futures import wait

        wait([self._asked], seconds)
        self._deliver(self._number)
        return self._asked is None

    def forget(self) -> None:
        """Break off what is being looked for; its answer comes no more."""
        self._number += 1
        if self._asked is not None and not self._asked.cancel():
            with self._lock:
                if self._own is not None:
                    self._own.interrupt()
        self._asked = self._then = self._failed = None

    def close(self) -> None:
        """Break off, close the library and end the thread; the next question opens both again."""
        self.forget()
        if self._pool is not None:
            self._pool.submit(self._shut)
            self._pool.shutdown()
            self._pool = None

    def _look(
        self, number: int, path: Path, look: Callable[[Library], Any], reviewer: Reviewer | None
    ) -> Any:
        """Look, on the thread; raises Cancelled when nobody waits for it any more."""
        if self._own is not None and self._own.path != path:
            self._shut()
        if self._own is None:
            opened = library.open(path)
            with self._lock:
                self._own = opened
        if number != self._number:
            raise Cancelled
        if reviewer is not None:
            self._own.reviewer = reviewer
        with library.interruptible():
            return look(self._own)

    def _shut(self) -> None:
        with self._lock:
            if self._own is not None:
                self._own.close()
                self._own = None

    @Slot(int)
    def _deliver(self, number: int) -> None:
        if number != self._number or self._asked is None or not self._asked.done():
            return
        asked, then, failed = self._asked, self._then, self._failed
        self._asked = self._then = self._failed = None
        error = None if asked.cancelled() else asked.exception()
        if asked.cancelled() or isinstance(error, Cancelled):
            return
        if isinstance(error, ReviewError) and (failed is not None or not isinstance(error, LibraryBusy)):
            if failed is not None:
                failed(error)
        elif error is not None:
            raise error
        elif then is not None:
            then(asked.result())
