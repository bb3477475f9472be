"""Commands about the synthesis: claims against sources, and the evidence map."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterable
from contextlib import closing
from typing import Any

from reviewer.actions import figures, synthesis
from reviewer.actions.figures import View
from reviewer.cli.command import Command, Result, add, opened, progress
from reviewer.errors import ReviewError
from reviewer.language import say
from reviewer.library import claims
from reviewer.reports.blocks import Options
from reviewer.synthesis.arranging import ORDERS, Row, Title
from reviewer.synthesis.drift import Chain
from reviewer.synthesis.evidence_map import EvidenceMap, evidence_map
from reviewer.synthesis.gaps import GAPS
from reviewer.synthesis.matrix import GROUPINGS, Line, Matrix

_GAP_NAMES = {gap.value.replace(" ", "-"): gap for gap in GAPS}


def _figure_arguments(parser: ArgumentParser, kinds: str) -> None:
    add(
        parser,
        ("-o", say("write it to a file ({kinds})", kinds=kinds), {"dest": "out", "metavar": "OUT"}),
        ("--patterns", "voices by pattern only, for black and white", {"action": "store_true"}),
        ("--without-experience", "leave the words of readers out", {"action": "store_true"}),
    )


def _matrix_arguments(parser: ArgumentParser) -> None:
    _figure_arguments(parser, ".svg, .pdf, .png, .csv")
    add(
        parser,
        ("--rows", "order of the claims", {"choices": tuple(ORDERS), "default": "tag"}),
        ("--columns", "what columns are grouped by", {"choices": tuple(GROUPINGS), "default": "document"}),
        ("--colour", "what a figure colours", {"choices": ("voice", "stance"), "default": "voice"}),
        ("--show", "only claims with this gap", {"choices": tuple(_GAP_NAMES)}),
        ("--filter", "only claims that hold these words", {"default": "", "metavar": "WORDS"}),
        ("--suggestions", "also show what the machine proposes as quotes", {"action": "store_true"}),
        ("--drift", "say what a claim loses from study to commentator to reader", {"metavar": "CLAIM"}),
    )


def _view(args: Namespace) -> View:
    return View(
        order=args.rows,
        by=args.columns,
        colour=args.colour,
        gap=_GAP_NAMES.get(args.show),
        words=args.filter,
        experience=not args.without_experience,
        suggestions=args.suggestions,
    )


def _matrix(args: Namespace) -> Result:
    with closing(opened(args)) as lib:
        if args.drift is not None:
            return _drift(lib, args.drift)
        proposed = synthesis.proposals(lib, progress()).found if args.suggestions else ()
        if args.out:
            options = Options(patterns=args.patterns)
            return _told(figures.export_matrix(lib, args.out, _view(args), options, proposed, progress()))
        made, rows = figures.laid_out(synthesis.holdings(lib, proposed), _view(args))
    return Result(_matrix_data(made, rows), "\n".join(_matrix_lines(made, rows)))


def _told(result: Any) -> Result:
    data = {"path": str(result.path), "bytes": result.bytes, "warnings": list(result.warnings)}
    return Result(data, "\n".join([say("Written to {path}.", path=result.path), *result.warnings]))


def _matrix_data(made: Matrix, rows: Iterable[Row]) -> dict[str, Any]:
    lines = [row for row in rows if isinstance(row, Line)]
    return {
        "columns": [
            {
                "document": column.document,
                "voice": column.voice.value,
                "second_hand": column.second_hand,
                "comment": column.comment or None,
                "label": column.label,
                "source": column.source,
                "quotes": column.quotes,
            }
            for column in made.columns
        ],
        "populations": [{"id": each.id or None, "name": each.name} for each in made.populations],
        "claims": [_line_data(line) for line in lines],
    }


def _line_data(line: Line) -> dict[str, Any]:
    return {
        "id": line.claim.id,
        "number": line.claim.number,
        "claim": line.claim.statement,
        "tag": line.tag_path,
        "gaps": sorted(line.gaps),
        "cells": [
            {
                "column": number,
                "quotes": [{"id": quote.id, "stance": quote.stance.value} for quote in cell.quotes],
                "suggested": [{"key": each.key, "stance": each.stance.value} for each in cell.proposed],
            }
            for number, cell in sorted(line.cells.items())
        ],
        "certainty": [
            {"standing": grade.standing.value or None, "level": grade.level or None, "words": grade.words}
            for grade in line.grades
        ],
    }


def _matrix_lines(made: Matrix, rows: Iterable[Row]) -> Iterable[str]:
    for row in rows:
        if isinstance(row, Title):
            yield row.text
            continue
        yield f"  {row.claim.number:>4}  {row.claim.short}"
        for number, cell in sorted(row.cells.items()):
            yield f"          {made.columns[number].spoken}: {cell.spoken}"
        for each, grade in zip(made.populations, row.grades, strict=True):
            if grade.words:
                yield say(
                    "          certainty, {population}: {words}",
                    population=each.short or each.name,
                    words=say(grade.words),
                )
        if row.gaps:
            yield say("          gaps: {gaps}", gaps=", ".join(sorted(row.gaps)))


def _drift(lib: Any, number: str) -> Result:
    claim = next((each for each in claims.claims(lib) if str(each.number) == number), None)
    if claim is None:
        raise ReviewError(
            say("There is no claim {number}.", number=number),
            say("`reviewer claim list` names those there are."),
        )
    found = synthesis.drift(lib, claim.id)
    data = [
        {
            "study": {"quote": chain.study.quote.id, "sentence": chain.study.sentence},
            "steps": [
                {
                    "quote": step.quote.id,
                    "voice": step.quote.voice.value,
                    "sentence": step.sentence,
                    "lost": [each.value for each in step.lost],
                }
                for step in chain.steps
            ],
        }
        for chain in found
    ]
    lines = [line for chain in found for line in _chain_lines(chain)]
    return Result(
        data,
        "\n".join(lines or [say("Nobody says again what a study says of claim {number}.", number=number)]),
    )


def _chain_lines(chain: Chain) -> list[str]:
    steps = [f"  {step.words}: “{step.sentence}”" for step in chain.steps]
    return [say("The study: “{sentence}”", sentence=chain.study.sentence), *steps]


def _map_arguments(parser: ArgumentParser) -> None:
    _figure_arguments(parser, ".svg, .pdf, .png")


def _map(args: Namespace) -> Result:
    with closing(opened(args)) as lib:
        options = Options(patterns=args.patterns, experience=not args.without_experience)
        if args.out:
            return _told(figures.export_map(lib, args.out, options, progress()))
        found = evidence_map(synthesis.holdings(lib), experience=options.experience)
    return Result(_map_data(found), "\n".join(_map_lines(found)))


def _map_data(found: EvidenceMap) -> dict[str, Any]:
    return {
        "columns": [title for _, title in found.columns],
        "marks": [
            {
                "claim": mark.claim,
                "number": mark.number,
                "tag": row.title,
                "population": mark.key,
                "certainty": mark.grade.words,
                "quotes": {voice.value: count for voice, count in mark.parts},
            }
            for row in found.rows
            for key, _ in found.columns
            for mark in row.cells.get(key, ())
        ],
        "notes": list(found.notes),
    }


def _map_lines(found: EvidenceMap) -> Iterable[str]:
    for row in found.rows:
        yield row.title
        for key, _ in found.columns:
            yield from (f"  {mark.spoken}" for mark in row.cells.get(key, ()))
    yield from found.notes


COMMANDS = (
    Command("matrix", "claims against documents and voices, with certainties", _matrix_arguments, _matrix),
    Command("map", "the evidence map: certainty by tag", _map_arguments, _map),
)
