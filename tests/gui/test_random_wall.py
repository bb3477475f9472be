"""Whatever is pressed, clicked and typed in the whole window, only a study's words enter a certainty.

A hand at random goes through every workspace, triggers every command there is, presses every key of the key
lines, clicks what can be clicked and types. File dialogs and questions answer by themselves. After each
step the journal is asked what was rated, and now and then the wall is told from the rows of the library.
"""

from __future__ import annotations

import inspect
import random
import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QAction, QCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDialog,
    QLineEdit,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from reviewer import library
from reviewer.actions import claims as claim_actions
from reviewer.actions import documents as document_actions
from reviewer.actions.example import load_example
from reviewer.gui import dialogs, jobs, theme
from reviewer.gui.session import Session
from reviewer.gui.window import WORKSPACES, Window
from reviewer.library import claims, documents
from reviewer.model import Kind
from reviewer.settings import Settings
from tests import wall

AWAY = ("app.", "library.", "add.", "exchange.", "view.full", "help.", "go.search", "report.export")
"""Commands that leave the library, read or write files, or open what stays in front of the window."""
KEYS = [
    *"QLTSEDGYNBCRXMPAJKO0123456789+-=.",
    Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Tab, Qt.Key.Key_Return,
    Qt.Key.Key_Escape, Qt.Key.Key_Space, Qt.Key.Key_Delete,
]  # fmt: skip
KINDS = (Kind.ABSTRACT, Kind.COMMENTARY, Kind.COMMENT, Kind.BOILERPLATE)
WORDS = ("Because.", "large effect", "-1", "study", "RR", "0.5", "randomised trial")


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("example") / "example.reviewlib"
    with closing(library.create(path, library.reviewer_named("Ann"))) as made:
        load_example(made)
    return path


@pytest.fixture
def window(
    example: Path, tmp_path: Path, qtbot: QtBot, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Window]:
    for name, each in inspect.getmembers(dialogs, inspect.isfunction):
        if "parent" in inspect.signature(each).parameters:
            answer: object = 0 if name == "ask" else [] if name == "open_documents" else None
            monkeypatch.setattr(dialogs, name, lambda *_a, _answer=answer, **_k: _answer)
    closer = QTimer()
    closer.timeout.connect(close_what_waits)
    closer.start(15)
    theme.apply(qapp, "light")
    session = Session(Settings(reviewer_name="Ann"))
    assert session.open_library(Path(shutil.copy(example, tmp_path / "review.reviewlib")))
    made = Window(session)
    qtbot.addWidget(made)
    made.resize(1440, 900)
    made.show()
    yield made
    jobs.stop_all()
    qtbot.waitUntil(lambda: not jobs.busy(), timeout=10_000)
    closer.stop()
    if isValid(made):  # waiting for a job lets Qt delete what was closed before
        made.close()
    session.close()


def close_what_waits() -> None:
    """Close a menu or a dialog that waits for an answer."""
    popup, modal = QApplication.activePopupWidget(), QApplication.activeModalWidget()
    if popup is not None:
        popup.close()
    elif isinstance(modal, QDialog):
        modal.reject()


class Hand:
    """Does one thing after another in the window, by dice."""

    def __init__(self, window: Window, seed: int) -> None:
        self.window, self.dice, self.did = window, random.Random(seed), ""

    def act(self) -> None:
        """Do one thing and remember what it was, for the message of a test that fails."""
        way = self.dice.choice(
            [
                self.go,
                self.command,
                self.key,
                self.key,
                self.click,
                self.type,
                self.judge,
                self.judge,
                self.move,
            ]
        )
        self.did = f"{way.__name__}: {way()}"

    def go(self) -> str:
        """Go to a place with a document, a claim or a quote in front."""
        session, place = self.window.session, self.dice.choice(WORKSPACES)[0].id
        links = session.read(claims.quotes)
        link = self.dice.choice(links) if links else None
        if link is not None and self.dice.random() < 0.5:
            session.go(place, document=link.span.document, claim=link.claim, quote=link.id)
        else:
            begin = self.dice.randrange(2000)
            session.go(place, document=self.dice.randint(1, 2), span=(begin, begin + 60))
        return place

    def judge(self) -> str:
        """Go to a claim in Grade and press what judges there."""
        session, numbers = self.window.session, range(1, 12)
        session.go("grade", document=self.dice.randint(1, 2), claim=self.dice.choice(numbers))
        if self.window.front is not None:
            self.window.front.workspace.activate()
        pressed = [self.dice.choice([*"0123", Qt.Key.Key_Down, Qt.Key.Key_P]) for _ in range(3)]
        for key in pressed:
            QTest.keyClick(self.window.focusWidget() or self.window, key)  # type: ignore[call-overload]
        return f"{session.claim} {pressed}"

    def move(self) -> str:
        """Say another kind of a part, or tie a quote elsewhere, as Read does."""
        session, dice = self.window.session, self.dice
        links = session.read(claims.quotes)
        parts = [each for each in session.read(documents.segments, 2) if each.rule != documents.BLANK]
        if not links or dice.random() < 0.5:
            part, kind = dice.choice(parts), dice.choice(KINDS)
            session.perform(document_actions.set_kind, 2, part.id, kind)
            return f"{part.id} is {kind}"
        link, claim = dice.choice(links), dice.choice(session.read(claims.claims))
        change: dict[str, Any] = dice.choice([{"claim": claim.id}, {"background": dice.random() < 0.5}])
        session.perform(claim_actions.edit_quote, link.id, **change)
        return f"{link.id} {change}"

    def command(self) -> str:
        """Trigger any command that can be used now."""
        every: list[QAction] = [
            action
            for action in self.window.commands_now()
            if action.isEnabled() and not action.objectName().startswith(AWAY)
        ]
        chosen = self.dice.choice(every)
        chosen.trigger()
        return chosen.objectName() or chosen.text()

    def key(self) -> str:
        """Press a key where the focus is, now and then with Ctrl or Shift."""
        key = self.dice.choice(KEYS)
        none, ctrl = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
        held = ctrl if key == Qt.Key.Key_Return and self.dice.random() < 0.5 else none
        QTest.keyClick(self.window.focusWidget() or self.window, key, held)  # type: ignore[call-overload]
        return f"{key} {held}"

    def click(self) -> str:
        """Click a button or a row that is in sight."""
        front = self.window.front
        area: QWidget = front.workspace if front is not None and self.dice.random() < 0.7 else self.window
        found = [
            each
            for each in area.findChildren(QWidget)
            if isinstance(each, QAbstractButton | QAbstractItemView | QComboBox)
            and each.isVisible()
            and each.isEnabled()
            and not each.visibleRegion().isEmpty()
            and not self._leads_away(each)
        ]
        if not found:
            return "nothing"
        chosen = self.dice.choice(found)
        if isinstance(chosen, QComboBox):
            if chosen.count():
                place = self.dice.randrange(chosen.count())
                chosen.setCurrentIndex(place)
                chosen.activated.emit(place)
        elif isinstance(chosen, QAbstractItemView):
            height = max(1, chosen.viewport().height())
            at = QPoint(20, self.dice.randrange(height))
            QTest.mouseClick(chosen.viewport(), Qt.MouseButton.LeftButton, pos=at)
        else:
            chosen.click()
        return f"{type(chosen).__name__} {chosen.accessibleName()}"

    def _leads_away(self, widget: QWidget) -> bool:
        """Tell whether a button opens a menu, or runs a command that leads away."""
        menu = getattr(widget, "menu", None)
        action = getattr(widget, "defaultAction", lambda: None)()
        return bool(menu and menu()) or bool(action and action.objectName().startswith(AWAY))

    def type(self) -> str:
        """Type into the field that has the focus."""
        field = self.window.focusWidget()
        if isinstance(field, QLineEdit | QTextEdit):
            words = self.dice.choice(WORDS)
            QTest.keyClicks(field, words)
            return words
        return "nothing"


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
@pytest.mark.parametrize("seed", range(2))
def test_nothing_done_in_the_window_lets_an_opinion_into_a_certainty(
    window: Window, qtbot: QtBot, seed: int
) -> None:
    hand, lib = Hand(window, seed), window.session.library
    assert lib is not None
    rated = 0
    for step in range(56):
        held, before = wall.bodies(lib), wall.latest(lib)
        hand.act()
        qtbot.wait(1)
        QCursor.setPos(QPoint(5, 5))
        assert window.session.library is lib, f"the library was left by {hand.did}"
        now = wall.rated_since(lib, before)
        rated += bool(now)
        assert now <= held, f"step {step}, {hand.did}, rated {now - held}"
        if step % 14 == 13:
            assert wall.breaches(lib) == [], f"step {step}, {hand.did}"
    assert rated, "this hand never rated anything: it proves nothing"
