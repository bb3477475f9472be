"""The Synthesis workspace on the example review, in a window with its docks, driven by real events."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDockWidget, QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from reviewer.gui import jobs
from reviewer.gui.session import Session
from reviewer.gui.workspaces.synthesis import SynthesisWorkspace
from reviewer.synthesis.matrix import Line


class Desk:
    """The workspace, its window, and the words tests use for what a person does."""

    def __init__(self, session: Session, qtbot: QtBot) -> None:
        self.session, self.qtbot = session, qtbot
        self.places: list[str] = []
        self.messages: list[str] = [""]
        session.requested.connect(self.places.append)
        session.message.connect(lambda _level, text, hint: self.messages.append(f"{text} {hint}".strip()))
        self.workspace = SynthesisWorkspace(session)
        self.grid = self.workspace.grid
        self.window = QMainWindow()
        qtbot.addWidget(self.window)
        self.window.setCentralWidget(self.workspace)
        for row in self.workspace.docks():
            dock = QDockWidget(row.title)
            dock.setWidget(row.widget)
            self.window.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, dock)
        self.window.resize(1440, 840)
        with qtbot.waitActive(self.window):
            self.window.show()
            self.window.activateWindow()
        self.workspace.activate()
        self.settle()

    def settle(self) -> None:
        """Wait until the machine has looked for words that belong to claims."""
        self.qtbot.waitUntil(lambda: not self.workspace.waiting and not jobs.busy(), timeout=10_000)

    def focus(self) -> QWidget:
        """Return the widget that has the keyboard."""
        found = QApplication.focusWidget()
        assert found is not None
        return found

    def key(self, *keys: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press keys where the focus is."""
        for each in keys:
            QTest.keyClick(self.focus(), each, modifiers)

    def number(self) -> int:
        """Return the number of the claim in front."""
        line = self.grid.claim()
        assert line is not None
        return line.claim.number

    def column(self) -> str:
        """Return the label of the column in front."""
        return self.grid.evidence_rows.column(self.grid.evidence.currentIndex().column()).label

    def go(self, number: int, label: str = "") -> None:
        """Put a claim in front by its number, and a column by its label."""
        matrix = self.grid.evidence_rows.matrix
        claim = next(line.claim.id for line in matrix.lines if line.claim.number == number)
        columns = [n for n, column in enumerate(matrix.columns) if column.label == label]
        self.grid.go(claim, columns[0] if columns else None)
        self.workspace.activate()

    def said(self, number: int, label: str) -> str:
        """Return what a screen reader says of a cell."""
        rows = self.grid.evidence_rows
        lines = {each.claim.number: row for row, each in enumerate(rows.rows) if isinstance(each, Line)}
        column = next(n for n, each in enumerate(rows.matrix.columns) if each.label == label)
        return str(rows.data(rows.index(lines[number], column), Qt.ItemDataRole.AccessibleTextRole))

    def message(self) -> str:
        """Return what was said last."""
        return self.messages[-1]


@pytest.fixture
def desk(session: Session, qtbot: QtBot) -> Desk:
    return Desk(session, qtbot)
