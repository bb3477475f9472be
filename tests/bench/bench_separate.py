"""How long it takes to read a page and tell its voices apart, against trafilatura; and how the cost grows.

    python3 packaging/dev.py bench

Real pages: those of a corpus beside the project, which is never part of it; without it they are passed over.
Yardstick: trafilatura's extraction of text and comments of the same page in the same turn, in processor time,
since other programs take the machine away from either. A page pasted as text has no page of its own to
compare with, so it is set against the web page of the same source.
Generated pages of 10 kB to 10 MB, each in a process of its own: seconds for each MB, and the peak of memory.
Bounds: no slower than trafilatura on the median page; a MB of the largest page at most twice as dear as one
of a page of 100 kB.
"""

from __future__ import annotations

import gzip
import json
import logging
import math
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

CORPUS = ROOT.parent / "shared" / "corpus" / "separation"
TURNS = 5
SIZES = (10_000, 100_000, 1_000_000, 10_000_000)
MOST_GROWTH = 2.0
SLOWEST_RATIO = 1.0

POST = """<div class="comment" id="c{n}"><div class="head"><a class="user" href="/u/{n}">Reader {n}</a>
<time datetime="2019-04-03T10:{m:02}">3 April</time></div><div class="body"><p>I took it for {n} weeks, and
it helped me to fall asleep. The study above says as much.</p><p>Others here saw nothing of the kind; does the
dose matter?</p></div></div>
"""
HEAD = """<!DOCTYPE html><html lang="en"><head><title>Tea and sleep</title></head><body><h1>Tea and sleep</h1>
<p class="byline">By Ada Brown</p><p>We read a study of tea in people who sleep badly.</p><h2>Comments</h2>
"""
ONE_PAGE = """
import sys, time
sys.path.insert(0, {root!r})
from tests.bench import bench_separate as bench
bench.ours(bench.generated(1_000), "page.html")
data = bench.generated({size})
before = time.perf_counter()
boxes = bench.ours(data, "page.html")
print(time.perf_counter() - before, boxes, bench.peak())
"""


def ours(data: bytes, name: str) -> int:
    """Read and separate a file; returns the number of boxes."""
    from reviewer import readers
    from reviewer.model import Document
    from reviewer.separation import separate

    boxes = 0
    for item in readers.read_bytes(data, name):
        if isinstance(item, readers.Parsed):
            separate(Document(text=item.text, format=item.format, boxes=item.boxes))
            boxes += len(item.boxes)
    return boxes


def theirs(html: str) -> None:
    """Extract text and comments with trafilatura."""
    import trafilatura

    trafilatura.bare_extraction(html, include_comments=True)


def milliseconds(*acts: Callable[[], object]) -> list[float]:
    """Return the best time of each act in some turns; what slows the machine down for a while slows all."""
    best = [math.inf] * len(acts)
    for _ in range(TURNS):
        for place, act in enumerate(acts):
            before = time.process_time()
            act()
            best[place] = min(best[place], 1000 * (time.process_time() - before))
    return best


def cases(family: str) -> Iterator[dict[str, Any]]:
    """Yield the documents of one family of the corpus."""
    with gzip.open(CORPUS / f"{family}.jsonl.gz", "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def compare(family: str, name: str, pages: dict[str, str]) -> bool:
    """Print a row for a family; True when the median is within the bound."""
    mine, other = [], []
    for case in cases(family):
        if case["source"] not in pages:
            continue
        data, page = case["input"].encode("utf-8"), pages[case["source"]]
        times = milliseconds(partial(ours, data, name), partial(theirs, page))
        mine.append(times[0])
        other.append(times[1])
    if not mine:
        print(f"{family:<8} no page of this family has a web page to compare with")
        return True
    ratio = statistics.median(a / b for a, b in zip(mine, other, strict=True))
    middle, slowest = statistics.median(mine), max(mine)
    fine = ratio <= SLOWEST_RATIO
    print(
        f"{family:<8} {len(mine):3} pages: median {middle:6.1f} ms, slowest {slowest:6.0f} ms; trafilatura "
        f"{statistics.median(other):6.1f} ms; ratio {ratio:.2f}, bound {SLOWEST_RATIO}: "
        f"{'holds' if fine else 'MISSED'}"
    )
    return fine


def real_pages() -> bool:
    """Compare on the corpus, if it is there."""
    if not CORPUS.is_dir():
        print("The corpus of real pages is not there, so these are not compared.")
        return True
    logging.disable(logging.ERROR)  # trafilatura speaks of pages it finds poor
    pages = {case["source"]: case["input"] for case in cases("html")}
    fine = compare("html", "page.html", pages)
    return compare("pasted", "page.txt", pages) and fine


def generated(size: int) -> bytes:
    """Return a page of about `size` bytes: a post and its comments."""
    posts = []
    length = len(HEAD)
    while length < size:
        posts.append(POST.format(n=len(posts) + 1, m=len(posts) % 60))
        length += len(posts[-1])
    return (HEAD + "".join(posts) + "</body></html>").encode()


def peak() -> float:
    """Return the most memory this process has held so far, in MB; 0 where the system does not tell."""
    try:
        # Not getrusage: its peak begins with that of the process which started this one.
        lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1_024 for line in lines if line.startswith("VmHWM")), 0.0)


def growing_pages() -> bool:
    """Print what a MB costs on pages of growing size; True when it stays about the same."""
    costs = {}
    for size in SIZES:
        code = ONE_PAGE.format(root=str(ROOT), size=size)
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        seconds, boxes, memory = (float(word) for word in done.stdout.split())
        costs[size] = seconds / (size / 1e6)
        print(
            f"{size / 1000:8,.0f} kB, {boxes:7,.0f} boxes: {seconds:7.3f} s, {costs[size]:6.2f} s for "
            f"each MB, at most {memory:5.0f} MB of memory"
        )
    growth = costs[SIZES[-1]] / costs[SIZES[1]]
    fine = growth <= MOST_GROWTH
    print(
        f"a MB of the largest costs {growth:.2f} times one of 100 kB, bound {MOST_GROWTH}: "
        f"{'holds' if fine else 'MISSED'}"
    )
    return fine


def main() -> int:
    """Measure and print; exit code 1 when a bound is missed."""
    fine = real_pages()
    fine &= growing_pages()
    return 0 if fine else 1


if __name__ == "__main__":
    sys.exit(main())
