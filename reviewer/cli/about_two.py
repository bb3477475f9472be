"""Commands about two people who judge the same: look."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from contextlib import closing

from reviewer.actions import together as actions
from reviewer.cli.command import Command, Result, opened


def _nothing(parser: ArgumentParser) -> None:
    """Take no arguments of its own."""


def _look(args: Namespace) -> Result:
    with closing(opened(args)) as lib:
        changes = actions.look(lib)
    return Result(
        {"op": changes.op, "label": changes.label},
        "You see the judgements of others now. What you judge yourself no longer counts as independent.",
    )


COMMANDS = (Command("look", "see what others judge without judging oneself; recorded", _nothing, _look),)
