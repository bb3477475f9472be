"""Changing keys: in the dialog by key and mouse, what a key takes from others, and that it holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from pypdfium2 import PdfDocument
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from reviewer import settings
from reviewer.gui.bars import key_names, keys_in_words
from reviewer.gui.commands import usual_keys
from reviewer.gui.key_changes import KeyChanges, bound, changed, conflicts, refusal
from reviewer.gui.keys import NOTHING, columns, sections, sheet, with_present_keys
from reviewer.gui.session import Session
from reviewer.gui.window import Window

# The offscreen platform says this of every popup.
pytestmark = pytest.mark.qt_log_ignore("does not support (raise|grabbing)", extend=True)


@pytest.fixture
def dialog(qtbot: QtBot, window: Window) -> Iterator[KeyChanges]:
    window.session.go("read")
    made = KeyChanges(
        window.keyboard.sections, window.session.settings.keys, window.keyboard.keep, True, window
    )
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    made.close()


def action(window: Window, id: str) -> QAction:
    return next(row.action for row in bound(window.keyboard.sections) if row.id == id)


def keys(window: Window, id: str) -> list[str]:
    return [key.toString() for key in action(window, id).shortcuts()]


def test_the_usual_keys_do_not_meet(window: Window) -> None:
    rows = bound(window.keyboard.sections)
    twice = {
        f"{key}: {row.id}, {other.id}"
        for row in rows
        for key in row.keys
        for other in conflicts(key, row, rows)
        if row.id < other.id
    }

    assert twice == set()
    assert [row.id for row in rows for key in row.keys if refusal(key, row)] == []


def test_a_key_is_changed_and_acts(qtbot: QtBot, window: Window, dialog: KeyChanges) -> None:
    dialog.choose("claim.next")
    dialog.edit.setFocus()
    qtbot.keyClick(dialog.edit, Qt.Key.Key_W)
    qtbot.waitUntil(dialog.set_button.isEnabled)  # the field waits whether a second key comes
    assert "Press the new key" in dialog.words.text()
    qtbot.mouseClick(dialog.set_button, Qt.MouseButton.LeftButton)

    assert keys(window, "claim.next") == ["W"]
    assert settings.load().keys == {"claim.next": ["W"]}
    line = with_present_keys([(("J", "K"), "claim")], [action(window, "claim.next")])
    assert line == [(("W", "K"), "claim")]
    lines = [line for column in columns(window.keyboard.sections()) for line in column.lines]
    assert ("Next claim", ("W",), "W") in lines
    assert ("Reason 1 to 9", ("1–9",), "1–9") in lines and ("Reason 1", ("1",), "1") not in lines


def test_a_key_that_is_taken_says_by_whom_and_is_taken_on_demand(
    qtbot: QtBot, window: Window, dialog: KeyChanges
) -> None:
    dialog.choose("claim.next")
    qtbot.keyClick(dialog.edit, Qt.Key.Key_Q)
    qtbot.waitUntil(dialog.set_button.isEnabled)
    assert dialog.words.text() == "This key is taken by “New claim from selection” (Read)."
    assert keys(window, "claim.new") == ["Q"]
    qtbot.mouseClick(dialog.set_button, Qt.MouseButton.LeftButton)

    assert keys(window, "claim.next") == ["Q"]
    assert keys(window, "claim.new") == []
    assert dialog.words.text() == (
        "“New claim from selection” (Read) gave up this key. “Usual key” there takes it back."
    )
    assert dialog.tree.hasFocus()
    dialog.choose("claim.new")
    dialog.set_usual()
    assert keys(window, "claim.new") == ["Q"]
    assert keys(window, "claim.next") == []


def test_all_usual_keys_come_back(qtbot: QtBot, window: Window, dialog: KeyChanges) -> None:
    dialog.choose("claim.next")
    qtbot.mouseClick(dialog.none_button, Qt.MouseButton.LeftButton)
    assert keys(window, "claim.next") == []
    qtbot.mouseClick(dialog.all_button, Qt.MouseButton.LeftButton)

    assert keys(window, "claim.next") == ["J"]
    assert window.session.settings.keys == {}
    qtbot.mouseClick(dialog.all_button, Qt.MouseButton.LeftButton)
    assert keys(window, "claim.next") == [] and dialog.all_button.text() == "All usual keys"
    for _ in range(2):  # another change in between: these are the keys from then on
        dialog.set_usual()
    assert window.session.settings.keys == {} and not dialog.all_button.isEnabled()


def test_the_first_command_that_is_left_is_chosen_from_the_field(qtbot: QtBot, dialog: KeyChanges) -> None:
    dialog.activateWindow()
    dialog.search.setFocus()
    qtbot.keyClicks(dialog.search, "next claim")
    qtbot.keyClick(dialog.search, Qt.Key.Key_Down)
    assert dialog.tree.hasFocus() and dialog.chosen is not None and dialog.chosen.id == "claim.next"
    qtbot.keyClick(dialog.tree, Qt.Key.Key_Tab)
    assert dialog.focusWidget() is dialog.edit


@pytest.mark.parametrize("id, key", [("claim.next", "Tab"), ("claim.next", "Down"), ("grade.mark", "Home")])
def test_keys_that_move_are_refused(window: Window, dialog: KeyChanges, id: str, key: str) -> None:
    dialog.choose(id)
    dialog.edit.setKeySequence(QKeySequence(key))

    assert not dialog.set_button.isEnabled()
    assert "moves about or opens things" in dialog.words.text()


def test_the_list_is_narrowed_by_words_and_by_keys(qtbot: QtBot, dialog: KeyChanges) -> None:
    def shown() -> list[str]:
        groups = [dialog.tree.topLevelItem(n) for n in range(dialog.tree.topLevelItemCount())]
        items = [group.child(n) for group in groups for n in range(group.childCount())]
        return [item.text(0) for item in items if not item.isHidden()]

    qtbot.keyClicks(dialog.search, "grow")
    assert shown() == ["Select sentence, then grow"]
    dialog.search.clear()
    qtbot.keyClicks(dialog.search, "ctrl+shift+f")
    assert shown() == ["Find in the library"]


def test_a_part_of_a_longer_key_is_a_conflict(window: Window) -> None:
    rows = bound(window.keyboard.sections)
    owner = next(row for row in rows if row.id == "claim.next")

    assert {row.id for row in conflicts("D", owner, rows)} == {
        "quote.rises", "quote.falls", "quote.no_change", "quote.unclear"
    }  # fmt: skip
    assert conflicts("S", next(row for row in rows if row.id == "separate.next"), rows) != []
    assert changed({}, owner, usual_keys(owner.action)) == {}


def test_changed_keys_hold_in_a_new_window(
    qtbot: QtBot, show: Callable[[Session], Window], session: Session
) -> None:
    session.settings.keys = {"claim.next": ["W"], "go.search": ["Ctrl+P"], "edit.history": []}
    window = show(session)
    session.go("read")

    assert keys(window, "claim.next") == ["W"]
    assert keys(window, "edit.history") == []
    qtbot.keyClick(window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert window.palette_popup.isVisible()


def test_a_single_letter_in_a_field_is_a_letter(qtbot: QtBot, window: Window, dialog: KeyChanges) -> None:
    dialog.choose("help.keys")
    dialog.close()
    field = window.findChild(QLineEdit)
    assert field is not None
    qtbot.keyClicks(field, "?j")

    assert field.text() == "?j"


def test_the_printed_sheet_holds_every_key_on_two_pages(window: Window, tmp_path: Path) -> None:
    window.keyboard.panel.refresh()
    shown = window.keyboard.panel.chart.columns
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "keys.pdf"))
    made = sheet(shown)
    made.print_(printer)

    with closing(PdfDocument(tmp_path / "keys.pdf")) as printed:
        lengths = [page.get_textpage().count_chars() for page in printed]
    assert len(lengths) == 2 and min(lengths) > 500
    lines = made.toPlainText().splitlines()
    for column in shown:
        assert column.title in lines
        assert all(what in lines and keys in lines for what, _caps, keys in column.lines)
    assert "D, ↑" in lines and "Ctrl + Shift + F" in lines


def test_the_sheet_says_when_it_holds_no_such_key(window: Window) -> None:
    panel = window.keyboard.panel
    panel.field.setText("no such thing")
    assert panel.chart.columns == [] and panel.chart.accessibleDescription() == NOTHING


def test_keys_one_after_the_other_have_a_cap_each() -> None:
    assert key_names("D, Up") == ("D", "↑") and keys_in_words("D, Up") == "D, ↑"
    assert key_names("Ctrl+K, Ctrl++") == ("Ctrl", "K", "Ctrl", "+")
    assert keys_in_words("Ctrl+K, Ctrl++") == "Ctrl+K, Ctrl++"
    assert key_names("+") == ("+",) and key_names("Ctrl+,") == ("Ctrl", ",") and key_names("-") == ("−",)


def test_the_dialog_names_keys_as_the_sheet_does(dialog: KeyChanges) -> None:
    dialog.choose("library.read")
    assert dialog.tree.currentItem().text(1) == "Enter"


def test_a_command_of_any_menu_has_a_place_in_the_sheet(window: Window) -> None:
    other = QAction("Elsewhere")
    other.setProperty("menu", "A menu nobody knows")
    (*_rest, last) = sections([], [other, *window.actions_by_id.values()])
    assert last[2][-1] is other
