"""How the studies were appraised: one table for each checklist, one for all levels of evidence."""

from __future__ import annotations

from reviewer.appraisal import instruments, score
from reviewer.appraisal.consensus import OVERALL
from reviewer.appraisal.instruments import Instrument
from reviewer.errors import ReviewError
from reviewer.model import Answer, Appraisal
from reviewer.reports.blocks import Block, Column, Heading, Paragraph, Row, Run, Table, Text
from reviewer.reports.findings import OCEBM, level_of
from reviewer.reports.index import Index, shown
from reviewer.reports.raters import standing_of

_ITEMS = (Column("", 20, "strong"), Column("Item", 250), Column("Answer", 86), Column("Reason", 330, "quiet"))
_LEVELS = (
    Column("Source", 54, "strong"),
    Column("Claim", 48),
    Column("Question", 200),
    Column("Level", 48),
    Column("Reason", 220, "quiet"),
    Column("Rated by", 116),
)


def appraisals(index: Index) -> list[Block]:
    """Return every appraisal in the order of the sources; nothing when there is none."""
    given = [appraisal for appraisal in index.snapshot.appraisals if appraisal.document in index.letters]
    if not given:
        return []
    order = {document.id: place for place, document in enumerate(index.sources)}
    given.sort(key=lambda each: (order[each.document], each.instrument, each.claim or 0, each.id))
    levels = [appraisal for appraisal in given if appraisal.instrument.startswith(OCEBM)]
    blocks: list[Block] = [Heading("Appraisals")]
    if levels:
        rows = tuple(_level_row(index, appraisal) for appraisal in levels)
        name = "Levels of evidence, OCEBM 2011"
        blocks += [Heading(name, level=2), Table(name, _LEVELS, rows)]
    for appraisal in given:
        if appraisal not in levels:
            blocks += _checklist(index, appraisal)
    return blocks


def definition(index: Index, appraisal: Appraisal) -> Instrument | None:
    """Return the form as the library kept it, or as it is shipped; None when neither can be read."""
    kept = index.snapshot.instruments.get((appraisal.instrument, appraisal.version))
    try:
        return instruments.from_json(kept) if kept else instruments.instruments().get(appraisal.instrument)
    except ReviewError:
        return None  # the answers are printed under their keys; the check of the library names the damage


def _answer(form: Instrument | None, item: str, answer: Answer) -> str:
    """Return the label of an answer, or its key where the form does not know it."""
    options = [option for each in form.items if each.id == item for option in each.answers] if form else []
    return next((option.label for option in options if option.key == answer.value), answer.value)


def _level_row(index: Index, appraisal: Appraisal) -> Row:
    form = definition(index, appraisal)
    claim = index.claim.get(appraisal.claim) if appraisal.claim is not None else None
    reasons = [appraisal.note, *(answer.reason for answer in appraisal.answers.values())]
    return Row(
        (
            (Text(index.letters[appraisal.document]),),
            (Text(str(claim.number), target=f"claim-{claim.id}") if claim else Text("all"),),
            (_given(index, form, "question", appraisal),),
            (Text(level_of(appraisal) or _open(index, appraisal, OVERALL) or "–"),),
            (Text(" ".join(shown(reason) for reason in dict.fromkeys(reasons) if reason)),),
            (Text(_by(index, appraisal)),),
        )
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
    return f"not settled: {shown(said)}" if said else ""


def _given(index: Index, form: Instrument | None, item: str, appraisal: Appraisal) -> Text:
    """Return the answer to an item, that it is not settled, or that there is none."""
    answer, open_ = appraisal.answers.get(item), _open(index, appraisal, item)
    if answer and answer.value:
        return Text(_answer(form, item, answer))
    return Text(open_ or ("" if answer else "not answered"), "quiet")


def _checklist(index: Index, appraisal: Appraisal) -> list[Block]:
    form = definition(index, appraisal)
    name = f"{form.short if form else appraisal.instrument}, source {index.letters[appraisal.document]}"
    claim = index.claim.get(appraisal.claim) if appraisal.claim is not None else None
    name += f", claim {claim.number}" if claim else ""
    basis = f"from the {appraisal.basis}" if appraisal.basis else ""
    aside = ", ".join(part for part in (f"by {index.name(appraisal.reviewer)}", basis) if part)
    rows = tuple(_item_row(index, form, item, appraisal) for item in _item_ids(form, appraisal))
    blocks: list[Block] = [Heading(name, aside, level=2), Table(name, _ITEMS, rows)]
    remark = _result(index, form, appraisal)
    return [*blocks, Paragraph(remark, "note")] if remark else blocks


def _item_ids(form: Instrument | None, appraisal: Appraisal) -> list[str]:
    return [item.id for item in form.items] if form else list(appraisal.answers)


def _item_row(index: Index, form: Instrument | None, item: str, appraisal: Appraisal) -> Row:
    answer = appraisal.answers.get(item)
    label = form.item(item).label if form else item
    given = _given(index, form, item, appraisal)
    return Row(((Text(item),), (Text(label),), (given,), (Text(shown(answer.reason) if answer else ""),)))


def _result(index: Index, form: Instrument | None, appraisal: Appraisal) -> Run:
    """Return the count of answers, the overall appraisal, the note, and where the form comes from."""
    parts = []
    if form:
        parts.append(_count(form, appraisal))
        overall = {option.key: option.label for option in form.overall}
        parts.append(
            f"Overall: {overall.get(appraisal.judgement, appraisal.judgement)}" if appraisal.judgement else ""
        )
        parts += [shown(appraisal.note), form.citation]
    else:
        parts += [appraisal.judgement, shown(appraisal.note)]
    overall_open = _open(index, appraisal, OVERALL)
    words = shown(standing_of(index, appraisal).words)
    parts += [f"Overall {overall_open}" if overall_open else "", words[:1].upper() + words[1:]]
    said = " ".join(f"{part.rstrip('.')}." for part in parts if part)
    return (Text(said),) if said else ()


def _count(form: Instrument, appraisal: Appraisal) -> str:
    try:
        return score.score(form, appraisal.answers).text
    except ReviewError:
        return "Some answers do not belong to this form and are not counted"
