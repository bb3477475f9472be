"""F1 opens the manual at the page about where one is; what its pages name of the window is there."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from reviewer import manual
from reviewer.gui import helping
from reviewer.gui.keys import by_menu, columns
from reviewer.gui.manual import ABOVE, MARGIN, Manual
from reviewer.gui.preferences import Preferences
from reviewer.gui.session import Session
from reviewer.gui.window import WORKSPACES, Window
from reviewer.settings import resource
from tests.test_manual_words import blocks, is_key, names

MENU = re.compile(r"\*\*([^*]+ › [^*]+)\*\*")
TEXTS = {path.name: path.read_text("utf-8") for path in sorted(resource("help").glob("*.md"))}


def title(shown: Manual) -> str:
    return shown.text.document().begin().text()


def at_top(shown: Manual) -> str:
    """Return the heading that the page was scrolled to: the first line in sight."""
    return shown.text.cursorForPosition(QPoint(MARGIN, 2 * ABOVE)).block().text()


def test_every_page_named_is_there_and_so_is_what_it_is_about(window: Window) -> None:
    headings = {page.id: page.anchors for page in manual.pages()}
    for target in (*helping.PAGES.values(), *helping.MODES.values()):
        id, _, anchor = target.partition("#")
        assert anchor in (*headings[id], ""), target
    sources = (Path(helping.__file__).parent).rglob("*.py")
    classes = {
        each.name
        for path in sources
        for each in ast.parse(path.read_text("utf-8")).body
        if isinstance(each, ast.ClassDef)
    }
    panes = {dock.objectName() for kind, _ in WORKSPACES for dock in window._place(kind.id).docks.values()}
    panes |= {dock.objectName() for dock in window._bottom} | {"history"}
    assert set(helping.PAGES) <= classes | panes
    known = {id for place in window.places.values() for id in place.workspace.actions_by_id}
    assert set(helping.MODES) <= known


def test_f1_goes_by_the_pane_that_has_the_keyboard(qtbot: QtBot, window: Window, session: Session) -> None:
    session.go("grade")
    QTest.keyClick(window, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    focus = QApplication.focusWidget()
    assert focus is not None and helping.page_about(focus) == "safety#history"
    QTest.keyClick(focus, Qt.Key.Key_F1)
    shown = window.helping.manual
    assert shown is not None
    qtbot.waitUntil(lambda: at_top(shown) == "History")
    assert title(shown) == "History, backups, and where things lie"


def test_f1_in_a_mode_opens_the_page_about_it(window: Window, session: Session) -> None:
    session.go("read")
    assert window.front is not None
    window.front.workspace.actions_by_id["separate"].trigger()
    QTest.keyClick(window, Qt.Key.Key_F1)
    assert window.helping.manual is not None
    assert title(window.helping.manual) == "Whose words: how voices are told apart"


def test_f1_in_a_dialog_opens_a_manual_that_can_be_used_beside_it(
    qtbot: QtBot, window: Window, session: Session
) -> None:
    window.actions_by_id["app.settings"].trigger()
    dialog = window.findChild(Preferences)
    assert isinstance(dialog, QDialog) and dialog.isModal()
    qtbot.waitUntil(dialog.isActiveWindow)
    QTest.keyClick(dialog.sections, Qt.Key.Key_F1)
    shown = dialog.findChild(Manual)
    assert shown is not None
    assert title(shown) == "Settings, and how the window is arranged"
    qtbot.waitUntil(shown.isActiveWindow)
    qtbot.keyClicks(shown.field, "backups")
    assert shown.list.count() > 1
    QTest.keyClick(shown.field, Qt.Key.Key_Escape)
    assert not shown.isVisible() and dialog.isVisible()
    dialog.close()


def test_a_place_without_a_page_of_its_own_has_none(qtbot: QtBot) -> None:
    nobody = QWidget()
    qtbot.addWidget(nobody)
    assert helping.page_about(nobody) == helping.page_about(None) == ""


NATURAL = {"Enter", "Esc", "Tab", "↑", "↓", "←", "→", "D", "?", "Shift", "Alt", "Alt+↑", "Alt+↓"}
"""Keys that fields, lists and the page understand by themselves, and that are held with others."""


def test_every_menu_item_and_every_key_that_a_page_names_is_there(window: Window) -> None:
    sections = window.keyboard.sections()
    there = {f"{menu} › {words}" for menu, lines in by_menu(sections) for words, _, _ in lines}
    inner = {path.rpartition(" › ")[0] for path in there}
    named = {path for text in TEXTS.values() for path in MENU.findall(" ".join(text.split()))}
    assert len(named) > 30
    assert named - there - inner - {"File › Open recent"} == set()

    lines = [line for column in columns(sections) for line in column.lines]
    keys = {"+".join(caps) for _, caps, _ in lines} | {str(n) for n in range(10)}
    found = {key for text in TEXTS.values() for block in blocks(text) for key in names(block) if is_key(key)}
    assert found - keys - NATURAL == set()
