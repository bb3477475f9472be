"""What was found and what was answered of it: rows of the lists, made off the GUI thread.

Of 100,000 records 40,000 groups are found: an answer must cost what it changes, not what there is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations

from reviewer.actions import duplicates as actions
from reviewer.actions import duplicates_apart
from reviewer.gui.workspaces.browsing.groups import APART, CERTAIN, CHECK, PART, RELATED, SAME, Line
from reviewer.library import Library, duplicates
from reviewer.model import Changes, Progress
from reviewer.records.duplicates import Found, Group

Settled = dict[int, tuple[int, int, str]]
"""By link: a document, the one it is set aside under or told apart from, and which of the two."""


@dataclass
class Answers:
    """What was settled, as it is asked for: who stands for whom, and which pairs are two works."""

    settled: Settled = field(default_factory=dict)
    aside: dict[int, int] = field(default_factory=dict)
    apart: set[tuple[int, int]] = field(default_factory=set)

    def add(self, links: Settled) -> None:
        """Take these links in."""
        for id, (document, kept, state) in links.items():
            self.settled[id] = (document, kept, state)
            if state == duplicates.CONFIRMED:
                self.aside[document] = kept
            else:
                self.apart.add((min(document, kept), max(document, kept)))

    def drop(self, links: Iterable[int]) -> set[int]:
        """Forget these links; returns the documents they were about."""
        about: set[int] = set()
        for id in links:
            if id in self.settled:
                document, kept, state = self.settled.pop(id)
                about |= {document, kept}
                if state == duplicates.CONFIRMED:
                    self.aside.pop(document, None)
                else:
                    self.apart.discard((min(document, kept), max(document, kept)))
        return about

    def state(self, group: Group) -> str:
        """Return what was answered of a group, or how sure it is while it waits."""
        standing = sorted({self.aside.get(id, id) for id in group.ids})
        if len(standing) == 1:
            return SAME
        if all(pair in self.apart for pair in combinations(standing, 2)):
            return APART if len(standing) == len(group.ids) else PART
        return CERTAIN if group.certain else CHECK


class Search:
    """What a search has found: rows to show, groups by their records, titles; all of it plain data."""

    def __init__(self, found: Found | None = None, titles: dict[int, str] | None = None) -> None:
        self.found = found or Found()
        self.titles = titles or {}
        self.answers = Answers()
        self.groups: list[Line] = []
        self.related: list[Line] = []
        self.by_ids: dict[tuple[int, ...], Group] = {}
        self._lines_of: dict[int, list[int]] = defaultdict(list)

    def arrange(self, settled: Settled) -> None:
        """Make the rows of the groups, those to check first, and of the pairs that only look alike."""
        self.answers.add(settled)
        there = self.titles
        groups = [group for group in self.found.groups if all(id in there for id in group.ids)]
        groups.sort(key=lambda group: (group.certain, -group.score))
        self.by_ids = {group.ids: group for group in groups}
        for number, group in enumerate(groups, 1):
            state = self.answers.state(group)
            title = _title(group.ids, there)
            self.groups.append(Line(number, group.ids, title, group.score, state, group.reason))
            for id in group.ids:
                self._lines_of[id].append(number - 1)
        related = (pair for pair in self.found.related if all(id in there for id in pair.ids))
        self.related += [
            Line(number, pair.ids, _title(pair.ids, there), 0.0, RELATED, pair.reason, pair.relation)
            for number, pair in enumerate(related, 1)
        ]

    def settle(self, library: Library, links: Collection[int]) -> None:
        """Bring the rows up to date after links were made, changed or taken back."""
        about = self.answers.drop(links)
        now = duplicates.settled(library, links)
        self.answers.add(now)
        for document, kept, _state in now.values():
            about |= {document, kept}
        for at in {at for id in about for at in self._lines_of.get(id, ())}:
            line = self.groups[at]
            self.groups[at] = replace(line, state=self.answers.state(self.by_ids[line.ids]))


def _title(ids: Sequence[int], titles: dict[int, str]) -> str:
    return next((titles[id] for id in ids if titles.get(id)), "")


def find(library: Library, progress: Progress) -> Search:
    """Return what looks like one work; runs on the worker thread, and searches in a process apart."""
    return arranged(library, duplicates_apart.find_duplicates(library, progress))


def look_again(library: Library, found: Found, _progress: Progress) -> Search:
    """Return what is there now of what was found; runs on the worker thread."""
    return arranged(library, found)


def arranged(library: Library, found: Found) -> Search:
    """Return what was found with its rows, without what is not in the library any more."""
    ids = {id for each in (*found.groups, *found.related) for id in each.ids}
    search = Search(found, duplicates.titles(library, sorted(ids)))
    search.arrange(duplicates.settled(library))
    return search


def accept(library: Library, groups: Sequence[Group], kept: dict[int, int], progress: Progress) -> Changes:
    """Join the records of many groups in one op; runs on the worker thread."""
    return actions.accept(library, groups, kept, progress)
