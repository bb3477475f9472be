"""The command about the PRISMA flow: its counts, its figure, where files were found."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterable
from contextlib import closing
from typing import Any

from reviewer.actions import flow as actions
from reviewer.cli.command import Command, Result, add, opened, progress
from reviewer.errors import UsageError
from reviewer.language import retold, say, say_count
from reviewer.library import Library
from reviewer.library.flow import Source
from reviewer.model import Changes
from reviewer.model.flow import Channel
from reviewer.reports.blocks import Options
from reviewer.reports.flow import column_rows, open_sentence
from reviewer.synthesis.flow import Column, Flow, faults


def _arguments(parser: ArgumentParser) -> None:
    channels = [each.value for each in Channel]
    add(
        parser,
        ("action", "show is the default", {"nargs": "?", "choices": [*ACTIONS], "default": "show"}),
        ("source", "found: the number of the file in `flow sources`", {"type": int, "nargs": "?"}),
        ("--by", "found: how its records were found", {"choices": channels}),
        ("--in", "found: the database or register", {"dest": "place", "default": "", "metavar": "NAME"}),
        ("--as-stated", "found: go back to what the file tells", {"action": "store_true"}),
        ("-o", "show: draw it into a file (.svg, .pdf, .png)", {"dest": "out", "metavar": "OUT"}),
        ("--patterns", "black and white", {"action": "store_true"}),
    )  # fmt: skip


def _flow(args: Namespace) -> Result:
    with closing(opened(args)) as lib:
        return ACTIONS[args.action](lib, args)


def _show(lib: Library, args: Namespace) -> Result:
    if args.out:
        done = actions.export_flow(lib, args.out, Options(patterns=args.patterns), progress())
        data = {"path": str(done.path), "bytes": done.bytes, "warnings": list(done.warnings)}
        return Result(data, "\n".join([say("Written to {path}.", path=done.path), *done.warnings]))
    found = actions.counted(lib)
    return Result(_data(found), "\n".join(_lines(found)))


def _data(found: Flow) -> dict[str, Any]:
    return {
        "databases_and_registers": _column_data(found.indexes),
        "other_methods": _column_data(found.others),
        "reports_included": found.reports,
        "studies_included": found.studies,
        "adds_up": found.whole,
        "open": [
            {"box": each.box, "count": each.count, "missing": each.missing, "filter": each.query}
            for each in found.open
        ],
        "faults": [] if found.open else list(faults(found)),
    }


def _column_data(column: Column) -> dict[str, Any]:
    return {
        "identified": [
            {"name": name, "by": channel.value, "records": count}
            for name, channel, count in column.identified
        ],
        "records": column.records,
        "duplicates": column.duplicates,
        "unread": column.unread,
        "screened": column.screened,
        "excluded": column.excluded,
        "sought": column.sought,
        "not_retrieved": column.not_retrieved,
        "assessed": column.assessed,
        "reports_excluded": [{"reason": reason, "reports": count} for reason, count in column.reasons],
        "included": column.included,
    }


def _lines(found: Flow) -> Iterable[str]:
    for title, column in (
        (say("Databases and registers"), found.indexes),
        (say("Other methods"), found.others),
    ):
        if column.records:
            yield title
            yield from (f"  {count:>9,}  {words}" for words, count in column_rows(column))
    yield say(
        "Included: {studies} in {reports}",
        studies=say_count(found.studies, "{n} study", "{n} studies"),
        reports=say_count(
            found.reports,
            "{n} report",
            "{n} reports",
        ),
    )
    if found.open:
        yield say("The flow does not add up yet:")
        yield from (f"  {open_sentence(each)} `reviewer list --filter {each.query}`" for each in found.open)
    else:
        yield from faults(found)


def _sources(lib: Library, args: Namespace) -> Result:
    every = actions.sources(lib)
    return Result(
        [_source_data(each) for each in every], "\n".join(map(_source_line, every)) or say("No files.")
    )


def _source_data(source: Source) -> dict[str, Any]:
    return {
        "id": source.id,
        "path": source.path,
        "format": source.format,
        "documents": source.documents,
        "by": source.origin.channel.value,
        "in": source.origin.name,
        "said": source.origin.said,
    }


def _source_line(source: Source) -> str:
    where = f"{source.origin.channel.value} {source.origin.name}".strip()
    by = say("said by a reviewer") if source.origin.said else say("as the file tells")
    return f"{source.id:>5}  {source.documents:>7,}  {where} ({by})  {source.path}"


def _found(lib: Library, args: Namespace) -> Result:
    if args.source is None or (args.by is None and not args.as_stated):
        raise UsageError(say("`flow found` needs the number of a file and --by CHANNEL, or --as-stated."))
    if args.as_stated:
        return _told(actions.unsay_found(lib, args.source))
    return _told(actions.say_found(lib, args.source, Channel(args.by), args.place))


def _told(changes: Changes) -> Result:
    return Result({"op": changes.op, "label": changes.label}, retold(changes.label))


ACTIONS = {"show": _show, "sources": _sources, "found": _found}
COMMANDS = (
    Command("flow", "the PRISMA flow, counted; draw it; say where files were found", _arguments, _flow),
)
