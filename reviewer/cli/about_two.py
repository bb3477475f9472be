"""Commands about two people who judge the same: look, differences, settle."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Mapping
from contextlib import closing
from typing import Any

from reviewer.actions import claims as claim_actions
from reviewer.actions import together as actions
from reviewer.appraisal import consensus
from reviewer.appraisal.consensus import Matter
from reviewer.appraisal.instrument import Instrument
from reviewer.appraisal.instruments import instruments
from reviewer.cli.command import Command, Result, add, opened, pair, population_named
from reviewer.errors import ReviewError, UsageError
from reviewer.language import retold, say
from reviewer.library import Library, appraisals, claims
from reviewer.library import together as kept
from reviewer.model import Subject


def _nothing(parser: ArgumentParser) -> None:
    """Take no arguments of its own."""


def _look(args: Namespace) -> Result:
    with closing(opened(args)) as lib:
        changes = actions.look(lib)
    return Result(
        {"op": changes.op, "label": changes.label},
        say("You see the judgements of others now. What you judge yourself no longer counts as independent."),
    )


# ------------------------------------------------------------------ differences


def _differences_arguments(parser: ArgumentParser) -> None:
    add(
        parser,
        ("--claim", "only those about this claim, by number", {"type": int}),
        ("--document", "only those about this document", {"type": int, "metavar": "DOC"}),
    )


def _differences(args: Namespace) -> Result:
    with closing(opened(args)) as lib:
        claim = claim_actions.numbered(lib, args.claim).id if args.claim else None
        found = [
            (subject, matters)
            for subject, matters in actions.differences(lib)
            if claim in (None, subject.claim) and args.document in (None, subject.document)
        ]
        names = appraisals.reviewers(lib)
        titles = {subject: _title(lib, subject) for subject, _ in found}
    data = [_plain(subject, titles[subject], matters, names) for subject, matters in found]
    lines = [line for subject, matters in found for line in _lines(titles[subject], subject, matters, names)]
    return Result(data, "\n".join(lines) or say("Nothing is judged differently by two who are both done."))


def _title(lib: Library, subject: Subject) -> str:
    """Return what is judged, in words: "Claim 1, NMO", "Document 1, JBI case series"."""
    form = instruments().get(subject.instrument)
    number = claims.claim(lib, subject.claim).number if subject.claim is not None else None
    if not subject.instrument:
        known = {each.id: each.short or each.name for each in claims.populations(lib)}
        return say(
            "Claim {number}, {population}",
            number=number,
            population=known.get(subject.population or 0, say("population not stated")),
        )
    claim = say(", claim {number}", number=number) if number is not None else ""
    return say(
        "Document {document}, {form}{claim}",
        document=subject.document,
        form=form.short if form else subject.instrument,
        claim=claim,
    )


def _form(subject: Subject) -> Instrument | None:
    return instruments().get(subject.instrument or "grade")


def _plain(subject: Subject, title: str, matters: Any, names: Mapping[str, str]) -> dict[str, Any]:
    form = _form(subject)
    return {
        "title": title,
        "document": subject.document,
        "claim": subject.claim,
        "population": subject.population,
        "instrument": subject.instrument or None,
        "differences": [
            {
                "item": each.item,
                "label": each.label,
                "said": [
                    {
                        "reviewer": names.get(who, who),
                        "value": said.value,
                        "words": consensus.value_in_words(each.item, said.value, form),
                        "reason": said.reason,
                    }
                    for who, said in each.said
                ],
                "settled": _settled(each, names),
                "open": each.open,
            }
            for each in matters
        ],
    }


def _settled(matter: Matter, names: Mapping[str, str]) -> dict[str, Any] | None:
    kept = matter.settlement
    if kept is None:
        return None
    changed = [names.get(who, who) for who in matter.changed]
    by = names.get(kept.reviewer, kept.reviewer)
    return {"id": kept.id, "value": kept.value, "reason": kept.reason, "by": by, "changed_since": changed}


def _lines(title: str, subject: Subject, matters: Any, names: Mapping[str, str]) -> Iterator[str]:
    form = _form(subject)
    yield title
    for each in matters:
        yield f"  {say(each.label)} ({each.item}):{'' if each.settlement else ' ' + say('not settled')}"
        for who, said in each.said:
            words = consensus.value_in_words(each.item, said.value, form)
            yield f"    {names.get(who, who)}: {words}{f'. {said.reason}' if said.reason else ''}"
        settled = _settled(each, names)
        if settled is not None:
            words = consensus.value_in_words(each.item, settled["value"], form)
            yield say(
                "    settled by {by}: {words}. {reason}",
                by=settled["by"],
                words=words,
                reason=settled["reason"],
            )
            if settled["changed_since"]:
                yield say(
                    "    out of date: {people} changed it since",
                    people=consensus.listed(settled["changed_since"]),
                )


# ------------------------------------------------------------------ settling


def _settle_arguments(parser: ArgumentParser) -> None:
    add(
        parser,
        ("matter", "as `differences` names them, for example imprecision=-1", {"metavar": "ITEM=VALUE"}),
        ("--why", "the reason", {"default": ""}),
        ("--claim", "the claim, by number", {"type": int}),
        ("--population", "population of the body of evidence"),
        ("--document", "an appraisal of this document", {"type": int, "metavar": "DOC"}),
        ("--instrument", "with this instrument", {"default": ""}),
        ("--withdraw", "open it again; name the ITEM alone", {"action": "store_true"}),
    )  # fmt: skip


def _settle(args: Namespace) -> Result:
    with closing(opened(args)) as lib:
        subject = _subject(lib, args)
        if args.withdraw:
            item = args.matter.partition("=")[0].strip()
            settled = (each for each in kept.settlements(lib, subject) if each.item == item)
            found = next(settled, None)
            if found is None:
                raise ReviewError(
                    say("“{item}” was not settled there.", item=item),
                    say("`reviewer differences` lists what was."),
                )
            changes = actions.withdraw(lib, found.id)
        else:
            item, value = pair(args.matter)
            changes = actions.settle(lib, subject, item, value.replace("−", "-"), args.why)
    return Result({"op": changes.op, "label": changes.label}, retold(changes.label))


def _subject(lib: Library, args: Namespace) -> Subject:
    claim = claim_actions.numbered(lib, args.claim).id if args.claim else None
    if bool(args.document) != bool(args.instrument):
        raise UsageError(say("An appraisal is named by --document and --instrument together."))
    if args.document:
        return Subject(args.document, claim, None, args.instrument)
    if claim is None:
        raise UsageError(say("This needs --claim, or --document and --instrument."))
    population = population_named(lib, args.population)
    return Subject(None, claim, population.id if population else None)


COMMANDS = (
    Command(
        "differences",
        "what two who are both done judge differently, and what was settled",
        _differences_arguments,
        _differences,
    ),
    Command("settle", "record a third judgement where two differ", _settle_arguments, _settle),
    Command("look", "see what others judge without judging oneself; recorded", _nothing, _look),
)
