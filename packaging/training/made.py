"""Pages made from pages: known comments set into known articles in another layout.

Only documents of the training side are given in, so that nothing of a validation page is ever seen.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from typing import Any

import corpus
import layouts

Labelled = list[layouts.Line]


def lines_of(text: str, blocks: Sequence[Any], labels: Sequence[str | None]) -> Labelled:
    """Return a document as labelled lines; None where gold leaves the label open."""
    found = []
    for block, label in zip(blocks, labels, strict=True):
        start = block.start
        while start > 0 and text[start - 1] != "\n" and block.start - start < 12:
            start -= 1
        found.append(layouts.Line(text[start : block.end], label or "", block.blank_before))
    return found


def comments_of(lines: Labelled) -> list[list[str]]:
    """Return the comments of a labelled document, each as its paragraphs."""
    found: list[list[str]] = []
    for line in lines:
        if line.label == "begins":
            found.append([line.words.strip(" *•-\t")])
        elif line.label == "goes on" and found and len(found[-1]) < 8:
            found[-1].append(line.words.strip(" *•-\t"))
    return [c for c in found if 3 <= len(" ".join(c).split()) <= 400]


def page(
    chance: random.Random, host: Labelled, pool: list[list[str]], language: str, forum: bool
) -> Labelled:
    """Return the host page with its discussion, if any, replaced by one made of comments from the pool."""
    spoken = [i for i, line in enumerate(host) if line.label in ("begins", "goes on", "around", "signs")]
    main = [i for i, line in enumerate(host) if line.label in ("commentary", "abstract")]
    if spoken:
        before, after = host[: spoken[0]], host[spoken[-1] + 1 :]
    else:
        cut = (main[-1] if main else len(host) - 1) + 1
        cut += chance.choice([0, 0, 1, 3, 6])
        before, after = host[:cut], host[cut:]
    if chance.random() < SILENT:
        return [*before, *after]
    title = next((line.words.strip() for line in host if line.label == "title"), "This page")
    count = min(len(pool), chance.choice([1, 2, 2, 3, 4, 5, 7, 10, 16, 25]))
    chosen = chance.sample(pool, count)
    if chance.random() < LISTED:
        made = layouts.listed(chance, chosen, title)
    else:
        made = layouts.discussion(chance, chosen, title, language, forum)
    return [*before, *made, *after]


def written(lines: Labelled) -> tuple[str, list[tuple[int, int, str]]]:
    """Return the text of labelled lines, and the stretch and label of each."""
    text, found = "", []
    parts: list[str] = []
    place = 0
    for line in lines:
        lead = "\n" * (line.blank + 1 if parts else 0)
        start = place + len(lead)
        parts.append(lead + line.words)
        place = start + len(line.words)
        found.append((start, place, line.label))
    text = "".join(parts)
    return text, found


COMMON = {"en": ("the", "and"), "de": ("der", "und"), "fr": ("les", "et"), "es": ("los", "y")}


def language(text: str) -> str:
    """Return the language of a page by its commonest words."""
    low = f" {text[:20000].casefold()} "
    return max(COMMON, key=lambda name: sum(low.count(f" {word} ") for word in COMMON[name]))


def pages(chance: random.Random, train: Sequence[Any], count: int) -> list[tuple[Labelled, str]]:
    """Return pages made from the documents to learn from, each with the group of its host."""
    hosts: list[tuple[Any, Labelled]] = []
    pool: list[list[str]] = []
    for each in sorted(train, key=lambda each: each.case["id"]):
        if each.case["family"] in ("pasted", "quoted", "forum", "html"):
            lines = lines_of(each.document.text, each.blocks, [_one(row) for row in each.sequence.allowed])
            pool += comments_of(lines)
            if each.case["family"] != "html":
                hosts.append((each, lines))
    studies = studies_of(train)
    forums = [host for host in hosts if host[0].case["family"] == "forum"]
    found = []
    for _ in range(count):
        each, lines = chance.choice(forums) if chance.random() < 0.22 else hosts[chance.randrange(len(hosts))]
        spoken = "en" if chance.random() < 0.15 else language(each.document.text)
        forum = each.case["family"] == "forum"
        if not forum and studies and chance.random() < QUOTING:
            lines = with_study(chance, lines, chance.choice(studies))
        made = page(chance, lines, pool, spoken, forum and chance.random() < 0.8)
        if len(made) <= LONGEST:
            found.append((made, each.sequence.group))
    return found


QUOTING_PIECE = 0.4
"""The same for pieces of pages."""
LISTED = 0.04
"""Share of made discussions that are lists without names."""
SILENT = 0.15
"""Share of made pages without a discussion: most pages have none."""
QUOTING = 0.2
"""Share of made pages into which a study's abstract is set."""


def studies_of(train: Sequence[Any]) -> list[Labelled]:
    """Return the titles and abstracts of the records to learn from."""
    found = []
    for each in sorted(train, key=lambda each: each.case["id"]):
        if each.case["family"] in ("roles_kept", "roles_stripped"):
            lines = lines_of(each.document.text, each.blocks, [_one(row) for row in each.sequence.allowed])
            found.append([line for line in lines if line.label in ("title", "abstract")])
    return found


def with_study(chance: random.Random, host: Labelled, study: Labelled) -> Labelled:
    """Return the page with a study's abstract set between paragraphs of its author, as bloggers do."""
    places = [i for i, line in enumerate(host) if line.label == "commentary" and len(line.words) > 60]
    if not places:
        return host
    abstract = [
        layouts.Line(line.words.strip(), "abstract", line.blank) for line in study if line.label == "abstract"
    ]
    if chance.random() < 0.4:
        abstract = _paragraphs(chance, abstract)
    abstract[0].blank = max(1, abstract[0].blank)
    title = [layouts.Line(line.words.strip(), "title", 1) for line in study if line.label == "title"][:1]
    if chance.random() < 0.75:
        title = []
    if chance.random() < 0.2:
        abstract[0].words = f"Abstract: {abstract[0].words}"
    place = chance.choice(places[: max(1, len(places) // 2)]) + chance.choice((0, 1))
    kept = chance.choice((2, 5, 99, 99, 99, 99, 99, 99))
    rest = [line for line in host[place:] if line.label == "commentary"][:kept]
    after = (
        host[place:]
        if kept == 99
        else [*rest, *[line for line in host[place:] if line.label != "commentary"]]
    )
    return [*host[:place], *title, *abstract, *after]


def _paragraphs(chance: random.Random, abstract: Labelled) -> Labelled:
    """Return an abstract on one paragraph, or cut into paragraphs anew between sentences."""
    whole = " ".join(line.words for line in abstract)
    sentences = re.split(r"(?<=[a-z)%][.?])\s+(?=[A-Z])", whole)
    size = chance.choice((3, 5, 99))
    cut = [" ".join(sentences[i : i + size]) for i in range(0, len(sentences), size)]
    return [layouts.Line(words, "abstract", 1) for words in cut]


def crops(chance: random.Random, train: Sequence[Any], count: int) -> list[tuple[Labelled, str]]:
    """Return pieces of pages, each with the group of its page."""
    whole = [each for each in train if each.case["family"] in CROPPED]
    studies = studies_of(train)
    found = []
    for _ in range(count):
        each = chance.choice(whole)
        lines = lines_of(each.document.text, each.blocks, [_one(row) for row in each.sequence.allowed])
        size = chance.choice((2, 3, 5, 8, 13, 25, 40))
        start = chance.randrange(max(1, len(lines) - size // 2))
        piece = lines[start : start + size]
        if studies and size > 3 and chance.random() < QUOTING_PIECE:
            piece = with_study(chance, piece, chance.choice(studies))
        if any(line.label not in ("", "boilerplate", "around", "signs") for line in piece):
            found.append((piece, each.sequence.group))
    return found


CROPPED = ("pasted", "quoted", "records", "threads", "forum")
LONGEST = 500
"""Lines of a made page."""


def _one(row: Any) -> str | None:
    """Return the label of a block where gold leaves no choice, or only between lines beside a comment."""
    names = [name for name, open_ in zip(corpus.LABELS, row, strict=True) if open_]
    if len(names) == 1:
        return names[0]
    return "around" if "around" in names and len(names) <= 3 else None
