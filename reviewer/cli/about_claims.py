"""Commands about claims: claim, quote, population."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from contextlib import closing
from dataclasses import asdict
from typing import Any

from reviewer import text
from reviewer.actions import claims as actions
from reviewer.actions import pooling, reshaping
from reviewer.cli.command import Command, Result, add, opened, population_named, span_of, tag_named
from reviewer.errors import ReviewError, UsageError
from reviewer.language import retold, say
from reviewer.library import Library, claims, documents
from reviewer.model import Changes, Claim, Direction, Span, Stance
from reviewer.refinding import likest

ADD_EDIT_REMOVE = ("add", "list", "edit", "remove")
_TEXT_FIELDS = ("label", "population_words", "intervention", "comparator", "outcome", "direction", "note")


def _fields(parser: ArgumentParser) -> None:
    add(
        parser,
        ("--population-words", "whom it is about, in words"),
        ("--intervention", "the intervention"),
        ("--comparator", "the comparator"),
        ("--outcome", "the outcome"),
        ("--direction", "direction of effect", {"choices": [d.value for d in Direction]}),
        ("--note", "a note"),
    )


def _given(args: Namespace, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(args, name) for name in names if getattr(args, name, None) is not None}


def _done(changes: Changes, created: str = "id") -> Result:
    return Result(
        {"op": changes.op, "label": changes.label, created: changes.created or None}, retold(changes.label)
    )


def _need(value: Any, what: str) -> Any:
    if value is None:
        raise UsageError(
            say("This needs {what}.", what=what), say("`reviewer COMMAND --help` shows how it is written.")
        )
    return value


# ------------------------------------------------------------------ claim


def _claim_arguments(parser: ArgumentParser) -> None:
    add(
        parser,
        ("action", "what to do", {"choices": (*ADD_EDIT_REMOVE, "merge", "split")}),
        ("claim", "add: the statement; else the claim's number", {"nargs": "?"}),
        ("others", "merge: the claim to merge into; split: ids of the quotes to take", {"nargs": "*"}),
        ("--statement", "edit: the new statement; split: that of the new claim"),
        ("--label", "short form for margins"),
        ("--tag", "a tag of the codebook, several times for several", {"action": "append", "default": []}),
        ("--like", "list: the claims that share most with these words first"),
        ("--dry-run", "merge: only say what would happen", {"action": "store_true"}),
    )
    _fields(parser)


def _claim(args: Namespace) -> Result:
    with closing(opened(args)) as lib:
        if args.action == "list":
            return _claim_list(lib, args.like)
        if args.action == "add":
            tags = [tag_named(lib, name).id for name in args.tag]
            statement = _need(args.claim, "a statement")
            return _done(actions.add_claim(lib, statement, tags=tags, **_given(args, _TEXT_FIELDS)))
        claim = _numbered(lib, _need(args.claim, say("the number of a claim")))
        if args.action == "remove":
            return _done(actions.remove_claim(lib, claim.id))
        if args.action == "merge":
            return _merge(
                lib, claim, _numbered(lib, _need(_first(args.others), say("two claims"))), args.dry_run
            )
        if args.action == "split":
            quotes = [int(id) if id.isdigit() else 0 for id in args.others]
            return _done(reshaping.split_claim(lib, claim.id, quotes, args.statement or ""))
        for name in args.tag:
            actions.tag_claim(lib, claim.id, tag_named(lib, name).id)
        return _done(actions.edit_claim(lib, claim.id, **_given(args, ("statement", *_TEXT_FIELDS))))


def _numbered(lib: Library, number: str) -> Claim:
    return actions.numbered(lib, int(number) if number.isdigit() else 0)


def _first(words: list[str]) -> str | None:
    return words[0] if words else None


def _merge(lib: Library, gone: Claim, kept: Claim, dry: bool) -> Result:
    """Merge, and say in either case what happens to quotes, tags and ratings."""
    plan = reshaping.merging(lib, gone.id, kept.id)
    told = "\n".join(plan.sentences)
    data = {"kept": kept.number, "gone": gone.number, "would": list(plan.sentences)}
    if dry:
        return Result({**data, "op": None}, told)
    done = reshaping.merge_claims(lib, gone.id, kept.id)
    return Result({**data, "op": done.op, "label": done.label}, f"{told}\n{retold(done.label)}")


def _claim_list(lib: Library, like: str | None) -> Result:
    found = claims.claims(lib)
    if like:
        found = [claim for claim, likeness in likest(found, claims.quotes(lib), like) if likeness > 0]
    quoted = {claim.id: len(claims.quotes(lib, claim=claim.id)) for claim in found}
    lines = [
        say(
            "{number}  {statement}  ({count} quotes)",
            number=f"{claim.number:>3}",
            statement=claim.statement,
            count=quoted[claim.id],
        )
        for claim in found
    ]
    return Result(
        [{**asdict(c), "quotes": quoted[c.id]} for c in found], "\n".join(lines) or say("No claims.")
    )


# ------------------------------------------------------------------ quote


def _quote_arguments(parser: ArgumentParser) -> None:
    add(
        parser,
        ("action", "what to do", {"choices": ADD_EDIT_REMOVE}),
        ("id", "add: the claim's number; edit, remove: the quote's id", {"nargs": "?", "type": int}),
        ("--document", "document that holds the words", {"type": int, "metavar": "DOC"}),
        ("--span", "START-END in code points", {"metavar": "START-END"}),
        ("--words", "the exact words, instead of --span"),
        ("--stance", "what the words do to the claim", {"choices": [s.value for s in Stance]}),
        ("--population", "the population of the evidence"),
        (
            "--background",
            "the words report no result of the study",
            {"action": "store_true", "default": None},
        ),
        ("--claim", "edit: move the quote to this claim", {"type": int}),
    )
    _fields(parser)


def _quote(args: Namespace) -> Result:
    with closing(opened(args)) as lib:
        if args.action == "list":
            return _quote_list(lib, args)
        if args.action == "remove":
            return _done(actions.remove_quote(lib, _need(args.id, say("the id of a quote"))))
        population = population_named(lib, args.population)
        fields: dict[str, Any] = _given(args, _TEXT_FIELDS[1:])
        if args.action == "add":
            claim = actions.numbered(lib, _need(args.id, say("the number of a claim")))
            stance = Stance(args.stance or Stance.SUPPORTS)
            group = population.id if population else None
            extra = {"background": True} if args.background else {}
            return _done(
                actions.link_quote(
                    lib, claim.id, _span(lib, args), stance, population=group, **fields, **extra
                )
            )
        fields |= _given(args, ("stance", "background"))
        if population:
            fields["population"] = population.id
        quote = _need(args.id, say("the id of a quote"))
        moved = None
        if args.claim is not None:
            moved = reshaping.move_quotes(lib, [quote], actions.numbered(lib, args.claim).id)
        return _done(actions.edit_quote(lib, quote, **fields) if fields or moved is None else moved)


def _span(lib: Library, args: Namespace) -> Span:
    document = documents.document(lib, _need(args.document, "--document"))
    if args.span:
        return text.quote(document, *span_of(args.span))
    words = _need(args.words, "--span or --words")
    found = text.refind(document.text, words)
    if found is None:
        raise ReviewError(
            say("These words do not stand in the document."), say("Copy them exactly, or give --span.")
        )
    return text.quote(document, *found)


def _quote_list(lib: Library, args: Namespace) -> Result:
    numbers = {claim.id: claim.number for claim in claims.claims(lib)}
    found = claims.quotes(lib, document=args.document)
    lines = [
        say(
            "{id}  claim {number} {stance}, {voice}, document {document} {start}–{end}: “{words}”",
            id=f"{q.id:>4}",
            number=numbers[q.claim],
            stance=q.stance.value,
            voice=q.voice.value,
            document=q.span.document,
            start=q.span.start,
            end=q.span.end,
            words=" ".join(q.span.exact.split()),
        )
        for q in found
    ]
    return Result(
        [{**asdict(q), "number": numbers[q.claim]} for q in found], "\n".join(lines) or say("No quotes.")
    )


# ------------------------------------------------------------------ population


def _population_arguments(parser: ArgumentParser) -> None:
    add(
        parser,
        ("action", "what to do", {"choices": ("add", "list", "pool")}),
        ("name", "whom evidence is about", {"nargs": "?"}),
        ("--short", "a form that fits a table column", {"default": ""}),
        ("--with", "pool: another population", {"dest": "others", "action": "append", "default": []}),
        ("--claim", "pool: the claim, by number", {"type": int}),
        ("--reason", "pool: why they may be taken together for this claim", {"default": ""}),
    )


def _population(args: Namespace) -> Result:
    with closing(opened(args)) as lib:
        if args.action == "add":
            return _done(actions.add_population(lib, _need(args.name, "a name"), args.short))
        if args.action == "pool":
            claim = actions.numbered(lib, _need(args.claim, "the number of a claim, with --claim"))
            named = [population_named(lib, each) for each in (args.name, *args.others)]
            ids = [each.id for each in named if each]
            return _done(pooling.pool_populations(lib, claim.id, ids, args.reason))
        found = claims.populations(lib)
    lines = [f"{p.short or p.name}: {p.name}" for p in found]
    return Result([asdict(p) for p in found], "\n".join(lines) or say("No populations."))


COMMANDS = (
    Command("claim", "add, list, edit, merge, split or remove claims", _claim_arguments, _claim),
    Command("quote", "tie exact words to a claim; list, edit, remove", _quote_arguments, _quote),
    Command(
        "population",
        "add, list or pool the populations that evidence is about",
        _population_arguments,
        _population,
    ),
)
