"""Studies that a page quotes: which words they are, and how alike they are to the words of a record. Pure.

Words are compared in lower case without punctuation, in order, so that a changed, added or left out word
shows as just that. What a page quotes may be a part of an abstract: likeness is measured against the
stretch of the source that it repeats.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from reviewer.model import Kind, Segment, Voice
from reviewer.separation.boundaries import BLANK

ALIKE = 0.9
"""Likeness from which words are proposed as those of a study."""
FEWEST = 12
"""Words that a quotation must have before its words alone can tell a study."""
PHRASES = 8
PHRASE = 4
_RUN = 3
"""Words in a row that show where in a source a quotation begins and ends."""
_SHORT = 100
"""Words a source may have beyond twice those of the quotation before only its likely stretch is compared."""
_WORD = re.compile(r"[^\W_]+")
_BESIDE = (Kind.TITLE, Kind.CITATION, Kind.BYLINE, Kind.INDEXING)


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words of one study on somebody else's page; `beside` are title and citation lines next to them."""

    segments: tuple[Segment, ...]
    beside: tuple[Segment, ...] = ()

    @property
    def start(self) -> int:
        return self.segments[0].start

    @property
    def end(self) -> int:
        return self.segments[-1].end


@dataclass(frozen=True, slots=True)
class Token:
    """A word in lower case and where it stands."""

    word: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Match:
    """How alike two stretches are, 0..1, and pairs of positions (quoted, source) where equal runs begin."""

    likeness: float
    places: tuple[tuple[int, int], ...] = ()
    begin: int = 0
    end: int = 0
    """The words of the source that are repeated, by number."""

    def place(self, start: int, end: int) -> int | None:
        """Return where in the source the words of a stretch of the quotation stand."""
        found = (there for here, there in self.places if start <= here < end)
        return next(found, self.places[0][1] if self.places else None)


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words: the "same" in both, "added" on the page, or "left out" of it."""

    how: str
    words: str


def quotations(segments: Sequence[Segment]) -> list[Quotation]:
    """Return the studies quoted in a document; words repeated from the same page are part of none."""
    worded = [segment for segment in segments if segment.rule != BLANK]
    found: list[Quotation] = []
    at = 0
    while at < len(worded):
        end = at
        while end < len(worded) and _is_quoted(worded[end]):
            end += 1
        if end > at:
            beside = (*_beside(worded[:at][::-1]), *_beside(worded[end:]))
            found.append(Quotation(tuple(worded[at:end]), beside))
        at = max(end, at + 1)
    return found


def _is_quoted(segment: Segment) -> bool:
    quoted = segment.quotes
    return (
        segment.second_hand and quoted is not None and (quoted.document is not None or quoted.start is None)
    )


def _beside(segments: Iterable[Segment]) -> Iterator[Segment]:
    for segment in segments:
        if segment.kind not in _BESIDE:
            return
        yield segment


def tokens(text: str, segments: Iterable[Segment]) -> list[Token]:
    """Return the words of segments in order."""
    return [
        Token(match.group().casefold(), match.start(), match.end())
        for segment in segments
        for match in _WORD.finditer(text, segment.start, segment.end)
    ]


def words_of(words: str) -> list[Token]:
    """Return the words of a line."""
    return [Token(match.group().casefold(), *match.span()) for match in _WORD.finditer(words)]


def own_words(text: str, segments: Iterable[Segment]) -> tuple[list[Token], bool]:
    """Return the words of a study in a document and whether it stands there at first hand."""
    study = [s for s in segments if s.voice is Voice.STUDY and s.kind is not Kind.QUOTE]
    first_hand = [segment for segment in study if not segment.second_hand]
    return tokens(text, first_hand or study), bool(first_hand)


def phrases(words: Sequence[Token]) -> list[str]:
    """Return a few phrases spread over a quotation, each of its longest words: likely its own."""
    last = len(words) - PHRASE + 1
    if last < 1:
        return []
    step = max(1, last // PHRASES)
    found = []
    for low in range(0, last, step):
        starts = range(low, min(low + step, last))
        best = max(starts, key=lambda at: sum(len(token.word) for token in words[at : at + PHRASE]))
        found.append(" ".join(token.word for token in words[best : best + PHRASE]))
    return list(dict.fromkeys(found))[: PHRASES + 1]


def compare(quoted: Sequence[Token], source: Sequence[Token]) -> Match:
    """Return how alike quoted words are to the stretch of the source that they repeat."""
    low, high = _near(quoted, source)
    blocks = [(a, low + b, size) for a, b, size in _matcher(quoted, source[low:high]).get_matching_blocks()]
    runs = [block for block in blocks if block[2] >= _RUN]
    if not runs:
        return Match(0.0)
    (first, there, _), (last, end, _) = runs[0], runs[-1]
    begin, end = max(there - first, low), min(end + len(quoted) - last, high)
    inside = [block for block in blocks if block[2] and begin <= block[1] < end]
    same = sum(size for _, _, size in inside)
    places = tuple((quoted[a].start, source[b].start) for a, b, _ in inside)
    return Match(2 * same / (len(quoted) + end - begin), places, begin, end)


def _matcher(quoted: Sequence[Token], source: Sequence[Token]) -> SequenceMatcher[str]:
    return SequenceMatcher(None, [t.word for t in quoted], [t.word for t in source], autojunk=False)


def _near(quoted: Sequence[Token], source: Sequence[Token]) -> tuple[int, int]:
    """Return the stretch of a long source in which the quoted phrases stand: quick to compare."""
    if len(source) <= 2 * len(quoted) + _SHORT:
        return 0, len(source)
    own = {phrase: at for at, phrase in enumerate(_grams(quoted))}
    ways = Counter((b - own[gram]) // _SHORT for b, gram in enumerate(_grams(source)) if gram in own)
    if not ways:
        return 0, 0
    way = min(ways, key=lambda each: (-ways[each], each)) * _SHORT
    return max(0, way - _SHORT), min(len(source), way + 2 * _SHORT + len(quoted))


def _grams(words: Sequence[Token]) -> Iterator[tuple[str, ...]]:
    plain = [token.word for token in words]
    return zip(*(plain[offset:] for offset in range(PHRASE)), strict=False)


def changes(
    page: str, quoted: Sequence[Token], study: str, source: Sequence[Token], match: Match
) -> list[Piece]:
    """Return a quotation as runs of words, each the same, added, or left out against the study's own."""
    own = source[match.begin : match.end]
    found = []
    for how, a, b, c, d in _matcher(quoted, own).get_opcodes():
        if how == "equal":
            found.append(Piece("same", page[quoted[a].start : quoted[b - 1].end]))
            continue
        if d > c:
            found.append(Piece("left out", study[own[c].start : own[d - 1].end]))
        if b > a:
            found.append(Piece("added", page[quoted[a].start : quoted[b - 1].end]))
    return found


def origin(segments: Mapping[int, Sequence[Segment]], document: int, start: int) -> int | None:
    """Return the document in which the study that speaks at a position stands at first hand.

    `segments` are those at second hand, or all, by document. None: at first hand here, or not known.
    """
    here = document
    seen: set[tuple[int, int]] = set()
    place: tuple[int, int] | None = (document, start)
    while place is not None and place not in seen:
        seen.add(place)
        document, start = place
        place = _next(segments.get(document, ()), document, start)
    return document if document != here else None


def _next(segments: Sequence[Segment], document: int, position: int) -> tuple[int, int] | None:
    at = bisect_right(segments, position, key=lambda segment: segment.start) - 1
    segment = segments[at] if at >= 0 and position < segments[at].end else None
    if segment is None or not segment.second_hand or segment.quotes is None or segment.quotes.start is None:
        return None
    return segment.quotes.document or document, segment.quotes.start
