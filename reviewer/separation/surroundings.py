"""What stands around each block: its neighbours, what repeats on the page, and where on the page it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import repeat
from typing import NamedTuple

from reviewer.separation import cues
from reviewer.separation.blocks import Block
from reviewer.separation.chain import DISTANCES, Group, Model, Row
from reviewer.separation.looks import SHORT, Look, bucket, content_of, look_at, steps

EDGE = ["edge"]
"""What a block at an end of the page sees where others have a neighbour."""
FAR = 60
"""Blocks beyond which a distance is no longer told apart."""


Groups = list[Group]
"""Features of a block in groups, each of which many blocks have; their names are kept, and so are sums."""


class Seen(NamedTuple):
    """The features of one block: its own and those of its place on the page, of its mark-up, of neighbours.

    `worded` are its words, and what they are words of: "s" for a short line, "w" for a longer one.
    `grouped` are features that come back together on every page. `shown` are what all blocks of the page
    show their neighbours, and `place` is which of them this one is.
    """

    own: list[str]
    worded: tuple[str, frozenset[str]]
    grouped: Groups
    shown: list[list[str]]
    place: int

    def names(self) -> list[str]:
        """Return all features, as they are named in the weights."""
        kind, words = self.worded
        found = [*self.own, *[f"{kind}:{word}" for word in words if word[0].isalpha()]]
        for group in self.grouped:
            found += group
        return found + self.neighbouring()

    def neighbouring(self, beginning: str = "") -> list[str]:
        """Return the features of neighbours that begin so, as they are named in the weights."""
        return [
            f"{distance}{name}"
            for distance in DISTANCES
            for name in self._beside(self.place + distance)
            if name.startswith(beginning)
        ]

    def _beside(self, place: int) -> list[str]:
        return self.shown[place] if 0 <= place < len(self.shown) else EDGE


def scores(looks: Sequence[Look], found: Sequence[Seen], model: Model) -> list[Row]:
    """Return the weight of each label for each block; what a block shows its neighbours is summed once."""
    beyond = [model.totals_near(EDGE)] * max(DISTANCES)
    shown = [*beyond, *[model.totals_near(look.brief) for look in looks], *beyond]
    rows = []
    for index, seen in enumerate(found, max(DISTANCES)):
        total = model.total(seen.own) + model.total_worded(*seen.worded) + model.total_kept(seen.grouped)
        for place, distance in enumerate(DISTANCES):
            total += shown[index + distance][place]
        rows.append(model.row(total))
    return rows


def describe(text: str, blocks: Sequence[Block], title: str = "") -> tuple[list[Look], list[Seen]]:
    """Return the look of each block and its features, those of its surroundings included.

    `title` is what a web page states as its title for machines, if it does.
    """
    looks = [look_at(text, block) for block in blocks]
    groups = [look.grouped for look in looks]
    for add in _ADDING:
        add(text, blocks, looks, groups)
    shown = [look.brief for look in looks]
    found: list[Seen] = []
    stated = _stated(looks, title)
    mask = ""
    for index, look in enumerate(looks):
        own = look.own + stated[index]
        if index:
            own.append(f"pair {mask}|{look.brief[0]}")
        mask = look.mask
        worded = ("s" if look.words <= SHORT else "w", look.worded)
        found.append(Seen(own, worded, look.grouped, shown, index))
        # Now in what was seen; a long page would hold them twice.
        look.own, look.grouped, look.content = [], [], set()
    return looks, found


STATED = "stated44"
"""The feature of a line that is the stated title of the page, neither more nor less."""


def _stated(looks: Sequence[Look], title: str) -> list[list[str]]:
    """How much of a line is the stated title of the page, and how much of the title is in the line."""
    wanted = content_of(title)
    if not wanted:
        return [[] for _ in looks]
    found = []
    for look in looks:
        both = len(wanted & look.content)
        share = 4 * both // max(1, len(look.content))
        found.append([f"stated{share}{4 * both // len(wanted)}"] if both and look.words <= LONG * 2 else [])
    return found


def _repeats(text: str, blocks: Sequence[Block], looks: Sequence[Look], groups: Sequence[Groups]) -> None:
    """Add how often the same line, a line of the same shape, and mark-up of one kind stand on the page."""
    texts = Counter([look.text for look in looks if look.text])
    masks = Counter([look.mask for look in looks if look.mask])
    places = Counter([look.place for look in looks])
    for index, (look, row) in enumerate(zip(looks, groups, strict=True)):
        if look.text:
            often = bucket(texts[look.text])
            close = -1 if look.words >= BRIEF else _near(looks, index) if often > 1 else 0
            row.append(_repeated(often, bucket(masks[look.mask]), close))
        if look.dated:
            row.append(_alone(f"rd{bucket(masks[look.mask])}"))
        if look.place:
            row.append(_alone(f"rc{bucket(places[look.place])}"))


# The names of features are kept: there are few of them, and every block of every page has some.


@lru_cache(8192)
def _alone(name: str) -> Group:
    return Group((name,))


@lru_cache(8192)
def _repeated(often: int, shapes: int, close: int) -> Group:
    return Group((f"rt{often}", f"rm{shapes}", *([f"nd{close}{often}"] if close >= 0 else [])))


BRIEF = 6
"""Words below which a line may be a name."""
CLOSE = 5
"""Blocks within which the panel of a forum's member repeats the name."""


def _near(looks: Sequence[Look], index: int) -> int:
    """Return how often the line stands again close by, at most 3."""
    close = [look.text for look in looks[max(0, index - CLOSE) : index + CLOSE + 1]]
    return min(3, close.count(looks[index].text) - 1)


def _distances(text: str, blocks: Sequence[Block], looks: Sequence[Look], groups: Sequence[Groups]) -> None:
    """Add how far the nearest line of each kind that structures pages is, above and below."""
    never: list[str] = []
    columns: list[Iterable[Group]] = []
    for name, here in _landmarks(text, blocks, looks).items():
        if any(here):
            below = _far(here[::-1])[::-1]
            columns.append(map(_landmark, repeat(name), _far(here), below))
        else:
            never += [f"{name}<no", f"{name}>no"]
    columns.append(repeat(Group(never), len(looks)))
    for row, found in zip(groups, zip(*columns, strict=True), strict=True):
        row += found


def _far(here: Sequence[bool]) -> list[str]:
    """Return how far the nearest landmark above each block is."""
    places = [index for index, is_one in enumerate(here) if is_one]
    found = ["no"] * (places[0] + 1)
    for place, following in zip(places, [*places[1:], len(here) - 1], strict=True):
        found += _STEPS[: following - place]
        found += ["far"] * (following - place - FAR)
    return found


_STEPS = tuple([str(bucket(far)) for far in range(1, FAR + 1)])


@lru_cache(8192)
def _landmark(name: str, above: str, below: str) -> Group:
    return Group((f"{name}<{above}", f"{name}>{below}"))


def _landmarks(text: str, blocks: Sequence[Block], looks: Sequence[Look]) -> dict[str, list[bool]]:
    """Return for each kind of landmark which blocks are one."""
    return {
        "dat": [look.dated for look in looks],
        "too": [look.text in _TOOLS for look in looks],
        "thr": [
            bool(look.text) and cues.heads_thread(block.words(text))
            for block, look in zip(blocks, looks, strict=True)
        ],
        "abs": [look.text in _ABSTRACT for look in looks],
        "lon": [look.words >= PARAGRAPH for look in looks],
        "cit": [look.cited for look in looks],
        "sid": [look.text in _SIDE for look in looks],
    }


PARAGRAPH = 40
"""Words from which a block is a landmark of text."""


_TOOLS = frozenset(line for line, mark in cues.MARK_OF_LINE.items() if mark is cues.Mark.TOOL)
_ABSTRACT = frozenset(line for line, mark in cues.MARK_OF_LINE.items() if mark is cues.Mark.ABSTRACT)
_SIDE = frozenset(
    line for line, mark in cues.MARK_OF_LINE.items() if mark in (cues.Mark.SIDEBAR, cues.Mark.REFERENCES)
)


def _places(text: str, blocks: Sequence[Block], looks: Sequence[Look], groups: Sequence[Groups]) -> None:
    """Add where the block stands on the page, counted in blocks, in words, and from its long paragraphs."""
    count = len(blocks)
    sizes = [min(look.words, 200) for look in looks]
    total = sum(sizes) or 1
    long = [index for index, look in enumerate(looks) if look.words >= 25]
    first, last = (long[0], long[-1]) if long else (count, count)
    dates = sum(look.dated for look in looks)
    labels = sum(look.labelled for look in looks)
    marked_up = bool(blocks) and blocks[0].box is not None
    page = f"D{bucket(dates)}", f"B{bucket(count)}", f"La{min(labels, 4)}", f"html{int(marked_up)}"
    everywhere = Group(page)
    before = 0
    step = steps(count)
    for index, (size, row) in enumerate(zip(sizes, groups, strict=True)):
        where = "top" if index < first else "tail" if index > last else "mid"
        far = step[abs(index - (first if where == "top" else last))]
        row += (
            _ordinal(step[index], step[count - index], int(10 * before / total)),
            _placed(where, far, looks[index].step),
            everywhere,
        )
        before += size


@lru_cache(8192)
def _ordinal(above: int, below: int, tenth: int) -> Group:
    return Group((f"i{above}", f"e{below}", f"q{tenth}"))


@lru_cache(8192)
def _placed(where: str, far: int, size: int) -> Group:
    return Group((f"{where}{far}", f"{where}n{size}"))


REACH = 3
"""Blocks above and below whose length counts."""


def _densities(text: str, blocks: Sequence[Block], looks: Sequence[Look], groups: Sequence[Groups]) -> None:
    """Add how wordy the page is right above and right below the block."""
    sums = [0]
    for look in looks:
        sums.append(sums[-1] + min(look.words, 60))
    for index, row in enumerate(groups):
        low, high = max(0, index - REACH), min(len(looks), index + REACH + 1)
        above = bucket((sums[index] - sums[low]) / max(1, index - low))
        below = bucket((sums[high] - sums[index + 1]) / max(1, high - index - 1))
        row.append(_density(above, below))


@lru_cache(8192)
def _density(above: int, below: int) -> Group:
    return Group((f"above{above}", f"below{below}"))


SHORT_COSTS = 9
"""Words that a short block takes off a stretch of main text."""
LONG = 25
"""Words from which a block is a paragraph of text."""


def main_stretch(looks: Sequence[Look]) -> tuple[int, int]:
    """Return first block and end of the wordiest stretch of a page: the sum of long less short is largest."""
    best, where = 0, (0, 0)
    total, start = 0, 0
    for index, look in enumerate(looks):
        total += min(look.words, 250) if look.words >= LONG else -SHORT_COSTS
        if total <= 0:
            total, start = 0, index + 1
        elif total > best:
            best, where = total, (start, index + 1)
    return where


def _overlaps(text: str, blocks: Sequence[Block], looks: Sequence[Look], groups: Sequence[Groups]) -> None:
    """Add how many of a line's words the main text uses too (titles do, menus do not), and how far it is."""
    start, end = main_stretch(looks)
    inside, inside_again = _said([look.content for look in looks[start:end]])
    outside, outside_again = _said([look.content for look in (*looks[:start], *looks[end:])])
    often = {True: (inside_again, outside), False: (inside, outside_again)}
    step = steps(len(looks))
    for index, (look, row) in enumerate(zip(looks, groups, strict=True)):
        within = start <= index < end
        far = step[start - index] if index < start else step[max(0, index - end + 1)]
        side = "M=" if within else "M<" if index < start else "M>"
        row.append(_sided(side, far, look.step))
        own = look.content
        if own:
            shared, again = (int(4 * len(own & words) / len(own)) for words in often[within])
            row.append(_overlap(side, far, look.step, shared, again))


def _said(contents: Iterable[set[str]]) -> tuple[set[str], set[str]]:
    """Return the words that any block holds, and those that several do."""
    once, again = set[str](), set[str]()
    for content in contents:
        again |= once & content
        once |= content
    return once, again


@lru_cache(8192)
def _sided(side: str, far: int, size: int) -> Group:
    return Group((side if side == "M=" else f"{side}{far}", f"{side}n{size}"))


@lru_cache(8192)
def _overlap(side: str, far: int, size: int, shared: int, again: int) -> Group:
    below = [f"{side}{far}ov{shared}"] if side == "M<" else []
    return Group((f"ov{shared}n{size}", f"oa{again}", f"{side}ov{shared}", *below))


def _anchored(text: str, blocks: Sequence[Block], looks: Sequence[Look], groups: Sequence[Groups]) -> None:
    """Add where the block stands among lines of one shape that carry a date or name a speaker."""
    for look in looks:
        look.anchor = _anchor(look)
    keys = [look.anchor for look in looks]
    often = Counter(key for key in keys if key)
    anchors = [index for index, key in enumerate(keys) if key and often[key] > 1]
    total = bucket(len(anchors))
    passed = 0
    wordy_since = 0
    step = steps(len(looks))
    for index, (look, row) in enumerate(zip(looks, groups, strict=True)):
        is_anchor = passed < len(anchors) and anchors[passed] == index
        before = anchors[passed - 1] if passed else None
        after = anchors[passed + is_anchor] if passed + is_anchor < len(anchors) else None
        if is_anchor:
            passed += 1
            wordy_since = 0
        where = "no" if not anchors else "first" if before is None else "last" if after is None else "amid"
        since = step[index - before] if before is not None else "-"
        until = step[after - index] if after is not None else "-"
        row += (_among(where, total, since, until), _after(where, min(wordy_since, 4), look.step))
        if is_anchor:
            row.append(_alone(f"Ais{total}{where}"))
        if look.words > 5:
            wordy_since += 1


@lru_cache(8192)
def _among(where: str, total: int, since: int | str, until: int | str) -> Group:
    return Group((f"A{where}{total}", f"A<{since}", f"A>{until}", f"A{where}<{since}>{until}"))


@lru_cache(8192)
def _after(where: str, wordy: int, size: int) -> Group:
    return Group((f"A{where}w{wordy}", f"A{where}n{size}"))


_ADDING = (_repeats, _distances, _places, _densities, _overlaps, _anchored)
"""What adds to the groups of features of each block those of its place, in this order."""


def _anchor(look: Look) -> str:
    """Return what kind of anchor a short line is: its literal words and where its date or colon stands."""
    if not look.mask:
        return ""
    shape = look.mask.split()
    literal = [kind for kind in shape if kind in _SPEAKING]
    if look.dated:
        first = "X" if shape[0] in ("X", "U", "x", "D") else shape[0]
        return f"{first}:{' '.join(literal[:3])}:{len(shape) > 5}"
    return f"says:{' '.join(literal)}" if literal and look.words <= 8 else ""


_SPEAKING = frozenset(
    "says said wrote writes posted commented replied sagt schreibt schrieb dit écrit dice escribió ago vor"
    " hace points joined member by".split()
)
