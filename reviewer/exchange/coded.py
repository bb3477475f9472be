"""What a file of another program says of words, whatever its format: sources, claims, quotes, marks, codes.

The keys of sources and claims are those of the file; nothing here knows the library.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from reviewer.exchange.codes import Code
from reviewer.exchange.selectors import Anchor
from reviewer.model import Direction, Pico, Record, Segment, Stance

_SPACE = uuid.UUID("5a3b1c52-6d0e-5c0f-9d4f-2f6f0c5e7a12")
PICO = ("population", "intervention", "comparator", "outcome")


@dataclass(frozen=True, slots=True)
class Person:
    """Who made something; `id` is a reviewer's here, "" where the file names none."""

    name: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """A document as a file names it: by fingerprints, by address; with its text where the file holds it."""

    key: str
    title: str = ""
    text_sha256: str = ""
    file_sha256: str = ""
    address: str = ""
    text: str | None = None
    record: Record | None = None
    parts: tuple[Segment, ...] = ()
    """Whose words its parts are, where the file says so for the whole text."""
    design: str = ""
    participants: int | None = None
    setting: str = ""


@dataclass(frozen=True, slots=True)
class Claimed:
    """A claim as a file of ours says it. `paths` are its tags, the group first, `guids` their identifiers."""

    key: str
    statement: str
    number: int = 0
    label: str = ""
    pico: Pico = Pico()
    direction: Direction | None = None
    note: str = ""
    paths: tuple[tuple[str, ...], ...] = ()
    guids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words of a source and what was said of them: tied to a claim, or, without one, a mark."""

    source: str
    anchor: Anchor
    claim: str = ""
    stance: Stance = Stance.MENTIONS
    background: bool = False
    pico: Pico = Pico()
    direction: Direction | None = None
    note: str = ""
    population: tuple[str, str] | None = None
    person: Person = Person()
    made: str = ""
    codes: tuple[str, ...] = ()
    """Names of the codes on a mark."""


@dataclass
class Coded:
    """Everything a file says. `faults` are what of it could not be understood, each with the reason."""

    origin: str = ""
    sources: dict[str, Source] = field(default_factory=dict)
    claims: dict[str, Claimed] = field(default_factory=dict)
    quotes: list[Quoted] = field(default_factory=list)
    codes: tuple[Code, ...] = ()
    people: dict[str, str] = field(default_factory=dict)
    """Names of people by their id."""
    omitted: list[str] = field(default_factory=list)
    faults: list[tuple[str, str]] = field(default_factory=list)


def name_of(kind: str, *parts: object) -> uuid.UUID:
    """Return the identifier of a thing by its kind and what makes it that thing, the same every time."""
    return uuid.uuid5(_SPACE, "\n".join((kind, *map(str, parts))))


def iso(raw: str) -> str:
    """Return a time in one form, UTC to the millisecond; "" for what is no time. No zone means UTC."""
    try:
        found = datetime.fromisoformat(re.sub(r"(\.\d{6})\d+", r"\1", raw.strip()))
        return found.replace(tzinfo=found.tzinfo or UTC).astimezone(UTC).isoformat(timespec="milliseconds")
    except (ValueError, OverflowError):
        return ""


def zulu(time: str) -> str:
    """Return a time as most programs write it, with a Z for UTC."""
    return iso(time).replace("+00:00", "Z")


def several(*counts: tuple[int, str, str]) -> list[str]:
    """Return counts in words: "1 tag", "2 tags". Each is a number, what one is called, and what several are;
    nothing is said of none."""
    return [f"{count:,} {one if count == 1 else many}" for count, one, many in counts if count]


def stance_of(raw: object) -> Stance:
    """Return the stance of a word, mentions for an unknown one."""
    return next((stance for stance in Stance if stance.value == raw), Stance.MENTIONS)


def direction_of(raw: object) -> Direction | None:
    """Return the direction of effect of a word, None for an unknown one."""
    return next((direction for direction in Direction if direction.value == raw), None)


def pico_of(said: Mapping[str, str]) -> Pico:
    """Return the PICO fields among what is said."""
    return Pico(*(said.get(key, "") for key in PICO))


def person_of(name: str, id: str = "") -> Person:
    """Return a person by name and identifier (a UUID in any form)."""
    try:
        return Person(" ".join(name.split()), uuid.UUID(id.removeprefix("urn:uuid:")).hex)
    except ValueError:
        return Person(" ".join(name.split()))
