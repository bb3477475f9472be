"""What comments repeat and answer: words of another comment, of the post or of the study, set in again.

Repeated words stay with the comment that repeats them, as a quote with the voice of whoever is quoted.
They are found by runs of words that stand above too, so that a changed full stop hides nothing.
"""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from reviewer.language import recorded
from reviewer.model import Kind, Quoted, Segment, Voice
from reviewer.separation.blocks import Block
from reviewer.separation.parts import Part
from reviewer.separation.threads import Comment

SHINGLE = 4
"""Words that must stand together in both texts before they are compared."""
LIKE_ENOUGH = 0.8
LONGEST_QUOTE = 200
"""Words of a quotation that are compared."""

_WORD = re.compile(r"\w+")
_OPENING = re.compile(r"(?P<intro>[^\n\"“„«‘>]{0,60}:\s*)?(?P<open>[\"“„«‘]|>)")
_CLOSING = {'"': '"”', "“": '”"', "„": '“”"', "«": "»", "‘": "’'"}
_ADDRESS = re.compile(r"@(?P<name>[\w.-]{2,40})")


@dataclass(frozen=True, slots=True)
class _Repeated:
    segment: Segment
    ratio: float


class Earlier:
    """The words that stand above, so that a repetition of them can be recognised."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._places: dict[tuple[str, ...], tuple[int, int]] = {}
        self._segments: list[Segment] = []
        self._known = 0
        """How many of the segments have their places noted: most pages repeat nothing, so nobody asks."""

    def add(self, segment: Segment) -> None:
        """Remember the words of a segment; of words that occur twice the later place counts."""
        self._segments.append(segment)

    def _note(self, number: int, segment: Segment) -> None:
        found = list(_WORD.finditer(self._text, segment.start, segment.end))
        shingles = _shingles([match.group().casefold() for match in found])
        self._places.update(
            (shingle, (number, match.start())) for shingle, match in zip(shingles, found, strict=False)
        )

    def repeated(self, start: int, end: int) -> _Repeated | None:
        """Return the earlier segment that the stretch repeats nearly word for word, or None."""
        for number in range(self._known, len(self._segments)):
            self._note(number, self._segments[number])
        self._known = len(self._segments)
        words = self._words(start, end, LONGEST_QUOTE)
        places = [self._places[shingle] for shingle in _shingles(words) if shingle in self._places]
        if not places:
            return None
        number = Counter(number for number, _ in places).most_common(1)[0][0]
        segment = self._segments[number]
        first = next(place for owner, place in places if owner == number)
        window = self._words(first, segment.end, len(words))
        ratio = 1.0 if words == window else _likeness(words, window)
        return _Repeated(segment, ratio) if ratio >= LIKE_ENOUGH else None

    def _words(self, start: int, end: int, limit: int) -> list[str]:
        found = islice(_WORD.finditer(self._text, start, end), limit)
        return [match.group().casefold() for match in found]


def _shingles(words: Sequence[str]) -> Iterable[tuple[str, ...]]:
    return zip(*(words[offset:] for offset in range(SHINGLE)), strict=False)


def _likeness(quoted: Sequence[str], source: Sequence[str]) -> float:
    return difflib.SequenceMatcher(None, quoted, source, autojunk=False).ratio()


def discussion(
    text: str,
    blocks: Sequence[Block],
    comments: Sequence[Comment],
    earlier: Earlier,
    judged: Callable[[Comment, bool], tuple[float, str]],
) -> list[Part]:
    """Return the stretches of all comments: their words, what they repeat, the lines beside them.

    `earlier` holds the words above the comments. `judged` gives confidence and rule of a comment's words
    (False) or of the lines beside them (True).
    """
    found: list[Part] = []
    numbers: dict[str, int] = {}
    for comment in comments:
        spoken = _spoken(text, blocks, comment, earlier, judged(comment, False))
        reply = _answered(text, spoken, numbers, comment)
        found += [_answering(part, reply) for part in spoken] if reply else spoken
        beside = [index for index in comment.blocks if index not in comment.words]
        if beside:
            told = judged(comment, True)
            found += [_beside(blocks[index], comment, told) for index in beside]
        for part in spoken:
            if part.segment.kind is Kind.COMMENT:
                earlier.add(part.segment)
        if comment.signed and comment.signed.name:
            numbers[comment.signed.name.casefold()] = comment.number
    return found


def _spoken(
    text: str, blocks: Sequence[Block], comment: Comment, earlier: Earlier, judged: tuple[float, str]
) -> list[Part]:
    found: list[Part] = []
    for index in comment.words:
        block = blocks[index]
        plain = _Words(comment, *judged)
        found += _quotation(text, block, plain, earlier) or [plain.part(block.start, block.end)]
    return found


@dataclass(frozen=True, slots=True)
class _Words:
    """How the words of one comment are labelled."""

    comment: Comment
    confidence: float
    rule: str

    def part(self, start: int, end: int, confidence: float = 1.0) -> Part:
        segment = Segment(
            start,
            end,
            Kind.COMMENT,
            Voice.READER,
            attribution=self.comment.signed,
            comment=self.comment.number,
            confidence=min(self.confidence, confidence),
            rule=self.rule,
        )
        return Part(segment, ("words", self.comment.number))


def _beside(block: Block, comment: Comment, judged: tuple[float, str]) -> Part:
    sure, rule = judged
    segment = Segment(
        block.start,
        block.end,
        Kind.BOILERPLATE,
        attribution=comment.signed,
        comment=comment.number,
        confidence=sure,
        rule=rule,
    )
    return Part(segment, ("beside", comment.number))


def _answering(part: Part, reply: int) -> Part:
    return replace(part, segment=replace(part.segment, in_reply_to=reply))


def _quotation(text: str, block: Block, words: _Words, earlier: Earlier) -> list[Part]:
    """Return the parts of a block that opens by repeating words from above; none when it does not."""
    opening = _OPENING.match(text, block.start, block.end)
    if opening is None:
        return []
    start = opening.start("open")
    for end in _ends(text, start, block.end):
        repeated = earlier.repeated(start, end)
        if repeated:
            return _quoting(text, block, words, (start, end), repeated)
    return []


def _ends(text: str, start: int, end: int) -> list[int]:
    """Return where a quotation that opens at `start` may end, the likeliest first."""
    if text[start] == ">":
        return [end]
    closing = _CLOSING[text[start]]
    last = max(text.rfind(mark, start + 1, end) for mark in closing)
    first = min((place for mark in closing if (place := text.find(mark, start + 1, end)) > 0), default=-1)
    return [place + 1 for place in dict.fromkeys((last, first)) if place > start]


def _quoting(
    text: str, block: Block, words: _Words, quoted: tuple[int, int], repeated: _Repeated
) -> list[Part]:
    start, end = quoted
    source = repeated.segment
    alike = round(100 * repeated.ratio)
    rule = (
        recorded("repeats comment {number}, {percent}% alike", number=source.comment, percent=alike)
        if source.comment
        else recorded("repeats the text above, {percent}% alike", percent=alike)
    )
    quote = Segment(start, end, Kind.QUOTE, source.voice, attribution=source.attribution)
    sure = round(min(0.75, words.confidence, repeated.ratio), 2)
    quote = replace(
        quote, comment=words.comment.number, quotes=Quoted(None, source.start), confidence=sure, rule=rule
    )
    quote = replace(quote, in_reply_to=source.comment)
    found = [words.part(block.start, start, sure)] if start > block.start else []
    found.append(Part(quote))
    while end < block.end and text[end].isspace():
        end += 1
    return [*found, words.part(end, block.end)] if end < block.end else found


def _answered(text: str, parts: Sequence[Part], numbers: dict[str, int], comment: Comment) -> int | None:
    """Return the number of the comment that these words answer.

    It is the one they repeat, the one whose writer they address, or the one the page sets them under.
    """
    for part in parts:
        if part.segment.quotes is not None:
            return part.segment.in_reply_to
    address = _ADDRESS.match(text, parts[0].segment.start, parts[0].segment.end)
    answered = numbers.get(address["name"].casefold()) if address else None
    answered = answered or comment.under
    return answered if answered != comment.number else None
