"""Claims linked, merged, split, moved and given populations, with keys and mouse."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from reviewer.library import claims, journal
from reviewer.model import Claim, Stance, Voice
from tests.gui.read.at_the_desk import CTRL, SHIFT, Key, Person

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


def numbered(person: Person, number: int) -> Claim:
    return next(claim for claim in person.claims() if claim.number == number)


def ops(person: Person) -> int:
    return len(person.session.read(journal.history))


def answer(person: Person, *keys: str | Qt.Key) -> None:
    """Type into the chooser; words are typed letter by letter."""
    field = person.workspace.claiming.chooser.field
    for key in keys:
        if isinstance(key, str):
            person.qtbot.keyClicks(field, key)
        else:
            person.qtbot.keyClick(field, key)


def test_a_split_selection_is_one_step_to_undo(person: Person) -> None:
    before = ops(person)
    person.page.select(1380, 1500)
    person.page.setFocus()
    person.key(Key.Key_Q)
    person.key(Key.Key_1)

    assert [link.voice for link in person.quotes()] == [Voice.STUDY, Voice.COMMENTARY]
    assert ops(person) == before + 1
    person.session.undo()
    assert person.claims() == [] and person.quotes() == []


def test_words_over_a_boundary_are_linked_in_one_step_with_their_stance(reader: Person) -> None:
    before, count = ops(reader), len(reader.quotes())
    reader.page.select(1380, 1500)
    reader.page.setFocus()
    reader.key(Key.Key_L)
    reader.key(Key.Key_1)
    answer(reader, "progression slows", "-", Key.Key_Return)

    new = [q for q in reader.quotes() if 1380 <= q.span.start < 1500 and q.span.start != 1436]
    assert [(q.voice, q.stance) for q in new] == [
        (Voice.STUDY, Stance.CONTRADICTS),
        (Voice.COMMENTARY, Stance.CONTRADICTS),
    ]
    assert {q.claim for q in new} == {numbered(reader, 3).id}
    assert ops(reader) == before + 1 and len(reader.quotes()) == count + 2
    assert reader.session.quote == new[0].id


def test_claims_that_share_words_with_the_selection_come_first(reader: Person) -> None:
    reader.page.select(1109, 1198)
    reader.page.setFocus()
    reader.key(Key.Key_L)
    chooser = reader.workspace.claiming.chooser
    first = chooser.model.rows[0]
    chooser.hide()

    assert first.sign == "8" and "100 % alike" in first.detail


def test_the_same_words_linked_again_only_get_the_stance(reader: Person) -> None:
    link = next(q for q in reader.quotes() if q.span.start == 776)
    count = len(reader.quotes())
    reader.page.select(link.span.start, link.span.end)
    reader.page.setFocus()
    reader.key(Key.Key_L)
    answer(reader, "5", "=", Key.Key_Return)

    assert len(reader.quotes()) == count
    assert reader.quote().id == link.id and reader.quote().stance is Stance.QUALIFIES


def test_two_claims_stand_on_the_same_words_and_take_turns(claimed: Person) -> None:
    claimed.page.select(776, 828)
    claimed.page.setFocus()
    claimed.key(Key.Key_Q)
    claimed.type("Another claim")
    claimed.key(Key.Key_Return)
    one, other = claimed.quotes()
    assert one.span == other.span and one.claim != other.claim
    place = claimed.page.scene.caret_box(790).center().toPoint()
    seen = []
    for _ in range(2):
        claimed.click(claimed.page.viewport(), place)
        claimed.qtbot.wait(2)
        seen.append(claimed.session.quote)
        place.setX(place.x() + 30)

    assert set(seen) == {one.id, other.id}


def test_a_quote_is_moved_to_the_claim_that_is_typed_for(reader: Person) -> None:
    link = next(q for q in reader.quotes() if q.span.start == 776)
    reader.session.select("quote", link.id)
    reader.page.setFocus()
    reader.key(Key.Key_L, SHIFT)
    answer(reader, "NK cells", Key.Key_Return)

    assert reader.session.read(claims.quote, link.id).claim == numbered(reader, 6).id
    assert reader.session.quote == link.id and reader.session.claim == numbered(reader, 6).id
    reader.session.undo()
    assert reader.session.read(claims.quote, link.id) == link


def test_merging_says_what_happens_first_and_enter_does_it(reader: Person) -> None:
    gone, kept = numbered(reader, 7), numbered(reader, 5)
    reader.session.select("claim", gone.id)
    reader.workspace.actions_by_id["claim.merge"].trigger()
    answer(reader, "5", Key.Key_Return)
    panel = reader.workspace.reshaping.merging
    assert not panel.isHidden() and reader.focus() is panel.merge
    assert "Merge claim 7 into claim 5" in panel.head.text() and "rating" in panel.note.text()
    assert gone in reader.claims()  # nothing was done yet

    reader.key(Key.Key_S)
    assert "Merge claim 5 into claim 7" in panel.head.text()
    reader.key(Key.Key_S)
    reader.key(Key.Key_Return)
    assert panel.isHidden() and gone.id not in {c.id for c in reader.claims()}
    assert reader.session.claim == kept.id and reader.focus() is reader.page
    reader.session.undo()
    assert numbered(reader, 7) == gone


def test_esc_leaves_both_claims(reader: Person) -> None:
    before = reader.claims()
    reader.session.select("claim", numbered(reader, 7).id)
    reader.workspace.actions_by_id["claim.merge"].trigger()
    answer(reader, "5", Key.Key_Return)
    reader.key(Key.Key_Escape)

    assert reader.claims() == before and reader.workspace.reshaping.merging.isHidden()


def test_quotes_are_ticked_and_become_a_claim(reader: Person) -> None:
    old = numbered(reader, 4)
    reader.session.select("claim", old.id)
    reader.workspace.actions_by_id["claim.split"].trigger()
    panel = reader.workspace.reshaping.splitting
    assert panel.chosen == [reader.session.quote]
    reader.key(Key.Key_Down)
    reader.key(Key.Key_Space)
    chosen = panel.chosen
    assert len(chosen) == 2 and panel.split.isEnabled()
    reader.key(Key.Key_Return, CTRL)

    new = numbered(reader, 12)
    assert [q.id for q in reader.session.read(claims.quotes, claim=new.id)] == sorted(chosen)
    assert new.tags == old.tags and reader.session.claim == new.id
    assert reader.focus() is reader.workspace.claim_dock.head.statement


def test_all_quotes_cannot_leave(reader: Person) -> None:
    reader.session.select("claim", numbered(reader, 4).id)
    reader.workspace.actions_by_id["claim.split"].trigger()
    panel = reader.workspace.reshaping.splitting
    for row in list(panel.model.rows):
        if not row.goes:
            panel.tick(row)
    assert not panel.split.isEnabled()
    reader.key(Key.Key_Escape)
    assert panel.isHidden()


def test_p_gives_the_population_and_makes_a_new_one(claimed: Person) -> None:
    claimed.page.setFocus()
    claimed.key(Key.Key_P)
    answer(claimed, "Progressive MS", Key.Key_Return)
    (population,) = claimed.session.read(claims.populations)
    assert population.name == "Progressive MS" and claimed.quote().population == population.id

    claimed.page.setFocus()
    claimed.key(Key.Key_P)
    answer(claimed, Key.Key_Down, Key.Key_Return)
    assert claimed.quote().population is None


def test_the_fields_of_the_dock_follow_each_other_with_tab(claimed: Person) -> None:
    dock = claimed.workspace.claim_dock
    claimed.page.setFocus()
    claimed.key(Key.Key_E)
    order = []
    for _ in range(40):
        order.append(claimed.focus())
        claimed.key(Key.Key_Tab)
        if claimed.focus() is dock.note:
            break
    fields = [dock.head.statement, *dock.quote.fields.values()]
    places = [order.index(field) for field in fields]
    stance = order.index(dock.quote.stance.buttons["supports"])

    assert places == sorted(places) and places[0] < stance < places[1]
    assert claimed.focus() is dock.note


@pytest.mark.parametrize(
    ("key", "modifiers", "field"),
    [("p", SHIFT, "population_words"), ("m", Qt.KeyboardModifier.NoModifier, "note")],
)
def test_pico_and_note_are_written_from_the_keyboard(
    claimed: Person, key: str, modifiers: Qt.KeyboardModifier, field: str
) -> None:
    claimed.page.setFocus()
    claimed.key(key, modifiers)
    claimed.type("words")
    claimed.key(Key.Key_Escape)

    assert claimed.focus() is claimed.page
    assert "words" in (claimed.quote().pico.population, claimed.claims()[0].note)


@pytest.mark.parametrize("size", [(960, 560), (1440, 800)])
def test_the_popup_stays_in_the_window_and_leaves_the_words_free(
    reader: Person, size: tuple[int, int]
) -> None:
    reader.place.resize(*size)
    reader.page.scroll_to(0)
    view, scene = reader.page.viewport(), reader.page.scene
    lowest = max(at for at in range(1400) if scene.caret_box(at).bottom() < view.height() - 30)
    for at in (60, lowest):
        reader.page.select(at, at + 12)
        reader.page.setFocus()
        reader.key(Key.Key_L)
        chooser = reader.workspace.claiming.chooser
        words = scene.caret_box(at + 12).toRect()
        words.moveTopLeft(view.mapToGlobal(words.topLeft()))
        assert reader.place.frameGeometry().contains(chooser.geometry())
        assert not chooser.geometry().intersects(words)
        chooser.hide()
