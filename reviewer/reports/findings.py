"""What the review asks, and every claim in full with its certainty in words."""

from __future__ import annotations

from collections import Counter

from reviewer.appraisal import grade, wording
from reviewer.appraisal.bodies import instead_in_words
from reviewer.language import amount, later, listed, say, say_count
from reviewer.model import Appraisal, Certainty, Claim, Direction, Document, Segment, Shared, Stance, Voice
from reviewer.reports.blocks import (
    Block,
    CertaintySign,
    Fact,
    Heading,
    Letters,
    Run,
    Statement,
    Text,
    TitleBlock,
)
from reviewer.reports.index import Index, shown
from reviewer.reports.raters import standing_of

OCEBM = "ocebm"
DIRECTIONS = {
    Direction.RISES: later("rises"),
    Direction.FALLS: later("falls"),
    Direction.NO_CHANGE: later("no change"),
    Direction.UNCLEAR: later("unclear"),
}


STANCES = {
    Stance.SUPPORTS: later("supports"),
    Stance.CONTRADICTS: later("contradicts"),
    Stance.QUALIFIES: later("qualifies"),
    Stance.MENTIONS: later("mentions"),
}


def level_of(appraisal: Appraisal) -> str:
    """Return the level of an OCEBM appraisal: "4", also from "Level 4"."""
    return appraisal.judgement.removeprefix("Level").removeprefix("level").strip()


def title_block(index: Index) -> TitleBlock:
    """Return the head of the report: question, and the sources it rests on."""
    question = index.snapshot.question
    populations = "; ".join(population.name for population in index.snapshot.populations)
    intervention: Run = (Text(shown(question.intervention) or say("not stated")),)
    if question.comparison:
        intervention += (Text(f"   {say('Comparison')} ", "quiet"), Text(shown(question.comparison)))
    return TitleBlock(
        shown(question.title) or shown(index.snapshot.name) or say("Untitled review"),
        (
            Fact(say("Population"), (Text(shown(question.population or populations) or say("not stated")),)),
            Fact(say("Setting"), (Text(shown(question.setting) or say("not stated")),)),
            Fact(say("Intervention"), intervention),
            Fact(say("Sources"), (Text(_sources(index)),)),
        ),
    )


def _sources(index: Index) -> str:
    if not index.sources:
        return say("none yet")
    parts = [_studies(index)]
    pages = sum(_speaks(index, document, Voice.COMMENTARY) for document in index.sources)
    parts.append(say_count(pages, "{n} commentary", "{n} commentaries") if pages else "")
    comments = len(index.comments())
    told = comments and index.options.experience
    parts.append(say_count(comments, "{n} reader comment", "{n} reader comments") if told else "")
    said = "; ".join(part for part in parts if part)
    return f"{said or say_count(len(index.sources), '{n} document', '{n} documents')}."


def _studies(index: Index) -> str:
    spoken = [pair for document in index.sources for pair in index.studies_in(document.id).items()]
    roots = list(dict.fromkeys(study for study, _ in spoken))
    if not roots:
        return ""
    designs = [index.snapshot.studies[root].design for root in roots if root in index.snapshot.studies]
    named = f" ({_designs(designs)})" if all(designs) and len(designs) == len(roots) else ""
    return say_count(len(roots), "{n} study", "{n} studies") + named + _second_hand(spoken)


_FEW = 4
"""Studies whose designs are named one by one; of more it is counted how many have each."""


def _designs(designs: list[str]) -> str:
    if len(designs) <= _FEW:
        return "; ".join(designs)
    return "; ".join(f"{design} {amount(count)}" for design, count in Counter(designs).most_common())


def _second_hand(spoken: list[tuple[int, bool]]) -> str:
    """Say how many studies are known only from somebody else's page."""
    only = {study for study, _ in spoken} - {study for study, first_hand in spoken if first_hand}
    if not only:
        return ""
    return say_count(
        len(only),
        ", {n} of them read only as quoted on another page",
        ", {n} of them read only as quoted on another page",
    )


def _segments(index: Index, document: Document) -> tuple[Segment, ...]:
    return index.snapshot.segments.get(document.id, ())


def _speaks(index: Index, document: Document, voice: Voice) -> bool:
    return any(segment.voice is voice for segment in _segments(index, document))


def population_name(index: Index, population: int | None) -> str:
    """Return the name of a population, or that none is given."""
    known = index.population.get(population) if population is not None else None
    return shown(known.name) if known else say("Population not stated")


def short_population(index: Index, population: int | None) -> str:
    """Return the short name of a population, or ""."""
    known = index.population.get(population) if population is not None else None
    return shown(known.short or known.name) if known else ""


def certainty_run(
    index: Index, certainty: Certainty, *, letters: bool = True, explained: bool = False
) -> Run:
    """Return the sign, the word and the letters of a rating; one that is not finished says so.

    With `explained` the letters hold what they stand for, for a place away from the table.
    """
    if certainty.shared is Shared.DIFFERS:
        return (Text(shown(standing_of(index, certainty).words), "quiet"),)
    if not certainty.graded:
        return (Text(say("not yet graded"), "quiet"),)
    level = grade.rate(certainty).level
    marks = index.letters_of(certainty, observed=False) if letters else ()
    run: Run = (CertaintySign(level), Text(say(grade.LABELS[level])))
    notes = tuple(shown(index.reasons[mark]) for mark in marks) if explained else ()
    return (*run, Letters(marks, notes)) if marks else run


def hidden_ratings(index: Index, claim: Claim) -> list[str]:
    """Return in words who has rated a claim whose rating the reader of the report may not see yet."""
    return [
        shown(each.words)
        for subject, each in index.snapshot.standings.items()
        if each.shared is Shared.HIDDEN and subject.claim == claim.id and not subject.instrument
    ]


def why_outside(index: Index, claim: Claim) -> str:
    """Return "" for a claim that may be graded, else what it rests on instead: "opinion, experience"."""
    gradable, instead = grade.gradable(index.all_quotes.get(claim.id, ()))
    return "" if gradable else instead


def statements(index: Index) -> list[Block]:
    """Return every claim in full: its words, question, certainty in words, quotes and note."""
    if not index.claims:
        return []
    return [Heading(say("Claims in full")), *(_statement(index, claim) for claim in index.claims)]


def _statement(index: Index, claim: Claim) -> Statement:
    facts = [
        Fact(say("Tags"), (Text("; ".join(index.tag_path(tag) for tag in claim.tags)),)),
        Fact(say("Question"), (Text(_question(claim)),)),
        *_certainty_facts(index, claim),
        Fact(say("Words"), _words(index, claim)),
        Fact(say("Note"), (Text(shown(claim.note)),)),
    ]
    kept = tuple(fact for fact in facts if any(not isinstance(part, Text) or part.text for part in fact.run))
    return Statement(claim.number, (Text(shown(claim.statement)),), kept, f"claim-{claim.id}")


def _question(claim: Claim) -> str:
    """Return the PICO and the direction of a claim as one line."""
    pico = claim.pico
    parts = [
        (say("population {words}", words=shown(pico.population)), pico.population),
        (say("intervention {words}", words=shown(pico.intervention)), pico.intervention),
        (say("comparator {words}", words=shown(pico.comparator)), pico.comparator),
        (say("outcome {words}", words=shown(pico.outcome)), pico.outcome),
    ]
    if claim.direction:
        parts.append((say("direction {words}", words=say(DIRECTIONS[claim.direction])), "there"))
    said = "; ".join(words for words, there in parts if there)
    return said[:1].upper() + said[1:]


def _certainty_facts(index: Index, claim: Claim) -> list[Fact]:
    own = [certainty for certainty in index.certainties if certainty.claim == claim.id]
    if own:
        return [Fact(say("Certainty"), _sentence(index, claim, certainty)) for certainty in own]
    hidden = "".join(
        f" {words[:1].upper()}{words[1:]}." for words in dict.fromkeys(hidden_ratings(index, claim))
    )
    return [Fact(say("Certainty"), (Text(_uncertain(why_outside(index, claim)) + hidden, "quiet"),))]


def _uncertain(why: str) -> str:
    if not why:
        return say("Not rated yet.")
    if why == "no quotes":
        return say("Cannot be stated: no quote is tied to this claim.")
    return say(
        "Cannot be stated: the claim rests on {words} alone.", words=listed(instead_in_words(why).split(", "))
    )


def _sentence(index: Index, claim: Claim, certainty: Certainty) -> Run:
    """Return a rating with the sentence GRADE gives for its level."""
    where = short_population(index, certainty.population)
    run: Run = certainty_run(index, certainty, explained=True)
    if where:
        run += (Text(f", {where}"),)
    if not certainty.graded:
        return run
    said = finding(index, certainty)
    return (*run, Text(f". {said}")) if said else run


def finding(index: Index, certainty: Certainty) -> str:
    """Return the sentence GRADE gives for a finished rating, or "" when nobody said what it is about."""
    claim = index.claim[certainty.claim]
    what = claim.pico.intervention or index.snapshot.question.intervention
    outcome = certainty.outcome or claim.pico.outcome
    if not (what and outcome):
        return ""
    level = grade.rate(certainty).level
    return f"{wording.finding(level, shown(what), shown(outcome), claim.direction).rstrip('.')}."


def _words(index: Index, claim: Claim) -> Run:
    from_quotes = index.quotes_of(claim)
    if not from_quotes:
        left_out = claim.id in index.all_quotes
        said = (
            say("Reader comments only, left out of this report.")
            if left_out
            else say("No quote is tied to this claim.")
        )
        return (Text(said, "quiet"),)
    run: list[Text] = []
    for quote in from_quotes:
        comma = "," if quote is not from_quotes[-1] else ""
        run.append(Text(index.anchor(quote).replace(" ", "\u00a0"), target=index.row(quote)))
        run.append(Text(f"\u00a0{say(STANCES[quote.stance])}{comma} "))
    return tuple(run)
