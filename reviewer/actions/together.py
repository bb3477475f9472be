"""Two people who judge the same: they are shown each other when both are done, and settle what differs."""

from __future__ import annotations

from reviewer.errors import Declined
from reviewer.library import Library, blinding, journal, rows
from reviewer.library import together as kept
from reviewer.model import Changes, Subject


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
            f"This {what} is another reviewer's; only they change it.",
            "Judge it yourself. Where the two differ, settle it.",
        )


def look(library: Library) -> Changes:
    """See from here on what others judge without judging oneself, as one who reads or settles.

    What one judges afterwards no longer counts as independent, also when this is undone.
    """
    person = library.reviewer
    if blinding.looks(library, person.id):
        raise Declined(f"{person.name} sees the judgements of others already.", "Nothing is to be done.")
    with journal.op(library, "See the judgements of others") as pending:
        rows.add(library, "onlookers", reviewer=person.id)
    return pending.changes
