"""The command about agreement: what two and more reviewers judged of the same things."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from contextlib import closing
from dataclasses import asdict

from reviewer.appraisal import agreement, instruments
from reviewer.appraisal.agreement import Comparison, Statistic
from reviewer.cli.command import Command, Result, add, opened
from reviewer.errors import ReviewError
from reviewer.library import Library, appraisals, documents

CERTAINTY = "certainty"


def _arguments(parser: ArgumentParser) -> None:
    add(
        parser,
        ("what", f"the id of an instrument, or {CERTAINTY}", {"metavar": f"INSTRUMENT|{CERTAINTY}"}),
        ("--between", "a reviewer's name; once for each", {"action": "append", "default": []}),
    )  # fmt: skip


def _agreement(args: Namespace) -> Result:
    with closing(opened(args)) as lib:
        found = _compared(lib, args.what, args.between)
        names = {id: documents.reviewer_name(lib, id) for each in found for id in each.reviewers}
    lines = [line for each in found for line in _lines(each, names)]
    return Result([asdict(each) for each in found], "\n".join(lines))


def _compared(lib: Library, what: str, named: list[str]) -> list[Comparison]:
    """Return the comparisons; raises ReviewError when fewer than two people judged."""
    rated = appraisals.certainties(lib)
    given = [each for each in appraisals.appraisals(lib) if each.instrument == what]
    people = {each.reviewer for each in (rated if what == CERTAINTY else given)}
    names = {documents.reviewer_name(lib, id): id for id in people}
    if unknown := [name for name in named if name not in names]:
        raise ReviewError(
            f"“{unknown[0]}” has judged nothing of the kind.",
            f"Those who have: {_listed(names) or 'nobody'}.",
        )
    wanted = sorted(names[name] for name in named or names)
    if len(wanted) < 2:
        raise ReviewError(
            f"Agreement needs two reviewers; {len(wanted) or 'nobody'} has judged here.",
            "A second person works with --reviewer NAME, or under another name in Settings.",
        )
    if what == CERTAINTY:
        return agreement.of_certainties(rated, wanted)
    form = instruments.instruments().get(what)
    if form is None:
        raise ReviewError(f"There is no instrument “{what}”.", "`reviewer appraise instruments` lists them.")
    return agreement.of_appraisals(given, form, wanted)


def _listed(names: dict[str, str]) -> str:
    return ", ".join(sorted(names))


def _lines(each: Comparison, names: dict[str, str]) -> list[str]:
    """Return a comparison as it is printed: the table of two reviewers, then each statistic."""
    lines = [f"{each.label} ({each.items} judged by two or more)"]
    if each.table is not None and each.items:
        one, other = (names[id] for id in each.reviewers)
        lines.append(f"  {one} down, {other} across: {', '.join(each.table.categories)}")
        lines += ["  " + " ".join(f"{count:>4}" for count in row) for row in each.table.counts]
    return [*lines, *(f"  {_said(statistic)}" for statistic in each.statistics), ""]


def _said(statistic: Statistic) -> str:
    if statistic.value is None:
        return f"{statistic.name}: not defined. {statistic.reason}"
    interval = (
        f" (95% CI {statistic.low:.2f} to {statistic.high:.2f}, {statistic.method})"
        if statistic.low is not None and statistic.high is not None
        else ""
    )
    return f"{statistic.name}: {statistic.value:.3f}{interval}"


COMMANDS = (
    Command("agreement", "agreement of reviewers before consensus, with intervals", _arguments, _agreement),
)
