"""Authors: whether two lists of names can be of one work."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from reviewer.model import Name
from reviewer.records.duplicates.closeness import near
from reviewer.records.duplicates.folding import folded
from reviewer.records.names import PARTICLES

SAME, NEAR, OTHER, MISSING = "same", "near", "other", "missing"
MOST = 30
"""Authors that are looked at."""
_NOBODY = re.compile(
    r"^\W*(?:anon(?:ymous)?|no authors? listed|not available|unknown|et al|n\.?a)\b\W*", re.IGNORECASE
)
_GROUP = re.compile(
    r"\b(?:group|investigators?|consortium|committee|collaborat\w+|society|association|network|trial|study"
    r"|on behalf|inc|ltd|pharmaceuticals?|department|institute|university|ministry|organi[sz]ation"
    r"|cent(?:re|er)|team)\b",
    re.IGNORECASE,
)
_SMALL = frozenset(folded(each).replace(" ", "") for each in PARTICLES) | {
    "der",
    "den",
    "de",
    "la",
    "le",
    "st",
}


class Person(NamedTuple):
    """An author: the family name in letters alone, the first letter of the given name, and the words.

    `own` are those of the family name, `words` those of all names.
    """

    family: str
    initial: str
    own: frozenset[str]
    words: frozenset[str]


class People(NamedTuple):
    """The authors of a record, those who are groups apart; the persons are kept as one string."""

    packed: str
    groups: frozenset[str]

    @property
    def persons(self) -> tuple[Person, ...]:
        """The authors who are persons."""
        return _unpacked(self.packed)


NOBODY = People("", frozenset())


@lru_cache(maxsize=8192)
def _unpacked(packed: str) -> tuple[Person, ...]:
    return tuple(_person(line) for line in packed.split("\n")) if packed else ()


@lru_cache(maxsize=16384)
def _person(line: str) -> Person:
    family, initial, own, given = line.split("\t")
    words = frozenset(own.split())
    return Person(family, initial, words, words.union(given.split()))


def people_of(names: Iterable[Name]) -> People:
    """Return the authors as they are compared; "Anonymous" and the like are nobody."""
    persons: list[str] = []
    groups: set[str] = set()
    for name in names:
        literal = name.literal if not name.family else ""
        if _NOBODY.match(literal or name.family):
            continue
        if literal and (_GROUP.search(literal) or len(literal.split()) > 4):
            groups.add(folded(literal))
            continue
        if len(persons) < MOST:
            person = _packed(name.surname if name.family else literal, name.given)
            if person[0] != "\t":
                persons.append(person)
    return People("\n".join(persons), frozenset(groups)) if persons or groups else NOBODY


def _packed(family: str, given: str) -> str:
    words = folded(family).split()
    own = [word for word in words if word not in _SMALL and len(word) > 1] or words
    first = folded(given).split()
    # "Li" is a family name that may stand where the given name belongs; "LI" are initials.
    short = 1 if any(letter.islower() for letter in given) else 2
    initial = next((word[0] for word in first if word not in _SMALL or len(word) == 1), "")
    long = (word for word in first if len(word) > short)
    return "\t".join(("".join(own), initial, " ".join(word for word in own if len(word) > 1), " ".join(long)))


def compare(ours: People, theirs: People) -> str:
    """Return whether two lists of authors are the same, near, other, or one is missing."""
    if not ours.persons or not theirs.persons:
        if ours.groups and theirs.groups and not ours.persons and not theirs.persons:
            return SAME if ours.groups & theirs.groups else NEAR
        return MISSING
    shorter, longer = sorted((ours.persons, theirs.persons), key=len)
    shared = _shared(shorter, longer)
    share = shared / len(shorter)
    first = _alike(ours.persons[0], theirs.persons[0])
    if share >= 0.6 and (first or shared >= 2 or len(shorter) == 1 and _among_first(shorter[0], longer)):
        return SAME if not _initials_differ(ours, theirs) else NEAR
    if first or share >= 0.5 and shared >= 2 or _words_meet(ours, theirs):
        return NEAR
    return OTHER


def _among_first(person: Person, longer: tuple[Person, ...]) -> bool:
    return any(_alike(person, other) and _initials_agree(person, other) for other in longer[:2])


def _initials_agree(one: Person, other: Person) -> bool:
    return (
        not one.initial
        or not other.initial
        or one.initial == other.initial
        or bool(one.words & other.words - {one.family})
    )


def _shared(shorter: tuple[Person, ...], longer: tuple[Person, ...]) -> int:
    families = {person.family for person in longer}
    rest = [person for person in shorter if person.family not in families]
    found = len(shorter) - len(rest)
    if found >= 0.6 * len(shorter):
        return found
    for person in rest:
        found += any(_alike(person, other) for other in longer)
    return found


def _alike(one: Person, other: Person) -> bool:
    """Whether two names may be one person's: spelled otherwise, cut, or given and family name changed."""
    if one.family == other.family:
        return True
    short, long = sorted((one.family, other.family), key=len)
    if len(short) >= 4 and (long.endswith(short) or long.startswith(short) or near(short, long)):
        return True
    return not one.own.isdisjoint(other.words) or not other.own.isdisjoint(one.words)


def _initials_differ(ours: People, theirs: People) -> bool:
    """Whether most of those who share a family name have given names that begin otherwise."""
    shorter, longer = sorted((ours.persons, theirs.persons), key=len)
    initials: dict[str, set[str]] = {}
    for person in longer:
        initials.setdefault(person.family, set()).add(person.initial)
    shared = [person for person in shorter if person.family in initials]
    known = [person for person in shared if person.initial and "" not in initials[person.family]]
    return 2 * sum(person.initial not in initials[person.family] for person in known) > len(shared)


def _words_meet(ours: People, theirs: People) -> bool:
    """Whether a family name of either is a name of the other, among the first three."""
    mine, yours = ours.persons[:3], theirs.persons[:3]
    return any(
        not one.own.isdisjoint(other.words) or not other.own.isdisjoint(one.words)
        for one in mine
        for other in yours
    )
