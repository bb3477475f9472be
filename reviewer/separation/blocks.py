"""A document to blocks: what a reader sees as one paragraph, list item, heading or lone line.

Web pages come with boxes, and each box is a block. Elsewhere each line is one, save that the lines of a
hard-wrapped paragraph are joined, and that a bullet on a line of its own belongs to the words below it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from reviewer.model import Box, Document

_INVISIBLE = "\u200b\u2060\ufeff"
_EDGE = "".join(chr(code) for code in range(0x3001) if chr(code).isspace()) + _INVISIBLE
_BULLET = re.compile(r"(?:[•◦▪▸‣·●○■]|[*–-](?=\s))\s*")
_RULE_LINE = re.compile(r"[-_=*~·•—–|+#.◦▪\s]+")
_MEDLINE = re.compile(r"[A-Z][A-Z0-9]{1,3} {0,2}- ")
_DATED = re.compile(r"\b(?:19|20)\d{2}\b|\d[:.]\d{2}\b|\bago\b")
_CAPITAL_START = re.compile(r"[A-Z0-9\[(<]")

TINY = 32
"""Code points up to which an item of a list is tiny."""
SMALL = 90
"""The same for a link of a web page."""
FEWEST, FEWEST_LINKS = 4, 3
"""Items that make a list of lines, and of links."""
_DIGIT = re.compile(r"\d")
NARROWEST, WIDEST = 48, 132
"""Code points of the full lines of a hard-wrapped paragraph."""
FULL = 0.72
"""Share of the longest line of a paragraph that its other lines reach when somebody wrapped it."""


@dataclass(slots=True)
class Block:
    """One block: its words without bullet and surrounding space, and how it stands on the page.

    `indent` counts columns before the words or bullet; `blank_before` counts blank lines above; `lines`
    counts the lines it was joined from; `box` is its place in a web page.
    """

    start: int
    end: int
    indent: int = 0
    bullet: bool = False
    blank_before: int = 0
    lines: int = 1
    box: Box | None = None

    def words(self, text: str) -> str:
        """Return the block's characters."""
        return text[self.start : self.end]

    @property
    def length(self) -> int:
        return self.end - self.start


def split(document: Document) -> list[Block]:
    """Return the blocks of a document in order; between them lie white space, bullets and rules."""
    if document.boxes:
        return _listed(document.text, _boxed(document.text, document.boxes))
    return _listed(document.text, list(_joined(document.text, _lines(document.text))))


def _boxed(text: str, boxes: Iterable[Box]) -> list[Block]:
    found: list[Block] = []
    end = 0
    for box in boxes:
        blank = max(0, text.count("\n", end, box.start) - 1)
        bullet = "li" in [element.tag for element in box.inside[-3:]]
        found.append(Block(box.start, box.end, 0, bullet, blank, 1, box))
        end = box.end
    return found


def _listed(text: str, blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks with each run of small items, such as a menu or index terms, as one block."""
    found: list[Block] = []
    run: list[Block] = []
    aside_above = False
    for block in blocks:
        aside = block.box is not None and _is_aside(block.box)
        item = aside or _item(text, block)
        if run and not (item and aside == aside_above and (aside or _alike(run[-1], block))):
            found += _one(run, aside_above)
            run = []
        if item:
            run.append(block)
        else:
            found.append(block)
        aside_above = aside
    return found + (_one(run, aside_above) if run else [])


def _item(text: str, block: Block) -> bool:
    """Whether a block is a small item of a list: no date or count in it, and a link or a few words."""
    if block.box is None:
        return block.length <= TINY and block.bullet and not _DIGIT.search(text, block.start, block.end)
    small = block.length <= SMALL and block.box.linked * 5 >= block.length * 4
    return small and not _DIGIT.search(text, block.start, block.end)


def _alike(above: Block, block: Block) -> bool:
    """Whether a small item goes on with the list of the one above it."""
    if block.box is None or above.box is None:
        return block.blank_before == 0 and block.indent == above.indent
    one, other = above.box.inside, block.box.inside
    return len(one) == len(other) and [e.tag for e in one[-2:]] == [e.tag for e in other[-2:]]


def _is_aside(box: Box) -> bool:
    """Whether mark-up says that a block is navigation or the foot of the page."""
    tags = [element.tag for element in box.inside]
    return not _ASIDE.isdisjoint(tags) and ("nav" in tags or _ARTICLE.isdisjoint(tags))


_ASIDE = frozenset(("nav", "footer"))
_ARTICLE = frozenset(("article", "main", "section", "li"))


def _one(run: Sequence[Block], aside: bool) -> list[Block]:
    """Return a run of small items as one block, if it is long enough to be a list; a menu always is."""
    if len(run) < (FEWEST if run[0].box is None else FEWEST_LINKS) and not aside:
        return list(run)
    first, last = run[0], run[-1]
    box = None
    if first.box is not None:
        linked = sum(block.box.linked for block in run if block.box is not None)
        box = Box(first.start, last.end, first.box.inside, (), linked)
    return [Block(first.start, last.end, first.indent, True, first.blank_before, len(run), box)]


def _lines(text: str) -> Iterator[Block]:
    """Yield the worded lines, trimmed."""
    position, blank, pending = 0, 0, False
    for raw in text.split("\n"):
        begin = position
        position += len(raw) + 1
        body = raw.lstrip(_EDGE)
        indent = len(raw) - len(body)
        bullet = _BULLET.match(body)
        start = begin + indent + (bullet.end() if bullet else 0)
        end = begin + len(raw.rstrip(_EDGE))
        if start >= end or _RULE_LINE.fullmatch(body):
            blank += bullet is None
            pending = pending or (bullet is not None and start >= end)
            continue
        yield Block(start, end, indent, pending or bullet is not None, blank)
        blank, pending = 0, False


def _joined(text: str, lines: Iterable[Block]) -> Iterator[Block]:
    """Yield the lines with those of hard-wrapped paragraphs joined."""
    number = 0

    def paragraph(line: Block) -> int:
        nonlocal number
        number += bool(line.blank_before or line.bullet)
        return number

    for _, run in groupby(lines, paragraph):
        yield from _unwrapped(text, list(run))


def _unwrapped(text: str, run: Sequence[Block]) -> Iterator[Block]:
    widest = max(line.length for line in run)
    full = sum(line.length >= FULL * widest for line in run[:-1])
    wrapped = NARROWEST <= widest <= WIDEST and 2 * full > len(run) - 1
    many = len(run) > 2
    block = run[0]
    medline = _MEDLINE.match(text, block.start) is not None
    for before, line in zip(run, run[1:], strict=False):
        hanging = medline and line.indent >= 4
        if hanging or (wrapped and _carries_on(text, before, line, widest, many)):
            block.end = line.end
            block.lines += 1
            continue
        yield block
        block = line
        medline = _MEDLINE.match(text, block.start) is not None
    yield block


def _carries_on(text: str, before: Block, line: Block, widest: int, many: bool) -> bool:
    """Whether a line goes on with the sentence of a full line above it."""
    if before.length < FULL * widest or before.length < NARROWEST or line.indent > before.indent + 3:
        return False
    if not _CAPITAL_START.match(text, line.start):
        return True
    if not many or before.length < 60 or _DATED.search(text, before.start, before.end):
        return False
    closed = text[before.end - 1] in ".!?:;…"
    return before.length >= 0.85 * widest and not (closed and before.length < 0.93 * widest)
