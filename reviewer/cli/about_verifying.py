"""Commands about reports that left the house: verify, exports."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterable
from contextlib import closing
from dataclasses import asdict

from reviewer.actions import verifying as actions
from reviewer.cli.command import Command, Result, add, opened, progress
from reviewer.language import amount, later, say
from reviewer.library import exports
from reviewer.model import Export
from reviewer.reports.proof.comparing import Finding, State, totals


def _verify_arguments(parser: ArgumentParser) -> None:
    add(
        parser,
        ("file", "the report: PDF, DOCX, HTML, Markdown, CSV, JSON, XLSX or ZIP", {"metavar": "FILE"}),
        ("--all", "also what is unchanged", {"action": "store_true"}),
    )


def _verify(args: Namespace) -> Result:
    with closing(opened(args)) as lib:
        found = actions.verify(lib, args.file, progress())
    lines = [*found.sentences(), *_told(say("The file"), found.file, args.all)]
    lines += _told(say("The report"), found.library, args.all)
    data = asdict(found) | {"unchanged": found.unchanged, "totals": found.totals}
    return Result(data, "\n".join(lines), 0 if found.unchanged else 1)


def _told(head: str, findings: Iterable[Finding], everything: bool) -> list[str]:
    """Return findings under a head, a line for each; none where there is nothing to tell."""
    lines = [_line(each) for each in findings if everything or each.state is not State.UNCHANGED]
    return [f"{head}:", *lines] if lines else []


def _line(finding: Finding) -> str:
    detail = f": {finding.detail}" if finding.detail else ""
    since = f" ({finding.since})" if finding.since else ""
    return f"  {finding.state.value:<9}  {finding.label}{detail}{since}"


def _exports_arguments(parser: ArgumentParser) -> None:
    number = later("an export: what became since of what it states")
    add(
        parser,
        ("export", number, {"nargs": "?", "type": int, "metavar": "EXPORT"}),
        ("--all", "also what is unchanged", {"action": "store_true"}),
    )


def _exports(args: Namespace) -> Result:
    with closing(opened(args)) as lib:
        if args.export is None:
            made = exports.exports(lib)
            listed = "\n".join(map(_listed, made)) or say("Nothing was exported yet.")
            return Result([asdict(each) for each in made], listed)
        export = exports.export(lib, args.export)
        findings = actions.changed_since(lib, args.export)
    counts = totals(findings)
    lines = [_listed(export), *_told(say("Since then"), findings, args.all)]
    if not any(counts[state.value] for state in State if state is not State.UNCHANGED):
        lines.append(say("Nothing of what it states was changed since."))
    data = {"export": asdict(export), "findings": [asdict(each) for each in findings], "totals": counts}
    return Result(data, "\n".join(lines))


def _listed(export: Export) -> str:
    """Return an export in one line."""
    when = export.made[:19].replace("T", " ")
    return say(
        "{id}  {when}  {reviewer}: {name}, {bytes} bytes",
        id=f"{export.id:>5}",
        when=when,
        reviewer=export.reviewer,
        name=export.name,
        bytes=amount(export.bytes),
    )


COMMANDS = (
    Command(
        "verify",
        "say what of an exported report is unchanged, changed, added or missing; exit 1 if anything is",
        _verify_arguments,
        _verify,
    ),
    Command("exports", "list every export; of one, what changed since", _exports_arguments, _exports),
)
