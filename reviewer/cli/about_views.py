"""Commands about the filters of the library: views that are kept under a name."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from contextlib import closing
from dataclasses import asdict

from reviewer.actions import views as actions
from reviewer.cli.command import Command, Result, add, opened
from reviewer.language import say
from reviewer.library import documents, views


def _views_arguments(parser: ArgumentParser) -> None:
    add(
        parser,
        ("--save", "keep a filter under a name", {"nargs": 2, "metavar": ("NAME", "FILTER")}),
        ("--rename", "give a view another name", {"nargs": 2, "metavar": ("NAME", "NEW")}),
        ("--remove", "let go of a view", {"metavar": "NAME"}),
    )


def _views(args: Namespace) -> Result:
    with closing(opened(args)) as lib:
        if args.save:
            actions.save_view(lib, *args.save)
        if args.rename:
            actions.rename_view(lib, *args.rename)
        if args.remove:
            actions.remove_view(lib, args.remove)
        found = [(view, len(documents.rows(lib, view.query))) for view in views.views(lib)]
    data = [{**asdict(view), "documents": count} for view, count in found]
    lines = [f"{count:>6}  {view.name}: {view.query}" for view, count in found]
    return Result(data, "\n".join(lines) or say("No views are kept in this library."))


COMMANDS = (Command("views", "list, keep or let go of filters under a name", _views_arguments, _views),)
