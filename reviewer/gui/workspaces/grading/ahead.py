"""What comes next in Grade: the next body that is not graded, the next study that is not appraised."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from reviewer.appraisal.instrument import Instrument
from reviewer.gui.session import Session
from reviewer.gui.workspaces.grading import gather
from reviewer.gui.workspaces.grading.bodies import Body, Entry, Shelf
from reviewer.library import appraisals

T = TypeVar("T")


def next_body(shelf: Shelf, here: Body | None) -> tuple[Entry, Body] | None:
    """Return the next body that is gradable and not graded, from here on and round; None where all are."""
    order = [(entry, body) for entry in shelf.entries for body in entry.bodies]
    place = next((n for n, (_, body) in enumerate(order) if body is here), -1)
    return next(((e, body) for e, body in _round(order, place) if not body.graded), None)


def next_study(
    session: Session, shelf: Shelf, form: Instrument, claim: int, document: int
) -> tuple[int, int] | None:
    """Return (claim, document) of the next study that a form fits and that is not appraised with it to the
    end by the reviewer: of the claim in front first, then claim by claim and round; None where all are."""
    done = _done(session, form)
    here = next((n for n, entry in enumerate(shelf.entries) if entry.claim.id == claim), -1)
    if here >= 0:
        near = _documents(session, shelf, shelf.entries[here], form)
        place = near.index(document) if document in near else -1
        for id in _round(near, place):
            if id != document and not done(claim, id):
                return claim, id
    for entry in _round(shelf.entries, here):
        for id in _documents(session, shelf, entry, form) if entry.claim.id != claim else ():
            if not done(entry.claim.id, id):
                return entry.claim.id, id
    return None


def _round(order: Sequence[T], place: int) -> Iterator[T]:
    """Yield what comes after a place, then what stands before it and the place itself."""
    yield from order[place + 1 :]
    yield from order[: place + 1]


def _documents(session: Session, shelf: Shelf, entry: Entry, form: Instrument) -> Sequence[int]:
    (offer,) = gather.offers(gather.Sources(session, shelf, entry), [form])
    return offer.documents


def _done(session: Session, form: Instrument) -> Callable[[int, int], bool]:
    """Return whether the reviewer has finished the form for a document, or for one result of it."""
    finished = {
        (each.claim, each.document)
        for each in session.read(appraisals.appraisals)
        if each.instrument == form.id and each.reviewer == session.reviewer.id and each.done
    }
    return lambda claim, document: (claim if form.per_result else None, document) in finished
