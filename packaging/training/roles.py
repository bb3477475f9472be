"""Learn the roles of sentences: `python packaging/training/roles.py CORPUS_FOLDER [--check]`.

Writes resources/separation/roles.json.gz, the same bytes from the same texts; with `--check` it writes
nothing and prints how often the roles are right on abstracts that were kept out of the training. Needs
numpy and scipy. The passes are those of `reviewer/separation/judging.py`.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

import learning
import numpy as np
from scipy import sparse
from scipy.optimize import minimize

from reviewer import text as texts
from reviewer.separation import judging, moves
from reviewer.separation.labels import labels
from reviewer.separation.sentences import split

NLM = tuple(role.value.upper() for role in judging.LABELS)
TARGET = ROOT / "resources" / "separation" / "roles.json.gz"
PENALTY = {"features": 20.0, "words": 0.25, "second": 40.0}
LEAST = {"features": 2, "words": 2}
WORDS = ("w ", "b ", "t ")
INNER, OUTER = 10, 10


@dataclass
class Abstract:
    """One abstract: its sentences, the roles gold accepts for each, and whether figures count it."""

    record: str
    sentences: list[str]
    gold: list[list[str]]
    scored: bool
    rows: list[list[str]]


# --- texts --------------------------------------------------------------------------------------


def cases(folder: Path, family: str) -> Iterable[dict[str, Any]]:
    with gzip.open(folder / f"{family}.jsonl.gz", "rt", encoding="utf-8") as file:
        yield from map(json.loads, file)


def abstracts(folder: Path) -> list[Abstract]:
    """Return every abstract with known roles once: those gold names, then those that labels name."""
    found: dict[str, Abstract] = {}
    seen: set[str] = set()
    for family in ("roles_stripped", "records", "quoted"):
        for case in cases(folder, family):
            pairs = _by_gold(case) if case.get("roles") else _by_label(case)
            signs = _signs([words for words, _ in pairs])
            if len(pairs) < 3 or len(seen & signs) > 0.3 * len(signs):
                continue
            seen |= signs
            sentences = [words for words, _ in pairs]
            record = case["id"].split("/")[1].split("-")[-1]
            scored = family == "roles_stripped"
            found[record] = Abstract(
                record, sentences, [g for _, g in pairs], scored, moves.features(sentences)
            )
    return list(found.values())


def _signs(sentences: Sequence[str]) -> set[str]:
    """Return runs of words by which the same abstract is known again in another layout."""
    words = re.findall(r"\w+", " ".join(sentences).casefold())
    return {" ".join(words[at : at + 9]) for at in range(len(words))} if len(words) > 30 else set()


def _by_gold(case: dict[str, Any]) -> list[tuple[str, list[str]]]:
    text = case["text"]
    return [(" ".join(text[r["start"] : r["end"]].split()), r["nlm"]) for r in case["roles"]]


def _by_label(case: dict[str, Any]) -> list[tuple[str, list[str]]]:
    text = case["text"]
    stretches = []
    for start, end, kinds, _ in sorted(case["spans"], key=lambda span: span[:2]):
        if kinds == ["abstract"]:
            stretches.append(texts.trim(text, start, end))
    found = labels(text, stretches)
    if len({label.roles for label in found}) < 3:
        return []
    sentences = split(text, stretches, found)
    told = []
    for each in sentences:
        roles = each.label.roles if each.label else ()
        gold = [judging.FOLDED.get(role, role).value.upper() for role in roles]
        told.append((each.words(text), gold if set(gold) & set(NLM) else list(NLM)))
    return told


def part(record: str, parts: int, salt: str = "") -> int:
    """Return which part of the data a record is in, the same on every machine."""
    return int(hashlib.sha1((record + salt).encode()).hexdigest()[:8], 16) % parts


def mask(each: Abstract) -> np.ndarray:
    return np.array([[label in gold for label in NLM] for gold in each.gold], dtype=float)


# --- learning -----------------------------------------------------------------------------------


def learn_first(data: Sequence[Abstract], name: str) -> tuple[dict[str, np.ndarray], np.ndarray]:
    """Return weights by feature and biases of one model of the first pass: each sentence on its own."""
    rows = [_seen(row, name) for each in data for row in each.rows]
    counts = Counter(feature for row in rows for feature in set(row))
    places = {f: at for at, f in enumerate(sorted(f for f, n in counts.items() if n >= LEAST[name]))}
    found = [sorted({places[f] for f in row if f in places}) for row in rows]
    rarity = _rarity(counts, places, len(rows)) if name == "words" else np.ones(len(places))
    parts = [judging.share(len(row)) if name == "words" else 1.0 for row in found]
    values = [part * rarity[at] for row, part in zip(found, parts, strict=True) for at in row]
    pointer = np.concatenate([[0], np.cumsum([len(row) for row in found])])
    columns = np.array([at for row in found for at in row], dtype=np.int32)
    matrix = sparse.csr_matrix((values, columns, pointer), (len(rows), len(places)))
    weights, bias = _softmax(matrix, np.vstack([mask(each) for each in data]), PENALTY[name])
    return {feature: weights[at] * rarity[at] for feature, at in places.items()}, bias


def _rarity(counts: Counter[str], places: dict[str, int], rows: int) -> np.ndarray:
    """Return what the penalty lets rare words weigh more, about one on average."""
    logs = np.array([np.log(rows / counts[feature]) + 1 for feature in places])
    return logs / logs.mean()


def _softmax(matrix: Any, allowed: np.ndarray, penalty: float) -> tuple[np.ndarray, np.ndarray]:
    """Return weights and biases of a logistic regression with several right labels (L2 penalty)."""
    size, count = allowed.shape[1], matrix.shape[1]
    turned = matrix.T.tocsr()

    def loss(x: np.ndarray) -> tuple[float, np.ndarray]:
        w, bias = x[:-size].reshape(count, size), x[-size:]
        scores = matrix @ w + bias
        scores -= scores.max(1, keepdims=True)
        free = np.exp(scores)
        held = free * allowed + 1e-300
        wrong = free / free.sum(1, keepdims=True) - held / held.sum(1, keepdims=True)
        value = np.log(free.sum(1)).sum() - np.log(held.sum(1)).sum() + 0.5 * penalty * (w * w).sum()
        return float(value), np.concatenate([(turned @ wrong + penalty * w).ravel(), wrong.sum(0)])

    start = np.zeros(count * size + size)
    done = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 150, "ftol": 1e-7})
    return done.x[:-size].reshape(count, size), done.x[-size:]


def _seen(row: Sequence[str], name: str) -> list[str]:
    if name == "words":
        return [feature for feature in row if feature.startswith(WORDS)]
    return [feature for feature in row if not feature.startswith("t ")]


def learn(data: Sequence[Abstract]) -> dict[str, Any]:
    """Return everything learned but the curve."""
    firsts: list[Any] = [None] * len(data)
    for number in range(INNER):
        inside = [each for each in data if part(each.record, INNER, "inner") != number]
        table = kept(inside)
        for at, each in enumerate(data):
            if part(each.record, INNER, "inner") == number:
                firsts[at] = [judging.first_pass(row, table) for row in each.rows]
    learned = kept(data)
    second, steps, first, last = learn_second([judging.second_features(f) for f in firsts], data)
    return {"first": learned, "second": second, "steps": steps, "begin": first, "end": last}


def kept(data: Sequence[Abstract]) -> judging.Weights:
    """Return the first pass as it is kept: whole hundredths, the smallest left out."""
    tables, biases = [], []
    for name in ("features", "words"):
        weights, bias = learn_first(data, name)
        whole = {feature: np.rint(row * 100).astype(int) for feature, row in sorted(weights.items())}
        tables.append({f: (row / 100).tolist() for f, row in whole.items() if np.abs(row).max() >= 3})
        biases.append(np.round(bias, 3).tolist())
    return judging.Weights(tables[0], tables[1], (biases[0], biases[1]), [], None, ())  # type: ignore[arg-type]


def learn_second(rows: Sequence[list[list[float]]], data: Sequence[Abstract]) -> Any:
    """Return weights of the second pass for its features as they are, and of the steps of its chain."""
    every = np.vstack([np.array(each) for each in rows])
    middle, spread = every.mean(0), every.std(0)
    middle[-1], spread[-1] = 0.0, 1.0
    spread[spread == 0] = 1.0
    trainer = _Dense(NLM, kinds=1, penalty=PENALTY["second"])
    trainer.fit_rows([(np.array(each) - middle) / spread for each in rows], [mask(each) for each in data])
    weights, steps, first, last = trainer.parts(trainer.x)
    plain = weights / spread[:, None]
    plain[-1] -= middle @ plain
    return (*(np.round(a, 5).tolist() for a in (plain, steps[0], first, last)),)


class _Dense(learning.Trainer):
    """A chain whose features are numbers, not names."""

    def fit_rows(self, rows: Sequence[np.ndarray], masks: Sequence[np.ndarray]) -> None:
        data = [
            learning.Example([["x"]] * len(row), allowed, np.zeros(len(row), dtype=int))
            for row, allowed in zip(rows, masks, strict=True)
        ]
        batch = learning._Batch(data, {"x": 0}, len(NLM))
        order = sorted(range(len(data)), key=lambda at: -len(data[at].features))
        batch.x = np.array([rows[at][step] for step, n in enumerate(batch.active) for at in order[:n]])
        width = batch.x.shape[1]
        self.names = {str(at): at for at in range(width)}
        start = np.zeros(width * len(NLM) + len(NLM) ** 2 + 2 * len(NLM))
        loss: Callable[..., Any] = self._loss
        done = minimize(
            lambda x: loss(x, batch),
            start,
            jac=True,
            method="L-BFGS-B",
            options={"maxiter": 200, "ftol": 1e-6},
        )
        self.x = done.x


def chances(learned: dict[str, Any], each: Abstract) -> np.ndarray:
    """Return the chances of each role for each sentence, as `judging` would."""
    first = [judging.first_pass(row, learned["first"]) for row in each.rows]
    scores = np.array(judging.second_features(first)) @ np.array(learned["second"])
    gaps = np.zeros(len(scores), dtype=int)
    steps = np.array([learned["steps"]])
    return learning._chances(scores, gaps, steps, np.array(learned["begin"]), np.array(learned["end"]))


# --- measuring ----------------------------------------------------------------------------------


def kept_out(data: Sequence[Abstract]) -> list[np.ndarray]:
    """Return the chances of each abstract, learned from others only."""
    found: list[Any] = [None] * len(data)
    for number in range(OUTER):
        learned = learn([each for each in data if part(each.record, OUTER) != number])
        for at, each in enumerate(data):
            if part(each.record, OUTER) == number:
                found[at] = chances(learned, each)
        print(f"part {number + 1} of {OUTER}", file=sys.stderr)
    return found


def judged(data: Sequence[Abstract], found: Sequence[np.ndarray]) -> list[tuple[float, bool, str, str]]:
    """Return for each scored sentence: the chance of the likeliest role, whether it is right, gold, role."""
    told = []
    for each, rows in zip(data, found, strict=True):
        if each.scored:
            for gold, row in zip(each.gold, rows, strict=True):
                told.append((float(row.max()), NLM[row.argmax()] in gold, gold[0], NLM[row.argmax()]))
    return told


def curve(told: Sequence[tuple[float, bool, str, str]], points: int = 12) -> list[tuple[float, float]]:
    """Return rising pairs of chance and share right, by equal parts of the sentences."""
    ordered = sorted((chance, right) for chance, right, _, _ in told)
    blocks = [
        [sum(c for c, _ in b), float(sum(r for _, r in b)), float(len(b))] for b in _parts(ordered, points)
    ]
    at = 1
    while at < len(blocks):
        if blocks[at][1] / blocks[at][2] < blocks[at - 1][1] / blocks[at - 1][2]:
            blocks[at - 1] = [a + b for a, b in zip(blocks[at - 1], blocks.pop(at), strict=True)]
            at = max(1, at - 1)
        else:
            at += 1
    return [(round(c / n, 4), round(r / n, 4)) for c, r, n in blocks]


def _parts(ordered: Sequence[Any], count: int) -> list[Sequence[Any]]:
    edges = [len(ordered) * at // count for at in range(count + 1)]
    return [ordered[a:b] for a, b in zip(edges, edges[1:], strict=False)]


def report(told: Sequence[tuple[float, bool, str, str]]) -> None:
    right = sum(r for _, r, _, _ in told)
    print(f"right: {right} of {len(told)}, {100 * right / len(told):.2f} %")
    for gold in NLM:
        row = [sum(g == gold and p == role for _, _, g, p in told) for role in NLM]
        print(f"  {gold:12}", *(f"{n:6}" for n in row))
    print("chance given, share right:", *(f"{c:.2f}:{s:.2f}" for c, s in curve(told)))


def main() -> None:
    data = abstracts(Path(sys.argv[1]))
    print(len(data), "abstracts,", sum(len(each.sentences) for each in data), "sentences")
    told = judged(data, kept_out(data))
    report(told)
    if "--check" in sys.argv:
        return
    learned = learn(data)
    first = learned["first"]
    tables = [
        {f: [round(v * 100) for v in row] for f, row in t.items()} for t in (first.features, first.words)
    ]
    made = {"features": tables[0], "words": tables[1], "biases": first.biases, "curve": curve(told)}
    made |= {"second": learned["second"], "steps": learned["steps"]}
    made |= {"first": learned["begin"], "last": learned["end"]}
    packed = json.dumps(made, ensure_ascii=False, separators=(",", ":")).encode()
    TARGET.parent.mkdir(exist_ok=True)
    with open(TARGET, "wb") as raw, gzip.GzipFile("", "wb", 9, raw, mtime=0) as file:
        file.write(packed)
    print(len(tables[0]), "features,", len(tables[1]), "words;", TARGET.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
