"""What the answers on a form propose: decision tables of the file, read from the top.

The first row of a table that holds gives the judgement. While an answer is missing that a row above could
still turn on, nothing is proposed. What is proposed counts for nothing until a person takes it; where a
person has judged, that judgement goes into the tables further down.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from reviewer.appraisal.conditions import Check, Verdict, holds, parsed
from reviewer.appraisal.instrument import Instrument, Item, Option, Rule
from reviewer.model import Answer

NOT_ASKED = "na"
"""What a condition calls an item that the answers above leave out."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A judgement worked out. `value` is its key, empty where the form leaves it to a person; `say` is the
    row's own word on it; `path` holds the names looked at and what they were, in order."""

    value: str
    say: str = ""
    path: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """A form as it stands. `asked` tells of each item whether it is to be answered (None: not known yet);
    `proposals` holds what is proposed for items and steps, by id; `points` the least and the most that each
    section can come to."""

    asked: Mapping[str, bool | None]
    proposals: Mapping[str, Proposal] = field(default_factory=dict)
    overall: Proposal | None = None
    points: Mapping[str, tuple[int, int]] = field(default_factory=dict)


def decide(form: Instrument, answers: Mapping[str, Answer]) -> Outcome:
    """Work out what is asked, what each table proposes, and what the points come to."""
    reading = _Reading(form, answers)
    tables = {**{step.id: step.rules for step in form.steps}, **{item.id: item.rules for item in form.items}}
    found = {name: reading.proposal(name) for name, rules in tables.items() if rules}
    return Outcome(
        {item.id: reading.asked(item) for item in form.items},
        {name: proposal for name, proposal in found.items() if proposal},
        reading.first(form.overall_rules) if form.overall_rules else None,
        {section.id: reading.points(section.id) for section in form.sections},
    )


def values(form: Instrument, answers: Mapping[str, Answer]) -> dict[str, str]:
    """Return what each item and step stands for in the tables now, as far as that is settled."""
    reading = _Reading(form, answers)
    names = (*(item.id for item in form.items), *(step.id for step in form.steps))
    return {name: value for name in names if (value := reading.value(name)) is not None}


def following(
    form: Instrument, answers: Mapping[str, Answer], rules: tuple[Rule, ...], steps: Mapping[str, str] | None
) -> tuple[Proposal | None, str]:
    """Return what a table proposes, or else the name of what must be known next.

    With `steps` a step is a name like any other, whose value stands there; without, its own table is read.
    """
    reading = _Reading(form, answers, steps)
    return reading.first(rules), reading.open


def option(item: Item, answers: Mapping[str, Answer]) -> Option | None:
    """Return the answer given to an item, or None where none, or none of its own, was given."""
    given = answers.get(item.id)
    return next((each for each in item.answers if given and each.key == given.value), None)


class _Reading:
    """One look at the answers; what was worked out once is kept."""

    def __init__(
        self, form: Instrument, answers: Mapping[str, Answer], settled: Mapping[str, str] | None = None
    ) -> None:
        self.open = ""
        """The first name met whose value is not known."""
        self._settled = settled
        self._items = {item.id: item for item in form.items}
        self._steps = {step.id: step.rules for step in form.steps}
        self._answers = answers
        self._proposals: dict[str, Proposal | None] = {}
        self._asked: dict[str, bool | None] = {}

    def asked(self, item: Item) -> bool | None:
        """Tell whether an item is to be answered; None while that hangs on a missing answer."""
        if item.id not in self._asked:
            self._asked[item.id] = holds(parsed(item.asked), lambda check: self._verdict(check, {}))
        return self._asked[item.id]

    def proposal(self, name: str) -> Proposal | None:
        """Return what the table of an item or a step proposes, or None while it is not decided."""
        if name not in self._proposals:
            rules = self._items[name].rules if name in self._items else self._steps[name]
            self._proposals[name] = self.first(rules)
        return self._proposals[name]

    def first(self, rules: tuple[Rule, ...]) -> Proposal | None:
        """Return the first row that holds, with the path that led to it."""
        path: dict[str, str] = {}
        for rule in rules:
            verdict = holds(parsed(rule.when), lambda check: self._verdict(check, path))
            if verdict is None:
                return None
            if verdict:
                return Proposal(rule.then, rule.say, tuple(path.items()))
        return None

    def points(self, section: str) -> tuple[int, int]:
        """Return the least and the most points that a section can still come to."""
        low = high = 0
        for item in self._items.values():
            if item.section == section and self.asked(item) is not False:
                given = option(item, self._answers)
                low += given.points if given else min(each.points for each in item.answers)
                high += given.points if given else max(each.points for each in item.answers)
        return low, high

    def _verdict(self, check: Check, path: dict[str, str]) -> Verdict:
        if check.sign:
            return self._sum(check, path)
        value = self.value(check.name)
        if value is None:
            self.open = self.open or check.name
            return None
        path.setdefault(check.name, value)
        return value in check.answers

    def _sum(self, check: Check, path: dict[str, str]) -> Verdict:
        low, high = self.points(check.name)
        path[check.name] = str(low)
        if check.sign == ">=":
            return True if low >= check.number else False if high < check.number else None
        return True if high <= check.number else False if low > check.number else None

    def value(self, name: str) -> str | None:
        """Return what a name stands for: the answer as rules count it, else what is proposed for it."""
        item = self._items.get(name)
        if item:
            asked = self.asked(item)
            given = option(item, self._answers) if asked else None
            if not asked or given or not item.rules:
                return given.same or given.key if given else NOT_ASKED if asked is False else None
        if not item and self._settled is not None:
            return self._settled.get(name)
        proposal = self.proposal(name)
        return proposal.value or None if proposal else None
