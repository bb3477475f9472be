"""The lists that the manual makes from the tables themselves: filters, instruments, rules of separation.

A list written by hand would be behind its table after the next change. Each speaks the language in use.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from reviewer.appraisal import instruments
from reviewer.appraisal.instrument import Form, Instrument, Item
from reviewer.language import later, retold, say
from reviewer.library.queries import FIELDS
from reviewer.model import Role, Voice
from reviewer.separation import cues, labels, reasons
from reviewer.separation.again import ROLE_WORDS


def fields() -> str:
    """Return the fields of a filter as a table: name, what it is about, what it can hold."""
    rows = (
        (f"`{name}:`", say(field.help), ", ".join(f"`{value}`" for value in field.values))
        for name, field in FIELDS.items()
    )
    return _table((say("field"), say("what it is about"), say("it can hold")), rows)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', '¦') for cell in line)} |" for line in lines)


# ------------------------------------------------------------------ instruments

_FOR = {
    Voice.STUDY: later("studies"),
    Voice.COMMENTARY: later("commentary"),
    Voice.READER: later("words of readers"),
}
_COMES = {
    "tally": later("Answers are counted. There is no sum that decides; the overall judgement is yours."),
    "levels": later("The question and the kind of study give the level, by the table below."),
    "grade": later("The level starts where the designs let it start; each domain moves it or does not."),
    "domains": later(
        "The answers lead to a judgement of each domain, and these to the overall one, by the published"
        " tables. The path is drawn below a proposed judgement. Yours may differ, with a reason."
    ),
    "flaws": later("Weaknesses are counted; of what they leave of confidence the table proposes a level."),
    "stars": later("Stars are given section by section; a sum alone would say too little."),
}


def instruments_told() -> str:
    """Return every instrument, also those of the user's own, with its questions and where it comes from."""
    return "\n".join(_about(each) for each in instruments.instruments().values())


def _about(form: Instrument) -> str:
    about = say("one result of a document") if form.per_result else say("one document")
    if form.form is Form.GRADE:
        about = say("one claim in one population")
    told = (
        (say("For"), ", ".join(say(_FOR[voice]) for voice in form.voices if voice in _FOR)),
        (say("Designs"), ", ".join(say(design) for design in form.designs) or say("any")),
        (say("About"), about),
        (say("Judgement"), say(_COMES[form.rule])),
        (say("Source"), f"{form.citation} {form.link}".strip()),
        (say("Use"), say(form.licence)),
        (say("Checked"), say(form.checked)),
    )
    parts = [f"## {say(form.name)}", say(form.guidance)]
    parts += [f"**{label}**: {words}" for label, words in told if words]
    return "\n\n".join([*parts, *_starts(form), *_levels(form), *_asked(form)]) + "\n"


def _starts(form: Instrument) -> Iterator[str]:
    """Yield where a rating starts under each set of rules."""
    if form.starts:
        yield "\n".join(f"- **{say(each.label)}**: {say(each.guidance)}" for each in form.rule_sets)
        yield "\n".join(f"- **{say(each.label)}**: {say(each.guidance)}" for each in form.starts)


def _levels(form: Instrument) -> Iterator[str]:
    """Yield the table of levels of a form that has one."""
    if not form.table:
        return
    named = {option.key: say(option.label) for item in form.items for option in item.answers}
    rows = [(named.get(row.question, row.question), str(row.level), say(row.criterion)) for row in form.table]
    yield _table((say("question"), say("level"), say("kind of study")), rows)


CODE = 3
"""Letters from which the name of an answer says what it means."""
_PARTS = {"down": later("Reasons to rate down"), "up": later("Reasons to rate up")}


def _asked(form: Instrument) -> Iterator[str]:
    """Yield what is asked, section by section, with the answers."""
    asked = [item for item in form.items if not item.rules and not form.table]
    headings = {section.id: say(section.label) for section in form.sections}
    if asked:
        yield f"**{say('Asked is')}**"
        yield from _codes(asked)
    for section, run in groupby(asked, key=lambda item: item.section):
        items = list(run)
        if section:
            yield headings.get(section) or say(_PARTS.get(section, section))
        alike = len({tuple(option.label for option in item.answers) for item in items}) == 1 < len(items)
        yield "\n".join(_question(item, "" if alike else _answers(item)) for item in items)
        if alike:
            yield say("Answers: {answers}", answers=_answers(items[0]))


def _codes(asked: Iterable[Item]) -> Iterator[str]:
    """Yield what answers mean that are called by a letter or two."""
    known = {option.label: option for item in asked for option in item.answers if len(option.label) < CODE}
    if known:
        yield " ".join(f"**{say(label)}**: {say(option.meaning)}" for label, option in known.items())


def _question(item: Item, answers: str) -> str:
    label, prompt = say(item.label), say(item.prompt)
    asked = prompt if prompt.startswith(label) else f"{label}: {prompt}"
    return f"- {asked} ({answers})" if answers else f"- {asked}"


def _answers(item: Item) -> str:
    return ", ".join(say(option.label) for option in item.answers)


# ------------------------------------------------------------------ rules of separation

SHOWN = 12
"""Lines of a kind, and labels of a role, that the manual names: the first stand for the others."""
_LINES = {
    cues.Mark.ABSTRACT: later("heading of an abstract"),
    cues.Mark.BODY: later("heading from which a paper itself begins"),
    cues.Mark.INDEX: later("heading of index terms"),
    cues.Mark.REFERENCES: later("heading of references"),
    cues.Mark.SIDEBAR: later("heading of side matter, which is nobody's words"),
    cues.Mark.FURNITURE: later("furniture of a page"),
    cues.Mark.TOOL: later("tool of a comment"),
}

_LOOKED_AT = {
    "holds": later("what the line holds"),
    "near": later("what stands above or below it"),
    "place": later("where it stands on the page"),
    "looks": later("how it looks"),
}


def signs() -> str:
    """Return the reasons that the place and the look of a line can give, as they are told in the window."""
    rows = (
        (say(_LOOKED_AT[at]), "; ".join(dict.fromkeys(map(retold, told))))
        for at, told in reasons.SIGNS.items()
    )
    return _table((say("sign"), say("told as")), rows)


def lines() -> str:
    """Return the lines that structure a page: what each kind is, and its first examples."""
    rows = ((say(told), _first(cues.LINES[mark])) for mark, told in _LINES.items())
    return _table((say("a line of its own"), say("for instance")), rows)


def roles() -> str:
    """Return the labels of abstracts with the role that each opens."""
    rows = ((say(ROLE_WORDS[role]), _first(labels.LABELS[role])) for role in Role if role in labels.LABELS)
    return _table((say("role"), say("labels that open it, for instance")), rows)


def _first(listed: str) -> str:
    return ", ".join(f"`{words}`" for words in listed.split("|")[:SHOWN])


MADE: Mapping[str, Callable[[], str]] = {
    "fields": fields,
    "instruments": instruments_told,
    "signs": signs,
    "lines": lines,
    "roles": roles,
}
"""What stands where a page has a comment of that name."""
