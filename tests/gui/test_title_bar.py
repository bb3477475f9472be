"""The head of a dock under a real pointer."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from reviewer.gui.title_bar import TitleBar
from reviewer.gui.window import Window

pytestmark = pytest.mark.qt_log_ignore("does not support raise", extend=True)


def bar_of(window: Window, dock: str) -> TitleBar:
    assert window.front is not None
    bar = window.front.docks[dock].titleBarWidget()
    assert isinstance(bar, TitleBar)
    return bar


def button(inside: QWidget, name: str) -> QAbstractButton:
    return next(b for b in inside.findChildren(QAbstractButton) if b.accessibleName().startswith(name))


def hover(qtbot: QtBot, bar: TitleBar, over: QWidget) -> QPoint:
    """Bring the pointer from outside the bar over a widget in it; returns where that is on the screen."""

    def come() -> bool:  # again while the docks are being laid out
        QCursor.setPos(bar.window().mapToGlobal(bar.window().rect().center()))
        QApplication.processEvents()
        QCursor.setPos(over.mapToGlobal(over.rect().center()))
        QApplication.processEvents()
        return bar.handles.isVisible()

    qtbot.waitUntil(come)
    return over.mapToGlobal(over.rect().center())


@pytest.mark.parametrize("dock, name", [("outline", "Correct the boundaries"), ("codebook", "Add a tag")])
def test_a_button_stays_where_the_pointer_went_for_it(
    qtbot: QtBot, window: Window, dock: str, name: str
) -> None:
    window.show_place("read")
    bar = bar_of(window, dock)
    wanted = button(bar, name)

    place = hover(qtbot, bar, wanted)

    assert QApplication.widgetAt(place) is wanted
    assert not bar.handles.geometry().intersects(wanted.rect().translated(wanted.mapTo(bar, QPoint(0, 0))))


def test_the_handles_come_with_the_pointer_float_and_hide_the_dock(qtbot: QtBot, window: Window) -> None:
    window.show_place("read")
    bar, dock = bar_of(window, "codebook"), window.front.docks["codebook"] if window.front else None
    assert dock is not None
    QCursor.setPos(window.mapToGlobal(window.rect().center()))  # where no test left it
    qtbot.waitUntil(bar.handles.isHidden)

    hover(qtbot, bar, bar.label)
    qtbot.mouseClick(button(bar, "Hide Codebook"), Qt.MouseButton.LeftButton)
    assert dock.isHidden()

    dock.show()
    hover(qtbot, bar, bar.label)
    qtbot.mouseClick(button(bar, "Float Codebook"), Qt.MouseButton.LeftButton)
    assert dock.isFloating()


def test_a_pane_that_comes_and_goes_always_shows_the_button_to_hide_it(window: Window) -> None:
    window.keyboard.toggle()
    bar = window.keyboard.dock.titleBarWidget()
    assert isinstance(bar, TitleBar)

    assert button(bar, "Hide Keys").isVisible()
