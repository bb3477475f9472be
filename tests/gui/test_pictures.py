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
from tests.gui.states import SIZES, Series, State, Studio
from tests.pictures import Sheet

# The offscreen platform says this of every popup.
pytestmark = pytest.mark.qt_log_ignore("does not support (raise|grabbing)", extend=True)
ROWS = [
    pytest.param(state, f"{place}-{name}", id=f"{place}-{name}")
    for place, states in PLACES.items()
    for name, state in states.items()
]
WINDOWS = [
    pytest.param(series, f"{place}-{name}", id=f"{place}-{name}")
    for place, own in SERIES.items()
    for name, series in own.items()
]
SCHEMES = ("light", "dark")
SEEDS = ("000_9a9b5616f882b154.txt", "002_6655412ea27c3016.txt")
MOST = 8_500_000
"""Bytes that all pictures together may take; a million of them for the Report workspace at every size."""


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

    def open_nothing() -> Session:
        opened.append(Session(Settings(reviewer_name="Reviewer A")))
        return opened[-1]

    yield Studio(qtbot, opener("seeds"), opener("example"), open_nothing, tmp_path, monkeypatch)
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
            sheet = Sheet(f"{picture}-{scheme}", (picture,))
            sheet.taken[picture] = taken(qapp, widget, scale)
            differing += sheet.differences(tmp_path)
    assert not differing, in_words(differing, tmp_path)


@pytest.mark.parametrize("series, name", WINDOWS)
def test_each_state_of_a_window_looks_as_it_did(
    studio: Studio, qapp: QApplication, series: Series, name: str, tmp_path: Path
) -> None:
    """One window is dressed once for each scheme, and shows all of its states in it at each size."""
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    theme.apply(qapp, SCHEMES[0])
    shown = series.make(studio)
    assert tuple(shown.views) == series.names
    differing = []
    for scheme in SCHEMES:
        theme.apply(qapp, scheme)
        for size, scales in SIZES.items():
            shown.window.resize(*size)
            corner = shown.window.screen().availableGeometry().bottomRight()  # what opens keeps within it
            shown.window.move(corner.x() + 1 - size[0], corner.y() + 1 - size[1])
            front = shown.window.front
            assert front is not None
            studio.qtbot.waitUntil(lambda front=front: not front._tidy_soon.isActive(), timeout=20_000)
            studio.qtbot.wait(60)  # the docks take their sizes one after the other
            sheets = {at: Sheet(f"{name}-{at}-{scheme}", series.names) for at in scales}
            for state, show in shown.views.items():
                over = show()
                come_to_rest(qapp, shown.window)
                differing += too_small(shown.window, size, state)
                for at, scale in scales.items():
                    sheets[at].taken[state] = pictures.drawn(shown.window, scale, over)
            for sheet in sheets.values():
                differing += sheet.differences(tmp_path)
    assert not differing, in_words(differing, tmp_path)


def too_small(window: QWidget, size: tuple[int, int], state: str) -> list[str]:
    """Return whether what a window shows needs more room than it has: something would fall off its edge."""
    layout = window.layout()
    assert layout is not None
    least = layout.totalMinimumSize()
    fits = least.width() <= size[0] and least.height() <= size[1]
    return [] if fits else [f"{state} needs {least.width()} × {least.height()} of {size[0]} × {size[1]} px"]


def in_words(differing: list[str], folder: Path) -> str:
    hint = "If it is meant to be so, `python3 packaging/dev.py pictures` keeps it"
    return f"{'; '.join(differing)}. What is drawn now lies in {folder}. {hint}."


def taken(qapp: QApplication, widget: QWidget, scale: int) -> QImage:
    """Return the picture of a widget that has come to rest, with the keyboard elsewhere."""
    come_to_rest(qapp, widget)
    return pictures.drawn(widget, scale)


def come_to_rest(qapp: QApplication, widget: QWidget) -> None:
    """Take the keyboard and the mouse elsewhere.

    A test before may have left the mouse where a note lies, which shows itself under it.
    """
    QCursor.setPos(widget.mapToGlobal(widget.rect().bottomRight()) + QPoint(40, 40))
    qapp.processEvents()
    for part in widget.findChildren(QWidget):  # a window that opens under the mouse does not hear it leave
        part.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, False)
    for button in widget.findChildren(QAbstractButton):
        if name := button.property("icon_name"):  # the window does this for what stands in it
            button.setIcon(theme.icon(name))
    focus = qapp.focusWidget()
    if focus is not None and not isinstance(focus, QAbstractButton):  # a caret blinks, a ring stays
        focus.clearFocus()
    qapp.processEvents()


def test_every_picture_is_of_a_state_and_all_are_small() -> None:
    kept = sorted(pictures.FOLDER.iterdir())
    states = {f"{place}-{name}": state for place, own in PLACES.items() for name, state in own.items()}
    names = {picture for name, state in states.items() for picture in state.pictures(name)}
    sizes = [at for scales in SIZES.values() for at in scales]
    names |= {f"{place}-{name}-{at}" for place, own in SERIES.items() for name in own for at in sizes}

    assert {path.name for path in kept} == {f"{name}-{scheme}.webp" for name in names for scheme in SCHEMES}
    assert sum(path.stat().st_size for path in kept) < MOST
