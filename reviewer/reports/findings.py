"""The first page: what the review asks, and the summary of findings with its explanations."""

from __future__ import annotations

from collections.abc import Mapping

from reviewer.appraisal import counts, grade, wording
from reviewer.model import Appraisal, Certainty, Claim, Direction, Document, Segment, Voice
from reviewer.reports.blocks import (
    Block,
    CertaintySign,
    Column,
    Fact,
    Heading,
    Letters,
    Paragraph,
    Row,
    Run,
    Statement,
    Table,
    Text,
    TitleBlock,
)
from reviewer.reports.index import Index, counted, listed, shown

OCEBM = "ocebm"
_COLUMNS = (
    Column("", 20, "strong"),
    Column("Outcome", 168),
    Column("Participants (studies)", 74),
    Column("Relative effect (95% CI)", 80, "quiet"),
    Column("Observed (95% CI)", 190),
    Column("Certainty (GRADE)", 115),
    Column("OCEBM", 39),
)
DIRECTIONS = {
    Direction.RISES: "rises",
    Direction.FALLS: "falls",
    Direction.NO_CHANGE: "no change",
    Direction.UNCLEAR: "unclear",
}


def title_block(index: Index) -> TitleBlock:
    """Return the head of the report: question, and the sources it rests on."""
    question = index.snapshot.question
    populations = "; ".join(population.name for population in index.snapshot.populations)
    intervention: Run = (Text(shown(question.intervention) or "not stated"),)
    if question.comparison:
        intervention += (Text("   Comparison ", "quiet"), Text(shown(question.comparison)))
    return TitleBlock(
        shown(question.title) or shown(index.snapshot.name) or "Untitled review",
        (
            Fact("Population", (Text(shown(question.population or populations) or "not stated"),)),
            Fact("Setting", (Text(shown(question.setting) or "not stated"),)),
            Fact("Intervention", intervention),
            Fact("Sources", (Text(_sources(index)),)),
        ),
    )


def _sources(index: Index) -> str:
    if not index.sources:
        return "none yet"
    parts = [_studies(index)]
    pages = sum(_speaks(index, document, Voice.COMMENTARY) for document in index.sources)
    parts.append(counted(pages, "commentary", "commentaries") if pages else "")
    comments = len(index.comments())
    parts.append(counted(comments, "reader comment") if comments and index.options.experience else "")
    said = "; ".join(part for part in parts if part)
    return f"{said or counted(len(index.sources), 'document')}."


def _studies(index: Index) -> str:
    spoken = [pair for document in index.sources for pair in index.studies_in(document.id).items()]
    roots = list(dict.fromkeys(study for study, _ in spoken))
    if not roots:
        return ""
    designs = [index.snapshot.studies[root].design for root in roots if root in index.snapshot.studies]
    named = f" ({'; '.join(designs)})" if all(designs) and len(designs) == len(roots) else ""
    return counted(len(roots), "study", "studies") + named + _second_hand(spoken)


def _second_hand(spoken: list[tuple[int, bool]]) -> str:
    """Say how many studies are known only from somebody else's page."""
    only = {study for study, _ in spoken} - {study for study, first_hand in spoken if first_hand}
    return f", {len(only)} of them read only as quoted on another page" if only else ""


def _segments(index: Index, document: Document) -> tuple[Segment, ...]:
    return index.snapshot.segments.get(document.id, ())


def _speaks(index: Index, document: Document, voice: Voice) -> bool:
    return any(segment.voice is voice for segment in _segments(index, document))


def summary(index: Index) -> list[Block]:
    """Return the summary of findings: the table by population, its explanations, what is not in it."""
    blocks: list[Block] = [Heading("Summary of findings")]
    if index.certainties:
        blocks.append(Paragraph((Text(_lead(index)),)))
        blocks.append(Table("Summary of findings", _COLUMNS, tuple(_rows(index))))
        blocks.append(Paragraph(_explanations(index), "note"))
    else:
        blocks.append(Paragraph((Text(shown(index.snapshot.question.summary) or _NOTHING),)))
    outside = _outside(index)
    return [*blocks, Paragraph((Text(outside),), "note")] if outside else blocks


_NOTHING = (
    "No certainty has been rated yet. A summary of findings needs claims with study quotes and their ratings."
)


def _lead(index: Index) -> str:
    """Return the reviewer's own summary, or what the ratings say by themselves."""
    question = index.snapshot.question
    if question.summary:
        return shown(question.summary)
    levels = {grade.rate(certainty).level for certainty in index.certainties if certainty.graded}
    of = f" of {shown(question.intervention)}" if question.intervention else ""
    if levels == {1}:
        return f"For every outcome below the evidence is very uncertain about the effect{of}."
    return "The table gives what was observed and how certain one may be. Populations are never pooled."


def _rows(index: Index) -> list[Row]:
    rows: list[Row] = []
    group: int | str | None = ""
    for certainty in index.certainties:
        if certainty.population != group:
            group = certainty.population
            rows.append(Row(((Text(population_name(index, group), "strong"),),), group=True))
        rows.append(_row(index, certainty))
    return rows


def population_name(index: Index, population: int | None) -> str:
    """Return the name of a population, or that none is given."""
    known = index.population.get(population) if population is not None else None
    return shown(known.name) if known else "Population not stated"


def short_population(index: Index, population: int | None) -> str:
    """Return the short name of a population, or ""."""
    known = index.population.get(population) if population is not None else None
    return shown(known.short or known.name) if known else ""


def _row(index: Index, certainty: Certainty) -> Row:
    claim = index.claim[certainty.claim]
    outcome: Run = (Text(shown(certainty.outcome or claim.pico.outcome or claim.short)),)
    if _raters(index, certainty) > 1:
        outcome += (Text(f", rated by {index.name(certainty.reviewer)}", "quiet"),)
    return Row(
        (
            (Text(str(claim.number), target=f"claim-{claim.id}"),),
            outcome,
            (Text(participants(index, certainty)),),
            (Text(shown(certainty.relative) or "not estimable"),),
            _observed(index, certainty),
            certainty_run(index, certainty),
            (Text(_ocebm(index, certainty)),),
        )
    )


def _observed(index: Index, certainty: Certainty) -> Run:
    letters = index.letters_of(certainty, observed=True)
    words = Text(shown(counts.render(certainty.observed)) or "not stated")
    return (words, Letters(letters)) if letters else (words,)


def _raters(index: Index, certainty: Certainty) -> int:
    body = (certainty.claim, certainty.population)
    return sum((other.claim, other.population) == body for other in index.certainties)


def certainty_run(index: Index, certainty: Certainty) -> Run:
    """Return the sign, the word and the letters of a rating; one that is not finished says so."""
    if not certainty.graded:
        return (Text("not yet graded", "quiet"),)
    level = grade.rate(certainty).level
    letters = index.letters_of(certainty, observed=False)
    run: Run = (CertaintySign(level), Text(grade.LABELS[level]))
    return (*run, Letters(letters)) if letters else run


def participants(index: Index, certainty: Certainty) -> str:
    """Return "20 (1)": participants and studies of a body, a study counted once wherever it is quoted."""
    body = index.body(certainty)
    total = body.participants if certainty.participants is None else certainty.participants
    return f"{'not stated' if total is None else f'{total:,}'} ({len(body.documents)})"


def _ocebm(index: Index, certainty: Certainty) -> str:
    """Return the OCEBM levels given to the studies of a body, those for this very claim first."""
    studies = set(index.body(certainty).documents)
    given = [
        appraisal
        for appraisal in index.snapshot.appraisals
        if appraisal.instrument.startswith(OCEBM)
        and not studies.isdisjoint(
            {*index.studies_in(appraisal.document), index.study_of(appraisal.document)}
        )
    ]
    own = [appraisal for appraisal in given if appraisal.claim == certainty.claim]
    general = [appraisal for appraisal in given if appraisal.claim is None]
    levels = sorted({level_of(appraisal) for appraisal in own or general} - {""})
    return ", ".join(levels) or "–"


def level_of(appraisal: Appraisal) -> str:
    """Return the level of an OCEBM appraisal: "4", also from "Level 4"."""
    return appraisal.judgement.removeprefix("Level").removeprefix("level").strip()


def _explanations(index: Index) -> Run:
    run: list[Text] = []
    for sign, text in index.explained[1]:
        run += [Text(f"{sign} ", "strong"), Text(f"{shown(text).rstrip('.')}. ")]
    if any(counts.worked_out(certainty.observed) for certainty in index.certainties):
        run.append(Text(f"{counts.MARK} {counts.WORKED_OUT} "))
    own = shown(index.snapshot.question.abbreviations).rstrip(".;")
    run.append(Text(f"{own or 'CI, confidence interval'}."))
    return tuple(run)


def _outside(index: Index) -> str:
    """Say which claims have no row in the table, and why."""
    rated = {certainty.claim for certainty in index.certainties}
    groups: dict[str, list[int]] = {}
    for claim in index.claims:
        if claim.id not in rated:
            groups.setdefault(_why_outside(index, claim), []).append(claim.number)
    waiting = groups.pop("", [])
    parts = [f"{listed(numbers)} ({why})" for why, numbers in groups.items()]
    said = [f"No certainty can be stated for {_claims(groups)} {listed(parts)}."] if parts else []
    said += [f"Not rated yet: {_claims({'': waiting})} {listed(waiting)}."] if waiting else []
    return " ".join(said)


def _claims(groups: Mapping[str, list[int]]) -> str:
    return "claim" if sum(len(numbers) for numbers in groups.values()) == 1 else "claims"


def _why_outside(index: Index, claim: Claim) -> str:
    """Return "" for a claim that may be graded, else what it rests on instead: "opinion, experience"."""
    gradable, instead = grade.gradable(index.all_quotes.get(claim.id, ()))
    return "" if gradable else instead


def statements(index: Index) -> list[Block]:
    """Return every claim in full: its words, question, certainty in words, quotes and note."""
    if not index.claims:
        return [Heading("Claims in full"), Paragraph((Text("This library holds no claims yet."),))]
    return [Heading("Claims in full"), *(_statement(index, claim) for claim in index.claims)]


def _statement(index: Index, claim: Claim) -> Statement:
    facts = [
        Fact("Tags", (Text("; ".join(index.tag_path(tag) for tag in claim.tags)),)),
        Fact("Question", (Text(_question(claim)),)),
        *_certainty_facts(index, claim),
        Fact("Words", _words(index, claim)),
        Fact("Note", (Text(shown(claim.note)),)),
    ]
    kept = tuple(fact for fact in facts if any(not isinstance(part, Text) or part.text for part in fact.run))
    return Statement(claim.number, (Text(shown(claim.statement)),), kept, f"claim-{claim.id}")


def _question(claim: Claim) -> str:
    """Return the PICO and the direction of a claim as one line."""
    pico = claim.pico
    parts = [
        ("population", pico.population),
        ("intervention", pico.intervention),
        ("comparator", pico.comparator),
        ("outcome", pico.outcome),
        ("direction", DIRECTIONS[claim.direction] if claim.direction else ""),
    ]
    said = "; ".join(f"{name} {shown(value)}" for name, value in parts if value)
    return said[:1].upper() + said[1:]


def _certainty_facts(index: Index, claim: Claim) -> list[Fact]:
    own = [certainty for certainty in index.certainties if certainty.claim == claim.id]
    if own:
        return [Fact("Certainty", _sentence(index, claim, certainty)) for certainty in own]
    return [Fact("Certainty", (Text(_uncertain(_why_outside(index, claim)), "quiet"),))]


def _uncertain(why: str) -> str:
    if not why:
        return "Not rated yet."
    if why == "no quotes":
        return "Cannot be stated: no quote is tied to this claim."
    return f"Cannot be stated: the claim rests on {listed(why.split(', '))} alone."


def _sentence(index: Index, claim: Claim, certainty: Certainty) -> Run:
    """Return a rating with the sentence GRADE gives for its level."""
    where = short_population(index, certainty.population)
    run: Run = certainty_run(index, certainty)
    if where:
        run += (Text(f", {where}"),)
    if not certainty.graded:
        return run
    what = claim.pico.intervention or index.snapshot.question.intervention
    outcome = certainty.outcome or claim.pico.outcome
    if not (what and outcome):
        return run
    finding = wording.finding(grade.rate(certainty).level, shown(what), shown(outcome), claim.direction)
    return (*run, Text(f". {finding.rstrip('.')}."))


def _words(index: Index, claim: Claim) -> Run:
    from_quotes = index.quotes_of(claim)
    if not from_quotes:
        left_out = claim.id in index.all_quotes
        said = (
            "Reader comments only, left out of this report."
            if left_out
            else "No quote is tied to this claim."
        )
        return (Text(said, "quiet"),)
    run: list[Text] = []
    for quote in from_quotes:
        comma = "," if quote is not from_quotes[-1] else ""
        run.append(Text(index.anchor(quote).replace(" ", "\u00a0"), target=index.row(quote)))
        run.append(Text(f"\u00a0{quote.stance.value}{comma} "))
    return tuple(run)
