"""The shell stands at once, then holds the window: title, place on the screen, closing."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from reviewer import gui, settings
from reviewer.gui.session import Session
from reviewer.gui.shell import LAYOUT, Shell
from reviewer.gui.window import Window
from reviewer.gui.workspaces.welcome import Welcome


def held(session: Session, qtbot: QtBot) -> tuple[Shell, Window]:
    shell = Shell(session.settings)
    qtbot.addWidget(shell)
    with qtbot.waitSignal(shell.stands):
        shell.show()
    window = Window(session)
    shell.hold(window)
    shell.activateWindow()
    qtbot.waitUntil(lambda: window.isActiveWindow() and window.isVisible())
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    return shell, window


def test_the_shell_paints_itself_before_it_holds_anything(bare_session: Session, qtbot: QtBot) -> None:
    for theme in ("light", "dark"):
        bare_session.settings.theme = theme
        shell = Shell(bare_session.settings)
        qtbot.addWidget(shell)
        with qtbot.waitSignal(shell.stands):
            shell.show()
        assert (shell.grab().toImage().pixelColor(700, 400).lightness() < 128) is (theme == "dark")


def test_keys_title_and_focus_work_through_the_shell(session: Session, qtbot: QtBot) -> None:
    shell, window = held(session, qtbot)
    assert shell.windowTitle() == window.windowTitle() == "review — Reviewer"
    QTest.keyClick(window, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    assert window.front is not None and window.front.workspace.id == "read"
    QTest.keyClick(window, Qt.Key.Key_F11)
    assert shell.isFullScreen()
    QTest.keyClick(window, Qt.Key.Key_F11)
    assert not shell.isFullScreen()
    shell.close()


def test_the_place_on_the_screen_is_kept(session: Session, qtbot: QtBot) -> None:
    shell, _ = held(session, qtbot)
    shell.resize(1000, 700)
    shell.close()
    assert session.library is None and session.settings.layouts[LAYOUT]
    again = Shell(session.settings)
    qtbot.addWidget(again)
    assert again.height() == 700  # the offscreen screen is narrower than the smallest window


def test_options_before_the_window_are_those_of_the_command_line(qapp: QApplication) -> None:
    library, reviewer = gui._options(["--reviewer", "Ada", "--library", "a.reviewlib"])
    assert (str(library), reviewer) == ("a.reviewlib", "Ada")
    assert gui._options(["b.reviewlib"]) == (gui.Path("b.reviewlib"), "")
    assert gui._options([]) == (None, "")


def test_what_qt_notes_of_folders_lies_with_the_settings() -> None:
    gui.keep_together()
    noted = QSettings(QSettings.Scope.UserScope, "QtProject").fileName()
    assert Path(noted).is_relative_to(settings.home())


def test_the_focus_is_where_the_first_page_wants_it(bare_session: Session, qtbot: QtBot) -> None:
    _, window = held(bare_session, qtbot)
    assert window.front is not None
    first = window.front.workspace
    assert isinstance(first, Welcome)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is first.ways[0])


def test_a_first_window_fits_on_the_screen(bare_session: Session, qtbot: QtBot) -> None:
    shell = Shell(bare_session.settings)
    qtbot.addWidget(shell)
    assert shell.height() <= max(shell.screen().availableSize().height(), shell.minimumHeight())


def test_a_screen_without_room_for_window_and_frame_is_filled(
    bare_session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = QApplication.primaryScreen().availableSize()
    monkeypatch.setattr("reviewer.gui.shell.FIRST", (screen.width(), screen.height()))
    shell = Shell(bare_session.settings)
    qtbot.addWidget(shell)
    assert shell.isMaximized()

    monkeypatch.setattr("reviewer.gui.shell.FIRST", (600, 500))
    roomy = Shell(bare_session.settings)
    qtbot.addWidget(roomy)
    assert not roomy.isMaximized()
