"""Whether the parts of a form fit together: no rule asks what stands nowhere, no name stands twice."""

from __future__ import annotations

from collections.abc import Mapping

from reviewer.appraisal.conditions import checks
from reviewer.appraisal.instrument import Form, Instrument, Rule
from reviewer.errors import ReviewError
from reviewer.language import later, say


def refuse_inconsistent(instrument: Instrument) -> None:
    """Raise ReviewError where parts of a form do not fit together; its hint finds the line."""
    if not instrument.items:
        raise ReviewError(say("It has no items."), "items")
    refuse_twice(later("item"), [item.id for item in instrument.items])
    for start in instrument.starts:
        if len(start.levels) != len(instrument.rule_sets) or not set(start.levels) <= {1, 2, 3, 4}:
            raise ReviewError(
                say("The start “{id}” needs one level, 1 to 4, for each rule set.", id=start.id), start.id
            )
    if instrument.form is Form.LEVELS:
        _refuse_unknown_in_table(instrument)
    _refuse_unknown_in_rules(instrument)


def _refuse_unknown_in_rules(instrument: Instrument) -> None:
    """Refuse conditions about what stands nowhere, or further down: so no rule can turn on itself."""
    sections = {section.id for section in instrument.sections}
    answered: dict[str, set[str]] = {}
    for item in instrument.items:
        if sections and item.section not in sections:
            raise ReviewError(say("The item “{id}” stands in no section of the form.", id=item.id), item.id)
        _refuse_unknown("asked", item.asked, answered, set())
        if not item.rules:
            answered[item.id] = {option.same or option.key for option in item.answers} | {"na"}
    for step in instrument.steps:
        _refuse_rules(step.rules, answered, set(), set())
        answered[step.id] = {rule.then for rule in step.rules}
    for item in instrument.items:
        if item.rules:
            keys = {option.key for option in item.answers}
            _refuse_rules(item.rules, answered, sections, keys)
            answered[item.id] = keys | {"na"}
    _refuse_rules(instrument.overall_rules, answered, sections, {option.key for option in instrument.overall})


def _refuse_rules(
    rules: tuple[Rule, ...], answered: Mapping[str, set[str]], sections: set[str], keys: set[str]
) -> None:
    for rule in rules:
        _refuse_unknown("when", rule.when, answered, sections)
        if keys and rule.then and rule.then not in keys:
            raise ReviewError(
                say("A rule gives “{then}”, which no answer has as its key.", then=rule.then), rule.then
            )


def _refuse_unknown(field: str, text: str, answered: Mapping[str, set[str]], sections: set[str]) -> None:
    try:
        found = tuple(checks(text))
    except ReviewError as error:  # its own words may be too short to find the line by
        raise ReviewError(error.message, f'{field} = "{text}"') from error
    for check in found:
        if check.sign and check.name not in sections:
            raise ReviewError(
                say(
                    "The condition “{text}” counts “{name}”, which is no section.", text=text, name=check.name
                ),
                text,
            )
        if not check.sign and check.name not in answered:
            raise ReviewError(
                say(
                    "The condition “{text}” asks “{name}”, which is not known there.",
                    text=text,
                    name=check.name,
                ),
                text,
            )
        for answer in check.answers:
            if answer not in answered[check.name]:
                known = ", ".join(sorted(answered[check.name]))
                raise ReviewError(
                    say(
                        "The condition “{text}” asks {name} for “{answer}”; it may be {known}.",
                        text=text,
                        name=check.name,
                        answer=answer,
                        known=known,
                    ),
                    text,
                )


def _refuse_unknown_in_table(instrument: Instrument) -> None:
    questions = {option.key for option in instrument.item("question").answers}
    studies = {option.key for option in instrument.item("study").answers}
    for row in instrument.table:
        unknown = ({row.question} - questions) | (set(row.studies) - studies)
        if unknown:
            word = sorted(unknown)[0]
            raise ReviewError(
                say("The table of levels names “{word}”, which no answer has as its key.", word=word), word
            )


def refuse_twice(what: str, keys: list[str]) -> None:
    """Raise ReviewError where a key stands twice; `what` is what it names, in English."""
    for key in keys:
        if keys.count(key) > 1:
            raise ReviewError(say("The {what} “{key}” stands there twice.", what=say(what), key=key), key)
