"""JBI and OCEBM as forms: number keys, reasons, tally, basis, overall judgement, the level and why."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt

from reviewer.gui.workspaces.grading.forms import FormPage
from reviewer.gui.workspaces.grading.level import LevelPage
from reviewer.library import appraisals
from reviewer.model import Answer, Appraisal
from tests.gui.grade.conftest import Desk

Key, CONTROL = Qt.Key, Qt.KeyboardModifier.ControlModifier


def page(desk: Desk) -> FormPage:
    shown = desk.workspace.pages.currentWidget()
    assert isinstance(shown, FormPage)
    return shown


def stored(desk: Desk, instrument: str, claim: int | None = None) -> Appraisal:
    found = desk.session.read(appraisals.appraisals, 1)
    return next(a for a in found if a.instrument == instrument and a.claim == claim)


@pytest.fixture
def jbi(desk: Desk) -> Desk:
    desk.key(Key.Key_Tab, modifiers=CONTROL)
    desk.key(Key.Key_Tab, modifiers=CONTROL)
    assert desk.workspace.form == "jbi-case-series"
    return desk


def test_ctrl_tab_goes_round_the_checklists(desk: Desk) -> None:
    seen = []
    for _ in range(3):
        desk.key(Key.Key_Tab, modifiers=CONTROL)
        seen.append(desk.workspace.form)

    assert seen == ["ocebm-2011", "jbi-case-series", "grade"]


def test_the_form_is_made_from_its_file(jbi: Desk) -> None:
    rows = page(jbi).rows

    assert [row.item.id for row in rows] == [str(n) for n in range(1, 11)]
    assert [choice.label for choice in rows[0].bar.choices] == ["Yes", "No", "Unclear", "Not applicable"]
    assert page(jbi).result.text() == "3 yes, 7 unclear"
    assert page(jbi).basis.value == "abstract"
    assert page(jbi).overall.value == "seek"


def test_number_keys_answer_and_the_tally_follows(jbi: Desk) -> None:
    jbi.key(Key.Key_Down)
    jbi.key("2")

    answer = stored(jbi, "jbi-case-series").answers["2"]
    assert answer == Answer("no", "The abstract names no criteria of diagnosis.")
    assert page(jbi).result.text() == "3 yes, 1 no, 6 unclear"
    assert page(jbi).rows[1].bar.value == "no"

    jbi.session.undo()
    assert page(jbi).result.text() == "3 yes, 7 unclear"
    assert jbi.focus() in page(jbi).rows[1].bar.segments

    jbi.key("5")
    assert stored(jbi, "jbi-case-series").answers["2"].value == "unclear", "there is no fifth answer"


def test_the_count_is_never_called_a_score(jbi: Desk) -> None:
    jbi.key("4")

    words = page(jbi).result.text()
    assert words == "2 yes, 7 unclear, of 9 that apply"
    assert "score" not in (words + page(jbi).instrument.guidance).lower()


def test_a_reason_is_typed_and_saved(jbi: Desk, settle: Callable[[], None]) -> None:
    jbi.key("r")
    assert jbi.focus() is page(jbi).rows[0].reason
    page(jbi).rows[0].reason.selectAll()
    jbi.type("12 relapses at most.")
    settle()

    assert stored(jbi, "jbi-case-series").answers["1"] == Answer("yes", "12 relapses at most.")


def test_basis_and_overall_are_a_persons(jbi: Desk) -> None:
    jbi.click(page(jbi).basis.segments[1])
    jbi.click(page(jbi).overall.segments[0])

    appraisal = stored(jbi, "jbi-case-series")
    assert (appraisal.basis, appraisal.judgement) == ("full text", "include")


def test_the_summary_stands_in_the_evidence(jbi: Desk) -> None:
    jbi.key("2")
    tally = jbi.workspace.evidence._shown[1][0]

    assert (tally.title, tally.basis, tally.counts) == (
        "JBI case series",
        "from the abstract",
        "2 yes, 1 no, 7 unclear",
    )
    assert tally.lines[0] == ("1", "Clear criteria for inclusion", "no", "No")


def test_ocebm_shows_the_level_and_its_row(desk: Desk) -> None:
    desk.workspace.show_form("ocebm-2011")
    shown = page(desk)

    assert isinstance(shown, LevelPage)
    assert desk.workspace.strip.tabs.tabText(1) == "Level (OCEBM)  4"
    assert shown.result.text() == "Level 4"
    assert (
        "level 4: Case series, case-control study, or historical controls, applies"
        in shown.table.accessibleName()
    )
    assert "“Retrospective case series with prospective follow-up”" in shown.proposal.text()


def test_an_adjustment_moves_the_level_with_a_reason(desk: Desk, settle: Callable[[], None]) -> None:
    desk.workspace.show_form("ocebm-2011")
    desk.key("1")
    desk.key("r")
    desk.type("Uncontrolled, partly retrospective.")
    settle()

    appraisal = stored(desk, "ocebm-2011", claim=1)
    assert appraisal.judgement == "5"
    assert appraisal.answers["quality"] == Answer("down", "Uncontrolled, partly retrospective.")
    assert page(desk).result.text() == "Level 5 (table 4; one down for study quality)"
    assert desk.workspace.strip.tabs.tabText(1) == "Level (OCEBM)  5"


def test_the_level_is_proposed_from_the_design_until_a_person_accepts(desk: Desk) -> None:
    desk.workspace.show_form("ocebm-2011")
    shown = page(desk)
    assert isinstance(shown, LevelPage)
    shown.answered.emit("study", "")

    assert shown.result.text() == "Level not set"
    assert shown.proposal.text() == (
        "Proposed: level 4, because the text says “Retrospective case series with prospective follow-up”. "
        "Choose the kind of study to accept it."
    )
    shown.answered.emit("study", "case series")
    assert shown.result.text() == "Level 4"


def test_a_kind_of_study_that_does_not_answer_the_question_is_dropped(desk: Desk) -> None:
    desk.workspace.show_form("ocebm-2011")
    shown = page(desk)
    shown.answered.emit("question", "screening")
    assert stored(desk, "ocebm-2011", claim=1).answers["study"].value == "case series"

    shown.answered.emit("study", "historically controlled study")
    shown.answered.emit("question", "frequency")
    appraisal = stored(desk, "ocebm-2011", claim=1)
    assert (appraisal.answers["study"].value, appraisal.judgement) == ("", "")


def test_the_key_line_says_what_is_valid_here(desk: Desk) -> None:
    def said() -> list[str]:
        return [" ".join(keys) + ": " + words for keys, words in desk.workspace.key_line()]

    assert said()[:3] == ["↑ ↓: domain", "0 1 2: judgement", "R: rationale"]
    desk.workspace.show_form("jbi-case-series")
    assert said()[:2] == ["↑ ↓: item", "1 2 3 4: answer"]
    desk.go(10)
    assert said() == ["O: open quote in text", "Shift J: next ungraded claim", "Ctrl Tab: next checklist"]
