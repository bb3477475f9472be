"""Commands about other programs: bring."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from contextlib import closing

from reviewer.actions.bringing import bring_in
from reviewer.actions.brought import told
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


COMMANDS = (
    Command("bring", "bring in codebooks, annotations and projects of other programs", _arguments, _bring),
)
