"""Comments one by one: which blocks are one comment, who signed it, and when.

The labels of the blocks say where words of a comment begin and go on, and which lines stand around them.
A page prints all its comments in one way, so what most of them show settles the few that do not: whether
a line that names a writer stands above or below the words, and whether words begin without one.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from reviewer.model import Attribution
from reviewer.separation import names
from reviewer.separation.blocks import Block
from reviewer.separation.looks import Look

BEGINS, GOES_ON, SIGNS, AROUND = "begins", "goes on", "signs", "around"
SPOKEN = (BEGINS, GOES_ON)
BESIDE = (SIGNS, AROUND)
LONGEST_RUN = 14
"""Lines between two comments that are searched for a name."""
LONGEST_INSIDE = 3
"""Lines beside a comment that may stand between its words."""
LONG_ENOUGH = 15
"""Words from which a block between two comments is taken for somebody's words."""
LONGEST_FILL = 60
"""Blocks between the words of two comments that are filled where they carry no name."""
POSSIBLE = 0.002
"""Chance above which a line may name the writer, on a page that names writers."""
USUAL = 0.6
"""Share of the comments of a page that must begin in one way for that way to be its rule."""


@dataclass(slots=True)
class Comment:
    """One comment: its blocks of words, the lines above and below it, and who signed it."""

    number: int
    words: list[int]
    above: list[int] = field(default_factory=list)
    below: list[int] = field(default_factory=list)
    signed: Attribution | None = None
    signature: int | None = None
    under: int | None = None
    """The number of the comment that the page sets this one under."""
    own: list[int] = field(default_factory=list)
    """The lines above and below that belong to this comment and to no other."""

    @property
    def blocks(self) -> list[int]:
        return sorted([*self.words, *self.own])


def regular(labels: Sequence[str], looks: Sequence[Look]) -> list[str]:
    """Return the labels with comments begun and joined as most comments of the page are."""
    found = list(labels)
    _alike(found, looks)
    _introduce(found, looks)
    starts = [index for index, label in enumerate(found) if label == BEGINS]
    if len(starts) >= SEVERAL:
        _below_names(found, looks)
        starts = [index for index, label in enumerate(found) if label == BEGINS]
    runs = {index: _above(found, index) for index in starts}
    kinds = Counter(kind for run in runs.values() for kind in {looks[i].anchor for i in run} if kind)
    usual = {kind for kind, count in kinds.items() if count >= max(3, USUAL * len(starts))}
    if usual:
        for index in starts[1:]:
            if not runs[index] and found[index - 1] in SPOKEN:
                found[index] = GOES_ON
    _fill(found, looks)
    _whole(found)
    for index, label in enumerate(found):
        if label == GOES_ON:
            run = _above(found, index)
            fresh = usual and any(looks[i].anchor in usual for i in run)
            if fresh or not _spoken_before(found, index):
                found[index] = BEGINS
    _end(found, looks)
    return found


def _below_names(labels: list[str], looks: Sequence[Look]) -> None:
    """Let a comment begin with a paragraph of furniture that stands right below a line beside a comment."""
    for index in range(1, len(labels)):
        if labels[index] == "boilerplate" and labels[index - 1] in BESIDE and looks[index].words >= PARAGRAPH:
            labels[index] = BEGINS


SEVERAL = 3
"""Comments from which a page has a discussion."""
PARAGRAPH = 25
"""Words of a paragraph."""


def _alike(labels: list[str], looks: Sequence[Look]) -> None:
    """Take short lines of a shape that mostly stands beside comments out of the words of comments."""
    places: dict[str, list[int]] = defaultdict(list)
    for index, look in enumerate(looks):
        if _may_be_tool(look):
            places[look.mask].append(index)
    for alike in places.values():
        beside = sum(labels[index] in BESIDE for index in alike)
        if beside and 2 * beside >= len(alike):
            for index in alike:
                labels[index] = AROUND if labels[index] in SPOKEN else labels[index]


def _may_be_tool(look: Look) -> bool:
    """Whether a line is one that pages print around comments by its looks: a date, or words between dots."""
    return bool(look.mask) and (look.dated or "•" in look.mask or "|" in look.mask or "·" in look.mask)


def _introduce(labels: list[str], looks: Sequence[Look]) -> None:
    """Let a comment begin with the lines that say whom it quotes, below the line that names its writer."""
    for index in [place for place, label in enumerate(labels) if label == BEGINS]:
        first = index
        while first > 1 and labels[first - 1] in BESIDE:
            line = looks[first - 1].text
            below_a_name = labels[first - 2] in BESIDE or line.endswith("»")
            if not below_a_name or line.rstrip(" :»…").rpartition(" ")[2] not in QUOTING:
                break
            first -= 1
        if first < index:
            labels[first : index + 1] = [BEGINS, *[GOES_ON] * (index - first)]


def _end(labels: list[str], looks: Sequence[Look]) -> None:
    """Let a comment end with its last short line, such as “Thank you all”, which no tool of the page is.

    Tools and titles of members stand on a page again and again; a line that stands once, is not all names
    and carries nothing but words is the writer's.
    """
    often = Counter(look.text for look in looks)
    for index in range(1, len(labels) - 1):
        look = looks[index]
        alone = look.text and often[look.text] == 1 and not look.marked and not look.dated
        if labels[index] == AROUND and labels[index - 1] in SPOKEN and labels[index + 1] not in SPOKEN:
            if alone and 2 <= look.words <= 4 and _PLAIN_WORDS.fullmatch(look.mask):
                labels[index] = GOES_ON


_PLAIN_WORDS = re.compile(r"X x(?: [.!])?|X (?:in|of|to|by|you) x(?: [.!])?")
QUOTING = frozenset("wrote said says schrieb sagte écrit dit escribió dijo".split())
"""How a line ends that says whom the words below it are from."""


def _fill(labels: list[str], looks: Sequence[Look]) -> None:
    """Count as words of a comment what stands between its words and the lines around the next one."""
    shapes = Counter(look.mask for look in looks if look.mask)
    spoken = [index for index, label in enumerate(labels) if label in SPOKEN]
    for first, second in zip(spoken, spoken[1:], strict=False):
        index = first + 1
        while index < second and labels[index] == "boilerplate" and second - first <= LONGEST_FILL:
            tool = looks[index].marked or (_may_be_tool(looks[index]) and shapes[looks[index].mask] > 1)
            labels[index] = AROUND if tool else GOES_ON
            index += 1
        for place in range(index, second):
            if labels[place] == "boilerplate" and looks[place].words >= LONG_ENOUGH:
                labels[place] = GOES_ON


def _whole(labels: list[str]) -> None:
    """Count lines between two stretches of words of one comment as its words: “Anna wrote:”, “Edited”."""
    last = -1
    for index, label in enumerate(labels):
        if label == GOES_ON and last >= 0 and index - last - 1 <= LONGEST_INSIDE:
            if all(name in BESIDE for name in labels[last + 1 : index]):
                labels[last + 1 : index] = [GOES_ON] * (index - last - 1)
        last = index if label in SPOKEN else last


def _above(labels: Sequence[str], index: int) -> list[int]:
    """Return the lines right above a block that stand around a comment, nearest last."""
    run: list[int] = []
    place = index - 1
    while place >= 0 and labels[place] in BESIDE and len(run) < LONGEST_RUN:
        run.append(place)
        place -= 1
    return run[::-1]


def _spoken_before(labels: Sequence[str], index: int) -> bool:
    """Whether words of a comment stand above, with at most a few lines of the page between."""
    for place in range(index - 1, max(-1, index - 1 - LONGEST_RUN), -1):
        if labels[place] in SPOKEN:
            return True
        if labels[place] not in (*BESIDE, "boilerplate"):
            return False
    return False


def gather(
    text: str, blocks: Sequence[Block], looks: Sequence[Look], labels: Sequence[str], signing: Sequence[float]
) -> list[Comment]:
    """Return the comments of a page in order, each with what signs it.

    `signing` is for each block the chance that it holds the name of a comment's writer.
    """
    found: list[Comment] = []
    for index, label in enumerate(labels):
        if label == BEGINS or (label == GOES_ON and not found):
            found.append(Comment(len(found) + 1, [index]))
        elif label == GOES_ON:
            found[-1].words.append(index)
    for comment in found:
        comment.above = _above(labels, comment.words[0])
        comment.below = _below(labels, comment.words[-1])
    names_below = _sign(text, blocks, looks, labels, signing, found)
    _share(found, names_below)
    _nest(blocks, found)
    return found


def _share(comments: Sequence[Comment], names_below: bool) -> None:
    """Give each line between two comments to one of them: what follows a signature is of the next."""
    for number, comment in enumerate(comments, 1):
        after = comments[number] if number < len(comments) else None
        run = comment.below
        cut = len(run)
        if after is not None and not names_below:
            first = next((i for i, index in enumerate(run) if index in after.above), len(run))
            signed = after.signature if after.signature in run else None
            cut = run.index(signed) if signed is not None else first
        comment.own += run[:cut]
        if after is not None:
            after.own += [index for index in after.above if index not in comment.own]
    if comments:
        comments[0].own += [index for index in comments[0].above if index not in comments[0].own]


def _nest(blocks: Sequence[Block], comments: Sequence[Comment]) -> None:
    """Say which comment each stands under, where mark-up or indentation set replies deeper."""
    path: list[tuple[int, int]] = []
    for comment in comments:
        depth = _depth(blocks[comment.blocks[0]])
        while path and path[-1][0] >= depth:
            path.pop()
        if path and depth:
            comment.under = path[-1][1]
        path.append((depth, comment.number))


def _depth(block: Block) -> int:
    """Return how deep a comment is set: columns of its bullet, or elements that mark-up calls comments."""
    if block.box is None:
        return block.indent if block.bullet else 0
    return sum(any("comment" in name or name == "children" for name in e.names) for e in block.box.inside)


def _below(labels: Sequence[str], index: int) -> list[int]:
    run: list[int] = []
    place = index + 1
    while place < len(labels) and labels[place] in BESIDE and len(run) < LONGEST_RUN:
        run.append(place)
        place += 1
    return run


def _sign(
    text: str,
    blocks: Sequence[Block],
    looks: Sequence[Look],
    labels: Sequence[str],
    signing: Sequence[float],
    comments: Sequence[Comment],
) -> bool:
    """Give each comment its name and date; return whether this page prints names below the words."""
    if not comments:
        return False
    names_below = _names_below(labels, comments)
    dates_below = _dates_below(looks, comments, names_below)
    common = _common(looks, comments, names_below)
    usual = any(_any_signs(labels, comment.below if names_below else comment.above) for comment in comments)
    for comment in comments:
        side = comment.below if names_below else comment.above
        signature, said = _signature(
            text, blocks, labels, signing, [i for i in side if looks[i].text not in common], usual
        )
        date = said.date or _date(
            text, blocks, looks, comment.below if dates_below else comment.above, dates_below
        )
        comment.signature = signature
        comment.signed = Attribution(said.name, date) if said.name or date else None
    return names_below


def _names_below(labels: Sequence[str], comments: Sequence[Comment]) -> bool:
    """Whether names stand below the words: not above the first comment, and right below most of them.

    A name after a tool word such as “Reply” belongs to the next comment: tools end what they belong to.
    """
    if _any_signs(labels, comments[0].above) or not _any_signs(labels, comments[-1].below):
        return False
    signed = sum(bool(comment.below) and labels[comment.below[0]] == SIGNS for comment in comments)
    return signed * 2 > len(comments)


def _common(looks: Sequence[Look], comments: Sequence[Comment], below: bool) -> set[str]:
    """Return the lines that stand beside most comments of the page: they are labels, and name nobody."""
    if len(comments) < 4:
        return set()
    lines = Counter(
        text for c in comments for text in {looks[i].text for i in (c.below if below else c.above)}
    )
    return {text for text, count in lines.items() if count > USUAL * len(comments)}


def _signature(
    text: str,
    blocks: Sequence[Block],
    labels: Sequence[str],
    signing: Sequence[float],
    side: Sequence[int],
    usual: bool,
) -> tuple[int | None, Attribution]:
    """Return the line that names the writer and what it says; where the page names writers, the likeliest
    line will do."""
    signs = [index for index in side if labels[index] == SIGNS]
    if not signs and usual:
        signs = [index for index in side if signing[index] >= POSSIBLE]
    told = {index: said for index in signs if (said := _said(text, blocks[index])).name}
    best = max(told, key=lambda index: signing[index], default=None)
    return (None, Attribution()) if best is None else (best, told[best])


def _any_signs(labels: Sequence[str], run: Sequence[int]) -> bool:
    return any(labels[index] == SIGNS for index in run)


def _dates_below(looks: Sequence[Look], comments: Sequence[Comment], names_below: bool) -> bool:
    first = any(looks[index].dated for index in comments[0].above)
    last = any(looks[index].dated for index in comments[-1].below)
    return last and (not first or names_below)


def _said(text: str, block: Block) -> Attribution:
    said = names.signed(text[block.start : block.end])
    return Attribution(names.marked(text, block.box) or said.name, said.date)


def _date(text: str, blocks: Sequence[Block], looks: Sequence[Look], run: Sequence[int], below: bool) -> str:
    """Return the date of a comment: of several above it the last, since member panels carry an older one."""
    dated = [index for index in run if looks[index].dated]
    if not dated:
        return ""
    block = blocks[dated[0] if below else dated[-1]]
    return names.signed(text[block.start : block.end]).date
