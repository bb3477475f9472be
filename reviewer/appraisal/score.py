"""What the answers on a form come to: a count for checklists, a level for OCEBM.

A count of answers is never called a measure of quality, and the overall judgement of a checklist is a
person's. A level is looked up in the form's table and moved by adjustments that each carry a reason.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from reviewer.appraisal.instruments import Instrument, Item, Option
from reviewer.errors import ReviewError
from reviewer.model import Answer

NOT_ANSWERED = "not answered"


@dataclass(frozen=True, slots=True)
class Score:
    """What answers come to. `judgement` is the level of OCEBM and empty for checklists; `counts` is the
    number of items for each answer key; `text` is how a list shows it."""

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


def missing(instrument: Instrument, answers: Mapping[str, Answer]) -> list[str]:
    """Return what an appraisal still lacks: items without answer, adjustments without reason."""
    found = []
    for item in instrument.items:
        answer = answers.get(item.id)
        if answer is None:
            if item.section != "adjustment":
                found.append(f"{item.label}: not answered.")
        elif chosen(item, answer).levels and not answer.reason.strip():
            found.append(f"{item.label}: say why the level moves.")
    return found


def chosen(item: Item, answer: Answer) -> Option:
    """Return the option an answer names; raises ReviewError when the item has no such option."""
    for option in item.answers:
        if option.key == answer.value:
            return option
    keys = ", ".join(option.key for option in item.answers)
    raise ReviewError(f"“{answer.value}” is no answer to “{item.label}”.", f"It may be {keys}.")


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
    return tuple(option for option in instrument.item("study").answers if option.key in known)


def _tally(instrument: Instrument, answers: Mapping[str, Answer]) -> Score:
    counts: dict[str, int] = {}
    labels: dict[str, str] = {}
    for item in instrument.items:
        labels |= {option.key: option.label.lower() for option in item.answers}
        answer = answers.get(item.id)
        key = answer.value if answer else NOT_ANSWERED
        counts[key] = counts.get(key, 0) + 1
    order = [*labels, NOT_ANSWERED]
    parts = [f"{counts[key]} {labels.get(key, key)}" for key in order if key in counts and key != "na"]
    if "na" in counts:
        parts.append(f"of {len(instrument.items) - counts['na']} that apply")
    return Score("", counts, ", ".join(parts))


def _level(instrument: Instrument, answers: Mapping[str, Answer]) -> Score:
    if "question" not in answers or "study" not in answers:
        return Score("", {}, "Level not set")
    found = level_row(instrument, answers["question"].value, answers["study"].value)
    if found is None:
        return Score("", {}, "No level: this kind of study does not answer the question")
    base = found[0]
    moves = _moves(instrument, answers)
    level = max(1, min(5, base - sum(levels for _, levels in moves)))
    text = f"Level {level}"
    if moves:
        text += f" (table {base}; {'; '.join(_moved(item, levels) for item, levels in moves)})"
    return Score(str(level), {}, text)


def _moves(instrument: Instrument, answers: Mapping[str, Answer]) -> list[tuple[Item, int]]:
    given = [(item, chosen(item, answers[item.id]).levels) for item in instrument.items if item.id in answers]
    return [(item, levels) for item, levels in given if levels]


def _moved(item: Item, levels: int) -> str:
    number = {1: "one", 2: "two"}.get(abs(levels), str(abs(levels)))
    return f"{number} {'up' if levels > 0 else 'down'} for {item.phrase or item.label.lower()}"


def _none(instrument: Instrument, answers: Mapping[str, Answer]) -> Score:
    """GRADE is rated on a body of evidence, by `grade.rate`, never on one document."""
    return Score("", {}, "Rated per claim and population")


RULES: Mapping[str, Callable[[Instrument, Mapping[str, Answer]], Score]] = {
    "tally": _tally,
    "levels": _level,
    "grade": _none,
}
"""Rule name, as an instrument file gives it, to the function that applies it."""
