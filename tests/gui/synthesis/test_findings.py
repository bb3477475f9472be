"""The summary of findings and the evidence profile as tables in the window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from reviewer.actions import appraisals
from reviewer.gui.workspaces.synthesising.bar import FINDINGS, MATRIX
from tests.gui.synthesis.conftest import Desk

Key = Qt.Key


def turn(desk: Desk, tab: int = FINDINGS) -> None:
    desk.workspace.figure.tabs.setCurrentIndex(tab)
    desk.settle()


def texts(desk: Desk, row: int) -> list[str]:
    rows = desk.workspace.findings.rows
    return [str(rows.data(rows.index(row, column))) for column in range(rows.columnCount())]


def test_the_example_gives_the_rows_of_the_report(desk: Desk) -> None:
    turn(desk)
    assert texts(desk, 0)[0] == "Highly relapsing NMO or NMO spectrum disorder"
    assert texts(desk, 3) == [
        "4", "Serious adverse effects, mean 41 months after therapy", "20 (1)", "not estimable",
        "0 of 20 (0 to 16.8%)*; index terms list leukopenia and nausea c", "⊕◯◯◯ Very low a b", "4",
    ]  # fmt: skip
    assert "b  Downgraded one level for imprecision: 20 participants." in desk.workspace.findings.below.text()
    assert desk.workspace.findings.view.accessibleName() == "Summary of findings"


def test_moving_chooses_the_claim_and_enter_opens_its_rating_in_its_population(desk: Desk) -> None:
    desk.go(5)
    turn(desk)
    view = desk.workspace.findings.view
    assert desk.focus() is view and texts(desk, view.currentIndex().row())[0] == "5"
    desk.key(Key.Key_Down)
    assert texts(desk, view.currentIndex().row())[1] == "B cells in blood"
    desk.key(Key.Key_Down)
    assert desk.session.claim == 6
    assert desk.workspace.claim_pane.windowTitle() == "Claim 6"
    desk.key(Key.Key_Up)
    desk.key(Key.Key_Return)
    assert desk.places == ["grade"]
    assert (desk.session.claim, desk.session.population) == (5, 2)


def test_a_row_that_names_a_population_cannot_be_chosen(desk: Desk) -> None:
    turn(desk)
    view = desk.workspace.findings.view
    view.setCurrentIndex(desk.workspace.findings.rows.index(1, 0))
    box = view.visualRect(desk.workspace.findings.rows.index(0, 0))
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=box.center())
    assert not desk.workspace.findings.view.selectionModel().isRowSelected(0)


def test_the_profile_has_a_column_for_each_domain(desk: Desk) -> None:
    turn(desk)
    desk.workspace.layout_bar.table.buttons["profile"].click()
    desk.settle()
    heads = desk.workspace.findings.rows.table.heads
    assert heads[3:8] == ("Risk of bias", "Inconsistency", "Indirectness", "Imprecision", "Publication bias")
    assert texts(desk, 1)[3] == "serious a"


def test_the_table_follows_a_rating_and_its_undoing(desk: Desk) -> None:
    turn(desk)
    desk.session.perform(appraisals.rate_certainty, 1, 1, importance=3)
    desk.settle()
    desk.workspace.layout_bar.table.buttons["profile"].click()
    desk.settle()
    assert texts(desk, 1)[-1].startswith("3 limited")
    desk.session.undo()
    desk.settle()
    assert texts(desk, 1)[-1].startswith("9 critical")


def test_no_word_is_cut_in_any_cell(desk: Desk) -> None:
    turn(desk)
    view = desk.workspace.findings.view
    for width in (1440, 960):
        desk.window.resize(width, 700)
        desk.qtbot.wait(50)
        for row in range(desk.workspace.findings.rows.rowCount()):
            for column in range(desk.workspace.findings.rows.columnCount()):
                index = desk.workspace.findings.rows.index(row, column)
                assert view.sizeHintForIndex(index).height() <= view.rowHeight(row)


def test_the_table_is_copied_and_exported(desk: Desk, tmp_path: Path) -> None:
    turn(desk)
    desk.workspace.copy_table()
    lines = QGuiApplication.clipboard().text().split("\n")
    assert lines[0].startswith("Claim\tOutcome\t")
    assert len(lines) == 11
    assert desk.message().startswith("Copied 10 rows")
    desk.workspace.write(tmp_path / "findings.csv")
    desk.settle()
    assert "Annualized relapse rate" in (tmp_path / "findings.csv").read_text(encoding="utf-8-sig")


def test_back_at_the_matrix_the_claim_of_the_table_is_in_front(desk: Desk) -> None:
    turn(desk)
    desk.key(Key.Key_Down, Key.Key_Down)
    number = desk.session.claim
    turn(desk, MATRIX)
    assert desk.grid.claim() is not None and desk.grid.claim().claim.id == number  # type: ignore[union-attr]


def test_tabs_are_named_short_where_their_names_have_no_room(desk: Desk) -> None:
    tabs = desk.workspace.figure.tabs
    for width, first in ((1500, "Evidence matrix"), (640, "Matrix"), (1500, "Evidence matrix")):
        desk.workspace.figure.resize(width, desk.workspace.figure.height())
        assert tabs.tabText(MATRIX) == first
        assert tabs.tabToolTip(MATRIX) == "Evidence matrix"
    assert desk.workspace.figure.minimumSizeHint().width() < 640
