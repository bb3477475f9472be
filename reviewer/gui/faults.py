"""Reports of the program's own faults: what they say, where they lie, and those of a program that fell over.

A report can be handed on by whoever reads it, so it holds versions, the place in the program and the names
of the last actions; no words of a document, and no path but the program's own. Nothing sends it.

While the window runs, a file beside the reports holds the same head and the names of the actions as they
come. What ends the program from below Python (`faulthandler`) writes itself at its end; the next start makes
a report of it. A lock, which ends with its process, tells it from the file of a window that still runs.
"""

from __future__ import annotations

import faulthandler
import os
import platform
import re
import sys
import traceback
from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path, PurePath

import PySide6
from PySide6.QtCore import QLockFile, QMessageLogContext, QtMsgType, qInstallMessageHandler, qVersion
from PySide6.QtGui import QGuiApplication

from reviewer import __version__, settings

PROGRAM = Path(__file__).resolve().parents[2]
ACTIONS = 20
"""How many of the last actions a report names."""
KEPT = 20
"""How many reports are kept."""
HEAD, TAIL = 10, 30
"""Frames of a long trace that are kept at either end."""
TELLING = (
    AttributeError, IndexError, MemoryError, NameError, NotImplementedError, RecursionError, TypeError,
    ZeroDivisionError,
)  # fmt: skip
"""Errors whose words are Python's own. Those of others may hold what was read: a key, a text, a path."""
GONE = re.compile(r"(?:libshiboken: )?Internal C\+\+ object \([\w:. ]+\) already deleted\.")
NAMING = re.compile(r"[\"'/\\]")
FELL = re.compile(r"^(Fatal Python error|Windows fatal exception): ", re.MULTILINE)

_trail: deque[str] = deque(maxlen=ACTIONS)


class _Running:
    """The file of this process, while it is watched."""

    file: int | None = None
    path: Path | None = None
    lock: QLockFile | None = None


def folder() -> Path:
    """Return where reports lie."""
    return settings.home() / "logs"


def note(name: str) -> None:
    """Remember that an action of this name began: its name in the program, never what it was about."""
    line = f"{datetime.now():%H:%M:%S} {name}"
    _trail.append(line)
    if _Running.file is not None:
        with suppress(OSError):
            os.write(_Running.file, f"{line}\n".encode())


# ---------------------------------------------------------------------- what a report says


def compose(error: BaseException) -> str:
    """Return the report of an error that nobody expected."""
    return _whole(_head(), "\n".join(_told(error)), list(_trail))


def _whole(head: str, happened: str, trail: list[str]) -> str:
    names = "\n".join(f"  {line}" for line in trail) or "  none"
    return f"{head}\nWhat happened\n\n{happened}\n\nThe last actions, oldest first\n\n{names}\n"


def _head() -> str:
    app = QGuiApplication.instance()
    shown = app.platformName() if isinstance(app, QGuiApplication) else "not started"
    sqlite = getattr(sys.modules.get("sqlite3"), "sqlite_version", "not loaded")
    rows = {
        "When": f"{datetime.now():%Y-%m-%d %H:%M:%S}",
        "Reviewer": __version__,
        "Python": platform.python_version(),
        "Qt": f"{qVersion()}, PySide6 {PySide6.__version__}, {shown}",
        "SQLite": sqlite,
        "System": platform.platform(),
    }
    told = "".join(f"{name:<10} {value}\n" for name, value in rows.items())
    return (
        "A fault of Reviewer itself. This report holds no words of documents and no names of files.\n"
        f"It stays on this machine: nothing sends it.\n\n{told}"
    )


def _told(error: BaseException) -> Iterator[str]:
    """Yield the lines of an error and of those that led to it, the first of them first."""
    chain: list[BaseException] = []
    step: BaseException | None = error
    while step is not None and step not in chain:
        chain.insert(0, step)
        step = step.__cause__ or (None if step.__suppress_context__ else step.__context__)
    for number, each in enumerate(chain):
        if number:
            yield "  while that was dealt with:"
        frames = traceback.extract_tb(each.__traceback__)
        shown = [f"  {place(frame.filename)}, line {frame.lineno}, in {frame.name}" for frame in frames]
        if len(shown) > HEAD + TAIL:
            shown[HEAD:-TAIL] = [f"  … {len(shown) - HEAD - TAIL} more"]
        yield from shown
        yield f"  {type(each).__name__}{_words(each)}"


def _words(error: BaseException) -> str:
    """Return what an error says of itself, as far as it cannot hold anything of a document or a path."""
    said = str(error)
    if isinstance(error, ImportError):
        return f": {error.name}"
    if isinstance(error, OSError) and error.strerror:
        return f": {error.strerror}"
    named = getattr(error, "sqlite_errorname", "")
    if named:
        return f": {named}"
    if isinstance(error, TELLING) or GONE.fullmatch(said):
        return f": {said}"
    return " (its words are left out: they may be of a document)" if said else ""


def place(file: str) -> str:
    """Return where code lies, without what the path says about a person's machine."""
    path = PurePath(file)
    if path.is_relative_to(PROGRAM):
        path = path.relative_to(PROGRAM)
    parts = path.parts
    if "site-packages" in parts:
        return "/".join(parts[parts.index("site-packages") + 1 :])
    return path.name if path.is_absolute() else path.as_posix()


def fingerprint(error: BaseException) -> str:
    """Return what two reports of the same fault have in common: the error and where it arose."""
    frames = traceback.extract_tb(error.__traceback__)
    where = f"{frames[-1].filename}:{frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__} {where}"


# ---------------------------------------------------------------------- where they lie


def write(report: str) -> Path | None:
    """Keep a report among the newest; returns where, or None when nothing can be written there."""
    path = folder() / f"crash-{datetime.now():%Y%m%d-%H%M%S-%f}.txt"
    try:
        folder().mkdir(parents=True, exist_ok=True)
        path.write_text(report, encoding="utf-8")
        for old in sorted(folder().glob("crash-*.txt"))[:-KEPT]:
            old.unlink()
    except OSError:
        return path if path.exists() else None
    return path


def report(error: BaseException) -> tuple[str, Path | None]:
    """Write the report of an error; returns its words, and where it lies. The whole goes to stderr."""
    traceback.print_exception(error)
    words = compose(error)
    return words, write(words)


# ---------------------------------------------------------------------- what ends the program from below


def watch() -> None:
    """From now on have what ends the program from below Python leave a trace for the next start."""
    path = folder() / f"running-{datetime.now():%Y%m%d-%H%M%S}-{os.getpid()}.txt"
    try:
        folder().mkdir(parents=True, exist_ok=True)
        lock = _lock(path)
        lock.tryLock(0)
        _Running.file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        os.write(_Running.file, f"{_head()}\n".encode())
    except OSError:
        return  # a folder that cannot be written: the window works without
    _Running.path, _Running.lock = path, lock
    faulthandler.enable(_Running.file)
    qInstallMessageHandler(_note_qt)


def unwatch() -> None:
    """The program has ended as it should: nothing is left of the watch."""
    if _Running.file is None or _Running.path is None or _Running.lock is None:
        return
    qInstallMessageHandler(None)
    faulthandler.disable()
    os.close(_Running.file)
    with suppress(OSError):
        _Running.path.unlink()
    _Running.lock.unlock()
    _Running.file = _Running.path = _Running.lock = None


def left_behind() -> Path | None:
    """Make reports of programs that fell over since; returns the newest. Each is found once."""
    found = None
    for path in sorted(folder().glob("running-*.txt")):
        lock = _lock(path)
        if path == _Running.path or not lock.tryLock(0):
            continue  # it still runs
        with suppress(OSError):
            told = path.read_text(encoding="utf-8", errors="replace")
            found = write(_of_the_fallen(told)) if FELL.search(told) else found
            path.unlink()
        lock.unlock()
    return found


def _lock(path: Path) -> QLockFile:
    lock = QLockFile(str(path.with_suffix(".lock")))
    lock.setStaleLockTime(0)  # however old: only the end of its process frees it
    return lock


def _of_the_fallen(told: str) -> str:
    """Return the report that a file of a running program makes, which `faulthandler` wrote its end of."""
    cut = FELL.search(told)
    before, end = (told[: cut.start()], told[cut.start() :]) if cut else (told, "")
    head, _, trail = before.rpartition("\n\n")
    cleaned = re.sub(r'File "([^"\n]*)"', lambda match: f"File {place(match[1])}", end)
    happened = "\n".join(f"  {line}".rstrip() for line in cleaned.strip().splitlines())
    return _whole(f"{head}\n", happened, trail.splitlines()[-ACTIONS:])


def _note_qt(kind: QtMsgType, _context: QMessageLogContext, words: str) -> None:
    """Say what Qt has to say where it always did, and remember how it begins: what follows may be a name."""
    print(words, file=sys.stderr)
    if kind != QtMsgType.QtDebugMsg:
        note(f"Qt: {NAMING.split(words)[0].strip()}")
