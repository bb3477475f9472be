"""Text to blocks: what a reader sees as one paragraph, list item, heading or lone line.

Blank lines and bullets part blocks. Inside a run of lines, a line whose shape says what it is (a section
label, a name with a date, a citation) parts them too, so that pages pasted without blank lines still
come apart, while hard-wrapped prose stays whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reviewer.separation import cues
from reviewer.separation.cues import Mark

_INVISIBLE = "\u200b\u2060\ufeff"
_EDGE = "".join(chr(code) for code in range(0x3001) if chr(code).isspace()) + _INVISIBLE
_BULLET = re.compile(r"(?:[•◦▪▸‣·●○■]|[*–-](?=\s))\s*")
_RULE_LINE = re.compile(r"[-_=*~·•—–|+#.◦▪\s]+")
_OWN_LINE = frozenset({Mark.CITATION, Mark.TOOL, Mark.ATTRIBUTION, Mark.DATE, Mark.BYLINE})
"""Marks strong enough to part a run of lines wherever they stand in it."""


@dataclass(frozen=True, slots=True)
class Said:
    """Who wrote something, as one line of the page tells it: the form of the line, name and date."""

    form: str
    name: str
    date: str = ""


@dataclass(slots=True)
class Block:
    """One block: its words without the bullet and surrounding space, and how it stands on the page.

    `indent` counts columns before the words or bullet; `blank_before` counts blank lines above.
    """

    start: int
    end: int
    mark: Mark = Mark.NONE
    indent: int = 0
    bullet: bool = False
    blank_before: int = 0
    said: Said | None = None

    def words(self, text: str) -> str:
        """Return the block's characters."""
        return text[self.start : self.end]

    @property
    def length(self) -> int:
        return self.end - self.start


@dataclass(slots=True)
class _Line:
    start: int
    end: int
    indent: int
    bullet: bool
    blank_before: int


def split(text: str) -> list[Block]:
    """Return the blocks of `text` in order; what lies between them is white space, bullets and rules."""
    found: list[Block] = []
    for line in _lines(text):
        words = text[line.start : line.end]
        mark = mark_of(words)
        if found and _continues(text, found[-1], line, mark):
            found[-1].end = line.end
        else:
            said = attribution_of(words) if mark is Mark.ATTRIBUTION else None
            found.append(Block(line.start, line.end, mark, line.indent, line.bullet, line.blank_before, said))
    return found


def _lines(text: str) -> Iterator[_Line]:
    """Yield the worded lines, trimmed; a bullet on a line of its own belongs to the next line."""
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
        yield _Line(start, end, indent, pending or bullet is not None, blank)
        blank, pending = 0, False


def _continues(text: str, block: Block, line: _Line, mark: Mark) -> bool:
    """Whether a line carries on the block above it."""
    if line.blank_before or line.bullet:
        return False
    if block.mark not in (Mark.NONE, Mark.LABEL) or (
        block.mark is Mark.LABEL and is_label_line(block.words(text))
    ):
        return False
    if mark is Mark.LABEL:
        return False
    return mark not in _OWN_LINE or (mark is Mark.BYLINE and block.length > cues.LONGEST_LINE)


def mark_of(line: str) -> Mark:
    """Return what a line is by its shape; long lines can only be labelled paragraphs or citations."""
    if label_of(line) is not None:
        return Mark.LABEL
    if len(line) > cues.LONGEST_LINE:
        return (
            Mark.CITATION if len(line) <= 2 * cues.LONGEST_LINE and cues.CITATION.search(line) else Mark.NONE
        )
    known = cues.MARK_OF_LINE.get(line.rstrip(" :.…").casefold())
    if known is not None:
        return known
    shaped = next((mark for mark, shape in _SHAPES if shape.match(line)), None)
    return shaped or _mark_of_dated(line)


_SHAPES = (
    (Mark.FURNITURE, cues.FURNITURE_PHRASES),
    (Mark.THREAD, cues.THREAD_HEADS),
    (Mark.INDEX, cues.INDEX_START),
)


def _mark_of_dated(line: str) -> Mark:
    """Return whether a line is a citation, a byline, a date, or says who wrote a comment."""
    dated = any(character.isdigit() for character in line)
    if dated and cues.CITATION.search(line):
        return Mark.CITATION
    byline = cues.BYLINE.fullmatch(line)
    if byline and not (dated and byline["lead"] == "Posted by"):
        return Mark.BYLINE
    if dated and cues.DATE_LINE.fullmatch(line):
        return Mark.DATE
    return Mark.ATTRIBUTION if attribution_of(line) else Mark.NONE


def label_of(line: str) -> re.Match[str] | None:
    """Return the section label a line begins with or consists of, or None."""
    match = cues.LABEL_START.match(line) or cues.LABEL_LINE.fullmatch(line) or cues.LABEL_CAPITALS.match(line)
    return match if match and match.group().lstrip("[( ")[:1].isupper() else None


def is_label_line(line: str) -> bool:
    """Whether a line is a section label and nothing else."""
    return len(line) <= cues.LONGEST_LINE and cues.LABEL_LINE.fullmatch(line) is not None


def attribution_of(line: str) -> Said | None:
    """Return who a line says wrote the words beside it, or None when it says nothing of the kind."""
    if len(line) > cues.LONGEST_LINE or not (
        line.endswith((":", "…", "...")) or any(c.isdigit() for c in line)
    ):
        return None
    dated = cues.DATE_HINT.search(line) is not None
    for form, pattern in cues.ATTRIBUTIONS.items():
        match = pattern.fullmatch(line) if dated or form == cues.UNDATED_FORM else None
        if match:
            groups = match.groupdict()
            name = (groups.get("name") or groups.get("after") or "").strip(" ,|·•—–-")
            if name and len(name.split()) <= 6 and not cues.NOT_A_NAME.match(name):
                return Said(form, name, groups.get("date") or "")
    return None
