"""Cuts a document into what the page shows: runs of one voice, and display blocks inside them.

A block is a paragraph, or a piece of one that is too long for a single layout. Blocks name stretches of
the canonical text and never change it: a position on the page is a position in the text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from reviewer.gui import theme
from reviewer.gui.page import labels
from reviewer.language import quoted, say_count
from reviewer.model import Kind, Segment, Voice
from reviewer.separation.boundaries import BY_HAND
from reviewer.separation.wholes import SECTION_LABEL

LONGEST = 8_000
"""Code points of one display block; a longer paragraph is cut, because a text layout is laid out whole."""

_LETTER = re.compile(r"[^\W_]")
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")
_LINE = re.compile(r"[^\n]+")
_HEAD = re.compile(r"[^\W\d_][^:.\n]{0,60}:")
_LINEWISE = (Kind.INDEXING, Kind.BOILERPLATE, Kind.BYLINE, Kind.CITATION)
_EDGES = " \t\n\r\x0b\x0c"


@dataclass(slots=True)
class Block:
    """One stretch of text laid out on its own. `style` is "read", "quote", "title", "aside" or "fold".

    `gap` is the space above in px, `number` the paragraph number or 0, `bold` the end of a head such as
    "Objective:", or 0. `cut` is True for the second and later pieces of one paragraph, `seam` where a
    part begins that goes on with the part above and has a boundary without a rule.
    """

    start: int
    end: int
    run: int
    style: str
    gap: float
    number: int = 0
    bold: int = 0
    cut: bool = False
    seam: bool = False


@dataclass(slots=True)
class Run:
    """Neighbouring segments of one voice under one label. `rule` is "", "rule" or "current"."""

    segments: list[Segment]
    voice: str
    label: str
    detail: tuple[str, ...]
    first: int = 0
    last: int = 0
    dim: bool = False
    folded: bool = False
    rule: str = ""

    @property
    def segment(self) -> Segment:
        return self.segments[0]

    @property
    def beside(self) -> bool:
        """True for lines around comments, such as names and dates; the label of the comment says whose."""
        return all(_is_of_a_comment(segment) for segment in self.segments)

    @property
    def quiet(self) -> bool:
        """True for folded lines around comments: one small row at its comment."""
        return self.folded and self.beside


def _is_of_a_comment(segment: Segment) -> bool:
    return segment.kind is Kind.BOILERPLATE and segment.comment is not None


@dataclass(frozen=True, slots=True)
class Showing:
    """How the reader wants to see it: voice to "show", "dim" or "fold"; segments folded the other way
    (by start); segments that have a rule above them (by start), and the current one of these; segments
    that go on with the part above, so that only a seam parts them from it."""

    modes: Mapping[str, str] = field(default_factory=dict)
    flipped: Collection[int] = ()
    rules: Collection[int] = ()
    current: int | None = None
    seams: Collection[int] = ()

    def folds(self, segment: Segment) -> bool:
        if self.rules:
            return False
        return (self.modes.get(labels.fold_name(segment)) == "fold") != (segment.start in self.flipped)

    def dims(self, segment: Segment) -> bool:
        return self.modes.get(labels.fold_name(segment)) == "dim"


@dataclass(slots=True)
class Plan:
    """The blocks and runs of one document, and the worded segments they came from, in order."""

    blocks: list[Block]
    runs: list[Run]
    segments: list[Segment]
    starts: list[int] = field(default_factory=list)
    segment_starts: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.starts = [block.start for block in self.blocks]
        self.segment_starts = [segment.start for segment in self.segments]

    def block_of(self, position: int) -> int:
        """Return the index of the block a position is shown in, or of the one before it; -1 when empty."""
        return max(0, bisect_right(self.starts, position) - 1) if self.blocks else -1

    def segment_of(self, position: int) -> Segment | None:
        """Return the worded segment a position lies in, or the one before it."""
        index = bisect_right(self.segment_starts, position) - 1
        return self.segments[max(0, index)] if self.segments else None


def worded(text: str, segment: Segment) -> bool:
    """Return whether a segment has letters or digits; the gaps between the parts have none."""
    return _LETTER.search(text, segment.start, segment.end) is not None


def plan(text: str, segments: Sequence[Segment], showing: Showing) -> Plan:
    """Return the blocks and runs that show `text` as `showing` asks for."""
    shown = [segment for segment in segments if worded(text, segment)]
    runs = list(_runs(shown, showing))
    blocks: list[Block] = []
    number = 0
    for index, run in enumerate(runs):
        run.first = len(blocks)
        blocks.extend(_fold_block(run, index) if run.folded else _run_blocks(text, run, index, showing.seams))
        number = _give_numbers(blocks, run, number)
        run.last = len(blocks) - 1
        blocks[run.first].gap = _run_gap(run, runs[index - 1] if index else None, showing.seams)
    return Plan(blocks, runs, shown)


def _runs(segments: Sequence[Segment], showing: Showing) -> Iterator[Run]:
    run: Run | None = None
    key: tuple[object, ...] = ()
    for segment in segments:
        ruled = segment.start in showing.rules
        folded = showing.folds(segment)
        hidden = (True, labels.fold_name(segment), _is_of_a_comment(segment))
        this = hidden if folded else (False, *labels.run_key(segment))
        if run is not None and this == key and not ruled:
            if not folded and all(part.kind is Kind.QUOTE for part in run.segments):
                run.detail = labels.detail(segment)  # its writer's own words name the writer
            run.segments.append(segment)
            continue
        if run is not None:
            yield run
        key = this
        run = _open_run(segment, showing, folded)
    if run is not None:
        yield run


def _open_run(segment: Segment, showing: Showing, folded: bool) -> Run:
    rule = ""
    if segment.start in showing.rules:
        rule = "current" if segment.start == showing.current else "rule"
    details = () if folded else labels.detail(segment)
    label = theme.VOICE_WORDS[segment.voice] if folded else labels.label(segment)
    return Run(
        [segment],
        labels.voice_name(segment),
        label,
        details,
        dim=showing.dims(segment),
        folded=folded,
        rule=rule,
    )


def _run_gap(run: Run, before: Run | None, seams: Collection[int]) -> float:
    if run.rule:
        return 45.0 if run.rule == "current" else 20.0
    if before is None:
        return 10.0
    if run.segment.start in seams:
        return 4.0
    together = run.segment.comment is not None and run.segments[-1].comment == before.segments[-1].comment
    return 0.0 if together and (run.quiet or before.quiet) else 16.0


def _give_numbers(blocks: list[Block], run: Run, number: int) -> int:
    if run.segment.voice is Voice.NONE or run.folded:
        return number
    for block in blocks[run.first :]:
        if not block.cut:
            number += 1
            block.number = number
    return number


def _fold_block(run: Run, index: int) -> list[Block]:
    return [Block(run.segments[0].start, run.segments[-1].end, index, "fold", 0.0)]


def _run_blocks(text: str, run: Run, index: int, seams: Collection[int]) -> list[Block]:
    blocks: list[Block] = []
    for group in _flowing(text, run.segments, seams):
        start = group[0].start
        linewise = group[0].kind in _LINEWISE
        for paragraph in _paragraphs(text, start, group[-1].end, linewise):
            answers = bool(blocks) and blocks[-1].style == "quote"
            gap = 2.0 if answers else 0.0 if linewise and blocks else 6.0
            blocks.extend(_pieces(text, paragraph, index, _style(group), gap))
        if group[0].role is not None and _may_open_with_label(group[0]):
            _set_bold(text, blocks, start)
    for block in blocks:
        block.seam = block.start in seams
    return blocks or [Block(run.segment.start, run.segment.end, index, "aside", 0.0)]


def _flowing(text: str, segments: Sequence[Segment], seams: Collection[int]) -> Iterator[list[Segment]]:
    """Yield the segments that are set as one text: those that share a line, such as "Re:" and the words it
    quotes, and passages of an abstract in one paragraph."""
    group: list[Segment] = []
    for segment in segments:
        if group and not _flows_on(text, group[-1], segment, seams):
            yield group
            group = []
        group.append(segment)
    if group:
        yield group


def _flows_on(text: str, above: Segment, below: Segment, seams: Collection[int]) -> bool:
    between = text[above.end - 1 : below.start + 1]
    if above.kind is not Kind.ABSTRACT or below.kind is not Kind.ABSTRACT:
        return "\n" not in between
    if below.start in seams:  # a boundary that can be taken hold of parts the paragraph
        return False
    if below.rule.startswith(SECTION_LABEL) or (below.rule == BY_HAND and _HEAD.match(text, below.start)):
        return "\n" not in between
    return _BLANK_LINE.search(between) is None


def _may_open_with_label(segment: Segment) -> bool:
    """Tell whether the words before the first colon may be a section label, not the begin of a sentence."""
    return segment.rule.startswith(SECTION_LABEL) or segment.rule in (BY_HAND, "")


def _style(segments: Sequence[Segment]) -> str:
    longest = max(segments, key=lambda segment: segment.end - segment.start)
    if longest.kind is Kind.QUOTE and longest.comment is not None:
        return "quote"
    if longest.kind is Kind.TITLE:
        return "title"
    return "aside" if longest.kind in (Kind.BOILERPLATE, Kind.INDEXING) else "read"


def _paragraphs(text: str, start: int, end: int, linewise: bool) -> Iterator[tuple[int, int]]:
    if linewise:
        for match in _LINE.finditer(text, start, end):
            yield from _trimmed(text, match.start(), match.end())
        return
    begin = start
    for match in _BLANK_LINE.finditer(text, start, end):
        yield from _trimmed(text, begin, match.start())
        begin = match.end()
    yield from _trimmed(text, begin, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the stretch without the breaks and spaces at its ends; a no-break space stays."""
    words = text[start:end]
    start += len(words) - len(words.lstrip(_EDGES))
    end -= len(words) - len(words.rstrip(_EDGES))
    if words.strip():
        yield start, end


def _pieces(text: str, paragraph: tuple[int, int], run: int, style: str, gap: float) -> Iterator[Block]:
    (start, end), cut = paragraph, False
    while end - start > LONGEST:
        middle = _cut(text, start)
        yield Block(start, middle, run, style, gap, cut=cut)
        start, gap, cut = middle, 0.0, True
    yield Block(start, end, run, style, gap, cut=cut)


def _cut(text: str, start: int) -> int:
    """Return where to cut a long paragraph: after a line, else after a word, else anywhere."""
    for mark in ("\n", " "):
        found = text.rfind(mark, start + LONGEST // 2, start + LONGEST)
        if found >= 0:
            return found + 1
    return start + LONGEST


def _set_bold(text: str, blocks: list[Block], start: int) -> None:
    head = _HEAD.match(text, start)
    for block in reversed(blocks):
        if block.start == start and head is not None and head.end() < block.end:
            block.bold = head.end()


LONGEST_HEAD = 200
"""Characters of a folded line of which the first words are shown."""


def caption(text: str, run: Run) -> str:
    """Return the words of a folded run: how many lines it hides, and how the first of them begin."""
    lines = [line for segment in run.segments for line in _filled_lines(text, segment)]
    if run.quiet:
        return " · ".join(line[:LONGEST_HEAD] for line in lines)
    heads = ", ".join([*(quoted(_begin(line)) for line in lines[:3]), *["…"] * (len(lines) > 3)])
    return say_count(len(lines), "{n} line folded: {heads}", "{n} lines folded: {heads}", heads=heads)


def _filled_lines(text: str, segment: Segment) -> list[str]:
    lines = (line.strip() for line in text[segment.start : segment.end].splitlines())
    return [line for line in lines if _LETTER.search(line)]


def _begin(line: str) -> str:
    words = line[:LONGEST_HEAD].split()
    return line if len(words) <= 3 and len(line) < LONGEST_HEAD else " ".join(words[:3]) + "…"
