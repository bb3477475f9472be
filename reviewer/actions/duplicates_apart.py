"""Looking for duplicates in a process apart: the search would keep Python's one lock from the window.

The process opens the library itself, reads and answers in lines of JSON: how far it is, then what it found, a
few groups at a time. `serve` is its side, `find_duplicates` ours.
"""

from __future__ import annotations

import contextlib
import json
import os
import queue
import subprocess
import sys
import tempfile
import threading
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import IO, Any, TypeVar

from reviewer import library as libraries
from reviewer import processes
from reviewer.actions import duplicates
from reviewer.errors import ReviewError
from reviewer.language import say
from reviewer.library import Library, documents
from reviewer.model import Progress, no_progress
from reviewer.records.duplicates import Found, Group, Related

WORD = "find-duplicates-apart"
"""The word on the command line that makes a process of ours a searching one."""
T = TypeVar("T")
FEW = 500
"""Documents up to which the search is over before a process has started."""
PATIENCE = 0.1
"""Seconds of silence after which one may stop the search."""
AT_ONCE = 50
"""Groups in one message; reading it takes a fraction of a millisecond."""


def find_duplicates(library: Library, progress: Progress = no_progress) -> Found:
    """Return what `actions.duplicates.find_duplicates` does; where there is much to do, found apart.

    Raises ReviewError when the process fails, and what `progress` raises; the process is ended then.
    """
    if documents.count(library) <= FEW:
        return duplicates.find_duplicates(library, progress)
    groups: list[Group] = []
    related: list[Related] = []
    with contextlib.closing(_messages(library.path)) as messages:
        far: tuple[int, int | None, str] = (0, None, "records read")
        for kind, values in messages:
            if kind == "groups":
                groups += [
                    Group(tuple(ids), score, certain, reason, tuple(differs))
                    for ids, score, certain, reason, differs in values
                ]
            elif kind == "related":
                related += [Related((one, other), *more) for (one, other), *more in values]
            elif kind == "refused":
                raise ReviewError(*values)
            far = tuple(values) if kind == "progress" else far
            progress(*far)
    return Found(tuple(groups), tuple(related))


def _messages(path: Path) -> Generator[tuple[str, Any], None, None]:
    """Yield what a new process says about a library until it is done; it does not outlive the generator.

    "waiting" is said for it while it is silent, so that whoever listens can lose patience.
    """
    with tempfile.TemporaryFile() as said:
        process = _started(said)
        assert process.stdin is not None and process.stdout is not None
        lines: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        listener = threading.Thread(target=_listen, args=(process.stdout, lines), daemon=True)
        try:
            process.stdin.write(json.dumps(str(path)).encode() + b"\n")
            process.stdin.close()
            listener.start()
            yield from _until_done(lines)
        except (BrokenPipeError, EOFError):
            error = _broken(process, said)
            raise error from error.__cause__
        finally:
            process.kill()
            process.wait()
            if listener.ident is not None:
                listener.join()
            process.stdout.close()


def _listen(coming: IO[bytes], lines: queue.SimpleQueue[bytes]) -> None:
    """Put each line into the queue, and nothing at the end."""
    for line in coming:
        lines.put(line)
    lines.put(b"")


def _until_done(lines: queue.SimpleQueue[bytes]) -> Iterator[tuple[str, Any]]:
    kind = ""
    while kind not in ("done", "refused"):
        try:
            line = lines.get(timeout=PATIENCE)
        except queue.Empty:
            yield "waiting", None
            continue
        if not line:
            raise EOFError
        kind, values = json.loads(line)
        yield kind, values


def _broken(process: subprocess.Popen[bytes], said: IO[bytes]) -> ReviewError:
    """Return what is said when the process was lost, with its own last words as the cause."""
    process.kill()
    words = processes.last_words(said)
    error = ReviewError(
        say("The search for duplicates ended before it was done."),
        say("Close other programs, and look for duplicates again."),
    )
    error.__cause__ = ChildProcessError(f"exit {process.wait()}: {words}")
    return error


def _started(said: IO[bytes]) -> subprocess.Popen[bytes]:
    try:
        return processes.started(WORD, said)
    except OSError as error:
        raise ReviewError(
            say(
                "The process that looks for duplicates cannot be started: {reason}.",
                reason=error.strerror or error,
            ),
            say("Close other programs, and look for duplicates again."),
        ) from error


# ------------------------------------------------------------------ the side of the process


def serve() -> int:
    """Search the library that standard input names and write what was found; returns the exit code."""
    going = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints must not come between
    if hasattr(os, "nice"):
        os.nice(5)
    path = json.loads(sys.stdin.readline())

    def tell(kind: str, values: Any = None) -> None:
        _send(going, kind, values)

    try:
        with closing(libraries.open(Path(path))) as library:
            found = duplicates.find_duplicates(library, lambda *told: tell("progress", told))
    except ReviewError as error:
        tell("refused", (error.message, error.hint))
        return 0
    for some in _parts(found.groups):
        tell("groups", [(each.ids, each.score, each.certain, each.reason, each.differs) for each in some])
    for pairs in _parts(found.related):
        tell("related", [(pair.ids, pair.relation, pair.reason) for pair in pairs])
    tell("done")
    return 0


def _send(going: IO[bytes], kind: str, values: Any) -> None:
    going.write(json.dumps((kind, values)).encode() + b"\n")
    going.flush()


def _parts(found: Sequence[T]) -> Iterator[Sequence[T]]:
    for begin in range(0, len(found), AT_ONCE):
        yield found[begin : begin + AT_ONCE]
