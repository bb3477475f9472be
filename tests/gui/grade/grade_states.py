"""The states of Grade that are kept as pictures."""

from __future__ import annotations

from contextlib import closing

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from reviewer import library
from reviewer.actions import documents as document_actions
from reviewer.gui.session import Session
from reviewer.gui.workspaces.grade import GradeWorkspace
from reviewer.gui.workspaces.grading.forms import FormPage
from reviewer.library import claims
from tests.gui.states import State, Studio
from tests.two_people import rate

SHEET, NARROW, FORM, PAGE = (860, 820), (640, 460), (860, 600), (640, 420)


def grade(studio: Studio, session: Session, claim: int, size: tuple[int, int]) -> GradeWorkspace:
    """Return the workspace on a claim of the example review, with its docks elsewhere."""
    session.select("claim", claim)
    workspace = GradeWorkspace(session)
    studio.qtbot.addWidget(workspace)
    for dock in workspace.docks():
        studio.qtbot.addWidget(dock.widget)
    workspace.resize(*size)
    workspace.show()
    workspace.activate()
    studio.qtbot.wait(30)
    return workspace


def sheet(studio: Studio) -> QWidget:
    """A rating with its stair, the floor it meets, and what is locked."""
    return grade(studio, studio.example(), 1, SHEET)


def sheet_narrow(studio: Studio) -> QWidget:
    """Judgement and rationale one below the other; a population to choose."""
    return grade(studio, studio.example(), 5, NARROW)


def facts(studio: Studio) -> QWidget:
    """The end of the sheet: the numbers of an effect and what they come to."""
    workspace = grade(studio, studio.example(), 1, PAGE)
    workspace.judging.note_effect(
        {"measure": "RR", "estimate": "0.60", "low": "0.40", "high": "0.90", "risk": "20%", "target": "0.75"}
    )
    studio.qtbot.wait(30)
    bar = workspace.sheet.verticalScrollBar()
    bar.setValue(bar.maximum())
    return workspace


def form(studio: Studio) -> QWidget:
    """RoB 2: the way to what is proposed is lit, and a question that follows from another is closed."""
    session = studio.example()
    session.perform(document_actions.set_study, 1, design="randomised trial")
    workspace = grade(studio, session, 1, FORM)
    workspace.show_form("rob-2")
    page = workspace.pages.currentWidget()
    assert isinstance(page, FormPage)
    for key in "1214":
        QTest.keyClick(workspace.focusWidget(), key)  # type: ignore[call-overload]
        QTest.keyClick(workspace.focusWidget(), Qt.Key.Key_Down)
    QTest.keyClick(workspace.focusWidget(), Qt.Key.Key_P)
    studio.qtbot.wait(30)
    page.verticalScrollBar().setValue(page.row.y() - 150)
    return workspace


def locked(studio: Studio) -> QWidget:
    """A claim that opinion and experience speak of, and no study."""
    return grade(studio, studio.example(), 3, PAGE)


def agreement(studio: Studio) -> QWidget:
    """Two who judged before they saw each other, with the table."""
    session = studio.example()
    assert session.library is not None
    with closing(library.open(session.library.path, library.reviewer_named("Reviewer B"))) as other:
        for link in {(link.claim, link.population): link for link in claims.quotes(other) if link.counts}:
            rate(other, *link, risk_of_bias=-1 if link[0] > 2 else -2, imprecision=-1)
    session.look_elsewhere()
    workspace = grade(studio, session, 1, PAGE)
    workspace.show_agreement()
    studio.qtbot.wait(30)
    bar = workspace.agreement.verticalScrollBar()
    bar.setValue(bar.maximum() // 7)
    return workspace


STATES = {
    "sheet": State(sheet, SHEET),
    "sheet-narrow": State(sheet_narrow, NARROW, (1, 2)),
    "effect": State(facts, PAGE),
    "form": State(form, FORM),
    "locked": State(locked, PAGE),
    "agreement": State(agreement, PAGE),
}
