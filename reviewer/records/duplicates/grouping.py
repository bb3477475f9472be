"""Groups of records of one work, joined pair by pair, never across a pair that can only be two works."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from reviewer.records.duplicates.deciding import Verdict

MOST_CHECKED = 900
"""Pairs across two groups that are looked at before these are joined."""

Judge = Callable[[int, int], Verdict]
Edge = tuple[int, int, Verdict]


@dataclass(frozen=True, slots=True)
class Cluster:
    """Positions of records of one work, and the weakest pair that joins them."""

    members: tuple[int, ...]
    certain: bool
    weakest: Edge


class _Joined:
    """Sets that grow together, each with the weakest pair that joined it."""

    def __init__(self, judge: Judge) -> None:
        self.judge = judge
        self.parent: dict[int, int] = {}
        self.members: dict[int, list[int]] = {}
        self.weakest: dict[int, Edge] = {}

    def root(self, at: int) -> int:
        parent = self.parent.setdefault(at, at)
        self.members.setdefault(at, [at])
        while parent != self.parent[parent]:
            parent = self.parent[parent]
        self.parent[at] = parent
        return parent

    def join(self, edge: Edge) -> bool:
        """Join the sets of a pair; False when a pair across them can only be of two works."""
        one, other = self.root(edge[0]), self.root(edge[1])
        if one == other:
            return True
        if not self._may_join(one, other):
            return False
        if len(self.members[one]) < len(self.members[other]):
            one, other = other, one
        self.parent[other] = one
        self.members[one] += self.members.pop(other)
        known = [self.weakest.pop(root) for root in (one, other) if root in self.weakest]
        self.weakest[one] = min([edge, *known], key=lambda each: (each[2].certain, each[2].score))
        return True

    def _may_join(self, one: int, other: int) -> bool:
        ours, theirs = self.members[one], self.members[other]
        if len(ours) * len(theirs) > MOST_CHECKED:
            return False
        return not any(self.judge(min(a, b), max(a, b)).apart for a in ours for b in theirs)


def clusters(edges: Iterable[Edge], judge: Judge) -> list[Cluster]:
    """Return the groups, first those that are certain, then those with a pair that is not.

    A group that is not certain names all its records again, also those that are certain among themselves.
    A pair that would join two works by way of a third record stays a group of its own, to be looked at.
    """
    best = sorted(edges, key=lambda edge: (-edge[2].score, edge[0], edge[1]))
    joined = _Joined(judge)
    refused = [edge for edge in best if edge[2].certain and not joined.join(edge)]
    found = [_cluster(joined, root, certain=True) for root in _roots(joined)]
    loose: list[Edge] = []
    grown: set[int] = set()
    for edge in [*(e for e in best if not e[2].certain), *refused]:
        before = joined.root(edge[0]) == joined.root(edge[1])
        if not joined.join(edge):
            loose.append(edge)
        elif not before:
            grown.update(edge[:2])
    found += [
        _cluster(joined, root, certain=False) for root in dict.fromkeys(map(joined.root, sorted(grown)))
    ]
    return found + [Cluster(edge[:2], False, edge) for edge in loose]


def _roots(joined: _Joined) -> list[int]:
    return sorted(
        (root for root, members in joined.members.items() if len(members) > 1),
        key=lambda r: min(joined.members[r]),
    )


def _cluster(joined: _Joined, root: int, certain: bool) -> Cluster:
    return Cluster(tuple(sorted(joined.members[root])), certain, joined.weakest[root])


def by_cluster(found: Iterable[Cluster]) -> dict[int, int]:
    """Return the first record of its group for each record in one, so that a work is told by one number."""
    owner: dict[int, int] = defaultdict(int)
    for cluster in found:
        for at in cluster.members:
            owner[at] = min(cluster.members[0], owner.get(at, at))
    return owner
