"""How long it takes to import records, how much memory it takes, and how quickly the library answers then.

    python3 packaging/dev.py bench
    .venv/bin/python tests/bench/bench_import.py 1000 10000 100000 1000000

Made RIS records of 2.2 kB each (tests/bench/made_records.py), each size in a process of its own, against
rispy merely parsing the same file, if it is installed, and PubMed XML against lxml merely going through it.
Processor time, since other work on the machine would count otherwise, of the process that writes and of the
one beside it that reads (large files only): on two cores an import takes as long as the longer of the two.
The index for full-text search is made on the way. A million records take 9 GB of disk.
Bounds: no slower than rispy; PubMed XML at most 2 x iterparse; memory under 400 MB; a record of the largest
library at most 1.5 x as dear as one of the smallest. The first is missed, the second held in most runs; both
are printed.
"""

from __future__ import annotations

import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

SIZES = (1_000, 10_000, 50_000)
RISPY = 100_000
"""Records up to which rispy is asked too: it takes a whole file into memory."""
ARTICLES = 5_000
QUERIES = 60
FILTERS = (
    "voice:study",
    "year:2000-2010",
    "has:doi",
    "patients",
    "voice:study patients",
    "author:smith patients",
    "voice:study the",
    "author:smith the",
    "has:doi the",
    "format:ris",
    "format:ris the",
    "keyword:pain",
    "keyword:pain the",
    "source:ris the",
    "type:article-journal the",
    "journal:annals the",
    "has:abstract the",
    "boundaries:confirmed the",
)
TYPED = (
    "patients", "the", "th", "p", "melatonin", "kowalski", "sleep anxiety", '"treatment of"', "-the patients",
    "voice:study", "voice:study the", "year:2011 patients", "year:2000-2010 the", "author:smith the",
    "journal:annals sleep", "has:doi the", '"insulin', "@sleep pain", "NEAR(sleep pain, 3)",
    "cohort OR placebo",
)  # fmt: skip
"""What a person may type into the palette, from rare words to a field and a word that nearly all hold."""
IMPORT = """
import os, sys, time
sys.path.insert(0, {root!r})
from reviewer import library, memory
from reviewer.actions import importing
from reviewer.readers import apart
memory.collect_rarely()
lib = library.create({target!r})
before = time.process_time()
result = importing.import_files(lib, [{path!r}])
writing = time.process_time() - before
apart.close()
times = os.times()
counts = result.counts()
assert counts["added"] == counts["records"] == {count}, counts
from tests.bench.bench_separate import peak
print(writing, times.children_user + times.children_system, round(peak()))
"""


def spent(work: Callable[[], object]) -> float:
    """Return the processor time of a call, in seconds."""
    before = time.process_time()
    work()
    return time.process_time() - before


def imported(path: Path, target: Path, count: int) -> tuple[float, float, int]:
    """Import a file in a process of its own.

    Returns processor seconds of the process that writes and of the one beside it, and the first one's peak of
    memory in MB.
    """
    code = IMPORT.format(root=str(ROOT), target=str(target), path=str(path), count=count)
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    writing, beside, megabytes = out.split()
    return float(writing), float(beside), int(megabytes)


def against_rispy(folder: Path, sizes: Sequence[int]) -> Path | None:
    """Print what importing RIS takes for each size; returns the largest library."""
    from tests.bench import made_records

    try:
        import rispy
    except ImportError:
        rispy = None
        print("rispy is not installed: no yardstick for RIS.")
    library_file = None
    for count in sizes:
        path = made_records.ris(folder / f"{count}.ris", count)
        library_file = folder / f"{count}.reviewlib"
        writing, beside, megabytes = imported(path, library_file, count)
        size, each = path.stat().st_size / 1e6, 1e6 * (writing + beside) / count
        line = f"RIS, {count:,} records, {size:.0f} MB: {writing:.1f} s and {beside:.1f} s beside, "
        line += f"{each:.0f} µs each, peak {megabytes} MB"
        if rispy is not None and count <= RISPY:
            bare = spent(partial(rispy.loads, path.read_text(encoding="utf-8")))
            longer, all = max(writing, beside) / bare, (writing + beside) / bare
            line += f"; rispy parses it in {bare:.2f} s: {longer:.1f} x, {all:.1f} x in all"
        print(line)
    return library_file


def against_iterparse(folder: Path) -> None:
    """Print what reading PubMed XML takes against going through it."""
    from lxml import etree

    from reviewer import readers
    from tests.bench import made_records

    path = made_records.pubmed_xml(folder / "some.xml", ARTICLES)

    def bare() -> None:
        for _, element in etree.iterparse(str(path), events=("end",)):
            if element.tag == "PubmedArticle":
                element.clear()

    ours = min(spent(lambda: sum(1 for _ in readers.read(path))) for _ in range(3))
    theirs = min(spent(bare) for _ in range(3))
    ratio = f"{ours:.2f} s, iterparse {theirs:.2f} s: {ours / theirs:.1f} x"
    print(f"PubMed XML, {ARTICLES:,} articles read: {ratio}")


def answers(library_file: Path) -> None:
    """Print how quickly the largest library answers: searches, lists, facets."""
    from reviewer import library
    from reviewer.gui.palette import finding
    from reviewer.library import documents, search

    with closing(library.open(library_file)) as lib:
        chance = random.Random(3)
        ids = documents.rows(lib)
        asked = [_two_words(documents.document(lib, chance.choice(ids)).text, chance) for _ in range(QUERIES)]
        at = round(0.95 * QUERIES) - 1
        found = 1e3 * sorted(spent(partial(search.search, lib, each)) for each in asked)[at]
        bare = 1e3 * sorted(spent(partial(_bare, lib, each)) for each in asked)[at]
        print(f"search in {len(ids):,}: 95 % within {found:.0f} ms, bare FTS5 {bare:.0f} ms")
        looked = sorted(1e3 * spent(partial(finding.look, lib, each)) for each in TYPED)
        middle, last = looked[len(looked) // 2], looked[-1]
        print(f"palette, {len(TYPED)} questions: half within {middle:.0f} ms, the longest {last:.0f} ms")
        for name, work in (
            *((f"list by {order}", partial(documents.rows, lib, "", order)) for order in documents.ORDERS),
            *((f"filter {query}", partial(documents.rows, lib, query)) for query in FILTERS),
            ("facets", partial(documents.facets, lib)),
            *(
                (f"facets of {query}", partial(documents.facets, lib, query))
                for query in ("the", "author:smith")
            ),
            ("page of rows", partial(documents.page, lib, ids[:200])),
        ):
            print(f"{name}: {1e3 * statistics.median(spent(work) for _ in range(3)):.0f} ms")


def _two_words(text: str, chance: random.Random) -> str:
    return " ".join(chance.sample([word for word in text.split() if word.isalpha() and len(word) > 3], 2))


def _bare(lib: object, words: str) -> list[object]:
    from reviewer.library.asked import asked

    sql = "SELECT rowid FROM passages WHERE passages MATCH ? ORDER BY rank LIMIT 200"
    return list(lib.db.execute(sql, (asked(words).match,)))  # type: ignore[attr-defined]


def main() -> None:
    """Run all of it in a folder that is gone afterwards."""
    from reviewer import memory

    memory.collect_rarely()  # as the program does
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        against_iterparse(folder)
        largest = against_rispy(folder, [int(size) for size in sys.argv[1:]] or SIZES)
        if largest is not None:
            answers(largest)


if __name__ == "__main__":
    main()
