"""How well and how fast are records of one work found, beside bib-dedupe on the same records in the same run.

    python -m tests.bench.bench_dedupe [RECORDS] [SEED] [--alone]

The records are made, so that the truth is known (tests/bench/made_duplicates.py). bib-dedupe is a yardstick
that need not be there; `--alone` leaves it out. A work is lost when it is joined with another one, and left
twice when its records are not all joined.
"""

from __future__ import annotations

import resource
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from reviewer.model import Record
from reviewer.records.duplicates import entry_of, find
from tests.bench.made_duplicates import Made, made


@dataclass(frozen=True)
class Score:
    """What a program made of records whose works are known."""

    name: str
    precision: float
    recall: float
    lost: int
    twice: int
    seconds: float

    def line(self) -> str:
        """Return the score as a line of a table."""
        return (
            f"{self.name:<28} precision {self.precision:7.3%}  recall {self.recall:7.3%}  "
            f"works lost {self.lost:>4}  left twice {self.twice:>4}  {self.seconds:8.1f} s"
        )


def judged(name: str, groups: Iterable[Sequence[int]], works: Sequence[int], seconds: float) -> Score:
    """Return the score of groups of positions; groups that share a record are one."""
    root = list(range(len(works)))

    def top(at: int) -> int:
        while root[at] != at:
            root[at] = root[root[at]]
            at = root[at]
        return at

    for group in groups:
        for other in group[1:]:
            root[top(other)] = top(group[0])
    joined: dict[int, list[int]] = defaultdict(list)
    for at in range(len(works)):
        joined[top(at)].append(works[at])
    said = sum(len(each) * (len(each) - 1) // 2 for each in joined.values())
    right = sum(
        each.count(work) * (each.count(work) - 1) // 2 for each in joined.values() for work in set(each)
    )
    sizes: dict[int, int] = defaultdict(int)
    places: dict[int, set[int]] = defaultdict(set)
    for at, work in enumerate(works):
        sizes[work] += 1
        places[work].add(top(at))
    true = sum(size * (size - 1) // 2 for size in sizes.values())
    lost = sum(len(set(each)) - 1 for each in joined.values())
    twice = sum(len(each) - 1 for each in places.values())
    return Score(name, right / max(said, 1), right / max(true, 1), lost, twice, seconds)


def ours(records: Sequence[Made]) -> list[Score]:
    """Return the scores of this program: of the groups it is certain of, and of all."""
    begin = time.perf_counter()
    found = find([entry_of(at, each.record) for at, each in enumerate(records)])
    seconds = time.perf_counter() - begin
    works = [each.work for each in records]
    certain = [group.ids for group in found.groups if group.certain]
    return [
        judged("reviewer, certain", certain, works, seconds),
        judged("reviewer, with the unsure", [group.ids for group in found.groups], works, seconds),
    ]


def theirs(records: Sequence[Made]) -> Score | None:
    """Return the score of bib-dedupe, or None when it is not installed."""
    try:
        import pandas
        from bib_dedupe.bib_dedupe import block, cluster, match, prep
    except ImportError:
        return None
    frame = pandas.DataFrame([_row(at, each.record) for at, each in enumerate(records)])
    begin = time.perf_counter()
    sets = cluster(match(block(prep(frame))))
    seconds = time.perf_counter() - begin
    groups = [[int(each) for each in those] for those in sets]
    return judged("bib-dedupe", groups, [each.work for each in records], seconds)


def _row(at: int, record: Record) -> dict[str, Any]:
    names = " and ".join(
        f"{name.family}, {name.given}" if name.family else name.literal for name in record.authors
    )
    return {
        "ID": str(at),
        "ENTRYTYPE": "article",
        "author": names,
        "title": record.title,
        "journal": record.container,
        "year": str(record.issued.year) if record.issued else "",
        "volume": record.volume,
        "number": record.issue,
        "pages": record.pages.replace("-", "--"),
        "doi": record.doi,
        "abstract": "",
        "booktitle": "",
        "isbn": "",
    }


def main(words: Sequence[str]) -> None:
    """Make records, let both programs loose on them and print what came out."""
    numbers = [int(word) for word in words if word.isdigit()]
    count, seed = (*numbers, *(3_000, 7)[len(numbers) :])[:2]
    records = made(count, seed)
    print(f"{count} records of {len({each.work for each in records})} works, seed {seed}")
    scores = ours(records)
    for score in scores:
        print(score.line(), flush=True)
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB", flush=True)
    if "--alone" in words:
        return
    other = theirs(records)
    if other is None:
        print("bib-dedupe is not installed: nothing to compare with (pip install bib-dedupe).")
        return
    print(other.line())
    print(f"time: {other.seconds / scores[0].seconds:.1f} times as fast")


if __name__ == "__main__":
    main(sys.argv[1:])
