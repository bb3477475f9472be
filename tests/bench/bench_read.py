"""How long a document takes to stand in Read, and a key to be painted there, against a plain Qt editor.

    python3 packaging/dev.py bench

The window is shown on the example review. Opening: from the request for a document to the end of the paint
that shows it, the two seed documents by turns. Key: from the press of a key that changes the page (the caret,
the next claim, a stance) to the end of the next paint. Yardstick: a QTextEdit of the same size that gets the
same text, and a cursor key in it. Bounds: 150 ms to open, 50 ms from key to paint.
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

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from PySide6.QtCore import QEvent, QObject, Qt  # noqa: E402
from PySide6.QtTest import QTest  # noqa: E402
from PySide6.QtWidgets import QApplication, QTextEdit, QWidget  # noqa: E402

OPEN_MS, KEY_MS = 150, 50
TURNS = 30


class PaintClock(QObject):
    """Notes when any widget was painted last."""

    def __init__(self) -> None:
        super().__init__()
        self.painted = 0.0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self.painted = time.perf_counter()
        return False


def milliseconds(clock: PaintClock, act: Callable[[], object]) -> float:
    """Return the time from `act` to the last paint it led to."""
    before = time.perf_counter()
    clock.painted = before
    act()
    deadline = time.perf_counter() + 0.5
    while time.perf_counter() < deadline:
        QTest.qWait(1)
        if clock.painted > before and time.perf_counter() - clock.painted > 0.03:
            break
    return 1000 * (clock.painted - before)


def told(name: str, values: list[float], yardstick: list[float], bound: float) -> bool:
    """Print a row; True when the bound holds."""
    middle, plain = statistics.median(values), statistics.median(yardstick)
    worst = sorted(values)[int(0.95 * (len(values) - 1))]
    fine = worst < bound
    print(
        f"{name:<34} median {middle:6.1f} ms, 95th percentile {worst:6.1f} ms, bound {bound} ms: "
        f"{'holds' if fine else 'MISSED'}   ({middle / max(plain, 0.1):.1f} × a QTextEdit's {plain:.1f} ms)"
    )
    return fine


def main() -> int:
    """Measure and print; exit code 1 when a bound is missed."""
    folder = tempfile.TemporaryDirectory(prefix="reviewer-bench-")
    os.environ["REVIEWER_HOME"] = folder.name
    from reviewer import library
    from reviewer.actions import example
    from reviewer.gui import theme
    from reviewer.gui.page import Page
    from reviewer.gui.session import Session
    from reviewer.gui.window import Window
    from reviewer.library import documents

    path = Path(folder.name) / "example.reviewlib"
    with closing(library.create(path)) as lib:
        example.load_example(lib)
    app = QApplication([])
    theme.apply(app, "light")
    session = Session()
    session.open_library(path)
    window = Window(session)
    window.resize(1440, 900)
    window.show()
    session.go("read", document=1)
    QTest.qWait(500)
    clock = PaintClock()
    app.installEventFilter(clock)

    opened = [milliseconds(clock, lambda n=n: session.go("read", document=2 - n % 2)) for n in range(TURNS)]
    page = window.findChild(Page)
    keys = [Qt.Key.Key_J, Qt.Key.Key_Down, Qt.Key.Key_Plus, Qt.Key.Key_Right, Qt.Key.Key_S, Qt.Key.Key_Minus]

    def press(number: int) -> None:
        QTest.keyClick(focused(page), keys[number % len(keys)])

    pressed = [milliseconds(clock, lambda n=n: press(n)) for n in range(TURNS)]

    texts = [session.read(documents.document, id).text for id in (1, 2)]
    plain = QTextEdit()
    plain.resize(page.size())
    plain.show()
    QTest.qWait(200)
    filled = [milliseconds(clock, lambda n=n: plain.setPlainText(texts[n % 2])) for n in range(TURNS)]
    moved = [milliseconds(clock, lambda: QTest.keyClick(plain, Qt.Key.Key_Down)) for _ in range(TURNS)]
    plain.close()

    fine = told("open a seed document in Read", opened, filled, OPEN_MS)
    fine &= told("key to paint in Read", pressed, moved, KEY_MS)
    window.close()
    folder.cleanup()
    return 0 if fine else 1


def focused(page: QWidget) -> QWidget:
    """Return the part of the page that has the focus."""
    focus = QApplication.focusWidget()
    return focus if focus is not None and page.isAncestorOf(focus) else page


if __name__ == "__main__":
    sys.exit(main())
