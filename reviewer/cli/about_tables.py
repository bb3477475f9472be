"""Commands about the columns of tables: show what they hold, say it for an import."""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

from reviewer.actions import tables as actions
from reviewer.actions.importing import ImportResult
from reviewer.cli.command import Command, Result, add, library_path, opened, progress
from reviewer.errors import ReviewError
from reviewer.language import say
from reviewer.library import Library
from reviewer.readers import Header
from reviewer.readers.table_choices import EVERY, FIELDS, NONE, Choices, field_named, pairs_said

SHORT = 40
"""Characters of a value that are printed."""


def import_arguments(parser: ArgumentParser) -> None:
    """Declare what an import may be told of the columns of tables."""
    add(
        parser,
        (
            "--columns",
            'what columns of tables hold: "Paper name=title,Who=authors"; kept for tables with this header',
            {"action": "append", "default": [], "metavar": "COLUMN=FIELD,…"},
        ),
        ("--mapping", "the same from a file: JSON, or a line for each column", {"metavar": "FILE"}),
        ("--again", "read tables that are in the library again with other columns", {"action": "store_true"}),
    )


def said(args: Namespace) -> dict[str, str]:
    """Return what the command line says that columns hold; raises ReviewError."""
    return {**(_from_file(Path(args.mapping)) if args.mapping else {}), **pairs_said(args.columns)}


def _from_file(path: Path) -> dict[str, str]:
    try:
        words = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ReviewError(
            say("{name} cannot be read.", name=path.name), say("Name a text file with the columns.")
        ) from error
    try:
        found = json.loads(words)
    except ValueError:
        lines = (line.partition("#")[0] if line.startswith("#") else line for line in words.splitlines())
        pairs = [line.rpartition("=") for line in lines if line.strip()]
        found = {name.strip(): field for name, sign, field in pairs if sign}
        if len(found) < len(pairs):
            raise ReviewError(
                say("{name} has a line without “=”.", name=path.name), say("Write COLUMN = FIELD.")
            ) from None
    if not isinstance(found, dict) or not all(isinstance(field, str) for field in found.values()):
        raise ReviewError(
            say("{name} does not name columns.", name=path.name), say('Write {"Paper name": "title"}.')
        )
    return {name: field_named(field) for name, field in found.items()}


def keep(lib: Library, paths: list[str], given: Mapping[str, str]) -> Choices:
    """Keep choices for the tables that are named, and return them for the others of this import.

    Raises ReviewError for a column that none of the files has.
    """
    if not given:
        return {}
    files = [Path(path) for path in paths]
    headers = [header for path in files if path.is_file() for header in _headers(lib, path)]
    chosen = {header.key: _of(header, given) for header in headers}
    unknown = set(map(str.casefold, given)) - {name.casefold() for header in headers for name in header.names}
    if unknown and all(path.is_file() for path in files):
        name = next(name for name in given if name.casefold() in unknown)
        raise ReviewError(
            say("No table has a column “{name}”.", name=name),
            say("`reviewer columns FILE` names those there are."),
        )
    actions.choose_columns(lib, {key: fields for key, fields in chosen.items() if fields})
    return {EVERY: given}


def _headers(lib: Library | None, path: Path) -> list[Header]:
    try:
        return actions.headers_of(lib, path)
    except ReviewError:  # the import says why
        return []


def _of(header: Header, given: Mapping[str, str]) -> dict[str, str]:
    by_name = {name.casefold(): field for name, field in given.items()}
    return {name: by_name[name.casefold()] for name in header.names if name.casefold() in by_name}


def again(lib: Library, paths: list[str], given: Mapping[str, str]) -> ImportResult:
    """Read tables that are in the library again, each as a step of its own."""
    result = ImportResult()
    for path in map(Path, paths):
        chosen = {header.key: _of(header, given) for header in actions.headers_of(lib, path)}
        one = actions.read_again(lib, actions.source_of(lib, path), chosen, progress())
        result.files += one.files
        result.changes = one.changes
    return result


def _arguments(parser: ArgumentParser) -> None:
    add(parser, ("path", "a table: CSV, TSV or XLSX", {"metavar": "FILE"}))


def _columns(args: Namespace) -> Result:
    path = Path(args.path)
    if not library_path(args).exists():
        headers = actions.headers_of(None, path)
    else:
        with closing(opened(args)) as lib:
            headers = actions.headers_of(lib, path)
    if not headers:
        raise ReviewError(
            say("{name} is no table with columns.", name=path.name), say("Name a CSV, TSV or XLSX file.")
        )
    shown = [
        [
            {"name": name, "field": field, "values": list(values)}
            for name, field, values in zip(header.names, header.fields, header.samples, strict=True)
        ]
        for header in headers
    ]
    lines = [line for header in headers for line in ("", *_lines(header))]
    return Result({"tables": shown, "fields": FIELDS}, "\n".join(lines[1:]))


def _lines(header: Header) -> list[str]:
    width = max(map(len, header.names))
    rows = zip(header.names, header.fields, header.samples, strict=True)
    return [
        f"{name:<{width}}  {FIELDS.get(field, NONE):<22}  {' | '.join(map(_short, values))}".rstrip()
        for name, field, values in rows
    ]


def _short(words: str) -> str:
    return words if len(words) <= SHORT else words[: SHORT - 1] + "…"


COMMANDS = (Command("columns", "show the columns of a table and the fields they fill", _arguments, _columns),)
