"""Instruments: appraisal forms as data, read from `resources/instruments/*.toml`.

A form that lived in code could not be versioned, checked against its source or corrected by the people
who know it. So each form is one file that a person can read: items in our own words, answers, the name
of the rule that counts them, citation, licence note, and what was checked against the source. The
definition is copied into a library when first used (`to_json`), so that old appraisals keep their
meaning when the file changes.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from reviewer.appraisal.fields import Fields, line_of
from reviewer.errors import ReviewError
from reviewer.model import Voice
from reviewer.settings import resource

RULES = ("tally", "levels", "grade")
"""The rules a file may name; `score.RULES` holds their functions."""


class Form(StrEnum):
    """How a form is filled in: answers counted, a level looked up, or a GRADE sheet."""

    CHECKLIST = "checklist"
    LEVELS = "levels"
    GRADE = "grade"


@dataclass(frozen=True, slots=True)
class Option:
    """One answer. `levels` is what it moves; `only` names the rule sets it belongs to (empty: all);
    `phrase` is what an explanation calls it where that differs from the item's phrase."""

    key: str
    label: str
    meaning: str = ""
    levels: int = 0
    only: tuple[str, ...] = ()
    phrase: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One question of a form. `label` fits a list; `section` groups items; `phrase` is for footnotes."""

    id: str
    label: str
    prompt: str
    guidance: str
    answers: tuple[Option, ...]
    section: str = ""
    phrase: str = ""


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
    """An appraisal form with its rules. Empty `designs`: offered whatever the design is."""

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

    def item(self, item_id: str) -> Item:
        """Return the item with this id; raises ReviewError when the form has none."""
        for item in self.items:
            if item.id == item_id:
                return item
        raise ReviewError(
            f"{self.name} has no item “{item_id}”.",
            f"Its items are {', '.join(item.id for item in self.items)}.",
        )


@lru_cache(maxsize=1)
def instruments() -> Mapping[str, Instrument]:
    """Return every instrument shipped, by id, in the order of their names; read once."""
    loaded = [load(path) for path in sorted(resource("instruments").glob("*.toml"))]
    return MappingProxyType({each.id: each for each in sorted(loaded, key=lambda each: each.name)})


def load(path: Path) -> Instrument:
    """Read one instrument file; raises ReviewError naming file, line where known, and reason."""
    try:
        text = path.read_text(encoding="utf-8")
        data = tomllib.loads(text)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ReviewError(f"The instrument {path.name} cannot be read: {error}.", _HINT) from error
    try:
        return _instrument(Fields(data))
    except ReviewError as error:
        place = line_of(text, error.hint)
        raise ReviewError(f"The instrument {path.name}{place} cannot be used: {error}", _HINT) from error


_HINT = "Correct the file, or install Reviewer again to get it as it was shipped."


def to_json(instrument: Instrument) -> str:
    """Return the definition as JSON, the same bytes every time, to be kept in a library."""
    return json.dumps(asdict(instrument), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def from_json(text: str) -> Instrument:
    """Return the instrument that `to_json` wrote; raises ReviewError when it is damaged."""
    try:
        data = json.loads(text)
    except ValueError as error:
        raise ReviewError(
            f"A kept instrument cannot be read: {error}.", "Run a check of the library."
        ) from error
    return _instrument(Fields(data if isinstance(data, dict) else {}))


def _instrument(fields: Fields) -> Instrument:
    defaults = tuple(_option(each) for each in fields.tables("answers"))
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
        items=tuple(_item(each, defaults) for each in fields.tables("items")),
        overall=tuple(_option(each) for each in fields.tables("overall")),
        rule_sets=tuple(_rule_set(each) for each in fields.tables("rule_sets")),
        starts=tuple(_start(each) for each in fields.tables("starts")),
        table=tuple(_row(each) for each in fields.tables("table")),
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
    )
    fields.refuse_others()
    return option


def _item(fields: Fields, defaults: tuple[Option, ...]) -> Item:
    own = tuple(_option(each) for each in fields.tables("answers"))
    item = Item(
        id=fields.text("id"),
        label=fields.text("label"),
        prompt=fields.text("prompt"),
        guidance=fields.text("guidance", ""),
        answers=own or defaults,
        section=fields.text("section", ""),
        phrase=fields.text("phrase", ""),
    )
    fields.refuse_others()
    if not item.answers:
        raise ReviewError(f"The item “{item.id}” has no answers.", item.id)
    _refuse_twice("answer", [option.key for option in item.answers])
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
        raise ReviewError("It has no items.", "items")
    _refuse_twice("item", [item.id for item in instrument.items])
    for start in instrument.starts:
        if len(start.levels) != len(instrument.rule_sets) or not set(start.levels) <= {1, 2, 3, 4}:
            raise ReviewError(f"The start “{start.id}” needs one level, 1 to 4, for each rule set.", start.id)
    if instrument.form is Form.LEVELS:
        _refuse_unknown_in_table(instrument)


def _refuse_unknown_in_table(instrument: Instrument) -> None:
    questions = {option.key for option in instrument.item("question").answers}
    studies = {option.key for option in instrument.item("study").answers}
    for row in instrument.table:
        unknown = ({row.question} - questions) | (set(row.studies) - studies)
        if unknown:
            word = sorted(unknown)[0]
            raise ReviewError(f"The table of levels names “{word}”, which no answer has as its key.", word)


def _refuse_twice(what: str, keys: list[str]) -> None:
    for key in keys:
        if keys.count(key) > 1:
            raise ReviewError(f"The {what} “{key}” stands there twice.", key)
