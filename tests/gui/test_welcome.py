"""The first page: four ways in, by keyboard and by mouse."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from reviewer import settings
from reviewer.gui import dialogs
from reviewer.gui.session import Session
from reviewer.gui.window import Window
from reviewer.gui.workspaces.welcome import LINKS, WAYS, Welcome
from reviewer.library import claims, documents


def page(window: Window) -> Welcome:
    assert window.front is not None
    assert isinstance(window.front.workspace, Welcome)
    return window.front.workspace


def test_the_first_start_makes_no_file_and_offers_four_ways_in(first_window: Window) -> None:
    welcome = page(first_window)

    assert len(WAYS) == 4
    assert QApplication.focusWidget() is welcome.ways[0]
    assert not settings.default_library().exists()
    assert "My library.reviewlib" in welcome.place.text()
    assert first_window.windowTitle() == "My library — Reviewer"
    enabled = {id for id, action in first_window.place_actions.items() if action.isEnabled()}
    assert enabled == {"library"}


def test_every_way_and_link_is_a_command_of_the_window(first_window: Window) -> None:
    ids = [way.command for way in WAYS] + [command for command, _ in LINKS]

    assert set(ids) <= set(first_window.actions_by_id)
    for way in WAYS:
        keys = first_window.actions_by_id[way.command].shortcut().toString()
        assert keys == "+".join(way.keys)


def test_arrows_choose_and_enter_starts(
    qtbot: QtBot, first_window: Window, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_text("Words of a first document.", encoding="utf-8")
    monkeypatch.setattr(dialogs, "open_folder", lambda parent: tmp_path)
    welcome = page(first_window)

    qtbot.keyClick(welcome.ways[0], Qt.Key.Key_Down)
    assert QApplication.focusWidget() is welcome.ways[1]
    with qtbot.waitSignal(first_window.importing.added):
        qtbot.keyClick(welcome.ways[1], Qt.Key.Key_Return)

    assert first_window.front is not None
    assert first_window.front.workspace.id == "library"
    assert settings.default_library().exists()


def test_ctrl_v_adds_what_the_clipboard_holds(
    qtbot: QtBot, first_window: Window, bare_session: Session
) -> None:
    QGuiApplication.clipboard().setText("An abstract.\n\nRESULTS: Ten patients got better.")

    qtbot.keyClick(page(first_window).ways[0], Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)

    assert bare_session.read(documents.count) == 1
    document = bare_session.document
    assert document is not None
    assert "Ten patients" in bare_session.read(documents.document, document).text


def test_an_empty_clipboard_is_said(qtbot: QtBot, first_window: Window) -> None:
    QGuiApplication.clipboard().clear()

    qtbot.mouseClick(page(first_window).ways[3], Qt.MouseButton.LeftButton)

    assert first_window.front is not None
    assert first_window.front.strip.text.startswith("The clipboard holds no text.")


def test_the_sample_review_opens_in_a_library_of_its_own(
    qtbot: QtBot, first_window: Window, bare_session: Session
) -> None:
    link = next(
        button
        for button in page(first_window).findChildren(QPushButton)
        if button.text() == "Open the sample review"
    )
    qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: first_window.front is not None and first_window.front.workspace.id == "library")

    assert len(bare_session.read(claims.claims)) == 11
    assert first_window.windowTitle() == "Sample review — Reviewer"


def test_the_drawing_gives_way_in_a_small_window(qtbot: QtBot, first_window: Window) -> None:
    welcome = page(first_window)
    first_window.resize(1440, 900)
    qtbot.waitUntil(welcome.drawing.isVisible)
    first_window.resize(960, 600)
    qtbot.waitUntil(lambda: not welcome.drawing.isVisible())

    assert all(not way.visibleRegion().isEmpty() for way in welcome.ways)
