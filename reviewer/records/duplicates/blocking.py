"""Which pairs of records are worth comparing: those that share a key, or stand side by side when sorted.

Every key is cheap and misses something; a pair needs only one of them. Blocks are capped, so that the
number of pairs grows with the number of records and not with its square.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from reviewer.records.duplicates.closeness import ratio
from reviewer.records.duplicates.entries import Entry

WHOLE = 60
"""Records in a block up to which every pair of it is compared."""
BESIDE = 12
"""Neighbours that are compared in a larger block, sorted by year, page and title."""
SORTED = 3
"""Neighbours that are compared when all records are sorted by title."""
RAREST = 3
"""Rare words of a title that make keys, two by two."""


class Pairs:
    """Pairs of positions worth comparing, each kept as one number: 100,000 records have millions of them."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.entries = entries
        self.kept: set[int] = set()

    def __len__(self) -> int:
        return len(self.kept)

    def __iter__(self) -> Iterator[tuple[int, int]]:
        for pair in sorted(self.kept):
            yield divmod(pair, len(self.entries))

    def add(self, one: int, other: int) -> None:
        """Keep a pair of positions, if a glance does not tell that it is hopeless."""
        first, second = (one, other) if one < other else (other, one)
        pair = first * len(self.entries) + second
        if pair not in self.kept and is_worth(self.entries[first], self.entries[second]):
            self.kept.add(pair)

    def add_block(self, block: list[int]) -> None:
        """Add every pair of a block, or of a large one those that stand beside each other."""
        if len(block) > WHOLE:
            self.add_neighbours(sorted(block, key=lambda at: _order(self.entries[at])), BESIDE)
            return
        for at, one in enumerate(block):
            for other in block[at + 1 :]:
                self.add(one, other)

    def add_neighbours(self, order: Sequence[int], width: int) -> None:
        """Add the pairs that stand at most `width` apart."""
        for at, one in enumerate(order):
            for other in order[at + 1 : at + 1 + width]:
                self.add(one, other)


def pairs(entries: Sequence[Entry]) -> Pairs:
    """Return the pairs of positions in `entries` that are worth comparing, in order, the smaller first."""
    blocks: dict[str, list[int]] = defaultdict(list)
    often = Counter(word for entry in entries if entry.title for word in entry.title.telling_set)
    for at, entry in enumerate(entries):
        for key in dict.fromkeys(_keys(entry, often)):
            blocks[key].append(at)
    found = Pairs(entries)
    for block in blocks.values():
        if len(block) > 1:
            found.add_block(block)
    blocks.clear()
    titled = [at for at, entry in enumerate(entries) if entry.title]
    found.add_neighbours(sorted(titled, key=lambda at: entries[at].titles[0].joined), SORTED)
    return found


def _keys(entry: Entry, often: Counter[str]) -> Iterator[str]:
    record = entry.record
    if entry.doi:
        yield f"d{entry.doi.base}"
    if record.pmid:
        yield f"p{record.pmid}"
    if record.pmcid:
        yield f"c{record.pmcid}"
    for title in entry.titles:
        yield f"t{title.joined[:24]}"
        rare = sorted(title.telling_set, key=lambda word: (often[word], word))[:RAREST]
        for one, other in combinations(sorted(rare), 2):
            yield f"w{one} {other}"
    yield from _places(entry)


def _places(entry: Entry) -> Iterator[str]:
    page = entry.pages.first if entry.pages else ""
    first = entry.people.persons[0].family[:5] if entry.people.persons else ""
    year = str(entry.years[-1]) if entry.years else ""
    if page and entry.volume:
        yield f"v{entry.volume} {page}"
    if page and year:
        yield f"y{year} {page} {first}"
    if first and year and entry.title:
        yield f"a{first} {year} {entry.title.telling[0]}"
    if first and entry.volume and year:
        yield f"f{first} {entry.volume} {year}"


def _order(entry: Entry) -> tuple[int, str, str]:
    title = entry.title.joined if entry.title else ""
    return (entry.years[-1] if entry.years else 0, entry.pages.first if entry.pages else "", title)


def is_worth(one: Entry, other: Entry) -> bool:
    """Whether a pair can be of one work at a glance: an identifier, a place or most of a title is shared."""
    ours, theirs = one.record, other.record
    if ours.pmid and ours.pmid == theirs.pmid or ours.pmcid and ours.pmcid == theirs.pmcid:
        return True
    if one.doi and other.doi and one.doi.base == other.doi.base:
        return True
    if one.pages and other.pages and one.pages.first == other.pages.first and one.volume == other.volume:
        return True
    for title in one.titles:
        for second in other.titles:
            words, others = title.telling_set, second.telling_set
            if 3 * len(words & others) >= 2 * min(len(words), len(others)):
                return True
            if ratio(title.joined, second.joined, 75):
                return True
    return False
