"""How long from the start of the process to the first paint of the window, against a bare Qt window.

    python3 packaging/dev.py bench

Benchmarks are programs, not tests: a number from a busy machine fails nobody's work. Each prints what it
measured beside the bound that the project set itself, and ends with 1 when the bound is missed. They measure
both sides on the same machine, in the same run, turn by turn, so that a slow minute slows both.

Here: `reviewer` on the example library against a QMainWindow that holds a QTextEdit. Bound: 1.25 times the
bare window. The window stands before the workspaces are loaded, so the moment is told as well at which the
Library, or for a new user the welcome page, is painted in it. Platform: offscreen, or QT_QPA_PLATFORM.
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
BOUND = 1.25
TURNS = 15

# Ends the process after the first paint of a main window, or of the widgets named in WAIT_FOR, and prints the
# moment, on the clock of the parent.
WATCH = """
import os, sys, time
WAIT_FOR = os.environ.get("WAIT_FOR", "").split()
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

class Watch(QObject):
    def eventFilter(self, watched, event):
        wanted = type(watched).__name__ in WAIT_FOR if WAIT_FOR else isinstance(watched, QMainWindow)
        if event.type() == QEvent.Type.Paint and wanted:
            QTimer.singleShot(0, ended)
        return False

def ended():
    print(time.monotonic(), flush=True)
    os._exit(0)

watch = Watch()
loop = QApplication.exec

def watched(*_):
    QApplication.instance().installEventFilter(watch)
    for window in QApplication.topLevelWidgets():
        window.update()
    return loop()

QApplication.exec = watched
"""

BARE = """
from PySide6.QtWidgets import QTextEdit
app = QApplication(sys.argv)
window = QMainWindow()
window.setCentralWidget(QTextEdit())
window.resize(1280, 800)
window.show()
app.exec()
"""

OURS = """
from reviewer.__main__ import main
sys.exit(main(sys.argv[1:]))
"""


def started(program: str, home: Path, *words: str, wait_for: str = "") -> float:
    """Return the seconds from before the start of a process to its first paint, or that of `wait_for`."""
    environment = {"QT_QPA_PLATFORM": "offscreen", **os.environ, "REVIEWER_HOME": str(home)}
    environment["WAIT_FOR"] = wait_for
    before = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", WATCH + program, *words],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
    )
    if done.returncode or not done.stdout.strip():
        raise SystemExit(f"The window did not come up:\n{done.stderr}")
    return float(done.stdout.split()[-1]) - before


def main() -> int:
    """Measure by turns and print medians and ratios; exit code 1 when the bound is missed."""
    with tempfile.TemporaryDirectory(prefix="reviewer-bench-") as folder:
        home = Path(folder)
        demo = [sys.executable, "-m", "reviewer", "demo", "--out", str(home / "demo")]
        subprocess.run(demo, cwd=ROOT, check=True, capture_output=True)
        example = next((home / "demo").glob("*.reviewlib"))
        sides = {
            "bare window": lambda: started(BARE, home / "bare"),
            "window": lambda: started(OURS, home / "empty", str(example)),
            "its workspace": lambda: started(OURS, home / "empty", str(example), wait_for="LibraryWorkspace"),
            "welcome page": lambda: started(OURS, home / "new", wait_for="Welcome"),
        }
        times: dict[str, list[float]] = {name: [] for name in sides}
        for turn in range(TURNS + 1):
            for name, measure in sides.items():
                seconds = measure()
                if turn:  # the first turn warms the disk cache
                    times[name].append(seconds)
    bare = statistics.median(times["bare window"])
    print(f"Start to first paint, median (lowest) of {TURNS} turns; bound {BOUND} x the bare window")
    for name, seconds in times.items():
        middle = statistics.median(seconds)
        print(f"  {name:16} {middle * 1000:5.0f} ms ({min(seconds) * 1000:.0f})   {middle / bare:.2f} x")
    return int(statistics.median(times["window"]) > BOUND * bare)


if __name__ == "__main__":
    sys.exit(main())
