"""The Library: filter, facets, rows, preview, and the way to Read."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from reviewer.actions import importing
from reviewer.gui.listing import counting, query
from reviewer.gui.listing.facets import Counts, FacetRow
from reviewer.gui.listing.preview import citation, facts, parts
from reviewer.gui.listing.rows import CLAIMS, RECORD, VOICES, percentages, shares
from reviewer.gui.session import Session
from reviewer.gui.window import Window
from reviewer.gui.workspaces import library as library_module
from reviewer.gui.workspaces.library import LibraryWorkspace
from reviewer.library import documents
from reviewer.model import Voice

pytestmark = pytest.mark.qt_log_ignore("does not support (raise|grabbing)", extend=True)
SPOKEN = Qt.ItemDataRole.AccessibleTextRole


@pytest.fixture
def table(window: Window) -> LibraryWorkspace:
    assert window.front is not None
    workspace = window.front.workspace
    assert isinstance(workspace, LibraryWorkspace)
    return workspace


def shown(table: LibraryWorkspace) -> list[str]:
    return [table.table.index(row, RECORD).data() for row in range(table.table.rowCount())]


def test_rows_show_and_speak_title_place_voices_and_claims(table: LibraryWorkspace) -> None:
    assert [title.split()[0] for title in shown(table)] == ["Efficacy", "Research:"]
    index = table.table.index(1, RECORD)
    assert "Blog post, undated" in index.data(SPOKEN)
    assert "Reader" in table.table.index(1, VOICES).data(SPOKEN)
    assert table.table.index(0, CLAIMS).data(SPOKEN).endswith("claims")


def test_typing_narrows_after_a_short_rest(qtbot: QtBot, table: LibraryWorkspace) -> None:
    qtbot.keyClick(table.view, Qt.Key.Key_Slash)
    assert QApplication.focusWidget() is table.filter
    qtbot.keyClicks(table.filter, "infusion voice:reader")

    qtbot.waitUntil(lambda: table.found.matches.text() == "1 of 2")
    assert shown(table)[0].startswith("Research:")
    qtbot.keyClick(table.filter, Qt.Key.Key_Escape)
    assert table.found.matches.text() == "2 of 2"
    assert table.window().focusWidget() is table.view


def test_a_facet_writes_its_filter_into_the_field(qtbot: QtBot, table: LibraryWorkspace) -> None:
    reader = next(row for row in table.facets.findChildren(FacetRow) if row.value == "reader")
    assert reader.accessibleName() == "Reader, 1"

    qtbot.mouseClick(reader, Qt.MouseButton.LeftButton)
    assert table.filter.text() == "voice:reader"
    assert reader.isChecked()
    assert len(shown(table)) == 1
    qtbot.keyClick(reader, Qt.Key.Key_Space)
    assert table.filter.text() == ""
    assert len(shown(table)) == 2


def test_a_filter_that_finds_nothing_offers_to_take_its_last_part_away(
    qtbot: QtBot, table: LibraryWorkspace
) -> None:
    table.seek("mitoxantrone year:1950")
    assert shown(table) == []
    assert table.found.remove.text() == "Remove “year”"

    qtbot.mouseClick(table.found.remove, Qt.MouseButton.LeftButton)
    assert table.filter.text() == "mitoxantrone"
    assert len(shown(table)) == 2


def test_views_count_what_waits_for_a_check(qtbot: QtBot, table: LibraryWorkspace, session: Session) -> None:
    views = {row.text(): row for row in table.facets.views}
    assert views["Boundaries to check"].count == 0

    session.perform(importing.import_text, "new", "A new page\n\nWith words nobody has confirmed.")
    assert views["Boundaries to check"].count == 1
    assert "1 with boundaries to check" in table.words.text()
    qtbot.mouseClick(views["Boundaries to check"], Qt.MouseButton.LeftButton)
    assert len(shown(table)) == 1
    assert "nothing is certain" in table.table.index(0, RECORD).data(SPOKEN)


def test_j_and_k_walk_and_enter_reads(
    qtbot: QtBot, window: Window, table: LibraryWorkspace, session: Session
) -> None:
    first = session.document
    qtbot.keyClick(table.view, Qt.Key.Key_J)
    second = session.document
    assert first != second
    qtbot.keyClick(table.view, Qt.Key.Key_K)
    assert session.document == first
    qtbot.keyClick(table.view, Qt.Key.Key_J)
    qtbot.keyClick(table.view, Qt.Key.Key_Return)

    assert window.front is not None
    assert window.front.workspace.id == "read"
    assert session.document == second


def test_a_click_selects_everywhere(qtbot: QtBot, table: LibraryWorkspace, session: Session) -> None:
    box = table.view.visualRect(table.table.index(1, RECORD))
    qtbot.mouseClick(table.view.viewport(), Qt.MouseButton.LeftButton, pos=box.topLeft() + QPoint(30, 10))

    assert session.document == table.table.id_at(1)
    assert table.status() == "2 of 2"


def test_a_document_selected_elsewhere_is_selected_here(table: LibraryWorkspace, session: Session) -> None:
    wanted = table.table.id_at(1)
    session.select("document", wanted)

    assert table.view.currentIndex().row() == 1


def test_the_order_can_be_changed(table: LibraryWorkspace) -> None:
    table.found.order.setCurrentIndex(table.found.order.findData("added"))
    assert list(table.table.ids()) == sorted(table.table.ids())


def test_the_preview_keeps_the_voices_apart(session: Session) -> None:
    ids = session.read(documents.rows, "voice:reader")
    document = session.read(documents.document, ids[0])
    found = parts(document, session.read(documents.segments, ids[0]))
    voices = [voice for voice, _, _ in found]

    assert voices[:2] == ["study", "commentary"]
    assert voices.count("reader") == 3
    assert found[0][1] == "Study, second-hand"
    assert [paragraph.split()[0] for paragraph in found[0][2]] == ["Mitoxantrone", "Thus,"]
    assert [
        paragraph.split()[0] for _, head, paras in found for paragraph in paras if head.endswith("3")
    ] == [
        "Re:",
        "In",
    ]
    words = "".join("".join(paragraphs) for _, _, paragraphs in found)
    assert "My Nth infusion" not in words
    assert all(paragraph.strip() in document.text for _, _, paras in found for paragraph in paras)


def test_the_record_says_what_the_source_leaves_out(session: Session) -> None:
    ids = session.read(documents.rows, "year:2011")
    document = session.read(documents.document, ids[0])
    lines = dict(facts(document, session.read(documents.study, ids[0])))

    assert lines["Authors"] == "not in source"
    assert lines["Year"] == "2011"
    assert lines["DOI"] == "10.1001/archneurol.2010.322"
    assert citation(document.record) == "Arch Neurol. 2011;68(4):473-9"
    unnumbered = replace(document.record, volume="", issue="")
    assert citation(unnumbered) == "Arch Neurol. 2011:473-9"
    assert citation(replace(unnumbered, container="", issued=None)) == "473-9"


def test_shares_of_voices_sum_to_one() -> None:
    voices = ((Voice.READER, 10), (Voice.STUDY, 30), (Voice.READER, 10))

    assert shares(voices) == [(Voice.STUDY, 0.6), (Voice.READER, 0.4)]
    assert percentages(voices) == "Study 60 %, Reader 40 %"
    assert percentages(()) == ""


VALUES = st.text(
    alphabet=st.characters(categories=["L", "N", "Zs"], include_characters="-_"), min_size=1
).map(lambda value: " ".join(value.split()))


@given(st.text(alphabet='ab :"', max_size=30), VALUES.filter(bool))
def test_a_value_put_into_a_query_is_found_in_it_and_can_be_taken_out(typed: str, value: str) -> None:
    before = " ".join(query.parts(query.without_field(typed, "voice")))
    added = query.with_value(before, "voice", value, alone=False)

    assert value.casefold() in query.values(added, "voice")
    assert value.casefold() not in query.values(
        query.without_value(added, "voice", value.casefold()), "voice"
    )


def test_years_and_formats_not_chosen_stay_in_sight(table: LibraryWorkspace) -> None:
    def counts_of(typed: str) -> Counts:
        return table.session.read(counting.count_facets, typed)

    counts = counts_of("year:1950 format:pdf")

    assert counts["year"] == []  # nothing is a PDF
    assert counts_of("year:1950")["year"] == [("2011", 1)]
    assert counts_of("format:pdf")["format"] == [("text", 2)]
    assert counts_of("year:1950")["voice"] == []


def test_many_documents_are_shown_before_their_facets_are_counted(
    qtbot: QtBot, table: LibraryWorkspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(counting, "AT_ONCE", 1)
    table.seek("voice:reader")
    reader = next(row for row in table.facets.findChildren(FacetRow) if row.value == "reader")

    assert not reader.isChecked()
    qtbot.waitUntil(lambda: len(shown(table)) == 1)
    assert not reader.isChecked()
    qtbot.waitUntil(reader.isChecked)


def test_rows_of_a_large_library_come_when_they_are_found(
    qtbot: QtBot, table: LibraryWorkspace, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(counting, "AT_ONCE", 1)
    assert len(shown(table)) == 2
    session.select("document", 2)
    table.seek("voice:study")
    table.seek("voice:reader")  # the latest question only
    qtbot.waitUntil(lambda: table.found.matches.text() == "1 of 2")
    assert session.document == 2 and table.table.row_of(2) == 0 and table.table.row_of(1) is None

    table.seek("")
    session.changed.emit(None)  # as when another program has written
    qtbot.waitUntil(lambda: table.found.matches.text() == "2 of 2")
    table.seek("voice:reader")
    qtbot.waitUntil(lambda: table.found.matches.text() == "1 of 2")

    table.seek("")
    session.go("read", document=1)  # it is not torn away from here by an answer that comes late
    qtbot.waitUntil(lambda: table._stale)
    assert session.document == 1 and len(shown(table)) == 1
    session.go("library")
    qtbot.waitUntil(lambda: len(shown(table)) == 2)
    assert session.document == 1


def test_the_last_part_of_a_filter_is_completed(qtbot: QtBot, table: LibraryWorkspace) -> None:
    qtbot.keyClick(table.view, Qt.Key.Key_Slash)
    qtbot.keyClicks(table.filter, "bounda")
    offered = table.found.completing.model
    assert [offered.item(row).text() for row in range(offered.rowCount())] == ["boundaries:"]

    qtbot.keyClick(table.found.completing.popup, Qt.Key.Key_Down)
    qtbot.keyClick(table.found.completing.popup, Qt.Key.Key_Return)
    assert table.filter.text() == "boundaries:"
    assert offered.item(0).text() == "boundaries:open"
    qtbot.keyClicks(table.filter, "conf")
    qtbot.keyClick(table.found.completing.popup, Qt.Key.Key_Down)
    qtbot.keyClick(table.found.completing.popup, Qt.Key.Key_Return)
    assert table.filter.text() == "boundaries:confirmed "
    qtbot.waitUntil(lambda: table.found.matches.text() == "2 of 2")


def test_values_come_from_the_library_with_their_counts(qtbot: QtBot, table: LibraryWorkspace) -> None:
    qtbot.keyClick(table.view, Qt.Key.Key_Slash)
    qtbot.keyClicks(table.filter, "journal:arch")
    offered = table.found.completing.model

    assert [offered.item(0, column).text() for column in (0, 1)] == ['journal:"Arch Neurol"', "1"]
    table.found.completing.popup.hide()


def test_a_filter_is_kept_as_a_view_and_let_go_of(
    qtbot: QtBot, table: LibraryWorkspace, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(library_module.dialogs, "ask_text", lambda *_args: "Patients")
    table.seek("voice:reader")
    qtbot.mouseClick(table.facets.save, Qt.MouseButton.LeftButton)
    (kept,) = table.facets.saved
    assert (kept.text(), kept.count, kept.isChecked()) == ("Patients", 1, True)
    assert not table.facets.save.isVisible()

    table.seek("")
    qtbot.mouseClick(kept, Qt.MouseButton.LeftButton)
    assert table.filter.text() == "voice:reader"
    monkeypatch.setattr(library_module.dialogs, "ask_text", lambda *_args: "Patients 🧪 עברית")
    table.window().activateWindow()
    qtbot.waitUntil(table.window().isActiveWindow)
    table.facets.saved[0].setFocus()
    qtbot.waitUntil(table.facets.saved[0].hasFocus)
    qtbot.keyClick(table.facets.saved[0], Qt.Key.Key_F2)
    qtbot.waitUntil(lambda: [row.text() for row in table.facets.saved] == ["Patients 🧪 עברית"])
    assert table.facets.saved[0].isChecked() and table.filter.text() == "voice:reader"
    session.undo()
    table.facets.saved[0].setFocus()
    qtbot.keyClick(table.facets.saved[0], Qt.Key.Key_Delete)
    assert table.facets.saved == []
    session.undo()
    assert [row.text() for row in table.facets.saved] == ["Patients"]


def test_the_design_is_a_facet(qtbot: QtBot, table: LibraryWorkspace) -> None:
    row = next(row for row in table.facets.findChildren(FacetRow) if row.field == "design")
    qtbot.mouseClick(row, Qt.MouseButton.LeftButton)

    assert table.filter.text().startswith("design:") and table.found.matches.text() == "1 of 2"
