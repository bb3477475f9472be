"""Docks keep their widths when a passing mode has borrowed room."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from reviewer.gui.panes import WIDTHS
from reviewer.gui.window import Window


def widths(window: Window) -> dict[str, int]:
    assert window.front is not None
    return {id: dock.width() for id, dock in window.front.docks.items() if not dock.isHidden()}


@pytest.mark.parametrize("size", [(1440, 900), (1280, 720), (960, 600)])
def test_separating_gives_back_the_room_it_took(qtbot: QtBot, window: Window, size: tuple[int, int]) -> None:
    window.resize(*size)
    window.show_place("read")
    narrow = size[0] < 1280
    expected = WIDTHS["right"] - 20 if narrow else WIDTHS["left"]
    qtbot.waitUntil(lambda: widths(window)["outline"] == expected)
    before = widths(window)

    for key in (Qt.Key.Key_B, Qt.Key.Key_Escape):
        focus = QApplication.focusWidget()
        assert focus is not None
        qtbot.keyClick(focus, key)
        qtbot.wait(60)

    assert widths(window) == before
