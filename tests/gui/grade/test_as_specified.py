"""The lines of the evidence specification, each seen in the running window: what is pressed and what it says.

One case for a line, in the words of the field; forms and agreement have files of their own beside this one.
What the rules say on their own is held in `tests/appraisal`, what reports print in
`tests/actions/test_evidence_lines.py`.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox

from reviewer.actions import claims as claim_actions
from reviewer.appraisal import grade
from reviewer.model import Direction
from tests.gui.grade.conftest import Desk

Key = Qt.Key


def choose(combo: QComboBox, value: object) -> None:
    """Choose an entry of a list by what it stands for."""
    place = combo.findData(value)
    assert place >= 0, value
    combo.setCurrentIndex(place)
    combo.activated.emit(place)


def rules(desk: Desk, rule_set: str) -> None:
    next(a for a in desk.workspace.strip.rule_actions.actions() if a.data() == rule_set).trigger()


def press(desk: Desk, domain: str, levels: int) -> None:
    """Judge a domain by its number key, as a person does."""
    row = desk.row(domain)
    sheet = desk.workspace.sheet
    sheet.current = sheet.rows.index(row)
    sheet.focus_row()
    desk.key(str([int(each.value) for each in row.bar.choices].index(levels)))


def rate(desk: Desk, start: str, rule_set: str, judged: Mapping[str, int]) -> None:
    """Rate the body in front from nothing: rule set, start, then every domain."""
    for domain, judgement in desk.rating().judgements.items():
        if judgement.levels:
            press(desk, domain, 0)
    if desk.rating().rule_set != rule_set:
        rules(desk, rule_set)
    if desk.rating().start != start:
        choose(desk.workspace.sheet.start.combo, start)
    for domain, levels in judged.items():
        press(desk, domain, levels)


ROB, IMP, INC, LARGE = "risk_of_bias", "imprecision", "inconsistency", "large_effect"
VECTORS = [
    ("RCT, nothing rated down", "randomised", "classic", {}, "High"),
    ("RCT, risk of bias −1", "randomised", "classic", {ROB: -1}, "Moderate"),
    ("RCT −2 −1 −1: raw 0, the floor", "randomised", "classic", {ROB: -2, INC: -1, IMP: -1}, "Very low"),
    ("NRSI, large effect +1", "non-randomised", "classic", {LARGE: 1}, "Moderate"),
    ("NRSI, very large effect +2", "non-randomised", "classic", {LARGE: 2}, "High"),
    ("ROBINS-I start, risk of bias −2", "non-randomised", "robins-i", {ROB: -2}, "Low"),
    ("ROBINS-I start, extremely serious −3", "non-randomised", "robins-i", {ROB: -3}, "Very low"),
    ("Core GRADE, imprecision −3", "randomised", "core", {IMP: -3}, "Very low"),
    ("seed 1: Low, −1, −1", "non-randomised", "classic", {ROB: -1, IMP: -1}, "Very low"),
    ("case series, preset very low", "case-series-very-low", "classic", {}, "Very low"),
]  # fmt: skip


def test_the_vectors_come_out_by_keys_with_their_signs(desk: Desk) -> None:
    head = desk.workspace.sheet.head
    for name, start, rule_set, judged, label in VECTORS:
        rate(desk, start, rule_set, judged)
        level = next(number for number, word in grade.LABELS.items() if word == label)
        assert (head.level.text(), head.sign.level) == (label, level), name
        assert head.sign.accessibleName() == f"Certainty: {label}", "a screen reader says the word"
        assert head.level.toolTip() == grade.MEANINGS[level], "what the word means"


def test_an_upgrade_is_locked_while_something_is_rated_down_and_says_so(desk: Desk) -> None:
    rate(desk, "non-randomised", "classic", {LARGE: 1, ROB: -1})
    assert desk.workspace.sheet.head.level.text() == "Very low"
    assert "upgrade not applied" in desk.workspace.sheet.warnings.text()
    assert desk.row(LARGE).override.isVisible(), "an override asks why"


def test_what_each_rule_set_lets_a_domain_move(desk: Desk) -> None:
    open_ = {}
    for rule_set in ("classic", "robins-i", "core"):
        rules(desk, rule_set)
        open_[rule_set] = {
            row.item.id: [int(each.value) for each in row.bar.choices] for row in desk.workspace.sheet.domains
        }
    assert [min(open_[each][ROB]) for each in open_] == [-2, -3, -2]
    assert [min(open_[each][IMP]) for each in open_] == [-2, -2, -3]
    assert open_["classic"]["publication_bias"] == [0, -1, -2]
    assert open_["classic"][LARGE] == [0, 1, 2] and open_["classic"]["dose_response"] == [0, 1]


UNUSUAL = [
    ("randomised", "classic", {"publication_bias": -2}, "GRADE knows undetected and strongly suspected"),
    ("randomised", "classic", {LARGE: 1}, "rating up is meant for non-randomised"),
    ("non-randomised", "robins-i", {ROB: -1}, "normally rated down at least two levels"),
    ("case-series", "robins-i", {ROB: -1}, "ROBINS-I does not fit studies without a comparison group"),
    ("non-randomised", "core", {"dose_response": 1}, "Core GRADE names only a large effect"),
]


def test_what_is_unusual_is_warned_of(desk: Desk) -> None:
    said = desk.workspace.sheet.warnings
    for start, rule_set, judged, words in UNUSUAL:
        rate(desk, start, rule_set, judged)
        assert said.isVisible() and words in said.text()


def test_significance_is_not_imprecision(desk: Desk) -> None:
    desk.workspace.judging.reason(IMP, "Not statistically significant.")
    assert "speaks of significance" in desk.workspace.sheet.warnings.text()


def test_a_finding_is_worded_by_its_certainty(desk: Desk) -> None:
    reads = desk.workspace.sheet.reads.sentence
    said = []
    for direction in (Direction.FALLS, Direction.RISES, Direction.NO_CHANGE):
        claim = desk.workspace.entry.claim.id if desk.workspace.entry else 0
        desk.session.perform(claim_actions.edit_claim, claim, direction=direction)
        for judged in ({}, {ROB: -1}, {ROB: -2}, {ROB: -2, IMP: -1}):
            rate(desk, "randomised", "classic", judged)
            said.append(reads.text())
    on = "annualized relapse rate"
    uncertain = f"The evidence is very uncertain about the effect of mitoxantrone on {on}."
    assert said == [
        f"Mitoxantrone reduces {on}.", f"Mitoxantrone probably reduces {on}.",
        f"Mitoxantrone may reduce {on}.", uncertain,
        f"Mitoxantrone increases {on}.", f"Mitoxantrone probably increases {on}.",
        f"Mitoxantrone may increase {on}.", uncertain,
        f"Mitoxantrone makes little or no difference to {on}.",
        f"Mitoxantrone probably makes little or no difference to {on}.",
        f"Mitoxantrone may make little or no difference to {on}.", uncertain,
    ]  # fmt: skip


def test_absolute_effects_are_derived_from_the_assumed_risk(desk: Desk) -> None:
    """200 per 1,000: RR 200·(0.6 − 1); OR 0.1/0.9 − 0.2; HR 1 − 0.8^0.5 − 0.2."""
    effect = desk.workspace.sheet.facts.effect
    for measure, estimate, fewer in (("RR", "0.6", 80), ("OR", "0.5", 89), ("HR", "0.5", 94)):
        choose(effect.measure, measure)
        for name, text in (("estimate", estimate), ("risk", "20%")):
            effect.fields[name].setFocus()
            effect.fields[name].selectAll()
            desk.type(text)
            desk.key(Key.Key_Return)
        said = effect.preview.text()
        assert f"200 per 1,000 without; {200 - fewer} per 1,000 with; {fewer} fewer per 1,000" in said


def test_importance_has_nine_steps_in_three_bands_and_an_outcome_a_side(desk: Desk) -> None:
    facts = desk.workspace.sheet.facts
    steps = [facts.importance.itemText(n) for n in range(facts.importance.count())]
    bands = ["limited"] * 3 + ["important"] * 3 + ["critical"] * 3
    assert steps == ["Not rated", *(f"{n}: {band}" for n, band in enumerate(bands, start=1))]
    assert "the lowest of 3 critical outcomes" in facts.overall.text()
    assert "harm" not in facts.overall.text(), "claim 4 is one"
    desk.go(4)
    choose(facts.side, "benefit")
    assert desk.rating().side == "benefit"
    assert facts.overall.text().endswith(
        "No outcome is marked as a harm. For 1 of 4 nobody has said what it is."
    )
    desk.session.undo()
    assert "harm" not in facts.overall.text()
