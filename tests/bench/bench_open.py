"""How long from the start of the process to the painted rows of a library of 100,000 records.

    python3 packaging/dev.py bench
    .venv/bin/python tests/bench/bench_open.py 100000

Made records; the window is started on libraries of three sizes by turns. Yardsticks: a library that has as
many records as the table shows at once, and one that has none, whose first page needs no table. Bound: 1.25
times the first, in processor time of the process, as other work on the machine counts otherwise; the clock is
printed too.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.bench.bench_start import OURS, WATCH  # noqa: E402

COUNT = 100_000
FEW = 40
BOUND = 1.25
TURNS = 5
MAKE = """
import sys
sys.path.insert(0, {root!r})
from reviewer import library, memory
from reviewer.actions import importing
from reviewer.readers import apart
memory.collect_rarely()
made = library.create({target!r})
if {paths!r}:
    importing.import_files(made, {paths!r})
made.close()
apart.close()
"""
ROWS = """
from PySide6.QtWidgets import QTableView
end, asked = ended, []

def ended():
    if not asked:  # however often it is painted
        asked.append(1)
        look()

def look():
    views = [one for one in QApplication.allWidgets() if isinstance(one, QTableView) and one.isVisible()]
    view = max(views, key=lambda one: one.model().rowCount() if one.model() else 0, default=None)
    rows = view.model().rowCount() if view is not None and view.model() else 0
    if rows == 0 and "Welcome" not in WAIT_FOR:
        QTimer.singleShot(5, look)
        return
    if rows:
        view.viewport().repaint()
    print(rows, time.process_time(), end=" ")
    end()
"""
"""Waits for rows too: a large list is asked for on a thread of its own, and comes after the first paint."""


def make(folder: Path, count: int) -> Path:
    """Import so many made records into a new library."""
    from tests.bench import made_records

    target = folder / f"{count}.reviewlib"
    paths = [str(made_records.ris(folder / f"{count}.ris", count))] if count else []
    code = MAKE.format(root=str(ROOT), target=str(target), paths=paths)
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
    return target


def opened(home: Path, path: Path, page: str) -> tuple[int, float, float]:
    """Return the rows of the table at the first paint of `page`, and processor and clock seconds to it."""
    environment = {"QT_QPA_PLATFORM": "offscreen", **os.environ, "REVIEWER_HOME": str(home), "WAIT_FOR": page}
    before = time.monotonic()
    words = [sys.executable, "-c", WATCH + ROWS + OURS, str(path)]
    done = subprocess.run(words, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60)
    rows, processor, clock = done.stdout.split()[-3:]
    return int(rows), float(processor), float(clock) - before


def main() -> int:
    """Measure by turns and print medians and ratios; exit code 1 when the bound is missed."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else COUNT
    times: dict[int, list[tuple[int, float, float]]] = {0: [], FEW: [], count: []}
    with tempfile.TemporaryDirectory(prefix="reviewer-bench-") as name:
        folder = Path(name)
        paths = {size: make(folder, size) for size in times}
        for turn in range(TURNS + 1):
            for size, path in paths.items():
                said = opened(folder / "home", path, "LibraryWorkspace" if size else "Welcome")
                if turn:  # the first turn warms the disk cache
                    times[size].append(said)
    few = statistics.median(processor for _, processor, _ in times[FEW])
    print(f"Start to the painted rows, median of {TURNS} turns; bound {BOUND} x a library of {FEW} records")
    for size, said in times.items():
        rows, processor, clock = (statistics.median(each) for each in zip(*said, strict=True))
        taken = f"{1e3 * processor:5.0f} ms, {processor / few:.2f} x, clock {1e3 * clock:5.0f} ms"
        print(f"  {size:7,} records, {rows:7,.0f} rows: {taken}")
    return int(statistics.median(processor for _, processor, _ in times[count]) > BOUND * few)


if __name__ == "__main__":
    sys.exit(main())
