"""The command about certainty: grade."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from contextlib import closing
from dataclasses import asdict
from typing import Any

from reviewer.actions import appraisals as actions
from reviewer.actions import claims as claim_actions
from reviewer.appraisal import grade
from reviewer.cli.command import Command, Result, add, opened, pair, population_named
from reviewer.errors import ReviewError, UsageError
from reviewer.library import Library, appraisals, claims
from reviewer.model import Certainty, Judgement


def _grade_arguments(parser: ArgumentParser) -> None:
    domains = ", ".join((*grade.DOMAINS_DOWN, *grade.DOMAINS_UP))
    add(
        parser,
        ("action", "what to do", {"choices": ("list", "set", "done", "reopen")}),
        ("claim", "number of the claim", {"nargs": "?", "type": int}),
        ("--population", "population of the body of evidence"),
        ("--judge", f"DOMAIN=LEVELS: reason ({domains})", {"action": "append", "default": []}),
        ("--override", "why a locked reason to rate up counts all the same"),
        ("--rule-set", "classic, robins-i or core"),
        ("--start", "where the body starts"),
        ("--start-reason", "why it starts there"),
        ("--importance", "1 to 9", {"type": int}),
        ("--participants", "how many", {"type": int}),
        ("--outcome", "as the summary of findings names it"),
        ("--relative", "relative effect with its interval"),
        ("--observed", "what was seen; {10/20} is printed with its exact interval"),
    )


_RATING = (
    "rule_set",
    "start",
    "start_reason",
    "importance",
    "participants",
    "outcome",
    "relative",
    "observed",
)


def _grade(args: Namespace) -> Result:
    with closing(opened(args)) as lib:
        if args.action == "list":
            return _grade_list(lib, args)
        if args.claim is None:
            raise UsageError("This needs the number of a claim.")
        claim = claim_actions.numbered(lib, args.claim).id
        population = population_named(lib, args.population)
        group = population.id if population else None
        if args.action in ("done", "reopen"):
            own = appraisals.certainty_of(lib, claim, group, lib.reviewer.id)
            if own is None:
                raise ReviewError(
                    f"Claim {args.claim} was not rated yet in this population.", "Rate it with `grade set`."
                )
            act = actions.mark_graded if args.action == "done" else actions.reopen
            changes = act(lib, own.id)
        else:
            changes = _grade_set(lib, args, claim, group)
    return Result({"op": changes.op, "label": changes.label}, changes.label)


def _grade_set(lib: Library, args: Namespace, claim: int, population: int | None) -> Any:
    fields = {name: getattr(args, name) for name in _RATING if getattr(args, name) is not None}
    changes = actions.rate_certainty(lib, claim, population, **fields)
    for given in args.judge:
        domain, rest = pair(given)
        levels, _, reason = rest.partition(":")
        try:
            judgement = Judgement(int(levels.replace("−", "-")), reason.strip(), args.override or "")
        except ValueError as error:
            raise UsageError(
                f"“{levels}” is not a number of levels.", "Write for example imprecision=-1: 20 patients"
            ) from error
        changes = actions.judge(lib, claim, population, domain, judgement)
    return changes


def _grade_list(lib: Library, args: Namespace) -> Result:
    numbers = {claim.id: claim.number for claim in claims.claims(lib)}
    names = {p.id: p.short or p.name for p in claims.populations(lib)}
    wanted = claim_actions.numbered(lib, args.claim).id if args.claim else None
    data, lines = [], []
    for rating in appraisals.certainties(lib, wanted):
        result = grade.rate(rating)
        label = grade.LABELS[result.level]
        where = names.get(rating.population or 0, "population not stated")
        data.append(
            {**_plain(rating), "number": numbers[rating.claim], "level": result.level, "label": label}
        )
        done = "" if rating.graded else " (not finished)"
        lines.append(f"claim {numbers[rating.claim]}, {where}: {grade.SIGNS[result.level]} {label}{done}")
    return Result(data, "\n".join(lines) or "Nothing is rated yet.")


def _plain(rating: Certainty) -> dict[str, Any]:
    return {**asdict(rating), "judgements": {d: asdict(j) for d, j in rating.judgements.items()}}


COMMANDS = (
    Command("grade", "rate the certainty of a claim in one population; list", _grade_arguments, _grade),
)
