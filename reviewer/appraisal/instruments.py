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
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from reviewer.appraisal.consistency import refuse_inconsistent, refuse_twice
from reviewer.appraisal.fields import Fields, line_of
from reviewer.appraisal.instrument import (
    RULES,
    SIGNS,
    Form,
    Instrument,
    Item,
    Option,
    Row,
    Rule,
    RuleSet,
    Section,
    Start,
    Step,
)
from reviewer.errors import ReviewError
from reviewer.language import later, say
from reviewer.model import Voice
from reviewer.settings import home, resource


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
    refuse_inconsistent(instrument)
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
    refuse_twice(later("answer"), [option.key for option in item.answers])
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
