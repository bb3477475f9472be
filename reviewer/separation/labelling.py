"""The label of each block of a page: what kind it is, and how likely each kind is.

First every block is judged with its neighbours by a chain whose weights were learned. Then lines of one
shape are judged together: a page prints its names and its tools in one way, so what most of them are
likely to be counts for each. Last, a page gets a title if any line may be one, and its comments begin and
go on as most of them do.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from reviewer import settings
from reviewer.model import Document
from reviewer.records.names import are_names
from reviewer.separation import cues, surroundings, threads
from reviewer.separation.blocks import Block, split
from reviewer.separation.chain import Model, Row, load, opened
from reviewer.separation.labels import roles_of
from reviewer.separation.looks import Look

STRETCH, MOST = 20_000, 60_000
"""Blocks of a document that are judged together, and at all: more would keep a person waiting over 10 s."""
TOGETHER = 4
"""Lines of one shape that are judged together."""
LEAST = 1e-4
PERHAPS_TITLE = 0.08
"""Chance above which the likeliest line above the main text is taken as the title of a page without one."""
SEVERAL, SAYING = 2, 12
"""Paragraphs that make a list of comments, and the words each must have."""
PERSONAL = 2
"""Words such as "I" and "you" from which a paragraph on a page with an author is that author's."""
LONGEST_TITLE = 34
"""Words and marks of the longest title."""
WORDY = 20
"""Words from which a block counts as main text when a title is looked for above it."""
_MAIN = ("commentary", "abstract", "begins")
_OF_STUDIES = ("methods", "results", "conclusion", "conclusions")
"""Labels that are printed over parts of studies only, in capitals or not."""
_MISTAKEN = ("title", "boilerplate", "citation")
"""What a part of an abstract that stands alone is mistaken for; a post may have a “Conclusion” of its own."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A document's blocks with their labels and, for each, the chance of every label of the model.

    `features` are kept for the first STRETCH blocks, which is more than a person reads reasons of.
    """

    blocks: list[Block]
    looks: list[Look]
    features: list[surroundings.Seen]
    labels: list[str]
    chances: list[Row]
    model: Model

    def chances_of(self, blocks: Iterable[int], *labels: str) -> list[float]:
        """Return for each of some blocks the chance that it has one of these labels."""
        columns = [self.model.labels.index(label) for label in labels]
        return [sum([self.chances[index][column] for column in columns]) for index in blocks]


@cache
def shipped() -> Model:
    """Return the model that Reviewer ships."""
    return load(settings.resource("separation/blocks.json.gz"))


def label(document: Document, model: Model | None = None) -> Labelled:
    """Return the blocks of a document with their labels.

    Very long documents are judged a stretch at a time, so that memory stays bounded; what lies beyond the
    first MOST blocks is not judged at all, and its chances say so.
    """
    model = model or shipped()
    blocks = split(document)
    found = Labelled(blocks, [], [], [], [], model)
    for start in range(0, min(len(blocks), MOST), STRETCH):
        _add_stretch(document, found, blocks[start : min(start + STRETCH, MOST)])
    beyond = len(blocks) - len(found.looks)
    found.looks.extend([Look(0, "", "", False)] * beyond)
    found.labels.extend(["boilerplate"] * beyond)
    found.chances.extend([[0.0] * len(model.labels)] * beyond)
    _listed(document.text, found)
    found.labels[:] = threads.regular(found.labels, found.looks)
    return found


def _listed(text: str, found: Labelled) -> None:
    """Take the items of a list right below a heading of comments for comments, where none were found.

    Some blogs print comments without names; pasted, they are bulleted paragraphs.
    """
    if any(name in threads.SPOKEN for name in found.labels):
        return
    for index, (block, look) in enumerate(zip(found.blocks, found.looks, strict=True)):
        if not look.text or not cues.heads_thread(block.words(text)):
            continue
        end = index + 1
        while end < len(found.looks) and _is_item(found.blocks[end], found.looks[end]):
            end += 1
        if end - index > SEVERAL:
            for place in range(index + 1, end):
                found.labels[place] = threads.BEGINS if found.blocks[place].bullet else threads.GOES_ON
            return


def _is_item(block: Block, look: Look) -> bool:
    return block.box is None and look.words >= SAYING and (block.bullet or block.indent > 0)


def _add_stretch(document: Document, found: Labelled, blocks: Sequence[Block]) -> None:
    """Judge a stretch of blocks and add what comes out; only the first one's features are kept."""
    model, first, longest = found.model, not found.looks, cues.LONGEST_LINE
    looks, features = surroundings.describe(document.text, blocks, stated_title(document))
    gaps = [gap(block) for block in blocks]
    scores = _together(blocks, looks, surroundings.scores(looks, features, model))
    opens = list(map(opened, scores))
    chances = model.chances(scores, gaps, opens)
    labels = [model.labels[index] for index in model.best(scores, gaps, opens)]
    lines = [document.text[block.start : min(block.end, block.start + longest)] for block in blocks]
    _take_parts(lines, labels)
    _mend(labels, looks, chances, model)
    _take_names(lines, labels)
    if first:
        column = model.labels.index("title")
        likely = [row[column] * (not opens_part(line)) for row, line in zip(chances, lines, strict=True)]
        _title(labels, looks, features, likely)
        found.features.extend(features)
    found.looks.extend(looks)
    found.labels.extend(labels)
    found.chances.extend(chances)


def stated_title(document: Document) -> str:
    """Return the title that a web page states for machines; of other documents the record is no witness.

    Theirs was read from the very text, by an earlier separation.
    """
    return document.record.title if document.boxes else ""


def gap(block: Block) -> int:
    """Return the kind of gap above a block: 0 none, 1 a blank line or bullet, 2 more."""
    if block.blank_before > 1:
        return 2
    return int(block.blank_before == 1 or block.bullet)


def _together(blocks: Sequence[Block], looks: Sequence[Look], scores: list[Row]) -> list[Row]:
    """Return the scores with those of lines of one shape moved towards what such lines are on this page."""
    groups: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for index, (block, look) in enumerate(zip(blocks, looks, strict=True)):
        if not look.text:
            continue
        if look.dated or look.anchor:
            groups[
                "shape", look.mask, block.box.inside[-1].tag if block.box and block.box.inside else ""
            ].append(index)
        groups["words", look.text, look.place].append(index)
    found = list(scores)
    for members in groups.values():
        if len(members) >= TOGETHER:
            shares = [_shares(scores[index]) for index in members]
            means = [math.log(sum(column) / len(members) + LEAST) for column in zip(*shares, strict=True)]
            for index in members:
                found[index] = [score + mean for score, mean in zip(found[index], means, strict=True)]
    return found


def _shares(row: Row) -> Row:
    top = max(row)
    weights = [math.exp(score - top) for score in row]
    total = sum(weights)
    return [weight / total for weight in weights]


def _title(
    labels: list[str], looks: Sequence[Look], features: Sequence[surroundings.Seen], chances: Sequence[float]
) -> None:
    """Give a page its title: the line that the page states as its title, or else the likeliest.

    Without a stated title the line must stand above the main text and be likely enough.
    """
    stated = [index for index, seen in enumerate(features) if surroundings.STATED in seen.own]
    if stated:
        best = max(stated, key=lambda index: (chances[index], -index))
        for index in range(best):
            if labels[index] == "title" and index not in stated:
                labels[index] = "boilerplate"
        labels[best] = "title"
        return
    main = [index for index, name in enumerate(labels) if name in _MAIN]
    wordy = [index for index in main if looks[index].words >= WORDY]
    end = (wordy or main or [len(labels)])[0]
    _one_title(labels, chances, end)
    if end and "title" not in labels[:end]:
        best = max(range(end), key=lambda index: (chances[index], -index))
        if chances[best] >= PERHAPS_TITLE:
            labels[best] = "title"


def _mend(labels: list[str], looks: Sequence[Look], chances: Sequence[Row], model: Model) -> None:
    """Take back what no page has: titles as long as paragraphs, abstracts that speak as "I" to "you".

    Only where somebody has a voice: a record may well have a title that long, and a study may say "I".
    """
    voiced = "commentary" in labels
    for index, (name, look) in enumerate(zip(labels, looks, strict=True)):
        long = name == "title" and look.words > LONGEST_TITLE
        talk = name == "abstract" and look.personal >= PERSONAL and not look.labelled
        if voiced and (long or talk):
            labels[index] = _next_best(chances[index], model)


def _take_parts(lines: Sequence[str], labels: list[str]) -> None:
    """Make what opens a part of an abstract, “RESULTS: Relapses fell”, an abstract: it is no title."""
    for index, line in enumerate(lines):
        loud = labels[index] == "commentary" and line.partition(":")[0].isupper()
        if (loud or labels[index] in _MISTAKEN) and opens_part(line):
            labels[index] = "abstract"


def opens_part(line: str) -> bool:
    """Return whether a line begins with a label that no title begins with, and goes on."""
    label, colon, words = line.partition(":")
    if not colon or not words.strip():
        return False
    return (label.isupper() or label.casefold() in _OF_STUDIES) and bool(roles_of(label))


def _take_names(lines: Sequence[str], labels: list[str]) -> None:
    """Make the line of authors right below a title part of the citation: it is no second title."""
    for index in range(1, len(labels)):
        whole = len(lines[index]) < cues.LONGEST_LINE
        names = lines[index] if whole else lines[index].rpartition(",")[0]
        if labels[index - 1] in ("title", "citation") and labels[index] == "title" and are_names(names):
            labels[index] = "citation"


def _next_best(row: Row, model: Model) -> str:
    """Return the likeliest label of what is no title; nothing becomes a study's words for want of better."""
    return max((chance, name) for chance, name in zip(row, model.labels, strict=True) if name not in _STUDY)[
        1
    ]


_STUDY = ("title", "abstract")


def _one_title(labels: list[str], chances: Sequence[float], end: int) -> None:
    """Leave one title above the main text, the likeliest; a line right above a study keeps its own."""
    titles = [index for index in range(end) if labels[index] == "title"]
    if len(titles) > 1:
        best = max(titles, key=lambda index: (chances[index], -index))
        for index in titles:
            if index != best and labels[index + 1 : index + 2] not in (["citation"], ["abstract"], ["title"]):
                labels[index] = "boilerplate"
