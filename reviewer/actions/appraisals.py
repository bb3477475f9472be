"""Appraise studies and rate certainty. Here stands the wall: only study voice is graded."""

from __future__ import annotations

from collections.abc import Mapping

from reviewer.appraisal import grade
from reviewer.appraisal.instruments import Instrument, instruments, to_json
from reviewer.appraisal.offer import offered, why_not
from reviewer.errors import Declined, ReviewError
from reviewer.library import Library, appraisals, claims, documents, journal, rows
from reviewer.library.rows import Value
from reviewer.model import Answer, Certainty, Changes, Judgement, QuoteLink, Voice

# ------------------------------------------------------------------ certainty


def body(library: Library, claim: int, population: int | None) -> list[QuoteLink]:
    """Return the study quotes of one claim in one population: what a certainty is about."""
    links = claims.quotes(library, claim=claim)
    return [link for link in links if link.counts and link.population == population]


def rate_certainty(
    library: Library, claim: int, population: int | None, *, merge: bool = False, **fields: Value
) -> Changes:
    """Record fields of one's own GRADE rating of a body of evidence; `created` is the rating's id.

    Fields: rule_set, start, start_reason, importance (1–9 or None), participants, outcome, relative,
    observed. Raises Declined when the body holds no study quote.
    """
    key = f"certainty:{claim}:{population}:{','.join(sorted(fields))}" if merge else ""
    importance = fields.get("importance")
    if importance is not None and importance not in range(1, 10):
        raise ReviewError("Importance is a number from 1 to 9.", "7 to 9 is critical, 4 to 6 important.")
    return _rate(library, claim, population, fields, key, "Rate certainty of claim {}")


def judge(
    library: Library,
    claim: int,
    population: int | None,
    domain: str,
    judgement: Judgement,
    *,
    merge: bool = False,
) -> Changes:
    """Record one domain of one's own rating: levels, why, and why a lock was overridden."""
    if domain not in (*grade.DOMAINS_DOWN, *grade.DOMAINS_UP):
        raise ReviewError(
            f"GRADE has no domain “{domain}”.", ", ".join((*grade.DOMAINS_DOWN, *grade.DOMAINS_UP))
        )
    own = appraisals.certainty_of(library, claim, population, library.reviewer.id)
    judgements = {**(own.judgements if own else {}), domain: judgement}
    key = f"judge:{claim}:{population}:{domain}" if merge else ""
    fields: dict[str, Value] = {"judgements": appraisals.judgements_json(judgements)}
    return _rate(library, claim, population, fields, key, f"Judge {domain.replace('_', ' ')} of claim {{}}")


def _rate(
    library: Library, claim: int, population: int | None, fields: dict[str, Value], key: str, label: str
) -> Changes:
    number = claims.claim(library, claim).number
    if not body(library, claim, population):
        raise Declined(
            f"Claim {number} rests on no study here, so its certainty cannot be rated.",
            "Commentary and experience are shown, never graded.",
        )
    with journal.op(library, label.format(number), merge=key) as pending:
        own = appraisals.certainty_of(library, claim, population, library.reviewer.id)
        if own:
            rows.change(library, "certainties", own.id, **fields)
        else:
            person = library.reviewer.id
            id = rows.add(
                library, "certainties", claim=claim, population=population, reviewer=person, **fields
            )
            pending.created = id
        _reopen_if_unfinished(library, claim, population)
    return pending.changes


def _reopen_if_unfinished(library: Library, claim: int, population: int | None) -> None:
    own = appraisals.certainty_of(library, claim, population, library.reviewer.id)
    if own and own.graded and grade.missing(own):
        rows.change(library, "certainties", own.id, graded=0)


def mark_graded(library: Library, certainty: int) -> Changes:
    """Mark a rating as graded; raises ReviewError naming what is still missing."""
    own = _certainty(library, certainty)
    missing = grade.missing(own)
    if missing:
        raise ReviewError("This claim cannot be marked as graded yet.", " ".join(missing))
    if not body(library, own.claim, own.population):
        raise Declined(
            "This rating rests on no study quote any more.", "Link a quote of a study, or leave it."
        )
    number = claims.claim(library, own.claim).number
    with journal.op(library, f"Mark claim {number} as graded") as pending:
        rows.change(library, "certainties", certainty, graded=1)
    return pending.changes


def reopen(library: Library, certainty: int) -> Changes:
    """Take back that a rating is finished, to change it."""
    number = claims.claim(library, _certainty(library, certainty).claim).number
    with journal.op(library, f"Reopen the rating of claim {number}") as pending:
        rows.change(library, "certainties", certainty, graded=0)
    return pending.changes


def _certainty(library: Library, id: int) -> Certainty:
    found = next((rating for rating in appraisals.certainties(library) if rating.id == id), None)
    if found is None:
        raise ReviewError("This rating is no longer there.", "Undo brings it back.")
    return found


# ------------------------------------------------------------------ instruments


def appraise(
    library: Library,
    document: int,
    instrument: str,
    *,
    claim: int | None = None,
    answers: Mapping[str, Answer] | None = None,
    merge: bool = False,
    **fields: str,
) -> Changes:
    """Record one's own answers to an instrument for a document, or for one claim of it.

    Fields: basis ("abstract" or "full text"), judgement, note. Raises Declined when the instrument does
    not fit the voices or the design of the document.
    """
    form = instruments().get(instrument)
    if form is None:
        raise ReviewError(
            f"There is no instrument “{instrument}”.", "Known: " + ", ".join(sorted(instruments()))
        )
    _check_offered(library, document, form)
    _check_answers(form, answers or {})
    key = f"appraise:{document}:{instrument}:{claim}:{','.join(sorted(answers or fields))}" if merge else ""
    with journal.op(library, f"Appraise document {document} with {form.name}", merge=key) as pending:
        appraisals.keep_instrument(library, form.id, form.version, to_json(form))
        own = appraisals.appraisal_of(library, document, instrument, claim, library.reviewer.id)
        values: dict[str, Value] = dict(fields)
        if answers is not None:
            values["answers"] = appraisals.answers_json({**(own.answers if own else {}), **answers})
        if own:
            rows.change(library, "appraisals", own.id, **values)
        else:
            place: dict[str, Value] = {"document": document, "claim": claim, "reviewer": library.reviewer.id}
            form_used: dict[str, Value] = {"instrument": form.id, "version": form.version}
            pending.created = rows.add(library, "appraisals", **place, **form_used, **values)
    return pending.changes


def answer(
    library: Library,
    document: int,
    instrument: str,
    item: str,
    given: Answer,
    *,
    claim: int | None = None,
    merge: bool = False,
) -> Changes:
    """Record the answer to one item."""
    return appraise(library, document, instrument, claim=claim, answers={item: given}, merge=merge)


def remove_appraisal(library: Library, appraisal: int) -> Changes:
    """Remove an appraisal."""
    with journal.op(library, "Remove an appraisal") as pending:
        rows.drop(library, "appraisals", appraisal)
    return pending.changes


def _check_offered(library: Library, document: int, form: Instrument) -> None:
    voices = {segment.voice for segment in documents.segments(library, document)} - {Voice.NONE}
    study = documents.study(library, document)
    design = study.design if study else ""
    if not any(offered(form, voice, design) for voice in voices):
        reasons = sorted({why_not(form, voice, design) for voice in voices})
        raise Declined(
            f"{form.name} is not for this document.", " ".join(reasons) or "It holds nobody's words."
        )


def _check_answers(form: Instrument, answers: Mapping[str, Answer]) -> None:
    items = {item.id: item for item in form.items}
    for key, given in answers.items():
        if key not in items:
            raise ReviewError(f"{form.name} has no item “{key}”.", "Items: " + ", ".join(items))
        known = [answer.key for answer in items[key].answers]
        if known and given.value and given.value not in known:
            raise ReviewError(
                f"“{given.value}” is no answer to item {key} of {form.name}.", "Answers: " + ", ".join(known)
            )
