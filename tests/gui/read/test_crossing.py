"""A split is offered with the selection, by mouse and by keyboard, and nothing jumps meanwhile."""

from __future__ import annotations

import pytest

from reviewer.model import Voice
from tests.gui.read.at_the_desk import SHIFT, Key, Person


def cross(person: Person) -> None:
    """Drag over the end of the quoted study into the commentary, and wait for the offer."""
    person.page.scroll_to(1422)
    person.drag(1380, 1500)
    person.qtbot.waitUntil(lambda: not person.workspace.crossing.isHidden())


def test_the_offer_comes_with_the_selection_and_takes_no_focus(person: Person) -> None:
    cross(person)

    assert person.focus() is person.page
    told = "These words go from Study abstract, second-hand to Commentary."
    assert person.workspace.crossing.words.text() == told
    assert person.workspace.crossing.split.text() == "Split into two quotes"
    assert person.claims() == []


def test_the_words_keep_their_place_on_the_screen(person: Person) -> None:
    person.page.scroll_to(1422)
    place = person.page.mapTo(person.workspace, person.page.scene.caret_box(1422).toRect().center())
    cross(person)
    assert person.page.mapTo(person.workspace, person.page.scene.caret_box(1422).toRect().center()) == place

    person.key(Key.Key_Right)
    assert person.workspace.crossing.isHidden()
    assert person.page.mapTo(person.workspace, person.page.scene.caret_box(1422).toRect().center()) == place


@pytest.mark.parametrize("by_mouse", [True, False])
def test_splitting_makes_one_claim_with_a_quote_of_each_voice(person: Person, by_mouse: bool) -> None:
    cross(person)
    if by_mouse:
        person.click(person.workspace.crossing.split)
    else:
        person.key(Key.Key_1)

    assert [link.voice for link in person.quotes()] == [Voice.STUDY, Voice.COMMENTARY]
    assert len(person.claims()) == 1
    assert person.workspace.crossing.isHidden()


@pytest.mark.parametrize("by_mouse", [True, False])
def test_keeping_the_first_part_selects_only_that(person: Person, by_mouse: bool) -> None:
    cross(person)
    if by_mouse:
        person.click(person.workspace.crossing.first)
    else:
        person.key(Key.Key_2)

    span = person.page.selected_span()
    assert span is not None and span.end == 1422
    assert person.claims() == []
    assert person.focus() is person.page
    person.qtbot.wait(300)
    assert person.workspace.crossing.isHidden()


def test_leaving_it_keeps_the_selection_and_is_not_asked_again(person: Person) -> None:
    cross(person)
    before = person.page.selected_span()
    person.click(person.workspace.crossing.leave)
    assert person.focus() is person.page
    person.qtbot.wait(300)

    assert person.workspace.crossing.isHidden()
    assert person.page.selected_span() == before


def test_a_selection_by_keyboard_is_offered_too_and_one_voice_never_is(person: Person) -> None:
    person.page.setFocus()
    person.page.select(1380, 1422)
    person.qtbot.wait(300)
    assert person.workspace.crossing.isHidden()

    for _ in range(4):
        person.key(Key.Key_Right, SHIFT)
    person.qtbot.waitUntil(lambda: not person.workspace.crossing.isHidden())
