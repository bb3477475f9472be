"""The window: places, panes, menus, undo, history, and two windows on one library."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QWidget
from pytestqt.qtbot import QtBot

from reviewer import library
from reviewer.actions import claims, codebook
from reviewer.gui import dialogs, theme
from reviewer.gui.menus import MENUS
from reviewer.gui.palette import Palette
from reviewer.gui.panes import WIDTHS
from reviewer.gui.session import Session
from reviewer.gui.window import WORKSPACES, Window
from reviewer.gui.workspaces.history import History, clock
from reviewer.library import claims as stored

CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


def press(qtbot: QtBot, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key where the focus is."""
    focus = QApplication.focusWidget()
    assert focus is not None
    qtbot.keyClick(focus, key, modifiers)


def front(window: Window) -> str:
    assert window.front is not None
    return window.front.workspace.id


def leaves(menu: QMenu) -> list[QAction]:
    """Return the actions of a menu and of the menus in it."""
    return [
        leaf for action in menu.actions() for leaf in (leaves(action.menu()) if action.menu() else [action])
    ]


@pytest.mark.parametrize("kind, number", WORKSPACES, ids=lambda value: getattr(value, "id", ""))
def test_ctrl_and_a_digit_bring_a_workspace_to_the_front(
    qtbot: QtBot, window: Window, kind: type, number: str
) -> None:
    press(qtbot, Qt.Key(ord(number)), CTRL)

    assert front(window) == kind.id
    assert window.place_actions[kind.id].isChecked()
    assert window.stack.currentWidget() is window.front


def test_every_workspace_has_a_digit_of_its_own() -> None:
    numbers = [number for _, number in WORKSPACES]

    assert len(set(numbers)) == len(numbers)


def test_menus_without_actions_are_left_out_and_every_action_is_in_a_menu(window: Window) -> None:
    for kind, _ in WORKSPACES:
        window.show_place(kind.id)
        menus = {menu.title().replace("&", ""): menu for menu in window.menus.by_name.values()}
        shown = {name: menu for name, menu in menus.items() if menu.menuAction().isVisible()}
        held = {action for menu in shown.values() for action in leaves(menu)}

        assert list(menus) == list(MENUS)
        assert all(not menu.isEmpty() for menu in shown.values())
        assert set(window.commands_now()) <= held


def test_the_title_names_the_library(window: Window) -> None:
    assert window.windowTitle() == "review — Reviewer"


def test_undo_and_redo_say_what_they_would_do(qtbot: QtBot, window: Window, session: Session) -> None:
    session.perform(codebook.add_tag, "New tag")
    undo, redo = window.actions_by_id["edit.undo"], window.actions_by_id["edit.redo"]
    label = undo.text().removeprefix("Undo ")

    assert "New tag" in label
    press(qtbot, Qt.Key.Key_Z, CTRL)
    assert redo.text() == f"Redo {label}"
    assert "New tag" not in [tag.name for tag in session.read(stored.tags)]
    press(qtbot, Qt.Key.Key_Z, CTRL | SHIFT)
    assert "New tag" in [tag.name for tag in session.read(stored.tags)]


def test_f6_goes_round_the_panes_and_shift_f6_back(qtbot: QtBot, window: Window) -> None:
    assert window.front is not None
    panes = window.front.panes()
    met = []
    for _ in panes:
        press(qtbot, Qt.Key.Key_F6)
        focus = QApplication.focusWidget()
        met.append(next(pane for pane in panes if focus and pane.isAncestorOf(focus)))

    assert len(set(met)) == len(panes) > 1
    press(qtbot, Qt.Key.Key_F6, SHIFT)
    focus = QApplication.focusWidget()
    assert focus is not None
    assert met[-2].isAncestorOf(focus)


def test_panes_hide_and_come_back(qtbot: QtBot, window: Window) -> None:
    assert window.front is not None
    docks = window.front.docks
    shown = {id for id, dock in docks.items() if not dock.isHidden()}

    press(qtbot, Qt.Key.Key_Backslash, CTRL)
    assert all(dock.isHidden() for dock in docks.values())
    press(qtbot, Qt.Key.Key_Backslash, CTRL)
    assert {id for id, dock in docks.items() if not dock.isHidden()} == shown


def test_below_1280_the_right_docks_are_tabs_of_the_left(qtbot: QtBot, window: Window) -> None:
    place = window.front
    assert place is not None
    preview, views = place.docks["preview"], place.docks["views"]
    assert preview not in place.tabifiedDockWidgets(views)

    window.resize(960, 600)
    qtbot.waitUntil(lambda: place.narrow)
    assert preview in place.tabifiedDockWidgets(views)
    assert window.size().toTuple() == (960, 600)

    window.resize(1440, 900)
    qtbot.waitUntil(lambda: not place.narrow)
    assert preview not in place.tabifiedDockWidgets(views)


def test_an_arrangement_is_kept_per_workspace_and_reset_layout_forgets_it(
    qtbot: QtBot, show: Callable[[Session], Window], session: Session
) -> None:
    window = show(session)
    assert window.front is not None
    window.front.docks["views"].hide()
    window.show_place("read")
    assert not window.front.docks["outline"].isHidden()
    window.close()

    again = show(session)
    again.resize(
        1440, 900
    )  # the screen of the tests is smaller, and a window never comes back larger than it
    assert session.open_library(Path(session.settings.recent[0]))
    assert again.front is not None
    assert again.front.docks["views"].isHidden()
    qtbot.waitUntil(lambda: again.front.docks["preview"].width() == WIDTHS["right"])
    again.reset_layout()
    assert not again.front.docks["views"].isHidden()


def test_alt_left_goes_back_to_where_one_was(qtbot: QtBot, window: Window, session: Session) -> None:
    session.go("read", document=2)
    session.go("read", document=1)

    press(qtbot, Qt.Key.Key_Left, ALT)
    assert (front(window), session.document) == ("read", 2)
    press(qtbot, Qt.Key.Key_Left, ALT)
    assert front(window) == "library"
    press(qtbot, Qt.Key.Key_Right, ALT)
    assert front(window) == "read"


def test_ctrl_shift_l_changes_the_theme_and_keeps_it(qtbot: QtBot, window: Window, session: Session) -> None:
    press(qtbot, Qt.Key.Key_L, CTRL | SHIFT)
    assert theme.is_dark()
    assert session.settings.theme == "dark"
    press(qtbot, Qt.Key.Key_L, CTRL | SHIFT)
    assert not theme.is_dark()


def test_text_size_stays_between_its_limits(qtbot: QtBot, window: Window, session: Session) -> None:
    for _ in range(20):
        press(qtbot, Qt.Key.Key_Minus, CTRL)
    assert session.settings.reader_size == 12
    press(qtbot, Qt.Key.Key_0, CTRL)
    assert session.settings.reader_size == 14.5


def test_messages_stand_above_the_workspace_until_escape(
    qtbot: QtBot, window: Window, session: Session
) -> None:
    assert window.front is not None
    session.message.emit("error", "The file is damaged.", "Restore a backup.")
    assert window.front.strip.text == "The file is damaged. Restore a backup."
    assert window.front.strip.level == "error"

    press(qtbot, Qt.Key.Key_Escape)
    assert window.front.strip.text == ""


def test_the_key_line_shows_the_keys_of_the_focused_pane(qtbot: QtBot, window: Window) -> None:
    words = [text for _, text in window.status_line.keys.keys]
    assert "read" in words
    assert words[-1] == "all keys"

    press(qtbot, Qt.Key.Key_Slash)
    assert isinstance(QApplication.focusWidget(), QLineEdit)
    assert "to the table" in [text for _, text in window.status_line.keys.keys]
    assert "all keys" not in [text for _, text in window.status_line.keys.keys]  # a letter, where one types


def test_the_key_line_shows_no_letters_where_one_types(
    qtbot: QtBot, window: Window, session: Session
) -> None:
    session.go("read", document=2, claim=session.read(stored.claims)[0].id)
    assert "claim" in [text for _, text in window.status_line.keys.keys]

    assert window.front is not None
    qtbot.keyClick(window.front.workspace.page, Qt.Key.Key_E)
    assert [words for _, words in window.status_line.keys.keys] == ["commands"]


def test_question_mark_shows_every_key_and_a_field_takes_it_as_a_letter(qtbot: QtBot, window: Window) -> None:
    press(qtbot, Qt.Key.Key_Question)
    assert window.keyboard.dock.isVisible()
    titles = [column.title for column in window.keyboard.panel.chart.columns]
    assert titles[0] == "Library"
    assert titles[-1] == "Everywhere"

    qtbot.keyClicks(window.keyboard.panel.field, "back up")
    lines = [line for column in window.keyboard.panel.chart.columns for line in column.lines]
    assert lines == [("Back up now", ("Ctrl", "Shift", "B"), "Ctrl + Shift + B")]
    qtbot.keyClicks(window.keyboard.panel.field, "?")
    assert window.keyboard.panel.field.text().endswith("?")
    press(qtbot, Qt.Key.Key_Question)
    assert not window.keyboard.dock.isVisible()


@pytest.mark.qt_log_ignore("does not support (raise|grabbing)", extend=True)
def test_a_key_does_nothing_behind_an_open_menu(qtbot: QtBot, window: Window, session: Session) -> None:
    press(qtbot, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    assert window.front is not None and window.front.workspace.id == "read"
    window.menus["Edit"].popup(window.mapToGlobal(window.rect().center()))
    menu = QApplication.activePopupWidget()
    assert menu is window.menus["Edit"]
    qtbot.keyClick(menu, Qt.Key.Key_J)
    qtbot.keyClick(menu, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert session.claim is None and window.front.workspace.id == "read" and menu.isVisible()
    menu.close()
    press(qtbot, Qt.Key.Key_J)
    assert session.claim is not None


def test_single_letters_can_be_switched_off(qtbot: QtBot, window: Window, session: Session) -> None:
    before = session.document
    session.settings.single_keys = False
    session.save_settings()
    press(qtbot, Qt.Key.Key_J)
    assert session.document == before

    session.settings.single_keys = True
    session.save_settings()
    press(qtbot, Qt.Key.Key_J)
    assert session.document != before


def test_history_goes_back_to_any_action(qtbot: QtBot, window: Window, session: Session) -> None:
    before = [tag.name for tag in session.read(stored.tags)]
    session.perform(codebook.add_tag, "First")
    session.perform(codebook.add_tag, "Second")

    press(qtbot, Qt.Key.Key_H, CTRL)
    assert window.front is not None
    history = window.front.docks["history"].widget()
    assert isinstance(history, History)
    assert history.isVisible()
    qtbot.keyClicks(history.filter, "First")
    assert [op.label for op in history.model.ops if "First" in op.label]
    history.list.setCurrentIndex(history.model.index(0))
    assert "Tag “First”" in history.told.text() and history.alone.isEnabled()
    qtbot.mouseClick(history.button, Qt.MouseButton.LeftButton)

    assert [tag.name for tag in session.read(stored.tags)] == [*before, "First"]
    history.filter.clear()
    undone = [op.label for op in history.model.ops if op.undone]
    assert len(undone) == 1
    assert "Second" in undone[0]


def test_history_is_filtered_and_takes_back_one_action(
    qtbot: QtBot, window: Window, session: Session
) -> None:
    session.perform(claims.add_claim, "Alone.")
    session.perform(claims.add_population, "Later")
    press(qtbot, Qt.Key.Key_H, CTRL)
    assert window.front is not None
    history = window.front.docks["history"].widget()
    assert isinstance(history, History)
    number = session.read(stored.claims)[-1].number
    history.filter.setText(f"claim:{number} person:reviewer")
    assert [op.label for op in history.model.ops] == [f"New claim {number}"]
    history.list.setCurrentIndex(history.model.index(0))
    qtbot.mouseClick(history.alone, Qt.MouseButton.LeftButton)
    assert number not in [claim.number for claim in session.read(stored.claims)]
    history.filter.setText("document:x")
    assert history.model.ops == [] and history.empty.text() == "There is no document “x” here."


def test_the_clock_gives_the_date_of_other_days() -> None:
    assert ":" in clock("2001-02-03T04:05:06+00:00")
    assert "February 2001" in clock("2001-02-03T04:05:06+00:00")


def test_two_windows_see_what_the_other_does(
    qtbot: QtBot, window: Window, session: Session, review: Path
) -> None:
    other = library.open(review)
    codebook.add_tag(other, "From the other window")
    other.close()

    qtbot.waitUntil(lambda: "From the other window" in window.actions_by_id["edit.undo"].text(), timeout=4000)
    assert session.library is not None


def drop(window: Window, paths: list[Path], cls: type = QDropEvent) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    drop_data(window, data, cls)


def drop_data(window: Window, data: QMimeData, cls: type = QDropEvent) -> None:
    buttons, modifiers = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    place = QPointF(200, 200)
    event = cls(
        place if cls is QDropEvent else place.toPoint(), Qt.DropAction.CopyAction, data, buttons, modifiers
    )
    # No display can drag here, and Qt delivers these two only in the course of a drag.
    window.dropEvent(event) if cls is QDropEvent else window.dragEnterEvent(event)


def test_dropped_words_become_a_document(qtbot: QtBot, window: Window, session: Session) -> None:
    data = QMimeData()
    data.setText("I tried it for a year and felt better.")
    drop_data(window, data, QDragEnterEvent)
    assert window.drop_frame.words == "Add this text as a document"
    with qtbot.waitSignal(window.importing.added) as blocker:
        drop_data(window, data)

    assert len(blocker.args[0]) == 1 and not window.drop_frame.isVisible()


def test_a_dropped_link_is_not_followed(window: Window) -> None:
    data = QMimeData()
    data.setUrls([QUrl("https://example.org/post")])
    drop_data(window, data, QDragEnterEvent)
    drop_data(window, data)

    assert window.front is not None
    assert window.front.strip.text.startswith("Reviewer does not fetch pages from the network.")


def test_files_held_over_the_window_show_what_dropping_does(
    qtbot: QtBot, window: Window, tmp_path: Path
) -> None:
    paths = [tmp_path / f"{number}.txt" for number in range(3)]
    drop(window, paths, QDragEnterEvent)

    assert window.drop_frame.isVisible()
    assert window.drop_frame.words == "Add 3 documents"


def test_dropped_files_are_added(qtbot: QtBot, window: Window, session: Session, tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_text("A page\n\nWords of a page that nobody has seen.", encoding="utf-8")
    with qtbot.waitSignal(window.importing.added) as blocker:
        drop(window, [path])

    assert blocker.args[0]
    assert session.document == blocker.args[0][0]
    assert window.front is not None
    assert window.front.strip.text.startswith("1 document added.")


def test_files_that_cannot_be_read_are_listed_with_the_reason(
    qtbot: QtBot, window: Window, tmp_path: Path
) -> None:
    bad, good = tmp_path / "bad.bin", tmp_path / "good.txt"
    bad.write_bytes(bytes(range(256)) * 8)
    good.write_text("Words that are quite readable.", encoding="utf-8")
    with qtbot.waitSignal(window.importing.added):
        drop(window, [bad, good])

    panel = window.importing.panel
    assert window.import_dock.isVisible()
    assert [line.name for line in panel.model.lines] == ["bad.bin", "good.txt", "1 file could not be read"]
    assert panel.model.lines[-1].count == "bad.bin" and panel.model.lines[-1].icon == "warn"


def test_closing_while_documents_are_added_asks(
    qtbot: QtBot, window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(200):
        (tmp_path / f"{number}.txt").write_text(f"Text number {number}. " * 40, encoding="utf-8")
    asked: list[str] = []

    def ask(parent: QWidget, text: str, detail: str, answers: list[str]) -> int:
        asked.append(text)
        return 0

    monkeypatch.setattr(dialogs, "ask", ask)
    window.importing.add([tmp_path])
    assert not window.close()
    assert asked == ["Documents are still being added."]
    window.importing.cancel()
    qtbot.waitUntil(lambda: window.importing.job is None)


@pytest.mark.qt_log_ignore("does not support (raise|grabbing)", extend=True)
def test_the_palette_opens_over_the_window(qtbot: QtBot, window: Window) -> None:
    press(qtbot, Qt.Key.Key_K, CTRL)
    palette = window.palette_popup

    assert isinstance(palette, Palette)
    assert palette.isVisible()
    assert palette.width() == 640
    palette.close()


def test_a_quote_elsewhere_is_a_click_away_and_alt_left_comes_back(qtbot: QtBot, window: Window) -> None:
    session = window.session
    link = next(q for q in session.read(stored.quotes, document=2) if q.span.start == 776)
    session.go("read", document=2, claim=link.claim, quote=link.id)
    dock = window.front.workspace.claim_dock
    (row,) = [dock.also.itemAt(n).widget() for n in range(dock.also.count())]
    there = row.link
    assert there.span.document == 1 and "Study" in row.accessibleName()
    qtbot.mouseClick(row, Qt.MouseButton.LeftButton)
    assert (session.document, session.quote, session.claim) == (1, there.id, link.claim)
    assert row.link.id == link.id  # the row is used again, for the quote that is elsewhere now

    window.front.workspace.page.setFocus()
    press(qtbot, Qt.Key.Key_Left, ALT)
    assert (session.document, session.quote, session.claim) == (2, link.id, link.claim)
    press(qtbot, Qt.Key.Key_Right, ALT)
    assert session.document == 1
