"""How the studies were appraised: one table for each checklist, one for all levels of evidence."""

from __future__ import annotations

from reviewer.appraisal import instruments, score
from reviewer.appraisal.instruments import Instrument
from reviewer.errors import ReviewError
from reviewer.model import Answer, Appraisal
from reviewer.reports.blocks import Block, Column, Heading, Paragraph, Row, Run, Table, Text
from reviewer.reports.findings import OCEBM, level_of
from reviewer.reports.index import Index, shown

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
    question = appraisal.answers.get("question", Answer(""))
    claim = index.claim.get(appraisal.claim) if appraisal.claim is not None else None
    reasons = [appraisal.note, *(answer.reason for answer in appraisal.answers.values())]
    return Row(
        (
            (Text(index.letters[appraisal.document]),),
            (Text(str(claim.number), target=f"claim-{claim.id}") if claim else Text("all"),),
            (Text(_answer(form, "question", question)),),
            (Text(level_of(appraisal) or "–"),),
            (Text(" ".join(shown(reason) for reason in dict.fromkeys(reasons) if reason)),),
            (Text(index.name(appraisal.reviewer)),),
        )
    )


def _checklist(index: Index, appraisal: Appraisal) -> list[Block]:
    form = definition(index, appraisal)
    name = f"{form.short if form else appraisal.instrument}, source {index.letters[appraisal.document]}"
    claim = index.claim.get(appraisal.claim) if appraisal.claim is not None else None
    name += f", claim {claim.number}" if claim else ""
    basis = f"from the {appraisal.basis}" if appraisal.basis else ""
    aside = ", ".join(part for part in (f"by {index.name(appraisal.reviewer)}", basis) if part)
    rows = tuple(_item_row(form, item, appraisal) for item in _item_ids(form, appraisal))
    blocks: list[Block] = [Heading(name, aside, level=2), Table(name, _ITEMS, rows)]
    remark = _result(form, appraisal)
    return [*blocks, Paragraph(remark, "note")] if remark else blocks


def _item_ids(form: Instrument | None, appraisal: Appraisal) -> list[str]:
    return [item.id for item in form.items] if form else list(appraisal.answers)


def _item_row(form: Instrument | None, item: str, appraisal: Appraisal) -> Row:
    answer = appraisal.answers.get(item)
    label = form.item(item).label if form else item
    given = Text(_answer(form, item, answer)) if answer else Text("not answered", "quiet")
    return Row(((Text(item),), (Text(label),), (given,), (Text(shown(answer.reason) if answer else ""),)))


def _result(form: Instrument | None, appraisal: Appraisal) -> Run:
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
    said = " ".join(f"{part.rstrip('.')}." for part in parts if part)
    return (Text(said),) if said else ()


def _count(form: Instrument, appraisal: Appraisal) -> str:
    try:
        return score.score(form, appraisal.answers).text
    except ReviewError:
        return "Some answers do not belong to this form and are not counted"
