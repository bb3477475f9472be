"""The source dock says which study a page quotes, what was changed, and does what a person says of it."""

from __future__ import annotations

import pytest
from PySide6.QtTest import QTest

from reviewer.actions import importing
from reviewer.gui.workspaces.reading.quoted import QuotedCard, marked
from reviewer.library import documents
from reviewer.library import quoted as ties
from reviewer.model import Quoted, Tie
from reviewer.separation.quoted import Piece
from tests.gui.read.at_the_desk import Key, Person

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
RECORD = 3


@pytest.fixture
def quoting(person: Person) -> Person:
    """Someone before the blog post, with the record of the study it quotes in the library."""
    abstract = person.text[41:1422].replace("19 secondary", "21 secondary")
    words = f"Mult Scler. 2019 May;25(6):801-10.\n\nMitoxantrone and B cells.\n\nAbstract\n\n{abstract}\n"
    person.session.perform(importing.import_text, "record.txt", words)
    person.place.docks["source"].raise_()
    QTest.qWait(60)  # it fills itself once it is seen
    return person


def card(person: Person) -> QuotedCard:
    quoted = person.workspace.source_dock.quoted
    person.qtbot.waitUntil(lambda: bool(quoted.cards))  # it fills itself once it is seen
    (found,) = quoted.cards
    return found


def tie(person: Person) -> Tie:
    return person.session.read(ties.quoted_studies, 2)[-1].state


def test_the_study_is_named_with_its_likeness_and_changed_words(quoting: Person) -> None:
    shown = card(quoting)

    assert "Mitoxantrone and B cells. Mult Scler 2019" in shown.link.text()
    assert shown.state.text() == "99 % of the words are alike. A proposal; counted once already."
    assert "<s>21</s> <b><u>19</u></b>" in shown.changes.text()
    assert shown.changes.accessibleName() == "left out: 21; added: 19"
    assert shown.confirm.isVisible() and shown.reject.isVisible()


def test_enter_on_it_goes_to_the_words_in_the_record(quoting: Person) -> None:
    shown = card(quoting)
    shown.link.setFocus()
    quoting.key(Key.Key_Return)

    assert quoting.session.document == RECORD
    span = quoting.page.selected_span()
    assert span.document == RECORD and span.exact.startswith("Mitoxantrone is one")


def test_a_person_confirms_it(quoting: Person) -> None:
    quoting.click(card(quoting).confirm)
    QTest.qWait(60)

    assert tie(quoting) is Tie.CONFIRMED
    assert card(quoting).state.text().endswith("Confirmed by Reviewer A. Counted once.")
    assert card(quoting).confirm.isHidden()
    quoting.session.undo()
    assert tie(quoting) is Tie.PROPOSED


def test_not_this_study_is_remembered(quoting: Person) -> None:
    quoting.click(card(quoting).reject)
    QTest.qWait(60)

    assert tie(quoting) is Tie.REJECTED
    assert card(quoting).state.text().endswith("is tied to no study of this library.")
    assert card(quoting).link.isHidden() and card(quoting).find.isVisible()


def test_a_study_is_found_by_hand(quoting: Person) -> None:
    quoting.click(card(quoting).reject)
    QTest.qWait(60)
    chooser = card(quoting).chooser
    card(quoting).choose()
    assert chooser.model.rows[0].detail == "99 % alike"
    QTest.keyClicks(chooser.field, "neuromyelitis")
    assert [row.text[:8] for row in chooser.model.rows] == ["Efficacy"]
    QTest.keyClick(chooser.field, Key.Key_Return)

    parts = [s for s in quoting.segments() if s.second_hand]
    assert {s.quotes.document for s in parts if s.quotes} == {1}
    assert tie(quoting) is Tie.CONFIRMED


def test_a_page_without_a_known_study_says_so(person: Person) -> None:
    person.place.docks["source"].raise_()
    QTest.qWait(60)

    assert card(person).state.text() == "“Mitoxantrone is one of the…” is tied to no study of this library."
    assert {s.quotes for s in person.session.read(documents.segments, 2) if s.second_hand} == {Quoted()}


def test_a_study_at_first_hand_has_no_such_card(person: Person) -> None:
    person.session.select("document", 1)
    person.place.docks["source"].raise_()
    QTest.qWait(60)

    assert person.workspace.source_dock.quoted.isHidden()


def test_long_stretches_that_are_the_same_are_shortened() -> None:
    same = " ".join(f"w{n}" for n in range(20))
    pieces = [Piece("same", same), Piece("added", "a < b"), Piece("same", same), Piece("left out", "c")]

    assert marked(pieces) == (
        "… w16 w17 w18 w19 <b><u>a &lt; b</u></b> w0 w1 w2 w3 … w16 w17 w18 w19 <s>c</s>"
    )


def test_the_claim_dock_leads_to_the_study(claimed: Person) -> None:
    button = claimed.workspace.claim_dock.quote.study
    assert button.isVisible() and button.text() == "Find the study…"
    claimed.click(button)
    assert claimed.focus() is card(claimed).find

    abstract = claimed.text[41:1422]
    words = f"Mult Scler. 2019 May;25(6):801-10.\n\nMitoxantrone and B cells.\n\nAbstract\n\n{abstract}\n"
    claimed.session.perform(importing.import_text, "record.txt", words)
    assert button.text() == "Show the study quoted"
    claimed.workspace.show_quoted()
    assert claimed.focus() is card(claimed).link
    assert card(claimed).state.text().startswith("Word for word.")
    assert not card(claimed).changes.isVisible()


def test_a_page_that_quotes_none_says_so(person: Person) -> None:
    person.session.select("document", 1)
    person.workspace.show_quoted()

    assert person.messages[-1].startswith("This page quotes no study.")
