"""The command about suggestions: list, accept, reject, reopen, and marks of other programs."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import asdict
from typing import Any

from reviewer import suggestions
from reviewer.actions import claims as claim_actions
from reviewer.actions import marks
from reviewer.actions import suggestions as actions
from reviewer.cli.command import Command, Result, add, opened
from reviewer.errors import UsageError
from reviewer.language import retold, say
from reviewer.library import Library, claims, documents
from reviewer.model import Suggestion, SuggestionKind


def _arguments(parser: ArgumentParser) -> None:
    add(
        parser,
        ("what", "a document, or accept, reject, reopen, import", {"metavar": "DOC|VERB"}),
        (
            "key",
            "the key of a suggestion; reopen: the id of an answer; import: a file",
            {"nargs": "?"},
        ),
        ("--kind", "only this kind", {"choices": [kind.value for kind in SuggestionKind]}),
        ("--answered", "list what was accepted and rejected", {"action": "store_true"}),
        ("--document", "import: the document that was marked", {"type": int, "metavar": "DOC"}),
        ("--claim", "accept: the number of the claim it is for", {"type": int, "metavar": "N"}),
    )


def _suggest(args: Namespace) -> Result:
    with closing(opened(args)) as lib:
        if args.what in _VERBS:
            if not args.key:
                raise UsageError(say("Say what to {what}: `reviewer suggest {what} KEY`.", what=args.what))
            return _VERBS[args.what](lib, args)
        if not args.what.isdecimal():
            raise UsageError(
                say(
                    "“{what}” is neither the number of a document nor one of {listed}.",
                    what=args.what,
                    listed=_listed(),
                )
            )
        return _list(lib, args)


def _listed() -> str:
    return ", ".join(_VERBS)


def _list(lib: Library, args: Namespace) -> Result:
    document = documents.document(lib, int(args.what)).id
    found = (actions.answered if args.answered else actions.suggestions_of)(lib, document)
    shown = [each for each in found if args.kind in (None, each.kind.value)]
    numbers = {claim.id: claim.number for claim in claims.claims(lib)}
    lines = [_line(each, numbers) for each in shown]
    return Result([_data(each, numbers) for each in shown], "\n".join(lines) or say("No suggestions."))


def _line(each: Suggestion, numbers: Mapping[int, int]) -> str:
    number = numbers.get(each.claim or 0)
    claim = say(" for claim {number}", number=number) if number else ""
    value = f" → {each.value}" if each.value else ""
    said = " ".join(each.span.exact.split())
    name = suggestions.key(each) if each.state == "open" else f"{each.id} {each.state.value}"
    why = "; ".join(part for part in (retold(each.reason), each.note, each.author, each.date) if part)
    return f"{name:<10}  {each.kind.value}{claim}{value}: “{said}”\n{'':<12}{why}"


def _data(each: Suggestion, numbers: Mapping[int, int]) -> dict[str, Any]:
    return {**asdict(each), "key": suggestions.key(each), "number": numbers.get(each.claim or 0)}


def _accept(lib: Library, args: Namespace) -> Result:
    claim = claim_actions.numbered(lib, args.claim).id if args.claim is not None else None
    changes = actions.accept(lib, actions.named(lib, args.key), claim=claim)
    return _done(changes.label, changes.op, changes.created)


def _reject(lib: Library, args: Namespace) -> Result:
    changes = actions.reject(lib, actions.named(lib, args.key))
    return _done(changes.label, changes.op)


def _reopen(lib: Library, args: Namespace) -> Result:
    if not args.key.isdecimal():
        raise UsageError(
            say("An answer is named by its id."), say("`reviewer suggest DOC --answered` lists them.")
        )
    changes = actions.reopen(lib, int(args.key))
    return _done(changes.label, changes.op)


def _import(lib: Library, args: Namespace) -> Result:
    found = marks.import_marks(lib, args.key, args.document)
    lines = [
        say(
            "{added} marks of {program} kept, {known} known already.",
            added=found.added,
            program=found.program,
            known=found.known,
        )
    ]
    lines += [say("Kept without a place: {what}", what=each) for each in found.without_place]
    lines += [say("Of no document here: {what}", what=each) for each in found.without_document]
    return Result(found.to_json(), "\n".join(lines))


def _done(label: str, op: int, created: int = 0) -> Result:
    return Result({"op": op, "label": label, "created": created}, f"{retold(label)}.")


_VERBS: Mapping[str, Callable[[Library, Namespace], Result]] = {
    "accept": _accept,
    "reject": _reject,
    "reopen": _reopen,
    "import": _import,
}

COMMANDS = (
    Command("suggest", "list what is proposed for a document; accept or reject", _arguments, _suggest),
)
