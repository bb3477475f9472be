"""How long a decision takes in Screen with 100,000 records, from the key to the last paint it leads to.

    python3 packaging/dev.py bench            or bench_screen.py RECORDS

The whole window is shown, on records of which two people have decided half. A decision: the key I or U, the
action on disk, the row and its neighbour, the record in front, the panel; in all records, where the table
stays, and among those to screen, where the row leaves. Then the next record (J), a scroll, and what is
answered beside the window: the counts, the list of what is to screen, and the order of closeness.
Times of keys are processor time of the window's thread: other work on the machine does not count.
Yardstick: the Down key in a QTableView of as many rows of plain text.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from PySide6.QtCore import QStringListModel, Qt  # noqa: E402
from PySide6.QtTest import QTest  # noqa: E402
from PySide6.QtWidgets import QApplication, QListView, QWidget  # noqa: E402

from tests.bench import made_records  # noqa: E402

if TYPE_CHECKING:
    from reviewer.gui.workspaces.screen import ScreenWorkspace

RECORDS = 100_000
KEY_MS, FRAME_MS, BESIDE_MS = 50, 16, 2_000
TURNS = 30


def made(folder: Path, count: int) -> Path:
    """Make a library of so many records of which two people have decided half."""
    from reviewer import library
    from reviewer.actions import decisions, importing
    from reviewer.library.decisions import reasons
    from reviewer.model.screening import Verdict

    path, file = folder / "screen.reviewlib", made_records.ris(folder / "made.ris", count)
    for person, begin in (("Reviewer B", 11), ("Reviewer A", 1)):
        opened = library.open if path.exists() else library.create
        with closing(opened(path, library.reviewer_named(person))) as lib:
            if not lib.db.execute("SELECT 1 FROM documents LIMIT 1").fetchone():
                importing.import_files(lib, [file])
            ids, why = range(begin, count // 2 + begin), reasons(lib)[0].id
            decisions.decide(lib, ids[: count // 50], Verdict.INCLUDE)
            decisions.decide(lib, ids[count // 50 :], Verdict.EXCLUDE, reason=why)
    return path


def painted(act: Callable[[], object]) -> float:
    """Return what the window's thread worked from `act` until everything it led to is painted."""
    begun = time.thread_time()
    act()
    QApplication.processEvents()
    return 1000 * (time.thread_time() - begun)


def settled(workspace: ScreenWorkspace) -> None:
    """Wait until what is asked beside the window is answered; waiting, the window leaves the other threads
    their turn."""
    found, quiet = workspace.found, time.monotonic() + 0.4
    while time.monotonic() < quiet:
        QApplication.processEvents()
        time.sleep(0.005)
        if found.listing.lookup.asked or found.counting.lookup.asked or workspace.similar.looking:
            quiet = time.monotonic() + 0.4


def told(name: str, values: list[float], plain: float, bound: float) -> bool:
    """Print a row; True when the bound holds."""
    middle, worst = statistics.median(values), sorted(values)[int(0.95 * (len(values) - 1))]
    held = f"bound {bound} ms: {'holds' if worst < bound else 'MISSED'}"
    print(f"{name:<42} median {middle:6.1f} ms, 95 % {worst:6.1f} ms, {held}   ({middle / plain:.1f} ×)")
    return worst < bound


def plain_list(size: QWidget, count: int) -> float:
    """Return what the Down key costs in a list of plain text."""
    view = QListView()
    view.setModel(QStringListModel([f"Record {number} of plain text" for number in range(count)]))
    view.resize(size.size())
    view.show()
    QTest.qWait(300)
    moved = [painted(lambda: QTest.keyClick(view, Qt.Key.Key_Down)) for _ in range(TURNS)]
    view.close()
    return statistics.median(moved)


def beside(name: str, work: Callable[[], object], bound: float) -> bool:
    """Print how long a question takes that is answered beside the window."""
    begun = time.process_time()
    work()
    taken = 1000 * (time.process_time() - begun)
    print(f"{name:<42} {taken:6.0f} ms, bound {bound} ms: {'holds' if taken < bound else 'MISSED'}")
    return taken < bound


def main(count: int) -> int:
    """Measure and print; exit code 1 when a bound is missed."""
    folder = tempfile.TemporaryDirectory(prefix="reviewer-bench-")
    os.environ["REVIEWER_HOME"] = folder.name
    from reviewer import memory
    from reviewer.gui import theme
    from reviewer.gui.session import Session
    from reviewer.gui.window import Window
    from reviewer.settings import Settings

    path = made(Path(folder.name), count)
    memory.collect_rarely()  # as the program does: a full collection costs as much as opening a document
    app = QApplication([])
    theme.apply(app, "light")
    session = Session(Settings(reviewer_name="Reviewer A"))
    session.open_library(path)
    window = Window(session)
    window.resize(1440, 900)
    window.show()
    window.activateWindow()
    QTest.qWaitForWindowActive(window)
    session.go("screen")
    workspace = window.front.workspace
    plain = plain_list(workspace.view, count)
    window.activateWindow()
    QTest.qWaitForWindowActive(window)
    print(f"{count:,} records; the Down key in a list of plain text: {plain:.1f} ms")
    settled(workspace)

    def press(key: Qt.Key) -> float:
        taken = painted(lambda: QTest.keyClick(workspace.view, key))
        settled(workspace)
        return taken

    keys = (Qt.Key.Key_I, Qt.Key.Key_U)
    workspace.found.select_row(count * 3 // 5)
    workspace.activate()
    fine = told("a decision among all records", [press(keys[n % 2]) for n in range(TURNS)], plain, KEY_MS)
    fine &= told("the next record", [press(Qt.Key.Key_J) for _ in range(TURNS)], plain, KEY_MS)
    bar = workspace.view.verticalScrollBar()
    frames = [painted(lambda n=n: bar.setValue(bar.value() + 97 * n)) for n in range(TURNS)]
    fine &= told("a frame while scrolling", frames, plain, FRAME_MS)
    workspace.seek("decision:none")
    settled(workspace)
    workspace.activate()
    leaving = [press(keys[n % 2]) for n in range(TURNS)]
    fine &= told("a decision among those to screen", leaving, plain, KEY_MS)
    fine &= measured_beside(path)
    window.close()
    folder.cleanup()
    return 0 if fine else 1


def measured_beside(path: Path) -> bool:
    """Measure what is answered on a thread of its own, here without it."""
    from reviewer import library
    from reviewer.gui.listing.listed import Wanted
    from reviewer.gui.workspaces.screening.counting import progress
    from reviewer.gui.workspaces.screening.ordering import CLOSEST, Ordering
    from reviewer.library import documents
    from reviewer.model.screening import Stage

    with closing(library.open(path, library.reviewer_named("Reviewer A"))) as lib:
        fine = beside("progress and agreement", lambda: progress(lib, Stage.ABSTRACT), BESIDE_MS)
        fine &= beside("what is to screen", lambda: documents.rows(lib, "decision:none", "added"), 200)
        fine &= beside("conflicts", lambda: documents.rows(lib, "decision:conflict", "added"), 200)
        order = Ordering(lambda: Stage.ABSTRACT)
        fine &= beside(
            "closest first", lambda: list(order.find(lib, Wanted("decision:none", CLOSEST, None))), BESIDE_MS
        )
    return fine


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else RECORDS))
