"""Boundaries are moved, split, merged and confirmed with the keyboard, and every step can be undone."""

from __future__ import annotations

import re
import time

import pytest

from reviewer.actions import importing
from reviewer.gui.workspaces.reading.outline import parts
from reviewer.gui.workspaces.reading.question import how_sure
from reviewer.library import documents
from reviewer.model import Kind, Voice
from reviewer.separation.boundaries import NOTHING_CERTAIN, SURE, nothing_certain
from tests.gui.read.at_the_desk import ALT, SHIFT, Key, Person, at, below

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


def test_b_begins_at_the_first_boundary_to_check(separating: Person) -> None:
    workspace = separating.workspace

    assert below(separating) == "Re:"
    assert workspace.left.windowTitle() == "Boundaries"
    assert workspace.boundaries.count.text() == "6 sure, 2 to check"
    assert workspace.header.source.text() == "Separating voices, document 2 of 2"
    assert workspace.right.windowTitle() == "Boundary 6"
    assert workspace.codebook.isHidden() or not workspace.codebook.isVisible()


def test_tab_goes_round_what_is_to_check(separating: Person) -> None:
    seen = [below(separating)]
    for _ in range(3):
        separating.key(Key.Key_Tab)
        seen.append(below(separating))

    assert seen == ["Re:", "By MouseDoctor", "Re:", "By MouseDoctor"]


def test_a_boundary_moves_by_a_word(separating: Person) -> None:
    at(separating, "In my mind")
    start = separating.part("In my mind").start
    separating.key(Key.Key_Down, SHIFT)

    assert below(separating) == "my mind it"
    assert separating.part("my mind it").start == start + 3
    assert separating.part("Mitoxantrone is one").end <= start + 3
    separating.key(Key.Key_Up, SHIFT)
    assert below(separating) == "In my mind"


def test_a_boundary_moves_by_a_sentence(separating: Person) -> None:
    at(separating, "In my mind")
    separating.key(Key.Key_Down, ALT)

    assert below(separating) == "This is a"


def test_a_boundary_moves_by_a_line(separating: Person) -> None:
    at(separating, "In my mind")
    before = separating.part("In my mind").start
    lines = [before, *_line_starts(separating, before)]
    separating.key(Key.Key_Down)
    down = separating.workspace.separating.edge.below.start
    separating.key(Key.Key_Up)

    assert down == lines[1]
    assert before <= separating.workspace.separating.edge.below.start < down


def _line_starts(person: Person, position: int) -> list[int]:
    """Return where the displayed line after the one at `position` begins."""
    end = person.page.scene.layout.line_stretch(position)[1]
    return [start for start in range(end, end + 3) if person.text[start].isalnum()][:1]


def test_a_part_keeps_a_word_however_often_the_key_is_pressed(separating: Person) -> None:
    at(separating, "By MouseDoctor")
    for _ in range(4):
        separating.key(Key.Key_Down, SHIFT)

    assert below(separating) == "MouseDoctor"
    assert separating.messages == []


def test_undo_takes_every_step_back(separating: Person) -> None:
    before = separating.segments()
    at(separating, "In my mind")
    separating.key(Key.Key_Down, SHIFT)
    separating.key(Key.Key_Down, ALT)
    separating.session.undo()
    separating.session.undo()

    assert separating.segments() == before


def test_esc_puts_back_and_then_leaves(separating: Person) -> None:
    before = separating.segments()
    at(separating, "In my mind")
    separating.key(Key.Key_Down, SHIFT)
    separating.key(Key.Key_Down, SHIFT)
    separating.key(Key.Key_Escape)
    assert separating.segments() == before
    assert separating.workspace.separating.on

    separating.key(Key.Key_Escape)
    assert not separating.workspace.separating.on
    assert separating.workspace.left.windowTitle() == "Outline"
    assert separating.workspace.codebook.isVisible()


@pytest.mark.parametrize(
    ("key", "kind", "voice"),
    [
        (Key.Key_S, Kind.ABSTRACT, Voice.STUDY),
        (Key.Key_C, Kind.COMMENTARY, Voice.COMMENTARY),
        (Key.Key_R, Kind.COMMENT, Voice.READER),
        (Key.Key_B, Kind.BOILERPLATE, Voice.NONE),
    ],
)
def test_a_letter_gives_the_voice_below(separating: Person, key: Key, kind: Kind, voice: Voice) -> None:
    at(separating, "Recent Posts" if kind is not Kind.BOILERPLATE else "In my mind")
    current = separating.workspace.separating.current
    separating.key(key)

    part = next(part for part in separating.segments() if part.id == current)
    assert (part.kind, part.voice) == (kind, voice)


def test_x_splits_at_the_caret_and_m_merges(separating: Person) -> None:
    count = len(separating.segments())
    separating.page.set_caret(separating.text.index("What they do in MS"))
    separating.key(Key.Key_X)
    assert below(separating) == "What they do"
    assert len(separating.segments()) == count + 1

    separating.key(Key.Key_M)
    assert len(separating.segments()) == count
    assert separating.part("In my mind").end == 2128


def test_enter_confirms_and_goes_on(separating: Person) -> None:
    separating.key(Key.Key_Return)

    whole = ("Re:", '"If only there', "In my experience")
    assert all(separating.part(words).confirmed_by is not None for words in whole)
    assert below(separating) == "By MouseDoctor"
    assert separating.workspace.boundaries.count.text() == "7 sure, 1 to check"
    separating.session.undo()
    assert not any(separating.part(words).confirmed_by for words in whole)


def test_shift_enter_confirms_all_that_is_sure(separating: Person) -> None:
    separating.key(Key.Key_Return, SHIFT)

    open_ = [part for part in separating.segments() if part.confirmed_by is None]
    assert all(part.confidence < 0.8 for part in open_)
    assert len(open_) == 3
    separating.session.undo()
    assert all(part.confirmed_by is None for part in separating.segments())


def test_the_byline_is_asked_about(separating: Person) -> None:
    at(separating, "By MouseDoctor")
    question = separating.workspace.question

    assert question.title.text() == "Does “By MouseDoctor” sign the post, or comment 3?"
    assert [a.words for a in question.question.answers] == [
        "Byline of the post",
        "Signature of comment 3",
        "Neither",
    ]
    told = "Sets the author of ◆ Commentary to MouseDoctor. Comment 3 stays unnamed."
    assert question.effect.accessibleName() == told
    assert "<b" in question.effect.text()
    assert question.why.text().endswith("That makes it likely, not sure (70\u00a0%).")


def test_answer_2_signs_the_comment_in_one_step(separating: Person) -> None:
    before = separating.segments()
    at(separating, "By MouseDoctor")
    separating.key(Key.Key_2)
    assert separating.part("By MouseDoctor").kind is Kind.BYLINE
    separating.key(Key.Key_Return)

    assert separating.part("By MouseDoctor").kind is Kind.BOILERPLATE
    assert separating.part("In my experience").attribution.name == "MouseDoctor"
    assert separating.part("In my mind").attribution is None
    separating.session.undo()
    assert separating.segments() == before


def test_answer_1_only_confirms(separating: Person) -> None:
    before = separating.part("By MouseDoctor")
    at(separating, "By MouseDoctor")
    separating.key(Key.Key_1)
    separating.key(Key.Key_Return)

    after = separating.part("By MouseDoctor")
    assert (after.kind, after.rule, after.attribution) == (before.kind, before.rule, before.attribution)
    assert after.confirmed_by is not None


def test_a_nested_quote_can_be_said_to_be_the_readers_own(separating: Person) -> None:
    at(separating, '"If only there')
    assert separating.workspace.question.title.text() == "Are these words quoted from comment 2?"
    separating.key(Key.Key_2)
    separating.key(Key.Key_Return)

    assert separating.part('"If only there').kind is Kind.COMMENT


def test_dragging_the_handle_moves_the_boundary(separating: Person) -> None:
    part = separating.part("In my mind")
    separating.page.boundary_moved.emit(part.id, part.start + 6)

    assert below(separating) == "mind it is"


def test_a_click_in_the_list_makes_a_boundary_the_current_one(separating: Person) -> None:
    boundaries = separating.workspace.boundaries
    box = boundaries.list.visualRect(boundaries.model.index(1))
    separating.click(boundaries.list.viewport(), box.center())

    assert below(separating) == "In my mind"
    assert separating.workspace.right.windowTitle() == "Boundary 2"


def test_leaving_the_workspace_ends_the_mode(separating: Person) -> None:
    separating.workspace.settle()

    assert not separating.workspace.separating.on
    assert separating.workspace.actions_by_id["claim.new"].isEnabled()
    assert not separating.workspace.actions_by_id["separate.split"].isEnabled()


def test_roles_of_an_abstract_are_asked_about(person: Person) -> None:
    person.session.select("document", 1)
    person.page.setFocus()
    person.key(Key.Key_B)
    separating = person.workspace.separating
    design = next(edge for edge in separating.edges if edge.below.role == "design")
    separating.go_to(design.below.id)

    assert person.workspace.question.title.text() == "Does the part “Design” begin here?"


def test_who_confirmed_and_when_stands_in_the_dock(separating: Person) -> None:
    at(separating, "In my mind")
    why = separating.workspace.question.why
    share = round(100 * separating.part("In my mind").confidence)
    assert why.text().endswith(f"The machine is sure of it ({share}\u00a0%).")
    separating.key(Key.Key_Return)
    at(separating, "In my mind")
    assert re.search(r"\. Confirmed by Reviewer A, \d+ \w+ \d{4}, \d\d:\d\d\.$", why.text())

    separating.key(Key.Key_C)
    assert why.text().startswith("Set by Reviewer A, ")


def test_what_undo_would_take_back_stands_on_its_button(separating: Person) -> None:
    button = separating.workspace.header.undo_button
    assert button.text() == "Undo"
    at(separating, "In my mind")
    separating.key(Key.Key_Down, SHIFT)
    assert button.text() == "Undo move"
    separating.click(button)
    assert separating.part("In my mind").confirmed_by is None


def test_words_repeated_from_another_comment_count_once(separating: Person) -> None:
    at(separating, "By MouseDoctor")
    dock = separating.workspace.question
    assert dock.repeats.text() == "Comment 3 repeats 25 words of comment 2."
    assert dock.once.isChecked()
    before = words_of_readers(separating)

    dock.once.click()
    assert separating.part('"If only there').kind is Kind.COMMENT
    assert (words_of_readers(separating), dock.once.isChecked()) == (before + 25, False)
    dock.once.click()
    part = separating.part('"If only there')
    assert (part.kind, part.voice, part.repeats) == (Kind.QUOTE, Voice.READER, True)
    assert words_of_readers(separating) == before
    at(separating, "In my mind")
    assert dock.once.isHidden()


def words_of_readers(person: Person) -> int | None:
    desk = person.workspace.desk
    assert desk is not None
    return next(row.words for row in parts(desk) if row.text == "Reader comments")


def test_after_the_last_boundary_the_next_document_is_offered(separating: Person) -> None:
    workspace = separating.workspace
    unclear = "Words that nobody signs.\n\nAnd more of them."
    separating.session.perform(importing.import_text, "unclear", unclear)
    separating.key(Key.Key_Return)
    assert workspace.checked.isHidden()
    separating.key(Key.Key_Return)

    assert workspace.checked.words.text() == (
        "Every boundary of this page is checked. 1 document has boundaries to check."
    )
    assert separating.focus() is workspace.checked.next
    separating.key(Key.Key_Return)
    assert separating.session.document == 3 and workspace.checked.isHidden()
    assert workspace.separating.on and workspace.separating.edge is not None
    assert separating.focus() is separating.page


def test_esc_stays_on_the_page_that_is_checked(separating: Person) -> None:
    for _ in range(2):
        separating.key(Key.Key_Return)
    bar = separating.workspace.checked
    assert bar.words.text().endswith("No other document has boundaries to check.")
    assert bar.next.isHidden() and separating.focus() is bar.read
    separating.key(Key.Key_Escape)

    assert bar.isHidden() and separating.workspace.separating.on
    assert separating.focus() is separating.page


def test_enter_reads_the_page_that_is_checked(separating: Person) -> None:
    for _ in range(2):
        separating.key(Key.Key_Return)
    bar = separating.workspace.checked
    separating.key(Key.Key_Return)

    assert bar.isHidden() and not separating.workspace.separating.on
    assert separating.focus() is separating.page


def test_shift_enter_confirms_what_is_sure_while_the_strip_stands(separating: Person) -> None:
    for _ in range(2):
        separating.key(Key.Key_Return)
    assert not separating.workspace.checked.isHidden()
    separating.key(Key.Key_Return, SHIFT)

    assert separating.workspace.boundaries.count.text() == "8 confirmed"


@pytest.fixture
def unclear(person: Person) -> Person:
    """Someone before a page of which nothing is certain."""
    made = person.session.perform(
        importing.import_text,
        "unclear",
        "The house stood at the end of the road. It had a red door.\n\nNobody says by whom this was said.",
    )
    assert made is not None
    person.session.select("document", made.files[0].added[0])
    person.page.setFocus()
    return person


def test_a_page_where_nothing_is_certain_says_so(unclear: Person) -> None:
    workspace = unclear.workspace
    assert nothing_certain(unclear.session.read(documents.segments, unclear.session.document))
    assert workspace.uncertain.isVisible() and workspace.uncertain.words.text() == NOTHING_CERTAIN
    assert workspace.outline.line.accessibleName().endswith("words, nothing certain")

    unclear.key(Key.Key_B)
    assert workspace.uncertain.isHidden()
    assert workspace.boundaries.uncertain.isVisible()
    assert not workspace.header.sure_button.isEnabled()
    assert workspace.header.sure_button.toolTip() == NOTHING_CERTAIN
    assert not workspace.actions_by_id["separate.sure"].isEnabled()


def test_the_only_part_of_a_page_is_asked_about_and_confirmed(unclear: Person) -> None:
    unclear.key(Key.Key_B)
    workspace = unclear.workspace
    edge = workspace.separating.edge
    assert edge is not None and edge.above is None
    assert edge.doubt.confidence < SURE and how_sure(0.3) == "That is no more than a guess (30\u00a0%)."
    assert workspace.question.why.text().endswith(how_sure(edge.doubt.confidence))
    assert not workspace.question.above.isEnabled()
    unclear.key(Key.Key_Down)  # there is nothing above to give words to
    for _ in workspace.separating.edges:
        unclear.key(Key.Key_2)
        unclear.key(Key.Key_Return)

    found = unclear.session.read(documents.segments, unclear.session.document)
    assert all(part.confirmed_by for part in found if part.rule != "blank")
    assert not nothing_certain(found)


def test_a_page_with_two_hundred_comments_answers_at_once(person: Person) -> None:
    thread = [
        f"Anna{n} says:\n\nMay 3, 2014 at 10:{n:02d} am\n\n"
        + (f"> I took it {n - 1} times and it helped me.\n\n" if n % 4 == 0 else "")
        + f"I took it {n} times and it helped me."
        for n in range(1, 201)
    ]  # fmt: skip
    words = person.text[:2128] + "\n\nComments\n\n" + "\n\n".join(thread) + "\n"
    made = person.session.perform(importing.import_text, "many", words)
    person.session.select("document", made.files[0].added[0])
    person.page.setFocus()
    started = time.perf_counter()
    person.key(Key.Key_B)
    edges = person.workspace.separating.edges
    assert max(edge.below.comment or 0 for edge in edges) == 200
    person.key(Key.Key_Tab)
    person.key(Key.Key_Down, SHIFT)
    assert time.perf_counter() - started < 3  # some 0.2 s when nothing else runs
    for voice in ("reader", "boilerplate"):
        person.workspace.header.toggles[voice].cycle()
    person.key(Key.Key_Escape)


def test_the_list_of_boundaries_and_the_outline_lead_out_and_in_by_mouse(separating: Person) -> None:
    workspace = separating.workspace
    separating.click(workspace.boundaries.leave_button)
    assert not workspace.separating.on

    line = workspace.outline.line
    assert line.accessibleName().endswith("2 boundaries to check")
    line.setFocus()
    separating.key(Key.Key_Return)
    assert workspace.separating.on
    assert workspace.boundaries.leave_button.isChecked()


def test_confirming_all_sure_is_offered_while_there_are_some(separating: Person) -> None:
    button = separating.workspace.header.sure_button
    assert button.isEnabled()
    separating.click(button)

    assert not button.isEnabled()
    assert button.toolTip() == "Every sure boundary is confirmed."
    assert separating.focus() is separating.page


def test_a_checked_document_is_read_from_the_top(separating: Person) -> None:
    separating.key(Key.Key_Return)
    separating.key(Key.Key_Return)
    separating.click(separating.workspace.checked.read)

    assert not separating.workspace.separating.on
    assert separating.page.caret() == 0
    assert separating.page.verticalScrollBar().value() == 0
