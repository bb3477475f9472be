"""Which pairs of records are worth comparing: those that share a key, or stand side by side when sorted.

Every key is cheap and misses something; a pair needs only one of them. Blocks are capped, so that the
number of pairs grows with the number of records and not with its square. Keys and blocks are numbers in
arrays, and the pairs are made record by record, so that what is held grows with the records alone.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations
from zlib import crc32

from reviewer.records.duplicates.closeness import ratio
from reviewer.records.duplicates.entries import Entry
from reviewer.records.duplicates.titles import share_most

WHOLE = 60
"""Records in a block up to which every pair of it is compared."""
BESIDE = 12
"""Neighbours that are compared in a larger block, sorted by year, page and title."""
SORTED = 3
"""Neighbours that are compared when all records are sorted by title."""
RAREST = 3
"""Rare words of a title that make keys, two by two."""
HEAPS = 16
"""Heaps in which keys are sorted one after the other."""


class Blocks:
    """Places of records that share a key, one block after another in one array.

    A record stands at several places; at each it is compared with those from `first` to `last` of it.
    """

    def __init__(self) -> None:
        self.members, self.first, self.last = array("I"), array("I"), array("I")

    def add(self, block: Sequence[int], width: int) -> None:
        """Add a block; its records are compared with `width` of their neighbours at most."""
        begin = len(self.members)
        end = begin + len(block)
        self.members.extend(block)
        for at in range(begin, end):
            self.first.append(max(begin, at - width))
            self.last.append(min(end, at + width + 1))

    def by_record(self, count: int) -> tuple[array[int], array[int]]:
        """Return the places of each record one after another, and where those of each begin."""
        begins = array("I", bytes(4 * (count + 1)))
        for one in self.members:
            begins[one + 1] += 1
        for one in range(count):
            begins[one + 1] += begins[one]
        free, places = begins[:], array("I", bytes(4 * len(self.members)))
        for place, one in enumerate(self.members):
            places[free[one]] = place
            free[one] += 1
        return places, begins

    def beside(self, places: array[int]) -> set[int]:
        """Return the records that stand beside one whose places these are."""
        found: set[int] = set()
        for place in places:
            found.update(self.members[self.first[place] : self.last[place]])
        return found


def pairs(entries: Sequence[Entry]) -> Iterator[tuple[int, list[int]]]:
    """Yield each position in `entries` with the later ones that are worth comparing with it, in order."""
    blocks = _blocks(entries)
    places, begins = blocks.by_record(len(entries))
    for one, entry in enumerate(entries):
        near = sorted(blocks.beside(places[begins[one] : begins[one + 1]]))
        yield one, [other for other in near if other > one and is_worth(entry, entries[other])]


def _blocks(entries: Sequence[Entry]) -> Blocks:
    blocks = Blocks()
    for heap in _heaps(entries):
        for block in _same(heap):
            if len(block) > WHOLE:
                blocks.add(sorted(block, key=lambda at: _order(entries[at])), BESIDE)
            else:
                blocks.add(block, WHOLE)
    titled = [at for at, entry in enumerate(entries) if entry.title]
    blocks.add(sorted(titled, key=lambda at: entries[at].titles[0].joined), SORTED)
    return blocks


def _heaps(entries: Sequence[Entry]) -> list[array[int]]:
    """Return for each key of each record a number: that of the key, then that of the record."""
    often = Counter(word for entry in entries if entry.titles for word in set(entry.titles[0].telling))
    heaps = [array("Q") for _ in range(HEAPS)]
    for at, entry in enumerate(entries):
        for number in {crc32(key.encode("utf-8", "replace")) for key in _keys(entry, often)}:
            heaps[number % HEAPS].append(number << 32 | at)
    return heaps


def _same(heap: array[int]) -> Iterator[list[int]]:
    """Yield the records of each key that several have; two keys that share a number do no harm."""
    block: list[int] = []
    key = -1
    for number in sorted(heap):
        if number >> 32 != key:
            if len(block) > 1:
                yield block
            key, block = number >> 32, []
        block.append(number & 0xFFFFFFFF)
    if len(block) > 1:
        yield block


def _keys(entry: Entry, often: Counter[str]) -> Iterator[str]:
    if entry.doi:
        yield f"d{entry.doi.base}"
    if entry.pmid:
        yield f"p{entry.pmid}"
    if entry.pmcid:
        yield f"c{entry.pmcid}"
    for title in entry.titles:
        yield f"t{title.joined[:24]}"
        rare = sorted(title.telling_set, key=lambda word: (often[word], word))[:RAREST]
        for one, other in combinations(sorted(rare), 2):
            yield f"w{one} {other}"
    yield from _places(entry)


def _places(entry: Entry) -> Iterator[str]:
    page = entry.pages.first if entry.pages else ""
    people = entry.people.persons
    first = people[0].family[:5] if people else ""
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
    if one.pmid and one.pmid == other.pmid or one.pmcid and one.pmcid == other.pmcid:
        return True
    if one.doi and other.doi and one.doi.base == other.doi.base:
        return True
    if one.pages and other.pages and one.pages.first == other.pages.first and one.volume == other.volume:
        return True
    return any(
        share_most(title, second) or ratio(title.joined, second.joined, 75)
        for title in one.titles
        for second in other.titles
    )
