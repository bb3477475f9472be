"""The command line: a table of commands over the actions, and one door for errors.

Exit codes: 0 done; 1 the user can act on it; 2 wrong usage; 70 a bug. With --json standard output is
one JSON value and nothing else.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import traceback
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from reviewer import __version__, language, settings
from reviewer.cli import (
    about_agreement,
    about_anchors,
    about_appraising,
    about_claims,
    about_codebook,
    about_documents,
    about_duplicates,
    about_exchange,
    about_flow,
    about_grading,
    about_history,
    about_masking,
    about_records,
    about_reports,
    about_screening,
    about_suggestions,
    about_synthesis,
    about_tables,
    about_two,
    about_verifying,
    about_views,
)
from reviewer.cli.command import Command, Result
from reviewer.cli.parsing import Parser
from reviewer.errors import Cancelled, ReviewError, UsageError
from reviewer.language import later, retold, say

COMMANDS: tuple[Command, ...] = (
    *about_documents.COMMANDS,
    *about_records.COMMANDS,
    *about_tables.COMMANDS,
    *about_duplicates.COMMANDS,
    *about_screening.COMMANDS,
    *about_claims.COMMANDS,
    *about_anchors.COMMANDS,
    *about_codebook.COMMANDS,
    *about_suggestions.COMMANDS,
    *about_appraising.COMMANDS,
    *about_grading.COMMANDS,
    *about_agreement.COMMANDS,
    *about_synthesis.COMMANDS,
    *about_flow.COMMANDS,
    *about_two.COMMANDS,
    *about_masking.COMMANDS,
    *about_reports.COMMANDS,
    *about_verifying.COMMANDS,
    *about_exchange.COMMANDS,
    *about_history.COMMANDS,
    *about_views.COMMANDS,
)

EVERYWHERE = (
    ("--library", "LIB", later("the .reviewlib file to work on")),
    ("--reviewer", "NAME", later("who is working; every action says so")),
    ("--home", "FOLDER", later("folder for settings, logs and the default library")),
)
"""What every command takes, as (name, place of its value, words)."""

DONE, ACT, USAGE, BUG = 0, 1, 2, 70


def parser() -> Parser:
    """Return the parser of every command; its help is made from COMMANDS."""
    top = Parser(
        prog="reviewer",
        description=say(
            "Separate voices, tie claims to exact words, grade the evidence, report. "
            "Without a command the window opens."
        ),
    )
    top.add_argument(
        "--version",
        action="version",
        version=f"Reviewer {__version__}",
        help=say("show program's version number and exit"),
    )
    for name, place, words in EVERYWHERE:
        top.add_argument(name, metavar=place, help=say(words))
    rows = top.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for command in COMMANDS:
        row = rows.add_parser(command.name, help=say(command.help), description=say(command.help))
        row.add_argument("--json", action="store_true", help=say("print one JSON value"))
        command.arguments(row)
        for name, place, _words in EVERYWHERE:  # also after the command, where most people write them
            row.add_argument(name, metavar=place, default=argparse.SUPPRESS, help=argparse.SUPPRESS)
        row.set_defaults(run=command.run)
    return top


def main(argv: list[str] | None = None) -> int:
    """Run one command; the only place where its errors are shown."""
    _utf8()
    try:
        _speak(sys.argv[1:] if argv is None else argv)
        args = parser().parse_args(argv)
        return _print(args.run(args), args.json)
    except SystemExit as stop:
        return int(stop.code or 0)
    except ReviewError as error:
        print(f"reviewer: {retold(error.message)}", file=sys.stderr)
        if error.hint:
            print(f"  {retold(error.hint)}", file=sys.stderr)
        return USAGE if isinstance(error, UsageError) else ACT
    except (KeyboardInterrupt, Cancelled):
        print(f"reviewer: {say('stopped. What was saved before stays.')}", file=sys.stderr)
        return ACT
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except Exception:  # the last door: a bug is reported as one, with its trace
        traceback.print_exc()
        what = say("this is a bug in Reviewer. The library was not changed by it.")
        print(f"reviewer: {what}", file=sys.stderr)
        return BUG


def _speak(words: Sequence[str]) -> None:
    """Find the home that was named, and speak the language chosen there; to programs always English."""
    early = argparse.ArgumentParser(add_help=False, allow_abbrev=False, exit_on_error=False)
    early.add_argument("--home")
    early.add_argument("--json", action="store_true")
    known = argparse.Namespace(home="", json=False)
    with suppress(argparse.ArgumentError):  # the parser of all commands says it
        early.parse_known_args(words, known)
    if known.home:
        settings.set_home(Path(known.home))
    chosen = settings.load().language
    language.speak("en" if known.json else language.system() if chosen == "system" else chosen)


def _utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


def _print(result: Result, as_json: bool) -> int:
    if as_json:
        print(json.dumps(result.data, ensure_ascii=False, indent=1))
    elif result.text:
        print(result.text)
    sys.stdout.flush()
    return result.code
