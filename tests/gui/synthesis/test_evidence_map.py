"""The evidence map in the window: marks one can reach, choose and open, and its export."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from reviewer.gui import dialogs
from reviewer.gui.workspaces.synthesising.evidence_map import MapPane, MarkView, unit_of
from reviewer.model import Claim
from reviewer.synthesis.evidence_map import MOST, evidence_map
from reviewer.synthesis.holdings import Holdings
from tests.gui.synthesis.conftest import Desk
from tests.synthesis.made_holdings import POPULATIONS, TAGS, quote

Key = Qt.Key


@pytest.fixture
def marks(desk: Desk) -> list[MarkView]:
    desk.workspace.figure.tabs.setCurrentIndex(1)
    return desk.workspace.map.sheet.views


def test_every_mark_has_a_name_and_its_area_is_its_quotes(desk: Desk, marks: list[MarkView]) -> None:
    names = [view.accessibleName() for view in marks]

    assert "Claim 1, Very low: 3 study quotes" in names and len(names) == 13
    one, three = (next(v for v in marks if v.mark.quotes == n) for n in (1, 3))
    assert (three.radius / one.radius) ** 2 == pytest.approx(3)
    assert unit_of(desk.workspace.map.sheet.found) == 12


def test_turning_to_the_map_keeps_the_claim(desk: Desk) -> None:
    desk.go(8)
    desk.workspace.figure.tabs.setCurrentIndex(1)

    assert desk.session.claim == 8
    assert isinstance(desk.focus(), MarkView) and desk.focus().mark.claim == 8  # type: ignore[attr-defined]
    assert desk.workspace.claim_pane.windowTitle() == "Claim 8"


def test_arrows_go_from_mark_to_mark_and_enter_opens_the_words(desk: Desk, marks: list[MarkView]) -> None:
    marks[0].setFocus()
    desk.key(Key.Key_Right)
    assert desk.focus() is marks[1] and desk.session.claim == marks[1].mark.claim
    QTest.mouseClick(marks[5], Qt.MouseButton.LeftButton)
    assert desk.session.claim == marks[5].mark.claim
    desk.key(Key.Key_Return)
    assert desk.places == ["read"]


def test_g_leads_to_grade_and_experience_can_be_left_out(desk: Desk, marks: list[MarkView]) -> None:
    marks[2].setFocus()
    desk.key(
        Key.Key_E,
    )
    QTest.keyClick(desk.focus(), Key.Key_E, Qt.KeyboardModifier.ShiftModifier)
    names = [view.accessibleName() for view in desk.workspace.map.sheet.views]
    assert names and not any("reader" in name for name in names)
    desk.workspace.map.sheet.views[0].setFocus()
    desk.key(Key.Key_G)
    assert desk.places == ["grade"]


def test_the_map_is_exported(
    desk: Desk, marks: list[MarkView], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr(dialogs, "save_as_one_of", lambda *_args: (tmp_path / "map.svg", ".svg"))
    marks[0].setFocus()
    desk.key(Key.Key_E, modifiers=Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: "Written to" in desk.message(), timeout=10_000)
    assert (tmp_path / "map.svg").read_text(encoding="utf-8").startswith("<svg")


def test_too_many_marks_stand_as_one(qtbot: QtBot) -> None:
    claims = tuple(Claim(id, id, f"Claim {id}") for id in range(1, MOST + 10))
    tied = tuple(quote(id, claim=id, population=1) for id in range(1, MOST + 10))
    pane = MapPane()
    qtbot.addWidget(pane)
    pane.sheet.show_map(evidence_map(Holdings(claims, tied, TAGS, POPULATIONS)))

    (view,) = pane.sheet.views
    assert view.accessibleName() == f"{MOST + 9} claims, Not graded yet: {MOST + 9} study quotes"
