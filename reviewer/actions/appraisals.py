"""Appraise studies and rate certainty. Here stands the wall: only study voice is graded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from reviewer.actions import together
from reviewer.appraisal import effects, grade, score
from reviewer.appraisal.instrument import Instrument
from reviewer.appraisal.instruments import from_json, instruments, to_json
from reviewer.appraisal.offer import DESPITE, for_voice, offered, why_not
from reviewer.appraisal.outcomes import SIDES
from reviewer.errors import Declined, ReviewError
from reviewer.language import later, recorded, say
from reviewer.library import Library, appraisals, audit, claims, documents, journal, rows
from reviewer.library.rows import Value
from reviewer.model import (
    Answer,
    Appraisal,
    Certainty,
    Changes,
    Effect,
    Judgement,
    QuoteLink,
    Span,
    Voice,
)

LONGEST_TITLE = 40
"""Characters of a title in the label of an action."""
_JUDGED = {
    "risk_of_bias": recorded("Judge risk of bias of claim {number}"),
    "inconsistency": recorded("Judge inconsistency of claim {number}"),
    "indirectness": recorded("Judge indirectness of claim {number}"),
    "imprecision": recorded("Judge imprecision of claim {number}"),
    "publication_bias": recorded("Judge publication bias of claim {number}"),
    "large_effect": recorded("Judge large effect of claim {number}"),
    "dose_response": recorded("Judge dose response of claim {number}"),
    "confounding": recorded("Judge confounding of claim {number}"),
}
"""What the history calls a judgement of each domain of GRADE."""

# ------------------------------------------------------------------ certainty


def body(library: Library, claim: int, population: int | None) -> list[QuoteLink]:
    """Return the study quotes of one claim in one population: what a certainty is about."""
    links = claims.quotes(library, claim=claim)
    return [link for link in links if link.counts and link.population == population]


def rate_certainty(
    library: Library, claim: int, population: int | None, *, merge: bool = False, **fields: Value
) -> Changes:
    """Record fields of one's own GRADE rating of a body of evidence; `created` is the rating's id.

    Fields: rule_set, start, start_reason, importance (1–9 or None), side (of `outcomes.SIDES`, or ""),
    participants, outcome, relative, observed. Raises Declined when the body holds no study quote,
    ReviewError for a value that cannot be.
    """
    key = f"certainty:{claim}:{population}:{','.join(sorted(fields))}" if merge else ""
    importance = fields.get("importance")
    if importance is not None and importance not in range(1, 10):
        raise ReviewError(
            say("Importance is a number from 1 to 9."), say("7 to 9 is critical, 4 to 6 important.")
        )
    if fields.get("side", "") not in ("", *SIDES):
        raise ReviewError(
            say("An outcome is no “{side}”.", side=fields["side"]),
            say("Known: {known}.", known=", ".join(SIDES)),
        )
    people = fields.get("participants")
    if isinstance(people, int) and people < 0:
        raise ReviewError(
            say("A number of participants is 0 or more."), say("Leave it out where it is not stated.")
        )
    grade.require_known(fields.get("rule_set"), fields.get("start"))
    return _rate(library, claim, population, fields, key, recorded("Rate certainty of claim {number}"))


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
            say("GRADE has no domain “{domain}”.", domain=domain),
            ", ".join((*grade.DOMAINS_DOWN, *grade.DOMAINS_UP)),
        )
    own = appraisals.certainty_of(library, claim, population, library.reviewer.id)
    before = own or Certainty(0, claim, population, library.reviewer.id)
    if judgement.levels != grade.judgement(before, domain).levels:
        grade.require_allowed(domain, judgement.levels, before.rule_set)
    judgements = {**before.judgements, domain: judgement}
    key = f"judge:{claim}:{population}:{domain}" if merge else ""
    fields: dict[str, Value] = {"judgements": appraisals.judgements_json(judgements)}
    return _rate(library, claim, population, fields, key, _JUDGED[domain])


def set_effect(
    library: Library, claim: int, population: int | None, *, merge: bool = False, **fields: str
) -> Changes:
    """Record numbers of the effect that a body shows; those not named stay as they are.

    Fields are those of `Effect`. Raises ReviewError when they cannot be or contradict each other (an interval
    that does not hold the estimate, a risk outside 0 to 1), Declined when the body holds no study quote.
    """
    own = appraisals.certainty_of(library, claim, population, library.reviewer.id)
    effect = effects.checked(replace(own.effect if own else Effect(), **fields))
    key = f"effect:{claim}:{population}:{','.join(sorted(fields))}" if merge else ""
    values: dict[str, Value] = {"effect": appraisals.effect_json(effect)}
    return _rate(library, claim, population, values, key, recorded("Note the effect of claim {number}"))


def _rate(
    library: Library, claim: int, population: int | None, fields: dict[str, Value], key: str, label: str
) -> Changes:
    number = claims.claim(library, claim).number
    if not body(library, claim, population):
        raise Declined(
            say("Claim {number} rests on no study here, so its certainty cannot be rated.", number=number),
            say("Commentary and experience are shown, never graded."),
        )
    with journal.op(library, label.format(number=number), merge=key) as pending:
        own = appraisals.certainty_of(library, claim, population, library.reviewer.id)
        if own and fields:
            rows.change(library, "certainties", own.id, **fields)
        elif not own:
            person = library.reviewer.id
            id = rows.add(
                library, "certainties", claim=claim, population=population, reviewer=person, **fields
            )
            pending.created = id
        _reopen_if_unfinished(library, claim, population)
    return pending.changes


def _reopen_if_unfinished(library: Library, claim: int, population: int | None) -> None:
    own = appraisals.certainty_of(library, claim, population, library.reviewer.id)
    if own and own.graded and _missing(library, own):
        rows.change(library, "certainties", own.id, graded=0)


def _missing(library: Library, own: Certainty) -> list[str]:
    """Return what stands before "Mark as graded": reasons that are not given, diseases pooled unseen."""
    links = body(library, own.claim, own.population)
    pooled = grade.pooled_unseen(links, documents.studies(library), own.population)
    return [*grade.missing(own), *([pooled] if pooled else [])]


def mark_graded(library: Library, certainty: int) -> Changes:
    """Mark one's own rating as graded; raises ReviewError naming what is still missing.

    Where another has graded the same, both are shown to each other from here on.
    """
    own = _certainty(library, certainty)
    missing = _missing(library, own)
    if missing:
        raise ReviewError(say("This claim cannot be marked as graded yet."), " ".join(missing))
    if not body(library, own.claim, own.population):
        raise Declined(
            say("This rating rests on no study quote any more."), say("Link a quote of a study, or leave it.")
        )
    number = claims.claim(library, own.claim).number
    with journal.op(library, recorded("Mark claim {number} as graded", number=number)) as pending:
        rows.change(library, "certainties", certainty, graded=1)
        together.show_each_other(library, own.subject)
    return pending.changes


def reopen(library: Library, certainty: int) -> Changes:
    """Take back that one's own rating is finished, to change it."""
    number = claims.claim(library, _certainty(library, certainty).claim).number
    with journal.op(library, recorded("Reopen the rating of claim {number}", number=number)) as pending:
        rows.change(library, "certainties", certainty, graded=0)
    return pending.changes


def _certainty(library: Library, id: int) -> Certainty:
    found = next((rating for rating in appraisals.certainties(library) if rating.id == id), None)
    if found is None:
        raise ReviewError(say("This rating is no longer there."), say("Undo brings it back."))
    together.require_own(library, found.reviewer, later("rating"))
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
    """Record one's own answers to an instrument for a document, or for one claim (result) of it.

    Fields: basis ("abstract" or "full text"), judgement, note, despite (why the instrument is used although
    it does not fit the design). An appraisal goes on with the definition it began with. Raises Declined
    when the instrument does not fit the voices or the design of the document, and ReviewError when it is
    about one result and no claim that rests on the document is named.
    """
    own = appraisals.appraisal_of(library, document, instrument, claim, library.reviewer.id)
    form, version = form_used(library, instrument, own)
    _check_offered(library, document, form, fields.get("despite") or (own.despite if own else ""))
    _check_answers(form, answers or {})
    _check_words(library, document, form, answers or {})
    if own is None:
        _check_result(library, document, form, claim)
    key = f"appraise:{document}:{instrument}:{claim}:{','.join(sorted(answers or fields))}" if merge else ""
    label = recorded("Appraise {what} with {form}", what=_what(library, document, claim), form=form.name)
    with journal.op(library, label, merge=key) as pending:
        appraisals.keep_instrument(library, form.id, version, to_json(form))
        values: dict[str, Value] = dict(fields)
        if answers is not None:
            values["answers"] = appraisals.answers_json({**(own.answers if own else {}), **answers})
        if own:
            rows.change(library, "appraisals", own.id, **values)
            _reopen_if_incomplete(library, own.id, form)
        else:
            place: dict[str, Value] = {"document": document, "claim": claim, "reviewer": library.reviewer.id}
            used: dict[str, Value] = {"instrument": form.id, "version": version}
            pending.created = rows.add(library, "appraisals", **place, **used, **values)
    return pending.changes


def _reopen_if_incomplete(library: Library, id: int, form: Instrument) -> None:
    """Take back that an appraisal is done where an answer was changed so that something is missing now, such
    as why a judgement is not the one that the rules propose since."""
    own = _appraisal(library, id)
    if own.done and _lacking(own, form):
        rows.change(library, "appraisals", id, done=0)


def _lacking(own: Appraisal, form: Instrument) -> list[str]:
    answers = {item: answer for item, answer in own.answers.items() if answer.value}
    return score.missing(form, answers, own.judgement, own.note)


def form_used(library: Library, instrument: str, own: Appraisal | None) -> tuple[Instrument, str]:
    """Return the definition an appraisal is made with and its version in this library.

    One that was begun keeps its definition. A file that changed and kept its version gets another here, as
    in "2020, changed 2": what was answered before keeps its meaning. Raises ReviewError for an instrument
    that is neither kept nor there.
    """
    kept = appraisals.instrument(library, instrument, own.version) if own else None
    if own and kept:
        return from_json(kept), own.version
    form = instruments().get(instrument)
    if form is None:
        raise ReviewError(
            say("There is no instrument “{instrument}”.", instrument=instrument),
            say("Known: ") + ", ".join(sorted(instruments())),
        )
    number, version = 1, form.version
    while (kept := appraisals.instrument(library, form.id, version)) and not _same(kept, form):
        number += 1
        version = f"{form.version}, changed {number}"
    return form, version


def _same(kept: str, form: Instrument) -> bool:
    """Tell whether a kept definition means the same; one of an older Reviewer lacks fields that it lacked."""
    try:
        return from_json(kept) == form
    except ReviewError:
        return False


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


def attach_words(
    library: Library, document: int, instrument: str, item: str, span: Span, *, claim: int | None = None
) -> Changes:
    """Let words of the document show an answer; words that show it already are taken away."""
    own = appraisals.appraisal_of(library, document, instrument, claim, library.reviewer.id)
    before = own.answers.get(item, Answer("")) if own else Answer("")
    kept = tuple(each for each in before.words if each != span)
    words = kept if span in before.words else (*kept, span)
    answers = {item: replace(before, words=tuple(sorted(words, key=lambda each: each.start)))}
    return appraise(library, document, instrument, claim=claim, answers=answers)


def finish_appraisal(library: Library, appraisal: int) -> Changes:
    """Mark one's own appraisal as done; raises ReviewError naming what is still missing.

    Where another has done the same, both are shown to each other from here on.
    """
    own = _appraisal(library, appraisal)
    form, _ = form_used(library, own.instrument, own)
    if missing := _lacking(own, form):
        raise ReviewError(say("This appraisal cannot be marked as done yet."), " ".join(missing))
    with journal.op(
        library, recorded("Mark the appraisal of {what} as done", what=_of(library, own))
    ) as pending:
        rows.change(library, "appraisals", appraisal, done=1)
        together.show_each_other(library, own.subject)
    return pending.changes


def reopen_appraisal(library: Library, appraisal: int) -> Changes:
    """Take back that one's own appraisal is done, to change it."""
    own = _appraisal(library, appraisal)
    with journal.op(library, recorded("Reopen the appraisal of {what}", what=_of(library, own))) as pending:
        rows.change(library, "appraisals", appraisal, done=0)
    return pending.changes


def _what(library: Library, document: int, claim: int | None) -> str:
    """Return what is appraised as the history calls it: the study, or one result of it by its claim."""
    title = audit.name_of(library, "documents", document) or recorded("document {id}", id=document)
    study = f"“{title}”" if len(title) <= LONGEST_TITLE else f"“{title[: LONGEST_TITLE - 1].rstrip()}…”"
    if claim is None:
        return study
    return recorded("{claim} in {study}", claim=audit.name_of(library, "claims", claim), study=study)


def _of(library: Library, own: Appraisal) -> str:
    form, _ = form_used(library, own.instrument, own)
    return recorded("{what} with {form}", what=_what(library, own.document, own.claim), form=form.name)


def _appraisal(library: Library, id: int) -> Appraisal:
    found = next((each for each in appraisals.appraisals(library) if each.id == id), None)
    if found is None:
        raise ReviewError(say("This appraisal is no longer there."), say("Undo brings it back."))
    together.require_own(library, found.reviewer, later("appraisal"))
    return found


def remove_appraisal(library: Library, appraisal: int) -> Changes:
    """Remove one's own appraisal."""
    own = _appraisal(library, appraisal)
    with journal.op(library, recorded("Remove the appraisal of {what}", what=_of(library, own))) as pending:
        rows.drop(library, "appraisals", appraisal)
    return pending.changes


def _check_offered(library: Library, document: int, form: Instrument, despite: str) -> None:
    voices = {segment.voice for segment in documents.segments(library, document)} - {Voice.NONE}
    study = documents.study(library, document)
    design = study.design if study else ""
    if any(offered(form, voice, design) for voice in voices):
        return
    fits = any(for_voice(form, voice) for voice in voices)
    if not (fits and despite.strip()):
        reasons = sorted({why_not(form, voice, design) for voice in voices})
        more = DESPITE if fits else ""
        raise Declined(
            say("{name} is not for this document.", name=form.name),
            " ".join([*reasons, more]).strip() or say("It holds nobody's words."),
        )


def _check_result(library: Library, document: int, form: Instrument, claim: int | None) -> None:
    """Refuse a form about one result without a claim, or with one that rests on other documents."""
    if not form.per_result:
        return
    if claim is None:
        raise ReviewError(
            say("{short} is about one result of a study, not the study as a whole.", short=form.short),
            say("Name the claim."),
        )
    links = claims.quotes(library, claim=claim)
    if not any(document in (link.study, link.span.document) and link.voice in form.voices for link in links):
        raise Declined(
            say(
                "Claim {number} rests on no words of this study.", number=claims.claim(library, claim).number
            ),
            say("Link its words to the claim first."),
        )


def _check_words(library: Library, document: int, form: Instrument, answers: Mapping[str, Answer]) -> None:
    """Refuse words that do not stand in the document, or that another voice says."""
    spans = [span for given in answers.values() for span in given.words]
    if not spans:
        return
    text, segments = documents.document(library, document).text, documents.segments(library, document)
    for span in spans:
        if span.document != document or not span.exact or text[span.start : span.end] != span.exact:
            raise ReviewError(
                say("These words do not stand in the document that is appraised."), say("Select them there.")
            )
        voices = {each.voice for each in segments if each.start < span.end and span.start < each.end}
        if not voices & set(form.voices) or voices - set(form.voices) - {Voice.NONE}:
            raise Declined(
                say("An answer of {short} rests on the words it is about.", short=form.short),
                (
                    say("Select words of a study.")
                    if Voice.STUDY in form.voices
                    else say("Select words of the page.")
                ),
            )


def _check_answers(form: Instrument, answers: Mapping[str, Answer]) -> None:
    items = {item.id: item for item in form.items}
    for key, given in answers.items():
        if key not in items:
            raise ReviewError(
                say("{name} has no item “{key}”.", name=form.name, key=key), say("Items: ") + ", ".join(items)
            )
        known = [answer.key for answer in items[key].answers]
        if known and given.value and given.value not in known:
            raise ReviewError(
                say(
                    "“{value}” is no answer to item {key} of {name}.",
                    value=given.value,
                    key=key,
                    name=form.name,
                ),
                say("Answers: ") + ", ".join(known),
            )
