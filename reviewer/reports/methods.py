"""How the review was made, as the library recorded it: sources, filters, people, rules and instruments."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from reviewer.appraisal import grade
from reviewer.model import Appraisal, State, SuggestionKind, Tie
from reviewer.model.flow import Channel
from reviewer.model.recorded import Brought
from reviewer.reports.blocks import Block, Column, Heading, Paragraph, Row, Table, Text
from reviewer.reports.index import Index, counted, day, listed, shown
from reviewer.reports.lights import definition

CHANNELS = {
    Channel.DATABASE: "Database",
    Channel.REGISTER: "Register",
    Channel.WEBSITE: "Website",
    Channel.ORGANISATION: "Organisation",
    Channel.CITATIONS: "Citation searching",
    Channel.OTHER: "Other",
}
_SOURCES = (
    Column("Found in", 150, "strong"),
    Column("File", 180),
    Column("Brought in", 110),
    Column("By", 100),
    Column("Added", 50),
    Column("Again", 50),
    Column("Unreadable", 60),
)
_FILTERS = (Column("Filter", 180, "strong"), Column("Asks for", 506))
_INSTRUMENTS = (
    Column("Instrument", 170, "strong"),
    Column("Version", 70),
    Column("Used", 60),
    Column("From", 386, "quiet"),
)
MOST_FILES = 200
"""Files named one by one; the rest are added up."""


def methods(index: Index) -> list[Block]:
    """Return the methods; nothing of a library into which nothing was brought and in which nobody judged."""
    blocks = [*_rules(index), *_brought(index), *_filters(index), *_instruments(index)]
    return [Heading("Methods, as recorded"), *blocks] if blocks else []


def _table(name: str, columns: tuple[Column, ...], rows: Sequence[tuple[str, ...]]) -> list[Block]:
    made = tuple(Row(tuple((Text(shown(cell)),) for cell in row)) for row in rows)
    return [Heading(name, level=2), Table(name, columns, made)] if rows else []


def _brought(index: Index) -> list[Block]:
    files = index.snapshot.recorded.brought
    rows = [_file(each) for each in files[:MOST_FILES]]
    if rest := files[MOST_FILES:]:
        sums = [
            sum(values) for values in zip(*((f.added, f.duplicates, f.rejected) for f in rest), strict=True)
        ]
        rows.append((counted(len(rest), "more file"), "", "", "", *(f"{each:,}" for each in sums)))
    return _table("Sources", _SOURCES, rows)


def _file(each: Brought) -> tuple[str, ...]:
    name = each.origin.name if each.origin.name != each.file else ""
    found = ": ".join(part for part in (CHANNELS[each.origin.channel], name) if part)
    counts = (f"{number:,}" for number in (each.added, each.duplicates, each.rejected))
    return found, each.file, day(each.time) if each.time else "not recorded", each.reviewer, *counts


def _filters(index: Index) -> list[Block]:
    return _table("Filters that were kept", _FILTERS, list(index.snapshot.recorded.filters))


def _rules(index: Index) -> list[Block]:
    """Return by which rules certainty was rated, and who judged."""
    used = Counter(each.rule_set for each in index.certainties)
    rules = [f"{grade.rule_set(key).label} ({counted(used[key], 'rating')})" for key in sorted(used)]
    judged = {each.reviewer for each in index.certainties}
    judged |= {each.reviewer for each in index.snapshot.appraisals}
    judged |= {each.reviewer for each in index.quotes}
    people = sorted(index.name(each) for each in judged)
    said = [f"Certainty was rated with {listed(rules)}."] if rules else []
    said += [f"Quotes, ratings and appraisals are by {listed(people)}."] if people else []
    return [Paragraph((Text(" ".join(said)),))] if said else []


def _instruments(index: Index) -> list[Block]:
    used: dict[tuple[str, str], list[Appraisal]] = {}
    for each in index.snapshot.appraisals:
        used.setdefault((each.instrument, each.version), []).append(each)
    rows = []
    for (id, version), given in sorted(used.items()):
        form = definition(index, given[0])
        rows.append((form.name if form else id, version, f"{len(given):,}", form.citation if form else ""))
    return _table("Instruments", _INSTRUMENTS, rows)


# ------------------------------------------------------------------ what the machine proposed

_MACHINE = (
    Column("What was proposed", 250, "strong"),
    Column("Confirmed", 90),
    Column("Put away", 90),
    Column("By whom", 256),
)
_KINDS = {
    SuggestionKind.STATEMENT: "Quotes",
    SuggestionKind.CONCLUSION: "Claims from conclusions",
    SuggestionKind.DESIGN: "Designs of studies",
    SuggestionKind.PARTICIPANTS: "Numbers of participants",
    SuggestionKind.POPULATION: "Populations",
    SuggestionKind.INTERVENTION: "Interventions",
    SuggestionKind.COMPARATOR: "Comparators",
    SuggestionKind.OUTCOME: "Outcomes",
    SuggestionKind.DIRECTION: "Directions of effect",
    SuggestionKind.NUMBER: "Numbers",
    SuggestionKind.CAUSAL: "Causal wording",
    SuggestionKind.HARM: "Harms",
    SuggestionKind.RESTATED: "Restatements",
    SuggestionKind.DRIFT: "What a restatement leaves out",
    SuggestionKind.MARK: "Marks that came with a file",
}


def machine(index: Index) -> list[Block]:
    """Return what the program proposed and what people made of it; open proposals are in no report."""
    rows = list(_answers(index))
    ties = [tie for tie in index.snapshot.quoted_studies if tie.state is not Tie.PROPOSED]
    if ties:
        kept = sum(tie.state is Tie.CONFIRMED for tie in ties)
        rows.append(("Studies that pages quote", f"{kept:,}", f"{len(ties) - kept:,}", ""))
    if not rows:
        return []
    said = "What the program proposes counts for nothing until a person confirms it."
    made = tuple(Row(tuple((Text(cell),) for cell in row)) for row in rows)
    name = "What the program proposed and who confirmed it"
    return [Heading(name), Paragraph((Text(said),)), Table(name, _MACHINE, made)]


def _answers(index: Index) -> Iterator[tuple[str, str, str, str]]:
    answered = index.snapshot.recorded.suggestions
    for kind, name in _KINDS.items():
        own = [each for each in answered if each.kind is kind]
        if own:
            taken = sum(each.state is State.ACCEPTED for each in own)
            people = sorted({index.name(each.reviewer) for each in own})
            yield name, f"{taken:,}", f"{len(own) - taken:,}", ", ".join(people)


# ------------------------------------------------------------------ how far reviewers agree


def agreement(index: Index) -> list[Block]:
    """Return how far reviewers agree on each question that can be asked, as the workspace says it."""
    found = index.snapshot.recorded.agreement
    blocks: list[Block] = []
    for name, lines in found:
        blocks += [Heading(name, level=2), *(Paragraph((Text(line),), "note") for line in lines)]
    return [Heading("Agreement between reviewers", "before each saw the other's"), *blocks] if blocks else []
