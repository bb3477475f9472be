"""RoB 2 in the window: made from its file; questions that follow, what is proposed, words attached."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt

from reviewer import text
from reviewer.actions import documents as document_actions
from reviewer.gui.workspaces.grading.checklist import ChecklistPage
from reviewer.gui.workspaces.grading.items import FormRow, JudgementRow
from reviewer.library import appraisals, documents
from reviewer.model import Appraisal
from tests.gui.grade.conftest import Desk

Key = Qt.Key


def page(desk: Desk) -> ChecklistPage:
    shown = desk.workspace.pages.currentWidget()
    assert isinstance(shown, ChecklistPage)
    return shown


def row(desk: Desk, item: str) -> FormRow:
    return next(each for each in page(desk).rows if each.item.id == item)


def judgement(desk: Desk, item: str) -> JudgementRow:
    found = row(desk, item)
    assert isinstance(found, JudgementRow)
    return found


def stored(desk: Desk) -> Appraisal:
    found = desk.session.read(appraisals.appraisals, 1)
    return next(each for each in found if each.instrument == "rob-2")


@pytest.fixture
def rob(desk: Desk) -> Desk:
    desk.session.perform(document_actions.set_study, 1, design="randomised trial")
    desk.go(1)
    desk.workspace.show_form("rob-2")
    return desk


def answer(desk: Desk, *keys: str) -> None:
    """Answer item after item by number keys."""
    for key in keys:
        desk.key(key)
        desk.key(Key.Key_Down)


def test_a_trial_is_offered_rob_2_about_the_result_in_front(rob: Desk) -> None:
    assert "rob-2" in [id for id, _ in rob.workspace.appraising.tabs("grade")]
    assert page(rob).result_of.text().startswith("Result appraised: In highly relapsing NMO")
    rob.key("1")
    assert (stored(rob).claim, stored(rob).answers["effect"].value) == (
        rob.workspace.entry.claim.id,
        "assignment",
    )
    rob.go(2)
    rob.workspace.show_form("rob-2")
    assert row(rob, "effect").bar.value == "", "another result is another appraisal"


def test_keys_answer_from_item_to_item_and_the_judgement_is_proposed_beside(rob: Desk) -> None:
    answer(rob, "1", "2", "1", "4")
    first = judgement(rob, "D1")
    assert page(rob).row is first
    assert first.proposed.word.text() == "Proposed: Low"
    assert first.proposed.because.text() == "because 1.2 Y, 1.1 PY, 1.3 N"
    assert "D1" not in stored(rob).answers, "nobody has judged yet"
    assert "1.3 PN N NI, Low" in first.tree.accessibleName()

    rob.key("p")
    assert stored(rob).answers["D1"].value == "low"
    assert first.proposed.word.text() == "Proposed: Low, as judged"
    assert not first.proposed.take.isVisible()


def test_an_override_asks_why(rob: Desk, settle: Callable[[], None]) -> None:
    answer(rob, "1", "1", "1", "4")
    rob.key("3")
    first = judgement(rob, "D1")
    assert first.proposed.unsaid.text() == "Say why it is not Low, as proposed."
    assert first.proposed.unsaid.isVisible()
    assert rob.focus() is first.reason, "the caret stands where the reason goes"
    rob.type("Envelopes were opened.")
    settle()
    assert stored(rob).answers["D1"].reason == "Envelopes were opened."
    assert not first.proposed.unsaid.isVisible()


def test_questions_that_do_not_follow_are_said_not_to_be_asked_and_passed_over(rob: Desk) -> None:
    assert row(rob, "2.3").accessibleDescription().endswith("asked if the answers above call for it")
    answer(rob, "1", "1", "1", "4")
    rob.key(Key.Key_Down)
    answer(rob, "4", "4")
    assert page(rob).row.item.id == "2.6"
    closed = row(rob, "2.3")
    assert closed.accessibleDescription() == "Deviations due to the trial: not asked"
    assert not closed.bar.isVisible() and not closed.reason.isVisible()
    rob.session.undo()
    assert not row(rob, "2.3").accessibleDescription().endswith("not asked")


def test_the_overall_judgement_follows_the_worst_domain_and_is_taken_by_a_person(rob: Desk) -> None:
    answer(rob, "1", "1", "1", "4")
    rob.key("3")
    overall = page(rob).proposed
    assert (overall.word.text(), overall.because.text()) == ("Proposed: High", "because D1 High")
    rob.click(overall.take)
    assert stored(rob).judgement == "high"


def test_words_of_a_quote_are_attached_by_one_key_and_taken_away_by_it(rob: Desk) -> None:
    rob.key("1", Key.Key_Down)
    rob.key("l")
    assert rob.messages[-1].startswith("Select a quote of the study appraised")
    quote = rob.workspace.entry.quotes[0]
    rob.session.select("quote", quote.id)
    rob.workspace.activate()
    rob.key("l")
    assert stored(rob).answers["1.1"].words == (quote.span,)
    assert row(rob, "1.1").shown.isVisible()
    rob.key("l")
    assert stored(rob).answers["1.1"].words == ()


def test_words_of_the_text_can_be_opened_and_the_text_knows_the_answer_in_front(rob: Desk) -> None:
    asked: list[tuple[int, int, int]] = []
    rob.session.span_requested.connect(lambda *place: asked.append(place))
    rob.key("1", Key.Key_Down)
    wanted = rob.session.answering
    assert wanted is not None and (wanted.document, wanted.item) == (1, "1.1")
    assert wanted.label == "RoB 2, Random sequence"
    span = text.quote(rob.session.read(documents.document, 1), 700, 720)
    page(rob).words_opened.emit(span)
    assert asked == [(1, 700, 720)]
    rob.workspace.show_form("grade")
    assert rob.session.answering is None


def test_a_form_that_does_not_fit_opens_once_it_is_said_why(desk: Desk, settle: Callable[[], None]) -> None:
    desk.workspace.show_form("rob-2")
    strip = page(desk).fitting
    assert strip.why_not.text() == "RoB 2 fits these designs only: randomised trial. This study: case series."
    desk.key("1")
    assert not [a for a in desk.session.read(appraisals.appraisals, 1) if a.instrument == "rob-2"]
    strip.despite.setFocus()
    desk.type("The full text says it was randomised.")
    settle()
    assert stored(desk).despite == "The full text says it was randomised."
    page(desk).focus_row()
    desk.key("1")
    assert stored(desk).answers["effect"].value == "assignment"
    desk.go(2)
    assert "rob-2" not in [id for id, _ in desk.workspace.appraising.tabs("grade")], (
        "it was said of one result"
    )


def test_a_design_that_is_only_proposed_is_confirmed_before_answers(desk: Desk) -> None:
    desk.session.perform(document_actions.set_study, 1, design="")
    desk.workspace.show_form("jbi-case-series")
    strip = page(desk).fitting
    assert (
        strip.said.text() == "Proposed: the text says “Retrospective case series with prospective follow-up”"
    )
    assert "Comparative Study" in strip.conflict.text() and strip.conflict.isVisible()
    assert strip.why_not.text() == "Confirm the design, then answer."
    desk.click(strip.confirm)
    study = desk.session.read(documents.study, 1)
    assert study is not None and study.design == "case series"
    assert not strip.why_not.isVisible() and page(desk).rows[0].isEnabled()


def test_what_was_not_read_again_is_marked_in_the_guidance(rob: Desk) -> None:
    assert any(
        label.text().startswith("Verify: not re-read: the guidance of 22 August 2019")
        for label in page(rob).findChildren(type(page(rob).title))
    )
