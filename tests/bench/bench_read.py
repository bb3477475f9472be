"""How long a document takes to stand in Read, and a key to be painted there, against a plain Qt editor.

    python3 packaging/dev.py bench

The whole window is shown. Opening: from the request for a document to the end of the last paint that shows
it, docks included. Key: from the press of a key that changes the page (the caret, the next claim, a stance,
a new quote) to the end of the next paint. First the two seed documents by turns, with the example review;
then a made page of 2 MB in 1,500 comments with 5,000 quotes, and the same with 50,000.
Times are processor time of this program, so that other work on the machine does not count.
Yardstick: a QTextEdit of the same size that gets the same text, and a cursor key in it.
"""

from __future__ import annotations

import os
import random
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

from PySide6.QtCore import QEvent, QObject, Qt  # noqa: E402
from PySide6.QtTest import QTest  # noqa: E402
from PySide6.QtWidgets import QApplication, QTextEdit, QWidget  # noqa: E402

if TYPE_CHECKING:
    from reviewer.gui.page import Page
    from reviewer.gui.session import Session

OPEN_MS, KEY_MS = 150, 50
LONG_OPEN_MS, FRAME_MS = 300, 16
NO_BOUND = float("inf")
TURNS = 30


class PaintClock(QObject):
    """Notes when any widget was painted last: by the clock, and in processor time of this program."""

    def __init__(self) -> None:
        super().__init__()
        self.painted = self.worked = 0.0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self.painted, self.worked = time.perf_counter(), time.process_time()
        return False


def milliseconds(clock: PaintClock, act: Callable[[], object]) -> float:
    """Return the processor time from `act` to the last paint it led to."""
    before = clock.painted = time.perf_counter()
    begun = clock.worked = time.process_time()
    act()
    deadline = time.perf_counter() + 0.5
    while time.perf_counter() < deadline:
        QTest.qWait(1)
        if clock.painted > before and time.perf_counter() - clock.painted > 0.03:
            break
    return 1000 * (clock.worked - begun)


def told(name: str, values: list[float], yardstick: list[float], bound: float) -> bool:
    """Print a row; True when the bound holds."""
    middle, plain = statistics.median(values), statistics.median(yardstick)
    worst = sorted(values)[int(0.95 * (len(values) - 1))]
    fine = worst < bound
    held = "no bound" if bound == NO_BOUND else f"bound {bound} ms: {'holds' if fine else 'MISSED'}"
    ratio = f"{middle / max(plain, 0.1):.1f} × a QTextEdit's {plain:.1f} ms"
    print(f"{name:<32} median {middle:6.1f} ms, 95th percentile {worst:6.1f} ms, {held}   ({ratio})")
    return fine


def main() -> int:
    """Measure and print; exit code 1 when a bound is missed."""
    folder = tempfile.TemporaryDirectory(prefix="reviewer-bench-")
    os.environ["REVIEWER_HOME"] = folder.name
    from reviewer import library, memory
    from reviewer.actions import example
    from reviewer.gui import theme
    from reviewer.gui.page import Page
    from reviewer.gui.session import Session
    from reviewer.gui.window import Window
    from reviewer.library import documents

    path = Path(folder.name) / "example.reviewlib"
    with closing(library.create(path)) as lib:
        example.load_example(lib)
    memory.collect_rarely()  # as the program does: a full collection costs as much as opening a document
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
    for name, size, quotes in LONG:
        fine &= long_document(session, window, clock, name, size, quotes)
    window.close()
    folder.cleanup()
    return 0 if fine else 1


LONG = (("2 MB, 5,000 quotes", 2_000_000, 5_000), ("2 MB, 50,000 quotes", 2_000_000, 50_000))


def long_document(
    session: Session, window: QWidget, clock: PaintClock, name: str, size: int, quotes: int
) -> bool:
    """Make a document, open it, scroll and press keys in it; True when the bounds hold."""
    from reviewer.gui.page import Page
    from tests.bench import made_document

    dice = random.Random(1 + quotes)
    text = made_document.page(size, dice)
    id = made_document.write(session.library, text, quotes, dice)
    session.changed.emit(None)
    page = window.findChild(Page)
    small, opened = 1, []
    for _ in range(4):
        session.go("read", document=small)
        QTest.qWait(400)
        opened.append(milliseconds(clock, lambda: session.go("read", document=id)))
    QTest.qWait(3000)
    bar = page.verticalScrollBar()
    frames = [milliseconds(clock, lambda: bar.setValue(bar.value() + 90)) for _ in range(30)]
    frames += [milliseconds(clock, lambda: QTest.keyClick(page, Qt.Key.Key_PageDown)) for _ in range(20)]
    frames += [
        milliseconds(clock, lambda: bar.setValue(dice.randrange(bar.maximum() + 1))) for _ in range(20)
    ]
    keys = (Qt.Key.Key_J, Qt.Key.Key_K, Qt.Key.Key_Down, Qt.Key.Key_S, Qt.Key.Key_Plus, Qt.Key.Key_Minus)
    window.activateWindow()
    QTest.qWait(200)
    page.setFocus()
    pressed = [milliseconds(clock, lambda n=n: QTest.keyClick(page, keys[n % 6])) for n in range(30)]
    added = [milliseconds(clock, lambda: add_quote(page)) for _ in range(5)]
    plain, moved = plain_editor(page, clock, text)
    bounded = quotes <= 5_000
    fine = told(f"open {name}", opened[1:], plain, LONG_OPEN_MS if bounded else NO_BOUND)
    fine &= told(f"scroll {name}", frames, moved, FRAME_MS if bounded else NO_BOUND)
    fine &= told(f"key to paint, {name}", pressed, moved, KEY_MS if bounded else NO_BOUND)
    return fine & told(f"new claim, {name}", added, moved, NO_BOUND)


def add_quote(page: Page) -> None:
    """Select a sentence further down and make a claim of it."""
    page.set_caret(page.caret() + 900)
    page.setFocus()
    QTest.keyClick(page, Qt.Key.Key_S)
    QTest.keyClick(page, Qt.Key.Key_Q)


def plain_editor(page: Page, clock: PaintClock, text: str) -> tuple[list[float], list[float]]:
    """Return the times a QTextEdit takes to show a text, and for a cursor key in it."""
    plain = QTextEdit()
    plain.resize(page.size())
    plain.show()
    QTest.qWait(200)
    filled = [milliseconds(clock, lambda: plain.setPlainText(text))]
    moved = [milliseconds(clock, lambda: QTest.keyClick(plain, Qt.Key.Key_Down)) for _ in range(5)]
    plain.close()
    return filled, moved


def focused(page: QWidget) -> QWidget:
    """Return the part of the page that has the focus."""
    focus = QApplication.focusWidget()
    return focus if focus is not None and page.isAncestorOf(focus) else page


if __name__ == "__main__":
    sys.exit(main())
