"""The codebook in the window: paths while tagging, order and nesting by keys and mouse, merging, colours."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QModelIndex, QPoint, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QDockWidget, QLineEdit, QMenu, QWidget

from reviewer.gui import theme
from reviewer.gui.fields import WhereThereIsRoom
from reviewer.gui.workspaces.reading.chooser import Chooser
from reviewer.gui.workspaces.reading.codebook import Codebook
from reviewer.model import Tag, Voice
from tests.gui.read.at_the_desk import ALT, CTRL, Key, Person

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


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
    assert book(claimed).selected() == named(claimed, "B cells").id, "so that it can be defined"
    claimed.session.undo()
    assert paths(claimed) == [] and claimed.claims()[0].tags == (), "the tag and its use are one step"


def test_a_tag_made_for_words_without_a_claim_goes_with_the_claim(person: Person) -> None:
    person.page.setFocus()
    person.page.select(776, 828)
    person.key(Key.Key_T)
    person.workspace.claiming.chooser.field.insert("Cells, “naïve” 🧬")  # no key of a test types this
    person.qtbot.keyClick(person.workspace.claiming.chooser.field, Key.Key_Return)
    assert paths(person) == ["Cells, “naïve” 🧬"] and len(person.claims()) == 1
    person.session.undo()
    assert paths(person) == [] and person.claims() == []


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


ON, ABOVE, BELOW = 0, -10, 10
"""Where on a row something is dropped: px from its middle."""


def drop(person: Person, name: str, target: str, where: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Drop a tag on the row of another, or below all rows for none."""
    tree = book(person).tree
    tree.setCurrentIndex(at(person, name))
    place = (
        QPoint(60, tree.visualRect(at(person, target)).center().y() + where) if target else QPoint(5, 5000)
    )
    event = QDropEvent(
        QPointF(place),
        Qt.DropAction.MoveAction,
        QMimeData(),
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    monkeypatch.setattr(event, "source", lambda: tree, raising=False)
    tree.dropEvent(event)


def test_dragging_nests_and_orders(reader: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    drop(reader, "Practice", "Efficacy", ABOVE, monkeypatch)
    assert paths(reader)[0] == "Practice"
    drop(reader, "Practice", "Mechanism", ON, monkeypatch)
    assert "Mechanism › Practice" in paths(reader)
    drop(reader, "Practice", "NK cells", ABOVE, monkeypatch)
    own = [p for p in paths(reader) if p.startswith("Mechanism ›")]
    assert own[:3] == ["Mechanism › B cells", "Mechanism › Practice", "Mechanism › NK cells"]
    drop(reader, "Practice", "", ON, monkeypatch)
    assert paths(reader)[-1] == "Practice"


def test_what_is_dropped_below_an_unfolded_group_comes_first_in_it(
    reader: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    drop(reader, "Practice", "Mechanism", BELOW, monkeypatch)
    assert [p for p in paths(reader) if p.startswith("Mechanism ›")][0] == "Mechanism › Practice"
    reader.session.undo()
    book(reader).tree.setExpanded(at(reader, "Mechanism"), False)
    drop(reader, "Practice", "Mechanism", BELOW, monkeypatch)
    groups = [p for p in paths(reader) if "›" not in p]
    assert groups.index("Practice") == groups.index("Mechanism") + 1


def test_a_tag_does_not_come_under_itself(reader: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    before = paths(reader)
    for target in ("Mechanism", "B cells"):
        tree = book(reader).tree
        place = tree.visualRect(at(reader, target)).center()
        assert tree.aim(at(reader, "Mechanism"), place) is None, "and nothing shows that it could be dropped"
        drop(reader, "Mechanism", target, ON, monkeypatch)
    assert paths(reader) == before


def test_where_a_tag_would_come_is_drawn_in_the_accent(reader: Person) -> None:
    tree = book(reader).tree
    before = tree.grab().toImage()
    tree._show_aim(tree.aim(at(reader, "Practice"), tree.visualRect(at(reader, "Safety")).center()))
    box = tree.visualRect(at(reader, "Safety"))
    shown = tree.grab().toImage()
    assert shown != before
    accent = theme.colour("accent").rgb()
    ratio = shown.devicePixelRatio()
    edge = (round((box.left() + 60) * ratio), round((box.top() + 1) * ratio))
    assert shown.pixel(*edge) == accent


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
    assert told.startswith(
        f"Quotes here: {voices[Voice.STUDY]} study, {voices[Voice.COMMENTARY]} commentary, 0 reader; "
    )
    whole = desk.whole_tally[tag.id][Voice.STUDY]
    assert book(reader).form.counts.words(Voice.STUDY) == f"{voices[Voice.STUDY]} of {whole}"
    assert whole > voices[Voice.STUDY] and book(reader).form.counts.words(Voice.READER) == "–"
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


def name_field(person: Person) -> QLineEdit:
    return book(person).tree.viewport().findChild(QLineEdit)


def test_enter_ends_renaming_and_nothing_else(claimed: Person) -> None:
    claimed.page.setFocus()
    claimed.key(Key.Key_T)
    choose(claimed, claimed.workspace.claiming.chooser, "Mechanism > B cells")
    book(claimed).start_tag(None)
    claimed.type("Safety")
    claimed.key(Key.Key_Return)
    tags = claimed.claims()[0].tags

    claimed.key(Key.Key_F2)
    field = name_field(claimed)
    field.setText("Harms, “late” قلب")
    claimed.qtbot.keyClick(field, Key.Key_Return)
    claimed.qtbot.waitUntil(lambda: "Harms, “late” قلب" in paths(claimed))
    assert claimed.claims()[0].tags == tags, "Enter puts a tag on the claim only where no name is typed"
    assert claimed.focus() is book(claimed).tree
    assert book(claimed).selected() == named(claimed, "Harms, “late” قلب").id


def test_the_tag_one_works_at_stays_selected_whatever_changes(reader: Person) -> None:
    reader.page.setFocus()
    reader.key(Key.Key_J)
    reader.qtbot.waitUntil(lambda: book(reader).selected() is not None)
    on_tag(reader, "NK cells")
    reader.click(book(reader).form.fields["definition"].viewport())
    reader.type("Counted in blood.")
    reader.key(Key.Key_Tab)
    form = book(reader).form
    assert form.fields["use_when"].hasFocus() and named(reader, "NK cells").definition == "Counted in blood."
    reader.type("Measured.")
    reader.key(Key.Key_Tab)
    assert form.fields["avoid_when"].hasFocus()
    reader.type("Only guessed at.")
    reader.key(Key.Key_Escape)
    tag = named(reader, "NK cells")
    assert (tag.use_when, tag.avoid_when) == ("Measured.", "Only guessed at.")
    assert book(reader).selected() == tag.id and book(reader).tree.hasFocus()
    assert "Do not use when: Only guessed at." in at(reader, "NK cells").data(Qt.ItemDataRole.ToolTipRole)


def test_removing_says_what_went_and_goes_on_beside_it(reader: Person) -> None:
    on_tag(reader, "Mechanism")
    reader.key(Key.Key_Delete)
    assert reader.messages[-1].startswith("Removed “Mechanism” and 3 tags below it, taken off 3 claims.")
    assert book(reader).selected() == named(reader, "Who responds").id and book(reader).tree.hasFocus()
    reader.key(Key.Key_Z, CTRL)
    reader.session.undo()
    assert "Mechanism › B cells" in paths(reader)


def test_the_sign_that_folds_stands_beside_the_square_at_any_depth(reader: Person) -> None:
    book(reader).start_tag(named(reader, "B cells").id)
    reader.type("Naive > Late")
    reader.key(Key.Key_Return)
    tree, inner = book(reader).tree, at(reader, "Naive")
    row = tree.visualRect(inner)
    for x, unfolded in ((50, True), (32, False), (32, True)):  # the square, then the sign twice
        reader.click(tree.viewport(), QPoint(x, row.center().y()))
        assert tree.isExpanded(at(reader, "Naive")) is unfolded


def test_the_key_line_tells_the_keys_of_the_tree(reader: Person) -> None:
    on_tag(reader, "B cells")
    assert (("F2",), "rename") in reader.workspace.key_line()
    reader.page.setFocus()
    assert (("F2",), "rename") not in reader.workspace.key_line()


def test_words_of_the_title_bar_are_whole_or_not_there(reader: Person) -> None:
    bar = book(reader).header()
    label = bar.findChild(WhereThereIsRoom)
    assert isinstance(label, WhereThereIsRoom)
    label.resize(30, 18)
    assert not label.fits()
    label.resize(120, 18)
    assert label.fits()


def test_nothing_lies_on_anything_in_a_low_dock(reader: Person) -> None:
    shown = book(reader)
    on_tag(reader, "Efficacy")
    form, dock = shown.form, reader.place.findChild(QDockWidget, "codebook") or shown
    for field in (None, *form.fields):
        if field is not None:
            form.ask(field)
        dock.window().resize(960, 600)
        reader.qtbot.wait(30)
        parts = [part for part in form.findChildren(QWidget) if part.parent() is form and part.isVisible()]
        boxes = [part.geometry() for part in parts]
        assert not any(a.intersects(b) for n, a in enumerate(boxes) for b in boxes[:n]), boxes
        assert form.height() >= form.sizeHint().height() and shown.tree.height() >= 26
        if field is not None:
            area = form.parentWidget()
            at = form.fields[field].mapTo(area, QPoint(0, 4))
            assert area.rect().contains(at), "the field that one types in is in sight"


@pytest.mark.parametrize("name", ["Efficacy", "B cells"])
def test_the_keyboard_stays_in_a_field_that_saves_itself(reader: Person, name: str) -> None:
    on_tag(reader, name)
    for key in ("definition", "use_when", "avoid_when"):
        field = book(reader).form.fields[key]
        book(reader).form.ask(key)
        field.selectAll()
        reader.type("Seen")
        reader.rest()
        assert getattr(named(reader, name), key) == "Seen", "it is saved once typing rests"
        assert field.hasFocus() and reader.focus() is field
        reader.type(" in blood")
        reader.rest()
        assert getattr(named(reader, name), key) == "Seen in blood"
