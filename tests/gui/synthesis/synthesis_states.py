"""The states of Synthesis that are kept as pictures."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from reviewer.gui import jobs
from reviewer.gui.workspaces.synthesis import SynthesisWorkspace
from tests.gui.states import State, Studio


def synthesis(studio: Studio, size: tuple[int, int]) -> SynthesisWorkspace:
    """Return the workspace on claim 4 of the example review, with what is suggested."""
    session = studio.example()
    session.select("claim", 4)
    workspace = SynthesisWorkspace(session)
    studio.qtbot.addWidget(workspace)
    for dock in workspace.docks():
        studio.qtbot.addWidget(dock.widget)
    workspace.resize(*size)
    workspace.show()
    studio.qtbot.waitUntil(lambda: not workspace.waiting and not jobs.busy(), timeout=10_000)
    return workspace


def matrix(studio: Studio) -> QWidget:
    return synthesis(studio, MATRIX)


def by_stance(studio: Studio) -> QWidget:
    workspace = synthesis(studio, NARROW)
    workspace.turn_colour()
    return workspace


def evidence_map(studio: Studio) -> QWidget:
    workspace = synthesis(studio, MATRIX)
    workspace.figure.tabs.setCurrentIndex(1)
    return workspace


MATRIX, NARROW = (1000, 660), (620, 420)
STATES = {
    "matrix": State(matrix, MATRIX),
    "by-stance-narrow": State(by_stance, NARROW),
    "map": State(evidence_map, MATRIX),
}
