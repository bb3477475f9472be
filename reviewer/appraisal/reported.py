"""A snapshot as a report states it: what several reviewers judged of the same stands there once.

Where they judge alike, or a difference was settled, that is the judgement. Where they differ, the report says
so and by how much; it never chooses. What the reader of the report may not see yet is named, not told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from reviewer.appraisal import consensus, grade, instruments
from reviewer.appraisal.instrument import Instrument
from reviewer.appraisal.wording import inside
from reviewer.errors import ReviewError
from reviewer.language import say
from reviewer.model import (
    Appraisal,
    Certainty,
    Difference,
    Hidden,
    Settlement,
    Shared,
    Snapshot,
    Standing,
    Subject,
)

J = TypeVar("J", Certainty, Appraisal)


def reported(snapshot: Snapshot) -> Snapshot:
    """Return the snapshot with one judgement for each subject, and how each stands, in words."""
    people = _Names(snapshot)
    settled: dict[Subject, list[Settlement]] = {}
    for each in snapshot.settlements:
        settled.setdefault(each.subject, []).append(each)
    standings: dict[Subject, Standing] = {}
    certainties = [
        _one(ratings, settled.get(subject, []), people, standings)
        for subject, ratings in _by_subject(snapshot.certainties).items()
    ]
    appraisals = [
        _one(given, settled.get(subject, []), people, standings)
        for subject, given in _by_subject(snapshot.appraisals).items()
    ]
    for subject in {each.subject: None for each in snapshot.hidden}:
        if subject not in standings:
            standings[subject] = Standing(Shared.HIDDEN, people.hidden(subject))
    return replace(
        snapshot, certainties=tuple(certainties), appraisals=tuple(appraisals), standings=standings
    )


def _by_subject(judgements: Iterable[J]) -> dict[Subject, list[J]]:
    found: dict[Subject, list[J]] = {}
    for each in judgements:
        found.setdefault(each.subject, []).append(each)
    return found


class _Names:
    """Who judged what in this library, for the words of a standing."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.names = snapshot.reviewers
        self._hidden: Mapping[Subject, list[Hidden]] = _hidden_by_subject(snapshot.hidden)
        judges = {each.reviewer for each in snapshot.certainties}
        judges |= {each.reviewer for each in snapshot.appraisals} | {
            each.reviewer for each in snapshot.hidden
        }
        self.several = len(judges) > 1

    def name(self, reviewer: str) -> str:
        """Return the name of a reviewer, or the id when the library knows no name."""
        return self.names.get(reviewer) or reviewer

    def listed(self, reviewers: Iterable[str]) -> str:
        """Return names as a sentence lists them, in their order."""
        return consensus.listed(sorted({self.name(each) for each in reviewers}))

    def hidden(self, subject: Subject) -> str:
        """Return who judged a subject that the reader may not see, and why not."""
        found = self._hidden.get(subject, [])
        done = self.listed(each.reviewer for each in found if each.done)
        if done:
            return say("judged by {people}, hidden until you have judged it too", people=done)
        begun = self.listed(each.reviewer for each in found)
        return say("begun by {people}", people=begun) if begun else ""


def _hidden_by_subject(hidden: Iterable[Hidden]) -> dict[Subject, list[Hidden]]:
    found: dict[Subject, list[Hidden]] = {}
    for each in hidden:
        found.setdefault(each.subject, []).append(each)
    return found


def finished(judgements: Sequence[J]) -> list[J]:
    """Return the judgements that their reviewers have finished."""
    return [each for each in judgements if (each.graded if isinstance(each, Certainty) else each.done)]


def _one(
    judgements: Sequence[J], settled: Sequence[Settlement], people: _Names, standings: dict[Subject, Standing]
) -> J:
    """Return the judgement that stands for all of one subject, and note how it stands."""
    done = finished(judgements) or list(judgements)
    if len(done) == 1 or not finished(judgements):
        if people.several:
            standings[done[0].subject] = _alone(done, judgements, people)
        return done[0]
    found = compared(done, settled)
    made = _together(done, found, people.listed(each.reviewer for each in done))
    standings[made.subject] = Standing(
        made.shared, in_words(done, found, people.name), _differences(done[0], found, people)
    )
    return made


def _alone(done: Sequence[J], judgements: Sequence[J], people: _Names) -> Standing:
    others = people.listed(each.reviewer for each in judgements if each is not done[0])
    alone = say("judged by {name} alone", name=people.name(done[0].reviewer))
    told = (alone, say("{people} not done", people=others) if others else "", people.hidden(done[0].subject))
    return Standing(Shared.ALONE, ", ".join(part for part in told if part))


def compared(
    judgements: Sequence[Certainty | Appraisal], settled: Iterable[Settlement]
) -> tuple[consensus.Matter, ...]:
    """Put finished judgements of one subject side by side."""
    rated = [each for each in judgements if isinstance(each, Certainty)]
    if rated:
        return consensus.matters_of_ratings(rated, settled)
    given = [each for each in judgements if isinstance(each, Appraisal)]
    return consensus.matters_of_appraisals(given, settled, form_of(given[0]))


def _together(judgements: Sequence[J], found: Sequence[consensus.Matter], names: str) -> J:
    make: Callable[..., Any] = (
        consensus.rating_together if isinstance(judgements[0], Certainty) else consensus.appraisal_together
    )
    made: J = make(judgements, found, names)
    return made


def form_of(judgement: Certainty | Appraisal) -> Instrument | None:
    """Return the instrument of a judgement as it is shipped, None where there is none of its name."""
    name = "grade" if isinstance(judgement, Certainty) else judgement.instrument
    try:
        return instruments.instruments().get(name)
    except ReviewError:
        return None


def _differences(
    judgement: Certainty | Appraisal, found: Iterable[consensus.Matter], people: _Names
) -> dict[str, Difference]:
    """Return what differs, or did until it was settled, in words, by item."""
    form, rows = form_of(judgement), {}
    for each in found:
        if not (each.differs or each.settlement):
            continue
        said, kept = consensus.each_says(each, people.names, form), each.settlement
        row = Difference(say(each.label), said)
        if kept is not None:
            value = consensus.value_in_words(each.item, kept.value, form)
            changed = people.listed(each.changed)
            row = Difference(say(each.label), said, value, people.name(kept.reviewer), kept.reason, changed)
        rows[each.item] = row
    return rows


def in_words(
    judgements: Sequence[Certainty | Appraisal],
    found: Sequence[consensus.Matter],
    name: Callable[[str], str],
) -> str:
    """Return by whom a judgement of several was made: alike, settled, out of date, or not settled."""
    how = consensus.shared(found, len(judgements))
    who = consensus.listed(sorted({name(each.reviewer) for each in judgements}))
    if how is Shared.DIFFERS:
        levels = ", ".join(f"{name(e.reviewer)} {overall_word(e)}".strip() for e in judgements)
        open_ = consensus.listed([inside(say(each.label)) for each in found if each.open])
        return say("not settled: {judgements}; different in {items}", judgements=levels, items=open_)
    if how is Shared.AGREED:
        return say("judged alike by {people}", people=who)
    settlers = {name(each.settlement.reviewer) for each in found if each.settlement}
    settled_by = consensus.listed(sorted(settlers))
    changed = {name(reviewer) for each in found for reviewer in each.changed}
    if how is Shared.STALE:
        stale = consensus.listed([inside(say(each.label)) for each in found if each.changed])
        return say(
            "judged by {people}, settled by {settlers}; changed since by {others}: {items}",
            people=who,
            settlers=settled_by,
            others=consensus.listed(sorted(changed)),
            items=stale,
        )
    return say("judged by {people}, settled by {settlers}", people=who, settlers=settled_by)


def overall_word(judgement: Certainty | Appraisal) -> str:
    """Return what a judgement comes to in a word: its certainty, or the overall judgement of its form."""
    if isinstance(judgement, Certainty):
        return say(grade.LABELS[grade.rate(judgement).level])
    if not judgement.judgement:
        return ""
    return consensus.value_in_words(consensus.OVERALL, judgement.judgement, form_of(judgement))
