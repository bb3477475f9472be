"""How the studies were appraised: judgements across studies, a table for each checklist, one for all levels.

What the rules propose and nobody took stands in no report; where a person judged otherwise, both are told.
"""

from __future__ import annotations

from dataclasses import replace

from reviewer.appraisal import score, standing
from reviewer.appraisal.consensus import OVERALL
from reviewer.appraisal.instrument import Instrument
from reviewer.errors import ReviewError
from reviewer.language import later, quoted, say
from reviewer.model import Answer, Appraisal
from reviewer.reports.blocks import Block, Column, Heading, Paragraph, Row, Run, Table, Text
from reviewer.reports.findings import OCEBM, level_of
from reviewer.reports.index import Index, shown, titled
from reviewer.reports.lights import FEWEST, MOST_ROWS, across, bars, definition, lights
from reviewer.reports.raters import standing_of

_ITEMS = (
    Column("", 26, "strong"),
    Column(later("Item"), 230),
    Column(later("Answer"), 106),
    Column(later("Reason"), 330, "quiet"),
)
_LEVELS = (
    Column(later("Source"), 54, "strong"),
    Column(later("Claim"), 48),
    Column(later("Question"), 200),
    Column(later("Level"), 48),
    Column(later("Reason"), 220, "quiet"),
    Column(later("Rated by"), 116),
)


def levels(index: Index) -> list[Block]:
    """Return the levels of evidence of the sources in one table; nothing when none has one."""
    rows = tuple(_level_row(index, each) for each in _given_in(index) if _is_level(each))
    name = say("Levels of evidence, OCEBM 2011")
    return [Heading(name), Table(name, titled(_LEVELS), rows)] if rows else []


def checklists(index: Index) -> list[Block]:
    """Return every other appraisal with its answers, by source; nothing when there is none."""
    blocks = [block for each in _given_in(index) if not _is_level(each) for block in _checklist(index, each)]
    return [Heading(say("Checklists")), *blocks] if blocks else []


def _is_level(appraisal: Appraisal) -> bool:
    return appraisal.instrument.startswith(OCEBM)


def _given_in(index: Index) -> list[Appraisal]:
    """Return the appraisals of the report's sources in their order."""
    order = {document.id: place for place, document in enumerate(index.sources)}
    given = [appraisal for appraisal in index.snapshot.appraisals if appraisal.document in order]
    return sorted(given, key=lambda each: (order[each.document], each.instrument, each.claim or 0, each.id))


def _answer(form: Instrument | None, item: str, answer: Answer) -> str:
    """Return the label of an answer, or its key where the form does not know it."""
    options = [option for each in form.items if each.id == item for option in each.answers] if form else []
    return next((say(option.label) for option in options if option.key == answer.value), answer.value)


def _level_row(index: Index, appraisal: Appraisal) -> Row:
    form = definition(index, appraisal)
    claim = index.claim.get(appraisal.claim) if appraisal.claim is not None else None
    reasons = [appraisal.note, *(answer.reason for answer in appraisal.answers.values())]
    return Row(
        (
            (Text(index.letters[appraisal.document]),),
            (Text(str(claim.number), target=f"claim-{claim.id}") if claim else Text(say("all")),),
            (_given(index, form, "question", appraisal),),
            (Text(level_of(appraisal) or _open(index, appraisal, OVERALL) or "–"),),
            (Text(" ".join(shown(reason) for reason in dict.fromkeys(reasons) if reason)),),
            (Text(_by(index, appraisal)),),
        ),
        anchor=f"judged-{appraisal.id}",
    )


def _by(index: Index, appraisal: Appraisal) -> str:
    """Return by whom it was appraised, and how that stands where several have a part in it."""
    words = shown(standing_of(index, appraisal).words)
    return (
        words
        if words and not appraisal.shared
        else ", ".join(part for part in (index.name(appraisal.reviewer), words) if part)
    )


def _open(index: Index, appraisal: Appraisal, item: str) -> str:
    """Return that reviewers differ on an item and nothing is settled, with what each says, or ""."""
    said = standing_of(index, appraisal).unsettled(item)
    return say("not settled: {judgements}", judgements=shown(said)) if said else ""


def _given(index: Index, form: Instrument | None, item: str, appraisal: Appraisal) -> Text:
    """Return the answer to an item, that it is not settled, or that there is none."""
    answer, open_ = appraisal.answers.get(item), _open(index, appraisal, item)
    if answer and answer.value:
        return Text(_answer(form, item, answer))
    return Text(open_ or ("" if answer else say("not answered")), "quiet")


def _checklist(index: Index, appraisal: Appraisal) -> list[Block]:
    form = definition(index, appraisal)
    instrument = say(form.short) if form else appraisal.instrument
    letter = index.letters[appraisal.document]
    name = say("{instrument}, source {letter}", instrument=instrument, letter=letter)
    claim = index.claim.get(appraisal.claim) if appraisal.claim is not None else None
    if claim:
        name = say(
            "{instrument}, source {letter}, claim {number}",
            instrument=instrument,
            letter=letter,
            number=claim.number,
        )
    by = say("by {name}", name=index.name(appraisal.reviewer))
    aside = ", ".join(part for part in (by, _from(appraisal.basis)) if part)
    rows = _form_rows(index, form, appraisal) if form else _bare_rows(appraisal)
    rows = (*(replace(row, anchor=f"judged-{appraisal.id}") for row in rows[:1]), *rows[1:])
    blocks: list[Block] = [Heading(name, aside, level=2), Table(name, titled(_ITEMS), rows)]
    remark = _result(index, form, appraisal)
    return [*blocks, Paragraph(remark, "note")] if remark else blocks


_BASES = {
    "abstract": later("from the abstract"),
    "full text": later("from the full text"),
    "abstract and the full text": later("from the abstract and the full text"),
    "full text and the abstract": later("from the full text and the abstract"),
}


def _from(basis: str) -> str:
    """Return from what a study was appraised; what no version of the program wrote stands as it is."""
    if not basis:
        return ""
    return say(_BASES[basis]) if basis in _BASES else say("from the {basis}", basis=basis)


def _form_rows(index: Index, form: Instrument, appraisal: Appraisal) -> tuple[Row, ...]:
    """Return the rows of a form under its headings; what was not asked is told in one row of each heading."""
    headings = {section.id: say(section.label) for section in form.sections}
    rows: list[Row] = []
    left_out: list[str] = []

    def close() -> None:
        if left_out:
            said = say("Not asked after these answers: {items}", items=", ".join(left_out))
            rows.append(Row(((), (Text(said, "quiet"),), (), ())))
            left_out.clear()

    section = ""
    for line in standing.lines(form, appraisal.answers):
        if line.item.section in headings and line.item.section != section:
            close()
            section = line.item.section
            rows.append(Row(((Text(headings[section]),),), group=True))
        if line.asked is False:
            left_out.append(line.item.id)
        elif not (line.item.optional and line.given is None):
            rows.append(_item_row(line, _open(index, appraisal, line.item.id)))
    close()
    return tuple(rows)


def _item_row(line: standing.Line, unsettled: str) -> Row:
    style = "strong" if line.judgement else ""
    open_yet = unsettled or (say("not judged") if line.judgement else say("not answered"))
    given = Text(say(line.given.label), style) if line.given else Text(open_yet, "quiet")
    differs = line.given and line.proposed and line.given.label != line.proposed
    said = [
        shown(line.reason),
        *(f"{quoted(shown(span.exact))} ({span.start}–{span.end})" for span in line.words),
    ]
    said += [say("The rules give {judgement}.", judgement=say(line.proposed))] if differs else []
    return Row(
        (
            (Text(line.item.id if any(sign.isdigit() for sign in line.item.id) else ""),),
            (Text(say(line.item.label), style),),
            (given,),
            (Text(" ".join(part for part in said if part)),),
        )
    )


def _bare_rows(appraisal: Appraisal) -> tuple[Row, ...]:
    """Return the answers under their keys, where the form cannot be read."""
    return tuple(
        Row(((Text(item),), (Text(item),), (Text(answer.value),), (Text(shown(answer.reason)),)))
        for item, answer in appraisal.answers.items()
    )


def _result(index: Index, form: Instrument | None, appraisal: Appraisal) -> Run:
    """Return the count of answers, the overall appraisal, the note, and where the form comes from."""
    despite = (
        say("Used although it does not fit the design: {reason}", reason=shown(appraisal.despite))
        if appraisal.despite
        else ""
    )
    overall_open = _open(index, appraisal, OVERALL)
    if form:
        last = standing.overall(form, appraisal.answers, appraisal.judgement, appraisal.note)
        parts = [_count(form, appraisal)]
        if last and last.given:
            differs = last.proposed and last.proposed != last.given.label
            given = say(last.given.label)
            told = say("Overall: {judgement}", judgement=given)
            if differs:
                told = say(
                    "Overall: {judgement} (the rules give {proposed})",
                    judgement=given,
                    proposed=say(last.proposed),
                )
            parts.append(told)
        elif appraisal.judgement:
            parts.append(say("Overall: {judgement}", judgement=appraisal.judgement))
        elif last and last.judgement and not overall_open:
            parts.append(say("Overall: not judged"))
        parts += [shown(appraisal.note), despite, form.citation]
    else:
        parts = [appraisal.judgement, shown(appraisal.note), despite]
    words = shown(standing_of(index, appraisal).words)
    parts += [
        say("Overall {not_settled}", not_settled=overall_open) if overall_open else "",
        words[:1].upper() + words[1:],
    ]
    said = " ".join(f"{part.rstrip('.')}." for part in parts if part)
    return (Text(said),) if said else ()


def studies_judged(index: Index) -> list[Block]:
    """Return traffic lights and bars for each instrument with which several appraisals were made."""
    blocks: list[Block] = []
    for found in across(index):
        if len(found.appraisals) >= FEWEST:
            block = lights(index, replace(found, appraisals=found.appraisals[:MOST_ROWS]))
            blocks += [
                Heading(say("{instrument} across studies", instrument=say(found.form.short)), level=2),
                block,
            ]
            added = bars(block)
            blocks += [added] if added.bars else []
    return [Heading(say("Judgements across studies")), *blocks] if blocks else []


def _count(form: Instrument, appraisal: Appraisal) -> str:
    try:
        return score.said(form, {key: each for key, each in appraisal.answers.items() if each.value})
    except ReviewError:
        return say("Some answers do not belong to this form and are not counted")
