"""The codebook in the window: paths while tagging, order and nesting by keys and mouse, merging, colours."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QModelIndex, QPoint, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QMenu

from reviewer.gui.workspaces.reading.chooser import Chooser
from reviewer.gui.workspaces.reading.codebook import Codebook
from reviewer.model import Tag, Voice
from tests.gui.read.at_the_desk import ALT, CTRL, Key, Person

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
Side = QAbstractItemView.DropIndicatorPosition


def book(person: Person) -> Codebook:
    return person.workspace.codebook


def named(person: Person, name: str) -> Tag:
    desk = person.workspace.desk
    assert desk is not None
    return next(tag for tag in desk.tags.values() if tag.name == name)


def paths(person: Person) -> list[str]:
    desk = person.workspace.desk
    assert desk is not None
    return [desk.path_of(tag) for tag in desk.tags.values()]


def choose(person: Person, chooser: Chooser, words: str) -> None:
    """Type into a popup and take the first it offers."""
    person.qtbot.keyClicks(chooser.field, words)
    person.qtbot.keyClick(chooser.field, Key.Key_Return)


def at(person: Person, name: str) -> QModelIndex:
    index = book(person)._index(named(person, name).id)
    assert index is not None
    return index


def on_tag(person: Person, name: str) -> None:
    book(person).tree.setFocus()
    book(person).select(named(person, name).id)


def test_a_path_typed_while_tagging_makes_what_is_missing(claimed: Person) -> None:
    claimed.page.setFocus()
    claimed.key(Key.Key_T)
    choose(claimed, claimed.workspace.claiming.chooser, "Mechanism > B cells")

    assert paths(claimed) == ["Mechanism", "Mechanism › B cells"]
    desk = claimed.workspace.desk
    assert desk is not None
    (claim,) = desk.claims.values()
    assert claim.tags == (named(claimed, "B cells").id,)
    claimed.session.undo()
    claimed.session.undo()
    assert paths(claimed) == []


def test_a_path_finds_the_tag_that_is_there(reader: Person) -> None:
    book(reader).start_tag(None)
    reader.type("mechanism > b cells")
    before = paths(reader)
    reader.key(Key.Key_Return)

    assert paths(reader) == before and book(reader).selected() == named(reader, "B cells").id


def test_alt_and_arrows_move_and_nest(reader: Person) -> None:
    on_tag(reader, "B cells")
    reader.key(Key.Key_Down, ALT)
    assert [p for p in paths(reader) if p.startswith("Mechanism ›")][0] == "Mechanism › NK cells"
    assert book(reader).selected() == named(reader, "B cells").id
    reader.key(Key.Key_Right, ALT)
    assert "Mechanism › NK cells › B cells" in paths(reader)
    reader.key(Key.Key_Left, ALT)
    reader.key(Key.Key_Left, ALT)
    assert "B cells" in paths(reader) and named(reader, "B cells").colour
    reader.key(Key.Key_Z, CTRL)
    reader.session.undo()
    assert "Mechanism › B cells" in paths(reader)


def drop(person: Person, name: str, target: QModelIndex, side: Side, monkeypatch: pytest.MonkeyPatch) -> None:
    tree = book(person).tree
    tree.setCurrentIndex(at(person, name))
    monkeypatch.setattr(tree, "dropIndicatorPosition", lambda: side)
    place = QPointF(tree.visualRect(target).center()) if target.isValid() else QPointF(5, 5_000)
    event = QDropEvent(
        place,
        Qt.DropAction.MoveAction,
        QMimeData(),
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    monkeypatch.setattr(event, "source", lambda: tree, raising=False)
    tree.dropEvent(event)


def test_dragging_nests_and_orders(reader: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    drop(reader, "Practice", at(reader, "Efficacy"), Side.AboveItem, monkeypatch)
    assert paths(reader)[0] == "Practice"
    drop(reader, "Practice", at(reader, "Mechanism"), Side.OnItem, monkeypatch)
    assert "Mechanism › Practice" in paths(reader)
    drop(reader, "Practice", at(reader, "NK cells"), Side.AboveItem, monkeypatch)
    own = [p for p in paths(reader) if p.startswith("Mechanism ›")]
    assert own[:3] == ["Mechanism › B cells", "Mechanism › Practice", "Mechanism › NK cells"]
    drop(reader, "Practice", QModelIndex(), Side.OnViewport, monkeypatch)
    assert paths(reader)[-1] == "Practice"


def test_a_tag_does_not_come_under_itself(reader: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    before = paths(reader)
    drop(reader, "Mechanism", at(reader, "B cells"), Side.OnItem, monkeypatch)

    assert paths(reader) == before and "cannot come under itself" in reader.messages[-1]


def test_merging_asks_into_which_and_is_one_step(reader: Person) -> None:
    before = paths(reader)
    on_tag(reader, "NK cells")
    book(reader).merge()
    choose(reader, book(reader).chooser, "b cells")

    assert (
        "Mechanism › NK cells" not in paths(reader) and book(reader).selected() == named(reader, "B cells").id
    )
    reader.session.undo()
    assert paths(reader) == before


def test_a_group_and_all_in_it_change_colour(reader: Person) -> None:
    tag = named(reader, "B cells")
    menu = book(reader).menu_of(tag)
    colours = next(a.menu() for a in menu.actions() if a.menu() is not None)
    assert colours.title() == "Colour of “Mechanism”" and len(colours.actions()) == 10
    assert [a.text() for a in colours.actions() if a.isChecked()] == ["Violet"]
    next(a for a in colours.actions() if a.text() == "Amber").trigger()

    desk = reader.workspace.desk
    assert desk is not None and desk.hue_of(named(reader, "B cells")) == "amber"


def test_when_to_use_a_tag_is_said_and_kept_with_the_tag_it_was_typed_for(reader: Person) -> None:
    on_tag(reader, "B cells")
    form = book(reader).form
    assert form.fields["use_when"].isHidden()
    book(reader).describe("use_when")
    reader.type("Counts in blood")
    on_tag(reader, "NK cells")  # before typing has rested

    assert named(reader, "B cells").use_when == "Counts in blood" and named(reader, "NK cells").use_when == ""
    on_tag(reader, "B cells")
    assert not form.fields["use_when"].isHidden()


def test_quotes_are_counted_by_voice(reader: Person) -> None:
    desk = reader.workspace.desk
    assert desk is not None
    tag = named(reader, "Mechanism")
    voices = desk.tally()[tag.id]
    assert sum(voices.values()) == desk.counts()[tag.id] == 4
    on_tag(reader, "Mechanism")
    told = book(reader).form.counts.accessibleName()
    assert (
        told == f"Quotes here: {voices[Voice.STUDY]} study, {voices[Voice.COMMENTARY]} commentary, 0 reader"
    )
    assert at(reader, "Mechanism").data(Qt.ItemDataRole.ToolTipRole).endswith("commentary")


def test_every_change_is_a_command(reader: Person) -> None:
    actions = reader.workspace.actions_by_id
    on_tag(reader, "B cells")
    actions["tag.out"].trigger()
    assert "B cells" in paths(reader)
    on_tag(reader, "B cells")
    actions["tag.remove"].trigger()
    assert "B cells" not in paths(reader)
    actions["tag.group"].trigger()
    assert book(reader).entry.isVisible() and book(reader).entry.placeholderText() == "New group"


def test_the_menu_acts_on_the_tag_below_the_pointer(reader: Person) -> None:
    place = book(reader).tree.visualRect(at(reader, "NK cells")).center()
    book(reader)._show_menu(QPoint(place))
    menu = QApplication.activePopupWidget()

    assert isinstance(menu, QMenu) and "New tag in “NK cells”" in [a.text() for a in menu.actions()]
    assert book(reader).selected() == named(reader, "NK cells").id
    menu.close()


def test_the_row_for_a_new_tag_opens_below_the_plus_and_goes_with_esc_or_the_focus(person: Person) -> None:
    shown = book(person)
    person.click(shown.add_button)
    assert shown.entry.isVisible() and shown.entry.hasFocus()
    assert shown.entry.mapTo(shown, QPoint()).y() < 24 < shown.height() / 3

    person.type("Mech")
    person.key(Key.Key_Escape)
    assert not shown.entry.isVisible() and shown.entry.text() == "" and paths(person) == []

    person.click(shown.add_button)
    person.page.setFocus()
    assert not shown.entry.isVisible()

    person.click(shown.add_button)
    person.type("Mechanism")
    person.page.setFocus()
    assert shown.entry.isVisible() and shown.entry.text() == "Mechanism", "what was typed is not thrown away"
    shown.entry.setFocus()
    person.key(Key.Key_Return)
    assert paths(person) == ["Mechanism"] and not shown.entry.isVisible() and shown.tree.hasFocus()


def test_a_name_that_cannot_be_taken_stays_to_be_mended(
    reader: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader.session, "perform", lambda *_given, **_more: None)
    book(reader).start_tag(None)
    reader.type("Mechanism")
    reader.key(Key.Key_Return)
    assert book(reader).entry.isVisible() and book(reader).entry.text() == "Mechanism"
