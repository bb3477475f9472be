"""Say what the review asks, and export its report."""

from __future__ import annotations

import contextlib
import hashlib
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from reviewer import reports
from reviewer.actions import agreement, verifying
from reviewer.errors import ReviewError
from reviewer.language import day, recorded, say, speaking
from reviewer.library import Library, claims, exports, journal, rows, snapshot
from reviewer.model import Changes, Export, Progress, Question, Snapshot, no_progress
from reviewer.model.recorded import Became, Since
from reviewer.reports import Options
from reviewer.reports.blocks import Check, Run
from reviewer.reports.index import Index
from reviewer.reports.preview import Picture, Preview, beginning, draw, preview
from reviewer.reports.summary import Parts, profile_parts, summary_parts
from reviewer.reports.to_findings_csv import heads, to_findings_csv

FINDINGS: Mapping[str, Callable[[Index], Parts]] = {"summary": summary_parts, "profile": profile_parts}
"""The tables of what was found, by name."""


@dataclass(frozen=True, slots=True)
class ExportResult:
    """The file that was written, what a reader of it should know, and what it changed in the history."""

    path: Path
    bytes: int
    warnings: tuple[str, ...] = ()
    changes: Changes | None = None


@dataclass(frozen=True, slots=True)
class PreviewResult:
    """The pages of the report as they would be printed, and what to look at before an export.

    `pictures` are the pages that were asked for. `held` is the library as it was read, None of a beginning.
    """

    preview: Preview
    pictures: tuple[Picture, ...]
    checks: tuple[Check, ...]
    seconds: float
    held: Snapshot | None = None


def set_question(library: Library, *, merge: bool = False, **fields: str) -> Changes:
    """Change title, subtitle, population, setting, intervention, comparison, summary or abbreviations."""
    unknown = set(fields) - set(Question.__dataclass_fields__)
    if unknown:
        raise ReviewError(
            say("A review has no field {join}.", join=", ".join(sorted(unknown))),
            ", ".join(Question.__dataclass_fields__),
        )
    key = f"question:{','.join(sorted(fields))}" if merge else ""
    with journal.op(library, recorded("Edit the review's question"), merge=key) as pending:
        for name, value in fields.items():
            row = claims.property_row(library, name)
            if row is None:
                rows.add(library, "properties", key=name, value=value)
            else:
                rows.change(library, "properties", row, value=value)
    return pending.changes


def export_report(
    library: Library, path: Path | str, options: Options | None = None, progress: Progress = no_progress
) -> ExportResult:
    """Write the report to `path` in the format of its suffix, and record that it was.

    Only a whole file replaces an older one. Recording an export changes no later report.
    """
    target = Path(path)
    progress(0, 3, "Reading the library")
    data = read(library, options)
    progress(1, 3, "Composing the report")
    report = reports.build(data, options or Options(), with_tables=reports.needs_tables(target))
    progress(2, 3, "Writing the file")
    made, warnings = reports.render(report, target)
    carried = reports.carried_by(report, target.suffix.lower()).to_bytes()
    entry, label = (
        _entry(library, target, made, carried),
        recorded("Export the report: {name}", name=target.name),
    )
    with reports.aside(target, made) as put:
        progress(3, 3, "Done")
        begun = False
        try:
            with journal.op(library, label, beside=True) as pending:
                begun = True
                pending.created = exports.add(library, entry, carried)
                put()
        except ReviewError as error:
            if begun:
                raise
            put()  # a library that nobody can write to just now prevents no export
            why = say("The export is not in the history: {why}", why=error.message)
            warnings = (*warnings, why)
            return ExportResult(target, len(made), warnings)
    return ExportResult(target, len(made), warnings, pending.changes)


def _entry(library: Library, path: Path, data: bytes, carried: bytes) -> Export:
    return Export(
        0,
        datetime.now(UTC).isoformat(timespec="milliseconds"),
        library.reviewer.id,
        path.name,
        path.suffix.lower().lstrip("."),
        len(data),
        hashlib.sha256(data).hexdigest(),
        hashlib.sha256(carried).hexdigest(),
    )


def findings(library: Library, kind: str) -> Parts:
    """Return a table of FINDINGS with its lettered reasons and its notes, as the report prints it.

    Raises ReviewError while nothing is rated.
    """
    index = Index(snapshot(library), Options())
    if not index.certainties:
        raise ReviewError(
            say("Nothing is rated yet, so there is no table of it."),
            say("Rate a claim that rests on a study first."),
        )
    return FINDINGS[kind](index)


@dataclass(frozen=True, slots=True)
class FindingsTable:
    """A table of FINDINGS to be shown; `below` stands under it.

    `shares` of the width are those of print. `rows` are (cells, place), the place claim and population of an
    outcome, or None for a row that names a population.
    """

    heads: tuple[str, ...] = ()
    shares: tuple[float, ...] = ()
    rows: tuple[tuple[tuple[Run, ...], tuple[int, int | None] | None], ...] = ()
    below: tuple[str, ...] = ()


def findings_table(library: Library, kind: str, progress: Progress = no_progress) -> FindingsTable:
    """Return a table of FINDINGS to be shown; without rows while nothing is rated."""
    progress(0, 1, "Composing the table")
    index = Index(snapshot(library), Options())
    table, reasons, notes = FINDINGS[kind](index)
    places = iter([(each.claim, each.population) for each in index.certainties])
    return FindingsTable(
        tuple(heads(table)),
        tuple(column.share for column in table.columns),
        tuple((row.cells, None if row.group else next(places)) for row in table.rows),
        (*(f"{mark}  {text}" for mark, text in reasons), *notes),
    )


def export_findings(
    library: Library, path: Path | str, kind: str, progress: Progress = no_progress
) -> ExportResult:
    """Write a table of FINDINGS as CSV; raises ReviewError for another kind of file."""
    target = Path(path)
    if target.suffix.lower() != ".csv":
        raise ReviewError(
            say("Reviewer writes this table as CSV, not as “{suffix}”.", suffix=target.suffix or target.name),
            say("Give a name that ends in .csv. The report has it as PDF."),
        )
    progress(0, 1, "Composing the table")
    reports.write_whole(target, to_findings_csv(findings(library, kind)))
    progress(1, 1, "Done")
    return ExportResult(target, target.stat().st_size)


def read(library: Library, options: Options | None = None, held: Snapshot | None = None) -> Snapshot:
    """Return all that a report may need: the library at one moment, how far reviewers agree in it, and what
    became of an earlier report where the options name one. `held` is the library as read before."""
    code = (options or Options()).language
    fresh = held is None
    held = snapshot(library) if held is None else held
    if fresh or held.recorded.language != code:
        with speaking(code):
            told = tuple(_agreement(library))
        held = replace(held, recorded=replace(held.recorded, agreement=told, language=code))
    since = _since(library, options) if options is not None and "changes" in options.contents else None
    return replace(held, recorded=replace(held.recorded, since=since))


def _since(library: Library, options: Options) -> Since | None:
    """Return what became of an earlier report; None where there is none of this number any more."""
    try:
        export = exports.export(library, options.since)
        with speaking(options.language):
            found = verifying.changed_since(library, options.since)
    except ReviewError:
        return None
    with speaking(options.language):
        label = say(
            "{file}, exported on {day} by {name}",
            file=export.name,
            day=day(export.made),
            name=export.reviewer,
        )
    told = (Became(each.state.value, each.label, each.detail, each.since) for each in found)
    return Since(label, tuple(told))


def _agreement(library: Library) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each question on which reviewers can be compared, with the sentences of its comparison."""
    for key, name in agreement.questions(library):
        with contextlib.suppress(ReviewError):  # fewer than two have judged, so there is nothing to compare
            told = (line.strip() for line in agreement.lines(agreement.agreement_on(library, key)))
            yield name, tuple(line for line in told if line)


def preview_report(
    library: Library,
    options: Options,
    wanted: Sequence[tuple[int, float]] = (),
    held: Snapshot | None = None,
    told: Callable[[PreviewResult], None] | None = None,
    progress: Progress = no_progress,
) -> PreviewResult:
    """Lay out the report and draw the pages that are wanted, each a number from 1 with its scale.

    `held` is the library as it was read before, where it has not changed since. Of a large report the
    beginning is handed to `told` first, if it has the wanted pages.
    """
    began = time.monotonic()
    progress(0, 3, "Reading the library")
    held = read(library, options, held)
    progress(1, 3, "Composing the report")
    report = reports.build(held, options, with_tables=False)
    first = beginning(report) if told is not None else None
    if told is not None and first is not None:
        laid = replace(preview(first), whole=False)
        if all(page <= len(laid.sizes) for page, _ in wanted):
            spent = time.monotonic() - began
            told(PreviewResult(laid, tuple(draw(laid.pdf, wanted)), report.checks, spent))
    progress(2, 3, "Laying out the pages")
    laid = preview(report)
    pictures = tuple(draw(laid.pdf, wanted))
    return PreviewResult(laid, pictures, report.checks, time.monotonic() - began, held)
