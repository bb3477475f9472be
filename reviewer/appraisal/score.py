"""What the answers on a form come to: a count for checklists, a level for OCEBM, a proposal for the rest.

A count of answers is never called a measure of quality, and the overall judgement of a checklist is a
person's. A level is looked up in the form's table and moved by adjustments that each carry a reason. What
decision tables propose is named as proposed; a person who judges otherwise says why.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from reviewer.appraisal.decisions import Outcome, Proposal, decide, option
from reviewer.appraisal.instrument import Instrument, Item, Option
from reviewer.appraisal.wording import inside
from reviewer.errors import ReviewError
from reviewer.language import later, say
from reviewer.model import Answer

NOT_ANSWERED = later("not answered")
NOT_JUDGED = later("not judged")
PROPOSED = later("; proposed: ")


@dataclass(frozen=True, slots=True)
class Score:
    """What answers come to. `judgement` is the level of OCEBM or the overall judgement proposed, and empty
    for checklists; `counts` is the number of items for each answer key; `text` is how a list shows it."""

    judgement: str
    counts: Mapping[str, int] = field(default_factory=dict)
    text: str = ""


def score(instrument: Instrument, answers: Mapping[str, Answer]) -> Score:
    """Work out what the answers, by item id, come to under the form's rule.

    Raises ReviewError when an answer is not one of the item's; unknown items are refused too.
    """
    for item_id, answer in answers.items():
        chosen(instrument.item(item_id), answer)
    return RULES[instrument.rule](instrument, answers)


def said(instrument: Instrument, answers: Mapping[str, Answer]) -> str:
    """Return what a person's answers come to, as a report prints it: without anything that is proposed."""
    if instrument.rule != "domains":
        return score(instrument, answers).text.partition(say(PROPOSED))[0]
    outcome = decide(instrument, answers)
    counts: dict[str, int] = {}
    for item in instrument.items:
        if item.rules and outcome.asked[item.id] is not False:
            given = option(item, answers)
            label = inside(say(given.label)) if given else say(NOT_JUDGED)
            counts[label] = counts.get(label, 0) + 1
    order = [
        *(inside(say(each.label)) for item in instrument.items for each in item.answers),
        say(NOT_JUDGED),
    ]
    return ", ".join(f"{counts[label]} {label}" for label in dict.fromkeys(order) if label in counts)


def missing(
    instrument: Instrument, answers: Mapping[str, Answer], judgement: str | None = None, note: str = ""
) -> list[str]:
    """Return what an appraisal still lacks: items without answer, moves and overrides without reason.

    The overall judgement and its note are looked at where `judgement` is given, be it "".
    """
    outcome = decide(instrument, answers)
    found = []
    for item in instrument.items:
        answer = answers.get(item.id)
        if not outcome.asked[item.id] or (item.optional and answer is None):
            continue  # what may still be asked hangs on an answer that is listed itself
        if answer is None:
            if item.section != "adjustment":
                found.append(f"{_named(item)}: {_open(item, outcome.proposals.get(item.id))}.")
        elif not answer.reason.strip() and (why := _unsaid(item, answer, outcome)):
            found.append(f"{_named(item)}: {why}")
    if judgement is not None:
        found += _overall_missing(instrument, outcome.overall, judgement, note)
    return found


def _named(item: Item) -> str:
    """Return an item's label, with its id where that is a code and the form has sections."""
    coded = item.section and any(sign.isdigit() for sign in item.id)
    return f"{item.id} {say(item.label)}" if coded else say(item.label)


def _open(item: Item, proposal: Proposal | None) -> str:
    if not item.rules:
        return say("not answered")
    label = labelled(item.answers, proposal)
    return say("not judged (proposed: {judgement})", judgement=say(label)) if label else say("not judged")


def _unsaid(item: Item, answer: Answer, outcome: Outcome) -> str:
    if chosen(item, answer).levels:
        return say("say why the level moves.")
    proposal = outcome.proposals.get(item.id)
    if item.rules and proposal and proposal.value not in ("", answer.value):
        return say(
            "say why it is not {judgement}, as proposed.", judgement=say(labelled(item.answers, proposal))
        )
    return ""


def _overall_missing(form: Instrument, proposal: Proposal | None, judgement: str, note: str) -> list[str]:
    label = labelled(form.overall, proposal)
    if form.overall and not judgement:
        return [
            (
                say("Overall: not judged (proposed: {judgement}).", judgement=say(label))
                if label
                else say("Overall: not judged.")
            )
        ]
    if label and proposal and judgement != proposal.value and not note.strip():
        return [say("Overall: say why it is not {judgement}, as proposed.", judgement=say(label))]
    return []


def labelled(options: tuple[Option, ...], proposal: Proposal | None) -> str:
    """Return what the form calls a proposed judgement, or "" where nothing is proposed."""
    return next((each.label for each in options if proposal and each.key == proposal.value), "")


def chosen(item: Item, answer: Answer) -> Option:
    """Return the option an answer names; raises ReviewError when the item has no such option."""
    found = option(item, {item.id: answer})
    if found:
        return found
    keys = ", ".join(each.key for each in item.answers)
    raise ReviewError(
        say("“{value}” is no answer to “{item}”.", value=answer.value, item=say(item.label)),
        say("It may be {keys}.", keys=keys),
    )


def level_row(instrument: Instrument, question: str, study: str) -> tuple[int, str] | None:
    """Return the level (1 to 5) that the table gives a kind of study for a question, and its criterion.

    None where this kind of study does not answer the question.
    """
    for row in instrument.table:
        if row.question == question and study in row.studies:
            return row.level, row.criterion
    return None


def studies_for(instrument: Instrument, question: str) -> tuple[Option, ...]:
    """Return the kinds of study the table knows for a question, in the order of the form."""
    known = {study for row in instrument.table if row.question == question for study in row.studies}
    return tuple(each for each in instrument.item("study").answers if each.key in known)


def _tally(instrument: Instrument, answers: Mapping[str, Answer]) -> Score:
    counts: dict[str, int] = {}
    labels: dict[str, str] = {}
    for item in instrument.items:
        labels |= {each.key: inside(say(each.label)) for each in item.answers}
        answer = answers.get(item.id)
        key = answer.value if answer else NOT_ANSWERED
        counts[key] = counts.get(key, 0) + 1
    order = [*labels, NOT_ANSWERED]
    parts = [f"{counts[key]} {labels.get(key) or say(key)}" for key in order if key in counts and key != "na"]
    if "na" in counts:
        parts.append(say("of {count} that apply", count=len(instrument.items) - counts["na"]))
    return Score("", counts, ", ".join(parts))


def _level(instrument: Instrument, answers: Mapping[str, Answer]) -> Score:
    if "question" not in answers or "study" not in answers:
        return Score("", {}, say("Level not set"))
    found = level_row(instrument, answers["question"].value, answers["study"].value)
    if found is None:
        return Score("", {}, say("No level: this kind of study does not answer the question"))
    base = found[0]
    moves = _moves(instrument, answers)
    level = max(1, min(5, base - sum(levels for _, levels in moves)))
    text = say("Level {level}", level=level)
    if moves:
        return Score(
            str(level),
            {},
            say(
                "Level {level} (table {base}; {moves})",
                level=level,
                base=base,
                moves="; ".join(_moved(item, levels) for item, levels in moves),
            ),
        )
    return Score(str(level), {}, text)


def _moves(instrument: Instrument, answers: Mapping[str, Answer]) -> list[tuple[Item, int]]:
    given = [(item, chosen(item, answers[item.id]).levels) for item in instrument.items if item.id in answers]
    return [(item, levels) for item, levels in given if levels]


def _moved(item: Item, levels: int) -> str:
    number = {1: say("one"), 2: say("two")}.get(abs(levels), str(abs(levels)))
    return say(
        "{number} up for {reason}" if levels > 0 else "{number} down for {reason}",
        number=number,
        reason=say(item.phrase) if item.phrase else inside(say(item.label)),
    )


def _domains(instrument: Instrument, answers: Mapping[str, Answer]) -> Score:
    """Count the judgements of domains, a person's or else the one proposed, and propose the overall one."""
    outcome = decide(instrument, answers)
    counts: dict[str, int] = {}
    labels: dict[str, str] = {}
    for item in instrument.items:
        if item.rules and outcome.asked[item.id] is not False:
            labels |= {each.key: inside(say(each.label)) for each in item.answers}
            proposal, given = outcome.proposals.get(item.id), option(item, answers)
            key = given.key if given else proposal.value if proposal else ""
            counts[key or NOT_JUDGED] = counts.get(key or NOT_JUDGED, 0) + 1
    order = [*labels, NOT_JUDGED]
    parts = [f"{counts[key]} {labels.get(key) or say(key)}" for key in order if key in counts]
    return _proposing(instrument, outcome, counts, parts)


def _flaws(instrument: Instrument, answers: Mapping[str, Answer]) -> Score:
    """Count answers, as a checklist does, and propose the confidence that its weaknesses leave."""
    tally, outcome = _tally(instrument, answers), decide(instrument, answers)
    found = [(inside(say(section.label)), outcome.points[section.id][0]) for section in instrument.sections]
    weak = ", ".join(
        say("{number} in {part}", number=number, part=label) for label, number in found if number
    )
    parts = [tally.text, say("weaknesses: {parts}", parts=weak)] if weak else [tally.text]
    return _proposing(instrument, outcome, tally.counts, parts, "; ")


def _stars(instrument: Instrument, answers: Mapping[str, Answer]) -> Score:
    """Give the stars of each section out of those it can have; a sum alone would say too little."""
    outcome, most = decide(instrument, answers), decide(instrument, {})
    parts = [
        say(
            "{section} {stars} of {most}",
            section=say(each.label),
            stars=outcome.points[each.id][0],
            most=most.points[each.id][1],
        )
        for each in instrument.sections
    ]
    left = sum(option(item, answers) is None and not item.optional for item in instrument.items)
    counts = {section: low for section, (low, _) in outcome.points.items()} | {NOT_ANSWERED: left}
    return _proposing(instrument, outcome, counts, [*parts, f"{left} {say(NOT_ANSWERED)}"] if left else parts)


def _proposing(
    form: Instrument, outcome: Outcome, counts: Mapping[str, int], parts: list[str], sign: str = ", "
) -> Score:
    text, label = sign.join(parts), labelled(form.overall, outcome.overall)
    value = outcome.overall.value if outcome.overall else ""
    return Score(value, counts, f"{text}{say(PROPOSED)}{say(label)}" if label else text)


def _none(instrument: Instrument, answers: Mapping[str, Answer]) -> Score:
    """GRADE is rated on a body of evidence, by `grade.rate`, never on one document."""
    return Score("", {}, say("Rated per claim and population"))


RULES: Mapping[str, Callable[[Instrument, Mapping[str, Answer]], Score]] = {
    "tally": _tally,
    "levels": _level,
    "grade": _none,
    "domains": _domains,
    "flaws": _flaws,
    "stars": _stars,
}
"""Rule name, as an instrument file gives it, to the function that applies it."""
