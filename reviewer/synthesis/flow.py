"""The PRISMA 2020 flow of a review, counted from what was done with each record.

A record is an entry of an index, a report a document, a study an investigation that may have several reports.
Databases and registers are one column, every other way of finding the second, which has no screening of
titles: what was excluded there by its title was assessed. Source: Page et al., BMJ 2021;372:n71, figure 1.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reviewer.language import amount, later, say
from reviewer.model.flow import Channel, Fate, Traced, Turned

INDEXES = (Channel.DATABASE, Channel.REGISTER)
"""The channels of the first column."""


@dataclass(frozen=True, slots=True)
class Column:
    """The counts of one column. `identified` holds (source, channel, records), the largest first.

    `screened` and `excluded` are None where there is no screening of titles; `reasons` holds (reason,
    reports), the most frequent first.
    """

    identified: tuple[tuple[str, Channel, int], ...] = ()
    duplicates: int = 0
    unread: int = 0
    screened: int | None = None
    excluded: int | None = None
    sought: int = 0
    not_retrieved: int = 0
    assessed: int = 0
    reasons: tuple[tuple[str, int], ...] = ()
    included: int = 0

    @property
    def records(self) -> int:
        """Return how many records were identified."""
        return sum(count for _, _, count in self.identified)


@dataclass(frozen=True, slots=True)
class Open:
    """Records that stop the flow: the box they stand in, how many, what is missing, and the filter that
    shows them."""

    box: str
    count: int
    missing: str
    query: str


@dataclass(frozen=True, slots=True)
class Flow:
    """Both columns, and what of them was included; `open` says what is left to do."""

    indexes: Column = Column()
    others: Column = Column()
    reports: int = 0
    studies: int = 0
    open: tuple[Open, ...] = ()

    @property
    def whole(self) -> bool:
        """Tell whether the flow can be drawn: nothing is open, every sum holds, and there is something."""
        return not self.open and not faults(self) and bool(self.indexes.records + self.others.records)


NO_REASON = later("No reason given")
_OPEN = (
    (
        Fate.UNDECIDED,
        later("Records screened"),
        later("no decision on title and abstract"),
        "decision:undecided",
    ),
    (
        Fate.IN_CONFLICT,
        later("Records screened"),
        later("reviewers who decided differently"),
        "decision:conflict",
    ),
    (
        Fate.NOT_ASSESSED,
        later("Reports assessed for eligibility"),
        later("no decision on the full text"),
        "fulltext:next",
    ),
    (
        Fate.REPORT_IN_CONFLICT,
        later("Reports assessed for eligibility"),
        later("reviewers who decided differently"),
        "fulltext:conflict",
    ),
)


def flow(traced: Iterable[Traced], turned: Iterable[Turned] = ()) -> Flow:
    """Count the flow of a review."""
    every, rest = tuple(traced), tuple(turned)
    indexes = [each for each in every if each.origin.channel in INDEXES]
    others = [each for each in every if each.origin.channel not in INDEXES]
    included = [each for each in every if each.fate is Fate.INCLUDED]
    fates = Counter(each.fate for each in every)
    return Flow(
        _indexes(indexes, [each for each in rest if each.origin.channel in INDEXES]),
        _others(others),
        len(included),
        len({each.study or -each.document for each in included}),
        tuple(Open(box, fates[fate], what, query) for fate, box, what, query in _OPEN if fates[fate]),
    )


def _indexes(traced: Sequence[Traced], turned: Sequence[Turned]) -> Column:
    fates = Counter(each.fate for each in traced)
    sources = Counter[tuple[str, Channel]]((each.origin.name, each.origin.channel) for each in traced)
    for each in turned:
        sources[each.origin.name, each.origin.channel] += each.again + each.unread
    duplicates = fates[Fate.SET_ASIDE] + sum(each.again for each in turned)
    unread = sum(each.unread for each in turned)
    screened = len(traced) - fates[Fate.SET_ASIDE]
    return Column(
        _named(sources),
        duplicates,
        unread,
        screened,
        fates[Fate.EXCLUDED],
        *_reports(traced, screened - fates[Fate.EXCLUDED], (Fate.REPORT_EXCLUDED,)),
    )


def _others(traced: Sequence[Traced]) -> Column:
    """Count what no index named: the same report found once more is counted once."""
    own = [each for each in traced if each.fate is not Fate.SET_ASIDE]
    sources = Counter((each.origin.name, each.origin.channel) for each in own)
    return Column(
        _named(sources),
        0,
        0,
        None,
        None,
        *_reports(own, len(own), (Fate.EXCLUDED, Fate.REPORT_EXCLUDED)),
    )


def _named(sources: Counter[tuple[str, Channel]]) -> tuple[tuple[str, Channel, int], ...]:
    found = [(source, channel, count) for (source, channel), count in sources.items() if count]
    return tuple(sorted(found, key=lambda each: (list(Channel).index(each[1]), -each[2], each[0])))


def _reports(
    traced: Sequence[Traced], sought: int, excluding: tuple[Fate, ...]
) -> tuple[int, int, int, tuple[tuple[str, int], ...], int]:
    missing = sum(each.fate is Fate.NOT_RETRIEVED for each in traced)
    reasons = Counter(each.reason or NO_REASON for each in traced if each.fate in excluding)
    ranked = tuple(sorted(reasons.items(), key=lambda each: (-each[1], each[0])))
    included = sum(each.fate is Fate.INCLUDED for each in traced)
    return sought, missing, sought - missing, ranked, included


def faults(found: Flow) -> tuple[str, ...]:
    """Return a sentence for each sum that does not hold, naming the box; empty when the flow adds up.

    Open records are a fault of their own (`Flow.open`); the sums here count them as neither excluded nor
    included, so that they fail too.
    """
    said: list[str] = []

    def same(box: str, is_: int, should: int, of: str) -> None:
        if is_ != should:
            said.append(
                say(
                    "{box}: {count}, but {sum} gives {result}.",
                    box=box,
                    count=amount(is_),
                    sum=of,
                    result=amount(should),
                )
            )

    for name, column in (
        (say("databases and registers"), found.indexes),
        (say("other methods"), found.others),
    ):
        sought_from = column.records
        if column.screened is not None and column.excluded is not None:
            removed = column.duplicates + column.unread
            same(
                say("Records screened ({way})", way=name),
                column.screened,
                column.records - removed,
                say("identified − removed"),
            )
            sought_from = column.screened - column.excluded
        same(
            say("Reports sought ({way})", way=name), column.sought, sought_from, say("what was not excluded")
        )
        left = column.sought - column.not_retrieved
        same(say("Reports assessed ({way})", way=name), column.assessed, left, say("sought − not retrieved"))
        out = sum(count for _, count in column.reasons)
        same(
            say("Reports included ({way})", way=name),
            column.included,
            column.assessed - out,
            say("assessed − excluded"),
        )
    both = found.indexes.included + found.others.included
    same(say("Reports of included studies"), found.reports, both, say("both columns together"))
    if found.studies > found.reports:
        said.append(
            say(
                "Studies included: {studies}, more than their {reports} reports.",
                studies=amount(found.studies),
                reports=amount(found.reports),
            )
        )
    return tuple(said)
