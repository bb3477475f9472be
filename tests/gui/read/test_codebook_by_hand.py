"""The codebook before the whole window, by the events of a keyboard and a mouse: nesting by drag, a tag made
while tagging and taken back."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from PySide6.QtCore import QEvent, QModelIndex, QPoint, QPointF, Qt
from PySide6.QtGui import QDrag, QDragMoveEvent, QDropEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from reviewer.gui.window import Window
from reviewer.gui.workspaces.read import ReadWorkspace
from reviewer.gui.workspaces.reading import codebook_tree
from reviewer.gui.workspaces.reading.codebook import Codebook
from reviewer.library import journal
from tests.gui.read.hands import CTRL, NONE, SHIFT, Hands, Key

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
LEFT, NO_BUTTON = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton


@pytest.fixture
def hands(window: Window, qtbot: QtBot) -> Hands:
    window.resize(1440, 900)
    window.session.go("read", document=2, claim=5)
    made = Hands(window)
    qtbot.waitUntil(lambda: book(made).tree.visualRect(index(made, "Practice")).bottom() > 0)
    qtbot.waitUntil(lambda: not made.read.suggesting.looking)
    return made


def book(hands: Hands) -> Codebook:
    workspace = hands.read
    assert isinstance(workspace, ReadWorkspace)
    return workspace.codebook


def index(hands: Hands, name: str) -> QModelIndex:
    found = book(hands)._index(tag(hands, name))
    assert found is not None
    return found


def paths(hands: Hands) -> list[str]:
    desk = hands.read.desk
    assert desk is not None
    return [desk.path_of(tag) for tag in desk.tags.values()]


def drag(hands: Hands, name: str, way: Sequence[QPoint], patch: pytest.MonkeyPatch) -> None:
    """Press on a tag, go along places in the tree, and let go at the last of them.

    A press and a move begin the drag; the offscreen platform cannot carry anything, so that the tree is sent
    here what a desktop sends it on the way. (With the pointer of an X server it is the same; tried.)
    """
    tree = book(hands).tree
    view = tree.viewport()

    class Carried(QDrag):
        def exec(self, actions: Qt.DropAction) -> None:  # type: ignore[override]
            held = (actions, self.mimeData(), LEFT, NONE)
            for point in way:
                tree.viewportEvent(QDragMoveEvent(point, *held))
            let_go = QDropEvent(QPointF(way[-1]), *held)
            patch.setattr(let_go, "source", lambda: tree, raising=False)
            tree.viewportEvent(let_go)

    patch.setattr(codebook_tree, "QDrag", Carried)
    start = tree.visualRect(index(hands, name)).center()
    far = QApplication.startDragDistance() + 4
    QTest.mousePress(view, LEFT, NONE, start)
    moved = QPointF(start + QPoint(far, 1))
    place = QPointF(view.mapToGlobal(moved.toPoint()))
    QApplication.sendEvent(view, QMouseEvent(QEvent.Type.MouseMove, moved, place, NO_BUTTON, LEFT, NONE))


def test_a_tag_is_dragged_under_another_and_taken_back(hands: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    tree = book(hands).tree
    target = tree.visualRect(index(hands, "Safety")).center()
    drag(hands, "Practice", [target + QPoint(0, 60), target + QPoint(0, 3), target], monkeypatch)

    assert "Safety › Practice" in paths(hands)
    assert book(hands).selected() == tag(hands, "Practice")
    hands.tap(Key.Key_Z, modifiers=CTRL)
    assert "Practice" in paths(hands) and "Safety › Practice" not in paths(hands)
    hands.tap(Key.Key_Z, modifiers=CTRL | SHIFT)
    assert "Safety › Practice" in paths(hands)


def test_a_tag_let_go_on_itself_stays(hands: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    before, ops = paths(hands), len(hands.window.session.read(journal.history))
    own = book(hands).tree.visualRect(index(hands, "Mechanism")).center()
    drag(hands, "Mechanism", [own + QPoint(0, 40), own], monkeypatch)

    assert paths(hands) == before
    assert len(hands.window.session.read(journal.history)) == ops


def test_a_tag_made_while_tagging_is_one_step_to_take_back(hands: Hands) -> None:
    session, before = hands.window.session, paths(hands)
    claim = session.claim
    hands.read.page.setFocus()
    hands.tap("T")
    hands.type("Mechanism > Monocytes")
    hands.tap(Key.Key_Return)
    assert "Mechanism › Monocytes" in paths(hands)
    assert book(hands).selected() == tag(hands, "Monocytes") and tag(hands, "Monocytes") in on_claim(hands)

    hands.tap(Key.Key_Z, modifiers=CTRL)
    assert paths(hands) == before and session.claim == claim
    assert hands.read.page.hasFocus(), "the next letter acts where one was"
    assert hands.window.actions_by_id["edit.redo"].isEnabled()

    hands.tap(Key.Key_Z, modifiers=CTRL | SHIFT)
    assert tag(hands, "Monocytes") in on_claim(hands)
    hands.tap("T")
    hands.type("monoc")
    hands.tap(Key.Key_Return)
    assert tag(hands, "Monocytes") not in on_claim(hands), "T again takes it off"


def tag(hands: Hands, name: str) -> int:
    desk = hands.read.desk
    assert desk is not None
    return next(each.id for each in desk.tags.values() if each.name == name)


def on_claim(hands: Hands) -> Sequence[int]:
    desk = hands.read.desk
    assert desk is not None and hands.window.session.claim is not None
    return desk.claims[hands.window.session.claim].tags


def test_a_new_tag_is_made_by_mouse_in_the_codebook_and_taken_back(hands: Hands) -> None:
    before = paths(hands)
    book(hands).start_beside()
    entry = book(hands).entry
    hands.click(entry)
    hands.type("Nausea")
    hands.tap(Key.Key_Return)
    assert len(paths(hands)) == len(before) + 1
    hands.menu("Edit", "Undo")
    assert paths(hands) == before
