"""Tables of what was judged: appraisals with their answers, certainties, and what was settled."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from reviewer.appraisal import grade
from reviewer.appraisal.instrument import Instrument
from reviewer.model import Answer, Appraisal, Certainty, Judgement, Settlement
from reviewer.reports.index import Index
from reviewer.reports.lights import definition
from reviewer.reports.tidy import Column, DataTable, number, table, text, yes_no


def appraisals(index: Index) -> DataTable:
    """Return the appraisals of each reviewer, as far as one may see them."""
    columns: tuple[Column[Appraisal], ...] = (
        number("appraisal_id", lambda each: each.id, "Id of the appraisal.", needed=True),
        number(
            "document_id",
            lambda each: each.document if each.document in index.document else None,
            "The document that was appraised.",
            refers="documents.document_id",
        ),
        number(
            "claim_id",
            lambda each: each.claim if each.claim in index.claim else None,
            "The result it is about; empty: the document as a whole.",
            refers="claims.claim_id",
        ),
        text("instrument", lambda each: each.instrument, "The form.", needed=True),
        text("version", lambda each: each.version, "Its version."),
        text("reviewer_id", lambda each: each.reviewer, "By whom.", refers="reviewers.reviewer_id"),
        text("basis", lambda each: each.basis, "From what: the abstract, the full text."),
        text("judgement", lambda each: each.judgement, "The judgement over all, as its key in the form."),
        text("note", lambda each: each.note, "Why."),
        text("despite", lambda each: each.despite, "Why this form, although it does not fit the design."),
        yes_no("done", lambda each: each.done, "Whether the reviewer has finished it."),
    )
    meaning = "What each reviewer appraised with which form. The answers are in the table answers."
    return table("appraisals", meaning, "appraisal_id", columns, _appraised(index))


def _appraised(index: Index) -> list[Appraisal]:
    return sorted(index.given.appraisals, key=lambda each: each.id)


_Answered = tuple[Appraisal, str, Answer, Instrument | None]


def answers(index: Index) -> DataTable:
    """Return the answers, one row for each item of each appraisal."""
    shown = {quote.id for quote in index.quotes}

    def quotes(each: _Answered) -> str:
        return "; ".join(str(id) for id in each[2].quotes if id in shown)

    columns: tuple[Column[_Answered], ...] = (
        number(
            "appraisal_id",
            lambda each: each[0].id,
            "The appraisal.",
            refers="appraisals.appraisal_id",
            needed=True,
        ),
        text("item", lambda each: each[1], "The item, as its key in the form.", needed=True),
        text("question", _question, "What it asks, in the words of the form."),
        text("answer", lambda each: each[2].value, "The answer, as its key in the form."),
        text("label", _label, "The answer in words."),
        text("reason", lambda each: each[2].reason, "Why."),
        text("quotes", quotes, "Quotes that show it: their quote_id, with semicolons between."),
        text("words", _words, "Words of the document that show it: start and end, with semicolons between."),
    )
    rows = [
        (each, item, answer, form)
        for each in _appraised(index)
        for form in [definition(index, each)]
        for item, answer in each.answers.items()
    ]
    meaning = "The answers of each appraisal. One row for each item."
    return table("answers", meaning, "appraisal_id item", columns, rows)


def _words(each: _Answered) -> str:
    return "; ".join(f"{span.start}-{span.end}" for span in each[2].words)


def _question(each: _Answered) -> str:
    return next((item.label for item in (each[3].items if each[3] else ()) if item.id == each[1]), "")


def _label(each: _Answered) -> str:
    items = (item for item in (each[3].items if each[3] else ()) if item.id == each[1])
    options = (option for item in items for option in item.answers)
    return next((option.label for option in options if option.key == each[2].value), "")


def certainties(index: Index) -> DataTable:
    """Return the ratings of certainty: one row for each claim, population and rater."""
    columns = (*_rated(index), *_domains(), *_effect())
    order = {each.id: place for place, each in enumerate(index.claims)}
    rows = sorted(
        (each for each in index.given.certainties if each.claim in order),
        key=lambda each: (order[each.claim], each.population or 0, index.name(each.reviewer), each.id),
    )
    meaning = (
        "GRADE ratings of bodies of evidence. One row for each claim, population and rater; a domain has the "
        "levels moved and the reason."
    )
    return table("certainties", meaning, "certainty_id", columns, rows)


def _rated(index: Index) -> tuple[Column[Certainty], ...]:
    def level(each: Certainty) -> int | None:
        return grade.rate(each).level if each.graded and index.body(each).documents else None

    return (
        number("certainty_id", lambda each: each.id, "Id of the rating.", needed=True),
        number("claim_id", lambda each: each.claim, "The claim.", refers="claims.claim_id", needed=True),
        number(
            "population_id",
            lambda each: each.population if each.population in index.population else None,
            "The population.",
            refers="populations.population_id",
        ),
        text("reviewer_id", lambda each: each.reviewer, "The rater.", refers="reviewers.reviewer_id"),
        yes_no("graded", lambda each: each.graded, "Whether the rater has finished it."),
        number(
            "level",
            level,
            "Certainty: 4 high, 3 moderate, 2 low, 1 very low; empty while not finished, and where no words "
            "of a study stand behind it.",
        ),
        text(
            "certainty",
            lambda each: grade.LABELS[found] if (found := level(each)) else "",
            "The same in words.",
            values=grade.LABELS.values(),
        ),
        number(
            "studies",
            lambda each: len(index.body(each).documents),
            "Studies behind it, each counted once.",
            unit="studies",
            needed=True,
        ),
        number(
            "participants",
            lambda each: index.body(each).participants if each.participants is None else each.participants,
            "People in them; empty where a study does not say.",
            unit="people",
        ),
        text("rule_set", lambda each: each.rule_set, "Published variant of GRADE.", needed=True),
        text("start", lambda each: each.start, "Kind of body, which gives the level it starts at."),
        text("start_reason", lambda each: each.start_reason, "Why."),
        number("start_level", grade.start_level, "Level it starts at, 1 to 4.", needed=True),
        number("importance", lambda each: each.importance, "Importance of the outcome, 1 to 9."),
        text("side", lambda each: each.side, "Benefit or harm.", values=("benefit", "harm")),
        text("outcome", lambda each: each.outcome, "The outcome, in words."),
        text("observed", lambda each: each.observed, "What the studies saw, as typed."),
    )


def _domains() -> Iterator[Column[Certainty]]:
    def of(domain: str, each: Certainty) -> Judgement:
        return each.judgements.get(domain, Judgement())

    def levels(domain: str, each: Certainty) -> int | None:
        return of(domain, each).levels if domain in each.judgements else None

    def borderline(domain: str, each: Certainty) -> bool | None:
        return of(domain, each).borderline if domain in each.judgements else None

    for name in grade.DOMAINS:
        words = name.replace("_", " ").capitalize()
        moved = f"{words}: levels moved as judged; empty: not judged."
        yield number(name, partial(levels, name), moved, unit="levels")
        yield text(f"{name}_reason", partial(_reason, name), f"{words}: why.")
        yield text(f"{name}_override", partial(_override, name), f"{words}: why it counts despite a lock.")
        yield yes_no(
            f"{name}_borderline",
            partial(borderline, name),
            f"{words}: whether it could have gone the other way.",
            needed=False,
        )


def _reason(domain: str, each: Certainty) -> str:
    return each.judgements.get(domain, Judgement()).reason


def _override(domain: str, each: Certainty) -> str:
    return each.judgements.get(domain, Judgement()).override


def _effect() -> Iterator[Column[Certainty]]:
    yield text("relative", lambda each: each.relative, "Relative effect in words, where it has no numbers.")
    meanings = {
        "measure": "Measure of the effect (RR, OR, HR, MD, SMD).",
        "estimate": "Its estimate: decimal text as typed, so that 0.60 stays 0.60.",
        "low": "Lower limit of its 95% interval, likewise.",
        "high": "Upper limit, likewise.",
        "risk": "Risk assumed without the intervention, as typed.",
        "source": "Where that comes from.",
        "unit": "Unit of a mean difference.",
        "target": "The smallest effect that matters, in the numbers of the measure.",
    }
    for name, meaning in meanings.items():
        yield text(f"effect_{name}", partial(_part, name), meaning)


def _part(name: str, each: Certainty) -> str:
    return str(getattr(each.effect, name))


def settlements(index: Index) -> DataTable:
    """Return what was settled where reviewers judged differently."""
    columns: tuple[Column[Settlement], ...] = (
        number("settlement_id", lambda each: each.id, "Id.", needed=True),
        number(
            "document_id",
            lambda each: each.subject.document if each.subject.document in index.document else None,
            "The document that was appraised.",
            refers="documents.document_id",
        ),
        number(
            "claim_id",
            lambda each: each.subject.claim if each.subject.claim in index.claim else None,
            "The claim.",
            refers="claims.claim_id",
        ),
        number(
            "population_id",
            lambda each: each.subject.population if each.subject.population in index.population else None,
            "The population.",
            refers="populations.population_id",
        ),
        text("instrument", lambda each: each.subject.instrument, "The form; empty: a rating of certainty."),
        text("item", lambda each: each.item, "What was settled: an item, a domain, or overall.", needed=True),
        text("value", lambda each: each.value, "What holds, as stored."),
        text("reason", lambda each: each.reason, "Why."),
        text("reviewer_id", lambda each: each.reviewer, "By whom.", refers="reviewers.reviewer_id"),
    )
    meaning = "What holds where reviewers judged differently, and why."
    return table("settlements", meaning, "settlement_id", columns, index.snapshot.settlements)
