"""The command about anchors: quotes carried to another version of their document, or found again."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from contextlib import closing
from dataclasses import asdict
from typing import Any

from reviewer.actions import anchors as actions
from reviewer.actions.anchors import Proposal
from reviewer.cli.command import Command, Result, add, opened, span_of
from reviewer.errors import ReviewError, UsageError
from reviewer.language import retold, say
from reviewer.library import Library, claims
from reviewer.model import Changes, Span


def _arguments(parser: ArgumentParser) -> None:
    add(
        parser,
        ("action", "what to do", {"choices": tuple(_ACTIONS)}),
        (
            "old",
            "find, carry: the document that holds the quotes; put: the quote",
            {"nargs": "?", "type": int},
        ),
        ("new", "find, carry: the document to find them in", {"nargs": "?", "type": int}),
        (
            "--quote",
            "carry: this quote, to the place proposed; several times for several",
            {"type": int, "action": "append", "default": []},
        ),
        ("--document", "put: the document that holds the words", {"type": int, "metavar": "DOC"}),
        ("--span", "put: START-END in code points", {"metavar": "START-END"}),
    )


def _anchors(args: Namespace) -> Result:
    with closing(opened(args)) as lib:
        return _ACTIONS[args.action](lib, args)


def _versions(lib: Library, _args: Namespace) -> Result:
    found = actions.other_versions(lib)
    lines = [
        say(
            "{old} → {new}  {quotes} quotes, {reason}: {title}",
            old=v.old,
            new=v.new,
            quotes=v.quotes,
            reason=say(v.reason),
            title=v.title,
        )
        for v in found
    ]
    return Result([asdict(v) for v in found], "\n".join(lines) or say("No document came in another version."))


def _find(lib: Library, args: Namespace) -> Result:
    return _told(actions.propose(lib, *_pair(args)))


def _lost(lib: Library, _args: Namespace) -> Result:
    return _told(actions.lost(lib), say("Every quote stands where it says."))


def _carry(lib: Library, args: Namespace) -> Result:
    old, new = _pair(args)
    if not args.quote:
        return _done(actions.carry_exact(lib, old, new))
    found = {each.link.id: each.span for each in actions.propose(lib, old, new)}
    places: dict[int, Span] = {}
    for id in args.quote:
        span = found.get(id)
        if span is None:
            raise ReviewError(
                say("Quote {id} was not found in document {new}.", id=id, new=new),
                say("`anchors put` ties it to words by hand."),
            )
        places[id] = span
    return _done(actions.carry_quotes(lib, places))


def _put(lib: Library, args: Namespace) -> Result:
    if args.old is None or args.span is None:
        raise UsageError(
            say("This needs a quote and --span."), say("`reviewer anchors --help` shows how it is written.")
        )
    document = args.document or claims.quote(lib, args.old).span.document
    span = actions.words_at(lib, document, *span_of(args.span))
    return _done(actions.carry_quotes(lib, {args.old: span}))


_ACTIONS = {"versions": _versions, "find": _find, "carry": _carry, "lost": _lost, "put": _put}


def _pair(args: Namespace) -> tuple[int, int]:
    if args.old is None or args.new is None:
        raise UsageError(
            say("This needs two documents."),
            say("`reviewer anchors versions` lists those that belong together."),
        )
    return args.old, args.new


def _done(changes: Changes) -> Result:
    quotes = sorted(changes.rows.get("quotes", ()))
    return Result({"op": changes.op, "label": changes.label, "quotes": quotes}, retold(changes.label))


def _told(found: Sequence[Proposal], none: str = say("This document holds no quotes.")) -> Result:
    return Result([_plain(each) for each in found], "\n".join(_line(each) for each in found) or none)


def _plain(each: Proposal) -> dict[str, Any]:
    place = asdict(each.place) | {"document": each.document, "exact": each.exact, "voice": each.voice.value}
    whence = asdict(each.link.span) | {"voice": each.link.voice.value}
    return {
        "quote": each.link.id, "claim": each.number, "from": whence, "to": place if each.span else None,
        "how": each.place.how.value, "sure": each.sure, "warning": each.warning,
    }  # fmt: skip


def _line(each: Proposal) -> str:
    place = f"{each.place.start}–{each.place.end}, {each.place.score:.0%}" if each.span else say("not found")
    told = f"  {each.warning}" if each.warning else ""
    words = " ".join(each.link.span.exact.split())
    return say(
        "{id}  claim {number}  {how} {place}: “{words}”{told}",
        id=f"{each.link.id:>4}",
        number=each.number,
        how=f"{say(each.place.how.value):<9}",
        place=place,
        words=words,
        told=told,
    )


COMMANDS = (
    Command(
        "anchors",
        "find quotes in another version of their document, or words that lost their place",
        _arguments,
        _anchors,
    ),
)
