"""Instruments: appraisal forms as data, read from `resources/instruments/*.toml`.

A form that lived in code could not be versioned, checked against its source or corrected by the people
who know it. So each form is one file that a person can read: items in our own words, answers, the name
of the rule that counts them, citation, licence note, and what was checked against the source. The
definition is copied into a library when first used (`to_json`), so that old appraisals keep their
meaning when the file changes. Forms of the user's own lie in a folder beside the settings; one that
cannot be used is refused with its line and the reason, and stops nothing else.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from reviewer.appraisal.conditions import checks
from reviewer.appraisal.fields import Fields, line_of
from reviewer.errors import ReviewError
from reviewer.language import later, say
from reviewer.model import Voice
from reviewer.settings import home, resource

RULES = ("tally", "levels", "grade", "domains", "flaws", "stars")
"""The rules a file may name; `score.RULES` holds their functions."""


SIGNS = ("good", "middling", "bad", "worst", "open")
"""How an answer may be drawn beside its word: as a plus, a minus, a cross, an exclamation, a question."""


class Form(StrEnum):
    """How a form is filled in: answers counted, a level looked up, or a GRADE sheet."""

    CHECKLIST = "checklist"
    LEVELS = "levels"
    GRADE = "grade"


@dataclass(frozen=True, slots=True)
class Option:
    """One answer. `levels` is what it moves; `only` names the rule sets it belongs to (empty: all);
    `phrase` is what an explanation calls it where that differs from the item's phrase; `same` is the answer
    it counts as in conditions; `points` is what it adds to the sum of its section; `sign`, of SIGNS, is how
    it is drawn, and changes nothing that it means."""

    key: str
    label: str
    meaning: str = ""
    levels: int = 0
    only: tuple[str, ...] = ()
    phrase: str = ""
    same: str = ""
    points: int = 0
    sign: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of a decision table: where the condition `when` holds, the judgement is `then`; an empty one
    leaves it to a person, and `say` tells why."""

    when: str
    then: str
    say: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """A table worked out on the way to a judgement, such as one half of a domain. Nobody answers it."""

    id: str
    label: str
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A heading over items."""

    id: str
    label: str
    guidance: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One question of a form. `label` fits a list; `section` groups items; `phrase` is for footnotes.

    `asked` is the condition under which it is put at all. With `rules` it is a judgement, which the rules
    propose and a person makes. An `optional` one may stay open.
    """

    id: str
    label: str
    prompt: str
    guidance: str
    answers: tuple[Option, ...]
    section: str = ""
    phrase: str = ""
    asked: str = ""
    optional: bool = False
    rules: tuple[Rule, ...] = ()


@dataclass(frozen=True, slots=True)
class RuleSet:
    """A published variant of GRADE. `ups` names the domains it accepts as reasons to rate up."""

    id: str
    label: str
    guidance: str
    ups: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Start:
    """Where a body of evidence starts. `levels` holds one level, 1 to 4, for each rule set in order."""

    id: str
    label: str
    guidance: str
    levels: tuple[int, ...]
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One cell of a table of levels: for `question`, these kinds of study give `level`."""

    question: str
    level: int
    criterion: str
    studies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Instrument:
    """An appraisal form with its rules. Empty `designs`: offered whatever the design is.

    `unit` is what one appraisal is about: a "document", or one "result" of it, which is a claim.
    """

    id: str
    name: str
    short: str
    version: str
    form: Form
    rule: str
    voices: tuple[Voice, ...]
    designs: tuple[str, ...]
    citation: str
    link: str
    licence: str
    checked: str
    guidance: str
    items: tuple[Item, ...]
    overall: tuple[Option, ...] = ()
    rule_sets: tuple[RuleSet, ...] = ()
    starts: tuple[Start, ...] = ()
    table: tuple[Row, ...] = ()
    unit: str = "document"
    sections: tuple[Section, ...] = ()
    steps: tuple[Step, ...] = ()
    overall_rules: tuple[Rule, ...] = ()

    @property
    def per_result(self) -> bool:
        """Tell whether an appraisal is about one claim, not the document as a whole."""
        return self.form is Form.LEVELS or self.unit == "result"

    def item(self, item_id: str) -> Item:
        """Return the item with this id; raises ReviewError when the form has none."""
        for item in self.items:
            if item.id == item_id:
                return item
        raise ReviewError(
            say("{name} has no item “{item_id}”.", name=self.name, item_id=item_id),
            say("Its items are {known}.", known=", ".join(item.id for item in self.items)),
        )


def instruments() -> Mapping[str, Instrument]:
    """Return every instrument by id, those shipped and the user's own, in the order of their names."""
    own, _ = _own(_stamps())
    return MappingProxyType(
        {each.id: each for each in sorted((*shipped().values(), *own), key=lambda each: each.name)}
    )


def refused() -> tuple[tuple[Path, str], ...]:
    """Return the files of the user's own that cannot be used, each with line and reason."""
    return _own(_stamps())[1]


def own_folder() -> Path:
    """Return the folder in which instruments of the user's own are looked for; it need not exist."""
    return home() / "instruments"


@lru_cache(maxsize=1)
def shipped() -> Mapping[str, Instrument]:
    """Return the instruments that come with Reviewer, by id; read once."""
    loaded = (load(path) for path in sorted(resource("instruments").glob("*.toml")))
    return MappingProxyType({each.id: each for each in loaded})


_Stamp = tuple[Path, int, int]
"""A file, its size and when it was written: what tells that it must be read again."""


def _stamps() -> tuple[_Stamp, ...]:
    found = []
    for path in sorted(own_folder().glob("*.toml")):
        try:
            stat = path.stat()
        except OSError:
            found.append((path, -1, -1))  # read all the same, so that it is refused with the reason
        else:
            found.append((path, stat.st_size, stat.st_mtime_ns))
    return tuple(found)


@lru_cache(maxsize=4)
def _own(stamps: tuple[_Stamp, ...]) -> tuple[tuple[Instrument, ...], tuple[tuple[Path, str], ...]]:
    taken = dict.fromkeys(shipped(), say("that comes with Reviewer"))
    good, bad = [], []
    for path, _, _ in stamps:
        try:
            each = load(path)
            if each.id in taken:
                raise ReviewError(say(_TAKEN, name=path.name, id=each.id, taken=taken[each.id]))
        except ReviewError as error:
            bad.append((path, str(error)))
        else:
            taken[each.id] = say("in {file}", file=path.name)
            good.append(each)
    return tuple(good), tuple(bad)


def load(path: Path) -> Instrument:
    """Read one instrument file; raises ReviewError naming file, line where known, and reason."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ReviewError(say(_UNREADABLE, name=path.name, error=error), say(_HINT)) from error
    return from_toml(text, path.name)


def from_toml(text: str, name: str) -> Instrument:
    """Return the instrument that the text of a file says; raises ReviewError as `load` does."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ReviewError(say(_UNREADABLE, name=name, error=error), say(_HINT)) from error
    try:
        return _instrument(Fields(data))
    except ReviewError as error:
        place = line_of(text, error.hint)
        raise ReviewError(
            say("The instrument {name}{place} cannot be used: {error}", name=name, place=place, error=error),
            say(_HINT),
        ) from error


_TAKEN = later("The instrument {name} cannot be used: its id “{id}” is that of one {taken}. Give it another.")
_UNREADABLE = later("The instrument {name} cannot be read: {error}.")
_HINT = later("Correct the file. One that came with Reviewer is put right by installing Reviewer again.")


def to_json(instrument: Instrument) -> str:
    """Return the definition as JSON, the same bytes every time, to be kept in a library."""
    return json.dumps(asdict(instrument), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


@lru_cache(maxsize=64)
def from_json(text: str) -> Instrument:
    """Return the instrument that `to_json` wrote; raises ReviewError when it is damaged.

    A library keeps the same few definitions for all its appraisals, so each is read once.
    """
    try:
        data = json.loads(text)
    except ValueError as error:
        raise ReviewError(
            say("A kept instrument cannot be read: {error}.", error=error), say("Run a check of the library.")
        ) from error
    return _instrument(Fields(data if isinstance(data, dict) else {}))


def _instrument(fields: Fields) -> Instrument:
    defaults = tuple(_option(each) for each in fields.tables("answers"))
    overall = tuple(_option(each) for each in fields.tables("overall"))
    instrument = Instrument(
        id=fields.text("id"),
        name=fields.text("name"),
        short=fields.text("short"),
        version=fields.text("version"),
        form=Form(fields.one_of("form", tuple(Form))),
        rule=fields.one_of("rule", RULES),
        voices=tuple(Voice(word) for word in fields.words_of("voices", tuple(Voice))),
        designs=fields.words("designs"),
        citation=fields.text("citation"),
        link=fields.text("link", ""),
        licence=fields.text("licence"),
        checked=fields.text("checked"),
        guidance=fields.text("guidance", ""),
        items=tuple(_item(each, defaults, overall) for each in fields.tables("items")),
        overall=overall,
        rule_sets=tuple(_rule_set(each) for each in fields.tables("rule_sets")),
        starts=tuple(_start(each) for each in fields.tables("starts")),
        table=tuple(_row(each) for each in fields.tables("table")),
        unit=fields.one_of("unit", ("document", "result"), "document"),
        sections=tuple(_section(each) for each in fields.tables("sections")),
        steps=tuple(_step(each) for each in fields.tables("steps")),
        overall_rules=tuple(_rule(each) for each in fields.tables("overall_rules")),
    )
    fields.refuse_others()
    _refuse_inconsistent(instrument)
    return instrument


def _option(fields: Fields) -> Option:
    option = Option(
        key=fields.text("key"),
        label=fields.text("label"),
        meaning=fields.text("meaning", ""),
        levels=fields.number("levels", 0),
        only=fields.words("only"),
        phrase=fields.text("phrase", ""),
        same=fields.text("same", ""),
        points=fields.number("points", 0),
        sign=fields.one_of("sign", SIGNS, ""),
    )
    fields.refuse_others()
    return option


def _rule(fields: Fields) -> Rule:
    found = Rule(fields.text("when", ""), fields.text("then", ""), fields.text("say", ""))
    fields.refuse_others()
    if not found.then and not found.say:
        raise ReviewError(
            say("A rule needs a judgement, `then`, or a word on why there is none, `say`."), "rules"
        )
    return found


def _step(fields: Fields) -> Step:
    found = Step(
        fields.text("id"), fields.text("label"), tuple(_rule(each) for each in fields.tables("rules"))
    )
    fields.refuse_others()
    return found


def _section(fields: Fields) -> Section:
    found = Section(fields.text("id"), fields.text("label"), fields.text("guidance", ""))
    fields.refuse_others()
    return found


def _item(fields: Fields, defaults: tuple[Option, ...], overall: tuple[Option, ...]) -> Item:
    """Read an item; without answers of its own a judgement takes those of the whole, a question the usual."""
    own = tuple(_option(each) for each in fields.tables("answers"))
    rules = tuple(_rule(each) for each in fields.tables("rules"))
    item = Item(
        id=fields.text("id"),
        label=fields.text("label"),
        prompt=fields.text("prompt"),
        guidance=fields.text("guidance", ""),
        answers=own or (overall if rules else defaults),
        section=fields.text("section", ""),
        phrase=fields.text("phrase", ""),
        asked=fields.text("asked", ""),
        optional=fields.flag("optional"),
        rules=rules,
    )
    fields.refuse_others()
    if not item.answers:
        raise ReviewError(say("The item “{id}” has no answers.", id=item.id), item.id)
    _refuse_twice(later("answer"), [option.key for option in item.answers])
    return item


def _rule_set(fields: Fields) -> RuleSet:
    found = RuleSet(fields.text("id"), fields.text("label"), fields.text("guidance", ""), fields.words("ups"))
    fields.refuse_others()
    return found


def _start(fields: Fields) -> Start:
    found = Start(
        id=fields.text("id"),
        label=fields.text("label"),
        guidance=fields.text("guidance", ""),
        levels=fields.numbers("levels"),
        needs=fields.words("needs"),
    )
    fields.refuse_others()
    return found


def _row(fields: Fields) -> Row:
    found = Row(
        fields.text("question"), fields.number("level"), fields.text("criterion"), fields.words("studies")
    )
    fields.refuse_others()
    return found


def _refuse_inconsistent(instrument: Instrument) -> None:
    if not instrument.items:
        raise ReviewError(say("It has no items."), "items")
    _refuse_twice(later("item"), [item.id for item in instrument.items])
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


def _refuse_twice(what: str, keys: list[str]) -> None:
    for key in keys:
        if keys.count(key) > 1:
            raise ReviewError(say("The {what} “{key}” stands there twice.", what=say(what), key=key), key)
