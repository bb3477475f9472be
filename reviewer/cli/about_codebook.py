"""Commands about the codebook: tag."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import asdict
from typing import Any

from reviewer.actions import claims as on_claims
from reviewer.actions import codebook as actions
from reviewer.cli.command import Command, Result, add, opened, tag_named
from reviewer.errors import UsageError
from reviewer.language import retold, say
from reviewer.library import Library, claims
from reviewer.library.codebook import counts
from reviewer.model import Changes, Tag, Voice

TOP = "top"
_FIELDS = ("name", "colour", "definition", "use_when", "avoid_when")


def _arguments(parser: ArgumentParser) -> None:
    add(
        parser,
        ("action", "what to do", {"choices": sorted(["list", "add", *_ACTIONS])}),
        ("tag", "name, or Group/Name", {"nargs": "?"}),
        ("other", "add, put, take: the claim's number; merge, move: the other tag", {"nargs": "?"}),
        ("--name", "edit: the new name"),
        ("--colour", say("edit, add: the hue of a group ({hues})", hues=", ".join(actions.HUES))),
        ("--definition", "what the tag means"),
        ("--use-when", "when to put it on a claim"),
        ("--avoid-when", "when not to, though it may seem so"),
        ("--to", "move: one place up or down, under the tag above, or out", {"choices": _SHIFTS}),
    )


_SHIFTS = ("up", "down", "in", "out")


def _given(args: Namespace) -> dict[str, str]:
    return {name: getattr(args, name) for name in _FIELDS if getattr(args, name) is not None}


def _need(value: str | None, what: str) -> str:
    if not value:
        raise UsageError(
            say("This needs {what}.", what=what), say("`reviewer tag --help` shows how it is written.")
        )
    return value


def _done(changes: Changes) -> Result:
    data = {"op": changes.op, "label": changes.label, "id": changes.created or None}
    return Result(data, retold(changes.label))


def _list(lib: Library) -> Result:
    book, used = claims.tags(lib), counts(lib)
    depth: dict[int | None, int] = {None: -1}
    lines, data = [], []
    for tag in book:
        depth[tag.id] = depth[tag.parent] + 1
        told = [f"{count} {voice.value}" for voice, count in used[tag.id].items() if count]
        lines.append("  " * depth[tag.id] + tag.name + (f"  ({', '.join(told)})" if told else ""))
        data.append({**asdict(tag), "quotes": {voice.value: used[tag.id][voice] for voice in Voice}})
    return Result(data, "\n".join(lines) or say("The codebook is empty."))


def _add(lib: Library, args: Namespace) -> Result:
    fields = _given(args)
    fields.pop("name", None)
    group, found, below = _need(args.tag, say("the name of a tag")).rpartition("/")
    parent = tag_named(lib, group).id if found else None
    if args.other and not fields:
        claim = on_claims.numbered(lib, _number(args.other)).id
        return _done(actions.add_path(lib, actions.path_of(below), parent, claim))
    if not found and actions.STEP in below and not fields:
        return _done(actions.add_path(lib, actions.path_of(below)))
    return _done(actions.add_tag(lib, below, parent, **fields))


def _number(said: str) -> int:
    return int(said) if said.isdecimal() else 0


def _put(act: Callable[[Library, int, int], Changes]) -> Callable[[Library, Tag, Namespace], Result]:
    def run(lib: Library, tag: Tag, args: Namespace) -> Result:
        number = _number(_need(args.other, say("the number of a claim")))
        return _done(act(lib, on_claims.numbered(lib, number).id, tag.id))

    return run


def _edit(lib: Library, tag: Tag, args: Namespace) -> Result:
    fields = _given(args)
    if not fields:
        raise UsageError(say("This needs something to change."), say("For example --definition WORDS."))
    return _done(actions.edit_tag(lib, tag.id, merge=False, **fields))


def _move(lib: Library, tag: Tag, args: Namespace) -> Result:
    if args.to:
        changes = actions.shift_tag(lib, tag.id, args.to)
        if not changes.op:
            return Result({"op": 0}, say("“{name}” has nowhere to go that way.", name=tag.name))
        return _done(changes)
    other = _need(args.other, f"the tag to come under, “{TOP}” for none, or --to")
    parent = None if other == TOP else tag_named(lib, other).id
    return _done(actions.move_tag(lib, tag.id, parent))


def _merge(lib: Library, tag: Tag, args: Namespace) -> Result:
    into = tag_named(lib, _need(args.other, say("the tag to merge it into")))
    return _done(actions.merge_tags(lib, tag.id, into.id))


_ACTIONS: Mapping[str, Callable[[Library, Tag, Namespace], Result]] = {
    "edit": _edit,
    "remove": lambda lib, tag, _args: _done(actions.remove_tag(lib, tag.id)),
    "put": _put(on_claims.tag_claim),
    "take": _put(on_claims.untag_claim),
    "move": _move,
    "merge": _merge,
}


def _tag(args: Namespace) -> Result:
    with closing(opened(args)) as lib:
        if args.action == "list":
            return _list(lib)
        if args.action == "add":
            return _add(lib, args)
        run: Any = _ACTIONS[args.action]
        found: Result = run(lib, tag_named(lib, _need(args.tag, say("the name of a tag"))), args)
        return found


COMMANDS = (Command("tag", "keep the codebook; put tags on claims", _arguments, _tag),)
