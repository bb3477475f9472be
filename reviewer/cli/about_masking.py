"""Commands about what is left out of readers' words: mask."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from contextlib import closing
from dataclasses import asdict

from reviewer.actions import masking as actions
from reviewer.cli.command import Command, Result, add, opened
from reviewer.errors import ReviewError
from reviewer.language import say


def _mask_arguments(parser: ArgumentParser) -> None:
    add(
        parser,
        ("place", "document, start and end in code points", {"nargs": "*", "type": int, "metavar": "N"}),
        ("--remove", "print these words again", {"action": "store_true"}),
    )


def _mask(args: Namespace) -> Result:
    with closing(opened(args)) as lib:
        if args.place:
            if len(args.place) != 3:
                raise ReviewError(
                    say("A place is a document, a start and an end."), say("reviewer mask 2 2408 2474")
                )
            (actions.unmask_detail if args.remove else actions.mask_detail)(lib, *args.place)
        found = actions.proposals(lib)
    lines = [
        f"{'left out' if each.masked else 'proposed':<9} {each.document} {each.start} {each.end}  "
        f"{' '.join(each.words.split())}  ({each.why})"
        for each in found
    ]
    told = "\n".join(lines) or say(
        "The rules find no details of health in the words of readers that are quoted."
    )
    return Result([asdict(each) for each in found], told)


COMMANDS = (
    Command("mask", "leave details of health in readers' words out of reports", _mask_arguments, _mask),
)
