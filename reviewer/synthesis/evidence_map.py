"""The evidence map: certainty × tag, one mark for each claim in each population, its area the quotes.

A quote lies in exactly one mark. Words that name no population go with the one body of the claim that can
be graded, if there is only one; else they make a mark of their own, so that nothing is pooled.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from reviewer.appraisal.wording import LABELS
from reviewer.language import amount, later, listed, numbered, say, say_count
from reviewer.model import Certainty, Population, QuoteLink, Voice
from reviewer.synthesis import certainty
from reviewer.synthesis.arranging import Title, arranged
from reviewer.synthesis.certainty import Grade, Key, Standing
from reviewer.synthesis.holdings import Holdings
from reviewer.synthesis.matrix import VOICES, Line, matrix

PLACES: Mapping[str, str] = {
    "not gradable": later("Not gradable"),
    "not graded yet": later("Not graded yet"),
    "not settled": later("Not settled"),
    **{str(level): LABELS[level] for level in (1, 2, 3, 4)},
}
"""The columns of the map from left to right, with their titles."""
PASSING = ("not graded yet", "not settled")
"""Columns that are drawn only where something stands in them."""


MOST = 24
"""Marks that a cell of the map shows one by one."""
NAMED = 40
"""Claims that a note below the map names one by one."""


_COUNTED: Mapping[Voice, Callable[[int], str]] = {
    Voice.STUDY: lambda count: say_count(count, "{n} study quote", "{n} study quotes"),
    Voice.COMMENTARY: lambda count: say_count(count, "{n} commentary quote", "{n} commentary quotes"),
    Voice.READER: lambda count: say_count(count, "{n} reader quote", "{n} reader quotes"),
    Voice.NONE: lambda count: say_count(count, "{n} set aside quote", "{n} set aside quotes"),
}


@dataclass(frozen=True, slots=True)
class Mark:
    """A claim in a population: how many quotes of each voice it rests on, and its certainty."""

    claim: int
    number: int
    label: str
    population: str
    key: Key
    grade: Grade
    parts: tuple[tuple[Voice, int], ...]
    claims: int = 1
    """How many claims it stands for: more than one where they are too many to be drawn one by one."""

    @property
    def quotes(self) -> int:
        return sum(count for _, count in self.parts)

    @property
    def place(self) -> str:
        """Return the key of its column in PLACES."""
        return str(self.grade.level) if self.grade.level else self.grade.standing.value

    @property
    def spoken(self) -> str:
        """Return the mark in words: "Claim 4, NMO, Very low: 1 study quote, 1 reader quote"."""
        said = [_COUNTED[voice](count) for voice, count in self.parts]
        whose = say("Claim {number}", number=self.number) if self.claims == 1 else self.label
        name = ", ".join(part for part in (whose, self.population, self.grade.words) if part)
        return f"{name}: {', '.join(said)}"


@dataclass(frozen=True, slots=True)
class MapRow:
    """A tag with its marks by column."""

    title: str
    hue: str
    cells: Mapping[str, tuple[Mark, ...]]


@dataclass(frozen=True, slots=True)
class EvidenceMap:
    """The map: its columns (key, title) that are drawn, its rows, and what has to be said below it."""

    columns: tuple[tuple[str, str], ...]
    rows: tuple[MapRow, ...]
    notes: tuple[str, ...]

    @property
    def marks(self) -> tuple[Mark, ...]:
        """Return every mark, row by row from left to right."""
        return tuple(mark for row in self.rows for key, _ in self.columns for mark in row.cells.get(key, ()))


def evidence_map(holdings: Holdings, *, experience: bool = True, most: int = MOST) -> EvidenceMap:
    """Make the map; what is passing has a column only where something stands in it.

    A cell with more than `most` marks has one for all of them.
    """
    ratings = certainty.ratings_of(holdings)
    names = {each.id: each for each in holdings.populations}
    rows: list[MapRow] = []
    title, cells = Title(""), dict[str, tuple[Mark, ...]]()
    for row in (*arranged(matrix(holdings, experience=experience, suggestions=False)), Title("")):
        if isinstance(row, Title):
            if cells:
                rows.append(MapRow(title.text, title.hue, cells))
            title, cells = row, {}
            continue
        for mark in _marks(row, names, ratings):
            cells[mark.place] = (*cells.get(mark.place, ()), mark)
    notes = tuple(_notes(rows, holdings.populations))
    rows = [_condensed(row, most) for row in rows]
    used = {key for row in rows for key in row.cells}
    columns = tuple((key, say(words)) for key, words in PLACES.items() if key not in PASSING or key in used)
    return EvidenceMap(columns, tuple(rows), notes)


def _condensed(row: MapRow, most: int) -> MapRow:
    return replace(row, cells={key: condensed(marks, most) for key, marks in row.cells.items()})


def condensed(marks: tuple[Mark, ...], most: int = MOST) -> tuple[Mark, ...]:
    """Return the marks of a cell, or one for all where they are more than `most`: nobody could read them."""
    if len(marks) <= most:
        return marks
    counts = {
        voice: sum(count for mark in marks for own, count in mark.parts if own is voice) for voice in VOICES
    }
    parts = tuple((voice, count) for voice, count in counts.items() if count)
    claims = len({mark.claim for mark in marks})
    return (
        replace(
            marks[0],
            claim=0,
            number=0,
            label=say_count(claims, "{n} claim", "{n} claims"),
            population="",
            key=None,
            parts=parts,
            claims=claims,
        ),
    )


def _marks(
    line: Line, names: Mapping[int, Population], ratings: Mapping[tuple[int, Key], Certainty]
) -> list[Mark]:
    quotes = line.quotes
    bodies = _bodies(quotes)
    found = []
    for key, own in bodies.items():
        grade = certainty.grades(line.claim, own, ratings)[key]
        known = names.get(key) if key is not None else None
        short = (known.short or known.name) if known else say("population not stated")
        counts = {voice: sum(quote.voice is voice for quote in own) for voice in VOICES}
        parts = tuple((voice, count) for voice, count in counts.items() if count)
        shown = short if len(bodies) > 1 else ""
        claim = line.claim
        found.append(Mark(claim.id, claim.number, claim.short, shown, key, grade, parts))
    return found


def _bodies(quotes: Sequence[QuoteLink]) -> dict[Key, list[QuoteLink]]:
    """Return the quotes of a claim by population; those without one join the only body that counts."""
    bodies: dict[Key, list[QuoteLink]] = {}
    for quote in quotes:
        bodies.setdefault(quote.population, []).append(quote)
    loose = bodies.get(None, [])
    counting = [key for key, own in bodies.items() if any(quote.counts for quote in own)]
    if loose and len(counting) == 1 and counting[0] is not None:
        bodies[counting[0]] += bodies.pop(None)
    return bodies


def _notes(rows: Sequence[MapRow], populations: Sequence[Population]) -> list[str]:
    marks = [mark for row in rows for each in row.cells.values() for mark in each]
    open_ = {mark.claim for mark in marks if mark.grade.standing is not Standing.NOT_GRADABLE}
    groups: dict[tuple[str, str], set[int]] = {}
    for mark in marks:
        if mark.grade.standing is Standing.NOT_GRADABLE:
            where = mark.population if mark.claim in open_ and mark.key is not None else ""
            groups.setdefault((mark.grade.reason, where), set()).add(mark.number)
    notes = [_closed(reason, where, sorted(numbers)) for (reason, where), numbers in groups.items()]
    levels = {mark.grade.level for mark in marks if mark.grade.level}
    if levels and max(levels) < 4:
        notes.append(say(_REACHES[max(levels) + 1]))
    if len(populations) > 1:
        notes.append(
            say(
                "{populations} are never pooled.",
                populations=listed(each.short or each.name for each in populations),
            )
        )
    return notes


def _closed(reason: str, where: str, numbers: Sequence[int]) -> str:
    rests = [say(_REASONS.get(part, part)) for part in reason.split(", ")]
    if len(numbers) > NAMED:
        sentence = _MANY_REST[bool(where)]
    else:
        sentence = _REST[len(numbers) == 1, bool(where)]
    return say(
        sentence,
        numbers=numbered(numbers) if len(numbers) <= NAMED else amount(len(numbers)),
        reasons=_with_and(rests),
        population=where,
    )


def _with_and(words: Sequence[str]) -> str:
    """Return words with "and" between all of them, few as they are."""
    return words[0] if len(words) == 1 else listed([_with_and(words[:-1]), words[-1]])


_REST = {
    (True, False): later("Claim {numbers} rests on {reasons} alone; no certainty is stated."),
    (True, True): later("Claim {numbers} rests on {reasons} alone in {population}; no certainty is stated."),
    (False, False): later("Claims {numbers} rest on {reasons} alone; no certainty is stated."),
    (False, True): later("Claims {numbers} rest on {reasons} alone in {population}; no certainty is stated."),
}
_MANY_REST = {
    False: later("{numbers} claims rest on {reasons} alone; no certainty is stated."),
    True: later("{numbers} claims rest on {reasons} alone in {population}; no certainty is stated."),
}
_REACHES = {
    2: later("Nothing reaches low certainty."),
    3: later("Nothing reaches moderate certainty."),
    4: later("Nothing reaches high certainty."),
}


_REASONS = {"context": later("the background of a study")}
