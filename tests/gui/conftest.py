"""A window with the example review in it, and one without a library."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from reviewer import library, settings
from reviewer.actions import example
from reviewer.gui import jobs, theme
from reviewer.gui.session import Session
from reviewer.gui.window import Window


@pytest.fixture(scope="session")
def example_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the example review once; tests get copies."""
    path = tmp_path_factory.mktemp("example") / "example.reviewlib"
    with closing(library.create(path)) as made:
        example.load_example(made)
    return path


@pytest.fixture
def review(example_file: Path, tmp_path: Path) -> Path:
    """Return a library of the example review that a test may change."""
    return Path(shutil.copy(example_file, tmp_path / "review.reviewlib"))


@pytest.fixture
def bare_session(qapp: QApplication) -> Iterator[Session]:
    """Return a session without a library."""
    theme.apply(qapp, "light")
    session = Session(settings.Settings(reviewer_id="a", reviewer_name="Reviewer A"))
    yield session
    jobs.stop_all()
    session.close()


@pytest.fixture
def session(bare_session: Session, review: Path) -> Session:
    """Return a session on the example review."""
    assert bare_session.open_library(review)
    return bare_session


@pytest.fixture
def show(qtbot: QtBot) -> Iterator[Callable[[Session], Window]]:
    """Return how a test shows the window on a session; it is closed when the test has ended."""
    windows = []

    def make(session: Session) -> Window:
        window = Window(session)
        windows.append(window)
        qtbot.addWidget(window)
        with qtbot.waitExposed(window):
            window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        return window

    yield make
    for window in windows:
        jobs.stop_all()
        qtbot.waitUntil(lambda: not jobs.busy())
        if isValid(window):  # waiting for a job lets Qt delete what was closed before
            window.close()


@pytest.fixture
def window(show: Callable[[Session], Window], session: Session) -> Window:
    """Return the window on the example review."""
    return show(session)


@pytest.fixture
def first_window(show: Callable[[Session], Window], bare_session: Session) -> Window:
    """Return the window as it is at the very first start."""
    return show(bare_session)
