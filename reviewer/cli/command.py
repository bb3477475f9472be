"""What a command of the command line is: a row with a name, help, arguments and a function."""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reviewer import library, settings
from reviewer.errors import ReviewError, UsageError
from reviewer.language import say
from reviewer.library import Library, claims
from reviewer.library.codebook import lines
from reviewer.model import Population, Progress, Reviewer, Tag


@dataclass(frozen=True, slots=True)
class Result:
    """What a command prints: `data` with --json, `text` without. `code` is the exit code."""

    data: Any
    text: str = ""
    code: int = 0


@dataclass(frozen=True, slots=True)
class Command:
    """A row of COMMANDS. `arguments` declares them on a parser, `run` does the work."""

    name: str
    help: str
    arguments: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace], Result]


def add(parser: argparse.ArgumentParser, *rows: tuple[str, str] | tuple[str, str, dict[str, Any]]) -> None:
    """Declare arguments from (name, help, further keywords) rows; the help is said in the language in use."""
    for name, text, *more in rows:
        parser.add_argument(name, help=say(text), **(more[0] if more else {}))


def library_path(args: argparse.Namespace) -> Path:
    """Return the library that --library names, or the user's own."""
    return Path(args.library) if args.library else settings.default_library()


def opened(args: argparse.Namespace, *, make: bool = False) -> Library:
    """Open the library a command works on; `make` creates one that is not there yet."""
    path = library_path(args)
    person = library.reviewer_named(args.reviewer) if args.reviewer else own_name()
    if make and not path.exists():
        return library.create(path, person)
    if not path.exists():
        raise ReviewError(
            say("There is no library at {path}.", path=path),
            say("Import something first, or name one with --library."),
        )
    kept = library.kept_of(path)
    if kept is None:
        return library.open(path, person)
    print(say("{name} is of an older Reviewer. It is brought up to date.", name=path.name), file=sys.stderr)
    opened = library.open(path, person, progress())
    print(say("A copy of it as it was lies beside it: {name}.", name=kept.name), file=sys.stderr)
    return opened


def own_name() -> Reviewer | None:
    """Return the reviewer of the settings, or None for the default one."""
    name = settings.load().reviewer_name
    return library.reviewer_named(name) if name else None


SILENT = 2.0
"""Seconds between two lines about the same piece of work."""


def progress() -> Progress:
    """Return what prints progress to standard error, where it never mixes with a result: a line for each
    thing that is begun, and then only now and again."""
    last: tuple[str, float] = ("", 0.0)

    def tell(done: int, total: int | None, what: str) -> None:
        nonlocal last
        now = time.monotonic()
        if what != last[0] or now - last[1] >= SILENT:
            last = what, now
            share = f"{done / total:4.0%} " if total else ""
            print(f"{share}{say(what)}", file=sys.stderr)

    return tell


def span_of(value: str) -> tuple[int, int]:
    """Read START-END, both code points; raises UsageError."""
    match = re.fullmatch(r"(\d+)[-–:](\d+)", value)
    if not match:
        raise UsageError(
            say("“{value}” is not a stretch of text.", value=value),
            say("Write it as START-END, for example 776-828."),
        )
    return int(match[1]), int(match[2])


def pair(value: str, sign: str = "=") -> tuple[str, str]:
    """Read KEY=VALUE; raises UsageError."""
    key, found, rest = value.partition(sign)
    if not found:
        raise UsageError(say("“{value}” is not of the form KEY{sign}VALUE.", value=value, sign=sign))
    return key.strip(), rest.strip()


def tag_named(lib: Library, name: str) -> Tag:
    """Return the tag of this name; `Group/Name` tells two of the same name apart."""
    book = claims.tags(lib)
    paths = {id: [each.name.casefold() for each in line] for id, line in lines(book).items()}
    wanted = " ".join(name.split()).casefold()
    for tag in book:  # a name may hold a stroke itself
        path = paths[tag.id]
        if wanted in ("/".join(path[start:]) for start in range(len(path))):
            return tag
    parts = [part.strip() for part in wanted.split("/")]
    for tag in book:
        if paths[tag.id][-len(parts) :] == parts:
            return tag
    raise ReviewError(
        say("There is no tag “{name}” in the codebook.", name=name),
        say("`reviewer tag list` names those there are."),
    )


def population_named(lib: Library, name: str | None) -> Population | None:
    """Return the population of this name or short form; None for no name."""
    if not name:
        return None
    for population in claims.populations(lib):
        if name.casefold() in (population.name.casefold(), population.short.casefold()):
            return population
    known = ", ".join(p.short or p.name for p in claims.populations(lib)) or say("none yet")
    raise ReviewError(
        say("There is no population “{name}”.", name=name),
        say("Known: {known}. `reviewer population add` makes one.", known=known),
    )
