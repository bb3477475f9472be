"""The Record pane: fields corrected in place, provenance beside them, and the way back to the file's."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from reviewer.gui import theme
from reviewer.gui.listing.record_form import RecordForm
from reviewer.gui.session import Session
from reviewer.gui.window import Window
from reviewer.gui.workspaces.library import LibraryWorkspace
from reviewer.library import documents, journal, record_edits
from reviewer.model import Record

TITLE = "Efficacy and safety of mitoxantrone in patients with highly relapsing neuromyelitis optica"


@pytest.fixture
def table(window: Window) -> LibraryWorkspace:
    assert window.front is not None and isinstance(window.front.workspace, LibraryWorkspace)
    window.front.docks["record"].show()
    window.front.docks["record"].raise_()
    return window.front.workspace


@pytest.fixture
def form(table: LibraryWorkspace) -> RecordForm:
    return table.facts


def record(session: Session) -> Record:
    assert session.document is not None
    return session.read(documents.document, session.document).record


def write(qtbot: QtBot, form: RecordForm, field: str, said: str, enter: bool = True) -> None:
    """Type over what a field holds."""
    typed = form.rows[field].field
    typed.setFocus()
    typed.selectAll()
    qtbot.keyClicks(typed, said)
    if enter:
        qtbot.keyClick(typed, Qt.Key.Key_Return)


def test_a_field_is_corrected_in_place_and_says_so(
    qtbot: QtBot, table: LibraryWorkspace, form: RecordForm, session: Session
) -> None:
    row = form.rows["title"]
    assert row.field.toPlainText() == TITLE
    assert not row.back.isVisible()
    write(qtbot, form, "title", "Mitoxantrone in twenty patients")

    assert record(session).title == "Mitoxantrone in twenty patients"
    assert "Mitoxantrone in twenty patients" in [
        table.table.index(n, 0).data() for n in range(table.table.rowCount())
    ]
    assert row.field.hasFocus()
    assert row.provenance.text().startswith("Changed by Reviewer A, ")
    assert row.provenance.text().endswith(f"The file says: {TITLE}")
    qtbot.mouseClick(row.back, Qt.MouseButton.LeftButton)
    assert row.field.toPlainText() == record(session).title == TITLE
    assert not row.back.isVisible()


def test_typing_rests_into_one_step_that_undo_takes_back(
    qtbot: QtBot, form: RecordForm, session: Session
) -> None:
    before = record(session)
    write(qtbot, form, "volume", "6", enter=False)
    qtbot.waitUntil(lambda: record(session).volume == "6")
    qtbot.keyClicks(form.rows["volume"].field, "9")
    qtbot.waitUntil(lambda: record(session).volume == "69")
    op = session.read(journal.undoable)
    assert op is not None and op.label.startswith("Change the volume of document")
    session.undo()

    assert record(session) == before
    assert form.rows["volume"].field.toPlainText() == before.volume


def test_what_is_no_value_is_refused_with_a_sentence_once_it_is_whole(
    qtbot: QtBot, window: Window, form: RecordForm, session: Session
) -> None:
    before = record(session)
    write(qtbot, form, "doi", "10.", enter=False)
    qtbot.wait(600)
    assert window.front is not None and window.front.strip.text == ""
    qtbot.keyClick(form.rows["doi"].field, Qt.Key.Key_Return)

    assert window.front.strip.text.startswith("“10.” is no DOI.")
    assert record(session) == before
    assert form.rows["doi"].field.toPlainText() == "10."


def test_what_is_refused_is_said_at_its_field_and_stays(
    qtbot: QtBot, table: LibraryWorkspace, form: RecordForm, session: Session
) -> None:
    row = form.rows["doi"]
    write(qtbot, form, "doi", "10.")

    assert row.field.hasFocus() and row.problem.isVisible()
    assert row.problem.text().startswith("“10.” is no DOI.")
    assert row.field.accessibleDescription() == row.problem.text() == row.field.refusal
    image = row.field.grab().toImage()
    assert image.pixelColor(image.width() // 2, 1) == theme.colour("error")
    session.changed.emit(None)
    assert row.field.toPlainText() == "10." and row.field.refusal
    first = session.document
    table.step(1)
    assert not row.field.refusal and not row.problem.isVisible() and row.field.toPlainText() != "10."
    session.select("document", first)
    assert row.field.toPlainText() == "10." and row.problem.isVisible()

    write(qtbot, form, "doi", "10.1000/182")
    assert not row.problem.isVisible() and row.field.accessibleDescription() == ""
    assert record(session).doi == "10.1000/182"


def test_tab_leaves_refused_words_only_when_pressed_again(
    qtbot: QtBot, table: LibraryWorkspace, form: RecordForm
) -> None:
    field = form.rows["doi"].field
    write(qtbot, form, "doi", "10.", enter=False)
    qtbot.keyClick(field, Qt.Key.Key_Tab)
    qtbot.waitUntil(field.hasFocus)
    assert field.refusal and field.toPlainText() == "10."
    qtbot.keyClick(field, Qt.Key.Key_Tab)
    qtbot.wait(20)
    assert not field.hasFocus() and field.refusal and field.toPlainText() == "10."


def test_going_back_to_the_file_takes_refused_words_away(
    qtbot: QtBot, table: LibraryWorkspace, form: RecordForm
) -> None:
    row = form.rows["doi"]
    write(qtbot, form, "doi", "10.1000/182")
    write(qtbot, form, "doi", "10.")
    qtbot.mouseClick(row.back, Qt.MouseButton.LeftButton)

    assert not row.field.refusal and row.field.toPlainText() != "10." and not row.problem.isVisible()


def test_words_still_being_typed_are_saved_to_their_own_document(
    qtbot: QtBot, table: LibraryWorkspace, form: RecordForm, session: Session
) -> None:
    first = session.document
    assert first is not None
    write(qtbot, form, "publisher", "AMA", enter=False)
    table.step(1)

    assert session.document != first
    assert session.read(documents.document, first).record.publisher == "AMA"
    assert record(session).publisher == form.rows["publisher"].field.toPlainText() == ""
    assert set(session.read(record_edits.edits, first)) == {"publisher"}


def test_escape_goes_back_to_the_table(qtbot: QtBot, table: LibraryWorkspace, form: RecordForm) -> None:
    form.rows["issue"].field.setFocus()
    qtbot.keyClick(form.rows["issue"].field, Qt.Key.Key_Escape)

    assert QApplication.focusWidget() is table.view
