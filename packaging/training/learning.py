"""Learn the weights of a chain of labels (see `reviewer/separation/chain.py`), also from partial labels.

A block may have several labels that are right: the likelihood then sums over all label sequences that
the gold allows. Deterministic: the same data give the same weights (L-BFGS from zero, L2 penalty).
"""

from __future__ import annotations

import gzip
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy import sparse
from scipy.optimize import minimize


@dataclass
class Example:
    """One document for training: feature names, allowed labels (0/1 mask), gap kind of each block."""

    features: list[list[str]]
    allowed: np.ndarray
    gaps: np.ndarray
    weight: float = 1.0
    group: str = ""


class Trainer:
    """Holds the vocabulary and the weights while they are learned."""

    def __init__(self, labels: Sequence[str], kinds: int = 3, penalty: float = 1.0, least: int = 3) -> None:
        self.labels, self.kinds, self.penalty, self.least = tuple(labels), kinds, penalty, least
        self.names: dict[str, int] = {}

    def fit(self, data: Sequence[Example], rounds: int = 120, start: np.ndarray | None = None) -> None:
        groups: dict[str, set[str]] = {}
        for each in data:
            groups.setdefault(each.group, set()).update(name for row in each.features for name in row)
        seen = Counter(name for names in groups.values() for name in names)
        self.names = {name: i for i, name in enumerate(sorted(n for n, c in seen.items() if c >= self.least))}
        batch = _Batch(data, self.names, len(self.labels))
        size = len(self.labels)
        count = len(self.names) * size + self.kinds * size * size + 2 * size
        x0 = np.zeros(count) if start is None else start
        done = minimize(
            lambda x: self._loss(x, batch),
            x0,
            jac=True,
            method="L-BFGS-B",
            options={"maxiter": rounds, "maxcor": 8, "ftol": 1e-5},
        )
        self.x = done.x
        self.loss = done.fun

    def parts(self, x: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
        size, count = len(self.labels), len(self.names)
        a = count * size
        b = a + self.kinds * size * size
        return (
            x[:a].reshape(count, size),
            x[a:b].reshape(self.kinds, size, size),
            x[b : b + size],
            x[b + size :],
        )

    def _loss(self, x: np.ndarray, batch: _Batch) -> tuple[float, np.ndarray]:
        w, steps, first, last = self.parts(x)
        scores = batch.x @ w
        free = batch.sums(scores, steps, first, last, None)
        held = batch.sums(scores, steps, first, last, batch.allowed)
        loss = (batch.weights * (free[0] - held[0])).sum() + 0.5 * self.penalty * (x @ x)
        gw = batch.x.T @ ((free[1] - held[1]) * batch.row_weights[:, None])
        grad = np.concatenate([gw.ravel(), (free[2] - held[2]).ravel(), free[3] - held[3], free[4] - held[4]])
        return float(loss), grad + self.penalty * x

    def predict(self, each: Example) -> tuple[np.ndarray, np.ndarray]:
        """Return Viterbi labels and probabilities of one document."""
        w, steps, first, last = self.parts(self.x)
        size = len(self.labels)
        scores = np.zeros((len(each.features), size))
        for i, row in enumerate(each.features):
            known = [self.names[n] for n in row if n in self.names]
            if known:
                scores[i] = w[known].sum(0)
        self.scores = scores
        return _viterbi(scores, each.gaps, steps, first, last), _chances(
            scores, each.gaps, steps, first, last
        )

    def save(self, path: Path, least: float = 0.02, curve: Sequence[tuple[float, float]] = ()) -> int:
        """Write the weights as whole thousandths; rows without a weight of `least` are left out."""
        w, steps, first, last = self.parts(self.x)
        whole = lambda a: np.rint(np.asarray(a) * 1000).astype(int).tolist()  # noqa: E731
        kept = {n: whole(w[i]) for n, i in self.names.items() if np.abs(w[i]).max() >= least}
        data = {
            "labels": self.labels,
            "steps": whole(steps),
            "first": whole(first),
            "last": whole(last),
            "curve": list(curve),
            "weights": kept,
        }
        packed = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
        with open(path, "wb") as raw, gzip.GzipFile("", "wb", 9, raw, mtime=0) as file:
            file.write(packed)
        return len(kept)


class _Batch:
    """All documents at once, longest first, so that each step of the sums is one matrix product."""

    def __init__(self, data: Sequence[Example], names: dict[str, int], size: int) -> None:
        order = sorted(range(len(data)), key=lambda i: -len(data[i].features))
        data = [data[i] for i in order]
        self.lengths = np.array([len(d.features) for d in data])
        steps = int(self.lengths.max())
        self.active = [int((self.lengths > t).sum()) for t in range(steps)]
        # rows in step order: all documents' block 0, then all block 1, ...
        self.offsets = np.concatenate([[0], np.cumsum(self.active)])
        indices, pointer = [], [0]
        allowed, gaps, weights = [], [], []
        for t in range(steps):
            for d in data[: self.active[t]]:
                found = sorted({names[n] for n in d.features[t] if n in names})
                indices.extend(found)
                pointer.append(len(indices))
                allowed.append(d.allowed[t])
                gaps.append(d.gaps[t])
                weights.append(d.weight)
        n = len(pointer) - 1
        values = np.ones(len(indices), dtype=np.float64)
        self.x = sparse.csr_matrix(
            (values, np.array(indices, dtype=np.int32), np.array(pointer, dtype=np.int64)), (n, len(names))
        )
        self.allowed = np.array(allowed, dtype=float)
        self.gaps = np.array(gaps)
        self.row_weights = np.array(weights)
        self.weights = np.array([d.weight for d in data])
        self.size = size

    def sums(self, scores, steps, first, last, allowed):
        """Return log sums per document, probabilities per row, expected steps, firsts and lasts."""
        T, docs, L = len(self.active), len(self.lengths), self.size
        top = scores.max(1, keepdims=True)
        own = np.exp(np.maximum(scores - top, -60))
        if allowed is not None:
            own = own * allowed + 1e-300
        A = np.exp(steps)
        o = self.offsets
        alpha, scale = self._forward(own, A, first)
        ends = np.exp(last)
        chance = np.zeros_like(alpha)
        estep = np.zeros_like(A)
        efirst, elast = np.zeros(L), np.zeros(L)
        beta = np.zeros((docs, L))
        logs = np.zeros(docs)
        for t in range(T - 1, -1, -1):
            k = self.active[t]
            done = self.lengths[:k] == t + 1
            a = alpha[o[t] : o[t + 1]]
            if done.any():
                final = a[done] @ ends
                logs[:k][done] += np.log(final)
                beta[:k][done] = ends[None, :] / final[:, None]
            p = a * beta[:k]
            chance[o[t] : o[t + 1]] = p
            w = self.weights[:k]
            if done.any():
                elast += (p[done] * w[done, None]).sum(0)
            logs[:k] += np.log(scale[o[t] : o[t + 1]]) + top[o[t] : o[t + 1], 0]
            if t == 0:
                efirst += (p * w[:, None]).sum(0)
                break
            after = own[o[t] : o[t + 1]] * beta[:k] / scale[o[t] : o[t + 1]][:, None]
            g = self.gaps[o[t] : o[t + 1]]
            before = alpha[o[t - 1] : o[t - 1] + k]
            nb = np.empty((k, L))
            for kind in range(len(A)):
                sel = g == kind
                if sel.any():
                    estep[kind] += A[kind] * ((before[sel] * w[sel, None]).T @ after[sel])
                    nb[sel] = after[sel] @ A[kind].T
            beta[:k] = nb
        return logs, chance, estep, efirst, elast

    def _forward(self, own, A, first):
        """Return the scaled forward sums of all rows, and the scales."""
        alpha, scale = np.zeros_like(own), np.zeros(len(own))
        o = self.offsets
        row = np.exp(first)[None, :] * own[o[0] : o[1]]
        for t in range(len(self.active)):
            if t:
                k = self.active[t]
                before = alpha[o[t - 1] : o[t - 1] + k]
                mixed = np.empty((k, self.size))
                for kind, step in enumerate(A):
                    sel = self.gaps[o[t] : o[t + 1]] == kind
                    if sel.any():
                        mixed[sel] = before[sel] @ step
                row = mixed * own[o[t] : o[t + 1]]
            z = row.sum(1)
            alpha[o[t] : o[t + 1]] = row / z[:, None]
            scale[o[t] : o[t + 1]] = z
        return alpha, scale


def _viterbi(scores, gaps, steps, first, last):
    here = first + scores[0]
    back = []
    for t in range(1, len(scores)):
        table = here[:, None] + steps[gaps[t]]
        came = table.argmax(0)
        back.append(came)
        here = table[came, np.arange(len(came))] + scores[t]
    path = [int((here + last).argmax())]
    for came in reversed(back):
        path.append(int(came[path[-1]]))
    return np.array(path[::-1])


def _chances(scores, gaps, steps, first, last):
    own = np.exp(np.maximum(scores - scores.max(1, keepdims=True), -60))
    A = np.exp(steps)
    f = own[0] * np.exp(first)
    forward = [f / f.sum()]
    for t in range(1, len(own)):
        f = (forward[-1] @ A[gaps[t]]) * own[t]
        forward.append(f / f.sum())
    b = np.exp(last)
    out = [None] * len(own)
    for t in range(len(own) - 1, -1, -1):
        p = forward[t] * b
        out[t] = p / p.sum()
        b = A[gaps[t]] @ (own[t] * b)
        b = b / b.sum()
    return np.array(out)
