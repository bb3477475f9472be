"""Duplicates in the Library: groups found, records side by side, answers by key, and the way back."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from reviewer.actions import importing
from reviewer.gui.session import Session
from reviewer.gui.window import Window
from reviewer.gui.workspaces.browsing import deciding as module
from reviewer.gui.workspaces.browsing.compare import Cell, Column, rows
from reviewer.gui.workspaces.browsing.deciding import Deciding
from reviewer.gui.workspaces.browsing.groups import APART, CERTAIN, CHECK, PART, RELATED, SAME, spoken
from reviewer.gui.workspaces.library import LibraryWorkspace
from reviewer.library import documents, duplicates, journal
from reviewer.model import Name, PartialDate, Record

TITLE = "Efficacy of mitoxantrone in relapsing neuromyelitis optica spectrum disorder"
WORK = {
    "Title": TITLE,
    "Authors": "Kim, Su-Hyun; Park, Min Su",
    "Journal": "Archives of Neurology",
    "Year": "2011",
    "Volume": "68",
    "Pages": "473-479",
    "DOI": "10.1001/archneurol.2010.999",
}
OTHER = WORK | {"Title": "Metformin for the prevention of falls in older people", "DOI": "10.1000/falls"}
UNSURE = OTHER | {"Title": "Rituximab in myasthenia gravis", "DOI": "10.1000/rituximab", "Volume": "3"}
RECORDS = (
    WORK,
    WORK | {"Journal": "Arch Neurol", "Pages": "473-9"},
    WORK | {"Title": TITLE.upper(), "DOI": ""},
    OTHER | {"Volume": "9", "Pages": "1-8"},
    OTHER | {"Volume": "9", "Pages": ""},
    UNSURE | {"Pages": "11-19"},
    UNSURE | {"DOI": "", "Year": "2012", "Volume": "", "Pages": ""},
    WORK | {"Title": f"Erratum: {TITLE}", "Pages": "900", "DOI": "10.1001/erratum"},
)


@pytest.fixture
def table(qtbot: QtBot, window: Window, session: Session, tmp_path: Path) -> LibraryWorkspace:
    """Return the Library of a review with duplicates."""
    path = tmp_path / "records.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(WORK))
        writer.writeheader()
        writer.writerows(RECORDS)
    assert session.perform(importing.import_files, [path]) is not None
    assert window.front is not None and isinstance(window.front.workspace, LibraryWorkspace)
    return window.front.workspace


@pytest.fixture
def deciding(qtbot: QtBot, table: LibraryWorkspace) -> Deciding:
    """Return the mode after D was pressed and the search has ended."""
    qtbot.keyClick(table.view, Qt.Key.Key_D)
    assert table.deciding.on
    qtbot.waitUntil(lambda: table.deciding.job is None and bool(table.deciding.lists.groups.rows))
    qtbot.waitUntil(lambda: QApplication.focusWidget() is table.deciding.lists.group_list)
    return table.deciding


def press(qtbot: QtBot, deciding: Deciding, *pressed: Qt.Key) -> None:
    for key in pressed:
        qtbot.keyClick(deciding.lists.group_list, key)


def press_shift(qtbot: QtBot, widget: QWidget, key: Qt.Key) -> None:
    qtbot.keyClick(widget, key, Qt.KeyboardModifier.ShiftModifier)


def states(deciding: Deciding) -> list[str]:
    return [line.state for line in deciding.lists.groups.rows]


def go_to(qtbot: QtBot, deciding: Deciding, state: str) -> None:
    while deciding.line is not None and deciding.line.state != state:
        press(qtbot, deciding, Qt.Key.Key_J)
    assert deciding.line is not None


def aside(session: Session) -> dict[int, int]:
    return session.read(duplicates.set_aside)


def test_groups_come_with_what_is_to_check_first_and_pairs_that_only_look_alike_apart(
    deciding: Deciding, table: LibraryWorkspace
) -> None:
    found = states(deciding)
    assert found == sorted(found, key=[CHECK, CERTAIN].index)
    assert found.count(CERTAIN) == 2
    assert [line.relation for line in deciding.lists.related.rows] == ["correction and article"]
    assert deciding.line == deciding.lists.groups.rows[0]
    assert "2 certain" in deciding.page.counts.text()
    assert table.left.windowTitle() == "Duplicates"
    assert "percent alike" in spoken(deciding.lists.groups.rows[0])


def test_one_says_that_the_records_are_one_work_and_the_next_group_comes(
    qtbot: QtBot, deciding: Deciding, session: Session
) -> None:
    go_to(qtbot, deciding, CERTAIN)
    line, kept = deciding.line, deciding.kept
    assert line is not None and not aside(session)
    press(qtbot, deciding, Qt.Key.Key_1)

    assert aside(session) == {id: kept for id in line.ids if id != kept}
    assert deciding.line is not None and deciding.line.ids != line.ids
    assert SAME in states(deciding)
    session.undo()
    assert not aside(session)
    assert SAME not in states(deciding)


def test_two_tells_them_apart_for_good_and_three_waits(
    qtbot: QtBot, deciding: Deciding, session: Session, table: LibraryWorkspace
) -> None:
    first = deciding.line
    press(qtbot, deciding, Qt.Key.Key_3)
    assert deciding.line != first and first is not None
    assert states(deciding)[first.number - 1] == first.state
    deciding.show_line(first)
    press(qtbot, deciding, Qt.Key.Key_2)

    assert states(deciding)[first.number - 1] == APART
    assert session.read(duplicates.told_apart)
    press(qtbot, deciding, Qt.Key.Key_Escape)
    assert not deciding.on
    qtbot.keyClick(table.view, Qt.Key.Key_D)
    qtbot.waitUntil(lambda: deciding.job is None and bool(deciding.lists.groups.rows))
    assert first.ids not in [line.ids for line in deciding.lists.groups.rows]


def test_the_record_that_is_kept_can_be_chosen_by_key_and_by_click(
    qtbot: QtBot, deciding: Deciding, session: Session
) -> None:
    go_to(qtbot, deciding, CERTAIN)
    line, before = deciding.line, deciding.kept
    assert line is not None
    press(qtbot, deciding, Qt.Key.Key_Right)
    after = deciding.kept
    assert after != before
    assert deciding.page.comparison.choices[after].isChecked()
    assert f"keeps record {after} " in deciding.page.effect.text()
    qtbot.mouseClick(deciding.page.comparison.choices[before], Qt.MouseButton.LeftButton)
    assert deciding.kept == before
    press(qtbot, deciding, Qt.Key.Key_Right)
    qtbot.mouseClick(deciding.page.same, Qt.MouseButton.LeftButton)
    assert set(aside(session).values()) == {after}
    deciding.show_line(next(other for other in deciding.lists.groups.rows if other.ids == line.ids))
    press(qtbot, deciding, Qt.Key.Key_Left)
    assert set(aside(session).values()) == {before}


def test_some_records_of_a_group_are_joined_and_the_others_told_apart(
    qtbot: QtBot, deciding: Deciding, session: Session
) -> None:
    go_to(qtbot, deciding, CERTAIN)
    while deciding.line is not None and len(deciding.line.ids) < 3:
        press(qtbot, deciding, Qt.Key.Key_J)
    line, before = deciding.line, deciding.kept
    assert line is not None
    ticks = deciding.page.comparison.ticks
    assert list(ticks) == list(line.ids)
    assert all(tick.isChecked() for tick in ticks.values())
    press_shift(qtbot, deciding.lists.group_list, Qt.Key.Key_Right)
    first = line.ids[0]
    assert ticks[first].hasFocus()
    qtbot.keyClick(ticks[first], Qt.Key.Key_Space)
    assert deciding.out == {first}
    assert not deciding.page.comparison.choices[first].isEnabled()
    assert deciding.kept != first
    assert f"Record {first} is said to be of another work" in deciding.page.effect.text()
    assert before in line.ids

    qtbot.keyClick(ticks[first], Qt.Key.Key_1)
    kept = next(iter(aside(session).values()))
    assert aside(session) == {id: kept for id in line.ids if id not in (first, kept)}
    assert session.read(duplicates.told_apart) == {(first, other) for other in line.ids if other != first}
    assert PART in states(deciding)
    assert QApplication.focusWidget() is deciding.lists.group_list
    session.undo()
    assert not aside(session)
    assert not session.read(duplicates.told_apart)
    assert PART not in states(deciding)


def test_a_record_alone_is_not_joined(qtbot: QtBot, deciding: Deciding, session: Session) -> None:
    go_to(qtbot, deciding, CERTAIN)
    while deciding.line is not None and len(deciding.line.ids) < 3:
        press(qtbot, deciding, Qt.Key.Key_J)
    ticks = list(deciding.page.comparison.ticks.values())
    qtbot.mouseClick(ticks[0], Qt.MouseButton.LeftButton)
    assert deciding.page.same.isEnabled()
    qtbot.mouseClick(ticks[1], Qt.MouseButton.LeftButton)
    assert not deciding.page.same.isEnabled()
    press(qtbot, deciding, Qt.Key.Key_1)
    assert not aside(session)
    qtbot.mouseClick(ticks[0], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(ticks[1], Qt.MouseButton.LeftButton)
    assert not deciding.out
    press_shift(qtbot, ticks[1], Qt.Key.Key_Left)
    assert ticks[0].hasFocus()


def test_many_links_are_brought_up_to_date_by_the_worker(
    qtbot: QtBot, deciding: Deciding, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MANY", 1)
    go_to(qtbot, deciding, CERTAIN)
    qtbot.keyClick(deciding.lists.group_list, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: states(deciding).count(SAME) == 2)
    qtbot.waitUntil(lambda: deciding.line is not None and deciding.line.state == CHECK)


def test_all_that_is_certain_is_accepted_in_one_step(
    qtbot: QtBot, deciding: Deciding, session: Session
) -> None:
    go_to(qtbot, deciding, CERTAIN)
    press(qtbot, deciding, Qt.Key.Key_Right)
    chosen, line = deciding.kept, deciding.line
    qtbot.keyClick(deciding.lists.group_list, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: states(deciding).count(SAME) == 2)

    assert CERTAIN not in states(deciding)
    assert line is not None and aside(session)[next(id for id in line.ids if id != chosen)] == chosen
    op = session.read(journal.undoable)
    assert op is not None and op.label == "Join the records of 2 works"
    assert not deciding.page.certain.isEnabled()
    session.undo()
    assert not aside(session)
    assert states(deciding).count(CERTAIN) == 2


def test_a_pair_that_only_looks_alike_asks_nothing(qtbot: QtBot, deciding: Deciding) -> None:
    go_to(qtbot, deciding, RELATED)

    assert deciding.page.question.text() == "Not duplicates: correction and article."
    assert not deciding.page.same.isVisible()
    assert not deciding.page.comparison.choices
    press(qtbot, deciding, Qt.Key.Key_1)
    assert deciding.line is not None and deciding.line.state == RELATED


def test_what_is_set_aside_has_a_view_and_says_under_which_record(
    qtbot: QtBot, deciding: Deciding, session: Session, table: LibraryWorkspace
) -> None:
    qtbot.keyClick(deciding.lists.group_list, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: len(aside(session)) == 3)
    press(qtbot, deciding, Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is table.view
    view = next(row for row in table.facets.views if row.text() == "Duplicates set aside")
    assert view.count == 3
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton)
    assert set(table.table.ids()) == set(aside(session))

    document = session.document
    assert document is not None
    kept = aside(session)[document]
    show, back = table.preview.widget().findChildren(QPushButton)
    assert back.text() == "Take it back"
    qtbot.mouseClick(show, Qt.MouseButton.LeftButton)
    assert session.document == kept
    table.seek("is:duplicate")
    session.select("document", document)
    qtbot.mouseClick(table.preview.widget().findChildren(QPushButton)[1], Qt.MouseButton.LeftButton)
    assert document not in aside(session)


def test_a_search_can_be_stopped_and_looking_for_something_ends_the_mode(
    qtbot: QtBot, table: LibraryWorkspace, session: Session
) -> None:
    qtbot.keyClick(table.view, Qt.Key.Key_D)
    qtbot.mouseClick(table.deciding.page.stop, Qt.MouseButton.LeftButton)
    assert not table.deciding.on
    assert table.centre.currentIndex() == 0
    qtbot.keyClick(table.view, Qt.Key.Key_D)
    session.seek("year:2011")
    assert not table.deciding.on
    assert table.found.matches.text().startswith(str(len(session.read(documents.rows, "year:2011"))))


def test_fields_that_differ_are_marked_and_say_so(qtbot: QtBot) -> None:
    one = Record(
        title="A title", authors=(Name("Berg", "Jan", particle="van der"),), issued=PartialDate(2011, 4)
    )
    other = Record(
        title="A TITLE", authors=(Name(literal="A group"),), issued=PartialDate(2011, 4), volume="3"
    )
    columns = [Column(1, one, "a.csv", 0), Column(2, other, "b.csv", 2)]

    assert rows(columns) == [
        ("Title", ["A title", "A TITLE"], False),
        ("Authors", ["van der Berg, Jan", "A group"], True),
        ("Date", ["2011-04", "2011-04"], False),
        ("Volume", ["", "3"], True),
        ("Type", ["document", "document"], False),
    ]
    cell = Cell("", "Volume", columns[0], True)
    qtbot.addWidget(cell)
    assert cell.accessibleName() == "Volume of record 1: not stated, the records differ"
