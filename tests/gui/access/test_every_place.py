"""Every place of the window for those who do not see it, do not use a mouse, or see little (WCAG 2.2 AA).

Each is looked at in the light colours at the smallest size of the window, which is also what a screen of
1920 by 1200 shows at 200 %, and in the dark ones at the usual size.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QToolTip, QWidget

from reviewer import gui
from reviewer.gui import jobs, tab_order, theme
from reviewer.gui.bars import PlaceButton
from reviewer.gui.page import Page
from reviewer.gui.session import Session
from reviewer.gui.window import Window
from reviewer.settings import Settings
from tests.gui.access import controls, looking
from tests.gui.access.places import COVERS, House
from tests.gui.access.places import PLACES as WINDOWS
from tests.gui.access.popups import POPUPS

# The offscreen platform says this of every popup.
pytestmark = pytest.mark.qt_log_ignore("does not support (raise|grabbing)", extend=True)

PLACES = WINDOWS | POPUPS
LOOKS = {"light": (960, 600), "dark": (1440, 900)}

KEEPS_TAB = {
    "read, separating": "Tab goes to the next boundary to check; F6 goes on to the next pane",
}
"""Places where Tab has a meaning of its own, and what leads on there instead."""


@pytest.fixture(scope="module")
def house(
    example_file: Path, tmp_path_factory: pytest.TempPathFactory, qapp: QApplication
) -> Iterator[House]:
    """Return a window on the example review, and the first window of all."""
    folder = tmp_path_factory.mktemp("places")
    session, bare = Session(Settings(reviewer_name="Reviewer A")), Session(Settings(reviewer_name="B"))
    assert session.open_library(Path(shutil.copy(example_file, folder / "review.reviewlib")))
    theme.apply(qapp, "light")
    made = House(Window(session), Window(bare), folder)
    made.window.show()
    yield made
    made.tidy()
    jobs.stop_all()
    made.until(lambda: not jobs.busy())
    for window in (made.window, made.first):
        window.close()
        window.deleteLater()
    theme.apply(qapp, "light")


@pytest.fixture(scope="module", params=list(LOOKS))
def look(request: pytest.FixtureRequest, house: House, qapp: QApplication) -> str:
    """Dress everything in a scheme, at the size that goes with it."""
    scheme = str(request.param)
    house.tidy()
    theme.apply(qapp, scheme)
    for window in (house.window, house.first):
        window.resize(*LOOKS[scheme])
    house.rest(60)
    return scheme


@pytest.fixture
def place(request: pytest.FixtureRequest, house: House, look: str) -> QWidget:
    """Bring a place about, with the keyboard in it."""
    house.tidy()
    root = PLACES[request.param](house)
    focus = QApplication.focusWidget()
    if focus is None or focus.window() is not root.window():
        root.window().activateWindow()
        house.rest()
    return root


@pytest.mark.parametrize("place", list(PLACES), indirect=True)
def test_it_can_be_used_by_everybody(
    place: QWidget, look: str, request: pytest.FixtureRequest, house: House
) -> None:
    found = {"too faint": looking.faint(place), "focus that is not shown": _unmarked(place, look)}
    house.settle()  # a list that got the keyboard may show more
    if look == "light":  # what does not depend on colours
        widgets = controls.controls(place)
        found |= {
            "controls without a name": controls.unnamed(widgets),
            "pictures without a tooltip": controls.unexplained(widgets),
            "controls without a role": controls.without_role(widgets),
            "controls nobody can tell apart by ear": controls.alike(widgets),
            "targets below 24 px without room around them": controls.small(place, widgets),
            "cut off": controls.clipped(place),
            "elided without a tooltip": looking.cut_short(place),
            **_by_keyboard(place, request.node.callspec.params["place"]),
        }
    assert {what: which for what, which in found.items() if which} == {}


_marked: set[tuple[str, type[QWidget]]] = set()
"""The sorts of controls whose mark of the focus was looked at, by scheme: each is drawn twice for it."""


def _unmarked(place: QWidget, look: str) -> list[str]:
    """Return the stops of Tab that hide that they have the keyboard; the reading page shows its caret."""
    stops = [stop for stop in tab_order.stops(place) if not isinstance(stop, Page)]
    fresh = {(look, type(stop)): stop for stop in stops if (look, type(stop)) not in _marked}
    _marked.update(fresh)
    return [controls.said(stop) for stop in fresh.values() if controls.unmarked(stop)]


def _by_keyboard(place: QWidget, name: str) -> dict[str, list[str]]:
    """Go through a place by keys: a menu by its arrows, all else by Tab."""
    if isinstance(place, QMenu):
        return {"the arrows pass over": controls.passed_over(place), "too low": controls.low(place)}
    return _by_f6() if name in KEEPS_TAB else _by_tab(place)


def _by_tab(place: QWidget) -> dict[str, list[str]]:
    stops, trap = controls.tour(place)
    return {
        "Tab does not lead on": trap,
        "Tab does not stop there": controls.unreached(place, stops),
        "Tab leads back up": controls.led_back(stops),
    }


def _by_f6() -> dict[str, list[str]]:
    before = QApplication.focusWidget()
    assert before is not None
    QTest.keyClick(before, Qt.Key.Key_F6)
    left = QApplication.focusWidget()
    stays = left is None or left is before
    return {"nothing leads on": [controls.said(before)] if stays else []}


def test_every_menu_says_what_it_does(house: House) -> None:
    """Each entry has words and no two are alike; each menu of the bar has a letter of its own."""
    for name in ("library", "screen", "read", "grade", "synthesis", "report"):
        house.session.go(name, document=2, claim=5)
        bar = house.window.menuBar()
        shown = [action for action in bar.actions() if action.isVisible()]
        letters = [action.text().partition("&")[2][:1].lower() for action in shown]
        assert all(letters) and len(set(letters)) == len(letters)
        for top in house.window.findChildren(QMenu):
            entries = [each for each in top.actions() if not each.isSeparator()]
            words = [(each.text().replace("&", ""), each.menu() is None) for each in entries]
            assert all(text for text, _ in words) and len(set(words)) == len(words), (
                name,
                top.title(),
                words,
            )


@pytest.mark.parametrize("look", list(LOOKS), indirect=True)
def test_what_a_button_says_under_the_pointer_can_be_read(house: House, look: str) -> None:
    button = house.window.findChildren(PlaceButton)[0]
    QToolTip.showText(house.window.mapToGlobal(QPoint(300, 300)), button.toolTip(), house.window)
    house.rest()
    (shown,) = (each for each in QApplication.topLevelWidgets() if each.inherits("QTipLabel"))
    assert looking.words(shown) and looking.faint(shown) == []
    QToolTip.hideText()


@pytest.mark.parametrize("look", list(LOOKS), indirect=True)
def test_controls_under_the_pointer_or_pressed_can_be_read(house: House, look: str) -> None:
    gallery = controls.Gallery()
    house.keep(gallery)
    faint = []
    for control in gallery.controls:
        for state in ("hover", "press", "focus"):
            with gallery.held(control, state):
                faint += [f"{state}: {words}" for words in looking.faint(gallery)]
    assert faint == []


def test_every_window_and_workspace_has_a_place() -> None:
    """A class that opens a window of its own, or is a workspace, is named with the place that shows it."""
    made = set()
    for path in sorted(Path(gui.__file__).parent.rglob("*.py")):
        for words in re.split(r"^(?=class )", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
            if OWN_WINDOW.match(words) or OPENS_A_WINDOW.search(words):
                made.add(words.split("(")[0].removeprefix("class "))
    assert made == COVERS.keys()
    assert {place for place in COVERS.values() if not place.startswith("—")} <= PLACES.keys()


OWN_WINDOW = re.compile(r"class \w+\((QDialog|QMainWindow|Workspace)\b")
OPENS_A_WINDOW = re.compile(r"WindowType\.(Popup|Window|Dialog|Tool)\b")


def test_tab_goes_by_rows_and_a_column_as_a_whole() -> None:
    boxes = {
        "bar": QRect(0, 0, 300, 20),
        "left above": QRect(0, 20, 100, 40),
        "left below": QRect(0, 60, 100, 100),
        "middle": QRect(101, 20, 100, 140),
        "right, a label": QRect(202, 22, 20, 20),
        "right, its field": QRect(230, 20, 60, 24),
        "right, below": QRect(202, 50, 90, 110),
    }
    assert tab_order.in_order([(box, name) for name, box in reversed(boxes.items())]) == list(boxes)
    assert tab_order.in_order([]) == []
