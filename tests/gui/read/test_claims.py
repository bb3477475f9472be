"""Claims made, linked, tagged and judged with keys and mouse hold exactly the words that were selected."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QKeySequence

from reviewer.actions import claims as actions
from reviewer.model import Direction, Stance, Voice
from tests.gui.read.at_the_desk import CTRL, NONE, SHIFT, Key, Person

# The offscreen platform says this of every popup.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


def select_sentence(person: Person, words: str) -> None:
    person.page.set_caret(person.text.index(words))
    person.page.setFocus()
    person.key(Key.Key_S)


def test_q_makes_a_claim_of_exactly_the_words_dragged_over(person: Person) -> None:
    start = person.text.index("mitoxantrone persistently")
    person.drag(start, start + len("mitoxantrone persistently suppresses B cells in vivo"))
    person.key(Key.Key_Q)

    (link,) = person.quotes()
    assert link.span.exact == "mitoxantrone persistently suppresses B cells in vivo"
    assert (link.span.start, link.span.end) == (776, 828)
    assert (link.voice, link.second_hand, link.stance) == (Voice.STUDY, True, Stance.SUPPORTS)
    assert person.claims()[0].statement == link.span.exact


def test_the_statement_of_a_new_claim_waits_to_be_overwritten(person: Person) -> None:
    select_sentence(person, "Moreover, sustained")
    person.key(Key.Key_Q)
    person.type("B cells fall")
    person.rest()

    assert person.claims()[0].statement == "B cells fall"
    assert person.workspace.right.windowTitle() == "Claim 1"


def test_words_after_an_emoji_are_quoted_exactly(person: Person) -> None:
    start = person.text.index("In my experience")
    person.drag(start, start + len("In my experience it only helps MSers"))
    person.key(Key.Key_Q)

    (link,) = person.quotes()
    assert link.span.exact == "In my experience it only helps MSers"
    assert person.text[link.span.start : link.span.end] == link.span.exact
    assert link.span.start == 2826


def test_an_emoji_itself_can_be_quoted(person: Person) -> None:
    select_sentence(person, "If the EBV hypothesis")
    person.key(Key.Key_Q)

    (link,) = person.quotes()
    assert "😀" in link.span.exact
    assert person.text[link.span.start : link.span.end] == link.span.exact


def test_sentences_grow_and_shrink(person: Person) -> None:
    select_sentence(person, "Moreover, sustained")
    one = person.page.selected_span()
    person.key(Key.Key_S)
    two = person.page.selected_span()
    person.key(Key.Key_S, SHIFT)

    assert one is not None and two is not None
    assert len(two.exact) > len(one.exact)
    assert person.page.selected_span() == one


def test_q_without_words_says_what_to_do(person: Person) -> None:
    person.page.setFocus()
    person.key(Key.Key_Q)

    assert person.claims() == []
    assert person.messages == ["Select words first. S selects the sentence at the caret."]


@pytest.mark.parametrize(("answer", "pieces"), [(Key.Key_1, 2), (Key.Key_2, 1)])
def test_a_selection_over_a_voice_boundary_asks(person: Person, answer: Key, pieces: int) -> None:
    person.page.select(1380, 1500)
    person.page.setFocus()
    person.key(Key.Key_Q)
    assert not person.workspace.crossing.isHidden()
    assert person.claims() == []
    person.key(answer)

    links = person.quotes()
    assert [link.voice for link in links] == [Voice.STUDY, Voice.COMMENTARY][:pieces]
    assert len({link.claim for link in links}) == 1
    assert links[0].span.end == 1422
    assert person.workspace.crossing.isHidden()


def test_leaving_the_question_changes_nothing(person: Person) -> None:
    person.page.select(1380, 1500)
    person.page.setFocus()
    person.key(Key.Key_Q)
    person.key(Key.Key_Escape)

    assert person.claims() == []
    assert person.workspace.crossing.isHidden()


def test_a_gap_between_paragraphs_of_one_voice_never_blocks(person: Person) -> None:
    person.page.select(300, 420)
    person.page.setFocus()
    person.key(Key.Key_Q)

    (link,) = person.quotes()
    assert "\n\n" in link.span.exact
    assert link.voice is Voice.STUDY


@pytest.mark.parametrize(
    ("key", "stance"),
    [("-", Stance.CONTRADICTS), ("=", Stance.QUALIFIES), (".", Stance.MENTIONS), ("+", Stance.SUPPORTS)],
)
def test_stance_keys(claimed: Person, key: str, stance: Stance) -> None:
    claimed.session.perform(
        actions.edit_quote, claimed.quote().id, stance="mentions" if key == "+" else "supports"
    )
    claimed.page.setFocus()
    claimed.key(key)

    assert claimed.quote().stance is stance
    assert claimed.workspace.claim_dock.quote.stance.value == stance.value


@pytest.mark.parametrize(
    ("key", "direction"),
    [
        (Key.Key_Up, Direction.RISES),
        (Key.Key_Down, Direction.FALLS),
        (Key.Key_Right, Direction.NO_CHANGE),
        (Key.Key_Question, Direction.UNCLEAR),
    ],
)
def test_d_and_an_arrow_give_the_direction(claimed: Person, key: Key, direction: Direction) -> None:
    claimed.page.setFocus()
    claimed.key(Key.Key_D)
    claimed.key(key)

    assert claimed.quote().direction is direction


def test_a_click_gives_and_takes_the_direction(claimed: Person) -> None:
    button = claimed.workspace.claim_dock.quote.direction.buttons["falls"]
    claimed.click(button)
    assert claimed.quote().direction is Direction.FALLS

    claimed.click(button)
    assert claimed.quote().direction is None


def test_letters_act_in_the_docks_but_not_in_fields(claimed: Person) -> None:
    dock = claimed.workspace.claim_dock.quote
    dock.stance.buttons["supports"].setFocus()
    claimed.key("-")
    dock.fields["outcome"].setFocus()
    claimed.type("q-")
    claimed.rest()

    assert claimed.quote().stance is Stance.CONTRADICTS
    assert claimed.quote().pico.outcome == "q-"
    assert len(claimed.claims()) == 1


def test_l_links_words_to_a_claim_that_is_typed_for(reader: Person) -> None:
    before = len(reader.quotes())
    reader.session.select("claim", None)
    select_sentence(reader, "What they do in MS is obscure")
    reader.key(Key.Key_L)
    chooser = reader.workspace.claiming.chooser
    assert chooser.isVisible()
    for letter in "nk cells":
        reader.qtbot.keyClick(chooser.field, letter)
    reader.qtbot.keyClick(chooser.field, Key.Key_Return)

    link = reader.quote()
    assert len(reader.quotes()) == before + 1
    assert link.span.exact.startswith("What they do in MS is obscure")
    assert next(c for c in reader.claims() if c.id == link.claim).number == 6
    assert link.voice is Voice.COMMENTARY


def test_the_claim_looked_at_last_is_offered_first(reader: Person) -> None:
    by_number = {claim.number: claim.id for claim in reader.claims()}
    for number in (3, 9):
        reader.session.select("claim", by_number[number])
    reader.page.select(1700, 1760)
    reader.page.setFocus()
    reader.key(Key.Key_L)
    rows = reader.workspace.claiming.chooser.model.rows
    reader.workspace.claiming.chooser.hide()

    assert [row.sign for row in rows[:2]] == ["9", "3"]
    assert len(rows) == len(by_number)


def test_t_puts_a_tag_on_the_claim_and_takes_it_off(reader: Person) -> None:
    claim = next(c for c in reader.claims() if c.number == 5)
    reader.session.select("claim", claim.id)

    def choose(words: str) -> None:
        reader.page.setFocus()
        reader.key(Key.Key_T)
        chooser = reader.workspace.claiming.chooser
        reader.qtbot.keyClicks(chooser.field, words)
        reader.qtbot.keyClick(chooser.field, Key.Key_Return)

    choose("relapse rate")
    names = {tag.id: tag.name for tag in reader.workspace.desk.tags.values()}
    assert [names[t] for t in reader.claims()[4].tags] == ["B cells", "Relapse rate"]

    choose("relapse rate")
    assert [names[t] for t in reader.claims()[4].tags] == ["B cells"]


def test_typing_a_new_name_makes_the_tag(claimed: Person) -> None:
    claimed.page.setFocus()
    claimed.key(Key.Key_T)
    chooser = claimed.workspace.claiming.chooser
    claimed.qtbot.keyClicks(chooser.field, "Mechanism")
    claimed.qtbot.keyClick(chooser.field, Key.Key_Return)

    (tag,) = claimed.workspace.desk.tags.values()
    assert (tag.name, tag.colour) == ("Mechanism", "moss")
    assert claimed.claims()[0].tags == (tag.id,)


def test_a_digit_tags_with_the_group_of_that_number(reader: Person) -> None:
    claim = next(c for c in reader.claims() if c.number == 5)
    reader.session.select("claim", claim.id)
    reader.page.setFocus()
    reader.key("2")

    tags = reader.workspace.desk.tags
    found = next(c for c in reader.claims() if c.number == 5)
    assert [tags[t].name for t in found.tags] == ["B cells", "Safety"]
    reader.key("2")
    assert len(next(c for c in reader.claims() if c.number == 5).tags) == 1


def test_j_and_k_follow_the_text(reader: Person) -> None:
    order = [link.id for link in reader.quotes()]
    reader.page.setFocus()
    reader.key(Key.Key_J)
    assert reader.session.quote == order[0]
    reader.key(Key.Key_J)
    assert reader.session.quote == order[1]
    reader.key(Key.Key_K)
    reader.key(Key.Key_K)

    assert reader.session.quote == order[-1]
    assert reader.session.claim == reader.quotes()[-1].claim


def test_del_removes_the_quote_and_undo_brings_it_back(claimed: Person) -> None:
    link = claimed.quote()
    claimed.page.setFocus()
    claimed.key(Key.Key_Delete)
    assert claimed.quotes() == []
    assert claimed.session.quote is None
    assert len(claimed.claims()) == 1

    claimed.session.undo()
    assert claimed.quotes() == [link]


def test_g_goes_to_the_certainty_of_the_claim(claimed: Person) -> None:
    asked: list[str] = []
    claimed.session.requested.connect(asked.append)
    claimed.page.setFocus()
    claimed.key(Key.Key_G)

    assert asked == ["grade"]


def test_a_click_on_a_mark_selects_its_claim(reader: Person) -> None:
    link = next(q for q in reader.quotes() if q.span.start == 776)
    reader.page.scroll_to(790)
    reader.click(reader.page.viewport(), reader.page.scene.caret_box(790).center().toPoint())

    assert (reader.session.quote, reader.session.claim) == (link.id, link.claim)
    assert reader.workspace.right.windowTitle() == "Claim 5"


def test_no_two_commands_of_a_mode_share_a_key(person: Person) -> None:
    seen: dict[str, str] = {}
    for id, action in person.workspace.actions_by_id.items():
        for keys in action.shortcuts():
            mode = "separate" if id.startswith("separate.") else "read"
            name = f"{mode} {keys.toString(QKeySequence.SequenceFormat.PortableText)}"
            assert name not in seen, f"{id} and {seen[name]}"
            seen[name] = id


def test_find_counts_goes_on_and_goes_away(person: Person) -> None:
    person.page.setFocus()
    person.key(Key.Key_F, CTRL)
    person.type("natural killer")
    bar = person.workspace.find_bar
    first = bar.count.text()
    person.key(Key.Key_Return, NONE)
    second = bar.count.text()
    person.key(Key.Key_Escape)

    assert (first, second) == ("1 of 2", "2 of 2")
    assert bar.isHidden()
    assert person.focus() is person.page


def test_an_empty_list_says_how_the_first_is_made(person: Person) -> None:
    select_sentence(person, "Moreover, sustained")
    person.key(Key.Key_Q)
    person.key(Key.Key_Escape)
    person.page.setFocus()
    person.key(Key.Key_T)
    chooser = person.workspace.claiming.chooser

    assert chooser.hint.text() == "None yet. Type a name for the first." and chooser.list.isHidden()
    person.qtbot.keyClick(chooser.field, "a")
    assert chooser.hint.isHidden() and not chooser.list.isHidden()
