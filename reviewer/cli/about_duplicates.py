"""Commands about records of one work: dedupe, duplicate."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from contextlib import closing
from dataclasses import asdict
from typing import Any

from reviewer.actions import duplicates as actions
from reviewer.cli.command import Command, Result, add, opened, progress
from reviewer.errors import UsageError
from reviewer.language import retold, say
from reviewer.library import Library, documents, duplicates
from reviewer.model import Changes
from reviewer.records.duplicates import Found


def _dedupe_arguments(parser: ArgumentParser) -> None:
    add(parser, ("--accept", "set aside what is certain; one undo takes it back", {"action": "store_true"}))


def _dedupe(args: Namespace) -> Result:
    with closing(opened(args)) as lib:
        found = actions.find_duplicates(lib, progress())
        changes = actions.accept_certain(lib, found, progress=progress()) if args.accept else None
        lines = _lines(lib, found, changes)
    return Result(_json(found, changes), "\n".join(lines))


def _json(found: Found, changes: Changes | None) -> dict[str, Any]:
    data: dict[str, Any] = {
        "groups": [
            {**asdict(group), "ids": list(group.ids), "differs": list(group.differs)}
            for group in found.groups
        ],
        "related": [{**asdict(pair), "ids": list(pair.ids)} for pair in found.related],
    }
    if changes is not None:
        data["accepted"] = {"op": changes.op, "label": changes.label}
    return data


def _lines(lib: Library, found: Found, changes: Changes | None) -> list[str]:
    certain = sum(group.certain for group in found.groups)
    unsure = len(found.groups) - certain
    lines = []
    for group in found.groups:
        sure = say("certain") if group.certain else say("to look at, {score}", score=f"{group.score:.0%}")
        lines.append(f"{', '.join(map(str, group.ids))}  {sure}: {retold(group.reason)}")
        lines += [f"{row.id:>8}  {row.title} ({row.detail})" for row in documents.page(lib, group.ids)]
    for pair in found.related:
        lines.append(
            say(
                "{one}, {other}  not duplicates, {relation}: {reason}",
                one=pair.ids[0],
                other=pair.ids[1],
                relation=say(pair.relation),
                reason=retold(pair.reason),
            )
        )
    lines.append(
        say(
            "{certain} groups are certain, {unsure} to look at; {count} pairs only look alike.",
            certain=certain,
            unsure=unsure,
            count=len(found.related),
        )
    )
    if changes is not None:
        lines.append(
            f"{retold(changes.label)}."
            if changes.op
            else say("Nothing was certain, so nothing was set aside.")
        )
    return lines


ACTIONS = ("list", "join", "apart", "back")


def _duplicate_arguments(parser: ArgumentParser) -> None:
    add(
        parser,
        ("action", "list; join records; tell them apart; bring one back", {"choices": ACTIONS}),
        ("documents", "ids of documents", {"type": int, "nargs": "*", "metavar": "DOC"}),
        ("--keep", "join: the record that stands for the work", {"type": int, "metavar": "DOC"}),
        ("--apart", "join: records of other works", {"type": int, "nargs": "+", "metavar": "DOC"}),
    )


def _duplicate(args: Namespace) -> Result:
    if args.action != "list" and not args.documents:
        raise UsageError(say("`duplicate {action}` needs documents.", action=args.action))
    with closing(opened(args)) as lib:
        if args.action == "list":
            return _links(lib)
        changes = _settle(lib, args)
    return Result({"op": changes.op, "label": changes.label}, retold(changes.label))


def _settle(lib: Library, args: Namespace) -> Changes:
    if args.action == "join":
        return actions.join(lib, args.documents, args.keep, args.apart or ())
    if args.action == "apart":
        return actions.reject(lib, args.documents)
    if len(args.documents) > 1:
        raise UsageError(say("`duplicate back` takes one document."))
    return actions.unlink(lib, args.documents[0])


def _links(lib: Library) -> Result:
    found = duplicates.links(lib)
    words = {duplicates.CONFIRMED: say("set aside under"), duplicates.REJECTED: say("told apart from")}
    lines = [f"{link.document:>6}  {words[link.state]} {link.kept}: {retold(link.reason)}" for link in found]
    return Result([asdict(link) for link in found], "\n".join(lines) or say("Nothing is set aside."))


COMMANDS = (
    Command(
        "dedupe", "find records of one work; --accept sets aside what is certain", _dedupe_arguments, _dedupe
    ),
    Command(
        "duplicate",
        "list, join, tell apart or bring back records of one work",
        _duplicate_arguments,
        _duplicate,
    ),
)
