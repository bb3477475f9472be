"""The dock of notes: what is noted on claims and quotes, where it leads, and notes on quotes typed there."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDockWidget

from reviewer.actions import claims as claiming
from reviewer.gui.lists import ROW
from reviewer.gui.workspaces.synthesising.notes import Note, NotesPane
from reviewer.library import claims
from tests.gui.synthesis.conftest import Desk


def to_front(desk: Desk) -> NotesPane:
    """Bring the dock of notes to the front, as a click on its tab does."""
    pane = desk.workspace.notes
    dock = pane.parentWidget()
    assert isinstance(dock, QDockWidget)
    dock.raise_()
    desk.qtbot.waitUntil(pane.isVisible)
    return pane


def listed(pane: NotesPane) -> list[Note]:
    model = pane.list.model()
    return [model.index(row, 0).data(ROW) for row in range(model.rowCount())]


def test_every_note_stands_in_the_list_and_leads_to_what_it_is_about(desk: Desk) -> None:
    pane = to_front(desk)
    assert pane.head.text() == "3 notes on 2 claims"
    assert [(note.number, bool(note.quote)) for note in listed(pane)] == [(4, False), (4, True), (5, False)]
    assert "late heart damage" in listed(pane)[0].spoken and "No patients had" in listed(pane)[1].spoken
    desk.go(1)
    pane.list.setFocus()
    pane.list.go_to(1)
    QTest.keyClick(pane.list, Qt.Key.Key_Return)
    assert desk.number() == 4 and desk.session.quote == listed(pane)[1].quote
    assert pane.own.text() == "Quotes of claim 4"


def test_a_note_on_a_quote_is_typed_beside_it_and_taken_back(desk: Desk) -> None:
    desk.go(1)
    pane = to_front(desk)
    first = pane.quote_notes()[0]
    first.field.setFocus()
    QTest.keyClicks(first.field, "Of all 20?")
    first.field.flush()
    quote = desk.session.read(claims.quote, first.card.quote)
    assert quote.note == "Of all 20?" and first.field.hasFocus()
    assert pane.quote_notes()[0] is first, "fields stay while one types"
    assert pane.head.text() == "4 notes on 3 claims" and listed(pane)[0].text == "Of all 20?"
    desk.session.undo()
    assert desk.session.read(claims.quote, first.card.quote).note == ""
    assert pane.head.text() == "3 notes on 2 claims" and first.field.toPlainText() == ""


def test_nothing_is_made_while_another_dock_is_in_front(desk: Desk) -> None:
    """A dock behind another in their tabs is visible to Qt; going from claim to claim must not pay for it."""
    docks = [pane.parentWidget() for pane in (desk.workspace.notes, desk.workspace.cell_pane)]
    notes, cell = (dock for dock in docks if isinstance(dock, QDockWidget))
    pane = to_front(desk)
    desk.window.tabifyDockWidget(notes, cell)
    cell.raise_()
    desk.qtbot.waitUntil(lambda: not pane.in_front)
    desk.go(5)
    assert pane.isVisible() and pane.own.text() != "Quotes of claim 5"
    notes.raise_()
    desk.qtbot.waitUntil(lambda: pane.own.text() == "Quotes of claim 5")


def test_without_notes_it_says_where_they_are_written(desk: Desk) -> None:
    pane = to_front(desk)
    for note in listed(pane):
        change, id = (claiming.edit_quote, note.quote) if note.quote else (claiming.edit_claim, note.claim)
        desk.session.perform(change, id, note="")
    assert pane.head.text() == "Notes" and not pane.list.isVisible()
    assert pane.empty.isVisible() and "in the dock Claim" in pane.empty.text()
