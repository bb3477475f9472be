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
from reviewer.model import Box, Element
from reviewer.readers import page_tags as tags
from reviewer.readers.page_facts import Facts
from reviewer.readers.page_gaps import Gaps

MOST_BOXES = 1_000_000
"""Blocks above which a page is refused: each costs some 300 bytes here, and time further on."""
MOST_OPEN = 250_000
"""Elements within one another above which a page is refused."""
MOST_AROUND = 32
"""Elements kept around a box: the innermost."""
MOST_INLINE = 200
"""Inline elements kept of one box; further ones give their words only."""

COPY = "Open it in a browser, copy the part you need, and import that as text."

_SPACES = re.compile(r"[ \t\n\f\r]{2,}|[\t\n\f\r]")
_BLANK_LINES = re.compile(r"\n(?:[ \t]*\n)+")


class _Open:
    """An element that has begun: `start` is where in the present box, `says` whether its stretch is kept."""

    __slots__ = ("attributes", "block", "element", "link", "number", "says", "start", "tag")

    def __init__(self, number: int, tag: str, attributes: Mapping[str, str], start: int, block: bool) -> None:
        self.number, self.tag, self.attributes, self.start, self.block = number, tag, attributes, start, block
        self.element: Element | None = None
        self.link = tag == "a" and "href" in attributes
        self.says = not block and (bool(attributes) or tag in tags.SAYING)


class PageBlocks:
    """A target for an HTML parser that collects text, boxes and what the page says of itself."""

    def __init__(self, name: str, with_noscript: bool = False) -> None:
        self.name = name
        self.boxes: list[Box] = []
        self.facts = Facts()
        self.scripted = False
        """Whether the page holds scripts."""
        self.unscripted = 0
        """Characters for browsers without scripts, in noscript elements that were left out."""
        self.with_noscript = with_noscript
        self._texts: list[str] = []
        self._length = 0
        self._gaps = Gaps()
        self._stack: list[_Open] = []
        self._count = self._links = self._lists = self._spaced = 0
        self._skipping = self._muted = 0
        self._skipped = ""
        self._height = 0
        self._around: tuple[Element, ...] | None = None
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
        if self._skipping:
            self._skipping += 1
            if not self._muted and tag in tags.UNSEEN:
                self._muted = self._skipping
        elif tag in tags.UNSEEN or (tag == "noscript" and not self.with_noscript):
            self._skip(tag, attributes)
        elif attributes and tags.is_hidden(attributes):
            self._skip("hidden", attributes)
        elif tag in tags.EMPTY:
            self._take_empty(tag, attributes)
        else:
            self._open(tag, attributes)

    def end(self, tag: str) -> None:
        """Take the end of the innermost element."""
        if self._skipping:
            if self._muted == self._skipping:
                self._muted = 0
            self._skipping -= 1
            if not self._skipping:
                self.facts.close()
        elif self._stack:
            self._close(self._stack[-1])

    def data(self, words: str) -> None:
        """Take words of the innermost element."""
        if self._skipping:
            self._pass_over(words)
        elif self._spaced:
            self._take_lines(words)
        else:
            words = _SPACES.sub(" ", words)
            if self._after_space and words[0] == " ":
                words = words[1:]
            self._take(words)

    def close(self) -> None:
        """Take the end of the page."""
        self._close_box()

    # ------------------------------------------------------------------ what is left out

    def _skip(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._skipping, self._skipped = 1, tag
        self.scripted = self.scripted or tag == "script"
        if tag in ("script", "title"):
            self.facts.open(tag, attributes)

    def _take_empty(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "br" or tag == "hr":
            self._close_box()
            self._gaps.line(1 if tag == "br" else 2)
        elif tag in ("meta", "link"):
            self.facts.take(tag, attributes)
        self._skip(tag, attributes)

    def _pass_over(self, words: str) -> None:
        if self._skipped == "noscript":
            self.unscripted += 0 if self._muted else len(words.strip())
        elif self._skipping == 1:
            self.facts.data(words)

    # ------------------------------------------------------------------ elements

    def _open(self, tag: str, attributes: Mapping[str, str]) -> None:
        if len(self._stack) >= MOST_OPEN:
            raise ReviewError(f"{self.name} has more than {MOST_OPEN:,} elements within one another.", COPY)
        block = tag in tags.BLOCKS or ("style" in attributes and tags.is_shown_as_block(attributes["style"]))
        if block:
            self._close_box()
            self._gaps.block(tag, self._lists > 0)
            if tag in tags.TABLE_PARTS:
                self._gaps.row(begins=tag == "tr")
        self._count += 1
        opened = _Open(self._count, tag, attributes, self._size, block)
        self._stack.append(opened)
        self._turn(opened, 1)
        if block:
            self._raise_to(len(self._stack))

    def _close(self, closed: _Open) -> None:
        if closed.block:
            self._close_box()
            self._gaps.block(closed.tag, self._lists > 1)
            if closed.tag in tags.TABLE_PARTS:
                self._gaps.row(begins=False)
        elif closed.says:
            self._note(closed)
        self._stack.pop()
        self._turn(closed, -1)
        if len(self._stack) < self._height:
            self._raise_to(len(self._stack))

    def _turn(self, opened: _Open, step: int) -> None:
        """Count what is open of links, lists and elements that keep their spaces."""
        if opened.link:
            self._links += step
        if opened.tag in tags.LISTS:
            self._lists += step
        elif opened.tag in tags.KEEPING_SPACES:
            self._spaced += step
        elif opened.tag == "html" and step > 0:
            self.facts.language = opened.attributes.get("lang") or opened.attributes.get("xml:lang") or ""

    def _raise_to(self, height: int) -> None:
        """Let the outermost `height` of the open elements be those around the present box."""
        if height != self._height:
            self._height, self._around = height, None

    def _note(self, noted: _Open) -> None:
        """Keep the stretch of an inline element in the present box."""
        if noted.start < self._size and len(self._inline) < MOST_INLINE:
            element = self._element(noted)
            if element.names or element.stated or noted.tag in tags.SAYING:
                self._inline.append((noted.start, self._size, element))

    def _element(self, opened: _Open) -> Element:
        if opened.element is None:
            opened.element = tags.element(opened.number, opened.tag, opened.attributes)
        return opened.element

    def _elements_around(self) -> tuple[Element, ...]:
        if self._around is None:
            low = max(0, self._height - MOST_AROUND)
            near = self._stack[low : self._height]
            self._around = tuple(self._element(one) for one in near if one.tag not in ("html", "body"))
        return self._around

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
        self._inline: list[tuple[int, int, Element]] = []
        self._size = self._linked = 0
        self._after_space = True

    def _close_box(self) -> None:
        """End the present box; what is open now is around the next one."""
        opened = self._stack[self._height :]
        if self._parts:
            for one in opened:
                if one.says:
                    self._note(one)
            self._write()
            self._begin_box()
        for one in opened:
            one.start = 0
        self._raise_to(len(self._stack))

    def _write(self) -> None:
        """Add the present box to the page, unless it is nothing but white space."""
        raw = "".join(self._parts).rstrip(" \t\n")
        words = raw.lstrip("\n" if self._length else "\n\ufeff")
        left, right = text.trim(words, 0, len(words))
        if left == right:
            return
        if len(self.boxes) >= MOST_BOXES:
            raise ReviewError(f"{self.name} has more than {MOST_BOXES:,} blocks of text.", COPY)
        if self._length:
            self._gaps.write(self._texts)
            self._length += len(self._texts[-1])
        base = self._length
        inline = self._placed(words, base, len(raw) - len(words)) if self._inline else ()
        linked = min(self._linked, right - left)
        self.boxes.append(Box(base + left, base + right, self._elements_around(), inline, linked))
        self._texts.append(words)
        self._length += len(words)

    def _placed(self, words: str, base: int, cut: int) -> tuple[tuple[int, int, Element], ...]:
        """Return the inline stretches, trimmed, as positions of the page, in order."""
        placed = []
        for start, end, element in self._inline:
            start, end = text.trim(words, max(0, start - cut), max(0, min(end - cut, len(words))))
            if start < end:
                placed.append((base + start, base + end, element))
        return tuple(sorted(placed, key=lambda one: (one[0], -one[1], one[2].number)))
