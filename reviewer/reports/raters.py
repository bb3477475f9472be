"""Who judged what: alone, alike, settled or not; said wherever a judgement of several is printed."""

from __future__ import annotations

from reviewer.language import later, listed, say, say_count
from reviewer.model import Appraisal, Certainty, Shared, Standing, Subject
from reviewer.reports.blocks import Block, Check, Column, Heading, Row, Run, Table, Text
from reviewer.reports.index import Index, shown, titled

_DIFFERENCES = (
    Column(later("What"), 150, "strong"),
    Column(later("What each judged"), 220),
    Column(later("Settled as"), 110),
    Column(later("By"), 80),
    Column(later("Why"), 126, "quiet"),
)


def standing_of(index: Index, judgement: Certainty | Appraisal) -> Standing:
    """Return how a judgement stands; nothing to say where only one person judges in this library."""
    return index.snapshot.standings.get(judgement.subject, Standing())


def by_whom(index: Index, judgement: Certainty | Appraisal) -> Run:
    """Return by whom a judgement was made, as it stands behind the outcome; "not settled" stands at the
    judgement itself."""
    found = standing_of(index, judgement)
    if not found.words or found.shared is Shared.DIFFERS:
        return ()
    return (Text(f", {shown(found.words)}", "quiet"),)


def settled(index: Index) -> list[Block]:
    """Return every difference between reviewers: what each judged, and what was settled by whom and why."""
    rows = []
    for subject in _subjects(index):
        for each in index.snapshot.standings[subject].differences.values():
            by = each.by
            if each.changed:
                by = say("{name}; changed since by {others}", name=each.by, others=each.changed)
            cells = (each.said, each.settled or say("not settled"), by or say("nobody"), each.why)
            what = f"{subject_in_words(index, subject)}: {each.label}"
            rows.append(Row(tuple((Text(shown(cell)),) for cell in (what, *cells))))
    if not rows:
        return []
    name = say("Where reviewers differed")
    return [Heading(name), Table(name, titled(_DIFFERENCES), tuple(rows))]


def _subjects(index: Index) -> list[Subject]:
    """Return what several judged, bodies of evidence first, each in the order of the report."""
    subjects = [each.subject for each in index.certainties]
    subjects += [each.subject for each in index.snapshot.appraisals]
    return [each for each in dict.fromkeys(subjects) if each in index.snapshot.standings]


def subject_in_words(index: Index, subject: Subject) -> str:
    """Return what is judged: "Claim 1, NMO", "Source A, jbi-case-series, claim 2"."""
    claim = index.claim.get(subject.claim) if subject.claim is not None else None
    if subject.document is None:
        known = index.population.get(subject.population) if subject.population is not None else None
        where = (known.short or known.name) if known else say("population not stated")
        return say("Claim {number}, {where}", number=claim.number, where=where) if claim else f", {where}"
    source = say("Source {letter}", letter=index.letters.get(subject.document, subject.document))
    number = say("claim {number}", number=claim.number) if claim else ""
    return ", ".join(part for part in (source, subject.instrument, number) if part)


def checks(index: Index) -> list[Check]:
    """Return what is not settled, settled and out of date, judged by one alone, or hidden from the reader."""
    standings = index.snapshot.standings
    found = []
    for shared, told in _TOLD.items():
        if at := [subject for subject, each in standings.items() if each.shared is shared]:
            named = listed(subject_in_words(index, subject) for subject in at)
            found.append(Check(False, say(told, subjects=named), *_place(at[0])))
    if alone := [subject for subject, each in standings.items() if each.shared is Shared.ALONE]:
        said = say_count(
            len(alone),
            "{n} judgement made by one reviewer alone.",
            "{n} judgements made by one reviewer alone.",
        )
        found.append(Check(False, said, *_place(alone[0])))
    return found


def _place(subject: Subject) -> tuple[str, int]:
    """Return where a judgement is looked at: the study that is appraised, or the claim that is rated."""
    if subject.document is not None:
        return "appraised", subject.document
    return ("graded", subject.claim) if subject.claim is not None else ("", 0)


_TOLD = {
    Shared.DIFFERS: later("Reviewers judge differently and nothing is settled: {subjects}."),
    Shared.STALE: later("Settled before somebody changed what they judged: {subjects}."),
    Shared.HIDDEN: later("Judged by another and hidden until you have judged it too: {subjects}."),
}
