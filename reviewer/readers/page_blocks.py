"""The words of a web page in order, and its structure as boxes, from the events of a parser.

The page comes as a stream of begins, ends and words, so its size costs no tree and its depth no recursion.
A box is closed wherever a browser would begin a new line. The elements that are open then are around the
next box; one that begins or ends within a box is inline in it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from reviewer import text
from reviewer.errors import ReviewError
from reviewer.language import recorded
from reviewer.model import Box, Element
from reviewer.readers import page_tags
from reviewer.readers.page_facts import Facts
from reviewer.readers.page_gaps import Gaps
from reviewer.readers.page_tags import TAGS, TELLING, Tag, is_hidden

MOST_BOXES = 200_000
"""Blocks above which a page is refused: each costs up to 1 kB here, and time further on."""
MOST_OPEN = 250_000
"""Elements within one another above which a page is refused."""
MOST_AROUND = 32
"""Elements kept around a box: the innermost."""
MOST_INLINE = 200
"""Inline elements kept of one box; further ones give their words only."""

COPY = recorded("Open it in a browser, copy the part you need, and import that as text.")

_SPACES = re.compile(r"[ \t\n\f\r]{2,}|[\t\n\f\r]")
_BLANK_LINES = re.compile(r"\n(?:[ \t]*\n)+")

# Plain numbers: an operation on an enumeration costs ten times as much, and there are many.
_BLOCK, _LIST, _TABLE = int(Tag.BLOCK), int(Tag.LIST), int(Tag.TABLE)
_SPACED, _LINK, _SAYING = int(Tag.SPACED), int(Tag.LINK), int(Tag.SAYING)
_UNSEEN, _EMPTY = int(Tag.UNSEEN), int(Tag.EMPTY)
_LEFT_OUT = _UNSEEN | _EMPTY
_COUNTED = _LIST | _TABLE | _SPACED | _LINK


class _Open:
    """An element that has begun: `kind` as in TAGS, `start` where in the present box it began."""

    __slots__ = ("around", "attributes", "element", "kind", "number", "start", "tag")

    def __init__(self, number: int, tag: str, attributes: Mapping[str, str], start: int, kind: int) -> None:
        self.number, self.tag, self.attributes, self.start, self.kind = number, tag, attributes, start, kind
        self.element: Element | None = None
        self.around: tuple[Element, ...] | None = None

    @property
    def is_plain(self) -> bool:
        """Whether no attribute names this element or states anything."""
        return TELLING.isdisjoint(self.attributes)

    def as_element(self) -> Element:
        """Return the one Element of this element, made when it is first asked for."""
        if self.element is None:
            self.element = page_tags.element(self.number, self.tag, self.attributes)
        return self.element


class PageBlocks:
    """A target for an HTML parser that collects text, boxes and what the page says of itself."""

    def __init__(self, name: str, with_noscript: bool = False) -> None:
        self.name = name
        self.with_noscript = with_noscript
        self.boxes: list[Box] = []
        self.facts = Facts()
        self.scripted = False
        """Whether the page holds scripts."""
        self.unscripted = 0
        """Characters for browsers without scripts, in noscript elements that were left out."""
        self._texts: list[str] = []
        self._length = 0
        self._gaps = Gaps()
        self._stack: list[_Open] = []
        self._height = 0
        """How many of the open elements are around the present box; those above began within it."""
        self._count = self._links = self._lists = self._spaced = 0
        self._skipping = self._muted = 0
        self._skipped = ""
        self._begin_box()

    @property
    def text(self) -> str:
        """The words so far, without the block that is still open."""
        return "".join(self._texts)

    @property
    def depth(self) -> int:
        """How many elements are open."""
        return len(self._stack) + self._skipping

    # ------------------------------------------------------------------ what the parser calls

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Take the begin of an element; raises ReviewError for a page nested beyond reason."""
        kind = TAGS.get(tag, 0)
        if self._skipping:
            self._skipping += 1
            if kind & _UNSEEN and not self._muted:
                self._muted = self._skipping
        elif kind & _LEFT_OUT or (tag == "noscript" and not self.with_noscript):
            self._leave_out(tag, kind, attributes)
        elif attributes and ("style" in attributes or "hidden" in attributes) and is_hidden(attributes):
            self._skipping, self._skipped = 1, "hidden"
        else:
            self._open(tag, kind, attributes)

    def end(self, tag: str) -> None:
        """Take the end of the innermost element."""
        if self._skipping:
            if self._muted == self._skipping:
                self._muted = 0
            self._skipping -= 1
            if not self._skipping:
                self.facts.close()
        elif self._stack:
            self._close()

    def data(self, words: str) -> None:
        """Take words of the innermost element."""
        if self._skipping:
            self._pass_over(words)
        elif self._spaced:
            self._take_lines(words)
        elif not (self._after_space and words.isspace() and words.isascii()):
            if "  " in words or not words.isprintable():  # most words hold no other space than single blanks
                words = _SPACES.sub(" ", words)
            if self._after_space and words[0] == " ":
                words = words[1:]
            self._take(words)

    def close(self) -> None:
        """Take the end of the page."""
        self._close_box()

    def forget(self) -> None:
        """Let go of words and boxes: the parser and this hold one another until Python looks for garbage."""
        self.boxes, self._texts = [], []

    # ------------------------------------------------------------------ what is left out

    def _leave_out(self, tag: str, kind: int, attributes: Mapping[str, str]) -> None:
        self._skipping, self._skipped = 1, tag
        if tag == "br" or tag == "hr":
            self._close_box()
            self._gaps.line(1 if tag == "br" else 2)
        elif tag == "meta" or tag == "link":
            self.facts.take(tag, attributes)
        elif tag == "script" or tag == "title":
            self.scripted = self.scripted or tag == "script"
            self.facts.open(tag, attributes)

    def _pass_over(self, words: str) -> None:
        if self._skipped == "noscript":
            self.unscripted += 0 if self._muted else len(words.strip())
        elif self._skipping == 1:
            self.facts.data(words)

    # ------------------------------------------------------------------ elements

    def _open(self, tag: str, kind: int, attributes: Mapping[str, str]) -> None:
        stack = self._stack
        if len(stack) >= MOST_OPEN:
            raise ReviewError(
                recorded(
                    "{name} has more than {most_open} elements within one another.",
                    name=self.name,
                    most_open=f"{MOST_OPEN:,}",
                ),
                COPY,
            )
        if not kind & _BLOCK and "style" in attributes:
            kind |= _BLOCK if page_tags.is_shown_as_block(attributes["style"]) else 0
        self._count += 1
        if kind & _BLOCK:
            height = len(stack)
            if self._parts or self._height < height:
                self._close_box()
            self._gaps.block(kind, self._lists > 0)
            stack.append(_Open(self._count, tag, attributes, 0, kind))
            self._height = height + 1
            if tag == "html":
                self.facts.language = attributes.get("lang") or attributes.get("xml:lang") or ""
        else:
            stack.append(_Open(self._count, tag, attributes, self._size, kind))
        if kind & _COUNTED:
            self._turn(tag, kind, attributes, 1)

    def _close(self) -> None:
        stack = self._stack
        closed = stack[-1]
        kind, height = closed.kind, len(stack)
        if kind & _BLOCK:
            if self._parts or self._height < height:
                self._close_box()
            self._gaps.block(kind, self._lists > 1)
        elif closed.start < self._size:
            self._note(closed)
        stack.pop()
        if kind & _COUNTED:
            self._turn(closed.tag, kind, closed.attributes, -1)
        if self._height == height:
            self._height = height - 1

    def _turn(self, tag: str, kind: int, attributes: Mapping[str, str], step: int) -> None:
        """Count what is open of links, lists and elements that keep their spaces; follow the rows."""
        if kind & _LINK:
            self._links += step if "href" in attributes else 0
        elif kind & _LIST:
            self._lists += step
        elif kind & _SPACED:
            self._spaced += step
        else:
            self._gaps.row(begins=step > 0 and tag == "tr")

    def _note(self, noted: _Open) -> None:
        """Keep the stretch of an inline element in the present box, if it says something."""
        if noted.kind & _SAYING or (noted.attributes and not noted.is_plain):
            if len(self._inline) < MOST_INLINE:
                self._inline.append((noted.start, self._size, noted))

    def _elements_around(self) -> tuple[Element, ...]:
        """Return the elements around the present box; each open element keeps what was found for it."""
        top = self._height - 1
        known = top
        while known >= 0 and self._stack[known].around is None:
            known -= 1
        around = (self._stack[known].around or ()) if known >= 0 else ()
        for opened in self._stack[known + 1 : top + 1]:
            if opened.tag != "html" and opened.tag != "body":
                around = (*around[1 - MOST_AROUND :], opened.as_element())
            opened.around = around
        return around

    # ------------------------------------------------------------------ words and boxes

    def _take(self, words: str) -> None:
        if words:
            self._parts.append(words)
            self._size += len(words)
            self._after_space = words[-1] == " "
            if self._links:
                self._linked += len(words.strip())

    def _take_lines(self, words: str) -> None:
        """Take words whose spaces count; a blank line between them parts two boxes."""
        for number, part in enumerate(_BLANK_LINES.split(words.replace("\r\n", "\n").replace("\r", "\n"))):
            if number:
                self._close_box()
                self._gaps.line(2)
            self._take(part)

    def _begin_box(self) -> None:
        self._parts: list[str] = []
        self._inline: list[tuple[int, int, _Open]] = []
        self._size = self._linked = 0
        self._after_space = True

    def _close_box(self) -> None:
        """End the present box; what is open now is around the next one."""
        stack = self._stack
        if self._parts:
            for index in range(self._height, len(stack)):
                if stack[index].start < self._size:
                    self._note(stack[index])
            self._write()
            self._begin_box()
        while self._height < len(stack):
            stack[self._height].start = 0
            self._height += 1

    def _write(self) -> None:
        """Add the present box to the page, unless it is nothing but white space."""
        raw = "".join(self._parts).rstrip(" \t\n")
        words = raw.lstrip("\n" if self._length else "\n\ufeff")
        right = len(words.rstrip())
        if not right:
            return
        left = len(words) - len(words.lstrip())
        if len(self.boxes) >= MOST_BOXES:
            raise ReviewError(
                recorded(
                    "{name} has more than {most_boxes} blocks of text.",
                    name=self.name,
                    most_boxes=f"{MOST_BOXES:,}",
                ),
                COPY,
            )
        self._gaps.write(self._texts)
        base = self._length = self._length + len(self._texts[-1])
        inline = self._placed(words, base, len(raw) - len(words)) if self._inline else ()
        linked = min(self._linked, right - left)
        self.boxes.append(Box(base + left, base + right, self._elements_around(), inline, linked))
        self._texts.append(words)
        self._length += len(words)

    def _placed(self, words: str, base: int, cut: int) -> tuple[tuple[int, int, Element], ...]:
        """Return the inline stretches, trimmed, as positions of the page, in order."""
        placed = []
        for start, end, noted in self._inline:
            start, end = max(0, start - cut), max(0, min(end - cut, len(words)))
            if start < end and (words[start].isspace() or words[end - 1].isspace()):
                start, end = text.trim(words, start, end)
            # A link over the whole box says nothing that `linked` does not; menus are full of them.
            if start < end and not (noted.kind & _LINK and end - start == len(words) and noted.is_plain):
                element = noted.as_element()
                if noted.kind & _SAYING or element.names or element.stated:
                    placed.append((base + start, base + end, element))
        if len(placed) > 1:
            placed.sort(key=lambda one: (one[0], -one[1], one[2].number))
        return tuple(placed)
