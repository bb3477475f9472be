"""The matrix: one line for each claim, one column for each voice of each document, and the certainties.

Every quote lies in exactly one cell. A study that a page quotes has a column of its own on that page
("Study, quoted"); each comment is a column. Proposed words stand beside the quotes and count for nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from reviewer.appraisal.wording import inside
from reviewer.language import amount, later, say, say_count
from reviewer.model import Claim, Population, QuoteLink, Record, Stance, Study, Tag, Voice
from reviewer.synthesis import certainty
from reviewer.synthesis.certainty import EMPTY, Grade, Key, Standing
from reviewer.synthesis.gaps import Gap, gaps_of
from reviewer.synthesis.holdings import Holdings, Proposed

STANCES = tuple(Stance)
VOICES = (Voice.STUDY, Voice.COMMENTARY, Voice.READER, Voice.NONE)
VOICE_WORDS = {
    Voice.STUDY: later("Study"),
    Voice.COMMENTARY: later("Commentary"),
    Voice.READER: later("Reader"),
    Voice.NONE: later("Set aside"),
}
_STANCES = {
    Stance.SUPPORTS: later("supports"),
    Stance.CONTRADICTS: later("contradicts"),
    Stance.QUALIFIES: later("qualifies"),
    Stance.MENTIONS: later("mentions"),
}
_TEXT = later("Text")
COUNTS_FOR = {
    Voice.STUDY: later("counts towards certainty"),
    Voice.COMMENTARY: later("context"),
    Voice.READER: later("experience, never counted"),
    Voice.NONE: later("titles, index terms, page furniture"),
}
KINDS = {
    "post-weblog": later("Blog post"),
    "webpage": later("Web page"),
    "book": later("Book"),
    "thesis": later("Thesis"),
}

Place = tuple[int, Voice, bool, int]
"""What tells columns apart: document, voice, whether second-hand, number of the comment (0 for none)."""


@dataclass(frozen=True, slots=True)
class Column:
    """One voice of one document. `quotes` is how many quote links lie in it."""

    document: int
    voice: Voice
    second_hand: bool
    comment: int
    label: str
    source: str
    quotes: int = 0

    @property
    def place(self) -> Place:
        return self.document, self.voice, self.second_hand, self.comment

    @property
    def spoken(self) -> str:
        """Return the column as a cell names it: "NMO case series, study"."""
        return f"{self.source}, {inside(self.label)}"


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above columns that belong together: from `first`, `count` of them."""

    title: str
    detail: str
    first: int
    count: int
    voice: Voice | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """What one voice of one document says to one claim."""

    quotes: tuple[QuoteLink, ...] = ()
    proposed: tuple[Proposed, ...] = ()

    @property
    def stances(self) -> tuple[tuple[Stance, int], ...]:
        """Return the stances with how many quotes have each, in their usual order."""
        if len(self.quotes) == 1:
            return ((self.quotes[0].stance, 1),)
        counts = Counter(quote.stance for quote in self.quotes)
        return tuple((stance, counts[stance]) for stance in STANCES if counts[stance])

    @property
    def spoken(self) -> str:
        """Return the cell in words: "contradicts, 1 quote", "supports 2, qualifies 1, 3 quotes"."""
        parts = [
            say(_STANCES[stance]) if len(self.stances) == 1 else f"{say(_STANCES[stance])} {count}"
            for stance, count in self.stances
        ]
        parts += [say_count(len(self.quotes), "{n} quote", "{n} quotes")] if self.quotes else []
        parts += [say("{count} suggested", count=len(self.proposed))] if self.proposed else []
        return ", ".join(parts) or say("nothing")


NOTHING = Cell()


@dataclass(frozen=True, slots=True)
class Line:
    """One claim: its cells by the number of their column, and its certainty by population."""

    claim: Claim
    tag: int | None
    """Its first tag's uppermost ancestor."""
    tag_path: str
    hue: str
    cells: Mapping[int, Cell]
    grades: tuple[Grade, ...]
    gaps: frozenset[Gap]

    def cell(self, column: int) -> Cell:
        """Return the cell in a column; an empty one where nothing is said."""
        return self.cells.get(column, NOTHING)

    @property
    def quotes(self) -> tuple[QuoteLink, ...]:
        """Return the quotes of the line from left to right."""
        return tuple(quote for _, cell in sorted(self.cells.items()) for quote in cell.quotes)


@dataclass(frozen=True, slots=True)
class Matrix:
    """Lines by number, columns in order under their heads, populations in the order they were made."""

    lines: tuple[Line, ...] = ()
    columns: tuple[Column, ...] = ()
    heads: tuple[Head, ...] = ()
    populations: tuple[Population, ...] = ()
    tags: tuple[Tag, ...] = ()

    @property
    def grade_counts(self) -> tuple[int, ...]:
        """Return how many claims are graded in each population."""
        return tuple(
            sum(line.grades[place].standing is Standing.GRADED for line in self.lines)
            for place in range(len(self.populations))
        )

    @property
    def quotes(self) -> int:
        """Return how many quotes the cells hold."""
        return sum(column.quotes for column in self.columns)


UNSTATED = Population(0, later("Population not stated"), later("Not stated"))


def matrix(
    holdings: Holdings, by: str = "document", *, experience: bool = True, suggestions: bool = True
) -> Matrix:
    """Lay claims against sources; `by` is what columns are grouped by, "document" or "voice".

    Without `experience` readers have no columns, without `suggestions` nothing proposed is shown.
    """
    tied = [quote for quote in holdings.quotes if experience or quote.voice is not Voice.READER]
    asked = [each for each in holdings.proposed if experience or each.voice is not Voice.READER]
    proposed = asked if suggestions else []
    known = {claim.id for claim in holdings.claims}
    places: dict[Place, int] = {}
    cells: dict[int, dict[Place, tuple[list[QuoteLink], list[Proposed]]]] = {id: {} for id in known}
    for quote in tied:
        if quote.claim in known:
            place = _place_of_quote(holdings, quote)
            places[place] = places.get(place, 0) + 1
            cells[quote.claim].setdefault(place, ([], []))[0].append(quote)
    for each in proposed:
        if each.claim in known:
            place = (holdings.work(each.span.document), each.voice, each.second_hand, each.comment or 0)
            places.setdefault(place, 0)
            cells[each.claim].setdefault(place, ([], []))[1].append(each)
    columns = _columns(holdings, places, by)
    return _whole(holdings, columns, _heads(holdings, columns, by), cells)


def _whole(
    holdings: Holdings,
    columns: list[Column],
    heads: tuple[Head, ...],
    cells: Mapping[int, Mapping[Place, tuple[list[QuoteLink], list[Proposed]]]],
) -> Matrix:
    numbers = {column.place: number for number, column in enumerate(columns)}
    ratings = certainty.ratings_of(holdings)
    own: dict[int, list[QuoteLink]] = {id: [] for id in cells}
    for quote in holdings.quotes:
        if quote.claim in own:
            own[quote.claim].append(quote)
    graded = {claim.id: certainty.grades(claim, own[claim.id], ratings) for claim in holdings.claims}
    populations = _populations(holdings, graded.values())
    book = _Codebook(holdings.tags)
    lines = [
        Line(
            claim,
            *book.of(claim),
            cells={
                numbers[place]: Cell(tuple(quotes), tuple(proposed))
                for place, (quotes, proposed) in cells[claim.id].items()
            },
            grades=tuple(graded[claim.id].get(each.id or None, EMPTY) for each in populations),
            gaps=gaps_of(own[claim.id], graded[claim.id].values()),
        )
        for claim in sorted(holdings.claims, key=lambda claim: (claim.number, claim.id))
    ]
    return Matrix(tuple(lines), tuple(columns), heads, populations, holdings.tags)


def _place_of_quote(holdings: Holdings, quote: QuoteLink) -> Place:
    comment = holdings.speakers.get(quote.id, (None, ""))[0]
    of_reader = comment if quote.voice is Voice.READER else None
    return holdings.work(quote.span.document), quote.voice, quote.second_hand, of_reader or 0


def _populations(holdings: Holdings, graded: Iterable[Mapping[Key, Grade]]) -> tuple[Population, ...]:
    """Return the populations that have a column; last that of words which name none, where there are any."""
    spoken = {key for each in graded for key in each}
    found = tuple(each for each in holdings.populations if each.id in spoken)
    unstated = Population(UNSTATED.id, say(UNSTATED.name), say(UNSTATED.short))
    return (*found, unstated) if None in spoken else found


# ------------------------------------------------------------------ columns and their heads


def _columns(holdings: Holdings, places: Mapping[Place, int], by: str) -> list[Column]:
    first_hand = {document for document, voice, second, _ in places if voice is Voice.STUDY and not second}
    order = _BY[by]
    return [
        Column(*place, _label(place), source_of(holdings, place[0], place[0] in first_hand), places[place])
        for place in sorted(places, key=lambda place: order(place, place[0] not in first_hand))
    ]


_RANK = {voice: rank for rank, voice in enumerate(VOICES)}


def _by_document(place: Place, no_study: bool) -> tuple[int, ...]:
    document, voice, second_hand, comment = place
    return no_study, document, _RANK[voice], second_hand, comment


def _by_voice(place: Place, no_study: bool) -> tuple[int, ...]:
    document, voice, second_hand, comment = place
    return _RANK[voice], second_hand, no_study, document, comment


_BY = {"document": _by_document, "voice": _by_voice}
GROUPINGS = {"document": later("Document, then voice"), "voice": later("Voice, then document")}


def _label(place: Place) -> str:
    _, voice, second_hand, comment = place
    word = say(VOICE_WORDS[voice])
    if voice is Voice.STUDY and second_hand:
        return say("Study, quoted")
    return f"{word} {comment}" if comment else word


def source_of(holdings: Holdings, document: int, first_hand: bool) -> str:
    """Return a document in a few words: the name of its study where it speaks itself, else its title."""
    study, record = holdings.studies.get(document), holdings.records.get(document, Record())
    if first_hand and study is not None and study.label:
        return study.label
    return record.title or record.container or say("Document {number}", number=document)


def detail_of(record: Record, study: Study | None, first_hand: bool) -> str:
    """Return where and when a document appeared and what its study is: "Arch Neurol 2011, n = 20"."""
    year = str(record.issued.year) if record.issued else ""
    kind = record.container or say(KINDS.get(record.type, _TEXT))
    where = f"{kind} {year}".strip() if record.container else f"{kind}, {year or say('undated')}"
    if study is None:
        return where
    size = f"n = {amount(study.participants)}" if study.participants is not None else ""
    if first_hand:
        return ", ".join(part for part in (where, size) if part)
    told = ", ".join(part for part in (say(study.design), size) if part)
    return say("{source}; quotes a {study}", source=where, study=told) if told else where


def _heads(holdings: Holdings, columns: list[Column], by: str) -> tuple[Head, ...]:
    heads: list[Head] = []
    groups: list[object] = []
    for number, column in enumerate(columns):
        group = column.document if by == "document" else column.voice
        if groups and groups[-1] == group:
            heads[-1] = replace(heads[-1], count=heads[-1].count + 1)
        else:
            groups.append(group)
            heads.append(_head(holdings, column, number, by))
    return tuple(heads)


def _head(holdings: Holdings, column: Column, number: int, by: str) -> Head:
    if by == "voice":
        return Head(say(VOICE_WORDS[column.voice]), say(COUNTS_FOR[column.voice]), number, 1, column.voice)
    document = column.document
    record = holdings.records.get(document, Record())
    first_hand = column.voice is Voice.STUDY and not column.second_hand
    return Head(column.source, detail_of(record, holdings.studies.get(document), first_hand), number, 1)


# ------------------------------------------------------------------ tags


@dataclass
class _Codebook:
    """Finds the first tag of a claim, its uppermost ancestor, its path and its hue."""

    tags: tuple[Tag, ...]
    known: dict[int, Tag] = field(init=False)
    found: dict[int, tuple[int | None, str, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.known = {tag.id: tag for tag in self.tags}

    def of(self, claim: Claim) -> tuple[int | None, str, str]:
        first = next((id for id in claim.tags if id in self.known), None)
        if first is None:
            return None, "", ""
        if first not in self.found:
            self.found[first] = self._look(first)
        return self.found[first]

    def _look(self, id: int) -> tuple[int | None, str, str]:
        names: list[str] = []
        hue, seen, at = "", set[int](), self.known.get(id)
        top = id
        while at is not None and at.id not in seen:
            seen.add(at.id)
            names.insert(0, at.name)
            hue, top = hue or at.colour, at.id
            at = self.known.get(at.parent) if at.parent is not None else None
        return top, " › ".join(names), hue
