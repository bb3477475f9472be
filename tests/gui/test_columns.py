"""The columns of a table: seen, changed by keyboard and mouse, and the import that follows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QPushButton
from pytestqt.qtbot import QtBot

from reviewer.actions import importing, preparing, tables
from reviewer.gui import jobs
from reviewer.gui.columns import FIELD, NAME, VALUES, ColumnsPage
from reviewer.gui.import_log import ImportLog
from reviewer.gui.session import Session
from reviewer.gui.window import Window
from reviewer.library import documents, journal
from reviewer.readers import Header, Input, headers
from tests.readers.workbooks import workbook

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
LEFT, KEY = Qt.MouseButton.LeftButton, Qt.Key
SPOKEN = Qt.ItemDataRole.AccessibleTextRole
ODD = "Paper name,Who,Year\nFirst study,Ann Lee,2010\nSecond study,Bob Hay,2011\n"


@pytest.fixture
def odd(tmp_path: Path) -> Path:
    path = tmp_path / "odd.csv"
    path.write_text(ODD, encoding="utf-8")
    return path


@pytest.fixture
def page(qtbot: QtBot, odd: Path) -> Callable[..., ColumnsPage]:
    """Return how a test shows the page of a table."""

    def show(again: bool = False, found: list[Header] | None = None) -> ColumnsPage:
        made = ColumnsPage(None, "odd.csv", found or headers(Input.of_path(odd)), again=again)
        qtbot.addWidget(made)
        made.show()
        qtbot.waitExposed(made)
        return made

    return show


def box(page: ColumnsPage) -> QComboBox:
    return page.table.findChildren(QComboBox)[-1]


def pick(qtbot: QtBot, page: ColumnsPage, letters: str) -> None:
    """Open what the current column holds, and take the field that begins with these letters."""
    qtbot.keyClick(page.table, KEY.Key_Return)
    qtbot.waitUntil(lambda: bool(page.table.findChildren(QComboBox)) and box(page).view().isVisible())
    qtbot.keyClicks(box(page).view(), letters)
    qtbot.keyClick(box(page).view(), KEY.Key_Return)
    qtbot.waitUntil(lambda: page.table.state() == page.table.State.NoState)


def test_columns_are_shown_with_what_they_hold(page: Callable[..., ColumnsPage]) -> None:
    shown = page()
    row = [shown.model.index(2, column) for column in (NAME, FIELD, VALUES)]

    assert [index.data() for index in row] == ["Year", "Year", "2010  ·  2011"]
    assert row[FIELD].data(SPOKEN) == "Holds: Year"
    assert shown.model.index(0, FIELD).data() == "Kept as it came"
    assert shown.state_words.text() == "No column holds titles or abstracts yet."
    assert not shown.read_button.isEnabled()


def test_a_column_is_changed_by_keys_alone(qtbot: QtBot, page: Callable[..., ColumnsPage]) -> None:
    shown = page()
    pick(qtbot, shown, "Ti")
    qtbot.keyClick(shown.table, KEY.Key_Down)
    pick(qtbot, shown, "Au")
    qtbot.keyClick(shown.table, KEY.Key_Down)
    qtbot.keyClick(shown.table, KEY.Key_Delete)

    assert shown.model.fields == [["title", "authors", ""]]
    assert shown.state_words.text() == "3 columns changed."
    with qtbot.waitSignal(shown.chosen) as given:
        qtbot.mouseClick(shown.read_button, LEFT)
    assert given.args == [[["title", "authors", ""]]]


def test_a_column_is_changed_by_the_mouse(qtbot: QtBot, page: Callable[..., ColumnsPage]) -> None:
    shown = page(again=True)
    place = shown.table.visualRect(shown.model.index(1, FIELD)).center()
    qtbot.mouseClick(shown.table.viewport(), LEFT, pos=place)
    qtbot.waitUntil(lambda: box(shown).view().isVisible())
    view = box(shown).view()
    target = view.model().index(box(shown).findData("abstract"), 0)
    view.scrollTo(target)
    qtbot.mouseMove(view.viewport(), view.visualRect(target).center())
    qtbot.mouseClick(view.viewport(), LEFT, pos=view.visualRect(target).center())

    qtbot.waitUntil(lambda: shown.model.fields == [["", "abstract", "year"]])


def test_a_table_that_was_read_needs_a_change(page: Callable[..., ColumnsPage]) -> None:
    found = Header("k", ("Title",), ("title",), (("A",),))
    shown = page(again=True, found=[found])
    assert shown.state_words.text() == "The table was read so." and not shown.read_button.isEnabled()
    assert page(found=[found]).read_button.isEnabled()


def test_sheets_are_told_apart(page: Callable[..., ColumnsPage]) -> None:
    book = workbook([["Title", "Year"], ["A", "2010"]], [["Title", "DOI"], ["B", "10.1/b"]])
    shown = page(found=headers(Input.of_bytes(book, "b.xlsx")))
    names = [shown.model.index(row, NAME).data() for row in range(shown.model.rowCount())]
    assert names == ["1: Title", "1: Year", "2: Title", "2: DOI"]


# ------------------------------------------------------------------ in the window


def idle(qtbot: QtBot, window: Window) -> None:
    qtbot.waitUntil(lambda: not jobs.busy() and window.importing.job is None, timeout=15_000)


def opened(qtbot: QtBot, window: Window) -> ColumnsPage:
    qtbot.waitUntil(lambda: bool(window.findChildren(ColumnsPage)), timeout=15_000)
    return window.findChildren(ColumnsPage)[-1]


def click(qtbot: QtBot, button: QPushButton) -> None:
    assert button.isVisible() and button.isEnabled()
    qtbot.mouseClick(button, LEFT)


def titles(session: Session) -> list[str]:
    return [each.record.title for each in session.read(documents.documents)[2:]]  # after the example's two


def test_a_table_nobody_knows_is_added_once_its_columns_are_chosen(
    qtbot: QtBot, window: Window, session: Session, odd: Path
) -> None:
    window.importing.add([odd])
    idle(qtbot, window)
    click(qtbot, window.importing.panel.columns_button)
    page = opened(qtbot, window)
    pick(qtbot, page, "Ti")
    click(qtbot, page.read_button)
    qtbot.waitUntil(lambda: titles(session) == ["First study", "Second study"], timeout=15_000)
    idle(qtbot, window)

    assert [op.label for op in session.read(journal.history)[:2]] == [
        "Add 2 documents",
        "Choose the columns of a table",
    ]


def test_a_table_is_read_again_from_the_log_and_one_undo_takes_it_back(
    qtbot: QtBot, window: Window, session: Session, tmp_path: Path
) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Title,Other\nFirst study,It helped ten.\n", encoding="utf-8")
    session.perform(importing.import_files, [path])
    window.actions_by_id["add.log"].trigger()
    log = window.findChild(ImportLog)
    assert log is not None
    log.table.selectRow(0)
    click(qtbot, log.columns_button)
    page = opened(qtbot, window)
    assert page.again
    qtbot.keyClick(page.table, KEY.Key_Down)
    pick(qtbot, page, "Ab")
    click(qtbot, page.read_button)
    idle(qtbot, window)

    def text() -> str:
        return session.read(documents.documents)[-1].text

    qtbot.waitUntil(lambda: text() == "First study\n\nIt helped ten.")
    session.undo()
    assert text() == "First study"


def test_the_log_can_be_closed_before_the_columns_of_a_table_are_there(
    qtbot: QtBot, window: Window, session: Session, tmp_path: Path
) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Title,Other\nFirst study,It helped ten.\n", encoding="utf-8")
    session.perform(importing.import_files, [path])
    window.actions_by_id["add.log"].trigger()
    log = window.findChild(ImportLog)
    assert log is not None
    log.table.selectRow(0)
    click(qtbot, log.columns_button)
    click(qtbot, log.columns_button)
    log.close()

    assert opened(qtbot, window).parent() is window
    qtbot.waitUntil(lambda: not jobs.busy())
    assert len(window.findChildren(ColumnsPage)) == 1


def test_the_fields_open_below_the_cell_where_a_double_click_cannot_pick_one(
    qtbot: QtBot, page: Callable[..., ColumnsPage]
) -> None:
    shown = page(again=True)
    place = shown.table.visualRect(shown.model.index(1, FIELD)).center()
    qtbot.mouseClick(shown.table.viewport(), LEFT, pos=place)
    qtbot.waitUntil(lambda: box(shown).view().isVisible())
    fields = box(shown).view().window().geometry()
    at = shown.table.viewport().mapToGlobal(place)

    assert not fields.contains(at)
    assert fields.height() < 500 < box(shown).count() * shown.table.rowHeight(0)


def test_the_menu_opens_the_table_that_came_last(
    qtbot: QtBot, window: Window, session: Session, tmp_path: Path
) -> None:
    window.actions_by_id["add.columns"].trigger()
    assert not window.findChildren(ColumnsPage)
    path = tmp_path / "list.csv"
    path.write_text("Title,Other\nFirst study,It helped ten.\n", encoding="utf-8")
    session.perform(importing.import_files, [path])
    window.actions_by_id["add.columns"].trigger()
    assert opened(qtbot, window).windowTitle() == "Columns of list.csv"


def test_stopping_leaves_the_table_as_it_was(
    qtbot: QtBot, window: Window, session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Title,Other\n" + "".join(f"Study {n},Words {n}\n" for n in range(50)), encoding="utf-8")
    session.perform(importing.import_files, [path])
    monkeypatch.setattr(preparing, "BATCH", 1)
    assert session.library is not None
    source = tables.source_of(session.library, path)
    [header] = tables.headers_of(session.library, path)
    window.importing.read_again(str(path), source, {header.key: {"Other": "abstract"}})
    window.importing.ask_to_stop()
    idle(qtbot, window)

    assert len(titles(session)) == 50
    assert session.read(documents.documents)[-1].text == "Study 49"
