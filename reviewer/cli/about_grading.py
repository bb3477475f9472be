"""Commands about the certainty of a claim: grade."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict, replace
from typing import Any

from reviewer.actions import appraisals as actions
from reviewer.actions import claims as claim_actions
from reviewer.actions import reports
from reviewer.appraisal import effects, grade, information_size, outcomes
from reviewer.appraisal.bodies import instead_in_words
from reviewer.appraisal.instruments import instruments
from reviewer.cli.command import Command, Result, add, opened, pair, population_named
from reviewer.errors import ReviewError, UsageError
from reviewer.language import retold, say
from reviewer.library import Library, appraisals, claims, documents
from reviewer.model import Certainty, Changes, Judgement
from reviewer.reports.blocks import Table
from reviewer.reports.to_findings_csv import cells, heads

_WORDS = (
    "rule_set",
    "start",
    "start_reason",
    "importance",
    "side",
    "participants",
    "outcome",
    "relative",
    "observed",
)
"""Fields of a rating that options of the same name fill."""
_EFFECT = {
    "measure": "measure", "estimate": "estimate", "low": "low", "high": "high", "unit": "unit",
    "risk": "risk", "risk_source": "source", "target": "target",
}  # fmt: skip
"""Options that fill the numbers of an effect, and the fields they fill."""


def _arguments(parser: ArgumentParser) -> None:
    domains = ", ".join((*grade.DOMAINS_DOWN, *grade.DOMAINS_UP))
    scheme = instruments()["grade"]
    add(
        parser,
        ("action", "what to do", {"choices": tuple(_ACTIONS)}),
        ("claim", "number of the claim", {"nargs": "?", "type": int}),
        ("--population", "population of the body of evidence"),
        (
            "--judge",
            say("DOMAIN=LEVELS: reason ({domains})", domains=domains),
            {"action": "append", "default": []},
        ),
        (
            "--borderline",
            "DOMAIN that could have gone the other way: the tables explain it",
            {"action": "append", "default": []},
        ),
        ("--override", "why a locked reason to rate up counts all the same"),
        ("--rule-set", ", ".join(each.id for each in scheme.rule_sets)),
        (
            "--start",
            say("where the body starts: {starts}", starts=", ".join(each.id for each in scheme.starts)),
        ),
        ("--start-reason", "why it starts there"),
        ("--importance", "1 to 9", {"type": int}),
        ("--side", say("whether the outcome is one of: {sides}", sides=", ".join(outcomes.SIDES))),
        ("--participants", "how many", {"type": int}),
        ("--outcome", "as the summary of findings names it"),
        ("--relative", "the relative effect in words, where there are no numbers"),
        ("--observed", "what was seen; {10/20} is printed with its exact interval"),
        ("--measure", say("measure of the effect: {measures}", measures=", ".join(effects.MEASURES))),
        ("--estimate", "its estimate"),
        ("--low", "lower limit of its 95%% interval"),
        ("--high", "upper limit of its 95%% interval"),
        ("--unit", "unit of a mean difference"),
        ("--risk", "risk assumed without the intervention: 0.2, 20%%, 200/1000"),
        ("--target", "smallest effect that matters, in the measure; without it any effect"),
        ("--risk-source", "where the assumed risk comes from"),
    )
    _size_arguments(parser)


def _size_arguments(parser: ArgumentParser) -> None:
    add(
        parser,
        ("--reduction", "size: relative reduction of the risk", {"default": "25%", "metavar": "PERCENT"}),
        ("--sd", "size: standard deviation, for a continuous outcome"),
        ("--difference", "size: smallest difference that matters, for a continuous outcome"),
        ("--events", "size: events in the body, held against the older rule of thumb", {"default": ""}),
        ("-o", "summary, profile: write the table to a .csv file", {"dest": "out", "metavar": "OUT"}),
    )


def _grade(args: Namespace) -> Result:
    with closing(opened(args)) as lib:
        return _ACTIONS[args.action](lib, args)


def _body(lib: Library, args: Namespace) -> tuple[int, int | None]:
    if args.claim is None:
        raise UsageError(say("This needs the number of a claim."))
    population = population_named(lib, args.population)
    return claim_actions.numbered(lib, args.claim).id, population.id if population else None


def _told(changes: Changes) -> Result:
    return Result({"op": changes.op, "label": changes.label}, retold(changes.label))


# ------------------------------------------------------------------ rating


def _set(lib: Library, args: Namespace) -> Result:
    claim, population = _body(lib, args)
    fields = {name: getattr(args, name) for name in _WORDS if getattr(args, name) is not None}
    changes = actions.rate_certainty(lib, claim, population, **fields)
    for given in args.judge:
        domain, judgement = _judgement(given, args.override or "")
        judgement = replace(judgement, borderline=domain in args.borderline)
        changes = actions.judge(lib, claim, population, domain, judgement)
    numbers = {
        field: getattr(args, name) for name, field in _EFFECT.items() if getattr(args, name) is not None
    }
    if numbers:
        changes = actions.set_effect(lib, claim, population, **numbers)
    return _told(changes)


def _judgement(given: str, override: str) -> tuple[str, Judgement]:
    domain, rest = pair(given)
    levels, _, reason = rest.partition(":")
    try:
        return domain, Judgement(int(levels.replace("−", "-")), reason.strip(), override)
    except ValueError as error:
        raise UsageError(
            say("“{levels}” is not a number of levels.", levels=levels),
            say("Write for example imprecision=-1: 20 patients"),
        ) from error


def _own(lib: Library, args: Namespace) -> Certainty:
    claim, population = _body(lib, args)
    own = appraisals.certainty_of(lib, claim, population, lib.reviewer.id)
    if own is None:
        raise ReviewError(
            say("Claim {claim} was not rated yet in this population.", claim=args.claim),
            say("Rate it with `grade set`."),
        )
    return own


def _done(lib: Library, args: Namespace) -> Result:
    return _told(actions.mark_graded(lib, _own(lib, args).id))


def _reopen(lib: Library, args: Namespace) -> Result:
    return _told(actions.reopen(lib, _own(lib, args).id))


# ------------------------------------------------------------------ looking


def _list(lib: Library, args: Namespace) -> Result:
    wanted = claim_actions.numbered(lib, args.claim).id if args.claim else None
    names = {each.id: each.short or each.name for each in claims.populations(lib)}
    numbers = {claim.id: claim.number for claim in claims.claims(lib)}
    data, lines = [], []
    for rating in appraisals.certainties(lib, wanted):
        row = {**_plain(rating), "number": numbers[rating.claim], **result_of(lib, rating)}
        where = names.get(rating.population or 0, say("population not stated"))
        done = "" if rating.graded else say(" (not finished)")
        signs = f"{grade.SIGNS[row['level']]} " if row["level"] else ""
        why = f": {row['why']}" if row["why"] else ""
        lines.append(
            say(
                "claim {number}, {where}: {signs}{level}{why}{done}",
                number=row["number"],
                where=where,
                signs=signs,
                level=say(row["label"]),
                why=why,
                done=done,
            )
        )
        lines += [f"    {warning}" for warning in row["warnings"]]
        data.append(row)
    return Result(data, "\n".join(lines) or say("Nothing is rated yet."))


def result_of(lib: Library, rating: Certainty) -> dict[str, Any]:
    """Return what a rating comes to; one whose quotes are no longer a study's words comes to nothing."""
    if not actions.body(lib, rating.claim, rating.population):
        links = claims.quotes(lib, claim=rating.claim)
        here = [link for link in links if link.population == rating.population]
        why = (
            say("rests on {instead}", instead=instead_in_words(grade.gradable(here)[1]))
            if here
            else say("no quote is about this population any more")
        )
        return {"level": None, "label": say("Not gradable"), "why": why, "warnings": [], "absolute": ""}
    result = grade.rate(rating)
    return {
        "level": result.level,
        "label": grade.LABELS[result.level],
        "why": "",
        "warnings": list(result.warnings),
        "absolute": effects.difference(rating.effect),
    }


def _plain(rating: Certainty) -> dict[str, Any]:
    return {**asdict(rating), "judgements": {d: asdict(j) for d, j in rating.judgements.items()}}


def _size(lib: Library, args: Namespace) -> Result:
    """Work out the optimal information size of a body; it judges nothing and writes nothing."""
    claim, population = _body(lib, args)
    own = appraisals.certainty_of(lib, claim, population, lib.reviewer.id)
    events = information_size.events_of(args.events)
    means = bool(args.sd or args.difference)
    if means:
        size = information_size.for_means(args.sd or "", args.difference or "")
    else:
        risk = args.risk or (own.effect.risk if own else "")
        if not risk:
            raise ReviewError(
                say("This body has no assumed risk yet."),
                say("Give one with --risk, or --sd and --difference."),
            )
        size = information_size.for_risk(risk, effects.risk_of(_percent(args.reduction)))
    links = actions.body(lib, claim, population)
    people = own.participants if own else None
    if people is None:
        people = grade.body(links, documents.studies(lib)).participants
    told = information_size.sentence(size, people)
    counted = ("participants", people) if means else ("events", events)
    rule = information_size.rule_of_thumb(*counted)
    data = {
        "per_group": size.per_group, "total": size.total, "participants": people, "sentence": told,
        "rule_of_thumb": rule,
    }  # fmt: skip
    return Result(data, f"{told}\n{rule}")


def _percent(text: str) -> str:
    return text if text.strip().endswith("%") or not text.strip().isdigit() else f"{text.strip()}%"


def _table(lib: Library, args: Namespace) -> Result:
    """Print the summary of findings or the evidence profile, or write it to a file."""
    if args.out:
        result = reports.export_findings(lib, args.out, args.action)
        return Result(
            {"path": str(result.path), "bytes": result.bytes}, say("Written to {path}.", path=result.path)
        )
    table, reasons, notes = reports.findings(lib, args.action)
    rows = list(cells(table))
    data = {
        "columns": ["Population", *heads(table)],
        "rows": rows,
        "explanations": [list(pair) for pair in reasons],
        "notes": notes,
    }
    return Result(data, "\n".join(_lines(table, rows, reasons, notes)))


def _lines(
    table: Table, rows: list[list[str]], reasons: list[tuple[str, str]], notes: list[str]
) -> Iterator[str]:
    """Yield each outcome with its columns below it; a table this wide fits no terminal."""
    population = ""
    for own, number, outcome, *rest in rows:
        if own != population:
            population = own
            yield own
        yield f"  {number}  {outcome}"
        yield from (f"      {head}: {cell}" for head, cell in zip(heads(table)[2:], rest, strict=True))
    yield from (f"{mark}  {text}" for mark, text in reasons)
    yield from notes


_ACTIONS = {
    "list": _list, "set": _set, "done": _done, "reopen": _reopen, "size": _size,
    "summary": _table, "profile": _table,
}  # fmt: skip

COMMANDS = (
    Command(
        "grade",
        "rate the certainty of a claim in one population; list, size, summary of findings, profile",
        _arguments,
        _grade,
    ),
)
