"""How long the matrix of 2,000 claims and 2,000 documents takes to stand, and a frame of scrolling in it.

    python3 packaging/dev.py bench

Built: from the request to the library read, laid out, shown in the two tables and painted. Frames: wheel
steps down and across, page keys, and the thumb dragged anywhere, to the end of the last paint they lead to.
Times are processor time of this program, so that other work on the machine does not count.
Yardstick: a bare QTableView of the same rows and columns whose model gives a string for each cell.
"""

from __future__ import annotations

import os
import random
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from PySide6.QtCore import QAbstractTableModel, QEventLoop, Qt, QTimer  # noqa: E402
from PySide6.QtTest import QTest  # noqa: E402
from PySide6.QtWidgets import QAbstractItemView, QApplication, QTableView  # noqa: E402

from reviewer import library, memory, settings  # noqa: E402
from reviewer.actions import figures, synthesis  # noqa: E402
from reviewer.gui import jobs, theme  # noqa: E402
from reviewer.gui.session import Session  # noqa: E402
from reviewer.gui.window import Window  # noqa: E402
from reviewer.gui.workspaces.synthesis import SynthesisWorkspace  # noqa: E402
from reviewer.gui.workspaces.synthesising.grid import Grid  # noqa: E402
from reviewer.library import Library  # noqa: E402
from tests.bench import made_review  # noqa: E402
from tests.bench.bench_read import PaintClock, milliseconds  # noqa: E402

CLAIMS, DOCUMENTS, QUOTES = 2_000, 2_000, 10_000
BUILT_MS, FRAME_MS, KEY_MS = 1_000, 16, 50


class Bare(QAbstractTableModel):
    """As many cells, each with a string."""

    def __init__(self, lines: int, columns: int) -> None:
        super().__init__()
        self.size = lines, columns

    def rowCount(self, parent: Any = None) -> int:
        return self.size[0]

    def columnCount(self, parent: Any = None) -> int:
        return self.size[1]

    def data(self, index: Any, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        return "supports 2" if role == Qt.ItemDataRole.DisplayRole else None


def scrolled(view: QAbstractItemView, clock: PaintClock) -> list[float]:
    """Return the times of frames while a table is scrolled every way a person can."""
    dice = random.Random(5)
    down, across = view.verticalScrollBar(), view.horizontalScrollBar()
    acts: list[Callable[[], object]] = []
    acts += [lambda: down.setValue(down.value() + 60)] * 40
    acts += [lambda: across.setValue(across.value() + 60)] * 40
    acts += [lambda: QTest.keyClick(view, Qt.Key.Key_PageDown)] * 20
    acts += [lambda: QTest.keyClick(view, Qt.Key.Key_Right)] * 20
    acts += [lambda: down.setValue(dice.randrange(down.maximum() + 1))] * 20
    acts += [lambda: across.setValue(dice.randrange(across.maximum() + 1))] * 20
    view.setFocus()
    return [milliseconds(clock, act) for act in acts]


def percentile(values: list[float], share: float) -> float:
    """Return the value that so large a share stays below."""
    return sorted(values)[int(share * (len(values) - 1))]


def told(name: str, values: list[float], plain: list[float], bound: float) -> bool:
    """Print a row; True when the bound holds at the 95th percentile."""
    middle, worst, base = (percentile(*each) for each in ((values, 0.5), (values, 0.95), (plain, 0.5)))
    fine = worst < bound
    held = f"bound {bound:.0f} ms: {'holds' if fine else 'MISSED'}"
    ratio = f"{middle / base:.1f} × a bare QTableView's {base:.1f} ms"
    print(f"{name:<34} median {middle:6.1f} ms, 95th percentile {worst:6.1f} ms, {held}   ({ratio})")
    return fine


def built(library: Library, clock: PaintClock) -> tuple[Grid, float]:
    """Return the matrix of a library in its two tables, and how long that took to the last paint."""
    grid = Grid()
    grid.resize(1100, 700)
    grid.show()
    QTest.qWait(100)
    begun = time.process_time()
    made, rows = figures.laid_out(synthesis.holdings(library), figures.View())
    read = 1000 * (time.process_time() - begun)
    return grid, read + milliseconds(clock, lambda: grid.show_matrix(made, rows, figures.View()))


def bare_table(grid: Grid, clock: PaintClock) -> tuple[list[float], list[float]]:
    """Return how long a bare table of as many cells takes to be shown, and its frames."""
    bare = QTableView()
    bare.resize(1100, 700)
    bare.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    bare.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    bare.show()
    QTest.qWait(100)
    rows = grid.evidence_rows
    shown = milliseconds(clock, lambda: bare.setModel(Bare(len(rows.rows), len(rows.matrix.columns))))
    return [shown], scrolled(bare, clock)


def waited(ms: int) -> None:
    """Let the window and the worker thread work; QTest's own waiting keeps the thread from its turn."""
    loop = QEventLoop()
    QTimer.singleShot(ms, loop.quit)
    loop.exec()


def in_the_window(path: Path, clock: PaintClock) -> tuple[list[float], list[float], list[float]]:
    """Return, in the whole window with its docks, how long it takes to come, a key, and the map."""
    session = Session(settings.Settings(reviewer_name="Reviewer A"))
    session.open_library(path)
    window = Window(session)
    window.resize(1440, 900)
    window.show()
    QTest.qWait(300)
    came = [milliseconds(clock, lambda: session.go("synthesis"))]
    workspace = window.front.workspace if window.front is not None else None
    assert isinstance(workspace, SynthesisWorkspace)
    while workspace.waiting or jobs.busy():  # what the machine looks for meanwhile is not part of a key
        waited(100)
    keys = (Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Left)
    table = workspace.grid.evidence
    pressed = [milliseconds(clock, lambda n=n: QTest.keyClick(table, keys[n % 4])) for n in range(40)]
    drawn = [milliseconds(clock, lambda: workspace.figure.tabs.setCurrentIndex(1))]
    window.close()
    session.close()
    return came, pressed, drawn


def main() -> int:
    """Measure and print; exit code 1 when a bound is missed."""
    folder = tempfile.TemporaryDirectory(prefix="reviewer-bench-")
    os.environ["REVIEWER_HOME"] = folder.name
    path = Path(folder.name) / "made.reviewlib"
    with closing(library.create(path)) as lib:
        made_review.write(lib, CLAIMS, DOCUMENTS, QUOTES)
    memory.collect_rarely()  # as the program does: a full collection costs as much as opening a document
    app = QApplication([])
    theme.apply(app, "light")
    clock = PaintClock()
    app.installEventFilter(clock)
    with closing(library.open(path)) as lib:
        grids, times = zip(*(built(lib, clock) for _ in range(3)), strict=True)
    grid = grids[-1]
    matrix = grid.evidence_rows.matrix
    columns, quotes = len(matrix.columns), matrix.quotes
    print(f"{CLAIMS:,} claims, {DOCUMENTS:,} documents: {columns:,} columns, {quotes:,} quotes")
    frames = scrolled(grid.evidence, clock)
    plain, plain_frames = bare_table(grid, clock)
    for each in grids:
        each.close()
    came, pressed, drawn = in_the_window(path, clock)
    fine = told("matrix read, laid out, painted", list(times), plain, BUILT_MS)
    fine &= told("a frame of scrolling", frames, plain_frames, FRAME_MS)
    fine &= told("Synthesis with its docks", came, plain, BUILT_MS)
    fine &= told("an arrow key, docks and all", pressed, plain_frames, KEY_MS)
    fine &= told("turning to the map", drawn, plain, BUILT_MS)
    folder.cleanup()
    return 0 if fine else 1


if __name__ == "__main__":
    sys.exit(main())
