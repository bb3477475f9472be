"""The labelled development set as training data: blocks of each document with the labels gold allows."""

from __future__ import annotations

import gzip
import json
import re
from bisect import bisect_right
from collections import defaultdict
from pathlib import Path
from typing import Any

from reviewer import text as texts
from reviewer.model import Document, Record
from reviewer.readers import Parsed, read_bytes

KINDS = ("title", "citation", "abstract", "indexing", "commentary", "boilerplate")
LABELS = (*KINDS, "signs", "around", "begins", "goes on")
"""A comment's words begin or go on; a line may sign it; around it stand dates and tool words."""
SEEDS: dict[str, list[tuple[int, str]]] = {
    "000_9a9b5616f882b154.txt": [(91, "title"), (179, "citation"), (1628, "abstract"), (2306, "indexing")],
    "002_6655412ea27c3016.txt": [
        (39, "title"), (1423, "abstract"), (2129, "commentary"), (2200, "boilerplate"), (2478, "begins"),
        (2556, "goes on"),
        (2685, "begins"), (2822, "begins"), (2993, "goes on"), (3171, "boilerplate"),
    ],
}  # fmt: skip
"""The seed documents: where each stretch ends, and its label."""
FAMILIES = ("html", "pasted", "forum", "threads", "quoted", "records")


def cases(folder: Path, families: tuple[str, ...] = FAMILIES) -> list[dict[str, Any]]:
    """Return the documents of the families as the set gives them."""
    found = []
    for family in families:
        with gzip.open(folder / f"{family}.jsonl.gz", "rt", encoding="utf-8") as file:
            found += [json.loads(line) for line in file]
    return found


def group(case: dict[str, Any]) -> str:
    """Return what must not be split between training and validation: the page a case was made from."""
    if case["family"] in ("records", "roles_kept", "roles_stripped"):
        return str(case["id"]).replace("/", "-").rsplit("-", 1)[1]
    return str(case["source"].split(" + ")[0])


def document(case: dict[str, Any]) -> Document:
    """Return the case as Reviewer reads it."""
    if case["format"] != "html":
        return Document(texts.clean(case["input"]))
    item = next(iter(read_bytes(case["input"].encode("utf-8"), case["file"])))
    assert isinstance(item, Parsed)
    return Document(item.text, item.record or Record(), boxes=item.boxes, format="html")


def gold(
    case: dict[str, Any], doc: Document, scorer: Any
) -> list[tuple[int, int, tuple[str, ...] | None, int | None, bool]]:
    """Return the words of the document: (start, end, accepted kinds, index of comment, opening post)."""
    theirs = scorer.tokens(case["text"])
    ours = theirs if doc.text == case["text"] else scorer.tokens(doc.text)
    kinds: list[tuple[str, ...] | None] = [None] * len(theirs)
    starts = [t[0] for t in theirs]
    for start, end, accepted, _ in sorted(case["spans"], key=lambda s: s[:2]):
        for i in range(bisect_right(starts, start - 1), len(theirs)):
            if starts[i] >= end:
                break
            kinds[i] = tuple(accepted)
    owner: list[int | None] = [None] * len(theirs)
    for number, comment in enumerate(case["comments"] or []):
        for i in range(bisect_right(starts, comment["start"] - 1), len(theirs)):
            if starts[i] >= comment["end"]:
                break
            owner[i] = number
    if ours is theirs:
        return [(t[0], t[1], k, o, False) for t, k, o in zip(theirs, kinds, owner, strict=True)]
    back: list[int | None] = [None] * len(ours)
    for i, j in enumerate(scorer.align([t[2] for t in theirs], [t[2] for t in ours])):
        if j is not None:
            back[j] = i
    return [
        (t[0], t[1], kinds[i] if i is not None else None, owner[i] if i is not None else None, i is None)
        for t, i in zip(ours, back, strict=True)
    ]


def allowed(case: dict[str, Any], doc: Document, blocks: Any, words: Any) -> list[set[str]]:
    """Return for each block the labels that gold allows."""
    starts = [w[0] for w in words]
    found: list[set[str]] = []
    begun: set[int] = set()
    places: list[int | None] = []
    threads = case["comments"] is None
    for block in blocks:
        weight: dict[tuple[str, ...] | None, int] = defaultdict(int)
        owners: dict[int | None, int] = defaultdict(int)
        for i in range(bisect_right(starts, block.start - 1), len(words)):
            start, end, kinds, owner, _ = words[i]
            if start >= block.end:
                break
            weight[kinds] += end - start
            owners[owner] += end - start
        owner = max(owners, key=lambda k: owners[k]) if owners else None
        places.append(owner)
        if not weight:
            found.append(set(LABELS))
            continue
        kinds = max(weight, key=lambda k: weight[k])
        found.append(_allowed(kinds, owner, begun, threads))
    _sign(case, doc.text, blocks, found, places)
    return found


def _allowed(kinds: tuple[str, ...] | None, owner: int | None, begun: set[int], threads: bool) -> set[str]:
    if kinds is None:
        return {"goes on", "around", "signs"} if owner is not None and owner in begun else set(LABELS)
    if "comment" in kinds and owner is not None and kinds[0] in ("comment", "commentary"):
        first = owner not in begun
        begun.add(owner)
        return {"begins"} if first else {"goes on"}
    made: set[str] = {kind for kind in kinds if kind in KINDS}
    if kinds == ("comment",):
        return {"begins", "goes on"}
    if "comment" in kinds and "boilerplate" in kinds:
        return {"around", "signs", "begins", "goes on"} if threads else {"around", "signs"}
    if "comment" in kinds:
        made |= {"begins", "goes on"}
    return made


def plain(name: str) -> str:
    """Return a name for comparison: its letters and digits only."""
    return re.sub(r"[\W_]+", " ", name).casefold().strip()


def _sign(
    case: dict[str, Any], text: str, blocks: Any, found: list[set[str]], places: list[int | None]
) -> None:
    """Say which line beside each comment holds its writer's name, where gold knows the name."""
    comments = case["comments"] or []
    free = {"around", "signs"}
    first = {owner: i for i, owner in reversed(list(enumerate(places))) if owner is not None}
    last = {owner: i for i, owner in enumerate(places) if owner is not None}
    for number, comment in enumerate(comments):
        if number not in first or not comment.get("author"):
            continue
        above = _run(found, first[number] - 1, -1)
        below = _run(found, last[number] + 1, 1)
        wanted = plain(comment["author"])
        hits = [
            i
            for i in above + below
            if f" {wanted} " in f" {plain(text[blocks[i].start : blocks[i].end])} "
            or (len(wanted) > 3 and wanted in plain(text[blocks[i].start : blocks[i].end]))
        ]
        if not hits:
            continue
        side = above if hits[0] in above else below
        found[hits[0]] = {"signs"}
        for i in side:
            if i not in hits and found[i] == free:
                found[i] = {"around"}


def _run(found: list[set[str]], start: int, step: int) -> list[int]:
    """Return the blocks from `start` on that only stand around comments."""
    run = []
    i = start
    while 0 <= i < len(found) and found[i] <= {"around", "signs"} and len(run) < 14:
        run.append(i)
        i += step
    return run
