"""Commands about the library itself: check, backup, restore, imports, history, undo, redo."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from contextlib import closing
from dataclasses import asdict

from reviewer import library, settings
from reviewer.actions import claims
from reviewer.actions import history as actions
from reviewer.cli.command import Command, Result, add, library_path, opened, progress
from reviewer.language import later, retold, say
from reviewer.library import audit, copies, imports
from reviewer.model import Op


def _nothing(parser: ArgumentParser) -> None:
    """Take no arguments of its own."""


def _check(args: Namespace) -> Result:
    with closing(opened(args)) as lib:
        problems = library.check(lib)
        counts = library.tally(lib)
    whole = say("The library is whole: ") + ", ".join(f"{n} {say(name)}" for name, n in counts.items()) + "."
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
    return Result({"path": args.out, "counts": counts}, say("A checked copy lies in {out}.", out=args.out))


def _backups_arguments(parser: ArgumentParser) -> None:
    add(parser, ("--now", "back up first, into the ring of the last ten", {"action": "store_true"}))


def _backups(args: Namespace) -> Result:
    with closing(opened(args)) as lib:
        folder = copies.ring_folder(lib.path, settings.load().backup_folder)
        if args.now:
            copies.keep(lib, folder, progress())
        found = [copies.held(lib), *copies.ring(folder)]
    lines = [f"{'':19}  {'  '.join(f'{name:>9}' for name in copies.COUNTS)}"]
    lines += [_backup_line(kept, say("this library, now") if n == 0 else "") for n, kept in enumerate(found)]
    values = [{**asdict(kept), "path": str(kept.path)} for kept in found]
    return Result({"library": values[0], "backups": values[1:]}, "\n".join(lines))


def _backup_line(kept: copies.Kept, name: str) -> str:
    when = name or kept.time[:19].replace("T", " ")
    counts = "  ".join(f"{kept.counts.get(count, '–'):>9}" for count in copies.COUNTS)
    return f"{when:19}  {counts}  {kept.problem or retold(kept.last_label)}\n{'':21}{kept.path}"


def _restore_arguments(parser: ArgumentParser) -> None:
    add(parser, ("file", "the backup", {"metavar": "FILE"}))


def _restore(args: Namespace) -> Result:
    target = library_path(args)
    counts = library.restore(args.file, target)
    return Result(
        {"path": str(target), "counts": counts},
        say("{file} was restored to {target}.", file=args.file, target=target),
    )


def _imports_arguments(parser: ArgumentParser) -> None:
    add(parser, ("--unread", "what could not be read, with its words", {"action": "store_true"}))


def _imports(args: Namespace) -> Result:
    with closing(opened(args)) as lib:
        if args.unread:
            unread = imports.unread(lib)
            words = [f"{_place(one)}: {retold(one.reason)}\n{one.raw}".strip() for one in unread]
            return Result([asdict(one) for one in unread], "\n\n".join(words) or say("Everything was read."))
        rows = imports.log(lib)
    return Result(
        [asdict(row) for row in rows], "\n".join(map(_logged, rows)) or say("Nothing was imported yet.")
    )


def _place(one: imports.Unread) -> str:
    """Return where something stands that could not be read; a scan or a broken page has no line."""
    return (
        say("{path}, record {record}, line {line}", path=one.path, record=one.record, line=one.line)
        if one.line > 1
        else one.path
    )


def _logged(row: imports.Logged) -> str:
    """Return a file of an import in one line."""
    fate = say(
        "{added} added, {duplicates} known, {rejected} not read",
        added=row.added,
        duplicates=row.duplicates,
        rejected=row.rejected,
    )
    cut = "" if row.whole else say(" (cut off: name the file again to go on)")
    when = row.time[:19].replace("T", " ")
    back = say(" (taken back)") if row.undone else ""
    number = row.batch if row.batch > 0 else "–"  # an import that added nothing
    return f"{number:>5}  {when}  {row.reviewer}: {row.path} {row.format or 'not read'}, {fate}{cut}{back}"


def _history_arguments(parser: ArgumentParser) -> None:
    add(
        parser,
        ("words", "only what has all of these words, in its name or in what it changed", {"nargs": "*"}),
        ("--person", "only what this person did", {"metavar": "NAME", "default": ""}),
        ("--claim", "only what touched the claim of this number", {"type": int, "metavar": "CLAIM"}),
        ("--document", "only what touched this document", {"type": int, "metavar": "DOC"}),
        ("--before", "only what is older than the action of this number", {"type": int, "metavar": "OP"}),
        ("--limit", "how many at the most", {"type": int, "default": 50}),
        ("--changes", "also what each changed, before and after", {"action": "store_true"}),
    )


def _history(args: Namespace) -> Result:
    with closing(opened(args)) as lib:
        claim = claims.numbered(lib, args.claim).id if args.claim is not None else None
        wanted = audit.Filter(args.person, claim, args.document, " ".join(args.words))
        ops = audit.entries(lib, wanted, before=args.before, limit=args.limit)
        changed = {op.id: audit.altered(lib, op.id) if args.changes else [] for op in ops}
    lines = [line for op in ops for line in (_entry(op), *map(_told, changed[op.id]))]
    values = [
        asdict(op) | ({"changes": [asdict(one) for one in changed[op.id]]} if args.changes else {})
        for op in ops
    ]
    return Result(values, "\n".join(lines) or say("Nothing in the history matches."))


def _entry(op: Op) -> str:
    """Return an entry of the history in one line."""
    back = say(" (taken back)") if op.undone else ""
    return f"{op.id:>5}  {op.time[:19].replace('T', ' ')}  {op.reviewer}: {retold(op.label)}{back}"


def _told(altered: audit.Altered) -> str:
    """Return what an action did to one row, a line for each field."""
    state = "made" if altered.made else "removed" if altered.gone else "changed"
    head = f"{'':7}{altered.what}: {state}"
    return "\n".join([head, *(f"{'':9}{sentence}" for sentence in altered.sentences())])


def _undo_arguments(parser: ArgumentParser) -> None:
    number = later("an older action, taken back by itself; without one, the newest")
    add(parser, ("op", number, {"nargs": "?", "type": int, "metavar": "OP"}))


def _undo(args: Namespace) -> Result:
    with closing(opened(args)) as lib:
        changes = actions.undo(lib, args.op)
    return Result({"op": changes.op, "label": changes.label}, retold(changes.label))


def _redo(args: Namespace) -> Result:
    with closing(opened(args)) as lib:
        changes = actions.redo(lib)
    return Result({"op": changes.op, "label": changes.label}, retold(changes.label))


def _go_back_arguments(parser: ArgumentParser) -> None:
    add(parser, ("op", "the action to be the newest; 0 is the empty library", {"type": int, "metavar": "OP"}))


def _go_back(args: Namespace) -> Result:
    with closing(opened(args)) as lib:
        changes = actions.go_back_to(lib, args.op, progress())
    told = (
        say("Action {op} is the newest now.", op=args.op)
        if args.op
        else say("The library is as at its beginning.")
    )
    return Result({"op": changes.op, "label": changes.label}, told)


COMMANDS = (
    Command(
        "imports", "list every import; --unread shows what could not be read", _imports_arguments, _imports
    ),
    Command(
        "history",
        "list what was done, newest first; by person, claim, document, words",
        _history_arguments,
        _history,
    ),
    Command("undo", "take back the newest action, or an older one by itself", _undo_arguments, _undo),
    Command("redo", "bring back what was taken back last", _nothing, _redo),
    Command(
        "go-back", "undo or redo until an action is the newest that stands", _go_back_arguments, _go_back
    ),
    Command("check", "integrity of the library; exit 1 and a list if anything is wrong", _nothing, _check),
    Command("backup", "write a verified copy of the library", _backup_arguments, _backup),
    Command("backups", "the last ten backups beside what the library holds", _backups_arguments, _backups),
    Command("restore", "put a backup where --library says; never overwrites", _restore_arguments, _restore),
)
