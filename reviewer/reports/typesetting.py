"""Typst at work on the pages of a report: in this process, or in one of its own when there are many.

What Typst keeps of pages that it laid out grows with each layout, helps with none that differs, and of a
large report most of it is never given back: 1.1 GB after one of 500 pages, 1.4 GB more with each that is
shown. A process of its own gives all of it back when it ends. What a small one leaves is let go at once.

Our side and that of the process speak in lines of JSON; the files lie in a folder that both see.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import IO, Any

from reviewer import processes
from reviewer.errors import ReviewError
from reviewer.language import say
from reviewer.reports.pointing import Mark, pointed
from reviewer.settings import resource

WORD = "lay-out-apart"
"""The word on the command line that makes a process of ours one that lays pages out."""
LARGE = 200_000
"""Characters of a report from which it is laid out apart: some fifty pages, which take a second. The
beginning of a large one, which the window shows first, stays below: a process takes half of one to start."""
MAIN = "main.typ"
_EMPTY, _MADE = "empty.typ", "made.pdf"
_AGES = 5
"""Layouts of nothing behind each that counts: Typst lets go of what the last ten did not need, so that it
keeps what the one before has in common with the next, and nothing older."""
_WHERE = "query(metadata).map(each => (each.value, each.location().position()))"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A PDF to be made: the standards it is to meet, whether it has tags, its time in ISO 8601."""

    standards: tuple[str, ...]
    tagged: bool
    time: str


@dataclass(eq=False)
class Refused(Exception):
    """What Typst says against a template or its data."""

    message: str
    diagnostic: str = ""
    hints: tuple[str, ...] = ()
    whole: str = ""

    def __str__(self) -> str:
        return self.whole or self.message


Make = Callable[[Wanted], tuple[bytes, tuple[Mark, ...]]]
"""Makes a PDF, and says where everything stands in it; raises Refused."""


def setting(folder: Path, size: int) -> Any:
    """Return, as a block's context, what makes PDFs of a template and data; they lie in the folder by then.

    `size` is how many characters the data hold. Raises ReviewError when the process of a large report cannot
    be started.
    """
    return _apart(folder) if size >= LARGE else _here(folder)


@contextmanager
def _here(folder: Path) -> Iterator[Make]:
    import typst

    compiler = cache(
        lambda: typst.Compiler(str(folder / MAIN), font_paths=_fonts())
    )  # once the files lie there

    def make(wanted: Wanted) -> tuple[bytes, tuple[Mark, ...]]:
        try:
            maker = compiler()
            made = maker.compile(
                format="pdf",
                timestamp=datetime.fromisoformat(wanted.time),
                pdf_standards=list(wanted.standards),  # type: ignore[arg-type]  # the stubs know no plain str
                pdf_tags=wanted.tagged,
            )
            found = json.loads(maker.eval(_WHERE))
        except typst.TypstError as error:
            told = (str(getattr(error, "diagnostic", "")), tuple(getattr(error, "hints", ())))
            raise Refused(str(error.message), *told, str(error)) from error
        marks = tuple((name, at["page"], float(at["y"].removesuffix("pt"))) for name, at in found)
        assert isinstance(made, bytes)
        return pointed(made, marks), marks

    try:
        yield make
    finally:
        _let_go(folder)


@cache
def _fonts() -> Any:
    """Return the faces of the program, which are the same as long as it runs."""
    import typst

    return typst.Fonts(include_system_fonts=False, font_paths=[str(resource("fonts"))])


def _let_go(folder: Path) -> None:
    """Lay out nothing so often that Typst lets go of what it kept of the pages before."""
    import typst

    empty = folder / _EMPTY
    empty.write_bytes(b"")
    maker = typst.Compiler(str(empty), font_paths=_fonts())
    for _ in range(_AGES):
        maker.compile(format="svg")


# ------------------------------------------------------------------ apart


@contextmanager
def _apart(folder: Path) -> Iterator[Make]:
    with tempfile.TemporaryFile() as said:
        process = _started(said)
        assert process.stdin is not None and process.stdout is not None
        coming, going = process.stdout, process.stdin

        def make(wanted: Wanted) -> tuple[bytes, tuple[Mark, ...]]:
            kind, values = _asked(going, coming, wanted)
            if kind == "refused":
                raise Refused(values[0], values[1], tuple(values[2]), values[3])
            if kind != "made":
                raise _broken(process, said)
            return (folder / _MADE).read_bytes(), tuple((name, page, down) for name, page, down in values)

        try:
            _send(going, str(folder))
            yield make
        finally:
            process.kill()
            process.wait()
            for end in (going, coming):
                _close(end)


def _asked(going: IO[bytes], coming: IO[bytes], wanted: Wanted) -> tuple[str, Any]:
    """Return what the process answers, "" when it is gone."""
    try:
        _send(going, asdict(wanted))
        answer = coming.readline()
        kind, values = json.loads(answer) if answer else ("", None)
    except (OSError, ValueError):
        return "", None
    return str(kind), values


def _started(said: IO[bytes]) -> subprocess.Popen[bytes]:
    try:
        return processes.started(WORD, said)
    except OSError as error:
        raise ReviewError(
            say(
                "The process that lays out pages cannot be started: {reason}.", reason=error.strerror or error
            ),
            say("Close other programs, and try again; the library is unchanged."),
        ) from error


def _broken(process: subprocess.Popen[bytes], said: IO[bytes]) -> ReviewError:
    """Return what is said when the process was lost, with its own last words as the cause."""
    process.kill()
    code = process.wait()
    words = processes.last_words(said)
    error = ReviewError(
        say("The pages could not be laid out: the process for it ended, perhaps for want of memory."),
        say("Close other programs or leave out sections, and try again; the library is unchanged."),
    )
    error.__cause__ = ChildProcessError(f"exit {code}: {words}")
    return error


def _send(going: IO[bytes], message: object) -> None:
    going.write(json.dumps(message).encode() + b"\n")
    going.flush()


def _close(end: IO[bytes]) -> None:
    try:
        end.close()
    except OSError:  # what was still to be written has no reader
        return


def serve() -> int:
    """Make the PDFs that standard input asks for, in the folder it names first; returns the exit code."""
    going = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints must not come between
    _fonts()  # while our other side still writes what is to be laid out
    folder = Path(json.loads(sys.stdin.readline()))
    with _here(folder) as make:
        for line in sys.stdin:
            asked = json.loads(line)
            try:
                made, marks = make(Wanted(tuple(asked["standards"]), asked["tagged"], asked["time"]))
            except Refused as error:
                _send(going, ("refused", (error.message, error.diagnostic, error.hints, error.whole)))
                continue
            (folder / _MADE).write_bytes(made)
            _send(going, ("made", marks))
    return 0
