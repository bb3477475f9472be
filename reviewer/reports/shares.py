"""Who screened and rated what: how much each did, blind or not, where they differed, who settled it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from reviewer.appraisal.instruments import instruments
from reviewer.language import amount, later, say, say_count
from reviewer.model import Appraisal, Certainty, Subject
from reviewer.model.screening import Decision, Stage
from reviewer.reports.blocks import Block, Column, Heading, Row, Table, Text
from reviewer.reports.index import Index, number_of, shown, titled
from reviewer.reports.lights import definition

TITLE = later("Who screened and rated what")
_COLUMNS = (Column(later("What"), 250), Column(later("By whom"), 180), Column(later("How many"), 256))
_DECIDED = {
    Stage.ABSTRACT: later("Decided from title and abstract"),
    Stage.FULL_TEXT: later("Decided from full text"),
}
Line = tuple[str, str, str]
Noun = Callable[[str, int], str]
"""How many of how many are said to be something: part and whole."""


def _of_records(part: str, whole: int) -> str:
    return say_count(whole, "{part} of {n} record", "{part} of {n} records", part=part)


def _of_appraisals(part: str, whole: int) -> str:
    return say_count(whole, "{part} of {n} appraisal", "{part} of {n} appraisals", part=part)


def _of_bodies(part: str, whole: int) -> str:
    return say_count(whole, "{part} of {n} body of evidence", "{part} of {n} bodies of evidence", part=part)


def shares(index: Index) -> list[Block]:
    """Return who decided and judged how much, at which stage and with what; none where nobody has."""
    rows = [line for stage in Stage for line in _screened(index, stage)]
    rows += _judged(index, say("Certainty of claims"), "", index.given.certainties)
    by_form: dict[str, list[Appraisal]] = {}
    for given in index.given.appraisals:
        if given.document in index.letters:
            by_form.setdefault(given.instrument, []).append(given)
    for each in index.snapshot.hidden:
        by_form.setdefault(each.subject.instrument, [])
    by_form.pop("", None)
    for form, own in by_form.items():
        known = definition(index, own[0]) if own else instruments().get(form)
        rows += _judged(index, say(known.short) if known else form, form, own)
    if not rows:
        return []
    table = Table(
        say(TITLE), titled(_COLUMNS), tuple(Row(tuple((Text(shown(cell)),) for cell in row)) for row in rows)
    )
    return [Heading(say(TITLE)), table]


# ------------------------------------------------------------------ screening


def _screened(index: Index, stage: Stage) -> list[Line]:
    """Return who decided on how many records at a stage, and what became of decisions that differ."""
    by_record: dict[int, list[Decision]] = {}
    for each in index.snapshot.screening.decisions:
        if each.stage is stage:
            by_record.setdefault(each.document, []).append(each)
    settled = [each for each in index.snapshot.screening.settled if each.stage is stage]
    what, records = say(_DECIDED[stage]), len(by_record)
    people = {each.reviewer for own in by_record.values() for each in own}
    rows = []
    for who in sorted(people, key=index.name):
        own = [each for found in by_record.values() for each in found if each.reviewer == who]
        apart = sum(each.independent for each in own)
        blind = f"; {_blindly(apart, len(own))}" if len(people) > 1 else ""
        rows.append((what, index.name(who), f"{_of(len(own), records, _of_records)}{blind}"))
    several = [own for own in by_record.values() if len(own) > 1]
    differ = {own[0].document for own in several if any(own[0].differs(other) for other in own)}
    rows += _doubled(what, _of_records, records, len(several), len(differ))
    by = Counter(index.name(each.reviewer) for each in settled)
    open_ = len(differ - {each.document for each in settled})
    rows += _settled(what, by.items(), open_, len(differ))
    if unseen := index.snapshot.unseen.get(stage.value):
        hidden = say_count(
            unseen,
            "{n} decision, hidden until you have decided on the same",
            "{n} decisions, hidden until you have decided on the same",
        )
        rows.append((what, say("others"), hidden))
    return rows


def _doubled(what: str, noun: Noun, items: int, several: int, differ: int) -> list[Line]:
    """Return how many two or more judged, and differently; and how many one reviewer judged alone."""
    rows = []
    if several:
        apart = say("; differently {count}", count=amount(differ)) if differ else say("; all alike")
        rows.append((what, say("two or more reviewers"), f"{_of(several, items, noun)}{apart}"))
    if items > several:
        rows.append((what, say("one reviewer alone"), _of(items - several, items, noun)))
    return rows


def _settled(what: str, by: Iterable[tuple[str, int]], open_: int, differ: int) -> list[Line]:
    rows = [
        (
            say("{what}: differences settled", what=what),
            name,
            say_count(number, "{n} difference", "{n} differences"),
        )
        for name, number in sorted(by)
    ]
    if open_:
        rows.append(
            (say("{what}: differences not settled", what=what), say("nobody"), number_of(open_, differ))
        )
    return rows


# ------------------------------------------------------------------ ratings and appraisals


def _judged(index: Index, what: str, instrument: str, given: Sequence[Certainty | Appraisal]) -> list[Line]:
    """Return who judged how much with one instrument, or rated how many bodies of evidence."""
    noun = _of_appraisals if instrument else _of_bodies
    done: dict[Subject, list[str]] = {}
    begun: Counter[str] = Counter()
    for each in given:
        finished = each.graded if isinstance(each, Certainty) else each.done
        done.setdefault(each.subject, []).extend([each.reviewer] if finished else [])
        begun[each.reviewer] += not finished
    rows = []
    for who in sorted({each.reviewer for each in given}, key=index.name):
        said = _of(sum(who in own for own in done.values()), len(done), noun)
        said += say("; {count} begun and not done", count=amount(begun[who])) if begun[who] else ""
        rows.append((what, index.name(who), said + _blind(index, who, done)))
    rows += _together(index, what, noun, {subject: own for subject, own in done.items() if own})
    unseen = Counter(each.reviewer for each in index.snapshot.hidden if each.subject.instrument == instrument)
    rows += [
        (what, index.name(who), say("{count} hidden until you have judged the same", count=amount(number)))
        for who, number in sorted(unseen.items(), key=lambda pair: index.name(pair[0]))
    ]
    return rows


def _blind(index: Index, who: str, done: dict[Subject, list[str]]) -> str:
    """Say how many of one's judgements that another made too were made blind."""
    shared = [subject for subject, own in done.items() if who in own and len(own) > 1]
    if not shared:
        return ""
    apart = sum(who in index.snapshot.apart.get(subject, ()) for subject in shared)
    return say(
        "; of {count} that another judged too, {how}",
        count=amount(len(shared)),
        how=_blindly(apart, len(shared)),
    )


def _together(index: Index, what: str, noun: Noun, done: dict[Subject, list[str]]) -> list[Line]:
    """Return how much was judged by several, and what became of each thing they judged differently."""
    several = [subject for subject, own in done.items() if len(own) > 1]
    found = [list(index.snapshot.standings[subject].differences.values()) for subject in several]
    every = [each for rows in found for each in rows]
    settled = Counter(each.by for each in every if each.settled)
    open_ = sum(not each.settled for each in every)
    rows = _doubled(what, noun, len(done), len(several), sum(map(bool, found)))
    return rows + _settled(what, settled.items(), open_, len(every))


# ------------------------------------------------------------------ words


def _of(number: int, items: int, noun: Noun) -> str:
    return noun(amount(number), items)


def _blindly(part: int, whole: int) -> str:
    if part == whole:
        return say("all before seeing what another judged")
    if not part:
        return say("none before seeing what another judged")
    return say("{count} before seeing what another judged", count=amount(part))
