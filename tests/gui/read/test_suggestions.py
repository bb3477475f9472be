"""Suggestions while reading: dotted, answered with one key or a click, listed by kind, never unasked."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from reviewer.actions import suggestions as actions
from reviewer.actions.marks import MarksResult
from reviewer.gui import dialogs
from reviewer.gui.page.notes import NoteCard
from reviewer.gui.workspaces.reading import marks_in, suggestion_list, suggestion_words
from reviewer.library import claims, documents, journal
from reviewer.model import Span, State, Suggestion
from reviewer.model import SuggestionKind as K
from tests.gui.read.at_the_desk import NONE, SHIFT, Key, Person

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def suggested(reader: Person) -> Person:
    """Someone before the example review, when all suggestions are found."""
    wait(reader)
    reader.page.setFocus()
    return reader


def wait(person: Person) -> None:
    suggesting = person.workspace.suggesting
    person.qtbot.waitUntil(lambda: not suggesting.looking)


def side_effects(person: Person) -> Suggestion:
    return next(each for each in person.workspace.suggesting.found if "side-effect" in each.span.exact)


def card_of(person: Person, each: Suggestion) -> NoteCard:
    number = person.workspace.suggesting.number(each)
    return next(card for card in person.page._margin.cards() if card.note.quote == number)


def test_they_come_after_the_page_and_count_for_nothing(reader: Person) -> None:
    before = reader.quotes()
    wait(reader)
    reader.session.select("document", 1)
    assert reader.workspace.suggesting.found == [] and reader.workspace.status().endswith("claims here")
    reader.session.select("document", 2)
    wait(reader)

    assert reader.workspace.status() == f"{len(reader.workspace.suggesting.shown)} suggestions left"
    assert reader.quotes() == before
    dotted = {mark.start for mark in reader.page.scene.marks.marks if mark.suggestion}
    assert dotted == {each.span.start for each in reader.workspace.suggesting.shown}


def test_the_note_says_for_which_claim_and_why(suggested: Person) -> None:
    each = side_effects(suggested)
    suggested.workspace.suggesting.go_to(each)
    note = card_of(suggested, each).note

    assert (note.title, note.detail) == ("Suggested for 4, supports", "matched “side-effect”")


def test_space_goes_on_y_accepts_and_the_next_is_selected(suggested: Person) -> None:
    suggesting = suggested.workspace.suggesting
    while suggesting.current != side_effects(suggested):
        suggested.key(Key.Key_Space)
    each, following = suggesting.current, suggesting.shown.index(suggesting.current) + 1
    after = suggesting.shown[following % len(suggesting.shown)]
    suggested.key("y")

    assert each is not None and each.span in [link.span for link in suggested.quotes()]
    assert suggesting.current == after and each not in suggesting.shown
    wait(suggested)
    assert suggesting.current == after


def test_n_rejects_for_good_and_undo_brings_it_back(suggested: Person) -> None:
    suggesting, before = suggested.workspace.suggesting, suggested.quotes()
    suggested.key(Key.Key_Space)
    each = suggesting.current
    suggested.key("n")
    wait(suggested)

    assert each not in suggesting.found and suggested.quotes() == before
    [answer] = suggested.session.read(actions.answered)
    assert answer.state is State.REJECTED
    suggested.session.undo()
    wait(suggested)
    assert each in suggesting.found


def test_shift_space_goes_back_and_both_go_round(suggested: Person) -> None:
    suggesting = suggested.workspace.suggesting
    suggested.key(Key.Key_Space)
    first = suggesting.current
    suggested.key(Key.Key_Space, SHIFT)

    assert suggesting.current == suggesting.shown[-1] != first
    suggested.key(Key.Key_Space)
    assert suggesting.current == first


@pytest.mark.parametrize(("side", "state"), [(0, State.ACCEPTED), (1, State.REJECTED)])
def test_the_keys_on_a_note_are_clicked(suggested: Person, side: int, state: State) -> None:
    each = side_effects(suggested)
    suggested.workspace.suggesting.go_to(each)
    card = card_of(suggested, each)
    place = card._keys()[side].center().toPoint()
    QTest.mouseClick(card, Qt.MouseButton.LeftButton, NONE, place)

    assert [a.state for a in suggested.session.read(actions.answered)] == [state]


def test_a_click_on_a_note_or_its_words_selects_and_answers_nothing(suggested: Person) -> None:
    each = side_effects(suggested)
    suggested.page.scroll_to(each.span.start)
    QTest.mouseClick(card_of(suggested, each), Qt.MouseButton.LeftButton, NONE, QPoint(20, 8))

    assert suggested.workspace.suggesting.current == each
    assert suggested.session.read(actions.answered) == []
    suggested.key("j")
    assert suggested.session.quote is not None


def test_the_keys_show_only_what_can_be_done(suggested: Person) -> None:
    on = suggested.workspace.actions_by_id

    assert on["suggestion.next"].isEnabled() and not on["suggestion.accept"].isEnabled()
    assert suggested.workspace.key_line()[0] == (("Space",), "next suggestion")
    suggested.key(Key.Key_Space)
    assert on["suggestion.accept"].isEnabled()
    assert suggested.workspace.key_line()[0] == (("Y", "N"), "accept, reject")
    suggested.key("b")
    assert not any(on[f"suggestion.{verb}"].isEnabled() for verb in ("next", "accept", "reject"))


def test_space_still_presses_a_button_that_has_the_focus(suggested: Person) -> None:
    button = suggested.workspace.header.notes_button
    button.setFocus()
    was = button.isChecked()
    QTest.keyClick(button, Key.Key_Space)

    assert button.isChecked() != was and suggested.workspace.suggesting.current is None


def test_kinds_are_switched_off_and_on_and_stay_so(suggested: Person) -> None:
    suggesting = suggested.workspace.suggesting
    toggle = suggested.workspace.actions_by_id["suggestion.kind.causal"]
    assert toggle.isChecked() and any(each.kind is K.CAUSAL for each in suggesting.shown)
    toggle.trigger()

    assert not any(each.kind is K.CAUSAL for each in suggesting.shown) and not toggle.isChecked()
    assert "causal" in suggested.session.settings.suggestions_off
    assert not any(mark.start in causal(suggested) for mark in suggested.page.scene.marks.marks)
    toggle.trigger()
    assert any(each.kind is K.CAUSAL for each in suggesting.shown)


def causal(person: Person) -> set[int]:
    found = person.workspace.suggesting.found
    return {each.span.start for each in found if each.kind is K.CAUSAL and each.claim is None}


def test_the_list_groups_them_and_a_click_goes_there(suggested: Person) -> None:
    listed = suggested.workspace.suggestions
    suggested.workspace.suggesting.show_list()
    heads = [row.title for row in listed.model.rows if row.suggestion is None]
    assert heads == ["Results and claims", "Conclusions", "Causal wording"]

    row = next(n for n, line in enumerate(listed.model.rows) if line.suggestion == side_effects(suggested))
    box = listed.list.visualRect(listed.model.index(row, 0))
    QTest.mouseClick(listed.list.viewport(), Qt.MouseButton.LeftButton, NONE, box.center())

    assert suggested.workspace.suggesting.current == side_effects(suggested)


def test_the_list_says_when_there_are_none(person: Person) -> None:
    listed = person.workspace.suggestions
    listed.show_suggestions([], None, {})

    assert not listed.none.isHidden() and listed.list.isHidden()


def test_a_design_is_set_from_the_page(sit_down: Callable[[str], Person]) -> None:
    person = sit_down("seeds")
    person.session.select("document", 1)
    wait(person)
    suggesting = person.workspace.suggesting
    suggesting.go_to(next(each for each in suggesting.found if each.kind is K.DESIGN))
    person.page.setFocus()
    person.key("y")

    assert person.session.read(documents.studies)[1].design == "case series"


def test_a_field_of_a_claim_goes_to_the_claim_selected(claimed: Person) -> None:
    wait(claimed)
    suggesting = claimed.workspace.suggesting
    span = Span(2, 776, 828, claimed.text[776:828])
    suggesting.found = [Suggestion(K.OUTCOME, span, "B cells", "Named as the outcome")]
    suggesting.go_to(suggesting.found[0])
    suggesting.accept()

    assert claimed.claims()[0].pico.outcome == "B cells"


@pytest.mark.parametrize("kind", K)
def test_every_kind_has_a_group_and_words(kind: K) -> None:
    each = Suggestion(
        kind, Span(1, 0, 4, "Word"), "20", "Because it says so", author="Kim", date="2020-01-31"
    )
    title, detail = suggestion_words.told(each, {})
    head, row = suggestion_list.lines([each], {})

    assert title and detail and len(title) < 40
    assert head.title == suggestion_words.TITLES[suggestion_words.GROUP_OF[kind]]
    assert suggestion_list.spoken(row).startswith(title)


# ------------------------------------------------------------------ marks of other programs


def test_a_suggestion_is_accepted_for_a_claim_that_is_chosen(suggested: Person) -> None:
    each = side_effects(suggested)
    suggested.workspace.suggesting.go_to(each)
    suggested.page.setFocus()
    suggested.key("y", SHIFT)
    chooser = suggested.workspace.claiming.chooser
    suggested.qtbot.waitUntil(chooser.isVisible)
    QTest.keyClicks(chooser.field, "Approved")
    QTest.keyClick(chooser.field, Key.Key_Return)

    [link] = [link for link in suggested.quotes() if link.span == each.span]
    assert suggested.session.read(claims.claim, link.claim).number == 11


def test_marks_of_a_file_come_to_the_page_that_is_open(
    suggested: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = [{"type": "TextQuoteSelector", "exact": "Recent Posts"}]
    row = {"uri": "u", "user": "acct:kim@h", "text": "Odd.", "target": [{"selector": words}]}
    file = tmp_path / "marks.json"
    file.write_text(json.dumps([row]), encoding="utf-8")
    monkeypatch.setattr(dialogs, "open_marks", lambda *_: file)
    monkeypatch.setattr(dialogs, "ask", lambda *_, **__: 0)
    suggested.workspace.actions_by_id["suggestion.marks"].trigger()
    wait(suggested)

    assert any(each.kind is K.MARK and each.author == "kim" for each in suggested.workspace.suggesting.found)
    assert suggested.messages[-1].startswith("1 mark of Hypothesis waits as a suggestion.")


def test_what_came_of_marks_is_said_in_full() -> None:
    result = MarksResult("m.json", "Zotero", 0, 2, [1], ["“a”"], ["“b”", "“c”"])

    assert marks_in.told(result) == "No new marks of Zotero."
    assert marks_in.left_over(result) == (
        "1 mark kept without a place; 2 marks of no document here; 2 marks known already."
    )


def test_another_suggestion_is_the_current_one_when_an_answer_changes_what_others_are_for(
    sit_down: Callable[[str], Person],
) -> None:
    """A claim that was just made may be proposed for the next sentence, which stays the current one."""
    person = sit_down("seeds")
    wait(person)
    person.page.setFocus()
    suggesting = person.workspace.suggesting
    while suggesting.current is None or suggesting.current.kind is not K.CONCLUSION:
        person.key(Key.Key_Space)
    person.key("y")
    wait(person)

    assert len(person.quotes()) == 1
    assert suggesting.current is not None and suggesting.current in suggesting.shown


def test_undo_selects_what_waits_for_another_answer(suggested: Person) -> None:
    suggesting = suggested.workspace.suggesting
    suggested.key(Key.Key_Space)
    suggested.key(Key.Key_Space)
    each = suggesting.current
    suggested.key("n")
    wait(suggested)
    assert suggesting.current != each
    suggested.session.undo()
    wait(suggested)

    assert suggesting.current == each
    suggested.key("n")
    wait(suggested)
    assert each not in suggesting.found


def test_how_sure_the_current_one_is_stands_in_the_status_bar(suggested: Person) -> None:
    suggesting, said = suggested.workspace.suggesting, []
    suggested.workspace.status_changed.connect(said.append)
    count = len(suggesting.shown)
    suggested.key(Key.Key_Space)
    assert suggesting.current is not None
    right = suggestion_words.sure(suggesting.current)

    assert said[-1] == suggested.workspace.status() == f"{count} suggestions left · of this kind {right}"


def test_the_list_says_how_sure_each_kind_is_and_which_was_not_measured() -> None:
    short, full = suggestion_words.measured("pico")
    assert re.fullmatch(r"\d+ of \d+ right", short)
    assert "95% interval" in full and "\nOutcome: " in full
    assert suggestion_words.measured("harm")[0] == "not measured"
    assert suggestion_words.measured("statement")[0].startswith("of results ")
    result = Suggestion(K.STATEMENT, Span(1, 0, 4, "four"))
    assert suggestion_words.sure(result)
    assert suggestion_words.sure(replace(result, claim=3)) == ""  # places for a claim were not counted
    assert suggestion_words.measured("mark") == ("", "")


def test_a_field_says_by_what_it_was_told_where_its_words_stand_already() -> None:
    span = Span(1, 0, 9, "nine\nhere")
    field = Suggestion(K.POPULATION, span, "nine here", "Says who was studied")
    assert suggestion_words.told(field, {}) == ("Suggested population", "says who was studied")
    design = Suggestion(K.DESIGN, span, "case series", "The text calls itself “nine here”")
    assert suggestion_words.told(design, {}) == ("Suggested design", "case series")


def test_going_through_them_all_does_nothing(suggested: Person) -> None:
    suggesting = suggested.workspace.suggesting
    before = suggested.session.read(journal.history)
    seen = []
    for _each in suggesting.shown:
        suggested.key(Key.Key_Space)
        seen.append(suggesting.current)

    assert sorted(map(repr, seen)) == sorted(map(repr, suggesting.shown))
    assert suggested.session.read(journal.history) == before
