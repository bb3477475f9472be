"""The effect of a body on the sheet: typed, kept, refused with a sentence; the information size; overall."""

from __future__ import annotations

from PySide6.QtCore import Qt

from reviewer.actions import claims as claim_actions
from reviewer.gui.workspaces.grading.effect import EffectFields
from reviewer.library import claims
from reviewer.model import Effect
from tests.gui.grade.conftest import Desk

Key = Qt.Key


def fields(desk: Desk) -> EffectFields:
    return desk.workspace.sheet.facts.effect


def choose(desk: Desk, measure: str) -> None:
    combo = fields(desk).measure
    combo.setCurrentIndex(combo.findData(measure))
    combo.activated.emit(combo.currentIndex())


def enter(desk: Desk, name: str, text: str) -> None:
    field = fields(desk).fields[name]
    field.setFocus()
    field.selectAll()
    desk.type(text)
    desk.key(Key.Key_Return)


def test_an_effect_is_typed_and_says_what_it_prints_as(desk: Desk) -> None:
    assert fields(desk).in_words.isVisible() and not fields(desk).fields["risk"].isVisible()
    choose(desk, "RR")
    for name, text in {"estimate": "0.75", "low": "0.60", "high": "0.94", "risk": "20%"}.items():
        enter(desk, name, text)
    enter(desk, "source", "Registry")

    assert desk.rating().effect == Effect("RR", "0.75", "0.60", "0.94", "20%", "Registry")
    assert fields(desk).preview.text() == (
        "Prints as: RR 0.75 (0.60 to 0.94); 200 per 1,000 without; 150 per 1,000 with; "
        "50 fewer per 1,000 (80 fewer to 12 fewer)"
    )
    desk.session.undo()
    assert desk.rating().effect.source == "" and fields(desk).fields["source"].text() == ""


def test_what_cannot_be_stays_in_the_field_with_a_sentence(desk: Desk) -> None:
    choose(desk, "RR")
    enter(desk, "estimate", "0.75")
    enter(desk, "low", "0.9")
    assert fields(desk).problem.isVisible()
    assert "does not hold 0.75" in fields(desk).problem.text()
    assert desk.rating().effect == Effect("RR", "0.75") and fields(desk).fields["low"].text() == "0.9"

    enter(desk, "low", "0.6")
    assert not fields(desk).problem.isVisible() and desk.rating().effect.low == "0.6"

    enter(desk, "risk", "1.4")
    assert "between 0 and 1" in fields(desk).problem.text()
    desk.key(Key.Key_Escape)
    assert fields(desk).fields["risk"].text() == "" and not fields(desk).problem.isVisible()


def test_an_estimate_and_its_interval_change_together(desk: Desk) -> None:
    choose(desk, "RR")
    for name, text in {"estimate": "0.75", "low": "0.6", "high": "0.9"}.items():
        enter(desk, name, text)
    for name, text in {"estimate": "1.5", "low": "1.2"}.items():
        enter(desk, name, text)
        assert fields(desk).problem.isVisible() and desk.rating().effect.estimate == "0.75"
    enter(desk, "high", "1.8")
    assert desk.rating().effect == Effect("RR", "1.5", "1.2", "1.8")
    choose(desk, "")
    assert desk.rating().effect == Effect() and fields(desk).in_words.isVisible()


def test_what_was_not_kept_is_said_when_another_claim_comes(desk: Desk) -> None:
    choose(desk, "RR")
    enter(desk, "estimate", "fast")
    desk.go(2)
    assert any("was not kept" in told and "not a number" in told for told in desk.messages)
    assert fields(desk).fields["estimate"].text() == "" and not fields(desk).problem.isVisible()


def test_the_information_size_is_worked_out_and_written_down_only_when_asked(desk: Desk) -> None:
    size = desk.workspace.sheet.size
    before = desk.judgement("imprecision")
    desk.click(size.button)
    assert size.panel.isVisible() and "It judges nothing" in size.result.text()
    size.risk.setFocus()
    desk.type("20%")
    assert size.result.text().startswith("Optimal information size 1,812 (assumed risk 200 per 1,000")
    assert "the body has 20, 1% of it." in size.result.text()
    assert desk.judgement("imprecision") == before
    desk.click(size.write)
    now = desk.judgement("imprecision")
    assert now.levels == before.levels and now.reason.startswith("20 participants. Optimal information size")
    desk.session.undo()
    assert desk.judgement("imprecision") == before


def test_the_older_rule_of_thumb_is_offered_to_verify_and_never_applied_unasked(desk: Desk) -> None:
    size, before = desk.workspace.sheet.size, desk.judgement("imprecision")
    desk.click(size.button)
    assert size.rule.text().startswith("Older rule of thumb (to verify): about 300 events; how many")
    size.events.setFocus()
    desk.type("10")
    assert size.rule.text().endswith("the body has 10, 3% of it.")
    assert desk.judgement("imprecision") == before
    desk.click(size.write_rule)
    now = desk.judgement("imprecision")
    assert now.levels == before.levels and now.reason == f"{before.reason} {size.rule.text()}"
    size.events.setFocus()
    desk.type("x")
    assert "Events: “10x” is not a number." in size.rule.text() and size.write_rule.isHidden()
    size.kind.setCurrentIndex(1)
    size.kind.activated.emit(1)
    assert size.rule.text() == (
        "Older rule of thumb (to verify): about 400 participants; the body has 20, 5% of it."
    )


def test_means_and_the_interval_have_their_information_too(desk: Desk) -> None:
    choose(desk, "MD")
    for name, text in {"estimate": "-3.2", "low": "-7", "high": "1", "unit": "points"}.items():
        enter(desk, name, text)
    assert fields(desk).preview.text() == "Prints as: MD −3.2 points (−7 to 1)"
    size = desk.workspace.sheet.size
    desk.click(size.button)
    size.kind.setCurrentIndex(1)
    size.kind.activated.emit(1)
    size.spread.setFocus()
    desk.type("10")
    size.smallest.setFocus()
    desk.type("0")
    assert "No information size" in size.result.text()
    desk.key(Key.Key_Backspace, "5")
    assert size.result.text().startswith("Optimal information size 126 (standard deviation 10, difference 5")
    assert "No effect lies within the interval −7 to 1." in size.result.text()


def test_the_overall_certainty_is_the_lowest_of_the_critical_outcomes(desk: Desk) -> None:
    overall = desk.workspace.sheet.facts.overall
    assert overall.text() == "Very low, the lowest of 3 critical outcomes (claims 1, 2 and 4)."
    desk.go(6)
    assert overall.text().splitlines() == [
        "Not defined: no outcome is rated critical (importance 7 to 9).",
        "No outcome is marked as a harm. For 4 of 4 nobody has said what it is.",
    ]


def test_a_borderline_judgement_is_marked_to_be_explained(desk: Desk) -> None:
    row = desk.row("inconsistency")
    desk.click(row.name)
    assert row.explain.isVisible() and not desk.row("indirectness").explain.isVisible()
    desk.click(row.explain)
    assert desk.judgement("inconsistency").borderline and row.explain.isChecked()
    assert desk.rating().graded
    desk.workspace.actions_by_id["grade.borderline"].trigger()
    assert not desk.judgement("inconsistency").borderline
    desk.click(desk.row("risk_of_bias").bar.segments[1])
    assert not desk.row("risk_of_bias").explain.isVisible(), "what moves the level is explained anyway"


def test_studies_without_a_population_are_asked_for_one(desk: Desk) -> None:
    library = desk.session.library
    assert library is not None
    for link in claims.quotes(library, claim=desk.workspace.shelf.entries[4].claim.id):
        desk.session.perform(claim_actions.edit_quote, link.id, population=None)
    desk.go(5)
    assert any(said.startswith("Population: 2 studies") for said in desk.workspace.judging.missing())


def test_populations_are_pooled_only_with_a_reason(desk: Desk) -> None:
    desk.go(5)
    switch = desk.workspace.switch
    desk.click(switch.pool)
    desk.key(Key.Key_Return)
    assert switch.reason.isVisible() and len(desk.workspace.shelf.entries[4].bodies) == 2
    desk.key(Key.Key_Escape)
    assert not switch.reason.isVisible()
    desk.workspace.actions_by_id["grade.pool"].trigger()
    desk.type("Same cells.")
    desk.key(Key.Key_Return)
    (body,) = desk.workspace.shelf.entries[4].bodies
    assert body.name == "NMO + MS" and not switch.isVisible()
    kept = "Kept, not counted: NMO Very low (Reviewer A), MS Very low (Reviewer A)"
    assert kept in desk.workspace.sheet.head.summary.text()
    assert "Reason: Same cells." in desk.workspace.shelf.entries[4].claim.note
    desk.session.undo()
    assert len(desk.workspace.shelf.entries[4].bodies) == 2
