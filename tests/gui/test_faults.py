"""Faults of the program itself: a report that can be handed on, said in the window, kept, never sent."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication, QPaintEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from reviewer import library, settings
from reviewer.errors import ReviewError
from reviewer.gui import fault_box, faults, jobs
from reviewer.gui.fault_box import Faults
from reviewer.gui.session import Session
from reviewer.gui.window import Window
from reviewer.library import journal, rows
from reviewer.library.handle import Library

ROOT = Path(__file__).resolve().parents[2]
SECRET = "Nineteen patients of Dr. Ann Smith in /" + "home/ann/My study.pdf"


@pytest.fixture
def shown(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[Faults]:
    """Have faults shown as the program shows them, in place of how the test runner does."""
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    made = fault_box.install_hooks()
    yield made
    if made.box is not None:
        made.box.close()


def reports() -> list[Path]:
    return sorted(faults.folder().glob("crash-*.txt"))


def fail(_given: object = None) -> None:
    held = {SECRET: 1}
    held[SECRET + "."]


def met(qtbot: QtBot, shown: Faults) -> fault_box.FaultBox:
    qtbot.waitUntil(lambda: shown.box is not None and shown.box.isVisible())
    assert shown.box is not None
    return shown.box


def test_a_fault_in_a_slot_is_shown_copied_and_kept(qtbot: QtBot, shown: Faults) -> None:
    faults.note("claim.new")
    button = QPushButton("Do it")
    qtbot.addWidget(button)
    button.clicked.connect(fail)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    box = met(qtbot, shown)
    (kept,) = reports()
    words = kept.read_text(encoding="utf-8")
    assert box.report.toPlainText() == words.rstrip("\n") or box.report.toPlainText() == words
    assert (
        "tests/gui/test_faults.py, line " in words and "in fail\n  KeyError (its words are left out" in words
    )
    assert "Reviewer   0." in words and "Python     3." in words and "Qt         6." in words
    assert words.rstrip().endswith("claim.new")
    for secret in (SECRET, "Ann", str(ROOT), str(settings.home()), str(Path.home()), sys.prefix):
        assert secret not in words, secret

    QTest.mouseClick(box.copy, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == words
    QTest.keyClick(box, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: shown.box is None)


@pytest.mark.parametrize("where", ["job", "thread"])
def test_a_fault_on_another_thread_is_shown(qtbot: QtBot, shown: Faults, where: str) -> None:
    if where == "job":
        jobs.start(fail)
    else:
        threading.Thread(target=fail).start()

    assert "in fail" in met(qtbot, shown).report.toPlainText()
    assert len(reports()) == 1


def test_what_fails_with_every_paint_is_said_once(qtbot: QtBot, shown: Faults) -> None:
    class Broken(QWidget):
        painted = 0

        def paintEvent(self, _event: QPaintEvent) -> None:
            self.painted += 1
            raise ValueError(SECRET)

    broken = Broken()
    qtbot.addWidget(broken)
    broken.show()
    box = met(qtbot, shown)
    box.close()
    for _ in range(5):
        broken.update()
        qtbot.wait(5)

    assert broken.painted > 3 and shown.box is None and len(reports()) == 1


def test_the_library_is_whole_after_a_fault_in_the_middle_of_an_action(
    qtbot: QtBot, shown: Faults, window: Window, session: Session
) -> None:
    def tag_and_fail(lib: Library) -> None:
        with journal.op(lib, "Tag"):
            rows.add(lib, "tags", name=SECRET)
            fail()

    assert session.library is not None
    before = session.read(journal.last_op)
    QTimer.singleShot(0, lambda: session.perform(tag_and_fail))
    words = met(qtbot, shown).report.toPlainText()

    assert words.rstrip().endswith("tag_and_fail") and SECRET not in words
    assert session.read(journal.last_op) == before and library.check(session.library) == []
    session.undo()
    assert session.read(journal.last_op) != before


def raised(act: Callable[[], object]) -> str:
    with pytest.raises(Exception) as caught:
        act()
    return faults.compose(caught.value)


@pytest.mark.parametrize(
    ("act", "ends"),
    [
        (lambda: int(SECRET), "ValueError (its words are left out: they may be of a document)"),
        (lambda: Path(SECRET).read_text(), "FileNotFoundError: No such file or directory"),
        (lambda: SECRET.nothing, "AttributeError: 'str' object has no attribute 'nothing'"),
        (lambda: __import__("no_such_part"), "ModuleNotFoundError: no_such_part"),
        (lambda: SECRET.encode("ascii") + bytes([255]).decode("utf-8").encode(), "UnicodeDecodeError ("),
    ],
)
def test_a_report_keeps_what_was_read_to_itself(act: Callable[[], object], ends: str) -> None:
    words = raised(act)
    assert ends in words and "Ann" not in words and "Nineteen" not in words


def test_causes_long_traces_and_errors_of_the_library_are_told() -> None:
    def deep(left: int) -> None:
        if left:
            deep(left - 1)
        else:
            try:
                fail()
            except KeyError as error:
                raise ReviewError(SECRET) from error

    words = raised(lambda: deep(200))
    assert words.index("KeyError") < words.index("while that was dealt with") < words.index("ReviewError")
    assert " more\n" in words and len(words) < 6000


def test_only_the_newest_reports_are_kept_and_a_home_that_cannot_be_written_is_no_harm(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, shown: Faults
) -> None:
    for number in range(faults.KEPT + 3):
        faults.write(str(number))
    assert [path.read_text(encoding="utf-8") for path in reports()][-1] == str(faults.KEPT + 2)
    assert len(reports()) == faults.KEPT

    blocked = tmp_path / "file"
    blocked.write_text("")
    monkeypatch.setenv("REVIEWER_HOME", str(blocked))
    faults.watch()
    faults.unwatch()
    assert faults.left_behind() is None
    threading.Thread(target=fail).start()
    assert not met(qtbot, shown).show_file.isEnabled()


FALL = """
import faulthandler, sys
from PySide6.QtCore import QTimer
from reviewer import gui
from reviewer.gui import faults
def fall():
    faults.note("claim.new")
    faulthandler._sigsegv() if sys.argv[1] == "fall" else QTimer.singleShot(0, app().quit)
def app():
    from PySide6.QtWidgets import QApplication
    return QApplication.instance()
real = gui._furnish
def furnish(*given):
    real(*given)
    fall()
gui._furnish = furnish
sys.exit(gui.main(sys.argv[2:]))
"""


def run(how: str, review: Path) -> int:
    """Start the real program on a library; it falls over, or ends as it should, once its window stands."""
    command = [sys.executable, "-c", FALL, how, str(review)]
    done = subprocess.run(command, cwd=ROOT, env=os.environ, capture_output=True, timeout=60, check=False)
    return done.returncode


def test_what_fell_over_is_told_once_at_the_next_start(qtbot: QtBot, shown: Faults, review: Path) -> None:
    assert run("fall", review) != 0
    (left,) = faults.folder().glob("running-*.txt")
    assert faults._Running.path is None

    shown.tell_of_the_last_time()
    box = met(qtbot, shown)
    words = box.report.toPlainText()
    assert "Fatal Python error: Segmentation fault" in words and "File gui/__init__.py" not in words
    assert "File reviewer/gui/__init__.py, line " in words and str(ROOT) not in words
    assert "started on offscreen\n" in words and words.rstrip().endswith("claim.new")
    assert not left.exists() and len(reports()) == 1
    with library.open(review).db as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)

    box.close()
    qtbot.waitUntil(lambda: shown.box is None)
    shown.tell_of_the_last_time()
    assert shown.box is None and len(reports()) == 1


def test_what_ends_as_it_should_or_still_runs_leaves_nothing_to_tell(review: Path) -> None:
    assert run("end", review) == 0
    assert not list(faults.folder().glob("running-*"))

    faults.watch()
    try:
        assert faults._Running.path is not None and faults._Running.path.exists()
        told = faults._Running.path.read_text(encoding="utf-8")
        faults._Running.path.with_name("running-1-1.txt").write_text(told + "cut off", encoding="utf-8")
        assert faults.left_behind() is None
        assert faults._Running.path.exists()
    finally:
        faults.unwatch()
    assert not list(faults.folder().glob("running-*")) and not reports()
