"""Take the pictures of the README and the manual from the running app, on the example review.

    python3 packaging/dev.py screenshots [FOLDER]

The window is built off screen at 1440 × 900 in every language and both themes and grabbed when it is idle, so
that the pictures stay true without anybody's help. They go to resources/help unless a FOLDER is named: those
of the English window to `images`, those of another to `LANGUAGE/images`.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from few_colours import few_colours  # noqa: E402
from PySide6.QtCore import QEventLoop, QTimer  # noqa: E402
from PySide6.QtGui import QImage  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

from reviewer import language, library, settings  # noqa: E402

SPOKEN = os.environ.get("REVIEWER_PICTURED", "")
language.speak(SPOKEN)  # before the window is loaded, which says its words then

from reviewer.actions import example  # noqa: E402
from reviewer.gui import jobs, theme  # noqa: E402
from reviewer.gui.session import Session  # noqa: E402
from reviewer.gui.window import Window  # noqa: E402
from reviewer.reports import build, to_pdf  # noqa: E402

SIZE = (1440, 900)
PAGE_PIXELS_PER_INCH = 110
PLACES = ("read", "separate", "grade", "synthesis", "report")
"""The pictures, named for what they show; each in light, and with -dark in its name in dark."""


def main(arguments: list[str]) -> int:
    """Take every picture; returns the exit code."""
    folder = Path(arguments[0]) if arguments else ROOT / "resources" / "help"
    if SPOKEN:
        take(folder / "images" if SPOKEN == "en" else folder / SPOKEN / "images")
        return 0
    command = [sys.executable, __file__, str(folder)]
    each = [
        subprocess.run(command, env={**os.environ, "REVIEWER_PICTURED": code}) for code in language.LANGUAGES
    ]
    return max(done.returncode for done in each)


def take(folder: Path) -> None:
    """Take the pictures of one language."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="reviewer-pictures-") as home:
        settings.set_home(Path(home))
        path = Path(home) / "Example review.reviewlib"
        with closing(library.create(path)) as made:
            example.load_example(made)
        app = QApplication([])
        for mode in ("light", "dark"):
            theme.apply(app, mode)
            take_all(path, folder, "" if mode == "light" else "-dark")
        if SPOKEN == "en":
            take_page(path, folder)


def take_all(path: Path, folder: Path, suffix: str) -> None:
    """Show each place on the example review and grab it."""
    session = Session()
    session.open_library(path)
    window = shown(session)
    for place in PLACES:
        go(window, session, place)
        keep(window.grab().toImage(), folder / f"{place}{suffix}.png")
    window.close()


def keep(picture: QImage, path: Path) -> None:
    """Write a picture, as small as it can be."""
    few_colours(picture).save(str(path), "PNG", 0)  # type: ignore[call-overload]
    print(path)


def take_page(path: Path, folder: Path) -> None:
    """Draw the first page of the report."""
    with closing(library.open(path)) as opened:
        page = to_pdf.to_pictures(build(library.snapshot(opened)), PAGE_PIXELS_PER_INCH)[0]
    keep(QImage.fromData(page), folder / "report-page.png")


def shown(session: Session) -> Window:
    """Return the window, shown and idle."""
    window = Window(session)
    window.resize(*SIZE)
    window.show()
    wait(600)
    return window


def wait(milliseconds: int) -> None:
    """Let the window live for a while. A loop of Qt lets worker threads run; QTest.qWait does not."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def go(window: Window, session: Session, place: str) -> None:
    """Bring a place to the front and wait until it is painted."""
    read = "read" if place == "separate" else place
    if place == "read":
        session.go("read", document=2)
        wait(200)
        fifth = next(q for q in session.read(library.snapshot).quotes if q.span.start == 776)
        session.go("read", document=2, claim=fifth.claim, quote=fifth.id)
    else:
        session.go(read)
    wait(800)
    if place == "separate" and window.front is not None:
        window.front.workspace.actions_by_id["separate"].trigger()
        wait(600)
    while jobs.busy():
        wait(100)
    wait(300)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
