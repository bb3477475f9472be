"""Comments, who wrote them as the page shows it, what they answer and what they repeat.

A page uses one form to part its comments: a line such as "Anna says:" above each, a line such as
"Posted by Anna on 3 May 2019" above or below each, or list items. The form used most decides; lines of
another form are words of the comment they stand in. A name anywhere else names nobody.
"""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from reviewer.model import Attribution, Kind, Quoted, Segment, Voice
from reviewer.separation.blocks import Block, Said
from reviewer.separation.cues import Mark
from reviewer.separation.parts import Part

SHINGLE = 4
"""Words that must stand together in both texts before they are compared."""
LIKE_ENOUGH = 0.8
LONGEST_QUOTE = 200
"""Words of a quotation that are compared."""
LONGEST_NAME = 40

_WORD = re.compile(r"\w+")
_OPENING = re.compile(r"(?P<intro>[^\n\"“„«‘>]{0,60}:\s*)?(?P<open>[\"“„«‘]|>)")
_CLOSING = {'"': '"”', "“": '”"', "„": '“”"', "«": "»", "‘": "’'"}
_ADDRESS = re.compile(r"@(?P<name>[\w.-]{2,40})")


@dataclass(slots=True)
class _Comment:
    """The blocks of one comment; `said` is the line that names its writer."""

    number: int
    rule: str
    confidence: float
    blocks: list[Block] = field(default_factory=list)
    said: Said | None = None

    @property
    def attribution(self) -> Attribution | None:
        return Attribution(self.said.name, self.said.date) if self.said else None


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

    def add(self, segment: Segment) -> None:
        """Remember the words of a segment; of words that occur twice the later place counts."""
        number = len(self._segments)
        self._segments.append(segment)
        found = list(_WORD.finditer(self._text, segment.start, segment.end))
        shingles = _shingles([match.group().casefold() for match in found])
        self._places.update(
            (shingle, (number, match.start())) for shingle, match in zip(shingles, found, strict=False)
        )

    def repeated(self, start: int, end: int) -> _Repeated | None:
        """Return the earlier segment that the stretch repeats nearly word for word, or None."""
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


def label(text: str, blocks: Sequence[Block], above: Iterable[Segment]) -> list[Part]:
    """Return the labelled stretches of a discussion, given its blocks and the worded segments above it."""
    earlier = Earlier(text)
    for segment in above:
        earlier.add(segment)
    thread = [_named_by_date(text, blocks, index) for index in range(len(blocks))]
    numbers: dict[str, int] = {}
    found: list[Part] = []
    for comment in _comments(text, thread):
        parts = _parts(text, comment, earlier, numbers)
        found += parts
        for part in parts:
            if part.segment.kind is Kind.COMMENT:
                earlier.add(part.segment)
        if comment.said:
            numbers[comment.said.name.casefold()] = comment.number
    return found


def _named_by_date(text: str, blocks: Sequence[Block], index: int) -> Block:
    """Return the block, as the name line of a comment if it is a short line right above a date line."""
    block = blocks[index]
    following = blocks[index + 1] if index + 1 < len(blocks) else None
    if block.mark is not Mark.NONE or following is None or following.mark is not Mark.DATE:
        return block
    words = block.words(text)
    if len(words) > LONGEST_NAME or "\n" in words or words.endswith((".", "!", "?", ":", ",")):
        return block
    said = Said("name above a date", words, following.words(text))
    return replace(block, mark=Mark.ATTRIBUTION, said=said)


def _comments(text: str, blocks: Sequence[Block]) -> list[_Comment]:
    forms = Counter(block.said.form for block in blocks if block.said)
    if forms:
        form = forms.most_common(1)[0][0]
        last = next((block for block in reversed(blocks) if block.mark not in (Mark.TOOL, Mark.DATE)), None)
        dated = form in ("posted by name", "name and date")
        if dated and blocks[0].said is None and last is not None and last.said is not None:
            return _closed_by_names(blocks, form)
        return _opened_by_names(text, blocks, form)
    if any(block.bullet for block in blocks):
        return _listed(blocks)
    return (
        [_Comment(1, "words below a heading of comments; nothing parts them", 0.4, list(blocks))]
        if blocks
        else []
    )


def _opened_by_names(text: str, blocks: Sequence[Block], form: str) -> list[_Comment]:
    found: list[_Comment] = []
    for block in blocks:
        if block.said and block.said.form == form:
            rule = f"the line above names the writer, in the form “{form}”"
            found.append(_Comment(len(found) + 1, rule, 0.9, said=block.said))
        elif not found:
            found.append(_Comment(1, "words above the first named comment", 0.4))
        elif block.mark is Mark.DATE and found[-1].said and not found[-1].said.date:
            found[-1].said = replace(found[-1].said, date=block.words(text))
        found[-1].blocks.append(block)
    return found


def _closed_by_names(blocks: Sequence[Block], form: str) -> list[_Comment]:
    found: list[_Comment] = []
    is_open = False
    for block in blocks:
        if not is_open and not (found and block.mark is Mark.TOOL):
            found.append(_Comment(len(found) + 1, "the line below names the writer", 0.85))
            is_open = True
        found[-1].blocks.append(block)
        if block.said and block.said.form == form:
            found[-1].said = block.said
            is_open = False
    return found


def _listed(blocks: Sequence[Block]) -> list[_Comment]:
    """Return one comment for each item of the outermost list; deeper items without a blank line are lists."""
    outer = min(block.indent for block in blocks if block.bullet)
    found: list[_Comment] = []
    for block in blocks:
        if block.bullet and (block.indent <= outer or block.blank_before) or not found:
            sure = 0.8 if block.bullet else 0.4
            rule = (
                "item of a list below a heading of comments"
                if block.bullet
                else "words above the first list item"
            )
            found.append(_Comment(len(found) + 1, rule, sure))
        elif not block.bullet and block.indent == 0 and outer > 0 and block.mark is Mark.NONE:
            found[-1].confidence = 0.5
            found[-1].rule = "item of a list below a heading of comments; its last paragraph is not indented"
        found[-1].blocks.append(block)
    return found


def _parts(text: str, comment: _Comment, earlier: Earlier, numbers: dict[str, int]) -> list[Part]:
    """Return the stretches of one comment: its name line, its words, what it repeats."""
    found: list[Part] = []
    reply = None
    for block in comment.blocks:
        if block.mark in (Mark.ATTRIBUTION, Mark.DATE) and _names(block, comment):
            found.append(_around(block, comment, "line that names a comment's writer"))
        elif block.mark is Mark.TOOL:
            found.append(_around(block, comment, f"word of the page around a comment: “{block.words(text)}”"))
        else:
            stretches = _quotation(text, block, comment, earlier) or [_words(block.start, block.end, comment)]
            reply = reply or _answered(text, stretches, numbers, comment.number)
            found += stretches
    return [_answering(part, reply) for part in found] if reply else found


def _answering(part: Part, reply: int) -> Part:
    if part.segment.kind is Kind.BOILERPLATE:
        return part
    return replace(part, segment=replace(part.segment, in_reply_to=reply))


def _names(block: Block, comment: _Comment) -> bool:
    if comment.said is None:
        return False
    return block.mark is Mark.DATE or block.said is not None and block.said.name == comment.said.name


def _around(block: Block, comment: _Comment, rule: str) -> Part:
    segment = Segment(block.start, block.end, Kind.BOILERPLATE, attribution=comment.attribution)
    segment = replace(segment, comment=comment.number, confidence=0.9, rule=rule)
    return Part(segment, ("around", comment.number))


def _words(start: int, end: int, comment: _Comment, confidence: float = 1.0) -> Part:
    segment = Segment(start, end, Kind.COMMENT, Voice.READER, attribution=comment.attribution)
    sure = min(comment.confidence, confidence)
    segment = replace(segment, comment=comment.number, confidence=sure, rule=comment.rule)
    return Part(segment, ("words", comment.number))


def _quotation(text: str, block: Block, comment: _Comment, earlier: Earlier) -> list[Part]:
    """Return the parts of a block that opens by repeating words from above; none when it does not."""
    opening = _OPENING.match(text, block.start, block.end)
    if opening is None:
        return []
    start = opening.start("open")
    for end in _ends(text, start, block.end):
        repeated = earlier.repeated(start, end)
        if repeated:
            return _quoting(text, block, comment, (start, end), repeated)
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
    text: str, block: Block, comment: _Comment, quoted: tuple[int, int], repeated: _Repeated
) -> list[Part]:
    start, end = quoted
    source = repeated.segment
    of_what = f"comment {source.comment}" if source.comment else "the text above"
    rule = f"repeats {of_what}, {round(100 * repeated.ratio)}% alike"
    quote = Segment(start, end, Kind.QUOTE, source.voice, attribution=source.attribution)
    sure = round(min(0.75, comment.confidence, repeated.ratio), 2)
    quote = replace(
        quote, comment=comment.number, quotes=Quoted(None, source.start), confidence=sure, rule=rule
    )
    quote = replace(quote, in_reply_to=source.comment)
    found = [_words(block.start, start, comment, sure)] if start > block.start else []
    found.append(Part(quote))
    while end < block.end and text[end].isspace():
        end += 1
    return [*found, _words(end, block.end, comment)] if end < block.end else found


def _answered(text: str, parts: Sequence[Part], numbers: dict[str, int], own: int) -> int | None:
    """Return the number of the comment that these words answer: the one they repeat, or address by name."""
    for part in parts:
        if part.segment.quotes is not None:
            return part.segment.in_reply_to
    address = _ADDRESS.match(text, parts[0].segment.start, parts[0].segment.end)
    answered = numbers.get(address["name"].casefold()) if address else None
    return answered if answered != own else None
