"""Two people who judge the same: they are shown each other when both are done, and settle what differs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from reviewer.appraisal import consensus, reported
from reviewer.appraisal.consensus import Matter
from reviewer.errors import Declined, ReviewError
from reviewer.language import recorded, say
from reviewer.library import Library, appraisals, blinding, claims, journal, rows
from reviewer.library import together as kept
from reviewer.library.rows import Value
from reviewer.model import Appraisal, Certainty, Changes, Subject


def show_each_other(library: Library, subject: Subject) -> None:
    """Keep, inside an op, what each has judged, once two are done: from here on they see each other.

    Whoever saw the others before, by undoing or as an onlooker, keeps what they had judged then.
    """
    done = kept.finished(library, subject)
    if len(done) < 2:
        return
    for reviewer in sorted(set(done) - kept.shown(library, subject)):
        earlier = kept.first_of_all(library, subject, reviewer)
        judged, independent = earlier or (done[reviewer], int(not blinding.has_looked(library, reviewer)))
        place = kept.key(subject)
        rows.add(
            library, "first_judgements", **place, reviewer=reviewer, judged=judged, independent=independent
        )


def require_own(library: Library, reviewer: str, what: str) -> None:
    """Raise Declined for a judgement of somebody else."""
    if reviewer != library.reviewer.id:
        raise Declined(
            say("This {what} is another reviewer's; only they change it.", what=say(what)),
            say("Judge it yourself. Where the two differ, settle it."),
        )


def look(library: Library) -> Changes:
    """See from here on what others judge without judging oneself, as one who reads or settles.

    What one judges afterwards no longer counts as independent, also when this is undone.
    """
    person = library.reviewer
    if blinding.looks(library, person.id):
        raise Declined(
            say("{name} sees the judgements of others already.", name=person.name),
            say("Nothing is to be done."),
        )
    with journal.op(library, recorded("See the judgements of others")) as pending:
        rows.add(library, "onlookers", reviewer=person.id)
    return pending.changes


# ------------------------------------------------------------------ settling


def judged(library: Library, subject: Subject) -> Sequence[Certainty | Appraisal]:
    """Return the finished judgements of a subject that the reviewer of the library may see."""
    if subject.instrument:
        given = appraisals.appraisals(library, subject.document)
        return [each for each in given if each.subject == subject and each.done]
    rated = appraisals.certainties(library, subject.claim)
    return [each for each in rated if each.subject == subject and each.graded]


def matters(library: Library, subject: Subject) -> tuple[Matter, ...]:
    """Return what reviewers judged of a subject, side by side; nothing while one may see fewer than two."""
    found = judged(library, subject)
    return reported.compared(found, kept.settlements(library, subject)) if len(found) > 1 else ()


def differences(library: Library) -> list[tuple[Subject, tuple[Matter, ...]]]:
    """Return every subject that reviewers judge differently, or did until it was settled, and in what."""
    several = Counter(each.subject for each in appraisals.certainties(library))
    several.update(each.subject for each in appraisals.appraisals(library))
    found = []
    for subject in (each for each, count in several.items() if count > 1):
        differing = tuple(m for m in matters(library, subject) if m.differs or m.settlement)
        if differing:
            found.append((subject, differing))
    return found


def settle(library: Library, subject: Subject, item: str, value: str, reason: str) -> Changes:
    """Record the third judgement on one thing that reviewers judged differently; `created` is its id.

    What each has said by now is kept with it, so that it is seen to be out of date when one changes. Raises
    Declined where nothing differs, ReviewError for a value that is none or without a reason.
    """
    found = matters(library, subject)
    matter = next((each for each in found if each.item == item), None)
    if not found:
        raise Declined(
            say("There is nothing to settle: two must have judged this and be done."),
            say("The differences are shown once both are."),
        )
    if matter is None or not (matter.differs or matter.settlement):
        label = matter.label if matter else item
        raise Declined(
            say("{label}: all say the same, so there is nothing to settle.", label=label),
            say("See `differences`."),
        )
    if not reason.strip():
        raise ReviewError(say("A difference is settled with a reason."), say("Say why it is so."))
    _check_value(subject, matter, value)
    fields: dict[str, Value] = {
        "value": value,
        "reason": reason.strip(),
        "reviewer": library.reviewer.id,
        "basis": kept.basis_json(matter.said),
    }
    what = matter.label[:1].lower() + matter.label[1:]
    label = _about(library, subject, _SETTLED, what=say(what))
    with journal.op(library, label) as pending:
        if matter.settlement is not None:
            rows.change(library, "settlements", matter.settlement.id, **fields)
        else:
            pending.created = rows.add(library, "settlements", **kept.key(subject), item=item, **fields)
    return pending.changes


def withdraw(library: Library, settlement: int) -> Changes:
    """Take back what was settled, so that the difference stands open again."""
    found = next((each for each in kept.settlements(library) if each.id == settlement), None)
    if found is None:
        raise ReviewError(say("Nothing is settled there any more."), say("See `differences`."))
    with journal.op(library, _about(library, found.subject, _OPENED)) as pending:
        rows.drop(library, "settlements", settlement)
    return pending.changes


# By whether the subject is in a document, and about a claim.
_SETTLED = {
    (False, False): recorded("Settle {what}"),
    (False, True): recorded("Settle {what} of claim {claim}"),
    (True, False): recorded("Settle {what} in document {document}"),
    (True, True): recorded("Settle {what} in document {document} of claim {claim}"),
}
_OPENED = {
    (False, False): recorded("Open a settled difference again"),
    (False, True): recorded("Open a settled difference of claim {claim} again"),
    (True, False): recorded("Open a settled difference in document {document} again"),
    (True, True): recorded("Open a settled difference in document {document} of claim {claim} again"),
}


def _about(library: Library, subject: Subject, labels: Mapping[tuple[bool, bool], str], **words: str) -> str:
    """Return what the history calls an action about a subject."""
    number = claims.claim(library, subject.claim).number if subject.claim is not None else 0
    form = labels[subject.document is not None, bool(number)]
    return form.format(claim=number, document=subject.document, **words)


def _check_value(subject: Subject, matter: Matter, value: str) -> None:
    """Refuse a value that the form does not know; what one of the reviewers said is always one."""
    said = [each.value for _, each in matter.said]
    known = consensus.values(matter.item, subject.instrument or "grade")
    if matter.item == "participants":
        known = [value] if value.isdecimal() else said
    if value in said or (known is None and value.strip() and matter.item != "effect"):
        return
    if known and value in known:
        return
    raise ReviewError(
        say("“{value}” is no answer to {label}.", value=value, label=matter.label),
        say("Possible: ") + ", ".join(known or said),
    )
