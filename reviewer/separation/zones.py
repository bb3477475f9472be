"""Where on the page each block lies: head, main text, index terms, discussion, side matter.

One walk from top to bottom. A block's mark usually decides; a block without a mark belongs to the zone it
stands in. The walk gives places only; `voices` and `threads` make voices of them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from reviewer.separation import cues
from reviewer.separation.blocks import Block, is_label_line, label_of
from reviewer.separation.cues import Mark

LONGEST_TITLE = 300
LONGEST_ASIDE = 120
"""Code points. Beside the text, a longer block that ends like a sentence is prose again."""

_SENTENCE_END = re.compile(r"[.!?…][\"”’»)\]]*$")


class Zone(StrEnum):
    """The place of a block on its page."""

    TITLE = "title"
    CITATION = "citation"
    BYLINE = "byline"
    MAIN = "main"
    BODY = "body"
    INDEX = "index"
    THREAD = "thread"
    FURNITURE = "furniture"


@dataclass(frozen=True, slots=True)
class Page:
    """What the marks of a whole page say about it.

    `study`: it is laid out as a record of a study. `post`: it has an author's line or a discussion.
    `forms`: how often each form of attribution occurs.
    """

    study: bool
    post: bool
    headed: bool
    forms: Counter[str]


def survey(blocks: Sequence[Block]) -> Page:
    """Return what the marks of the blocks say about the page as a whole."""
    marks = Counter(block.mark for block in blocks)
    forms = Counter(block.said.form for block in blocks if block.said)
    cited = any(block.mark is Mark.CITATION for block in blocks[:6])
    discussed = bool(marks[Mark.THREAD]) or any(count > 1 for count in forms.values())
    return Page(
        study=cited or marks[Mark.LABEL] > 1 or bool(marks[Mark.ABSTRACT] or marks[Mark.INDEX]),
        post=discussed or bool(marks[Mark.BYLINE] or marks[Mark.SIDEBAR]),
        headed=bool(marks[Mark.THREAD]),
        forms=forms,
    )


def lay_out(text: str, blocks: Sequence[Block], page: Page) -> list[Zone]:
    """Return the zone of each block, in order."""
    walk = _Walk(text, blocks, page)
    return [walk.place(index) for index in range(len(blocks))]


def is_prose(words: str) -> bool:
    """Whether a block is long or ends like a sentence, as text does and headings do not."""
    return len(words) > LONGEST_ASIDE and _SENTENCE_END.search(words[-8:]) is not None


def is_name_list(words: str) -> bool:
    """Whether a line is a list of people's names, as stands under the title of a paper."""
    if len(words) > 4 * cues.LONGEST_LINE or "," not in words and ";" not in words:
        return False
    names = [name for name in re.split(r"[,;]|\sand\s", re.sub(r"[\d()*†‡§.]", "", words)) if name.strip()]
    return len(names) > 1 and all(_is_name(name) for name in names)


def _is_name(words: str) -> bool:
    parts = words.split()
    named = [part for part in parts if part not in cues.PARTICLES]
    return (
        1 < len(parts) <= 5
        and bool(named)
        and all(part[0].isalpha() and not part[0].islower() for part in named)
    )


class _Walk:
    """The state of the walk: the zone we stand in and what has been seen on the way."""

    def __init__(self, text: str, blocks: Sequence[Block], page: Page) -> None:
        self.text, self.blocks, self.page = text, blocks, page
        self.here = "head"
        self.titled = self.sectioned = self.listed = False
        self.by_mark: dict[Mark, Callable[[int, Block], Zone]] = {
            Mark.NONE: self.unmarked,
            Mark.LABEL: self.label,
            Mark.ABSTRACT: self.abstract,
            Mark.BODY: self.body,
            Mark.INDEX: self.index,
            Mark.CITATION: self.citation,
            Mark.BYLINE: self.byline,
            Mark.DATE: self.byline,
            Mark.ATTRIBUTION: self.attribution,
            Mark.THREAD: self.thread,
            Mark.SIDEBAR: self.sidebar,
            Mark.REFERENCES: self.references,
            Mark.FURNITURE: self.furniture,
            Mark.TOOL: self.tool,
        }

    def place(self, index: int) -> Zone:
        block = self.blocks[index]
        zone = self.by_mark[block.mark](index, block)
        self.listed = self.listed or (zone is Zone.THREAD and block.bullet)
        return zone

    def unmarked(self, index: int, block: Block) -> Zone:
        words = block.words(self.text)
        if self.here in ("thread", "body"):
            return Zone(self.here)
        if self.here == "references":
            return Zone.FURNITURE
        if self.here == "index" and (block.bullet or not is_prose(words)):
            return Zone.INDEX
        if self.here == "aside" and not is_prose(words):
            return Zone.FURNITURE
        return self.unmarked_in_text(index, words)

    def unmarked_in_text(self, index: int, words: str) -> Zone:
        """Return the zone of a block in the head or main text: title, names, or text."""
        before = self.blocks[index - 1].mark if index else Mark.NONE
        if (self.here == "head" or before is Mark.CITATION) and is_name_list(words):
            return Zone.BYLINE
        if self.is_title(index, words):
            self.titled = True
            return Zone.TITLE
        self.here = "main"
        return Zone.MAIN

    def is_title(self, index: int, words: str) -> bool:
        """Whether an unmarked block is the page's title, or that of a study cited right below it."""
        if len(words) > LONGEST_TITLE or words.count("\n") > 3 or index + 1 == len(self.blocks):
            return False
        following = self.blocks[index + 1].mark
        if following is Mark.CITATION and len(words.split()) > 2 and not words.endswith(":"):
            return True
        if self.here != "head" or self.titled:
            return False
        signed = following in (Mark.BYLINE, Mark.DATE, Mark.ATTRIBUTION, Mark.ABSTRACT, Mark.LABEL)
        named = is_name_list(self.blocks[index + 1].words(self.text))
        return signed or named or not words.endswith((".", ",", ";", ":", "…"))

    def label(self, index: int, block: Block) -> Zone:
        if self.here in ("thread", "references", "body"):
            return self.unmarked(index, block)
        bare = is_label_line(block.words(self.text)) and not block.words(self.text).endswith(":")
        if self.here == "index" and (block.bullet or bare):
            return Zone.INDEX
        if bare and self.page.study and self.sectioned and self.opens_body(block):
            return self.body(index, block)
        self.sectioned = True
        self.here = "main"
        return Zone.MAIN

    def opens_body(self, block: Block) -> bool:
        match = label_of(block.words(self.text))
        return match is not None and match.group().casefold() in cues.LINES[Mark.BODY].split("|")

    def abstract(self, index: int, block: Block) -> Zone:
        if self.here in ("thread", "references"):
            return self.unmarked(index, block)
        self.sectioned = True
        self.here = "main"
        return Zone.MAIN

    def body(self, index: int, block: Block) -> Zone:
        if self.here in ("thread", "references") or not (self.page.study and self.sectioned):
            return self.unmarked(index, block)
        self.here = "body"
        return Zone.BODY

    def index(self, index: int, block: Block) -> Zone:
        if self.here == "thread":
            return Zone.THREAD
        self.here = "index"
        return Zone.INDEX

    def citation(self, index: int, block: Block) -> Zone:
        if self.here in ("thread", "body"):
            return Zone(self.here)
        if self.here == "references":
            return Zone.FURNITURE
        if self.here != "head":
            self.here = "main"
        return Zone.CITATION

    def byline(self, index: int, block: Block) -> Zone:
        if self.here == "thread":
            if block.mark is Mark.DATE or block.bullet or not self.listed:
                return Zone.THREAD
            self.here = "aside"
            return Zone.BYLINE
        return Zone.BODY if self.here == "body" else Zone.BYLINE

    def attribution(self, index: int, block: Block) -> Zone:
        if self.here == "thread" or self.opens_thread(block):
            self.here = "thread"
            return Zone.THREAD
        if (
            self.here in ("head", "main")
            and block.said
            and block.said.form in ("posted by name", "name and date")
        ):
            return Zone.BYLINE
        return self.unmarked(index, block)

    def opens_thread(self, block: Block) -> bool:
        """Whether a line that names a speaker begins a discussion, though no heading announced one."""
        form = block.said.form if block.said else ""
        repeated = self.page.forms[form] > 1
        if form in ("posted by name", "name and date"):
            return repeated and not self.page.headed and self.here != "head"
        return repeated or self.page.headed or bool(block.said and block.said.date)

    def thread(self, index: int, block: Block) -> Zone:
        empty = cues.EMPTY_THREAD.match(block.words(self.text)) and not self.page.forms
        self.here = "aside" if empty else "thread"
        return Zone.FURNITURE

    def sidebar(self, index: int, block: Block) -> Zone:
        self.here = "head" if self.here == "head" else "aside"
        return Zone.FURNITURE

    def references(self, index: int, block: Block) -> Zone:
        if self.here == "thread":
            return Zone.THREAD
        self.here = "head" if self.here == "head" else "references"
        return Zone.FURNITURE

    def furniture(self, index: int, block: Block) -> Zone:
        if self.here == "index":
            self.here = "aside"
        return Zone.FURNITURE

    def tool(self, index: int, block: Block) -> Zone:
        return Zone.THREAD if self.here == "thread" else Zone.FURNITURE
