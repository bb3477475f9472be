"""How the review was made, as the library recorded it: sources, filters, people, rules and instruments."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from reviewer.appraisal import grade
from reviewer.language import amount, day, later, listed, say, say_count
from reviewer.model import Appraisal, State, SuggestionKind, Tie
from reviewer.model.flow import Channel
from reviewer.model.recorded import Brought
from reviewer.reports.blocks import Block, Column, Heading, Paragraph, Row, Table, Text
from reviewer.reports.index import Index, shown, titled
from reviewer.reports.lights import definition

CHANNELS = {
    Channel.DATABASE: later("Database"),
    Channel.REGISTER: later("Register"),
    Channel.WEBSITE: later("Website"),
    Channel.ORGANISATION: later("Organisation"),
    Channel.CITATIONS: later("Citation searching"),
    Channel.OTHER: later("Other"),
}
_SOURCES = (
    Column(later("Found in"), 150, "strong"),
    Column(later("File"), 180),
    Column(later("Brought in"), 110),
    Column(later("By"), 100),
    Column(later("Added"), 50),
    Column(later("Again"), 50),
    Column(later("Unreadable"), 60),
)
_FILTERS = (Column(later("Filter"), 180, "strong"), Column(later("Asks for"), 506))
_INSTRUMENTS = (
    Column(later("Instrument"), 170, "strong"),
    Column(later("Version"), 70),
    Column(later("Used"), 60),
    Column(later("From"), 386, "quiet"),
)
MOST_FILES = 200
"""Files named one by one; the rest are added up."""


def methods(index: Index) -> list[Block]:
    """Return the methods; nothing of a library into which nothing was brought and in which nobody judged."""
    blocks = [*_rules(index), *_brought(index), *_filters(index), *_instruments(index)]
    return [Heading(say("Methods, as recorded")), *blocks] if blocks else []


def _table(name: str, columns: tuple[Column, ...], rows: Sequence[tuple[str, ...]]) -> list[Block]:
    made = tuple(Row(tuple((Text(shown(cell)),) for cell in row)) for row in rows)
    return [Heading(name, level=2), Table(name, titled(columns), made)] if rows else []


def _brought(index: Index) -> list[Block]:
    files = index.snapshot.recorded.brought
    rows = [_file(each) for each in files[:MOST_FILES]]
    if rest := files[MOST_FILES:]:
        sums = [
            sum(values) for values in zip(*((f.added, f.duplicates, f.rejected) for f in rest), strict=True)
        ]
        rows.append((say_count(len(rest), "{n} more file", "{n} more files"), "", "", "", *map(amount, sums)))
    return _table(say("Sources"), _SOURCES, rows)


def _file(each: Brought) -> tuple[str, ...]:
    name = each.origin.name if each.origin.name != each.file else ""
    found = ": ".join(part for part in (say(CHANNELS[each.origin.channel]), name) if part)
    counts = (amount(number) for number in (each.added, each.duplicates, each.rejected))
    return found, each.file, day(each.time) if each.time else say("not recorded"), each.reviewer, *counts


def _filters(index: Index) -> list[Block]:
    return _table(say("Filters that were kept"), _FILTERS, list(index.snapshot.recorded.filters))


def _rules(index: Index) -> list[Block]:
    """Return by which rules certainty was rated, and who judged."""
    used = Counter(each.rule_set for each in index.certainties)
    rules = [
        f"{say(grade.rule_set(key).label)} ({say_count(used[key], '{n} rating', '{n} ratings')})"
        for key in sorted(used)
    ]
    judged = {each.reviewer for each in index.certainties}
    judged |= {each.reviewer for each in index.snapshot.appraisals}
    judged |= {each.reviewer for each in index.quotes}
    people = sorted(index.name(each) for each in judged)
    said = [say("Certainty was rated with {rules}.", rules=listed(rules))] if rules else []
    said += [say("Quotes, ratings and appraisals are by {people}.", people=listed(people))] if people else []
    return [Paragraph((Text(" ".join(said)),))] if said else []


def _instruments(index: Index) -> list[Block]:
    used: dict[tuple[str, str], list[Appraisal]] = {}
    for each in index.snapshot.appraisals:
        used.setdefault((each.instrument, each.version), []).append(each)
    rows = []
    for (id, version), given in sorted(used.items()):
        form = definition(index, given[0])
        rows.append(
            (say(form.name) if form else id, version, amount(len(given)), form.citation if form else "")
        )
    return _table(say("Instruments"), _INSTRUMENTS, rows)


# ------------------------------------------------------------------ what the machine proposed

_MACHINE = (
    Column(later("What was proposed"), 250, "strong"),
    Column(later("Confirmed"), 90),
    Column(later("Put away"), 90),
    Column(later("By whom"), 256),
)
_KINDS = {
    SuggestionKind.STATEMENT: later("Quotes"),
    SuggestionKind.CONCLUSION: later("Claims from conclusions"),
    SuggestionKind.DESIGN: later("Designs of studies"),
    SuggestionKind.PARTICIPANTS: later("Numbers of participants"),
    SuggestionKind.POPULATION: later("Populations"),
    SuggestionKind.INTERVENTION: later("Interventions"),
    SuggestionKind.COMPARATOR: later("Comparators"),
    SuggestionKind.OUTCOME: later("Outcomes"),
    SuggestionKind.DIRECTION: later("Directions of effect"),
    SuggestionKind.NUMBER: later("Numbers"),
    SuggestionKind.CAUSAL: later("Causal wording"),
    SuggestionKind.HARM: later("Harms"),
    SuggestionKind.RESTATED: later("Restatements"),
    SuggestionKind.DRIFT: later("What a restatement leaves out"),
    SuggestionKind.MARK: later("Marks that came with a file"),
}


def machine(index: Index) -> list[Block]:
    """Return what the program proposed and what people made of it; open proposals are in no report."""
    rows = list(_answers(index))
    ties = [tie for tie in index.snapshot.quoted_studies if tie.state is not Tie.PROPOSED]
    if ties:
        kept = sum(tie.state is Tie.CONFIRMED for tie in ties)
        rows.append((say("Studies that pages quote"), amount(kept), amount(len(ties) - kept), ""))
    if not rows:
        return []
    said = say("What the program proposes counts for nothing until a person confirms it.")
    made = tuple(Row(tuple((Text(cell),) for cell in row)) for row in rows)
    name = say("What the program proposed and who confirmed it")
    return [Heading(name), Paragraph((Text(said),)), Table(name, titled(_MACHINE), made)]


def _answers(index: Index) -> Iterator[tuple[str, str, str, str]]:
    answered = index.snapshot.recorded.suggestions
    for kind, name in _KINDS.items():
        own = [each for each in answered if each.kind is kind]
        if own:
            taken = sum(each.state is State.ACCEPTED for each in own)
            people = sorted({index.name(each.reviewer) for each in own})
            yield say(name), amount(taken), amount(len(own) - taken), ", ".join(people)


# ------------------------------------------------------------------ how far reviewers agree


def agreement(index: Index) -> list[Block]:
    """Return how far reviewers agree on each question that can be asked, as the workspace says it."""
    found = index.snapshot.recorded.agreement
    blocks: list[Block] = []
    for name, lines in found:
        blocks += [Heading(name, level=2), *(Paragraph((Text(line),), "note") for line in lines)]
    return (
        [Heading(say("Agreement between reviewers"), say("before each saw the other's")), *blocks]
        if blocks
        else []
    )
