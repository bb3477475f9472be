"""Every state kept as a picture still looks like it, in both schemes.

`python3 packaging/dev.py pictures` keeps what is drawn now. A state is added as a row of `picture_states`.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QCursor, QImage
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from reviewer.actions.example import load_example
from reviewer.actions.importing import import_files
from reviewer.gui import theme
from reviewer.gui.session import Session
from reviewer.settings import Settings, seed
from tests import pictures
from tests.gui.picture_states import PLACES, SERIES
from tests.gui.states import Series, State, Studio

# The offscreen platform says this of every popup.
pytestmark = pytest.mark.qt_log_ignore("does not support (raise|grabbing)", extend=True)
ROWS = [
    pytest.param(state, f"{place}-{name}", id=f"{place}-{name}")
    for place, states in PLACES.items()
    for name, state in states.items()
]
SCHEMES = ("light", "dark")
SEEDS = ("000_9a9b5616f882b154.txt", "002_6655412ea27c3016.txt")
MOST = 6_000_000
"""Bytes that all pictures together may take."""


@pytest.fixture(scope="module")
def library_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make both libraries once; each picture is taken of a copy."""
    folder = tmp_path_factory.mktemp("pictures")
    session = Session(Settings(reviewer_name="Reviewer A"))
    assert session.create_library(folder / "seeds.reviewlib") and session.library is not None
    import_files(session.library, [seed(name) for name in SEEDS])
    assert session.create_library(folder / "example.reviewlib") and session.library is not None
    load_example(session.library)
    session.close()
    return folder


@pytest.fixture
def studio(
    library_files: Path, tmp_path: Path, qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Studio]:
    """Return where pictures are taken."""
    opened: list[Session] = []

    def opener(name: str) -> Callable[[], Session]:
        def open_copy() -> Session:
            path = tmp_path / f"{name}-{len(opened)}.reviewlib"
            shutil.copy(library_files / f"{name}.reviewlib", path)
            session = Session(Settings(reviewer_name="Reviewer A"))
            assert session.open_library(path)
            opened.append(session)
            return session

        return open_copy

    yield Studio(qtbot, opener("seeds"), opener("example"), tmp_path, monkeypatch)
    for session in opened:
        session.close()


@pytest.fixture(scope="module", autouse=True)
def light_again(qapp: QApplication) -> Iterator[None]:
    """Leave the application to the next module as it was."""
    yield
    theme.apply(qapp, "light")


@pytest.mark.parametrize("state, name", ROWS)
def test_it_looks_as_it_did(
    studio: Studio, qapp: QApplication, state: State, name: str, tmp_path: Path
) -> None:
    """Dressing again what stands there is what a picture costs most: each state is dressed again once."""
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # what the test before has left is not dressed
    theme.apply(qapp, SCHEMES[0])
    widget = state.make(studio)
    widget.resize(*state.size)
    widget.show()
    differing = []
    for scheme in SCHEMES:
        theme.apply(qapp, scheme)
        for picture, scale in state.pictures(name).items():
            now = taken(qapp, widget, scale)
            differing += difference(f"{picture}-{scheme}", now, tmp_path)
    assert not differing, in_words(differing, tmp_path)


@pytest.mark.parametrize(
    "series, place",
    [
        pytest.param(series, place, id=f"{place}-{name}")
        for place, own in SERIES.items()
        for name, series in own.items()
    ],
)
def test_each_state_of_a_window_looks_as_it_did(
    studio: Studio, qapp: QApplication, series: Series, place: str, tmp_path: Path
) -> None:
    """One window is dressed once for each scheme, and shows all of its states in it."""
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    theme.apply(qapp, SCHEMES[0])
    views = series.make(studio)
    assert tuple(views) == series.names
    differing = []
    for scheme in SCHEMES:
        theme.apply(qapp, scheme)
        for name, show in views.items():
            widget = show()
            differing += difference(f"{place}-{name}-{scheme}", taken(qapp, widget, 1), tmp_path)
            if name in series.twice:
                now = pictures.drawn(widget, 2)
                differing += difference(f"{place}-{name}-twice-{scheme}", now, tmp_path)
    assert not differing, in_words(differing, tmp_path)


def difference(name: str, now: QImage, folder: Path) -> list[str]:
    """Return where a picture differs from the kept one, which is laid in `folder` then."""
    told = pictures.difference(name, now)
    if told:
        now.save(str(folder / f"{name}.png"))
    return [told] if told else []


def in_words(differing: list[str], folder: Path) -> str:
    hint = "If it is meant to be so, `python3 packaging/dev.py pictures` keeps it"
    return f"{'; '.join(differing)}. What is drawn now lies in {folder}. {hint}."


def taken(qapp: QApplication, widget: QWidget, scale: int) -> QImage:
    """Return the picture of a widget that has come to rest, with the keyboard and the mouse elsewhere.

    A test before may have left the mouse where a note lies, which shows itself under it.
    """
    QCursor.setPos(widget.mapToGlobal(widget.rect().bottomRight()) + QPoint(40, 40))
    qapp.processEvents()
    for part in widget.findChildren(QWidget):  # a window that opens under the mouse does not hear it leave
        part.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, False)
    for button in widget.findChildren(QAbstractButton):
        if name := button.property("icon_name"):  # the window does this for what stands in it
            button.setIcon(theme.icon(name))
    if focus := qapp.focusWidget():
        focus.clearFocus()
    qapp.processEvents()
    return pictures.drawn(widget, scale)


def test_every_picture_is_of_a_state_and_all_are_small() -> None:
    kept = sorted(pictures.FOLDER.glob("*.png"))
    states = {f"{place}-{name}": state for place, own in PLACES.items() for name, state in own.items()}
    shown = {picture for name, state in states.items() for picture in state.pictures(name)}
    of_windows = [(place, each) for place, own in SERIES.items() for each in own.values()]
    shown |= {f"{place}-{name}" for place, each in of_windows for name in each.pictures()}
    names = {f"{picture}-{scheme}" for picture in shown for scheme in SCHEMES}

    assert {path.stem for path in kept} == names
    assert sum(path.stat().st_size for path in kept) < MOST
