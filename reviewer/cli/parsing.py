"""The parser of the command line, which speaks the language of whoever asks."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from typing import Any, NoReturn

from reviewer.language import recorded, retold, say

REFUSALS = (
    recorded("the following arguments are required: {names}"),
    recorded("unrecognized arguments: {names}"),
    recorded("argument {name}: expected one argument"),
    recorded("argument {name}: expected at least one argument"),
    recorded("argument {name}: invalid choice: {value} (choose from {choices})"),
    recorded("argument {name}: invalid {type} value: {value}"),
    recorded("argument {name}: not allowed with argument {other}"),
)
"""What argparse says of words it does not take, so that it can be said in other languages."""


class Help(argparse.HelpFormatter):
    """A page of help whose fixed words are said."""

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, say("usage: ") if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """A parser whose headings, usage and refusals are said."""

    def __init__(self, **keywords: Any) -> None:
        super().__init__(**keywords, formatter_class=Help, add_help=False)
        self._positionals.title = say("positional arguments")
        self._optionals.title = say("options")
        self.add_argument("-h", "--help", action="help", help=say("show this help message and exit"))

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the words that were typed, and stop."""
        self.print_usage(sys.stderr)
        self.exit(2, say("{program}: error: {what}", program=self.prog, what=retold(message)) + "\n")
