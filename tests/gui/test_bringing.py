"""A library of an older Reviewer opens by itself: the first page says so, and it can be left as it was."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from reviewer import library
from reviewer.errors import ReviewError
from reviewer.gui.session import Session
from reviewer.gui.window import Window
from reviewer.gui.workspaces.welcome import Welcome
from reviewer.library import upgrading

OLD = Path(__file__).parents[1] / "old_libraries" / "16.reviewlib"
Show = Callable[[Session], Window]


@pytest.fixture
def old(tmp_path: Path) -> Path:
    return Path(shutil.copy(OLD, tmp_path / "Old review.reviewlib"))


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """Return what lets the copy go on: until then the work waits, as it does with a large library."""
    go_on, copy = threading.Event(), upgrading._copy

    def wait(path: Path, aside: Path, progress: Callable[[int, int, str], None]) -> None:
        progress(1, 4, upgrading.COPYING)
        go_on.wait(20)
        copy(path, aside, progress)

    monkeypatch.setattr(upgrading, "_copy", wait)
    return go_on


def page(window: Window) -> Welcome:
    assert window.front is not None and isinstance(window.front.workspace, Welcome)
    return window.front.workspace


def test_the_window_says_what_happens_and_then_shows_the_library(
    qtbot: QtBot, bare_session: Session, show: Show, old: Path, held: threading.Event
) -> None:
    assert not bare_session.open_library(old)
    window = show(bare_session)
    shown = page(window).bringing

    qtbot.waitUntil(lambda: shown.bar.value() == 250)
    assert window.windowTitle() == "Old review — Reviewer"
    assert shown.isVisible() and not page(window).ways[0].isVisible()
    assert shown.heading.text() == "Old review is being brought up to date."
    assert "Old review.before-upgrade-16.reviewlib" in shown.why.text()
    assert shown.step.text() == upgrading.COPYING
    assert QApplication.focusWidget() is shown.stop
    said: list[tuple[str, str, str]] = []
    bare_session.message.connect(lambda *words: said.append(words))
    held.set()
    qtbot.waitUntil(lambda: bare_session.library is not None)

    assert window.front is not None and window.front.workspace.id == "library"
    assert said[-1][:2] == ("info", "Old review was brought up to date.")
    assert old.with_name("Old review.before-upgrade-16.reviewlib").exists()
    assert not page_shown(window)


def page_shown(window: Window) -> bool:
    welcome = window.places["welcome"].workspace
    return isinstance(welcome, Welcome) and welcome.bringing.isVisible()


def test_it_can_be_stopped_and_the_library_from_before_is_open_again(
    qtbot: QtBot, session: Session, show: Show, old: Path, held: threading.Event, review: Path
) -> None:
    before = old.read_bytes()
    window = show(session)

    session.open_library(old)
    assert session.library is None
    shown = page(window).bringing
    qtbot.waitUntil(lambda: QApplication.focusWidget() is shown.stop)
    qtbot.keyClick(shown.stop, Qt.Key.Key_Space)
    assert not shown.stop.isEnabled()
    held.set()
    qtbot.waitUntil(lambda: session.library is not None)

    assert session.library is not None and session.library.path == review
    assert window.front is not None and window.front.workspace.id == "library"
    assert old.read_bytes() == before and not list(old.parent.glob("*before-upgrade*"))


def test_nothing_else_is_opened_meanwhile(
    qtbot: QtBot, bare_session: Session, show: Show, old: Path, review: Path, held: threading.Event
) -> None:
    show(bare_session)
    said: list[tuple[str, str, str]] = []
    bare_session.message.connect(lambda *words: said.append(words))
    bare_session.open_library(old)

    assert not bare_session.open_library(review)
    assert not bare_session.create_library(old.with_name("New.reviewlib"))
    assert [text for _, text, _ in said] == ["Old review is being brought up to date."] * 2
    held.set()
    qtbot.waitUntil(lambda: bare_session.library is not None)


def test_what_fails_is_said_and_the_ways_in_are_there_again(
    qtbot: QtBot, bare_session: Session, show: Show, old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_words: object) -> None:
        raise ReviewError("There is no room.", "Make some.")

    monkeypatch.setattr(upgrading, "upgrade", fail)
    window = show(bare_session)
    said: list[tuple[str, str, str]] = []
    bare_session.message.connect(lambda *words: said.append(words))

    bare_session.open_library(old)
    qtbot.waitUntil(lambda: bare_session.bringing is None)

    assert said == [("error", "There is no room.", "Make some.")]
    assert page(window).ways[0].isVisible() and library.kept_of(old) is not None
    assert QApplication.focusWidget() is page(window).ways[0]


def test_closing_the_window_stops_it(
    qtbot: QtBot, bare_session: Session, show: Show, old: Path, held: threading.Event
) -> None:
    before = old.read_bytes()
    window = show(bare_session)
    bare_session.open_library(old)
    job = bare_session.bringing

    window.close()
    held.set()

    assert job is not None and bare_session.bringing is None
    qtbot.waitUntil(lambda: not list(old.parent.glob(".*part")))
    assert old.read_bytes() == before
