"""Learn the weights of the block engine, and measure them on pages they have not seen.

    python packaging/training/separation.py CORPUS            learn from all, write the weights
    python packaging/training/separation.py CORPUS --folds 5  measure first, pages kept apart by source

CORPUS is the folder of the labelled development set with its scorer. Needs numpy and scipy; runs the same
on every machine (no chance but seeded chance). The measured curve of confidence goes into the weights.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib
import random
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing import Pool
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(Path(__file__).resolve().parent)]

import corpus
import curve
import learning
import made

from reviewer.model import Document
from reviewer.separation import blocks as splitting
from reviewer.separation import labelling, parts, surroundings, voices
from reviewer.separation.chain import Model, load

OUT = ROOT / "resources" / "separation" / "blocks.json.gz"
PENALTY, ROUNDS, MADE = 1.5, 120, 450
"""L2 penalty, steps of L-BFGS, pages made from pages: chosen on three folds of the development set."""
MADE_WEIGHT = 0.5
"""What a made page counts beside a real one."""
CROPS = 350
"""Pieces of pages, since people paste pieces."""
ABSTRACT_WEIGHT = 0.4
"""What an abstract alone counts: there are many, and not every short text is one."""
ABSTRACTS = ("roles_kept", "roles_stripped")
"""Families of abstracts alone: they teach what an abstract is, and are measured for their roles."""
SEED_COPIES = 6
"""How often each seed document counts."""


@dataclass
class Example:
    """One document ready for learning."""

    case: dict[str, Any]
    document: Document
    blocks: list[splitting.Block]
    sequence: learning.Example


def example(
    case: dict[str, Any], document: Document, labels: Sequence[set[str]], blocks: Any, group: str
) -> Example:
    """Return a document with features and allowed labels."""
    allowed = np.array([[float(name in row) for name in corpus.LABELS] for row in labels])
    _, seen = surroundings.describe(document.text, blocks, labelling.stated_title(document))
    features = [list(dict.fromkeys(each.names())) for each in seen]
    gaps = np.array([labelling.gap(block) for block in blocks])
    return Example(case, document, blocks, learning.Example(features, allowed, gaps, group=group))


def read(folder: Path, scorer: Any) -> list[Example]:
    """Return the development set."""
    found = []
    for case in corpus.cases(folder, (*corpus.FAMILIES, *ABSTRACTS)):
        document = corpus.document(case)
        found.append(_labelled(case, document, scorer))
    return found


def _labelled(case: dict[str, Any], document: Document, scorer: Any) -> Example:
    blocks = splitting.split(document)
    labels = corpus.allowed(case, document, blocks, corpus.gold(case, document, scorer))
    found = example(case, document, labels, blocks, corpus.group(case))
    found.sequence.weight = ABSTRACT_WEIGHT if case["family"] in ABSTRACTS else 1.0
    return found


def seeds() -> list[Example]:
    """Return the two seed documents of the project with the labels that its design gives them."""
    found = []
    for name, spans in corpus.SEEDS.items():
        document = Document((ROOT / "seeds" / name).read_text(encoding="utf-8"))
        blocks = splitting.split(document)
        labels = [{next(label for end, label in spans if block.start < end)} for block in blocks]
        found += [example({"id": name, "family": "seeds"}, document, labels, blocks, name)] * SEED_COPIES
    return found


def more(train: Sequence[Example], scorer: Any, seed: int) -> list[Example]:
    """Return documents made from those to learn from: web pages without mark-up, and made pages."""
    chance = random.Random(seed)
    pasted = {each.sequence.group for each in train if each.case["family"] == "pasted"}
    bare = [
        _labelled({**each.case, "format": "txt"}, Document(each.document.text), scorer)
        for each in train
        if each.case["family"] == "html" and each.sequence.group not in pasted
    ]
    pages = [*made.pages(chance, train, MADE), *made.crops(chance, train, CROPS)]
    return bare + [_made(lines, group) for lines, group in pages]


def _made(lines: made.Labelled, group: str) -> Example:
    text, stretches = made.written(lines)
    document = Document(text)
    blocks = splitting.split(document)
    labels, place = [], 0
    for block in blocks:
        while place + 1 < len(stretches) and stretches[place][1] <= block.start:
            place += 1
        name = stretches[place][2]
        labels.append({name} if name else set(corpus.LABELS))
    found = example({"id": "made", "family": "made"}, document, labels, blocks, group)
    found.sequence.weight = MADE_WEIGHT
    return found


def learn(train: Sequence[Example], scorer: Any, seed: int) -> learning.Trainer:
    """Return weights learned from the documents and what is made from them."""
    trainer = learning.Trainer(corpus.LABELS, penalty=PENALTY)
    data = [*train, *more(train, scorer, seed), *seeds()]
    trainer.fit([each.sequence for each in data], rounds=ROUNDS)
    return trainer


def fold(group: str, folds: int) -> int:
    """Return the fold of a page; all that was made from one page is in one."""
    return int(hashlib.sha1(group.encode()).hexdigest()[:8], 16) % folds


def separated(document: Document, model: Model) -> dict[str, Any]:
    """Return a document in the shape that the scorer reads, separated with the given weights."""
    segments = parts.cover(document.text, voices.label(document, model))
    return {"text": document.text, "segments": [_plain(segment) for segment in segments]}


def _plain(segment: Any) -> dict[str, Any]:
    said = segment.attribution
    return {
        "start": segment.start, "end": segment.end, "kind": segment.kind.value, "comment": segment.comment,
        "role": segment.role.value if segment.role else None,
        "confidence": segment.confidence, "rule": segment.rule,
        "attribution": {"name": said.name, "date": said.date} if said else None,
    }  # fmt: skip


def _fold(work: tuple[Path, int, int]) -> dict[str, Any]:
    folder, number, folds = work
    scorer = importlib.import_module("common")
    data = read(folder, scorer)
    trainer = learn([each for each in data if fold(each.sequence.group, folds) != number], scorer, number)
    path = OUT.with_suffix(f".{number}")
    trainer.save(path)
    model = load(path)
    path.unlink()
    held = [each for each in data if fold(each.sequence.group, folds) == number]
    found = {each.case["id"]: separated(each.document, model) for each in held}
    return found


def measure(folder: Path, folds: int) -> list[tuple[float, float]]:
    """Print the scores of pages that the weights have not seen; return the measured curve of confidence."""
    score = importlib.import_module("score")
    with Pool(2) as pool:
        done = pool.map(_fold, [(folder, number, folds) for number in range(folds)], chunksize=1)
    outputs = {id: output for found in done for id, output in found.items()}
    cases = [case for case in corpus.cases(folder, (*corpus.FAMILIES, *ABSTRACTS)) if case["id"] in outputs]
    said = curve.points(cases, outputs, importlib.import_module("common"))
    for output in outputs.values():
        for segment in output["segments"]:
            score.folded(segment, segment["start"])
    print(f"OVERALL {score.table(score.score(cases, outputs), f'{folds} folds'):.1f}")
    curve.show(said)
    return curve.fitted(said)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--folds", type=int, default=0)
    args = parser.parse_args()
    sys.path.append(str(args.corpus))
    kept = measure(args.corpus, args.folds) if args.folds else list(load(OUT).curve) if OUT.exists() else []
    scorer = importlib.import_module("common")
    trainer = learn(read(args.corpus, scorer), scorer, 0)
    OUT.parent.mkdir(parents=True, exist_ok=True)
    print(f"{trainer.save(OUT, curve=kept)} features, {OUT.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
