"""The command about the record of a document: record."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from contextlib import closing
from typing import Any

from reviewer.actions import records as actions
from reviewer.cli.command import Command, Result, add, opened
from reviewer.errors import UsageError
from reviewer.language import say
from reviewer.library import Library, documents, record_edits
from reviewer.records.fields import LABELS, shown


def _arguments(parser: ArgumentParser) -> None:
    several = {"action": "append", "default": []}
    add(
        parser,
        ("document", "id of a document", {"type": int, "metavar": "DOC"}),
        ("--set", "change a field; an empty value takes it away", {**several, "metavar": "FIELD=VALUE"}),
        ("--reset", "go back to what the file says", {**several, "metavar": "FIELD"}),
    )


def _record(args: Namespace) -> Result:
    pairs = [each.partition("=") for each in args.set]
    if not all(sign for _, sign, _ in pairs):
        raise UsageError(
            say("`--set` needs FIELD=VALUE."),
            say("For example --set issued=2011-04 or --set doi=10.1000/xyz."),
        )
    with closing(opened(args)) as lib:
        for field, _, words in pairs:
            actions.set_field(lib, args.document, field.strip(), words)
        for field in args.reset:
            actions.reset_field(lib, args.document, field)
        data = _data(lib, args.document)
    return Result(data, "\n".join(_line(field, said) for field, said in data["fields"].items()))


def _data(lib: Library, document: int) -> dict[str, Any]:
    record, filed = documents.document(lib, document).record, record_edits.filed(lib, document)
    edits = record_edits.edits(lib, document)
    fields: dict[str, Any] = {}
    for field in LABELS:
        fields[field] = {"value": shown(record, field)}
        if field in edits:
            edit = edits[field]
            fields[field] |= {"file": shown(filed, field), "reviewer": edit.reviewer, "time": edit.time}
    return {"document": document, "fields": fields}


def _line(field: str, said: dict[str, str]) -> str:
    changed = "file" in said
    when = said.get("time", "")[:16].replace("T", " ")
    more = (
        say(
            "  [changed by {reviewer}, {when}; the file says: {words}]",
            reviewer=said["reviewer"],
            when=when,
            words=said["file"] or say("nothing"),
        )
        if changed
        else ""
    )
    return f"{field:>10}  {said['value']}{more}"


COMMANDS = (
    Command(
        "record", "show the record of a document, change a field, go back to the file's", _arguments, _record
    ),
)
