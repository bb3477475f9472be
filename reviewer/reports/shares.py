"""Who screened and rated what: how much each did, blind or not, where they differed, who settled it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from reviewer.appraisal.instruments import instruments
from reviewer.model import Appraisal, Certainty, Subject
from reviewer.model.screening import Decision, Stage
from reviewer.reports.blocks import Block, Column, Heading, Row, Table, Text
from reviewer.reports.index import Index, counted, shown
from reviewer.reports.lights import definition

TITLE = "Who screened and rated what"
_COLUMNS = (Column("What", 250), Column("By whom", 180), Column("How many", 256))
_BLIND = "before seeing what another judged"
Line = tuple[str, str, str]
Noun = tuple[str, str]
RECORD, APPRAISAL = ("record", "records"), ("appraisal", "appraisals")
BODY = ("body of evidence", "bodies of evidence")


def shares(index: Index) -> list[Block]:
    """Return who decided and judged how much, at which stage and with what; none where nobody has."""
    rows = [line for stage in Stage for line in _screened(index, stage)]
    rows += _judged(index, "Certainty of claims", "", index.given.certainties)
    by_form: dict[str, list[Appraisal]] = {}
    for given in index.given.appraisals:
        if given.document in index.letters:
            by_form.setdefault(given.instrument, []).append(given)
    for each in index.snapshot.hidden:
        by_form.setdefault(each.subject.instrument, [])
    by_form.pop("", None)
    for form, own in by_form.items():
        known = definition(index, own[0]) if own else instruments().get(form)
        rows += _judged(index, known.short if known else form, form, own)
    if not rows:
        return []
    table = Table(TITLE, _COLUMNS, tuple(Row(tuple((Text(shown(cell)),) for cell in row)) for row in rows))
    return [Heading(TITLE), table]


# ------------------------------------------------------------------ screening


def _screened(index: Index, stage: Stage) -> list[Line]:
    """Return who decided on how many records at a stage, and what became of decisions that differ."""
    by_record: dict[int, list[Decision]] = {}
    for each in index.snapshot.screening.decisions:
        if each.stage is stage:
            by_record.setdefault(each.document, []).append(each)
    settled = [each for each in index.snapshot.screening.settled if each.stage is stage]
    what, records = f"Decided from {stage.words}", len(by_record)
    people = {each.reviewer for own in by_record.values() for each in own}
    rows = []
    for who in sorted(people, key=index.name):
        own = [each for found in by_record.values() for each in found if each.reviewer == who]
        apart = sum(each.independent for each in own)
        blind = f"; {_share(apart, len(own))} {_BLIND}" if len(people) > 1 else ""
        rows.append((what, index.name(who), f"{_of(len(own), records, RECORD)}{blind}"))
    several = [own for own in by_record.values() if len(own) > 1]
    differ = {own[0].document for own in several if any(own[0].differs(other) for other in own)}
    rows += _doubled(what, RECORD, records, len(several), len(differ))
    by = Counter(index.name(each.reviewer) for each in settled)
    open_ = len(differ - {each.document for each in settled})
    rows += _settled(what, by.items(), open_, len(differ))
    if unseen := index.snapshot.unseen.get(stage.value):
        hidden = f"{counted(unseen, 'decision')}, hidden until you have decided on the same"
        rows.append((what, "others", hidden))
    return rows


def _doubled(what: str, noun: Noun, items: int, several: int, differ: int) -> list[Line]:
    """Return how many two or more judged, and differently; and how many one reviewer judged alone."""
    rows = []
    if several:
        apart = f"; differently {differ:,}" if differ else "; all alike"
        rows.append((what, "two or more reviewers", f"{_of(several, items, noun)}{apart}"))
    if items > several:
        rows.append((what, "one reviewer alone", _of(items - several, items, noun)))
    return rows


def _settled(what: str, by: Iterable[tuple[str, int]], open_: int, differ: int) -> list[Line]:
    rows = [
        (f"{what}: differences settled", name, counted(number, "difference")) for name, number in sorted(by)
    ]
    if open_:
        rows.append((f"{what}: differences not settled", "nobody", f"{open_:,} of {differ:,}"))
    return rows


# ------------------------------------------------------------------ ratings and appraisals


def _judged(index: Index, what: str, instrument: str, given: Sequence[Certainty | Appraisal]) -> list[Line]:
    """Return who judged how much with one instrument, or rated how many bodies of evidence."""
    noun = APPRAISAL if instrument else BODY
    done: dict[Subject, list[str]] = {}
    begun: Counter[str] = Counter()
    for each in given:
        finished = each.graded if isinstance(each, Certainty) else each.done
        done.setdefault(each.subject, []).extend([each.reviewer] if finished else [])
        begun[each.reviewer] += not finished
    rows = []
    for who in sorted({each.reviewer for each in given}, key=index.name):
        said = _of(sum(who in own for own in done.values()), len(done), noun)
        said += f"; {begun[who]:,} begun and not done" if begun[who] else ""
        rows.append((what, index.name(who), said + _blind(index, who, done)))
    rows += _together(index, what, noun, {subject: own for subject, own in done.items() if own})
    unseen = Counter(each.reviewer for each in index.snapshot.hidden if each.subject.instrument == instrument)
    rows += [
        (what, index.name(who), f"{number:,} hidden until you have judged the same")
        for who, number in sorted(unseen.items(), key=lambda pair: index.name(pair[0]))
    ]
    return rows


def _blind(index: Index, who: str, done: dict[Subject, list[str]]) -> str:
    """Say how many of one's judgements that another made too were made blind."""
    shared = [subject for subject, own in done.items() if who in own and len(own) > 1]
    if not shared:
        return ""
    apart = sum(who in index.snapshot.apart.get(subject, ()) for subject in shared)
    return f"; of {len(shared):,} that another judged too, {_share(apart, len(shared))} {_BLIND}"


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
    return f"{number:,} of {counted(items, *noun)}"


def _share(part: int, whole: int) -> str:
    return "all" if part == whole else "none" if not part else f"{part:,}"
