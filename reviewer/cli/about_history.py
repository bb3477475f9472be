"""Commands about the library itself: check, backup, restore, imports, history, undo, redo."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from contextlib import closing
from dataclasses import asdict

from reviewer import library
from reviewer.actions import history as actions
from reviewer.cli.command import Command, Result, add, library_path, opened
from reviewer.library import imports, journal


def _nothing(parser: ArgumentParser) -> None:
    """Take no arguments of its own."""


def _check(args: Namespace) -> Result:
    with closing(opened(args)) as lib:
        problems = library.check(lib)
        counts = library.tally(lib)
    whole = "The library is whole: " + ", ".join(f"{n} {name}" for name, n in counts.items()) + "."
    return Result(
        {"path": str(library_path(args)), "problems": problems, "counts": counts},
        "\n".join(problems) or whole,
        1 if problems else 0,
    )


def _backup_arguments(parser: ArgumentParser) -> None:
    add(parser, ("out", "where the copy goes", {"metavar": "OUT"}))


def _backup(args: Namespace) -> Result:
    with closing(opened(args)) as lib:
        counts = library.backup(lib, args.out)
    return Result({"path": args.out, "counts": counts}, f"A checked copy lies in {args.out}.")


def _restore_arguments(parser: ArgumentParser) -> None:
    add(parser, ("file", "the backup", {"metavar": "FILE"}))


def _restore(args: Namespace) -> Result:
    target = library_path(args)
    counts = library.restore(args.file, target)
    return Result({"path": str(target), "counts": counts}, f"{args.file} was restored to {target}.")


def _imports_arguments(parser: ArgumentParser) -> None:
    add(parser, ("--unread", "what could not be read, with its words", {"action": "store_true"}))


def _imports(args: Namespace) -> Result:
    with closing(opened(args)) as lib:
        if args.unread:
            unread = imports.unread(lib)
            words = [
                f"{o.path}, record {o.record}, line {o.line}: {o.reason}\n{o.raw}".strip() for o in unread
            ]
            return Result([asdict(one) for one in unread], "\n\n".join(words) or "Everything was read.")
        rows = imports.log(lib)
    return Result([asdict(row) for row in rows], "\n".join(map(_logged, rows)) or "Nothing was imported yet.")


def _logged(row: imports.Logged) -> str:
    """Return a file of an import in one line."""
    fate = f"{row.added} added, {row.duplicates} known, {row.rejected} not read"
    cut = "" if row.whole else " (cut off: name the file again to go on)"
    when = row.time[:19].replace("T", " ")
    back = " (taken back)" if row.undone else ""
    return f"{row.batch:>5}  {when}  {row.reviewer}: {row.path} {row.format or 'not read'}, {fate}{cut}{back}"


def _history_arguments(parser: ArgumentParser) -> None:
    add(parser, ("--limit", "how many at the most", {"type": int, "default": 50}))


def _history(args: Namespace) -> Result:
    with closing(opened(args)) as lib:
        ops = journal.history(lib, args.limit)
    lines = [f"{op.id:>5}  {op.time[:19].replace('T', ' ')}  {op.reviewer}: {op.label}" for op in ops]
    undone = {op.id for op in ops if op.undone}
    lines = [line + (" (taken back)" if op.id in undone else "") for line, op in zip(lines, ops, strict=True)]
    return Result([asdict(op) for op in ops], "\n".join(lines) or "Nothing was done yet.")


def _undo(args: Namespace) -> Result:
    with closing(opened(args)) as lib:
        changes = actions.undo(lib)
    return Result({"op": changes.op, "label": changes.label}, changes.label)


def _redo(args: Namespace) -> Result:
    with closing(opened(args)) as lib:
        changes = actions.redo(lib)
    return Result({"op": changes.op, "label": changes.label}, changes.label)


COMMANDS = (
    Command(
        "imports", "list every import; --unread shows what could not be read", _imports_arguments, _imports
    ),
    Command("history", "list what was done, newest first", _history_arguments, _history),
    Command("undo", "take back the newest action", _nothing, _undo),
    Command("redo", "bring back what was taken back last", _nothing, _redo),
    Command("check", "integrity of the library; exit 1 and a list if anything is wrong", _nothing, _check),
    Command("backup", "write a verified copy of the library", _backup_arguments, _backup),
    Command("restore", "put a backup where --library says; never overwrites", _restore_arguments, _restore),
)
