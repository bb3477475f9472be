"""The command about agreement: what two and more reviewers judged of the same things."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from contextlib import closing
from dataclasses import asdict

from reviewer.actions import agreement
from reviewer.cli.command import Command, Result, add, opened
from reviewer.language import say


def _arguments(parser: ArgumentParser) -> None:
    kinds = ", ".join((agreement.CERTAINTY, agreement.QUOTES, *agreement.SCREENING))
    add(
        parser,
        (
            "what",
            say("the id of an instrument, or {kinds}", kinds=kinds),
            {"metavar": "INSTRUMENT|certainty|quotes|screening"},
        ),
        ("--between", "a reviewer's name; once for each", {"action": "append", "default": []}),
        ("--ordered", "the answers of the instrument stand in an order", {"action": "store_true"}),
    )


def _agreement(args: Namespace) -> Result:
    with closing(opened(args)) as lib:
        found = agreement.agreement_on(lib, args.what, args.between, ordered=args.ordered)
    data = {
        "what": found.what,
        "reviewers": found.names,
        "left_out": list(found.left_out),
        "comparisons": [asdict(each) for each in found.comparisons],
    }
    return Result(data, "\n".join(agreement.lines(found)).rstrip())


COMMANDS = (
    Command("agreement", "agreement of reviewers before consensus, with intervals", _arguments, _agreement),
)
