"""Decide about records: include, exclude for one reason, maybe; settle what two decided differently.

A decision is one reviewer's, at one stage. Another's on the same record is shown once one has decided
oneself. A maybe is a decision too: beside an include or an exclude it is a conflict, and alone it takes a
record on to the full text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reviewer.errors import Declined, ReviewError
from reviewer.language import begin, later, recorded, retold, say
from reviewer.library import Library, blinding, decisions, documents, duplicates, journal, likenesses, rows
from reviewer.model import Changes
from reviewer.model.screening import ExclusionReason, Outcome, Retrieval, Screened, Stage, Verdict
from reviewer.suggestions import closeness

LONGEST_REASON = 80
_DECIDED = {
    (Verdict.INCLUDE, Stage.ABSTRACT): recorded("Include {records}"),
    (Verdict.EXCLUDE, Stage.ABSTRACT): recorded("Exclude {records}: {reason}"),
    (Verdict.MAYBE, Stage.ABSTRACT): recorded("Maybe: {records}"),
    (Verdict.INCLUDE, Stage.FULL_TEXT): recorded("Include {records} at full text"),
    (Verdict.EXCLUDE, Stage.FULL_TEXT): recorded("Exclude {records} at full text: {reason}"),
    (Verdict.MAYBE, Stage.FULL_TEXT): recorded("Maybe: {records} at full text"),
}
_UNDECIDED = {
    Stage.ABSTRACT: recorded("Take the decision on {records} away"),
    Stage.FULL_TEXT: recorded("Take the decision on {records} away at full text"),
}
_NOTED = {
    Stage.ABSTRACT: recorded("Note on {records}"),
    Stage.FULL_TEXT: recorded("Note on {records} at full text"),
}
_SETTLED = {
    (Verdict.INCLUDE, Stage.ABSTRACT): recorded("Settle document {document}: include"),
    (Verdict.EXCLUDE, Stage.ABSTRACT): recorded("Settle document {document}: exclude: {reason}"),
    (Verdict.MAYBE, Stage.ABSTRACT): recorded("Settle document {document}: maybe"),
    (Verdict.INCLUDE, Stage.FULL_TEXT): recorded("Settle document {document} at full text: include"),
    (Verdict.EXCLUDE, Stage.FULL_TEXT): recorded(
        "Settle document {document} at full text: exclude: {reason}"
    ),
    (Verdict.MAYBE, Stage.FULL_TEXT): recorded("Settle document {document} at full text: maybe"),
}
_OPENED = {
    Stage.ABSTRACT: recorded("Open the settled decision on document {document} again"),
    Stage.FULL_TEXT: recorded("Open the settled decision on document {document} at full text again"),
}
_SOUGHT = {
    Retrieval.SOUGHT: recorded("Full text of {records}: sought"),
    Retrieval.RETRIEVED: recorded("Full text of {records}: retrieved"),
    Retrieval.NOT_RETRIEVED: recorded("Full text of {records}: not retrieved"),
    None: recorded("Full text of {records}: nothing said"),
}
"""What the history calls each action."""
_WAS_SETTLED = {
    Stage.ABSTRACT: later("What was decided on {records} was settled."),
    Stage.FULL_TEXT: later("What was decided on {records} was settled at full text."),
}
_NO_CONFLICT = {
    Stage.ABSTRACT: later("There is nothing to settle about document {document}."),
    Stage.FULL_TEXT: later("There is nothing to settle about document {document} at full text."),
}
_NOT_SETTLED = {
    Stage.ABSTRACT: later("Nothing is settled about document {document}."),
    Stage.FULL_TEXT: later("Nothing is settled about document {document} at full text."),
}


def decide(
    library: Library,
    chosen: Sequence[int],
    verdict: Verdict,
    *,
    stage: Stage = Stage.ABSTRACT,
    reason: int | str | None = None,
    note: str | None = None,
) -> Changes:
    """Record one's own decision on documents, one op for all; exclude needs a reason, the others take none.

    A reason in words is added to the list if it is not there yet. A note of None leaves the note that stands
    there. Raises ReviewError, or Declined for a record that is set aside or was settled.
    """
    ids = _screenable(library, chosen)
    reason, new = _known_reason(library, verdict, reason)
    words = new or _reason_words(library, verdict, reason)
    _check_open(library, ids, stage)
    independent = not blinding.has_looked(library, library.reviewer.id)
    label = _DECIDED[verdict, stage].format(records=_named(ids), reason=words)
    with journal.op(library, label) as pending:
        kept = note.strip() if note is not None else None
        reason = decisions.offer_reason(library, new) if new else reason
        decisions.decide(library, ids, stage, verdict, reason, kept, independent)
    return pending.changes


def undecide(library: Library, chosen: Sequence[int], *, stage: Stage = Stage.ABSTRACT) -> Changes:
    """Take one's own decisions on documents away; raises Declined where there is none, or it was settled."""
    ids = list(dict.fromkeys(chosen))
    if not any(each.own for each in decisions.screened(library, stage, ids).values()):
        raise Declined(say("You have not decided about this record."), say("Nothing is to be taken away."))
    _check_open(library, ids, stage)
    with journal.op(library, _UNDECIDED[stage].format(records=_named(ids))) as pending:
        decisions.undecide(library, ids, stage)
    return pending.changes


def note(
    library: Library, document: int, words: str, *, stage: Stage = Stage.ABSTRACT, merge: bool = False
) -> Changes:
    """Write the note of one's own decision; raises Declined before there is one."""
    own = decisions.screened_one(library, document, stage).own
    if own is None:
        raise Declined(say("A note belongs to a decision."), say("Decide first; the note is kept with it."))
    key = f"note-of-decision:{own.id}" if merge else ""
    with journal.op(library, _NOTED[stage].format(records=_named([document])), merge=key) as pending:
        rows.change(library, "decisions", own.id, note=words.strip())
    return pending.changes


def _screenable(library: Library, chosen: Sequence[int]) -> list[int]:
    ids = list(dict.fromkeys(chosen))
    if not ids:
        raise ReviewError(say("No record is named."), say("Choose the records to decide on."))
    there = duplicates.titles(library, ids)
    for id in ids:
        if id not in there:
            documents.document(library, id)  # raises, in its words
    aside = duplicates.set_aside(library) if len(ids) > 1 else _aside(library, ids[0])
    for id in ids:
        if id in aside:
            raise Declined(
                say("Document {id} is set aside, so it is not screened.", id=id),
                say("Decide about document {kept}, which stands for the same work.", kept=aside[id]),
            )
    return ids


def _aside(library: Library, document: int) -> dict[int, int]:
    kept = duplicates.standing_for(library, document)
    return {} if kept == document else {document: kept}


def _check_open(library: Library, ids: Sequence[int], stage: Stage) -> None:
    settled = decisions.hanging(library, stage, ids)
    if settled:
        raise Declined(
            say(_WAS_SETTLED[stage], records=retold(_named(settled))),
            say("Open the settled decision again to change yours."),
        )


def _known_reason(library: Library, verdict: Verdict, reason: int | str | None) -> tuple[int | None, str]:
    """Return the reason as an id, or its words where it is not offered yet."""
    if isinstance(reason, str) and verdict is not Verdict.EXCLUDE:
        return 0, ""  # refused as any other reason
    if not isinstance(reason, str):
        return reason, ""
    name = _clean(reason)
    same = (each.id for each in decisions.reasons(library) if each.name.casefold() == name.casefold())
    known = next(same, None)
    return known, "" if known is not None else name


def _reason_words(library: Library, verdict: Verdict, reason: int | None) -> str:
    """Return the reason as a label says it; raises ReviewError where one is missing, unknown or too much."""
    if verdict is not Verdict.EXCLUDE:
        if reason is not None:
            raise ReviewError(say("Only an exclusion has a reason."), say("Leave it out, or write a note."))
        return ""
    known = {each.id: each for each in decisions.reasons(library)}
    if reason is None:
        raise ReviewError(
            say("An exclusion needs one reason."),
            say("Reasons: ") + ", ".join(each.name for each in known.values()),
        )
    if reason not in known:
        raise ReviewError(
            say("There is no reason {reason}.", reason=reason), say("`reviewer screen reasons` lists them.")
        )
    return known[reason].name


def _named(ids: Sequence[int]) -> str:
    if len(ids) == 1:
        return recorded("document {id}", id=ids[0])
    return recorded("{count} documents", count=f"{len(ids):,}")


# ------------------------------------------------------------------ settling


def conflicts(library: Library, stage: Stage, *, settled: bool = False) -> list[Screened]:
    """Return the documents that reviewers decided differently, as far as one may see; with `settled` also
    those where a third decision was recorded."""
    found = decisions.screened(library, stage).values()
    return [each for each in found if each.outcome is Outcome.CONFLICT or settled and each.settled]


def settle(
    library: Library,
    document: int,
    verdict: Verdict,
    *,
    stage: Stage = Stage.ABSTRACT,
    reason: int | str | None = None,
    note: str = "",
) -> Changes:
    """Record the third decision where two decided differently; it holds until it is opened again.

    Raises Declined where nothing differs as far as one may see, ReviewError as `decide` does.
    """
    found = decisions.screened_one(library, document, stage)
    if found.settled is None and found.outcome is not Outcome.CONFLICT:
        raise Declined(
            say(_NO_CONFLICT[stage], document=document),
            say("A conflict is shown once you have decided yourself and another has decided differently."),
        )
    reason, new = _known_reason(library, verdict, reason)
    words = new or _reason_words(library, verdict, reason)
    label = _SETTLED[verdict, stage].format(document=document, reason=words)
    with journal.op(library, label) as pending:
        reason = decisions.offer_reason(library, new) if new else reason
        pending.created = decisions.settle(library, found, verdict, reason, note.strip())
    return pending.changes


def reopen(library: Library, document: int, *, stage: Stage = Stage.ABSTRACT) -> Changes:
    """Open a settled decision again; raises Declined where none is, as far as one may see."""
    found = decisions.screened_one(library, document, stage)
    if found.settled is None:
        raise Declined(
            say(_NOT_SETTLED[stage], document=document),
            say("See `screen conflicts`."),
        )
    with journal.op(library, _OPENED[stage].format(document=document)) as pending:
        rows.drop(library, "settled_decisions", found.settled.id)
    return pending.changes


# ------------------------------------------------------------------ full texts


def retrieve(library: Library, chosen: Sequence[int], state: Retrieval | None, note: str = "") -> Changes:
    """Record what became of the search for full texts; None takes it away.

    Raises Declined for a record that does not go on to the full text, as far as one may see.
    """
    ids = _screenable(library, chosen)
    standing = decisions.screened(library, Stage.ABSTRACT, ids)
    stays = [id for id in ids if not standing[id].outcome.goes_on]
    if stays and state is not None:
        raise Declined(
            say("{records} does not go on to the full text.", records=begin(retold(_named(stays)))),
            say("Include it first, or settle what was decided differently."),
        )
    said = _SOUGHT[state].format(records=_named(ids))
    with journal.op(library, said) as pending:
        decisions.set_retrieval(library, ids, state, note.strip())
    return pending.changes


# ------------------------------------------------------------------ reasons


def add_reason(library: Library, name: str) -> Changes:
    """Add a reason at the end of the list; `created` is its id. One that was taken off is offered again."""
    name = _clean(name)
    known = decisions.reasons(library, every=True)
    same = next((each for each in known if each.name.casefold() == name.casefold()), None)
    if same is not None and same.offered:
        raise ReviewError(say("“{name}” is a reason already.", name=same.name), say("Choose it in the list."))
    with journal.op(library, recorded("New reason for exclusion “{name}”", name=name)) as pending:
        pending.created = decisions.offer_reason(library, name)
    return pending.changes


def edit_reason(library: Library, reason: int, name: str) -> Changes:
    """Give a place in the list other words; decisions made before keep the words they were made with."""
    old, name = _offered(library, reason), _clean(name)
    others = {each.name.casefold() for each in decisions.reasons(library) if each.id != reason}
    if name.casefold() in others:
        raise ReviewError(say("“{name}” is a reason already.", name=name), say("Remove one of the two."))
    with journal.op(
        library, recorded("Reason for exclusion “{name}”: “{words}”", name=old.name, words=name)
    ) as pending:
        if name != old.name:
            rows.change(library, "exclusion_reasons", old.id, offered=0)
            pending.created = rows.add(library, "exclusion_reasons", name=name, position=old.position)
    return pending.changes


def remove_reason(library: Library, reason: int) -> Changes:
    """Offer a reason no longer; decisions made for it keep it."""
    old = _offered(library, reason)
    if len(decisions.reasons(library)) == 1:
        raise Declined(say("One reason must be left."), say("Add another first, or change its words."))
    with journal.op(library, recorded("Offer the reason “{name}” no longer", name=old.name)) as pending:
        rows.change(library, "exclusion_reasons", reason, offered=0)
    return pending.changes


def move_reason(library: Library, reason: int, place: int) -> Changes:
    """Put a reason at a place of the list, from 1; its key follows."""
    moved = _offered(library, reason)
    order = [each for each in decisions.reasons(library) if each.id != reason]
    order.insert(max(0, place - 1), moved)
    with journal.op(library, recorded("Move the reason “{name}”", name=moved.name)) as pending:
        for position, each in enumerate(order, start=1):
            rows.change(library, "exclusion_reasons", each.id, position=position)
    return pending.changes


def _offered(library: Library, reason: int) -> ExclusionReason:
    found = next((each for each in decisions.reasons(library) if each.id == reason), None)
    if found is None:
        raise ReviewError(
            say("There is no reason {reason}.", reason=reason), say("`reviewer screen reasons` lists them.")
        )
    return found


def _clean(name: str) -> str:
    name = " ".join(name.split())
    if not name or len(name) > LONGEST_REASON:
        raise ReviewError(
            say("A reason needs 1 to {LONGEST_REASON} characters.", LONGEST_REASON=LONGEST_REASON),
            say("Say it in a few words."),
        )
    return name


# ------------------------------------------------------------------ the order of screening


def telling(library: Library, stage: Stage) -> tuple[dict[str, int], str]:
    """Return the words that set what one included apart from what one excluded, with their weights, and in a
    sentence what an order by them rests on. Only one's own decisions are looked at."""
    included = decisions.decided_texts(library, stage, Verdict.INCLUDE, closeness.LEARNED_FROM)
    excluded = decisions.decided_texts(library, stage, Verdict.EXCLUDE, closeness.LEARNED_FROM)
    words = {word for text in (*included, *excluded) for word in closeness.words_of(text)}
    held = likenesses.passages_with(library, words) if included and excluded else {}
    common = {word for word, passages in held.items() if passages > closeness.COMMON}
    weights = closeness.telling_words(included, excluded, common)
    return weights, closeness.explained(weights, len(included), len(excluded))


def closest_first(library: Library, ids: Sequence[int], weights: Mapping[str, int]) -> list[int]:
    """Return documents in the order of their closeness to what one included; equals stay as they are."""
    near = closeness.closeness(decisions.holding(library, weights), weights)
    return sorted(ids, key=lambda id: -near.get(id, 0))
