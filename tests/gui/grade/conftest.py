"""A Grade workspace on the example review, in a window with its docks, driven by real events."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDockWidget, QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from reviewer import library
from reviewer.actions.example import load_example
from reviewer.gui import theme
from reviewer.gui.session import Session
from reviewer.gui.workspaces.grade import GradeWorkspace
from reviewer.gui.workspaces.grading.rows import DomainRow
from reviewer.library import appraisals
from reviewer.model import Certainty, Judgement

AREAS = {"left": Qt.DockWidgetArea.LeftDockWidgetArea, "right": Qt.DockWidgetArea.RightDockWidgetArea}


@pytest.fixture(scope="package")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the example review once; each test works on a copy of the file."""
    path = tmp_path_factory.mktemp("example") / "example.reviewlib"
    with closing(library.create(path)) as made:
        load_example(made)
    return path


@pytest.fixture
def session(example: Path, tmp_path: Path, qapp: QApplication) -> Iterator[Session]:
    path = tmp_path / "review.reviewlib"
    shutil.copy(example, path)
    theme.apply(qapp, "light")
    session = Session()
    assert session.open_library(path)
    yield session
    session.close()


class Desk:
    """The workspace, its window, and the words tests use for what a person does."""

    def __init__(self, session: Session, qtbot: QtBot) -> None:
        self.session = session
        self.messages: list[str] = []
        session.message.connect(lambda _level, text, hint: self.messages.append(f"{text} {hint}".strip()))
        self.workspace = GradeWorkspace(session)
        self.window = QMainWindow()
        qtbot.addWidget(self.window)
        self.window.setCentralWidget(self.workspace)
        for row in self.workspace.docks():
            dock = QDockWidget(row.title)
            dock.setWidget(row.widget)
            self.window.addDockWidget(AREAS[row.area], dock)
        self.window.resize(1440, 800)
        with qtbot.waitActive(self.window):
            self.window.show()
            self.window.activateWindow()
        self.workspace.activate()

    def go(self, number: int, population: str = "") -> None:
        """Select a claim by its number, and a population by its short name."""
        entry = next(e for e in self.workspace.shelf.entries if e.claim.number == number)
        self.session.select("claim", entry.claim.id)
        if population:
            key = next(id for id, p in self.workspace.shelf.populations.items() if p.short == population)
            self.session.select("population", key)
        self.workspace.activate()

    def key(
        self, *keys: Qt.Key | str, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        """Press keys where the focus is."""
        for each in keys:
            QTest.keyClick(self.focus(), each, modifiers)  # type: ignore[call-overload]

    def type(self, text: str) -> None:
        """Type into whatever has the focus."""
        QTest.keyClicks(self.focus(), text)

    def click(self, widget: QWidget) -> None:
        """Click into the middle of a widget."""
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)

    def focus(self) -> QWidget:
        """Return the widget that has the focus."""
        found = self.window.focusWidget() or self.workspace
        return found

    def row(self, domain: str) -> DomainRow:
        """Return the row of a domain on the sheet."""
        return next(row for row in self.workspace.sheet.domains if row.item.id == domain)

    def rating(self) -> Certainty:
        """Return one's own rating of the body in front, as the library holds it."""
        body = self.workspace.body
        assert body is not None
        found = self.session.read(appraisals.certainty_of, body.claim.id, body.key, self.session.reviewer.id)
        assert found is not None
        return found

    def judgement(self, domain: str) -> Judgement:
        """Return the judgement of a domain as the library holds it."""
        return self.rating().judgements.get(domain, Judgement())

    def level(self) -> int:
        """Return the certainty the sheet shows."""
        return self.workspace.sheet.head.sign.level


@pytest.fixture
def desk(session: Session, qtbot: QtBot) -> Desk:
    return Desk(session, qtbot)


@pytest.fixture
def settle(qtbot: QtBot) -> Callable[[], None]:
    """Wait until typing has rested long enough to be saved."""

    def wait() -> None:
        qtbot.wait(460)

    return wait
