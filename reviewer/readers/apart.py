"""Reading untrusted files in a process of their own, which may hang, crash or eat memory without harm.

One process reads file after file and is started again when it failed; what it sends back is plain data, and
nothing but plain data is taken from it. `worker` is its other side.
"""

from __future__ import annotations

import atexit
import dataclasses
import enum
import importlib
import io
import pickle
import tempfile
import threading
from collections.abc import Iterator, Sequence
from typing import IO, Any

from reviewer import processes
from reviewer.errors import ReviewError
from reviewer.language import recorded
from reviewer.readers.input import Input
from reviewer.readers.parsed import Header, PageDrawn, PageWanted, Parsed, Rejected

WORD = "read-apart"
"""The word on the command line that makes a process of ours a reading one."""
SECONDS = 60.0
"""How long the process may be silent; a reader that expects to take longer says so."""
MOST_SECONDS = 600.0
MOST_FILES = 500
"""Files after which a process is replaced, so that what its libraries leak stays small."""
IDLE_SECONDS = 20.0
LONGEST_MESSAGE = 1 << 30
_PLAIN = ("reviewer.model", "reviewer.readers.parsed", "reviewer.records.composing")
_HINT = recorded("Open it in the program it was made with, save a copy as plain text, and import that.")


def read(
    reader: str, format: str, source: Input, seconds: float = SECONDS, *, more: tuple[str, ...] = ()
) -> Iterator[Parsed | Rejected]:
    """Yield what the reader of a format makes of a file, in a process apart.

    `reader` is its name for people. Raises ReviewError where the reader does, and when the process was
    silent for too long, crashed or ran out of memory. `more` names modules to import there first.
    """
    yield from _asked("read", reader, format, source, seconds, more)


def headers(reader: str, format: str, source: Input) -> list[Header]:
    """Return the headers of the tables in a file, read in a process apart; raises ReviewError as `read`."""
    return list(_asked("headers", reader, format, source, SECONDS, ()))


def draw(reader: str, format: str, source: Input, wanted: Sequence[PageWanted]) -> Iterator[PageDrawn]:
    """Yield pages of a file as they look, or the sizes of all where none is wanted; raises as `read`."""
    yield from _asked("draw", reader, format, source, SECONDS, (), tuple(wanted))


def run(task: str, reader: str, source: Input, argument: Any, seconds: float = SECONDS) -> Iterator[Any]:
    """Yield what a function of ours makes of a file that has a path, in a process apart.

    `task` is "module:function"; it is called with the input and the argument, and yields lists of plain data,
    whose items are yielded here. The process keeps ahead of whoever takes them by one list. Raises as `read`.
    """
    yield from _asked("run", reader, task, source, seconds, (), argument)


def _asked(
    what: str,
    reader: str,
    task: str,
    source: Input,
    seconds: float,
    more: tuple[str, ...],
    argument: Any = None,
) -> Iterator[Any]:
    data = b"" if what == "run" else source.data(most=MOST_BYTES)
    path = str(source.path) if what == "run" else ""
    request = (what, task, source.name, more, source.columns, path, argument, len(data))
    worker = _take()
    clean = False
    try:
        yield from worker.answers(reader, source, seconds, request, data)
        clean = True
    except ReviewError as error:
        clean = not isinstance(error, _Broken)
        raise
    finally:
        _give_back(worker) if clean else worker.end()


class _Broken(ReviewError):
    """The process is of no use any more."""


class _Worker:
    """A process that reads, seen from outside."""

    def __init__(self) -> None:
        self.files = 0
        self.retiring: threading.Timer | None = None
        self._late = False
        self._said = tempfile.TemporaryFile()  # noqa: SIM115 - open as long as the process
        try:
            self._process = processes.started(WORD, self._said)
        except OSError as error:
            self._said.close()
            raise ReviewError(
                recorded(
                    "The process that reads such files cannot be started: {why}.", why=error.strerror or error
                ),
                recorded("Close other programs, and import the file again."),
            ) from error

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._process.pid

    def answers(
        self, reader: str, source: Input, seconds: float, request: tuple[Any, ...], data: bytes
    ) -> Iterator[Any]:
        """Yield what the process makes of a file; raises _Broken when it is lost by it."""
        self.files += 1
        name, allowed = source.name, seconds
        try:
            message = self._ask(request, source, seconds, data)
            while message[0] != "done":
                if message[0] == "items":
                    source.position = message[1]
                    yield from message[2]
                elif message[0] == "more":
                    allowed = min(MOST_SECONDS, seconds + message[1])
                elif message[0] == "refused":
                    raise ReviewError(message[1], message[2])
                else:
                    raise _Broken(
                        recorded("{name} needs more memory than one file may take.", name=name), _HINT
                    )
                message = self._wait(allowed)
        except (OSError, EOFError, pickle.UnpicklingError) as error:
            self.end()
            if self._late:
                raise _Broken(
                    recorded(
                        "{name} took more than {allowed} s and was given up.",
                        name=name,
                        allowed=f"{allowed:.0f}",
                    ),
                    _HINT,
                ) from error
            raise _Broken(
                recorded("{name} made the {reader} reader fail.", name=name, reader=reader), _HINT
            ) from ChildProcessError(self.last)

    def _ask(self, request: tuple[Any, ...], source: Input, seconds: float, data: bytes) -> tuple[Any, ...]:
        """Send a file, or where it lies, and return the first message about it."""
        assert self._process.stdin is not None
        with self._limit(seconds):
            send(self._process.stdin, request)
            self._process.stdin.write(data)
            self._process.stdin.flush()
        source.position = 0
        return self._wait(seconds)

    def _wait(self, seconds: float) -> tuple[Any, ...]:
        """Return the next message; the process is killed when it takes too long."""
        assert self._process.stdout is not None
        with self._limit(seconds):
            length = int.from_bytes(_exactly(self._process.stdout, 4), "big")
            if length > LONGEST_MESSAGE:
                raise EOFError
            message = _PlainData(io.BytesIO(_exactly(self._process.stdout, length))).load()
        if not isinstance(message, tuple) or not message:
            raise EOFError
        return message

    def _limit(self, seconds: float) -> _Limit:
        return _Limit(seconds, self._too_late)

    def _too_late(self) -> None:
        self._late = True
        self._process.kill()

    def end(self) -> None:
        """Kill the process, if it still lives, and keep the last it said as `last`."""
        if self._said.closed:
            return
        self._process.kill()
        code = self._process.wait()
        self.last = f"exit {code}: {processes.last_words(self._said)}"
        for file in (self._process.stdin, self._process.stdout, self._said):
            _close(file)


MOST_BYTES = 400_000_000
"""Bytes of a file that are handed to the process; each reader has a limit of its own below this."""


class _Limit:
    """Calls a function when the block takes too long."""

    def __init__(self, seconds: float, late: Any) -> None:
        self._timer = threading.Timer(seconds, late)
        self._timer.daemon = True

    def __enter__(self) -> None:
        self._timer.start()

    def __exit__(self, *_error: object) -> None:
        self._timer.cancel()


class _PlainData(pickle.Unpickler):
    """Takes data classes, named tuples and enumerations of ours alone, whatever a process sends."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) == ("builtins", "getattr"):
            return _member
        if module in _PLAIN or module.startswith("reviewer.model."):
            found = getattr(importlib.import_module(module), name, None)
            if isinstance(found, type) and _is_plain(found):
                return found
        raise pickle.UnpicklingError(f"{module}.{name}")


def _is_plain(kind: type) -> bool:
    """Whether a type is a data class, an enumeration or a named tuple."""
    named = issubclass(kind, tuple) and hasattr(kind, "_fields")
    return named or dataclasses.is_dataclass(kind) or issubclass(kind, enum.Enum)


def _member(owner: Any, name: str) -> Any:
    """Return a member of an enumeration of ours: Python 3.11.0 to 3.11.3 pickle them as a `getattr`."""
    if isinstance(owner, type) and issubclass(owner, enum.Enum) and name in owner.__members__:
        return owner[name]
    raise pickle.UnpicklingError(f"{owner!r}.{name}")


def send(file: IO[bytes], message: tuple[Any, ...]) -> None:
    """Write a message with its length in front."""
    data = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    file.write(len(data).to_bytes(4, "big") + data)


def _exactly(file: IO[bytes], count: int) -> bytes:
    data = file.read(count)
    if len(data) < count:
        raise EOFError
    return data


def _close(file: IO[bytes] | None) -> None:
    try:
        if file is not None:
            file.close()
    except OSError:  # what was still to be written has no reader
        return


# ------------------------------------------------------------------ processes that wait

_idle: list[_Worker] = []
_lock = threading.Lock()


def _take() -> _Worker:
    """Return a process that waits, or a new one."""
    with _lock:
        worker = _idle.pop() if _idle else None
    if worker is None:
        return _Worker()
    if worker.retiring is not None:
        worker.retiring.cancel()
    if worker._process.poll() is not None:  # killed from outside while it waited
        worker.end()
        return _Worker()
    return worker


def _give_back(worker: _Worker) -> None:
    if worker.files >= MOST_FILES:
        worker.end()
        return
    worker.retiring = threading.Timer(IDLE_SECONDS, _retire, [worker])
    worker.retiring.daemon = True
    with _lock:
        _idle.append(worker)
        worker.retiring.start()


def _retire(worker: _Worker) -> None:
    with _lock:
        if worker not in _idle:
            return
        _idle.remove(worker)
    worker.end()


def close() -> None:
    """End the processes that wait; the next file starts a new one."""
    with _lock:
        waiting = _idle[:]
        _idle.clear()
    for worker in waiting:
        if worker.retiring is not None:
            worker.retiring.cancel()
        worker.end()


atexit.register(close)
