"""An instrument of one's own in the window: made from a few lines, refused by line, used at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from reviewer.appraisal.instruments import own_folder
from reviewer.gui import dialogs
from reviewer.gui.workspaces.grading.checklist import ChecklistPage
from reviewer.gui.workspaces.grading.own_forms import OwnForms
from reviewer.library import appraisals
from tests.gui.grade.conftest import Desk

# The offscreen platform says this of every window.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def own(desk: Desk) -> OwnForms:
    desk.workspace.actions_by_id["grade.own"].trigger()
    return desk.workspace.own_forms


def test_a_form_made_of_a_few_lines_is_offered_and_answered(desk: Desk, own: OwnForms) -> None:
    assert str(own_folder()) in own.place.text()
    assert own.state.text().startswith("The form has no name.") and not own.make.isEnabled()
    own.name.setText("Our own checklist")
    own.short.setText("Ours")
    own.questions.setPlainText("# First\nPlace: Where?\nWho paid")
    assert own.state.text().startswith("2 questions, file ours.toml.")
    own.make.click()
    assert "✓ Our own checklist, version 1 (ours)" in own.listing.text()
    own.close()

    assert "ours" in [id for id, _ in desk.workspace.appraising.tabs("grade")]
    desk.workspace.show_form("ours")
    page = desk.workspace.pages.currentWidget()
    assert isinstance(page, ChecklistPage) and [row.item.label for row in page.rows] == ["Place", "Who paid"]
    desk.click(page.rows[0].bar.segments[0])
    (kept,) = [a for a in desk.session.read(appraisals.appraisals, 1) if a.instrument == "ours"]
    assert kept.answers["1"].value == "yes"
    assert desk.session.read(appraisals.instrument, "ours", "1"), "its definition lies in the library"

    (own_folder() / "ours.toml").unlink()
    desk.workspace.refresh(None)
    desk.workspace.show_form("ours")
    desk.click(page.rows[0].bar.segments[1])
    (kept,) = [a for a in desk.session.read(appraisals.appraisals, 1) if a.instrument == "ours"]
    assert kept.answers["1"].value == "no", "an appraisal goes on without its file"


def test_a_wrong_line_is_named_while_it_is_typed(own: OwnForms) -> None:
    own.name.setText("X")
    own.questions.setPlainText("Fine?\nHalf: ")
    assert own.state.text().startswith("Line 2 of the questions, “Half:”, lacks the label or the question.")
    assert not own.make.isEnabled()


def test_a_file_that_cannot_be_used_is_refused_with_its_line(
    own: OwnForms, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad = tmp_path / "bad.toml"
    bad.write_text('id = "x"\nname = \n', encoding="utf-8")
    monkeypatch.setattr(dialogs, "open_instrument", lambda _parent: bad)
    own.add.click()
    assert "bad.toml cannot be read: Invalid value (at line 2, column 8)" in own.state.text()
    own_folder().mkdir(parents=True)
    (own_folder() / "dropped.toml").write_text(bad.read_text(encoding="utf-8"), encoding="utf-8")
    own.show_folder()
    assert "dropped.toml cannot be read" in own.refused.text() and not own.refused.isHidden()


def test_parts_of_an_own_form_can_be_judged(desk: Desk, own: OwnForms) -> None:
    own.name.setText("Parts")
    own.questions.setPlainText("# First\nPlace: Where?\n# Second\nWho paid")
    own.judgements.setPlainText("Low\nHigh")
    assert own.state.text().startswith("2 questions, file parts.toml.")
    own.make.click()
    own.close()
    desk.workspace.show_form("parts")
    page = desk.workspace.pages.currentWidget()
    assert isinstance(page, ChecklistPage) and [row.item.id for row in page.rows] == ["1", "J1", "2", "J2"]
    desk.click(page.rows[1].bar.segments[1])
    (kept,) = [a for a in desk.session.read(appraisals.appraisals, 1) if a.instrument == "parts"]
    assert kept.answers["J1"].value == "high" and page.result.text().startswith("1 high, 1 not judged")
