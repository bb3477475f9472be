"""From a snapshot of the library to a report: pure, without clock, files or database."""

from __future__ import annotations

from reviewer.model import Snapshot
from reviewer.reports import appraised, figures, findings, flow, notes, raters, sheet, summary, words
from reviewer.reports.blocks import Block, Options, Report
from reviewer.reports.index import Index, counted, day, shortened, shown

_NAME = 64
"""Code points of the short title, or the name of the library, at the foot of a page."""


def build(snapshot: Snapshot, options: Options | None = None) -> Report:
    """Make the report of a library: the same snapshot and options always give the same report."""
    chosen = options or Options()
    index = Index(snapshot, chosen)
    head = findings.title_block(index)
    return Report(
        title=head.title,
        name=shortened(shown(snapshot.question.subtitle or snapshot.name), _NAME),
        version=_version(snapshot),
        counts=_counts(index),
        made=snapshot.last_op.time if snapshot.last_op else "",
        blocks=(head, *_blocks(index)),
        sheet=sheet.sheet(index),
        checks=notes.checks(index),
        options=chosen,
    )


def _blocks(index: Index) -> tuple[Block, ...]:
    return (
        *summary.summary(index),
        *words.by_voice(index),
        *flow.records(index),
        *figures.figures(index),
        *words.provenance(index),
        *findings.statements(index),
        *appraised.appraisals(index),
        *raters.settled(index),
        *notes.confirmed(index),
        *notes.standing(index),
        *summary.profile(index),
    )


def _version(snapshot: Snapshot) -> str:
    """Return which state of the library this is: the number of its last op, and its day."""
    op = snapshot.last_op
    return f"Version {op.id}, {day(op.time)}" if op else "Empty library"


def _counts(index: Index) -> str:
    claims = counted(len(index.claims), "claim")
    quotes = counted(len(index.quotes), "quote")
    return f"{claims}, {quotes}, {counted(len(index.sources), 'source')}"
