"""A form as it stands: each item with its answer, what is proposed for it, and why, in words.

Window, command line and report show the same lines. What is proposed stands beside what a person said and
never in its place.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from reviewer.appraisal.decisions import NOT_ASKED, Outcome, Proposal, decide, option
from reviewer.appraisal.instrument import Instrument, Item, Option
from reviewer.appraisal.score import labelled
from reviewer.appraisal.wording import inside
from reviewer.language import say
from reviewer.model import Answer, Span


@dataclass(frozen=True, slots=True)
class Line:
    """One item. `asked` is None while that hangs on a missing answer; `given` is what a person chose;
    `proposed` is the label of what the rules propose, `because` the path to it in words, and `say` the
    rules' own word on it; `unsaid` tells that a person judged otherwise and has not said why."""

    item: Item
    asked: bool | None
    given: Option | None = None
    reason: str = ""
    quotes: tuple[int, ...] = ()
    words: tuple[Span, ...] = ()
    proposed: str = ""
    say: str = ""
    because: str = ""
    unsaid: bool = False

    @property
    def judgement(self) -> bool:
        """Tell whether this is a judgement that rules propose, not a question."""
        return bool(self.item.rules)


def lines(form: Instrument, answers: Mapping[str, Answer], outcome: Outcome | None = None) -> list[Line]:
    """Return every item of a form in its order, as it stands under these answers."""
    found = outcome or decide(form, answers)
    return [_line(form, item, answers, found) for item in form.items]


def _line(form: Instrument, item: Item, answers: Mapping[str, Answer], outcome: Outcome) -> Line:
    given, answer = option(item, answers), answers.get(item.id, Answer(""))
    proposal = outcome.proposals.get(item.id)
    label = labelled(item.answers, proposal)
    return Line(
        item,
        outcome.asked[item.id],
        given,
        answer.reason,
        answer.quotes,
        answer.words,
        label,
        proposal.say if proposal else "",
        because(form, answers, proposal, outcome) if proposal else "",
        bool(label and given and given.label != label and not answer.reason.strip()),
    )


def overall(form: Instrument, answers: Mapping[str, Answer], judgement: str, note: str) -> Line | None:
    """Return the overall judgement as a line of its own, or None where the form has none."""
    if not form.overall:
        return None
    outcome = decide(form, answers)
    proposal, label = outcome.overall, labelled(form.overall, outcome.overall)
    given = next((each for each in form.overall if each.key == judgement), None)
    return Line(
        Item("overall", say("Overall"), say("Overall judgement"), "", form.overall, rules=form.overall_rules),
        True,
        given,
        note,
        proposed=label,
        say=proposal.say if proposal else "",
        because=because(form, answers, proposal, outcome) if proposal else "",
        unsaid=bool(label and given and given.label != label and not note.strip()),
    )


def because(
    form: Instrument, answers: Mapping[str, Answer], proposal: Proposal | None, outcome: Outcome
) -> str:
    """Return the path to a proposal in words, as in "1.2 PY, 1.1 NI, 1.3 N"."""
    path = proposal.path if proposal else ()
    told = (_told(form, name, value, answers, outcome) for name, value in path)
    return ", ".join(dict.fromkeys(each for each in told if each))


def _told(form: Instrument, name: str, value: str, answers: Mapping[str, Answer], outcome: Outcome) -> str:
    """Return one step of a path; the answers that lead through a step of the form stand for it."""
    item = next((each for each in form.items if each.id == name), None)
    if item is not None:
        given = option(item, answers)
        label = say(given.label if given else _label(item.answers, value))
        if value == NOT_ASKED and not given:
            return ""
        coded = any(sign.isdigit() for sign in name)
        return f"{name} {label}" if coded else f"{inside(say(item.label))}: {inside(label)}"
    step = next((each for each in form.steps if each.id == name), None)
    if step is not None:
        return f"{called(form, name)} {say(_label(form.overall, value))}"
    section = next((each for each in form.sections if each.id == name), None)
    return f"{inside(say(section.label))}: {value}" if section else ""


def called(form: Instrument, name: str) -> str:
    """Return the short name of an item or step: its id, or what stands before the colon in a step's label."""
    step = next((each for each in form.steps if each.id == name), None)
    return step.label.partition(":")[0].rpartition(", ")[2].capitalize() if step else name


def _label(options: Iterable[Option], value: str) -> str:
    return next((each.label for each in options if each.key == value), value)
