"""The summary of findings and the evidence profile: a row for each outcome in each population.

Both take their letters from one run: the summary stands first, the profile goes on with what the summary
does not explain. Populations are never pooled; each has its own certainty over its critical outcomes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from reviewer.appraisal import counts, effects, grade, outcomes
from reviewer.appraisal.bodies import instead_in_words
from reviewer.appraisal.consensus import OVERALL
from reviewer.appraisal.instrument import Option
from reviewer.appraisal.instruments import instruments
from reviewer.appraisal.wording import inside
from reviewer.language import amount, later, listed, localised, numbered, say
from reviewer.model import Appraisal, Certainty, Shared
from reviewer.reports.blocks import (
    Block,
    Column,
    Heading,
    Item,
    Letters,
    Listing,
    Paragraph,
    Row,
    Run,
    Table,
    Text,
    Wide,
)
from reviewer.reports.findings import (
    OCEBM,
    certainty_run,
    finding,
    hidden_ratings,
    level_of,
    population_name,
    why_outside,
)
from reviewer.reports.index import Index, shown, titled
from reviewer.reports.raters import by_whom, standing_of

SUMMARY, PROFILE = later("Summary of findings"), later("Evidence profile")
Cell = Callable[[Index, Certainty], Run]


def _said(text: str, style: str = "") -> Run:
    return (Text(text, style),)


# ------------------------------------------------------------------ cells


def _number(index: Index, certainty: Certainty) -> Run:
    claim = index.claim[certainty.claim]
    return (Text(str(claim.number), target=f"claim-{claim.id}"),)


def _outcome(index: Index, certainty: Certainty) -> Run:
    claim = index.claim[certainty.claim]
    run = _said(shown(certainty.outcome or claim.pico.outcome or claim.short))
    return (*run, *by_whom(index, certainty))


def _participants(index: Index, certainty: Certainty) -> Run:
    """Return "20 (1)": participants and studies of a body, a study counted once wherever it is quoted."""
    body = index.body(certainty)
    total = body.participants if certainty.participants is None else certainty.participants
    return _said(f"{say('not stated') if total is None else amount(total)} ({amount(len(body.documents))})")


def _studies(index: Index, certainty: Certainty) -> Run:
    """Return participants and studies with the designs of the studies."""
    studies = index.snapshot.studies
    documents = index.body(certainty).documents
    designs = dict.fromkeys(shown(studies[each].design) for each in documents if each in studies)
    named = ", ".join(design for design in designs if design)
    return (*_participants(index, certainty), Text(f", {named}" if named else "", "quiet"))


def _relative(_index: Index, certainty: Certainty) -> Run:
    if effects.relative(certainty.effect):
        return _said(localised(effects.relative(certainty.effect)))
    if certainty.effect.measure:
        return _said("–", "quiet")
    return _said(shown(certainty.relative) or say("not estimable"), "quiet")


def _observed(index: Index, certainty: Certainty) -> Run:
    letters = index.letters_of(certainty, observed=True)
    words = Text(shown(counts.render(certainty.observed)) or say("not stated"))
    return (words, Letters(letters)) if letters else (words,)


def _risk(_index: Index, certainty: Certainty) -> Run:
    return _said(effects.comparator(certainty.effect)) if _absolute(certainty) else _said("–", "quiet")


def _difference(_index: Index, certainty: Certainty) -> Run:
    told = effects.difference(certainty.effect)
    return _said(shown(told)) if told else _said("–", "quiet")


def _absolute(certainty: Certainty) -> bool:
    return effects.absolute(certainty.effect) is not None


def _meaning(index: Index, certainty: Certainty) -> Run:
    """Return the finding in the words its certainty allows, and what was observed."""
    parts: list[Text | Letters] = []
    if certainty.graded:
        parts.append(Text(finding(index, certainty)))
    if certainty.observed.strip():
        first, *rest = _observed(index, certainty)
        assert isinstance(first, Text)
        parts += [Text(f"{' ' if parts else ''}{first.text.rstrip('.')}.", "quiet"), *_letters(rest)]
    return tuple(parts)


def _letters(parts: Iterable[object]) -> list[Letters]:
    return [part for part in parts if isinstance(part, Letters)]


def _level(index: Index, certainty: Certainty) -> Run:
    """Return the OCEBM levels given to the studies of a body, those for this very claim first."""
    studies = set(index.body(certainty).documents)
    given = [
        each
        for each in index.snapshot.appraisals
        if each.instrument.startswith(OCEBM)
        and not studies.isdisjoint({*index.studies_in(each.document), index.study_of(each.document)})
    ]
    own = [each for each in given if each.claim == certainty.claim]
    general = [each for each in given if each.claim is None]
    open_ = any(standing_of(index, each).unsettled(OVERALL) for each in own or general)
    return _said(", ".join([*_levels(own or general), *([say("not settled")] if open_ else [])]) or "–")


def _levels(given: Iterable[Appraisal]) -> list[str]:
    return sorted({level_of(each) for each in given} - {""})


def _importance(_index: Index, certainty: Certainty) -> Run:
    number = certainty.importance
    side = f", {say(_SIDES[certainty.side])}" if certainty.side in outcomes.SIDES else ""
    if number is None:
        return _said(f"{say('not rated')}{side}", "quiet")
    weight = say("critical") if number > 6 else say("important") if number > 3 else say("limited")
    return _said(f"{number} {weight}{side}")


_SIDES = {outcomes.BENEFIT: later("benefit"), outcomes.HARM: later("harm")}


def _domain(domain: str) -> Cell:
    def cell(index: Index, certainty: Certainty) -> Run:
        if why := _open_yet(index, certainty, domain):
            return _said(why, "quiet")
        levels = grade.judgement(certainty, domain).levels
        label = next((say(o.label) for o in _answers(domain) if o.levels == levels), grade.signed(levels))
        return (Text(inside(label)), *index.letters_at(certainty, domain))

    return cell


def _open_yet(index: Index, certainty: Certainty, *domains: str) -> str:
    """Return why domains have no judgement that can be printed, or "". Where reviewers differ in some
    domains, what they judge alike in the others stands."""
    standing = standing_of(index, certainty)
    if standing.shared is Shared.DIFFERS:
        return say("not settled") if any(standing.unsettled(domain) for domain in domains) else ""
    return "" if certainty.graded else say("not graded")


def _answers(domain: str) -> tuple[Option, ...]:
    return instruments()["grade"].item(domain).answers


def _ups(index: Index, certainty: Certainty) -> Run:
    """Return the reasons to rate up that were judged or explained; those that do not count say so."""
    if why := _open_yet(index, certainty, *grade.DOMAINS_UP):
        return _said(why, "quiet")
    run: Run = ()
    for step in grade.rate(certainty).steps:
        letters = index.letters_at(certainty, step.domain)
        if step.domain in grade.DOMAINS_UP and (step.levels or letters):
            label = inside(say(instruments()["grade"].item(step.domain).label))
            told = f"{label} {grade.signed(step.levels)}"
            if not step.levels:
                told = say("{label}: none", label=label)
            elif step.note == grade.LOCKED:
                told = say("{label}, not counted", label=label)
            run += (Text(f"{'; ' if run else ''}{told}"), *letters)
    return run or _said(say("none"))


# ------------------------------------------------------------------ the tables

_FIRST: tuple[tuple[Column, Cell], ...] = ((Column("", 20, "strong"), _number),)
_WITHOUT: tuple[tuple[Column, Cell], ...] = (
    *_FIRST,
    (Column(later("Outcome"), 168), _outcome),
    (Column(later("Participants (studies)"), 74), _participants),
    (Column(later("Relative effect (95% CI)"), 80), _relative),
    (Column(later("Observed (95% CI)"), 190), _observed),
    (Column(later("Certainty (GRADE)"), 115), lambda index, certainty: certainty_run(index, certainty)),
    (Column("OCEBM", 39), _level),
)
"""Columns while no body has an absolute effect: what was observed takes its place."""
_WITH: tuple[tuple[Column, Cell], ...] = (
    *_FIRST,
    (Column(later("Outcome"), 86), _outcome),
    (Column(later("Participants (studies)"), 70), _participants),
    (Column(later("Certainty (GRADE)"), 120), lambda index, certainty: certainty_run(index, certainty)),
    (Column(later("Relative effect (95% CI)"), 80), _relative),
    (Column(later("Risk with comparator"), 58), _risk),
    (Column(later("Difference with intervention (95% CI)"), 84), _difference),
    (Column(later("What it means"), 168), _meaning),
)
_PROFILE: tuple[tuple[Column, Cell], ...] = (
    *_FIRST,
    (Column(later("Outcome"), 106), _outcome),
    (Column(later("Participants (studies), design"), 94), _studies),
    *((Column(instruments()["grade"].item(each).label, 76), _domain(each)) for each in grade.DOMAINS_DOWN),
    (Column(later("Reasons to rate up"), 84), _ups),
    (Column(later("Relative effect (95% CI)"), 80), _relative),
    (Column(later("Absolute effect (95% CI)"), 90), _difference),
    (
        Column(later("Certainty"), 104),
        lambda index, certainty: certainty_run(index, certainty, letters=False),
    ),
    (Column(later("Importance"), 62), _importance),
)


def summary_table(index: Index) -> Table:
    """Return the summary of findings, with absolute effects where a body has one."""
    return _table(index, SUMMARY, _WITH if index.absolute else _WITHOUT)


def profile_table(index: Index) -> Table:
    """Return the evidence profile: a column for each domain."""
    return _table(index, PROFILE, _PROFILE)


def _table(index: Index, name: str, columns: tuple[tuple[Column, Cell], ...]) -> Table:
    rows: list[Row] = []
    group: int | str | None = ""
    for certainty in index.certainties:
        if certainty.population != group:
            group = certainty.population
            rows.append(Row(((Text(population_name(index, group), "strong"),),), group=True))
        anchor = f"rated-{certainty.id}" if name == SUMMARY else ""
        rows.append(Row(tuple(cell(index, certainty) for _, cell in columns), anchor=anchor))
    return Table(say(name), titled(column for column, _ in columns), tuple(rows))


# ------------------------------------------------------------------ blocks of the report


def summary(index: Index) -> list[Block]:
    """Return the summary of findings: the table by population, its explanations, what is not in it."""
    blocks: list[Block] = [Heading(say(SUMMARY))]
    if index.certainties:
        blocks.append(Paragraph((Text(_lead(index)),)))
        table, reasons, said = summary_parts(index)
        blocks += [table, *_below(reasons, said)]
    else:
        blocks.append(Paragraph((Text(shown(index.snapshot.question.summary) or say(_NOTHING)),)))
    outside = _outside(index)
    return [*blocks, Paragraph((Text(outside),), "note")] if outside else blocks


def profile(index: Index) -> list[Block]:
    """Return the evidence profile on a page of its own; nothing while nothing is rated."""
    if not index.certainties:
        return []
    table, reasons, said = profile_parts(index)
    heading = Heading(say(PROFILE), say("one column for each domain"))
    return [Wide((heading, table, *_below(reasons, said)))]


Parts = tuple[Table, list[tuple[str, str]], list[str]]
"""A table, its lettered reasons, and the notes below it."""


def summary_parts(index: Index) -> Parts:
    """Return the summary of findings with what stands below it."""
    return summary_table(index), index.explained[1], notes(index)


def profile_parts(index: Index) -> Parts:
    """Return the evidence profile with the reasons its letters stand for, and its notes."""
    table = profile_table(index)
    inlines = [part for row in table.rows for cell in row.cells for part in cell]
    used = {mark for part in inlines if isinstance(part, Letters) for mark in part.letters}
    reasons = [(mark, text) for mark, text in index.explained_fully[1] if mark in used]
    return table, reasons, notes(index, profile=True)


_NOTHING = later(
    "No certainty has been rated yet. A summary of findings needs claims with study quotes and their ratings."
)


def _lead(index: Index) -> str:
    """Return the reviewer's own summary, or what the ratings say by themselves."""
    question = index.snapshot.question
    if question.summary:
        return shown(question.summary)
    levels = {grade.rate(certainty).level for certainty in index.certainties if certainty.graded}
    if levels == {1} and question.intervention:
        return say(
            "For every outcome below the evidence is very uncertain about the effect of {intervention}.",
            intervention=shown(question.intervention),
        )
    if levels == {1}:
        return say("For every outcome below the evidence is very uncertain about the effect.")
    return say("The table gives what was observed and how certain one may be. Populations are never pooled.")


_MANY = 12
"""Reasons from which each stands on a line of its own: run together nobody finds one."""


def _below(reasons: Sequence[tuple[str, str]], said: Iterable[str]) -> list[Listing | Paragraph]:
    """Return what stands below a table: its letters with what they stand for, then its notes."""
    if len(reasons) < _MANY:
        return [Paragraph(_explained(reasons, said), "note")]
    items = (Item(sign, (Text(f"{shown(text).rstrip('.')}."),)) for sign, text in reasons)
    return [Listing(tuple(items)), Paragraph(_explained((), said), "note")]


def _explained(reasons: Iterable[tuple[str, str]], said: Iterable[str]) -> Run:
    run: list[Text] = []
    for sign, text in reasons:
        run += [Text(f"{sign} ", "strong"), Text(f"{shown(text).rstrip('.')}. ")]
    return (*run, Text(" ".join(said)))


def notes(index: Index, *, profile: bool = False) -> list[str]:
    """Return what stands below a table after the letters, each a sentence or more.

    The profile has no column of what was observed, and says where the sums over its columns start.
    """
    found = list(index.certainties)
    marked = not profile and any(counts.worked_out(certainty.observed) for certainty in found)
    told = [f"{counts.MARK} {say(counts.WORKED_OUT)}"] if marked else []
    if any(_absolute(certainty) for certainty in found):
        told += [say(effects.DERIVED), say(effects.ROUNDED), *_assumed(index)]
        absolutes = [effects.absolute(certainty.effect) for certainty in found]
        told += [say(effects.CAPPED)] if any(each and each.capped for each in absolutes) else []
    started = [_starts(index)] if profile else []
    return [*told, _rules(index), *started, *_overall(index), _abbreviations(index)]


def _assumed(index: Index) -> list[str]:
    """Say where the assumed risks come from."""
    sources: dict[str, list[int]] = {}
    for certainty in index.certainties:
        if _absolute(certainty):
            source = shown(certainty.effect.source).rstrip(".") or say("source not stated")
            sources.setdefault(source, []).append(index.claim[certainty.claim].number)
    told = [f"{source} ({_numbered(numbers)})" for source, numbers in sources.items()]
    return [say("Assumed risks: {risks}.", risks="; ".join(told))] if told else []


def _numbered(numbers: Iterable[int]) -> str:
    each = set(numbers)
    return say("claim {numbers}" if len(each) == 1 else "claims {numbers}", numbers=numbered(each))


def _rules(index: Index) -> str:
    """Name the rule sets that the ratings follow."""
    rules = [(say(grade.rule_set(each.rule_set).label), each) for each in index.certainties]
    return say("Rated with {rules}.", rules=_with_claims(index, rules))


def _starts(index: Index) -> str:
    """Say where the bodies start."""
    starts = [(_start(each), each) for each in index.certainties]
    return say("Started at {levels}.", levels=_with_claims(index, starts))


def _start(certainty: Certainty) -> str:
    """Return the start of a body as "low as case series"; its level hangs on the rule set too."""
    kind = say(grade.start(certainty.start).label).partition(":")[0]
    level = inside(say(grade.LABELS[grade.start_level(certainty)]))
    return say("{level} as {design}", level=level, design=inside(kind))


def _with_claims(index: Index, named: Sequence[tuple[str, Certainty]]) -> str:
    """Return each name, with the numbers of the claims it is for where there are several."""
    used: dict[str, list[int]] = {}
    for name, certainty in named:
        used.setdefault(name, []).append(index.claim[certainty.claim].number)
    if len(used) == 1:
        return next(iter(used))
    return listed(f"{name} ({_numbered(numbers)})" for name, numbers in used.items())


def _overall(index: Index) -> list[str]:
    """Say how certain one may be over all critical outcomes, for each population that has one."""
    found: dict[int | None, list[Certainty]] = {}
    for certainty in index.certainties:
        found.setdefault(certainty.population, []).append(certainty)
    told = []
    for population, own in found.items():
        outcomes = [
            (index.claim[c.claim].number, grade.rate(c).level if c.graded else None, c.importance)
            for c in own
        ]
        if any(weight is not None and weight >= 7 for *_, weight in outcomes):
            words = grade.overall_words(outcomes)
            where = population_name(index, population)
            told.append(say("Overall, {population}: {certainty}", population=where, certainty=inside(words)))
    return told


_MEASURES: Mapping[str, str] = {key: each.name for key, each in effects.MEASURES.items()}


def _abbreviations(index: Index) -> str:
    """Return the abbreviations: the reviewer's own, with those that the tables use themselves."""
    own = shown(index.snapshot.question.abbreviations).rstrip(".; ")
    known = {part.partition(",")[0].strip() for part in own.split(";")}
    used = {say("CI"): say("confidence interval")} | {
        c.effect.measure: say(_MEASURES[c.effect.measure])
        for c in index.certainties
        if c.effect.measure in _MEASURES
    }
    more = [f"{short}, {name}" for short, name in sorted(used.items()) if short not in known]
    return f"{'; '.join(part for part in (own, *more) if part)}."


def _outside(index: Index) -> str:
    """Say which claims have no row in the table, and why."""
    rated = {certainty.claim for certainty in index.certainties}
    groups: dict[str, list[int]] = {}
    for claim in index.claims:
        if claim.id not in rated:
            groups.setdefault(why_outside(index, claim), []).append(claim.number)
    waiting = groups.pop("", [])
    parts = [f"{numbered(numbers)} ({instead_in_words(why)})" for why, numbers in groups.items()]
    one = sum(map(len, groups.values())) == 1
    told = (
        [
            say(
                (
                    "No certainty can be stated for claim {numbers}."
                    if one
                    else "No certainty can be stated for claims {numbers}."
                ),
                numbers=listed(parts),
            )
        ]
        if parts
        else []
    )
    if waiting:
        one = len(waiting) == 1
        told.append(
            say(
                "Not rated yet: claim {numbers}." if one else "Not rated yet: claims {numbers}.",
                numbers=numbered(waiting),
            )
        )
    return " ".join([*told, *_hidden(index)])


def _hidden(index: Index) -> list[str]:
    """Say which claims another has rated whose rating the reader of the report may not see yet."""
    by: dict[str, list[int]] = {}
    for claim in index.claims:
        for words in dict.fromkeys(hidden_ratings(index, claim)):
            by.setdefault(words, []).append(claim.number)
    return [
        say(
            "Claim {numbers}: {how}." if len(numbers) == 1 else "Claims {numbers}: {how}.",
            numbers=numbered(numbers),
            how=words,
        )
        for words, numbers in by.items()
    ]
