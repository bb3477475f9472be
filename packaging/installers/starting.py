"""How much later the window of the bundle stands than that of this checkout, turn by turn on one screen.

As with the benchmarks, a number from a busy machine fails nobody's work: the bound is told, not held.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from desk import Desk, changed, screen
from plan import ROOT, plan

MOST, TURNS = 1.3, 11


def compare() -> None:
    """Start both by turns, each for a new user, and print medians; raises SystemExit without a bundle."""
    bundle = plan().bundle / "reviewer"
    if not bundle.exists():
        raise SystemExit("There is no bundle. Make it first: packaging/dev.py installers tarball")
    ways = ([str(bundle)], [sys.executable, "-m", "reviewer"])
    with screen() as desk, tempfile.TemporaryDirectory(prefix="reviewer-start-") as place:
        desk.rest()
        rows = [[_started(desk, way, Path(place) / "home") for way in ways] for _ in range(TURNS + 1)]
    installed, checkout = (statistics.median(row[way] for row in rows[1:]) for way in (0, 1))
    ratio = installed / checkout
    bound = f"bound {MOST} ×" if ratio <= MOST else f"bound {MOST} ×, missed"
    print(f"The window stands after {installed:.2f} s, from here {checkout:.2f} s: {ratio:.2f} × ({bound}).")


def _started(desk: Desk, way: Sequence[str], home: Path) -> float:
    """Return the seconds until a window stands, which is closed again."""
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir()
    names = {"HOME": str(home), "PATH": os.defpath, "LANG": "C.UTF-8", "DISPLAY": desk.display}
    before, began = desk.rows(), time.monotonic()
    process = subprocess.Popen(way, cwd=ROOT, env=names, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        while not changed(before, desk.rows()):
            if process.poll() is not None:
                raise SystemExit(f"{way[0]} ended with {process.returncode}.")
            time.sleep(0.005)
        return time.monotonic() - began
    finally:
        process.terminate()
        process.wait()
        desk.rest(0.3)
