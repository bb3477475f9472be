"""Records of one work: found, grouped, and told apart from what only looks like it. Pure.

`find` takes records in the form of `entry_of` and returns groups, each with a score, whether it is
certain, a reason and the fields that differ, and the pairs that are related but two works.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from itertools import groupby

from reviewer.records.duplicates import reasons
from reviewer.records.duplicates.blocking import pairs
from reviewer.records.duplicates.deciding import Verdict, decide
from reviewer.records.duplicates.entries import Entry, entry_of
from reviewer.records.duplicates.grouping import Cluster, Edge, by_cluster, clusters
from reviewer.records.duplicates.people import OTHER as OTHERS
from reviewer.records.duplicates.people import compare as compare_people
from reviewer.records.duplicates.titles import OTHER
from reviewer.records.duplicates.titles import compare as compare_titles

__all__ = ["Entry", "Found", "Group", "Related", "entry_of", "find"]

Progress = Callable[[int, int], None]
STEP = 200
"""Records between two calls of `progress`."""


@dataclass(frozen=True, slots=True)
class Group:
    """Records of one work. `score` is that of the weakest pair, from 0 to 1."""

    ids: tuple[int, ...]
    score: float
    certain: bool
    reason: str
    differs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Related:
    """Two records that look alike and are two works, and what they are to each other."""

    ids: tuple[int, int]
    relation: str
    reason: str


@dataclass(frozen=True, slots=True)
class Found:
    """What was found among records."""

    groups: tuple[Group, ...] = ()
    related: tuple[Related, ...] = ()


def find(
    entries: Sequence[Entry],
    apart: Collection[tuple[int, int]] = frozenset(),
    progress: Progress = lambda done, total: None,
) -> Found:
    """Return the groups of records of one work; `apart` are pairs of ids, the smaller first, that are not."""
    order = sorted(entries, key=lambda entry: entry.id)
    shared = shared_dois(order)
    known: dict[tuple[int, int], Verdict] = {}
    parted = frozenset(apart)

    def judge(one: int, other: int) -> Verdict:
        verdict = known.get((one, other))
        if verdict is None:
            verdict = known[one, other] = _decided(order[one], order[other], shared, parted)
        return verdict

    edges: list[Edge] = []
    others: list[Edge] = []
    for one, near in pairs(order):
        if one % STEP == 0:
            progress(one, len(order))
        for other in near:
            verdict = _decided(order[one], order[other], shared, parted)
            if verdict.same:
                edges.append((one, other, verdict))
            elif verdict.relation:
                others.append((one, other, verdict))
    found = clusters(edges, judge)
    return Found(tuple(_group(each, order) for each in found), _related(others, found, order))


def _decided(one: Entry, other: Entry, shared: frozenset[str], parted: frozenset[tuple[int, int]]) -> Verdict:
    verdict = decide(one, other, shared)
    if (one.id, other.id) in parted:
        return Verdict(False, False, True, verdict.score, "", verdict.levels)
    return verdict


def shared_dois(entries: Sequence[Entry]) -> frozenset[str]:
    """Return the DOIs that records of clearly different works carry, such as that of their proceedings."""
    carriers = sorted((entry for entry in entries if entry.doi), key=_base)
    found = ((doi, list(those)) for doi, those in groupby(carriers, _base))
    return frozenset(doi for doi, those in found if len(those) > 1 and _are_different(those))


def _base(entry: Entry) -> str:
    return entry.doi.base if entry.doi else ""


def _are_different(those: Sequence[Entry]) -> bool:
    first = those[0]
    return any(
        compare_titles(first.titles, other.titles) == OTHER
        and compare_people(first.people, other.people) == OTHERS
        for other in those[1:50]
    )


def _group(cluster: Cluster, entries: Sequence[Entry]) -> Group:
    one, other, verdict = cluster.weakest
    members = [entries[at] for at in cluster.members]
    return Group(
        tuple(member.id for member in members),
        round(verdict.score, 3),
        cluster.certain,
        reasons.reason(verdict.levels, entries[one], entries[other]),
        tuple(reasons.differing(members)),
    )


def _related(
    others: Sequence[Edge], found: Sequence[Cluster], entries: Sequence[Entry]
) -> tuple[Related, ...]:
    """Return related pairs, one for two works however many records these have."""
    owner = by_cluster(found)
    told: dict[tuple[int, int, str], Related] = {}
    for one, other, verdict in others:
        works = sorted((owner.get(one, one), owner.get(other, other)))
        if works[0] != works[1]:
            why = reasons.reason(verdict.levels, entries[one], entries[other])
            told.setdefault(
                (works[0], works[1], verdict.relation),
                Related((entries[one].id, entries[other].id), verdict.relation, why),
            )
    return tuple(told.values())
