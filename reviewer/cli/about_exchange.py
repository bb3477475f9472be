"""Commands about other programs: bring."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from contextlib import closing

from reviewer.actions.bringing import bring_in
from reviewer.actions.brought import Brought
from reviewer.cli.command import Command, Result, add, opened, progress


def _arguments(parser: ArgumentParser) -> None:
    add(
        parser,
        ("path", "a codebook (.qdc, .csv), Web Annotations (JSON-LD) or a REFI-QDA project (.qdpx)"),
        ("--dry-run", "only show what would come", {"action": "store_true"}),
    )


def _bring(args: Namespace) -> Result:
    with closing(opened(args, make=not args.dry_run)) as lib:
        result = bring_in(lib, args.path, progress(), rehearse=args.dry_run)
    return Result(result.to_json(), "\n".join(told(result)))


def told(result: Brought) -> list[str]:
    """Return what became of a file, a line for each thing."""
    lines = [
        f"{word}: " + ", ".join(f"{count} {kind}" for kind, count in sums.items())
        for word, sums in (("Added", result.added), ("There already", result.known))
        if sums
    ] or ["Nothing new."]
    lines += [f"Found elsewhere, score {each.score:.2f}: {each.what}" for each in result.moved]
    lines += [f"Not placed: {each.what} ({each.reason})" for each in result.missing]
    lines += [f"Not taken: {each}" for each in result.omitted]
    return lines


COMMANDS = (
    Command("bring", "bring in codebooks, annotations and projects of other programs", _arguments, _bring),
)
