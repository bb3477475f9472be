"""The GRADE sheet under real keys and clicks: judgements, stair, lock, rationale, marking, undo."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from reviewer.actions import appraisals as actions
from reviewer.library import journal
from reviewer.model import Judgement
from tests.gui.grade.conftest import Desk

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
Key = Qt.Key


def test_the_sheet_opens_on_risk_of_bias_with_the_stair_of_the_example(desk: Desk) -> None:
    sheet = desk.workspace.sheet
    levels = [tread.after for tread in sheet.stair.treads]

    assert sheet.row is desk.row("risk_of_bias") and sheet.row.current
    assert levels == [2, 1, 1, 1, 1, 1, 1, 1, 1]
    assert [tread.label for tread in sheet.stair.treads if tread.label] == ["−1", "−1, floor"]
    assert sheet.stair.accessibleDescription() == (
        "Starts at low; Risk of bias −1: very low; Imprecision −1, floor: very low"
    )


def test_the_number_keys_judge_and_the_stair_moves(desk: Desk) -> None:
    stair = desk.workspace.sheet.stair
    before = [stair.point(tread).x() for tread in stair.treads]

    desk.key("0")

    assert desk.judgement("risk_of_bias").levels == 0
    after = [stair.point(tread).x() for tread in stair.treads]
    assert after[1] > before[1], "the dot of risk of bias stays in the column of the start"
    assert after[4] == before[4], "imprecision still takes the body down to very low"
    assert desk.level() == 1

    desk.key("2")

    assert desk.judgement("risk_of_bias").levels == -2
    assert desk.row("risk_of_bias").bar.value == "-2"
    assert desk.workspace.sheet.stair.treads[1].label == "−2, floor"


def test_a_judgement_by_key_keeps_its_reason_and_is_one_undoable_step(desk: Desk) -> None:
    reason = desk.judgement("risk_of_bias").reason

    desk.key("0")
    op = desk.session.read(journal.undoable)
    desk.session.undo()

    assert op is not None and op.label == "Judge risk of bias of claim 1"
    assert desk.judgement("risk_of_bias") == Judgement(-1, reason)
    assert desk.row("risk_of_bias").bar.value == "-1"
    assert desk.focus() in desk.row("risk_of_bias").bar.segments, "undo leaves the keyboard where it was"


def test_two_levels_for_publication_bias_can_be_chosen_and_are_warned_of(desk: Desk) -> None:
    row = desk.row("publication_bias")
    last = row.bar.segments[-1]
    assert (last.text(), last.accessibleName()) == ("−2", "Publication bias: −2")
    assert last.width() >= 24 and "with a warning" in last.toolTip()

    desk.click(last)

    assert desk.judgement("publication_bias").levels == -2 and last.isChecked()
    assert "Publication bias is rated −2" in desk.workspace.sheet.warnings.text()
    assert row.bar.sizeHint().width() <= desk.row("risk_of_bias").bar.sizeHint().width()


def test_the_arrow_keys_go_from_domain_to_domain(desk: Desk) -> None:
    desk.key(Key.Key_Down, Key.Key_Down)

    assert desk.workspace.sheet.row is desk.row("indirectness")
    assert desk.focus() in desk.row("indirectness").bar.segments

    desk.key(Key.Key_Up, Key.Key_Up, Key.Key_Up, Key.Key_Up)

    assert desk.workspace.sheet.row is desk.workspace.sheet.start
    assert desk.focus() is desk.workspace.sheet.start.combo


def test_a_click_on_a_segment_judges(desk: Desk) -> None:
    desk.click(desk.row("indirectness").bar.segments[1])

    assert desk.judgement("indirectness").levels == -1
    assert desk.workspace.sheet.row is desk.row("indirectness")


def test_typing_a_rationale_is_saved_when_it_rests_and_undone_as_one(
    desk: Desk, settle: Callable[[], None]
) -> None:
    desk.key("r")
    field = desk.row("risk_of_bias").rationale
    assert desk.focus() is field
    before = field.words()

    desk.type(" Also 012.")
    assert desk.judgement("risk_of_bias").reason == before, "not yet"
    settle()
    assert desk.judgement("risk_of_bias") == Judgement(-1, before + " Also 012."), "digits are only typed"

    desk.session.undo()
    assert field.words() == before
    assert desk.focus() is field


def test_a_rationale_is_saved_when_the_focus_leaves(desk: Desk) -> None:
    desk.key("r")
    desk.type(" More.")
    desk.key(Key.Key_Escape)

    assert desk.judgement("risk_of_bias").reason.endswith(" More.")
    assert desk.focus() in desk.row("risk_of_bias").bar.segments


def test_what_is_typed_for_one_claim_never_lands_in_another(desk: Desk) -> None:
    desk.key("r")
    desk.type(" Mine.")
    desk.go(2)

    assert not desk.judgement("risk_of_bias").reason.endswith("Mine.")
    desk.go(1)
    assert desk.judgement("risk_of_bias").reason.endswith(" Mine.")


def test_a_change_elsewhere_keeps_the_caret_in_the_rationale(desk: Desk) -> None:
    desk.key("r")
    field = desk.row("risk_of_bias").rationale
    cursor = field.textCursor()
    cursor.setPosition(10)
    field.setTextCursor(cursor)

    longer = Judgement(-1, field.words() + " And one more 😀 reason.")
    body = desk.workspace.body
    desk.session.perform(actions.judge, body.claim.id, body.key, "risk_of_bias", longer)

    assert field.words() == longer.reason
    assert field.textCursor().position() == 10


def test_undo_in_a_rationale_is_left_to_the_library(desk: Desk) -> None:
    desk.key("r")
    desk.type(" x")
    desk.key(Key.Key_Z, modifiers=CONTROL)

    field = desk.row("risk_of_bias").rationale
    assert field.words().endswith(" x"), "the field itself undoes nothing"
    assert desk.judgement("risk_of_bias").reason.endswith(" x"), "what was typed is saved before it is undone"


def test_rating_up_is_closed_and_asks_why_in_the_row(desk: Desk) -> None:
    row = desk.row("large_effect")
    desk.workspace.sheet.focus_domain("large_effect")
    desk.key(Key.Key_Escape)
    assert desk.workspace.sheet.up_head.lock.isVisible()
    assert not row.override.isVisible()

    desk.key("1")

    assert row.override.isVisible() and desk.focus() is row.override
    assert desk.judgement("large_effect").levels == 0, "nothing is stored before there is a reason"

    desk.type("Dramatic, and no other explanation.")
    desk.key(Key.Key_Return)

    stored = desk.judgement("large_effect")
    assert (stored.levels, stored.override) == (1, "Dramatic, and no other explanation.")
    assert stored.reason.startswith("A 75% fall is noted"), "the rationale stays"
    assert "counted although a domain is rated down" in desk.workspace.sheet.warnings.text()
    treads = desk.workspace.sheet.stair.treads
    assert [tread.label for tread in treads if tread.moved > 0] == ["+1, floor"]


def test_an_override_without_a_reason_changes_nothing(desk: Desk) -> None:
    row = desk.row("dose_response")
    for leave in (Key.Key_Return, Key.Key_Escape):
        desk.click(row.bar.segments[1])
        assert row.override.isVisible()
        desk.key(leave)
        assert not row.override.isVisible()
        assert desk.judgement("dose_response").levels == 0


def test_without_a_reason_to_rate_down_the_lock_opens(desk: Desk) -> None:
    desk.key("0")
    desk.workspace.sheet.focus_domain("imprecision")
    desk.key(Key.Key_Escape)
    desk.key("0")

    assert not desk.workspace.sheet.up_head.lock.isVisible()
    desk.click(desk.row("large_effect").bar.segments[2])
    assert desk.judgement("large_effect").levels == 2
    assert desk.level() == 4


def test_marking_is_refused_while_a_reason_is_missing_and_leads_to_it(desk: Desk) -> None:
    desk.workspace.judging.reason("inconsistency", "")
    desk.workspace.judging.judge("inconsistency", -1)
    bottom = desk.workspace.bottom

    assert not desk.rating().graded, "a rating that lacks a reason is not graded any more"
    assert not bottom.mark.isEnabled()
    assert bottom.words.text() == "Before it is graded: Inconsistency: say why it is rated −1."

    desk.key(Key.Key_Return, modifiers=CONTROL)

    assert not desk.rating().graded
    assert desk.focus() is desk.row("inconsistency").rationale

    desk.type("Two studies disagree.")
    desk.key(Key.Key_Return, modifiers=CONTROL)

    assert desk.rating().graded
    assert desk.judgement("inconsistency") == Judgement(-1, "Two studies disagree.")
    assert bottom.reopen.isVisible() and not bottom.mark.isVisible()


def test_a_body_can_be_reopened(desk: Desk) -> None:
    desk.click(desk.workspace.bottom.reopen)

    assert not desk.rating().graded
    assert desk.workspace.bottom.mark.isEnabled()
    desk.click(desk.workspace.bottom.mark)
    assert desk.rating().graded


def test_next_ungraded_goes_round_and_says_when_all_is_done(desk: Desk) -> None:
    desk.key(Key.Key_J, modifiers=SHIFT)
    assert desk.messages == ["Every claim that can be graded is graded."]

    desk.go(5, "MS")
    desk.click(desk.workspace.bottom.reopen)
    desk.go(7)
    desk.key(Key.Key_J, modifiers=SHIFT)

    assert desk.workspace.body.claim.number == 5
    assert desk.workspace.body.name == "MS"
    assert desk.focus() in desk.row("risk_of_bias").bar.segments


def test_the_start_and_the_rule_set_are_stored_and_named(desk: Desk) -> None:
    sheet = desk.workspace.sheet
    sheet.start.combo.setFocus()
    desk.key(Key.Key_Home)

    assert desk.rating().start == "randomised"
    assert sheet.stair.treads[0].after == 4

    robins = next(a for a in desk.workspace.strip.rule_actions.actions() if a.data() == "robins-i")
    robins.trigger()

    assert desk.rating().rule_set == "robins-i"
    assert desk.workspace.strip.rules.text() == "Rule set: GRADE with ROBINS-I start"
    bar = desk.row("risk_of_bias").bar
    assert [choice.label for choice in bar.choices] == [
        "Not serious",
        "Serious −1",
        "Very −2",
        "Extremely −3",
    ]
    texts = [sheet.start.combo.itemText(n) for n in range(sheet.start.combo.count())]
    assert "Non-randomised: high" in texts


def test_the_facts_show_what_the_report_prints(desk: Desk, settle: Callable[[], None]) -> None:
    facts = desk.workspace.sheet.facts
    facts.observed.setFocus()
    facts.observed.selectAll()
    desk.type("None in {0/20}")

    assert facts.preview.text() == "Prints as: None in 0 of 20 (0 to 16.8%)*"
    settle()
    assert desk.rating().observed == "None in {0/20}"
    assert "none in 0 of 20" in desk.workspace.sheet.head.summary.text()

    facts.participants.setFocus()
    desk.type("18")
    desk.key(Key.Key_Return)
    assert desk.rating().participants == 18


def test_the_sentence_of_the_report_follows_the_level(desk: Desk) -> None:
    sheet = desk.workspace.sheet
    assert sheet.reads.sentence.text() == (
        "The evidence is very uncertain about the effect of mitoxantrone on annualized relapse rate."
    )

    desk.key("0")
    desk.click(desk.row("imprecision").bar.segments[0])

    assert sheet.reads.sentence.text() == "Mitoxantrone may reduce annualized relapse rate."


def test_two_populations_are_graded_apart(desk: Desk) -> None:
    desk.go(5)
    switch = desk.workspace.switch
    assert [choice.label for choice in switch.bar.choices] == ["NMO, n = 20", "MS, n = 19"]
    assert desk.workspace.body.name == "NMO"
    nmo = desk.rating()

    desk.click(switch.bar.segments[1])
    desk.key("2")

    assert desk.workspace.body.name == "MS"
    assert desk.judgement("risk_of_bias").levels == -2
    desk.click(switch.bar.segments[0])
    assert desk.rating() == nmo, "the other population is untouched"


def test_a_narrow_sheet_puts_the_rationale_below_the_judgement(desk: Desk, qtbot: QtBot) -> None:
    row = desk.row("risk_of_bias")
    assert row.rationale.geometry().top() < row.bar.geometry().bottom()

    desk.window.resize(960, 600)

    qtbot.waitUntil(lambda: row.rationale.geometry().top() >= row.bar.geometry().bottom())
    assert row.rationale.width() >= 170


def test_a_claim_that_comes_from_elsewhere_begins_at_the_first_domain(desk: Desk) -> None:
    """One left the last claim in a row of its own; the digits of the next would judge there, or nothing."""
    sheet = desk.workspace.sheet
    desk.key(Key.Key_Up)
    assert sheet.row is sheet.start
    desk.workspace.activate()  # another workspace was in front for a while
    assert sheet.row is sheet.start

    desk.go(2)
    assert sheet.row is desk.row("risk_of_bias")
    desk.key("2")
    assert desk.judgement("risk_of_bias").levels == -2
