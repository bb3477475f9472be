"""The matrix under real keys and clicks: moving, opening, colouring, filtering, answering, exporting."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from reviewer.actions import claims as claiming
from reviewer.gui import dialogs, theme
from reviewer.gui.session import Session
from reviewer.library import claims, journal
from reviewer.model import Voice
from reviewer.synthesis.arranging import Title
from reviewer.synthesis.gaps import Gap
from tests.gui.synthesis.conftest import Desk

Key = Qt.Key
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def test_cells_titles_and_certainties_have_names(desk: Desk) -> None:
    rows = desk.grid.evidence_rows
    role = Qt.ItemDataRole.AccessibleTextRole

    assert desk.said(4, "Study") == "Claim 4, NMO case series, study, contradicts, 1 quote"
    assert desk.said(4, "Commentary").endswith("commentary, 1 suggested")
    assert desk.said(2, "Reader 1").endswith("reader 1, nothing")
    assert rows.headerData(0, Qt.Orientation.Horizontal, role) == "NMO case series, study, 7 quotes"
    assert rows.headerData(1, Qt.Orientation.Vertical, role).startswith("Claim 1. In highly relapsing NMO")
    grades = desk.grid.grade_rows
    assert grades.data(grades.index(5, 1), role) == "Claim 4, certainty in MS: Not gradable, context"
    assert desk.workspace.status() == "11 claims, 21 quotes, 2 documents"


def test_arrows_go_from_cell_to_cell_over_titles_into_the_certainties_and_back(desk: Desk) -> None:
    desk.go(3, "Commentary")
    desk.key(Key.Key_Down)
    assert (desk.number(), desk.column()) == (4, "Commentary"), "the title “Safety” is stepped over"
    desk.key(Key.Key_Right, Key.Key_Right, Key.Key_Right)
    assert desk.column() == "Reader 3"

    desk.key(Key.Key_Right)
    assert desk.grid.grades.hasFocus() and desk.grid.population() == 0
    desk.key(Key.Key_Right, Key.Key_Down)
    assert desk.grid.population() == 1 and desk.number() == 5
    assert desk.workspace.cell_pane.title.text() == "Certainty in Secondary progressive MS"

    desk.key(Key.Key_Left, Key.Key_Left)
    assert desk.grid.evidence.hasFocus() and desk.column() == "Reader 3" and desk.number() == 5
    assert desk.grid.grades.currentIndex().row() == desk.grid.evidence.currentIndex().row()


def test_the_claim_in_front_is_selected_everywhere(desk: Desk) -> None:
    desk.key(Key.Key_J, Key.Key_J)
    assert desk.number() == 3 and desk.session.claim is not None
    assert desk.workspace.claim_pane.windowTitle() == "Claim 3"
    desk.key(Key.Key_K)
    assert desk.number() == 2

    desk.session.select("claim", 7)
    assert desk.number() == 7
    desk.workspace.hide()
    desk.session.select("claim", 5)
    desk.workspace.show()
    assert desk.number() == 5


def test_a_claim_chosen_elsewhere_stays_chosen_when_the_place_is_shown_first(
    session: Session, qtbot: QtBot
) -> None:
    session.select("claim", 4)
    desk = Desk(session, qtbot)

    assert session.claim == 4 and desk.number() == 4


def test_a_quote_chosen_elsewhere_puts_its_cell_in_front(session: Session, qtbot: QtBot) -> None:
    first, second = (quote for quote in session.read(claims.quotes) if quote.claim == 5)
    session.select("claim", 5)
    session.select("quote", second.id)
    desk = Desk(session, qtbot)
    assert (desk.number(), desk.column()) == (5, "Study, quoted")

    desk.workspace.hide()
    session.select("quote", first.id)
    desk.workspace.show()
    assert (desk.number(), desk.column()) == (5, "Study")


def test_a_click_on_a_claim_and_on_a_cell_puts_them_in_front(desk: Desk) -> None:
    header = desk.grid.evidence.verticalHeader()
    row = desk.grid.evidence_rows.row_of(8)
    assert row is not None
    place = header.viewport().rect().center()
    place.setY(header.sectionViewportPosition(row) + 10)
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert desk.number() == 8

    index = desk.grid.evidence_rows.index(2, 1)
    box = desk.grid.evidence.visualRect(index)
    QTest.mouseClick(desk.grid.evidence.viewport(), Qt.MouseButton.LeftButton, pos=box.center())
    assert (desk.number(), desk.column()) == (2, "Study, quoted")


def test_enter_opens_the_words_in_read_and_g_the_claim_in_grade(desk: Desk) -> None:
    desk.go(4, "Study, quoted")
    desk.key(Key.Key_Return)
    assert desk.places[-1:] == ["read"] and desk.session.document == 2
    quote = desk.session.read(claims.quote, desk.session.quote)
    assert quote.claim == 4 and quote.second_hand

    desk.go(5)
    desk.grid.grades.setFocus()
    desk.key(Key.Key_Right)
    desk.key(Key.Key_G)
    assert desk.places[-1:] == ["grade"] and desk.session.claim == 5
    assert desk.session.population == 2, "the population of the certainty in front"


def test_an_empty_cell_says_so(desk: Desk) -> None:
    desk.go(1, "Reader 1")
    desk.key(Key.Key_Return)
    assert desk.places == []
    assert desk.message() == "Nothing is said here. Cells with a band hold quotes."
    desk.key(Key.Key_Y)
    assert desk.message().startswith("Nothing is suggested here.")


def test_a_suggestion_opens_at_its_words_and_is_answered_by_key(desk: Desk) -> None:
    desk.go(4, "Commentary")
    assert ("Y", "N") in [keys for keys, _ in desk.workspace.key_line()]
    desk.key(Key.Key_Y)
    desk.settle()
    tied = desk.session.read(claims.quotes, claim=4)
    assert len(tied) == 4 and sum(each.voice is Voice.COMMENTARY for each in tied) == 1
    assert desk.said(4, "Commentary").endswith("supports, 1 quote")
    op = desk.session.read(journal.undoable)
    assert op is not None and op.label.startswith("Accept a suggestion")

    desk.session.undo()
    desk.settle()
    assert desk.said(4, "Commentary").endswith("1 suggested")
    desk.go(4, "Commentary")
    desk.key(Key.Key_N)
    desk.settle()
    assert "Commentary" in {column.label for column in desk.grid.evidence_rows.matrix.columns}
    assert desk.said(4, "Commentary").endswith("nothing")
    assert len(desk.session.read(claims.quotes, claim=4)) == 3


def test_v_colours_by_stance_and_shift_e_hides_experience(desk: Desk) -> None:
    desk.go(4, "Study")
    box = desk.grid.evidence.visualRect(desk.grid.evidence.currentIndex())

    def shade() -> str:
        image = desk.grid.evidence.viewport().grab().toImage()
        return image.pixelColor(box.right() - 8, box.center().y()).name()

    assert shade() == theme.colour("studyTint").name()
    desk.key(Key.Key_V)
    assert shade() == theme.colour("contradictsTint").name()
    assert desk.workspace.layout_bar.colour.value == "stance"

    desk.key(Key.Key_E, modifiers=SHIFT)
    labels = [column.label for column in desk.grid.evidence_rows.matrix.columns]
    assert labels == ["Study", "Study, quoted", "Commentary"]
    assert (desk.number(), desk.column()) == (4, "Study"), "the cell in front stays"
    desk.key(Key.Key_E, modifiers=SHIFT)
    assert len(desk.grid.evidence_rows.matrix.columns) == 6


def test_rows_are_sorted_grouped_and_filtered(desk: Desk, qtbot: QtBot) -> None:
    bar, figure = desk.workspace.layout_bar, desk.workspace.figure
    bar.sort_by("certainty")
    assert [row.text for row in desk.grid.evidence_rows.rows if isinstance(row, Title)] == [
        "Very low",
        "Not gradable",
    ]
    figure.show_gap(Gap.CONTRADICTION)
    assert desk.number() == 4 and desk.grid.evidence_rows.rowCount() == 2
    assert figure.gaps.currentText() == "Contradictions  1"
    figure.show_gap(None)

    figure.filter.setFocus()
    QTest.keyClicks(figure.filter, "nk cells")
    qtbot.waitUntil(lambda: desk.grid.evidence_rows.rowCount() == 2)
    assert desk.number() == 6
    QTest.keyClick(figure.filter, Key.Key_Return)
    assert desk.grid.evidence.hasFocus()

    figure.filter.setFocus()
    QTest.keyClicks(figure.filter, " unheard of")
    qtbot.waitUntil(lambda: desk.workspace.pages.currentWidget() is desk.workspace.nothing)
    assert desk.workspace.nothing.said.text() == "No claim matches."
    QTest.keyClick(figure.filter, Key.Key_Escape)
    qtbot.waitUntil(lambda: desk.workspace.pages.currentWidget() is desk.grid)


def test_the_dock_shows_every_quote_with_what_to_be_wary_of(desk: Desk) -> None:
    desk.go(4, "Study")
    pane = desk.workspace.claim_pane
    cards = [view.card for view in pane.cards.views]

    assert [(card.voice, card.stance, bool(card.key)) for card in cards] == [
        ("study", "contradicts", False),
        ("study", "supports", False),
        ("commentary", "supports", True),
        ("reader", "qualifies", False),
    ]
    assert cards[1].place == "MS, background, second-hand, Blog post"
    assert cards[3].place == "Blog post comment 2, experience"
    assert pane.apart.text() == (
        "The sources disagree, and on different populations. They are shown together, never pooled."
    )
    assert pane.dossier is not None
    assert [each.name for each in pane.dossier.differences] == [
        "Population",
        "Design",
        "Outcome",
        "Kind of words",
    ]
    assert ("Blog post, study, quoted", "Progressive MS") in pane.dossier.differences[0].stated
    about = dict(pane.dossier.about)
    assert list(about) == ["NMO case series", "Blog post"] and "leukopenia" in about["NMO case series"][0]
    assert about["Blog post"] == ("The blog names no source for this abstract.",)


def test_a_card_is_chosen_and_opened_with_the_keyboard_or_the_mouse(desk: Desk) -> None:
    desk.go(4, "Study")
    views = desk.workspace.claim_pane.cards.views
    QTest.mouseClick(views[3], Qt.MouseButton.LeftButton)
    assert desk.session.quote == views[3].card.quote and views[3].selected
    QTest.keyClick(views[3], Key.Key_Return)
    assert desk.places[-1:] == ["read"] and desk.session.quote == views[3].card.quote

    suggested = desk.workspace.claim_pane.cards.views[2]
    accept = next(b for b in suggested.findChildren(QPushButton) if b.text() == "Accept")
    QTest.mouseClick(accept, Qt.MouseButton.LeftButton)
    desk.settle()
    assert len(desk.session.read(claims.quotes, claim=4)) == 4


def test_what_a_claim_loses_is_shown(desk: Desk) -> None:
    desk.go(6)
    dossier = desk.workspace.claim_pane.dossier

    assert dossier is not None and len(dossier.chains) == 1
    assert dossier.chains[0].steps[0].words.startswith("The commentator leaves out")


def test_the_note_of_the_claim_is_written_beside_its_sources(desk: Desk, qtbot: QtBot) -> None:
    desk.go(4)
    note = desk.workspace.claim_pane.note
    note.setFocus()
    QTest.keyClicks(note, "Late harm needs years. ")
    QTest.keyClick(note, Key.Key_Escape)

    qtbot.waitUntil(lambda: desk.session.read(claims.claim, 4).note.startswith("Late harm needs years."))
    desk.session.undo()
    assert desk.session.read(claims.claim, 4).note.startswith("Twenty patients cannot rule out")


def test_the_cell_dock_shows_the_cell_in_full(desk: Desk) -> None:
    desk.go(1, "Study")
    pane = desk.workspace.cell_pane

    assert pane.title.text() == "Study: NMO case series" and len(pane.cards.views) == 3
    assert ("Comparator", "None (case series)") in pane.cards.views[0].card.facts
    desk.go(1, "Reader 1")
    assert pane.detail.text() == "Claim 1: says nothing to this claim" and pane.cards.views == []


def test_what_others_write_is_shown_and_waits_while_another_workspace_is_in_front(desk: Desk) -> None:
    desk.session.perform(claiming.edit_claim, 4, label="Harm limits use")
    assert any(line.claim.short == "Harm limits use" for line in desk.grid.evidence_rows.matrix.lines)

    desk.workspace.hide()
    desk.session.perform(claiming.remove_claim, 11)
    assert len(desk.grid.evidence_rows.matrix.lines) == 11
    desk.workspace.show()
    assert len(desk.grid.evidence_rows.matrix.lines) == 10


def test_the_table_is_copied(desk: Desk) -> None:
    desk.workspace.activate()
    desk.key(Key.Key_C, modifiers=CONTROL)
    lines = QGuiApplication.clipboard().text().split("\n")

    assert len(lines) == 12 and lines[0].startswith("Claim\tStatement\tTag\tNMO case series: Study")
    assert "\tcontradicts 1\tsupports 1\tsuggested 1\t" in lines[4]
    assert desk.message().startswith("Copied 11 claims")


@pytest.mark.parametrize("suffix", [".svg", ".pdf", ".png", ".csv"])
def test_the_matrix_is_exported(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, suffix: str
) -> None:
    asked: list[list[str]] = []

    def answer(_parent: object, _title: str, _place: str, kinds: dict[str, str]) -> tuple[Path, str]:
        asked.append(list(kinds.values()))
        return tmp_path / "figure", suffix

    monkeypatch.setattr(dialogs, "save_as_one_of", answer)
    desk.key(Key.Key_E, modifiers=CONTROL)
    path = tmp_path / f"figure{suffix}"
    qtbot.waitUntil(lambda: path.exists() and "Written to" in desk.message(), timeout=10_000)
    assert asked == [[".svg", ".pdf", ".png", ".csv"]]


def test_a_place_that_cannot_be_written_is_said(desk: Desk, tmp_path: Path, qtbot: QtBot) -> None:
    desk.workspace.write(tmp_path / "nowhere" / "figure.svg")
    qtbot.waitUntil(lambda: "does not exist" in desk.message(), timeout=10_000)


def test_without_claims_the_place_says_what_to_do(desk: Desk) -> None:
    for claim in desk.session.read(claims.claims):
        desk.session.perform(claiming.remove_claim, claim.id)

    assert desk.workspace.nothing.said.text() == "No claims yet."
    assert desk.workspace.nothing.hint.text() == "In Read, select words and press Q."
    desk.session.perform(claiming.add_claim, "A claim nobody backs")
    assert desk.workspace.nothing.said.text() == "No quotes are tied to the claims yet."


def test_a_narrow_window_keeps_every_control_in_reach(desk: Desk, qtbot: QtBot) -> None:
    desk.workspace.setFixedWidth(620)
    qtbot.waitUntil(lambda: desk.grid.width() == 620)
    header = desk.grid.evidence.verticalHeader()

    assert desk.grid.evidence.viewport().width() >= 200 and header.width() >= 150
    assert desk.grid.across.isVisible(), "what does not fit is scrolled to"
    desk.go(9, "Reader 3")
    box = desk.grid.evidence.visualRect(desk.grid.evidence.currentIndex())
    assert desk.grid.evidence.viewport().rect().contains(box.center())


def test_cards_say_in_words_what_they_show(desk: Desk) -> None:
    desk.go(4)
    views = desk.workspace.claim_pane.cards.views

    assert views[0].accessibleName().startswith("study, contradicts, No patients had serious")
    assert views[2].accessibleName().startswith("commentary, suggested, supports,")


@pytest.mark.parametrize("width", [1040, 700, 610])
def test_no_choice_above_the_matrix_is_cut(desk: Desk, width: int) -> None:
    bar = desk.workspace.layout_bar
    bar.setFixedWidth(width)
    QTest.qWait(20)
    for box in (bar.rows, bar.columns):
        words = QFontMetrics(box.font()).horizontalAdvance(box.currentText())
        assert words + 46 <= box.width(), (box.currentText(), box.width())
