"""The PRISMA 2020 flow as a block: the words of its boxes, in the order of the standard's template."""

from __future__ import annotations

from collections.abc import Sequence

from reviewer.errors import ReviewError
from reviewer.language import amount, later, retold, say, say_count
from reviewer.model.flow import Channel, Fate
from reviewer.reports.blocks import (
    Block,
    Check,
    FlowBlock,
    FlowBox,
    FlowColumn,
    FlowStep,
    Heading,
    Paragraph,
    Text,
)
from reviewer.reports.index import Index, shortened, shown
from reviewer.synthesis.flow import INDEXES, NO_REASON, Column, Flow, Open, faults, flow

MOST_PARTS = 12
"""Sources or reasons named in one box; the rest are added up."""
GROUPS = {
    Channel.DATABASE: later("Databases"),
    Channel.REGISTER: later("Registers"),
    Channel.WEBSITE: later("Websites"),
    Channel.ORGANISATION: later("Organisations"),
    Channel.CITATIONS: later("Citation searching"),
    Channel.OTHER: later("Other"),
}


def records(index: Index) -> list[Block]:
    """Return the flow of records, or which box does not add up; nothing where nobody has screened."""
    counted = _of(index)
    if counted is None:
        return []
    heading = Heading(say("Flow of records"), say("PRISMA 2020, counted from what was done"))
    if not counted.whole:
        return [
            heading,
            Paragraph((Text(say("Not drawn: it does not add up. {why}", why=_stopped(counted))),)),
        ]
    return [heading, flow_block(counted)]


def checks(index: Index) -> list[Check]:
    """Return why the flow is left out, where records were screened and it does not add up."""
    counted = _of(index)
    if counted is None or counted.whole:
        return []
    said = say("The flow of records is not drawn: it does not add up. {why}", why=_stopped(counted))
    return [Check(False, said, "screen")]


_NOT_BEGUN = (Fate.UNDECIDED, Fate.SET_ASIDE)


def _of(index: Index) -> Flow | None:
    """Return the flow; None where nobody has decided on any record."""
    traced = index.snapshot.traced
    if all(each.fate in _NOT_BEGUN for each in traced):
        return None
    return flow(traced, index.snapshot.turned)


def _stopped(counted: Flow) -> str:
    return " ".join([open_sentence(each) for each in counted.open] or list(faults(counted)))


def flow_block(counted: Flow) -> FlowBlock:
    """Return the flow as a block; raises ReviewError that names the box when it does not add up."""
    if not counted.indexes.records + counted.others.records:
        raise ReviewError(
            say("There is no flow to draw: the library has no records."), say("Import some first.")
        )
    if not counted.whole:
        raise ReviewError(
            say("The flow does not add up yet. {why}", why=_stopped(counted)),
            say("Decide what is open in Screen; the flow counts itself from the decisions."),
        )
    columns = [
        _column(title, column)
        for title, column in (
            (say("Identification of studies via databases and registers"), counted.indexes),
            (say("Identification of studies via other methods"), counted.others),
        )
        if column.records
    ]
    included = FlowBox(
        say("Studies included in review"),
        counted.studies,
        ((say("Reports of included studies"), counted.reports),),
    )
    return FlowBlock(say("PRISMA 2020 flow"), tuple(columns), included, say(NOTES))


NOTES = later(
    "Counted from the events of this library: imports, records set aside, decisions. "
    "A record is an entry of an index, a report a document, a study an investigation that may have more "
    "than one report."
)


def open_sentence(left: Open) -> str:
    """Return what stops the flow at one box."""
    return say(
        "{box}: {count} with {missing}.",
        box=say(left.box),
        count=amount(left.count),
        missing=say(left.missing),
    )


_FOUND_IN = {
    Channel.DATABASE: later("database"),
    Channel.REGISTER: later("register"),
    Channel.WEBSITE: later("website"),
    Channel.ORGANISATION: later("organisation"),
    Channel.CITATIONS: later("citations"),
    Channel.OTHER: later("other"),
}


def column_rows(column: Column) -> list[tuple[str, int]]:
    """Return a column as (words, count) of its boxes downwards, also of a flow that is not whole."""
    rows = [(say("records identified"), column.records)]
    rows += [
        (f"  {say(_FOUND_IN[channel])}: {name or say('not named')}", count)
        for name, channel, count in column.identified
    ]
    if column.screened is not None and column.excluded is not None:
        rows += [(say("duplicates removed"), column.duplicates), (say("could not be read"), column.unread)]
        rows += [(say("records screened"), column.screened), (say("records excluded"), column.excluded)]
    rows += [(say("reports sought"), column.sought), (say("not retrieved"), column.not_retrieved)]
    rows += [(say("reports assessed"), column.assessed)]
    rows += [
        (f"  {say('excluded: {reason}', reason=retold(reason))}", count) for reason, count in column.reasons
    ]
    return [*rows, (say("reports included"), column.included)]


def _column(title: str, column: Column) -> FlowColumn:
    screened = None
    if column.screened is not None and column.excluded is not None:
        screened = FlowStep(
            FlowBox(say("Records screened"), column.screened),
            FlowBox(say("Records excluded"), column.excluded),
        )
    return FlowColumn(
        title,
        FlowStep(FlowBox(say("Records identified"), column.records, _sources(column)), _removed(column)),
        screened,
        FlowStep(
            FlowBox(say("Reports sought for retrieval"), column.sought),
            FlowBox(say("Reports not retrieved"), column.not_retrieved),
        ),
        FlowStep(
            FlowBox(say("Reports assessed for eligibility"), column.assessed), _excluded(column.reasons)
        ),
    )


def _removed(column: Column) -> FlowBox | None:
    """Return what was removed before screening; nothing is ever removed by automation here, which is said."""
    if column.screened is None:
        return None
    parts = [
        (say("Duplicate records removed"), column.duplicates),
        (say("Marked ineligible by automation tools"), 0),
    ]
    if column.unread:
        parts.append((say("Records that could not be read"), column.unread))
    return FlowBox(say("Records removed before screening"), column.duplicates + column.unread, tuple(parts))


def _excluded(reasons: Sequence[tuple[str, int]]) -> FlowBox:
    named = [
        (shortened(shown(say(reason) if reason == NO_REASON else reason), 80), count)
        for reason, count in reasons
    ]
    return FlowBox(
        say("Reports excluded"),
        sum(count for _, count in reasons),
        _parts(named, "{n} other reason", "{n} other reasons"),
    )


def _sources(column: Column) -> tuple[tuple[str, int | None], ...]:
    """Name each source; by channel first where there is more than one channel or one source of a channel."""
    parts: list[tuple[str, int]] = []
    for channel in (each for each in Channel if any(found[1] is each for found in column.identified)):
        within = [(source, count) for source, of, count in column.identified if of is channel]
        named = [(shortened(shown(source), 60), count) for source, count in within if source]
        total = sum(count for _, count in within)
        if channel in INDEXES and named and len(within) <= MOST_PARTS:
            parts += [(f"{say(GROUPS[channel])}: {source}", count) for source, count in named]
            nameless = total - sum(count for _, count in named)
            parts += (
                [(say("{channel}, not named", channel=say(GROUPS[channel])), nameless)] if nameless else []
            )
        else:
            parts.append((say(GROUPS[channel]), total))
    return _parts(parts, "{n} other source", "{n} other sources")


def _parts(named: Sequence[tuple[str, int]], one: str, many: str) -> tuple[tuple[str, int | None], ...]:
    """Return the first rows as they are, and what does not fit added up, so that the sum stays."""
    if len(named) <= MOST_PARTS:
        return tuple(named)
    kept, left = named[: MOST_PARTS - 1], named[MOST_PARTS - 1 :]
    return (*kept, (say_count(len(left), one, many), sum(count for _, count in left)))


def flow_words(block: FlowBlock) -> str:
    """Return a flow in words, for those who hear it."""
    return ". ".join(flow_lines(block))


def flow_lines(block: FlowBlock) -> list[str]:
    """Return a flow in words: a line for each column with its boxes, then what was included."""
    said = []
    for column in block.columns:
        steps = (column.identified, column.screened, column.sought, column.assessed)
        boxes = [box for step in steps if step for box in (step.box, step.out) if box]
        said.append(f"{column.title}: " + "; ".join(_box_words(box) for box in boxes))
    return [*said, _box_words(block.included)]


def _box_words(box: FlowBox) -> str:
    parts = ", ".join(words if count is None else f"{words} {amount(count)}" for words, count in box.parts)
    return f"{box.title} {amount(box.count)}" + (f" ({parts})" if parts else "")
